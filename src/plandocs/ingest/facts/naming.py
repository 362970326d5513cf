"""Names that no list of words holds: labels, columns and cells that come again, with the texts they stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from plandocs.ingest.facts import codes
from plandocs.ingest.facts.columns import Context, by_values
from plandocs.ingest.facts.label import Label
from plandocs.ingest.facts.label_words import kind_of_word
from plandocs.ingest.facts.lines import Line, cell_lines, squeeze
from plandocs.ingest.facts.marks import Legend
from plandocs.ingest.facts.names import category_of_name, code_of_name
from plandocs.ingest.facts.tables import GridCell, GridRow, Table, grid_row, read_tables, table_runs
from plandocs.ingest.facts.vocabulary import FINDING_COLUMNS, FINDING_LABELS, PLAN_COLUMNS, role_of
from plandocs.model.finding import FindingKind
from plandocs.model.text import Block

#: A name is no longer than this, comes at least this often, and what it stands for is at least so long.
LONGEST, OFTEN, LEAST_TEXT = 40, 2, 18
#: What is found under one item is not found under the next: so many of the texts of a name differ.
_DIFFERING = 0.7
#: The name of a part or the caption of a table is no longer than this.
LONGEST_PART = 90
_PREFIX = re.compile(r"^\s*(?:\(?(?:\d{1,2}|[ก-ฮ])[.)]\s*|[•●▪■◆➢✓*–-]\s*)")
_INLINE = re.compile(rf"^\s*(?P<name>\S[^:：–—]{{1,{LONGEST}}}?)\s*(?:[:：]|\s[–—-]\s)\s*(?=\S.{{15}})")
_NUMBERED = re.compile(r"^\s*(?:ตาราง(?:ที่)?\s*\d{1,2}|(?:ส่วน|ตอน|บท)ที่\s*\d{1,2}|\(?(?:\d{1,2}|[ก-ฮ])[.)])?\s*[:.]?\s*")
_ENDS = re.compile(r"\s*[:：]?\s*$")
#: Signs that set a label off: "– … –", "[…]", "== … ==".
_BEHIND = re.compile(rf"\s*(?:[(\[](?P<a>[^()\[\]]{{2,{LONGEST}}})[)\]]|\s[–—-]\s(?P<b>[^–—()-]{{2,{LONGEST}}}))\s*$")
_SET_OFF = re.compile(r"^[\s=*#~_■▌◆◇▪•\[(【<–—-]+|[\s=*#~_■▌◆◇▪•\])】>–—-]+$")
#: A sign alone on its line, or before an entry: "👍".
_SIGN = re.compile(r"\s*(?P<sign>[^\w\sก-๙()\[\]{}\"'“”‘’.,:;/|=•●▪■◆➢*…_<>–—-]{1,3})\s*$")
#: Roles of columns that hold texts of findings or might.
_OPEN, _HEADED = {"", "finding", "theme"}, {"item", "category"}
#: What plans call their parts.
_OF_PLANS = {"kpi", "target", "goal", "owner", "budget", "unit", "baseline", "period", "activity", "source", "issue"}
_KINDS = {kind.value: kind for kind in FindingKind}
#: What cells say of importance, levels and outcomes is not the kind of what stands beside them.
_NO_KIND = re.compile(
    r"^(?:สูง|กลาง|ปานกลาง|ต่ำ|มาก(?:ที่สุด)?|น้อย(?:ที่สุด)?|เร่งด่วน|ด่วน|ปกติ|พื้นฐาน|ก้าวหน้า|พัฒนาจนเกิดผล|basic|advanced?|significan(?:t|ce)|ใช่|ไม่ใช่|มี|ไม่มี"
    r"|(?:ไม่)?ผ่าน|[a-z]|\W*)$"
)


@dataclass(slots=True)
class Name:
    """A name, squeezed, with the texts it stands for, and the items or rows under which it comes."""

    words: str
    texts: list[str] = field(default_factory=list)
    under: set[str] = field(default_factory=set)
    times: int = 0


@dataclass(slots=True)
class Names:
    """Names that stand for parts of one and the same structure, and the kinds that known words name in it."""

    unknown: dict[str, Name] = field(default_factory=dict)
    known: dict[FindingKind, list[str]] = field(default_factory=dict)
    advised: bool = False

    def know(self, kind: FindingKind, text: str = "") -> None:
        """Note that known words name a kind, and a text below them."""
        self.known.setdefault(kind, []).extend([text] if len(text) >= LEAST_TEXT else [])

    def add(self, words: str, text: str, under: str) -> None:
        """Note that `words` stand for `text` under an item or in a row."""
        name = self.unknown.setdefault(words, Name(words))
        name.texts.append(_PREFIX.sub("", text))
        name.under.add(under)

    def telling(self) -> list[Name]:
        """
        Return the unknown names that come often enough before texts long enough.

        What plans call their parts is one only beside a name of findings.
        """
        return [
            one
            for one in self.unknown.values()
            if (self.known or role_of(one.words, PLAN_COLUMNS) not in _OF_PLANS)
            and len(one.under) >= OFTEN
            and sum(map(len, one.texts)) >= LEAST_TEXT * len(one.texts)
            and (len(one.texts) <= OFTEN or len(set(one.texts)) >= _DIFFERING * len(one.texts))
        ]


def names_in_lines(lines: Sequence[Line], labels: Sequence[Label | None]) -> Names:
    """Return the names among the labels of lines: alone on their line, or before a colon or a dash."""
    found = Names()
    current = item = ""
    kind: FindingKind | None = None
    for position, (line, label) in enumerate(zip(lines, labels, strict=True)):
        kind = (None if label.summary else label.kind) if label is not None else kind
        if kind is not None:
            found.know(kind, line.text[max(label.rest, 0) :] if label is not None and label.rest >= 0 else "")
        found.advised |= label is not None and label.role in {"explanation", "advice"}
        plain = label is None or (label.role == "heading" and not label.item)
        words, rest = name_of_line(line) if plain else ("", -1)
        follows = position + 1 < len(lines) and labels[position + 1] is None
        if words and (rest >= 0 or follows):
            found.unknown.setdefault(words, Name(words)).times += 1
            current = words
            if rest >= 0 and item:
                found.add(words, line.text[rest:], item)
        elif label is not None and not plain:
            current = ""
            item = (label.item or label.category) if label.role in {"item", "category"} else item
        elif current and item and len(line.text) > LEAST_TEXT:
            found.add(current, line.text, item)
        elif label is None and kind is not None and item and len(line.text) > LEAST_TEXT:
            found.know(kind, line.text)
    # What comes again elsewhere than under items, or many times under one, is talk.
    found.unknown = {key: one for key, one in found.unknown.items() if one.times <= 1.5 * len(one.under)}
    return found


def names_of_parts(blocks: Sequence[Block], lines: Sequence[Line], labels: Sequence[Label | None]) -> Names:
    """Return the names of parts of a report that have texts of many items each: chapters and captions of tables."""
    found = Names()
    of_block = {line.block: position for position, line in enumerate(lines)}
    current = ""
    for index, block in enumerate(blocks):
        if block.cells:
            row = grid_row(block, index)
            items = {code.item for cell in row.filled for code in codes.item_codes(cell.clean[:LONGEST])}
            long = max((cell.clean for cell in row.filled), key=len, default="")
            if current and len(items) == 1 and len(long) >= LEAST_TEXT:
                found.add(current, long, next(iter(items)))
            continue
        position = of_block.get(index)
        if position is None:
            continue
        line, label = lines[position], labels[position]
        if label is not None and label.role == "kind" and label.kind is not None:
            found.know(label.kind)
        own = _own_reference(line)
        if own is not None and current and label is None and len(line.text) >= LEAST_TEXT:
            found.add(current, line.text, own)
        elif label is not None and label.role != "heading":
            current = ""
        elif own is None and part_name(line):
            current = part_name(line)
    # Items of one category that follow each other may as well be the sections of a chapter.
    found.unknown = {key: one for key, one in found.unknown.items() if len({item[0] for item in one.under}) > 1}
    return found


def _own_reference(line: Line) -> str | None:
    """Return the item that a paragraph itself names in words or brackets; a bare "1.2" before it may count sections."""
    text = _PREFIX.sub("", line.text).lstrip()
    leading = codes.leading_reference(text)
    if leading is not None and (leading[0].named or leading[0].exact or text[0] in "[("):
        return leading[0].item
    trailing = codes.trailing_reference(line.text)
    return trailing[0].item if trailing is not None else None


def part_name(line: Line) -> str:
    """Return a line's words as the name of a part, squeezed and without numbers; empty when it is too long for one."""
    return part_name_of(line.text) if len(line.text) <= LONGEST_PART else ""


def part_name_of(text: str) -> str:
    """Return words as the name of a part, squeezed and without numbers."""
    return squeeze(_ENDS.sub("", _NUMBERED.sub("", text)))


def names_in_cells(blocks: Sequence[Block], legend: Legend) -> Names:
    """Return the names before a colon or a dash that begin the paragraphs of cells."""
    found = Names()
    for index, block in enumerate(blocks):
        for cell in grid_row(block, index).filled if block.cells else ():
            lines = list(cell_lines(block, index, cell.start, cell.end))
            _of_labels_alone(found, lines, legend, str(index))
            for line in lines:
                words, rest = name_of_line(line)
                kind = (kind_of_word(line.text[:rest])[0] or legend.kind_of(words)) if rest >= 0 else None
                if kind is not None:
                    found.know(kind, line.text[rest:])
                elif rest >= 0:
                    found.add(words, line.text[rest:], str(index))
    return found


def names_behind(lines: Sequence[Line], legend: Legend) -> Names:
    """Return the names in brackets or behind a dash at the end of entries."""
    found = Names()
    for position, line in enumerate(lines):
        match = _BEHIND.search(line.text) if len(line.text) > LONGEST else None
        words = squeeze(match["a"] or match["b"]) if match is not None else ""
        if match is None or codes.item_codes(match[0]) or not re.search(r"[ก-๙A-Za-z]{3}", words):
            continue
        kind = kind_of_word(match["a"] or match["b"])[0] or legend.kind_of(words)
        if kind is not None:
            found.know(kind, line.text[: match.start()])
        else:
            found.add(words, line.text[: match.start()], str(position))
    # Other brackets end other sentences; a kind ends many.
    found.unknown = {key: one for key, one in found.unknown.items() if len(one.texts) > OFTEN}
    return found


def _of_labels_alone(found: Names, lines: Sequence[Line], legend: Legend, under: str) -> None:
    """Note the names that stand alone on a line of a cell, with a colon, above the texts they stand for."""
    current, kind = "", None
    for line in lines:
        words, rest = name_of_line(line)
        if words and rest < 0 and line.text.rstrip().endswith((":", "：")):
            current, kind = words, kind_of_word(line.text.rstrip(" :："))[0] or legend.kind_of(words)
            if kind is not None:
                found.know(kind)
        elif kind is not None:
            found.know(kind, line.text)
        elif current and len(line.text) >= LEAST_TEXT:
            found.add(current, line.text, under)


def name_of_line(line: Line) -> tuple[str, int]:
    """Return a line's words as a label, squeezed, and where its text begins (-1 when it stands alone); else empty."""
    sign = _SIGN.match(line.text)
    if sign is not None:
        return squeeze(sign["sign"]), -1
    match = _INLINE.match(line.text)
    if match is not None and codes.CODE.search(match["name"]) is None:
        return squeeze(_PREFIX.sub("", match["name"])), match.end()
    text = _SET_OFF.sub("", _PREFIX.sub("", line.text))
    named = match is None and 4 <= len(text.strip()) <= LONGEST and not line.listed
    return (squeeze(_ENDS.sub("", text)), -1) if named and re.search(r"[ก-๙]{3}|[A-Za-z]{3}", text) else ("", -1)


def names_in_tables(blocks: Sequence[Block], legend: Legend, edition: str) -> Iterator[Names]:
    """Yield the names of columns, of tables with the same head together, then those of cells before other cells."""
    columns: dict[tuple[str, ...], Names] = {}
    cells = Names()
    recurring = _recurring(blocks)
    for start, end in table_runs(blocks):
        for table in read_tables(blocks, start, end, FINDING_COLUMNS):
            roles = by_values(table, table.roles(FINDING_COLUMNS), Context(edition, legend=legend))
            head = tuple(squeeze(name) for name in table.names.values())
            here = columns.setdefault(head, Names())
            here.advised |= bool({"kind", "explanation"} & set(roles.values()))
            _of_columns(here, table, roles)
            if not {"strength", "ofi"} & set(roles.values()):
                _of_cells(cells, table, roles, recurring, legend, edition)
    yield from columns.values()
    yield cells


def names_of_bands(blocks: Sequence[Block], legend: Legend) -> Names:
    """Return the names in rows of one cell across a table, with the longest text of each row below them."""
    found = Names()
    for start, end in table_runs(blocks):
        current, kind = "", None
        for index in range(start, end):
            filled = grid_row(blocks[index], index).filled
            long = max((cell.clean for cell in filled), key=len, default="")
            if len(filled) == 1 and len(long) <= LONGEST and not codes.item_codes(long):
                current, kind = part_name_of(long), kind_of_word(long)[0] or legend.kind_of(squeeze(long))
                if kind is not None:
                    found.know(kind)
            elif kind is not None:
                found.know(kind, long)
            elif current and len(long) >= LEAST_TEXT:
                found.add(current, long, str(index))
    return found


def _recurring(blocks: Sequence[Block]) -> set[str]:
    """Return the squeezed short cells that come in more than one row."""
    seen: dict[str, int] = {}
    for index, block in enumerate(blocks):
        if block.cells:
            for words in {squeeze(cell.text) for cell in grid_row(block, index).filled if len(cell.text) <= LONGEST}:
                seen[words] = seen.get(words, 0) + 1
    return {words for words, count in seen.items() if count >= OFTEN}


def _of_columns(found: Names, table: Table, roles: Mapping[int, str]) -> None:
    if not table.names:
        return
    for row in table.rows:
        for column, cell in row.cells.items():
            if roles.get(column) in _KINDS:
                found.know(_KINDS[roles[column]], cell.clean)
            if roles.get(column, "") in _OPEN and not cell.blank and len(row.filled) > 1:
                name = squeeze(table.names.get(column, ""))
                if name and not _is_place(cell):
                    found.add(name, cell.clean, str(row.block))


def _is_place(cell: GridCell) -> bool:
    """Return whether a cell says where in the criteria the row stands, not what was found."""
    reference = codes.leading_reference(cell.clean)
    return reference is not None and len(cell.clean) <= 90 and cell.clean.find("  ") < 0 and reference[1] < 12


def _of_cells(
    found: Names,
    table: Table,
    roles: Mapping[int, str],
    recurring: set[str],
    legend: Legend,
    edition: str,
) -> None:
    for row in table.rows:
        plain = [cell for column, cell in row.cells.items() if roles.get(column, "") in _OPEN]
        # An item may head a column of findings as well.
        below = [cell for column, cell in row.cells.items() if roles.get(column, "") in _HEADED and not _is_place(cell)]
        long = [cell for cell in plain if len(cell.clean) >= LEAST_TEXT] or [
            cell for cell in below if len(cell.clean) >= LEAST_TEXT and not codes.item_codes(cell.clean)
        ]
        texts = [cell for cell in long if squeeze(cell.text) not in recurring]
        for cell in _short(row, texts):
            words = squeeze(cell.text)
            kind = kind_of_word(cell.clean)[0] or legend.kind_of(words)
            if kind is not None:
                found.know(kind)
            elif words in recurring and texts and _may_name(cell.clean, words, edition):
                for text in texts:
                    found.add(words, text.clean, str(row.block))


def _short(row: GridRow, texts: Sequence[GridCell]) -> list[GridCell]:
    return [cell for cell in row.filled if len(cell.clean) <= LONGEST and cell not in texts]


def _may_name(text: str, words: str, edition: str) -> bool:
    """Return whether a short cell may name what the cells beside it hold: no code, number, item, level or office."""
    if _NO_KIND.match(words) or not re.search(r"[ก-๙A-Za-z]{2}", text) or codes.item_codes(text):
        return False
    if role_of(text, FINDING_LABELS) or category_of_name(text) or code_of_name(text, edition):
        return False
    return re.match(r"(?:หมวด|กอง|สำนัก|ศูนย์|กลุ่ม|กรม|คณะ|ผู้ตรวจ)", words) is None
