"""
A goal for a weakness that no plan has answered: verb first, one aim, at the level that a steering committee decides on.

What is wrong (nothing there, apart, slow, done in a poor way, not done) gives the verb; what the finding is about gives
the object, so that the words fit no other finding. What assessors advise in detail becomes activities, not the goal.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from plandocs.model.finding import Finding
from plandocs.suggest.aims import SHORTEST, aim_of, begins_with_verb, missing_things, one_aim
from plandocs.suggest.titles import is_nominal, plain, said_of
from plandocs.thai.segment import default_segmenter

LONGEST = 105
#: "The criteria expect …, but": what the criteria say would fit every finding of the item.
_CRITERION = re.compile(r"^(?:เกณฑ์|แม้(?:ว่า)?|ถึงแม้)[^ก-ฮ]?.{8,120}?\s?(?:แต่|ทว่า)\s*(?:ยัง)?")
_OFFICE = re.compile(r"^(?:กรม|หน่วยงาน|ส่วนราชการ|องค์การ|องค์กร|สำนักงาน|จังหวัด|สถาบัน)(?=ยัง|ไม่|มี|ระบุ|ควร)")
_PEOPLE = re.compile(
    r"(?:ผู้(?!รับจ้าง)|บุคลากร|เจ้าหน้าที่|พนักงาน|ข้าราชการ|ลูกจ้าง|ประชาชน|คน|นัก(?=วิชา|วิเคราะห์)|สมาชิก|อาสา|เกษตรกร|กรม"
    r"|หน่วย|สถานี|ศูนย์|กอง|จังหวัด|สาธารณชน|รองอธิบดี|อธิบดี)"
)
_ELLIPSIS = re.compile(r"(?:เช่น|เหล่า)?นี้|ดังกล่าว|ของตน|เดียวกัน|ดังนั้น|ที่เหลือ")
_APART = re.compile(r"(?:แยก|อยู่|จัดทำ)?คนละ|แยก(?:กัน|ส่วน)|กระจัดกระจาย|ต่างคนต่าง|คีย์ซ้ำ|บันทึกซ้ำ|ไม่เชื่อม(?:โยง|ต่อ)?กัน|ซ้ำซ้อน")
_SLOW = re.compile(r"\s*(?:ยัง)?(?:ล่าช้า|ช้า|ใช้เวลา|ยาว(?:ถึง|นาน)|นาน|รอ|เกินกำหนด|ไม่ทัน)")
_WAYS = (
    "จัดเก็บ|เก็บ|วัด|รายงาน|นำเสนอ|เสนอ|นับ|บันทึก|จด|คำนวณ|พิจารณา|กำกับ|กำหนด|ถ่ายทอด|สื่อสาร|ส่งต่อ|คัดเลือก|จัดสรร|วิเคราะห์|ประเมิน"
    "|ทบทวน|ติดตาม|สำรวจ|ติดตั้ง|เผยแพร่|ตั้ง(?=ตาม|จาก)"
)
#: How something is done, right behind what it is done to (and perhaps how many there are).
_WAY = re.compile(rf"(?:\s*[\d,.]+\s[ก-๎]{{2,10}}?)?\s*(?:ยังคง|ยัง|ถูก|ได้รับการ|มัก)?(?P<way>{_WAYS})")
_JUDGED = re.compile("พิจารณา|คัดเลือก|จัดสรร")
#: Verb by the head of what is to become better; the first that fits.
_BETTER = (
    (re.compile("ผลกระทบ|ความเสี่ยง|ความคุ้มค่า"), "ประเมิน"),
    (re.compile("ระยะเวลา|เวลา(?=รอ|ระหว่าง|ดำเนิน)|ภาระ|ขั้นตอน|ต้นทุน|ค่าใช้จ่าย"), "ลด"),
    (re.compile("อำนาจ"), "กระจาย"),
    (re.compile("ความ|คุณภาพ|คะแนน|สมรรถนะ|ทักษะ|วัฒนธรรม|อัตรา|สัดส่วน"), "ยกระดับ"),
    (re.compile("ระบบ|กลไก|เครือข่าย|บริการ|ช่องทาง|ฐาน|คลัง|นวัตกรรม"), "พัฒนา"),
)
#: What can be set up, by its head, with the verb that goes with it.
_SET_UP = (
    (re.compile("ผู้รับผิดชอบ|เจ้าภาพ|ผู้ดูแล|ตัวชี้วัด|ค่าเป้าหมาย|เป้าหมาย|เกณฑ์|มาตรฐาน|มาตรการ|แนวทาง|รอบ(?=ทบทวน|ตรวจ)|หมุดหมาย"), "กำหนด"),
    (re.compile("แผน|ทะเบียน|คู่มือ|บัญชี|แบบ|ข้อตกลง|ผัง|ภาพอนาคต|หลักสูตร|ข้อมูล|คำอธิบาย|รายการ"), "จัดทำ"),
    (re.compile("ระบบ|กลไก|ช่องทาง|ฐาน|บริการ|ขั้น(?:ตอน)?|เครื่องมือ|วิธี"), "พัฒนา"),
    (re.compile("อัตรา|ร้อยละ|ผลลัพธ์|ผลของ"), "วัด"),
)
_CONSEQUENCE = re.compile(r"(?:^|\s)(?P<what>[^ ]{12,70}?)จึง")


@dataclass(frozen=True, slots=True)
class NewGoal:
    """A goal in words; `kind` says what is wrong ("missing", "slow", "way", …), `about` and `thing` what it concerns."""

    goal: str
    kind: str
    about: str
    thing: str = ""
    way: str = ""


def goal_of(finding: Finding) -> NewGoal | None:
    """Return the goal that a finding calls for; None when its words do not say what should become better."""
    text = statement(finding)
    about, rest = said_of(text)
    about = _object(about)
    for made in (_slow(about, rest), _missing(about, text), _apart(about, rest), _way(about, rest), _undone(about, text)):
        if made is not None and _fits(made.goal):
            return made
    better = _better(about, "about") or _better(_consequence(text), "consequence")
    if better is not None and _fits(better.goal):
        return better
    asked = aim_of(finding)
    if asked is not None and one_aim(asked.text):
        return NewGoal(asked.text, "asked", about or asked.text)
    return None


def statement(finding: Finding) -> str:
    """Return a finding's sentence without what the criteria ask for and without the office as its subject."""
    words = plain(finding)
    return _OFFICE.sub("", _CRITERION.sub("", words, count=1)).strip()


def _object(about: str) -> str:
    """Return what a finding is about when it can be the object of an aim, else an empty string."""
    if not 6 <= len(about) <= 70 or _ELLIPSIS.search(about) or re.search(r"[\d๐-๙\"“]", about):
        return ""
    if about.count("(") != about.count(")"):
        return ""
    return about if is_nominal(about) or _PEOPLE.match(about) or not begins_with_verb(about) else ""


def _thing_like(about: str) -> bool:
    """Return whether an object is a thing, not people or an office."""
    return bool(about) and _PEOPLE.match(about) is None


def _slow(about: str, rest: str) -> NewGoal | None:
    if not _thing_like(about) or not _SLOW.match(rest):
        return None
    shorter = about if re.match("เวลา|ระยะเวลา", about) else f"ระยะเวลา{about}"
    return NewGoal(f"ลด{shorter}", "slow", shorter)


def _missing(about: str, text: str) -> NewGoal | None:
    for found in missing_things(text):
        thing = re.split(r"(?<=[ก-๎])(?:หรือ|และ)(?=[ก-๎])", found)[0].strip()
        verb = next((verb for heads, verb in _SET_UP if heads.match(thing)), "")
        if not verb or len(thing) < 6 or _ELLIPSIS.search(thing):
            continue
        goal = f"{verb}{thing}"
        link = "" if about and (about[:10] in thing or len(thing) >= 34) else about
        if link and _thing_like(link) and len(goal) + len(link) <= LONGEST - 8:
            goal += f"สำหรับ{link}"
        elif len(thing) < 12:
            continue
        return NewGoal(goal, "missing", about, thing)
    return None


def _apart(about: str, rest: str) -> NewGoal | None:
    if not _thing_like(about) or not _APART.search(rest[:45]):
        return None
    return NewGoal(f"เชื่อมโยง{about}ให้เป็นระบบเดียวกัน", "apart", about)


def _way(about: str, rest: str) -> NewGoal | None:
    match = _WAY.match(rest)
    if match is None or not about:
        return None
    way = match["way"]
    if _JUDGED.match(way):
        return NewGoal(f"ปรับปรุงเกณฑ์{way}{about}", "way", about, way=way)
    if about.startswith(("การ", "งาน")) or way in about:
        return _better(about, "way")
    return NewGoal(f"ปรับปรุงการ{way}{about}", "way", about, way=way)


def _undone(about: str, text: str) -> NewGoal | None:
    """Return "do what is not done" where the sentence names the deed and its object."""
    from plandocs.suggest.aims import undone_deeds

    for deed in undone_deeds(text):
        if len(deed) >= 24 and one_aim(deed) and not _ELLIPSIS.search(deed):
            return NewGoal(deed, "undone", about, deed)
    return None


def _better(about: str, kind: str) -> NewGoal | None:
    if not _thing_like(about) or len(about) < 8:
        return None
    verb = next((verb for heads, verb in _BETTER if heads.match(about)), "ปรับปรุง")
    return NewGoal(f"{verb}{about}", kind, about)


def _consequence(text: str) -> str:
    """Return what suffers ("X จึง …") where it is a noun phrase of its own."""
    for match in _CONSEQUENCE.finditer(text):
        what = match["what"]
        starts = {token.start for token in default_segmenter().tokens(what)}
        inner = re.search(r"(?:มาตรการ|ผลกระทบ|ระบบ|การ(?=[ก-ฮเ-ไ])|ความ(?=[ก-ฮเ-ไ]))", what)
        if inner and inner.start() == 0 and 0 in starts and not _ELLIPSIS.search(what) and not re.search(r"\d|ไม่", what):
            return what
    return ""


def _fits(goal: str) -> bool:
    return SHORTEST <= len(goal) <= LONGEST and one_aim(goal)
