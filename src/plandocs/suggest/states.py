"""
States that a finding tells of a thing or of people, each with the goal that turns it round.

Not there, of no use somewhere, not up to the standard, different from place to place, worn out.
"""

from __future__ import annotations

import re

from plandocs.suggest.missing import verb_for
from plandocs.suggest.newgoal import PEOPLE, QUESTION, NewGoal, thing_like

_SYSTEMS = ("ระบบ", "แอปพลิเคชัน", "เว็บไซต์", "เครือข่าย", "บริการ", "ช่องทาง", "โปรแกรม")
#: "ช่องทางร้องเรียนสำหรับแรงงานต่างด้าวยังไม่มี": the thing stands before what is said of it.
_ABSENT = re.compile(r"^(?P<thing>[ก-๎][^\s]{9,80}?)(?:ก็)?ยังไม่(?:มี|ปรากฏ)$")
#: "แอปพลิเคชันใช้งานไม่ได้ในพื้นที่ไม่มีสัญญาณ": what cannot be done with it, and where.
_UNUSABLE = re.compile(
    r"^(?P<thing>[ก-๎]{6,50}?)(?:ยัง)?(?P<deed>(?:ใช้งาน|ใช้|ค้นหา|ดาวน์โหลด|เชื่อมต่อ|ชำระเงิน|จอง|พิมพ์|เข้าถึง|แสดงผล)"
    r"(?P<by>(?:บน|ผ่าน|กับ|ร่วมกับ)[ก-๎]{3,24}?)?)ไม่ได้(?P<where>(?:ใน|บน|กับ)[ก-๎]{4,40}?)?(?=\s|$|และ(?=ไม่)|จึง)"
)
#: "ทักษะการปฐมพยาบาลของลูกเรือยังไม่ผ่านเกณฑ์".
_UNSKILLED = re.compile(
    r"^(?P<skill>(?:ทักษะ|สมรรถนะ|ความรู้|ความสามารถ)[ก-๎]{4,50}?)ของ(?P<who>[ก-๎]{4,30}?)(?:ส่วนใหญ่)?(?:ยัง)?ไม่(?:ผ่าน|ถึง|ได้)(?:เกณฑ์|มาตรฐาน|ระดับ)"
)
#: "เกณฑ์ตรวจรับในแต่ละเขตต่างกัน".
_UNEVEN = re.compile(
    r"^(?P<what>[ก-๎]{8,60}?)(?:ใน|ของ)แต่ละ(?P<place>เขต|จังหวัด|อำเภอ|ตำบล|ศูนย์|สาขา|กอง|หน่วย|สำนักงาน|สถานี|แห่ง)(?:ยัง|ก็)*(?:แตกต่างกัน|ต่างกัน|ไม่เท่ากัน|ไม่เหมือนกัน|ไม่ตรงกัน)"
)
#: "ถังดับเพลิงบนเรือจำนวนมากหมดอายุ".
_WORN = re.compile(
    r"^(?P<thing>[ก-๎]{5,50}?)(?:จำนวนมาก|จำนวนหนึ่ง|ส่วนใหญ่|หลายแห่ง|บางส่วน)(?P<bad>(?:ชำรุด|หมดอายุ|เสื่อมสภาพ|ล้าสมัย|ใช้การไม่ได้|ใช้งานไม่ได้)(?:หรือ(?:ชำรุด|หมดอายุ|เสื่อมสภาพ))?)"
)


#: "เศษอาหารจากโรงครัวไม่มีการคัดแยกก่อนส่งกำจัด": what is not done to a thing before or after something else.
_SKIPPED = re.compile(
    r"^(?P<thing>[ก-๎]{5,50}?)(?:ยัง)?ไม่(?:มีการ|ได้รับการ|ถูก|ได้)(?P<deed>คัดแยก|ตรวจสอบ|ตรวจ|ทดสอบ|บันทึก|ประเมิน|วิเคราะห์|บำรุงรักษา|สอบทาน|สอบเทียบ|รับรอง|เข้ารหัส|สำรอง)"
    r"(?P<when>(?:ก่อน|หลัง|ระหว่าง)[ก-๎]{3,40}?)(?=\s|$|ทำให้|จึง)"
)


def skipped(text: str) -> NewGoal | None:
    """Return "do it to them then" where a step is left out."""
    match = _SKIPPED.match(text)
    if match is None or not thing_like(match["thing"]) or QUESTION.search(match["when"]):
        return None
    goal = f"{match['deed']}{match['thing']}{match['when']}"
    return NewGoal(goal, "skill", match["thing"], f"ได้รับการ{match['deed']}{match['when']}")


def absent(text: str) -> NewGoal | None:
    """Return "set it up" where the thing stands first: "… ยังไม่มี"."""
    match = _ABSENT.match(text)
    verb = verb_for(match["thing"]) if match is not None else ""
    if match is None or not verb or QUESTION.search(match["thing"]) or "แต่" in match["thing"]:
        return None
    return NewGoal(f"{verb}{match['thing']}", "missing", match["thing"], match["thing"])


def unusable(text: str) -> NewGoal | None:
    """Return "make it usable there" where something cannot be used."""
    match = _UNUSABLE.match(text)
    if match is None or not thing_like(match["thing"]):
        return None
    thing = re.sub("(?:ยัง|ก็|ที่)$", "", match["thing"])
    able = f"{match['deed']}ได้{match['where'] or ''}"
    verb = "พัฒนา" if thing.startswith(_SYSTEMS) else "ปรับปรุง"
    return NewGoal(f"{verb}{thing}ให้{able}", "usable", thing, able)


def unskilled(text: str) -> NewGoal | None:
    """Return "raise the skill" where people are not up to the standard."""
    match = _UNSKILLED.match(text)
    if match is None or not PEOPLE.match(match["who"]):
        return None
    goal = f"ยกระดับ{match['skill']}ของ{match['who']}ให้ผ่านเกณฑ์"
    return NewGoal(goal, "skill", match["who"], f"ผ่านเกณฑ์{match['skill']}")


def uneven(text: str) -> NewGoal | None:
    """Return "one standard everywhere" where a thing differs from place to place."""
    match = _UNEVEN.match(text)
    if match is None or not thing_like(match["what"]):
        return None
    goal = f"ทำให้{match['what']}ของทุก{match['place']}เป็นมาตรฐานเดียวกัน"
    return NewGoal(goal, "uneven", match["place"], f"ใช้{match['what']}เดียวกัน")


#: "ไม่พบว่าผลสำรวจถูกวิเคราะห์แยกตามกลุ่ม": nobody has seen it done.
_UNSEEN = re.compile(
    r"^(?:ยัง)?ไม่(?:พบ|ปรากฏ|เห็น)ว่า(?P<what>[ก-๎]{6,50}?)(?:ถูก|ได้รับการ)(?P<deed>วิเคราะห์|ประเมิน|ทบทวน|ตรวจสอบ|ทดสอบ|เผยแพร่|ถ่ายทอด|ติดตาม)(?P<how>[ก-๎]{0,40}?)"
    r"(?:ที่[ก-๎]+)?(?=\s|$|และ)"
)


def unseen(text: str) -> NewGoal | None:
    """Return "do it" for a deed that assessors did not see done to a thing."""
    match = _UNSEEN.match(text)
    if match is None or not thing_like(match["what"]) or QUESTION.search(match["what"] + match["how"]):
        return None
    goal = f"{match['deed']}{match['what']}{match['how']}"
    return NewGoal(goal, "undone", match["what"], goal)


#: "แสดงว่าการเตือนภัยถึงครัวเรือนยังไม่ทั่วถึง": whom a deed does not reach.
_UNREACHED = re.compile(r"(?:^|ว่า|\s)(?P<what>การ(?P<deed>[ก-๎]{4,40}?))(?:ไป)?ถึง(?P<whom>[ก-๎]{4,24}?)(?:ยัง)?ไม่ทั่วถึง")
#: "พบเก้าอี้นิรภัยไม่เพียงพอสำหรับเด็กในรถรับส่ง": of what there is not enough, for whom, and where.
_TOO_FEW = re.compile(
    r"^(?:พบ|มี)?(?P<thing>(?!งบ|เงิน|บุคลากร|อัตรา|กำลัง|ข้อมูล|เวลา)[ก-๎]{4,40}?)(?:ยัง)?(?:มี)?ไม่เพียงพอ(?:สำหรับ|ต่อ|กับ)(?P<whom>[ก-๎]{3,24}?)(?:ใน(?P<place>[ก-๎]{4,24}?))?(?=\s|$|และ|จึง)"
)


def unreached(text: str) -> NewGoal | None:
    """Return "let it reach all of them" for a deed that does not reach everybody."""
    match = _UNREACHED.search(text)
    if match is None or QUESTION.search(match["deed"]):
        return None
    goal = f"ขยาย{match['what']}ให้ถึง{match['whom']}อย่างทั่วถึง"
    return NewGoal(goal, "skill", match["whom"], f"ได้รับ{match['what']}")


def too_few(text: str) -> NewGoal | None:
    """Return "provide enough of them" for those who have too few."""
    match = _TOO_FEW.match(text)
    if match is None:
        return None
    place = match["place"] or ""
    goal = f"จัดหา{match['thing']}ให้เพียงพอสำหรับ{match['whom']}" + (f"ใน{place}" if place else "")
    about, thing = (place or match["whom"]), f"มี{match['thing']}เพียงพอ" + (f"สำหรับ{match['whom']}" if place else "")
    return NewGoal(goal, "skill", about, thing)


def worn(text: str) -> NewGoal | None:
    """Return "fewer of them" where many are worn out or past their date."""
    match = _WORN.match(text)
    if match is None or not thing_like(match["thing"]):
        return None
    return NewGoal(f"ลดสัดส่วน{match['thing']}ที่{match['bad']}", "worn", match["thing"], match["bad"])
