"""Which column of a table of findings holds what: told by its name, by the report's legend, or by its cells."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from plandocs.ingest.facts import codes
from plandocs.ingest.facts.label_words import kind_of_name, kind_of_word
from plandocs.ingest.facts.lines import squeeze
from plandocs.ingest.facts.marks import NO_LEGEND, Legend
from plandocs.ingest.facts.names import code_of_name, name_score, names_it
from plandocs.ingest.facts.tables import GridCell, Table
from plandocs.ingest.facts.vocabulary import FINDING_COLUMNS, role_of
from plandocs.model.finding import FindingKind

#: With a question mark: told by the texts below an unknown name.
TEXT_ROLES = {
    "finding": None,
    "strength": FindingKind.STRENGTH,
    "ofi": FindingKind.OFI,
    "strength?": FindingKind.STRENGTH,
    "ofi?": FindingKind.OFI,
}
#: Columns in which a tick says the kind of the row's finding, and how long a tick is.
TICKS = {"tick strength": FindingKind.STRENGTH, "tick ofi": FindingKind.OFI}
LONGEST_TICK = 3
#: Texts of findings are on average this long, in letters; names of items and owners are shorter or named.
LONG_TEXT = 25
#: How sure a kind is that the texts below a label or a column tell, not its words.
GUESSED = 0.7
#: A column whose name says nothing has the role that nearly all of its cells show.
NEARLY_ALL, FEW = 0.8, 2
_SIGN = re.compile(r"[(\[]\s*([+–−-])\s*[)\]]")


@dataclass(frozen=True, slots=True)
class Context:
    """What the headings above a table say, and what the report calls things."""

    edition: str
    kind: FindingKind | None = None
    item: str = ""
    category: str = ""
    says_strength: bool = True
    says_ofi: bool = True
    legend: Legend = NO_LEGEND


def column_roles(table: Table, context: Context) -> dict[int, str]:
    """Return the roles of a table's columns, or nothing when it holds no findings."""
    named = _ticked(table, _signed(table, {**table.roles(FINDING_COLUMNS), **_in_legend(table, context.legend)}))
    roles = _explained(by_values(table, named, context), context)
    text = {role for role in roles.values() if role in TEXT_ROLES}
    said = {"kind", *TICKS} & set(roles.values())
    if not text:
        guessed = _text_column(table, roles)
        known = {"item", "kind", "category", *TICKS} & set(roles.values())
        if guessed is None or not (known and (context.kind or said or "item" in roles.values())):
            return {}
        if "score" in roles.values() and not said and context.kind is None:
            return {}
        roles[guessed] = "finding"
    if {"strength", "ofi", "strength?", "ofi?"} & text and "finding" in text:
        # A column such as รายละเอียด beside both kinds is an item's name, not a third kind of finding.
        roles = {column: role for column, role in roles.items() if role != "finding" or "kind" in roles.values()}
    return roles


def by_values(table: Table, roles: dict[int, str], context: Context) -> dict[int, str]:
    """Return roles, with columns of kinds and of items told by their cells where no name tells them."""
    found = {column: role for column, role in roles.items() if role not in _FIGURES or not _holds_texts(table, column)}
    fitting = (
        ("kind", partial(_says_kind, legend=context.legend)),
        ("item", partial(_says_item, edition=context.edition)),
    )
    for role, fits in fitting:
        if role == "item":
            found = {c: known for c, known in found.items() if known != "item" or not _counts(table, c)}
        if role in found.values() or (role == "kind" and {"strength", "ofi"} & set(found.values())):
            continue
        for column in range(table.width):
            rows = [row for row in table.rows if len(row.filled) > 1]  # a band across says nothing of its column
            cells = [row.cells[column].clean for row in rows if column in row.cells]
            filled = [text for text in cells if re.search(r"[^\s…._]", text)]
            if role == "kind" and len(set(filled)) < FEW:
                continue  # a column of dashes says nothing
            free = found.get(column, "") in {"", "seq", "theme", "category" if role == "item" else ""}
            if free and len(filled) >= FEW and sum(map(fits, filled)) >= NEARLY_ALL * len(filled):
                found[column] = role
                break
    return found


#: Columns of figures or short words; "เหตุผลที่หักคะแนน" holds texts.
_FIGURES = {"score", "level"}


def _counts(table: Table, column: int) -> bool:
    """Return whether a column holds running numbers: "ข้อ" may head items or mere numbers."""
    cells = [row.cells[column].clean for row in table.rows if column in row.cells and not row.cells[column].blank]
    return len(cells) >= FEW and all(re.fullmatch(r"\(?\d{1,3}[.)]?", text) for text in cells)


def _holds_texts(table: Table, column: int) -> bool:
    cells = [row.cells[column].clean for row in table.rows if column in row.cells and not row.cells[column].blank]
    return len(cells) >= FEW and sum(map(len, cells)) >= LONG_TEXT * len(cells)


#: "หมวด 4 หัวข้อ 4.1" names its item as "หัวข้อ 4.1" does.
_CATEGORY = re.compile(r"^\s*หมวด(?:ที่)?\s*\d\s*[,/·–-]?\s*(?=หัวข้อ|ข้อ)")


def _says_kind(text: str, legend: Legend) -> bool:
    if len(text) > 40:
        return False
    words = squeeze(text)
    return words in legend.asides or (kind_of_word(text)[0] or legend.kind_of(words)) is not None


def kind_said(cell: GridCell, legend: Legend) -> FindingKind | None:
    """Return the kind that a cell of a column of kinds says: in words, a sign, or a mark of the report's legend."""
    return legend.kind_of(squeeze(cell.clean)) or kind_of_word(cell.clean)[0]


def ticked(cell: GridCell | None) -> bool:
    """Return whether a cell of a narrow column is ticked; a dash says that it is not."""
    return cell is not None and re.search(r"[^\s\-–—−.…_]", cell.text) is not None


def _in_legend(table: Table, legend: Legend) -> dict[int, str]:
    """Return the roles of the columns whose names the report explains."""
    found: dict[int, str] = {}
    for column, name in table.names.items():
        words = squeeze(name)
        kind = legend.kind_of(words)
        if kind is None and not role_of(name, FINDING_COLUMNS):
            kind = kind_of_name(name)
        if kind is not None:
            found[column] = f"{kind.value}?" if words in legend.guesses else kind.value
        elif words in legend.asides:
            found[column] = "advice"
    return found


def _ticked(table: Table, roles: dict[int, str]) -> dict[int, str]:
    """Return roles, columns of strengths and weaknesses that hold nothing but ticks as such."""
    found = dict(roles)
    for column, role in roles.items():
        cells = [row.cells[column].text.strip() for row in table.rows if column in row.cells]
        marks = [text for text in cells if re.search(r"[^\s\-–—−.…_]", text)]
        if role in {"strength", "ofi"} and marks and all(len(text) <= LONGEST_TICK for text in marks):
            found[column] = f"tick {role}"
    return found if set(TICKS) <= set(found.values()) else roles


def _says_item(text: str, edition: str) -> bool:
    text = _CATEGORY.sub("", text)
    if len(text) > 120:
        return False
    named = codes.item_codes(text)
    if len(named) == 1 and names_it(text, named[0].item):
        return True
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
    if "explanation" not in texts or texts & {"kind", *TEXT_ROLES}:
        return {column: "finding" if role == "explanation" else role for column, role in roles.items()}
    kinds = {
        "explanation": "finding" if context.says_strength else "strength",
        "advice": "advice" if context.says_ofi else "ofi",
    }
    return {column: kinds.get(role, role) for column, role in roles.items()}


def _text_column(table: Table, roles: Mapping[int, str]) -> int | None:
    """Return the column with the longest texts that has no role of its own."""
    lengths: dict[int, int] = {}
    # A band across the table says nothing of its columns.
    rows = [row for row in table.rows if len(row.filled) > 1] or table.rows
    for row in rows:
        for column, cell in row.cells.items():
            if column not in roles:
                lengths[column] = lengths.get(column, 0) + len(cell.text)
    best = max(lengths, key=lambda column: lengths[column], default=None)
    return best if best is not None and lengths[best] / len(rows) >= 40 else None
