"""Which leading rows of a table are its head, when the format does not say."""

from __future__ import annotations

import re
from collections.abc import Sequence

from plandocs.ingest.readers.blocks import CellText

_NUMBER = re.compile(r"^[\s(+\-−–]*[0-9๐-๙][0-9๐-๙,.\s]*%?\)?$")
_YEAR = re.compile(r"^\s*(?:พ\.ศ\.|ปี)?\s*(?:25|๒๕)[0-9๐-๙]{2}\s*$")


def guess_head(rows: Sequence[Sequence[CellText]], reaches: Sequence[bool], *, styled: bool = False) -> int:
    """
    Return how many leading rows look like a head.

    The first row is one when it alone is bold or shaded, when its style says so (`styled`), or when a table
    of three or
    more columns starts with short labels over rows of another look. `reaches[i]` tells that a cell of an
    earlier row reaches into row i.
    """
    if len(rows) < 2 or not _could_be_head(rows[0]):
        return 0
    first, second = rows[0], rows[1]
    columns = max((cell.column + cell.span for line in rows for cell in line), default=0)
    distinct = _all(first, "bold") and not _all(second, "bold")
    distinct = distinct or (_all(first, "shaded") and not _all(second, "shaded"))
    distinct = distinct or (columns >= 2 and styled and not _label_column(rows))
    spanned = any(cell.span > 1 or cell.rows > 1 for cell in first) and _all(first, "bold")
    if not (distinct or spanned) and (columns < 3 or not _differs(first, rows[1:])):
        return 0
    return _extend(rows, reaches)


def _extend(rows: Sequence[Sequence[CellText]], reaches: Sequence[bool]) -> int:
    """The head goes on while a cell of it reaches into the next row or spans columns that are named there."""
    count = 1
    while count < len(rows) - 1:
        spans = any(cell.span > 1 for cell in rows[count - 1])
        same_look = not _all(rows[0], "bold") or _all(rows[count], "bold")
        labels = _labels(rows[count])
        if not (labels and same_look and (reaches[count] or spans)):
            break
        count += 1
    return count


def _labels(row: Sequence[CellText]) -> bool:
    filled = [cell.text.strip() for cell in row if cell.text.strip()]
    numeric = sum(bool(_NUMBER.match(text)) and not _YEAR.match(text) for text in filled)
    return bool(filled) and numeric <= len(filled) // 4 and all(len(text) <= 120 for text in filled)


def _could_be_head(row: Sequence[CellText]) -> bool:
    return sum(bool(cell.text.strip()) for cell in row) >= 2 and _labels(row)


def _all(row: Sequence[CellText], quality: str) -> bool:
    filled = [cell for cell in row if cell.text.strip()]
    return bool(filled) and all(getattr(cell, quality) for cell in filled)


def _label_column(rows: Sequence[Sequence[CellText]]) -> bool:
    """A form of two columns has bold labels on the left in every row."""
    firsts = [row[0] for row in rows if row and row[0].text.strip()]
    return len(firsts) > 1 and all(cell.bold for cell in firsts) and not _all(rows[0], "bold")


def _differs(first: Sequence[CellText], rest: Sequence[Sequence[CellText]]) -> bool:
    """Labels over data: all of them filled and short, while below stand numbers or longer texts."""
    if any(not cell.text.strip() for cell in first) or any(len(cell.text) > 60 for cell in first):
        return False
    below = [cell.text.strip() for row in rest[:8] for cell in row if cell.text.strip()]
    longest = max((len(cell.text) for cell in first), default=0)
    return any(_NUMBER.match(text) or len(text) > 1.5 * longest for text in below)
