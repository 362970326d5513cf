"""KPIs where a finding states no figure: what the goal sets up is counted, else how many do as it asks."""

from __future__ import annotations

import re
from dataclasses import replace

from plandocs.suggest.firsttargets import FirstTarget
from plandocs.suggest.newgoal import PEOPLE, NewGoal
from plandocs.suggest.quantities import Quantity
from plandocs.suggest.shares import EACH, WORDS
from plandocs.suggest.verbs import begins_with_verb

#: Units of what can be set up by its head, and what is said of it once it is there.
_UNITS = (
    (re.compile("ตัวชี้วัด"), "ตัวชี้วัด", "ประกาศใช้แล้ว"),
    (re.compile("ระบบ"), "ระบบ", "เปิดให้ใช้แล้ว"),
    (re.compile("แผน(?!ที่)"), "แผน", "ประกาศใช้แล้ว"),
    (re.compile("คู่มือ"), "เล่ม", "ประกาศใช้แล้ว"),
    (re.compile("หลักสูตร"), "หลักสูตร", "เปิดสอนแล้ว"),
    (re.compile("บริการ"), "บริการ", "เปิดให้ใช้แล้ว"),
    (re.compile("ช่องทาง"), "ช่องทาง", "เปิดให้ใช้แล้ว"),
    (re.compile("ข้อตกลง|บันทึกข้อตกลง"), "ฉบับ", "ลงนามแล้ว"),
    (re.compile("กลไก"), "กลไก", "เริ่มใช้แล้ว"),
    (re.compile("มาตรการ"), "มาตรการ", "ประกาศใช้แล้ว"),
    (re.compile("ขั้น(?:ตอน)?"), "ขั้นตอน", "เริ่มใช้แล้ว"),
    (re.compile("เกณฑ์|มาตรฐาน|แนวทาง|แบบ(?!จำลอง)|ระเบียบ|ประกาศ"), "ฉบับ", "ประกาศใช้แล้ว"),
    (re.compile("ทะเบียน|บัญชี|ผัง|ภาพอนาคต|รายการ|รายงาน"), "ฉบับ", "จัดทำแล้วเสร็จ"),
    (re.compile("ข้อมูล|คำอธิบาย|ฐาน"), "ชุด", "จัดทำแล้วเสร็จ"),
    (re.compile("ผู้|เจ้าภาพ"), "คน", "แต่งตั้งแล้ว"),
    (re.compile("เส้นทาง"), "เส้นทาง", "ประกาศใช้แล้ว"),
    (re.compile("เวที|กิจกรรม|วาระ"), "ครั้ง", "จัดแล้ว"),
    (re.compile("ข้อกำหนด|กติกา|เงื่อนไข|แนวปฏิบัติ"), "ฉบับ", "ประกาศใช้แล้ว"),
    (re.compile("ค่าเป้าหมาย|เป้าหมาย|หมุดหมาย|เครื่องมือ|วิธี"), "เรื่อง", "เริ่มใช้แล้ว"),
)
#: What KPIs of last resort begin with: of an aim that says what should be so, and of one that only says "better".
LAST_RESORT = ("ร้อยละความสำเร็จของการ", "จำนวนมาตรการเพื่อ")
#: Kinds of aims that only say that something should be better.
BARE = frozenset({"about", "consequence", "way"})
_SET_UP = re.compile("(?:จัดทำ|ทำ|กำหนด|พัฒนา|สร้าง|จัดตั้ง|ตั้ง|วาง|แต่งตั้ง|จัดหา|จัดให้มี|ประกาศ|แก้|แก้ไข|เพิ่ม|เปิด)(?P<thing>[ก-๎].*)")
#: Not one of them does: "แม้แต่กระบวนงานเดียว".
_NONE = re.compile(rf"แม้แต่(?P<unit>{EACH})เดียว")
#: All of them do not: "ของศูนย์ภูมิภาคทั้ง 6 แห่งยังไม่เชื่อม".
_ALL_OF = re.compile(rf"(?:ของ|^)(?P<whole>[ก-๎]{{4,30}}?)ทั้ง\s?(?P<many>\d+)\s(?P<unit>{EACH})(?:ยัง)?ไม่")
#: Things that can be counted, so that a share of them can do as the goal asks.
_COUNTABLE = re.compile(
    "ตัวชี้วัด|ตัววัด|เป้าหมาย|ค่าเป้าหมาย|แผน(?!ที่)|โครงการ|หลักสูตร|คู่มือ|แบบ|มาตรการ|ค่านิยม|สัญญา|ข้อตกลง|กระบวนงาน|บริการ|คำ|มติ|เครือข่าย|ช่องทาง|เกณฑ์|ระเบียบ|ประกาศ"
    "|รายงาน|บทวิเคราะห์|ข้อเสนอ|เรื่อง|เสียง|ผู้|เจ้าหน้าที่|บุคลากร|หน่วย|ศูนย์|กอง|สถานี|จุด|เครื่อง|ตู้|การ(?:โอน|จัดซื้อ|จัดหา|ประชุม|ตรวจ|อนุญาต|ออก|ให้บริการ)"
)


def built(goal: NewGoal, text: str) -> Quantity:
    """Return the quantity that measures a goal whose finding states no figure."""
    thing = goal.thing or goal.about
    if goal.kind == "missing":
        made = _set_up(thing, absent="ยังไม่มี") or _on_paper(replace(goal, kind="undone"))
        return made or _fruit(goal) or _done(goal)
    if goal.kind == "direction":
        heads = (("ค่า|ต้นทุน|รายจ่าย", "บาท"), ("เวลา|ระยะเวลา", "วันทำการ"), ("จำนวน", "เรื่อง"))
        return Quantity(thing, next((unit for head, unit in heads if re.match(head, thing)), "ร้อยละ"), None)
    if goal.kind == "figured":
        first = FirstTarget(1.0, "รายงานด้วยวิธีใหม่เป็นครั้งแรกอย่างน้อย 1 ฉบับ")
        name = f"จำนวนรายงาน{goal.about}ที่คำนวณด้วยวิธีใหม่"
        return Quantity(name, "ฉบับ", 0.0, absent=f"ยังไม่{goal.thing}", target=first, rising=True)
    if goal.kind == "burden":
        return Quantity(f"ร้อยละของ{goal.about}ที่{goal.thing}", "ร้อยละ", None, rising=False)
    if goal.kind == "slow":
        name = goal.about if re.match("เวลา|ระยะเวลา", goal.about) else f"ระยะเวลาที่ใช้ใน{goal.about}"
        return Quantity(name, "วันทำการ", None, rising=False)
    if goal.kind in {"skill", "uneven"}:
        return Quantity(f"ร้อยละของ{goal.about}ที่{goal.thing}", "ร้อยละ", None, rising=True)
    if goal.kind == "worn":
        return Quantity(f"ร้อยละของ{goal.about}ที่{goal.thing}", "ร้อยละ", None, rising=False)
    if goal.kind == "usable":
        return _usable(goal)
    if goal.kind == "written":
        return Quantity(f"จำนวนเรื่องของ{goal.about}ที่มีคู่มือใช้แล้ว", "เรื่อง", None, rising=True)
    if goal.kind == "trend":
        return _years(goal, text)
    if goal.kind == "differing":
        return Quantity(f"ร้อยละของรายการที่{goal.about}ตรงกัน", "ร้อยละ", None, rising=True)
    if goal.kind == "apart":
        return _joined(goal.about)
    if goal.kind in {"undone", "deed"} and "ร่วมกัน" in goal.goal and (made := _of_thing(goal)) is not None:
        # What all of them share is counted itself: no share of them has it.
        return replace(made, value=0.0, absent="ยังไม่ได้ดำเนินการ")
    return (
        _people(goal)
        or _each_time(goal)
        or _share_that_does(goal, text)
        or _of_thing(goal)
        or _on_paper(goal)
        or _fruit(goal)
        or _done(goal)
    )


def _usable(goal: NewGoal) -> Quantity:
    """Return in how many of the places it can be used, where the finding names them; else whether it can."""
    place = re.search("ใน(?P<place>(?:พื้นที่|เขต|จังหวัด|ศูนย์|สาขา|หน่วย|สำนักงาน|สถานี)[ก-๎]*)$", goal.thing)
    if place is not None:
        return Quantity(
            f"ร้อยละของ{place['place']}ที่ใช้{goal.about}ได้",
            "ร้อยละ",
            0.0,
            absent=f"ยังใช้งานไม่ได้ใน{place['place']}",
            rising=True,
        )
    unit = _unit_of(goal.about) or "ระบบ"
    return _first_of(f"จำนวน{goal.about}ที่{goal.thing}แล้ว", unit, "ทำได้")


#: "พัฒนาช่างให้มีทักษะ…", "กำหนดสมรรถนะและการสอบเทียบผู้ตรวจ": how many people have it, or went through it.
_HAVE = re.compile(
    rf"(?:พัฒนา|ยกระดับ|อบรม|เตรียม|สร้าง)(?P<who>{PEOPLE.pattern}[ก-๎]{{0,30}}?)ให้(?P<what>(?:มี|สามารถ|ใช้|ผ่าน|เข้าใจ|รู้)[ก-๎].*)"
)
_THROUGH = re.compile(
    rf"[ก-๎]*การ(?P<deed>สอบเทียบ|ทดสอบ|ประเมิน|รับรอง|ฝึกอบรม|อบรม|ฝึก|ซักซ้อม)(?P<who>{PEOPLE.pattern}[ก-๎]{{0,24}})$"
)


#: "พัฒนาระบบให้ตรวจสิทธิ์ก่อนจ่ายเงิน": what has to be done each time before something else.
_BEFORE_IT = re.compile(
    "(?:ปรับปรุง|พัฒนา)[ก-๎]{6,60}?ให้(?P<deed>[ก-๎]{6,60}?)ก่อน(?:การ)?(?P<act>มอบหมาย|อนุมัติ|จ่าย|ออก|ประกาศ|รับ|ส่ง|ลงนาม|เผยแพร่)(?P<what>[ก-๎]{0,30})$"
)


def _each_time(goal: NewGoal) -> Quantity | None:
    """Return of how many times something was done before, where it has to be done each time."""
    match = _BEFORE_IT.match(goal.goal)
    if match is None:
        return None
    every = FirstTarget(100.0, "ทุกครั้งตามข้อเสนอแนะของผู้ตรวจประเมิน")
    name = f"ร้อยละของการ{match['act']}{match['what']}ที่{match['deed']}ก่อน"
    return Quantity(name, "ร้อยละ", None, target=every, rising=True)


def _people(goal: NewGoal) -> Quantity | None:
    """Return the share of people who have what a goal gives them, or went through what it sets up."""
    if (have := _HAVE.match(goal.goal)) is not None:
        return Quantity(f"ร้อยละของ{have['who']}ที่{have['what']}", "ร้อยละ", None, rising=True)
    if (through := _THROUGH.match(goal.goal)) is not None:
        return Quantity(f"จำนวน{through['who']}ที่ผ่านการ{through['deed']}", "คน", None, rising=True)
    return None


def _years(goal: NewGoal, text: str) -> Quantity:
    """Return the count of years that results are told for: one today, as many as the finding asks for."""
    asked = re.search(r"(?:อย่างน้อย|ครบ)\s?(?P<many>สาม|สี่|ห้า|[3-5])\s?(?:ปี|รอบ|จุด)", text)
    many = float(WORDS.get(asked["many"]) or asked["many"]) if asked is not None else None
    one = 1.0 if re.search("เดียว|หนึ่ง|ปี (?:พ|2)", goal.thing) else None
    target = FirstTarget(many, f"ตามข้อความของผู้ตรวจประเมิน ({int(many)} ปี)") if many else None
    return Quantity(f"จำนวนปีที่รายงาน{goal.about}ต่อเนื่อง", "ปี", one, rising=True, target=target)


def _joined(about: str) -> Quantity:
    if "กับ" in about:
        return Quantity(f"จำนวนรายการข้อมูลที่เชื่อมโยงแล้วระหว่าง{about}", "รายการ", None, rising=True)
    return Quantity(f"จำนวนระบบของ{about}ที่เชื่อมโยงเป็นระบบเดียวกันแล้ว", "ระบบ", None, rising=True)


def _set_up(thing: str, absent: str = "") -> Quantity | None:
    """Return the count of what is set up: none today where the finding says so, one to begin with."""
    unit, state = next(((unit, state) for heads, unit, state in _UNITS if heads.match(thing)), ("", ""))
    if not unit:
        return None
    first = FirstTarget(1.0, f"จัดให้มีเป็นครั้งแรกอย่างน้อย 1 {unit}ตามที่ข้อค้นพบระบุ")
    return Quantity(f"จำนวน{thing}ที่{state}", unit, 0.0 if absent else None, absent=absent, target=first, rising=True)


def _of_thing(goal: NewGoal) -> Quantity | None:
    """Return the count of what a deed sets up ("ทำข้อตกลงระดับบริการภายใน")."""
    match = _SET_UP.match(goal.goal) if goal.kind in {"asked", "undone", "deed"} else None
    if match is None or len(match["thing"]) > 70:
        return None
    made = _set_up(match["thing"])
    able = re.match("(?P<thing>[ก-๎]{8,}?)ให้(?P<deed>[ก-๎].*)", match["thing"])
    if made is not None and able is not None:
        return replace(made, name=f"จำนวน{able['thing']}ที่{able['deed']}ได้แล้ว")
    return made


def _share_that_does(goal: NewGoal, text: str) -> Quantity | None:
    """Return how many of the things a goal is about do as it asks, where they can be counted."""
    does = {
        "turned": goal.lack.words if goal.lack is not None else "",
        "held": goal.goal.removeprefix(f"ปรับปรุง{goal.about}ให้"),
        "poorly": goal.thing,
        "way": f"{goal.way}ตามเกณฑ์ใหม่" if goal.goal.startswith("ปรับปรุงเกณฑ์") else "",
        "undone": goal.goal,
        "deed": goal.goal,
    }.get(goal.kind, "")
    if not does:
        return None
    if goal.kind == "turned" and (all_of := _ALL_OF.search(text)) is not None:
        whole, many, unit = all_of["whole"], float(all_of["many"]), all_of["unit"]
        every = FirstTarget(many, f"ครบทั้ง {int(many)} {unit}ที่ข้อค้นพบระบุ")
        return Quantity(f"จำนวน{whole}ที่{does}แล้ว", unit, 0.0, absent="ยังไม่ได้ดำเนินการ", target=every, rising=True)
    if goal.kind in {"undone", "deed"} and (none := _NONE.search(text)) is not None:
        unit = none["unit"]
        return Quantity(f"จำนวน{unit}ที่{does}แล้ว", unit, 0.0, absent=f"ยังไม่มีแม้แต่{unit}เดียว", rising=True)
    held = re.match("(?P<verb>ระบุ|กำหนด|แสดง|มี)(?P<thing>[ก-๎].{7,})", does)
    if held is not None and goal.kind in {"turned", "held"}:
        thing = held["thing"]
        unit = next((u for u in ("ตำแหน่ง", "ตัวชี้วัด", "โครงการ", "กิจกรรม") if thing.startswith(u)), "รายการ")
        thing = thing.removeprefix("จำนวน")
        return Quantity(f"จำนวน{thing}ที่{held['verb']}ไว้ใน{goal.about}แล้ว", unit, None, rising=True)
    if goal.kind == "deed" or not _COUNTABLE.match(goal.about) or goal.about in does or len(goal.about) > 60:
        return None
    if _ONE.match(goal.about) and (unit := _unit_of(goal.about)):
        return _first_of(f"จำนวน{goal.about}ที่{does}แล้ว", unit, "ทำได้")
    # None of them, not only some: "ไม่ได้ตั้ง…", not "ยังไม่ครบ".
    never = re.search(rf"ไม่(?:ได้|เคย)(?:ถูก)?{re.escape(does[:8])}", text) is not None
    base, absent = (0.0, "ยังไม่ได้ดำเนินการ") if never else (None, "")
    return Quantity(f"ร้อยละของ{goal.about}ที่{does}", "ร้อยละ", base, absent=absent, rising=True)


#: Deeds whose fruit is a paper that somebody reads, and results that nobody has told yet.
_STUDIED = re.compile("วิเคราะห์|ประเมิน|คาดการณ์|พยากรณ์|เปรียบเทียบ|สำรวจ|ศึกษา|ทบทวน")
_TOLD = re.compile("(?:รายงาน|เสนอ|แสดง|ติดตาม)(?P<what>(?:ผลลัพธ์|ผล|ค่า|อัตรา|ตัวชี้วัด|คุณภาพ|ความ|ระดับ|ภาวะ)[ก-๎].*)")


def _on_paper(goal: NewGoal) -> Quantity | None:
    """Return the count of studies laid before the managers, or of results that are told."""
    absent = "ยังไม่ได้ดำเนินการ" if goal.kind in {"undone", "deed"} else ""
    value = 0.0 if absent else None
    if (told := _TOLD.match(goal.goal)) is not None:
        first = FirstTarget(1.0, "รายงานเป็นครั้งแรกอย่างน้อย 1 ตัวชี้วัดตามที่ข้อค้นพบระบุ")
        what = re.sub("เป็น(?:ผลลัพธ์|ตัวชี้วัด).*$", "", told["what"].removeprefix("ตัวชี้วัด"))
        name = f"จำนวนตัวชี้วัด{what}ที่รายงานแล้ว"
        return Quantity(name, "ตัวชี้วัด", value, absent=absent, target=first, rising=True)
    if _STUDIED.match(goal.goal):
        first = FirstTarget(1.0, "เสนอเป็นครั้งแรกอย่างน้อย 1 ฉบับตามที่ข้อค้นพบระบุ")
        name = f"จำนวนรายงานผลการ{goal.goal}ที่เสนอผู้บริหารแล้ว"
        return Quantity(name, "ฉบับ", value, absent=absent, target=first, rising=True)
    return None


#: Made to do something ("พัฒนาระบบ…ให้ส่งข้อมูลต่อเนื่อง"), looked into, shown to others, or done with fewer steps.
_MADE_TO = re.compile("(?:ปรับปรุง|พัฒนา)(?P<thing>[ก-๎][^ ]{5,60}?)ให้(?P<deed>[ก-๎].*)")
_LOOKED_INTO = re.compile(
    "(?:นำ|ใช้)(?P<source>[ก-๎].{7,60}?)(?:มา)?(?P<deed>วิเคราะห์|คาดการณ์|พยากรณ์|ประเมิน)(?P<what>[ก-๎].*)"
)
_SHOWN = re.compile("(?:เปิดเผย|เผยแพร่)(?P<what>(?:ข้อมูล|ผล|รายงาน|รายการ)[ก-๎].*?)(?P<whom>(?:ต่อ|แก่|ให้|บน)[ก-๎]+)$")
_STEPS = re.compile("ลด(?P<what>ขั้นตอน|เอกสาร)(?P<of>[ก-๎].*)")
_RENEWED = re.compile("(?:ปรับปรุง|ทบทวน|พัฒนา)(?P<thing>[ก-๎].*)")
#: Things of which there is one, so that a share of them tells nothing.
_ONE = re.compile("ระบบ|แผน(?:ยุทธศาสตร์|แม่บท|ปฏิบัติราชการ)|[ก-๎]+ฉบับ(?:ใหม่|ปัจจุบัน)")


def _fruit(goal: NewGoal) -> Quantity | None:
    """Return the count of what the deed of a goal brings about, where it says what that is."""
    words = goal.goal
    made = _MADE_TO.match(words)
    if made is not None and begins_with_verb(made["deed"]) and (unit := _unit_of(made["thing"])):
        return _first_of(f"จำนวน{made['thing']}ที่{made['deed']}แล้ว", unit, "ทำได้")
    if (studied := _LOOKED_INTO.match(words)) is not None:
        name = f"จำนวนรายงานผลการ{studied['deed']}{studied['what']}โดยใช้{studied['source']}ที่เสนอผู้บริหารแล้ว"
        return _first_of(name, "ฉบับ", "เสนอ")
    if (shown := _SHOWN.match(words)) is not None:
        return _first_of(f"จำนวนครั้งที่{words}ต่อปี", "ครั้ง", "เปิดเผย") if len(shown["what"]) > 10 else None
    if (steps := _STEPS.match(words)) is not None:
        unit = "ฉบับ" if steps["what"] == "เอกสาร" else "ขั้นตอน"
        return Quantity(f"จำนวน{steps['what']}{steps['of']}", unit, None, rising=False)
    renewed = _RENEWED.match(words)
    if renewed is not None and "ให้" not in words and (unit := _unit_of(renewed["thing"])) in _PAPERS:
        return _first_of(f"จำนวน{renewed['thing']}ที่ปรับปรุงและประกาศใช้แล้ว", unit, "ปรับปรุง")
    return None


#: Units of what is laid down on paper: a new edition of it can be announced.
_PAPERS = frozenset({"แผน", "เล่ม", "หลักสูตร", "ฉบับ", "มาตรการ", "ตัวชี้วัด"})


def _unit_of(thing: str) -> str:
    return next((unit for heads, unit, _ in _UNITS if heads.match(thing)), "")


def _first_of(name: str, unit: str, deed: str) -> Quantity:
    first = FirstTarget(1.0, f"{deed}เป็นครั้งแรกอย่างน้อย 1 {unit}ตามที่ข้อค้นพบระบุ")
    return Quantity(name, unit, None, target=first, rising=True)


def _done(goal: NewGoal) -> Quantity:
    """Return the measure of last resort: how much of what the goal sets out to do is done."""
    success, measures = LAST_RESORT
    if goal.kind in BARE and "ให้" not in goal.goal:
        # Whether it is better cannot be read from the aim; what is done about it can be counted.
        return Quantity(f"{measures}{goal.goal}ที่ดำเนินการแล้วเสร็จ", "มาตรการ", None, rising=True)
    every = FirstTarget(100.0, "ดำเนินการครบทุกกิจกรรมของเป้าหมายนี้")
    return Quantity(
        f"{success}{goal.goal}",
        "ร้อยละ",
        None,
        target=every,
        rising=True,
        definition="จำนวนกิจกรรมของเป้าหมายนี้ที่แล้วเสร็จพร้อมหลักฐาน หารด้วยจำนวนกิจกรรมทั้งหมด คูณ 100 ณ วันสิ้นปีงบประมาณ",
    )
