"""Pieces of text in drawing order to words: what touches on one base line is one word."""

from __future__ import annotations

import re
from collections.abc import Iterable

from plandocs.ingest.readers.pdf.shapes import Word

#: Left, top, right, bottom and letters of what an engine takes for one piece.
Piece = tuple[float, float, float, float, str]
#: A gap wider than this share of the line height is a space; poppler's own raw mode uses a like one.
_SPACE = 0.10
#: Pieces of one word meet within this share; a larger gap may be the border of a table cell.
_TOUCH = 0.04
#: Marks over tall letters are drawn shifted to the left, which leaves a gap of up to 0.172 behind them; the narrowest
#: space seen there is 0.189.
_SPACE_AFTER_TALL = 0.18
_TALL = re.compile("[ปฝฟฬ][ัิีึืฺุู็่้๊๋์ํ]+$")
#: Letters without any width are not to be seen: what a program left behind at a page end.
_NOTHING = 0.01
_LETTER = re.compile("[0-9A-Za-zก-ฮเ-ไ๐-๙]")
MARKS = frozenset("ัิีึืฺุู็่้๊๋์ํ๎")


def join_pieces(pieces: Iterable[Piece]) -> list[Word]:
    """
    Return the words of a page; pieces that touch on one base line are one word.

    Engines begin a new piece at each displaced mark, which makes five pieces of a word in many fonts.
    """
    out: list[Word] = []
    parts: list[str] = []
    left = right = end = 0.0
    top = bottom = -1e9
    opens = False
    height, back, touch = 1.0, -0.6, _TOUCH
    for x0, y0, x1, y1, text in pieces:
        if not text or (x1 - x0 < _NOTHING and _LETTER.search(text)):
            continue
        gap = x0 - right
        if y0 == top and y1 == bottom:
            if back < gap < touch:
                parts.append(text)
                # A displaced mark must not open a gap behind it.
                if x1 > right:
                    right = end = x1
                elif x1 > end:
                    end = x1
                continue
            same_line, touching = bottom - top > 0.0, True
        else:
            # `min` and `max` cost a call each, and a page comes by here hundreds of times.
            height = y1 - y0 if y1 - y0 > 1.0 else 1.0
            back, touch = -0.6 * height, _TOUCH * height
            least = bottom - top if 0.0 < bottom - top < height else height
            same_line = (y1 if y1 < bottom else bottom) - (y0 if y0 > top else top) > 0.5 * least
            touching = abs(y0 - top) < 1.0 and abs(y1 - bottom) < 1.0
        space = same_line and _is_space(gap, height, parts, text)
        if same_line and not space and touching and back < gap < touch:
            parts.append(text)
            end = x1 if x1 > end else end
            right = x1 if x1 > right else right
            continue
        if parts:
            out.append(Word("".join(parts), left, top, end, bottom, opens))
        parts, left, end, opens = [text], x0, x1, space
        right = max(right, x1) if same_line and x0 > right - 2.5 * height else x1
        top, bottom = y0, y1
    if parts:
        out.append(Word("".join(parts), left, top, end, bottom, opens))
    return out


def _is_space(gap: float, height: float, parts: list[str], text: str) -> bool:
    """Whether the gap before `text` is a space: it is wide, or a jump back, and no displaced mark made it."""
    if gap > _SPACE * height:
        if gap <= _SPACE_AFTER_TALL * height and parts and _TALL.search(parts[-1]):
            return False
    elif gap >= -2.5 * height:
        return False
    return len(text) >= 3 or not all(letter in MARKS for letter in text)
