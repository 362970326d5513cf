"""The backtest counts a chosen goal only with its own theme and measure."""

from __future__ import annotations

import pytest

from plandocs.frameworks import load
from plandocs.suggest.backtest import backtest

FRAMEWORKS = load()


@pytest.fixture(scope="module")
def result(story):
    return backtest(**story, frameworks=FRAMEWORKS)


def test_each_year_with_a_plan_and_an_earlier_report_is_tested(result):
    assert [row.year for row in result.years] == [2565, 2566]


def test_a_goal_repeated_in_the_next_plan_is_found(result):
    second = result.years[1]
    assert (second.chosen, second.answerable, second.found_10, second.baseline_10) == (1, 1, 1, 1)
    assert second.missed == ()


def test_a_first_goal_with_a_measure_nobody_could_know_is_missed_and_named(result):
    first = result.years[0]
    assert (first.found_10, first.missed) == (0, ("ติดตั้งมาตรวัดน้ำทางไกลให้ผู้ใช้รายใหญ่",))


def test_shares_are_taken_over_all_years(result):
    summary = result.summary()
    assert summary["recall@10"] == 0.5
    assert summary["evidence_precision"] == 1.0


def test_a_quote_that_fails_re_reading_lowers_the_precision(story):
    assert backtest(**story, frameworks=FRAMEWORKS, verify=lambda _: False).summary()["evidence_precision"] == 0.0
