"""The picture of a page with a place marked on it, to be compared with what was read there."""

from __future__ import annotations

import io
from functools import lru_cache
from pathlib import Path
from typing import Any

from plandocs.ingest.limits import Limits
from plandocs.ingest.readers.detect import kind_of
from plandocs.ingest.readers.ocr import straighten
from plandocs.ingest.refusals import corrupt, too_much, unsupported
from plandocs.model.errors import RefusedError

#: Longest side of a drawn page, in pixels: letters of 14 points can still be read.
_LONGEST = 1800
#: What is shown around the place, in points, and the least width of a strip.
_AROUND, _NARROWEST = 26.0, 330.0
_COLOUR = (201, 97, 0)


def draw(
    path: Path, page: int, box: tuple[float, float, float, float] | None, limits: Limits, *, whole: bool = False
) -> bytes:
    """
    Return a PNG of a page (from 1) of a PDF or picture: the strip around `box`, or the `whole` page, `box` outlined.

    `box` is in the units of the reader. A scan is straightened as it was before it was recognised. Raises a
    `RefusedError` for another kind of file and for a page that cannot be drawn.
    """
    picture, scale, shift = _page(path, path.stat().st_mtime_ns, page, limits)
    factor = min(1.0, _LONGEST / max(picture.size))
    size = (max(1, round(picture.width * factor)), max(1, round(picture.height * factor)))
    small = picture.resize(size).convert("RGB")
    if box is not None:
        unit = scale * factor
        left, top, right, bottom = (
            (value - offset) * unit for value, offset in zip(box, (*shift, *shift), strict=True)
        )
        _outline(small, (left, top, right, bottom))
        if not whole:
            small = small.crop(_strip(small.size, (left, top, right, bottom), _points(picture, scale) * unit))
    out = io.BytesIO()
    small.quantize(64).save(out, "PNG")
    return out.getvalue()


def _points(picture: Any, scale: float) -> float:
    """Units of the reader in a point of paper: pictures have pixels for units, and are taken to be of A4's width."""
    return 1.0 if scale != 1.0 else float(picture.width) / 595.0


def _outline(picture: Any, box: tuple[float, float, float, float]) -> None:
    from PIL import ImageDraw

    left, top, right, bottom = box
    ImageDraw.Draw(picture).rectangle((left - 5, top - 5, right + 5, bottom + 5), outline=_COLOUR, width=3)


def _strip(size: tuple[int, int], box: tuple[float, float, float, float], point: float) -> tuple[int, int, int, int]:
    left, top, right, bottom = box
    around = _AROUND * point
    wanting = max(0.0, _NARROWEST * point - (right - left + 2 * around)) / 2
    return (
        max(0, int(left - around - wanting)),
        max(0, int(top - around)),
        max(1, min(size[0], int(right + around + wanting))),
        max(1, min(size[1], int(bottom + around))),
    )


@lru_cache(maxsize=2)
def _page(path: Path, _changed: int, page: int, limits: Limits) -> tuple[Any, float, tuple[float, float]]:
    """The page's picture, pixels in a unit of the reader, and where the reader's units begin on it."""
    kind, _head = kind_of(path, path.name, limits)
    if kind == "pdf":
        return _pdf_page(path, page)
    if kind == "picture":
        return _frame(path, page), 1.0, (0.0, 0.0)
    raise unsupported(f"no page pictures of kind {kind}")


def _pdf_page(path: Path, number: int) -> tuple[Any, float, tuple[float, float]]:
    import pypdfium2

    from plandocs.ingest.readers.pdf.canvas import read_canvas
    from plandocs.ingest.readers.pdf.recognise import drawn_scale

    try:
        document = pypdfium2.PdfDocument(path)
        try:
            page = document[number - 1]
            canvas = read_canvas(page, signs=False)
            scale = drawn_scale(*page.get_size())
            picture = page.render(scale=scale, grayscale=True).to_pil()
            page.close()
        finally:
            document.close()
    except (pypdfium2.PdfiumError, IndexError) as error:
        raise corrupt(f"page {number} cannot be drawn: {' '.join(str(error).split())[:120]}") from error
    # Boxes of a page with text of its own are those of the page as it lies.
    return (picture if canvas.texts else straighten(picture)), scale, canvas.shift


def _frame(path: Path, number: int) -> Any:
    from PIL import Image, ImageOps, UnidentifiedImageError

    from plandocs.ingest.readers.picture import MAX_PIXELS

    try:
        with Image.open(path) as picture:
            picture.seek(number - 1)
            if picture.width * picture.height > MAX_PIXELS:
                raise too_much("เป็นภาพขนาดใหญ่", f"picture of {picture.width} x {picture.height} pixels")
            return straighten(ImageOps.exif_transpose(picture.convert("L")))
    except RefusedError:
        raise
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise corrupt(f"not a readable picture: {' '.join(str(error).split())[:120]}") from error
