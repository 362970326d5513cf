"""Tesseract: words with boxes and confidence from a picture of a page."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from plandocs.ingest.readers.base import Source
from plandocs.ingest.readers.pdf.shapes import Word
from plandocs.ingest.refusals import too_much

_THAI = re.compile("[\u0e01-\u0e5b]")
#: The Thai model sets a space between letters; only a gap wider than this share of the line height is a real one.
_GAP = 0.32
_ANGLES = (-2.0, -1.5, -1.0, -0.75, -0.5, -0.25, 0.0, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0)


def recognise_image(source: Source, picture: Any, model: str, page: int) -> list[Word]:
    """
    Return the words of a PIL picture in reading order, boxes in pixels, `ocr` from 0 to 1.

    The picture is straightened first. A finished page is kept in the tools' cache folder, so that an interrupted document goes on
    where it stopped.
    """
    picture = straighten(picture.convert("L"))
    data = picture.tobytes()
    key = hashlib.sha256(data + f"{model} {picture.size} psm6 v2".encode()).hexdigest()[:32]
    cached = Path(source.tools.cache) / f"{key}.json" if source.tools.cache else None
    if cached is not None and cached.is_file():
        return [Word(*values) for values in json.loads(cached.read_text(encoding="utf-8"))]
    words = list(_words(_run(source, picture, model, page)))
    if cached is not None:
        cached.parent.mkdir(parents=True, exist_ok=True)
        part = cached.with_suffix(f".{os.getpid()}.part")
        part.write_text(
            json.dumps([[w.text, w.x0, w.top, w.x1, w.bottom, w.space, w.ocr] for w in words]), encoding="utf-8"
        )
        part.replace(cached)
    return words


def _run(source: Source, picture: Any, model: str, page: int) -> str:
    with tempfile.TemporaryDirectory(prefix="plandocs-ocr-") as folder:
        path = Path(folder) / "page.png"
        picture.save(path, dpi=(300, 300), compress_level=1)
        command = [source.tools.tesseract, str(path), "-", "-l", _languages(model), "--psm", "6", "tsv"]
        environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
        try:
            done = subprocess.run(
                command, capture_output=True, timeout=source.limits.seconds, check=False, env=environment
            )
        except subprocess.TimeoutExpired as error:
            raise too_much(f"ใช้เวลาอ่านภาพหน้า {page} นาน", f"OCR of page {page} took too long") from error
    return done.stdout.decode("utf-8", "replace")


def _languages(model: str) -> str:
    """Latin words need the English model beside `tha`; the script model `Thai` has both."""
    return model


def _words(table: str) -> Iterator[Word]:
    line: tuple[str, ...] = ()
    right = 0.0
    last = ""
    for row in table.splitlines()[1:]:
        parts = row.split("\t")
        if len(parts) < 12 or parts[0] != "5" or not parts[11].strip():
            continue
        left, top, width, height = (float(part) for part in parts[6:10])
        text = parts[11].strip()
        here = tuple(parts[1:5])
        space = False
        if here == line:
            between_thai = bool(_THAI.match(text) and _THAI.search(last[-1:]))
            space = not between_thai or left - right > _GAP * height
        else:
            line, right = here, 0.0
        yield Word(text, left, top, left + width, top + height, space=space, ocr=max(0.0, float(parts[10]) / 100))
        right, last = max(right, left + width), text


def straighten(picture: Any) -> Any:
    """Return the grey picture turned so that its lines are level: the angle whose rows differ most."""
    import numpy as np
    from PIL import Image

    small = picture.resize((max(1, picture.width // 4), max(1, picture.height // 4)))
    best, sharpest = 0.0, -1.0
    for angle in _ANGLES:
        turned = small.rotate(angle, fillcolor=255, resample=Image.Resampling.BILINEAR) if angle else small
        ink = 255 - np.asarray(turned, dtype=np.float32).mean(axis=1)
        sharpness = float(np.square(np.diff(ink)).sum())
        if sharpness > sharpest * (1.0 if angle else 0.98):
            best, sharpest = angle, sharpness
    if abs(best) < 0.2:
        return picture
    return picture.rotate(best, fillcolor=255, resample=Image.Resampling.BICUBIC)
