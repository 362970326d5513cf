"""Thai digits in a draft: the last step, on visible text only, with the exceptions of official papers."""

from __future__ import annotations

import re

_TO_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
_TO_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")

#: What keeps its Arabic digits: addresses, words with Latin letters and the number that belongs to them ("PMQA 4.0",
#: "COVID-19", "ISO 9001:2015", "4.0 Version"), and letters glued to a number ("G1", "5G").
_KEPT = re.compile(
    r"(?:https?://|www\.)[^\s\u0e00-\u0e7f]+"
    r"|[\w.+-]+@[\w.-]+"
    r"|(?:ระบบราชการ|ประเทศไทย) 4\.0"
    r"|\d*[A-Za-z][A-Za-z0-9_./&+-]*(?:[ \u00a0]\d[\d.:/-]*(?![\d,]))?"
)
_DIGIT = re.compile("[0-9]")


def to_thai(text: str) -> str:
    """
    Return `text` with Thai digits except next to Latin words; its length stays the same.

    The rule of use and its exceptions: cabinet resolution of 2 May 2543 (Thai digits in official papers; Arabic
    ones for foreign terms, product names and addresses).

    >>> to_thai("PMQA 4.0 ปี 2567 หัวข้อ 4.1")
    'PMQA 4.0 ปี ๒๕๖๗ หัวข้อ ๔.๑'
    """
    if _DIGIT.search(text) is None:
        return text
    out, last = [], 0
    for match in _KEPT.finditer(text):
        out.append(text[last : match.start()].translate(_TO_THAI))
        out.append(match.group())
        last = match.end()
    out.append(text[last:].translate(_TO_THAI))
    return "".join(out)


def to_arabic(text: str) -> str:
    """
    Return `text` with Arabic digits; its length stays the same.

    >>> to_arabic("ร้อยละ ๗๕.๘")
    'ร้อยละ 75.8'
    """
    return text.translate(_TO_ARABIC)
