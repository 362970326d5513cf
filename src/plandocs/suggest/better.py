"""The weakest goals: what a finding is about, or what suffers, made better as its head allows."""

from __future__ import annotations

import re

from plandocs.suggest.newgoal import ANY, ELLIPSIS, NewGoal, thing_like
from plandocs.suggest.titles import is_nominal
from plandocs.suggest.verbs import begins_with_verb
from plandocs.thai.segment import default_segmenter

#: Verb by the head of what is to become better; the first that fits.
_BETTER = (
    (re.compile("ความเห็น|ความคิดเห็น|เสียง|ความต้องการ|ความคาดหวัง"), "ปรับปรุงวิธีรับฟัง"),
    (re.compile("ความได้เปรียบ|ความท้าทาย"), "ทบทวน"),
    (re.compile("ผลกระทบ|ความเสี่ยง|ความคุ้มค่า"), "ประเมิน"),
    (re.compile("ระยะเวลา|เวลา(?=รอ|ระหว่าง|ดำเนิน)|ภาระ|ขั้นตอน|ต้นทุน|ค่าใช้จ่าย"), "ลด"),
    (re.compile("อัตรา(?:การ)?(?:ลาออก|โอน|ย้าย|ตาย|ร้องเรียน|สูญเสีย|ตีกลับ|ขาด|ป่วย|เกิดอุบัติ)"), "ลด"),
    (re.compile("อำนาจ"), "กระจาย"),
    (re.compile("ความ|คุณภาพ|คะแนน|สมรรถนะ|ทักษะ|วัฒนธรรม|อัตรา|สัดส่วน"), "ยกระดับ"),
    (re.compile("ระบบ|กลไก|เครือข่าย|บริการ|ช่องทาง|ฐาน|คลัง|นวัตกรรม"), "พัฒนา"),
)
_CONSEQUENCE = re.compile(r"(?:^|\s)(?P<what>[^ ]{12,70}?)จึง")


def better(about: str, kind: str) -> NewGoal | None:
    """Return what a finding is about, made better by the verb that goes with it; None where that says nothing."""
    if not thing_like(about) or len(about) < 8 or ANY.fullmatch(about) or _UNFINISHED.search(about):
        return None
    if begins_with_verb(about) and not is_nominal(about):
        return None
    if re.match("การ(?:ปรับปรุง|พัฒนา)", about) or re.search("(?:ต่ำ|สูง|น้อย|มาก)กว่า", about):
        return None  # "improve the improving", "improve the results below target"
    about = re.sub("^(?:ผล(?:สำรวจ|การสำรวจ|ประเมิน)?|ค่า)(?=ความ|คะแนน)", "", about)
    verb = next((verb for heads, verb in _BETTER if heads.match(about)), "")
    if not verb:
        verb = "ปรับปรุง" if is_nominal(about) else "ปรับปรุงการจัดการ"
    return NewGoal(f"{verb}{about}", kind, about)


#: A clause that goes on, or one that lacks its verb.
_UNFINISHED = re.compile(
    r"(?:หนึ่ง|สอง|สาม|สี่|ห้า)(?:ประเภท|รอบ|ปี|เรื่อง|แห่ง|ตัว|ครั้ง|ด้าน)|แสดง[ก-๎]*ดี$"
    r"|(?<!ณ) (?!ของ|ใน|ที่)(?=[ก-๎]{3})|ที่(?:ผู้|เจ้าหน้าที่|บุคลากร|ศูนย์|กอง)[ก-๎]*$|สร้างความ|^ควร|^พึง|^พบ"
)


def consequence(text: str) -> str:
    """Return what suffers ("X จึง …") where it is a noun phrase of its own."""
    for match in _CONSEQUENCE.finditer(text):
        what = match["what"]
        starts = {token.start for token in default_segmenter().tokens(what)}
        inner = re.search("มาตรการ|ผลกระทบ|ระบบ|ความน่าเชื่อถือ|ความมั่นคง|คุณภาพ|^การ(?:ประเมิน|ติดตาม|วิเคราะห์|บริหาร)", what)
        if inner and inner.start() == 0 and 0 in starts and not ELLIPSIS.search(what) and not re.search(r"\d|ไม่", what):
            return what
    return ""
