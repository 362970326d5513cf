"""Titles of items told by what they have in common: lines of one shape, each with the code or name of another item."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from plandocs.ingest.facts import codes
from plandocs.ingest.facts.candidate import candidate_of, has_kind_mark
from plandocs.ingest.facts.label import Label
from plandocs.ingest.facts.lines import Line, squeeze
from plandocs.ingest.facts.names import closest_item, names_it

#: Titles are no longer than this; the words before a code in a title no longer than that.
LONGEST, LONGEST_FRONT = 140, 70
#: So many different items make a shape, and this share of its lines must look like titles.
MANY, SHARE = 2, 0.6
_NUMBER = re.compile(r"\d+")
_SENTENCE = re.compile("ยังไม่|ไม่ปรากฏ|ไม่พบ|ทำให้|ส่งผลให้|เนื่องจาก|ควร|จึง(?!ใจ)|ร้อยละ")
#: Labels that a title's code overrules, and those that show what stands above them to be a title.
_OPEN = {None, "heading", "topic", "category", "detail"}
_BELOW = {"kind", "explanation", "level", "score"}


@dataclass(frozen=True, slots=True)
class _Title:
    position: int
    item: str
    good: bool


def with_titles(lines: Sequence[Line], labels: list[Label | None], edition: str) -> None:
    """Put labels of items in place of the labels of lines that their shape shows to be titles of items."""
    shapes: dict[tuple[str, ...], list[_Title]] = defaultdict(list)
    known: dict[int, list[str]] = defaultdict(list)
    for position, line in enumerate(lines):
        label = labels[position]
        if label is not None and label.role == "item":
            known[line.heading_level].append(label.item)
            shape = _shape(line) if len(line.text) <= LONGEST else None
            if shape is not None:
                shapes[shape[0]].append(_Title(position, label.item, good=True))
        elif (label.role if label is not None else None) in _OPEN and len(line.text) <= LONGEST:
            shape = _shape(line)
            if shape is not None:
                shapes[shape[0]].append(_Title(position, shape[1], _is_title(lines, labels, position, shape[1])))
    for titles in shapes.values():
        good = sum(title.good for title in titles)
        if len({title.item for title in titles}) >= MANY and good >= SHARE * len(titles):
            levels = {lines[title.position].heading_level for title in titles if title.good}
            for title in titles:
                line = lines[title.position]
                alike = line.heading_level in levels and not (_talks(line.text) or line.listed)
                if title.good or alike:
                    labels[title.position] = Label("item", category=title.item[0], item=title.item)
    _by_name(lines, labels, known, edition)


def _shape(line: Line) -> tuple[tuple[str, ...], str] | None:
    """Return what is the same in titles of one shape, and the item's code, or None where no code or several stand."""
    found = list(codes.CODE.finditer(line.text))
    if len({f"{one['cat']}.{one['item']}" for one in found}) != 1 or line.text.rstrip().endswith(("ดังนี้", ":")):
        return None
    code = found[-1]
    if code["letter"] and not line.is_heading:
        return None  # what a text of the criteria is about, not the title of an item
    said = candidate_of(line)
    if said is not None and said.kind is not None:
        return None  # an entry that says its kind
    front, back = line.text[: code.start()], line.text[code.end() :]
    item = f"{code['cat']}.{code['item']}"
    if not re.search(r"[ก-๙A-Za-z]{3}", back):
        # A name with its code behind it.
        return ("", squeeze(front)[-1:], squeeze(back)), item
    category = re.match(r"\s*(?:หมวด|category)(?:ที่)?\s*([1-7]).*$", front, re.IGNORECASE)
    if category is not None and category[1] == item[0]:
        front = "หมวด" + front.rstrip()[-1:]
    if len(front) > LONGEST_FRONT or len(_NUMBER.findall(front)) > 1:
        return None
    return (_NUMBER.sub("#", squeeze(front)), squeeze(back)[:1] if not back[:1].isspace() else ""), item


def _is_title(lines: Sequence[Line], labels: Sequence[Label | None], position: int, item: str) -> bool:
    """Return whether a line with an item's code names the item, or stands above labels and says nothing itself."""
    line = lines[position]
    near = position + 1 < len(lines) and lines[position + 1].block <= line.block + 1
    following = labels[position + 1] if near else None
    if following is not None and following.role in {"item", "category"}:
        return False
    if names_it(codes.CODE.sub(item, line.text), item):
        return True
    bare = codes.CODE.sub(" ", line.text)
    return not _talks(bare) and following is not None and following.role in _BELOW and following.rest < 0


def _talks(text: str) -> bool:
    """Return whether words say more than a title does."""
    return _SENTENCE.search(text) is not None or len(text) > 90


def _by_name(lines: Sequence[Line], labels: list[Label | None], known: dict[int, list[str]], edition: str) -> None:
    """Take headings for titles where others of their level are, and they say an item's name in other words."""
    for position, line in enumerate(lines):
        label = labels[position]
        if label is None or label.role != "heading" or label.item or not line.is_heading:
            continue
        if len(known[line.heading_level]) >= MANY and not _SENTENCE.search(line.text) and not has_kind_mark(line.text):
            item = closest_item(line.text, edition)
            if item:
                labels[position] = Label("item", category=item[0], item=item)
