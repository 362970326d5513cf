"""The queue as a spreadsheet that travels: out for the working groups to decide on, and back in."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from plandocs.app.review import QueueEntry, add_own, decide, queue
from plandocs.app.workspace import Workspace
from plandocs.model.errors import CorruptFileError, NotFoundError, PlandocsError, UsageError
from plandocs.model.plan import Suggestion
from plandocs.model.review import Action

#: Column headings of the sheet → field names. The first three are not to be changed by hand.
COLUMNS = {
    "ปี": "year",
    "รหัส": "id",
    "ลำดับ": "rank",
    "เป้าหมาย": "goal",
    "ตัวชี้วัด": "kpi1.name",
    "หน่วยนับ": "kpi1.unit",
    "ค่าฐาน": "kpi1.baseline",
    "ค่าเป้าหมาย": "kpi1.target",
    "ผู้รับผิดชอบ": "owner",
    "งบประมาณ (บาท)": "budget",
    "หัวข้อเกณฑ์": "items",
    "เหตุผลของข้อเสนอ": "reasons",
    "หลักฐาน": "evidence",
    "สถานะ": "state",
    "การพิจารณา": "decision",
    "เหตุผลการพิจารณา": "reason",
}
EDITABLE = ("goal", "kpi1.name", "kpi1.unit", "kpi1.baseline", "kpi1.target", "owner", "budget")
WORDS = {
    "รับ": Action.ACCEPT, "accept": Action.ACCEPT, "แก้ไข": Action.EDIT, "edit": Action.EDIT, "ไม่รับ": Action.REJECT,
    "reject": Action.REJECT, "ส่งกลับ": Action.RETURN, "return": Action.RETURN, "เพิ่ม": Action.ADD, "add": Action.ADD,
}  # fmt: skip


@dataclass(slots=True)
class ImportReport:
    """How many decisions were saved, and the rows that were not, with the reason."""

    saved: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)


def export_queue(workspace: Workspace, year: int, target: Path) -> int:
    """Write the queue to a .xlsx or .csv file and return the number of rows; raises `UsageError` for other names."""
    rows = [_row(int(year), entry) for entry in queue(workspace, year)]
    if target.suffix.lower() == ".csv":
        with target.open("w", encoding="utf-8-sig", newline="") as file:  # the BOM makes Excel read Thai
            writer = csv.writer(file)
            writer.writerow(COLUMNS)
            writer.writerows(rows)
    elif target.suffix.lower() == ".xlsx":
        _write_book(rows, target)
    else:
        raise UsageError(f"{target.name}: เลือกนามสกุล .xlsx หรือ .csv", f"{target.name}: choose .xlsx or .csv")
    return len(rows)


def import_decisions(workspace: Workspace, source: Path, who: str = "") -> ImportReport:
    """
    Record the decisions in a returned file; a row that cannot be recorded is named and does not stop the others.

    A row counts when its การพิจารณา cell says รับ, แก้ไข, ไม่รับ, ส่งกลับ or (for a goal of one's own, without รหัส) เพิ่ม.
    Changed texts in a row that says รับ count as an edit. Rows already recorded the same way are skipped.
    """
    if not source.is_file():
        raise NotFoundError(f"ไม่พบไฟล์ {source}", f"no file {source}")
    report = ImportReport()
    queues: dict[int, dict[str, QueueEntry]] = {}
    for number, row in enumerate(_read(source), 2):
        if not row.get("decision") and not row.get("goal"):
            continue
        try:
            report.saved += _record(workspace, row, queues, who)
        except PlandocsError as error:
            report.refused.append((f"แถวที่ {number}", str(error)))
    return report


def _record(workspace: Workspace, row: Mapping[str, str], queues: dict[int, dict[str, QueueEntry]], who: str) -> int:
    decision = row.get("decision", "").strip().lower()
    if not decision:
        return 0
    action = WORDS.get(decision)
    if action is None:
        raise UsageError(f"ไม่เข้าใจการพิจารณา “{decision}” ใช้ {', '.join(WORDS)}", f"unknown decision {decision!r}")
    try:
        year = int(float(row.get("year", "")))
    except ValueError as error:
        raise UsageError(f"ช่องปีไม่ใช่ตัวเลข: {row.get('year', '')}", "the year cell holds no number") from error
    if action is Action.ADD:
        changes = {key: row[key] for key in EDITABLE if row.get(key)}
        add_own(workspace, year, changes, who=who, reason=row.get("reason", ""), source="xlsx")
        return 1
    if year not in queues:
        queues[year] = {entry.suggestion.id: entry for entry in queue(workspace, year)}
    entry = queues[year].get(row.get("id", ""))
    if entry is None:
        raise NotFoundError(f"ไม่พบข้อเสนอ {row.get('id', '')}", f"no suggestion {row.get('id', '')}")
    changes = _changes(entry, row) if action in {Action.ACCEPT, Action.EDIT} else {}
    if changes:
        action = Action.EDIT
    if not changes and entry.review.state.value == _state_after(action, entry):
        return 0
    decide(
        workspace,
        year,
        [entry.suggestion.id],
        action,
        who=who,
        reason=row.get("reason", ""),
        changes=changes,
        source="xlsx",
    )
    return 1


def _state_after(action: Action, entry: QueueEntry) -> str:
    accepted = "edited" if entry.review.changes else "accepted"
    return {Action.ACCEPT: accepted, Action.EDIT: "", Action.REJECT: "rejected", Action.RETURN: "returned"}[action]


def _changes(entry: QueueEntry, row: Mapping[str, str]) -> dict[str, str]:
    shown = _fields(entry.shown, entry.review.changes.get("budget", ""))
    return {key: row[key].strip() for key in EDITABLE if key in row and row[key].strip() != shown[key].strip()}


def _fields(suggestion: Suggestion, budget: str) -> dict[str, str]:
    kpi = suggestion.kpis[0] if suggestion.kpis else None
    return {
        "goal": suggestion.goal,
        "kpi1.name": kpi.name if kpi else "",
        "kpi1.unit": kpi.unit if kpi else "",
        "kpi1.baseline": _number(kpi.baseline if kpi else None),
        "kpi1.target": _number(kpi.target if kpi else None),
        "owner": suggestion.owner,
        "budget": budget,
    }


def _row(year: int, entry: QueueEntry) -> list[str]:
    shown = entry.shown
    values = _fields(shown, entry.review.changes.get("budget", "")) | {
        "year": str(year),
        "id": shown.id,
        "rank": str(shown.rank or ""),
        "items": ", ".join(shown.items),
        "reasons": "\n".join(shown.reasons),
        "evidence": "\n".join(f"“{e.quote}” ({e.place.label})" for e in shown.evidence),
        "state": entry.review.state.value,
        "decision": "",
        "reason": "",
    }
    return [_safe(values[name]) for name in COLUMNS.values()]


def _safe(text: str) -> str:
    """Keep a spreadsheet from taking text for a formula."""
    return "'" + text if text[:1] in {"=", "+", "-", "@"} and not text[1:2].isdigit() else text


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.12g}"


def _write_book(rows: list[list[str]], target: Path) -> None:
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.worksheet.datavalidation import DataValidation

    book = Workbook()
    sheet = book.active
    sheet.title = "ข้อเสนอ"
    sheet.append(list(COLUMNS))
    for row in rows:
        sheet.append(row)
    for number, (cells, width) in enumerate(zip(sheet.columns, _WIDTHS, strict=True)):
        sheet.column_dimensions[cells[0].column_letter].width = width
        for cell in cells:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(name="TH Sarabun New", size=14, bold=cell.row == 1)
        if number == list(COLUMNS).index("การพิจารณา"):
            choice = DataValidation(type="list", formula1='"รับ,แก้ไข,ไม่รับ,ส่งกลับ,เพิ่ม"', allow_blank=True)
            choice.add(f"{cells[0].column_letter}2:{cells[0].column_letter}{len(rows) + 50}")
            sheet.add_data_validation(choice)
    sheet.freeze_panes = "D2"
    book.save(target)


_WIDTHS = (7, 14, 7, 50, 32, 12, 10, 11, 22, 14, 11, 45, 60, 11, 12, 30)


def _read(source: Path) -> Iterator[dict[str, str]]:
    rows = _read_csv(source) if source.suffix.lower() == ".csv" else _read_book(source)
    heads = [str(cell or "").strip() for cell in next(rows, [])]
    if "รหัส" not in heads or "การพิจารณา" not in heads:
        raise CorruptFileError(
            f"{source.name} ไม่ใช่ไฟล์ที่ส่งออกจาก plandocs (ไม่มีคอลัมน์ รหัส และ การพิจารณา)",
            f"{source.name} lacks the columns of an exported queue",
        )
    names = [COLUMNS.get(head, "") for head in heads]
    for row in rows:
        values = {name: _text(cell) for name, cell in zip(names, row, strict=False) if name}
        yield {name: text[1:] if text[:1] == "'" else text for name, text in values.items()}


def _read_csv(source: Path) -> Iterator[list[Any]]:
    try:
        text = source.read_text("utf-8-sig")
    except UnicodeDecodeError:
        text = source.read_text("cp874")  # what Excel on a Thai Windows saves
    yield from csv.reader(text.splitlines(keepends=True))


def _read_book(source: Path) -> Iterator[list[Any]]:
    import zipfile

    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(source, data_only=True)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError) as error:
        raise CorruptFileError(f"เปิดไฟล์ {source.name} ไม่ได้", f"cannot open {source.name}: {error}") from error
    for row in book.worksheets[0].iter_rows(values_only=True):
        yield list(row)


def _text(value: Any) -> str:
    if value is None:
        return ""
    return f"{value:.12g}" if isinstance(value, float) else str(value)
