"""The kind of a document: what its title begins with, borne out by what stands inside."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from plandocs.ingest.meta_cover import Cover, clean
from plandocs.ingest.meta_inside import inside
from plandocs.model.document import DocumentKind
from plandocs.model.text import Block

_K = DocumentKind
_ORGANISATION = "องค์(?:การ|กร)"
_LEAD = (
    r"^[\s(\[\"“]*(?:ร่าง\s*\)?\s*|\(ร่าง\)\s*|เล่มที่\s*\d+\s*|เอกสาร(?:ประกอบ)?\s*|สำเนา\s*"
    r"|ฉบับ[ก-๙]+\s*|\d{1,2}[.)]\s*|เรื่อง\s*[:]?\s*)*"
)
#: What titles begin with, in order: the first that fits names the kind.
_TITLES: tuple[tuple[DocumentKind, str], ...] = (
    (
        _K.MEMO,
        (
            r"บันทึกข้อความ|คำสั่ง(?:กรม|สำนัก|จังหวัด|กระทรวง|คณะ|ที่|\s*ที่|มหาวิทยาลัย|สถาบัน|แต่งตั้ง|เทศบาล|$)"
            r"|ประกาศ(?:กรม|สำนัก|จังหวัด|กระทรวง)|หนังสือ(?:เชิญ|แจ้ง|ภายนอก|ภายใน|นำส่ง)"
        ),
    ),
    (
        _K.FEEDBACK_REPORT,
        (
            r"(?:สรุป)?(?:รายงาน|ผล|แบบ|เอกสาร)?(?:การ|ผล)?(?:แจ้ง)?(?:รายงาน)?(?:ผล)?ป้อนกลับ"
            r"|feedback\s*report|รายงานข้อค้นพบ|(?:สรุป)?(?:รายงาน)?ผล(?:การ)?ตรวจประเมิน.{0,60}(?:PMQA"
            r"|คุณภาพการบริหารจัดการภาครัฐ|ระบบราชการ|รางวัล)|รายงานการตรวจประเมิน|รายงานผลการตรวจประเมิน\s*ณ\s*(?:พื้นที่|หน่วยงาน|สถานที่)"
            r"|รายงานผลการ(?:ตรวจ)?ประเมิน.{0,40}โดยผู้ตรวจ|(?:สรุป|รายงาน)?ผลการพิจารณา.{0,20}สถานะ.{0,60}(?:PMQA|ระบบราชการ)"
            r"|(?:(?!ตาม|ต่อ|แผน).){0,60}(?:ความเห็น|ข้อสังเกต|ข้อคิดเห็น|ข้อค้นพบ)(?:ของ|จาก|โดย)?"
            r"(?:คณะ)?(?:ผู้ตรวจ|ผู้ประเมิน|กรรมการตรวจ)|ข้อค้นพบจากการตรวจ|รายงาน(?:ข้อ|จุดแข็ง).{0,30}โอกาสในการปรับปรุง"
        ),
    ),
    (
        _K.APPLICATION_REPORT,
        (
            rf"application\s*report|รายงานผลการ(?:ดำเนินการ|ดำเนินงาน"
            rf"|พัฒนา)\s*(?:การ)?(?:พัฒนา)?{_ORGANISATION}\s*(?:สู่|ไปสู่|เข้าสู่)|รายงานผลการดำเนินการ(?:พัฒนา|สู่"
            rf"|เพื่อขอรับ|ตามเกณฑ์).{{0,40}}(?:ระบบราชการ|PMQA|คุณภาพการบริหาร|รางวัล)|รายงาน(?:การ"
            rf"|ผลการ)?ประเมินตนเอง|เอกสารสมัคร|รายงานการสมัคร|รายงานวิธีการและผล"
        ),
    ),
    (
        _K.WORKSHOP,
        (
            r"(?:สรุป|รายงาน|บันทึก)?\s*(?:ผล)?(?:การ)?(?:สรุป)?(?:ผล)?(?:การ)?(?:ประชุมเชิงปฏิบัติการ"
            r"|ระดมความคิด(?:เห็น)?|ระดมสมอง|สัมมนา|ประชุมกลุ่มย่อย|workshop|เวิร์[กค]ช[็้]?อ[ปบ])|ใบงาน|(?:สรุป)?ข้อเสนอจาก(?:การประชุม|กลุ่ม)"
            r"|บันทึก(?:การ|ผลการ)?(?:ประชุมกลุ่ม|ระดม)|สรุปเวที"
        ),
    ),
    (
        _K.MONITORING_REPORT,
        (
            rf"(?:สรุป)?(?:แบบ|รายงาน|แบบฟอร์ม|แบบรายงาน|ตาราง)*(?:สรุป)?(?:การ|ผล)*(?:ติดตาม|ความก้าวหน้า|กำกับ)"
            rf"|(?:สรุป|รายงาน|แบบรายงาน)+\s*ผลการ(?:ดำเนินการ|ดำเนินงาน|ปฏิบัติงาน|ปฏิบัติราชการ)\s*(?:ตาม"
            rf"|ของ)?\s*(?:แผน|ตัวชี้วัด|โครงการ|รอบ|ไตรมาส|ประจำ|คำรับรอง)|(?:สรุป"
            rf"|รายงาน)+(?:ผล)?(?:การ)?(?:ประเมินผล|ติดตามประเมินผล)(?:การ)?(?:ดำเนินงาน|ดำเนินการ)?(?:ตาม)?แผน"
            r"|(?:รายงาน|สรุป|แบบรายงาน)\s*ผล(?:การ[ก-๙]{0,20}|สำเร็จ|สัมฤทธิ์)?\s*(?:ตาม|ของ)\s*(?:แผน|โครงการ)"
            r"|(?:รายงาน|สรุป|แบบ|ผล).{0,60}รอบ\s*(?:6|9|12|หก|เก้า|สิบสอง)\s*เดือน"
            rf"|ผลการดำเนิน(?:งาน|การ)ตามแผน|รายงานรอบ\s*\d+\s*เดือน|รายงานผล\s*(?:รอบ|แผน)"
            rf"|รายงานผลการดำเนินการ\s*{_ORGANISATION}"
        ),
    ),
    (
        _K.ACTION_PLAN,
        (
            r"แผนปฏิบัติ(?:ราชการ|การ)(?!เพื่อยกระดับ|พัฒนาองค์|ปรับปรุงองค์|เพิ่มประสิทธิภาพองค์)|แผนยุทธศาสตร์|แผนกลยุทธ์"
            r"|action\s*plan"
        ),
    ),
    (
        _K.IMPROVEMENT_PLAN,
        (
            rf"แผน(?:การ)?(?:ปฏิบัติการ)?(?:เพื่อ)?(?:เพิ่ม|พัฒนา|ยกระดับ|ปรับปรุง|เสริม)(?:ประสิทธิภาพ|สมรรถนะ|ขีดสมรรถนะ"
            rf"|คุณภาพ|ศักยภาพ)?(?:การ)?(?:พัฒนา|บริหารจัดการ|บริหาร|ปรับปรุง)?(?:ของ)?\s*(?:{_ORGANISATION}|ภาครัฐ"
            rf"|หน่วยงาน|ส่วนราชการ|สู่(?:การเป็น)?ระบบราชการ|ระบบราชการ|คุณภาพการบริหาร|PMQA|การบริหารจัดการ"
            rf"|การพัฒนาสู่|การเป็นระบบราชการ|ผลการดำเนินการ)|แผน(?:พัฒนา|ปรับปรุง|ยกระดับ"
            rf"|เพิ่มประสิทธิภาพ).{{0,50}}(?:PMQA|ระบบราชการ\s*4|{_ORGANISATION})|improvement\s*plan|แผนปิดช่องว่าง"
        ),
    ),
)
#: What an agency reports of itself names no strengths and weaknesses item by item.
_OWN_REPORTS = {_K.APPLICATION_REPORT, _K.MONITORING_REPORT}
#: A title in the midst of a line or told by several lines gives way to what stands inside, as does a memo's.
_UNSURE = 0.7
_COMPILED = tuple((kind, re.compile(_LEAD + "(?:" + words + ")", re.IGNORECASE)) for kind, words in _TITLES)
_LOOSE = tuple((kind, re.compile(words, re.IGNORECASE)) for kind, words in _TITLES)
_NEWS = re.compile(
    r"^รัฐบาลไทย-|ข่าวทำเนียบ|ข่าวประชาสัมพันธ์|สรุปข่าว|ข่าวที่\s*\d|thaigov|^พิมพ์$|วันนี้\s*\(|^วัน(?:จันทร์|อังคาร|พุธ"
    r"|พฤหัสบดี|ศุกร์|เสาร์|อาทิตย์)ที่\s*\d|เปิดเผยว่า|กล่าวว่า|ให้สัมภาษณ์|เวลา\s*\d{1,2}[.:]\d\d\s*น\.\s*(?:ณ|ที่|น|พล"
    r"|ดร|รศ|ผศ|ศ\.)|คณะรัฐมนตรีมีมติ|ผู้สื่อข่าว"
)
_RUNNING = re.compile(
    r"(?:จัด|เข้าร่วม|ร่วม|เปิด|เป็นประธาน|ประชุม|หารือ|ขับเคลื่อน|มอบ|รับ|นำ|ชี้แจง|เห็นชอบ|เสนอ|เผย|ชู|เร่ง|ขอ|เตรียม)"
)
_NO_TITLE = re.compile(
    r"^(?:(?:ส่วนที่|บทที่|ตอนที่|กลุ่ม(?:ที่)?)\s*\d|วิสัยทัศน์|พันธกิจ|เสนอ|จัดทำโดย|โดย|ผู้รวบรวม|สารบัญ|คำนำ|บทสรุป|ส่วนราชการ|ที่\s|เรียน|วันที่|หน้า\s|\d+$|กลุ่มพัฒนาระบบ"
    r"|สำนักงาน ก\.พ\.ร\.)"
)
_ONLY_DATE = re.compile(r"^[\s(]*(?:\d{1,2}\s*)?(?:[ก-๙.]{3,12})\s*(?:พ\.ศ\.\s*)?25\d\d[\s)]*$")


@dataclass(frozen=True, slots=True)
class KindGuess:
    """A kind with its confidence (0–1) and the title that spoke for it, as printed (empty when none did)."""

    kind: DocumentKind
    confidence: float
    title: str = ""


def guess_kind(cover: Cover, blocks: Sequence[Block], filename: str) -> KindGuess:
    """Return the kind of a document."""
    titled = _by_title(cover)
    reports = titled is not None and titled[0] is _K.FEEDBACK_REPORT
    if _is_news(cover) and not (reports and _K.FEEDBACK_REPORT in inside(blocks).kinds):
        return KindGuess(_K.OTHER, 0.9)
    named = _by_name(filename)
    seen = inside(blocks)
    weak = titled is not None and (
        titled[2] <= _UNSURE or titled[0] is _K.MEMO or (seen.assessed and titled[0] in _OWN_REPORTS)
    )
    if titled is not None and weak and seen.best is _K.FEEDBACK_REPORT and titled[0] not in seen.kinds:
        return KindGuess(seen.best, 0.6, _joined_title(cover, titled[1]))
    if titled is not None:
        kind, index, sure = titled
        agrees = kind in seen.kinds
        confidence = sure + (0.15 if agrees else 0.0) + (0.05 if named is kind else 0.0)
        if kind is not _K.MEMO and seen.kinds and not agrees and kind is not _K.WORKSHOP:
            confidence -= 0.1
        return KindGuess(kind, min(confidence, 0.99), _joined_title(cover, index))
    if seen.best is not None and seen.about_quality:
        confidence = 0.6 if named in {None, seen.best} else 0.5
        return KindGuess(seen.best, confidence + (0.15 if named is seen.best else 0.0))
    if named is not None and (named in seen.kinds or (not cover.lines and seen.best is None)):
        return KindGuess(named, 0.5)
    return KindGuess(_K.OTHER, 0.6 if named is None else 0.4)


def _is_news(cover: Cover) -> bool:
    """Return whether the first lines read as a news item or a release."""
    hits = sum(bool(_NEWS.search(text)) for text in cover.texts[:12])
    first = cover.texts[0] if cover.texts else ""
    return hits >= 2 or first.startswith(("รัฐบาลไทย-", "ข่าว"))


def _by_title(cover: Cover) -> tuple[DocumentKind, int, float] | None:
    """Return kind, line and confidence of the first title on the cover."""
    for index, text in enumerate(cover.texts[:12]):
        if len(text) > 220:
            continue
        for kind, pattern in _COMPILED:
            if pattern.search(text):
                if kind is not _K.MEMO and _is_reference(cover, index):
                    break
                sure = 0.8 if index < 6 else 0.7
                return kind, index, sure if len(text) <= 160 else sure - 0.15
    joined = " ".join(cover.texts[:3])
    for kind, pattern in _COMPILED:
        if pattern.search(joined) and len(cover.texts[0]) <= 80:
            return kind, 0, 0.7
    return _loose_title(cover)


def _is_reference(cover: Cover, index: int) -> bool:
    """Return whether a line stands under สิ่งที่ส่งมาด้วย or อ้างถึง of a letter: it names other documents."""
    above = cover.texts[max(0, index - 4) : index]
    return any(re.match(r"(?:สิ่งที่ส่งมาด้วย|อ้างถึง|เอกสารแนบ)", text) for text in above)


def _loose_title(cover: Cover) -> tuple[DocumentKind, int, float] | None:
    """Return a title that begins with the agency's name or with a chapter word."""
    for index, text in enumerate(cover.texts[:6]):
        if len(text) > 120:
            continue
        hits = [
            (match.start(), order, kind) for order, (kind, words) in enumerate(_LOOSE) if (match := words.search(text))
        ]
        if hits:
            start, _, kind = min(hits)
            if start <= 60 and not _RUNNING.search(text[:start]):
                return kind, index, 0.6
    return None


def _by_name(filename: str) -> DocumentKind | None:
    stem = clean(re.sub(r"\.[A-Za-z0-9]{1,5}$", "", filename)).replace("_", " ")
    stem = re.sub(r"^[A-Za-z]?\d+[\s.-]*", "", stem)
    for kind, pattern in _COMPILED:
        if pattern.search(stem):
            return kind
    hits = [(match.start(), order, kind) for order, (kind, words) in enumerate(_LOOSE) if (match := words.search(stem))]
    return min(hits)[2] if hits else None


_HAS_YEAR = re.compile(r"25\d\d\s*\)?$")
_GOES_ON = re.compile(r"\(?(?:รอบ|ฉบับ|ครั้งที่|หมวด|ไตรมาส|ประจำปี|ปีงบประมาณ)")


def _joined_title(cover: Cover, index: int) -> str:
    """Return the title: the line that names the kind and the short lines that go on with it."""
    parts = [cover.lines[index].strip()]
    if len(parts[0]) > 90:
        return parts[0][:220]
    if parts[0] == "บันทึกข้อความ" or clean(parts[0]).startswith("คำสั่ง"):
        subject = next((line for line in cover.lines[index + 1 : index + 8] if clean(line).startswith("เรื่อง")), "")
        return f"{parts[0]} {subject.strip().removeprefix('เรื่อง').strip()}".strip()[:220]
    for number in range(index + 1, min(index + 6, len(cover.lines))):
        line, text = cover.lines[number], cover.texts[number]
        if (
            number in cover.rows
            or len(text) > 110
            or _NO_TITLE.match(text)
            or _ONLY_DATE.match(text)
            or (text.startswith("(") and re.search(r"25\d\d\s*[-–]", text))
        ):
            break
        if _HAS_YEAR.search(clean(" ".join(parts))) and not _GOES_ON.match(text):
            break  # a title ends with its year: what follows on a cover is the office, the place or the date
        parts.append(line.strip())
        if sum(map(len, parts)) > 180:
            break
    return " ".join(parts)[:220]
