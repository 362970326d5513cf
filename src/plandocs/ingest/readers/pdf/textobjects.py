"""What a page says of its text objects: where they stand, in which size and font."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Sequence
from typing import NamedTuple

from plandocs.ingest.readers.pdf.frame import Frame
from plandocs.ingest.readers.pdf.pdfium import Floats, Pdfium
from plandocs.ingest.readers.pdf.shapes import Span

#: Texts on one base line are one piece when the white between them is less than this share of their size, and when
#: they overlap by less than the other.
WHITE, OVERLAP = 0.6, 0.5


class Font(NamedTuple):
    """A font: its name, whether it is bold, and which of its letters were found to be mapped on this page."""

    name: str
    bold: bool
    mapped: set[str]


class TextObject(NamedTuple):
    """A drawn text object: where PDFium holds it, its base line (None when turned or moved), its size and font."""

    address: int
    base: float | None
    size: float
    font: Font
    frame: Frame


def text_noter(library: Pdfium) -> tuple[list[TextObject], Callable[[int, Frame], None]]:
    """Return a list of text objects and what adds one; a page has hundreds, so all that is needed is kept at hand."""
    size_of, matrix_of, font_of = library.font_size, library.matrix, library.font
    sizes, matrix = Floats(1), Floats(6)
    (size_at,), (matrix_at, *_) = sizes.at, matrix.at
    size_values, matrix_values = sizes.values, matrix.values
    objects: list[TextObject] = []
    fonts: dict[int | None, Font] = {}

    def note(item: int, frame: Frame) -> None:
        size_of(item, size_at)
        scale, base = 1.0, None
        if matrix_of(item, matrix_at):
            _, b, c, d, _, f = matrix_values[:]
            if b or c:
                scale = max(abs(d), abs(b)) or 1.0
            else:
                scale, base = abs(d) or 1.0, frame.down(f)
        number = font_of(item)
        font = fonts.get(number)
        if font is None:
            font = fonts[number] = _font(number, library)
        objects.append(TextObject(item, base, size_values[0] * scale, font, frame))

    return objects, note


def _font(font: int | None, library: Pdfium) -> Font:
    if font is None:
        return Font("", bold=False, mapped=set())
    buffer = ctypes.create_string_buffer(160)
    length = library.font_name(font, ctypes.addressof(buffer), len(buffer))
    name = buffer.value.decode("utf-8", "replace") if 0 < length <= len(buffer) else ""
    bold = any(word in name.lower() for word in ("bold", "black", "heavy", "semibold"))
    return Font(name, bold or library.font_weight(font) >= 600, set())


def object_spans(objects: Sequence[TextObject], library: Pdfium) -> list[Span]:
    """Return the looks of text objects, by what is to be seen of each; behind each other with one look they are one."""
    bounds_of, bounds = library.bounds, Floats(4)
    at, values = bounds.at, bounds.values
    spans: list[Span] = []
    last: tuple[float | None, float, bool] | None = None
    right = 0.0
    for item, base, size, font, frame in objects:
        if not bounds_of(item, *at):
            continue
        box = frame.box(*values[:])
        now = (base, size, font.bold)
        if base is not None and now == last and -OVERLAP * size < box[0] - right < WHITE * size:
            span = spans[-1]
            x0, top, x1, bottom = span.box
            span.box = (x0, min(box[1], top), max(box[2], x1), max(box[3], bottom))
        else:
            spans.append(Span(box, size, font.bold))
        last, right = now, box[2]
    return spans


def is_inked(item: TextObject, library: Pdfium) -> bool:
    """Return whether there is anything to be seen of a text object."""
    bounds = Floats(4)
    if not library.bounds(item.address, *bounds.at):
        return False
    left, bottom, right, top = bounds.values[:]
    return right > left and top > bottom
