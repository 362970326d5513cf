"""The text of a template tag, cleaned of what word processors and keyboards put into it."""

from __future__ import annotations

import re

_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")


def tidy_tag(tag: str) -> str:
    """
    Return a template tag as its author meant it.

    >>> tidy_tag("{{ เดือน[๐].ชื่อ\u200b }}")
    '{{ เดือน[0].ชื่อ }}'
    """
    plain = re.sub("[\u200b\u2060\ufeff]", "", tag).replace("\u00a0", " ")
    plain = re.sub("\u0e4d([\u0e48-\u0e4b]?)\u0e32", "\\1\u0e33", plain)
    return re.sub(r"\[\s*[๐-๙]+\s*\]", lambda match: match.group().translate(_DIGITS), plain)
