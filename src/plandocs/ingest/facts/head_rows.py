"""Which rows of a table are its head: one to three rows of names, and what they call the columns together."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from plandocs.ingest.facts.label_words import has_boxes
from plandocs.ingest.facts.lines import squeeze
from plandocs.ingest.facts.vocabulary import Patterns, month_of, quarter_of, role_of, year_of

if TYPE_CHECKING:
    from plandocs.ingest.facts.tables import GridRow

#: A value rather than a name: more than a small number (a quarter, a level) or a year.
_FIGURES = re.compile(r"^(?!25\d\d$)[\d,]*\d(?:[\d,]|\.\d)\d*$")


def name_score_of(names: Mapping[int, str], patterns: Patterns) -> int:
    """Return how many different roles `names` carry; months, quarters and years count once."""
    roles = {role_of(name, patterns) for name in names.values()}
    plain = [squeeze(name) for name in names.values()]
    times = any(month_of(name) for name in plain) + any(quarter_of(name) or year_of(name) for name in plain)
    return len(roles - {""}) + times


def head_at(rows: Sequence[GridRow], position: int, patterns: Patterns) -> tuple[int, dict[int, str]]:
    """Return how many rows from `position` are a head (0 to 3) and the column names they make."""
    best: tuple[int, dict[int, str]] = (0, {})
    best_score = 2
    names: dict[int, str] = {}
    for count in (1, 2, 3):
        if position + count > len(rows):
            break
        row = rows[position + count - 1]
        if not row.cells or any(len(cell.text) > 80 or has_boxes(cell.text) for cell in row.cells.values()):
            break
        above = rows[position + count - 2]
        if count > 1 and (
            len(above.filled) < 2
            or not (
                _below_spans(above, row) or (count == 2 and (_goes_on(above, row) or _splits(above, row, patterns)))
            )
        ):
            break
        names = _joined(names, row, max(row.cells))
        score = name_score_of(names, patterns)
        if count == 1 and score == 2 == len(row.filled) and all(role_of(c.text, patterns) for c in row.filled):
            best = (1, dict(names))  # two columns, both named; rows of values are never named throughout
        if count == 1 and best[0] == 0 and _names_both_kinds(row, patterns):
            best = (1, dict(names))
        labels = sum(bool(role_of(cell.text, patterns)) for cell in row.filled)
        months = sum(month_of(squeeze(cell.text)) is not None for cell in row.filled)
        enough = labels + min(months, 12) >= 0.5 * len(row.filled) if count == 1 else True
        longer = (
            count > 1 and score == best_score and best[0] == count - 1 and _below_spans(rows[position + count - 2], row)
        )
        if (score > best_score or longer) and enough and len(row.filled) >= 2:
            best, best_score = (count, dict(names)), score
    return best


def _names_both_kinds(row: GridRow, patterns: Patterns) -> bool:
    """Return whether a row of short cells names strengths and weaknesses, as no row of values does."""
    roles = [role_of(cell.text, patterns) for cell in row.filled]
    short = all(len(cell.clean) <= 40 for cell in row.filled)
    return short and roles.count("strength") == roles.count("ofi") == 1


def _goes_on(first: GridRow, second: GridRow) -> bool:
    """Return whether `second` fills gaps of a head's `first` row: months or years below a spanning cell."""
    gaps = set(range(max(first.cells) + 1 if first.cells else 0)) - {
        c for c, cell in first.cells.items() if not cell.blank
    }
    filled = [squeeze(cell.text) for cell in second.filled]
    timed = sum(1 for text in filled if month_of(text) or quarter_of(text) or year_of(text))
    return bool(gaps or max(second.cells) > max(first.cells)) and timed >= max(2, 0.6 * len(filled))


def _below_spans(first: GridRow, second: GridRow) -> bool:
    """Return whether `second` names the columns below the wide cells of a head's `first` row, and hardly any other."""
    last = max([*first.cells, *second.cells], default=-1) + 1
    starts = sorted(first.cells)
    wide = [(a, b) for a, b in itertools.pairwise([*starts, last]) if b - a > 1 and not first.cells[a].blank]
    below = {column: cell.clean for column, cell in second.cells.items() if not cell.blank}
    inside = {column for column in below if any(a <= column < b for a, b in wide)}
    other = [text for column, text in below.items() if column not in inside]
    named = all(len(text) <= 40 and not _FIGURES.match(text) for text in below.values())
    each = [sum(a <= column < b for column in inside) for a, b in wide]
    return (
        bool(wide)
        and len(first.filled) > 1
        and named
        and min(each) >= 1
        and max(each) >= 2
        and len(inside) > len(other)
        and all(len(text) <= 24 for text in other)
    )


def _splits(first: GridRow, second: GridRow, patterns: Patterns) -> bool:
    """Return whether `second` names the parts of a wide cell of a head's `first` row: nothing but names of columns."""
    filled = second.filled
    gaps = (
        bool(set(second.cells) - set(first.cells))
        or len(first.filled) < len(first.cells)
        or len(first.cells) <= len(filled)
    )
    named = [role_of(cell.text, patterns) for cell in filled]
    short = len(filled) >= 2 and gaps and all(len(cell.text) <= 40 for cell in filled)
    both = {"strength", "ofi"} <= set(named)
    return short and len(set(named)) >= 2 - both and (all(named) or both)


def _joined(names: Mapping[int, str], row: GridRow, last: int) -> dict[int, str]:
    joined = dict(names)
    carried = ""
    for column in range(max([last, *names]) + 1 if names else last + 1):
        cell = row.cells.get(column)
        if names:
            above = names.get(column) or carried
            carried = names.get(column) or carried
            own = cell.clean if cell else ""
            joined[column] = f"{above} {own}".strip() if own else names.get(column, "")
        elif cell is not None:
            joined[column] = cell.clean
    return joined
