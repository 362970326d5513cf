"""What to write instead of a tag that Jinja cannot read."""

from __future__ import annotations

import re

_WORD = r"[\w\u0e00-\u0e7f]+"
#: Words of the language itself, which stand between names with a space on both sides.
_WORDS = {"and", "or", "not", "if", "else", "is", "in"}


def syntax_hint(body: str) -> str:
    """
    Return a suggestion for the words inside a tag that are no valid expression, "" when none is likely.

    >>> syntax_hint("แผน.ปี = 2568"), syntax_hint("แผน ปี"), syntax_hint("")
    ('เปรียบเทียบด้วย == เช่น แผน.ปี == 2568', 'เขียนติดกันด้วยจุด เช่น แผน.ปี', 'ใส่ชื่อระหว่างวงเล็บ เช่น {{ แผน.ปี }}')
    """
    words = body.strip()
    if not words:
        return "ใส่ชื่อระหว่างวงเล็บ เช่น {{ แผน.ปี }}"
    if re.search(r"(?<![=!<>])=(?!=)", words):
        return "เปรียบเทียบด้วย == เช่น " + re.sub(r"(?<![=!<>])=(?!=)", "==", words)
    parts = words.split()
    if (
        len(parts) > 1
        and not _WORDS.intersection(parts)
        and all(re.fullmatch(rf"{_WORD}(\.{_WORD})*", p) for p in parts)
    ):
        return "เขียนติดกันด้วยจุด เช่น " + ".".join(parts)
    if words.count('"') % 2 or words.count("'") % 2:
        return "ปิดเครื่องหมายคำพูดให้ครบคู่"
    if words.count("(") != words.count(")") or words.count("[") != words.count("]"):
        return "ปิดวงเล็บให้ครบคู่"
    return "ตรวจเครื่องหมายระหว่างชื่อ ใช้ได้เฉพาะชื่อ จุด ตัวกรองหลัง | และ and or not"
