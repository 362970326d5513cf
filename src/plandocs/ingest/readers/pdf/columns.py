"""Text in two columns that a program drew line by line across the page: back to column after column."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from plandocs.ingest.readers.pdf.shapes import Word
from plandocs.ingest.readers.pdf.unruled import TextRow, common_white

#: Two columns are at least this many lines high, and filled like prose (share of full lines, width in line heights).
_LINES = 6
_FULL = 0.85
_WIDE = 6.0


def by_column(words: Sequence[Word], rows: Sequence[TextRow]) -> list[Word]:
    """Return `words` (by height: `rows`) in reading order: of two columns drawn across, the left one comes first."""
    runs = [run for run in _runs(rows) if _crossed(run[0], run[1], words)]
    if not runs:
        return list(words)
    place = {id(word): at for at, word in enumerate(words)}
    for run, middle in runs:
        here = [word for row in run for word in row.words]
        places = sorted(place[id(word)] for word in here)
        sides = sorted(here, key=lambda word: (word.x0 > middle, place[id(word)]))
        place.update({id(word): at for word, at in zip(sides, places, strict=True)})
    return sorted(words, key=lambda word: place[id(word)])


def _runs(rows: Sequence[TextRow]) -> list[tuple[list[TextRow], float]]:
    """Rows that follow each other with the same white between two parts full of text, and where that white is."""
    out = []
    start = 0
    while start < len(rows):
        if len(rows[start].parts) != 2:
            start += 1
            continue
        river = [(rows[start].parts[0][1], rows[start].parts[1][0])]
        end = start + 1
        while end < len(rows) and (left := common_white(river, rows[end])):
            river = left
            end += 1
        run = list(rows[start:end])
        if _is_prose(run):
            out.append((run, sum(river[0]) / 2))
        start = end
    return out


def _is_prose(run: Sequence[TextRow]) -> bool:
    both = [row for row in run if len(row.parts) == 2]
    if len(both) < _LINES:
        return False
    for side in (0, 1):
        widths = [row.parts[side][1] - row.parts[side][0] for row in both]
        widest = max(widths)
        if widest < _WIDE * both[0].height or sum(width > _FULL * widest for width in widths) < 0.6 * len(widths):
            return False
    return True


def _crossed(run: Sequence[TextRow], middle: float, words: Sequence[Word]) -> bool:
    """Whether drawing went from side to side with the lines."""
    here = {id(word) for row in run for word in row.words}
    sides = [word.x0 > middle for word in words if id(word) in here]
    return sum(last != side for last, side in pairwise(sides)) > len(run)
