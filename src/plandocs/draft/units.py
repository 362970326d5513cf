"""Units of a text for comparison: a paragraph, or all paragraphs of a table row together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


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
