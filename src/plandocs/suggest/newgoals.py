"""
A goal for a weakness that no plan has answered: verb first, one aim, at the level that a steering committee decides on.

What is wrong (nothing there, apart, slow, done in a poor way, not done) gives the verb; what the finding is about gives
the object, so that the words fit no other finding. What assessors advise in detail becomes activities, not the goal.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from plandocs.model.finding import Finding
from plandocs.suggest.aims import SHORTEST, aim_of, begins_with_verb, missing_things, one_aim, undone_deeds
from plandocs.suggest.titles import CRITERION, is_nominal, plain, said_of
from plandocs.thai.segment import default_segmenter

LONGEST = 105
_OFFICE = re.compile(r"^(?:กรม|หน่วยงาน|ส่วนราชการ|องค์การ|องค์กร|สำนักงาน|จังหวัด|สถาบัน)(?=ยัง|ไม่|มี|ระบุ|ควร)")
_PEOPLE = re.compile(
    r"(?:ผู้(?!รับจ้าง)|บุคลากร|เจ้าหน้าที่|พนักงาน|ข้าราชการ|ลูกจ้าง|ประชาชน|คน|นัก(?=วิชา|วิเคราะห์|วิทยา)|ช่าง|วิศวกร|แพทย์|พยาบาล|ครู|สมาชิก|อาสา|เกษตรกร|กรม"
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
_WAY = re.compile(
    rf"(?:\s*[\d,.]+\s[ก-๎]{{2,10}}?)?\s*(?:ยังคง|ยัง|ถูก|ได้รับการ|มัก)?(?P<way>{_WAYS})"
    r"(?:ไว้)?\s*(?=ด้วย|จาก|เป็น|ตาม|ผ่าน|แยก|เฉพาะ|เพียง|แต่|ปีละ|คน|เท่ากัน|เงิน|ที่|โดย|จำนวน|ลง)"
)
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
    (
        re.compile(
            "ผู้รับผิดชอบ|เจ้าภาพ|ผู้ดูแล|ตัวชี้วัด|ค่าเป้าหมาย|เป้าหมาย|เกณฑ์|มาตรฐาน|มาตรการ|แนวทาง|รอบ(?=ทบทวน|ตรวจ)|หมุดหมาย"
        ),
        "กำหนด",
    ),
    (re.compile("แผน|ทะเบียน|คู่มือ|บัญชี|แบบ|ข้อตกลง|ผัง|ภาพอนาคต|หลักสูตร|ข้อมูล|คำอธิบาย|รายการ"), "จัดทำ"),
    (re.compile("ระบบ|กลไก|ช่องทาง|ฐาน|บริการ|ขั้น(?:ตอน)?|เครื่องมือ|วิธี"), "พัฒนา"),
    (re.compile("อัตรา|ร้อยละ"), "ติดตาม"),
)
#: "Three of five indicators", "more than half": how many, which the goal does not say.
_COUNTED = re.compile(
    r"(?:ทั้ง|อีก)?(?:หนึ่ง|สอง|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า|สิบ|หลาย|บาง|ทุก)(?:ใน[ก-๎]{2,6}?)?"
    r"(?:ตัว|ข้อ|ราย|เรื่อง|ตำแหน่ง|ตาราง|แห่ง|รอบ(?:ล่าสุด)?)(?=$|ที่)|(?:เกือบทุก|กว่าครึ่ง).*$"
)
_NO_OBJECT = re.compile(r"(?:ยัง)?ไม่|ยัง|มี|หาก|กรม|หัวข้อ|ตัวอย่าง|กรณี|ปีนี้|ระหว่าง|ปัจจุบัน|เมื่อ|เกณฑ์มุ่ง")
#: Objects that would fit any finding of their item.
_ANY = re.compile(
    r"(?:ผลลัพธ์|ตัวชี้วัด|ตัววัด|ผลการดำเนินงาน|ผล|แผนปฏิบัติการ|แผนงาน|กิจกรรม|การติดตาม|การประเมิน|การดำเนินการ|การดำเนินงาน)"
    r"(?:ด้าน|ตาม|ของ|ระดับ)?(?:กรม|หน่วยงาน|องค์การ|องค์กร|ส่วนราชการ|บุคลากร|พันธกิจ|กระบวนการ|ผู้รับบริการ)?(?:ที่(?:รายงาน|เสนอ))?"
)
#: Deeds that only say how a report or form should look, and questions.
_FORM = re.compile("แยก|จำแนก|แบ่ง|ระบุ|แสดง|เสนอ|บันทึก|หยิบ")
_QUESTION = re.compile("(?<!ระห)ว่า|ใด|ใคร|อะไร|อย่างไร|หรือไม่|หรือยัง")
#: How often, how many, by when: a task of somebody, not an aim of the office.
_TASK = re.compile("อย่างน้อย|ไม่เกิน|รอบหน้า|ปีหน้า|ทุกครั้ง|(?:ปี|เดือน|สัปดาห์|ครั้ง|คน|ไตรมาส)ละ|ภายใน(?=เดือน|ปี|ไตรมาส)")
_BURDEN = re.compile(
    r"\s*(?:ยัง|ต้อง)*(?P<bad>(?:ลาออก|โอนไป|โอนย้าย|ย้ายออก|ร้องเรียน|เดินทาง|รอ(?=คิว|นาน|เรื่อง)|เสียเวลา|บาดเจ็บ"
    r"|ขาดงาน|เลิก)[^ \d]{0,45}?)"
    r"(?=ร้อยละ|สูงถึง|ด้วย|เฉลี่ย|\s|\d|$)"
)
#: The weakest of all aims: the object as it stands.
_MANAGED = re.compile("ปรับปรุงการจัดการ")
#: What is written or laid down, and what it can hold.
_WRITTEN = re.compile(
    "แบบ|คู่มือ|แผน|ระบบ|เกณฑ์|หลักสูตร|ทะเบียน|ตัวชี้วัด|ผัง|บัญชี|ประกาศ|ระเบียบ|มาตรการ|มาตรฐาน|การ|กระบวน|สัญญา|ข้อตกลง|ผลการ"
)
_HELD = re.compile("ข้อมูล|คำอธิบาย|คำถาม|รายละเอียด|รายการ|หัวข้อ|เนื้อหา|ช่อง(?!ทาง)|สถานการณ์|ตัวเลข")
_FEW = re.compile(
    r"[^ ]{0,12}?\s*(?:[\d,.]+\s(?:คน|ราย|แห่ง))?\s*(?:มี)?เพียง(?:ราว|ประมาณ)?\s*"
    r"(?:ร้อยละ\s*[\d.]+\s*|[\d,]+\s(?:คน|ราย|แห่ง)|(?:หนึ่ง|สอง|สาม)ใน[ก-๎]{2,5}?|ครึ่งเดียว|ส่วนน้อย|บางส่วน)"
    r"ที่(?:ยัง)?(?P<what>[ก-๎]{6,45}?)(?=หลัง|เมื่อ|\s|และ|$)"
)
_MOVES = re.compile(r"\s*(?:ยัง)?(?:(?P<up>สูงขึ้น|เพิ่มขึ้น|มากขึ้น|เพิ่มเร็ว)|(?P<down>ลดลง|ต่ำลง|ถดถอย))")
_LISTED = re.compile(r"\s+และ[^ ]{4,40}?(?=ยัง|อยู่|ไม่|มี)")
_SHORT_OF = re.compile(
    r"(?:ตัวชี้วัด|ผลลัพธ์|ตัววัด)[^ ]{0,20}(?:ต่ำกว่า|พลาด|ไม่บรรลุ|ไม่ถึง|ไม่ผ่าน)[^ ]{0,20}\s*(?:คือ|ได้แก่)\s*"
    r"(?P<kpi>(?:จำนวน|ร้อยละ|สัดส่วน|อัตรา|ระยะเวลา|คะแนน)[^ ]{6,70})"
)
_CONSEQUENCE = re.compile(r"(?:^|\s)(?P<what>[^ ]{12,70}?)จึง")


@dataclass(frozen=True, slots=True)
class NewGoal:
    """A goal in words; `kind` says what is wrong ("missing", "slow", …), `about` and `thing` what it concerns."""

    goal: str
    kind: str
    about: str
    thing: str = ""
    way: str = ""


def goal_of(finding: Finding) -> NewGoal | None:
    """Return the goal that a finding calls for; None when its words do not say what should become better."""
    text = statement(finding)
    about, rest = said_of(text)
    if listed := _LISTED.match(rest) if " " in about else None:
        about, rest = about + listed[0], rest[listed.end() :]
    about = _object(about)
    ways = (
        _short_of(text),
        _few(about, rest),
        _burden(about, rest),
        _direction(about, rest),
        _slow(about, rest),
        _missing(about, text, rest),
        _apart(about, rest),
        _way(about, rest),
        _undone(about, text),
    )
    for made in ways:
        if made is not None and _fits(made.goal):
            return made
    better = _better(about, "about") or _better(_consequence(text), "consequence")
    asked = aim_of(finding)
    if asked is not None and (not one_aim(asked.text) or _TASK.search(asked.text) or _QUESTION.search(asked.text)):
        asked = None
    if better is not None and _fits(better.goal) and not (asked and asked.asked and _MANAGED.match(better.goal)):
        return better
    return NewGoal(asked.text, "asked", about or asked.text) if asked is not None else None


def _burden(about: str, rest: str) -> NewGoal | None:
    """Return "less of it" where people leave, wait, travel or complain."""
    match = _BURDEN.match(rest)
    if match is None or not about or _thing_like(about):
        return None
    return NewGoal(f"ลดการ{match['bad'].strip()}ของ{about}", "burden", about, match["bad"].strip())


def _few(about: str, rest: str) -> NewGoal | None:
    """Return "more of them" where only some do what all should."""
    match = _FEW.match(rest)
    if match is None or not about:
        return None
    what = match["what"].strip()
    return NewGoal(f"เพิ่มสัดส่วน{about}ที่{what}", "few", about, what)


def _direction(about: str, rest: str) -> NewGoal | None:
    """Return "less" of what rises and "more" of what falls: assessors name it as a weakness."""
    match = _MOVES.match(rest)
    if match is None or not _thing_like(about) or _ANY.fullmatch(about):
        return None
    return NewGoal(f"{'ลด' if match['up'] else 'เพิ่ม'}{about}", "direction", about, about)


def _short_of(text: str) -> NewGoal | None:
    """Return "raise what fell short" where the finding names the indicator that did."""
    match = _SHORT_OF.search(text)
    if match is None:
        return None
    kpi = match["kpi"]
    return NewGoal(f"{'ลด' if kpi.startswith('ระยะเวลา') else 'เพิ่ม'}{kpi}", "short", kpi, kpi)


def statement(finding: Finding) -> str:
    """Return a finding's sentence without what the criteria ask for and without the office as its subject."""
    words = plain(finding)
    return _OFFICE.sub("", CRITERION.sub("", words, count=1)).strip()


def _object(about: str) -> str:
    """Return what a finding is about when it can be the object of an aim, else an empty string."""
    about = _COUNTED.sub("", about.split("ซึ่ง", maxsplit=1)[0]).strip()
    if not 6 <= len(about) <= 70 or _ELLIPSIS.search(about) or re.search(r"[\d๐-๙\"“]| [ก-๙]{0,6}$", about):
        return ""
    if about.count("(") != about.count(")") or _NO_OBJECT.match(about):
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


def _missing(about: str, text: str, rest: str) -> NewGoal | None:
    for found, subject in missing_things(text):
        thing = re.split(r"(?<=[ก-๎])(?:หรือ|และ)(?=[ก-๎])|(?<!ระห)ว่า|อย่าง(?=[ก-๎]{8})", found)[0].strip()
        thing = re.sub(r"ที่(?:จะ)?[ก-๎]{2,5}ได้$", "", thing)
        if _PEOPLE.match(subject) or _QUESTION.search(thing) or _ELLIPSIS.search(thing) or len(thing) < 6:
            continue
        if thing.startswith("การ") and begins_with_verb(thing[3:]):
            whose = trouble(about, rest)
            deed = re.sub("^หา(?=ราก|สาเหตุ)", "วิเคราะห์", thing[3:])
            goal = f"{deed}ของ{whose}" if whose and len(thing) < 26 else deed
            if len(goal) >= 24:
                return NewGoal(goal, "deed", about, thing)
            continue
        if _HELD.match(thing) and _WRITTEN.match(about) and len(thing) >= 10 and not _ANY.fullmatch(about):
            return NewGoal(f"ปรับปรุง{about}ให้มี{thing}", "held", about, thing)
        verb = next((verb for heads, verb in _SET_UP if heads.match(thing)), "")
        if not verb or (thing.startswith("ข้อมูล") and len(thing) < 18):
            continue
        goal = f"{verb}{thing}"
        link = "" if verb == "ติดตาม" or (about and (about[:10] in thing or len(thing) >= 34)) else about
        if link and _thing_like(link) and not _ANY.fullmatch(link) and len(goal) + len(link) <= LONGEST - 8:
            goal += f"สำหรับ{link}"
        elif len(thing) < 16:
            continue
        return NewGoal(goal, "missing", about, thing)
    return None


def trouble(about: str, rest: str) -> str:
    """Return those of whom a finding says something ("จุดบริการ" … "ไม่ขอต่ออายุ"), empty when it says nothing of them."""
    match = _TROUBLE.match(rest)
    return f"{about}ที่{match['what'].strip()}" if match is not None and about else ""


_TROUBLE = re.compile(
    r"\s*(?:(?:กว่า|เพียง|ถึง)?\s*(?:ร้อยละ\s*[\d,.]+|[\d,.]+\s[ก-๎]{2,8}?))?\s*(?:ยัง)?(?P<what>ไม่(?!ได้|มี|เคย|ถูก|ปรากฏ)[ก-๎]{4,30}?)(?=เมื่อ|\s|เพราะ|ทำให้|จึง|$)"
)


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
    for deed in undone_deeds(text):
        first = deed.split(" ")[0] if deed.count(" ") > 1 else deed
        if _FORM.match(first) and _WRITTEN.match(about) and 14 <= len(first) <= 45 and not _QUESTION.search(first):
            return NewGoal(f"ปรับปรุง{about}ให้{first}", "held", about, first)
        form = _FORM.match(first) and not (_ANY.fullmatch(about) or not about)
        plain_words = not (_QUESTION.search(first) or _ELLIPSIS.search(first))
        if len(first) >= 16 and not form and plain_words and one_aim(first):
            return NewGoal(first, "undone", about, first)
    return None


def _better(about: str, kind: str) -> NewGoal | None:
    if not _thing_like(about) or len(about) < 8 or _ANY.fullmatch(about) or _UNFINISHED.search(about):
        return None
    verb = next((verb for heads, verb in _BETTER if heads.match(about)), "")
    if not verb:
        verb = "ปรับปรุง" if is_nominal(about) else "ปรับปรุงการจัดการ"
    return NewGoal(f"{verb}{about}", kind, about)


#: A clause that goes on, or one that lacks its verb.
_UNFINISHED = re.compile(r"(?<!ณ) (?!ของ|ใน|ที่)(?=[ก-๎]{3})|ที่(?:ผู้|เจ้าหน้าที่|บุคลากร|ศูนย์|กอง)[ก-๎]*$|สร้างความ")


def _consequence(text: str) -> str:
    """Return what suffers ("X จึง …") where it is a noun phrase of its own."""
    for match in _CONSEQUENCE.finditer(text):
        what = match["what"]
        starts = {token.start for token in default_segmenter().tokens(what)}
        inner = re.search("มาตรการ|ผลกระทบ|ระบบ|ความน่าเชื่อถือ|ความมั่นคง|คุณภาพ", what)
        if (
            inner
            and inner.start() == 0
            and 0 in starts
            and not _ELLIPSIS.search(what)
            and not re.search(r"\d|ไม่", what)
        ):
            return what
    return ""


def _fits(goal: str) -> bool:
    return SHORTEST <= len(goal) <= LONGEST and one_aim(goal)
