"""What is drawn on a PDF page, from PDFium's page objects: ruling lines, text looks, pictures."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from copy import copy
from itertools import islice, pairwise
from typing import Any

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
    from pypdfium2 import raw

    frame = _Frame(page)
    canvas = Canvas(frame.width, frame.height, shift=frame.shift)
    looker = _TextLooker(raw)
    area = 0.0
    for kind, item, here in islice(_objects(page.raw, frame, raw), _MAX_OBJECTS):
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            looker.look(item, here, canvas)
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            _path(item, here, canvas, raw)
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            canvas.images += 1
            box = here.box(*_bounds(item, raw))
            area += (box[2] - box[0]) * (box[3] - box[1])
    canvas.image_area = min(1.0, area / max(1.0, frame.width * frame.height))
    if canvas.texts and canvas.image_area >= 0.5:
        canvas.invisible = _hidden_texts(page.raw, frame, raw) / canvas.texts
    if canvas.texts and signs:
        text = _text(page.raw, raw)
        canvas.trails = frozenset(
            line_tail(text[max(0, found.start() - 60) : found.start()]) for found in _TRAILING.finditer(text)
        )
        canvas.unmapped = len(_UNMAPPED.findall(text))
    return canvas


def _objects(page: Any, frame: _Frame, raw: Any) -> Iterator[tuple[int, Any, _Frame]]:
    """Page objects with their types and frames, those inside form objects in place of the form."""
    get, kind_of, form_type = raw.FPDFPage_GetObject, raw.FPDFPageObj_GetType, raw.FPDF_PAGEOBJ_FORM
    for index in range(raw.FPDFPage_CountObjects(page)):
        item = get(page, index)
        kind = kind_of(item)
        if kind == form_type:
            yield from _form_objects(item, frame, raw, 1)
        else:
            yield kind, item, frame


def _form_objects(form: Any, frame: _Frame, raw: Any, depth: int) -> Iterator[tuple[int, Any, _Frame]]:
    matrix = raw.FS_MATRIX()
    if raw.FPDFPageObj_GetMatrix(form, matrix):
        moved = (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)
        frame = frame if moved == _UNMOVED else frame.within(moved)
    for index in range(max(0, raw.FPDFFormObj_CountObjects(form))):
        item = raw.FPDFFormObj_GetObject(form, index)
        kind = raw.FPDFPageObj_GetType(item)
        if kind != raw.FPDF_PAGEOBJ_FORM:
            yield kind, item, frame
        elif depth < _DEPTH:
            yield from _form_objects(item, frame, raw, depth + 1)


def _times(one: Matrix, other: Matrix) -> Matrix:
    """The matrix that does `one`, then `other`."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _hidden_texts(page: Any, frame: _Frame, raw: Any) -> int:
    """How many text objects are drawn invisibly, as OCR programs do over a picture."""
    return sum(
        kind == raw.FPDF_PAGEOBJ_TEXT and raw.FPDFTextObj_GetTextRenderMode(item) == raw.FPDF_TEXTRENDERMODE_INVISIBLE
        for kind, item, _ in islice(_objects(page, frame, raw), _MAX_OBJECTS)
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


def _bounds(item: Any, raw: Any) -> tuple[float, float, float, float]:
    values = [ctypes.c_float() for _ in range(4)]
    if not raw.FPDFPageObj_GetBounds(item, *values):
        return (0.0, 0.0, 0.0, 0.0)
    left, bottom, right, top = (value.value for value in values)
    return left, bottom, right, top


class _TextLooker:
    """Notes the looks of text objects; a page has hundreds, so buffers are kept and fonts looked at once."""

    def __init__(self, raw: Any) -> None:
        self._raw = raw
        self._bold: dict[int, bool] = {}
        self._size = ctypes.c_float()
        self._matrix = raw.FS_MATRIX()
        self._edges = tuple(ctypes.c_float() for _ in range(4))
        self._last: tuple[float | None, float, bool, _Frame] | None = None
        self._right = 0.0

    def look(self, item: Any, frame: _Frame, canvas: Canvas) -> None:
        """Add a text object to the canvas."""
        raw, edges, matrix = self._raw, self._edges, self._matrix
        canvas.texts += 1
        raw.FPDFTextObj_GetFontSize(item, self._size)
        scale, base = 1.0, None
        if raw.FPDFPageObj_GetMatrix(item, matrix):
            scale = max(abs(matrix.d), abs(matrix.b)) or 1.0
            base = matrix.f if not matrix.b and not matrix.c else None
        font = raw.FPDFTextObj_GetFont(item)
        address = ctypes.addressof(font.contents) if font else 0
        if address not in self._bold:
            self._bold[address] = _is_bold(font, raw)
        left, bottom, right, top = edges
        if raw.FPDFPageObj_GetBounds(item, left, bottom, right, top):
            box = frame.box(left.value, bottom.value, right.value, top.value)
            size, bold = self._size.value * scale, self._bold[address]
            look = (base, size, bold, frame)
            if base is not None and look == self._last and self._goes_on(box, size):
                span = canvas.spans[-1]
                a, b, c, d = span.box
                span.box = (a, min(box[1], b), max(box[2], c), max(box[3], d))
            else:
                canvas.spans.append(Span(box, size, bold))
            self._last, self._right = look, box[2]

    def _goes_on(self, box: Box, size: float) -> bool:
        """Whether a text stands right behind the last one: both have one look, and count as one."""
        return -0.5 * size < box[0] - self._right < 0.6 * size


def _is_bold(font: Any, raw: Any) -> bool:
    if not font:
        return False
    buffer = ctypes.create_string_buffer(160)
    length = raw.FPDFFont_GetBaseFontName(font, buffer, len(buffer))
    name = buffer.value.decode("utf-8", "replace").lower() if 0 < length <= len(buffer) else ""
    return any(word in name for word in ("bold", "black", "heavy", "semibold")) or raw.FPDFFont_GetWeight(font) >= 600


def _path(item: Any, frame: _Frame, canvas: Canvas, raw: Any) -> None:
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(item, mode, stroke)
    if not (mode.value or stroke.value):
        return
    count = raw.FPDFPath_CountSegments(item)
    if count < 2 or count > 400 or len(canvas.horizontal) + len(canvas.vertical) > _MAX_SEGMENTS:
        return
    if count <= 6 and not stroke.value:
        _filled(frame.box(*_bounds(item, raw)), canvas)
        return
    for points in _subpaths(item, count, frame, raw):
        if stroke.value:
            for (ax, ay), (bx, by) in pairwise(points):
                _segment((min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)), canvas)
        else:
            xs, ys = [x for x, _ in points], [y for _, y in points]
            _filled((min(xs), min(ys), max(xs), max(ys)), canvas)


def _subpaths(item: Any, count: int, frame: _Frame, raw: Any) -> list[list[tuple[float, float]]]:
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(item, matrix)
    paths: list[list[tuple[float, float]]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(count):
        segment = raw.FPDFPath_GetPathSegment(item, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        px = matrix.a * x.value + matrix.c * y.value + matrix.e
        py = matrix.b * x.value + matrix.d * y.value + matrix.f
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO or not paths:
            paths.append([])
        paths[-1].append(frame.point(px, py))
        if raw.FPDFPathSegment_GetClose(segment):
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
