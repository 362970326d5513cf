"""Decisions of earlier years order this year's suggestions, unless the settings say no or they were made later."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace

import pytest

from plandocs.app.planning import suggestions
from plandocs.app.settings import dump_settings, parse_settings
from plandocs.model.errors import UsageError
from plandocs.model.finding import Facts, Finding, FindingKind
from plandocs.model.plan import SuggestedKpi, Suggestion
from plandocs.model.review import Action, Decision
from plandocs.model.text import Anchor
from plandocs.model.year import FiscalYear
from plandocs.suggest import ranking


def dice(seed):
    return random.Random(seed)  # noqa: S311 - the same logs on every run, nothing to keep secret


OFIS = (
    ("4.1", "ชุดข้อมูลเปิดของกรมไม่มีรอบปรับปรุงที่ประกาศต่อสาธารณะ"),
    ("6.1", "การซ่อมมาตรวัดใช้เวลาเฉลี่ย 26 วัน เพราะส่งอะไหล่จากส่วนกลาง"),
    ("5.2", "ช่างภาคสนามร้อยละ 30 ไม่มีอุปกรณ์ป้องกันครบชุด"),
)


@pytest.fixture
def planned(workspace, report):
    document, blocks, _ = report
    texts = [text for _, text in OFIS]
    rows = [replace(blocks[1], text=text) for text in texts]
    found = []
    for number, (item, text) in enumerate(OFIS, 1):
        anchor = Anchor.of(document.id, number, text, 0, len(text))
        year = FiscalYear(2567)
        found.append(
            Finding(f"f{number}", FindingKind.OFI, "pmqa4", item, year, text, document.id, rows[0].place, anchor)
        )
    workspace.store.add_document(document, [blocks[0], *rows], Facts(tuple(found)))
    return workspace


def decided(workspace, count, *, when=dt.datetime(2024, 1, 1, tzinfo=dt.UTC)):
    """Decisions of people who accept only what has a high feasibility, which weighs little."""
    draw = dice(5)
    weights = ranking.chosen_weights({})
    entries = []
    for number in range(count):
        year = FiscalYear(2560 + number * 8 // count)
        parts = {key: round(draw.random(), 3) for key in ranking.defaults()}
        score, told = ranking.score(parts, weights)
        kpi = SuggestedKpi("จำนวน", "เรื่อง", None, None, "")
        made = Suggestion(
            f"s{number:010d}", year, f"เป้าหมาย {number}", (kpi,), "", ("4.1",), (), (), score=score, parts=told
        )
        action = Action.ACCEPT if parts["evidence"] > 0.5 else Action.REJECT
        entries.append((Decision(0, int(year), made.id, action, "ก", when, "เหตุผล"), made))
    workspace.store.append_decisions(entries)


def test_few_decisions_leave_the_weights_in_force(planned):
    decided(planned, 40)
    ordering = suggestions(planned, 2568).ordering
    assert (ordering.used, ordering.decisions, ordering.needed) == (False, 40, 200)


def test_enough_decisions_that_beat_the_weights_order_the_suggestions(planned):
    before = suggestions(planned, 2568)
    decided(planned, 280)
    after = suggestions(planned, 2568)
    assert after.ordering.used
    assert after.ordering.by_model > after.ordering.by_weights
    assert {s.id for s in after.suggestions} == {s.id for s in before.suggestions}
    assert sorted(s.weighed_rank for s in after.suggestions) == [s.rank for s in before.suggestions]


def test_the_settings_switch_learning_off(planned):
    decided(planned, 280)
    planned.settings = replace(planned.settings, learned_order=False)
    planned.computed.clear()
    assert suggestions(planned, 2568).ordering is None


def test_decisions_on_later_plans_and_after_the_given_day_teach_nothing(planned):
    decided(planned, 280, when=dt.datetime(2024, 6, 1, tzinfo=dt.UTC))
    assert suggestions(planned, 2568, dt.date(2024, 12, 31)).ordering.decisions == 280
    assert suggestions(planned, 2568, dt.date(2024, 5, 31)).ordering is None or (
        suggestions(planned, 2568, dt.date(2024, 5, 31)).ordering.decisions == 0
    )
    assert suggestions(planned, 2561).ordering.decisions < 280


def test_an_undone_decision_teaches_nothing(planned):
    decided(planned, 205)
    last = planned.store.decisions(2567)[-1]
    undo = Decision(0, 2567, last.suggestion_id, Action.UNDO, "ก", dt.datetime.now(dt.UTC), undoes=last.number)
    planned.store.append_decision(undo)
    assert suggestions(planned, 2568).ordering.decisions == 204


@pytest.mark.parametrize("value", [True, False])
def test_the_switch_is_kept_in_the_settings_file(workspace, value):
    settings = replace(workspace.settings, learned_order=value)
    import tomllib

    assert parse_settings(tomllib.loads(dump_settings(settings)), "x").learned_order is value


def test_a_switch_that_is_neither_true_nor_false_is_refused():
    with pytest.raises(UsageError):
        parse_settings({"ranking": {"learned": "maybe"}}, "x")
