"""Findings that go on in the next line: wrapped by hand, or cut by the end of a page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from plandocs.ingest.facts import codes
from plandocs.ingest.facts.candidate import Candidate, closes
from plandocs.ingest.facts.entries import FOREIGN, is_entry, leads, says_its_kind
from plandocs.ingest.facts.lines import Line
from plandocs.ingest.facts.survey import Survey
from plandocs.model.text import Block

#: A label of some other matter: "คะแนนเบื้องต้น: …".
_NEW_TOPIC = re.compile(r"[^\s:：][^:：]{1,28}[:：]\s")
#: Words that go on with the sentence of the line before.
_GOES_ON = re.compile(
    r"\s*(?:และ|หรือ|ทำให้|เพราะ|ซึ่ง|โดย|เช่น|จึง(?!เรียน)|แต่|เพื่อ|จน|รวมทั้ง|ตลอดจน|ทั้งที่|อันเป็น|กับ|ของ|ที่(?![\s\d]))"
)


def unwrapped(blocks: Sequence[Block], seen: Survey, group: Sequence[Line]) -> dict[int, int]:
    """Return, by block, the block that goes on with it: lines wrapped by hand, paragraphs cut by a page end."""
    tails: dict[int, int] = {}
    listed = any(is_entry(line) for line in group)
    longest = max(len(line.text) for line in group)
    entry = marked = False
    narrow = _narrow(blocks, group)
    for line, following in pairwise(group):
        if line.block not in tails.values():
            entry, marked = leads(line), says_its_kind(line)
        if leads(following) or FOREIGN.match(following.text):
            continue
        near = following.block == line.block + 1 and not closes(following.text) and not _NEW_TOPIC.match(following.text)
        running = (marked and seen.wraps and len(line.text) >= 0.6 * longest) or (entry and narrow)
        if near and (running or (entry and _GOES_ON.match(following.text))):
            tails[line.block] = following.block
            continue
        full = seen.width and len(line.text) >= 0.8 * seen.width
        wrapped = full and following.block == line.block + 1 and not is_entry(following)
        if wrapped or (listed and _cut_by_page(blocks, line, following)):
            tails[line.block] = following.block
    return tails


#: Lines of a narrow column are no longer than this.
_NARROW = 60


def _narrow(blocks: Sequence[Block], group: Sequence[Line]) -> bool:
    """Return whether lines are those of a narrow column on a page, which were not put together: most lead nothing."""
    paged = all(blocks[line.block].place.page is not None and not line.is_heading for line in group)
    led = sum(leads(line) for line in group)
    exact = all(_exact(line) for line in group if leads(line))
    return (
        exact
        and paged
        and 0 < led < len(group)
        and leads(group[0])
        and max(len(line.text) for line in group) <= _NARROW
    )


def _exact(line: Line) -> bool:
    """Return whether a line begins with the reference of a part of an item: "1.1 ก(2)"."""
    leading = codes.leading_reference(line.text)
    return leading is not None and leading[0].exact


def _cut_by_page(blocks: Sequence[Block], line: Line, following: Line) -> bool:
    """Return whether a page end stands between two lines, and the first is no entry that ends with its reference."""
    old, new = blocks[line.block].place.page, blocks[following.block].place.page
    return old is not None and new == old + 1 and codes.trailing_reference(line.text) is None


def with_tails(seen: Survey, found: Candidate, tails: dict[int, int]) -> Candidate:
    """Return a candidate with the lines that go on with it, and the reference that stands at their end."""
    block = found.more[-1][0] if found.more else found.block
    while block in tails:
        block = tails[block]
        line = seen.lines[seen.at[block][0]]
        tail = codes.trailing_reference(line.text)
        first, last = line.span(0, tail[1] if tail else len(line.text))
        found = replace(found, more=(*found.more, (block, first, last)))
        ends = [tail[0]] if tail is not None else codes.item_codes(line.tail)[:1]
        if ends and not found.reference:
            found = replace(found, reference=ends[0].printed, item=ends[0].item, category=ends[0].item[0])
    return found
