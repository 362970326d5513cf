"""The parts of a template's context, each made from the plan's material."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from plandocs.draft.goalvalues import UNCONFIRMED, cite, goal_value, lineage, month_heads, trace_value
from plandocs.draft.inputs import KIND_NAMES, FreeText, PlanGoal, Profile, SourceDocument
from plandocs.draft.ledger import ChartData, Ledger, joined
from plandocs.draft.values import CHART, MAX_CHARTS, BlockText, clean
from plandocs.model.agency import Agency
from plandocs.model.document import Approval
from plandocs.model.finding import Finding, FindingKind
from plandocs.model.plan import Coverage, Theme
from plandocs.model.states import THEME_STATES
from plandocs.model.year import FiscalYear

#: Names of the seven categories of the PMQA criteria, in the short form used in tables.
CATEGORIES = {
    "1": "การนำองค์การ",
    "2": "การวางแผนเชิงยุทธศาสตร์",
    "3": "การให้ความสำคัญกับผู้รับบริการและผู้มีส่วนได้ส่วนเสีย",
    "4": "การวัด การวิเคราะห์ และการจัดการความรู้",
    "5": "การมุ่งเน้นบุคลากร",
    "6": "การมุ่งเน้นระบบปฏิบัติการ",
    "7": "ผลลัพธ์การดำเนินการ",
}
APPROVALS = {Approval.DRAFT: "ร่าง", Approval.APPROVED: "ฉบับอนุมัติ", Approval.UNKNOWN: ""}


@dataclass(frozen=True, slots=True)
class Material:
    """What the sections are made from."""

    year: FiscalYear
    agency: Agency
    profile: Profile
    title: str
    goals: tuple[PlanGoal, ...]
    findings: tuple[Finding, ...]
    themes: tuple[Theme, ...]
    coverage: Mapping[str, Coverage]
    documents: Mapping[str, SourceDocument]
    item_names: Mapping[str, str]
    free_text: tuple[FreeText, ...]


def make_values(material: Material, ledger: Ledger) -> dict[str, Any]:
    """Return the values of all templates by their Thai names (see `plandocs.draft.names`)."""
    agency, plan = _agency(material, ledger), _plan(material, ledger)
    themes = {theme.id: theme for theme in material.themes}
    goals = [
        goal_value(number, goal, themes, material.documents, material.year, ledger)
        for number, goal in enumerate(material.goals, 1)
    ]
    plan |= _totals(material, ledger)
    ofis = _findings(material, FindingKind.OFI)
    strengths = _findings(material, FindingKind.STRENGTH)
    return {
        "แผน": plan,
        "หน่วยงาน": agency,
        "เป้าหมายทั้งหมด": goals,
        "โอกาสในการปรับปรุง": ofis,
        "จุดแข็ง": strengths,
        "สรุปข้อค้นพบ": _summary(material, ofis, strengths),
        "รายหมวด": _categories(ofis, strengths, goals),
        "รายหัวข้อ": _items(material, ofis, strengths, goals),
        "ประเด็นต่อเนื่อง": [
            _theme(number, theme, material, ledger) for number, theme in enumerate(_followed(material), 1)
        ],
        "หน่วยรับผิดชอบ": _owners(material, goals),
        "เดือน": month_heads(material.year),
        "รอบติดตาม": _rounds(material.year),
        "เอกสารอ้างอิง": _sources(material),
        "ข้อความจากฉบับแก้ไข": [
            {"ข้อความ": clean(entry.text), "ตำแหน่ง": clean(entry.place), "ผู้เขียน": clean(entry.author)}
            for entry in material.free_text
        ],
    }


def _plan(material: Material, ledger: Ledger) -> dict[str, Any]:
    year = int(material.year)
    text = ledger.text
    return {
        "ชื่อ": clean(material.title),
        "ปี": str(year),
        "ปีก่อน": str(year - 1),
        "ปีถัดไป": str(year + 1),
        "ช่วงเวลา": f"1 ตุลาคม {year - 1} ถึง 30 กันยายน {year}",
        "คำองค์การ": clean(material.agency.organisation_word),
        "วันที่": text("plan.date", "วันที่ของเอกสาร", ""),
        "เลขที่": text("plan.number", "เลขที่หนังสือ", ""),
        "ผู้จัดทำ": text("plan.author_unit", "หน่วยงานผู้จัดทำแผน", ""),
        "ผู้ลงนาม": text("plan.signer", "ชื่อผู้ลงนาม", ""),
        "ตำแหน่งผู้ลงนาม": text("plan.signer_position", "ตำแหน่งผู้ลงนาม", ""),
        "เรียน": text("plan.addressee", "ผู้รับหนังสือ (เรียน)", ""),
        "วันประชุม": text("plan.meeting_date", "วันและเวลาประชุม", ""),
        "สถานที่ประชุม": text("plan.meeting_place", "สถานที่ประชุม", ""),
        "คำนำ": text("plan.preface", "ข้อความเพิ่มเติมในคำนำ", ""),
    }


def _totals(material: Material, ledger: Ledger) -> dict[str, Any]:
    budgets = [goal.budget for goal in material.goals]
    known = [budget for budget in budgets if budget is not None]
    total = float(sum(known)) if known and len(known) == len(budgets) else None
    return {
        "จำนวนเป้าหมาย": str(len(material.goals)),
        "จำนวนตัวชี้วัด": str(sum(len(goal.kpis) for goal in material.goals)),
        "จำนวนเป้าหมายที่ไม่ทราบงบประมาณ": str(len(budgets) - len(known)),
        "งบประมาณรวม": ledger.text("plan.total_budget", "งบประมาณรวม (บาท)", total, "ผลรวมของงบประมาณทุกเป้าหมาย"),
    }


def _agency(material: Material, ledger: Ledger) -> dict[str, Any]:
    agency, profile, text = material.agency, material.profile, ledger.text
    missions = [text(f"plan.mission{n}", f"พันธกิจข้อที่ {n}", said) for n, said in enumerate(profile.missions, 1)]
    return {
        "ชื่อ": text("plan.agency", "ชื่อหน่วยงาน", agency.name),
        "ชื่อย่อ": clean(agency.short),
        "กระทรวง": clean(agency.ministry),
        "วิสัยทัศน์": text("plan.vision", "วิสัยทัศน์", profile.vision),
        "พันธกิจ": missions or [text("plan.mission1", "พันธกิจ", "")],
        "ค่านิยม": text("plan.values", "ค่านิยม", profile.values),
        "สมรรถนะหลัก": text("plan.competencies", "สมรรถนะหลัก", profile.competencies),
        "ความท้าทาย": text("plan.challenges", "ความท้าทายเชิงกลยุทธ์", profile.challenges),
        "ความได้เปรียบ": text("plan.advantages", "ความได้เปรียบเชิงกลยุทธ์", profile.advantages),
        "หน่วยงานภายใน": [
            {"ลำดับ": str(number), "ชื่อ": clean(unit.name), "ชื่อย่อ": clean(unit.short)}
            for number, unit in enumerate(agency.units, 1)
        ],
    }


def _findings(material: Material, kind: FindingKind) -> list[dict[str, Any]]:
    chosen = [finding for finding in material.findings if finding.kind == kind]
    chosen.sort(key=lambda finding: (finding.item, -int(finding.report_year)))
    theme_of = {finding_id: theme for theme in material.themes for finding_id in theme.findings}
    numbers = {goal.id: str(number) for number, goal in enumerate(material.goals, 1)}
    out = []
    for number, finding in enumerate(chosen, 1):
        theme = theme_of.get(finding.id)
        entry = material.coverage.get(finding.id)
        answered = [numbers[one] for one in entry.suggestion_ids if one in numbers] if entry else []
        if theme is not None and not answered:
            answered = [numbers[goal.id] for goal in material.goals if theme.id in goal.themes]
        out.append(
            {
                "ลำดับ": str(number),
                "หัวข้อ": clean(finding.item),
                "ชื่อหัวข้อ": clean(material.item_names.get(finding.item, "")),
                "หมวด": finding.item.split(".")[0],
                "ข้อความ": clean(finding.text),
                "ข้อเสนอแนะ": clean(finding.advice),
                "ปีรายงาน": str(int(finding.report_year)),
                "ที่มา": cite(material.documents, finding.document_id, finding.place.label)
                + (UNCONFIRMED if finding.ocr else ""),
                "ความเป็นมา": lineage(theme) if theme else "พบในรายงานฉบับนี้เป็นครั้งแรก",
                "สถานะ": THEME_STATES[theme.state] if theme else "",
                "เป้าหมายที่ตอบ": ", ".join(dict.fromkeys(answered)),
                "เหตุผล": clean(entry.reason) if entry and not answered else "",
            }
        )
    return out


def _summary(material: Material, ofis: list[dict[str, Any]], strengths: list[dict[str, Any]]) -> dict[str, Any]:
    years = sorted({int(finding.report_year) for finding in material.findings})
    answered = sum(1 for entry in ofis if entry["เป้าหมายที่ตอบ"])
    return {
        "ปีรายงาน": ", ".join(str(year) for year in years),
        "จำนวนจุดแข็ง": str(len(strengths)),
        "จำนวนโอกาส": str(len(ofis)),
        "จำนวนที่มีเป้าหมายตอบ": str(answered),
        "จำนวนที่ยังไม่มีเป้าหมาย": str(len(ofis) - answered),
        "จำนวนประเด็นต่อเนื่อง": str(sum(1 for theme in material.themes if len(theme.years) > 1)),
    }


def _categories(
    ofis: list[dict[str, Any]], strengths: list[dict[str, Any]], goals: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    found = {entry["หมวด"] for entry in ofis + strengths}
    weak, strong = Counter(e["หมวด"] for e in ofis), Counter(e["หมวด"] for e in strengths)
    return [
        {
            "หมวด": number,
            "ชื่อ": name,
            "จำนวนจุดแข็ง": str(strong[number]),
            "จำนวนโอกาส": str(weak[number]),
            "จุดแข็ง": [entry for entry in strengths if entry["หมวด"] == number],
            "โอกาส": [entry for entry in ofis if entry["หมวด"] == number],
            "เป้าหมาย": [goal for goal in goals if number in goal["หมวด"]],
        }
        for number, name in CATEGORIES.items()
        if number in found
    ]


def _items(
    material: Material, ofis: list[dict[str, Any]], strengths: list[dict[str, Any]], goals: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    codes = sorted({*material.item_names, *(entry["หัวข้อ"] for entry in ofis + strengths)})
    return [
        {
            "รหัส": clean(code),
            "ชื่อ": clean(material.item_names.get(code, "")),
            "หมวด": code.split(".")[0],
            "จุดแข็ง": [entry for entry in strengths if entry["หัวข้อ"] == code],
            "โอกาส": [entry for entry in ofis if entry["หัวข้อ"] == code],
            "เป้าหมาย": [goal for goal in goals if code in goal["รายการหัวข้อ"]],
        }
        for code in codes
    ]


def _followed(material: Material) -> list[Theme]:
    """Themes with a history: found in several years, or with goals tried; the rest stands in the table of findings."""
    return [theme for theme in material.themes if len(theme.years) > 1 or theme.goals]


def _theme(number: int, theme: Theme, material: Material, ledger: Ledger) -> dict[str, Any]:
    chart = _chart(theme, ledger)
    return {
        "ลำดับ": str(number),
        "ชื่อ": clean(theme.title),
        "สถานะ": THEME_STATES[theme.state],
        "ปีที่พบ": ", ".join(str(year) for year in theme.years),
        "จำนวนปี": str(len(theme.years)),
        "หัวข้อ": ", ".join(theme.items),
        "เป้าหมายเดิม": [trace_value(trace, material.documents) for trace in theme.goals],
        "ช่องว่าง": [clean(gap) for gap in theme.gaps],
        "มีกราฟ": chart is not None,
        "กราฟ": BlockText(chart or ""),
        "คำบรรยายกราฟ": clean(f"{theme.goals[-1].kpi} ({theme.goals[-1].unit})") if chart else "",
    }


def _chart(theme: Theme, ledger: Ledger) -> str | None:
    """Return the sign of the theme's chart when at least two years of one KPI have numbers."""
    by_kpi: dict[tuple[str, str], dict[int, tuple[float | None, float | None]]] = defaultdict(dict)
    for trace in theme.goals:
        if trace.target is not None or trace.actual is not None:
            by_kpi[trace.kpi, trace.unit][int(trace.plan_year)] = (trace.target, trace.actual)
    if not by_kpi or len(ledger.charts) >= MAX_CHARTS:
        return None
    (kpi, unit), points = max(by_kpi.items(), key=lambda item: len(item[1]))
    if len(points) < 2:
        return None
    years = tuple(sorted(points))
    targets, results = (tuple(points[year][side] for year in years) for side in (0, 1))
    ledger.charts.append(ChartData(clean(kpi), clean(unit), years, targets, results))
    return chr(CHART + len(ledger.charts) - 1)


def _owners(material: Material, goals: list[dict[str, Any]]) -> list[dict[str, Any]]:
    names = {unit.short: unit.name for unit in material.agency.units if unit.short}
    by_owner: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for goal in goals:
        by_owner[str(goal["ผู้รับผิดชอบ"])].append(goal)
    return [
        {
            "ลำดับ": str(number),
            "ชื่อ": clean(names[owner]) if owner in names else theirs[0]["ผู้รับผิดชอบ"],
            "ชื่อย่อ": clean(owner if owner in names else ""),
            "เป้าหมาย": theirs,
            "จำนวนเป้าหมาย": str(len(theirs)),
        }
        for number, (owner, theirs) in enumerate(by_owner.items(), 1)
    ]


def _rounds(year: FiscalYear) -> list[dict[str, Any]]:
    ends = {6: f"31 มีนาคม {int(year)}", 9: f"30 มิถุนายน {int(year)}", 12: f"30 กันยายน {int(year)}"}
    return [{"เดือน": str(months), "ชื่อ": f"รอบ {months} เดือน", "สิ้นสุด": end} for months, end in ends.items()]


def _sources(material: Material) -> list[dict[str, Any]]:
    used: dict[str, list[str]] = defaultdict(list)
    goals_of: dict[str, list[str]] = defaultdict(list)
    for number, goal in enumerate(material.goals, 1):
        cited = [e.document_id for e in goal.evidence] + [k.baseline_document_id for k in goal.kpis]
        for document_id in dict.fromkeys(cited):
            if document_id:
                goals_of[document_id].append(str(number))
    for finding in material.findings:
        used[finding.document_id].append("สรุปข้อค้นพบ")
    for theme in material.themes:
        for trace in theme.goals:
            for document_id in (trace.document_id, trace.actual_document_id):
                if document_id:
                    used[document_id].append("ประเด็นต่อเนื่อง")
    for document_id, numbers in goals_of.items():
        used[document_id].insert(0, f"เป้าหมายที่ {', '.join(numbers)}")
    out = []
    ordered = sorted(used, key=lambda one: (_year(material, one), one))
    for number, document_id in enumerate(ordered, 1):
        document = material.documents.get(document_id, SourceDocument(document_id, document_id))
        out.append(
            {
                "ลำดับ": str(number),
                "ชื่อ": clean(document.title),
                "ประเภท": KIND_NAMES[document.kind],
                "ปี": str(document.fiscal_year or ""),
                "สถานะ": APPROVALS[document.status],
                "ใช้ใน": joined(dict.fromkeys(used[document_id])),
            }
        )
    return out


def _year(material: Material, document_id: str) -> int:
    document = material.documents.get(document_id)
    return -(document.fiscal_year or 0) if document else 0
