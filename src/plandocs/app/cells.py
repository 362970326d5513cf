"""Text in spreadsheet cells: safe to open, and the same again when it comes back."""

from __future__ import annotations

import re

from plandocs.thai.digits import parse_number

#: What makes a spreadsheet take a cell's text for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"[+-]?\d[\d,]*(\.\d+)?%?")
#: Letters that XML, and so .xlsx, cannot hold.
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def safe(text: str) -> str:
    """
    Return the text with an apostrophe before it where a spreadsheet would take it for a formula.

    >>> safe("=HYPERLINK(1)"), safe("-5"), safe("-5+cmd|x")
    ("'=HYPERLINK(1)", '-5', "'-5+cmd|x")
    """
    clean = _CONTROLS.sub("", text)
    if clean.startswith("'") or (clean.startswith(_FORMULA) and not _NUMBER.fullmatch(clean)):
        return "'" + clean
    return clean


def plain(text: str) -> str:
    """
    Return the text that `safe` was given.

    >>> plain(safe("=1+1")), plain(safe("'อ้าง'")), plain("'80")
    ('=1+1', "'อ้าง'", '80')
    """
    return text.removeprefix("'")


def same(cell: str, shown: str, *, number: bool, encoding: str) -> bool:
    """
    Return whether a cell still says what was exported.

    Line ends, runs of spaces and (with `number`) the writing of numbers do not count, nor letters that the file's
    `encoding` cannot hold: Excel writes a question mark for each.
    """
    if number and cell and shown and parse_number(cell) is not None and parse_number(cell) == parse_number(shown):
        return True
    exported = _CONTROLS.sub("", shown).encode(encoding, "replace").decode(encoding)
    return " ".join(cell.split()) in {" ".join(exported.split()), " ".join(shown.split())}
