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

from plandocs.ingest.readers.pdf.join import Piece
from plandocs.ingest.refusals import corrupt

_PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)"')
#: Numbers only: a broken page may have places that are "nan" or "inf".
_WORD = re.compile(r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">([^<]*)</word>')
#: As much as Linux lets a program without rights have.
_PIPE = 1 << 20


class PieceList:
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

    def pages(self, seconds: float) -> list[list[Piece]]:
        """
        Return the pieces of text of the pages asked for, a list per page.

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
        return [pieces(text[start:end]) for start, end in zip(starts, ends, strict=True)]

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


def pieces(page: str) -> list[Piece]:
    """Return what poppler takes for the words of a page."""
    return [
        (float(x0), float(y0), float(x1), float(y1), html.unescape(text.strip()) if "&" in text else text.strip())
        for x0, y0, x1, y1, text in _WORD.findall(page)
    ]
