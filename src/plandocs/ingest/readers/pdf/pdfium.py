"""PDFium's functions for page objects, called with plain addresses: a page has hundreds of objects to ask about."""

from __future__ import annotations

import ctypes
import functools
from collections.abc import Callable
from typing import Any

Function = Callable[..., Any]

_ADDRESS = ctypes.c_void_p
#: Name here, name in PDFium, what comes back, types of what goes in.
_FUNCTIONS = (
    ("count", "FPDFPage_CountObjects", ctypes.c_int, (_ADDRESS,)),
    ("get", "FPDFPage_GetObject", _ADDRESS, (_ADDRESS, ctypes.c_int)),
    ("form_count", "FPDFFormObj_CountObjects", ctypes.c_int, (_ADDRESS,)),
    ("form_get", "FPDFFormObj_GetObject", _ADDRESS, (_ADDRESS, ctypes.c_ulong)),
    ("kind", "FPDFPageObj_GetType", ctypes.c_int, (_ADDRESS,)),
    ("matrix", "FPDFPageObj_GetMatrix", ctypes.c_int, (_ADDRESS, _ADDRESS)),
    ("bounds", "FPDFPageObj_GetBounds", ctypes.c_int, (_ADDRESS,) * 5),
    ("font_size", "FPDFTextObj_GetFontSize", ctypes.c_int, (_ADDRESS, _ADDRESS)),
    ("font", "FPDFTextObj_GetFont", _ADDRESS, (_ADDRESS,)),
    ("render_mode", "FPDFTextObj_GetTextRenderMode", ctypes.c_int, (_ADDRESS,)),
    ("font_name", "FPDFFont_GetBaseFontName", ctypes.c_size_t, (_ADDRESS, _ADDRESS, ctypes.c_size_t)),
    ("font_weight", "FPDFFont_GetWeight", ctypes.c_int, (_ADDRESS,)),
    ("draw_mode", "FPDFPath_GetDrawMode", ctypes.c_int, (_ADDRESS, _ADDRESS, _ADDRESS)),
    ("segments", "FPDFPath_CountSegments", ctypes.c_int, (_ADDRESS,)),
    ("segment", "FPDFPath_GetPathSegment", _ADDRESS, (_ADDRESS, ctypes.c_int)),
    ("segment_point", "FPDFPathSegment_GetPoint", ctypes.c_int, (_ADDRESS, _ADDRESS, _ADDRESS)),
    ("segment_kind", "FPDFPathSegment_GetType", ctypes.c_int, (_ADDRESS,)),
    ("segment_closes", "FPDFPathSegment_GetClose", ctypes.c_int, (_ADDRESS,)),
    # Called for each letter: addresses are handed over as they are, which saves a third of the time.
    ("text_object", "FPDFText_GetTextObject", _ADDRESS, None),
    ("loose_box", "FPDFText_GetLooseCharBox", ctypes.c_int, None),
    ("unmapped", "FPDFText_HasUnicodeMapError", ctypes.c_int, None),
)


class Pdfium:
    """
    The functions, and buffers for what they write.

    pypdfium2's own take typed pointers, and making these costs several times what the call does.
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
            typed = getattr(raw, theirs)
            function = type(typed)(ctypes.cast(typed, _ADDRESS).value)
            function.restype, function.argtypes = result, arguments
            setattr(self, name, function)
        self.raw = raw


@functools.cache
def pdfium() -> Pdfium:
    """Return the functions."""
    return Pdfium()


def address(pointer: Any) -> int:
    """Return the address that one of pypdfium2's typed pointers holds."""
    return ctypes.cast(pointer, _ADDRESS).value or 0


class Floats:
    """A few floats that PDFium writes: `at` are their addresses, `values` what was written last."""

    __slots__ = ("at", "values")

    def __init__(self, count: int) -> None:
        self.values = (ctypes.c_float * count)()
        first = ctypes.addressof(self.values)
        self.at = tuple(first + 4 * index for index in range(count))
