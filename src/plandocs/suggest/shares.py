"""Shares that a finding states: of what, which part, and how much ("26 จาก 41 แบบ", "เพียงร้อยละ 64.2 ที่ …")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from plandocs.suggest.titles import is_nominal, said_of
from plandocs.suggest.verbs import begins_with_verb
from plandocs.thai.digits import parse_number, to_arabic
from plandocs.thai.segment import default_segmenter

#: Units in which things are counted one by one.
EACH = (
    "เรื่อง|แห่ง|ชุด|รายการ|ราย|คน|ครั้ง|โครงการ|กระบวนงาน|ตัวชี้วัด|ฉบับ|หน่วยงาน|หน่วย|จุด|เครือข่าย|สถานี|ระบบ|ข้อ|ตัว|แบบ|บริการ|สาย|ประเภท"
    "|ตำแหน่ง|อัตรา|หลักสูตร|กอง|เขต|อำเภอ|จังหวัด|ตำบล|คำขอ|แผน|เล่ม|คัน|เครื่อง|หลัง|ตู้|ศูนย์|กลุ่ม|สัญญา|ช่องทาง|หมู่บ้าน|โรงเรียน|วัน|ชิ้น|ไตรมาส|ห้อง|องค์|ดวง|แผ่น|ต้น|แปลง|บ่อ|สาขา|ใบ"
)
WORDS = {
    w: n for n, w in enumerate(("หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า", "สิบ", "สิบเอ็ด", "สิบสอง"), 1)
}
NUMBER = r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?"
_WORD = "|".join(sorted(WORDS, key=len, reverse=True))
_THING = r"(?P<whole>[^\s\d]{3,70})"
#: A measure of time or a Latin word belongs to the words before it.
_MORE = r"(?:\s(?:\d+\s(?:วันทำการ|วัน|ชั่วโมง|นาที|เดือน|ปี)|[A-Za-z]{2,12}))?"
_BY_THEN = re.compile(
    rf"(?P<clause>[^\s\d]{{6,70}}\s\d+\s(?:วันทำการ|วัน|ชั่วโมง|นาที|เดือน))(?:ได้)?(?P<few>เพียง|แค่)?(?:ราว)?ร้อยละ\s?(?P<value>{NUMBER})"
)
_SAMPLED = re.compile(
    rf"(?P<how>สุ่ม[ก-๎]{{0,10}}?)\s(?P<b>{NUMBER})\s(?P<unit>{EACH})\s?(?P<part>[^\d]{{6,60}}?)\s(?P<a>{NUMBER})\s(?P=unit)"
)
_LEADING = re.compile(rf"(?:^|\s)ร้อยละ\s?(?P<value>{NUMBER})\sของ(?P<words>[^\s\d]{{8,90}}{_MORE})")
#: A state without its subject: of the cases that the sentence is about.
_STATE = re.compile("ค้าง|เกิน|ล่าช้า|พ้น")
_PREDICATE = re.compile(r"(?<=[ก-๎]{4})(?:ออก|ยัง|ไม่|ใช้|เกิน|ส่ง|ล่าช้า|ช้า|ค้าง|ต้อง|ขาด)")
_COUNTED = re.compile(
    rf"{_THING}\s(?P<b>{NUMBER})\s?(?P<unit>{EACH})(?P<mid>[^\d]{{0,60}}?)\s(?P<a>{NUMBER})\s?(?P=unit)(?P<after>ที่[^\s\d]{{4,60}})?"
)
_OUT_OF = re.compile(
    rf"{_THING}\s(?P<a>{NUMBER})\s?(?:จาก|ใน)(?:ทั้งหมด|จำนวน)?\s?(?P<b>{NUMBER})\s?(?P<unit>{EACH})(?P<after>[^\s\d]{{2,90}}{_MORE})?"
)
_PERCENT = re.compile(
    rf"(?P<whole>[^\s\d]{{3,70}}?)(?P<few>(?:เพียง|แค่|ราว|ประมาณ|กว่า|สูงถึง|ถึง|อีก)*)ร้อยละ\s?(?P<value>{NUMBER})\s?(?P<after>[^\s\d]{{2,70}}{_MORE})?"
)
_FRACTION = re.compile(
    rf"(?P<whole>[^\s\d]{{0,70}}?)(?P<few>(?:มี|เพียง|แค่|ราว|ประมาณ|เกือบ)*)(?P<a>{_WORD})ใน(?P<b>{_WORD})(?P<unit>{EACH})?"
    r"(?:ของ(?P<of>[ก-๎]{3,24}?))?(?P<only>เท่านั้น)?(?P<after>(?:ที่|ยัง|ไม่|ใช้|มี)[^\s\d]{4,60})"
)
CUT = re.compile(r"เพราะ|จึง|ทำให้|ขณะที่|เมื่อ|แต่(?!ละ|ง)|หลัง(?=ครบ|จาก)|เนื่องจาก|ทั้งที่|(?<=[ก-๎])และ(?=ไม่|ยัง)|ว่าเพราะ")
#: What stands before the thing itself in its clause.
_BEFORE = re.compile(
    r"^.*(?:พบว่า|แสดงว่า|จึงพบ|ปรากฏว่า|สอบถาม|ขอดู|พบ(?!เห็น|กัน)|แต่มี(?!ส่วน)|แต่|ทั้งที่|ขณะที่|เพราะ|เนื่องจาก|และมี)"
)
_AIMED = re.compile(r"(?:เป้า|เป้าหมาย|ตั้งไว้|วางไว้|ตั้งใจ|ปีก่อน|เดิม)$|^(?:จาก|ตาม|ต่ำกว่า|สูงกว่า)?เป้า|เฉลี่ย|คนละ")
_RISES = re.compile(
    r"^(?:เป็น|จาก|ของ|ต่ำกว่า|สูงกว่า|ผ่านเป้า|ดีขึ้น|ลดลง|เพิ่มขึ้น|ทุกปี|มาจาก|กับ|และ|เท่า|แสดง|นำเสนอ|คำนวณ|ให้|ต่อ|อยู่|ไม่ถูกนำ|ในปี|ในรอบ|ซึ่ง|แล้ว)"
)


@dataclass(frozen=True, slots=True)
class Share:
    """
    A share that a finding states: `part` of the `whole` in percent, with the words it is stated in.

    `low` tells that more of it is wanted, else less; where things were counted, `some` of `every` one in `unit`.
    """

    whole: str
    part: str
    value: float
    stated: str
    low: bool
    some: float | None = None
    every: float | None = None
    unit: str = ""


def shares(text: str) -> list[Share]:
    """
    Return the shares a plain sentence states of things or people, in their order.

    >>> [(s.whole, s.part, s.value, s.low) for s in shares("คู่มือซ่อมท่อ 6 จาก 24 เล่มไม่ตรงกับเครื่องที่ใช้อยู่ จึงซ่อมผิด")]
    [('คู่มือซ่อมท่อ', 'ไม่ตรงกับเครื่องที่ใช้อยู่', 25.0, False)]
    """
    plain = to_arabic(text)
    found = [
        *_counted(plain),
        *_out_of(plain),
        *_percent(plain),
        *_leading(plain),
        *_by_then(plain),
        *_sampled(plain),
        *_fraction(plain),
    ]
    return [share for _, share in sorted(found, key=lambda row: row[0])]


def own_share(about: str, rest: str) -> Share | None:
    """
    Return the share that a finding states of what it is about, with what it does in between.

    >>> own_share("ภัณฑารักษ์", "ยังผลิตเนื้อหาออนไลน์ได้เองเพียงร้อยละ 20 ของจำนวนคน").part
    'ผลิตเนื้อหาออนไลน์ได้เอง'
    """
    match = _OWN.match(to_arabic(rest))
    if match is None or not about or _TOLD.search(match["deed"]) or _VALUE.match(about):
        return None
    few = bool(match["few"]) or re.search("(?<!ไม่)(?:ทัน|ได้$|ครบ|ผ่าน|แล้วเสร็จ|สำเร็จ)", match["deed"]) is not None
    deed = match["deed"].removeprefix("ยัง") if few else match["deed"]
    deed = re.sub("(?:มากถึง|สูงถึง|ถึง|กว่า)$", "", deed)
    if match["of"]:
        # "… of the time", "… of the demand": the share is of that.
        of = CUT.split(match["of"])[0]
        return Share(of, f"{about}{deed}", float(match["value"]), "", low=few) if len(of) >= 3 else None
    return Share(about, deed, float(match["value"]), "", low=few)


_OWN = re.compile(
    rf"(?P<deed>[ก-๎]{{4,60}}?)(?P<few>(?:เพียง|แค่|ราว|ประมาณ|เฉลี่ย)*)ร้อยละ\s?(?P<value>{NUMBER})(?:\sของ(?!จำนวน|ทั้งหมด|ทุก)(?P<of>[ก-๎]{{3,30}}))?"
)
#: Ways of telling a figure: no part of what is measured.
_TOLD = re.compile(
    "ซึ่งมี|มีจำนวน|มีสัดส่วน|คิดเป็น|ควร|เป้า|จาก|เป็นร้อยละ|เป็นค่าเดียว|รายงาน(?!ผล)|นำเสนอ|แสดง|จัด(?=ข้าราชการ|อยู่)|หยุด|ระดับ|ทรงตัว|อยู่ที่|ต่ำกว่า|สูงกว่า|เพิ่มขึ้น|ลดลง|มา$"
)
#: What can be measured as it is named: its share needs no "of which …".
_VALUE = re.compile("ความ|คะแนน|อัตรา|สัดส่วน|ระดับ|ค่า(?!เดิน)|ผล|ดัชนี|ร้อยละ|มูลค่า")


def _counted(text: str) -> Iterator[tuple[int, Share]]:
    for match in _COUNTED.finditer(text):
        whole, part = thing_in(match["whole"]), (match["after"] or "").removeprefix("ที่")
        mid = re.sub(r"^ของ(?:ปี|ไตรมาส|รอบ|เดือน)[ก-๎]{0,8}?(?=หา|สืบ|ทำ|มี|ได้|ผ่าน|ปิด|แก้|ใช้|เปิด|ตอบ)", "", match["mid"])
        few = bool(re.search("เพียง|ได้$|แค่", mid.strip()))
        if not part:
            part = re.sub("(?:เพียง|แค่|มี)*$", "", mid.strip())
        if not match["after"] and "มี" in mid[-8:]:
            continue
        yield from _made(match, whole, part, few)


def _out_of(text: str) -> Iterator[tuple[int, Share]]:
    for match in _OUT_OF.finditer(text):
        whole = thing_in(match["whole"])
        few = re.search("(?:ได้)?(?:เพียง|แค่)$", whole)
        if few is not None:
            # A name with figures or Latin letters may stand before the number ("ISO/IEC 17025 เพียง 2 จาก 6 แห่ง").
            clause = re.split(r"(?<=[ก-๎]) (?=[ก-๎])", text[: match.start() + len(match["whole"])].removesuffix(few[0]))
            whole = f"{thing_in(clause[-1] if len(clause[-1]) > 8 else ' '.join(clause[-2:]))} เพียง"
        about, rest = said_of(whole)
        rest = rest.removesuffix("เพียง")
        if len(rest.strip()) >= 5 and about:
            yield from _made(match, about, rest.strip(), few=few is not None)
        elif match["after"]:
            after = re.sub("^ที่(?:ตอบคำถาม|สุ่ม[ก-๎]{0,6}|สำรวจ)", "", match["after"])
            yield from _made(match, whole, after.removeprefix("ที่"), few=False)


def _percent(text: str) -> Iterator[tuple[int, Share]]:
    for match in _PERCENT.finditer(text):
        whole, after = thing_in(match["whole"]), match["after"] or ""
        users = re.fullmatch(r"(?:.*?)ผู้(?P<deed>[ก-๎]{2,12})", whole)
        if after.startswith("ของ") and users and match["few"]:
            of = CUT.split(after.removeprefix("ของ"))[0]
            about = said_of(text)[0]
            deed = f"{users['deed']}{about}" if about and about not in users["deed"] else users["deed"]
            yield from _made(match, of, deed, few=True, value=float(match["value"]))
            continue
        about, deed = said_of(whole)
        if "สูงถึง" in match["few"] and about and len(deed.strip()) >= 5:
            yield from _made(match, about, deed.strip(), few=False, value=float(match["value"]))
            continue
        if not after or _RISES.match(after) or _AIMED.search(match["whole"]):
            continue
        part = after.removeprefix("ที่")
        if after.startswith("ที่") or begins_with_verb(part) or re.match("ยัง|ไม่|ใช้|มี|ได้|ตอบ|พิมพ์", part):
            yield from _made(match, whole, part, few="เพียง" in match["few"], value=float(match["value"]))


def _leading(text: str) -> Iterator[tuple[int, Share]]:
    """Yield a share that opens its clause: "ร้อยละ 31 ของรายงานผลออกช้ากว่ามาตรฐาน 14 วัน"."""
    for match in _LEADING.finditer(text):
        words = match["words"]
        about, part = said_of(words)
        cut = _PREDICATE.search(words)
        if cut is not None and (not part.strip() or cut.start() < len(about)):
            about, part = words[: cut.start()], words[cut.start() :]
        yield from _made(match, about, part.strip(), few=False, value=float(match["value"]))


def _by_then(text: str) -> Iterator[tuple[int, Share]]:
    for match in _BY_THEN.finditer(text):
        clause = thing_in(match["clause"])
        about, part = said_of(clause)
        if _STATE.match(clause):
            about, part = "เรื่อง", clause
        yield from _made(match, about, part.strip(), few=bool(match["few"]), value=float(match["value"]))


def _sampled(text: str) -> Iterator[tuple[int, Share]]:
    """Yield what a sample showed: "จากการสุ่มตรวจ 200 รายการพบตำแหน่งจัดเก็บไม่ตรง 37 รายการ"."""
    for match in _SAMPLED.finditer(text):
        part = re.sub("^(?:พบว่า|พบ)", "", match["part"].strip())
        some, every = parse_number(match["a"]), parse_number(match["b"])
        if some and every and some < every and 6 <= len(part) <= 50:
            words = f"{match['a']} จาก {match['b']} {match['unit']}"
            yield (
                match.start(),
                Share(f"{match['unit']}ที่{match['how']}", part, round(100 * some / every, 1), words, False, some, every),
            )


def _fraction(text: str) -> Iterator[tuple[int, Share]]:
    for match in _FRACTION.finditer(text):
        whole = match["of"] or thing_in(match["whole"]) or ""
        if not whole:
            about = said_of(text)[0]
            whole = about if match.start() > 0 else ""
        few = bool(match["only"] or "เพียง" in match["few"])
        value = round(100 * WORDS[match["a"]] / WORDS[match["b"]], 1)
        part = re.sub("^(?:ที่)?(?:ยัง(?=ส่ง|ใช้|มา|เข้า))?", "", match["after"])
        yield from _made(match, whole, part, few=few, value=value, words=f"{match['a']}ใน{match['b']}")


def _made(
    match: re.Match[str],
    whole: str,
    part: str,
    few: bool,
    value: float | None = None,
    words: str = "",
) -> Iterator[tuple[int, Share]]:
    part = CUT.split(part)[0].strip(" ,")
    if re.search("เป็นค่าเดียว|รายงาน[ก-๎]*ที่$", whole):
        return
    if re.search("(?<!ระห)ว่า[ก-๎]{0,30}ใด$", part) and len(part) > 60:
        return
    good = is_nominal(whole) or COUNTABLE.match(whole) or not (begins_with_verb(whole) or NO_WHOLE.match(whole))
    if not good or not 4 <= len(whole) <= 70 or not 4 <= len(part) <= 62 or _AIMED.search(part) or _AIMED.search(whole):
        return
    part = re.sub("^ใน[ก-๎]+ และ(?=[ก-๎])", "", part)
    if re.match("ใน(?=[ก-๎])|ของ|จาก|กับ", part) or re.search("มีสัดส่วน$", part):
        return
    if is_nominal(part) and not re.match("มี|ใช้|ได้|ผ่าน", part) and not begins_with_verb(part):
        return
    if value is None:
        some, every = parse_number(match["a"]), parse_number(match["b"])
        if not some or not every or some >= every:
            return
        value = round(100 * some / every, 1)
        words = f"{match['a']} จาก {match['b']} {match['unit']}"
        yield match.start(), Share(whole, part, value, words, few, some, every, match["unit"])
        return
    yield match.start(), Share(whole, part, value, words, few)


NO_WHOLE = re.compile(
    "ยัง|ไม่|ต้อง|เมื่อ|ควร|พึง|มี|ได้|ทั้ง|แต่|และ|เพียง|ซึ่ง|เป็น|โดย|จาก|ใน|ที่|กรม|หน่วยงาน|ส่วนราชการ|รวม|อีก|คิด|เฉลี่ย|ประมาณ|จำนวน$"
)
#: People and other things that can be counted, beside the noun phrases of the trade.
COUNTABLE = re.compile(
    "ผู้|บุคลากร|เจ้าหน้าที่|พนักงาน|ข้าราชการ|ลูกจ้าง|ประชาชน|นัก|ช่าง|ครู|สมาชิก|อาสา|เกษตรกร|หน่วย|ศูนย์|กอง|จังหวัด|สถานี|จุด|คำขอ|รายการ|เรื่อง|ไฟล์|คำ|ตู้|สาย|ใบ"
    "|มติ|รถ|เครื่อง|ห้อง|อาคาร|โรงเรียน|หมู่บ้าน|ครัวเรือน|สัญญา|หนังสือ|ราย|ข้อ|แปลง|ถนน|สะพาน|เว็บ|ร้าน|สถาน|หัวหน้า|คน|เครือข่าย|ตัว|เสียง"
)


def thing_in(words: str) -> str:
    """Return the noun phrase at the end of a clause, without what leads to it."""
    phrase = _BEFORE.sub("", words)
    starts = {token.start for token in default_segmenter().tokens(words)}
    cut = len(words) - len(phrase)
    return (phrase if cut in starts or cut == 0 else words).removesuffix("มี").strip(" \"“”'")
