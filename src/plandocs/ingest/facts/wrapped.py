"""References that a layout has wrapped into a line of their own: "(หัวข้อ 2.4)", or "3.3)" behind "… (หัวข้อ"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from plandocs.ingest.facts import codes
from plandocs.ingest.facts.lines import Line, clean, line_of
from plandocs.model.text import Block, BlockKind

_WORD = r"(?:หัวข้อ(?:ย่อย)?(?:ที่)?|ข้อกำหนด|เกณฑ์(?:ข้อ)?|ข้อ(?:ที่)?|items?)"
_CODE = r"[1-7]\s?\.\s?[1-6](?:\s?[กขคงจฉ])?(?:\s?\(\d{1,2}\))?"
_WHOLE = re.compile(
    rf"^\s*[\[(]\s*{_WORD}?\s*[:.]?\s*{_CODE}(?:\s*(?:,|และ)\s*{_CODE})*\s*[\])]\s*\.?\s*$", re.IGNORECASE
)
_REST = re.compile(rf"^\s*(?:{_WORD}\s*)?{_CODE}\s*[\])]\s*\.?\s*$", re.IGNORECASE)
_OPEN = re.compile(rf"\s*[\[(]\s*(?:{_WORD}\s*[:.]?\s*)?$", re.IGNORECASE)
#: A line shorter than this is no finding whose reference was wrapped.
_LEAST = 30
_PROSE = {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM}


def wrapped_references(blocks: Sequence[Block]) -> set[int]:
    """
    Return the positions of the blocks that are nothing but the end of the paragraph before.

    Where a reference in brackets ever stands below a heading, such references are titles and end nothing.
    """
    alone: set[int] = set()
    cut: set[int] = set()
    titles = False
    for index in range(1, len(blocks)):
        block, before = blocks[index], blocks[index - 1]
        if block.kind not in _PROSE or block.stream != "body" or before.stream != "body":
            continue
        text, above = clean(block.text), clean(before.text)
        talks = before.kind in _PROSE and len(above) >= _LEAST
        if talks and _OPEN.search(above) and _REST.match(text):
            cut.add(index)
        elif _WHOLE.match(text):
            ends = talks and codes.trailing_reference(above) is None and not above.endswith(("ดังนี้", ":"))
            titles |= not ends
            alone.add(index)
    return cut if titles else cut | alone


def with_tail(blocks: Sequence[Block], line: Line, tail: str) -> Line:
    """Return a line without the bracket left open at its end, and with the reference that closes it."""
    opened = _OPEN.search(line.text)
    if opened is not None:
        start, end = line.span(0, opened.start())
        old = line
        line = line_of(blocks[old.block], old.block, start, end)
        line = replace(line, heading_level=old.heading_level, number=old.number, listed=old.listed)
    return replace(line, tail=clean(tail).strip())
