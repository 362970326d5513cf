"""Strategic goals that planners type in or import: they count like those read from an action plan."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from plandocs.app.add import ID_DIGITS
from plandocs.app.workspace import Workspace
from plandocs.ingest.isolate import read_isolated
from plandocs.model.document import Document, DocumentKind, DocumentMeta
from plandocs.model.errors import NotFoundError, UsageError, YearOutOfRangeError
from plandocs.model.finding import Facts, Goal, Kpi, fact_id
from plandocs.model.text import Anchor, Block, BlockKind, Place
from plandocs.model.year import FiscalYear
from plandocs.thai.dates import given_year
from plandocs.thai.digits import parse_number, to_arabic

_COLUMNS = {
    "เป้าหมาย": "goal", "เป้าหมายเชิงยุทธศาสตร์": "goal", "เป้าประสงค์": "goal", "ปี": "year", "ปีงบประมาณ": "year",
    "ตัวชี้วัด": "kpi", "หน่วยนับ": "unit", "ผู้รับผิดชอบ": "owner", "ประเด็นยุทธศาสตร์": "issue",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class StrategicGoal:
    """A strategic goal as typed: `year` is the first in force, `targets` are (year, value) pairs."""

    goal: str
    year: int
    kpi: str = ""
    unit: str = ""
    targets: tuple[tuple[int, float], ...] = ()
    owner: str = ""
    issue: str = ""


def add_strategic(workspace: Workspace, entries: Sequence[StrategicGoal]) -> list[Goal]:
    """Keep typed goals, each as a small document of its own so that it can be found, cited and checked."""
    return [_add(workspace, entry) for entry in entries]


def _add(workspace: Workspace, entry: StrategicGoal) -> Goal:
    year = FiscalYear(entry.year)
    text = " ".join(entry.goal.split())
    if not text:
        raise UsageError("โปรดระบุข้อความเป้าหมาย", "a strategic goal needs its text")
    targets = ", ".join(f"{y} = {value:g}" for y, value in entry.targets)
    details = [("ตัวชี้วัด", entry.kpi), ("หน่วยนับ", entry.unit), ("ค่าเป้าหมาย", targets), ("ผู้รับผิดชอบ", entry.owner)]
    lines = [text, *(f"{name}: {value}" for name, value in details if value)]
    sha256 = hashlib.sha256("\n".join([str(int(year)), entry.issue, *lines]).encode()).hexdigest()
    document_id = sha256[:ID_DIGITS]
    blocks = tuple(
        Block(BlockKind.PARAGRAPH, line, Place(f"บรรทัดที่ {n}", paragraph=n)) for n, line in enumerate(lines, 1)
    )
    first = next((value for y, value in entry.targets if y == year), None)
    kpis = (Kpi(entry.kpi, entry.unit, target=first, targets=entry.targets),) if entry.kpi else ()
    goal = Goal(
        id=fact_id("g", document_id, text),
        plan_year=year,
        goal=text,
        document_id=document_id,
        place=blocks[0].place,
        anchor=Anchor.of(document_id, 0, text, 0, len(text)),
        kpis=kpis,
        owner=entry.owner,
        strategic=True,
        issue=entry.issue,
    )
    meta = DocumentMeta(
        f"เป้าหมายเชิงยุทธศาสตร์ (บันทึกโดยผู้ใช้) {text[:60]}", DocumentKind.ACTION_PLAN, plan_year=year, confidence=1.0
    )
    path = f"strategy:{document_id}"
    document = Document(document_id, sha256, path, meta, engine="typed")
    workspace.store.add_document(document, blocks, Facts(goals=(goal,)))
    return goal


def read_strategic(source: Path) -> tuple[list[StrategicGoal], list[tuple[str, str]]]:
    """Return the goals in a table file, and the rows that are none with the reason."""
    if not source.is_file():
        raise NotFoundError(f"ไม่พบไฟล์ {source}", f"no file {source}")
    entries: list[StrategicGoal] = []
    refused: list[tuple[str, str]] = []
    for block in read_isolated(source).blocks:
        if block.kind is not BlockKind.ROW or block.is_table_head:
            continue
        values = {cell.header.strip(): block.cell_text(n).strip() for n, cell in enumerate(block.cells)}
        named = {_COLUMNS[head]: text for head, text in values.items() if head in _COLUMNS}
        unread = [head for head, text in values.items() if _target_year(head) and _is_no_number(text)]
        if unread:
            refused.append((block.place.label, f"ค่าเป้าหมาย “{values[unread[0]]}” ไม่ใช่ตัวเลข (no number)"))
            continue
        targets = tuple(_targets(values))
        given = named.get("year", "") or (str(targets[0][0]) if targets else "")
        if not named.get("goal") or not given:
            refused.append((block.place.label, "ไม่มีเป้าหมายหรือปี (no goal or no year)"))
            continue
        try:
            year = given_year(given)
        except YearOutOfRangeError as error:
            refused.append((block.place.label, str(error)))
            continue
        more = {key: named.get(key, "") for key in ("kpi", "unit", "owner", "issue")}
        entries.append(StrategicGoal(named["goal"], int(year), targets=targets, **more))
    if not entries and not refused:
        raise UsageError(
            f"ไม่พบตารางใน {source.name} บรรทัดแรกต้องเป็นหัวคอลัมน์ เช่น เป้าหมาย ปี ตัวชี้วัด หน่วยนับ ผู้รับผิดชอบ",
            f"no table in {source.name}; its first row must name the columns",
        )
    return entries, refused


def _targets(values: dict[str, str]) -> list[tuple[int, float]]:
    found = []
    for head, text in values.items():
        year = _target_year(head)
        number = parse_number(text) if text else None
        if year and number is not None:
            found.append((year, number))
    return found


def _target_year(head: str) -> int:
    """Return the year whose targets stand below this heading, 0 for other columns."""
    year = re.search(r"25\d\d", to_arabic(head))
    return int(year[0]) if year and head not in _COLUMNS else 0


def _is_no_number(text: str) -> bool:
    """Return whether a cell says something that is neither a number nor a sign for none."""
    return bool(text.strip(" -–—…")) and text.lower() not in {"n/a", "ไม่มี"} and parse_number(text) is None
