"""Findings that name their item in words only: "การจัดการความรู้: …", "… (การลดต้นทุนและการใช้ทรัพยากร)"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from plandocs.ingest.facts.candidate import Candidate, substantial
from plandocs.ingest.facts.lines import clean
from plandocs.ingest.facts.names import code_of_name, code_of_part, name_score, names_it
from plandocs.model.text import Block

_LEAD = re.compile(r"\s*(?P<name>[^:：\n]{8,90}?)\s*(?:[:：]|\s[–—-]\s)\s*(?=\S{8})")
_TAIL = re.compile(r"\s*[(\[](?P<name>[^()\[\]\n]{8,90})[)\]]\s*\.?\s*$")
_ABOUT = re.compile(r"^(?:เรื่อง|ด้าน|หัวข้อ|ประเด็น|ใน(?:เรื่อง|ด้าน|หัวข้อ))\s*")
#: An item's name that begins a sentence has no more parts between blanks than this.
_PARTS = 3
#: How much of a name (0–1) the words before a sentence must be to be its title.
TITLE = 0.6


def with_named_item(found: Candidate, blocks: Sequence[Block], edition: str) -> Candidate:
    """Return a finding without an item with the one that its first or last words name, which are cut off."""
    if found.item:
        return _without_name(found, blocks)
    text = blocks[found.block].text[found.start : found.end]
    for pattern in (_LEAD, _TAIL):
        match = pattern.search(text) if pattern is _TAIL else pattern.match(text)
        code = _code(match["name"], edition, found.category) if match is not None else ""
        if match is None or not code:
            continue
        start, end = (match.end(), len(text)) if pattern is _LEAD else (0, match.start())
        if substantial(clean(text[start:end])):
            return replace(found, start=found.start + start, end=found.start + end, item=code, category=code[0])
    words = _ABOUT.sub("", clean(text)).split()
    for count in range(1, min(_PARTS, len(words) - 1) + 1):
        code = code_of_name(" ".join(words[:count]), edition, found.category, least=0.9)
        if code:
            return replace(found, item=code, category=code[0])
    return found


def _without_name(found: Candidate, blocks: Sequence[Block]) -> Candidate:
    """Return a finding without the name of its own item before a colon: "1.1 ระบบการนำองค์การ: ผู้บริหาร …"."""
    text = blocks[found.block].text[found.start : found.end]
    match = _LEAD.match(text)
    if match is None or not names_it(clean(match["name"]), found.item) or not substantial(clean(text[match.end() :])):
        return found
    return replace(found, start=found.start + match.end())


def _code(name: str, edition: str, category: str) -> str:
    plain = _ABOUT.sub("", clean(name).strip())
    return code_of_name(plain, edition, category) or code_of_part(plain, edition, category)


def without_title(found: Candidate, blocks: Sequence[Block]) -> Candidate:
    """Return a finding without its item's name in front: "การจัดการความรู้ คลังความรู้กลาง …"."""
    text = blocks[found.block].text[found.start : found.end]
    for blank in list(re.finditer(r"\s+", text))[:_PARTS]:
        head = clean(text[: blank.start()])
        titled = name_score(head, found.item) >= TITLE or code_of_part(head, "pmqa4") == found.item
        if titled and substantial(clean(text[blank.end() :])):
            return replace(found, start=found.start + blank.end())
    return found
