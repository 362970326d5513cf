"""Letters of a page as PDFium reads them, in drawing order, where nothing about them is in doubt."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise

from plandocs.ingest.readers.pdf.join import MARKS, Piece, join_pieces
from plandocs.ingest.readers.pdf.pdfium import Floats, Pdfium
from plandocs.ingest.readers.pdf.shapes import Box, Drawn, Span, Word
from plandocs.ingest.readers.pdf.textobjects import OVERLAP, WHITE, TextObject, is_inked

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
#: Engines that read alike put the begin of a piece on one place, as a share of its size.
_BESIDE = 0.1

#: Ascent and descent of a font as shares of its size.
Heights = tuple[float, float]


def read_letters(
    page: int, text: str, count: int, objects: Sequence[TextObject], place: Box, library: Pdfium
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
    found = _found(page, text, library)
    if found is None:
        return None
    left, top, right, bottom = place
    edges = _edge_finder(page, text, library)
    out: list[Drawn] = []
    for item in objects:
        parts = found.get(item.address)
        if parts is None:
            if is_inked(item, library):
                return None
            continue
        _, base, size, font, _ = item
        for start, end in parts:
            letters = text[start:end]
            if not font.mapped.issuperset(letters) and not _mapped(page, letters, start, font.mapped, library):
                return None
            x0, x1 = edges(start, end)
            if base is None or x0 < left or x1 > right or not top < base < bottom:
                return None  # other engines leave out what the page cuts off
            out.append(Drawn(letters, x0 - left, x1 - left, base, size, font.name, font.bold))
    return out


def _edge_finder(page: int, text: str, library: Pdfium) -> Callable[[int, int], tuple[float, float]]:
    """What finds the left and right edge of a run of letters: where it begins, and where the next would."""
    box, handle = Floats(4), ctypes.c_void_p(page)
    loose, at, values = library.loose_box, ctypes.c_void_p(box.at[0]), box.values

    def edges(start: int, end: int) -> tuple[float, float]:
        loose(handle, start, at)
        x0 = values[0]
        last = end - 1
        if last > start:
            loose(handle, last, at)
        x1 = values[2]
        if text[last] in MARKS:
            # It takes no room of its own: the letter under it tells the edge, too.
            while last > start and text[last] in MARKS:
                last -= 1
            loose(handle, last, at)
            x1 = min(x1, values[2]) if text[last] not in MARKS else x0 + _HAIR
        return x0, x1

    return edges


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


def _found(number: int, text: str, library: Pdfium) -> dict[int, list[tuple[int, int]]] | None:
    """First letter and end of what each text object says, None where objects stand within one another."""
    object_at, page = library.text_object, ctypes.c_void_p(number)
    found: dict[int, list[tuple[int, int]]] = {}
    last = 0
    for token in _TOKEN.finditer(text):
        start, end = token.span()
        here = object_at(page, start)
        if end - start == 1 or object_at(page, end - 1) == here:
            parts: Iterable[tuple[int, int, int]] = ((here, start, end),)
        else:
            parts = _cut(start, [object_at(page, index) for index in range(start, end)])
        for item, begin, until in parts:
            if item != last and item in found:
                return None
            found.setdefault(item, []).append((begin, until))
            last = item
    return found


def _cut(start: int, owners: Sequence[int]) -> Iterable[tuple[int, int, int]]:
    """Runs of letters with one owner: owner, first letter, end."""
    changes = [index for index, (above, below) in enumerate(pairwise(owners), start=1) if above != below]
    for begin, end in pairwise((0, *changes, len(owners))):
        yield owners[begin], start + begin, start + end


def _mapped(page: int, letters: str, start: int, known: set[str], library: Pdfium) -> bool:
    """Whether the font says what its glyphs mean; each letter of a font is asked about once."""
    handle = ctypes.c_void_p(page)
    for letter in set(letters) - known:
        if library.unmapped(handle, start + letters.index(letter)):
            return False
        known.add(letter)
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
