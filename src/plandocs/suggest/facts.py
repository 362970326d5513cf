"""
References between documents: which reports and items a goal names as its source.

And which figures a finding states.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from plandocs.model.finding import Goal
from plandocs.suggest.measures import unit_of
from plandocs.thai.dates import years_in
from plandocs.thai.digits import to_arabic
from plandocs.thai.normalise import normalise

_ITEM = re.compile(r"(?<![\d.,])([1-7]\.[1-9])(?![\d%,])")
_FIGURE = re.compile(r"(ร้อยละ\s*)?(?<![\d.,/])(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?=\s*(%|[ก-๎]*))")
_AIMED = re.compile(r"(?:เป้า|ตั้งใจ|วางไว้|ตั้งไว้|กำหนดจะ|กำหนดไว้|ประกาศไว้|คาดไว้|ข้อกำหนด|มาตรฐาน)[^\d]*$")


@dataclass(frozen=True, slots=True)
class SourceReference:
    """
    A report that a goal says it answers: year and items as printed.

    And whether it is an award report (other item codes).
    """

    year: int | None
    items: tuple[str, ...]
    award: bool


def source_references(goal: Goal) -> tuple[SourceReference, ...]:
    """Return the reports and items named in the goal's source cell, one for each report."""
    text = to_arabic(normalise(goal.source).text)
    found = []
    for part in re.split(r"[;\n]|(?=รายงานป้อนกลับ)", text):
        years = years_in(part)
        # A year is no item: "พ.ศ. 2564" cannot match, but "ปี 64, 4.1" must keep its item.
        items = tuple(dict.fromkeys(_ITEM.findall(part)))
        if items or (years and "ป้อนกลับ" in part):
            found.append(SourceReference(years[0].year if years else None, items, "รางวัล" in part))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Figure:
    """
    A number in a text with the words that follow it; `percent` where ร้อยละ or % stands with it.

    `aimed` where it is said to be a target.
    """

    value: float
    following: str
    percent: bool
    aimed: bool = False

    def in_unit(self, unit: str) -> bool:
        """Return whether the number is stated in `unit`."""
        wanted = unit_of(unit)
        if wanted == "ร้อยละ":
            return self.percent
        return bool(wanted) and not self.percent and self.following.startswith(wanted)


@lru_cache(maxsize=16_384)
def figures(text: str) -> tuple[Figure, ...]:
    """Return the numbers of a text; years are left out."""
    return tuple(_figures(text))


def _figures(text: str) -> Iterator[Figure]:
    plain = to_arabic(normalise(text).text)
    spans = [(mention.start, mention.end) for mention in years_in(plain)]
    for match in _FIGURE.finditer(plain):
        if any(start <= match.start(2) < end for start, end in spans):
            continue
        value = float(match[2].replace(",", ""))
        percent = bool(match[1]) or match[3].startswith(("%", "เปอร์เซ็นต์"))
        aimed = _AIMED.search(plain, max(0, match.start() - 28), match.start()) is not None
        yield Figure(value, match[3], percent, aimed)
