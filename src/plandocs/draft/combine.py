"""Several returned copies of one draft as one document: the best copy, with what people did in the others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from plandocs.draft.accept import accept_all
from plandocs.draft.anchors import AUTHOR, comment, reference
from plandocs.draft.graft import Graft, story
from plandocs.draft.inline import Lines
from plandocs.draft.manifest import Manifest
from plandocs.draft.match import key
from plandocs.draft.ooxml import PPR, attr, make
from plandocs.draft.package import Package
from plandocs.draft.places import headings_before
from plandocs.draft.resume import body_style
from plandocs.draft.sides import Hands, Side, made_lines, read_hands
from plandocs.draft.told import Told
from plandocs.draft.weave import Weave, blank, pair_blanks, with_blanks

#: Who a comment with another copy's words comes from.
OTHER = "อีกสำเนาหนึ่ง"


def combine(copies: Sequence[Package], record: Manifest) -> Package:
    """
    Return the copies as one: the one with most anchors, into which the words of the others are brought.

    Tracked changes are accepted. Where two copies wrote the same line differently the first stays and the other's
    words become a comment on it; fields stay as in the best copy, since they are decided field by field.
    """
    numbers = {one.number: one.key for one in record.occurrences}
    for one in copies:
        accept_all(one)
    if len(copies) == 1:
        return copies[0]
    sides = [Side(one, record.draft, numbers) for one in copies]
    sides.sort(key=lambda side: -sum(len(side.controls(line)) for line in range(len(side.lines))))
    best = sides[0].package
    for other in sides[1:]:
        _bring(Side(best, record.draft, numbers), other, record)
    return best


def _bring(into: Side, other: Side, record: Manifest) -> None:
    """Bring what people did in one copy into another."""
    own, theirs = read_hands(record, into), read_hands(record, other)
    back = dict(own.line_of.items())
    lines = [(back[old], line, old) for old, line in sorted(theirs.line_of.items()) if old in back]
    pairs: dict[int, int] = {}
    for mine, line, _ in lines:
        pairs.setdefault(other.unit_of[line], into.unit_of[mine])
    pair_blanks(other, into, pairs)
    told = Told(headings_before(other.lines), headings_before(into.lines))
    graft = Graft(other.package, into.package, plain=True, author=AUTHOR, body_style=body_style(into))
    theirs.owned = {}
    write = Lines(theirs, into, graft.copy, told, record, made_lines(record))
    for mine, line, _ in lines:
        _line(own, theirs, write, mine, line)
    write.carry_comments(lines, graft)
    known = {other.unit_of[line] for line in theirs.line_of.values()}
    added = {n for n in range(len(other.units)) if n not in pairs and not blank(other, n) and n not in known}
    added |= {n for n in known - set(pairs) if theirs.touched(n)}
    mine_too = {key(into.units[n].text) for n in range(len(into.units)) if n not in pairs.values()}
    added = {n for n in added if key(other.units[n].text) not in mine_too}
    cut = [line for old, line in own.line_of.items() if old not in theirs.line_of]
    gone = {into.unit_of[line] for line in cut if not into.lines[line].contents}
    weave = Weave(into, other, pairs, graft.copy)
    weave.take_out({n for n in gone if not own.touched(n) and n not in pairs.values()})
    weave.insert(with_blanks(other, added, set(pairs)))


def _line(own: Hands, theirs: Hands, write: Lines, mine: int, line: int) -> None:
    """Bring one line's words along, or tell of them in a comment where both copies wrote there."""
    if line not in theirs.around:
        return
    here, there = own.side.lines[mine], theirs.side.lines[line]
    if key(here.text) == key(there.text):
        return
    if mine not in own.around:
        write.rewrite(mine, line)
        return
    root = story(own.side.package, "comments")
    ident = str(1 + max([0, *(int(attr(one, "id", "0")) for one in root)]))
    root.append(comment(ident, f"{OTHER}เขียนว่า: {there.text.strip() or '(ตัดออก)'}", OTHER, dt.datetime.now(dt.UTC)))
    paragraph = here.element
    start = 1 if paragraph.find(PPR) is not None else 0
    paragraph.insert(start, make("w:commentRangeStart", id=ident))
    paragraph.extend([make("w:commentRangeEnd", id=ident), reference(ident)])
