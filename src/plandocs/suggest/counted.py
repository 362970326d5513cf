"""
What a finding counts of its weakness: how many, how much of them, how long.

Assessors rarely state a figure for its own sake: what they counted is what a plan will be measured by.
"""

from __future__ import annotations

import re
from dataclasses import replace

from plandocs.suggest.amounts import amount
from plandocs.suggest.positive import positive
from plandocs.suggest.quantities import Quantity
from plandocs.suggest.shares import EACH, NUMBER, Share
from plandocs.suggest.titles import is_nominal
from plandocs.thai.digits import parse_number
from plandocs.thai.segment import default_segmenter

_SOME = r"(?:เฉลี่ย|(?<!งบ)ประมาณ|ราว|กว่า|ถึง|รวม|อีก|อยู่|สูง|แล้ว|\s)*"
_TIME = r"(?P<unit>วันทำการ|วัน|ชั่วโมง|นาที|เดือน|สัปดาห์)(?:(?![ก-๎])|(?=นับ|จึง|และ|แล้ว|เพราะ|แต่))"
_UNIT = rf"(?P<unit>{EACH})"
#: Where one clause ends and the next begins.
_CLAUSE = re.compile(
    r"\s(?=[^\d\s])(?<!\d\s)|(?=ทำให้|จึง|เพราะ|เนื่องจาก|ขณะที่|ทั้งที่|แม้(?!แต่)|จนถึง|โดย(?!ตรง|เฉพาะ|รวม|สาร))"
)
#: States that assessors count as wrong.
_WRONG = (
    "ไม่|ยังไม่|พ้น|ค้าง|เลย|เกิน|ชำรุด|สูญหาย|หาย|ลาออก|โอน|ย้าย|ซ้ำ|คลาดเคลื่อน|ตีกลับ|หลุด|หมดอายุ|ร้องเรียน|ขาด|(?<!ระห)(?<!ช่อง)ว่าง"
)
#: "ผู้ขอรังวัดร้อยละ 14 ให้ข้อมูลว่า…": who, how many of them, what of them.
_WHO = re.compile(
    rf"^(?P<whole>(?!ความ|ผล|ค่า|อัตรา|คะแนน|สัดส่วน|งาน|การ|มี|พบ)[ก-๎]{{4,60}}?)(?:รวม|อีก|ราว|กว่า|ถึง)*ร้อยละ\s?(?P<value>{NUMBER})"
    r"\s(?P<place>(?:ใน|บน|ตาม)[ก-๎]{3,30}?)?(?P<part>(?:ยัง|ไม่|เลย|เกิน|พ้น|ต้อง|ค้าง|ขาด|ชำรุด|หมดอายุ|ลาออก|ยกเลิก|ให้ข้อมูล|ร้อง|แจ้ง|ระบุ|เสื่อม|สูญหาย)[ก-๎]{3,70})"
)
#: "พนักงานจ้างเหมาลาออกร้อยละ 27 ต่อปี": how often something happens to them.
_RATE = re.compile(
    rf"^(?P<whole>[ก-๎]{{4,70}}?)(?:ยัง)?(?P<deed>ลาออก|โอนย้าย|ตีกลับ|ยกเลิก|สละสิทธิ์|ร้องซ้ำ|คลาดเคลื่อน){_SOME}ร้อยละ\s?(?P<value>{NUMBER})"
)
#: "มีอุบัติเหตุ 27 ครั้ง", "พบรายชื่อซ้ำ 340 ราย", "มีสถานประกอบการ 386 แห่งที่พ้นรอบ…".
_THERE_ARE = re.compile(
    rf"(?:^(?:แต่)?(?:กรม|หน่วยงาน|สำนักงาน|องค์การ)?|ยัง)(?:มี|เกิด|พบ|ได้รับ)(?P<whole>[ก-๎]{{4,70}}?)(?:เพิ่มขึ้นเป็น|เพิ่มเป็น)?{_SOME}\s(?P<value>{NUMBER})\s{_UNIT}\s?(?P<part>ที่[ก-๎]{{4,50}})?"
)
#: "…ไม่ตรงกันราว 212,000 แปลง": what is wrong with so many of them.
_WRONG_WITH = re.compile(
    rf"(?P<part>(?:{_WRONG})[ก-๎]{{0,40}}?)(?P<yearly>ปีละ)?{_SOME}\s(?P<value>{NUMBER})\s{_UNIT}(?![ก-๎])"
)
#: "รอคิวรังวัดเฉลี่ย 118 วัน": what takes so long.
_WAIT = re.compile(
    rf"(?P<deed>(?:(?<![กคถผพ])รอ(?![งบดยก])|คอย)[ก-๎]{{0,30}}?)(?:จริง|นาน)*{_SOME}\s(?P<value>{NUMBER})\s{_TIME}"
)
_LONG = re.compile(
    rf"^(?P<what>[ก-๎]{{3,60}}?)(?:ยัง|ต้อง)*(?:ยาว|นาน|ใช้เวลา)(?P<more>ยุติ)?{_SOME}\s(?P<value>{NUMBER})\s{_TIME}"
)
#: "มีตลาดบันทึกข้อมูลเพียง 96 จาก 268 แห่ง": how many of all do it.
_SO_MANY = re.compile(
    rf"(?:แต่|^)มี(?P<whole>[ก-๎]{{3,20}}?)(?P<part>(?:บันทึก|ใช้|ผ่าน|ส่ง|เชื่อม|รายงาน|จัดทำ|ดำเนินการ)[ก-๎]{{0,30}}?)เพียง\s?(?P<value>{NUMBER})"
    rf"\s?จาก\s?(?P<every>{NUMBER})\s{_UNIT}"
)
#: "เรื่องค้างเกินกำหนดร้อยละ 58": the share of what waits.
_LATE = re.compile(
    rf"^(?:มี|พบ)?(?P<whole>[ก-๎]{{3,24}}?)(?P<part>(?:ค้าง|เกิน|พ้น|หมดอายุ|ชำรุด)[ก-๎]{{2,24}}?)(?:ถึง|ราว|กว่า)*ร้อยละ\s?(?P<value>{NUMBER})"
)
#: "ให้บริการได้เพียงร้อยละ 12 ของหมู่บ้านห่างไกล": how many get it.
_REACHED = re.compile(
    rf"(?P<deed>ให้บริการ|เข้าถึง|ครอบคลุม)(?:ได้)?(?:เพียง|แค่)\s?ร้อยละ\s?(?P<value>{NUMBER})\sของ(?P<whole>[ก-๎]{{4,40}}?)(?=ตาม|ทั้งหมด|\s|$)"
)
#: "ช่างที่บินสำรวจได้มีเพียง 34 คนจาก 1,120 คน": how many of all people can.
_FEW_OF = re.compile(
    rf"^(?P<whole>[ก-๎]{{3,30}}?)ที่(?P<part>[ก-๎]{{4,60}}?)มี(?:เพียง|แค่|อยู่เพียง)\s?(?P<value>{NUMBER})\s(?P<unit>{EACH})?\s?จาก(?:ทั้งหมด)?"
    rf"\s?(?P<every>{NUMBER})\s(?P<all>{EACH})"
)
#: "เหลือตลาดที่แยกจริงร้อยละ 41": the share that still does.
_LEFT = re.compile(
    rf"^(?:เหลือ|มี)(?:เพียง)?(?P<whole>[ก-๎]{{3,30}}?)ที่(?P<part>[ก-๎]{{3,40}}?)(?:เพียง)?ร้อยละ\s?(?P<value>{NUMBER})"
)
#: "ยังไม่มีภาพถ่ายความละเอียดสูงร้อยละ 35": the share that lacks something.
_LACKS = re.compile(rf"^(?:และ)?(?:ยัง)?ไม่มี(?P<thing>[ก-๎]{{6,40}}?)(?:ถึง|อีก)?ร้อยละ\s?(?P<value>{NUMBER})$")
#: "แลกเปลี่ยนกับโรงพยาบาลแล้ว 2 จังหวัด": in how many places it is done.
_PLACES = re.compile(
    rf"(?P<deed>[ก-๎]{{8,70}}?)แล้ว(?:เพียง|ใน)?\s?(?P<value>{NUMBER})\s(?P<unit>จังหวัด|อำเภอ|เขต|ศูนย์|สาขา|ตำบล)"
)
#: "ค่าความสอดคล้องของเขต 6–8 อยู่ที่ 0.52".
_VALUE = re.compile(
    rf"^(?P<what>(?P<unit>ค่า|คะแนน|ดัชนี)(?:ความ|ระดับ)[ก-๎]{{4,40}}?)(?:ของ[ก-๎]{{2,20}}[\d\s–-]*)?\s?อยู่ที่\s?(?P<value>{NUMBER})"
)
#: "ใช้เวลาเข้าช่วยเหลือเฉลี่ย 5 วัน".
_TAKES = re.compile(rf"^ใช้เวลา(?P<deed>[ก-๎]{{4,30}}?)เฉลี่ย\s?(?P<value>{NUMBER})\s{_TIME}")
#: "ระยะเวลารอวันนัดลดลงเหลือ 96 วัน": how long it still takes.
_STILL = re.compile(
    rf"^(?P<what>(?:ระยะเวลา|เวลา)[ก-๎]{{2,40}}?)(?:ลดลง|(?:กลับมา)?(?:เพิ่มขึ้น|นานขึ้น|ยาวขึ้น))?(?:เหลือ|เป็น){_SOME}\s(?P<value>{NUMBER})\s{_TIME}"
)
_IN_PLACES = re.compile("(?P<what>[ก-๎]{6,60})ใน(?P<place>[ก-๎]{4,24})")
#: What tells nothing of its own, and what a count begins or ends with without meaning it.
_EMPTY = re.compile("^(?:ทั้ง|ซึ่ง|ที่|ของ|และ|หรือ|เพียง|อยู่|ผล|การ)$|พบว่า|เป้าหมาย|มาตรฐาน$")
_ENDS = re.compile("(?:ยัง|อยู่|แล้ว|รวม|ซึ่ง|แต่.*|และ|กว่า)$")
#: Units that name no thing of which something can be said.
_NO_THING = frozenset(["วัน", "ครั้ง", "อัตรา", "ตัว", "แห่ง", "ข้อ", "จุด", "สาย", "แบบ"])
_PEOPLE = re.compile("ลาออก|โอน|ย้าย")


def counted(text: str) -> Quantity | None:
    """Return what the first clause that counts something wrong counts, None where none does."""
    before = ""
    for clause in _CLAUSE.split(text):
        words = clause.strip()
        found = _share(words) or _time(words) or _number(words) or amount(words, before)
        if found is not None:
            return found
        before = words or before
    return None


def turned(found: Quantity | None) -> Quantity | None:
    """Return a share of those that do not as the share of those that do, where its words can be turned round."""
    if found is None or found.rising is not False or found.unit != "ร้อยละ" or found.value is None:
        return found
    match = re.match("ร้อยละของ(?P<whole>[ก-๎]+?)ที่(?P<part>(?:(?!ที่)[ก-๎])+)$", found.name)
    if match is None:
        return found
    told = Share(match["whole"], match["part"], found.value, found.stated, low=False)
    good = positive(told)
    if good is told:
        return found
    name = f"ร้อยละของ{good.whole}ที่{good.part}"
    return replace(found, name=name, value=good.value, stated=good.stated, rising=True)


def less_of(found: Quantity) -> str:
    """Return the aim that a count stands for: less of what is wrong, more of what is right."""
    name = re.sub("^ร้อยละของ", "สัดส่วน", found.name).removesuffix("ต่อปี").removesuffix("เฉลี่ย")
    return f"{'เพิ่ม' if found.rising else 'ลด'}{name}"


def _share(clause: str) -> Quantity | None:
    if (rate := _RATE.match(clause)) is not None and not re.match("อัตรา|ร้อยละ|และ|ทำให้", rate["whole"]):
        whole = re.split("ซึ่ง|ที่(?=เป็น|มี)", rate["whole"])[0]
        return Quantity(f"อัตราการ{rate['deed']}ของ{whole}", "ร้อยละ", parse_number(rate["value"]), rising=False)
    if (left := _LEFT.match(clause)) is not None:
        name = f"ร้อยละของ{left['whole']}ที่{left['part']}"
        return Quantity(name, "ร้อยละ", parse_number(left["value"]), rising=True)
    if (lacks := _LACKS.match(clause)) is not None and (value := parse_number(lacks["value"])) is not None:
        told = f"100 ลบร้อยละ {lacks['value']}"
        return Quantity(f"ร้อยละของรายการที่มี{lacks['thing']}", "ร้อยละ", 100.0 - value, stated=told, rising=True)
    if (reached := _REACHED.search(clause)) is not None:
        state = "ได้รับบริการ" if reached["deed"] == "ให้บริการ" else f"{reached['deed']}ได้"
        name = f"ร้อยละของ{reached['whole']}ที่{state}"
        return Quantity(name, "ร้อยละ", parse_number(reached["value"]), rising=True)
    if (late := _LATE.match(clause)) is not None and len(late["whole"]) + len(late["part"]) >= 12:
        whole, part = late["whole"].removesuffix("ยัง"), _ENDS.sub("", late["part"])
        return Quantity(f"ร้อยละของ{whole}ที่{part}", "ร้อยละ", parse_number(late["value"]), rising=False)
    who = _WHO.match(clause)
    if who is None or not _sound(who["whole"]) or who["whole"].endswith("ที่"):
        return None
    value = parse_number(who["value"])
    whole = re.sub("^และ|ยัง$", "", who["whole"]) + (who["place"] or "")
    return Quantity(f"ร้อยละของ{whole}ที่{_ENDS.sub('', who['part'])}", "ร้อยละ", value, rising=False)


def _time(clause: str) -> Quantity | None:
    if (still := _STILL.match(clause)) is not None:
        return Quantity(still["what"], still["unit"], parse_number(still["value"]), rising=False)
    if (wait := _WAIT.search(clause)) is not None:
        process = re.sub("^(?:แต่|และ|โดย|ซึ่ง)+|(?:หยุด|ต้อง|แล้ว|ยัง)+$", "", clause[: wait.start()])
        during = "รอ" if re.match("การ(?:นัด|ตรวจ|พิจารณา|อนุมัติ|ซ่อม|แก้ไข|ออก|จัดส่ง)", process) else "รอใน"
        what = (
            wait["deed"]
            if len(wait["deed"]) > 5
            else f"{during}{process}"
            if re.match("การ|งาน|ขั้นตอน|กระบวน", process)
            else ""
        )
        return (
            Quantity(f"ระยะเวลา{what}เฉลี่ย", wait["unit"], parse_number(wait["value"]), rising=False) if what else None
        )
    if (takes := _TAKES.match(clause)) is not None:
        return Quantity(f"ระยะเวลา{takes['deed']}เฉลี่ย", takes["unit"], parse_number(takes["value"]), rising=False)
    if (long := _LONG.match(clause)) is not None and (
        is_nominal(long["what"]) or re.match("เรื่อง|คำขอ|คิว", long["what"])
    ):
        name = f"ระยะเวลา{long['more'] or 'ของ'}{long['what']}เฉลี่ย"
        return Quantity(name, long["unit"], parse_number(long["value"]), rising=False)
    return None


def _number(clause: str) -> Quantity | None:
    if (many := _SO_MANY.search(clause)) is not None:
        name, value, every = (
            f"จำนวน{many['whole']}ที่{many['part']}",
            parse_number(many["value"]),
            parse_number(many["every"]),
        )
        return Quantity(
            name, many["unit"], value, stated=f"จากทั้งหมด {many['every']} {many['unit']}", rising=True, every=every
        )
    if (few := _FEW_OF.match(clause)) is not None and few["unit"] in {None, few["all"]}:
        value, every = parse_number(few["value"]), parse_number(few["every"])
        told = f"จากทั้งหมด {few['every']} {few['all']}"
        name = f"จำนวน{few['whole']}ที่{few['part']}"
        return Quantity(name, few["all"], value, stated=told, rising=True, every=every)
    if (level := _VALUE.match(clause)) is not None:
        return Quantity(level["what"], level["unit"], parse_number(level["value"]), rising=None)
    if (places := _PLACES.match(clause)) is not None and not re.search("ไม่|ยัง", places["deed"]):
        name = f"จำนวน{places['unit']}ที่{places['deed']}แล้ว"
        return Quantity(name, places["unit"], parse_number(places["value"]), rising=True)
    if (there := _THERE_ARE.search(clause)) is not None:
        whole, part = _ENDS.sub("", there["whole"]), _ENDS.sub("", there["part"] or "")
        where = _IN_PLACES.fullmatch(whole) if there["unit"] == "แห่ง" and not part else None
        if where is not None and re.search(_WRONG + "|เหตุ|ภัย", where["what"]):
            # "พบเหตุไฟลัดวงจรในอาคาร 3 แห่ง" counts the buildings.
            name = f"จำนวน{where['place']}ที่พบ{where['what']}"
            return Quantity(name, "แห่ง", parse_number(there["value"]), rising=False)
        if _sound(whole) and (part or re.search(_WRONG + "|เหตุ|ภัย|เบาะแส|ช่องโหว่", whole)):
            return Quantity(f"จำนวน{whole}{part}", there["unit"], parse_number(there["value"]), rising=False)
    wrong = _WRONG_WITH.search(clause)
    if wrong is None or wrong["unit"] in _NO_THING or len(wrong["part"]) < 6 or re.search("เพียง|ลด", wrong["part"]):
        return None
    people = wrong["unit"] in {"คน", "ราย"}
    if people and not _PEOPLE.match(wrong["part"]):
        return None
    thing = "บุคลากร" if people else _named_before(clause[: wrong.start()]) or wrong["unit"]
    per_year = "ต่อปี" if wrong["yearly"] else ""
    value = parse_number(wrong["value"])
    return Quantity(f"จำนวน{thing}ที่{_ENDS.sub('', wrong['part'])}{per_year}", wrong["unit"], value, rising=False)


def _named_before(words: str) -> str:
    """Return the thing of which "ที่ …" goes on to say something, by its last word."""
    if not words.endswith("ที่"):
        return ""
    last = default_segmenter().words(words.removesuffix("ที่"))[-1:]
    return last[0] if last and len(last[0]) >= 4 else ""


def _sound(words: str) -> bool:
    return len(words) >= 4 and _EMPTY.search(words) is None
