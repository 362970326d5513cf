"""What a finding says is wrong in a clause of its own, whatever its first words are about."""

from __future__ import annotations

import re

from plandocs.suggest.newgoal import ELLIPSIS, QUESTION, NewGoal, thing_like
from plandocs.suggest.shares import EACH
from plandocs.suggest.verbs import begins_with_verb

#: Nobody knows who does it: "ยังไม่กำหนดว่าผู้ใดตัดสินใจเมื่อ …".
_WHO = re.compile(r"ไม่(?:ได้)?(?:กำหนด|ระบุ|มอบหมาย)ว่า(?:ผู้ใด|ใคร|หน่วย(?:งาน)?ใด)(?P<deed>[ก-๎]{4,70})")
#: One thing counted in two ways.
_TWO_WAYS = re.compile(
    r"\s*(?:ยัง)?(?:ถูก)?(?P<deed>นับ|วัด|คำนวณ|รายงาน|เก็บ)[ก-๎]{0,12}?(?:คนละ|ต่าง)(?:แบบ|วิธี|นิยาม|ฐาน|เกณฑ์|กัน)"
)
_SAME = re.compile("ชื่อ?เดียวกัน|เดียวกัน|เรื่องเดียวกัน")
#: A thing that cannot do what it is for.
_UNABLE = re.compile(
    r"(?:^|\s)(?P<thing>(?:ระบบ|แบบ|เว็บไซต์|แอปพลิเคชัน|โปรแกรม|ฐานข้อมูล|ข้อมูล|เครื่องมือ|ช่องทาง|แพลตฟอร์ม|ตัวชี้วัด)[ก-๎]{0,40}?)"
    r"ยัง(?P<deed>[ก-๎]{4,50}?)ไม่(?:ได้|ออก)(?=\s|$|จึง|เพราะ)"
)
#: Done for some, the rest still waits: "แล้ว 3 แห่ง อีก 3 แห่งยัง …".
_SOME = re.compile(
    rf"^(?P<what>[^\d]{{6,60}}?)(?:แล้ว)\s(?P<done>\d+)\s(?P<unit>{EACH})\s(?:ส่วน)?(?:อีก|ที่เหลือ)\s?(?P<rest>\d+)\s(?P=unit)"
)


def by_clause(about: str, text: str, rest: str) -> NewGoal | None:
    """Return the goal that a clause of the finding calls for, None where none does."""
    return _who(text) or _one_way(about, rest) or _rest(text) or _unable(text)


def _who(text: str) -> NewGoal | None:
    match = _WHO.search(text)
    if match is None:
        return None
    deed = re.sub("(?:เรื่อง|สิ่ง|งาน)ใด|อะไร", "", match["deed"])
    deed = re.split("จึง|ทำให้|เพราะ", deed)[0]
    if QUESTION.search(deed) or len(deed) < 4:
        return None
    return NewGoal(f"กำหนดผู้{deed}", "missing", "", f"ผู้{deed}")


def _one_way(about: str, rest: str) -> NewGoal | None:
    match = _TWO_WAYS.match(rest)
    thing = _SAME.sub("", about)
    if match is None or not thing_like(thing) or len(thing) < 6:
        return None
    done = f"{match['deed']}ด้วยวิธีเดียว"
    return NewGoal(f"กำหนดให้{thing}{done}", "poorly", thing, done)


def _rest(text: str) -> NewGoal | None:
    match = _SOME.match(text)
    if match is None or ELLIPSIS.search(match["what"]):
        return None
    counted = f"{match['done']} {match['rest']} {match['unit']}"
    return NewGoal(f"ดำเนินการให้{match['what']}ครบทุก{match['unit']}", "rest", match["what"], counted)


def _unable(text: str) -> NewGoal | None:
    match = _UNABLE.search(text)
    if match is None or not begins_with_verb(match["deed"]) or QUESTION.search(match["deed"]):
        return None
    able = f"{match['deed']}ได้"
    return NewGoal(f"ปรับปรุง{match['thing']}ให้{able}", "poorly", match["thing"], able)
