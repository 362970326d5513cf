"""What a heading or label of a feedback report announces: a kind of finding, a category, an item, or none."""

from __future__ import annotations

import re
from dataclasses import replace

from plandocs.ingest.facts.codes import CODE, NAMED_CODE, item_codes
from plandocs.ingest.facts.label import Label
from plandocs.ingest.facts.label_words import (
    ADVICE_WORDS,
    EVIDENCE_WORDS,
    EXPLANATION_WORDS,
    IMPACT_WORDS,
    LEVEL_WORDS,
    OFI_WORDS,
    OWN_WORDS,
    SCORE_WORDS,
    STRENGTH_WORDS,
)
from plandocs.ingest.facts.lines import Line
from plandocs.ingest.facts.names import category_of_name, code_of_name, exceeds_name, name_score
from plandocs.ingest.facts.remarks import decoration, has_mark, remark_of
from plandocs.model.finding import FindingKind

_PREFIX = (
    r"^\s*(?:(?:ตารางที่|ส่วนที่|บทที่|ตอนที่|ภาคที่)\s*[\dก-ฮ]{1,2}\s*[:.]?\s*|(?:\d{1,2}\.)+(?:\d{1,2}\.?)?\s+"
    r"|(?:\d{1,2}\.)+\d{0,2}\s*(?=[ก-ฮA-Z])"
    r"|\(?\d{1,2}\)\s*|\(?[ก-ฮA-Z][.)]\s*|[•●▪■◆➢✓*]\s*|[^\w\sก-๙()\[\]{}“”\"'‘’.,:;/|=<>–—-]{1,2}\s+|[-–—](?![-–—−])\s*|\d{1,2}\s+)?"
)
#: What may stand before a label with its text behind it: "ในส่วนของจุดแข็ง พบว่า …".
_ABOUT_KIND = (
    r"(?:ใน(?=ส่วน|เรื่อง|ประเด็น|ด้าน)|(?:(?:ใน)?ส่วน(?:ของ)?(?:ที่เป็น)?|สำหรับ|ในด้าน|ในแง่|ด้าน"
    r"|ตาราง(?:ที่\s*\d{1,2}|แสดง|สรุป|ข้อค้นพบ(?:ที่เป็น)?)*\s*"
    r"|(?:ข้อค้นพบ|ข้อสังเกต|ประเด็น|รายการ|ผล(?:การ)?(?:ตรวจ)?ประเมิน)(?:ที่|ซึ่ง|ส่วนที่)?(?:เป็น|คือ|ด้าน))(?=[^\s])\s?)?"
)
_KINDS = (("strength", STRENGTH_WORDS), ("ofi", OFI_WORDS))
_SIDES = (
    ("own", OWN_WORDS),
    ("advice", ADVICE_WORDS),
    ("explanation", EXPLANATION_WORDS),
    ("evidence", EVIDENCE_WORDS),
    ("level", LEVEL_WORDS),
    ("score", SCORE_WORDS),
    ("impact", IMPACT_WORDS),
)
_ANY = re.compile(
    _PREFIX + _ABOUT_KIND + "(?:" + "|".join(f"(?P<{name}>{words})" for name, words in (*_KINDS, *_SIDES)) + ")",
    re.IGNORECASE,
)
_TRAILERS = re.compile(
    r"\((?:จุดแข็ง|จุดเด่น|โอกาสในการ(?:ปรับปรุง|พัฒนา)|ข้อค้นพบ[ก-๙]{0,20})\)|"
    r"\((?:[A-Za-z /&+-]+|\d+ (?:ข้อ|ประเด็น|เรื่อง|รายการ))\)|\b(?:strengths?|ofis?|opportunit(?:y"
    r"|ies) for improvements?)\b"
    r"|ที่ควร(?:รักษา|คง|ต่อยอด)(?:ไว้)?|ที่สำคัญ|สำคัญ|หลัก|ที่พบ|ที่ตรวจพบ|ราย(?:หัวข้อ|หมวด)|ของ(?:ส่วนราชการ|หน่วยงาน|กรม|หมวดนี้|หัวข้อนี้|หมวด|หัวข้อ"
    r"|องค์การ|องค์กร)|ประจำ(?:หมวด|หัวข้อ)"
    r"|ดังนี้|ได้แก่|มีดังนี้|ดังต่อไปนี้|จำนวน\s*\d+\s*(?:ข้อ|ประเด็น|เรื่อง|รายการ)|\d+\s*(?:ข้อ|ประเด็น)|ใน(?:หมวด"
    r"|หัวข้อ)นี้|และข้อเสนอแนะ|เพิ่มเติม|อื่น\s?ๆ?|อยู่แล้ว|แล้ว|มาก"
    r"|หมวด(?:ที่)?\s*[1-7]|[\s:：;.,/–—\-|()\[\]*+]",
    re.IGNORECASE,
)
_OWNER = re.compile(r"^\s*ของ(?!.*(?:คือ|มี|ได้|เป็น|ที่(?!ปรึกษา)))[ก-๙]{2,25}\s*(?:\([^()]{1,12}\))?\s*$")
_INLINE = re.compile(
    r"\s*(?:\((?:[A-Za-z /&+-]+)\)\s*)?(?:ที่\s*\d{1,2}|\d{1,2}|\(\s*\d{1,2}\s*\)|ข้อที่\s*\d{1,2}|ข้อ\s*\d{1,2})?"
    r"(?:\s*[:：–—-]|\s+คือ(?=\s)|\s+ได้แก่(?=\s)|\s+(?:นั้น\s*)?พบว่า)\s*(?=\S)"
)
_BOTH = re.compile(
    f"(?:{STRENGTH_WORDS}).{{0,15}}(?:{OFI_WORDS})|(?:{OFI_WORDS}).{{0,15}}(?:{STRENGTH_WORDS})", re.IGNORECASE
)
#: "หมวด 3 … 4.1 จุดแข็ง": two headings that a layout has run together.
_KIND_LAST = re.compile(
    rf"\s\d{{1,2}}\.\d{{1,2}}\.?\s+(?:(?P<strength>{STRENGTH_WORDS})|(?P<ofi>{OFI_WORDS}))\s*$", re.IGNORECASE
)
#: "หัวข้อ 5.1 … ◆ จุดแข็ง": the same with a sign between.
_KIND_BEHIND = re.compile(
    rf"\s[^\w\sก-๙()]\s*(?:(?P<strength>{STRENGTH_WORDS})|(?P<ofi>{OFI_WORDS}))\s*$", re.IGNORECASE
)
_SUMMARY_WORDS = re.compile("สำคัญ|ภาพรวม|โดดเด่น|สรุป|key", re.IGNORECASE)

_STOP = re.compile(
    _PREFIX + r"(?:บทสรุป|สรุป(?:ผู้บริหาร|สำหรับ|ภาพรวม|ผล|ท้าย|ส่งท้าย|คะแนน|สาระ|ประเด็น|ใจความ|$)|executive summary"
    r"|คำนำ|บทนำ|สารบัญ|สารจาก|ภาคผนวก|เอกสารแนบ|key themes?|สาระสำคัญ"
    r"|ประเด็นสำคัญ|ภาพรวม|ผล(?:การ)?(?:ตรวจ)?ประเมิน(?:ใน)?(?:ภาพรวม|โดยรวม)|ความเป็นมา|วัตถุประสงค์"
    r"|หลักการและ|วิธี(?:การ)?(?:ตรวจ|ประเมิน|อ่าน|ใช้|ให้คะแนน|ดำเนิน)|ขอบเขต"
    r"|(?:แนวทาง|เกณฑ์|หลักเกณฑ์)(?:และ.{0,20})?(?:การให้คะแนน|การประเมิน|การตรวจ|การอ่าน|การใช้|การนำ)|คำชี้แจง"
    r"|คำอธิบาย(?:สัญลักษณ์|คำย่อ|เกณฑ์)|(?:ตาราง|ผล|สรุป|ผลการให้)(?:สรุป)?(?:ผล)?คะแนน|คะแนน(?:ราย|ภาพ|รวม|การ|ผล|ที่|$)"
    r"|ข้อสังเกต(?:ปิดท้าย|ทั่วไป|เพิ่มเติม|ท้าย|ส่งท้าย)|ข้อเสนอแนะ(?:ใน)?(?:ภาพรวม|เชิงนโยบาย|ทั่วไป|โดยรวม"
    r"|สำหรับผู้บริหาร|ต่อผู้บริหาร|ต่อการนำ|ท้ายรายงาน|ส่งท้าย)|การนำ(?:รายงาน|ผล|ข้อค้นพบ).{0,25}(?:ไปใช้|ใช้)|แนวทางการนำ"
    r"|ขั้นตอน(?:ต่อไป|ถัดไป)|สิ่งที่(?:จะ|ต้อง|ควร)(?:ทำ|ดำเนินการ)ต่อ|การดำเนินการ(?:ต่อไป|หลัง|ใน(?:ลำดับ|ขั้น))"
    r"|บทส่งท้าย|บทปิด|คำขอบคุณ|กิตติกรรม|คำย่อ|อักษรย่อ|นิยาม|รายชื่อ|คณะผู้ตรวจ|ลักษณะสำคัญ|กำหนดการ|เกี่ยวกับ|ข้อมูลทั่วไป"
    r"|ข้อมูลพื้นฐาน|ที่มา(?:$|และ|ของ)|กระบวนการตรวจ|สถานะของรายงาน|หมายเหตุ|เปรียบเทียบ(?:ผล)?คะแนน"
    r"|พัฒนาการของคะแนน|แนวโน้มคะแนน|ประวัติ)",
    re.IGNORECASE,
)
_SOFT = re.compile(
    _PREFIX + r"(?:คำนำ|บทนำ|ความเป็นมา|วัตถุประสงค์|หลักการ|วิธี|ขอบเขต|คำชี้แจง|คำอธิบาย|เกี่ยวกับ|ข้อมูล|กระบวนการตรวจ"
    r"|สารจาก|สถานะ|ที่มา|คณะผู้ตรวจ|ลักษณะสำคัญ)"
)
_CHAPTER = re.compile(r"^\s*(?:ส่วนที่|บทที่|ตอนที่|ภาคที่)|ราย(?:หมวด|หัวข้อ|ข้อ|ละเอียด)")
_DETAIL = re.compile(
    _PREFIX
    + r"(?:รายละเอียด|ข้อค้นพบ(?!เชิง|ด้าน|ทาง)|ข้อวินิจฉัย|ผล(?:การ)?(?:ตรวจ)?ประเมินราย(?:หมวด|หัวข้อ|ข้อ|ละเอียด)|ข้อคิดเห็นราย"
    r"|ผลการตรวจประเมิน(?:$|\s*\()|ความเห็นราย|ผลรายหัวข้อ|ผลรายหมวด)"
)
_CATEGORY = re.compile(
    _PREFIX + r"(?:หมวด(?:ที่)?|category"
    r"|cat\.?)\s*(?P<n>[1-7])(?![\d.])(?P<rest>.*)$",
    re.IGNORECASE,
)
_RANGE = re.compile(r"^\s*(?:[-–—,/]|ถึง|และ|กับ)\s*(?:หมวด(?:ที่)?\s*)?\d")
_ITEM = re.compile(
    _PREFIX + r"(?:(?:หมวด(?:ที่)?\s*[1-7].{0,80}?\s)?(?P<word>หัวข้อ(?:ย่อย)?(?:ที่|การประเมิน)?|เกณฑ์(?:ข้อ|หัวข้อ)?|item"
    r"|ข้อ(?=[\s:.\d]))\s*[:.]?\s*)",
    re.IGNORECASE,
)
_LEADERS = re.compile(r"(?:\.{4,}|…{2,}|_{4,}|(?:\. ){4,}|\t)\s*\d{1,3}\s*$")
_HEADINGISH = 110
_ABOUT = re.compile(r"^(?:เรื่อง|ด้าน|หัวข้อ|ประเด็น|เกณฑ์|ใน(?:เรื่อง|ด้าน|หัวข้อ))\s*[:]?\s*")
_NAME_BEGINS = re.compile(
    r"^\s*(?:(?:เรื่อง|ด้าน|หัวข้อ|เกณฑ์)\s*)?[:]?\s*(?:การ|ระบบ|กระบวนการ|ผลลัพธ์|แผน|สภาพ|ผู้|ความ|นวัตกรรม)"
)


def is_contents_line(line: Line) -> bool:
    """Return whether the line is an entry of a table of contents: dots or a tab and a page number at its end."""
    return bool(_LEADERS.search(line.text))


def label_of(line: Line, edition: str) -> Label | None:
    """Return what the line announces, or None for ordinary text."""
    text = line.text.strip()
    if not text or is_contents_line(line):
        return None
    if line.number and _numbers_a_title(line):
        label = label_of(
            replace(line, text=f"{line.number} {text}", number="", heading_level=max(line.heading_level, 1)), edition
        )
        if label is not None and label.role != "heading":
            return replace(label, rest=-1)
    inner = decoration(line.text)
    if inner is not None:
        return label_of(
            replace(line, text=line.text[slice(*inner)].strip(), heading_level=max(line.heading_level, 1)), edition
        )
    short = len(text) <= _HEADINGISH
    found = remark_of(line) or _category(line, text, short) or _item(line, text, edition, short=short)
    if found is not None:
        return found
    if _BOTH.search(text) and (line.is_heading or (short and len(text) <= 70)) and not _sentence(text):
        return Label("both", summary=bool(_SUMMARY_WORDS.search(text)))
    if (line.is_heading or len(text) <= 60) and _STOP.match(text) and not _sentence(text):
        return Label("stop", soft=bool(_SOFT.match(text)))
    labelled = _labelled(line)
    kind = labelled is not None and labelled.role == "kind"
    if (line.is_heading or len(text) <= 60) and _DETAIL.match(text) and not _sentence(text) and not kind:
        return Label("detail")
    if labelled is not None:
        return labelled
    return Label("heading") if line.is_heading else None


def _numbers_a_title(line: Line) -> bool:
    """Return whether an automatic number is part of a title: "4.1", "หมวด 4" before a name."""
    if re.match(r"หมวด", line.number):
        return True
    match = CODE.fullmatch(line.number.strip(" .)"))
    return match is not None and (line.is_heading or name_score(line.text, f"{match['cat']}.{match['item']}") >= 0.8)


def _sentence(text: str) -> bool:
    """Return whether the words read as a sentence rather than a heading."""
    return len(text) > 45 and bool(re.search("ยังไม่|ไม่ปรากฏ|ทำให้|ส่งผลให้|เนื่องจาก|จึง(?!ใจ)|ควร(?!พัฒนา|ปรับปรุง|ได้รับ)", text))


def _category(line: Line, text: str, short: bool) -> Label | None:
    match = _CATEGORY.match(text)
    if match is None or _RANGE.match(match["rest"]):
        return _bare_category(line, text)
    rest = match["rest"].strip(" :.–—-()")
    named = NAMED_CODE.search(rest)
    if named is not None and (line.is_heading or short):
        return Label("item", category=match["n"], item=f"{named['cat']}.{named['item']}")
    glued = _KIND_LAST.search(rest)
    if glued is not None and not _BOTH.search(rest):
        return Label("kind", kind=_kind(glued), category=match["n"])
    inner = _ANY.match(rest) if short else None
    kind = _kind(inner) if inner is not None else None
    if kind is not None and not _BOTH.search(rest):
        return Label("kind", kind=kind, category=match["n"])
    good = not rest or line.is_heading or name_score(rest, match["n"]) >= 0.6
    if not good and short:
        good = not _sentence(rest) and rest.startswith(("การ", "ผลลัพธ์", "ด้าน")) and len(rest) <= 70
    return Label("category", category=match["n"]) if good else None


def _bare_category(line: Line, text: str) -> Label | None:
    """A heading that is a category's name without the word หมวด: "4. การวัด การวิเคราะห์ และการจัดการความรู้"."""
    match = re.match(r"^([1-7])[.)]?\s+(\D.*)$", text)
    if match and name_score(match[2], match[1]) >= 0.85:
        return Label("category", category=match[1])
    code = category_of_name(text) if line.is_heading else ""
    return Label("category", category=code) if code else None


def _item(line: Line, text: str, edition: str, *, short: bool) -> Label | None:
    prefix = _ITEM.match(text)
    start = prefix.end() if prefix else 0
    match = CODE.match(text, start)
    if match is None or (match["sub"] and not line.is_heading):
        return _named_item(line, text, edition)
    if has_mark(line, text, match.end()):
        return None
    code = f"{match['cat']}.{match['item']}"
    rest = text[match.end() :].strip(" :.–—-()[]|")
    if match["letter"] or match["third"]:
        return Label("item", category=code[0], item=code) if line.is_heading and (prefix or match["letter"]) else None
    inner = _ANY.match(rest)
    kind = _kind(inner) if inner is not None and inner.end() >= 0 else None
    told = _INLINE.match(rest, inner.end()) if inner is not None else None
    if kind is not None and told is not None and len(rest) - told.end() >= 8:
        return None  # "[7.2] จุดแข็ง – …" is an entry with its kind, not a title
    if kind is not None and (line.is_heading or len(rest) <= 40) and not _BOTH.search(rest):
        return Label("kind", kind=kind, category=code[0], item=code)
    if not line.is_heading and not line.lead and prefix and exceeds_name(rest, code):
        return None
    behind = _KIND_BEHIND.search(rest) if line.is_heading and not _BOTH.search(rest) else None
    if behind is not None:
        return Label("kind", kind=_kind(behind), category=code[0], item=code)
    score = name_score(rest, code)
    if prefix and (not rest or line.is_heading or score >= 0.55 or (short and not _sentence(rest) and len(rest) <= 60)):
        return Label("item", category=code[0], item=code)
    if score >= 0.7 or (line.is_heading and not rest):
        return Label("item", category=code[0], item=code)
    if prefix is None and (line.is_heading or (short and len(rest) <= 90 and not _sentence(rest))):
        return Label("heading", category=code[0], item=code)
    return None


def _named_item(line: Line, text: str, edition: str) -> Label | None:
    """A heading, or what leads a paragraph of labels, that is an item's name without its code."""
    if not line.is_heading:
        return _bare_item(line, text, edition)
    named = NAMED_CODE.search(text)
    if named is not None and len(item_codes(text)) == 1:
        inner = _ANY.match(text)
        kind = _kind(inner) if inner else None
        role = "kind" if kind is not None and not _BOTH.search(text) else "item"
        code = f"{named['cat']}.{named['item']}"
        return Label(role, kind=kind, category=code[0], item=code)
    code = code_of_name(re.sub(_PREFIX, "", text), edition)
    return Label("item", category=code[0], item=code) if code else None


def _bare_item(line: Line, text: str, edition: str) -> Label | None:
    """A line that is nothing but an item's name: sure where labels follow in its paragraph, else to be settled."""
    if not (line.lead or (len(text) <= _HEADINGISH and _NAME_BEGINS.match(text) and not line.listed)):
        return None
    bare = _ABOUT.sub("", re.sub(_PREFIX, "", text)).strip(" :：–-")
    code = code_of_name(bare, edition, least=0.7 if line.lead else 0.85)
    if not code:
        return None
    return Label("item" if line.lead else "heading", category=code[0], item=code)


def _kind(match: re.Match[str]) -> FindingKind | None:
    if match["strength"]:
        return FindingKind.STRENGTH
    return FindingKind.OFI if match["ofi"] else None


def _labelled(line: Line) -> Label | None:
    """A label such as จุดแข็ง alone on its line, or with its text behind a colon."""
    match = _ANY.match(line.text)
    if match is None:
        return None
    kind = _kind(match)
    role = "kind" if kind is not None else next(name for name, _ in _SIDES if match[name])
    rest = line.text[match.end() :]
    left = _TRAILERS.sub("", CODE.sub("", NAMED_CODE.sub("", _OWNER.sub("", rest))))
    codes = item_codes(rest)
    item = codes[0].item if len(codes) == 1 and role == "kind" else ""
    category = re.search(r"หมวด(?:ที่)?\s*([1-7])(?![\d.])", rest)
    number = item[:1] or (category[1] if category and role == "kind" else "")
    if len(left) <= 3 or (line.is_heading and role == "kind"):
        summary = role == "kind" and bool(_SUMMARY_WORDS.search(rest))
        chapter = role == "kind" and bool(_CHAPTER.search(line.text))
        return Label(role, kind=kind, category=number, item=item, summary=summary, chapter=chapter)
    inline = _INLINE.match(rest)
    if inline is not None and len(rest) - inline.end() >= 2:
        return Label(role, kind=kind, rest=match.end() + inline.end())
    if line.is_heading and role in {"level", "score", "evidence"}:
        return Label("heading")
    return None
