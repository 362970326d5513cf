"""Where a weakness stands, what was tried, and what is missing in between."""

from __future__ import annotations

from dataclasses import replace

import pytest

from plandocs.model.plan import ThemeState
from plandocs.suggest.themes import build_themes

KPI = ("ร้อยละของบ่อบาดาลที่ตรวจคุณภาพตามรอบ", "ร้อยละ")
TEXT = "การตรวจคุณภาพน้ำของบ่อบาดาลไม่เป็นไปตามรอบ ผู้ใช้น้ำจึงไม่ทราบความเสี่ยง"
AGAIN = "บ่อบาดาลที่ตรวจคุณภาพตามรอบยังไม่ครบทุกอำเภอ ผู้ใช้น้ำไม่ทราบผลตรวจ"
SOURCE = "รายงานป้อนกลับ PMQA 4.0 พ.ศ. {} หัวข้อ 6.1"


def goal(make, year, baseline, target):
    return make.goal(year, "ตรวจบ่อบาดาลตามรอบ", *KPI, baseline, target, item="6.1", source=SOURCE.format(year - 1))


def only(themes):
    (theme,) = themes
    return theme


def test_a_weakness_nobody_answered_is_open(make):
    theme = only(build_themes([make.finding(2564, "6.1", TEXT)], [], []))
    assert theme.state is ThemeState.OPEN


def test_a_weakness_with_a_goal_after_the_last_report_is_in_progress(make):
    theme = only(build_themes([make.finding(2564, "6.1", TEXT)], [goal(make, 2565, 40, 60)], []))
    assert theme.state is ThemeState.IN_PROGRESS


def test_a_closing_in_the_monitoring_report_closes(make):
    outcome = make.outcome(2565, *KPI, 60, 64, achieved=True, closed=True)
    theme = only(build_themes([make.finding(2564, "6.1", TEXT)], [goal(make, 2565, 40, 60)], [outcome]))
    assert theme.state is ThemeState.CLOSED
    assert any("ปิดประเด็น" in words and document == "monitoring-2565" for _, words, document in theme.events)


def test_reaching_the_target_alone_does_not_close(make):
    outcome = make.outcome(2565, *KPI, 60, 64, achieved=True)
    theme = only(build_themes([make.finding(2564, "6.1", TEXT)], [goal(make, 2565, 40, 60)], [outcome]))
    assert theme.state is not ThemeState.CLOSED


def test_a_finding_after_the_closing_reopens(make):
    findings = [make.finding(2564, "6.1", TEXT), make.finding(2566, "6.1", AGAIN)]
    outcome = make.outcome(2565, *KPI, 60, 64, achieved=True, closed=True)
    theme = only(build_themes(findings, [goal(make, 2565, 40, 60)], [outcome]))
    assert theme.state is ThemeState.REOPENED
    assert theme.years == (2564, 2566)
    assert any("หลังปิดประเด็น" in words for _, words, _ in theme.events)


def test_a_finding_in_the_year_of_the_closing_came_before_it(make):
    findings = [make.finding(2564, "6.1", TEXT), make.finding(2565, "6.1", AGAIN)]
    outcome = make.outcome(2565, *KPI, 60, 64, achieved=True, closed=True)
    assert only(build_themes(findings, [goal(make, 2565, 40, 60)], [outcome])).state is ThemeState.CLOSED


def test_results_without_a_monitoring_report_are_named_as_what_they_are(make):
    findings = [
        make.finding(2564, "6.1", TEXT),
        make.finding(2565, "6.1", "ตรวจบ่อบาดาลตามรอบได้ร้อยละ 52 จากเป้าหมายร้อยละ 60 ผู้ใช้น้ำยังไม่ทราบผล"),
        make.finding(2566, "6.1", AGAIN),
    ]
    goals = [goal(make, 2565, 40, 60), goal(make, 2566, 52, 75), goal(make, 2567, 70, 90)]
    theme = only(build_themes(findings, goals, []))
    assert [(t.actual, t.actual_source) for t in theme.goals] == [
        (52.0, "รายงานป้อนกลับปี 2565"),
        (70, "ค่าฐานของแผนปี 2567"),
        (None, ""),
    ]
    assert "ไม่พบรายงานติดตามปี 2566 (ใช้ตัวเลขจากค่าฐานของแผนปี 2567 แทน)" in theme.gaps


def test_a_year_without_answer_is_named(make):
    findings = [make.finding(2564, "6.1", TEXT), make.finding(2565, "6.1", AGAIN)]
    other = make.goal(2565, "ปลูกต้นไม้ริมคลอง", "จำนวนต้นไม้ที่ปลูก", "ต้น", 0, 100)
    (theme,) = [t for t in build_themes(findings, [other, goal(make, 2566, 40, 60)], []) if t.goals]
    assert "แผนปี 2565 ไม่มีเป้าหมายที่ตอบข้อค้นพบปี 2564" in theme.gaps


def test_of_draft_and_approved_plan_the_approved_figures_count(make):
    draft = make.goal(2565, "ตรวจบ่อบาดาล", *KPI, 40, 60, item="6.1", source=SOURCE.format(2564), status=make.draft)
    firm = make.goal(
        2565, "ตรวจบ่อบาดาล", *KPI, 40, 55, item="6.1", source=SOURCE.format(2564), status=make.approved, document="firm"
    )
    theme = only(build_themes([make.finding(2564, "6.1", TEXT)], [draft, firm], []))
    assert [(trace.target, trace.document_id) for trace in theme.goals] == [(55, "firm")]


def test_strengths_make_no_themes(make):
    assert build_themes([make.finding(2564, "6.1", TEXT, kind="strength")], [], []) == ()


def test_a_theme_keeps_its_id_when_later_reports_come(make):
    first = only(build_themes([make.finding(2564, "6.1", TEXT)], [], []))
    later = build_themes([make.finding(2566, "6.1", AGAIN), make.finding(2564, "6.1", TEXT)], [], [])
    assert first.id in {theme.id for theme in later}


@pytest.mark.parametrize("edition", ["pmqa4", "pmqa2562"])
def test_the_same_weakness_is_followed_across_editions(make, edition):
    item = {"pmqa4": "4.3", "pmqa2562": "4.2"}[edition]
    findings = [
        make.finding(2564, "4.3", "การถอดบทเรียนงานขุดลอกยังไม่มีแนวปฏิบัติที่ดีที่สถานีอื่นใช้ได้"),
        make.finding(2565, item, "แนวปฏิบัติที่ดีของงานขุดลอกมีสถานีเดียวที่ใช้ ยังไม่ถ่ายทอดความรู้", edition=edition),
    ]
    assert only(build_themes(findings, [], [])).years == (2564, 2565)


def test_a_target_reached_and_praised_by_assessors_afterwards_closes(make):
    findings = [
        make.finding(2564, "6.1", TEXT),
        make.finding(2566, "6.1", "บ่อบาดาลทุกอำเภอได้รับการตรวจคุณภาพตามรอบ ผู้ใช้น้ำทราบผล", kind="strength"),
    ]
    reached = make.outcome(2565, *KPI, 60, 64, achieved=True)
    theme = only(build_themes(findings, [goal(make, 2565, 40, 60)], [reached]))
    assert theme.state is ThemeState.CLOSED
    assert theme.events[-1][2] == "report-pmqa4-2566"
    missed = make.outcome(2565, *KPI, 60, 51, achieved=False)
    assert only(build_themes(findings, [goal(make, 2565, 40, 60)], [missed])).state is not ThemeState.CLOSED


def test_a_plan_that_prints_only_items_answers_the_report_of_the_year_before(make):
    findings = [
        make.finding(2564, "5.2", "ช่างต้องเดินทางไปเบิกอะไหล่ที่ส่วนกลางทุกครั้ง งานซ่อมจึงค้าง"),
        make.finding(2565, "5.2", "คลังย่อยมีชิ้นส่วนไม่ครบ สถานีไกลยังรอหลายสัปดาห์"),
    ]
    kpi = ("ระยะเวลารออะไหล่เฉลี่ย", "วัน")
    goals = [
        make.goal(year, "ลดเวลารออะไหล่", *kpi, base, aim, item="5.2")
        for year, base, aim in ((2565, 40, 20), (2566, 31, 15))
    ]
    theme = only(build_themes(findings, goals, []))
    assert [trace.plan_year for trace in theme.goals] == [2565, 2566]


def test_each_measure_of_a_goal_has_its_own_result_even_where_the_report_says_no_unit(make):
    wait = make.goal(
        2565, "ตรวจบ่อบาดาลตามรอบ", "ระยะเวลารอผลตรวจเฉลี่ย", "วัน", 118, 75, item="6.1", source=SOURCE.format(2564)
    )
    share = goal(make, 2565, 22, 60)
    both = replace(wait, kpis=(*wait.kpis, *share.kpis))
    outcomes = [make.outcome(2565, "ระยะเวลารอผลตรวจเฉลี่ย", "", 75, 94), make.outcome(2565, KPI[0], "", 60, 41)]
    theme = only(build_themes([make.finding(2564, "6.1", TEXT)], [both], outcomes))

    assert {(trace.kpi, trace.actual) for trace in theme.goals} == {("ระยะเวลารอผลตรวจเฉลี่ย", 94), (KPI[0], 41)}
