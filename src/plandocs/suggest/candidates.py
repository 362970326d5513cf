"""What could be a goal for one weakness: an earlier one, a strategic one, a proposal, or what its findings ask for."""

from __future__ import annotations

import re

from plandocs.model.finding import Goal, Kpi
from plandocs.suggest.aims import first_aim, verb_first
from plandocs.suggest.case import Candidate, Case
from plandocs.suggest.earlier import from_earlier, strategy_words
from plandocs.suggest.ranking import missed_in_a_row
from plandocs.suggest.targets import planned_target, strategic_kpi
from plandocs.suggest.unanswered import from_finding, from_proposal, new_goal
from plandocs.suggest.wording import change


def candidate(case: Case) -> Candidate | None:
    """
    Return the goal to suggest for a weakness, None where the documents do not say what should be done.

    An earlier goal goes first (continued, raised or replaced), then a strategic goal of the same subject, then
    what the workshop or the
    assessors ask for.
    """
    if case.traces:
        return from_earlier(case)
    if case.kindred:
        return _from_strategic(case)
    return from_proposal(case) or from_finding(case)


def _from_strategic(case: Case) -> Candidate:
    goal, kpi = case.kindred[0]
    words = _towards(goal, kpi, case.year) or verb_first(goal.goal)
    if not words:
        new = new_goal(case)
        words = new[1].goal if new is not None else f"ดำเนินการให้บรรลุเป้าหมายเชิงยุทธศาสตร์เรื่อง{goal.goal}"
    value = planned_target(kpi, goal, case.year)
    why = [f"ใกล้เคียงกับเป้าหมายเชิงยุทธศาสตร์ในแผนปฏิบัติราชการปี {int(goal.plan_year)} โปรดยืนยันว่าเป็นเรื่องเดียวกัน"]
    if value is not None:
        why.append(strategy_words(case.year, goal, kpi))
    return Candidate(first_aim(words), (strategic_kpi(case.year, goal, kpi),), "strategic", tuple(why), goal.owner)


def _towards(goal: Goal, kpi: Kpi, year: int) -> str:
    """Return "more" or "less" before a strategic goal that is worded as its own indicator, else an empty string."""
    if not _INDICATOR.match(goal.goal):
        return ""
    target, before = planned_target(kpi, goal, year), [value for there, value in kpi.results if there < year]
    base = before[-1] if before else kpi.baseline
    less = target is not None and base is not None and target < base
    return f"{'ลด' if less else 'ยกระดับ' if _LEVEL.search(goal.goal) else 'เพิ่ม'}{goal.goal}"


_INDICATOR = re.compile("ร้อยละ|จำนวน|ระดับ|อัตรา|สัดส่วน|คะแนน|ระยะเวลา|มูลค่า|ดัชนี")
_LEVEL = re.compile("ความ|คะแนน|ระดับ|คุณภาพ")


def risks(case: Case, chosen: Candidate) -> tuple[str, ...]:
    """Return what speaks against success, from the documents (Thai)."""
    notes = []
    missed = missed_in_a_row(case.traces)
    if len(missed) >= 3:
        notes.append(f"ไม่บรรลุค่าเป้าหมาย {len(missed)} ปีติดต่อกัน (ปี {', '.join(map(str, missed))}) ควรเปลี่ยนวิธีดำเนินการ")
    if case.traces and case.traces[-1].budget is None:
        notes.append("แผนล่าสุดไม่ระบุงบประมาณ")
    kpi = next(iter(chosen.kpis), None)
    increments = [t.actual - t.baseline for t in case.traces if t.actual is not None and t.baseline is not None]
    if kpi is not None and increments and kpi.target is not None and kpi.baseline is not None:
        best = max(increments)
        needed = kpi.target - kpi.baseline
        if needed > 0 and best >= 0 and needed > 2 * max(best, 1e-9):
            gap = change(round(needed, 2), kpi.unit)
            pace = f"เพิ่มได้มากที่สุดปีละ {change(round(best, 2), kpi.unit)}" if best else "ยังไม่เคยเพิ่มขึ้น"
            notes.append(f"ค่าเป้าหมายสูงกว่าผลล่าสุด {gap} แต่ที่ผ่านมา{pace}")
    owner = chosen.owner
    if any(word in owner for word in ("ร่วม", "และ", ",", "/", "+")):
        notes.append("ต้องดำเนินการร่วมกันหลายหน่วยงาน ควรกำหนดผู้รับผิดชอบหลักและวันส่งมอบของแต่ละหน่วย")
    if case.theme.state == "reopened":
        notes.append("เคยปิดประเด็นแล้วกลับมาอีก ควรติดตามค่าตัวชี้วัดต่อเนื่องหลังบรรลุเป้าหมาย")
    if not owner:
        notes.append("ยังไม่พบผู้รับผิดชอบในเอกสาร")
    return tuple(notes)
