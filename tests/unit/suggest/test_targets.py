"""Baselines and targets: each by a stated rule, none from nowhere."""

from __future__ import annotations

from dataclasses import replace

import pytest

from plandocs.model.finding import Kpi
from plandocs.model.plan import GoalTrace
from plandocs.suggest.history import achieved
from plandocs.suggest.ranking import missed_in_a_row
from plandocs.suggest.targets import continued_kpi


def trace(year, baseline, target, actual, unit="ชุด"):
    source = "รายงานติดตามรอบ 12 เดือน" if actual is not None else ""
    return GoalTrace(
        year, "เพิ่มชุดข้อมูล", "จำนวนชุด", unit, target, actual, f"p{year}", f"g{year}", baseline, actual_source=source
    )


CASES = {
    "missed: the target is kept": ([trace(2566, 10, 20, 15)], 15, 20),
    "reached: the mean step is added": ([trace(2565, 10, 15, 16), trace(2566, 16, 20, 22)], 22, 28),
    "ร้อยละ: never above 100": ([trace(2565, 80, 90, 92, "ร้อยละ"), trace(2566, 92, 95, 97, "ร้อยละ")], 97, 100),
    "falling: the step goes down": ([trace(2565, 40, 30, 28, "วัน"), trace(2566, 28, 25, 24, "วัน")], 24, 16),
    "no result: the target is kept, not invented": ([trace(2566, 10, 20, None)], 10, 20),
    "no target in any plan: none is proposed": ([trace(2566, 10, None, 12)], 12, None),
    "reached without any way: none is proposed": ([trace(2566, None, 20, 20)], 20, None),
}


@pytest.mark.parametrize(("traces", "baseline", "target"), CASES.values(), ids=CASES)
def test_the_target_follows_from_the_series(traces, baseline, target):
    kpi = continued_kpi(2567, traces, None)
    assert (kpi.baseline, kpi.target) == (baseline, target)
    assert not kpi.unconfirmed
    assert kpi.source


def strategic(make, value):
    goal = make.goal(2566, "เปิดข้อมูล", "จำนวนชุด", "ชุด", strategic=True)
    return goal, Kpi("จำนวนชุด", "ชุด", targets=((2567, value),))


def test_the_action_plans_target_for_the_year_goes_first(make):
    kpi = continued_kpi(2567, [trace(2566, 10, 20, 15)], strategic(make, 40.0))
    assert kpi.target == 40
    assert "แผนปฏิบัติราชการปี 2566" in kpi.source


def test_no_target_below_what_was_reached(make):
    kpi = continued_kpi(2567, [trace(2566, 10, 20, 25)], strategic(make, 22.0))
    assert kpi.target == 25
    assert "ต่ำกว่าที่ทำได้แล้ว" in kpi.source


def test_a_newer_baseline_goes_before_an_older_result():
    kpi = continued_kpi(2568, [trace(2565, 70, 78, 79), trace(2567, 74, 82, None)], None)
    assert kpi.baseline == 74
    assert "ค่าฐานของแผนปี 2567" in kpi.source


@pytest.mark.parametrize(
    ("months", "baseline", "target", "actual", "told"),
    [
        (12, 10, 20, 15, False),
        (None, 10, 20, 15, False),
        (6, 10, 20, 15, None),
        (9, 10, 20, 21, True),
        (6, 40, 30, 12, None),
        (12, 40, 30, 12, True),
    ],
    ids=["year's end", "not said", "half a year", "reached early", "below a limit so far", "below a limit"],
)
def test_what_part_of_a_year_brought_is_no_missed_year(months, baseline, target, actual, told):
    assert achieved(replace(trace(2567, baseline, target, actual), actual_months=months)) is told


@pytest.mark.parametrize(
    ("results", "years"),
    [
        ([(2565, 30, 40), (2566, 35, 45), (2567, 40, 50)], (2565, 2566, 2567)),
        ([(2564, 30, 40), (2567, 35, 45), (2567, 40, 50)], (2567,)),
        ([(2566, 30, 40), (2567, 55, 45), (2567, 40, 50)], ()),
        ([(2566, 30, 40), (2567, None, 45)], ()),
        ([], ()),
    ],
    ids=["three years", "a year counts once, and not over a gap", "one of two reached", "not known yet", "no goals"],
)
def test_years_that_missed_their_target_one_after_another(results, years):
    traces = [trace(year, 20, target, actual) for year, actual, target in results]
    assert missed_in_a_row(traces) == years


def test_what_fell_fast_is_halved_at_most():
    """From 94 to 41 days: another 53 days less would be no time at all."""
    kpi = continued_kpi(2567, [trace(2566, 94, 60, 41, "วัน")], None)
    assert (kpi.baseline, kpi.target) == (41, 21)
    assert "ครึ่งหนึ่ง" in kpi.source


@pytest.mark.parametrize(("last", "unit", "target"), [((70, 90, 100), "ร้อยละ", 100), ((5, 2, 0), "ครั้ง", 0)])
def test_what_is_reached_in_full_is_kept(last, unit, target):
    kpi = continued_kpi(2567, [trace(2566, *last, unit)], None)
    assert kpi.target == target
    assert "รักษาระดับ" in kpi.source
