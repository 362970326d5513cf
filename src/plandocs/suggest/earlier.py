"""The goal that goes on from what earlier plans tried for a weakness: continued, raised or replaced, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from plandocs.model.document import Approval
from plandocs.model.finding import Finding, Goal, Kpi
from plandocs.model.plan import GoalTrace, SuggestedKpi
from plandocs.suggest.aims import first_aim, verb_first
from plandocs.suggest.case import Candidate, Case
from plandocs.suggest.history import achieved, plan_of
from plandocs.suggest.measures import measure, unit_of
from plandocs.suggest.newgoal import NewGoal
from plandocs.suggest.newgoals import goal_of
from plandocs.suggest.newkpis import kpi_of, stated_kpi
from plandocs.suggest.targets import continued_kpi, planned_target
from plandocs.suggest.unanswered import TIMES, counts_same, new_goal
from plandocs.suggest.wording import said, spaced
from plandocs.thai.units import PERCENT

#: Years without any progress after which the goal itself is put up for replacement, not only its target.
STANDSTILL = 2
#: The most that a percentage can be, and kinds of goals that say what or whom a reached target did not reach.
WHOLE = 100.0
LEFT_OUT = frozenset({"reach", "outside", "served", "split", "skill", "usable"})


def from_earlier(case: Case) -> Candidate:
    """Return the goal that goes on from the newest plan that tried something for the weakness."""
    rows = _rows(case)
    main = max(rows, key=lambda row: (row[-1].plan_year, len(row)))
    last = main[-1]
    strategic = _in_strategy(case, main)
    kpis = _continued(case, rows, main)
    goal, relation, why = _verdict(case, main)
    if relation == "replace" and achieved(last) is True:
        kpis = [*_left_over(case, last), *([] if _full(main) else kpis)]
    if strategic is not None:
        why.append(strategy_words(case.year, *strategic))
    found = _newly_counted(case, kpis, int(last.plan_year))
    if found is not None:
        year = int(case.latest.report_year)
        number = next((n for n, kpi in enumerate(kpis) if _same_under_other_name(kpi, found)), None)
        if number is not None:
            kpis[number] = replace(
                kpis[number],
                baseline=found.baseline,
                source=found.source.split(";")[0] + ";" + kpis[number].source.split(";", 1)[-1],
                baseline_document_id=found.baseline_document_id,
                unconfirmed=found.unconfirmed,
                pictures=found.pictures,
            )
            why.append(f"ใช้ตัวเลขที่รายงานป้อนกลับปี {year} ระบุเป็นค่าฐาน โปรดยืนยันว่าเป็นตัวชี้วัดเดียวกัน")
        else:
            kpis.append(found)
            why.append(f"เพิ่มตัวชี้วัดจากตัวเลขที่รายงานป้อนกลับปี {year} ระบุเอง โปรดยืนยัน")
    if not verb_first(goal):
        # Planners wrote a topic, not an aim ("ข้อมูลเปิด"): the action plan or the assessors say what to do about it.
        new = new_goal(case)
        topic = f"ดำเนินการเรื่อง{goal}ให้บรรลุค่าเป้าหมาย"
        goal = strategic[0].goal if strategic is not None else new[1].goal if new is not None else topic
    return Candidate(
        first_aim(verb_first(goal) or goal), tuple(kpis), relation, (_result_words(last), *why), last.owner
    )


def _continued(case: Case, rows: Sequence[Sequence[GoalTrace]], main: Sequence[GoalTrace]) -> list[SuggestedKpi]:
    """Return the newest plan's KPIs gone on with, the main one first; of the others not what is reached in full."""
    beside = [r for r in rows if r is not main and r[-1].plan_year == main[-1].plan_year and r[-1].kpi and not _full(r)]
    return [continued_kpi(case.year, row, _in_strategy(case, row)) for row in (main, *beside)]


def _full(row: Sequence[GoalTrace]) -> bool:
    """Return whether no more can be reached: every one of them, or none any more."""
    last = row[-1]
    if last.actual is None or achieved(last) is not True:
        return False
    falling = last.baseline is not None and last.target is not None and last.target < last.baseline
    return last.actual <= 0 if falling else unit_of(last.unit or last.kpi) == PERCENT and last.actual >= WHOLE


def _verdict(case: Case, main: Sequence[GoalTrace]) -> tuple[str, str, list[str]]:
    """Return the goal, how it relates to the plan's, and why (Thai), by what came of the plan's."""
    last = main[-1]
    if achieved(last) is True:
        return _after_success(case, main)
    if _standstill(main):
        new = new_goal(case)
        if new is not None and new[1].goal != last.goal:
            told = "ผลไม่ขยับจากค่าฐานติดต่อกัน จึงเสนอเปลี่ยนเป้าหมายตามข้อค้นพบล่าสุด โดยใช้ตัวชี้วัดเดิม"
            return new[1].goal, "replace", [told]
        return last.goal, "continue", ["ผลไม่ขยับจากค่าฐานติดต่อกัน ควรเปลี่ยนวิธีดำเนินการก่อนตั้งเป้าหมายเดิมซ้ำ"]
    if achieved(last) is False:
        return last.goal, "continue", ["ยังไม่บรรลุค่าเป้าหมาย จึงเสนอทำต่อ"]
    if last.actual is None and last.status is Approval.DRAFT:
        return last.goal, "continue", ["เป้าหมายอยู่ในร่างแผนเท่านั้น จึงเสนอให้พิจารณาอีกครั้ง"]
    known = "ทั้งปี" if last.actual is not None else ""
    told = f"ยังไม่พบผล{known}ของเป้าหมายล่าสุด จึงเสนอทำต่อโดยติดตามผลก่อนกำหนดค่าเป้าหมาย"
    return last.goal, "continue", [told]


def _after_success(case: Case, main: Sequence[GoalTrace]) -> tuple[str, str, list[str]]:
    """Return more of the same, or what assessors still find missing although the target was reached."""
    last = main[-1]
    left = _left(case, last)
    if left is not None:
        kept = "" if _full(main) else " โดยติดตามตัวชี้วัดเดิมต่อ"
        told = f"บรรลุค่าเป้าหมายเดิมแล้ว แต่ผู้ตรวจประเมินชี้ส่วนที่ยังขาด จึงเสนอเปลี่ยนเป้าหมายตามข้อค้นพบล่าสุด{kept}"
        return spaced(left[1].goal), "replace", [told]
    if _full(main):
        return last.goal, "continue", ["บรรลุครบทั้งหมดแล้วแต่ยังไม่ปิดประเด็น จึงเสนอรักษาระดับไว้จนผู้ตรวจประเมินยืนยัน"]
    if case.theme.years and max(case.theme.years) >= last.plan_year:
        return last.goal, "raise", ["บรรลุค่าเป้าหมายเดิมแล้ว แต่ผู้ตรวจประเมินยังพบจุดอ่อน จึงเสนอยกระดับค่าเป้าหมาย"]
    return last.goal, "raise", ["บรรลุค่าเป้าหมายเดิมแล้วแต่ยังไม่ปิดประเด็น จึงเสนอยกระดับค่าเป้าหมาย"]


def _left(case: Case, last: GoalTrace) -> tuple[Finding, NewGoal] | None:
    """Return what the report of the plan's year or later says is left out, in so many words."""
    since = [f for f in case.findings if f.report_year >= last.plan_year]
    made = [(f, goal) for f in sorted(since, key=lambda f: (-f.report_year, f.id)) if (goal := goal_of(f)) is not None]
    return next(((f, goal) for f, goal in made if goal.kind in LEFT_OUT), None)


def _left_over(case: Case, last: GoalTrace) -> list[SuggestedKpi]:
    """Return the KPI by what is left out, none where nothing counts it."""
    left = _left(case, last)
    return [] if left is None else [kpi_of(*left, case.pace)]


def _rows(case: Case) -> list[list[GoalTrace]]:
    """Return earlier goals by the series of goals they stand in, each oldest first."""
    rows = []
    for series in case.series:
        named = {(goal.id, kpi.name if goal.kpis else "") for goal, kpi in zip(series.goals, series.kpis, strict=True)}
        row = [trace for trace in case.traces if (trace.goal_id, trace.kpi) in named]
        if row:
            rows.append(row)
    return rows


def _in_strategy(case: Case, row: Sequence[GoalTrace]) -> tuple[Goal, Kpi] | None:
    """Return the strategic goal that uses the measure of these traces, the newest."""
    ids = {trace.goal_id for trace in row}
    keys = {series.key for series in case.series if ids & {goal.id for goal in series.goals}}
    members = {goal.id for series in case.series if series.key in keys for goal in series.goals}
    fits = [
        pair
        for pair in case.strategic
        if pair[0].id in members and planned_target(pair[1], pair[0], case.year) is not None
    ]
    return max(fits, key=lambda pair: pair[0].plan_year, default=None)


def _standstill(traces: Sequence[GoalTrace]) -> bool:
    known = [trace for trace in traces if trace.actual is not None and trace.baseline is not None]
    recent = known[-STANDSTILL:]
    return len(recent) == STANDSTILL and all(
        (t.actual or 0.0) == (t.baseline or 0.0) and achieved(t) is False for t in recent
    )


def _result_words(trace: GoalTrace) -> str:
    if trace.actual is None and trace.status is Approval.DRAFT:
        aim = said("", trace.target, trace.unit).strip() if trace.target is not None else ""
        return f"{plan_of(trace)} เสนอเป้าหมาย{_gap(aim)}ไว้ แต่ไม่พบในแผนที่อนุมัติ"
    if trace.actual is None:
        aim = said("ตั้งเป้าหมาย", trace.target, trace.unit) if trace.target is not None else "ตั้งเป้าหมาย"
        return f"{plan_of(trace)} {aim} แต่ยังไม่พบผลในเอกสาร"
    against = " " + said("จากเป้าหมาย", trace.target, trace.unit) if trace.target is not None else ""
    part = f" รอบ {trace.actual_months} เดือน" if trace.actual_months is not None and trace.actual_months < 12 else ""
    got = said("ได้", trace.actual, trace.unit)
    return f"ผลปี {int(trace.plan_year)}{part} {got}{against} ({trace.actual_source})"


def _gap(words: str) -> str:
    """Return a quantity as it stands within a sentence: ร้อยละ needs no blank before it."""
    return words if words.startswith("ร้อยละ") or not words else f" {words} "


def strategy_words(year: int, goal: Goal, kpi: Kpi) -> str:
    """Return what an action plan says of the target for `year` (Thai)."""
    value = planned_target(kpi, goal, year)
    return f"แผนปฏิบัติราชการปี {int(goal.plan_year)} {said(f'กำหนดค่าเป้าหมายปี {year} ไว้', value, kpi.unit)}"


def _newly_counted(case: Case, kpis: Sequence[SuggestedKpi], planned: int) -> SuggestedKpi | None:
    """
    Return the KPI by what a report since the plan of year `planned` counts, None where the plan's own KPIs count it.

    Assessors name what the plan's measure did not catch: the count of today is what the next plan is measured by.
    """
    newest = [f for f in case.findings if f.report_year == case.latest.report_year and f.report_year >= planned]
    found = next((kpi for f in newest if (kpi := stated_kpi(f, case.pace)) is not None), None)
    return None if found is None or any(counts_same(found, kpi) for kpi in kpis) else found


def _same_under_other_name(kpi: SuggestedKpi, found: SuggestedKpi) -> bool:
    """Return whether a report states today's value of a plan's time under another name, on the way to its target."""
    mine, theirs = measure(kpi.name, kpi.unit), measure(found.name, found.unit)
    if mine.unit != theirs.unit or mine.unit not in TIMES or not mine.words & theirs.words:
        return False
    if kpi.baseline is None or kpi.target is None or found.baseline is None:
        return False
    return min(kpi.baseline, kpi.target) < found.baseline < max(kpi.baseline, kpi.target) * AROUND


#: How far above the last known value a newer one of the same measure may lie.
AROUND = 1.5
