"""The words of labels in feedback reports, and which kind of finding a word says."""

from __future__ import annotations

import re

from plandocs.ingest.facts.polarity import BODY, GOOD, NEEDED
from plandocs.model.finding import FindingKind

STRENGTH_WORDS = (
    r"จุดแข็ง|จุดเด่น|ข้อเด่น|จุดดี(?![ก-๙])|ข้อดี|(?:ข้อ|คำ)(?:ชื่นชม|ชมเชย)|ประเด็นที่(?:โดดเด่น|ทำได้ดี)|ความเข้มแข็ง|(?:สิ่งที่|ด้านที่|เรื่องที่)"
    rf"{BODY}(?:ดำเนินการ|ทำ)ได้ดี|ความโดดเด่น|สิ่งที่โดดเด่น|(?:ข้อค้นพบ|ประเด็น|ผล)(?:เชิง|ด้าน|ทาง)บวก"
    r"|(?:ด้าน|เชิง|แง่)บวก(?![ก-๙])|(?:(?:key|main|major) )?strengths?\b"
    rf"|{GOOD}"
)
OFI_WORDS = (
    r"โอกาส(?:ใน|เพื่อ)?(?:การ)?(?:ปรับปรุง|พัฒนา)|(?:ประเด็น|สิ่ง|จุด|เรื่อง|ข้อ|ด้าน)(?:ที่)?(?:ควร|ต้อง|ยังต้อง"
    r"|พึง)(?:ได้รับการ|เร่ง)?(?:ปรับปรุง|พัฒนา|แก้ไข)"
    r"|ประเด็น(?:เพื่อ)?(?:การ)?(?:พัฒนา|ปรับปรุง)|จุดอ่อน|ข้อบกพร่อง|จุดด้อย|ข้อด้อย|ข้อ(?:ห่วงใย|กังวล|พึงระวัง)"
    r"|ช่องว่าง(?:ที่(?:คณะ)?(?:ผู้ตรวจ|ผู้ประเมิน)?(?:ประเมิน)?พบ|ในการพัฒนา|(?=\s*(?:[(:：]|gap|$)))|สิ่งที่ยังขาด|ofis?\b|opportunit(?:y"
    r"|ies) for improvements?|(?:key )?areas? (?:for|of|to) improve(?:ments?)?|afis?\b|weakness(?:es)?\b|gaps?\b|"
    r"(?:ข้อค้นพบ|ประเด็น|ผล)(?:เชิง|ด้าน|ทาง)ลบ|(?:ด้าน|เชิง|แง่)ลบ(?![ก-๙])"
    r"|(?:สิ่ง|เรื่อง|ประเด็น)ที่(?:น่าจะ|ควร|ต้อง|ยังต้อง|ยังสามารถ)(?:ทำ|ปรับ|พัฒนา)?(?:ให้)?ดี(?:ขึ้น|กว่านี้)"
    rf"|{NEEDED}"
)
ADVICE_WORDS = (
    r"ข้อเสนอแนะ(?:ของ(?:คณะ)?ผู้ตรวจ(?:ประเมิน)?|จาก(?:คณะ)?ผู้ตรวจ(?:ประเมิน)?|เพื่อการ(?:ปรับปรุง|พัฒนา)"
    r"|เพิ่มเติม)?|แนวทาง(?:การ)?(?:ปรับปรุง|พัฒนา|แก้ไข)|(?:คำ|ข้อ)แนะนำ|recommendations?\b|suggestions?\b"
)
EXPLANATION_WORDS = r"คำอธิบายผล(?:การ)?(?:ตรวจ)?(?:ประเมิน)?|คำอธิบาย(?:การ)?ประเมิน|สรุปผลการประเมินรายหัวข้อ|ผลการพิจารณา"
EVIDENCE_WORDS = r"หลักฐาน(?:เชิงประจักษ์|ที่พบ|ประกอบ|อ้างอิง|สนับสนุน)?|เอกสารหลักฐาน|อ้างอิงจาก|evidence\b"
LEVEL_WORDS = r"ระดับ(?:ที่|ผล|การ|ดำเนิน|ความ|คะแนน|ของ)?|level\b"
SCORE_WORDS = r"(?:ผล)?คะแนน|score\b|ช่วงคะแนน|ร้อยละคะแนน"
IMPACT_WORDS = r"ผลกระทบ|potential impact\b"
#: What the agency itself says, which no assessor confirmed.
OWN_WORDS = (
    r"(?:คำ|ข้อ|การ)(?:ตอบ|ชี้แจง)(?:ของ|จาก|โดย)(?:หน่วยงาน|ส่วนราชการ|ผู้แทน|ผู้รับการ|กรม|สำนัก|สถาบัน|องค์(?:การ|กร)|จังหวัด)[ก-๙]{0,20}"
    r"|(?:สรุป(?:ความ|ข้อความ)?)?(?:จาก|ตาม)?รายงาน(?:ของ|จาก)(?:หน่วยงาน|ส่วนราชการ|กรม)[ก-๙]{0,20}"
    r"|ผู้(?:ให้สัมภาษณ์|แทนหน่วยงาน|แทนกรม|รับการตรวจ(?:ประเมิน)?)(?:ได้)?(?:กล่าว|ตอบ|ชี้แจง|แจ้ง|ให้ข้อมูล|ระบุ)(?=ว่า|\s*[:：]|$)"
    r"|(?:หน่วยงาน|ส่วนราชการ|กรม)(?:ตอบ|ชี้แจง|รายงาน)(?:ว่า)?(?=\s*[:：]|$)|(?:คำ)?ตอบ(?=\s*[:：])"
)
#: Whose view is a finding, and what such views are called.
ASSESSOR_WORDS = r"(?:คณะ)?(?:ผู้ตรวจ(?:สอบ)?(?:ประเมิน)?|ผู้ประเมิน|กรรมการ)"
VIEW_WORDS = r"(?:ข้อสรุป|ความเห็น|ข้อคิดเห็น|ข้อสังเกต|ข้อค้นพบ|ข้อวินิจฉัย|ผลการพิจารณา|remarks?|comments?|findings?)"


#: A name has so many letters.
_LEAST_NAME = 4
_BOX = re.compile(r"(?P<ticked>[☑☒✓✔✅■▣◉●⬛]|[(\[]\s?[xX/✓✔]\s?[)\]])|(?P<open>[☐□◻○⬜▢◯]|[(\[]\s{0,3}[)\]])")


def chosen(text: str) -> str:
    """
    Return what is ticked where a cell holds one box for each choice, else the text.

    >>> chosen("☐ จุดแข็ง  ☑ โอกาสในการปรับปรุง"), chosen("จุดแข็ง")
    ('โอกาสในการปรับปรุง', 'จุดแข็ง')
    """
    boxes = list(_BOX.finditer(text))
    ticked = [number for number, box in enumerate(boxes) if box["ticked"]]
    if len(boxes) < 2 or len(ticked) != 1:
        return text
    behind = boxes[ticked[0] + 1].start() if ticked[0] + 1 < len(boxes) else len(text)
    return text[boxes[ticked[0]].end() : behind].strip() or text


def has_boxes(text: str) -> bool:
    """Return whether a text holds boxes to choose from."""
    return len(_BOX.findall(text)) > 1


def kind_of_name(text: str) -> FindingKind | None:
    """Return the kind that a column or a form's label names in words, not by a letter or a sign."""
    return kind_of_word(text)[0] if len(re.findall("[ก-๙A-Za-z]", text)) >= _LEAST_NAME else None


def kind_of_word(text: str) -> tuple[FindingKind | None, str]:
    """Return the kind that a cell of a type column says ("จุดแข็ง", "OFI", "−−", "S"), and its emphasis."""
    plain = re.sub(r"[\s().\[\]]", "", chosen(text)).lower().replace("−", "-").replace("–", "-").replace("—", "-")
    emphasis = "++" if "++" in plain else "--" if "--" in plain else ""
    plain = plain.strip("+-") or plain
    good = {"s", "+", "++", "str", "จ", "จข", "จด", "บวก", "ดี", "ทำได้ดี", "ชื่นชม"}
    words = STRENGTH_WORDS.replace(r"\b", "")
    if re.match(f"(?:{words})", plain) or plain in good or re.match("(?:เชิง|ด้าน|ทาง|แง่)(?:บวก|ดี$)", plain):
        return FindingKind.STRENGTH, emphasis
    ofi = OFI_WORDS.replace(r"\b", "").replace(" ", "")
    weak = {"o", "-", "--", "w", "อ", "อป", "อพ", "ข้อควรปรับปรุง", "afi", "ofi", "โอกาส", "ลบ"}
    if (
        re.match(f"(?:{ofi})", plain)
        or plain in weak
        or re.match("(?:(?:เชิง|ด้าน|ทาง|แง่)ลบ|(?:ควร|ต้อง)(?:ปรับ|พัฒนา|แก้|เพิ่ม))", plain)
    ):
        return FindingKind.OFI, emphasis
    return None, emphasis
