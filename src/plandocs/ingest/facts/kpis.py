"""Key performance indicators from the cells of a row: name, unit, baseline, target, values by year."""

from __future__ import annotations

import re
from collections.abc import Sequence

from plandocs.ingest.facts.codes import marker_at
from plandocs.ingest.facts.lines import clean
from plandocs.ingest.facts.plan_rows import PlanRow, number_in
from plandocs.model.finding import Kpi
from plandocs.thai.digits import parse_number, to_arabic

_UNIT = re.compile(r"\s*[(\[]\s*(?:หน่วย(?:นับ)?\s*[:=]?\s*)?([^()\[\]\d]{1,30})\s*[)\]]\s*$")
_AFTER_NUMBER = re.compile(r"[\d.,]+\s*([ก-๙A-Za-z%][^\d\n(]{0,24})\s*$")
_IN_BRACKETS = re.compile(r"\d\s*[(\[]\s*([^()\[\]\d]{1,24}?)\s*[)\]]\s*$")
_COMPARE = re.compile(r"^(?:ไม่น้อยกว่า|ไม่ต่ำกว่า|มากกว่า|อย่างน้อย|ไม่เกิน|น้อยกว่า|เพิ่มขึ้น|ลดลง|≥|≤|>|<|=|เท่ากับ)\s*")
_NUMBERS = re.compile(r"-?\d[\d,]*(?:\.\d+)?")


def kpi_name(text: str) -> tuple[str, str]:
    """
    Return name and unit of a KPI as printed.

    >>> kpi_name("จำนวนชุดข้อมูลเปิดสะสม (ชุด)")
    ('จำนวนชุดข้อมูลเปิดสะสม', 'ชุด')
    """
    text = " ".join(text.split())
    marker = marker_at(text)
    if marker is not None and marker.end < len(text):
        text = text[marker.end :]
    text = re.sub(r"^(?:ตัวชี้วัด(?:ที่\s*[\d.]+)?|KPI\s*\d*)\s*[:：]?\s*(?=\S)", "", text) or text
    match = _UNIT.search(text)
    if match is not None and match.start() > 3:
        return text[: match.start()].strip(), match[1].strip()
    return text.strip(), ""


def unit_of_name(name: str) -> str:
    """
    Return the unit that an indicator's name begins with.

    >>> unit_of_name("ร้อยละของคำขอที่เสร็จทันกำหนด"), unit_of_name("จำนวนคำขอ")
    ('ร้อยละ', '')
    """
    return "ร้อยละ" if re.match(r"(?:อัตรา)?ร้อยละ", name) else ""


def unit_of_value(text: str) -> str:
    """
    Return the unit that stands with a number.

    >>> unit_of_value("๔๒๐ จุด"), unit_of_value("ร้อยละ 85"), unit_of_value("12"), unit_of_value("4,000 (คน)")
    ('จุด', 'ร้อยละ', '', 'คน')
    """
    plain = _COMPARE.sub("", clean(text).strip())
    if re.match(r"ร้อยละ", plain) or plain.endswith("%"):
        return "ร้อยละ"
    match = _AFTER_NUMBER.search(plain) or _IN_BRACKETS.search(plain)
    return match[1].strip() if match else ""


def base_and_target(text: str) -> tuple[float | None, float | None]:
    """
    Return both numbers of a cell that holds baseline and target.

    >>> base_and_target("๖ → ๑๕")
    (6.0, 15.0)
    """
    numbers = [float(part.replace(",", "")) for part in _NUMBERS.findall(to_arabic(text).replace("–", " "))]
    if len(numbers) >= 2:
        return numbers[0], numbers[1]
    return None, (numbers[0] if numbers else None)


def kpis_of(row: PlanRow, year: int) -> list[Kpi]:
    """Return the KPIs of a row; numbered ones in one cell are told apart and take the values of the same number."""
    names = _paragraphs(row, "kpi")
    if not names and "target" in row.cells and row.text("kpi_project"):
        names = _paragraphs(row, "kpi_project")
    if not names:
        return []
    names = [name for name in names if parse_number(name) is None or len(name) > 12]
    columns = {role: _paragraphs(row, role) for role in ("unit", "baseline", "target")}
    out = []
    for index, printed in enumerate(names):
        values = {role: _nth(texts, index, len(names)) for role, texts in columns.items()}
        out.append(_kpi(row, printed, values, year, alone=len(names) == 1))
    return out


def _kpi(row: PlanRow, printed: str, values: dict[str, str], year: int, *, alone: bool) -> Kpi:
    name, unit = kpi_name(printed)
    baseline, target = number_in(values["baseline"]), number_in(values["target"])
    if "base_target" in row.cells:
        first, second = base_and_target(row.text("base_target"))
        baseline, target = baseline if baseline is not None else first, target if target is not None else second
    targets = values_by_year(row, "targets") if alone else ()
    results = values_by_year(row, "results") if alone else ()
    if target is None and targets:
        target = dict(targets).get(year)
    past = [value for when, value in results if when < year or targets]
    if baseline is None and past:
        baseline = past[-1]
    elif baseline is None and targets:
        baseline = row.number("actual")  # a plan's one column of results is that of the year before
    printed_values = (values["target"], values["baseline"], row.text("base_target"))
    unit = values["unit"] or unit or next((told for text in printed_values if (told := unit_of_value(text))), "")
    return Kpi(name, unit or unit_of_name(name), baseline, target, targets, results)


def values_by_year(row: PlanRow, which: str) -> tuple[tuple[int, float], ...]:
    """Return the (year, number) pairs of a row's `targets` or `results`, oldest first."""
    cells = row.targets if which == "targets" else row.results
    pairs = ((year, number_in(cell.text)) for year, cell in sorted(cells.items()) if not cell.blank)
    return tuple((year, value) for year, value in pairs if value is not None)


def _paragraphs(row: PlanRow, role: str) -> list[str]:
    cell = row.cells.get(role)
    if cell is None or cell.blank:
        return []
    parts = [part.strip() for part in cell.text.split("\n") if part.strip()]
    if len(parts) > 1 and role == "kpi" and not all(marker_at(clean(part)) for part in parts):
        return parts if _pairs(row, len(parts)) else [" ".join(parts)]
    return parts


def _pairs(row: PlanRow, count: int) -> bool:
    cell = row.cells.get("target")
    return cell is not None and len([part for part in cell.text.split("\n") if part.strip()]) == count


def _nth(texts: Sequence[str], index: int, count: int) -> str:
    if len(texts) == count:
        text = texts[index]
        marker = marker_at(clean(text))
        return (
            text[marker.end :] if marker is not None and marker.style != "bullet" and marker.end < len(text) else text
        )
    if count == 1:
        return " ".join(texts)
    return texts[0] if len(texts) == 1 else ""
