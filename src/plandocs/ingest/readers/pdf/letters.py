"""Letters of a page as PDFium reads them, in drawing order, where nothing about them is in doubt."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import partial
from itertools import accumulate, compress, groupby
from operator import ne
from typing import NamedTuple

from plandocs.ingest.readers.pdf.join import MARKS, Piece, join_pieces
from plandocs.ingest.readers.pdf.pdfium import Handle, Pdfium
from plandocs.ingest.readers.pdf.shapes import Box, Drawn, Span, Word
from plandocs.ingest.readers.pdf.textobjects import OVERLAP, WHITE, TextObjects, any_inked

#: What stands together in PDFium's text of a page.
_TOKEN = re.compile("[^ \r\n]+")
#: Letters that mean themselves: in the others a glyph number without a mapping, a hyphen taken out of a line end or a
#: letter that PDFium writes in another way could hide.
_PLAIN = re.compile("[\r\n -~\u0e01-\u0e5b\u2010-\u2027\u2190-\u27bf\uf020-\uf0ff]*")

#: What of a letter is to be seen above and below the base line, as shares of its size.
_ABOVE, _BELOW = 0.8, 0.2
#: The width of marks by themselves, so that they are not taken for letters without any.
_HAIR = 0.02
#: What has no place of its own.
_MARK = re.compile("[ัำิ-ฺ็-๎]")
_MARKS = "".join(MARKS)
#: Engines that read alike put the begin of a piece on one place, as a share of its size.
_BESIDE = 0.1

#: Ascent and descent of a font as shares of its size.
Heights = tuple[float, float]

#: Makes a value of a list of its fields; a page has hundreds.
_drawn = partial(tuple.__new__, Drawn)


class _Runs(NamedTuple):
    """What text objects say, in the order of drawing: number of the object, first letter and end, for each run."""

    objects: Sequence[int]
    starts: Sequence[int]
    ends: Sequence[int]


def read_letters(
    page: Handle, text: str, count: int, objects: TextObjects, place: Box, library: Pdfium
) -> list[Drawn] | None:
    """
    Return the pieces of a page in drawing order, None where they are in doubt.

    `page` is PDFium's text page, `text` what it says with `count` letters, `objects` what the page draws, `place` what
    is to be seen of it. PDFium sorts its text by place, which tears Thai marks from their letters; text objects in the
    order of drawing do not. It leaves out objects whose letters another one has said (/ActualText over several), and
    then says some of them twice: a page where anything to be seen is left out is in doubt.
    """
    if len(text) != count or not _PLAIN.fullmatch(text):
        return None
    runs = _runs(page, text, objects, library)
    if runs is None or not runs.objects:
        return None if runs is None else []
    fonts = [objects.fonts[at] for at in runs.objects]
    bases = [base for at in runs.objects if (base := objects.bases[at]) is not None]
    if len(bases) != len(fonts) or not _mapped(page, text, runs, fonts, library):
        return None
    edges = _edges(page, text, runs, library)
    left, top, right, bottom = place
    if edges is None or not (top < min(bases) and max(bases) < bottom):
        return None  # other engines leave out what the page cuts off
    lefts, rights = edges
    if min(lefts) < left or max(rights) > right:
        return None
    if left:
        lefts, rights = [x - left for x in lefts], [x - left for x in rights]
    texts = [text[start:end] for start, end in zip(runs.starts, runs.ends, strict=True)]
    sizes = [objects.sizes[at] for at in runs.objects]
    names, bolds = zip(*[objects.looks[font] for font in fonts], strict=True)
    return list(map(_drawn, zip(texts, lefts, rights, bases, sizes, names, bolds, strict=True)))


def _runs(page: Handle, text: str, objects: TextObjects, library: Pdfium) -> _Runs | None:
    """
    What each text object says.

    None where objects stand within one another, or where some say nothing though they are to be seen.
    """
    owners, starts, ends = _said(page, text, library)
    said = set(owners)
    if len(said) != sum(1 for _ in groupby(owners)):
        return None
    addresses = [item.value for item in objects.items]
    silent = [item for item, address in zip(objects.items, addresses, strict=True) if address not in said]
    if any_inked(silent, library):
        return None
    number = dict(zip(addresses, range(len(addresses)), strict=True))
    runs = sorted((number[owner], at) for at, owner in enumerate(owners) if owner in number)
    order = [at for _, at in runs]
    return _Runs([at for at, _ in runs], [starts[at] for at in order], [ends[at] for at in order])


def _said(page: Handle, text: str, library: Pdfium) -> tuple[list[int | None], list[int], list[int]]:
    """Text object, first letter and end of each run of letters that one object says, in the order of the text."""
    object_at = partial(library.text_object, page)
    tokens = [token.span() for token in _TOKEN.finditer(text)]
    first = map(object_at, [start for start, _ in tokens])
    final = map(object_at, [end - 1 for _, end in tokens])
    owners: list[int | None] = []
    starts: list[int] = []
    ends: list[int] = []
    for (start, end), here, there in zip(tokens, first, final, strict=True):
        if here == there:
            owners.append(here)
            starts.append(start)
        else:
            each = list(map(object_at, range(start, end)))
            cuts = [start, *compress(range(start + 1, end), map(ne, each, each[1:]))]
            owners += [each[cut - start] for cut in cuts]
            starts += cuts
            ends += cuts[1:]
        ends.append(end)
    return owners, starts, ends


def _edges(page: Handle, text: str, runs: _Runs, library: Pdfium) -> tuple[list[float], list[float]] | None:
    """The left and right edges of runs of letters: where each begins, and where the next would; None where unknown."""
    count = len(runs.starts)
    marked = [at for at, end in enumerate(runs.ends) if text[end - 1] in MARKS]
    # A mark takes no room of its own: the letter under it tells the edge, too.
    stems = [
        max(start := runs.starts[at], start - 1 + len(text[start : runs.ends[at]].rstrip(_MARKS))) for at in marked
    ]
    known, boxes = library.loose_boxes(page, [*runs.starts, *[end - 1 for end in runs.ends], *stems])
    if not all(known):
        return None
    lefts, rights = boxes[: 4 * count : 4], boxes[4 * count + 2 : 8 * count : 4]
    for at, stem, edge in zip(marked, stems, boxes[8 * count + 2 :: 4], strict=True):
        rights[at] = min(rights[at], edge) if text[stem] not in MARKS else lefts[at] + _HAIR
    return lefts, rights


def letter_spans(drawn: Sequence[Drawn]) -> list[Span]:
    """Return the looks of the letters of a page; those behind each other with one look are one."""
    spans: list[Span] = []
    line: tuple[float, float, bool] | None = None
    for _, x0, x1, base, size, _, bold in drawn:
        if line == (base, size, bold):
            left, top, right, bottom = spans[-1].box
            if -OVERLAP * size < x0 - right < WHITE * size:
                spans[-1].box = (left, top, max(right, x1), bottom)
                continue
        line = (base, size, bold)
        spans.append(Span((x0, base - _ABOVE * size, x1, base + _BELOW * size), size, bold))
    return spans


def _mapped(page: Handle, text: str, runs: _Runs, fonts: Sequence[int | None], library: Pdfium) -> bool:
    """Whether the fonts say what their glyphs mean; each letter of a font is asked about once."""
    spans: dict[int | None, list[tuple[int, int]]] = {}
    for font, start, end in zip(fonts, runs.starts, runs.ends, strict=True):
        spans.setdefault(font, []).append((start, end))
    for parts in spans.values():
        letters = "".join([text[start:end] for start, end in parts])
        before = [0, *accumulate([end - start for start, end in parts])]
        for letter in set(letters):
            place = letters.index(letter)
            part = bisect_right(before, place) - 1
            if library.unmapped(page, parts[part][0] + place - before[part]):
                return False
    return True


def words_of(drawn: Sequence[Drawn], heights: Mapping[str, Heights]) -> list[Word]:
    """Return the words of a page; `heights` give the boxes that each font has."""
    pieces = []
    for text, x0, x1, base, size, font, _ in drawn:
        ascent, descent = heights[font]
        pieces.append((x0, base - ascent * size, x1, base + descent * size, text))
    return join_pieces(pieces)


def learn_heights(drawn: Sequence[Drawn], pieces: Sequence[Piece]) -> dict[str, Heights] | None:
    """
    Return the heights that another engine gives each font, None where it gives one font several.

    Both say the same letters; pieces that begin with the same one tell.
    """
    starts: dict[int, Piece] = {}
    at = 0
    for piece in pieces:
        starts[at] = piece
        at += len(piece[4])
    heights: dict[str, Heights] = {}
    at = 0
    for one in drawn:
        other = starts.get(at)
        at += len(one.text)
        if other is None or one.size <= 0 or _MARK.match(one.text):
            continue
        if abs(other[0] - one.x0) > _BESIDE * one.size:
            return None
        ascent = round((one.base - other[1]) / one.size, 3)
        descent = round((other[3] - one.base) / one.size, 3)
        known = heights.setdefault(one.font, (ascent, descent))
        if abs(known[0] - ascent) > 0.02 or abs(known[1] - descent) > 0.02:
            return None
    return heights
