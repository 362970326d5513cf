"""Braces that make no tag: single, swapped, unclosed and extra ones, and the brackets of other programs."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_UNCLOSED = re.compile(r"\{\{(?:(?!\}\}).)*$|\{%(?:(?!%\}).)*$|\{#(?:(?!#\}).)*$", re.DOTALL)
_SINGLE = re.compile(r"(?<![{%#])\{(?![{%#])\s*\{?\s*([^{}%#\n]{1,80}?)\s*\}?\s*\}(?!\})")
_EXTRA = re.compile(r"\{*\{\{\s*([^{}\n]{1,80}?)\s*\}\}\}*")
#: Brackets of mail merge, other template programs and full-width keyboards.
_FOREIGN = re.compile(r"(?:«|<<|\[\[|｛｛?|【)\s*([^«»<>\[\]｛｝【】{}\n]{1,80}?)\s*(?:»|>>|\]\]|｝｝?|】)")
_INSIDE = re.compile(r"^[{%#\s]+|[}%\s]+$")


@dataclass(frozen=True, slots=True)
class Brace:
    """One error among a paragraph's braces; `command` is what an unclosed or badly closed block tag says."""

    code: str
    thai: str
    tag: str
    suggestion: str
    command: str = ""


def brace_errors(text: str, known: Container[str]) -> Iterator[Brace]:
    """Yield what is wrong with the braces of a paragraph's `text`; `known` are the names a template may use."""
    if not re.search(r"[{}«<\[｛【]", text):
        return
    for extra in _EXTRA.finditer(text):
        if extra.group().startswith("{{{") or extra.group().endswith("}}}"):
            right = "{{ " + extra[1] + " }}"
            yield Brace("extra-brace", "วงเล็บปีกกาเกินมา ใช้สองตัวเปิดและสองตัวปิด", extra.group(), right)
    rest = _TAG.sub("", text)
    unclosed = _UNCLOSED.search(rest)
    if unclosed:
        yield _unclosed(unclosed.group())
        rest = rest[: unclosed.start()]
    for single in _SINGLE.finditer(rest):
        if _is_name(single[1], known):
            thai = "วงเล็บปีกกาเดี่ยวจะถูกพิมพ์ออกมาตามตัวอักษร"
            yield Brace("single-braces", thai, single.group(), "{{ " + single[1] + " }}")
    for foreign in _FOREIGN.finditer(rest):
        if _is_name(foreign[1], known):
            yield Brace("foreign-brackets", "ใช้วงเล็บปีกกาคู่เท่านั้น", foreign.group(), "{{ " + foreign[1] + " }}")


def _is_name(words: str, known: Container[str]) -> bool:
    name = re.split(r"[.|]", words, maxsplit=1)[0].strip()
    return name in known or re.fullmatch(r"[\w\u0e00-\u0e7f]+(\.[\w\u0e00-\u0e7f]+)+", words.strip()) is not None


def _unclosed(tag: str) -> Brace:
    if tag.startswith("{#"):
        return Brace("unclosed-tag", "เปิดหมายเหตุ {# แล้วไม่ปิดในย่อหน้าเดียวกัน ข้อความต่อจากนี้จะหาย", tag[:40], "ปิดด้วย #}")
    inside = _INSIDE.sub("", tag)
    if tag.startswith("{%"):
        right, command = "{%" + ("" if re.match(r"(?:p|tr|tc|r)\s", inside) else " ") + inside + " %}", inside
    else:
        # Without any closing brace nobody can tell where the tag was to end.
        right, command = "{{ " + inside + " }}" if "}" in tag else "ปิดด้วย }}", ""
    return Brace("unclosed-tag", "เปิดวงเล็บปีกกาแล้วไม่ปิดในย่อหน้าเดียวกัน", tag[:40], right, command)
