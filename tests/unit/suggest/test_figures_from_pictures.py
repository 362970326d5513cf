"""Figures that were recognised from a picture are put up for confirmation."""

from __future__ import annotations

from dataclasses import replace

import pytest

from plandocs.frameworks import load
from plandocs.suggest.goals import suggest

FRAMEWORKS = load()
KPI = ("อัตราน้ำสูญเสีย", "ร้อยละ")
SOURCE = "รายงานป้อนกลับ PMQA 4.0 พ.ศ. 2565 หัวข้อ 6.3"


def only(findings, goals=(), outcomes=()):
    (made,) = suggest(2567, findings=findings, goals=goals, outcomes=outcomes, frameworks=FRAMEWORKS).suggestions
    return made.kpis[0]


@pytest.fixture
def facts(make):
    found = [
        make.finding(2565, "6.3", "อัตราน้ำสูญเสียในระบบจ่ายน้ำยังสูงถึงร้อยละ 31 ทั้งที่ตั้งเป้าหมายไว้ร้อยละ 25"),
        make.finding(2566, "6.3", "น้ำสูญเสียในระบบจ่ายน้ำลดลงน้อยกว่าที่วางแผนไว้ และยังไม่รู้จุดรั่วใหญ่"),
    ]
    goal = make.goal(2566, "ลดน้ำสูญเสียในระบบจ่ายน้ำ", *KPI, 31, 25, item="6.3", source=SOURCE, status=make.approved)
    return found, goal, make.outcome(2566, *KPI, 25, 29, achieved=False)


def test_figures_of_text_are_taken_as_they_are(facts):
    found, goal, outcome = facts
    kpi = only(found, [goal], [outcome])
    assert (kpi.baseline, kpi.target, kpi.unconfirmed) == (29, 25, False)
    assert "ภาพ" not in kpi.source


@pytest.mark.parametrize("which", ["goal", "outcome"])
def test_figures_of_pictures_are_kept_but_marked(facts, which):
    found, goal, outcome = facts
    goal, outcome = replace(goal, ocr=which == "goal"), replace(outcome, ocr=which == "outcome")
    kpi = only(found, [goal], [outcome])
    assert (kpi.baseline, kpi.target, kpi.unconfirmed) == (29, 25, True)
    assert kpi.source.count("อ่านจากภาพ") == 1
