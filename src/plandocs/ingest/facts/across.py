"""Tables with an item a column and a kind a row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from plandocs.ingest.facts.candidate import Candidate
from plandocs.ingest.facts.columns import FEW, Context, kind_said
from plandocs.ingest.facts.finding_tables import LONGEST_NAME, inner_findings, item_in, with_item
from plandocs.ingest.facts.lines import clean
from plandocs.ingest.facts.tables import GridRow, Table
from plandocs.ingest.facts.vocabulary import FINDING_LABELS, role_of
from plandocs.model.finding import FindingKind
from plandocs.model.text import Block


def items_across(table: Table, context: Context) -> dict[int, str]:
    """Return the items that head the columns of a table whose rows are kinds, nothing where it is no such table."""
    rows = table.rows
    names = table.names or ({column: cell.clean for column, cell in rows[0].cells.items()} if rows else {})
    named = {c: item_in(clean(name), context.edition) for c, name in names.items() if 0 < len(name) <= LONGEST_NAME}
    items = {column: item for column, item in named.items() if item}
    if not items or len(items) < len(named) - 1 or (len(named) < FEW or 0 in items):
        return {}
    if len(items) < FEW and role_of(names.get(0, ""), FINDING_LABELS) == "item":
        return {}  # a form that names its item first
    kinds = {_row_kind(row, context) for row in rows} - {None}
    return items if len(kinds) == len(FindingKind) or (kinds and len(items) >= FEW) else {}


def across_findings(
    blocks: Sequence[Block], table: Table, items: Mapping[int, str], context: Context
) -> Iterator[Candidate]:
    """Yield the findings of a table with an item a column and a kind a row."""
    for row in table.rows:
        kind = _row_kind(row, context)
        for column, item in items.items():
            cell = row.cells.get(column)
            if kind is not None and cell is not None and not cell.blank:
                here = with_item(replace(context, kind=kind), item)
                yield from inner_findings(blocks, cell, "finding", here, "")


def _row_kind(row: GridRow, context: Context) -> FindingKind | None:
    first = row.cells.get(0)
    return kind_said(first, context.legend) if first is not None and len(first.text) <= LONGEST_NAME else None
