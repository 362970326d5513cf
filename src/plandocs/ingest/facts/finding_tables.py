"""Findings in tables: columns of strengths and weaknesses, a type column, or forms with one label a row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from plandocs.ingest.facts import codes
from plandocs.ingest.facts.candidate import Candidate, candidates_in, substantial
from plandocs.ingest.facts.columns import GUESSED, TEXT_ROLES, TICKS, Context, kind_said, ticked
from plandocs.ingest.facts.label import Label
from plandocs.ingest.facts.label_words import kind_of_name, kind_of_word
from plandocs.ingest.facts.labels import label_of
from plandocs.ingest.facts.lines import Line, clean, line_of, squeeze
from plandocs.ingest.facts.marks import Legend
from plandocs.ingest.facts.names import category_of_name, closest_item, code_of_name, code_of_part
from plandocs.ingest.facts.naming import part_name_of
from plandocs.ingest.facts.tables import GridCell, GridRow, Table, fill_down, grid_row, is_title, lines_of
from plandocs.ingest.facts.vocabulary import FINDING_COLUMNS, FINDING_LABELS, role_of
from plandocs.model.finding import FindingKind
from plandocs.model.text import Block

#: A cell that names an item or a kind is no longer than this.
LONGEST_NAME = 120
#: A number before the name of a kind.
_NUMBERED = re.compile(r"^\s*\(?(?:\d{1,2}|[ก-ฮ])[.)]\s*")
_CARRIED = ("item", "category", "kind", "level")


#: Roles that a name may have in a form as it has over a column.
_ALSO_IN_FORMS = {"strength", "ofi", "advice", "evidence", "own", "impact"}
_LONGEST_LABEL = 80


def label_role(text: str, legend: Legend) -> str:
    """Return the role of a form's label: as the report explains it or its texts show it, else by its words."""
    words = squeeze(text)
    kind = legend.kind_of(words)
    if kind is not None:
        return kind.value
    if words in legend.asides:
        return "advice"
    if codes.leading_reference(clean(text)) is not None:
        return ""  # an item's name may hold any words
    known = role_of(text, FINDING_LABELS)
    said = None if known else kind_of_name(text)
    if said is not None:
        return said.value
    over_columns = "" if known else role_of(text, FINDING_COLUMNS)
    return known or (over_columns if over_columns in _ALSO_IN_FORMS else "")


def is_form(rows: Sequence[GridRow], legend: Legend) -> bool:
    """Return whether rows are a form: most begin with a label such as คำอธิบายผลการประเมิน or ข้อเสนอแนะ."""
    firsts = [row.filled[0].text for row in rows if row.filled and len(row.filled[0].text) < _LONGEST_LABEL]
    labels = [label_role(text, legend) for text in firsts]
    telling = {"strength", "ofi", "explanation", "advice"} & set(labels)
    found = sum(bool(label) for label in labels)
    kinds = any(_said_in(cell, legend)[0] == "kind" for row in rows for cell in row.filled)
    typed = "finding" in labels and ("kind" in labels or kinds)
    return bool(telling or typed) and found >= 2 and found >= 0.5 * len(rows)


def _said_in(cell: GridCell, legend: Legend) -> tuple[str, str]:
    """Return label and value of a cell that holds both: "ประเภท: จุดแข็ง" is ("kind", "จุดแข็ง"); else two blanks."""
    label, colon, value = cell.clean.partition(":")
    role = label_role(label, legend) if colon and value.strip() and len(cell.text) <= LONGEST_NAME else ""
    return (role, value.strip()) if role in {"kind", "item", "level"} else ("", "")


def row_findings(
    blocks: Sequence[Block], table: Table, roles: Mapping[int, str], context: Context
) -> Iterator[Candidate]:
    """Yield the findings of a table with named columns; rows over the whole width set item and kind for those below."""
    carried = [column for column, role in roles.items() if role in _CARRIED]
    rows = [row for row in fill_down(table.rows, carried) if not row.is_total]
    other = _of_no_kind(rows, roles, context.legend)
    for row in rows:
        if row.block in other:
            continue
        here = _row_context(row, roles, context)
        if table.width > 1 and is_title(row):
            changed = _title_row(row.filled[0], context)
            if changed is not None:
                context = changed
                continue
        yield from _cells_of_row(blocks, row, roles, here)


def _of_no_kind(rows: Sequence[GridRow], roles: Mapping[int, str], legend: Legend) -> set[int]:
    """Return the blocks of rows that are of neither kind ("R" for advice) in a column that says the kind of others."""
    said = {
        row.block: kind_said(row.cells[column], legend)
        for row in rows
        for column, role in roles.items()
        if role == "kind" and column in row.cells and not row.cells[column].blank and len(row.filled) > 1
    }
    return {block for block, kind in said.items() if kind is None} if any(said.values()) else set()


def _title_row(cell: GridCell, context: Context) -> Context | None:
    """Return the context that a row of one cell announces ("หัวข้อ 4.1 …", "จุดแข็ง"), or None when it is content."""
    text = cell.clean
    if len(text) > 160:
        return None
    kind = kind_of_word(_NUMBERED.sub("", text))[0] or context.legend.kind_of(part_name_of(text))
    if kind is not None and len(text) <= 60:
        return replace(context, kind=kind)
    found = codes.leading_reference(text)
    if found is not None and (len(text) <= 120 or not substantial(text[found[1] :])):
        return with_item(context, found[0].item)
    match = re.match(r"\s*หมวด(?:ที่)?\s*([1-7])", text)
    inside = {one.item for one in codes.item_codes(text)} if len(text) <= LONGEST_NAME else set()
    if len(inside) == 1 and (match is None or match[1] == min(inside)[0]):
        return with_item(context, min(inside))
    category = match[1] if match else category_of_name(text)
    if category:
        return replace(context, item="", category=category)
    code = code_of_name(text, context.edition, context.category)
    return with_item(context, code) if code else None


def title_of(cell: GridCell, context: Context) -> Label | None:
    """Return the label that a cell of one paragraph is as a title: of an item, a category or a kind."""
    blank = Context(context.edition, legend=context.legend)
    said = _title_row(cell, blank) if "\n" not in cell.text.strip() else None
    if said is None:
        return None
    role = "kind" if said.kind is not None else "item" if said.item else "category"
    return Label(role, kind=said.kind, category=said.category, item=said.item)


def _row_context(row: GridRow, roles: Mapping[int, str], context: Context) -> Context:
    item, category, kind = context.item, context.category, context.kind
    for column, role in roles.items():
        cell = row.cells.get(column)
        if cell is not None and role == "kind":
            kind = kind_said(cell, context.legend) or kind
        if role in TICKS and ticked(cell):
            kind = TICKS[role]
        if cell is None or cell.blank:
            continue
        text = cell.clean
        if role == "category":
            found = re.search(r"(?<![\d.])([1-7])(?![\d.])", text)
            category = found[1] if found else category_of_name(text) or category
            item = "" if item[:1] != category else item
    cells = [row.cells[column] for column, role in roles.items() if role == "item" and column in row.cells]
    # A code beside a name knows better.
    for cell in sorted((cell for cell in cells if not cell.blank), key=lambda one: not codes.item_codes(one.clean)):
        named = item_in(cell.clean, context.edition, category)
        if named:
            item, category = named, named[0]
            break
    if not item:
        item = _code_anywhere(row, roles)
    return replace(context, item=item, category=category or item[:1], kind=kind)


def item_in(text: str, edition: str, category: str = "") -> str:
    """Return the item that a cell names by code or by name, or an empty string."""
    found = codes.item_codes(text)
    if found:
        return found[0].item
    return (
        code_of_name(text, edition, category)
        or code_of_part(text, edition, category)
        or closest_item(text, edition, category)
    )


def _code_anywhere(row: GridRow, roles: Mapping[int, str]) -> str:
    """Return the item code that stands alone in a column without a role (or under ลำดับ)."""
    for column, cell in sorted(row.cells.items()):
        if roles.get(column, "seq") == "seq":
            match = codes.CODE.fullmatch(cell.clean.removeprefix("หัวข้อ").strip())
            if match:
                return codes.reference_of(match).item
    return ""


def _printed(row: GridRow, roles: Mapping[int, str]) -> str:
    """Return the reference as the row's item column prints it, where it says more than the code."""
    for column, role in roles.items():
        cell = row.cells.get(column)
        if role == "item" and cell is not None:
            found = codes.item_codes(cell.clean)
            if found:
                return found[0].printed
    return ""


def _cells_of_row(
    blocks: Sequence[Block], row: GridRow, roles: Mapping[int, str], context: Context
) -> Iterator[Candidate]:
    beside = {
        role: " ".join(row.cells[column].text.split())
        for column, role in roles.items()
        if role in {"advice", "evidence", "level", "kind"} and column in row.cells and not row.cells[column].blank
    }
    emphasis = kind_of_word(beside.get("kind", ""))[1]
    printed = _printed(row, roles)
    for column, role in sorted(roles.items()):
        cell = row.cells.get(column)
        if role not in TEXT_ROLES or cell is None or cell.blank:
            continue
        for found in _in_cell(blocks, cell, context):
            yield replace(
                found,
                kind=TEXT_ROLES[role] or (context.kind if "kind" in beside else found.kind or context.kind),
                item=found.item or context.item,
                category=found.item[:1] or context.category,
                reference=found.reference or printed,
                emphasis=found.emphasis or emphasis,
                advice=beside.get("advice", "") if TEXT_ROLES[role] is not FindingKind.STRENGTH else "",
                confidence=GUESSED if role.endswith("?") else found.confidence,
                evidence=beside.get("evidence", ""),
                level=beside.get("level", ""),
            )


def form_findings(blocks: Sequence[Block], rows: Sequence[GridRow], context: Context) -> Iterator[Candidate]:
    """
    Yield the findings of a form, label | value.

    Where the report says neither จุดแข็ง nor โอกาสในการปรับปรุง, its คำอธิบายผลการประเมิน holds strengths and the
    assessors' ข้อเสนอแนะ weaknesses, as in forms of PMQA 4.0 by level.
    """
    form = _Form(context, context.legend)
    form.typed = any(form.role(row.filled[0]) == "kind" for row in rows)
    if form.typed:  # then neither explanations nor advice stand for a kind
        form.context = replace(context, says_strength=True, says_ofi=True)
    for row in rows:
        for cell in row.filled:
            if form.reads(row, cell):
                sure = GUESSED if form.guessed else 1.0
                for found in inner_findings(blocks, cell, form.label, form.context, form.level):
                    yield replace(found, confidence=min(sure, found.confidence))


@dataclass(slots=True)
class _Form:
    """Where the reader of a form stands: the label that governs what follows, and what was said of item and level."""

    context: Context
    legend: Legend
    typed: bool = False
    label: str = ""
    level: str = ""
    guessed: bool = False

    def role(self, cell: GridCell) -> str:
        """Return the role of a cell as a label, or an empty string."""
        return label_role(cell.text, self.legend) if len(cell.text) < _LONGEST_LABEL else ""

    def reads(self, row: GridRow, cell: GridCell) -> bool:
        """Take note of a cell; return whether it is a value."""
        first = cell is row.filled[0]
        if self._told(cell):
            return False
        role = "" if self.typed and self.label == "kind" and not first else self.role(cell)
        if role and (first or len(row.filled) > 2):
            self.label, self.guessed = role, squeeze(cell.text) in self.legend.guesses
            self.context = _labelled_item(cell, role, self.context)
            return False
        if first and len(row.filled) > 1:
            self.label = "" if min(row.cells) == cell_column(row, cell) else self.label
        elif first:
            changed = _title_row(cell, self.context)
            if changed is not None:
                self.context, self.label = changed, ""
                return False
        self._value(cell.clean)
        return True

    def _told(self, cell: GridCell) -> bool:
        """Take note of a cell that says label and value at once, or names an item by its code alone ("หัวข้อ 1.3")."""
        label, value = _said_in(cell, self.legend)
        named = codes.leading_reference(cell.clean)
        if not label and named is not None and named[0].named and not cell.clean[named[1] :].strip():
            label, value = "item", cell.clean
        if label:
            self._value(value, label)
        return bool(label)

    def _value(self, text: str, label: str = "") -> None:
        label = label or self.label
        if label == "item":
            self.context = with_item(self.context, item_in(text, self.context.edition, self.context.category))
        elif label == "level":
            self.level = text
        elif label == "kind":
            self.context = replace(self.context, kind=kind_of_word(text)[0] or self.context.kind)


#: Labels that part the paragraphs of a cell.
_IN_CELLS = {"kind", "advice", "evidence"}


def _in_cell(blocks: Sequence[Block], cell: GridCell, context: Context) -> Iterator[Candidate]:
    """Yield the candidates of a cell, under the labels that stand between its paragraphs; advice is none."""
    run: list[Line] = []
    kind: FindingKind | None = None
    said = True
    for plain in [*lines_of(blocks, cell), None]:
        line = replace(plain, legend=context.legend) if plain is not None else None
        label = label_of(line, context.edition) if line is not None else None
        if line is not None and (label is None or label.role not in _IN_CELLS):
            run.append(line)
            continue
        if said:
            yield from (replace(one, kind=one.kind or kind) for one in candidates_in(run, context.legend))
        run = []
        if label is None or line is None:
            continue
        kind, said = label.kind, label.role == "kind"
        if label.rest >= 0 and said:
            yield from _behind_label(blocks, line, label, context.legend)
            kind = None


def _behind_label(blocks: Sequence[Block], line: Line, label: Label, legend: Legend) -> Iterator[Candidate]:
    """Yield the candidates behind a label in its own paragraph of a cell: "ชม: …"."""
    first, last = line.span(label.rest, len(line.text))
    for found in candidates_in([line_of(blocks[line.block], line.block, first, last)], legend):
        yield replace(found, kind=found.kind or label.kind)


def cell_column(row: GridRow, cell: GridCell) -> int:
    """Return the grid column of a cell of `row`."""
    return next(column for column, other in row.cells.items() if other is cell)


def with_item(context: Context, item: str) -> Context:
    """Return the context of an item, or the same where none is named."""
    return replace(context, item=item, category=item[0]) if item else context


def _labelled_item(cell: GridCell, role: str, context: Context) -> Context:
    if role not in {"item", "category"}:
        return context
    return with_item(context, item_in(cell.clean, context.edition, context.category))


def inner_findings(
    blocks: Sequence[Block], cell: GridCell, label: str, context: Context, level: str
) -> Iterator[Candidate]:
    """Yield the findings of a cell under a form's label."""
    kind = context.kind if label == "finding" else kind_of_label(label, context)
    if kind is None:
        return
    for found in _in_cell(blocks, cell, context):
        yield replace(
            found,
            kind=found.kind or kind,
            item=found.item or context.item,
            category=found.item[:1] or context.category,
            level=level,
        )


def kind_of_label(label: str, context: Context) -> FindingKind | None:
    """Return the kind of finding under a form's label, or None where none stands."""
    if label == "strength" or (label == "explanation" and not context.says_strength):
        return FindingKind.STRENGTH
    if label == "ofi" or (label == "advice" and not context.says_ofi):
        return FindingKind.OFI
    return None


def labelled_cells(blocks: Sequence[Block], rows: Sequence[GridRow], context: Context) -> Iterator[Candidate]:
    """Yield the findings of cells that say their kind in their first paragraph; rows of one cell may name the item."""
    for row in rows:
        changed = _title_row(row.filled[0], context) if len(row.filled) == 1 else None
        if changed is not None:
            context = changed
            continue
        for cell in row.filled:
            if first_label(blocks, cell, context) is None:
                continue
            for found in _in_cell(blocks, cell, context):
                item = found.item or context.item
                yield replace(found, item=item, category=item[:1] or context.category)


def first_label(blocks: Sequence[Block], cell: GridCell, context: Context) -> Label | None:
    """Return the label of a kind that stands in the first of several paragraphs of a cell, or None."""
    lines = lines_of(blocks, cell)
    label = label_of(replace(lines[0], legend=context.legend), context.edition) if len(lines) > 1 else None
    return label if label is not None and label.role == "kind" and label.rest < 0 else None


def raw_rows(blocks: Sequence[Block], start: int, end: int) -> list[GridRow]:
    """Return all rows of a run, those of the head included."""
    return [row for row in (grid_row(blocks[index], index) for index in range(start, end)) if row.filled]
