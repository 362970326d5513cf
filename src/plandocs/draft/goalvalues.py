"""One goal as a template sees it, with KPIs, activities, evidence and the history of its themes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from plandocs.draft.inputs import PlanActivity, PlanGoal, SourceDocument
from plandocs.draft.ledger import Ledger, joined
from plandocs.draft.values import clean, number_text
from plandocs.model.document import Approval
from plandocs.model.plan import Alignment, Evidence, GoalTrace, SuggestedKpi, Theme
from plandocs.model.states import THEME_STATES
from plandocs.model.year import FiscalYear
from plandocs.thai.dates import SHORT_MONTHS
from plandocs.thai.units import PERCENT, with_unit

#: Said behind what was recognised from a picture and not compared with it.
UNCONFIRMED = " (อ่านจากภาพ ยังไม่ยืนยัน)"
#: Said of a goal or number for which no document is known.
NO_SOURCE = "ไม่พบที่มาในเอกสาร โปรดระบุหรือยืนยัน"
OWN = "คณะทำงานระบุเอง ไม่ได้มาจากเอกสาร"
RELATIONS = {
    "continue": "ต่อเนื่องจากแผนเดิม",
    "raise": "ยกระดับเป้าหมายเดิม",
    "replace": "แทนเป้าหมายเดิม",
    "strategic": "จากเป้าหมายเชิงยุทธศาสตร์",
    "proposal": "จากข้อเสนอของการประชุมเชิงปฏิบัติการ",
    "new": "เป้าหมายใหม่",
    "own": "เป้าหมายที่คณะทำงานเสนอเพิ่ม",
}
#: The months of a fiscal year.
MONTHS = (*SHORT_MONTHS[9:], *SHORT_MONTHS[:9])
QUOTE_LENGTH = 300
MARK = "●"


def goal_value(
    number: int,
    goal: PlanGoal,
    themes: Mapping[str, Theme],
    documents: Mapping[str, SourceDocument],
    year: FiscalYear,
    ledger: Ledger,
) -> dict[str, Any]:
    """Return the values of goal number `number` (from 1) by their Thai names."""
    where = f"เป้าหมายที่ {number}"
    own = [themes[one] for one in goal.themes if one in themes]

    def text(name: str, label: str, value: object, source: str = "", *, unconfirmed: bool = False) -> Any:
        if not source and (isinstance(value, int | float) or (name == "goal" and value)):
            source = OWN if goal.relation == "own" else NO_SOURCE
        return ledger.text(f"{goal.id}.{name}", f"{where}: {label}", value, source, unconfirmed=unconfirmed)

    why = "\n".join(_evidence_note(evidence, documents) for evidence in goal.evidence)
    activities = goal.activities or _changed_activities(goal)
    kpis = goal.kpis or (SuggestedKpi("", "", None, None, ""),)  # one to be filled in
    owner = text("owner", "ผู้รับผิดชอบ", goal.owner)
    return {
        "ลำดับ": str(number),
        "รหัส": clean(goal.id),
        "ชื่อ": text("goal", "ข้อความเป้าหมาย", goal.goal, why),
        "ผู้รับผิดชอบ": owner,
        "หัวข้อ": clean(", ".join(goal.items)),
        "รายการหัวข้อ": [clean(item) for item in goal.items],
        "หมวด": sorted({item.split(".")[0] for item in goal.items}),
        "ความสัมพันธ์": RELATIONS.get(goal.relation, clean(goal.relation)),
        "ตัวชี้วัด": [
            _kpi(n, kpi, documents, text)
            for n, kpi in enumerate(kpis, 1)
            if not _cut(goal, f"kpi{n}", (".name", ".unit", ".baseline", ".target"))
        ],
        "กิจกรรม": [
            _activity(n, activity, year, str(owner), text)
            for n, activity in enumerate(activities, 1)
            if not _cut(goal, f"activity{n}", ("", ".period", ".owner", ".budget"))
        ],
        "งบประมาณ": text("budget", "งบประมาณ (บาท)", goal.budget, goal.budget_source),
        "หมายเหตุงบประมาณ": clean(goal.budget_note),
        "แหล่งเงิน": text("fund", "แหล่งเงิน", goal.fund),
        "เหตุผล": [clean(reason) for reason in goal.reasons],
        "ความเสี่ยง": [clean(risk) for risk in goal.risks],
        "ความสอดคล้อง": [_aligned(line) for line in goal.alignment],
        "หลักฐาน": [_evidence(n, evidence, documents) for n, evidence in enumerate(goal.evidence, 1)],
        "ความเป็นมา": [f"{clean(theme.title)}: {lineage(theme)}" for theme in own],
    }


def _aligned(line: Alignment) -> dict[str, Any]:
    return {
        "แผน": clean(line.framework),
        "รหัส": clean(line.code),
        "ข้อความ": clean(line.label),
        "ตรวจแล้ว": line.verified,
        "หมายเหตุ": "" if line.verified else "ถ้อยคำยังไม่ได้ตรวจกับฉบับทางการ",
    }


def _cut(goal: PlanGoal, name: str, parts: Iterable[str]) -> bool:
    """Return whether people left every field of a KPI or activity empty: they took its row out."""
    return all(goal.changes.get(name + part) == "" for part in parts)


def _kpi(number: int, kpi: SuggestedKpi, documents: Mapping[str, SourceDocument], text: Any) -> dict[str, Any]:
    where = cite(documents, kpi.baseline_document_id) if kpi.baseline_document_id else ""
    source = clean(kpi.source if where and where in kpi.source else joined((kpi.source, where), " · "))
    name, label = f"kpi{number}.", f"ตัวชี้วัดที่ {number} "
    return {
        "ลำดับ": str(number),
        "ชื่อ": text(name + "name", label + "ชื่อตัวชี้วัด", kpi.name),
        "หน่วย": text(name + "unit", label + "หน่วยนับ", kpi.unit),
        "ค่าฐาน": text(name + "baseline", label + "ค่าฐาน", kpi.baseline, source, unconfirmed=kpi.unconfirmed),
        "ค่าเป้าหมาย": text(name + "target", label + "ค่าเป้าหมาย", kpi.target, source, unconfirmed=kpi.unconfirmed),
        "นิยาม": clean(kpi.definition),
        "ที่มา": source,
    }


def _activity(number: int, activity: PlanActivity, year: FiscalYear, owner: str, text: Any) -> dict[str, Any]:
    name, label = f"activity{number}", f"กิจกรรมที่ {number} "
    return {
        "ลำดับ": str(number),
        "ชื่อ": text(name, label.strip(), activity.name),
        "เดือน": [MARK if month in activity.months else "" for month in range(1, 13)],
        "ช่วงเวลา": text(name + ".period", label + "กำหนดเวลา", _period(activity.months, year)),
        "ทราบช่วงเวลา": bool(activity.months),
        "ผู้รับผิดชอบ": text(name + ".owner", label + "ผู้รับผิดชอบ", activity.owner or _known(owner)),
        "งบประมาณ": text(name + ".budget", label + "งบประมาณ (บาท)", activity.budget),
    }


def _known(owner: str) -> str:
    return owner if owner.strip("…. ") else ""


def _changed_activities(goal: PlanGoal) -> tuple[PlanActivity, ...]:
    """Return the activities that a reviewer wrote for a goal that had none; else one to be filled in."""
    numbers = [int(name[8:]) for name in goal.changes if name.startswith("activity") and name[8:].isdigit()]
    return tuple(PlanActivity("") for _ in range(max([1, *numbers])))


def _period(months: tuple[int, ...], year: FiscalYear) -> str:
    if not months:
        return ""
    first, last = min(months), max(months)
    return f"{_month(first, year)} – {_month(last, year)}" if first != last else _month(first, year)


def _month(month: int, year: FiscalYear) -> str:
    return f"{MONTHS[month - 1]} {int(year) - (1 if month <= 3 else 0)}"


def month_heads(year: FiscalYear) -> list[dict[str, str]]:
    """Return the twelve months of the fiscal year with the calendar year each lies in."""
    return [{"ชื่อ": name, "ปี": str(int(year) - (1 if number <= 3 else 0))} for number, name in enumerate(MONTHS, 1)]


def _evidence(number: int, evidence: Evidence, documents: Mapping[str, SourceDocument]) -> dict[str, Any]:
    return {
        "ลำดับ": str(number),
        "เอกสาร": title_of(documents, evidence.document_id),
        "ตำแหน่ง": clean(evidence.place.label),
        "ข้อความ": shorten(evidence.quote),
        "เหตุผล": clean(evidence.why),
    }


def _evidence_note(evidence: Evidence, documents: Mapping[str, SourceDocument]) -> str:
    where = cite(documents, evidence.document_id, evidence.place.label)
    return joined((f"ที่มา: {where}", f"“{shorten(evidence.quote)}”" if evidence.quote else "", clean(evidence.why)), " ")


def shorten(text: str) -> str:
    """Return the start of a long quotation, cut at a space, with an ellipsis."""
    whole = " ".join(clean(text).split())
    if len(whole) <= QUOTE_LENGTH:
        return whole
    head = whole[:QUOTE_LENGTH]
    return (head.rsplit(" ", 1)[0] if " " in head[QUOTE_LENGTH // 2 :] else head) + " …"


def title_of(documents: Mapping[str, SourceDocument], document_id: str) -> str:
    """Return how a cited document is named in source notes, or its id when it is not known."""
    document = documents.get(document_id)
    return clean(document.citation if document else document_id)


def cite(documents: Mapping[str, SourceDocument], document_id: str, place: str = "") -> str:
    """Return a source note: title, ร่าง for a draft, place."""
    document = documents.get(document_id)
    draft = "(ร่าง)" if document is not None and document.status is Approval.DRAFT else ""
    return joined((title_of(documents, document_id), draft, clean(place)), " ")


def lineage(theme: Theme) -> str:
    """Return in words where a weakness was found and what was tried against it."""
    years = ", ".join(str(year) for year in theme.years)
    tried = [_tried(trace) for trace in theme.goals if trace.target is not None]
    parts = [f"พบในรายงานปี {years}", f"เป้าหมายที่ผ่านมา {'; '.join(tried)}" if tried else "", THEME_STATES[theme.state]]
    return clean(joined(parts, " · "))


def _read(value: float, *, picture: bool) -> str:
    """A number from a document, marked where it was recognised from a picture that nobody has confirmed."""
    return number_text(value) + (UNCONFIRMED if picture else "")


def _tried(trace: GoalTrace) -> str:
    target = _read(trace.target, picture=trace.ocr) if trace.target is not None else ""
    plan = "ร่างแผนปี" if trace.status is Approval.DRAFT else "ปี"
    target = f"{plan} {int(trace.plan_year)} ตั้ง{_counted(target, trace.unit)}"
    if trace.actual is None:
        return f"{target} (ไม่พบรายงานผล)"
    return f"{target} ได้{_counted(_read(trace.actual, picture=trace.actual_ocr), trace.unit)}{_so_far(trace)}"


def _so_far(trace: GoalTrace) -> str:
    """Say that a result is of a part of the year: what half a year brought is no result of the year."""
    months = trace.actual_months
    return f" (รอบ {months} เดือน)" if months is not None and months < 12 else ""


def _counted(number: str, unit: str) -> str:
    """Return a number with its unit as Thai writes it: the per cent before the number, any other behind it."""
    words = with_unit(number, clean(unit))
    return words if words.startswith(PERCENT) else f" {words}"


def trace_value(trace: GoalTrace, documents: Mapping[str, SourceDocument]) -> dict[str, Any]:
    """Return one earlier goal of a theme as a table row's values."""
    sources: Iterable[str] = dict.fromkeys(
        cite(documents, one) for one in (trace.document_id, trace.actual_document_id) if one
    )
    result = "ไม่พบรายงานผล" if trace.actual is None else _read(trace.actual, picture=trace.actual_ocr)
    return {
        "ปี": str(int(trace.plan_year)),
        "เป้าหมาย": clean(trace.goal),
        "ตัวชี้วัด": clean(trace.kpi),
        "หน่วย": clean(trace.unit),
        "ค่าเป้าหมาย": "" if trace.target is None else _read(trace.target, picture=trace.ocr),
        "ผล": result + _so_far(trace),
        "ที่มา": joined(sources, "; "),
    }
