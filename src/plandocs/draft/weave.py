"""Putting blocks of one document into another at the place they have relative to the blocks both share."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import pairwise

from lxml import etree

from plandocs.draft.anchors import script_runs
from plandocs.draft.graft import unwrap
from plandocs.draft.match import longest_rising
from plandocs.draft.ooxml import SDT, TBL, TC, TR, P, make, paragraph_text, qn
from plandocs.draft.sides import Side

_CELLS = {TC, qn("w:txbxContent"), qn("w:comment")}


@dataclass(slots=True)
class Weave:
    """
    One document (`into`) that takes blocks of another (`other`); `pairs` maps other units to its own.

    `clone` copies an element of `other` for `into`. `paragraphs` maps lines of `other` to paragraphs of the result.
    `lost` are the other units that found no place.
    """

    into: Side
    other: Side
    pairs: Mapping[int, int]
    clone: Callable[[etree._Element], etree._Element]
    blocks: dict[int, etree._Element] = field(default_factory=dict)
    paragraphs: dict[int, etree._Element] = field(default_factory=dict)
    lost: list[int] = field(default_factory=list)
    tables: dict[etree._Element, set[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.blocks = {other: self.into.block(own) for other, own in self.pairs.items()}
        for number, unit in enumerate(self.other.units):
            if unit.is_row:
                for table in self.other.lines[unit.lines[0]].element.iterancestors(TBL):
                    self.tables.setdefault(table, set()).add(number)

    def insert(self, wanted: AbstractSet[int]) -> None:
        """Insert these units of `other`, each after the block that goes before it there."""
        done: set[int] = set()
        for unit in sorted(wanted):
            if unit in done:
                continue
            block = self.other.block(unit)
            table = next(block.iterancestors(TBL), None) if block.tag == TR else None
            whole = self._whole(table, wanted) if table is not None else None
            if table is not None and whole is not None:
                self._put(table, whole)
                done |= whole
            else:
                inside = {unit}
                for n in range(unit + 1, len(self.other.units)):
                    if not self._holds(block, n):
                        break
                    inside.add(n)
                self._put(block, inside)
                done |= inside

    def _holds(self, block: etree._Element, unit: int) -> bool:
        other = self.other.block(unit)
        return other is block or any(one is block for one in other.iterancestors())

    def _whole(self, table: etree._Element, wanted: AbstractSet[int]) -> set[int] | None:
        """Return the units of a table when all of it is wanted."""
        found = self.tables.get(table, set())
        return found if found <= wanted else None

    def _put(self, block: etree._Element, units: AbstractSet[int]) -> None:
        place = self._place(block, units)
        if place is None and block.tag == TR:  # its table is gone: the words stay, as a paragraph
            block = self._as_paragraph(block)
            place = self._place(block, units)
        if place is None:
            self.lost += sorted(units)
            return
        made = self.clone(block)
        anchor, after = place
        if after:
            anchor.addnext(made)
        else:
            anchor.addprevious(made)
        if made.tag == TBL:
            _keep_apart(made)
        originals = list(block.iter(P)) if block.tag != P else [block]
        copies = list(made.iter(P)) if made.tag != P else [made]
        twin = {id(one): two for one, two in zip(originals, copies, strict=False)}
        for one in units:
            for line in self.other.units[one].lines:
                if (found := twin.get(id(self.other.lines[line].element))) is not None:
                    self.paragraphs[line] = found
            self.blocks[one] = made if made.tag != TBL else self._row_of(one, made)

    def _as_paragraph(self, row: etree._Element) -> etree._Element:
        texts = [" ".join(paragraph_text(p).split()) for p in row.iter(P)]
        made = make("w:p")
        made.extend(script_runs(" | ".join(text for text in texts if text), None))
        return made

    def _row_of(self, unit: int, made: etree._Element) -> etree._Element:
        paragraph = self.paragraphs.get(self.other.units[unit].lines[0])
        return made if paragraph is None else next(paragraph.iterancestors(TR), made)

    def _place(self, block: etree._Element, units: AbstractSet[int]) -> tuple[etree._Element, bool] | None:
        """Return the block beside which a new one stands, and whether it stands after it."""
        for step in (-1, 1):
            number = min(units) - 1 if step < 0 else max(units) + 1
            while 0 <= number < len(self.other.units):
                if number in self.blocks:
                    anchor = self._beside(block, number)
                    if anchor is not None:
                        return anchor, step < 0
                    if block.tag == TR:
                        break
                number += step
        body = self.into.package.tree(self.into.package.main).find(qn("w:body"))
        if block.tag == TR or body is None:
            return None
        return (body[0], False) if len(body) else None

    def _beside(self, block: etree._Element, number: int) -> etree._Element | None:
        """Return the element of `into` beside which `block` may stand, given a neighbour in `other`."""
        anchor, neighbour = self.blocks[number], self.other.block(number)
        if anchor.getparent() is None:
            return None
        if block.tag == TR:
            same = next(neighbour.iterancestors(TBL), None) is next(block.iterancestors(TBL), None)
            return anchor if same and neighbour.tag == TR and anchor.tag == TR else None
        cell = _cell(block)
        if cell is None:
            return _top(anchor)
        same = _cell(neighbour) is cell and anchor.tag == P
        return anchor if same else None

    def insert_lines(self, wanted: AbstractSet[int], pairs: Mapping[int, int]) -> None:
        """Insert these lines of `other` into the cells of paired rows; `pairs` maps other lines to own ones."""
        for line in sorted(wanted):
            own = self.other.lines[line]
            unit = self.other.unit_of[line]
            row = self.blocks.get(unit)
            if row is None or row.tag != TR:
                continue
            made = self.clone(own.element)
            mates = [n for n in self.other.units[unit].lines if self.other.lines[n].row == own.row]
            for step, before in ((-1, True), (1, False)):
                near = mates[: mates.index(line)][::-1] if step < 0 else mates[mates.index(line) + 1 :]
                at = next((found for n in near if (found := self._paragraph(n, pairs)) is not None), None)
                if at is not None:
                    (at.addnext if before else at.addprevious)(made)
                    break
            else:
                cells = list(row.iterchildren(TC))
                place = own.row[2] if own.row else 0
                if cells:
                    cells[min(place, len(cells) - 1)].append(made)
            self.paragraphs[line] = made

    def _paragraph(self, line: int, pairs: Mapping[int, int]) -> etree._Element | None:
        found = self.paragraphs.get(line)
        if found is None and line in pairs:
            found = self.into.lines[pairs[line]].element
        return found if found is not None and found.getparent() is not None else None

    def take_out_lines(self, lines: AbstractSet[int]) -> None:
        """Take these lines of `into` out of their cells; a cell keeps one paragraph."""
        for line in sorted(lines):
            paragraph = self.into.lines[line].element
            parent = paragraph.getparent()
            if parent is None:
                continue
            parent.remove(paragraph)
            if parent.tag == TC and (len(parent) == 0 or parent[-1].tag not in {P, SDT}):
                parent.append(make("w:p"))

    def take_out(self, units: AbstractSet[int]) -> None:
        """Take these units of `into` out; a table that loses its last row goes too."""
        for unit in sorted(units):
            block = self.into.block(unit)
            parent = block.getparent()
            if parent is None:
                continue
            table = next(block.iterancestors(TBL), None) if block.tag == TR else None
            cell = _cell(block)
            parent.remove(block)
            if table is not None and next(table.iter(TR), None) is None:
                holder, cell = table.getparent(), _cell(table)
                if holder is not None:
                    holder.remove(table)
            if cell is not None and (len(cell) == 0 or cell[-1].tag not in {P, SDT}):
                cell.append(make("w:p"))
            if parent.tag == qn("w:sdtContent") and len(parent) == 0:
                unwrap(parent.getparent())

    def move(self, may: AbstractSet[int], followers: Mapping[int, Sequence[int]]) -> list[int]:
        """
        Bring paired units into the order of `other` where `may` (units of `into`) allows; return those moved.

        `followers` are the units of `into` that go along: what people wrote right below.
        """
        pairs = sorted((own, other) for other, own in self.pairs.items())
        chain = {own for own, _ in longest_rising(pairs)}
        moved = []
        for own, other in sorted(pairs, key=lambda pair: pair[1]):
            if own in chain or own not in may:
                continue
            anchor = self._before(other)
            block = self.into.block(own)
            if anchor is None or anchor is block or anchor.getparent() is None or _kind(anchor) != _kind(block):
                continue
            if block.tag == TR and next(anchor.iterancestors(TBL), None) is not next(block.iterancestors(TBL), None):
                continue
            for one in reversed([block, *(self.into.block(n) for n in followers.get(own, ()))]):
                if one is not anchor and one.getparent() is not None:
                    anchor.addnext(one)
            moved.append(own)
        return moved

    def _before(self, other: int) -> etree._Element | None:
        for number in range(other - 1, -1, -1):
            if number in self.blocks:
                anchor = self.blocks[number]
                return anchor if self.other.block(other).tag == TR else _top(anchor)
        return None


def _cell(element: etree._Element) -> etree._Element | None:
    """Return the cell or text box that an element stands in, None at the top."""
    return next((one for one in element.iterancestors() if one.tag in _CELLS), None)


def _top(element: etree._Element) -> etree._Element:
    """Return the element itself, or the outermost table that it stands in."""
    tables = list(element.iterancestors(TBL))
    return tables[-1] if tables else element


def _kind(element: etree._Element) -> str:
    return "row" if element.tag == TR else "block"


def _keep_apart(table: etree._Element) -> None:
    """Two tables that touch become one in Word: put a paragraph between them."""
    previous, following = table.getprevious(), table.getnext()
    if previous is not None and previous.tag == TBL:
        table.addprevious(make("w:p"))
    if following is not None and following.tag == TBL:
        table.addnext(make("w:p"))


def pair_blanks(one: Side, two: Side, pairs: dict[int, int]) -> None:
    """Pair units without text that stand between paired ones in the same order (`pairs`: unit of one → of two)."""
    used = set(pairs.values())
    spine = [(-1, -1), *sorted(pairs.items()), (len(one.units), len(two.units))]
    for (a, b), (c, d) in pairwise(spine):
        if d <= b:
            continue
        for step in (1, -1):
            x, y = (a + 1, b + 1) if step > 0 else (c - 1, d - 1)
            while a < x < c and b < y < d and x not in pairs and y not in used and _both_blank(one, x, two, y):
                pairs[x] = y
                used.add(y)
                x, y = x + step, y + step


def _both_blank(one: Side, x: int, two: Side, y: int) -> bool:
    return blank(one, x) and blank(two, y) and one.units[x].is_row == two.units[y].is_row


def blank(side: Side, unit: int) -> bool:
    """Return whether a unit has neither text nor anything to see."""
    return not side.units[unit].text.strip()


def with_blanks(side: Side, units: set[int], taken: AbstractSet[int]) -> set[int]:
    """Return units together with the blank ones below each, as far as those are not `taken`."""
    out = set(units)
    for unit in sorted(units):
        following = unit + 1
        while following < len(side.units) and blank(side, following) and following not in taken:
            out.add(following)
            following += 1
    return out
