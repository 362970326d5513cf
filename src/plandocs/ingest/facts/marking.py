"""Marks that nobody explains, told by where they come again: before entries, behind them, or alone in narrow cells."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from plandocs.ingest.facts import codes
from plandocs.ingest.facts.label_words import kind_of_word
from plandocs.ingest.facts.lines import cell_lines, clean
from plandocs.ingest.facts.marks import GOOD_SIGNS, WEAK_SIGNS
from plandocs.ingest.facts.tables import grid_row
from plandocs.model.finding import FindingKind
from plandocs.model.text import Block, BlockKind

#: Behind or before a mark stand so many letters; both kinds have so many marks together, and no more different ones.
LEAST_TEXT, LEAST_MARKS, MOST_KINDS = 18, 4, 4
_WORD = r"(?:[A-Z]{1,4}|[ก-ฮ]{1,3}\.?|เขียว|เหลือง|แดง|ส้ม|ชมพู|ฟ้า)"
_SIGN = r"[^\w\sก-๙()\[\]{}<>\"'“”‘’.,:;/|=•●▪■◆➢*…–—-]{1,3}|\+{1,2}|[-–—−]{2}"
_NUMBER = r"(?:\s?[-–.#]?\s?\d{1,3}(?!\d|\.\d))?"
_FRONT = re.compile(
    rf"\s*(?:[(\[<【]\s*(?:(?P<a>{_WORD})(?![ก-๙]){_NUMBER}|(?P<b>{_SIGN}|[-–—−]))\s*[)\]>】]|(?P<c>{_SIGN})(?=\s|[\d(\[])"
    rf"|(?P<e>[+\-–—−])(?=\d{{1,2}}(?:[\s:(]|\.\s))|(?P<d>{_WORD})(?:\s?[-–.]?\s?\d{{1,3}}(?!\d|\.\d)|(?=\s?[-–.]?\s?[1-7]\.[1-6])|(?=[\s:.)])))"
)
_BACK = re.compile(
    rf"[(\[][^()\[\]]{{0,12}}?[\s,;/(\[](?P<mark>{_WORD}|{_SIGN}|[-–—−])\s*[)\]]\s*$|[(\[](?P<only>{_WORD}|{_SIGN})[)\]]\s*$"
)
_GOOD, _WEAK = {"เขียว"}, {"แดง", "เหลือง", "ส้ม", "ชมพู"}


def told_marks(blocks: Sequence[Block]) -> tuple[dict[str, FindingKind], dict[str, FindingKind], set[str]]:
    """
    Return the signs and the codes whose place and company show that they say the kinds of entries.

    The third are codes in the same place that say something else: "Q" before questions.
    """
    places: dict[str, Counter[str]] = defaultdict(Counter)
    for place, mark in _marks(blocks):
        places[place][mark] += 1
    signs: dict[str, FindingKind] = {}
    words: dict[str, FindingKind] = {}
    others: set[str] = set()
    for found in places.values():
        often = {mark: count for mark, count in found.items() if count > 1 or kind_of_mark(mark) is not None}
        kinds = {mark: kind for mark in often if (kind := kind_of_mark(mark)) is not None}
        if set(kinds.values()) != set(FindingKind) or len(often) > MOST_KINDS:
            continue
        if sum(often[mark] for mark in kinds) < LEAST_MARKS:
            continue
        others |= {mark for mark in found if mark not in kinds}
        for mark, kind in kinds.items():
            (words if re.match(r"[A-Zก-๙]", mark) else signs).setdefault(mark, kind)
    return signs, words, others


def kind_of_mark(mark: str) -> FindingKind | None:
    """
    Return what a mark usually means where others beside it mean the opposite, or None.

    >>> kind_of_mark("S"), kind_of_mark("แดง"), kind_of_mark("ก")
    (<FindingKind.STRENGTH: 'strength'>, <FindingKind.OFI: 'ofi'>, None)
    """
    bare = mark.strip(".")
    if bare in _GOOD or bare[:1] in GOOD_SIGNS:
        return FindingKind.STRENGTH
    if bare in _WEAK or bare[:1] in WEAK_SIGNS:
        return FindingKind.OFI
    return kind_of_word(bare)[0]


def _marks(blocks: Sequence[Block]) -> Iterator[tuple[str, str]]:
    """Yield the marks of entries, and of cells beside them, with the place where they stand."""
    for index, block in enumerate(blocks):
        if block.stream != "body":
            continue
        if block.kind is not BlockKind.ROW:
            for part in clean(block.text).split("\n"):
                yield from _of_entry("line", part)
            continue
        row = grid_row(block, index)
        long = [cell for cell in row.filled if len(cell.clean) >= LEAST_TEXT]
        for cell in long:
            for line in cell_lines(block, index, cell.start, cell.end):
                yield from _of_entry("cell", line.text)
        for column, cell in row.cells.items():
            if long and cell.clean and len(cell.clean) <= 8 and re.fullmatch(rf"{_WORD}|{_SIGN}|[-–—−]", cell.clean):
                yield f"column {column}", _plain(cell.clean)


def _of_entry(place: str, text: str) -> Iterator[tuple[str, str]]:
    """Yield the mark before an entry, or behind its number or reference, and the one behind it."""
    if len(text) < LEAST_TEXT:
        return
    start = 0
    for step in ("first", "second", "third"):
        found = _FRONT.match(text, start)
        if found is not None and len(text) - found.end() >= LEAST_TEXT:
            mark = next(found[name] for name in "abcde" if found[name])
            yield f"{place} {step}", _plain(mark)
            break
        marker = codes.marker_at(text, start)
        reference = codes.leading_reference(text, start)
        following = reference[1] if reference is not None else marker.end if marker is not None else start
        if following == start:
            break
        start = following
    behind = _BACK.search(text)
    if behind is not None:
        yield f"{place} back", _plain(behind["mark"] or behind["only"])


def _plain(mark: str) -> str:
    return re.sub("[–—−]", "-", mark.strip()).rstrip(".")
