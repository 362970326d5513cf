"""Tesseract: words with boxes and confidence from a picture of a page."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from plandocs.ingest.readers.base import Source
from plandocs.ingest.readers.ocr_rules import take_rules
from plandocs.ingest.readers.pdf.ruling import Rule
from plandocs.ingest.readers.pdf.shapes import Word
from plandocs.ingest.refusals import too_much

_THAI = re.compile("[\u0e01-\u0e5b]")
#: The Thai model sets a space between letters; only a gap wider than this share of the line height is a
#: real one.
_GAP = 0.24
#: Trust below which a line may be the shadow of one that is trusted more, and how much more.
_SHADOW, _BETTER = 0.7, 0.2


@dataclass(frozen=True, slots=True)
class Recognised:
    """
    What was read from a picture: words, and the ruling lines drawn on it.

    All in pixels of the straightened picture.
    """

    words: list[Word]
    horizontal: list[Rule]
    vertical: list[Rule]


def recognise_image(source: Source, picture: Any, model: str, page: int) -> Recognised:
    """
    Return the words of a PIL picture in reading order, `ocr` from 0 to 1, and its ruling lines.

    The picture is straightened first. A finished page is kept in the tools' cache folder, so that an
    interrupted document goes on
    where it stopped.
    """
    picture = straighten(picture.convert("L"))
    key = hashlib.sha256(picture.tobytes() + f"{model} {picture.size} psm6 v5".encode()).hexdigest()[:32]
    cached = Path(source.tools.cache) / f"{key}.json" if source.tools.cache else None
    if cached is not None and cached.is_file():
        stored = json.loads(cached.read_text(encoding="utf-8"))
        words = [Word(*values) for values in stored["words"]]
        return Recognised(words, [tuple(rule) for rule in stored["across"]], [tuple(rule) for rule in stored["down"]])
    clean, horizontal, vertical = take_rules(picture)
    found = Recognised(_words(_run(source, clean, model, page)), horizontal, vertical)
    if cached is not None:
        cached.parent.mkdir(parents=True, exist_ok=True)
        part = cached.with_suffix(f".{os.getpid()}.part")
        words_json = [[w.text, w.x0, w.top, w.x1, w.bottom, w.space, w.ocr] for w in found.words]
        part.write_text(json.dumps({"words": words_json, "across": horizontal, "down": vertical}), encoding="utf-8")
        part.replace(cached)
    return found


def _run(source: Source, picture: Any, model: str, page: int) -> str:
    with tempfile.TemporaryDirectory(prefix="plandocs-ocr-") as folder:
        path = Path(folder) / "page.png"
        picture.save(path, dpi=(300, 300), compress_level=1)
        command = [source.tools.tesseract, str(path), "-", "-l", model, "--psm", "6", "tsv"]
        environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
        try:
            done = subprocess.run(
                command, capture_output=True, timeout=source.limits.seconds, check=False, env=environment
            )
        except subprocess.TimeoutExpired as error:
            raise too_much(f"ใช้เวลาอ่านภาพหน้า {page} นาน", f"OCR of page {page} took too long") from error
    return done.stdout.decode("utf-8", "replace")


def _words(table: str) -> list[Word]:
    """Words of Tesseract's table; lines that are only the shadows of marks are left out."""
    lines: list[tuple[float, list[Word]]] = []
    for row in table.splitlines()[1:]:
        parts = row.split("\t")
        if len(parts) < 12:
            continue
        left, top, width, height = (float(part) for part in parts[6:10])
        if parts[0] == "4":
            lines.append((height, []))
        elif parts[0] == "5" and parts[11].strip() and lines:
            high, words = lines[-1]
            space = bool(words) and _is_space(words[-1], parts[11], left, high)
            words.append(Word(parts[11].strip(), left, top, left + width, top + height, space, float(parts[10]) / 100))
    lines = [
        line for at, line in enumerate(lines) if not _is_shadow(line[1], [w for _, w in lines[:at] + lines[at + 1 :]])
    ]
    usual = sorted(height for height, words in lines if len(words) > 3 and _trust(words) >= 0.8)
    typical = usual[len(usual) // 2] if usual else 0.0
    return [word for height, words in lines if _believable(height, words, typical) for word in _level(words)]


def _is_space(last: Word, text: str, left: float, height: float) -> bool:
    if not (_THAI.match(text) and _THAI.search(last.text[-1:])):
        return left - last.x1 > 0.05 * height
    return left - last.x1 > _GAP * height


def _believable(height: float, words: list[Word], typical: float) -> bool:
    """
    Whether a line is one of letters.

    Tesseract reads a row of tone marks over the letters as a low line of signs that it does not trust itself.
    """
    if not words:
        return False
    trust = _trust(words)
    if len(words) > 1 and ((height < 0.8 * typical and trust < 0.6) or (height < 0.4 * typical and trust < 0.8)):
        return False
    return trust > 0.3


def _is_shadow(words: list[Word], others: list[list[Word]]) -> bool:
    """Whether a line is marks of another one, read once more as letters: it lies over that, and is trusted far less."""
    if not words or _trust(words) >= _SHADOW:
        return False
    left, top, right, bottom = _extent(words)
    for other in others:
        if not other or _trust(other) < _trust(words) + _BETTER:
            continue
        x0, y0, x1, y1 = _extent(other)
        if min(bottom, y1) - max(top, y0) > 0.3 * (bottom - top) and min(right, x1) - max(left, x0) > 0.5 * (
            right - left
        ):
            return True
    return False


def _extent(words: list[Word]) -> tuple[float, float, float, float]:
    return (
        min(word.x0 for word in words),
        min(word.top for word in words),
        max(word.x1 for word in words),
        max(word.bottom for word in words),
    )


def _trust(words: list[Word]) -> float:
    return sum(word.ocr or 0.0 for word in words) / max(1, len(words))


def _level(words: list[Word]) -> Iterator[Word]:
    """Give all words of a line its height: boxes of single marks would tear it apart."""
    top, bottom = min(word.top for word in words), max(word.bottom for word in words)
    for word in words:
        if word.text not in {"|", "[", "]", "_", "—"} or (word.ocr or 0.0) > 0.9:
            yield replace(word, top=top, bottom=bottom)


def straighten(picture: Any) -> Any:
    """Return the grey picture turned so that its lines are level."""
    from PIL import Image

    angle = skew(picture)
    if abs(angle) < 0.2:
        return picture
    return picture.rotate(angle, fillcolor=255, resample=Image.Resampling.BICUBIC)


def skew(picture: Any) -> float:
    """
    Return by how many degrees (counter-clockwise, at most 6.75) a grey picture must be turned to level its lines.

    Level lines make rows of dark and white: the angle is searched at which neighbouring rows differ most, by whole
    degrees in a small copy, then by quarters in a larger one.
    """
    rough = max(range(-6, 7), key=_sharpness(picture, 8))
    return max((rough + step / 4 for step in range(-3, 4)), key=_sharpness(picture, 4))


def _sharpness(picture: Any, part: int) -> Callable[[float], float]:
    import numpy as np
    from PIL import Image

    small = picture.resize((max(1, picture.width // part), max(1, picture.height // part)), Image.Resampling.BOX)

    def of(angle: float) -> float:
        turned = small.rotate(angle, fillcolor=255, resample=Image.Resampling.BILINEAR) if angle else small
        ink = 255 - np.asarray(turned, dtype=np.float32).mean(axis=1)
        # Turning blurs a little: the picture as it is needs no lead.
        return float(np.square(np.diff(ink)).sum()) * (1.0 if angle else 1.02)

    return of
