"""
Values on their way into a Word template: plain text that remembers which field it is.

A field's text travels through docxtpl between two private-use signs, so that whatever a template author does with
`{{ เป้าหมาย.ชื่อ }}` the place where it lands can be found again and given its anchor. Braces and line breaks travel as
private-use signs too: docxtpl renders some parts more than once, and a value must never be read as a template.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Self

from markupsafe import Markup, escape

#: Private-use signs (planes 15 and 16 are never used by documents; they are removed from all values first).
OPEN, CLOSE, NEWLINE, FIELD_END, QUIET = (chr(0xF0001 + number) for number in range(5))
BLOCKS = {"toc": "\U000f0010", "missing": "\U000f0011", "table": "\U000f0012", "figure": "\U000f0013"}
CHART = 0xF0100
FIELD = 0xF1000
_FIRST_RUN = 61_000
_SECOND = 0x100000
MAX_FIELDS = 120_000
MAX_CHARTS = 3000
PLACEHOLDER = "……"

_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u200b\u2060\ufeff\U000f0000-\U0010ffff]"
)
_SPLIT_SARA_AM = re.compile("\u0e4d([\u0e48-\u0e4b]?)\u0e32")


@dataclass(frozen=True, slots=True)
class Field:
    """
    One value that a reader of the draft may change, under a name that stays the same from draft to draft.

    `key` is "<goal id>.<name>" ("S12.goal", "S12.kpi1.target") or "plan.<name>". `label` is its Thai name for people.
    `source` says where the value comes from; `placeholder` marks a value nobody knows yet, `unconfirmed` a number
    read from a picture. `human` marks text that a person wrote.
    """

    index: int
    key: str
    label: str
    text: str
    source: str = ""
    placeholder: bool = False
    unconfirmed: bool = False
    human: bool = False


def clean(text: object) -> str:
    """
    Return `text` without what Word or the template engine would trip over: control signs, zero-width spaces, split ำ.

    >>> clean("นําร่อง\u200bปี\u00a02568")
    'นำร่องปี 2568'
    """
    joined = _FORBIDDEN.sub("", str(text)).replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ")
    return _SPLIT_SARA_AM.sub("\\1\u0e33", joined)


def protect(text: str) -> str:
    """Return `text` escaped for XML, with braces and line breaks as private-use signs."""
    safe = str(escape(text))
    return safe.replace("{", OPEN).replace("}", CLOSE).replace("\n", NEWLINE)


def reveal(text: str) -> str:
    """Return the braces and line breaks that `protect` hid."""
    return text.replace(OPEN, "{").replace(CLOSE, "}").replace(NEWLINE, "\n")


def field_sign(index: int) -> str:
    """Return the private-use sign that starts field number `index`."""
    return chr(FIELD + index) if index < _FIRST_RUN else chr(_SECOND + index - _FIRST_RUN)


def field_index(sign: str) -> int | None:
    """Return the number of the field that `sign` starts, or None for any other sign."""
    code = ord(sign)
    if FIELD <= code < FIELD + _FIRST_RUN:
        return code - FIELD
    return code - _SECOND + _FIRST_RUN if code >= _SECOND else None


class FieldText(str):
    """The text of a field: a plain string to filters and conditions, an anchored one where it is printed."""

    __slots__ = ("number", "quiet")
    number: int
    quiet: bool

    def __new__(cls, text: str, number: int = -1, *, quiet: bool = False) -> Self:
        """Return the string with the field's number; `quiet` prints it without its source note."""
        self = super().__new__(cls, text)
        self.number = number
        self.quiet = quiet
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        return _restore, (str(self), self.number, self.quiet)

    def __str__(self) -> str:
        return str.__str__(self)

    def __html__(self) -> str:
        """Return the text between the signs that tell where the field starts and ends."""
        return field_sign(self.number) + (QUIET if self.quiet else "") + protect(str(self)) + FIELD_END


def _restore(text: str, number: int, quiet: bool) -> FieldText:
    return FieldText(text, number, quiet=quiet)


class BlockText(str):
    """A value that becomes Word content of its own: table of contents, list of gaps, a chart, a caption number."""

    __slots__ = ()

    def __html__(self) -> str:
        """Return the block's sign."""
        return str(self)

    def __reduce__(self) -> tuple[Any, ...]:
        return BlockText, (str(self),)


def output(value: Any) -> Any:
    """Return `value` as it may be printed: our own values as they are, everything else as protected text."""
    if isinstance(value, FieldText | BlockText):
        return Markup(value.__html__())  # noqa: S704 - both escape their own text
    if isinstance(value, Markup):
        return value
    if isinstance(value, float):
        return Markup(protect(number_text(value)))  # noqa: S704 - digits only
    if isinstance(value, str | int):
        return Markup(protect(clean(value)))  # noqa: S704 - `protect` escapes
    return value


def number_text(value: float) -> str:
    """
    Return a number as planners write it: thousands with commas, no trailing zeros.

    >>> number_text(1200000.0), number_text(75.80)
    ('1,200,000', '75.8')
    """
    whole = round(value, 4)
    return f"{int(whole):,}" if whole == int(whole) else f"{whole:,.4f}".rstrip("0")
