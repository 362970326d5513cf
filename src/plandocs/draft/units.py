"""Units of a text for comparison: a paragraph, or all paragraphs of a table row together; and the lines in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from plandocs.draft.match import DOUBTFUL, align, key, likeness


@dataclass(frozen=True, slots=True)
class Unit:
    """`lines` are the numbers of its paragraphs; the text of a row joins them with tabs."""

    lines: tuple[int, ...]
    text: str
    is_row: bool


def units_of(rows: Sequence[tuple[int, int, int] | None], texts: Sequence[str]) -> list[Unit]:
    """Return the units in order; `rows` are the (table, row, cell) of each paragraph, None outside tables."""
    out: list[Unit] = []
    group: list[int] = []
    current: tuple[int, int] | None = None
    for number, place in enumerate(rows):
        row = place[:2] if place is not None else None
        if group and (row is None or row != current):
            out.append(_row(group, texts))
            group = []
        current = row
        if row is None:
            out.append(Unit((number,), texts[number], False))
        else:
            group.append(number)
    if group:
        out.append(_row(group, texts))
    return out


def _row(group: Sequence[int], texts: Sequence[str]) -> Unit:
    return Unit(tuple(group), "\t".join(texts[number] for number in group), True)


class InRow(Protocol):
    """A line: its text as it is compared, and the (table, row, cell) it stands in."""

    @property
    def row(self) -> tuple[int, int, int] | None:
        """The (table, row, cell), None outside tables."""
        ...

    @property
    def shown(self) -> str:
        """The text as lines are compared."""
        ...


def pair_lines(before: Sequence[InRow], lines: Sequence[InRow], old: Unit, new: Unit) -> list[tuple[int, int]]:
    """
    Return the pairs of lines of two units: cell by cell in a row, by likeness where a column came or went.

    As many lines in a cell as before are paired in order, others by likeness.
    """
    if not old.is_row or not new.is_row:
        return [(old.lines[0], new.lines[0])]
    left, right = _cells(before, old), _cells(lines, new)
    out: list[tuple[int, int]] = []
    same = same_cells(before, lines, old, new)
    partner = {} if same else cells_alike(_texts(before, left), _texts(lines, right))
    for cell, own in left.items():
        there = right.get(cell if same else partner.get(cell, -1), [])
        if len(own) == len(there) or not there:
            out += zip(own, there, strict=False)
            continue
        pairs = align([before[n].shown for n in own], [lines[n].shown for n in there])
        found = [(own[pair.old], there[pair.new]) for pair in pairs if not pair.moved]
        out += found or [(own[0], there[0])]
    return out


def same_cells(before: Sequence[InRow], lines: Sequence[InRow], old: Unit, new: Unit) -> bool:
    """Return whether two rows have as many cells."""
    one, two = before[old.lines[-1]].row, lines[new.lines[-1]].row
    return one is not None and two is not None and one[2] == two[2]


def cells_alike(old: Mapping[int, str], new: Mapping[int, str]) -> dict[int, int]:
    """
    Return which cell of a row is which of another that has more or fewer: in order, equal ones first of all.

    >>> cells_alike({0: "ก", 1: "แห่ง", 2: "5", 3: "6"}, {0: "ก", 1: "5", 2: "6"})
    {0: 0, 2: 1, 3: 2}
    """
    left, right = list(old), list(new)
    best = [[0.0] * (len(right) + 1) for _ in range(len(left) + 1)]
    worth = [[_worth(old[a], new[b]) for b in right] for a in left]
    for i in range(1, len(left) + 1):
        for j in range(1, len(right) + 1):
            best[i][j] = max(best[i - 1][j], best[i][j - 1], best[i - 1][j - 1] + worth[i - 1][j - 1])
    out = {}
    i, j = len(left), len(right)
    while i and j:
        if best[i][j] == best[i - 1][j - 1] + worth[i - 1][j - 1]:
            i, j = i - 1, j - 1
            out[left[i]] = right[j]
        elif best[i][j] == best[i - 1][j]:
            i -= 1
        else:
            j -= 1
    return dict(sorted(out.items()))


def _worth(one: str, two: str) -> float:
    if key(one) == key(two):
        return 100.0 if key(one) else 10.0
    return max(1.0, likeness(one, two) - DOUBTFUL)


def _cells(lines: Sequence[InRow], unit: Unit) -> dict[int, list[int]]:
    out: dict[int, list[int]] = {}
    for number in unit.lines:
        place = lines[number].row
        out.setdefault(place[2] if place else 0, []).append(number)
    return out


def _texts(lines: Sequence[InRow], cells: Mapping[int, Sequence[int]]) -> dict[int, str]:
    return {cell: "\n".join(lines[number].shown for number in own) for cell, own in cells.items()}
