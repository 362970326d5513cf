"""Labels whose kind stands in other words: "ความเห็นผู้ตรวจ (เชิงบวก): …", questions, answers, decorated headings."""

from __future__ import annotations

import re

from plandocs.ingest.facts.clauses import RUN_IN
from plandocs.ingest.facts.codes import CODE, NAMED_CODE, marker_at
from plandocs.ingest.facts.label import Label
from plandocs.ingest.facts.label_words import (
    ASSESSOR_WORDS,
    OFI_WORDS,
    OWN_WORDS,
    STRENGTH_WORDS,
    VIEW_WORDS,
    kind_of_word,
)
from plandocs.ingest.facts.lines import Line, squeeze
from plandocs.ingest.facts.naming import name_of_line, part_name
from plandocs.model.finding import FindingKind

_DECORATION = re.compile(
    r"^\s*(?:(?:[=*#~_■▌]{2,}|#{1,4}(?=\s))\s*(?P<a>[^\s=*#~_].*?)\s*[=*#~_■▌]*|[-–—]{2,}\s*(?P<b>\S.*?)\s*[-–—]{2,}|【(?P<c>.+)】|\[\s*(?P<e>[^\[\]\d]{3,60}?)\s*\]\s*[:：]?|[<«‹]\s*(?P<f>[^<>«»\d]{3,60}?)\s*[>»›]\s*[:：]?|\*(?P<d>[^\s*][^*]{2,80})\*)\s*$"
)
_BULLET = r"^\s*(?:\(?\d{1,2}[.)]\s*|[•●▪■◆➢*–-]\s+)?"
_REMARK = re.compile(rf"{_BULLET}(?P<head>[^\s:：\d][^:：]{{3,80}}?)\s*(?P<colon>[:：]\s*(?=\S)|[:：]?\s*$)")
_OF_ASSESSORS = re.compile(rf"{ASSESSOR_WORDS}|^{VIEW_WORDS}", re.IGNORECASE)
_BRACKETS = re.compile(r"[(\[]\s*([^()\[\]]{1,40})\s*[)\]]")
_KINDS = re.compile(rf"(?P<strength>{STRENGTH_WORDS})|(?P<ofi>{OFI_WORDS})", re.IGNORECASE)
_VIEW = re.compile(
    rf"{_BULLET}{VIEW_WORDS}\s*(?:ของ|จาก|โดย)?\s*{ASSESSOR_WORDS}\s*(?:มีดังนี้|ดังนี้)?\s*[:：]?\s*$", re.IGNORECASE
)
_OWN = re.compile(rf"{_BULLET}(?:{OWN_WORDS})\s*(?P<end>[:：]\s*(?=\S)|ว่า\s*(?=\S)|[:：]?\s*$)")
_VERDICT = re.compile(
    rf"{_BULLET}(?:{VIEW_WORDS}\s*)?(?:ของ|จาก|โดย)?\s*(?:{ASSESSOR_WORDS})?\s*[(\[](?P<kind>[^()\[\]]{{1,40}})[)\]]\s*[:：]?\s*(?=\S.{{15}})",
    re.IGNORECASE,
)
_ASKED = re.compile(rf"{_BULLET}(?:ข้อ)?(?:คำ)?ถาม(?:ที่|ข้อ)?\s*\d{{0,2}}\s*[.:–-]?\s*")
_TOPIC = re.compile(
    r"^\s*(?:ประเด็น|เรื่อง|รายการ|ข้อ|ลำดับ)(?:ที่|ข้อ)?\s*\d{1,2}(?!\.?\d)\s*[.:–-]?\s*[(\[]?\s*(?=หัวข้อ|เกณฑ์|[1-7]\.[1-6])"
)
_PLAIN_TOPIC = re.compile(r"^\s*(?:ประเด็น|ตัวชี้วัด|เกณฑ์|รายการ|เรื่อง|องค์ประกอบ)(?:ที่|ข้อ|ย่อยที่)?\s*(?=[1-7]\.[1-6](?![\d.]))")
#: "[1.1]" alone on its line.
_ALONE = re.compile(rf"\s*[\[(]\s*(?:หัวข้อ(?:ที่)?\s*)?{CODE.pattern}\s*[\])]\s*:?\s*")
#: What follows a kind is its text when it is so long and does not go on with the name: "จุดแข็ง ของกรม …".
LEAST_TEXT = 25
_BARE_KIND = re.compile(
    rf"{_BULLET}(?:{CODE.pattern}\s*)?(?:(?P<strength>จุดแข็ง|จุดเด่น|ข้อดี|strength)|(?P<ofi>โอกาสในการ(?:ปรับปรุง|พัฒนา)|OFI"
    rf"|AFI|(?:ข้อ|จุด|สิ่ง|ประเด็น)(?:ที่)?ควร(?:ปรับปรุง|พัฒนา)))\s+(?!ของ|ที่|ใน|และ|หรือ|จุด|โอกาส|นี้|จำนวน|เพื่อ)(?=[ก-๙A-Za-z“\"])",
    re.IGNORECASE,
)
_NO_ITEM = re.compile(r"ไม่(?:จำแนก|ระบุ|แยก|เข้า|เจาะจง|ผูกกับ)(?:ราย|เป็นราย|ตาม)?หัวข้อ")
#: Headings that are not set as headings are no longer than this.
_SHORT = 90


def decoration(text: str) -> tuple[int, int] | None:
    """
    Return where the words stand in a line that signs set off as a heading, or None.

    >>> decoration("== หมวด 1 ==")
    (3, 9)
    """
    match = _DECORATION.match(text)
    if match is None:
        return None
    return match.span(next(name for name in "abcdef" if match[name]))


def has_mark(line: Line, text: str, end: int) -> bool:
    """Return whether a mark of its kind stands behind the reference that ends at `end`: "4.1 ▲ …", "4.1 บวก: …"."""
    rest = text[end:].lstrip(" :.–—-()[]|\t")
    signed = text[end:].lstrip()
    if line.legend.mark_at(signed) is not None or re.match(r"[(\[]\s*[+\-–−?]\s*[)\]]\s*\S", signed):
        return True
    word = re.match(r"([^\s:：]{1,20})\s*[:：]\s*\S", rest)
    return word is not None and kind_of_word(word[1])[0] is not None


def remark_of(line: Line) -> Label | None:
    """Return the label of a question, an answer, or a remark whose name says its kind, or None."""
    text = line.text
    if line.legend.mark_at(text.lstrip()) is not None:
        return None
    own = _OWN.match(text)
    if own is not None:
        return Label("own", rest=own.end() if own["end"].strip() and own.end() < len(text.rstrip()) else -1)
    if _VIEW.match(text):
        return Label("view")
    alone = _ALONE.fullmatch(text)
    if alone is not None:
        return Label("item", category=alone["cat"], item=f"{alone['cat']}.{alone['item']}")
    if len(text) <= _SHORT and _NO_ITEM.search(text):
        return Label("unclassified")
    return _asked(line) or _legend_label(line) or _run_in(line) or _bare_kind(line) or _with_kind(line)


def _asked(line: Line) -> Label | None:
    """A question, or a numbered topic, with the item it is about."""
    text = line.text
    asked, topic = _ASKED.match(text), _TOPIC.match(text)
    start = asked or topic
    if start is not None:
        near = text[start.end() : start.end() + 40]
        code = NAMED_CODE.search(near) or CODE.search(near)
        if code is None:
            return Label("own", rest=start.end()) if asked and start.end() < len(text) else None
        item = f"{code['cat']}.{code['item']}"
        return Label("item" if asked else "topic", category=item[0], item=item)
    plain = _PLAIN_TOPIC.match(text)
    code = CODE.match(text, plain.end()) if plain is not None else None
    if code is None or has_mark(line, text, code.end()):
        return None
    item = f"{code['cat']}.{code['item']}"
    bare = not text[code.end() :].strip(" :.–-")
    return Label("item" if bare or line.is_heading else "topic", category=item[0], item=item)


def _legend_label(line: Line) -> Label | None:
    """A name that the report explains as a kind, alone on its line or before a colon."""
    if not (line.legend.names or line.legend.asides):
        return None
    match = _REMARK.match(line.text)
    kind = line.legend.kind_of(squeeze(match["head"])) if match is not None else None
    if match is not None and kind is not None:
        return _kind_label(line, kind, match)
    words, rest = name_of_line(line)
    if words in line.legend.asides:
        return Label("advice", rest=rest)
    kind = line.legend.kind_of(words) if words else None
    if kind is None and line.legend.guesses:
        kind, rest = line.legend.names.get(part_name(line)), -1
    return Label("kind", kind=kind, rest=rest) if kind is not None else None


def _run_in(line: Line) -> Label | None:
    """A kind in running words at the beginning of a line, with its text behind พบว่า, คือ …."""
    marker = marker_at(line.text)
    start = marker.end if marker is not None else 0
    match = RUN_IN.match(line.text, start)
    if match is None or len(line.text) - match.end() < 8:
        return None
    kind = FindingKind.STRENGTH if match["strength"] or match["praise"] else FindingKind.OFI
    return Label("kind", kind=kind, rest=match.end(), loose=not match["colon"])


def _bare_kind(line: Line) -> Label | None:
    """A kind and its text with nothing but a blank between, perhaps behind a reference: "1.1 จุดแข็ง ผู้บริหาร …"."""
    match = None if line.is_heading else _BARE_KIND.match(line.text)
    if match is None or len(line.text) - match.end() < LEAST_TEXT:
        return None
    kind = FindingKind.STRENGTH if match["strength"] else FindingKind.OFI
    item = f"{match['cat']}.{match['item']}" if match["cat"] else ""
    return Label("kind", kind=kind, category=item[:1], item=item, rest=match.end(), loose=True)


def _with_kind(line: Line) -> Label | None:
    """A remark of the assessors whose name says its kind, in brackets or words."""
    verdict = _VERDICT.match(line.text)
    if verdict is not None and _OF_ASSESSORS.search(verdict[0]) and kind_of_word(verdict["kind"])[0] is not None:
        return Label("kind", kind=kind_of_word(verdict["kind"])[0], rest=verdict.end())
    match = _REMARK.match(line.text)
    if match is None or not _OF_ASSESSORS.search(match["head"]):
        return None
    head = match["head"]
    said = {kind_of_word(part)[0] for part in _BRACKETS.findall(head)} - {None}
    said |= {FindingKind.STRENGTH if found["strength"] else FindingKind.OFI for found in _KINDS.finditer(head)}
    if len(said) != 1:
        return None
    if match["colon"].strip() or len(head) <= 60:
        return _kind_label(line, next(iter(said)), match)
    return None


def _kind_label(line: Line, kind: FindingKind | None, match: re.Match[str]) -> Label:
    code = NAMED_CODE.search(match["head"])
    item = f"{code['cat']}.{code['item']}" if code is not None else ""
    rest = match.end() if match.end() < len(line.text.rstrip()) else -1
    return Label("kind", kind=kind, category=item[:1], item=item, rest=rest)
