"""The first page of a document: its lines, and what they say of agency, date, edition, approval and round."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from plandocs.model.document import Approval, DocumentKind, Extracted
from plandocs.model.text import Block
from plandocs.thai.dates import months
from plandocs.thai.digits import to_arabic
from plandocs.thai.normalise import normalise

#: A cover holds no more lines and letters than this; what follows is the document's inside.
LINES, LETTERS = 30, 1800
_MONTH = "(?:" + "|".join(sorted((re.escape(name) for name in months), key=len, reverse=True)) + ")"
_DIGIT = "[0-9๐-๙]"
_DATE = re.compile(
    rf"(?:{_DIGIT}{{1,2}}\s*(?:[-–]\s*{_DIGIT}{{1,2}}\s*)?)?{_MONTH}\s*(?:พ\.\s?ศ\.\s*)?(?:{_DIGIT}{{4}}|{_DIGIT}{{2}})(?!{_DIGIT})"
)
_PERIOD = re.compile(rf"{_DATE.pattern}\s*(?:[-–—]|ถึง)\s*{_DATE.pattern}")
_AGENCY = re.compile(
    r"(?:สำนักงานปลัดกระทรวง|สำนักงานปลัดสำนักนายกรัฐมนตรี|กรม(?!การ(?:จัด|พัฒนา)แผน)|สำนักงาน(?!\s*ก\.พ\.)"
    r"|สำนัก(?!งาน)|จังหวัด|มหาวิทยาลัย|สถาบัน|องค์การบริหารส่วน|เทศบาล|กระทรวง|กอง(?:ทัพ|บัญชาการ))"
    r"[ก-๙]{2,60}(?:\s(?:กระทรวง[ก-๙]+))?"
)
_VERBS = re.compile("พึง|ควร|ให้|ได้|ยัง|จัดทำ|กำหนด|ประกาศ|เปิด|ต้อง|(?<!ขน)ส่ง(?!เสริม|ออก)|แจ้ง|ดำเนินการ(?!$)|เป็น(?!ธรรม)")
#: Names of offices that are as well parts of others: only where they are all that a line says, or behind their label.
_OFFICE = re.compile(
    r"^(?:(?:หน่วยรับตรวจ|หน่วยงาน[ก-๙]{0,20}|ส่วนราชการ[ก-๙]{0,20})\s*[:：]\s*)?"
    r"(?P<name>(?:ศูนย์|กองทุน|องค์การ|โรงพยาบาล|หอ|ราชวิทยาลัย|คณะกรรมการ|สภา)[ก-๙]{4,60})"
    r"(?:\s*\([^()]{1,15}\))?(?=$|\s{1,4}(?:ปีงบประมาณ|ประจำปี|พ\.ศ\.|กระทรวง))"
)
#: Part of the name of a public organisation.
_PUBLIC = re.compile(r"\s*\(\s*องค์การมหาชน\s*\)")
_NO_OFFICE = re.compile("องค์การ(?:มหาชน|สู่)|ผู้ตรวจ|ตรวจประเมิน|ก\\.พ\\.ร")
_NO_NAME = re.compile("เทศบาล(?:ตำบล|เมือง|นคร)?|องค์การบริหารส่วน(?:ตำบล|จังหวัด)?|จังหวัด|สำนักงานเขต|กรม(?:อื่น|ฯ)[ก-๙]*")
_BOARD = re.compile(r"สำนักงาน(?:คณะกรรมการพัฒนาระบบราชการ|\s*ก\.พ\.ร\.)|เสนอ(?:ต่อ)?\s*$|เสนอสำนักงาน")
_DRAFT = re.compile(
    r"^\s*[(\[]?\s*\(?ร่าง(?!กาย|รัฐธรรมนูญ|พระราช|กฎ)|ฉบับร่าง|ก่อนอนุมัติ|เพื่อ(?:โปรด)?พิจารณา|ใช้ประกอบการพิจารณา"
    r"|สถานะ[ก-๙]{0,12}\s*[:：]?\s*(?:ร่าง|รอ|อยู่ระหว่าง|เสนอ)|รอ(?:การ)?(?:ลงนาม|อนุมัติ|เห็นชอบ)|รับฟังความ(?:คิด)?เห็น"
    r"|\bdraft\b|ยังไม่(?:ได้รับ)?(?:การ)?(?:อนุมัติ|เห็นชอบ)",
    re.IGNORECASE,
)
_APPROVED = re.compile(
    r"ฉบับ(?:ที่)?(?:ได้รับ)?(?:การ)?อนุมัติ|ฉบับ(?:สมบูรณ์|ประกาศใช้|จริง|เห็นชอบ)|(?:อนุมัติ|เห็นชอบ)แล้ว|ผ่านความเห็นชอบ"
    r"|(?:สถานะ|มติ|ผลการพิจารณา)[ก-๙]{0,12}\s*[:：]?\s*(?:ให้)?(?:อนุมัติ|เห็นชอบ|ผ่าน|ลงนามแล้ว|ประกาศใช้)"
    r"|(?:อนุมัติ|เห็นชอบ)โดย\s*(?:อธิบดี|ปลัด|เลขาธิการ|ผู้|หัวหน้า|คณะ|รัฐมนตรี)"
    r"|\bapproved\b|ลงนาม(?:อนุมัติ)?แล้ว|ฉบับลงนาม|^\(?(?:อนุมัติ|เห็นชอบ)\)?\s*(?:\(|โดย|ณ\s|เมื่อ|วันที่|\d)",
    re.IGNORECASE,
)
_APPROVED_INSIDE = re.compile(
    r"(?:อธิบดี|ปลัดกระทรวง|เลขาธิการ|ผู้ว่าราชการ|หัวหน้าส่วนราชการ|ผู้อำนวยการ"
    r"|คณะกรรมการ[ก-๙]*)(?:[ก-๙ ]{0,40})?(?:ได้)?(?:ให้)?(?:ความ)?(?:อนุมัติ|เห็นชอบ|ลงนาม)\s*(?:แผน|เดือน|วันที่"
    r"|ให้ใช้|ให้ดำเนินการ|แล้ว|เมื่อ|ใน|ประกาศ|โดย)|ได้รับ(?:ความเห็นชอบ|การอนุมัติ|อนุมัติ)(?:จาก|แล้ว|เมื่อ)"
    r"|แผน(?:ฉบับ)?นี้(?:ได้)?(?:ผ่าน|รับ)(?:ความเห็นชอบ|การอนุมัติ)|ประกาศใช้(?:แล้ว|เมื่อ|ตาม)"
    r"|(?:อนุมัติ|เห็นชอบ)ให้ใช้(?:แผน|เป็นแผน)|(?:ให้|มีผล)(?:บังคับ)?ใช้(?:แผน(?:ฉบับ)?นี้)?(?:ได้)?\s*ตั้งแต่"
)
#: In an appendix: who approved the plan, and when.
_GIVEN = re.compile(
    r"(?:อธิบดี|ปลัดกระทรวง|เลขาธิการ|ผู้ว่าราชการ|หัวหน้าส่วนราชการ|ผู้อำนวยการ)[ก-๙]{0,12}\s?"
    r"(?:ได้)?(?:ให้ความเห็นชอบ|เห็นชอบ|อนุมัติ|ลงนามอนุมัติ)(?:ใน)?แผน"
)
_NOT_THIS_PLAN = re.compile(r"แผน(?:ฉบับ|ปี)?(?:ก่อน|ที่ผ่านมา|เดิม)|จะ(?:เสนอ|ได้รับ)|หาก|เมื่อได้รับ|เสนออธิบดี")
_ROUND = re.compile(
    r"(?:รอบ(?:ที่)?|ระยะ|ห้วง|ราย)\s*(?P<n>3|6|9|12)\s*เดือน|(?P<m>3|6|9|12)\s*(?:เดือน|months?)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Cover:
    """
    The first page: `lines` as read, `texts` the same cleaned, `marks` running heads and feet.

    `rows` are the numbers of the lines that are cells of a table.
    """

    lines: tuple[str, ...]
    texts: tuple[str, ...]
    marks: tuple[str, ...] = ()
    rows: frozenset[int] = frozenset()


def clean(text: str) -> str:
    """Return `text` normalised, with Arabic digits, on one line."""
    return " ".join(to_arabic(normalise(text).text).split())


def cover_of(extracted: Extracted) -> Cover:
    """Return the first lines of the body, and the running heads and feet."""
    lines: list[str] = []
    rows: set[int] = set()
    letters = 0
    for block in islice((b for b in extracted.blocks if b.stream == "body"), 2 * LINES):
        for part in block.text.replace("\t", "\n").split("\n"):
            if part.strip():
                if len(block.cells) > 2:
                    rows.add(len(lines))
                lines.append(part.strip())
                letters += len(part)
        if len(lines) >= LINES or letters >= LETTERS:
            break
    lines = lines[:LINES]
    marks = {clean(b.text) for b in islice(extracted.blocks, 400) if b.stream in {"header", "footer"}}
    return Cover(tuple(lines), tuple(clean(line) for line in lines), tuple(sorted(marks)), frozenset(rows))


def agency_of(cover: Cover) -> str:
    """Return the agency whose document this is: the first on the cover that is not the assessing board."""
    ministry = ""
    for number, text in enumerate(cover.texts[:14]):
        if len(text) > 120 or number in cover.rows:
            continue
        for match in _AGENCY.finditer(text):
            name = match[0].strip()
            before = text[: match.start()]
            if (
                _NO_NAME.fullmatch(name)
                or _BOARD.search(name)
                or _VERBS.search(name)
                or before.rstrip().endswith(("เสนอ", "เสนอต่อ", "จัดทำโดย", "โดย", "ของรางวัล"))
            ):
                continue
            if before and not before.endswith(
                (" ", "(", "/", ":", "การ", "องค์กร", "องค์การ", "ของ", "โดย", '"', "คำสั่ง")
            ):
                continue
            if name.startswith("กระทรวง"):
                ministry = ministry or name
                continue
            return re.sub(r"\s*กระทรวง[ก-๙]+$", "", name)
    return _office_of(cover) or ministry


def _office_of(cover: Cover) -> str:
    """Return the office that a line of the cover names and nothing else, where no agency is named."""
    for number, text in enumerate(cover.texts[:8]):
        match = _OFFICE.match(text) if number not in cover.rows else None
        public = _PUBLIC.search(text)
        plain = text if public is None else text[: public.start()] + text[public.end() :]
        if match is not None and not _NO_OFFICE.search(plain) and not _VERBS.search(match["name"]):
            return match["name"] + (f" {public[0].strip()}" if public is not None else "")
    return ""


def date_of(cover: Cover, kind: DocumentKind) -> str:
    """Return the date on the cover as printed; a line that is only a date wins over dates within text."""
    limit = 16 if kind is not DocumentKind.OTHER else 8
    inside: list[str] = []
    for line in cover.lines[:limit]:
        text = re.sub(rf"ณ\s*(?:วันที่\s*)?{_DATE.pattern}", " ", _PERIOD.sub(" ", line))
        found = [match[0].strip() for match in _DATE.finditer(text)]
        if found and len(text.strip(" ()")) <= len(found[-1]) + 14:
            return found[-1]
        if len(line) <= 160:
            inside += found
    return inside[0] if inside else ""


def approval_of(cover: Cover, blocks: Sequence[Block], filename: str) -> Approval:
    """Return whether a plan calls itself a draft or approved: on its cover, inside, or by its file name."""
    zone = [*cover.texts[:12], *cover.marks]
    if any(_DRAFT.search(text) for text in zone if len(text) <= 120):
        return Approval.DRAFT
    if any(_APPROVED.search(text) for text in zone):
        return Approval.APPROVED
    name = clean(filename)
    if re.search(r"(?:^|[_\s(-])ร่าง|draft", name, re.IGNORECASE):
        return Approval.DRAFT
    body = [clean(b.text) for b in islice((b for b in blocks if b.stream == "body"), 1500)]
    for text in body[:60]:
        if re.search(r"ร่างแผน(?:ฉบับ)?นี้|แผนฉบับร่าง", text):
            return Approval.DRAFT
        if _APPROVED_INSIDE.search(text) and not _NOT_THIS_PLAN.search(text):
            return Approval.APPROVED
    if any(_GIVEN.search(text) and not _NOT_THIS_PLAN.search(text) for text in body if len(text) <= 200):
        return Approval.APPROVED
    return Approval.APPROVED if re.search("อนุมัติ|ลงนาม|approved", name, re.IGNORECASE) else Approval.UNKNOWN


def round_of(title: str, cover: Cover, filename: str) -> int | None:
    """Return the months that a monitoring report covers: 6, 9 or 12."""
    for text in (clean(title), *cover.texts[:12], clean(filename)):
        match = _ROUND.search(text)
        if match is not None:
            return int(match["n"] or match["m"])
        half = re.search(r"รอบ(?:ที่)?\s*([12])(?!\d)|ครึ่งปี(แรก|หลัง)?|ไตรมาส(?:ที่)?\s*([1-4])", text)
        if half is not None:
            if half[3]:
                return int(half[3]) * 3
            return 12 if half[1] == "2" or half[2] == "หลัง" else 6
    return 12 if re.search("ประจำปี|สิ้นปี|ตลอดปี", clean(title)) else None


def edition_of(cover: Cover, blocks: Sequence[Block], year: int | None) -> str:
    """Return the edition of the criteria: by name on the cover, else by the item codes that only one edition has."""
    zone = " ".join(cover.texts[:14])
    said = _said_edition(zone)
    if said:
        return said
    body = " ".join(clean(b.text) for b in islice((b for b in blocks if b.stream == "body"), 40))
    said = _said_edition(body)
    if said:
        return said
    codes = re.findall(r"(?<![\d.])[1-6]\.([1-6])(?:[กขค]\s?\(\d)?(?![\d.])", body)
    if re.search(r"[1-7]\.[12]\s?[กขค]\s?\(\d", body):
        return "pmqa2562" if year is None or year >= 2562 else "pmqa2558"
    return "pmqa2562" if codes and not {"3", "4"} & set(codes) else "pmqa4"


def _said_edition(text: str) -> str:
    new = re.search(r"PMQA\s*4\.0|ระบบราชการ\s*4\.0|ภาครัฐ\s*4\.0|รัฐบาล\s*4\.0", text, re.IGNORECASE)
    award = re.search(r"รางวัล|รายหมวด|เกณฑ์(?:คุณภาพ)?[^0-9]{0,80}(2562|2558)", text)
    if re.search(r"(?:เกณฑ์|ฉบับ|PMQA)[^0-9]{0,80}2558", text):
        return "pmqa2558"
    if re.search(r"(?:เกณฑ์|ฉบับ|PMQA)[^0-9]{0,80}2562", text) and not new:
        return "pmqa2562"
    if award and not re.search(r"รางวัล[^.]{0,60}4\.0", text) and not (new and new.start() < award.start()):
        return "pmqa2562"
    return "pmqa4" if new else ""
