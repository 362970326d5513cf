"""Findings of feedback reports: a walk over the blocks that knows where it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from plandocs.ingest.facts import codes
from plandocs.ingest.facts.across import across_findings, items_across
from plandocs.ingest.facts.candidate import (
    Candidate,
    candidate_of,
    further,
    is_lead_in,
    opposed,
    pieces,
    substantial,
)
from plandocs.ingest.facts.columns import GUESSED, TEXT_ROLES, Context, column_roles
from plandocs.ingest.facts.entries import is_entry, names_its_item
from plandocs.ingest.facts.finding_tables import (
    first_label,
    form_findings,
    is_form,
    kind_of_label,
    labelled_cells,
    raw_rows,
    row_findings,
    title_of,
)
from plandocs.ingest.facts.heads import with_told_heads
from plandocs.ingest.facts.label import Label
from plandocs.ingest.facts.labels import is_contents_line
from plandocs.ingest.facts.lines import Line, cell_lines, line_of
from plandocs.ingest.facts.named import with_named_item, without_title
from plandocs.ingest.facts.outline import Position
from plandocs.ingest.facts.records import read_records
from plandocs.ingest.facts.rereading import MANY_ITEMS, set_aside, unread
from plandocs.ingest.facts.survey import Survey, survey
from plandocs.ingest.facts.tables import Table, grid_row, read_tables, table_runs
from plandocs.ingest.facts.tails import unwrapped, with_tails
from plandocs.ingest.facts.vocabulary import FINDING_COLUMNS
from plandocs.model.text import Block
from plandocs.thai.digits import to_arabic

#: How many blocks behind a numbered title may stand before the label that shows it to be an item.
_AHEAD = 4
#: A report that says จุดแข็ง or โอกาสในการปรับปรุง more often than this says it item by item; else it has one part
#: for each.
MANY_KINDS = 4
#: So many columns with a role, kind and finding among them, are a register.
MANY_ROLES = 3


@dataclass(slots=True)
class _Walk:
    """
    The state of reading one report.

    `spent` tells that the last label had its text behind it in its own line, `anything` that texts below items count
    even where nothing says their kind.
    """

    blocks: Sequence[Block]
    edition: str
    seen: Survey
    position: Position
    group: list[Line] = field(default_factory=list)
    out: list[Candidate] = field(default_factory=list)
    spent: bool = False
    anything: bool = False

    @property
    def context(self) -> Context:
        """What the headings above say."""
        here = self.position
        seen = self.seen
        # Advice stands for weaknesses where the assessors name or explain what is good, and nothing else is bad.
        advised = seen.says_ofi or not (seen.says_strength or seen.explains)
        return Context(self.edition, here.kind, here.item, here.category, seen.says_strength, advised, seen.legend)


def find_candidates(blocks: Sequence[Block], edition: str) -> list[Candidate]:
    """Return everything in a feedback report that stands where findings stand, in reading order."""
    blocks = with_told_heads(blocks)
    seen = survey(blocks, edition)

    def reading(seen: Survey, anything: bool) -> list[Candidate]:
        return _walked(blocks, edition, seen, anything=anything)

    found = reading(seen, False)
    found += set_aside(seen, found, reading)
    found += unread(blocks, seen, found, reading)
    found.sort(key=lambda one: (one.block, one.start))
    return [with_named_item(one, blocks, edition) for one in found]


def _walked(blocks: Sequence[Block], edition: str, seen: Survey, *, anything: bool = False) -> list[Candidate]:
    records, taken = read_records(seen.lines, edition)
    walk = _Walk(blocks, edition, seen, Position(dict(seen.later), nested=seen.kinds > MANY_KINDS), anything=anything)
    runs = dict(table_runs(blocks))
    index = 0
    while index < len(blocks):
        if index in runs:
            _flush(walk)
            _read_table(walk, index, runs[index])
            index = runs[index]
            continue
        for position in seen.at.get(index, ()):
            if position in taken or position in seen.areas:
                continue
            _read_line(walk, seen.lines[position], _settled(walk, position))
        index += 1
    _flush(walk)
    walk.out = sorted([*walk.out, *records], key=lambda one: one.block) if records else walk.out
    return walk.out if seen.says_kind or _is_report(walk.out) else []


def _is_report(found: Sequence[Candidate]) -> bool:
    """Return whether findings without any label of their kind stand under enough different items to be a report's."""
    return any(one.kind is not None for one in found) or len({one.item for one in found if one.item}) >= MANY_ITEMS


def _settled(walk: _Walk, index: int) -> Label | None:
    """Return the label of a line, a numbered title ("4.1 …") settled as an item or as any heading."""
    label = walk.seen.labels[index]
    line = walk.seen.lines[index]
    if label is not None and label.role in {"item", "heading"} and label.item and _is_sibling(walk, index):
        return None
    if label is not None and label.role == "topic":
        return Label("item", category=label.category, item=label.item) if _kind_follows(walk, index) else None
    if label is None or label.role != "heading" or not label.item:
        return label
    if label.category == walk.position.category or _kind_follows(walk, index):
        return Label("item", category=label.category, item=label.item)
    return Label("heading") if line.is_heading else None


def _is_sibling(walk: _Walk, index: int) -> bool:
    """Return whether what looks like an item's title is one of several findings that each begin with their item."""
    line = walk.seen.lines[index]
    here = walk.position
    if here.kind is None or here.item or not names_its_item(line):
        return False
    before = walk.group[-1] if walk.group else None
    after = walk.seen.lines[index + 1] if index + 1 < len(walk.seen.lines) else None
    label = walk.seen.labels[index + 1] if after is not None else None
    unlabelled = label is None or label.role in {"item", "heading"}
    return names_its_item(before) or (unlabelled and names_its_item(after))


def _kind_follows(walk: _Walk, index: int) -> bool:
    """Return whether a label of findings comes soon behind a title, before any other heading."""
    for line, label in islice(zip(walk.seen.lines, walk.seen.labels, strict=True), index + 1, index + 1 + _AHEAD):
        if line.legend.mark_at(line.text.lstrip()) or line.legend.kind_of(line.number):
            return True
        if label is not None and label.role in {"kind", "explanation", "level"}:
            return True
        if label is not None and label.role in {"category", "item", "stop", "heading"}:
            return False
    return False


def _read_line(walk: _Walk, line: Line, label: Label | None) -> None:
    if is_contents_line(line):
        return
    if label is not None and label.role == "heading" and (codes.emphasis_at(line.text) or len(line.text) > 160):
        label = None
    if label is None:
        if not line.lead:  # a few words that lead to labels say nothing themselves
            walk.group.append(line)
        return
    if label.role in {"advice", "evidence", "explanation", "level", "score", "impact", "own"}:
        _side_label(walk, line, label)
        return
    if label.rest >= 0:
        _inline(walk, line, label)
        return
    _flush(walk)
    walk.spent = False
    walk.position.open(label, line.heading_level)


def _side_label(walk: _Walk, line: Line, label: Label) -> None:
    """Read a label such as ข้อเสนอแนะ: it belongs to the finding before, unless it is all there is."""
    kind = kind_of_label(label.role, walk.context)
    _flush(walk)
    if kind is not None:
        as_kind = Label("kind", kind=kind)
        if label.rest >= 0:
            _inline(walk, line, replace(as_kind, rest=label.rest))
        else:
            walk.position.open(as_kind, line.heading_level)
        return
    if label.rest < 0:
        walk.position.open(label, 0)
        return
    if walk.out and label.role in {"advice", "evidence"} and line.block - walk.out[-1].block <= 3:
        text = line.original[label.rest :].strip()
        last = walk.out[-1]
        if label.role == "advice":
            walk.out[-1] = replace(last, advice=last.advice or text)
        else:
            walk.out[-1] = replace(last, evidence=last.evidence or text)


def _inline(walk: _Walk, line: Line, label: Label) -> None:
    """A label with its text behind a colon: the text is one finding, or a list of them."""
    _flush(walk)
    walk.position.open(Label("kind", kind=label.kind, category=label.category, item=label.item), 0)
    here = walk.position
    if here.stopped:
        return
    walk.spent = True
    first, last = line.span(label.rest, len(line.text))
    rest = replace(line_of(walk.blocks[line.block], line.block, first, last), legend=line.legend)
    parts = pieces(rest)
    if label.loose:
        parts = further(rest) if len(parts) == 1 else parts
    for start, end in parts:
        found = candidate_of(rest, start, end)
        # Running words that name no item speak of the report as a whole.
        if found is not None and (not label.loose or found.item or here.item or here.category):
            _keep(walk, found)


def _flush(walk: _Walk) -> None:
    """Turn the lines since the last label into candidates."""
    group, walk.group = walk.group, []
    here = walk.position
    if not group or here.stopped or here.side:
        return
    tails = unwrapped(walk.blocks, walk.seen, group)
    before = len(walk.out)
    _read_group(walk, [line for line in group if line.block not in tails.values()], tails)
    last_of = {walk.out[index].block: index for index in range(before, len(walk.out))}
    for index in last_of.values():
        walk.out[index] = with_tails(walk.seen, walk.out[index], tails)


def _read_group(walk: _Walk, group: Sequence[Line], tails: dict[int, int]) -> None:
    """Turn lines under one label into candidates."""
    here = walk.position
    numbered = [is_entry(line) for line in group]
    if walk.spent and not any(numbered):
        _marked_only(walk, group, tails)
        return
    named = [line for line in group if names_its_item(line, in_words=True)]
    if here.kind is None and not walk.seen.says_kind and named and not here.item:
        _narrative(walk, named)
        return
    bare = not any(numbered) and not here.item
    said = walk.seen.says_kind and not walk.anything
    if here.kind is None and (said or not (here.item or here.category) or bare):
        _marked_only(walk, group, tails)
        return
    if any(numbered):
        _numbered_group(walk, group, numbered)
        return
    for line in group:
        if not is_lead_in(line.text):
            for start, end in pieces(line):
                _keep(walk, candidate_of(line, start, end))


def _narrative(walk: _Walk, group: Sequence[Line]) -> None:
    """Read paragraphs that each begin with their item and say no kind: cut at "however", the words tell the kinds."""
    for line in group:
        whole = candidate_of(line)
        for start, end in opposed(line) if whole is not None else ():
            found = candidate_of(line, start, end)
            if whole is not None and found is not None:
                found = replace(found, item=whole.item, reference=whole.reference, named=whole.named)
                _keep(walk, without_title(found, walk.blocks))


def _marked_only(walk: _Walk, group: Sequence[Line], tails: dict[int, int]) -> None:
    """Outside the labels only paragraphs that carry kind and reference themselves are findings."""
    for line in group:
        found = candidate_of(line)
        if found is None or found.kind is None:
            continue
        if walk.position.item or with_tails(walk.seen, found, tails).item:
            _keep(walk, found)


def _numbered_group(walk: _Walk, group: Sequence[Line], numbered: Sequence[bool]) -> None:
    """Read a list: entries are findings, what stands between them is talk."""
    style = ""
    for line, is_numbered in zip(group, numbered, strict=True):
        if not is_numbered:
            continue
        marker = codes.marker_at(line.text.lstrip())
        shape = marker.style if marker is not None else ""
        style = style or shape
        if shape != style and len(line.text) < 70 and not substantial(line.text[30:]):
            return
        for start, end in pieces(line):
            _keep(walk, candidate_of(line, start, end))


def _keep(walk: _Walk, found: Candidate | None) -> None:
    """Complete a candidate from the headings above it and keep it."""
    if found is None:
        return
    here = walk.position
    item = found.item or here.item
    exact = any(letter in found.reference for letter in "กขคงจฉ")
    own = found.kind is not None and not found.signed  # a mark of its kind beside the number shows what both are
    if here.item and found.item and found.item != here.item and not (exact or found.named or own):
        # A bare "1.2" under another item's heading is a list number, one with a letter or in brackets a reference.
        words = to_arabic(walk.blocks[found.block].text)
        if codes.trailing_reference(words[found.start :]) is None:
            item = here.item
    marked = found.emphasis or found.signed
    kind = here.kind if here.kind is not None and marked else found.kind or here.kind
    sure = GUESSED if walk.seen.guessed and found.kind is None else found.confidence
    walk.out.append(replace(found, item=item, category=item[:1] or here.category, kind=kind, confidence=sure))


def _read_table(walk: _Walk, start: int, end: int) -> None:
    if walk.position.stopped and not walk.position.introduced:
        return
    context = walk.context
    rows = raw_rows(walk.blocks, start, end)
    tables = read_tables(walk.blocks, start, end, FINDING_COLUMNS)
    roles = [column_roles(table, context) for table in tables]
    texts = {role for found in roles for role in found.values()} & set(TEXT_ROLES)
    typed = any({"kind", "finding"} <= set(found.values()) and len(found) > MANY_ROLES - 1 for found in roles)
    pairs = zip(tables, roles, strict=True)
    across = [{} if _item_columns(table, found) else items_across(table, context) for table, found in pairs]
    told = {"strength", "ofi"} <= texts or typed or any(across)
    if walk.position.stopped and not told:
        return
    if is_form(rows, context.legend) and not told:
        walk.out += form_findings(walk.blocks, rows, context)
        return
    for table, found, items in zip(tables, roles, across, strict=True):
        if items:
            walk.out += across_findings(walk.blocks, table, items, context)
        elif found:
            walk.out += row_findings(walk.blocks, table, found, context)
        elif table.width == 1:
            _read_box(walk, start, end)
        elif any(first_label(walk.blocks, cell, context) for row in table.rows for cell in row.filled):
            walk.out += labelled_cells(walk.blocks, table.rows, context)


def _item_columns(table: Table, roles: Mapping[int, str]) -> bool:
    """Return whether a column holds items: its name says so, and is none of several items' names itself."""
    return any(role == "item" and not codes.item_codes(table.names.get(column, "")) for column, role in roles.items())


def _read_box(walk: _Walk, start: int, end: int) -> None:
    """A table of one column is a frame around text: its paragraphs are read like any others."""
    from plandocs.ingest.facts.labels import label_of

    for index in range(start, end):
        block = walk.blocks[index]
        for cell in grid_row(block, index).filled:
            named = title_of(cell, walk.context)
            if named is not None:
                _flush(walk)
                walk.position.open(named, 0)
                continue
            for plain in cell_lines(block, index, cell.start, cell.end):
                line = replace(plain, legend=walk.seen.legend)
                _read_line(walk, line, label_of(line, walk.edition))
    _flush(walk)
