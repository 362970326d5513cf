"""
Ruling lines in the picture of a page.

Found for the table cells, and wiped out so that they are not read as letters.
"""

from __future__ import annotations

from typing import Any

from plandocs.ingest.readers.pdf.ruling import Rule

#: A line is at least this long and at most this thick, in pixels at 300 dpi.
_LONG = 140
_THICK = 14
_DARK = 140


def take_rules(picture: Any) -> tuple[Any, list[Rule], list[Rule]]:
    """Return the grey picture without its ruling lines, and the horizontal and vertical lines in pixels."""
    import numpy as np
    from PIL import Image

    grey = np.asarray(picture).copy()
    dark = grey < _DARK
    across = _runs(dark, _LONG)
    down = _runs(dark.T, _LONG).T
    horizontal = _lines(across)
    vertical = _lines(down.T)
    if len(horizontal) > 400 or len(vertical) > 400:
        return picture, [], []
    for position, start, end in horizontal:
        top = max(0, round(position) - _THICK // 2)
        area = across[top : top + _THICK, round(start) : round(end)]
        grey[top : top + _THICK, round(start) : round(end)][area] = 255
    for position, start, end in vertical:
        left = max(0, round(position) - _THICK // 2)
        area = down[round(start) : round(end), left : left + _THICK]
        grey[round(start) : round(end), left : left + _THICK][area] = 255
    return Image.fromarray(grey), horizontal, vertical


def _runs(dark: Any, length: int) -> Any:
    """Pixels that lie in a horizontal run of at least `length` dark pixels (small gaps bridged)."""
    import numpy as np

    rows, columns = dark.shape
    if columns <= length:
        return np.zeros_like(dark)
    sums = np.zeros((rows, columns + 1), dtype=np.int32)
    np.cumsum(dark, axis=1, out=sums[:, 1:])
    full = (sums[:, length:] - sums[:, :-length]) >= 0.97 * length
    marks = np.zeros((rows, columns + 1), dtype=np.int32)
    marks[:, : full.shape[1]] += full
    marks[:, length : length + full.shape[1]] -= full
    return (np.cumsum(marks, axis=1)[:, :columns] > 0) & dark


def _lines(runs: Any) -> list[Rule]:
    """Horizontal lines (y, left, right) from the pixels of long runs; thick areas are no lines."""
    import numpy as np

    filled = np.flatnonzero(runs.sum(axis=1) >= _LONG // 2)
    out: list[Rule] = []
    groups = np.split(filled, np.flatnonzero(np.diff(filled) > 2) + 1) if len(filled) else []
    for group in groups:
        if len(group) == 0 or len(group) > 2 * _THICK:
            continue
        columns = np.flatnonzero(runs[group[0] : group[-1] + 1].any(axis=0))
        pieces = np.split(columns, np.flatnonzero(np.diff(columns) > 12) + 1)
        out.extend(
            (float(group.mean()), float(piece[0]), float(piece[-1]))
            for piece in pieces
            if len(piece) and piece[-1] - piece[0] >= _LONG - 20
        )
    return out
