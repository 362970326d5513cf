"""
Words from poppler's `pdftotext -raw -bbox`.

The best letters of all engines, in the order they were drawn.
"""

from __future__ import annotations

import html
import re
import subprocess
from pathlib import Path

from plandocs.ingest.readers.pdf.shapes import Word
from plandocs.ingest.refusals import corrupt

_PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)"')
_WORD = re.compile(r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</word>', re.DOTALL)
#: A gap wider than this share of the line height is a space; poppler's own raw mode uses a like one.
_SPACE = 0.10
#: Marks over tall letters are drawn shifted to the left, which leaves a gap of up to a fifth behind them.
_SPACE_AFTER_TALL = 0.21
_TALL = re.compile("[ปฝฟฬ][ัิีึืฺุู็่้๊๋์ํ]+$")
_MARKS = frozenset("ัิีึืฺุู็่้๊๋์ํ๎")


def read_words(pdftotext: str, path: Path, first: int, last: int, seconds: float) -> list[list[Word]]:
    """
    Return the words of pages `first`–`last` (from 1), a list per page.

    Raises `CorruptFileError` when it fails.
    """
    command = [pdftotext, "-raw", "-bbox", "-enc", "UTF-8", "-f", str(first), "-l", str(last), str(path), "-"]
    try:
        done = subprocess.run(command, capture_output=True, timeout=seconds, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise corrupt(f"pdftotext gave no answer: {type(error).__name__}") from error
    if done.returncode != 0:
        raise corrupt(f"pdftotext ended with code {done.returncode}")
    text = done.stdout.decode("utf-8", "replace")
    starts = [found.start() for found in _PAGE.finditer(text)]
    ends = [*starts[1:], len(text)]
    return [_words(text[start:end]) for start, end in zip(starts, ends, strict=True)]


def _words(page: str) -> list[Word]:
    out: list[Word] = []
    right, top, bottom = 0.0, -1e9, -1e9
    for found in _WORD.finditer(page):
        x0, y0, x1, y1 = (float(found.group(index)) for index in (1, 2, 3, 4))
        text = html.unescape(found.group(5)).strip()
        if not text:
            continue
        height = max(1.0, y1 - y0)
        same_line = min(bottom, y1) - max(top, y0) > 0.5 * min(height, bottom - top if bottom > top else height)
        marks_only = len(text) < 3 and all(letter in _MARKS for letter in text)
        gap = x0 - right
        room = _SPACE_AFTER_TALL if out and _TALL.search(out[-1].text) else _SPACE
        space = same_line and not marks_only and (gap > room * height or gap < -2.5 * height)
        out.append(Word(text, x0, y0, x1, y1, space=space))
        # A displaced mark must not open a gap behind it.
        right = max(right, x1) if same_line and x0 > right - 2.5 * height else x1
        top, bottom = y0, y1
    return out
