"""Thai and Arabic digits, and numbers as planning documents print them."""

from __future__ import annotations

import re

THAI_DIGITS = "๐๑๒๓๔๕๖๗๘๙"
ARABIC_DIGITS = "0123456789"
_PAIRS = tuple(zip(THAI_DIGITS, ARABIC_DIGITS, strict=True))
_TO_THAI = str.maketrans(ARABIC_DIGITS, THAI_DIGITS)
_NUMBER = re.compile(r"(?<![\d.,])(?P<sign>[-−–])?(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)")
_SCALES = {
    "ล้านล้าน": 1e12,
    "แสนล้าน": 1e11,
    "หมื่นล้าน": 1e10,
    "พันล้าน": 1e9,
    "ล้าน": 1e6,
    "แสน": 1e5,
    "หมื่น": 1e4,
    "พัน": 1e3,
}
_SCALE = re.compile(r"\s*(" + "|".join(_SCALES) + r")")


def to_arabic(text: str) -> str:
    """
    Return `text` with Thai digits written as Arabic ones; its length stays the same.

    >>> to_arabic("ปี ๒๕๖๔ ข้อ ๔.๑")
    'ปี 2564 ข้อ 4.1'
    """
    # Replacing the few digits that occur is many times faster than translating every character of a report.
    for thai, arabic in _PAIRS:
        if thai in text:
            text = text.replace(thai, arabic)
    return text


def to_thai(text: str) -> str:
    """
    Return `text` with Arabic digits written as Thai ones; its length stays the same.

    >>> to_thai("ปี 2564")
    'ปี ๒๕๖๔'
    """
    return text.translate(_TO_THAI)


def parse_number(text: str) -> float | None:
    """
    Return the first number in `text`, or None; thousands separators and the scales ล้าน, แสน, หมื่น, พัน are understood.

    A minus sign counts only where nothing but space, a bracket or the start of the text stands before it
    ("2563-2564" is no negative number).

    >>> parse_number("๑,๒๐๐,๐๐๐ บาท"), parse_number("ร้อยละ ๗๕.๘"), parse_number("1.5 ล้านบาท"), parse_number("ไม่มี")
    (1200000.0, 75.8, 1500000.0, None)
    """
    arabic = to_arabic(text)
    match = _NUMBER.search(arabic)
    if match is None:
        return None
    value = float(match["digits"].replace(",", ""))
    if match["sign"] and (match.start() == 0 or arabic[match.start() - 1] in " (\t\n\xa0"):
        value = -value
    scale = _SCALE.match(arabic, match.end())
    return value * _SCALES[scale[1]] if scale else value
