"""Suggested goals: where they come from, why they stand where they do, and what they say is not known."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from plandocs.frameworks import load
from plandocs.model.errors import UsageError
from plandocs.model.text import quote_hash
from plandocs.suggest.goals import suggest
from plandocs.suggest.verbs import begins_with_verb

FRAMEWORKS = load()


def run(facts, year=2567, **more):
    return suggest(year, **facts, frameworks=FRAMEWORKS, **more)


def about(found, item):
    return next(s for s in found.suggestions if item in s.items)


def test_a_missed_goal_is_continued_with_its_reason(story):
    goal = about(run(story), "6.2")
    assert goal.relation == "continue"
    assert goal.goal == "ขยายมาตรวัดน้ำที่อ่านค่าทางไกล"
    assert (goal.kpis[0].baseline, goal.kpis[0].target) == (31.0, 45)
    assert "รายงานป้อนกลับปี 2566" in goal.kpis[0].source
    assert any("ยังไม่บรรลุค่าเป้าหมาย จึงเสนอทำต่อ" in reason for reason in goal.reasons)
    assert goal.owner == "กองมาตรวัด"
    assert goal.activities[0].startswith("ติดตั้งเสาสัญญาณสำรอง")


def test_a_reached_goal_whose_weakness_stays_is_raised(make, story):
    done = make.outcome(2566, "ร้อยละมาตรวัดน้ำทางไกล", "ร้อยละ", 45, 47, achieved=True)
    goal = about(run({**story, "outcomes": [*story["outcomes"], done]}), "6.2")
    assert goal.relation == "raise"
    assert goal.kpis[0].target > 47


def test_a_goal_that_never_moved_is_replaced_in_words_but_not_in_measure(make, story):
    kpi = ("ร้อยละของมาตรวัดน้ำที่อ่านค่าทางไกลได้", "ร้อยละ")
    goals = [replace(goal, kpis=(replace(goal.kpis[0], baseline=5.0),)) for goal in story["goals"]]
    stuck = [make.outcome(year, *kpi, target, 5, achieved=False) for year, target in ((2565, 30), (2566, 45))]
    findings = [f for f in story["findings"] if f.report_year != 2565]
    findings = [replace(f, text=f.text.split("มีร้อยละ")[0] + "ยังน้อย และสัญญาณขาดหายบ่อย") for f in findings]
    goal = about(run({"findings": findings, "goals": goals, "outcomes": stuck}), "6.2")
    assert goal.relation == "replace"
    assert goal.goal.startswith("ติดตั้งเสาสัญญาณสำรอง")
    assert "มาตรวัดน้ำ" in goal.kpis[0].name


def test_a_finding_nobody_answered_becomes_a_goal_without_numbers(story):
    goal = about(run(story), "5.3")
    assert goal.relation == "new"
    assert "การรับฟังความเห็นของช่างภาคสนาม" in goal.goal
    assert (goal.kpis[0].baseline, goal.kpis[0].target, goal.kpis[0].unconfirmed) == (None, None, False)
    assert "ยังไม่พบผู้รับผิดชอบในเอกสาร" in goal.risks


def test_a_strategic_target_for_the_year_is_taken_over(make, story):
    kpi = ("ร้อยละของมาตรวัดน้ำที่อ่านค่าทางไกลได้", "ร้อยละ")
    plan = make.goal(
        2566, "อ่านมาตรวัดน้ำทางไกล", *kpi, strategic=True, targets=((2566, 45.0), (2567, 60.0)), document="action"
    )
    goal = about(run({**story, "goals": [*story["goals"], plan]}), "6.2")
    assert goal.kpis[0].target == 60
    assert any("แผนปฏิบัติราชการปี 2566 กำหนดค่าเป้าหมายปี 2567 ไว้ร้อยละ 60" in reason for reason in goal.reasons)
    assert {name: value for name, value, _ in goal.parts}["น้ำหนักทางยุทธศาสตร์"] == 1.0


def test_a_workshop_proposal_supports_the_goal_and_names_the_owner(make, story):
    idea = make.proposal(
        2567, "เพิ่มคำถามการรับฟังความเห็นของช่างภาคสนามในแบบประเมินหัวหน้างาน", item="5.3", votes=14, owner="กองบุคคล"
    )
    goal = about(run({**story, "proposals": [idea]}), "5.3")
    assert goal.relation == "proposal"
    assert goal.owner == "กองบุคคล"
    assert any("14 คะแนน" in reason for reason in goal.reasons)


def test_nothing_later_changes_anything(make, story):
    before = run(story)
    later = {
        "findings": [*story["findings"], make.finding(2567, "6.2", "มาตรวัดน้ำทางไกลเสียหายจากน้ำท่วม")],
        "goals": [
            *story["goals"],
            make.goal(2567, "ร่างเป้าหมายปีที่วางแผน", "จำนวนมาตรวัด", "เครื่อง", 1, 2, item="6.2", status=make.draft),
            make.goal(2568, "เป้าหมายปีถัดไป", "จำนวนมาตรวัด", "เครื่อง", 1, 2, item="5.3"),
            make.goal(
                2568, "อ่านมาตรวัดน้ำทางไกล", "ร้อยละมาตรวัดน้ำทางไกล", "ร้อยละ", strategic=True, targets=((2567, 99.0),)
            ),
        ],
        "outcomes": [
            *story["outcomes"],
            make.outcome(2567, "ร้อยละมาตรวัดน้ำทางไกล", "ร้อยละ", 45, 50, achieved=True, closed=True),
            make.outcome(2566, "ร้อยละมาตรวัดน้ำทางไกล", "ร้อยละ", 45, 44, document="monitoring-2567"),
        ],
        "proposals": [make.proposal(2568, "ซื้อมาตรวัดใหม่ทั้งหมด", item="6.2", votes=99)],
    }
    assert run(later) == before


def test_as_of_leaves_out_later_documents(story):
    dates = {f.document_id: dt.date(int(f.report_year) - 543, 9, 30) for f in story["findings"]}
    early = run(story, as_of=dt.date(2023, 1, 1), event_dates=dates)
    assert not any("5.3" in s.items for s in early.suggestions)
    assert run(story, as_of=dt.date(2024, 1, 1), event_dates=dates) == run(story)


def test_every_open_finding_is_covered_or_has_a_reason(story):
    found = run(story)
    ofis = {f.id for f in story["findings"] if f.kind == "ofi"}
    assert {row.finding_id for row in found.coverage} == ofis
    assert all(row.suggestion_ids or row.reason for row in found.coverage)
    ids = {s.id for s in found.suggestions}
    assert all(set(row.suggestion_ids) <= ids for row in found.coverage)


def test_an_old_finding_that_nobody_repeats_is_left_to_watch(make, story):
    old = make.finding(2563, "2.4", "การติดตามผลใช้แบบฟอร์มกระดาษ ไม่มีกำหนดส่ง")
    found = run({**story, "findings": [*story["findings"], old]})
    (row,) = [row for row in found.coverage if row.finding_id == old.id]
    assert row.suggestion_ids == ()
    assert "ล่าสุดปี 2563" in row.reason


def test_every_quote_can_be_checked(story):
    quotes = [e for s in run(story).suggestions for e in s.evidence]
    assert quotes
    assert all(quote_hash(e.quote) == e.anchor.quote_hash for e in quotes)


def test_the_score_is_the_weighted_sum_of_the_parts_it_shows(story):
    for s in run(story).suggestions:
        assert s.score == pytest.approx(sum(value * weight for _, value, weight in s.parts), abs=1e-3)
        assert sum(weight for _, _, weight in s.parts) == pytest.approx(1.0)


def test_weights_of_the_workspace_change_the_order(story):
    only_evidence = dict.fromkeys(("recurrence", "severity", "strategic", "carried", "leverage", "feasibility"), 0.0)
    scores = {s.items: s.score for s in run(story, weights=only_evidence).suggestions}
    assert scores != {s.items: s.score for s in run(story).suggestions}


@pytest.mark.parametrize("weights", [{"luck": 1.0}, {"severity": -1.0}])
def test_a_weight_that_makes_no_sense_is_refused(story, weights):
    with pytest.raises(UsageError, match=r"weight"):
        run(story, weights=weights)


def test_goals_begin_with_a_verb_and_ranks_count_from_one(story):
    found = run(story).suggestions
    assert [s.rank for s in found] == list(range(1, len(found) + 1))
    assert all(begins_with_verb(s.goal) for s in found)


def test_the_alignment_block_holds_the_editions_of_the_year(story):
    titles = [line.framework for line in about(run(story), "6.2").alignment]
    assert any("ฉบับที่ 13" in title for title in titles)
    assert not any("ฉบับที่ 12" in title for title in titles)


def test_two_weaknesses_with_one_measure_make_one_suggestion(make):
    findings = [
        make.finding(2566, "5.1", "เส้นทางความก้าวหน้าของช่างยังไม่จัดทำ"),
        make.finding(2566, "7.3", "ผลลัพธ์ด้านบุคลากรไม่แสดงว่าตำแหน่งใดมีเส้นทางอาชีพ"),
    ]
    found = run({"findings": findings, "goals": [], "outcomes": []})
    measures = [kpi.name for s in found.suggestions for kpi in s.kpis]
    assert len(measures) == len(set(measures))


def test_without_any_report_nothing_is_suggested():
    found = suggest(2567, findings=[], goals=[], outcomes=[], frameworks=FRAMEWORKS)
    assert (found.suggestions, found.coverage) == ((), ())


LAMPS = ("ร้อยละของไฟส่องทางในเขตเมืองที่ใช้งานได้", "ร้อยละ")


def _lamps(make, actual, text):
    """A plan for street lamps whose result is known, and what the report of its year says."""
    findings = [
        make.finding(2564, "6.1", "ไฟส่องทางในเขตเมืองใช้งานได้เพียงร้อยละ 70 และไม่มีรอบซ่อม"),
        make.finding(2565, "6.1", text),
    ]
    source = "รายงานป้อนกลับ PMQA 4.0 พ.ศ. 2564 หัวข้อ 6.1"
    goals = [make.goal(2565, "ซ่อมไฟส่องทางในเขตเมือง", *LAMPS, 70, 90, item="6.1", source=source)]
    outcomes = [make.outcome(2565, *LAMPS, 90, actual)]
    return suggest(2566, findings=findings, goals=goals, outcomes=outcomes, frameworks=load()).suggestions


def test_a_reached_goal_gives_way_to_what_assessors_still_find_left_out(make):
    (made,) = _lamps(make, 92, "การซ่อมไฟส่องทางในเขตเมืองยังไม่ครอบคลุมถนนสายรองและตรอก")

    assert made.relation == "replace"
    assert "ถนนสายรองและตรอก" in made.goal
    assert any(kpi.name == LAMPS[0] and kpi.baseline == 92 for kpi in made.kpis), "the old measure is followed on"


def test_what_is_reached_in_full_is_not_raised(make):
    (made,) = _lamps(make, 100, "ไฟส่องทางในเขตเมืองยังต้องดูแลต่อเนื่อง")

    assert made.relation == "continue"
    assert [kpi.target for kpi in made.kpis if kpi.name == LAMPS[0]] == [100]
    assert any("รักษาระดับ" in reason for reason in made.reasons)


def test_of_two_weaknesses_alike_in_all_else_the_one_whose_value_is_known_goes_first(make):
    findings = [
        make.finding(2566, "6.1", "การตรวจรับงานซ่อมใช้แบบฟอร์มหลายฉบับ ควรรวมเป็นฉบับเดียว"),
        make.finding(2566, "6.2", "การต่อสัญญาเช่าใช้เวลาเฉลี่ย 62 วัน เพราะส่งเอกสารหลายรอบ"),
    ]
    made = suggest(2567, findings=findings, goals=[], outcomes=[], frameworks=load()).suggestions

    assert [s.items for s in made] == [("6.2",), ("6.1",)]


def _workshop(make, text, **more):
    findings = [
        make.finding(2566, "3.3", "ห้องรอตรวจยังไม่มีป้ายเสียงและลายพิมพ์นูนสำหรับผู้พิการทางสายตา"),
        make.finding(2566, "6.1", "การนัดหมายตรวจครรภ์ใช้สมุดจดที่เคาน์เตอร์ เวลานัดจึงซ้อนกันร้อยละ 30"),
        make.finding(2566, "5.2", "แม่บ้านยกของหนักโดยไม่มีรถเข็น"),
    ]
    proposals = [make.proposal(2567, text, votes=12, **more)]
    found = suggest(2567, findings=findings, goals=[], outcomes=[], proposals=proposals, frameworks=load()).suggestions
    return [s for s in found if any("ที่ประชุมเชิงปฏิบัติการ" in reason for reason in s.reasons)]


def test_a_telegraphic_proposal_belongs_to_the_weakness_that_holds_its_words(make):
    (made,) = _workshop(make, "ป้ายเสียง/ลายพิมพ์นูน 4 ห้องนำร่อง")

    assert made.items == ("3.3",)
    assert ("จำนวนห้องที่มีป้ายเสียงและลายพิมพ์นูน", 4) in [(kpi.name, kpi.target) for kpi in made.kpis]


def test_a_proposal_at_another_item_or_of_other_words_belongs_to_none(make):
    assert not _workshop(make, "ป้ายเสียง/ลายพิมพ์นูน 4 ห้องนำร่อง", item="6.1")
    assert not _workshop(make, "ประกวดคำขวัญประจำปี")


def test_how_long_stands_beside_how_many_where_an_earlier_report_says_it(make):
    findings = [
        make.finding(2565, "3.4", "เรื่องร้องเรียนกลิ่นจากบ่อบำบัดใช้เวลายุติเฉลี่ย 46 วัน เกินกว่ามาตรฐาน 15 วันที่ประกาศไว้"),
        make.finding(2566, "3.4", "การจัดการเรื่องร้องเรียนกลิ่นจากบ่อบำบัดยังล่าช้า มีเรื่องค้างเกินกำหนดร้อยละ 58"),
    ]
    (made,) = suggest(2567, findings=findings, goals=[], outcomes=[], frameworks=load()).suggestions

    assert {(kpi.unit, kpi.baseline) for kpi in made.kpis} >= {("ร้อยละ", 58), ("วัน", 46)}
    assert next(kpi.target for kpi in made.kpis if kpi.unit == "วัน") == 15
