"""Forms written as lines: "ตัวชี้วัด: … หน่วยนับ: …", or labels without a colon, set apart by gaps."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from plandocs.ingest.facts.bare_labels import labels_without_colon
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
_BULLET = re.compile(r"\s*(?:[-•–]\s*|\d{1,2}[.)]\s*)?")
_PROSE = {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM}
#: Roles of which a form has at least two.
TELLING = {"kpi", "target", "base_target", "actual", "goal", "proposal", "votes"}


def labelled_lines(
    blocks: Sequence[Block], start: int, year: int | None = None
) -> tuple[list[dict[str, GridCell]], int]:
    """
    Return the cells by role of lines "label: value", and the position behind them; none where no form stands.

    A line may hold several labels. A second KPI, or the first label again, begins a second set of cells. Values
    named by their year are the target in `year`, the plan's own, and the baseline before it.
    """
    found: list[dict[str, GridCell]] = [{}]
    index = start
    while index < len(blocks):
        block = blocks[index]
        prose = block.kind in _PROSE and block.stream == "body"
        fields = _of_year(fields_in(block.text, index), year) if prose else []
        names = [role for role, _ in fields]
        again = [role for role in names if role in found[-1]]
        if not fields or (again and not {"kpi", next(iter(found[0]), "")} & set(names)):
            break
        if again:
            found.append({})
        found[-1].update(fields)
        index += 1
    together = set().union(*found)
    enough = len(together) >= 3 or {"target", "actual"} <= together or {"proposal", "votes"} <= together
    return (found if enough and len(TELLING & together) >= 2 else []), index


def _of_year(fields: list[tuple[str, GridCell]], year: int | None) -> list[tuple[str, GridCell]]:
    out = []
    for role, cell in fields:
        when = int(role.removeprefix("year")) if role.startswith("year") else None
        if when is None:
            out.append((role, cell))
        elif year is not None and when <= year:
            out.append(("target" if when == year else "baseline", cell))
    return out


def fields_in(text: str, block: int, offset: int = 0) -> list[tuple[str, GridCell]]:
    """
    Return the roles and values of a line of labels, with colons or without; none when it begins with no known label.

    `text` stands at `offset` in its block.
    """
    found = list(_with_colons(text, block)) or list(labels_without_colon(text, block))
    return [(role, GridCell(cell.block, cell.start + offset, cell.end + offset, cell.text)) for role, cell in found]


def _with_colons(text: str, index: int) -> Iterator[tuple[str, GridCell]]:
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
        aimed = role == "goal" and VALUE.match(to_arabic(value.strip())) is not None
        yield "target" if aimed else role, GridCell(index, start, start + len(value), value)


#: A label behind another one's value has no more words than this.
_LABEL_WORDS = 4


def _label_before(text: str, begin: int, end: int, index: int, *, first: bool) -> tuple[str, int] | None:
    """Return role and start of the label that ends at `end`: of a line's first label all words, else the last ones."""
    opening = _BULLET.match(text, begin)
    if first:
        start = opening.end() if opening else begin
        if text.count("(", start, end) > text.count(")", start, end):
            return None
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
