"""Forms written as lines: "ตัวชี้วัด: … หน่วยนับ: …", or labels without a colon, set apart by gaps."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from plandocs.ingest.facts.lines import squeeze
from plandocs.ingest.facts.tables import GridCell
from plandocs.ingest.facts.vocabulary import PLAN_COLUMNS, role_of
from plandocs.model.text import Block, BlockKind
from plandocs.thai.digits import to_arabic

BASE_AND_TARGET = re.compile(r"(?:ฐาน|baseline).{0,12}(?:→|->|–|-|/|ถึง|สู่|:).{0,6}(?:เป้า|target)")
#: A figure with its comparing words and unit: what a target looks like.
VALUE = re.compile(
    r"^(?:ไม่น้อยกว่า|ไม่ต่ำกว่า|มากกว่า|อย่างน้อย|ไม่เกิน|น้อยกว่า|เพิ่มขึ้น|ลดลง|≥|≤|>|<|=|เท่ากับ|ครบ)?\s*(?:ร้อยละ|ระดับ|จำนวน)?\s*(?:ไม่น้อยกว่า\s*)?-?[\d,.]+\s*[^\d]{0,20}$"
)
#: Labels that people write without a colon at the beginning of a line or behind a gap, and "ปี 2566 = 70".
_LOOSE = re.compile(
    r"(?P<name>ตัวชี้วัด(?:ความสำเร็จ)?|งบประมาณ|วงเงิน|ผู้รับผิดชอบ(?:หลัก)?|หน่วยงาน(?:หลัก|รับผิดชอบ|เจ้าภาพ)?|เจ้าภาพ|ค่าเป้าหมาย|ค่าฐาน|หน่วยนับ"
    r"|ระยะเวลา(?:ดำเนินการ)?)\s+(?P<value>\S.*)$"
)
_LOOSE_YEAR = re.compile(
    r"(?:ปี|พ\.ศ\.|ปีงบประมาณ(?:\s*พ\.ศ\.)?)\s*(?P<year>25\d\d|๒๕[๐-๙]{2})\s*[=:]\s*(?P<value>\S.*)$"
)
_BULLET = re.compile(r"\s*(?:[-•–]\s*|\d{1,2}[.)]\s*)?")
_PROSE = {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM}
#: Roles of which a form has at least two.
TELLING = {"kpi", "target", "base_target", "actual", "goal"}


def labelled_lines(blocks: Sequence[Block], start: int, year: int | None) -> tuple[list[dict[str, GridCell]], int]:
    """
    Return the cells by role of lines "label: value", and the position behind them; none where no form stands.

    A line may hold several labels. A second KPI begins a second set of cells.
    """
    found: list[dict[str, GridCell]] = [{}]
    index = start
    while index < len(blocks):
        block = blocks[index]
        prose = block.kind in _PROSE and block.stream == "body"
        fields = (list(_fields(block, index)) or list(_loose_fields(block, index, year))) if prose else []
        names = [role for role, _ in fields]
        again = [role for role in names if role in found[-1]]
        if not fields or (again and "kpi" not in names):
            break
        if again:
            found.append({})
        found[-1].update(fields)
        index += 1
    together = set().union(*found)
    return (found if len(together) >= 3 and len(TELLING & together) >= 2 else []), index


def _fields(block: Block, index: int) -> Iterator[tuple[str, GridCell]]:
    """Yield the roles and values of a line of labels; nothing when it does not begin with a known label."""
    text = block.text
    labels: list[tuple[str, int, int]] = []
    begin = 0
    for colon in re.finditer(r"\s*[:：]\s*", text):
        found = _label_before(text, begin, colon.start(), index, first=not labels)
        if found is not None:
            labels.append((found[0], found[1], colon.end()))
        elif not labels:
            return
        begin = colon.end()
    for number, (role, _, start) in enumerate(labels):
        end = labels[number + 1][1] if number + 1 < len(labels) else len(text)
        value = text[start:end].rstrip(" \t\n,;|")
        if not value.strip():
            continue
        aimed = role == "goal" and VALUE.match(value.strip()) is not None
        yield "target" if aimed else role, GridCell(index, start, start + len(value), value)


def _loose_fields(block: Block, index: int, year: int | None) -> Iterator[tuple[str, GridCell]]:
    """Yield the roles and values of a line whose labels have no colon; parts stand apart by gaps."""
    text = block.text
    if year is None or len(text) > 250 or not _LOOSE.match(text.strip()):
        return
    for part in re.finditer(r"\S(?:.*?\S)??(?=\s{2,}|\t|$)", text):
        match = _LOOSE.match(part[0]) or _LOOSE_YEAR.match(part[0])
        if match is None:
            continue
        start, end = part.start() + match.start("value"), part.start() + match.end("value")
        cell = GridCell(index, start, end, text[start:end])
        if "year" in match.groupdict():
            when = int(to_arabic(match["year"]))
            if when <= year:
                yield ("target" if when == year else "baseline"), cell
        else:
            name = match["name"]
            yield label_role(GridCell(index, part.start(), part.start() + len(name), name)), cell


#: A label behind another one's value has no more words than this.
_LABEL_WORDS = 4


def _label_before(text: str, begin: int, end: int, index: int, *, first: bool) -> tuple[str, int] | None:
    """Return role and start of the label that ends at `end`: of a line's first label all words, else the last ones."""
    opening = _BULLET.match(text, begin)
    if first:
        start = opening.end() if opening else begin
        role = label_role(GridCell(index, start, end, text[start:end])) if 0 < end - start <= 60 else ""
        return (role, start) if role else None
    starts = [match.start() for match in re.finditer(r"(?<=\s)\S", text[:end]) if match.start() >= begin]
    for start in reversed(starts[-_LABEL_WORDS:]):
        role = label_role(GridCell(index, start, end, text[start:end]))
        if role:
            return role, start
    return None


def label_role(cell: GridCell) -> str:
    """Return the role of a form's label, or an empty string."""
    if len(cell.text) > 60:
        return ""
    if BASE_AND_TARGET.search(squeeze(cell.text)):
        return "base_target"
    return role_of(re.sub(r"^\s*\d{1,2}[.)]\s*", "", cell.text), PLAN_COLUMNS)
