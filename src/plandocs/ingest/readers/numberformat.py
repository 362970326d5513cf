"""Spreadsheet values as people see them: percent, thousands, Thai digits, Buddhist years."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from plandocs.thai.dates import SHORT_MONTHS

_THAI_DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
#: A locale code whose calendar byte is 07 (Thai Buddhist), as in [$-107041E] ([MS-OE376] 2.1.739).
_BUDDHIST = re.compile(r"\[\$-[0-9A-F]*07[0-9A-F]{4}\]|bb(?:bb)?", re.IGNORECASE)
_THAI_NUMERALS = re.compile(r"\[\$-[0-9A-F]*D0[0-9A-F]{5,6}\]|\bt0|\bt#", re.IGNORECASE)
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')


def display(value: Any, number_format: str) -> str:
    """
    Return a cell's value as its number format shows it.

    Only what changes the meaning is followed: percent, thousands separators, decimals, Thai digits, dates.

    >>> display(0.758, "0.0%"), display(1200000, "#,##0"), display(2.5, "General")
    ('75.8%', '1,200,000', '2.5')
    """
    if isinstance(value, bool):
        return "จริง" if value else "เท็จ"
    if isinstance(value, (dt.datetime, dt.date)):
        return _date(value, number_format)
    if isinstance(value, (int, float)):
        text = _number(value, number_format)
    else:
        return str(value).replace("_x000D_", "").replace("\r\n", "\n")
    return text.translate(_THAI_DIGITS) if _THAI_NUMERALS.search(number_format) else text


def _number(value: float, number_format: str) -> str:
    pattern = _QUOTED.sub("", number_format.partition(";")[0])
    if pattern in {"", "@"} or pattern.lower() == "general" or not re.search(r"[0#?]", pattern):
        return _plain(value)
    decimals = len(re.sub(r"[^0?#]", "", pattern.partition(".")[2].partition("E")[0]))
    scaled = value * 100 if "%" in pattern else value
    if "E" in pattern.upper() or abs(scaled) >= 1e15:
        return _plain(value)
    grouping = "," if re.search(r"[0#],[0#]", pattern) else ""
    text = f"{scaled:{grouping}.{min(decimals, 10)}f}"
    if "#" in pattern.partition(".")[2]:
        text = text.rstrip("0").rstrip(".")
    return text + "%" if "%" in pattern else text


def _plain(value: float) -> str:
    if isinstance(value, int) or (abs(value) < 1e15 and float(value).is_integer()):
        return str(int(value))
    return f"{value:.10g}"


def _date(value: dt.date, number_format: str) -> str:
    clock = ""
    if isinstance(value, dt.datetime) and (value.hour or value.minute):
        clock = f" {value.hour:02d}:{value.minute:02d} น."
    if _BUDDHIST.search(number_format):
        text = f"{value.day} {SHORT_MONTHS[value.month - 1]} {value.year + 543}{clock}"
    else:
        text = f"{value.year:04d}-{value.month:02d}-{value.day:02d}{clock}"
    return text.translate(_THAI_DIGITS) if _THAI_NUMERALS.search(number_format) else text
