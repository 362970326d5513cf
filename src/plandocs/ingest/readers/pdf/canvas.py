"""What is drawn on a PDF page, from PDFium's page objects: ruling lines, text looks, pictures."""

from __future__ import annotations

import contextlib
import ctypes
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import islice, pairwise
from typing import Any

from plandocs.ingest.readers.pdf.frame import Frame
from plandocs.ingest.readers.pdf.letters import letter_spans, read_letters
from plandocs.ingest.readers.pdf.pdfium import Floats, Handle, Pdfium, handle, pdfium
from plandocs.ingest.readers.pdf.shapes import Box, Canvas
from plandocs.ingest.readers.pdf.textobjects import TextObjects, object_spans, text_objects

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
_LETTERS = "0-9A-Za-z๐-๙ก-ฮะาำเแโใไๅ"
_NO_LETTERS = re.compile(f"[^{_LETTERS}]+")
_LETTER = re.compile(f"[{_LETTERS}]")


def read_canvas(page: Any, *, signs: bool = True, letters: bool = False) -> Canvas:
    """
    Return what is drawn on a pypdfium2 page.

    `signs` asks for what only PDFium's own text tells, too, `letters` for its letters.
    """
    library = pdfium()
    raw = library.raw
    frame = Frame(page)
    canvas = Canvas(frame.width, frame.height, shift=frame.shift)
    kinds, items, frames = _objects(handle(page.raw), frame, library)
    objects = text_objects(*_of_kind(raw.FPDF_PAGEOBJ_TEXT, kinds, items, frames), library)
    canvas.texts = len(objects.items)
    paths = _PathReader(library)
    for item, here in zip(*_of_kind(raw.FPDF_PAGEOBJ_PATH, kinds, items, frames), strict=True):
        paths.read(item, here, canvas)
    area = 0.0
    for item, here in zip(*_of_kind(raw.FPDF_PAGEOBJ_IMAGE, kinds, items, frames), strict=True):
        canvas.images += 1
        box = here.box(*paths.bounds(item))
        area += (box[2] - box[0]) * (box[3] - box[1])
    canvas.image_area = min(1.0, area / max(1.0, frame.width * frame.height))
    if canvas.texts and canvas.image_area >= 0.5:
        # OCR programs draw their text invisibly over a picture.
        hidden = [library.render_mode(item) == raw.FPDF_TEXTRENDERMODE_INVISIBLE for item in objects.items]
        canvas.invisible = sum(hidden) / canvas.texts
    seen = frame.seen if letters else None
    if canvas.texts and (signs or seen):
        _read_text(page.raw, canvas, objects, seen, library)
    canvas.spans = object_spans(objects, library) if canvas.letters is None else letter_spans(canvas.letters)
    return canvas


def _read_text(page: Any, canvas: Canvas, objects: TextObjects, seen: Box | None, library: Pdfium) -> None:
    """Put into the canvas what PDFium's text of the page tells."""
    raw = library.raw
    with _text_page(page, raw) as text_page:
        text, count = _text(text_page, raw)
        canvas.letters = read_letters(handle(text_page), text, count, objects, seen, library) if seen else None
    canvas.trails = frozenset(
        line_tail(text[max(0, found.start() - 60) : found.start()]) for found in _TRAILING.finditer(text)
    )
    canvas.unmapped = len(_UNMAPPED.findall(text)) if _UNMAPPED_SIGN.search(text) else 0


def _objects(page: Handle, frame: Frame, library: Pdfium) -> tuple[list[int], list[Handle], list[Frame]]:
    """Types of page objects, the objects and their frames; those inside form objects in place of the form."""
    items = list(map(partial(library.get, page), range(min(library.count(page), _MAX_OBJECTS))))
    kinds = list(map(library.kind, items))
    if library.raw.FPDF_PAGEOBJ_FORM not in kinds:
        return kinds, items, [frame] * len(items)
    flat = list(islice(_opened(zip(kinds, items, strict=True), frame, library, 0), _MAX_OBJECTS))
    return [kind for kind, _, _ in flat], [item for _, item, _ in flat], [here for _, _, here in flat]


def _opened(
    objects: Iterable[tuple[int, Handle]], frame: Frame, library: Pdfium, depth: int
) -> Iterator[tuple[int, Handle, Frame]]:
    """Objects with their frames, down to a depth those inside form objects, too."""
    for kind, item in objects:
        if kind != library.raw.FPDF_PAGEOBJ_FORM:
            yield kind, item, frame
        elif depth < _DEPTH:
            inside = (library.form_get(item, index) for index in range(max(0, library.form_count(item))))
            found = ((library.kind(one), one) for one in inside)
            yield from _opened(found, _form_frame(item, frame, library), library, depth + 1)


def _form_frame(form: Handle, frame: Frame, library: Pdfium) -> Frame:
    matrix = Floats(6)
    if not library.matrix(form, matrix.at[0]):
        return frame
    a, b, c, d, e, f = matrix.values[:]
    moved = (a, b, c, d, e, f)
    return frame if moved == _UNMOVED else frame.within(moved)


def _of_kind(
    kind: int, kinds: Sequence[int], items: Sequence[Handle], frames: Sequence[Frame]
) -> tuple[list[Handle], list[Frame]]:
    """The objects of one kind and their frames."""
    at = [index for index, one in enumerate(kinds) if one == kind]
    return [items[index] for index in at], [frames[index] for index in at]


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


def is_letter(sign: str) -> bool:
    """Return whether `line_tail` keeps a sign."""
    return _LETTER.match(sign) is not None


class _PathReader:
    """Reads lines and filled areas."""

    def __init__(self, library: Pdfium) -> None:
        self._library = library
        self._floats = Floats(6)
        self._modes = (ctypes.c_int * 2)()
        first = ctypes.addressof(self._modes)
        self._modes_at = (Handle(first), Handle(first + ctypes.sizeof(ctypes.c_int)))

    def bounds(self, item: Handle) -> tuple[float, float, float, float]:
        """Return the box of an object in user space: left, bottom, right, top."""
        if not self._library.bounds(item, *self._floats.at[:4]):
            return (0.0, 0.0, 0.0, 0.0)
        left, bottom, right, top = self._floats.values[:4]
        return left, bottom, right, top

    def read(self, item: Handle, frame: Frame, canvas: Canvas) -> None:
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

    def _subpaths(self, item: Handle, count: int, frame: Frame) -> list[list[tuple[float, float]]]:
        library = self._library
        library.matrix(item, self._floats.at[0])
        a, b, c, d, e, f = self._floats.values[:]
        segments = list(map(partial(library.segment, item), range(count)))
        points = library.points(segments)
        move = library.raw.FPDF_SEGMENT_MOVETO
        paths: list[list[tuple[float, float]]] = []
        for segment, x, y in zip(segments, points[::2], points[1::2], strict=True):
            if library.segment_kind(segment) == move or not paths:
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
