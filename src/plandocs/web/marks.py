"""Marked words: a text cut into marked and plain stretches, and links that carry the marks to a document's page."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import quote

Span = tuple[int, int]
#: More marks than this in one link would only make the address longer than servers and people like.
MOST_MARKS = 20


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of a text, marked or not."""

    text: str
    marked: bool = False


def stretches(text: str, spans: Iterable[Sequence[int]]) -> tuple[Stretch, ...]:
    """
    Return `text` in pieces, those inside `spans` marked; spans may overlap or lie outside.

    >>> stretches("ข้อมูลเปิด", [(6, 10)])
    (Stretch(text='ข้อมูล', marked=False), Stretch(text='เปิด', marked=True))
    """
    out: list[Stretch] = []
    position = 0
    for start, end in sorted((max(0, s), min(len(text), e)) for s, e in spans):
        left = max(start, position)
        if end <= left:
            continue
        if left > position:
            out.append(Stretch(text[position:left]))
        out.append(Stretch(text[left:end], marked=True))
        position = end
    if position < len(text) or not out:
        out.append(Stretch(text[position:]))
    return tuple(out)


def excerpt(text: str, spans: Sequence[Sequence[int]], limit: int = 320) -> tuple[Stretch, ...]:
    """
    Return about `limit` letters around the first mark, cut at spaces where there are some nearby.

    Thai marks above and below stay with their letter.
    """
    if len(text) <= limit:
        return stretches(text, spans)
    first = min((span[0] for span in spans), default=0)
    start = _cut(text, max(0, min(first - limit // 3, len(text) - limit)))
    end = _cut(text, min(len(text), start + limit))
    inside = [(s - start, e - start) for s, e in spans if s < end and e > start]
    pieces = stretches(text[start:end], inside)
    before = (Stretch("… "),) if start else ()
    after = (Stretch(" …"),) if end < len(text) else ()
    return (*before, *pieces, *after)


def _cut(text: str, position: int) -> int:
    if position in {0, len(text)}:
        return position
    space = text.find(" ", position, position + 25)
    if space > 0:
        return space + 1
    while position < len(text) and unicodedata.category(text[position]) in {"Mn", "Mc"}:
        position += 1
    return position


def shifted(spans: Iterable[Sequence[int]], start: int, end: int) -> list[Span]:
    """Return the parts of `spans` inside ``start:end``, counted from `start`: the marks of one table cell."""
    return [(max(s, start) - start, min(e, end) - start) for s, e in spans if s < end and e > start]


def link(document_id: str, block: int | None = None, spans: Sequence[Sequence[int]] = ()) -> str:
    """
    Return the address of a document's page, at a block and with words marked.

    >>> link("ab12", 7, [(3, 9)])
    '/documents/ab12?at=7&mark=3-9#b7'
    """
    path = f"/documents/{quote(document_id, safe='')}"
    if block is None:
        return path
    marks = ",".join(f"{start}-{end}" for start, end in list(spans)[:MOST_MARKS])
    return f"{path}?at={block}{'&mark=' + marks if marks else ''}#b{block}"


def parse(marks: str) -> list[Span]:
    """
    Return the spans that `link` wrote; anything else in the address is passed over.

    >>> parse("3-9,x,20-24")
    [(3, 9), (20, 24)]
    """
    out = []
    for part in marks.split(",")[:MOST_MARKS]:
        start, _, end = part.partition("-")
        if start.isascii() and start.isdigit() and end.isascii() and end.isdigit():
            out.append((int(start[:9]), int(end[:9])))
    return out
