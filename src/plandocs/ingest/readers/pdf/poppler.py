"""
Words from poppler's `pdftotext -raw -bbox`.

The best letters of all engines, in the order they were drawn.
"""

from __future__ import annotations

import contextlib
import html
import re
import subprocess
from pathlib import Path
from typing import Any

from plandocs.ingest.readers.pdf.shapes import Word
from plandocs.ingest.refusals import corrupt

_PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)"')
#: Numbers only: a broken page may have places that are "nan" or "inf".
_WORD = re.compile(r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">([^<]*)</word>')
#: A gap wider than this share of the line height is a space; poppler's own raw mode uses a like one.
_SPACE = 0.10
#: Pieces of one word meet within this share; a larger gap may be the border of a table cell.
_TOUCH = 0.04
#: Marks over tall letters are drawn shifted to the left, which leaves a gap of up to a fifth behind them.
_SPACE_AFTER_TALL = 0.21
_TALL = re.compile("[ปฝฟฬ][ัิีึืฺุู็่้๊๋์ํ]+$")
#: Letters without any width are not to be seen: what a program left behind at a page end.
_NOTHING = 0.01
#: As much as Linux lets a program without rights have.
_PIPE = 1 << 20
_LETTER = re.compile("[0-9A-Za-zก-ฮเ-ไ๐-๙]")
_MARKS = frozenset("ัิีึืฺุู็่้๊๋์ํ๎")


class WordList:
    """A running `pdftotext`: started when made, so that it works while the caller looks at something else."""

    def __init__(self, pdftotext: str, path: Path, first: int, last: int) -> None:
        command = [pdftotext, "-raw", "-bbox", "-enc", "UTF-8", "-f", str(first), "-l", str(last), str(path), "-"]
        try:
            self._process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
            _widen(self._process.stdout)
        except OSError as error:
            raise corrupt(f"pdftotext does not start: {type(error).__name__}") from error

    def pages(self, seconds: float) -> list[list[Word]]:
        """
        Return the words of the pages asked for, a list per page.

        Raises `CorruptFileError` when the program fails or takes longer than `seconds`.
        """
        try:
            out, _ = self._process.communicate(timeout=seconds)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise corrupt(f"pdftotext gave no answer: {type(error).__name__}") from error
        finally:
            self.stop()
        if self._process.returncode != 0:
            raise corrupt(f"pdftotext ended with code {self._process.returncode}")
        text = out.decode("utf-8", "replace")
        starts = [found.start() for found in _PAGE.finditer(text)]
        ends = [*starts[1:], len(text)]
        return [_words(text[start:end]) for start, end in zip(starts, ends, strict=True)]

    def stop(self) -> None:
        """End the program if it still runs."""
        if self._process.poll() is None:
            self._process.kill()
            self._process.communicate()


def _widen(pipe: Any) -> None:
    """Give a pipe room for the words of many pages, so that their writer need not wait until they are read."""
    try:
        import fcntl
    except ImportError:  # Windows: pipes have what room they are given
        return
    if hasattr(fcntl, "F_SETPIPE_SZ"):
        with contextlib.suppress(OSError):
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE)


def _words(page: str) -> list[Word]:
    """
    Words of a page; pieces that touch on one base line are one word.

    Poppler begins a new piece at each displaced mark, which makes five pieces of a word in many fonts.
    """
    out: list[Word] = []
    parts: list[str] = []
    left = right = end = 0.0
    top = bottom = -1e9
    opens = False
    height_above, height_below = "", ""
    height, back, touch = 1.0, -0.6, _TOUCH
    for x0_text, y0_text, x1_text, y1_text, found in _WORD.findall(page):
        x0, x1 = float(x0_text), float(x1_text)
        text = html.unescape(found.strip()) if "&" in found else found.strip()
        if not text or (x1 - x0 < _NOTHING and _LETTER.search(text)):
            continue
        gap = x0 - right
        if y0_text == height_above and y1_text == height_below:
            if back < gap < touch:
                parts.append(text)
                # A displaced mark must not open a gap behind it.
                if x1 > right:
                    right = end = x1
                elif x1 > end:
                    end = x1
                continue
            y0, y1, same_line, touching = top, bottom, bottom - top > 0.0, True
        else:
            y0, y1 = float(y0_text), float(y1_text)
            height = max(1.0, y1 - y0)
            back, touch = -0.6 * height, _TOUCH * height
            shared = min(bottom, y1) - max(top, y0)
            same_line = shared > 0.5 * min(height, bottom - top if bottom > top else height)
            touching = abs(y0 - top) < 1.0 and abs(y1 - bottom) < 1.0
        space = False
        if same_line and (gap > _SPACE * height or gap < -2.5 * height):
            room = _SPACE_AFTER_TALL if parts and _TALL.search(parts[-1]) else _SPACE
            space = gap > room * height or gap < -2.5 * height
            if space and len(text) < 3:
                space = not all(letter in _MARKS for letter in text)
        if same_line and not space and touching and back < gap < touch:
            parts.append(text)
            end = max(end, x1)
            right = max(right, x1)
            continue
        if parts:
            out.append(Word("".join(parts), left, top, end, bottom, opens))
        parts, left, end, opens = [text], x0, x1, space
        right = max(right, x1) if same_line and x0 > right - 2.5 * height else x1
        top, bottom = y0, y1
        height_above, height_below = y0_text, y1_text
    if parts:
        out.append(Word("".join(parts), left, top, end, bottom, opens))
    return out
