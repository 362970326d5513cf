"""What a page says of its text objects: where they stand, in which size and font."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from plandocs.ingest.readers.pdf.frame import Frame
from plandocs.ingest.readers.pdf.pdfium import Handle, Pdfium
from plandocs.ingest.readers.pdf.shapes import Box, Span

#: Texts on one base line are one piece when the white between them is less than this share of their size, and when
#: they overlap by less than the other.
WHITE, OVERLAP = 0.6, 0.5


class Font(NamedTuple):
    """The look of a font: its name, and whether it is bold."""

    name: str
    bold: bool


@dataclass(slots=True)
class TextObjects:
    """
    The drawn text objects of a page, in the order of drawing: lists with a place for each.

    `bases` are base lines, None where one is turned or moved; `fonts` are numbers of `looks`. A page has hundreds, and
    lists of numbers are made much faster than hundreds of values.
    """

    items: Sequence[Handle]
    frames: Sequence[Frame]
    bases: list[float | None]
    sizes: list[float]
    fonts: list[int | None]
    looks: dict[int | None, Font]


def text_objects(items: Sequence[Handle], frames: Sequence[Frame], library: Pdfium) -> TextObjects:
    """Return what a page says of its text objects `items`, each in its frame."""
    has_matrix, matrices = library.matrices(items)
    b, c, d, f = matrices[1::6], matrices[2::6], matrices[3::6], matrices[5::6]
    bases: list[float | None]
    if all(has_matrix) and not any(b) and not any(c):
        scales = [abs(scale) or 1.0 for scale in d]
        bases = [frame.down(y) for frame, y in zip(frames, f, strict=True)]
    else:
        scales, bases = [], []
        for frame, moved, b1, c1, d1, f1 in zip(frames, has_matrix, b, c, d, f, strict=True):
            straight = bool(moved) and not (b1 or c1)
            bases.append(frame.down(f1) if straight else None)
            scales.append((max(abs(d1), abs(b1)) or 1.0) if moved else 1.0)
    sizes = [size * scale for size, scale in zip(library.sizes(items), scales, strict=True)]
    fonts = list(map(library.font, items))
    return TextObjects(items, frames, bases, sizes, fonts, {font: _font(font, library) for font in set(fonts)})


def _font(font: int | None, library: Pdfium) -> Font:
    if font is None:
        return Font("", bold=False)
    buffer = ctypes.create_string_buffer(160)
    length = library.font_name(font, ctypes.addressof(buffer), len(buffer))
    name = buffer.value.decode("utf-8", "replace") if 0 < length <= len(buffer) else ""
    bold = any(word in name.lower() for word in ("bold", "black", "heavy", "semibold"))
    return Font(name, bold or library.font_weight(font) >= 600)


def object_spans(objects: TextObjects, library: Pdfium) -> list[Span]:
    """Return the looks of text objects, by what is to be seen of each; behind each other with one look they are one."""
    spans: list[Span] = []
    last: tuple[float | None, float, bool] | None = None
    end = 0.0
    for at, bounds in enumerate(_bounds(objects.items, library)):
        if bounds is None:
            continue
        box = objects.frames[at].box(*bounds)
        base, size, bold = now = objects.bases[at], objects.sizes[at], objects.looks[objects.fonts[at]].bold
        if base is not None and now == last and -OVERLAP * size < box[0] - end < WHITE * size:
            span = spans[-1]
            x0, above, x1, below = span.box
            span.box = (x0, min(box[1], above), max(box[2], x1), max(box[3], below))
        else:
            spans.append(Span(box, size, bold))
        last, end = now, box[2]
    return spans


def any_inked(items: Sequence[Handle], library: Pdfium) -> bool:
    """Return whether there is anything to be seen of one of these text objects."""
    return any(
        bounds is not None and bounds[2] > bounds[0] and bounds[3] > bounds[1] for bounds in _bounds(items, library)
    )


def _bounds(items: Sequence[Handle], library: Pdfium) -> Iterator[Box | None]:
    """Left, bottom, right and top of objects in user space."""
    has_bounds, values = library.all_bounds(items)
    for has, *box in zip(has_bounds, values[::4], values[1::4], values[2::4], values[3::4], strict=True):
        yield (box[0], box[1], box[2], box[3]) if has else None
