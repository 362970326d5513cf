"""The same goals, outcomes and proposals in many layouts: whatever the geometry and the words, they are read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from plandocs.model.document import DocumentKind
from plandocs.model.finding import Facts

LAYOUTS = Path(__file__).parent / "layouts"

WAIT = ("ระยะเวลารอรับบริการเฉลี่ย", "นาที", 45.0, 20.0)
BOOKED = ("ร้อยละของผู้รับบริการที่จองคิวล่วงหน้า", "ร้อยละ", 12.0, 60.0)
BRANCHES = ("จำนวนสาขาที่เชื่อมข้อมูล", "สาขา", 4.0, 18.0)
PASSED = ("จำนวนบุคลากรที่ผ่านการทดสอบ", "คน", 30.0, 240.0)
GOALS = [
    ("ลดเวลารอรับบริการหน้าเคาน์เตอร์", [WAIT, BOOKED], "กองบริการประชาชน", 1_500_000.0),
    ("ข้อมูลทะเบียนเชื่อมกันทุกสาขา", [BRANCHES], "ศูนย์ดิจิทัล", 2_350_000.0),
    ("บุคลากรรู้กฎหมายฉบับใหม่", [PASSED], "สำนักเลขานุการ", None),
]
OUTCOMES = {
    (WAIT[0], 20.0, 18.5, True),
    (BRANCHES[0], 18.0, 15.0, False),
    (BOOKED[0], 60.0, 63.2, True),
    (PASSED[0], 240.0, 240.0, True),
}
PROPOSALS = [
    ("เปิดช่องทางจองคิวผ่านโทรศัพท์", 34),
    ("จัดทำคู่มือบริการภาษาท้องถิ่น", 21),
    ("รวมแบบคำขอเหลือฉบับเดียว", 17),
    ("อบรมพนักงานต้อนรับทุกไตรมาส", 9),
]


def files(kind: str) -> list[str]:
    return sorted(path.stem for path in (LAYOUTS / kind).glob("*.md"))


def read(kind: str, name: str) -> tuple[str, bool]:
    """Return a layout's text, and whether it names the first indicator of each goal only."""
    text = (LAYOUTS / kind / f"{name}.md").read_text("utf-8")
    lines = text.splitlines()
    return "\n".join(line for line in lines if not line.startswith("%%")), any(line == "%% one-kpi" for line in lines)


@pytest.mark.parametrize("name", files("goals"))
def test_goals(facts_of: Callable[..., Facts], name: str) -> None:
    text, one = read("goals", name)
    found = facts_of(DocumentKind.IMPROVEMENT_PLAN, text).goals
    told = [
        (goal.goal, [(k.name, k.unit, k.baseline, k.target) for k in goal.kpis], goal.owner, goal.budget)
        for goal in found
    ]
    assert told == [(goal, kpis[:1] if one else kpis, owner, budget) for goal, kpis, owner, budget in GOALS]


@pytest.mark.parametrize("name", files("outcomes"))
def test_outcomes(facts_of: Callable[..., Facts], name: str) -> None:
    found = facts_of(DocumentKind.MONITORING_REPORT, read("outcomes", name)[0]).outcomes
    assert len(found) == len(OUTCOMES)
    assert {(o.kpi or o.goal, o.target, o.actual, o.achieved) for o in found} == OUTCOMES


@pytest.mark.parametrize("name", files("proposals"))
def test_proposals(facts_of: Callable[..., Facts], name: str) -> None:
    found = facts_of(DocumentKind.WORKSHOP, read("proposals", name)[0]).proposals
    assert [(p.text, p.votes) for p in found] == PROPOSALS
