"""
What a finding says is left out, turned round: what is not told apart, not covered, not done with, not written down.

"ไม่แยกอายุ สายงาน หรือประเภทการจ้าง" names what a report should tell apart; "ยังไม่ผูกกับชั้นคุณภาพแหล่งน้ำ" says what a
target should do; "มีเฉพาะคำขอครั้งแรก ส่วนการต่ออายุ … ไม่มีกำหนด" says what is still to be covered.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from plandocs.suggest.titles import is_nominal
from plandocs.suggest.verbs import begins_with_verb
from plandocs.thai.segment import default_segmenter


@dataclass(frozen=True, slots=True)
class Lack:
    """
    What is left out; `kind` is "split", "reach", "written", "turned", "outside" (of `words`) or "served" (a deed).

    `words` say it of the subject in the positive ("ผูกกับชั้นคุณภาพแหล่งน้ำ"), `things` are the things named one by one,
    `subject` is what the clause itself says it of, where that is not what the finding is about.
    """

    kind: str
    words: str
    things: tuple[str, ...] = ()
    subject: str = ""


_NOT = r"(?:ยัง)?ไม่(?:ได้|เคย|มีการ)?"
_SPLIT = re.compile(rf"{_NOT}(?:แยกแยะ|จำแนก|แบ่ง|แยก)(?:ผล|ข้อมูล|ค่า|เป็น|ออก)?(?:ตาม|ราย(?=[ก-๎]))?(?P<list>[ก-๎].*)")
_SPLIT_NO = re.compile(r"^(?:ออก|สาเหตุ|ระดับ|ผู้มีผลงาน|ว่า|ไม่|คน|ได้|กัน|ค่า(?=[ก-๎]+กับ)|หัวข้อ(?=นี้))")
#: Only some are reached; behind it the others, of whom something bad is said.
_ONLY = re.compile(
    r"(?:เฉพาะ|เพียง(?=[ก-๎]+เดียว|บาง|ส่วน)|แบบเดียว|กลุ่มเดียว|เท่านั้น|เพียงแบบเดียว)[^ ]{0,60}(?: (?:\d+ )?[^ ]{1,30}?){0,2}?"
    r"\s(?:ส่วน|ขณะที่|แต่|ทั้งที่)?(?P<others>(?!ผู้(?:อ่าน|บริหาร)|กรม|หน่วยงาน(?=จึง|ไม่))[ก-๎][^\d]{5,90}?)(?:ยัง|กลับ)?(?<!ที่)(?<!ซึ่ง)(?P<bad>ไม่(?!เกิน|น้อย|ใช่|อาจ|ทราบ|เห็น|รู้)|ต้อง(?!การ)|ออกใบ|ตกหล่น|เข้าไม่ถึง|ไม่มี|ใช้(?=กระดาษ|มือ)|ด้วยมือ|หลุด)"
)
_REACH = re.compile(r"(?:ยัง)?ไม่(?:ได้)?(?:ครอบคลุม|รวม(?=ถึง)|ทั่วถึง|ขยาย(?=ถึง|ไป)|ไปถึง)(?:ไป|ถึง)*(?P<list>[ก-๎].*)")
_PERSONS = re.compile(
    r"\s*(?:ยัง)?(?:ฝัง|ติด|ขึ้น|กระจุก|กระจาย)?(?:อยู่)(?:กับ|ใน|ที่)?(?:ตัว|มือ|หัว)?(?=ผู้|ช่าง|คน|บุคคล|เจ้าหน้าที่|บุคลากร|ครู|พยาบาล|นัก|หัวหน้า)"
)
_TURNED = re.compile(
    r"(?:โดย|และ|แต่|ทั้ง|ทว่า|อีกทั้ง|แล้ว|แห่ง|คน|ราย|ข้อ|ตัว|\s|^)(?:ก็)?(?:ยัง)?"
    r"ไม่(?:(?:พบ|ปรากฏ|เห็น)ว่า(?:มี)?การ|(?:ได้|เคย|ถูก)?(?:มีการ)?(?:ถูก|ได้รับการ)?)"
    r"(?P<what>[ก-๎][^ ]{4,90}(?:\s[A-Z][A-Za-z/]+(?:\s?[ก-๎][^ ]{2,40})?)?)"
)
#: Words that make "not …" no deed to ask for: knowing, seeing, being able, or a figure.
_NO_DEED = re.compile(
    r"(?:ใช่|เกิน|น้อย|ถึง|ทราบ|รู้|เห็น|อาจ|สามารถ|ทัน(?!ต่อ)|พบ|ปรากฏ(?!ใน)|มี|ตรง|เท่า|กี่|ว่า|ต้อง|ควร|แน่|ขึ้น|ลด|เพิ่ม|ขยับ|ดี|พอ|ชัด|แสดง|บอก|ตอบ(?!สนอง)"
    r"|เพียงพอ|สำเร็จ|บรรลุ|ผ่าน|เกิด|เป็น(?!ไป)|ได้|เหมือน|สอดคล้อง|เร็ว|สะท้อน|กล้า|อยู่|คุ้ม|จัดเป็น|ทำหน้าที่|รับรอง|เข้า(?=ใจ|ถึง)|เปลี่ยน(?=วิธี))"
)
_END = re.compile(
    r"เพราะ|จึง|ทำให้|(?<=[ก-๎]{4})ยัง(?:ปรากฏ|พบ|มี)|ขณะที่|ทั้งที่|แต่(?!ละ|ง)|เช่น|ซึ่ง|เนื่องจาก|แม้|เมื่อ|อย่างที่|ส่งผล|(?<!ชัดเ)จน(?!ครบ|จบ|ถึง|สิ้น)|(?<=[ก-๎])และ(?=ไม่|ยัง)|โดย(?=เฉพาะ|ไม่)|แล้วแต่"
)
_ITSELF = re.compile("กรม|หน่วยงาน|ส่วนราชการ|องค์การ|องค์กร")
_QUESTION = re.compile("(?<!ระห)(?:(?<!ก)|(?<=บอก)|(?<=เรียก))ว่า|ใด|ใคร|อะไร|อย่างไร|หรือไม่|หรือยัง|เท่าใด|กี่")
_ELLIPSIS = re.compile(r"(?:เช่น|เหล่า)?นี้|ดังกล่าว|ของตน|ที่เหลือ|เดียวกัน|ของมัน|นั้น")


def lack_of(about: str, rest: str) -> Lack | None:
    """Return what is left out of `about`, by what the finding says of it in `rest`; None when it does not say."""
    if not about:
        return None
    return (
        _outside(rest)
        or _served(about, rest)
        or _split(rest)
        or _written(about, rest)
        or _reach(rest)
        or _others(rest)
        or _turned(rest)
    )


_OUTSIDE = re.compile(
    r"[^ก-๎]*(?:\d[\d,]*\s(?:คน|ราย|แห่ง|เรื่อง|รายการ))?(?:ยัง)?ไม่(?:ได้|ถูก)?(?:รวม|นับ|บรรจุ)?อยู่ใน(?P<what>[^ ]{5,60})"
)
_SERVED = re.compile(
    r"[^ก-๎]*(?:\d[\d,]*\s(?:คน|ราย|แห่ง|เรื่อง|รายการ))?(?:ยัง)?ไม่(?:เคย|ได้)?(?:ถูก|ได้รับการ|ได้รับ(?=แจ้ง))(?P<what>[^ ]{4,40})"
)


def _outside(rest: str) -> Lack | None:
    """Return what some people or things do not stand in ("ไม่อยู่ในแบบสำรวจ")."""
    match = _OUTSIDE.match(rest)
    what = _END.split(match["what"])[0] if match is not None else ""
    return Lack("outside", what) if is_nominal(what) else None


def _served(about: str, rest: str) -> Lack | None:
    """Return what is not done for people or to things that are counted ("ไม่เคยถูกติดต่อสอบถาม")."""
    match = _SERVED.match(rest)
    what = _END.split(match["what"])[0] if match is not None else ""
    if _QUESTION.search(what):
        what = "แจ้งผลกลับแก่" if what.startswith("แจ้ง") else ""
    return Lack("served", what) if what and _GROUP.match(about) and begins_with_verb(what) else None


def _split(rest: str) -> Lack | None:
    match = _SPLIT.search(_first(rest))
    if match is None or _SPLIT_NO.match(match["list"]) or not _at_word(rest, match.start()):
        return None
    things = listed(match["list"])
    by = re.search("ตาม|ราย", match[0][: match.start("list") - match.start()])
    if (
        not things
        or (len(things) == 1 and not by)
        or any(_QUESTION.search(t) or _ELLIPSIS.search(t) or len(t) > 30 for t in things)
    ):
        return None
    return Lack("split", joined(things), things)


def _written(about: str, rest: str) -> Lack | None:
    knows = re.match("องค์ความรู้|ความรู้|วิธี|ขั้นตอน|เทคนิค|ทักษะ|ประสบการณ์", about)
    if knows is None or not _PERSONS.match(rest):
        return None
    return Lack("written", "เป็นคู่มือที่ผู้อื่นใช้ได้")


def _reach(rest: str) -> Lack | None:
    match = _REACH.search(_first(rest))
    if match is None or not _at_word(rest, match.start()):
        return None
    reached = _covered(match["list"], named=True)
    clause = re.sub(r"^.*(?:แต่(?!ละ|ง)|แสดงว่า|และ|ทั้งที่|ขณะที่)", "", rest[: match.start()].rsplit(" ", 1)[-1])
    own = clause if len(clause) >= 6 and not begins_with_verb(clause) and not _ITSELF.match(clause) else ""
    return replace(reached, subject=own) if reached is not None and own else reached


def _others(rest: str) -> Lack | None:
    match = _ONLY.search(rest)
    return _covered(match["others"]) if match is not None and _at_word(rest, match.start("bad")) else None


def _covered(words: str, *, named: bool = False) -> Lack | None:
    """Return what is to be covered; `named` where the sentence says in so many words that it is not."""
    things = tuple(_noun(thing) for thing in listed(words))
    fits = all(4 <= len(t) <= 60 and not _QUESTION.search(t) and not _ELLIPSIS.search(t) for t in things)
    if not things or not fits or not (named or is_nominal(things[0]) or _GROUP.match(things[0])):
        return None
    return Lack("reach", joined(things), things)


def _noun(words: str) -> str:
    """Return the noun phrase without what those it names do ("พื้นที่เกาะและบนดอย" of "… ส่งตัวอย่าง")."""
    cut = _DOES.search(words)
    return words[: cut.start()] if cut is not None and _at_word(words, cut.start()) else words


_DOES = re.compile(
    r"(?<=[ก-๎]{5})(?:ส่ง|ใช้|เข้า|ยื่น|ได้รับ|มี(?!ส่วน)|เดินทาง)(?=[ก-๎])(?<!ผู้ส่ง)(?<!ผู้ใช้)(?<!ผู้ยื่น)(?<!การใช้)(?<!การส่ง)(?<!ที่มี)"
)
#: People, places and papers that can be left out.
_GROUP = re.compile(
    "ผู้|บุคลากร|เจ้าหน้าที่|พนักงาน|ข้าราชการ|ลูกจ้าง|ประชาชน|นัก|ช่าง|เกษตรกร|อาสา|ครู|กลุ่ม|หน่วย|ศูนย์|กอง|จังหวัด|สถานี|พื้นที่|เขต|คำขอ|ระเบียบ|ประกาศ|โครงการ|เครื่อง|อ่าง|ฟาร์ม"
    "|โรง|สาขา|เด็ก|คน|สถาน|ครัวเรือน|ร้าน|งาน|การ|สัญญา|หนังสือ|อาคาร|แหล่ง|คลอง|ถนน|เอกสาร|หลักสูตร|ค่า|สมาคม|ผล|ข้อมูล"
)


def _turned(rest: str) -> Lack | None:
    for match in _TURNED.finditer(_first(rest)):
        what = _END.split(match["what"])[0].strip(" ,")
        what = re.sub(r"(?:หรือ[ก-๎]{4,30})?ใน(?:หนึ่ง|สอง|สาม|สี่|ห้า)[ก-๎]{3,30}.*$", "", what)
        what = re.sub(r"(?<=[ก-๎]{6})(?:เลย|ไว้|มาก่อน|แม้แต่.*|สัก[ก-๎]+)$", "", what)
        what = re.sub("(?:หรือ|และ|ใน|ของ|ที่|กับ|ให้)$", "", what)
        if _NO_DEED.match(what) or _QUESTION.search(what) or _ELLIPSIS.search(what) or re.search(r"[\d\"“]", what):
            continue
        start = match.start("what")
        if not _at_word(_first(rest), start) or not 8 <= len(what) <= 85:
            continue
        if "มีการ" in match[0][: start - match.start()] and len(what) < 16:
            continue
        if begins_with_verb(what) or _PREDICATE.match(what):
            return Lack("turned", what)
    return None


#: Predicates that say what something should be like, though no office "does" them.
_PREDICATE = re.compile(
    "คุ้มครอง|ป้องกัน|เอื้อ|รองรับ|ตอบสนอง|ผูก|คำนึง|ตั้งต้น|เข้า(?=สู่|ฐาน|ระบบ|คลัง|ไป)|ครบ|ปรากฏใน|ยึดโยง|อ้างอิง|คิด|ถาม|หัก|นับ|ถ่วง|โยง|ไปถึง|ใส่|อิง|ต่อเนื่อง|ส่งต่อ|หยิบ|ทันต่อ"
)


def listed(words: str) -> tuple[str, ...]:
    """
    Return the members of the list with which `words` begin.

    >>> listed("อายุ สายงาน หรือประเภทการจ้าง ทั้งที่ผู้ลาออก 11 คน"), listed("เกษตรกรและผู้เลี้ยงปลา")
    (('อายุ', 'สายงาน', 'ประเภทการจ้าง'), ('เกษตรกร', 'ผู้เลี้ยงปลา'))
    """
    clause = _END.split(words)[0]
    pieces = clause.split(" ")
    taken = 1
    for number, piece in enumerate(pieces[1:5], 1):
        if re.match(r"(?:และ|หรือ)(?!ไม่|ยัง|มี|จึง)", piece) and all(len(p) <= 30 for p in pieces[1:number]):
            taken = number + 1
            break
    found: list[str] = []
    for piece in pieces[:taken]:
        found += _parted(re.sub("^(?:และ|หรือ)", "", piece))
    return tuple(dict.fromkeys(t.strip(" ,") for t in found if t.strip(" ,")))


def joined(things: tuple[str, ...]) -> str:
    """Return things as a list in words ("ก ข และค")."""
    if len(things) < 3:
        return "และ".join(things)
    return f"{' '.join(things[:-1])} และ{things[-1]}"


def _parted(piece: str) -> list[str]:
    """Return what a piece joins by "and" or "or", where both sides can stand alone."""
    starts = {token.start for token in default_segmenter().tokens(piece)}
    for match in re.finditer("และ|หรือ(?!ไม่)", piece):
        left, right = piece[: match.start()], piece[match.end() :]
        if match.start() in starts and match.end() in starts and len(left) >= 4 and len(right) >= 4:
            return [*_parted(left), *_parted(right)] if "ที่" not in left else [piece]
    return [piece]


def _first(rest: str) -> str:
    """Return what is said before the consequence ("จึง …")."""
    cut = re.search(r"\s[^ ]{4,60}?จึง|\sผลคือ|\sทำให้", rest)
    return rest[: cut.start()] if cut else rest


def _at_word(text: str, position: int) -> bool:
    return position in {token.start for token in default_segmenter().tokens(text)} or position == 0
