"""The goal for a weakness that no plan has answered: by the workshop, by common use, or by its findings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from plandocs.model.finding import Finding
from plandocs.model.plan import SuggestedKpi
from plandocs.suggest.aims import abbreviations, one_aim, steps_of
from plandocs.suggest.built import BARE, LAST_RESORT
from plandocs.suggest.case import Candidate, Case
from plandocs.suggest.facts import figures
from plandocs.suggest.firsttargets import along
from plandocs.suggest.library import CommonGoal, common_goals
from plandocs.suggest.measures import measure, same_measure
from plandocs.suggest.newgoal import NewGoal
from plandocs.suggest.newgoals import goal_of, unclear
from plandocs.suggest.newkpis import counted_kpi, kpi_of, kpis_of, stated_kpi
from plandocs.suggest.proposed import proposed_kpi
from plandocs.suggest.targets import FROM_PICTURE
from plandocs.suggest.wording import said, spaced

#: Letters from which the object of an aim tells it from all others; "ปรับปรุงแอปพลิเคชัน" says nothing.
TELLING = 16
#: Kinds of goals that say exactly what is wrong, whatever else is found of the subject; and those that do for one
#: finding alone.
EXACT = frozenset(
    [
        "outside",
        "split",
        "reach",
        "share",
        "few",
        "short",
        "served",
        "trend",
        "written",
        "skill",
        "usable",
        "worn",
        "uneven",
        "slow",
        "burden",
        "scarce",
        "backlog",
        "counted",
    ]
)
ALONE = frozenset({"missing", "undone", "deed", "asked", "turned"})
#: Units of time: of one weakness only one time is measured.
TIMES = frozenset({"วัน", "วันทำการ", "ชั่วโมง", "นาที", "เดือน", "สัปดาห์"})
#: Said where neither finding nor goal names anything that can be counted.
NO_MEASURE = "ข้อค้นพบไม่ระบุสิ่งที่นับได้ จึงเสนอเฉพาะเป้าหมาย โปรดกำหนดตัวชี้วัด"


def from_proposal(case: Case) -> Candidate | None:
    """
    Return the workshop's best proposal, worded from the findings it is about where it is not in full words.

    Sheets are written in telegraphic style. What a proposal counts ("3 ห้องนำร่อง") becomes a measure with that target.
    """
    if not case.proposals:
        return None
    best = max(case.proposals, key=lambda p: (p.votes or 0, p.id))
    votes = f" ({best.votes} คะแนน)" if best.votes else ""
    why = f"ที่ประชุมเชิงปฏิบัติการปี {case.year} เสนอ{votes}: {' '.join(best.text.split())}"
    counted = proposed_kpi(best)
    found = from_finding(case)
    if _common(case) is None and best.id not in case.hinted and _in_full_words(best.text):
        kpis = (counted,) if counted is not None else found.kpis if found is not None else ()
        more = () if kpis else (NO_MEASURE,)
        return Candidate(best.text, kpis, "proposal", (why, *more), best.owner, proven=False)
    if found is None:
        return None
    kpis = (*found.kpis, counted) if counted is not None else found.kpis
    relation = "proposal" if _common(case) is not None else found.relation
    return replace(found, why=(why, *found.why), owner=best.owner, kpis=_apart(kpis), relation=relation)


def _in_full_words(text: str) -> bool:
    plain = not abbreviations(text) and not any(sign in text for sign in "+/%>=#")
    return plain and 20 <= len(text) <= 150 and one_aim(text)


def from_finding(case: Case) -> Candidate | None:
    """Return the goal in common use for the subject, or what a finding says is wrong turned round."""
    common = _common(case)
    found = new_goal(case)
    if common is not None:
        return _usual(case, common, found)
    if found is None:
        return None
    finding, goal = found
    kpis = kpis_of(finding, goal, case.pace)
    if not any(kpi.baseline for kpi in kpis) and (stated := _stated(case)) is not None:
        kpis = (*kpis, stated)
    # A figure of the findings says more than that the work was done; where there is none, a bare aim says nothing.
    measured = tuple(kpi for kpi in kpis if not _last_resort(kpi))
    if not measured and goal.kind in BARE and len(goal.about) < TELLING:
        return None
    if unclear(goal):
        measured = tuple(kpi for kpi in measured if kpi.baseline)  # one clear process more is no measure
    measured = _with_earlier_time(case, measured)
    steps = " โดยนำข้อเสนอแนะของผู้ตรวจประเมินไปเป็นกิจกรรม" if steps_of(finding) else ""
    why = f"ยังไม่มีแผนใดตอบข้อค้นพบนี้ จึงเรียบเรียงเป้าหมายจากสิ่งที่ข้อค้นพบระบุ{steps}"
    if not measured and (goal.kind in BARE or unclear(goal)):
        # Nothing to count: an aim alone, its measure left to people, says more than one that counts measures taken.
        return Candidate(spaced(goal.goal), (), "new", (why, NO_MEASURE), proven=False)
    return Candidate(spaced(goal.goal), measured or kpis, "new", (why,), proven=False)


def _usual(case: Case, common: CommonGoal, found: tuple[Finding, NewGoal] | None) -> Candidate:
    """
    Return the goal for a subject in common use: in the finding's words where they say exactly what is wrong.

    What several findings share is their subject; what one alone says is missing is that finding's.
    """
    usual = _common_kpi(case, common)
    telling = found is not None and (found[1].kind in EXACT or (found[1].kind in ALONE and len(case.findings) == 1))
    if found is None or not telling or unclear(found[1]):
        why = "ยังไม่มีแผนใดตอบข้อค้นพบนี้ จึงเสนอเป้าหมายและตัวชี้วัดที่ใช้กันทั่วไปในเรื่องนี้ โปรดยืนยัน"
        stated = _stated(case) if usual.baseline is None else None
        return Candidate(common.goal, (usual,) if stated is None else _apart([usual, stated]), "new", (why,))
    why = "ยังไม่มีแผนใดตอบข้อค้นพบนี้ จึงเรียบเรียงเป้าหมายจากข้อค้นพบ และใช้ตัวชี้วัดที่ใช้กันทั่วไปในเรื่องนี้ประกอบ โปรดยืนยัน"
    own = kpi_of(*found, case.pace)
    stated = None if usual.baseline or own.baseline else _stated(case)
    ready = not usual.baseline and (own.baseline or (own.target is not None and usual.target is None))
    both = (own, usual) if ready else (usual, own)
    told = [kpi for kpi in (stated, *both) if kpi is not None and not _last_resort(kpi)]
    return Candidate(spaced(found[1].goal), _with_earlier_time(case, _apart(told)), "new", (why,))


def _with_earlier_time(case: Case, kpis: tuple[SuggestedKpi, ...]) -> tuple[SuggestedKpi, ...]:
    """Return the KPIs with the time that an earlier report states, where the newest tells how many, not how long."""
    if any(kpi.unit in TIMES for kpi in kpis):
        return kpis
    earlier = sorted(
        (f for f in case.findings if f.report_year < case.latest.report_year), key=lambda f: -f.report_year
    )
    stated = (kpi for f in earlier if (kpi := stated_kpi(f, case.pace)) is not None and kpi.unit in TIMES)
    return _apart([*kpis, *[kpi for kpi in (next(stated, None),) if kpi is not None]])


def _counted(case: Case) -> SuggestedKpi | None:
    """Return the KPI by what the newest finding counts that counts something."""
    newest = sorted(case.findings, key=lambda f: (-f.report_year, f.id))
    kpis = (counted_kpi(finding, case.pace) for finding in newest)
    return next((kpi for kpi in kpis if kpi is not None), None)


def _stated(case: Case) -> SuggestedKpi | None:
    """Return the KPI by the figure of the newest finding that states one."""
    newest = sorted(case.findings, key=lambda f: (-f.report_year, f.id))
    return next((kpi for f in newest if (kpi := stated_kpi(f, case.pace)) is not None), None)


def counts_same(one: SuggestedKpi, other: SuggestedKpi) -> bool:
    """Return whether two KPIs count one thing, by their names or by today's figure."""
    mine, theirs = measure(one.name, one.unit), measure(other.name, other.unit)
    return same_measure(mine, theirs) or (mine.unit == theirs.unit and one.baseline == other.baseline)


def new_goal(case: Case) -> tuple[Finding, NewGoal] | None:
    """
    Return the goal that the newest finding calls for which calls for one.

    One that only says "better" gives way to what an earlier report of the same weakness says in so many words.
    """
    newest = sorted(case.findings, key=lambda f: (-f.report_year, not f.advice, f.id))
    found = [(finding, goal) for finding in newest if (goal := goal_of(finding)) is not None]
    telling = (pair for pair in found if not unclear(pair[1]) and not _last_resort(kpi_of(*pair, case.pace)))
    return next(telling, found[0] if found else None)


def _last_resort(kpi: SuggestedKpi) -> bool:
    return kpi.name.startswith(LAST_RESORT)


def _apart(kpis: Sequence[SuggestedKpi]) -> tuple[SuggestedKpi, ...]:
    """Return KPIs without those that measure the same as one before them."""
    kept: list[SuggestedKpi] = []
    for kpi in kpis:
        if not any(kpi.name == k.name or (kpi.baseline == k.baseline and counts_same(kpi, k)) for k in kept):
            kept.append(kpi)
    return tuple(kept)


def _common(case: Case) -> CommonGoal | None:
    """Return the goal in common use for the subject, where the weakness stands at an item that asks about it."""
    common = common_goals().get(case.subject)
    if common is None or not set(case.items) & set(common.items):
        return None
    # Advice is printed for all findings of an item: what a finding is about, only its own words tell.
    said = " ".join(f.text for f in case.findings)
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
