"""Goals for what a finding says is not there: it is set up, for what or whom it is missing."""

from __future__ import annotations

import re

from plandocs.suggest.aims import missing_things
from plandocs.suggest.lacks import Lack, joined, listed
from plandocs.suggest.newgoal import ANY, ELLIPSIS, LONGEST, PEOPLE, QUESTION, WRITTEN, NewGoal, fits, thing_like
from plandocs.suggest.verbs import begins_with_verb

#: What can be set up, by its head, with the verb that goes with it.
_SET_UP = (
    (
        re.compile(
            "ผู้รับผิดชอบ|เจ้าภาพ|ผู้ดูแล|ตัวชี้วัด|ค่าเป้าหมาย|เป้าหมาย|เกณฑ์|มาตรฐาน|มาตรการ|แนวทาง|รอบ(?=ทบทวน|ตรวจ)|หมุดหมาย"
            "|วาระ|ข้อกำหนด|ข้อปฏิบัติ|กติกา|เงื่อนไข|บทบาท"
        ),
        "กำหนด",
    ),
    (re.compile("เส้นทาง|แผน(?!ก)|ทะเบียน|คู่มือ|บัญชี|แบบ|ข้อตกลง|ผัง|ภาพอนาคต|หลักสูตร|ข้อมูล|คำอธิบาย|รายการ"), "จัดทำ"),
    (re.compile("ระบบ|กลไก|ช่องทาง|ฐาน|บริการ|ขั้น(?:ตอน)?|เครื่องมือ|วิธี"), "พัฒนา"),
    (re.compile("อัตรา|ร้อยละ"), "ติดตาม"),
    (re.compile("เวที|พื้นที่แลกเปลี่ยน|กิจกรรม(?!KM)"), "จัด"),
    (re.compile("เงิน|งบ|วงเงิน"), "จัดสรร"),
    (re.compile("ผล(?=หลัง|ลัพธ์|ของ|ที่)"), "รายงาน"),
    (re.compile("แนวปฏิบัติ"), "จัดทำ"),
)
_HELD = re.compile("ข้อมูล|คำอธิบาย|คำถาม|รายละเอียด|รายการ|หัวข้อ|เนื้อหา|ช่อง(?!ทาง)|สถานการณ์|ตัวเลข")


def missing(about: str, text: str, rest: str) -> NewGoal | None:
    """Return "set it up" for the first thing that the sentence says is not there and that can be set up."""
    for found, before in missing_things(text):
        thing = _one_of(found)
        # "…โดยไม่มี X": it is the office that lacks it, whoever the clause began with.
        subject = "" if before.endswith("โดย") else before
        whom = _whom(text, subject)
        if (
            (PEOPLE.match(subject) and not _ITSELF.fullmatch(subject) and not whom and not _TO_WORK_BY.match(thing))
            or QUESTION.search(thing)
            or ELLIPSIS.search(thing)
            or len(thing) < 6
        ):
            continue
        if thing.startswith("การ") and begins_with_verb(thing[3:]):
            whose = trouble(about, rest)
            deed = re.sub("^หา(?=ราก|สาเหตุ)", "วิเคราะห์", thing[3:])
            goal = f"{deed}ของ{whose}" if whose and len(thing) < 26 else deed
            if len(goal) >= 24 and fits(goal):
                return NewGoal(goal, "deed", about, thing)
            continue
        if _HELD.match(thing) and WRITTEN.match(about) and len(thing) >= 10 and not ANY.fullmatch(about):
            return NewGoal(f"ปรับปรุง{about}ให้มี{thing}", "held", about, thing)
        verb = next((verb for heads, verb in _SET_UP if heads.match(thing)), "")
        if not verb or (thing.startswith("ข้อมูล") and len(thing) < 18):
            continue
        if verb == "ติดตาม" and about.startswith("ผลลัพธ์") and fits(goal := f"รายงาน{thing}เป็น{about}"):
            return NewGoal(goal, "missing", about, thing)  # results are told, not watched
        goal = f"{verb}{thing}"
        if whom and len(goal) + len(whom) <= LONGEST - 8:
            return NewGoal(f"{goal}สำหรับ{whom}", "missing", whom, thing)
        link = "" if verb == "ติดตาม" or (about and (about[:10] in thing or len(thing) >= 40)) else about
        if link and text.startswith(("เมื่อ", "กรณี", "หาก")):
            link = ""  # a circumstance is nothing that lacks something
        if link and _MEASURED.match(link):
            continue  # measures are not for a figure but for what it counts
        if link and thing_like(link) and not ANY.fullmatch(link) and len(goal) + len(link) <= LONGEST - 8:
            goal += f"{'ใน' if verb == 'รายงาน' else 'สำหรับ'}{link}"
        elif len(thing) < 16:
            continue
        return NewGoal(goal, "missing", about, thing)
    return None


_MEASURED = re.compile("อัตรา|ร้อยละ|จำนวน|สัดส่วน|คะแนน|ระยะเวลา")


#: What people work by: they lack it, but the office sets it up.
_TO_WORK_BY = re.compile("คู่มือ|แนวทาง|แนวปฏิบัติ|หลักเกณฑ์|เกณฑ์|แบบ(?:ฟอร์ม|ตรวจ|บันทึก)")


def verb_for(thing: str) -> str:
    """Return the verb with which a thing is set up, empty where it cannot be."""
    return next((verb for heads, verb in _SET_UP if heads.match(thing)), "")


def provided(about: str, text: str) -> NewGoal | None:
    """Return "provide them" for things without a verb of their own, for the thing that is without them."""
    if not thing_like(about) or ANY.fullmatch(about):
        return None
    for found, subject in missing_things(text):
        things = listed(found)
        plain = all(
            6 <= len(t) <= 40
            and not re.search("อย่างน้อย|^ผู้|(?:ก่อน|หลัง)$", t)
            and not QUESTION.search(t)
            and not ELLIPSIS.search(t)
            for t in things
        )
        if (
            plain
            and things
            and subject in {"", about, f"{about}ยัง"}
            and not any(thing.startswith(("การ", "ความ", "ผล")) for thing in things)
        ):
            if things[0].startswith("เสียงของ"):
                heard = tuple(thing.removeprefix("เสียงของ") for thing in things)
                lack = Lack("reach", joined(heard), heard)
                return NewGoal(f"ขยาย{about}ให้ครอบคลุม{lack.words}", "reach", about, lack.words, lack=lack)
            lack = Lack("provided", joined(things), things)
            return NewGoal(f"จัดให้มี{lack.words}สำหรับ{about}", "provided", about, lack.words, lack=lack)
    return None


def _one_of(found: str) -> str:
    """Return of what is listed as missing the first thing that can be set up, without what goes on behind it."""
    parts = re.split(r"(?<=[ก-๎])(?:หรือ|และ)(?=[ก-๎])|(?<!ระห)(?:(?<!ก)|(?<=บอก)|(?<=เรียก))ว่า|อย่าง(?=[ก-๎]{8})", found)
    named = next((p for p in parts if any(heads.match(p.strip()) for heads, _ in _SET_UP)), parts[0]).strip()
    if parts[0].startswith("การ"):
        whole = QUESTION.split(found)[0].strip()
        second = re.search(r"(?:หรือ|และ)(?P<deed>[ก-๎]+)", whole[len(parts[0]) :])
        named = parts[0].strip() if second is not None and begins_with_verb(second["deed"]) else whole
    thing = named
    return re.sub(r"ที่(?:จะ)?[ก-๎]{2,5}ได้$|ที่(?:บอก|แสดง|ชี้|ระบุ|สะท้อน|ถือ|เรียก)$", "", thing)


#: The office itself, which lacks something.
_ITSELF = re.compile("(?:กรม|หน่วยงาน|ส่วนราชการ|องค์การ|องค์กร|สำนักงาน)(?:ยัง|ก็|จึง)*")
#: People who are counted and lack something: a course, a plan, a guide is for them.
_LACKING = re.compile(r"(?P<whom>[ก-๎]{5,40})\s\d[\d,]*\s(?:คน|ราย|แห่ง)(?:ยัง)?ไม่มี(?:หลักสูตร|แผน|คู่มือ|ช่องทาง|ระบบ)")


def _whom(text: str, subject: str) -> str:
    """Return the people or places, counted in the sentence, that lack what a sentence says is missing."""
    match = _LACKING.search(text)
    if match is None or not re.match("(?:คน|ราย|แห่ง)", subject):
        return ""
    whom = re.sub("^.*(?:แต่|และ|ขณะที่|เพราะ|ทั้งที่)", "", match["whom"])
    return whom if PEOPLE.match(whom) or whom.startswith("หัวหน้า") else ""


def trouble(about: str, rest: str) -> str:
    """Return those of whom a finding says something ("จุดบริการ" … "ไม่ขอต่ออายุ"), empty when it says nothing of them."""
    match = _TROUBLE.match(rest)
    return f"{about}ที่{match['what'].strip()}" if match is not None and about else ""


_TROUBLE = re.compile(
    r"\s*(?:(?:กว่า|เพียง|ถึง)?\s*(?:ร้อยละ\s*[\d,.]+|[\d,.]+\s[ก-๎]{2,8}?))?\s*(?:ยัง)?(?P<what>ไม่(?!ได้|มี|เคย|ถูก|ปรากฏ)[ก-๎]{4,30}?)(?=เมื่อ|\s|เพราะ|ทำให้|จึง|$)"
)
