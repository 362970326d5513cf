"""Lines that begin an entry of a list of findings, and whether a report wraps such entries by hand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from plandocs.ingest.facts import codes
from plandocs.ingest.facts.candidate import candidate_of, ends_with_kind, has_kind_mark, substantial
from plandocs.ingest.facts.label import Label
from plandocs.ingest.facts.lines import Line

#: A mark in brackets that nobody explained, "(?)", begins an entry of its own.
_UNKNOWN_MARK = re.compile(r"[(\[]\s?[^\w\s()\[\]ก-๙]{1,2}\s?[)\]]")
#: A sign that nobody explained, ">" or "→", goes on with nothing.
FOREIGN = re.compile(r"\s*[^\w\sก-๙“”\"'‘’()\[\]…_.,:;/+–—-]{1,2}\s+(?=\S)")
#: Entries are wrapped by hand where so many, and this share of them, go on in a line of their own.
SOME, SHARE = 2, 0.25


def leads(line: Line) -> bool:
    """Return whether a line begins as an entry of a list of findings does."""
    if line.listed or line.number:
        return True
    text = line.text.lstrip()
    if codes.marker_at(text) is not None or codes.emphasis_at(text) is not None or has_kind_mark(text):
        return True
    if line.legend.is_other(text):
        return True
    if codes.sign_at(text) is not None or line.legend.mark_at(text) is not None or _UNKNOWN_MARK.match(text):
        return True
    leading = codes.leading_reference(text)
    return leading is not None and substantial(text[leading[1] :])


def is_entry(line: Line) -> bool:
    """Return whether a line begins or ends with what makes it an entry of a list of findings."""
    return (
        leads(line) or bool(line.tail) or codes.trailing_reference(line.text) is not None or ends_with_kind(line.text)
    )


def says_its_kind(line: Line) -> bool:
    """Return whether a line is a finding with a mark of its kind."""
    found = candidate_of(line)
    return found is not None and found.kind is not None


def names_its_item(line: Line | None, *, in_words: bool = False) -> bool:
    """
    Return whether a line is a sentence behind a reference: "หัวข้อ 4.1 ระบบ …", "4.1 ระบบ …".

    With `in_words` the number alone is not enough: any text may number its sections so.
    """
    if line is None or line.is_heading:
        return False
    text = line.text.lstrip()
    marker = codes.marker_at(text)
    text = text[marker.end :] if marker is not None else text
    leading = codes.leading_reference(text)
    if leading is None or (in_words and not leading[0].named):
        return False
    return substantial(text[leading[1] :])


def wraps_entries(lines: Sequence[Line], labels: Sequence[Label | None]) -> bool:
    """Return whether entries that begin with a mark of their kind go on in lines of their own, again and again."""
    entries = wrapped = 0
    for (line, label), (following, next_label) in pairwise(zip(lines, labels, strict=True)):
        if label is not None or not leads(line) or not says_its_kind(line):
            continue
        entries += 1
        wrapped += next_label is None and following.block == line.block + 1 and not leads(following)
    return wrapped >= SOME and wrapped >= SHARE * entries
