"""Paragraphs that a PDF's layout has run together, cut again where a new entry plainly begins; text tables as rows."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from plandocs.ingest.facts.clauses import RUN_IN, SIDE_LABEL
from plandocs.ingest.facts.codes import CODE, NAMED_CODE, emphasis_at, leading_reference, marker_at, sign_at
from plandocs.ingest.facts.lines import Line, clean, line_of
from plandocs.model.text import Block, BlockKind, Cell

_LABEL = re.compile(
    r"(?:จุดแข็ง|จุดเด่น|สิ่งที่(?:ดำเนินการ|ทำ)ได้ดี|โอกาสในการ(?:ปรับปรุง|พัฒนา)|ประเด็นที่ควร(?:พัฒนา|ปรับปรุง)"
    r"|ข้อเสนอแนะ|หลักฐาน(?:ที่พบ)?|OFI)(?:\s*\([A-Za-z ]+\))?\s*[:：]\s*(?=\S)"
)
_SIGN = re.compile(r"(?<=\s)[\[(](?:\+|[-–−])[\])]\s+")
_NAMED = re.compile(r"(?<!ใน)(?<!ตาม)(?<!ของ)(?<!และ)(?<!กับ)(?<!จาก)(?<!\()หัวข้อ(?:ที่)?\s*[1-7]\.[1-6]\s+(?=[ก-ฮเ-ไ])")
_EXACT = re.compile(
    r"(?:(?<=\s)(?:\+\+|[-–—−]{2})\s*)?(?<=[\s+−–—-])[1-7]\.[1-6]\s?[กขคงจ]\s?\(\d{1,2}\)\s+(?=[ก-ฮเ-ไ+−–-])"
)
_FOOT = re.compile(
    r"(?:^|\s)(?:หน้า(?:ที่)?|page)\s*\d{1,4}(?:\s*(?:จาก|/|of)\s*\d{1,4})?\s*$"
    r"|^[-–\s]*\d{1,4}[-–\s]*$",
    re.IGNORECASE,
)


def lines_of_block(block: Block, index: int) -> list[Line]:
    """
    Return a block as one line, or as several where entries stand in one paragraph; page feet give none.

    A page layout glues entries together; people write labels one behind another, or break lines by hand.
    """
    whole = line_of(block, index)
    if block.kind is BlockKind.HEADING:
        return [whole]
    paged = block.place.page is not None
    if paged and len(whole.text) <= 140 and _FOOT.search(whole.text):
        return []
    labels, lead = _label_cuts(whole.text)
    cuts = sorted({*labels, *_breaks(whole.text), *(_cuts(whole.text) if paged else ())})
    if not cuts:
        return [whole]
    bounds = [0, *cuts, len(whole.text)]
    out: list[Line] = []
    for first, last in itertools.pairwise(bounds):
        start, end = whole.span(first, last)
        line = line_of(block, index, start, end)
        out.append(line if out else replace(line, number=block.number, lead=lead))
    return [line for line in out if line.text.strip()]


#: Words before the first label of a paragraph are a title when they are no longer than this and begin so, or a few
#: words that lead to it.
_LONGEST_LEAD, _FEW_WORDS = 170, 45
_LEAD = re.compile(r"\s*(?:เรื่อง|ด้าน|หัวข้อ|หมวด|ประเด็น|ใน(?:เรื่อง|ด้าน|หัวข้อ)|การ|ระบบ|กระบวนการ|ผลลัพธ์|แผน|[1-7]\.[1-6])")


def _label_cuts(text: str) -> tuple[list[int], bool]:
    """Return where labels with their text begin in a paragraph, and whether what stands before the first is a lead."""
    kinds = {match.start() for match in RUN_IN.finditer(text)}
    if not kinds:
        return [], False
    found = sorted(kinds | {match.start() for match in SIDE_LABEL.finditer(text)})
    lead = text[: found[0]].strip()
    if not lead or _only_marker(lead):
        return found[1:], False
    # A sentence that only speaks of จุดแข็ง: … is none of a report's paragraphs.
    if found[0] in kinds and not lead.endswith((".", ":")) and _leads_to_labels(lead):
        return found, True
    return [], False


def _only_marker(lead: str) -> bool:
    marker = marker_at(f"{lead} x")
    return marker is not None and marker.end >= len(lead)


def _leads_to_labels(lead: str) -> bool:
    marker = marker_at(lead)
    words = lead[marker.end :] if marker is not None else lead
    titled = bool(_LEAD.match(words)) or leading_reference(words) is not None or NAMED_CODE.search(words) is not None
    return (titled and len(lead) <= _LONGEST_LEAD and not lead.endswith("ว่า")) or len(lead) <= _FEW_WORDS


def _breaks(text: str) -> Iterator[int]:
    """Yield where a line broken by hand begins an entry: a label, a list number, a reference or a sign."""
    for match in re.finditer(r"\n\s*", text):
        rest = text[match.end() : match.end() + 200]
        opens = (
            RUN_IN.match(text, match.end())
            or SIDE_LABEL.match(text, match.end())
            or marker_at(rest)
            or emphasis_at(rest)
            or sign_at(rest)
        )
        reference = leading_reference(rest)
        if opens or (reference is not None and (reference[0].exact or reference[0].named)):
            yield match.end()


def _cuts(text: str) -> Iterator[int]:
    """Yield where a new entry begins inside `text`: behind an entry of the same shape, never in running words."""
    lead = len(text) - len(text.lstrip())
    for pattern in (_LABEL, _SIGN, _EXACT, _NAMED):
        opening = lead
        if pattern is _SIGN and not re.match(r"[\[(][+\-–−][\])]", text[lead:]):
            continue
        if pattern is _EXACT and not re.match(r"(?:[+\-–—−]{2}\s*)?[1-7]\.[1-6]\s?[กขคงจ]\s?\(", text[lead:]):
            continue
        if pattern is _NAMED and not _NAMED.match(text, lead):
            continue
        if pattern is _LABEL and not _LABEL.match(text, lead):
            continue
        for match in pattern.finditer(text, opening + 1):
            yield match.start()


def with_text_tables(blocks: Sequence[Block]) -> Sequence[Block]:
    """
    Return the blocks with runs of lines parted by tabs or bars in plain text as table rows; no offset changes.

    A run is three or more lines with the same number of tabs (or bars) that are no mere list of numbered paragraphs.
    """
    out = list(blocks)
    start = 0
    while start < len(out):
        shape = _shape(out[start])
        end = start + 1
        while shape and end < len(out) and _shape(out[end]) == shape:
            end += 1
        if shape and end - start >= 3 and (shape[1] > 1 or not _is_list(out[start:end], shape[0])):
            for index in range(start, end):
                out[index] = _as_row(out[index], shape[0], 100_000 + start, index - start + 1)
        start = end
    return out


def _shape(block: Block) -> tuple[str, int] | None:
    """Return what parts a line of plain text and how often, or None where nothing does."""
    if block.kind is not BlockKind.PARAGRAPH or block.place.page is not None or block.stream != "body":
        return None
    return next(((mark, block.text.count(mark)) for mark in "\t|" if mark in block.text), None)


def _is_list(blocks: Sequence[Block], mark: str) -> bool:
    """Return whether the tab only stands behind list numbers or references: "1.1<tab>…"."""
    heads = [clean(block.text.split(mark)[0]).strip() for block in blocks]
    numbers = [head for head in heads if not head or marker_at(head + " x") or CODE.match(head) or len(head) <= 3]
    return len(numbers) >= 0.5 * len(heads)


def _as_row(block: Block, mark: str, table: int, row: int) -> Block:
    cells: list[Cell] = []
    position = 0
    for column, part in enumerate(block.text.split(mark)):
        cells.append(Cell("", position, position + len(part), column))
        position += len(part) + 1
    place = replace(block.place, table=table, row=row)
    return replace(block, kind=BlockKind.ROW, cells=tuple(cells), place=place)
