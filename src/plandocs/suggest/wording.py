"""Numbers as planners write them."""

from __future__ import annotations

import re

from plandocs.thai.units import with_unit


def number(value: float) -> str:
    """
    Return a number with separators and no needless decimals.

    >>> number(1200000.0), number(81.5), number(24)
    ('1,200,000', '81.5', '24')
    """
    if value == int(value):
        return f"{int(value):,}"
    return f"{value:,.2f}".rstrip("0").rstrip(".")


def quantity(value: float | None, unit: str) -> str:
    """
    Return a number with its unit, ร้อยละ before and other units behind it.

    >>> quantity(82, "ร้อยละ"), quantity(40, "ชุด"), quantity(None, "ชุด")
    ('ร้อยละ 82', '40 ชุด', 'ไม่ทราบค่า')
    """
    if value is None:
        return "ไม่ทราบค่า"
    return with_unit(number(value), unit)


def change(value: float, unit: str) -> str:
    """
    Return a difference of two values: percentages differ by points, not by per cent.

    >>> change(2.8, "ร้อยละ"), change(3, "แห่ง")
    ('2.8 จุดร้อยละ', '3 แห่ง')
    """
    return f"{number(value)} จุดร้อยละ" if with_unit("1", unit).startswith("ร้อยละ") else quantity(value, unit)


def spaced(text: str) -> str:
    """
    Return `text` with a space between Latin letters or brackets and the Thai words around them.

    >>> spaced("ความเสี่ยง (ERM)ให้ครบ"), spaced("ให้LIMS เชื่อมครบ")
    ('ความเสี่ยง (ERM) ให้ครบ', 'ให้ LIMS เชื่อมครบ')
    """
    return re.sub(r"(?<=[A-Za-z)])(?=[ก-๎])|(?<=[ก-๎])(?=[A-Za-z(])", " ", text)


def said(verb: str, value: float | None, unit: str) -> str:
    """
    Return a verb with a quantity; ร้อยละ follows without a space.

    >>> said("ได้", 66, "ร้อยละ"), said("ได้", 24, "ชุด")
    ('ได้ร้อยละ 66', 'ได้ 24 ชุด')
    """
    words = quantity(value, unit)
    return f"{verb}{words}" if words.startswith("ร้อยละ") else f"{verb} {words}"
