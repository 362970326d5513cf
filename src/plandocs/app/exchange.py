"""The queue as a spreadsheet that travels: out for the working groups to decide on, and back in."""

from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from plandocs.app.cells import plain, safe, same
from plandocs.app.labels import REVIEWS
from plandocs.app.review import QueueEntry, add_own, decide, own_id, queue
from plandocs.app.workspace import Workspace
from plandocs.model.errors import CorruptFileError, NotFoundError, PlandocsError, UsageError
from plandocs.model.plan import SuggestedKpi, Suggestion
from plandocs.model.review import Action
from plandocs.thai.dates import given_year

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
    "ตัวชี้วัดอื่น": "kpis",
    "หัวข้อเกณฑ์": "items",
    "เหตุผลของข้อเสนอ": "reasons",
    "หลักฐาน": "evidence",
    "สถานะ": "state",
    "การพิจารณา": "decision",
    "เหตุผลการพิจารณา": "reason",
}
EDITABLE = ("goal", "kpi1.name", "kpi1.unit", "kpi1.baseline", "kpi1.target", "owner", "budget")
#: How evidence is named in the sheet: a finding, or a passage of a document.
_REFERENCE = re.compile(r"f[0-9a-f]{10}|[0-9a-f]{6,64}:\d+")
NUMBERS = ("kpi1.baseline", "kpi1.target", "budget")
#: What people choose from in the sheet; `_ALSO` is understood too.
WORDS = {
    "รับ": Action.ACCEPT, "แก้ไข": Action.EDIT, "ไม่รับ": Action.REJECT, "ส่งกลับ": Action.RETURN, "เพิ่ม": Action.ADD,
}  # fmt: skip
_ALSO = {
    "เห็นชอบ": Action.ACCEPT, "ไม่เห็นชอบ": Action.REJECT, "accept": Action.ACCEPT, "edit": Action.EDIT,
    "reject": Action.REJECT, "return": Action.RETURN, "add": Action.ADD,
}  # fmt: skip


@dataclass(slots=True)
class ImportReport:
    """How many decisions were saved, and the rows that were not, with the reason."""

    saved: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)


def export_queue(workspace: Workspace, year: int, target: Path) -> int:
    """Write the queue to a .xlsx or .csv file and return the number of rows; raises `UsageError` for other names."""
    write = {".csv": _write_csv, ".xlsx": _write_book}.get(target.suffix.lower())
    if write is None:
        raise UsageError(f"{target.name}: เลือกนามสกุล .xlsx หรือ .csv", f"{target.name}: choose .xlsx or .csv")
    rows = [_row(int(year), entry) for entry in queue(workspace, year)]
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(target.name + ".partial")
    try:
        write(rows, partial)
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
    return len(rows)


def import_decisions(workspace: Workspace, source: Path, who: str = "") -> ImportReport:
    """
    Record the decisions in a returned file; a row that cannot be recorded is named and does not stop the others.

    A row counts when its การพิจารณา cell says รับ, แก้ไข, ไม่รับ, ส่งกลับ or (for a goal of one's own, without รหัส) เพิ่ม.
    Changed texts in a row that says รับ count as an edit. Rows already recorded the same way are skipped. Raises
    `CorruptFileError` for a file that is no exported queue.
    """
    if not source.is_file():
        raise NotFoundError(f"ไม่พบไฟล์ {source}", f"no file {source}")
    report, sheet = ImportReport(), _read(source)
    importing = _Importing(workspace, who, sheet.encoding)
    for number, row in sheet.rows:
        try:
            report.saved += _record(importing, row)
        except PlandocsError as error:
            report.refused.append((f"แถวที่ {number}", str(error)))
    return report


@dataclass(slots=True)
class _Importing:
    """The queues that rows are held against, each as it was before the file came, and the ids seen so far."""

    workspace: Workspace
    who: str
    encoding: str
    queues: dict[int, dict[str, QueueEntry]] = field(default_factory=dict)
    seen: dict[tuple[int, str], Mapping[str, str]] = field(default_factory=dict)

    def queue(self, year: int) -> dict[str, QueueEntry]:
        """Return the year's queue by id."""
        if year not in self.queues:
            self.queues[year] = {entry.suggestion.id: entry for entry in queue(self.workspace, year)}
        return self.queues[year]


def _record(importing: _Importing, row: Mapping[str, str]) -> int:
    decision, key = row.get("decision", "").strip().lower(), row.get("id", "").strip()
    if not decision:
        _check_undecided(importing, key, row)
        return 0
    action = WORDS.get(decision) or _ALSO.get(decision)
    if action is None:
        raise UsageError(f"ไม่เข้าใจการพิจารณา “{decision}” ใช้ {', '.join(WORDS)}", f"unknown decision {decision!r}")
    year = _year(row.get("year", ""))
    if action is Action.ADD:
        return _add(importing, year, row)
    entry = importing.queue(year).get(key)
    if entry is None:
        raise NotFoundError(f"ไม่พบข้อเสนอ {key or '(ไม่มีรหัส)'}", f"no suggestion {key or '(no id)'}")
    before = importing.seen.setdefault((year, key), row)
    if before is not row:
        if before == row:
            return 0
        raise UsageError(f"มีแถวของ {key} มากกว่าหนึ่งแถว ใช้แถวแรก", f"{key} stands in several rows; the first counts")
    changes = _changes(entry, row, importing.encoding) if action in {Action.ACCEPT, Action.EDIT} else {}
    if changes:
        action = Action.EDIT
    reason = row.get("reason", "").strip()
    if not changes and entry.review.state.value == _state_after(action, entry) and reason in {"", entry.review.reason}:
        return 0
    decide(importing.workspace, year, [key], action, who=importing.who, reason=reason, changes=changes, source="xlsx")
    return 1


def _check_undecided(importing: _Importing, key: str, row: Mapping[str, str]) -> None:
    """Raise `UsageError` for what someone wrote into a row without saying what is to become of it: it would be lost."""
    if not key and row.get("goal", "").strip():
        raise UsageError("มีเป้าหมายใหม่แต่ช่องการพิจารณาว่าง โปรดใส่ เพิ่ม", 'a new goal needs the decision "add"')
    entry = importing.queue(_year(row.get("year", ""))).get(key) if key else None
    if entry is not None and _changes(entry, row, importing.encoding):
        raise UsageError(
            "แก้ข้อความแล้วแต่ช่องการพิจารณาว่าง ถ้าให้ใช้ข้อความที่แก้ โปรดใส่ แก้ไข", 'a changed row needs the decision "edit"'
        )


def _add(importing: _Importing, year: int, row: Mapping[str, str]) -> int:
    changes = {key: row[key].strip() for key in EDITABLE if row.get(key, "").strip()}
    proof = [one for one in re.split(r"[\s;,]+", row.get("evidence", "")) if _REFERENCE.fullmatch(one)]
    known = importing.queue(year).get(own_id(year, changes.get("goal", "")))
    if known and all(known.review.changes.get(name) == text for name, text in changes.items()):
        return 0
    add_own(
        importing.workspace,
        year,
        changes,
        who=importing.who,
        reason=row.get("reason", ""),
        source="xlsx",
        evidence=proof,
    )
    del importing.queues[year]
    return 1


def _year(cell: str) -> int:
    return given_year(cell.removesuffix(".0"))


def _state_after(action: Action, entry: QueueEntry) -> str:
    accepted = "edited" if entry.review.changes else "accepted"
    return {Action.ACCEPT: accepted, Action.EDIT: "edited", Action.REJECT: "rejected", Action.RETURN: "returned"}[
        action
    ]


def _changes(entry: QueueEntry, row: Mapping[str, str], encoding: str) -> dict[str, str]:
    shown = _fields(entry.shown, entry.review.changes.get("budget", ""))
    return {
        key: row[key].strip()
        for key in EDITABLE
        if key in row and not same(row[key], shown[key], number=key in NUMBERS, encoding=encoding)
    }


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
        "kpis": "\n".join(_kpi(kpi) for kpi in shown.kpis[1:]),
        "state": REVIEWS[entry.review.state],
        "decision": "",
        "reason": "",
    }
    return [safe(values[name]) for name in COLUMNS.values()]


def _kpi(kpi: SuggestedKpi) -> str:
    return f"{kpi.name} ({kpi.unit}) ค่าฐาน {_number(kpi.baseline) or '……'} ค่าเป้าหมาย {_number(kpi.target) or '……'}"


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.12g}"


def _write_csv(rows: list[list[str]], target: Path) -> None:
    with target.open("w", encoding="utf-8-sig", newline="") as file:  # the BOM makes Excel read Thai
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        writer.writerows(rows)


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
            cell.data_type = "s"  # never a formula, whatever the text begins with
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(name="TH Sarabun New", size=14, bold=cell.row == 1)
        if number == list(COLUMNS).index("การพิจารณา"):
            choice = DataValidation(type="list", formula1=f'"{",".join(WORDS)}"', allow_blank=True)
            choice.add(f"{cells[0].column_letter}2:{cells[0].column_letter}{len(rows) + 50}")
            sheet.add_data_validation(choice)
    sheet.freeze_panes = "D2"
    book.save(target)


_WIDTHS = (7, 14, 7, 50, 32, 12, 10, 11, 22, 14, 32, 11, 45, 60, 11, 12, 30)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Rows of a returned file by field name, each with its number in the sheet, and the encoding they came in."""

    rows: list[tuple[int, dict[str, str]]]
    encoding: str


def _read(source: Path) -> _Sheet:
    cells, encoding = _read_csv(source) if source.suffix.lower() == ".csv" else (_read_book(source), "utf-8")
    heads = [_text(cell).strip() for cell in next(iter(cells), [])]
    if "รหัส" not in heads or "การพิจารณา" not in heads:
        raise CorruptFileError(
            f"{source.name} ไม่ใช่ไฟล์ที่ส่งออกจาก plandocs (ไม่มีคอลัมน์ รหัส และ การพิจารณา)",
            f"{source.name} lacks the columns of an exported queue",
        )
    names = [COLUMNS.get(head, "") for head in heads]
    rows = [
        (number, {name: plain(_text(cell)) for name, cell in zip(names, row, strict=False) if name})
        for number, row in enumerate(cells[1:], 2)
    ]
    return _Sheet(rows, encoding)


def _read_csv(source: Path) -> tuple[list[list[Any]], str]:
    """Read what Excel saves: UTF-8, UTF-16 ("Unicode text"), or the code page of a Thai Windows."""
    data = source.read_bytes()
    codes = ["utf-16"] if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else ["utf-8-sig", "cp874"]
    for code in codes:
        try:
            text = data.decode(code)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise CorruptFileError(f"อ่านตัวอักษรใน {source.name} ไม่ได้", f"{source.name} is neither UTF-8 nor cp874")
    first = text.split("\n", 1)[0]
    sign = max(",;\t", key=first.count)
    try:
        return [list(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=sign)], code
    except csv.Error as error:
        raise CorruptFileError(f"เปิดไฟล์ {source.name} ไม่ได้", f"cannot read {source.name}: {error}") from error


def _read_book(source: Path) -> list[list[Any]]:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(source, data_only=True)
        return [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]
    except (*_BROKEN, InvalidFileException) as error:
        raise CorruptFileError(f"เปิดไฟล์ {source.name} ไม่ได้", f"cannot open {source.name}: {error}") from error


#: What openpyxl raises for files that are no workbooks (errors of XML parsers are syntax errors).
_BROKEN = (
    zipfile.BadZipFile, zlib.error, EOFError, LookupError, ValueError, TypeError, AttributeError, SyntaxError,
)  # fmt: skip


def _text(value: Any) -> str:
    if value is None:
        return ""
    return f"{value:.12g}" if isinstance(value, float) else str(value)
