"""Typed list marks at the start of a line: bullets, numbers and letters as Thai offices write them."""

from __future__ import annotations

import re

#: Signs that mark list items.
BULLETS = "-–—•*●○▪■◦➢✓✔☐☑☒□"
_MARKER = re.compile(
    r"^(?P<mark>"
    rf"[{BULLETS}](?=\s)"
    r"|[(\[]\s*(?:[0-9๐-๙]{1,3}|[ก-ฮ]|[A-Za-z]|[ivxIVX]{1,4})\s*[)\]]"
    r"|(?:[0-9๐-๙]{1,2}|[ก-ฮ]|[A-Za-z])\s?\)"
    r"|[0-9๐-๙]{1,2}(?:\.[0-9๐-๙]{1,2})+(?:[ก-ฮ])?(?:\s?\([0-9๐-๙]{1,2}\))?\.?(?=[\s:])"
    r"|[0-9๐-๙]{1,2}(?:\.[0-9๐-๙]{1,2})+[ก-ฮ](?:\s?\([0-9๐-๙]{1,2}\))?"
    r"|[0-9๐-๙]{1,2}\.(?=[\s\u0E00-\u0E7F])"
    r"|[ก-ฮ]\.(?=\s)"
    r")\s*"
)


def split_marker(text: str) -> tuple[str, str]:
    """
    Return the list mark at the start of `text` and the rest; the mark is empty when there is none.

    >>> split_marker("(๑) จัดทำแผน")
    ('(๑)', 'จัดทำแผน')
    >>> split_marker("2564 เป็นปีแรก")
    ('', '2564 เป็นปีแรก')
    """
    found = _MARKER.match(text)
    if found is None:
        return "", text
    return found.group("mark").strip(), text[found.end() :]


def has_marker(text: str) -> bool:
    """Return whether a line begins with a list mark."""
    return _MARKER.match(text) is not None
