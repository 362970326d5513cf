"""The coverage audit of a plan."""

from __future__ import annotations

import pytest

from plandocs.frameworks import load
from plandocs.model.document import Approval
from plandocs.model.plan import Evidence, SuggestedKpi, Suggestion
from plandocs.model.text import Anchor, Place
from plandocs.model.year import FiscalYear
from plandocs.suggest.audit import CHECKS, audit
from plandocs.suggest.themes import build_themes

FRAMEWORKS = load()
KPI = ("จำนวนกระบวนงานที่วิเคราะห์ต้นทุนต่อหน่วย", "กระบวนงาน")
FINDING = "ต้นทุนต่อหน่วยของงานซ่อมยังไม่เคยคำนวณ จึงตั้งงบประมาณตามปีก่อน"
SOURCE = "รายงานป้อนกลับ PMQA 4.0 พ.ศ. 2566 หัวข้อ 6.3"


def run(findings, goals, outcomes=(), **more):
    return audit(2567, findings=findings, goals=goals, outcomes=outcomes, frameworks=FRAMEWORKS, **more)


def checks(rows):
    return [row.check for row in rows]


def plan(make, **more):
    values = {
        "baseline": 2,
        "target": 6,
        "item": "6.3",
        "source": SOURCE,
        "owner": "กองแผน",
        "status": make.approved,
        **more,
    }
    baseline, target = values.pop("baseline"), values.pop("target")
    return make.goal(2567, "คำนวณต้นทุนต่อหน่วยของงานซ่อม", *KPI, baseline, target, **values)


@pytest.fixture
def finding(make):
    return make.finding(2566, "6.3", FINDING)


def test_a_sound_plan_leaves_nothing(make, finding):
    assert run([finding], [plan(make)]) == ()


def test_budgets_that_differ_between_draft_and_approved_plan_are_named_with_both_values(make, finding):
    draft = plan(make, budget=1_200_000.0, status=make.draft, document="draft")
    firm = plan(make, budget=850_000.0, document="firm")
    (row,) = run([finding], [firm, draft])
    assert row.check == "conflict"
    assert "ฉบับร่าง 1,200,000 บาท แต่ฉบับอนุมัติ 850,000 บาท" in row.thai
    assert row.document_ids == ("draft", "firm")


@pytest.mark.parametrize(
    ("change", "check"),
    [
        ({"baseline": None}, "baseline-missing"),
        ({"target": None}, "target-missing"),
        ({"owner": ""}, "owner-missing"),
        ({"source": "ข้อสั่งการผู้บริหาร"}, "goal-without-evidence"),
    ],
)
def test_what_a_goal_lacks_is_named(make, finding, change, check):
    assert check in checks(run([finding], [plan(make, **change)]))


def test_a_draft_has_no_accepted_owners_unless_they_said_yes(make, finding):
    draft = plan(make, status=make.draft)
    assert checks(run([finding], [draft])) == ["owner-not-accepted"]
    assert run([finding], [draft], accepted=[draft.id]) == ()


def test_a_plan_without_status_is_asked_about_once_unless_it_was_carried_out(make, finding):
    silent = plan(make, status=Approval.UNKNOWN)
    assert checks(run([finding], [silent])) == ["status-unknown"]
    assert run([finding], [silent], [make.outcome(2567, *KPI, 4, 4, achieved=True)]) == ()
    approved = plan(make, document="firm", status=Approval.APPROVED)
    assert "status-unknown" not in checks(run([finding], [silent, approved]))


def test_an_open_finding_without_goal_is_named_with_its_place(make, finding):
    other = make.finding(2566, "3.4", "ข้อร้องเรียนเรื่องน้ำขุ่นใช้เวลาแก้เกินสามสัปดาห์")
    (row,) = run([finding, other], [plan(make)])
    assert (row.check, row.finding_ids) == ("ofi-without-goal", (other.id,))
    assert row.thai == "ปี 2566 หัวข้อ 3.4: ข้อร้องเรียนเรื่องน้ำขุ่นใช้เวลาแก้เกินสามสัปดาห์"


def test_targets_below_and_baselines_beside_the_last_result_are_named(make, finding):
    earlier = make.goal(2566, "คำนวณต้นทุน", *KPI, 2, 4, item="6.3", source=SOURCE.replace("2566", "2565"))
    done = make.outcome(2566, *KPI, 4, 7, achieved=True)
    old = make.finding(2565, "6.3", "ต้นทุนต่อหน่วยยังไม่มีการคำนวณ")
    rows = run([finding, old], [earlier, plan(make)], [done])
    assert set(checks(rows)) >= {"baseline-differs", "target-below-result"}
    assert any("ทั้งที่ผลปี 2566 ได้ 7 กระบวนงาน" in row.thai for row in rows)


def test_a_goal_dropped_from_the_approved_plan_is_named(make, finding):
    dropped = make.goal(
        2567, "พัฒนาระบบตอบคำถาม", "ร้อยละคำถามที่ตอบอัตโนมัติ", "ร้อยละ", 0, 40, status=make.draft, budget=950_000.0
    )
    (row,) = run([finding], [plan(make, document="firm"), dropped])
    assert row.check == "only-in-draft"
    assert "950,000 บาท" in row.thai


def test_an_alignment_out_of_its_years_is_named(make, finding):
    rows = run([finding], [plan(make)], texts={"plan-2567": "สอดคล้องกับแผนพัฒนาฯ ฉบับที่ 12"})
    assert checks(rows) == ["alignment-expired"]
    assert "2560–2564" in rows[0].thai


def test_rows_come_in_the_order_of_the_checks(make, finding):
    rows = run([finding], [plan(make, baseline=None, owner="", status=make.draft), plan(make, document="b", target=9)])
    order = [list(CHECKS).index(row.check) for row in rows]
    assert order == sorted(order)


def chosen(make, themes, **more):
    year, (theme,) = 2567, themes
    kpi = SuggestedKpi(*KPI, more.pop("baseline", 2.0), more.pop("target", 6.0), "แผน")
    anchor = Anchor.of("report", 0, FINDING, 0, len(FINDING))
    values = {
        "goal": "คำนวณต้นทุนต่อหน่วยของงานซ่อม",
        "kpis": (kpi,),
        "owner": "กองแผน",
        "items": ("6.3",),
        "evidence": (Evidence("report", Place("หน้า 1"), FINDING, anchor, ""),),
        "reasons": (),
        "themes": (theme.id,),
        **more,
    }
    return Suggestion("s1", FiscalYear(year), **values)


def test_before_there_is_a_plan_document_the_accepted_goals_are_the_plan(make, finding):
    themes = build_themes([finding], [], [])
    assert checks(run([finding], [])) == ["ofi-without-goal"]
    assert run([finding], [], chosen=[chosen(make, themes)]) == ()
    other = make.finding(2566, "4.1", "ชุดข้อมูลเปิดเผยแพร่แล้วสามชุด ยังไม่มีรูปแบบที่เครื่องอ่านได้")
    (row,) = run([finding, other], [], chosen=[chosen(make, themes)])
    assert (row.check, row.finding_ids) == ("ofi-without-goal", (other.id,))


@pytest.mark.parametrize(
    ("change", "check"),
    [
        ({"baseline": None}, "baseline-missing"),
        ({"target": None}, "target-missing"),
        ({"kpis": ()}, "kpi-missing"),
        ({"owner": " "}, "owner-missing"),
        ({"evidence": ()}, "goal-without-evidence"),
    ],
)
def test_what_an_accepted_goal_lacks_is_named_with_its_suggestion(make, finding, change, check):
    themes = build_themes([finding], [], [])
    (row,) = run([finding], [], chosen=[chosen(make, themes, **change)])
    assert (row.check, row.suggestion_ids) == (check, ("s1",))


def test_an_accepted_target_below_the_last_result_is_named(make, finding):
    goals = [make.goal(2566, "คำนวณต้นทุนต่อหน่วยของงานซ่อม", *KPI, 1, 3, item="6.3", source="รายงานป้อนกลับ หัวข้อ 6.3")]
    results = [make.outcome(2566, *KPI, 3, 4, goal=goals[0].goal)]
    earlier = make.finding(2565, "6.3", FINDING)
    themes = build_themes([earlier, finding], goals, results)
    assert [t.actual for t in themes[0].goals] == [4.0]
    low = chosen(make, themes, target=3.0)
    (row,) = run([earlier, finding], goals, results, chosen=[low])
    assert row.check == "target-below-result"
    assert run([earlier, finding], goals, results, chosen=[chosen(make, themes, target=5.0)]) == ()


def test_a_plan_document_takes_the_place_of_what_was_accepted(make, finding):
    themes = build_themes([finding], [], [])
    rows = run([finding], [plan(make)], chosen=[chosen(make, themes, owner="")])
    assert rows == ()
