"""Numbers with their units, as Thai writes them."""

from __future__ import annotations

import re

PERCENT = "ร้อยละ"
_BEGINS = ("ร้อยละ", "%", "เปอร์เซ็นต์", "เปอร์เซนต์")


def is_percent(unit: str) -> bool:
    """
    Return whether a unit is the per cent, however it is written.

    >>> is_percent("%"), is_percent("ร้อยละ (ของเรื่อง)"), is_percent("แห่ง")
    (True, True, False)
    """
    plain = "".join(unit.split()).lower()
    return plain == "percent" or plain.startswith(_BEGINS)


def with_unit(number: str, unit: str) -> str:
    """
    Return a number, as printed, with its unit: the per cent before it, any other behind it and without its remarks.

    >>> with_unit("82", "%"), with_unit("1,200", "แห่ง (สะสม)"), with_unit("3", "")
    ('ร้อยละ 82', '1,200 แห่ง', '3')
    """
    if is_percent(unit):
        return f"{PERCENT} {number}"
    return f"{number} {re.sub(r'[(].*?[)]', '', unit).strip()}".strip()
