"""PDFium's functions for page objects, called with plain addresses: a page has hundreds of objects to ask about."""

from __future__ import annotations

import ctypes
import functools
from collections.abc import Callable, Sequence
from typing import Any

Function = Callable[..., Any]

_ADDRESS = ctypes.c_void_p


class Handle(ctypes.c_void_p):
    """
    An address of PDFium's that goes into its functions as it is.

    Numbers would have to be told as addresses each time, which takes longer than what most functions do.
    """


_AT = (_ADDRESS,)
#: Name here, name in PDFium, what comes back, types of what goes in where Python's own would not do.
_FUNCTIONS: tuple[tuple[str, str, Any, tuple[Any, ...]], ...] = (
    ("count", "FPDFPage_CountObjects", ctypes.c_int, ()),
    ("get", "FPDFPage_GetObject", Handle, ()),
    ("form_count", "FPDFFormObj_CountObjects", ctypes.c_int, ()),
    ("form_get", "FPDFFormObj_GetObject", Handle, (_ADDRESS, ctypes.c_ulong)),
    ("kind", "FPDFPageObj_GetType", ctypes.c_int, ()),
    ("matrix", "FPDFPageObj_GetMatrix", ctypes.c_int, ()),
    ("bounds", "FPDFPageObj_GetBounds", ctypes.c_int, ()),
    ("font_size", "FPDFTextObj_GetFontSize", ctypes.c_int, ()),
    ("font", "FPDFTextObj_GetFont", _ADDRESS, ()),
    ("render_mode", "FPDFTextObj_GetTextRenderMode", ctypes.c_int, ()),
    ("font_name", "FPDFFont_GetBaseFontName", ctypes.c_size_t, (_ADDRESS, _ADDRESS, ctypes.c_size_t)),
    ("font_weight", "FPDFFont_GetWeight", ctypes.c_int, _AT),
    ("draw_mode", "FPDFPath_GetDrawMode", ctypes.c_int, ()),
    ("segments", "FPDFPath_CountSegments", ctypes.c_int, ()),
    ("segment", "FPDFPath_GetPathSegment", Handle, ()),
    ("segment_point", "FPDFPathSegment_GetPoint", ctypes.c_int, ()),
    ("segment_kind", "FPDFPathSegment_GetType", ctypes.c_int, ()),
    ("segment_closes", "FPDFPathSegment_GetClose", ctypes.c_int, ()),
    ("text_object", "FPDFText_GetTextObject", _ADDRESS, ()),
    ("loose_box", "FPDFText_GetLooseCharBox", ctypes.c_int, ()),
    ("unmapped", "FPDFText_HasUnicodeMapError", ctypes.c_int, ()),
)


class Pdfium:
    """
    The functions, and room for what they write; as PDFium itself, for one thread at a time.

    pypdfium2's own take typed pointers, and making these costs several times what the call does. These ones keep the
    interpreter's lock, too: none of them works longer than it takes to give it away.
    """

    count: Function
    get: Function
    form_count: Function
    form_get: Function
    kind: Function
    matrix: Function
    bounds: Function
    font_size: Function
    font: Function
    render_mode: Function
    font_name: Function
    font_weight: Function
    draw_mode: Function
    segments: Function
    segment: Function
    segment_point: Function
    segment_kind: Function
    segment_closes: Function
    text_object: Function
    loose_box: Function
    unmapped: Function

    def __init__(self) -> None:
        from pypdfium2 import raw

        for name, theirs, result, arguments in _FUNCTIONS:
            place = ctypes.cast(getattr(raw, theirs), _ADDRESS).value
            if place is None:
                raise ImportError(theirs)
            setattr(self, name, ctypes.PYFUNCTYPE(result, *arguments)(place))
        self.raw = raw
        self._matrices, self._sizes, self._boxes = Rows(6), Rows(1), Rows(4)
        self._edges, self._points = Rows(4, pointers=4), Rows(2, pointers=2)

    def matrices(self, items: Sequence[Handle]) -> tuple[list[int], list[float]]:
        """Return whether each object has a matrix, and six numbers for each."""
        return self._matrices.ask(self.matrix, items)

    def sizes(self, items: Sequence[Handle]) -> list[float]:
        """Return the font sizes of text objects."""
        return self._sizes.ask(self.font_size, items)[1]

    def all_bounds(self, items: Sequence[Handle]) -> tuple[list[int], list[float]]:
        """Return whether each object has bounds, and left, bottom, right, top for each."""
        return self._edges.ask(self.bounds, items)

    def loose_boxes(self, page: Handle, letters: Sequence[int]) -> tuple[list[int], list[float]]:
        """Return whether each letter of a text page has a box, and left, right, bottom, top for each."""
        return self._boxes.ask(functools.partial(self.loose_box, page), letters)

    def points(self, segments: Sequence[Handle]) -> list[float]:
        """Return x and y of each segment of a path."""
        return self._points.ask(self.segment_point, segments)[1]


@functools.cache
def pdfium() -> Pdfium:
    """Return the functions."""
    return Pdfium()


def handle(pointer: Any) -> Handle:
    """Return what one of pypdfium2's typed pointers holds."""
    return Handle(ctypes.cast(pointer, _ADDRESS).value)


class Floats:
    """A few floats that PDFium writes: `at` are their addresses, `values` what was written last."""

    __slots__ = ("at", "values")

    def __init__(self, count: int) -> None:
        self.values = (ctypes.c_float * count)()
        first = ctypes.addressof(self.values)
        self.at = tuple(Handle(first + 4 * index) for index in range(count))


class Rows:
    """Floats that PDFium writes about many things: `width` for each, in places that `pointers` of them are told."""

    #: So many things are asked about in one go.
    ROOM = 256

    def __init__(self, width: int, *, pointers: int = 1) -> None:
        self._width = width
        self._values = (ctypes.c_float * (width * self.ROOM))()
        first = ctypes.addressof(self._values)
        self._at = [
            [Handle(first + 4 * (width * row + column)) for row in range(self.ROOM)] for column in range(pointers)
        ]

    def ask(self, function: Function, items: Sequence[Any]) -> tuple[list[int], list[float]]:
        """Return what `function` returns for each of `items`, and all that it wrote."""
        told: list[int] = []
        values: list[float] = []
        for first in range(0, len(items), self.ROOM):
            some = items[first : first + self.ROOM]
            told.extend(map(function, some, *self._at))
            values.extend(self._values[: self._width * len(some)])
        return told, values
