"""What is drawn on a PDF page, from PDFium's page objects: ruling lines, text looks, pictures."""

from __future__ import annotations

import contextlib
import ctypes
import re
from collections.abc import Iterator
from itertools import islice, pairwise
from typing import Any

from plandocs.ingest.readers.pdf.frame import Frame
from plandocs.ingest.readers.pdf.letters import letter_spans, read_letters
from plandocs.ingest.readers.pdf.pdfium import Floats, Pdfium, address, pdfium
from plandocs.ingest.readers.pdf.shapes import Box, Canvas
from plandocs.ingest.readers.pdf.textobjects import object_spans, text_noter

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


def read_canvas(page: Any, *, signs: bool = True, letters: bool = False) -> Canvas:
    """
    Return what is drawn on a pypdfium2 page.

    `signs` asks for what only PDFium's own text tells, too, `letters` for its letters.
    """
    library = pdfium()
    raw = library.raw
    text_type, path_type, image_type = raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE
    frame = Frame(page)
    handle = address(page.raw)
    canvas = Canvas(frame.width, frame.height, shift=frame.shift)
    objects, note = text_noter(library)
    paths = _PathReader(library)
    area = 0.0
    for kind, item, here in islice(_objects(handle, frame, library), _MAX_OBJECTS):
        if kind == text_type:
            note(item, here)
        elif kind == path_type:
            paths.read(item, here, canvas)
        elif kind == image_type:
            canvas.images += 1
            box = here.box(*paths.bounds(item))
            area += (box[2] - box[0]) * (box[3] - box[1])
    canvas.texts = len(objects)
    canvas.image_area = min(1.0, area / max(1.0, frame.width * frame.height))
    if objects and canvas.image_area >= 0.5:
        canvas.invisible = _hidden_texts(handle, frame, library) / canvas.texts
    seen = frame.seen if letters else None
    if objects and (signs or seen):
        with _text_page(page.raw, raw) as text_page:
            text, count = _text(text_page, raw)
            canvas.letters = read_letters(address(text_page), text, count, objects, seen, library) if seen else None
        canvas.trails = frozenset(
            line_tail(text[max(0, found.start() - 60) : found.start()]) for found in _TRAILING.finditer(text)
        )
        canvas.unmapped = len(_UNMAPPED.findall(text)) if _UNMAPPED_SIGN.search(text) else 0
    canvas.spans = object_spans(objects, library) if canvas.letters is None else letter_spans(canvas.letters)
    return canvas


def _objects(page: int, frame: Frame, library: Pdfium) -> Iterator[tuple[int, int, Frame]]:
    """Page objects with their types and frames, those inside form objects in place of the form."""
    get, kind_of, form_type = library.get, library.kind, library.raw.FPDF_PAGEOBJ_FORM
    for index in range(library.count(page)):
        item = get(page, index)
        kind = kind_of(item)
        if kind == form_type:
            yield from _form_objects(item, frame, library, 1)
        else:
            yield kind, item, frame


def _form_objects(form: int, frame: Frame, library: Pdfium, depth: int) -> Iterator[tuple[int, int, Frame]]:
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


def _hidden_texts(page: int, frame: Frame, library: Pdfium) -> int:
    """How many text objects are drawn invisibly, as OCR programs do over a picture."""
    raw = library.raw
    return sum(
        kind == raw.FPDF_PAGEOBJ_TEXT and library.render_mode(item) == raw.FPDF_TEXTRENDERMODE_INVISIBLE
        for kind, item, _ in islice(_objects(page, frame, library), _MAX_OBJECTS)
    )


@contextlib.contextmanager
def _text_page(page: Any, raw: Any) -> Iterator[Any]:
    text_page = raw.FPDFText_LoadPage(page)
    try:
        yield text_page
    finally:
        if text_page:
            raw.FPDFText_ClosePage(text_page)


def _text(text_page: Any, raw: Any) -> tuple[str, int]:
    """
    PDFium's text of a page, and of how many letters it is.

    Its order is not to be trusted, but it shows what other engines leave out: spaces at line ends, glyphs without
    a mapping.
    """
    count = min(raw.FPDFText_CountChars(text_page), _MAX_CHARACTERS) if text_page else 0
    if count <= 0:
        return "", 0
    buffer = ctypes.create_string_buffer(2 * (count + 1))
    written = raw.FPDFText_GetText(text_page, 0, count, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)))
    return buffer.raw[: 2 * max(0, written - 1)].decode("utf-16-le", "replace"), count


def line_tail(text: str) -> str:
    """
    Return the last letters of a line without marks and spaces, by which a line is known again.

    >>> line_tail("ผลลัพธ์ ใช้ปีงบประมาณ")
    'ชปงบประมาณ'
    """
    return _NO_LETTERS.sub("", text.rpartition("\n")[2])[-10:]


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

    def read(self, item: int, frame: Frame, canvas: Canvas) -> None:
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

    def _subpaths(self, item: int, count: int, frame: Frame) -> list[list[tuple[float, float]]]:
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
