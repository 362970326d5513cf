"""The year that is to be planned when nobody gives one."""

from __future__ import annotations

import pytest

from plandocs.app.planning import year_to_plan
from plandocs.model.document import Approval
from plandocs.model.finding import Facts, Finding, FindingKind, Goal
from plandocs.model.text import Anchor, Place
from plandocs.model.year import FiscalYear

ANCHOR = Anchor.of("d", 0, "ข้อความ", 0, 7)
FINDING = Finding("f", FindingKind.OFI, "pmqa4", "4.1", FiscalYear(2566), "ข้อความ", "d", Place(""), ANCHOR)


@pytest.mark.parametrize(
    ("status", "strategic", "year"),
    [(Approval.APPROVED, False, 2568), (Approval.DRAFT, False, 2567), (Approval.UNKNOWN, False, 2567),
     (Approval.APPROVED, True, 2567)],
)  # fmt: skip
def test_a_year_with_an_approved_plan_is_not_planned_again(status, strategic, year):
    goal = Goal("g", FiscalYear(2567), "เป้าหมาย", "p", Place(""), ANCHOR, status=status, strategic=strategic)
    assert year_to_plan(Facts((FINDING,), (goal,))) == year


def test_without_reports_there_is_nothing_to_plan_from():
    goal = Goal("g", FiscalYear(2567), "เป้าหมาย", "p", Place(""), ANCHOR, status=Approval.APPROVED)
    assert year_to_plan(Facts((), (goal,))) is None
