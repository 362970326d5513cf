"""Findings in tables: columns of strengths and weaknesses, a type column, or forms with one label a row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from plandocs.ingest.facts import codes
from plandocs.ingest.facts.candidate import Candidate, candidates_in, substantial
from plandocs.ingest.facts.labels import kind_of_word
from plandocs.ingest.facts.names import category_of_name, code_of_name, name_score
from plandocs.ingest.facts.tables import GridCell, GridRow, Table, fill_down, grid_row, lines_of
from plandocs.ingest.facts.vocabulary import FINDING_COLUMNS, FINDING_LABELS, role_of
from plandocs.model.finding import FindingKind
from plandocs.model.text import Block

#: With a question mark: told by the texts below an unknown name.
TEXT_ROLES = {
    "finding": None,
    "strength": FindingKind.STRENGTH,
    "ofi": FindingKind.OFI,
    "strength?": FindingKind.STRENGTH,
    "ofi?": FindingKind.OFI,
}
#: Texts of findings are on average this long, in letters; names of items and owners are shorter or named.
LONG_TEXT = 25
#: How sure a kind is that the texts below a label or a column tell, not its words.
GUESSED = 0.7
#: A column whose name says nothing has the role that nearly all of its cells show.
NEARLY_ALL, FEW = 0.8, 2
_SIGN = re.compile(r"[(\[]\s*([+–−-])\s*[)\]]")
_CARRIED = ("item", "category", "kind", "level")


@dataclass(frozen=True, slots=True)
class Context:
    """What the headings above a table say, and what the report calls things."""

    edition: str
    kind: FindingKind | None = None
    item: str = ""
    category: str = ""
    says_strength: bool = True
    says_ofi: bool = True


def column_roles(table: Table, context: Context) -> dict[int, str]:
    """Return the roles of a table's columns, or nothing when it holds no findings."""
    roles = _explained(by_values(table, _signed(table, table.roles(FINDING_COLUMNS)), context.edition), context)
    text = {role for role in roles.values() if role in TEXT_ROLES}
    if not text and "item" in roles.values() and "kind" not in roles.values() and context.kind is None:
        roles = _told_apart(table, roles)
        text = {role for role in roles.values() if role in TEXT_ROLES}
    if not text:
        guessed = _text_column(table, roles)
        known = {"item", "kind", "category"} & set(roles.values())
        if guessed is None or not (known and (context.kind or "kind" in roles.values() or "item" in roles.values())):
            return {}
        if "score" in roles.values() and "kind" not in roles.values() and context.kind is None:
            return {}
        roles[guessed] = "finding"
    if {"strength", "ofi"} & text and "finding" in text:
        # A column such as รายละเอียด beside both kinds is an item's name, not a third kind of finding.
        roles = {column: role for column, role in roles.items() if role != "finding" or "kind" in roles.values()}
    return roles


def by_values(table: Table, roles: dict[int, str], edition: str) -> dict[int, str]:
    """Return roles, with columns of kinds and of items told by their cells where no name tells them."""
    found = dict(roles)
    for role, fits in (("kind", _says_kind), ("item", partial(_says_item, edition=edition))):
        if role in found.values() or (role == "kind" and {"strength", "ofi"} & set(found.values())):
            continue
        for column in range(table.width):
            cells = [row.cells[column].clean for row in table.rows if column in row.cells]
            filled = [text for text in cells if re.search(r"[^\s…._]", text)]
            free = found.get(column, "") in {"", "seq", "theme", "category" if role == "item" else ""}
            if free and len(filled) >= FEW and sum(map(fits, filled)) >= NEARLY_ALL * len(filled):
                found[column] = role
                break
    return found


def _says_kind(text: str) -> bool:
    return len(text) <= 40 and kind_of_word(text)[0] is not None and not re.fullmatch(r"[-–—−+\s]*", text)


def _says_item(text: str, edition: str) -> bool:
    leading = codes.leading_reference(text)
    if leading is None:
        return len(text) <= 120 and bool(code_of_name(text, edition))
    return leading[1] >= len(text) or name_score(text[leading[1] :], leading[0].item) >= 0.6


def _signed(table: Table, roles: dict[int, str]) -> dict[int, str]:
    """Return roles with the columns whose names carry a plus and a minus as strengths and weaknesses."""
    signs = {column: _SIGN.search(name) for column, name in table.names.items()}
    found = {column: "strength" if sign[1] == "+" else "ofi" for column, sign in signs.items() if sign}
    return {**roles, **found} if {"strength", "ofi"} <= set(found.values()) else roles


def _explained(roles: dict[int, str], context: Context) -> dict[int, str]:
    """Return roles with the assessors' explanation and advice as both kinds where nothing else is named so."""
    texts = set(roles.values())
    if "explanation" not in texts or texts & set(TEXT_ROLES):
        return {column: "finding" if role == "explanation" else role for column, role in roles.items()}
    kinds = {
        "explanation": "finding" if context.says_strength else "strength",
        "advice": "advice" if context.says_ofi else "ofi",
    }
    return {column: kinds.get(role, role) for column, role in roles.items()}


def _told_apart(table: Table, roles: dict[int, str]) -> dict[int, str]:
    """Return roles with two columns of long texts under unknown names as strengths and weaknesses, if they differ."""
    from plandocs.ingest.facts.recurring import APART, good_share

    texts: dict[int, list[str]] = {}
    for row in table.rows:
        for column, cell in row.cells.items():
            if column not in roles and not cell.blank:
                texts.setdefault(column, []).append(cell.clean)
    long = [c for c, said in texts.items() if len(said) >= FEW and sum(map(len, said)) >= LONG_TEXT * len(said)]
    if len(long) < 2:
        return roles
    shares = {column: good_share(texts[column]) for column in long}
    best, worst = max(long, key=lambda column: shares[column]), min(long, key=lambda column: shares[column])
    if shares[best] - shares[worst] < APART:
        return roles
    return {**roles, best: "strength?", worst: "ofi?"}


def _text_column(table: Table, roles: Mapping[int, str]) -> int | None:
    """Return the column with the longest texts that has no role of its own."""
    lengths: dict[int, int] = {}
    for row in table.rows:
        for column, cell in row.cells.items():
            if column not in roles:
                lengths[column] = lengths.get(column, 0) + len(cell.text)
    best = max(lengths, key=lambda column: lengths[column], default=None)
    return best if best is not None and lengths[best] / len(table.rows) >= 40 else None


def is_form(rows: Sequence[GridRow]) -> bool:
    """Return whether rows are a form: most begin with a label such as คำอธิบายผลการประเมิน or ข้อเสนอแนะ."""
    labels = [
        role_of(row.filled[0].text, FINDING_LABELS) for row in rows if row.filled and len(row.filled[0].text) < 80
    ]
    telling = {"strength", "ofi", "explanation", "advice"} & set(labels)
    found = sum(bool(label) for label in labels)
    typed = {"kind", "finding"} <= set(labels)
    return bool(telling or typed) and found >= 2 and found >= 0.5 * len(rows)


def row_findings(
    blocks: Sequence[Block], table: Table, roles: Mapping[int, str], context: Context
) -> Iterator[Candidate]:
    """Yield the findings of a table with named columns; rows over the whole width set item and kind for those below."""
    carried = [column for column, role in roles.items() if role in _CARRIED]
    for row in fill_down(table.rows, carried):
        if row.is_total:
            continue
        here = _row_context(row, roles, context)
        if len(row.filled) == 1 and table.width > 1:
            changed = _title_row(row.filled[0], context)
            if changed is not None:
                context = changed
                continue
        yield from _cells_of_row(blocks, row, roles, here)


def _title_row(cell: GridCell, context: Context) -> Context | None:
    """Return the context that a row of one cell announces ("หัวข้อ 4.1 …", "จุดแข็ง"), or None when it is content."""
    text = cell.clean
    if len(text) > 160:
        return None
    kind, _ = kind_of_word(text)
    if kind is not None and len(text) <= 60:
        return replace(context, kind=kind)
    found = codes.leading_reference(text)
    if found is not None and not substantial(text[found[1] :]):
        return replace(context, item=found[0].item, category=found[0].item[0])
    if found is not None and len(text) <= 120:
        return replace(context, item=found[0].item, category=found[0].item[0])
    match = re.match(r"\s*หมวด(?:ที่)?\s*([1-7])", text)
    category = match[1] if match else category_of_name(text)
    if category:
        return replace(context, item="", category=category)
    code = code_of_name(text, context.edition, context.category)
    return replace(context, item=code, category=code[0]) if code else None


def _row_context(row: GridRow, roles: Mapping[int, str], context: Context) -> Context:
    item, category, kind = context.item, context.category, context.kind
    for column, role in roles.items():
        cell = row.cells.get(column)
        if cell is None or cell.blank:
            continue
        text = cell.clean
        if role == "category":
            found = re.search(r"(?<![\d.])([1-7])(?![\d.])", text)
            category = found[1] if found else category_of_name(text) or category
            item = "" if item[:1] != category else item
        elif role == "kind":
            kind = kind_of_word(text)[0] or kind
    for column, role in roles.items():
        cell = row.cells.get(column)
        if role == "item" and cell is not None and not cell.blank:
            item = item_in(cell.clean, context.edition, category) or item
            category = item[:1] or category
    if not item:
        item = _code_anywhere(row, roles)
    return replace(context, item=item, category=category or item[:1], kind=kind)


def item_in(text: str, edition: str, category: str = "") -> str:
    """Return the item that a cell names by code or by name, or an empty string."""
    found = codes.item_codes(text)
    return found[0].item if found else code_of_name(text, edition, category)


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
        for found in candidates_in(lines_of(blocks, cell)):
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
    level = ""
    label = ""
    found: list[Candidate] = []
    typed = any(role_of(row.filled[0].text, FINDING_LABELS) == "kind" for row in rows)
    for row in rows:
        for cell in row.filled:
            role = role_of(cell.text, FINDING_LABELS) if len(cell.text) < 80 else ""
            first = cell is row.filled[0]
            if typed and label == "kind" and not first:
                role = ""
            if role and (first or len(row.filled) > 2):
                label = role
                context = _labelled_item(cell, role, context)
                continue
            if first and len(row.filled) > 1:
                label = "" if min(row.cells) == cell_column(row, cell) else label
            elif first:
                changed = _title_row(cell, context)
                if changed is not None:
                    context, label = changed, ""
                    continue
            if label == "item":
                context = _with_item(context, item_in(cell.clean, context.edition, context.category))
            elif label == "level":
                level = cell.clean
            elif label == "kind":
                context = replace(context, kind=kind_of_word(cell.clean)[0] or context.kind)
            found += _inner(blocks, cell, label, context, level)
    yield from found


def cell_column(row: GridRow, cell: GridCell) -> int:
    """Return the grid column of a cell of `row`."""
    return next(column for column, other in row.cells.items() if other is cell)


def _with_item(context: Context, item: str) -> Context:
    return replace(context, item=item, category=item[0]) if item else context


def _labelled_item(cell: GridCell, role: str, context: Context) -> Context:
    if role not in {"item", "category"}:
        return context
    return _with_item(context, item_in(cell.clean, context.edition, context.category))


def _inner(blocks: Sequence[Block], cell: GridCell, label: str, context: Context, level: str) -> Iterator[Candidate]:
    kind = context.kind if label == "finding" else kind_of_label(label, context)
    if kind is None:
        return
    for found in candidates_in(lines_of(blocks, cell)):
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


def raw_rows(blocks: Sequence[Block], start: int, end: int) -> list[GridRow]:
    """Return all rows of a run, those of the head included."""
    return [row for row in (grid_row(blocks[index], index) for index in range(start, end)) if row.filled]
