"""What is drawn on a PDF page, from PDFium's page objects: ruling lines, text looks, pictures."""

from __future__ import annotations

import ctypes
from itertools import pairwise
from typing import Any

from plandocs.ingest.readers.pdf.shapes import Box, Canvas, Span

#: A drawn rectangle thinner than this (points) is a line.
_THIN = 2.6
_SHORTEST = 4.0
_MAX_OBJECTS = 40_000
_MAX_SEGMENTS = 20_000


class _Frame:
    """Turns a page's user space into points from the top left corner of the displayed media box."""

    def __init__(self, page: Any) -> None:
        left, bottom, right, top = page.get_mediabox()
        #: Whether a font is bold, by its address while the page is open.
        self.bold: dict[int, bool] = {}
        self.left, self.bottom = min(left, right), min(bottom, top)
        self.wide, self.high = abs(right - left), abs(top - bottom)
        self.turn = page.get_rotation() % 360
        sideways = self.turn in {90, 270}
        self.width, self.height = (self.high, self.wide) if sideways else (self.wide, self.high)
        crop = page.get_cropbox()
        self.shift = (0.0, 0.0)
        if not self.turn and crop:
            self.shift = (max(0.0, crop[0] - self.left), max(0.0, max(bottom, top) - crop[3]))

    def point(self, x: float, y: float) -> tuple[float, float]:
        x, y = x - self.left, y - self.bottom
        if self.turn == 90:
            return y, x
        if self.turn == 180:
            return self.wide - x, y
        if self.turn == 270:
            return self.high - y, self.wide - x
        return x, self.high - y

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        ax, ay = self.point(left, bottom)
        bx, by = self.point(right, top)
        return (min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))


def read_canvas(page: Any) -> Canvas:
    """Return what is drawn on a pypdfium2 page."""
    from pypdfium2 import raw

    frame = _Frame(page)
    canvas = Canvas(frame.width, frame.height, shift=frame.shift)
    hidden = 0
    area = 0.0
    for count, item in enumerate(page.get_objects(max_depth=4)):
        if count >= _MAX_OBJECTS:
            break
        if item.type == raw.FPDF_PAGEOBJ_TEXT:
            hidden += _text(item.raw, frame, canvas, raw)
        elif item.type == raw.FPDF_PAGEOBJ_PATH:
            _path(item, frame, canvas, raw)
        elif item.type == raw.FPDF_PAGEOBJ_IMAGE:
            canvas.images += 1
            box = frame.box(*_bounds(item.raw, raw))
            area += (box[2] - box[0]) * (box[3] - box[1])
    canvas.image_area = min(1.0, area / max(1.0, frame.width * frame.height))
    canvas.invisible = hidden / canvas.texts if canvas.texts else 0.0
    return canvas


def _bounds(item: Any, raw: Any) -> tuple[float, float, float, float]:
    values = [ctypes.c_float() for _ in range(4)]
    if not raw.FPDFPageObj_GetBounds(item, *values):
        return (0.0, 0.0, 0.0, 0.0)
    left, bottom, right, top = (value.value for value in values)
    return left, bottom, right, top


def _text(item: Any, frame: _Frame, canvas: Canvas, raw: Any) -> bool:
    """Note the look of a text object; return whether it is drawn invisibly."""
    canvas.texts += 1
    size = ctypes.c_float()
    raw.FPDFTextObj_GetFontSize(item, size)
    matrix = raw.FS_MATRIX()
    scale = 1.0
    if raw.FPDFPageObj_GetMatrix(item, matrix):
        scale = max(abs(matrix.d), abs(matrix.b)) or 1.0
    font = raw.FPDFTextObj_GetFont(item)
    address = ctypes.addressof(font.contents) if font else 0
    if address not in frame.bold:
        frame.bold[address] = _is_bold(font, raw)
    canvas.spans.append(Span(frame.box(*_bounds(item, raw)), size.value * scale, frame.bold[address]))
    return bool(raw.FPDFTextObj_GetTextRenderMode(item) == raw.FPDF_TEXTRENDERMODE_INVISIBLE)


def _is_bold(font: Any, raw: Any) -> bool:
    if not font:
        return False
    buffer = ctypes.create_string_buffer(160)
    length = raw.FPDFFont_GetBaseFontName(font, buffer, len(buffer))
    name = buffer.value.decode("utf-8", "replace").lower() if 0 < length <= len(buffer) else ""
    return any(word in name for word in ("bold", "black", "heavy", "semibold")) or raw.FPDFFont_GetWeight(font) >= 600


def _path(item: Any, frame: _Frame, canvas: Canvas, raw: Any) -> None:
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(item.raw, mode, stroke)
    if not (mode.value or stroke.value):
        return
    count = raw.FPDFPath_CountSegments(item.raw)
    if count < 2 or count > 400 or len(canvas.horizontal) + len(canvas.vertical) > _MAX_SEGMENTS:
        return
    if count <= 6 and not stroke.value:
        _filled(frame.box(*_bounds(item.raw, raw)), canvas)
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
    raw.FPDFPageObj_GetMatrix(item.raw, matrix)
    paths: list[list[tuple[float, float]]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(count):
        segment = raw.FPDFPath_GetPathSegment(item.raw, index)
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
