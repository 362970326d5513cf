"""A goal worded from one finding, and what can be its object: things and people that no other finding names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from plandocs.suggest.aims import SHORTEST, one_aim
from plandocs.suggest.lacks import Lack
from plandocs.suggest.shares import Share
from plandocs.suggest.titles import is_nominal
from plandocs.suggest.verbs import begins_with_verb

LONGEST = 105
PEOPLE = re.compile(
    r"(?:ผู้(?!รับจ้าง)|บุคลากร|เจ้าหน้าที่|พนักงาน|ข้าราชการ|ลูกจ้าง|ประชาชน|คน|นัก(?=วิชา|วิเคราะห์|วิทยา)|ช่าง|วิศวกร|แพทย์|พยาบาล|ครู|ภัณฑารักษ์|สมาชิก|อาสา|เกษตรกร|กรม"
    r"|หน่วย|สถานี|ศูนย์|กอง|จังหวัด|สาธารณชน|รองอธิบดี|อธิบดี)"
)
ELLIPSIS = re.compile(r"(?:เช่น|เหล่า)?นี้|ดังกล่าว|ของตน|เดียวกัน|ดังนั้น|ที่เหลือ")
#: "Three of five indicators", "more than half": how many, which the goal does not say.
_COUNTED = re.compile(
    r"(?:ทั้ง|อีก)?(?:หนึ่ง|สอง|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า|สิบ|หลาย|บาง|ทุก)(?:ใน[ก-๎]{2,6}?)?"
    r"(?:ตัว|ข้อ|ราย|เรื่อง|ตำแหน่ง|ตาราง|แห่ง|รอบ(?:ล่าสุด)?)(?=$|ที่)|(?:เกือบทุก|กว่าครึ่ง).*$"
)
_NO_OBJECT = re.compile(r"(?:ยัง)?ไม่|(?:ยัง)?ขาด|ยัง|มี|หาก|กรม|หัวข้อ|ตัวอย่าง|กรณี|ปีนี้|ระหว่าง|ปัจจุบัน|เมื่อ|เกณฑ์มุ่ง")
#: Objects that would fit any finding of their item.
ANY = re.compile(
    r"(?:ผลลัพธ์|ตัวชี้วัด|ตัววัด|ผลการดำเนินงาน|ผล|แผนปฏิบัติการ|แผนงาน|กิจกรรม|การติดตาม|การประเมิน|การดำเนินการ|การดำเนินงาน)"
    r"(?:ด้าน|ตาม|ของ|ระดับ)?(?:กรม|หน่วยงาน|องค์การ|องค์กร|ส่วนราชการ|บุคลากร|พันธกิจ|กระบวนการ|ผู้รับบริการ)?(?:ที่(?:รายงาน|เสนอ))?"
)
QUESTION = re.compile("(?<!ระห)(?:(?<!ก)|(?<=บอก)|(?<=เรียก))ว่า|ใด|ใคร|อะไร|อย่างไร|หรือไม่|หรือยัง")
#: Words that wait for another one; a deed whose object was told elsewhere ("เปิดเผยต่อประชาชน", "ใช้ร่วมกัน").
_OPEN = re.compile(
    r"(?:เกินกว่า|เกิน|กว่า|ทั้ง|ภายใน|อย่างน้อย|ประมาณ|ราว|กรณีระบบ|(?:ที่|และ|หรือ)ไม่|จำนวน|จาก|ก่อน|ของ|ใน|กับ|ที่|ซึ่ง|และ|ต่อ|โดย|แต่|เพื่อ|แก่|มีสัดส่วน)$"
    r"|^(?:แปลง|ปรับ|เปลี่ยน|ถอด)เป็น|^(?:เปิดเผย|เผยแพร่|แจ้ง|บันทึก|ใช้|ส่ง|รายงาน|รวบรวม)(?:ต่อ(?!เนื่อง)|ร่วมกัน|ให้(?!บริการ)|ใน|บน|แก่|ระหว่าง|กับ)"
)
#: What is written or laid down, and what it can hold.
WRITTEN = re.compile(
    "แบบ|ข้อกำหนด|บทวิเคราะห์|รายงาน|คู่มือ|แผน|ระบบ|เกณฑ์|หลักสูตร|ทะเบียน|ตัวชี้วัด|ผัง|บัญชี|ประกาศ|ระเบียบ|มาตรการ|มาตรฐาน|การ|กระบวน|สัญญา|ข้อตกลง|ผลการ"
)


@dataclass(frozen=True, slots=True)
class NewGoal:
    """A goal in words; `kind` says what is wrong ("missing", "slow", …), `about` and `thing` what it concerns."""

    goal: str
    kind: str
    about: str
    thing: str = ""
    way: str = ""
    lack: Lack | None = None
    share: Share | None = None


def object_of(about: str) -> str:
    """Return what a finding is about when it can be the object of an aim, else an empty string."""
    about = _COUNTED.sub("", about.split("ซึ่ง", maxsplit=1)[0]).strip()
    about = re.sub(r"ที่(?:ยื่น|รายงาน|เสนอ|ใช้|ใช้มา[ก-๎]{0,4}|มี|แสดง|จัดทำ|เปิด|[ก-๎]{4,14}รายงาน)$", "", about)
    if not 6 <= len(about) <= 70 or ELLIPSIS.search(about) or re.search(r"[\d๐-๙\"“]| [ก-๙]{0,6}$", about):
        return ""
    if about.count("(") != about.count(")") or _NO_OBJECT.match(about):
        return ""
    return about if is_nominal(about) or PEOPLE.match(about) or not begins_with_verb(about) else ""


def thing_like(about: str) -> bool:
    """Return whether an object is a thing, not people or an office."""
    return bool(about) and PEOPLE.match(about) is None


def open_ended(goal: str) -> bool:
    """Return whether the words of a goal wait for others, or lack their object."""
    return _OPEN.search(goal) is not None


def fits(goal: str) -> bool:
    """Return whether a goal has the length of one, ends where a sentence may end, and states one aim."""
    return SHORTEST <= len(goal) <= LONGEST and one_aim(goal) and not open_ended(goal)
