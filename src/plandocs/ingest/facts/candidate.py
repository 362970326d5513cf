"""Candidates: words that are a finding if kind and item can be told."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from plandocs.ingest.facts import codes
from plandocs.ingest.facts.clauses import FURTHER, OPPOSED
from plandocs.ingest.facts.label_words import kind_of_word
from plandocs.ingest.facts.lines import EDGES, Line, squeeze
from plandocs.ingest.facts.marks import NO_LEGEND, Legend
from plandocs.model.finding import FindingKind
from plandocs.model.text import Block
from plandocs.thai.digits import to_arabic

_MEASURE = re.compile(
    r"(?:ล้าน|แสน|หมื่น|พัน|บาท|เท่า|จุด|คน|วัน|เดือน|ปี|คะแนน|ชั่วโมง|นาที|แห่ง|ครั้ง|%|เรื่อง|ชุด|ระดับ|เปอร์เซ็นต์|และ|ถึง|-|–)"
)
_KIND_MARK = re.compile(
    r"[\[(](?P<a>จุดแข็ง|จุดเด่น|โอกาสในการปรับปรุง|โอกาสในการพัฒนา|OFI|S|O|Strength|AFI|\+|[-–−])[\])]\s*[:.–-]?\s*"
    r"|(?P<b>OFI|AFI|S|O)\s?[-.]?\s?\d{1,2}(?!\.?\d)\s*[:.)\]–-]\s*|(?P<f>OFI|AFI|S|O)[-.]?\d{1,2}(?!\.?\d)\s+(?=\S)"
    r"|(?P<c>OFI|Strength|AFI|บวก|ลบ)\s*[:–-]\s*"
    r"|(?P<g>จุดแข็ง|จุดเด่น|ข้อเด่น|ข้อดี|โอกาสในการ(?:ปรับปรุง|พัฒนา)|(?:ข้อ|ประเด็นที่|สิ่งที่|จุดที่)ควร(?:ปรับปรุง|พัฒนา))"
    r"\s*(?:ข้อ)?(?:ที่)?\s*\d{1,2}(?!\.?\d)\s*[:.)–-]?\s+(?=\S)"
    r"|(?P<e>OFI|AFI|S|O)\s?[-.]?\s?(?=[1-7]\.[1-6](?!\d))"
    r"|(?P<d>จุดแข็ง|จุดเด่น|โอกาสในการ(?:ปรับปรุง|พัฒนา)|(?:ข้อ|ประเด็นที่|สิ่งที่)ควร(?:ปรับปรุง|พัฒนา))"
    r"(?:\s*[:：–—-]|\s+คือ|\s+ได้แก่)\s*(?=\S)",
    re.IGNORECASE,
)
#: "ข้อค้นพบที่ 1" before the kind or the reference of a finding, and its kind behind it in brackets.
_ORDINAL = re.compile(
    r"(?:ข้อค้นพบ|ประเด็น|ข้อสังเกต|รายการ)(?:ที่|ข้อที่)?\s*\d{1,2}(?![.\d])\s*[:.)–-]?\s*(?=[\[(]|หัวข้อ|ข้อ\s*\d|[1-7]\.[1-6])"
    r"|(?:ประการ|ประเด็น|เรื่อง|ข้อ)(?:ที่)?(?:แรก|หนึ่ง|สอง|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า|สิบ|สุดท้าย)\s*(?:คือ|ได้แก่)?\s+(?=\S)"
)
#: Brackets, or a dash before its last words, may end a finding with its kind.
_LAST_WORDS = re.compile(
    r"\s*(?:[\[(](?P<inner>[^\[\]()]{1,30}(?:\([^()]{1,24}\)\s*)?)[\])]|\s[–—-]\s(?P<last>[^\s–—-][^–—-]{0,24}))\s*$"
)
_NONE = re.compile(
    r"^(?:ไม่พบ|ไม่มี|ยังไม่มี|ไม่ปรากฏ)?(?:ข้อ|ประเด็น|จุดแข็ง|จุดเด่น|โอกาสในการปรับปรุง|โอกาสในการพัฒนา|ข้อค้นพบ|ข้อเสนอแนะ)*(?:ที่มีนัยสำคัญ|ที่ชัดเจน|เพิ่มเติม|ในหัวข้อนี้|ในหมวดนี้)*$"
)
_LEAD_IN = re.compile(r"(?:ดังนี้|ดังต่อไปนี้|ต่อไปนี้|ได้แก่|ดังรายการ)?\s*[:：]?\s*$")
_COUNTED = re.compile(
    r"(?:จุดแข็ง|โอกาสในการ(?:ปรับปรุง|พัฒนา)|ข้อค้นพบ|OFI).{0,40}\d+\s*(?:ข้อ|ประเด็น|เรื่อง|รายการ)[^ก-ฮA-Za-z]*$"
)
#: Words of thanks and of what comes next close a report; they are no findings wherever they stand.
_CLOSING = re.compile(
    r"^(?:ทั้งนี้|อนึ่ง|ท้ายนี้|สุดท้ายนี้|โดยสรุป)?\s*,?\s*(?:คณะ)?(?:ผู้ตรวจประเมิน|ผู้ตรวจ)?[ก-๙\s]{0,20}"
    r"(?:ขอขอบคุณ|ขอขอบพระคุณ|หวังเป็นอย่างยิ่ง|หวังว่า|ขอชื่นชมและขอบคุณ)|^จึง(?:ขอ)?(?:เรียน|เสนอ|แจ้ง)มา(?:เพื่อ|ให้)?"
    r"|^ขอแสดงความนับถือ"
)
_SECTION = re.compile(r"[1-7]\.[1-9]\.\d{1,2}")
_BRACKETS = re.compile(r"[\[(](?P<words>[^\[\]()]{3,60})[\])]\s*[:.–-]?\s*(?=\S)")
#: What brackets say of the item, and what stands between it and the kind.
_ITEM_PART = re.compile(r"(?:หัวข้อ(?:ที่)?|เกณฑ์|ข้อ|item)?\s*[1-7]\.[1-6]\s?[กขค]?|[\s,;:/|–—-]+", re.IGNORECASE)
#: What may stand between a finding and the next.
_SEPARATORS = " \t\n/|;,·"
_LETTERS = re.compile(r"[ก-ฮA-Za-z]")
#: Letters behind a reference that say which dimension of the criteria is meant: "[A, D]", "(Le)".
_DIMENSIONS = re.compile(r"[\[(]\s*[A-Z][a-z]?(?:\s*[,/]\s*[A-Z][a-z]?)*\s*[\])]\s*(?=\S)")
#: A kind in brackets is no longer than this.
LONGEST_KIND = 40
#: Fewer letters than this are a label, a level or a name, never a finding; a result with its figure may be shorter.
MIN_LETTERS, WITH_FIGURE = 16, 12


@dataclass(frozen=True, slots=True)
class Candidate:
    """
    A stretch of a block that may be a finding; empty fields are what the layout does not say.

    `more` are stretches of later blocks that go on with it (a paragraph cut by a page end). `signed` tells that a bare
    "+" or "−" said the kind: a heading knows better; `named` that the item is said in words ("หัวข้อ 4.1") or brackets.
    """

    block: int
    start: int
    end: int
    kind: FindingKind | None = None
    category: str = ""
    item: str = ""
    reference: str = ""
    emphasis: str = ""
    advice: str = ""
    evidence: str = ""
    level: str = ""
    number: str = ""
    confidence: float = 1.0
    more: tuple[tuple[int, int, int], ...] = field(default=())
    signed: bool = False
    named: bool = False

    def text(self, blocks: Sequence[Block]) -> str:
        """Return the words, as read."""
        parts = [(self.block, self.start, self.end), *self.more]
        return " ".join(blocks[block].text[start:end] for block, start, end in parts)


def has_kind_mark(text: str) -> bool:
    """Return whether `text` begins with a mark of its kind: "(+)", "[OFI]", "S1:".

    >>> has_kind_mark("(+) ผู้บริหารสื่อสารเอง"), has_kind_mark("ผู้บริหารสื่อสารเอง")
    (True, False)
    """
    ordinal = _ORDINAL.match(text)
    if _in_brackets(Candidate(0, 0, 0), text, 0) is not None:
        return True
    return _KIND_MARK.match(text, ordinal.end() if ordinal else 0) is not None


def ends_with_kind(text: str) -> bool:
    """Return whether `text` ends with its kind in brackets: "… (OFI)"."""
    return _kind_at_end(text, NO_LEGEND) is not None


def _kind_at_end(text: str, legend: Legend) -> tuple[FindingKind, int] | None:
    """Return the kind that the last words of `text` say, in brackets or behind a dash, and where they begin."""
    match = _LAST_WORDS.search(text)
    if match is None:
        return None
    words = _ITEM_PART.sub("", match["inner"] or match["last"])
    known = legend.kind_of(squeeze(words)) if words else None
    kind = known or kind_of_word(words)[0]
    return None if kind is None or not (known or re.search(r"[\wก-๙]", words)) else (kind, match.start())


def substantial(text: str) -> bool:
    """Return whether `text` says enough to be a finding."""
    plain = re.sub(r"[\s\-–—.…:;()\d]", "", text)
    least = WITH_FIGURE if re.search(r"\d", text.strip(" .()")) else MIN_LETTERS
    return len(_LETTERS.findall(text)) >= least and not _NONE.match(plain) and not _CLOSING.match(text.strip())


def closes(text: str) -> bool:
    """Return whether `text` thanks, takes leave or says what comes next, as the end of a report does."""
    return _CLOSING.match(text.strip()) is not None


def is_lead_in(text: str) -> bool:
    """Return whether `text` only introduces a list: it ends with ดังนี้ or a colon, or counts what follows."""
    plain = text.strip(EDGES)
    match = _LEAD_IN.search(plain)
    ends = match is not None and match.start() < len(plain) and bool(match[0].strip()) and len(plain) <= 200
    return ends or bool(len(plain) <= 160 and _COUNTED.search(plain) and not plain.startswith("("))


def candidate_of(line: Line, start: int = 0, end: int | None = None) -> Candidate | None:
    """Return ``line.text[start:end]`` without list number, reference and marks, which are kept beside it."""
    text = line.text[: len(line.text) if end is None else end]
    if line.legend.is_other(text[start:]):
        return None
    found = Candidate(
        line.block, 0, 0, number=line.number, kind=line.legend.kind_of(line.number) if line.number else None
    )
    while start < len(text):
        following = _marked(found, line, text, start) or _peel(found, text, start)
        if following is None:
            break
        found, start = following
    stop = len(text)
    tail = codes.trailing_reference(text)
    if tail is not None and tail[1] > start:
        stop = tail[1]
        # "2.1.3 … (หัวข้อ 4.2)": three numbers before a text count sections, what stands in brackets behind it is meant.
        section = _SECTION.fullmatch(to_arabic(found.reference)) is not None and tail[0].item != found.item
        if not found.item or tail[0].item == found.item or not found.reference or section:
            printed = tail[0].printed if section else found.reference or tail[0].printed
            found = replace(found, item=tail[0].item, reference=printed)
    if line.tail and end in {None, len(line.text)} and not found.reference:
        reference = codes.item_codes(line.tail)[0]
        found = replace(found, item=reference.item, reference=reference.printed, named=True)
    told = _kind_at_end(text[:stop], line.legend)
    if told is not None and told[1] > start:
        beside = codes.item_codes(text[told[1] : stop]) or [
            one[0] for one in (codes.trailing_reference(text[: told[1]]),) if one is not None
        ]
        before = codes.trailing_reference(text[: told[1]])
        stop = before[1] if before is not None and before[1] > start else told[1]
        found = replace(found, kind=found.kind or told[0])
        if len(beside) == 1 and not found.item:
            found = replace(found, item=beside[0].item, reference=beside[0].printed, named=True)
    sign = codes.emphasis_end(text[:stop])
    if sign is not None and sign[1] > start:
        stop = sign[1]
        found = replace(found, emphasis=found.emphasis or sign[0])
    stop = len(text[:stop].rstrip(_SEPARATORS))
    if not substantial(text[start:stop]):
        return None
    first, last = line.span(start, stop)
    kind = found.kind
    if kind is None and found.emphasis:
        kind = FindingKind.STRENGTH if found.emphasis == "++" else FindingKind.OFI
    return replace(found, start=first, end=last, kind=kind)


def _marked(found: Candidate, line: Line, text: str, start: int) -> tuple[Candidate, int] | None:
    """Take a mark that the report's legend explains off the front of ``text[start:]``."""
    while start < len(text) and text[start] in EDGES:
        start += 1
    mark = line.legend.mark_at(text, start)
    return None if mark is None else (replace(found, kind=found.kind or mark[0]), mark[1])


def _peel(found: Candidate, text: str, start: int) -> tuple[Candidate, int] | None:
    """Take one mark off the front of ``text[start:]``."""
    while start < len(text) and text[start] in EDGES:
        start += 1
    sign = codes.emphasis_at(text, start)
    if sign is not None:
        return replace(found, emphasis=found.emphasis or sign[0]), sign[1]
    both = _in_brackets(found, text, start)
    if both is not None:
        return both
    ordinal = _ORDINAL.match(text, start)
    if ordinal is not None and not found.item:
        return replace(found, number=found.number or ordinal[0].strip()), ordinal.end()
    single = codes.sign_at(text, start)
    if single is not None and not found.item:
        kind = {"+": FindingKind.STRENGTH, "-": FindingKind.OFI}.get(single[0])
        signed = found.kind is None and kind is not None
        return replace(found, kind=found.kind or kind, signed=found.signed or signed), single[1]
    mark = _KIND_MARK.match(text, start)
    if mark is not None:
        kind, _ = kind_of_word(next(mark[name] for name in "abcdefg" if mark[name]))
        return replace(found, kind=found.kind or kind), mark.end()
    reference = codes.leading_reference(text, start)
    if reference is not None and not found.item:
        what, after = reference
        sure = what.named or what.exact or "(" in what.printed or text[start] in "[(" or _KIND_MARK.match(text, after)
        if sure or not _MEASURE.match(text[after:]):
            named = what.named or text[start] in "[("
            return replace(found, item=what.item, reference=what.printed, named=named), after
    letters = _DIMENSIONS.match(text, start) if found.item else None
    if letters is not None:
        return found, letters.end()
    marker = codes.marker_at(text, start)
    if marker is not None and marker.end < len(text):
        return replace(found, number=found.number or marker.label), marker.end
    return None


def _in_brackets(found: Candidate, text: str, start: int) -> tuple[Candidate, int] | None:
    """Take brackets with item and kind off the front: "[หัวข้อ 4.4 – โอกาสในการปรับปรุง]", "(S, 1.1)"."""
    match = _BRACKETS.match(text, start)
    if match is None:
        return None
    alone = kind_of_word(match["words"])[0] if found.kind is None and len(match["words"]) <= LONGEST_KIND else None
    if alone is not None and not codes.item_codes(match["words"]):
        return replace(found, kind=alone), match.end()
    if found.item:
        return None
    said = codes.item_codes(match["words"])
    kind = kind_of_word(_ITEM_PART.sub("", match["words"]))[0]
    if len(said) != 1 or kind is None:
        return None
    return replace(
        found, kind=found.kind or kind, item=said[0].item, reference=said[0].printed, named=True
    ), match.end()


def pieces(line: Line) -> list[tuple[int, int]]:
    """
    Return the (start, end) parts of a line that holds a whole list, "1) … 2) …", else the line as one part.

    Only numbers that go up one by one from the first, all of one shape and each behind a blank, cut a line.
    """
    text = line.text
    lead = len(text) - len(text.lstrip())
    marker = codes.marker_at(text, lead)
    if marker is None or not codes.first_value(marker.value):
        return [(0, len(text))]
    cuts = [lead]
    current = marker
    position = marker.end
    while position < len(text):
        following = codes.marker_at(text, position) if text[position - 1] in EDGES else None
        if (
            following is not None
            and following.style == current.style
            and following.value in codes.successor(current.value)
        ):
            cuts.append(position)
            current, position = following, following.end
        else:
            position += 1
    bounds = [*cuts, len(text)]
    parts = list(itertools.pairwise(bounds))
    if len(parts) > 1 and all(substantial(text[a:b]) for a, b in parts):
        return parts
    return [(0, len(text))]


def further(line: Line) -> list[tuple[int, int]]:
    """Return the (start, end) parts of running words, cut where another finding of the same kind begins."""
    return _cut(line, FURTHER)


def opposed(line: Line) -> list[tuple[int, int]]:
    """Return the (start, end) parts of running words, cut where the opposite begins: "… อย่างไรก็ตาม …"."""
    return _cut(line, OPPOSED)


def _cut(line: Line, where: re.Pattern[str]) -> list[tuple[int, int]]:
    cuts = [0]
    ends = []
    for match in where.finditer(line.text):
        ends.append(match.start())
        cuts.append(match.end())
    parts = list(zip(cuts, [*ends, len(line.text)], strict=True))
    return parts if all(substantial(line.text[a:b]) for a, b in parts) else [(0, len(line.text))]


def candidates_in(lines: Iterable[Line], legend: Legend = NO_LEGEND) -> Iterator[Candidate]:
    """Yield the candidates in the paragraphs of one cell: each paragraph, or each number where they are numbered."""
    for line in joined([replace(line, legend=legend) for line in lines]):
        for start, end in pieces(line):
            found = candidate_of(line, start, end)
            if found is not None and not is_lead_in(line.text[start:end]):
                yield found


def joined(lines: list[Line]) -> list[Line]:
    """Return the paragraphs of a cell, those without a number joined to the numbered one before (a wrapped line)."""
    numbered = [_number(line) for line in lines]
    if sum(numbered) < 2 and not (numbered and numbered[0] and len(lines) <= 3):
        return lines
    out: list[Line] = []
    for line, is_numbered in zip(lines, numbered, strict=True):
        if out and not is_numbered:
            out[-1] = _glued(out[-1], line)
        elif is_numbered or not out:
            out.append(line)
    return out if numbered[0] or len(out) == 1 else out[1:]


def _number(line: Line) -> bool:
    if line.number:
        return True
    text = line.text.lstrip()
    if codes.marker_at(text) is not None or codes.emphasis_at(text) is not None or line.legend.mark_at(text):
        return True
    reference = codes.leading_reference(text)
    return reference is not None and (reference[0].exact or reference[0].named)


def _glued(first: Line, second: Line) -> Line:
    return Line(
        first.block,
        first.start,
        second.end,
        f"{first.text}\n{second.text}",
        f"{first.original}\n{second.original}",
        number=first.number,
        legend=first.legend,
    )
