"""Whether PDFium reads the letters of a document as poppler does: compared on sample pages, then trusted for others."""

from __future__ import annotations

from collections.abc import Sequence

from plandocs.ingest.readers.pdf.join import Piece, join_pieces
from plandocs.ingest.readers.pdf.letters import Heights, learn_heights, words_of
from plandocs.ingest.readers.pdf.shapes import Canvas, Drawn, Word

#: Which page of each chunk is compared: covers differ from what follows, so it is the second one.
SAMPLE = 1
#: With fewer letters a page proves nothing.
_LEAST = 200
#: Pages between two that need poppler which are read along with them: fewer cost less than starting it again.
_BRIDGE = 4
#: Share of spaces in which readings that agree may differ.
_APART = 0.03
#: Ascent and descent of a font that says none.
_UNSAID = (0.95, 0.35)


class Proof:
    """
    What comparing has shown so far.

    PDFium is at hand on every page, for lines and looks, and poppler takes as long again. But only letters that
    `read_letters` has no doubts about, in fonts whose letters both engines placed alike, are taken from it alone.
    """

    def __init__(self) -> None:
        self._heights: dict[str, Heights] = {}
        #: What fonts have that are not known yet.
        self._others: Heights | None = None
        #: Set once the engines differed: from then on poppler reads all pages.
        self.lost = False

    def compare(self, drawn: Sequence[Drawn] | None, pieces: Sequence[Piece]) -> None:
        """Learn from a page that both engines have read."""
        if self.lost or sum(len(piece[4]) for piece in pieces) < _LEAST:
            return
        heights = learn_heights(drawn, pieces) if drawn else None
        if not drawn or heights is None or any(one.font not in heights for one in drawn):
            self.lost = True
            return
        self.lost = not _agree(words_of(drawn, heights), join_pieces(pieces))
        for font, height in heights.items():
            if self._heights.setdefault(font, height) != height:
                self.lost = True
        # Where all fonts have what poppler takes for want of a number, the program writes none.
        self._others = _UNSAID if set(self._heights.values()) == {_UNSAID} else None

    def words(self, canvas: Canvas) -> list[Word] | None:
        """Return the words of a page, None where they are not proven."""
        if canvas.broken or not canvas.texts:
            return []
        drawn = canvas.letters
        if self.lost or drawn is None:
            return None
        fonts = {one.font for one in drawn}
        heights = {font: self._heights.get(font, self._others) for font in fonts}
        known = {font: height for font, height in heights.items() if height is not None}
        return words_of(drawn, known) if len(known) == len(fonts) else None


def _agree(words: Sequence[Word], others: Sequence[Word]) -> bool:
    """Whether two readings have the same letters, and nearly the same spaces: these are told by their room."""
    if "".join([word.text for word in words]) != "".join([word.text for word in others]):
        return False
    here, there = _spaces(words), _spaces(others)
    return len(here ^ there) <= max(2, _APART * len(there))


def _spaces(words: Sequence[Word]) -> set[int]:
    """How many letters stand before each space."""
    out = set()
    count = 0
    for word in words:
        if word.space:
            out.add(count)
        count += len(word.text)
    return out


def spans(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """
    Return first and last page of what must be read in one go.

    >>> spans([3, 4, 9, 30])
    [(3, 9), (30, 30)]
    """
    out: list[tuple[int, int]] = []
    for number in numbers:
        if out and number - out[-1][1] <= _BRIDGE + 1:
            out[-1] = (out[-1][0], number)
        else:
            out.append((number, number))
    return out
