"""
What could be a goal for one weakness: earlier goals, strategic goals, workshop proposals.

And what assessors ask for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from plandocs.model.document import Approval
from plandocs.model.finding import Finding, Goal, Kpi, Outcome, Proposal
from plandocs.model.plan import GoalTrace, SuggestedKpi, Theme
from plandocs.suggest.aims import abbreviations, first_aim, one_aim, steps_of, verb_first
from plandocs.suggest.built import BARE, LAST_RESORT
from plandocs.suggest.facts import figures
from plandocs.suggest.firsttargets import Pace, along
from plandocs.suggest.history import achieved, plan_of
from plandocs.suggest.library import CommonGoal, common_goals
from plandocs.suggest.measures import Series, measure, same_measure
from plandocs.suggest.newgoal import NewGoal
from plandocs.suggest.newgoals import goal_of
from plandocs.suggest.newkpis import counted_kpi, kpi_of, kpis_of, stated_kpi
from plandocs.suggest.ranking import missed_in_a_row
from plandocs.suggest.targets import FROM_PICTURE, continued_kpi, planned_target, strategic_kpi
from plandocs.suggest.titles import lead
from plandocs.suggest.wording import change, said, spaced

#: Years without any progress after which the goal itself is put up for replacement, not only its target.
STANDSTILL = 2
#: Goals that say exactly what is left out; they go before the words in common use.
#: Letters from which the object of an aim tells it from all others; "ปรับปรุงแอปพลิเคชัน" says nothing.
TELLING = 16
SPECIFIC = frozenset({"outside", "split", "reach", "share", "few", "short", "served", "trend"})


@dataclass(frozen=True)
class Case:
    """Everything known about one weakness when the goals for `year` are suggested."""

    year: int
    theme: Theme
    findings: Sequence[Finding]
    series: Sequence[Series]
    strategic: Sequence[tuple[Goal, Kpi]]
    kindred: Sequence[tuple[Goal, Kpi]]
    proposals: Sequence[Proposal]
    items: tuple[str, ...] = ()
    subject: str = ""
    results: Sequence[Outcome] = ()
    owners: Mapping[tuple[str, str], str] = field(default_factory=dict)
    units: Sequence[str] = ()
    pace: Pace | None = None

    @property
    def traces(self) -> tuple[GoalTrace, ...]:
        """Earlier goals, oldest first."""
        return self.theme.goals

    @property
    def latest(self) -> Finding:
        """The newest finding, of several the one with advice."""
        return max(self.findings, key=lambda f: (f.report_year, bool(f.advice), f.id))


@dataclass(frozen=True, slots=True)
class Candidate:
    """
    A goal for a weakness: its words, KPIs, how it relates to earlier goals, and why (Thai).

    `proven` tells that its measure has been used before, here or commonly; else it is worded from the finding alone.
    """

    goal: str
    kpis: tuple[SuggestedKpi, ...]
    relation: str
    why: tuple[str, ...]
    owner: str = ""
    proven: bool = True


def candidate(case: Case) -> Candidate | None:
    """
    Return the goal to suggest for a weakness, None where the documents do not say what should be done.

    An earlier goal goes first (continued, raised or replaced), then a strategic goal of the same subject, then
    what the workshop or the
    assessors ask for.
    """
    if case.traces:
        return _from_earlier(case)
    if case.kindred:
        return _from_strategic(case)
    return _from_proposal(case) or _from_finding(case)


def _from_earlier(case: Case) -> Candidate:
    rows = _rows(case)
    main = max(rows, key=lambda row: (row[-1].plan_year, len(row)))
    last = main[-1]
    strategic = _in_strategy(case, main)
    kpis = [continued_kpi(case.year, main, strategic)]
    beside = (row for row in rows if row is not main and row[-1].plan_year == last.plan_year and row[-1].kpi)
    kpis.extend(continued_kpi(case.year, row, _in_strategy(case, row)) for row in beside)
    why = [_result_words(last)]
    goal, relation = last.goal, "continue"
    if achieved(last) is True:
        relation = "raise"
        why.append("บรรลุค่าเป้าหมายเดิมแล้วแต่ยังไม่ปิดประเด็น จึงเสนอยกระดับค่าเป้าหมาย")
        if case.theme.years and max(case.theme.years) >= last.plan_year:
            why[-1] = "บรรลุค่าเป้าหมายเดิมแล้ว แต่ผู้ตรวจประเมินยังพบจุดอ่อน จึงเสนอยกระดับค่าเป้าหมาย"
    elif _standstill(main):
        new = _new(case)
        if new is not None and new[1].goal != goal:
            goal, relation = new[1].goal, "replace"
            why.append("ผลไม่ขยับจากค่าฐานติดต่อกัน จึงเสนอเปลี่ยนเป้าหมายตามข้อค้นพบล่าสุด โดยใช้ตัวชี้วัดเดิม")
        else:
            why.append("ผลไม่ขยับจากค่าฐานติดต่อกัน ควรเปลี่ยนวิธีดำเนินการก่อนตั้งเป้าหมายเดิมซ้ำ")
    elif achieved(last) is False:
        why.append("ยังไม่บรรลุค่าเป้าหมาย จึงเสนอทำต่อ")
    elif last.actual is None and last.status is Approval.DRAFT:
        why.append("เป้าหมายอยู่ในร่างแผนเท่านั้น จึงเสนอให้พิจารณาอีกครั้ง")
    else:
        known = "ทั้งปี" if last.actual is not None else ""
        why.append(f"ยังไม่พบผล{known}ของเป้าหมายล่าสุด จึงเสนอทำต่อโดยติดตามผลก่อนกำหนดค่าเป้าหมาย")
    if strategic is not None:
        why.append(_strategy_words(case.year, *strategic))
    found = _newly_counted(case, kpis, int(last.plan_year))
    if found is not None:
        kpis.append(found)
        why.append(f"เพิ่มตัวชี้วัดจากตัวเลขที่รายงานป้อนกลับปี {int(case.latest.report_year)} ระบุเอง โปรดยืนยัน")
    if not verb_first(goal):
        # Planners wrote a topic, not an aim ("ข้อมูลเปิด"): the action plan or the assessors say what to do about it.
        new = _new(case)
        topic = f"ดำเนินการเรื่อง{goal}ให้บรรลุค่าเป้าหมาย"
        goal = strategic[0].goal if strategic is not None else new[1].goal if new is not None else topic
    return Candidate(first_aim(verb_first(goal) or goal), tuple(kpis), relation, tuple(why), last.owner)


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


def _strategy_words(year: int, goal: Goal, kpi: Kpi) -> str:
    value = planned_target(kpi, goal, year)
    return f"แผนปฏิบัติราชการปี {int(goal.plan_year)} {said(f'กำหนดค่าเป้าหมายปี {year} ไว้', value, kpi.unit)}"


def _from_strategic(case: Case) -> Candidate:
    goal, kpi = case.kindred[0]
    words = _towards(goal, kpi, case.year) or verb_first(goal.goal)
    if not words:
        new = _new(case)
        words = new[1].goal if new is not None else f"ดำเนินการให้บรรลุเป้าหมายเชิงยุทธศาสตร์เรื่อง{goal.goal}"
    value = planned_target(kpi, goal, case.year)
    why = [f"ใกล้เคียงกับเป้าหมายเชิงยุทธศาสตร์ในแผนปฏิบัติราชการปี {int(goal.plan_year)} โปรดยืนยันว่าเป็นเรื่องเดียวกัน"]
    if value is not None:
        why.append(_strategy_words(case.year, goal, kpi))
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


def _from_proposal(case: Case) -> Candidate | None:
    """
    Return the workshop's best proposal, in common words where there are some.

    Sheets are written in telegraphic style.
    """
    if not case.proposals:
        return None
    best = max(case.proposals, key=lambda p: (p.votes or 0, p.id))
    votes = f" ({best.votes} คะแนน)" if best.votes else ""
    why = f"ที่ประชุมเชิงปฏิบัติการปี {case.year} เสนอ{votes}: {' '.join(best.text.split())}"
    common = _common(case)
    if common is not None:
        return Candidate(common.goal, (_common_kpi(case, common),), "proposal", (why,), best.owner)
    if _in_full_words(best.text):
        return Candidate(best.text, (_worded_kpi(best.text),), "proposal", (why,), best.owner, proven=False)
    found = _from_finding(case)
    return None if found is None else replace(found, why=(why, *found.why), owner=best.owner)


def _in_full_words(text: str) -> bool:
    plain = not abbreviations(text) and not any(sign in text for sign in "+/%>=#")
    return plain and 20 <= len(text) <= 150 and one_aim(text)


def _from_finding(case: Case) -> Candidate | None:
    common = _common(case)
    found = _new(case)
    if common is not None and found is not None and found[1].kind in SPECIFIC:
        # What this finding says is wrong, measured by what is commonly measured too.
        why = "ยังไม่มีแผนใดตอบข้อค้นพบนี้ จึงเรียบเรียงเป้าหมายจากข้อค้นพบ และใช้ตัวชี้วัดที่ใช้กันทั่วไปในเรื่องนี้ประกอบ โปรดยืนยัน"
        both = (_common_kpi(case, common), kpi_of(*found, case.pace))
        return Candidate(spaced(found[1].goal), both, "new", (why,))
    if common is not None:
        why = "ยังไม่มีแผนใดตอบข้อค้นพบนี้ จึงเสนอเป้าหมายและตัวชี้วัดที่ใช้กันทั่วไปในเรื่องนี้ โปรดยืนยัน"
        usual = _common_kpi(case, common)
        stated = _counted(case) if usual.baseline is None else None
        return Candidate(common.goal, (usual,) if stated is None else (usual, stated), "new", (why,))
    if found is None:
        return None
    finding, goal = found
    kpis = kpis_of(finding, goal, case.pace)
    if not any(kpi.baseline for kpi in kpis) and (stated := _stated(case)) is not None:
        kpis = (*kpis, stated)
    # A figure of the findings says more than that the work was done; where there is none, a bare aim says nothing.
    measured = tuple(kpi for kpi in kpis if not kpi.name.startswith(LAST_RESORT))
    if not measured and goal.kind in BARE and len(goal.about) < TELLING:
        return None
    kpis = measured or kpis
    steps = " โดยนำข้อเสนอแนะของผู้ตรวจประเมินไปเป็นกิจกรรม" if steps_of(finding) else ""
    why = f"ยังไม่มีแผนใดตอบข้อค้นพบนี้ จึงเรียบเรียงเป้าหมายจากสิ่งที่ข้อค้นพบระบุ{steps}"
    return Candidate(spaced(goal.goal), kpis, "new", (why,), proven=False)


def _counted(case: Case) -> SuggestedKpi | None:
    """Return the KPI by what the newest finding counts that counts something."""
    newest = sorted(case.findings, key=lambda f: (-f.report_year, f.id))
    kpis = (counted_kpi(finding, case.pace) for finding in newest)
    return next((kpi for kpi in kpis if kpi is not None), None)


def _stated(case: Case) -> SuggestedKpi | None:
    """Return the KPI by the figure of the newest finding that states one."""
    newest = sorted(case.findings, key=lambda f: (-f.report_year, f.id))
    return next((kpi for f in newest if (kpi := stated_kpi(f, case.pace)) is not None), None)


def _newly_counted(case: Case, kpis: Sequence[SuggestedKpi], planned: int) -> SuggestedKpi | None:
    """
    Return the KPI by what a report since the plan of year `planned` counts, None where the plan's own KPIs count it.

    Assessors name what the plan's measure did not catch: the count of today is what the next plan is measured by.
    """
    newest = [f for f in case.findings if f.report_year == case.latest.report_year and f.report_year >= planned]
    found = next((kpi for f in newest if (kpi := stated_kpi(f, case.pace)) is not None), None)
    return None if found is None or any(_counts_same(found, kpi) for kpi in kpis) else found


def _counts_same(one: SuggestedKpi, other: SuggestedKpi) -> bool:
    mine, theirs = measure(one.name, one.unit), measure(other.name, other.unit)
    return same_measure(mine, theirs) or (mine.unit == theirs.unit and one.baseline == other.baseline)


def _new(case: Case) -> tuple[Finding, NewGoal] | None:
    """Return the goal that the newest finding calls for which calls for one."""
    found = ((f, goal_of(f)) for f in sorted(case.findings, key=lambda f: (-f.report_year, not f.advice, f.id)))
    return next(((finding, goal) for finding, goal in found if goal is not None), None)


def _common(case: Case) -> CommonGoal | None:
    """Return the goal in common use for the subject, where the weakness stands at an item that asks about it."""
    common = common_goals().get(case.subject)
    if common is None or not set(case.items) & set(common.items):
        return None
    said = " ".join(f"{f.text} {f.advice}" for f in case.findings)
    return common if re.search(common.named, said, re.IGNORECASE) else None


def _common_kpi(case: Case, common: CommonGoal) -> SuggestedKpi:
    """
    Return the KPI with a baseline: the newest result of the same measure.

    Else the one count the newest finding states.
    """
    wanted = measure(common.kpi, common.unit)
    known = [o for o in case.results if o.actual is not None and o.kpi and same_measure(wanted, measure(o.kpi, o.unit))]
    if known:
        last = max(known, key=lambda o: (o.plan_year, o.months or 0, o.id))
        base = (
            f"{said('ค่าฐาน', last.actual, common.unit)} จากผลปี {int(last.plan_year)}{FROM_PICTURE if last.ocr else ''}"
        )
        kpi = common.as_kpi(last.actual, base, last.document_id, ocr=last.ocr, pictures=last.pictures)
        by_year = {int(o.plan_year): o.actual for o in sorted(known, key=lambda o: (o.plan_year, o.months or 0, o.id))}
        next_step = along(by_year, common.unit)
        return kpi if next_step is None else replace(kpi, target=next_step.value, source=f"{base}; {next_step.rule}")
    if common.unit != "ร้อยละ":
        stated = {f.value for f in figures(case.latest.text) if f.in_unit(common.unit) and not f.aimed}
        if len(stated) == 1:
            value = stated.pop()
            where = f"รายงานป้อนกลับปี {int(case.latest.report_year)} หัวข้อ {case.latest.item}"
            base = f"{said('ค่าฐาน', value, common.unit)} จาก{where}{FROM_PICTURE if case.latest.ocr else ''}"
            latest = case.latest
            return common.as_kpi(value, base, latest.document_id, ocr=latest.ocr, pictures=latest.pictures)
    return common.as_kpi()


def _worded_kpi(goal: str) -> SuggestedKpi:
    """Return the KPI of a goal that a workshop words: how many such things are done, to be confirmed."""
    return SuggestedKpi(
        name=f"จำนวนเรื่องที่{goal}แล้ว",
        unit="เรื่อง",
        baseline=None,
        target=None,
        source="ยังไม่พบค่าฐานในเอกสาร; ยังไม่เคยมีค่าเป้าหมายในแผน โปรดกำหนด",
        definition="นับเรื่องตามรายการที่มีหลักฐาน ณ วันสิ้นปีงบประมาณ",
    )


def risks(case: Case, chosen: Candidate) -> tuple[str, ...]:
    """Return what speaks against success, from the documents (Thai)."""
    notes = []
    missed = missed_in_a_row(case.traces)
    if len(missed) >= 3:
        notes.append(f"ไม่บรรลุค่าเป้าหมาย {len(missed)} ปีติดต่อกัน (ปี {', '.join(map(str, missed))}) ควรเปลี่ยนวิธีดำเนินการ")
    if case.traces and case.traces[-1].budget is None:
        notes.append("แผนล่าสุดไม่ระบุงบประมาณ")
    kpi = chosen.kpis[0]
    increments = [t.actual - t.baseline for t in case.traces if t.actual is not None and t.baseline is not None]
    if increments and kpi.target is not None and kpi.baseline is not None:
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


def about(case: Case) -> str:
    """Return what the newest finding is about, for reasons and messages."""
    return lead(case.latest.text)
