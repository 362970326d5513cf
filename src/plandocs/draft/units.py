"""Units of a text for comparison: a paragraph, or all paragraphs of a table row together; and the lines in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from plandocs.draft.match import align


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
    Return the pairs of lines of two units: cell by cell in a row.

    As many lines in a cell as before are paired in order, others by likeness.
    """
    if not old.is_row or not new.is_row:
        return [(old.lines[0], new.lines[0])]
    left, right = _cells(before, old), _cells(lines, new)
    out: list[tuple[int, int]] = []
    for cell, own in left.items():
        there = right.get(cell, [])
        if len(own) == len(there) or not there:
            out += zip(own, there, strict=False)
            continue
        pairs = align([before[n].shown for n in own], [lines[n].shown for n in there])
        found = [(own[pair.old], there[pair.new]) for pair in pairs if not pair.moved]
        out += found or [(own[0], there[0])]
    return out


def _cells(lines: Sequence[InRow], unit: Unit) -> dict[int, list[int]]:
    out: dict[int, list[int]] = {}
    for number in unit.lines:
        place = lines[number].row
        out.setdefault(place[2] if place else 0, []).append(number)
    return out
