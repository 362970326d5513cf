"""Evidence, activities, owner and budget words of a suggestion, each from a document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from plandocs.model.document import Approval
from plandocs.model.finding import Finding, Goal, Outcome, Proposal
from plandocs.model.plan import Evidence
from plandocs.model.text import Anchor, Place, quote_hash
from plandocs.suggest.aims import steps_of
from plandocs.suggest.case import Case
from plandocs.suggest.history import measured_by
from plandocs.suggest.wording import number, said

MOST_ACTIVITIES = 4
#: Goals of a category that one unit must have carried to be proposed for another of it; results belong to all.
OFTEN, RESULTS = 2, "7"


def evidence(case: Case, outcomes: Mapping[str, Sequence[Outcome]]) -> tuple[Evidence, ...]:
    """
    Return the quotes that support the suggestion: findings newest first, then results.

    Strategic goals and proposals.
    """
    rows = [_finding(f, case) for f in sorted(case.findings, key=lambda f: (-f.report_year, f.id))]
    goals = {goal.id: goal for row in case.series for goal in row.goals}
    for trace in reversed(case.traces):
        for outcome in outcomes.get(trace.goal_id, ()):
            kpi = measured_by(outcome, goals[trace.goal_id]) if trace.goal_id in goals else None
            if kpi is None or not trace.kpi or kpi.name == trace.kpi:
                rows += _outcome(outcome, trace.unit)
    for goal, kpi in (*case.strategic, *case.kindred):
        why = f"เป้าหมายเชิงยุทธศาสตร์ในแผนปฏิบัติราชการปี {int(goal.plan_year)}"
        rows += _quoted(goal.document_id, goal.place, goal.anchor, (goal.goal, kpi.name), why)
    rows += [e for p in case.proposals for e in _proposal(p)]
    unique = {(e.document_id, e.anchor.block, e.anchor.start): e for e in reversed(rows)}
    return tuple(reversed(unique.values()))


def _finding(finding: Finding, case: Case) -> Evidence:
    years = sorted({int(f.report_year) for f in case.findings})
    first = finding.report_year == years[0] and len(years) > 1
    kind = "ข้อค้นพบครั้งแรก" if first else ("ข้อค้นพบล่าสุด" if finding.report_year == years[-1] else "ข้อค้นพบเรื่องเดียวกัน")
    why = f"{kind} ปี {int(finding.report_year)} หัวข้อ {finding.item}"
    return Evidence(finding.document_id, finding.place, finding.text, finding.anchor, why, finding.more)


def _outcome(outcome: Outcome, unit: str) -> list[Evidence]:
    result = " " + said("ได้", outcome.actual, outcome.unit or unit) if outcome.actual is not None else ""
    months = f"รอบ {outcome.months} เดือน " if outcome.months else ""
    why = f"ผลการดำเนินงาน{months}ปี {int(outcome.plan_year)}{result}"
    words = (outcome.goal, outcome.kpi, outcome.evidence, outcome.reason)
    return _quoted(outcome.document_id, outcome.place, outcome.anchor, words, why)


def _proposal(proposal: Proposal) -> list[Evidence]:
    votes = f" {proposal.votes} คะแนน" if proposal.votes else ""
    why = f"ข้อเสนอจากการประชุมเชิงปฏิบัติการปี {int(proposal.plan_year)}{votes}"
    return _quoted(proposal.document_id, proposal.place, proposal.anchor, (proposal.text,), why)


def _quoted(document: str, place: Place, anchor: Anchor, words: Sequence[str], why: str) -> list[Evidence]:
    """
    Return evidence quoting those of `words` that the anchor vouches for.

    Nothing is quoted that cannot be checked.
    """
    return [
        Evidence(document, place, quote, anchor, why)
        for quote in words
        if quote and quote_hash(quote) == anchor.quote_hash
    ][:1]


def activities(case: Case) -> tuple[str, ...]:
    """Return steps to propose: what assessors advised last, what the workshop proposed, what the last plan did."""
    newest = [f for f in case.findings if f.report_year == case.latest.report_year]
    steps = [step for finding in newest for step in steps_of(finding)]
    steps += [p.text for p in sorted(case.proposals, key=lambda p: -(p.votes or 0))[:2]]
    if case.traces and len(steps) < 2:
        last = case.traces[-1].goal_id
        earlier = next((g for row in case.series for g in row.goals if g.id == last), None)
        steps += list(earlier.activities[:3]) if earlier else []
    return tuple(dict.fromkeys(" ".join(step.split()) for step in steps))[:MOST_ACTIVITIES]


def owner(case: Case, stated: str) -> tuple[str, str]:
    """
    Return the owner and, where nobody stated one for this goal, why this one (Thai).

    Who carried a goal of the item, else the unit that the finding names, else who carries the goals of its category.
    """
    if stated:
        return " ".join(stated.split()), ""
    for proposal in case.proposals:
        if proposal.owner:
            return " ".join(proposal.owner.split()), "ผู้รับผิดชอบตามข้อเสนอของที่ประชุมเชิงปฏิบัติการ"
    newest_first = sorted(case.findings, key=lambda f: -f.report_year)
    for finding in newest_first:
        carrier = case.owners.get((finding.edition, finding.item))
        if carrier:
            return carrier, f"เสนอผู้รับผิดชอบจากหน่วยงานที่เคยรับเป้าหมายของหัวข้อ {finding.item} โปรดยืนยัน"
    for finding in newest_first:
        named = [unit for unit in case.units if unit and unit in f"{finding.text} {finding.advice}"]
        if len(named) == 1:
            return named[0], "เสนอผู้รับผิดชอบจากหน่วยงานที่ข้อค้นพบระบุชื่อ โปรดยืนยัน"
    for finding in newest_first:
        carrier = case.owners.get((finding.edition, finding.item.split(".")[0]))
        if carrier:
            category = finding.item.split(".")[0]
            return carrier, f"เสนอผู้รับผิดชอบจากหน่วยงานที่รับเป้าหมายของหมวด {category} บ่อยที่สุด โปรดยืนยัน"
    return "", ""


def budget_note(case: Case) -> str:
    """Return what earlier plans set aside, draft and approved told apart, for the planner to decide on (Thai)."""
    if not case.traces:
        return "ยังไม่มีข้อมูลงบประมาณในเอกสาร โปรดกำหนด"
    year = case.traces[-1].plan_year
    rows = [
        g for row in case.series for g in row.goals if g.plan_year == year and not g.strategic and g.budget is not None
    ]
    words: dict[float, str] = {}
    names = {Approval.APPROVED: "ฉบับอนุมัติ", Approval.DRAFT: "ฉบับร่าง", Approval.UNKNOWN: ""}
    for status in (Approval.APPROVED, Approval.UNKNOWN, Approval.DRAFT):
        for amount in (g.budget for g in rows if g.status is status and g.budget is not None):
            words.setdefault(amount, f"{names[status]} {number(amount)} บาท".strip())
    if not words:
        return f"แผนปี {int(year)} ไม่ระบุงบประมาณ โปรดกำหนด"
    return f"งบประมาณในแผนปี {int(year)}: {'; '.join(words.values())} โปรดกำหนดงบประมาณปีนี้"


def goals_by_item(goals: Sequence[Goal]) -> dict[tuple[str, str], str]:
    """
    Return who carried goals of each (edition, item), the newest first.

    Under (edition, category) stands who carried most of the category's goals, where that was one unit at least twice.
    """
    found: dict[tuple[str, str], str] = {}
    carried: dict[tuple[str, str], Counter[str]] = {}
    for goal in sorted(goals, key=lambda g: -g.plan_year):
        for edition, item in goal.items:
            if goal.owner and not goal.strategic:
                carrier = " ".join(goal.owner.split())
                found.setdefault((edition, item), carrier)
                carried.setdefault((edition, item.split(".")[0]), Counter())[carrier] += 1
    for key, counted in carried.items():
        carrier, times = counted.most_common(1)[0]
        if times >= OFTEN and key[1] != RESULTS:
            found.setdefault(key, carrier)
    return found
