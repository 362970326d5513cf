"""Running headers, footers and page numbers: recognised by repetition over pages and taken out of the text."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from plandocs.ingest.readers.pdf.shapes import Line

#: Share of the page height at top and bottom where furniture stands.
_ZONE = 0.12
#: A text that stands between the edges this many times for each time at an edge is no furniture.
_LABEL = 0.4
_DIGITS = re.compile(r"[0-9๐-๙]+")
_NUMBER_ONLY = re.compile(
    r"^(?:หน้า(?:ที่)?|page)?\s*[-–—(\[|]*\s*([0-9๐-๙]{1,4}|[ก-ฮ]|[ivxlc]{1,6})\s*[-–—)\]|]*"
    r"(?:\s*(?:/|จาก|of)\s*[0-9๐-๙]{1,4})?$",
    re.IGNORECASE,
)
_NUMBER_IN = re.compile(
    r"(?:หน้า(?:ที่)?|page)\s*([0-9๐-๙]{1,4})|[-–—|]\s*([0-9๐-๙]{1,4})\s*[-–—|]?$|\s([0-9๐-๙]{1,4})$", re.IGNORECASE
)
_THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")


@dataclass(slots=True)
class Furniture:
    """
    Lines that are furniture.

    By page the indexes of lines, the printed page numbers, one sample line per text.
    """

    taken: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    printed: dict[int, str] = field(default_factory=dict)
    samples: list[tuple[str, Line]] = field(default_factory=list)


def find_furniture(pages: Sequence[tuple[float, Sequence[Line]]]) -> Furniture:
    """
    Return the furniture of a document; `pages` are (page height, lines).

    A line near the top or bottom edge is furniture when its text, numbers aside, stands at the same height
    on several
    pages, or when it is nothing but a page number that grows with the pages. A text that stands again and again
    between the edges too is a label of the text ("โอกาสในการปรับปรุง") that page breaks brought to the top.
    """
    found = Furniture()
    inside: Counter[str] = Counter()
    places: dict[tuple[str, str], list[tuple[int, int, Line]]] = defaultdict(list)
    for page, (height, lines) in enumerate(pages):
        for index, line in enumerate(lines):
            zone = _zone(line, height)
            if zone:
                places[zone, _pattern(line.text)].append((page, index, line))
            else:
                inside[_pattern(line.text)] += 1
    for (zone, pattern), seen in places.items():
        label = inside[pattern] >= _LABEL * len(seen) and pattern.strip("#-–— ") != ""
        if label or not _repeats(seen, len(pages), pattern):
            continue
        found.samples.append((zone, seen[0][2]))
        for page, index, line in seen:
            found.taken[page].add(index)
            number = _printed(line.text)
            if number and page not in found.printed:
                found.printed[page] = number
    _lonely_numbers(pages, found)
    return found


def _zone(line: Line, height: float) -> str:
    if line.bottom < _ZONE * height:
        return "header"
    if line.top > (1 - _ZONE) * height:
        return "footer"
    return ""


def _pattern(text: str) -> str:
    return _DIGITS.sub("#", " ".join(text.split())).strip()


def _repeats(seen: list[tuple[int, int, Line]], pages: int, pattern: str) -> bool:
    """On at least three pages (two of a short document) and always at about the same height."""
    count = len({page for page, _, _ in seen})
    if pages < 2 or count < (2 if pages <= 4 else 3) or count < min(0.15 * pages, 6):
        return False
    heights = Counter(round(line.top / 4) for _, _, line in seen)
    common = max(heights[at] + heights[at + 1] for at in heights)
    # Numbers alone repeat in tables too: only one that grows with the page is a page number.
    return common >= 0.6 * len(seen) and (pattern.strip("#-–— ") != "" or _grows(seen))


def _grows(seen: list[tuple[int, int, Line]]) -> bool:
    steps: Counter[int] = Counter()
    for page, _, line in seen:
        number = _printed(line.text).translate(_THAI_DIGITS)
        if number.isdecimal():
            steps[int(number) - page] += 1
    return bool(steps) and steps.most_common(1)[0][1] >= 0.6 * len(seen)


def _printed(text: str) -> str:
    whole = _NUMBER_ONLY.match(text.strip())
    if whole:
        return whole.group(1)
    inside = _NUMBER_IN.search(text.strip())
    return next((group for group in inside.groups() if group), "") if inside else ""


def _lonely_numbers(pages: Sequence[tuple[float, Sequence[Line]]], found: Furniture) -> None:
    """Page numbers that change place (odd and even pages) or script still grow with the page."""
    seen = []
    for page, (height, lines) in enumerate(pages):
        for index, line in enumerate(lines):
            if index not in found.taken[page] and _zone(line, height) and _NUMBER_ONLY.match(line.text.strip()):
                seen.append((page, index, line))
    if len(seen) >= 2 and _grows(seen):
        for page, index, line in seen:
            found.taken[page].add(index)
            found.printed.setdefault(page, _printed(line.text))
