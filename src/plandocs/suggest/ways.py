"""What a finding says is wrong, one way of saying it after another, each with the goal that it calls for."""

from __future__ import annotations

import re

from plandocs.suggest.aims import one_aim, undone_deeds
from plandocs.suggest.better import better
from plandocs.suggest.lacks import Lack
from plandocs.suggest.newgoal import ANY, ELLIPSIS, PEOPLE, QUESTION, WRITTEN, NewGoal, thing_like
from plandocs.suggest.shares import EACH, Share
from plandocs.suggest.titles import is_nominal
from plandocs.suggest.verbs import begins_with_verb

_APART = re.compile(r"(?:แยก|อยู่|จัดทำ)?คนละ|แยก(?:กัน|ส่วน)|กระจัดกระจาย|ต่างคนต่าง|คีย์ซ้ำ|บันทึกซ้ำ|ไม่เชื่อม(?:โยง|ต่อ)?กัน|ซ้ำซ้อน")
_SLOW = re.compile(r"\s*(?:ยัง|กลับมา)?(?:ล่าช้า|ช้า|ใช้เวลา(?!ส่วนใหญ่|ว่าง)|ยาว(?:ถึง|นาน)|นาน|รอ(?![งบ])|เกินกำหนด|ไม่ทัน)")
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
#: Deeds that only say how a report or form should look, and questions.
_FORM = re.compile("แยก|จำแนก|แบ่ง|ระบุ|แสดง|เสนอ|บันทึก|หยิบ")
_BURDEN = re.compile(
    r"\s*(?:ยัง|ต้อง)*(?P<bad>(?:ลาออก|โอนไป|โอนย้าย|ย้ายออก|ร้องเรียน|เดินทาง|รอ(?=คิว|นาน|เรื่อง)|เสียเวลา|บาดเจ็บ"
    r"|ขาดงาน|เลิก)[^ \d]{0,45}?)"
    r"(?=ร้อยละ|สูงถึง|ด้วย|เฉลี่ย|\s|\d|$)"
)
_BROUGHT = re.compile("เข้า(?=สู่|ฐาน|ระบบ|คลัง)")
_USED = re.compile("ใช้(?=พยากรณ์|ประกอบ|ใน|เพื่อ|เป็น|ตัดสิน|วาง|ออกแบบ|ปรับ)")
_LIKE = re.compile(
    "คุ้มครอง|ป้องกัน|เอื้อ|รองรับ|ตอบสนอง|ใช้|ผูก|คำนึง|ตั้งต้น|ครบ|ปรากฏใน|ยึดโยง|อ้างอิง|หัก|ถ่วง|โยง|ไปถึง|อิง|ต่อเนื่อง|ทันต่อ|หยิบ"
)
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


#: Results of one year only: nobody can tell where they are going.
_ONE_YEAR = re.compile(
    r"(?:เฉพาะ|เพียง|แค่)(?:ค่า|ผล|ข้อมูล)?(?:ของ)?(?:ปีเดียว|หนึ่งปี|ปี (?:พ\.ศ\. )?\d{4})"
    r"|ไม่มี(?:จุด)?ข้อมูลย้อนหลัง|ไม่(?:มี|แสดง|เสนอ|เห็น)แนวโน้ม"
)


def trend(about: str, rest: str) -> NewGoal | None:
    """Return "report them over the years" where results are told for one year only."""
    match = _ONE_YEAR.search(rest[:170])
    if match is None or not _RESULT.match(about):
        return None
    return NewGoal(f"รายงาน{about}ต่อเนื่องย้อนหลังหลายปี", "trend", about, match[0])


_RESULT = re.compile("ผล|ตัวชี้วัด|ตัววัด|ความ|คะแนน|อัตรา|ร้อยละ|มูลค่า|สถิติ|รายงาน")


#: How often something is told or done, where that is too seldom.
_SELDOM = re.compile(r"(?:ปี|ไตรมาส)ละ(?:(?:เพียง)?(?P<many>หนึ่ง|สอง|สาม|สี่)|\s?(?P<count>\d)\s?)?ครั้ง(?!เท่า)")
_TELLING = re.compile("(?:การ)?(?:รายงาน|ติดตาม|ทบทวน|เผยแพร่|สื่อสาร|ประชุม|สำรวจ|ประเมิน|ตรวจ|ซ้อม|รับฟัง)|ผล(?:การ|งาน)")


def seldom(about: str, rest: str) -> NewGoal | None:
    """Return "more often" where something is told or looked at once or twice a year."""
    match = _SELDOM.search(rest[:80])
    if match is None or not _TELLING.match(about) or (ANY.fullmatch(about) and not about.startswith("ผลการ")):
        return None
    return NewGoal(f"เพิ่มความถี่ของ{about}", "seldom", about, match[0])


#: Letters below which a deed says too little without its time.
MEANS = 8


def of_share(share: Share) -> str:
    """Return "more of those that do", "less of those that do not", or "make it possible" of what cannot be done."""
    unable = re.search("(?:แล้ว|และ|^)(?P<deed>(?:(?!แล้ว)[ก-๎]){4,40})ไม่(?:ได้|ออก)$", share.part)
    if unable is not None and begins_with_verb(unable["deed"]):
        return f"ปรับปรุง{share.whole}ให้{unable['deed']}ได้"
    part = re.sub(r"ภายใน\s\d+\s(?:วันทำการ|วัน|ชั่วโมง|นาที|เดือน|ปี)$", "ภายในเวลาที่กำหนด", share.part)
    part = re.sub(r"(?:เกิน)?\s\d+\s(?:วันทำการ|วัน|ชั่วโมง|นาที|เดือน|ปี)$", "", part)
    return f"{'เพิ่ม' if share.low else 'ลด'}สัดส่วน{share.whole}ที่{part if len(part) >= MEANS else share.part}"


def left_out(about: str, lack: Lack | None) -> NewGoal | None:
    """Return "tell them apart", "reach the others too" or "write it down"."""
    if lack is None or not about or lack.kind == "turned":
        return None
    if lack.kind in {"outside", "served"}:
        into = re.match("(?P<verb>แปลง|ปรับ|เปลี่ยน|ถอด|สรุป)(?P<into>เป็น.*)", lack.words)
        if lack.kind == "served" and into is not None:
            return NewGoal(f"{into['verb']}{about}{into['into']}", lack.kind, about, lack.words, lack=lack)
        goal = f"ขยาย{lack.words}ให้ครอบคลุม{about}" if lack.kind == "outside" else f"{lack.words}{about}"
        if lack.kind == "served" and lack.words.startswith("นำ"):
            goal = f"นำ{about}{lack.words.removeprefix('นำ')}"
        return NewGoal(goal, lack.kind, about, lack.words, lack=lack)
    if lack.kind == "split":
        deed = about.removeprefix("การ")
        verb = "" if about.startswith("การ") and begins_with_verb(deed) else "รายงาน"
        return NewGoal(f"{verb}{deed if not verb else about}แยกตาม{lack.words}", "split", about, lack.words, lack=lack)
    if lack.kind == "written":
        return NewGoal(f"ถ่ายทอด{about}{lack.words}", "written", about, lack.words, lack=lack)
    about = lack.subject if is_nominal(lack.subject) else f"{lack.subject}ของ{about}" if lack.subject else about
    return NewGoal(f"ขยาย{about}ให้ครอบคลุม{lack.words}", "reach", about, lack.words, lack=lack)


def made_to(about: str, lack: Lack | None) -> NewGoal | None:
    """Return "make it do what it does not do"."""
    if lack is None or lack.kind != "turned" or not thing_like(about) or ANY.fullmatch(about):
        return None
    into = re.match(
        "(?P<verb>แปลง|ถอด|สรุป|ปรับ|เปลี่ยน|รวม|แบ่ง|เชื่อม|เชื่อมโยง|บูรณาการ|เชื่อมต่อ)(?P<into>(?:เป็น|กับ).*)", lack.words
    )
    if into is not None:
        return NewGoal(f"{into['verb']}{about}{into['into']}", "turned", about, lack.words, lack=lack)
    if _USED.match(lack.words):
        return NewGoal(f"ใช้{about}{lack.words.removeprefix('ใช้')}", "turned", about, lack.words, lack=lack)
    if _BROUGHT.match(lack.words):
        return NewGoal(f"นำ{about}{lack.words}", "turned", about, lack.words, lack=lack)
    if _FIGURED.match(lack.words) and _VALUE.match(about):
        # A value cannot do anything: how it is worked out can.
        return NewGoal(f"ปรับปรุงวิธีคำนวณ{about}ให้{lack.words}", "figured", about, lack.words, lack=lack)
    if WRITTEN.match(about) or _LIKE.match(lack.words):
        return NewGoal(f"ปรับปรุง{about}ให้{lack.words}", "turned", about, lack.words, lack=lack)
    return None


#: Steps of working out a value, and values.
_FIGURED = re.compile("หัก|นับ|รวม|ถ่วง|คำนวณ|คิด(?=ค่า|จาก|รวม)")
_VALUE = re.compile("มูลค่า|ค่า(?!เดิน|ใช้จ่าย|นิยม)|อัตรา|ร้อยละ|คะแนน|จำนวน|ดัชนี|สัดส่วน")
#: Done, but not in time, not wholly, not in the right way.
_POORLY = re.compile(
    r"(?:^|ยัง|\s)(?P<deed>[ก-๎]{2,40}?)ไม่(?P<how>ต่อเนื่อง|ทัน(?:เวลา|กำหนด)?|ครบ(?:ถ้วน)?|ถูกวิธี|สม่ำเสมอ|ชัดเจน|เพียงพอ|แม่นยำ|ถูกต้อง|ทั่วถึง|เป็นระบบ|ตรงกลุ่ม)(?=\s|$|และ|จึง|เพราะ)"
)


def poorly(about: str, rest: str) -> NewGoal | None:
    """Return "make it do so in time, wholly, in the right way" where a thing does, but poorly."""
    match = _POORLY.search(re.split(r"(?<!\d) (?=[ก-๎]{4})", rest.strip())[0])
    if match is None or not thing_like(about) or ANY.fullmatch(about):
        return None
    deed = match["deed"].rsplit("ยัง", 1)[-1].removeprefix("ของ")
    if not begins_with_verb(deed) or QUESTION.search(deed) or "จึง" in deed:
        return None
    verb = "พัฒนา" if about.startswith(("ระบบ", "เครือข่าย", "บริการ", "ช่องทาง")) else "ปรับปรุง"
    done = f"{deed}{match['how']}"
    return NewGoal(f"{verb}{about}ให้{done}", "poorly", about, done)


#: People who wait for something, and how long.
_WAIT = re.compile(
    r"(?P<who>[^\s\d]{4,60}?)(?:ต้อง|ยัง)*(?P<wait>รอ(?!บ|ง)[ก-๎]{0,40}?)(?:โดย)?(?:เฉลี่ย|นานถึง|นาน|ถึง|กว่า)\s?(?=\d|หนึ่ง|สอง|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า|สิบ)"
)


def waiting(about: str, text: str) -> NewGoal | None:
    """Return "less waiting" where the sentence says how long people wait."""
    match = _WAIT.search(text)
    who = re.sub("^(?:และ|แต่|จึง)", "", match["who"]) if match is not None else ""
    if match is None or not PEOPLE.match(who) or re.search("จึง|ต้อง|แล้ว", who):
        return None
    of = f"{match['wait']}ของ{who}" if len(match["wait"]) > len("รอ") else f"รอ{about}"
    return NewGoal(f"ลดระยะเวลา{of}", "slow", f"ระยะเวลา{of}") if len(of) > len("รอ") else None


_SCARCE = re.compile(rf"\s*(?:ยัง)?มี(?:เพียง|แค่|อยู่เพียง)\s?(?P<many>\d[\d,]*)\s(?P<unit>{EACH})")
_PLACES = re.compile("จังหวัด|อำเภอ|ตำบล|เขต|ศูนย์|สถานี|หมู่บ้าน|แห่ง|กอง")


def scarce(about: str, rest: str) -> NewGoal | None:
    """Return "more of them" where there are only so many, or only in so many places."""
    match = _SCARCE.match(rest)
    if match is None or not about:
        return None
    unit = match["unit"]
    goal = f"ขยาย{about}ให้ครอบคลุม{unit}เพิ่มขึ้น" if _PLACES.match(unit) else f"เพิ่มจำนวน{about}"
    return NewGoal(goal, "scarce", about, f"{match['many']} {unit}")


_CAUSE = re.compile(r"(?:ยัง)?ไม่(?:ทราบ|รู้|เคยหา|เคยวิเคราะห์)(?P<what>(?:สาเหตุ|เหตุผล|ปัจจัย)(?:ที่|ของ)[ก-๎]{8,70})")


def cause(text: str) -> NewGoal | None:
    """Return "find out why" where the office does not know the causes."""
    match = _CAUSE.search(text)
    return NewGoal(f"วิเคราะห์{match['what']}", "deed", match["what"], match["what"]) if match is not None else None


#: What is not laid down or looked into, with the thing before the deed: "ปัจจัยที่… ยังไม่ได้กำหนด".
_FRONTED = re.compile(
    r"(?:^|\s)(?P<what>[^\s]{8,90}?)(?:ยัง)?ไม่(?:ได้|เคย|ถูก|ได้รับการ)(?:ถูก|มีการ|รับการ)?"
    r"(?P<deed>กำหนด|วิเคราะห์|จัดทำ|ประเมิน|ทบทวน|สำรวจ|วัด|ตรวจสอบ|ทดสอบ|ถ่ายทอด|ปรับปรุง)(?:ไว้)?(?:ใน[ก-๎]{3,20})?(?=\s|$|แม้|จึง|เลย)"
)


#: What others do not get to see: "ข้อมูลรายรับยังไม่เปิดเผยต่อผู้ค้า".
_SHOWN = re.compile(
    r"^(?P<what>[ก-๎]{6,60}?)(?:ยัง)?ไม่(?:ได้|เคย|ถูก)*(?P<deed>เปิดเผย|เผยแพร่|แจ้ง)(?P<whom>(?:ต่อ|ให้|แก่|บน)[ก-๎]{3,30})(?=\s|$|จึง)"
)


def fronted(text: str) -> NewGoal | None:
    """Return "do it" where the thing stands before the deed that is not done."""
    shown = _SHOWN.search(text)
    if shown is not None and is_nominal(shown["what"]) and not QUESTION.search(shown["what"]):
        return NewGoal(f"{shown['deed']}{shown['what']}{shown['whom']}", "undone", shown["what"], shown["what"])
    match = _FRONTED.search(text)
    what = re.sub("^(?:แต่|และ|ทั้งที่|ขณะที่|โดย)", "", match["what"]) if match is not None else ""
    if match is None or not is_nominal(what) or QUESTION.search(what) or ANY.fullmatch(what):
        return None
    return NewGoal(f"{match['deed']}{what}", "undone", what, what)


#: Two records of the same thing that say different things.
_DIFFER = re.compile(r"\s*(?:ยัง)?(?:ไม่ตรงกัน|ไม่สอดคล้องกัน|ขัดแย้งกัน)")


def differing(about: str, rest: str) -> NewGoal | None:
    """Return "make them agree" where records of one thing differ."""
    if not _DIFFER.match(rest) or not thing_like(about) or _PARTIES.search(about):
        return None
    return NewGoal(f"ทำให้{about}ตรงกัน", "differing", about, "ตรงกัน")


#: What people say of each other cannot be made to agree by the office.
_PARTIES = re.compile("เจ้าของ|คู่กรณี|คู่พิพาท|ฝ่าย|ผู้(?:ร้อง|ขอ|เช่า|ซื้อ|ขาย)")


def burden(about: str, rest: str) -> NewGoal | None:
    """Return "less of it" where people leave, wait, travel or complain."""
    match = _BURDEN.match(rest)
    if match is None or not about or thing_like(about):
        return None
    return NewGoal(f"ลดการ{match['bad'].strip()}ของ{about}", "burden", about, match["bad"].strip())


def few(about: str, rest: str) -> NewGoal | None:
    """Return "more of them" where only some do what all should."""
    match = _FEW.match(rest)
    if match is None or not about:
        return None
    what = match["what"].strip()
    return NewGoal(f"เพิ่มสัดส่วน{about}ที่{what}", "few", about, what)


def direction(about: str, rest: str) -> NewGoal | None:
    """Return "less" of what rises and "more" of what falls: assessors name it as a weakness."""
    match = _MOVES.match(rest)
    if match is None or not thing_like(about) or ANY.fullmatch(about):
        return None
    # A time or cost that fell and is still found wanting should fall further.
    less = match["up"] or _BURDENS.match(about)
    about = re.sub("^(?:ผลลัพธ์|ผล)(?:ด้าน)?(?=ความ|คะแนน)", "", about)
    more = "ยกระดับ" if about.startswith("ความ") else "เพิ่ม"
    return NewGoal(f"{'ลด' if less else more}{about}", "direction", about, about)


_BURDENS = re.compile(
    "ระยะเวลา|เวลา|คิว|ต้นทุน|ค่าใช้จ่าย|รายจ่าย|ภาระ|อุบัติ|ข้อร้องเรียน|เรื่องร้องเรียน|ของเสีย|ขยะ|น้ำสูญเสีย|การลาออก|อัตราการลาออก"
)


def short_of(text: str) -> NewGoal | None:
    """Return "raise what fell short" where the finding names the indicator that did."""
    match = _SHORT_OF.search(text)
    if match is None:
        return None
    kpi = match["kpi"]
    return NewGoal(f"{'ลด' if kpi.startswith('ระยะเวลา') else 'เพิ่ม'}{kpi}", "short", kpi, kpi)


def slow(about: str, rest: str) -> NewGoal | None:
    """Return "sooner" where something takes long or comes late."""
    if not thing_like(about) or not _SLOW.match(rest):
        return None
    told = re.fullmatch("(?P<what>(?:ผล|รายงาน)[ก-๎]+?)(?P<deed>เสนอ|ส่ง|รายงาน)(?P<whom>ผู้บริหาร[ก-๎]*)", about)
    about = f"การ{told['deed']}{told['what']}ต่อ{told['whom']}" if told is not None else about
    shown = re.fullmatch(
        "(?P<what>(?:ข้อมูล|ผล|รายงาน)[ก-๎]+?)ที่(?P<deed>เผยแพร่|ส่ง|แจ้ง|รายงาน)(?P<whom>(?:แก่|ต่อ|ให้)[ก-๎]+)?", about
    )
    about = f"การ{shown['deed']}{shown['what']}{shown['whom'] or ''}" if shown is not None else about
    shorter = about if re.match("เวลา|ระยะเวลา", about) else f"ระยะเวลา{about}"
    return NewGoal(f"ลด{shorter}", "slow", shorter)


def apart(about: str, rest: str) -> NewGoal | None:
    """Return "as one system" where things that belong together are kept apart."""
    if not thing_like(about) or not _APART.search(rest[:45]):
        return None
    return NewGoal(f"เชื่อมโยง{about}ให้เป็นระบบเดียวกัน", "apart", about)


def way(about: str, rest: str) -> NewGoal | None:
    """Return "do it better" where the finding says how it is done today."""
    match = _WAY.match(rest)
    if match is None or not about:
        return None
    done = match["way"]
    if _JUDGED.match(done):
        return NewGoal(f"ปรับปรุงเกณฑ์{done}{about}", "way", about, way=done)
    if about.startswith(("การ", "งาน")) or done in about:
        return better(about, "way")
    return NewGoal(f"ปรับปรุงการ{done}{about}", "way", about, way=done)


def undone(about: str, text: str) -> NewGoal | None:
    """Return "do what is not done" where the sentence names the deed and its object."""
    for deed, subject in undone_deeds(text):
        about = subject if WRITTEN.match(subject) and not ANY.fullmatch(subject) and len(subject) >= 8 else about
        first = deed.split(" ")[0] if deed.count(" ") > 1 else deed
        if _FORM.match(first) and WRITTEN.match(about) and 14 <= len(first) <= 45 and not QUESTION.search(first):
            return NewGoal(f"ปรับปรุง{about}ให้{first}", "held", about, first)
        form = _FORM.match(first) and not (ANY.fullmatch(about) or not about)
        plain_words = not (QUESTION.search(first) or ELLIPSIS.search(first))
        if len(first) >= 16 and not form and plain_words and one_aim(first):
            return NewGoal(first, "undone", about, first)
    return None
