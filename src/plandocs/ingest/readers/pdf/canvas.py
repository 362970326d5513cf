"""What is drawn on a PDF page, from PDFium's page objects: ruling lines, text looks, pictures."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable, Iterator
from copy import copy
from itertools import islice, pairwise
from typing import Any

from plandocs.ingest.readers.pdf.pdfium import Floats, Pdfium, address, pdfium
from plandocs.ingest.readers.pdf.shapes import Box, Canvas, Span

Matrix = tuple[float, float, float, float, float, float]

#: A drawn rectangle thinner than this (points) is a line.
_THIN = 2.6
_SHORTEST = 4.0
_MAX_OBJECTS = 40_000
_MAX_SEGMENTS = 20_000
_MAX_CHARACTERS = 100_000
#: Forms inside forms are followed down to this depth.
_DEPTH = 4
_UNMOVED = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_TRAILING = re.compile(r" +(?=\r?\n|$)")
#: Tone marks of UPC fonts as PDFium shows them; poppler leaves them out without a trace.
_UNMAPPED = re.compile("[ก-๎] ?[ÉÊËÌÍ]|[ÉÊËÌÍ] ?[ก-๎]")
_UNMAPPED_SIGN = re.compile("[ÉÊËÌÍ]")
_NO_LETTERS = re.compile("[^0-9A-Za-z๐-๙ก-ฮะาำเแโใไๅ]+")


class _Frame:
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
        if not self.turn and crop:
            self.shift = (max(0.0, crop[0] - self.left), max(0.0, max(bottom, top) - crop[3]))

    def within(self, matrix: Matrix) -> _Frame:
        """Return the frame for what stands inside a form object that is drawn with `matrix`."""
        inside = copy(self)
        inside.matrix = matrix if self.matrix is None else _times(matrix, self.matrix)
        return inside

    def point(self, x: float, y: float) -> tuple[float, float]:
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

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        if not self.turn and self.matrix is None:
            down = self.high + self.bottom
            return (left - self.left, down - top, right - self.left, down - bottom)
        corners = [self.point(x, y) for x in (left, right) for y in (bottom, top)]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        return (min(xs), min(ys), max(xs), max(ys))


def read_canvas(page: Any, *, signs: bool = True) -> Canvas:
    """Return what is drawn on a pypdfium2 page; `signs` asks for what only PDFium's own text tells, too."""
    library = pdfium()
    raw = library.raw
    text_type, path_type, image_type = raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE
    frame = _Frame(page)
    handle = address(page.raw)
    canvas = Canvas(frame.width, frame.height, shift=frame.shift)
    look = _text_looker(library, canvas)
    paths = _PathReader(library)
    area = 0.0
    for kind, item, here in islice(_objects(handle, frame, library), _MAX_OBJECTS):
        if kind == text_type:
            look(item, here)
        elif kind == path_type:
            paths.read(item, here, canvas)
        elif kind == image_type:
            canvas.images += 1
            box = here.box(*paths.bounds(item))
            area += (box[2] - box[0]) * (box[3] - box[1])
    canvas.image_area = min(1.0, area / max(1.0, frame.width * frame.height))
    if canvas.texts and canvas.image_area >= 0.5:
        canvas.invisible = _hidden_texts(handle, frame, library) / canvas.texts
    if canvas.texts and signs:
        text = _text(page.raw, raw)
        canvas.trails = frozenset(
            line_tail(text[max(0, found.start() - 60) : found.start()]) for found in _TRAILING.finditer(text)
        )
        canvas.unmapped = len(_UNMAPPED.findall(text)) if _UNMAPPED_SIGN.search(text) else 0
    return canvas


def _objects(page: int, frame: _Frame, library: Pdfium) -> Iterator[tuple[int, int, _Frame]]:
    """Page objects with their types and frames, those inside form objects in place of the form."""
    get, kind_of, form_type = library.get, library.kind, library.raw.FPDF_PAGEOBJ_FORM
    for index in range(library.count(page)):
        item = get(page, index)
        kind = kind_of(item)
        if kind == form_type:
            yield from _form_objects(item, frame, library, 1)
        else:
            yield kind, item, frame


def _form_objects(form: int, frame: _Frame, library: Pdfium, depth: int) -> Iterator[tuple[int, int, _Frame]]:
    matrix = Floats(6)
    if library.matrix(form, matrix.at[0]):
        a, b, c, d, e, f = matrix.values[:]
        moved = (a, b, c, d, e, f)
        frame = frame if moved == _UNMOVED else frame.within(moved)
    for index in range(max(0, library.form_count(form))):
        item = library.form_get(form, index)
        kind = library.kind(item)
        if kind != library.raw.FPDF_PAGEOBJ_FORM:
            yield kind, item, frame
        elif depth < _DEPTH:
            yield from _form_objects(item, frame, library, depth + 1)


def _times(one: Matrix, other: Matrix) -> Matrix:
    """The matrix that does `one`, then `other`."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _hidden_texts(page: int, frame: _Frame, library: Pdfium) -> int:
    """How many text objects are drawn invisibly, as OCR programs do over a picture."""
    raw = library.raw
    return sum(
        kind == raw.FPDF_PAGEOBJ_TEXT and library.render_mode(item) == raw.FPDF_TEXTRENDERMODE_INVISIBLE
        for kind, item, _ in islice(_objects(page, frame, library), _MAX_OBJECTS)
    )


def _text(page: Any, raw: Any) -> str:
    """
    PDFium's text of a page.

    Its letters are not to be trusted, but it shows what other engines leave out: spaces at line ends, glyphs without
    a mapping.
    """
    text_page = raw.FPDFText_LoadPage(page)
    if not text_page:
        return ""
    try:
        count = min(raw.FPDFText_CountChars(text_page), _MAX_CHARACTERS)
        if count <= 0:
            return ""
        buffer = ctypes.create_string_buffer(2 * (count + 1))
        written = raw.FPDFText_GetText(text_page, 0, count, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)))
    finally:
        raw.FPDFText_ClosePage(text_page)
    return buffer.raw[: 2 * max(0, written - 1)].decode("utf-16-le", "replace")


def line_tail(text: str) -> str:
    """
    Return the last letters of a line without marks and spaces, by which a line is known again.

    >>> line_tail("ผลลัพธ์ ใช้ปีงบประมาณ")
    'ชปงบประมาณ'
    """
    return _NO_LETTERS.sub("", text.rpartition("\n")[2])[-10:]


def _text_looker(library: Pdfium, canvas: Canvas) -> Callable[[int, _Frame], None]:
    """What notes the looks of text objects: a page has hundreds, so all that is needed is kept at hand."""
    size_of, matrix_of, bounds_of, font_of = library.font_size, library.matrix, library.bounds, library.font
    sizes, matrix, bounds = Floats(1), Floats(6), Floats(4)
    (size_at,), (matrix_at, *_), bounds_at = sizes.at, matrix.at, bounds.at
    size_values, matrix_values, bounds_values = sizes.values, matrix.values, bounds.values
    spans, bold_fonts = canvas.spans, {None: False}
    last: tuple[float | None, float, bool, _Frame] | None = None
    right = 0.0

    def look(item: int, frame: _Frame) -> None:
        nonlocal last, right
        canvas.texts += 1
        size_of(item, size_at)
        scale, base = 1.0, None
        if matrix_of(item, matrix_at):
            _, b, c, d, _, f = matrix_values[:]
            if b or c:
                scale = max(abs(d), abs(b)) or 1.0
            else:
                scale, base = abs(d) or 1.0, f
        font = font_of(item)
        bold = bold_fonts.get(font)
        if bold is None:
            bold = bold_fonts[font] = _is_bold(font, library)
        if not bounds_of(item, *bounds_at):
            return
        box = frame.box(*bounds_values[:])
        size = size_values[0] * scale
        now = (base, size, bold, frame)
        if base is not None and now == last and -0.5 * size < box[0] - right < 0.6 * size:
            # It stands right behind the last one: both have one look, and count as one.
            span = spans[-1]
            x0, top, x1, bottom = span.box
            span.box = (x0, min(box[1], top), max(box[2], x1), max(box[3], bottom))
        else:
            spans.append(Span(box, size, bold))
        last, right = now, box[2]

    return look


def _is_bold(font: int | None, library: Pdfium) -> bool:
    buffer = ctypes.create_string_buffer(160)
    length = library.font_name(font, ctypes.addressof(buffer), len(buffer))
    name = buffer.value.decode("utf-8", "replace").lower() if 0 < length <= len(buffer) else ""
    return any(word in name for word in ("bold", "black", "heavy", "semibold")) or library.font_weight(font) >= 600


class _PathReader:
    """Reads lines and filled areas."""

    def __init__(self, library: Pdfium) -> None:
        self._library = library
        self._floats = Floats(6)
        self._modes = (ctypes.c_int * 2)()
        first = ctypes.addressof(self._modes)
        self._modes_at = (first, first + ctypes.sizeof(ctypes.c_int))

    def bounds(self, item: int) -> tuple[float, float, float, float]:
        """Return the box of an object in user space: left, bottom, right, top."""
        if not self._library.bounds(item, *self._floats.at[:4]):
            return (0.0, 0.0, 0.0, 0.0)
        left, bottom, right, top = self._floats.values[:4]
        return left, bottom, right, top

    def read(self, item: int, frame: _Frame, canvas: Canvas) -> None:
        """Add a path to the canvas."""
        library = self._library
        library.draw_mode(item, *self._modes_at)
        fill, stroke = self._modes[:]
        if not (fill or stroke):
            return
        count = library.segments(item)
        if count < 2 or count > 400 or len(canvas.horizontal) + len(canvas.vertical) > _MAX_SEGMENTS:
            return
        if count <= 6 and not stroke:
            _filled(frame.box(*self.bounds(item)), canvas)
            return
        for points in self._subpaths(item, count, frame):
            if stroke:
                for (ax, ay), (bx, by) in pairwise(points):
                    _segment((min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)), canvas)
            else:
                xs, ys = [x for x, _ in points], [y for _, y in points]
                _filled((min(xs), min(ys), max(xs), max(ys)), canvas)

    def _subpaths(self, item: int, count: int, frame: _Frame) -> list[list[tuple[float, float]]]:
        library = self._library
        library.matrix(item, self._floats.at[0])
        a, b, c, d, e, f = self._floats.values[:]
        x_at, y_at = self._floats.at[:2]
        paths: list[list[tuple[float, float]]] = []
        for index in range(count):
            segment = library.segment(item, index)
            library.segment_point(segment, x_at, y_at)
            x, y = self._floats.values[:2]
            if library.segment_kind(segment) == library.raw.FPDF_SEGMENT_MOVETO or not paths:
                paths.append([])
            paths[-1].append(frame.point(a * x + c * y + e, b * x + d * y + f))
            if library.segment_closes(segment):
                paths[-1].append(paths[-1][0])
        return [path for path in paths if len(path) > 1]


def _filled(box: Box, canvas: Canvas) -> None:
    """A thin filled area is a line; a larger one is a shade, whose edges say nothing certain."""
    left, top, right, bottom = box
    if bottom - top <= _THIN and right - left >= _SHORTEST:
        canvas.horizontal.append(((top + bottom) / 2, left, right))
    elif right - left <= _THIN and bottom - top >= _SHORTEST:
        canvas.vertical.append(((left + right) / 2, top, bottom))


def _segment(box: Box, canvas: Canvas) -> None:
    left, top, right, bottom = box
    if bottom - top <= 0.8 and right - left > 1:
        canvas.horizontal.append(((top + bottom) / 2, left, right))
    elif right - left <= 0.8 and bottom - top > 1:
        canvas.vertical.append(((left + right) / 2, top, bottom))
