"""Levels of PMQA 4.0 by item: what an application report claims, or what a feedback report found."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from plandocs.ingest.facts import codes
from plandocs.ingest.facts.labels import label_of
from plandocs.ingest.facts.lines import clean, line_of
from plandocs.ingest.facts.names import code_of_name
from plandocs.ingest.facts.tables import GridCell, fill_down, read_tables, table_runs
from plandocs.ingest.facts.vocabulary import FINDING_COLUMNS
from plandocs.model.finding import Level, LevelClaim, fact_id
from plandocs.model.text import Anchor, Block, BlockKind
from plandocs.model.year import FiscalYear

_LEVELS = (
    (Level.SIGNIFICANCE, re.compile(r"พัฒนาจนเกิดผล|\bsignifican(?:ce|t)\b", re.IGNORECASE)),
    (Level.ADVANCE, re.compile(r"ก้าวหน้า|\badvanced?\b", re.IGNORECASE)),
    (Level.BASIC, re.compile(r"พื้นฐาน|\bbasic\b", re.IGNORECASE)),
)
#: "ระดับที่ประเมินตนเอง: ก้าวหน้า": a label and hardly more than the level.
_TOLD = re.compile(
    r"^\s*(?:[•\-–]\s*)?(?:ผล(?:การ)?(?:ตรวจ)?(?:ประเมิน)?\s*)?ระดับ[^:：]{0,50}[:：]\s*(?P<level>.{3,60})$"
)
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class _Found:
    block: int
    start: int
    end: int
    item: str
    level: Level
    how: str = ""


def level_of(text: str) -> Level | None:
    """
    Return the one level that `text` names; None where it names none or several.

    >>> level_of("พัฒนาจนเกิดผล (Significance)"), level_of("ระดับพื้นฐานถึงก้าวหน้า")
    (<Level.SIGNIFICANCE: 'significance'>, None)
    """
    found = [level for level, pattern in _LEVELS if pattern.search(clean(text))]
    return found[0] if len(found) == 1 else None


def read_levels(
    document_id: str, blocks: Sequence[Block], year: FiscalYear, edition: str, *, claimed: bool
) -> tuple[LevelClaim, ...]:
    """Return the level of each item that the report states, each item once; `claimed` by the agency itself."""
    out: dict[str, LevelClaim] = {}
    for found in _found(blocks, edition):
        if found.item in out:
            continue
        block = blocks[found.block]
        out[found.item] = LevelClaim(
            fact_id("l", document_id, found.block, found.item),
            edition,
            found.item,
            year,
            found.level,
            document_id,
            block.place,
            Anchor.of(document_id, found.block, block.text, found.start, found.end),
            claimed,
            " ".join(block.text[found.start : found.end].split()),
            " ".join(found.how.split()),
        )
    return tuple(out.values())


def _found(blocks: Sequence[Block], edition: str) -> Iterator[_Found]:
    runs = dict(table_runs(blocks))
    item = ""
    index = 0
    while index < len(blocks):
        if index in runs:
            yield from _in_table(blocks, index, runs[index], edition)
            index = runs[index]
            continue
        block = blocks[index]
        if block.stream == "body" and block.kind is not BlockKind.ROW:
            line = line_of(block, index)
            told = _TOLD.match(line.text)
            level = level_of(told["level"]) if told is not None else None
            if told is not None and level is not None and item:
                start, end = line.span(told.start("level"), told.end("level"))
                yield _Found(index, start, end, item, level, _next_words(blocks, index))
            elif told is None:
                label = label_of(line, edition) if len(line.text) <= 200 else None
                if label is not None and label.role in {"item", "heading", "category"}:
                    item = label.item
        index += 1


def _next_words(blocks: Sequence[Block], index: int) -> str:
    """Return the paragraph behind a level: how the agency does what it claims."""
    following = blocks[index + 1] if index + 1 < len(blocks) else None
    return following.text if following is not None and following.kind is BlockKind.PARAGRAPH else ""


def _in_table(blocks: Sequence[Block], start: int, end: int, edition: str) -> Iterator[_Found]:
    """Yield the levels of a table with one item and its level a row."""
    for table in read_tables(blocks, start, end, FINDING_COLUMNS):
        roles = table.roles(FINDING_COLUMNS)
        items = [column for column, role in roles.items() if role == "item"]
        levels = [column for column, role in roles.items() if role == "level"]
        if not items or not levels:
            continue
        for row in fill_down(table.rows, items):
            cell, level = row.cells.get(items[0]), row.cells.get(levels[-1])
            if cell is None or level is None or len(level.text) > _LONGEST:
                continue
            named, known = codes.item_codes(cell.clean), level_of(level.text)
            item = named[0].item if len(named) == 1 else "" if named else code_of_name(cell.clean, edition)
            if item and known is not None:
                beside = [c for column, c in row.cells.items() if column not in {items[0], levels[-1]}]
                yield _Found(level.block, level.start, level.end, item, known, _longest(beside))


def _longest(cells: Sequence[GridCell]) -> str:
    return max((cell.text for cell in cells), key=len, default="")
