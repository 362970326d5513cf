"""Boundaries of what a reader sees as one character: nothing is ever cut or marked inside it."""

from __future__ import annotations

import re
import unicodedata

#: Letters that stand on the line but belong to the character before them (Unicode's SpacingMark without category M).
_AM = "\u0e33\u0eb3"
#: Quick test: text of these characters alone (ASCII, Thai letters on the line, common marks of punctuation) has a
#: boundary everywhere.
_JOINERS = "\u200c\u200d"
_REGIONAL = re.compile("[\U0001f1e6-\U0001f1ff]")


def extends(character: str) -> bool:
    """Return whether `character` belongs to the one before it: vowels above and below, tone marks, SARA AM, joiners."""
    if character < "\u0300":
        return False
    return (
        character in _AM
        or character in _JOINERS
        or "\U0001f3fb" <= character <= "\U0001f3ff"
        or unicodedata.category(character) in {"Mn", "Me", "Mc"}
    )


def is_boundary(text: str, position: int) -> bool:
    """
    Return whether `position` lies between two characters as a reader sees them.

    >>> [is_boundary("น้ำ", n) for n in range(4)]
    [True, False, False, True]
    """
    if position <= 0 or position >= len(text):
        return True
    before, after = text[position - 1], text[position]
    if extends(after) or before == "\u200d" or (before == "\r" and after == "\n"):
        return False
    return not (_REGIONAL.match(before) and _REGIONAL.match(after))


def widen(text: str, start: int, end: int) -> tuple[int, int]:
    """
    Return the smallest span around ``start:end`` that cuts no character.

    >>> widen("น้ำใจ", 1, 2)
    (0, 3)
    """
    while not is_boundary(text, start):
        start -= 1
    while not is_boundary(text, end):
        end += 1
    return start, end
