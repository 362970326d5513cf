"""Values of the PDF reader: words with boxes, lines, what is drawn on a page."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

Box = tuple[float, float, float, float]


@dataclass(slots=True)
class Word:
    """
    Letters drawn together, with their box (points from the top left corner); a value, never changed.

    Words and spans are made by the hundred on each page and are not frozen, which would double the time for that.

    `space` tells that a space stands before it, `trail` that one was drawn behind it at the end of its line. `ocr` is
    the recognition confidence 0–1 of a word read from a picture.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    space: bool = False
    ocr: float | None = None
    trail: bool = False


@dataclass(slots=True)
class Line:
    """
    One line of a column or cell.

    `glued` tells that it goes on the line above in the middle of a word or number, `trail` that a space was drawn at
    its end.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float = 0.0
    bold: bool = False
    page: int = 0
    ocr: float | None = None
    glued: bool = False
    trail: bool = False

    @property
    def box(self) -> Box:
        """Left, top, right, bottom."""
        return (self.x0, self.top, self.x1, self.bottom)

    @property
    def height(self) -> float:
        """Height of the box, never zero."""
        tall = self.bottom - self.top
        return tall if tall > 1.0 else 1.0


@dataclass(slots=True)
class Span:
    """A drawn piece of text with its look."""

    box: Box
    size: float
    bold: bool


class Drawn(NamedTuple):
    """A piece of text with its base line, as it was drawn."""

    text: str
    x0: float
    x1: float
    base: float
    size: float
    font: str
    bold: bool


@dataclass(slots=True)
class Canvas:
    """
    What is drawn on a page besides the words: ruling lines, looks of text, how much is covered by pictures.

    `horizontal` holds (y, left, right), `vertical` (x, top, bottom). `shift` turns media box coordinates into those of
    the visible page. `trails` holds the last letters of lines behind which a space is drawn, `unmapped` counts tone
    marks whose glyphs have no mapping to letters. `letters` are those of the page where nothing about them is in doubt.
    `invisible` is the share of text objects drawn in render mode 3, as OCR programs do.
    """

    width: float
    height: float
    horizontal: list[tuple[float, float, float]] = field(default_factory=list)
    vertical: list[tuple[float, float, float]] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    image_area: float = 0.0
    images: int = 0
    texts: int = 0
    invisible: float = 0.0
    shift: tuple[float, float] = (0.0, 0.0)
    broken: bool = False
    trails: frozenset[str] = frozenset()
    unmapped: int = 0
    letters: list[Drawn] | None = None


def union(boxes: list[Box]) -> Box:
    """Return the smallest box around `boxes`."""
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )
