"""The template tags of a Word part, in reading order, with where each stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from plandocs.draft.ooxml import TBL, TC, TR, P, paragraph_text
from plandocs.draft.tagtext import tidy_tag

_TAG = re.compile(r"\{\{(?!\{)(?P<out>.*?)\}\}|\{%(?P<block>.*?)%\}|\{#.*?#\}", re.DOTALL)
_PREFIX = re.compile(r"(p|tr|tc|r)\s+")
QUOTES = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})


@dataclass(frozen=True, slots=True)
class Where:
    """The place of a tag: part, paragraph (from 1), and the identity of its table, row and cell (0 outside tables)."""

    part: str
    paragraph: int
    table: int
    row: int
    cell: int
    text: str


@dataclass(frozen=True, slots=True)
class Tag:
    """
    One tag. `kind` is "print", "block", or "broken" for a block that is not closed; `scope` "" or one of p, tr, tc, r.

    `body` are the words inside, `raw` the tag as typed; `others` is the paragraph's text without its tags, `alone`
    whether it is the only tag there.
    """

    kind: str
    scope: str
    body: str
    raw: str
    where: Where
    others: str
    row_text: str
    alone: bool

    @property
    def word(self) -> str:
        """The first word of a block tag, such as "for" or "endfor"."""
        return self.body.split(None, 1)[0] if self.body.split() else ""


def places(root: etree._Element, part: str) -> Iterator[tuple[etree._Element, Where]]:
    """Yield the paragraphs of a part with their places."""
    seen: dict[int, int] = {}

    def number(paragraph: etree._Element, tag: str) -> int:
        parent = next(paragraph.iterancestors(tag), None)
        return 0 if parent is None else seen.setdefault(id(parent), len(seen) + 1)

    keep = list(root.iter(TBL, TR, TC))  # lxml proxies must live as long as their ids are compared
    for count, paragraph in enumerate(root.iter(P), 1):
        text = paragraph_text(paragraph)
        yield paragraph, Where(part, count, number(paragraph, TBL), number(paragraph, TR), number(paragraph, TC), text)
    del keep


def tags(root: etree._Element, part: str) -> Iterator[Tag]:
    """Yield every tag of a part in reading order."""
    located = list(places(root, part))
    rows: dict[int, str] = {}
    for _, where in located:
        if where.row:
            rows[where.row] = rows.get(where.row, "") + " " + _TAG.sub("", where.text)
    for _, where in located:
        found = list(_TAG.finditer(where.text))
        others = _TAG.sub("", where.text)
        for match in found:
            raw = match.group()
            if raw.startswith("{#"):
                continue
            kind = "print" if match["out"] is not None else "block"
            body = (match["out"] if kind == "print" else match["block"]) or ""
            scope, inner = split_scope(tidy_tag(body).translate(QUOTES).strip("-"))
            yield Tag(kind, scope, inner, raw, where, others, rows.get(where.row, ""), len(found) == 1)


def split_scope(body: str) -> tuple[str, str]:
    """Return docxtpl's prefix ("p", "tr", "tc", "r" or "") and the words of a tag."""
    prefix = _PREFIX.match(body)
    return (prefix[1], body[prefix.end() :].strip()) if prefix else ("", body.strip())
