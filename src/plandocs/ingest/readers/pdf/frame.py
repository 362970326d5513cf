"""User space of a PDF page to points from the top left corner of the page as it is shown."""

from __future__ import annotations

from copy import copy
from typing import Any

from plandocs.ingest.readers.pdf.shapes import Box

Matrix = tuple[float, float, float, float, float, float]


class Frame:
    """Turns a page's user space into points from the top left corner of the displayed media box."""

    def __init__(self, page: Any) -> None:
        left, bottom, right, top = page.get_mediabox()
        self.left, self.bottom = min(left, right), min(bottom, top)
        self.wide, self.high = abs(right - left), abs(top - bottom)
        self.turn = page.get_rotation() % 360
        sideways = self.turn in {90, 270}
        self.width, self.height = (self.high, self.wide) if sideways else (self.wide, self.high)
        self.matrix: Matrix | None = None
        crop = page.get_cropbox()
        self.shift = (0.0, 0.0)
        #: Left and right edge in user space, top and bottom from the top edge; None where a part of the page is hidden.
        self.seen: Box | None = (self.left, 0.0, self.left + self.wide, self.high)
        if self.turn or (crop and tuple(map(round, crop)) != tuple(map(round, (left, bottom, right, top)))):
            self.seen = None
        if not self.turn and crop:
            self.shift = (max(0.0, crop[0] - self.left), max(0.0, max(bottom, top) - crop[3]))

    def within(self, matrix: Matrix) -> Frame:
        """Return the frame for what stands inside a form object that is drawn with `matrix`."""
        inside = copy(self)
        inside.matrix = matrix if self.matrix is None else _times(matrix, self.matrix)
        return inside

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return a point of user space as it is shown."""
        if self.matrix is not None:
            a, b, c, d, e, f = self.matrix
            x, y = a * x + c * y + e, b * x + d * y + f
        x, y = x - self.left, y - self.bottom
        if self.turn == 90:
            return y, x
        if self.turn == 180:
            return self.wide - x, y
        if self.turn == 270:
            return self.high - y, self.wide - x
        return x, self.high - y

    def down(self, y: float) -> float | None:
        """Return how far below the top edge a height is, None where it depends on the place beside it."""
        return None if self.turn or self.matrix is not None else self.high + self.bottom - y

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """Return a box of user space as it is shown."""
        if not self.turn and self.matrix is None:
            down = self.high + self.bottom
            return (left - self.left, down - top, right - self.left, down - bottom)
        corners = [self.point(x, y) for x in (left, right) for y in (bottom, top)]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        return (min(xs), min(ys), max(xs), max(ys))


def _times(one: Matrix, other: Matrix) -> Matrix:
    """The matrix that does `one`, then `other`."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)
