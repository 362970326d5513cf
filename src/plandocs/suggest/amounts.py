"""
More ways in which a clause says how much: gaps, events, standstills, how many do as they should, whom a deed reaches.

Each pattern is a form of sentence, whatever it is about; the words around the figure become the name of the measure.
"""

from __future__ import annotations

import re

from plandocs.suggest.firsttargets import FirstTarget
from plandocs.suggest.quantities import Quantity
from plandocs.suggest.shares import EACH, NUMBER, WORDS
from plandocs.thai.digits import parse_number

_UP_TO = r"(?:มากถึง|สูงถึง|ถึง|กว่า|ราว|ประมาณ|อยู่|อีก|เฉลี่ย|รวม)*"
_WORDED = "|".join(sorted(WORDS, key=len, reverse=True))
_TIME = r"(?P<unit>วันทำการ|วัน|ชั่วโมง|นาที|เดือน|สัปดาห์)"
_PER = r"(?P<per>ต่อ(?:ปี|เดือน|ครั้ง|ราย|แห่ง|ลำ|คัน|เครื่อง|คน)(?:ต่อปี)?)?(?![ก-๎]{3})"
#: What leads to a clause without being part of what it counts.
_LEADING = re.compile("^(?:แต่|และ|โดย|ซึ่ง|ทั้งที่|ขณะที่|ส่วน|ปัจจุบัน|พบว่า|พบ|ทำให้|จึง|จน|เพราะ)+")
#: "อัตราสอบผ่านระหว่างเขตห่างกันถึงร้อยละ 48": how far apart they are.
_APART = re.compile(
    rf"^(?P<what>[ก-๎]{{6,60}}?)(?:ยัง|กลับ)*(?:ห่างกัน|แตกต่างกัน|ต่างกัน|เหลื่อมล้ำกัน){_UP_TO}"
    rf"\s?(?:ร้อยละ\s?(?P<share>{NUMBER})|(?P<value>{NUMBER})\s(?P<unit>เท่า|คะแนน|บาท|วัน|นาที|ชั่วโมง))"
)
#: "ความพึงพอใจของผู้เช่าต่ำกว่าเจ้าของร้านร้อยละ 12": how far one lies behind the other.
_BEHIND = re.compile(
    r"^(?:ผล(?:การ)?(?:สำรวจ|ประเมิน|ทดสอบ)|ค่า)?(?P<what>(?:ความ|คะแนน|อัตรา|ระดับ|ค่าเฉลี่ย|รายได้)[ก-๎]{3,30}?)ของ(?P<one>[ก-๎]{4,30}?)"
    rf"(?:ยัง)?(?:ต่ำกว่า|น้อยกว่า|สูงกว่า|มากกว่า)(?P<other>(?!เกณฑ์|เป้า|ค่า|มาตรฐาน|ปี|ที่)[ก-๎]{{3,30}}?){_UP_TO}\s?ร้อยละ\s?(?P<value>{NUMBER})"
)
#: "เรือขุดจอดซ่อมเฉลี่ย 140 วันต่อปี": how long something stands still.
_IDLE = re.compile(
    r"^(?P<what>[ก-๎]{4,50}?(?:จอด|หยุด|ปิด|ดับ|ขัดข้อง|ซ่อม|ขาดงาน|ลาป่วย|รกร้าง|ว่างงาน|ใช้การไม่ได้|ใช้งานไม่ได้)[ก-๎]{0,20}?)"
    rf"{_UP_TO}\s(?P<value>{NUMBER})\s{_TIME}{_PER}"
)
#: "ผู้พำนักหกล้มในศูนย์ 412 ครั้งต่อปี": how often something bad happens.
_OFTEN = re.compile(
    r"^(?P<what>[ก-๎]{0,50}?(?:หกล้ม|พลัดตก|ล้ม(?!เลิก)|ขัดข้อง|ล่ม|ผิดพลาด|ร้องเรียน|บาดเจ็บ|รั่ว|ดับ|ถูกโจมตี|ถูกปฏิเสธ|เลื่อนนัด|ยกเลิก|หยุดชะงัก"
    r"|แตก|ชน(?!บท)|ตกราง|ไฟไหม้|น้ำท่วม|อุบัติเหตุ|อุบัติการณ์)"
    rf"[ก-๎]{{0,30}}?){_UP_TO}\s(?P<value>{NUMBER})\sครั้ง(?P<per>ต่อปี|ต่อเดือน|ต่อสัปดาห์)?"
)
#: "ผลสุ่มประเมินซ้ำตรงกันเพียงร้อยละ 61": of what so few are as they should be.
_ONLY = re.compile(
    r"^(?P<whole>[ก-๎]{4,50}?)(?:ยัง)?(?P<part>(?:ตรงกัน|สอดคล้องกัน|แล้วเสร็จ|เสร็จ|สำเร็จ|ผ่าน|ทัน|ครบ|ได้รับ|ได้คืน|คืน|ตอบ|เข้าร่วม|ใช้งาน|ส่ง|ปฏิบัติ|ทำตาม|นำไปใช้)[ก-๎]{0,40}?)"
    rf"(?:เพียง|แค่|ไม่ถึง)\s?ร้อยละ\s?(?P<value>{NUMBER})(?!\s?ของ)"
)
#: "มีเพียงร้อยละ 34 ที่ไปถึงภายใน 24 ชั่วโมง": so few of those that the clause before is about.
_SO_FEW = re.compile(
    rf"^(?:แต่)?(?:มี)?(?:เพียง|แค่)\s?ร้อยละ\s?(?P<value>{NUMBER})\s?(?:เท่านั้น)?ที่(?P<part>[ก-๎]{{4,40}}(?:\s\d+\s(?:วันทำการ|วัน|ชั่วโมง|นาที|เดือน))?)"
)
#: "แลกเปลี่ยนข้อมูลกับโรงพยาบาลได้เพียง 22 จาก 340 แห่ง": how many of all the deed reaches.
_REACHES = re.compile(
    r"(?P<deed>(?:แลกเปลี่ยน|เชื่อม|ส่ง(?!เสริม)|ให้|เปิด|ติดตั้ง|อบรม|ตรวจ|สำรวจ|เยี่ยม|ถ่ายทอด|เผยแพร่|สื่อสาร)[ก-๎]{0,40}?)(?P<link>กับ|ใน|แก่|ให้|ถึง|ไปยัง)"
    rf"(?P<whole>[ก-๎]{{3,30}}?)(?:ได้|แล้ว)*(?:เพียง|แค่)\s?(?P<value>{NUMBER})\s?จาก(?:ทั้งหมด)?\s?(?P<every>{NUMBER})\s(?P<unit>{EACH})"
)
#: "การถอดบทเรียนทำได้เพียงสองเรื่องในรอบปี": how little of it was done.
_LITTLE = re.compile(
    rf"^การ(?P<deed>[ก-๎]{{4,40}}?)(?:ยัง)?(?:ทำ|ดำเนินการ|จัด)?(?:ได้)?(?:เพียง|แค่)\s?(?:(?P<word>{_WORDED})|(?P<value>{NUMBER})\s)(?P<unit>{EACH})(?![ก-๎]*จาก)"
)


#: "ระยะเวลาผลิตเพิ่มขึ้นจาก 38 วันเป็น 52 วัน": where it was and where it is.
_FROM_TO = re.compile(
    r"^(?P<what>[ก-๎][ก-๎ ]{5,80}?)(?P<way>เพิ่มขึ้น|เพิ่ม|สูงขึ้น|ลดลง|ลด|ต่ำลง|ตกลง)จาก(?P<share>ร้อยละ)?\s?"
    rf"(?P<then>{NUMBER})\s?(?P<unit>วันทำการ|วัน|ชั่วโมง|นาที|เดือน|ครั้ง|ราย|เรื่อง)?"
    rf"\s?(?:เป็น|เหลือ|มาอยู่ที่)(?:ร้อยละ)?\s?(?P<now>{NUMBER})"
)


def amount(clause: str, before: str = "") -> Quantity | None:
    """
    Return the quantity that a clause tells in one of these ways; `before` is the clause it goes on from.

    >>> found = amount("อัตราสอบผ่านระหว่างเขตห่างกันถึงร้อยละ 48")
    >>> found.name, found.value, found.rising
    ('ส่วนต่างของอัตราสอบผ่านระหว่างเขต', 48.0, False)
    """
    words = _LEADING.sub("", clause)
    return _moved(words) or _gap(words) or _lost(words) or _few(words, before) or _reached(words)


def _moved(words: str) -> Quantity | None:
    """Return what got worse, with where it was as the least that is asked for."""
    moved = _FROM_TO.match(words)
    if moved is None:
        return None
    what = moved["what"].strip()
    percent = bool(moved["share"]) or what.startswith(("ร้อยละ", "สัดส่วน", "อัตรา"))
    unit, then = moved["unit"] or ("ร้อยละ" if percent else ""), parse_number(moved["then"])
    up = moved["way"] in {"เพิ่มขึ้น", "เพิ่ม", "สูงขึ้น"}
    if not unit or then is None:
        return None
    back = FirstTarget(then, "ไม่แย่กว่าค่าก่อนหน้าที่รายงานป้อนกลับระบุ โปรดยืนยัน")
    name = what if re.match("ร้อยละ|สัดส่วน|อัตรา|ระยะเวลา|เวลา|จำนวน", what) or not percent else f"ร้อยละ{what}"
    return Quantity(name, unit, parse_number(moved["now"]), rising=not up, target=back)


def _gap(words: str) -> Quantity | None:
    if (apart := _APART.match(words)) is not None:
        value, unit = (apart["share"], "ร้อยละ") if apart["share"] else (apart["value"], apart["unit"])
        return Quantity(f"ส่วนต่างของ{apart['what']}", unit, parse_number(value), rising=False)
    if (behind := _BEHIND.match(words)) is not None:
        name = f"ส่วนต่างของ{behind['what']}ระหว่าง{behind['one']}กับ{behind['other']}"
        return Quantity(name, "ร้อยละ", parse_number(behind["value"]), rising=False)
    return None


def _lost(words: str) -> Quantity | None:
    if (idle := _IDLE.match(words)) is not None:
        mean = "เฉลี่ย" if "เฉลี่ย" in idle[0] else ""
        name = f"จำนวน{idle['unit']}ที่{idle['what']}{mean}{idle['per'] or ''}"
        return Quantity(name, idle["unit"], parse_number(idle["value"]), rising=False)
    if (often := _OFTEN.match(words)) is not None and not re.search("ไม่|ซ้อม|เคย", often["what"]):
        what = re.sub("(?:ยัง)?(?:สูง|มาก|มี)$", "", often["what"])
        deed = f"การ{rate[1]}" if (rate := re.match("(?:อัตรา|สถิติ)การ(.*)", what)) is not None else f"ที่{what}"
        name = f"จำนวนครั้ง{deed}{often['per'] or ''}"
        if re.match("(?:มี|เกิด)?(?:อุบัติ|เหตุ)", often["what"]):
            name = f"จำนวน{re.sub('^(?:มี|เกิด)', '', often['what'])}{often['per'] or ''}"
        return Quantity(name, "ครั้ง", parse_number(often["value"]), rising=False)
    return None


def _few(words: str, before: str) -> Quantity | None:
    if (only := _ONLY.match(words)) is not None and not re.search("ไม่|เป้า|ตัวชี้วัด|เฉลี่ย|เบิกจ่าย", only["whole"]):
        whole, part = re.sub("(?:ที่|มี|ยัง)$", "", only["whole"]), only["part"]
        if (some := re.fullmatch("(?P<what>[ก-๎]{4,})มีผู้", whole)) is not None:
            whole, part = "ผู้เกี่ยวข้อง", f"{part}{some['what']}"
        name = f"ร้อยละของ{whole}ที่{part}"
        return Quantity(name, "ร้อยละ", parse_number(only["value"]), rising=True)
    few = _SO_FEW.match(words)
    whole = _subject_of(before) if few is not None else ""
    if few is None or not whole:
        return None
    return Quantity(f"ร้อยละของ{whole}ที่{few['part']}", "ร้อยละ", parse_number(few["value"]), rising=True)


def _subject_of(clause: str) -> str:
    """Return what a clause is about where it goes on "still …": the words before it."""
    match = re.match(r"(?P<what>[ก-๎]{4,60}?)(?:ยัง|กลับ|ต้อง|ไม่)", _LEADING.sub("", clause))
    return match["what"] if match is not None else ""


def _reached(words: str) -> Quantity | None:
    if (reach := _REACHES.search(words)) is not None:
        deed = reach["deed"] if reach["link"] not in {"กับ", "แก่", "ให้"} else f"{reach['deed']}"
        passive = "ได้รับการ" if reach["link"] in {"แก่", "ให้", "ถึง", "ไปยัง"} else ""
        told = f"จากทั้งหมด {reach['every']} {reach['unit']}"
        name = f"จำนวน{reach['whole']}ที่{passive}{deed}แล้ว"
        value, every = parse_number(reach["value"]), parse_number(reach["every"])
        return Quantity(name, reach["unit"], value, stated=told, rising=True, every=every)
    if (little := _LITTLE.match(words)) is not None:
        value = float(WORDS[little["word"]]) if little["word"] else parse_number(little["value"])
        return Quantity(f"จำนวน{little['unit']}ที่{little['deed']}ต่อปี", little["unit"], value, rising=True)
    return None
