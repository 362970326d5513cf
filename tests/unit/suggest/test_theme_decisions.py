"""Planners' decisions on themes win over the machine and are applied again after re-reading."""

from __future__ import annotations

import pytest

from plandocs.suggest.decisions import theme_id
from plandocs.suggest.themes import build_themes

ONE = "ทะเบียนเขื่อนขนาดเล็กไม่เป็นปัจจุบัน จึงวางแผนซ่อมไม่ได้"
OTHER = "ช่างประจำสถานีได้รับการอบรมไม่ครบ จึงซ่อมเครื่องสูบน้ำไม่ทัน"
THIRD = "เว็บไซต์รับแจ้งเหตุน้ำท่วมใช้กับโทรศัพท์ไม่ได้"


@pytest.fixture
def findings(make):
    return [make.finding(2564, "4.1", ONE), make.finding(2565, "5.4", OTHER), make.finding(2566, "3.1", THIRD)]


def groups(themes):
    return sorted(sorted(theme.findings) for theme in themes)


def test_without_decisions_unlike_findings_stay_apart(findings):
    assert len(build_themes(findings, [], [])) == 3


def test_merged_themes_are_one_with_the_earliest_id(findings):
    first, second, third = findings
    merge = ("merge", theme_id(first.id), {"other": theme_id(second.id), "findings": [second.id]})
    themes = build_themes(findings, [], [], [merge])
    assert groups(themes) == sorted([sorted([first.id, second.id]), [third.id]])
    assert theme_id(first.id) in {theme.id for theme in themes}


def test_a_split_takes_findings_out_again(findings):
    first, second, _ = findings
    merge = ("merge", theme_id(first.id), {"other": theme_id(second.id)})
    split = ("split", theme_id(first.id), {"findings": [second.id]})
    assert len(build_themes(findings, [], [], [merge, split])) == 3


def test_splitting_all_findings_changes_nothing(findings):
    first = findings[0]
    assert len(build_themes(findings, [], [], [("split", theme_id(first.id), {"findings": [first.id]})])) == 3


def test_a_pin_moves_one_finding(findings):
    first, second, third = findings
    themes = build_themes(findings, [], [], [("pin", theme_id(second.id), {"finding": third.id})])
    assert groups(themes) == sorted([[first.id], sorted([second.id, third.id])])


def test_the_last_title_given_counts(findings):
    first = findings[0]
    names = [("rename", theme_id(first.id), {"title": title}) for title in ("ชื่อแรก", "ทะเบียนเขื่อน")]
    titles = {theme.id: theme.title for theme in build_themes(findings, [], [], names)}
    assert titles[theme_id(first.id)] == "ทะเบียนเขื่อน"


def test_a_decision_holds_after_an_earlier_report_was_read(make, findings):
    first, second, _ = findings
    earlier = make.finding(2563, "4.1", "ทะเบียนเขื่อนขนาดเล็กไม่เป็นปัจจุบันและไม่มีพิกัด จึงวางแผนซ่อมไม่ได้")
    merge = ("merge", theme_id(first.id), {"other": theme_id(second.id), "findings": [second.id]})
    themes = build_themes([*findings, earlier], [], [], [merge])
    assert any({first.id, second.id} <= set(theme.findings) for theme in themes)


def test_decisions_on_findings_that_are_gone_change_nothing(findings):
    gone = [
        ("merge", theme_id("nobody"), {"other": theme_id(findings[0].id)}),
        ("pin", theme_id(findings[0].id), {"finding": "gone"}),
    ]
    assert len(build_themes(findings, [], [], gone)) == 3
