"""
KPIs for goals that no plan has had before: what the finding itself counts, with the figure it states as baseline.

A share it states goes first, then what it names one by one, then its figures of time, money and number; where it states
none, what the goal sets up is counted. Targets follow a rule of `firsttargets`, or are left to the planner.
"""

from __future__ import annotations

import re

from plandocs.model.finding import Finding
from plandocs.model.plan import SuggestedKpi
from plandocs.suggest.backlog import backlog
from plandocs.suggest.built import LAST_RESORT, built
from plandocs.suggest.counted import counted, turned
from plandocs.suggest.definitions import definition
from plandocs.suggest.firsttargets import FirstTarget, Pace, first_target, part_way
from plandocs.suggest.newgoal import NewGoal
from plandocs.suggest.newgoals import goal_of, statement
from plandocs.suggest.positive import positive
from plandocs.suggest.quantities import Quantity
from plandocs.suggest.seconds import second
from plandocs.suggest.shares import WORDS, Share
from plandocs.suggest.targets import FROM_PICTURE
from plandocs.suggest.titles import said_of
from plandocs.suggest.wording import number, said, spaced
from plandocs.thai.digits import parse_number, to_arabic

_NUMBER = r"(?P<value>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
_WORDED = "|".join(sorted(WORDS, key=len, reverse=True))
_SOME = r"(?:เพียง|แล้ว|เหลือ|สูงถึง|ถึง|ราว|เฉลี่ย|อยู่ที่|ที่|กว่า|แค่|\s)*"
#: What can be measured as it is named: its share needs no "of which …".
_VALUE = re.compile("ความ|คะแนน|อัตรา|สัดส่วน|ระดับ|ค่า(?!เดิน)|ผล|ดัชนี")
_MONEY = re.compile("มูลค่า|ค่า(?!นิยม|เป้า)|ต้นทุน|งบ|เงิน|รายจ่าย")
_SHARE = re.compile(rf"(?P<between>[^\d]{{0,70}}?){_SOME}ร้อยละ\s*{_NUMBER}\s*(?P<behind>[^\d]{{0,60}})")
_COUNT = re.compile(rf"(?P<between>[^\d]{{0,70}}?){_SOME}\s{_NUMBER}\s(?P<unit>ล้านบาท|บาท|[ก-๎]{{2,12}})")
_DURATION = re.compile(
    rf"(?:เวลา|รอ|นาน|ช้า|ยาว|กว่า|เฉลี่ย)[^\d]{{0,24}}?(?:{_NUMBER}\s|(?P<word>{_WORDED}))(?P<unit>(?:วันทำการ|วัน|ชั่วโมง|นาที|เดือน|สัปดาห์)(?:ต่อ[ก-๎]{{1,12}}?(?=ต่อ|\s|$|จึง|เพราะ))*)"
)
#: How far something is today, and how fast something grows.
_SO_FAR = re.compile(rf"(?:ปัจจุบัน|ขณะนี้|ขณะที่)(?:ยัง)?(?:มี|ทำได้|แล้วเสร็จ|ดำเนินการได้)(?:เพียง|แล้ว|ราว)*ร้อยละ\s*{_NUMBER}")
_GROWTH = re.compile(rf"(?P<what>[ก-๎]{{4,40}}?)(?P<way>เพิ่มขึ้น|ลดลง)ร้อยละ\s*{_NUMBER}\s*(?:ต่อปี|ทุกปี)")
#: Who learns or gets something how much too late.
_DELAY = re.compile(
    rf"(?:ทำให้|จน|ส่งผลให้)(?P<what>[ก-๎]{{6,50}}?)(?:ล่าช้า|ช้า)(?:กว่า|ถึง|ไป|เฉลี่ย)*\s{_NUMBER}\s(?P<unit>วันทำการ|วัน|ชั่วโมง|นาที|เดือน|สัปดาห์)"
)
#: Something is done, but too late.
_LATE = re.compile(
    r"\s*(?:ยัง|ถูก)*(?P<deed>(?:บันทึก|ส่ง|รายงาน|เผยแพร่|แจ้ง|ตอบ|อนุมัติ|ออก|ปิด|แก้ไข|ลงนาม)[ก-๎]{0,40}?)(?:ล่าช้า|ช้า|ไม่ทัน|เกินกำหนด)"
)
_SAYS = re.compile(
    r"\s*(?P<what>(?:ไม่|ยังไม่|ได้|มี|เห็น|ตอบ|ใช้|เลิก|ลาออก|โอน|ขอ|เป็น|ผ่าน)[ก-๎]{3,36}?)(?=เมื่อ|\s|เพราะ|ทำให้|จึง|$)"
)
#: Ways of telling a figure: no part of what is measured.
_TOLD = re.compile(
    "ซึ่งมี|มีจำนวน|มีสัดส่วน|คิดเป็น|ต่ำกว่า|สูงกว่า|เป้า|จาก|เป็นร้อยละ|เป็นค่าเดียว|รายงาน|นำเสนอ|แสดง|จัด(?=ข้าราชการ|อยู่)|หยุด|ระดับ"
)
#: Kinds of goals whose own measure ("of whom …") says less than what the finding counts.
UNCOUNTED = frozenset(["burden", "differing", "asked", "counted"])
#: Values of which more is always better.
_GOOD = re.compile(
    "(?:ร้อยละ|ระดับ|คะแนน|ค่า)*(?:ของ)?ความ(?:ครอบคลุม|พึงพอใจ|ผูกพัน|เชื่อมั่น|สอดคล้อง|ถูกต้อง|แม่นยำ|สำเร็จ|พร้อม|เข้าใจ|โปร่งใส)"
)
#: Things so few that they are counted, not told as a percentage.
COUNTED_BELOW = 20
PLACES = frozenset(["แห่ง", "ศูนย์", "กอง", "เขต", "ห้อง", "สถานี", "ระบบ", "จังหวัด", "อำเภอ", "สาขา", "หน่วยงาน", "หน่วย"])
_WORSE = re.compile(
    "ไม่|ยัง(?!คงอยู่)|เกิน|ล่าช้า|ช้า|พ้น|ผิด|ขาด|ลาออก|โอน|ร้องเรียน|ซ้ำ|ค้าง|หลุด|ทิ้ง|ถดถอย|ชำรุด|เสีย|พลาด|ต้อง|เดินทาง|(?<![ก-ฮ])รอ(?!บ)"
)


def kpis_of(finding: Finding, goal: NewGoal, pace: Pace | None = None) -> tuple[SuggestedKpi, ...]:
    """
    Return the KPIs for a new goal: by the figure of the finding, else by what the goal sets up or makes better.

    Where the goal's own measure starts from nothing, what the finding counts goes before it: a rule that is announced
    is not yet an accident less. `pace` is how far first-year targets of this office usually go
    (`firsttargets.usual_pace`).
    """
    text = to_arabic(statement(finding))
    own = _named(goal) or _stated(text, goal) or built(goal, text)
    found = None if own.value else turned(counted(text))
    told = [own]
    if found is not None and found.name == own.name:
        told = [found]
    elif found is not None:
        instead = own.name.startswith(LAST_RESORT) or goal.kind in UNCOUNTED
        told = [found] if instead else [found, own]
    beside = second(goal, told[0])
    return tuple(_as_kpi(finding, goal, each, pace) for each in (*told, beside) if each is not None)


def kpi_of(finding: Finding, goal: NewGoal, pace: Pace | None = None) -> SuggestedKpi:
    """Return the first of the KPIs for a new goal."""
    return kpis_of(finding, goal, pace)[0]


def counted_kpi(finding: Finding, pace: Pace | None = None) -> SuggestedKpi | None:
    """Return the KPI by what a finding counts of its weakness, None where it counts nothing."""
    found = turned(counted(to_arabic(statement(finding))))
    return None if found is None else _as_kpi(finding, NewGoal("", "counted", ""), found, pace)


def stated_kpi(finding: Finding, pace: Pace | None = None) -> SuggestedKpi | None:
    """Return the KPI by a figure that a finding states of its weakness, None where it states none."""
    found = counted_kpi(finding, pace)
    goal = goal_of(finding) if found is None else None
    if goal is None:
        return found
    return next((kpi for kpi in kpis_of(finding, goal, pace) if kpi.baseline), None)


def _as_kpi(finding: Finding, goal: NewGoal, found: Quantity, pace: Pace | None) -> SuggestedKpi:
    where = f"รายงานป้อนกลับปี {int(finding.report_year)} หัวข้อ {finding.item}"
    target = (
        found.target
        or part_way(found.value, found.every, found.unit, pace)
        or first_target(finding, found.name, found.unit, found.value, pace, rising=_rising(found, goal))
    )
    rule = target.rule if target is not None else "ยังไม่เคยมีค่าเป้าหมายในแผน โปรดกำหนด"
    read = finding.ocr and (found.value is not None or target is not None)
    return SuggestedKpi(
        name=spaced(found.name),
        unit=found.unit,
        baseline=found.value,
        target=target.value if target is not None else None,
        source=f"{_base(found, where)}{FROM_PICTURE if read else ''}; {rule}",
        definition=spaced(found.definition or definition(found.name, found.unit)),
        baseline_document_id=finding.document_id if found.value is not None else "",
        unconfirmed=read,
        pictures=finding.pictures if read else (),
    )


def _base(found: Quantity, where: str) -> str:
    if found.value is None:
        return "ยังไม่พบค่าฐานในเอกสาร"
    if found.absent:
        return f"ค่าฐาน 0 เพราะ{where} ระบุว่า{found.absent}"
    counted = f" ({found.stated})" if found.stated else ""
    return f"{said('ค่าฐาน', found.value, found.unit)}{counted} จาก{where}"


def _rising(found: Quantity, goal: NewGoal) -> bool | None:
    """Return whether more of it is better, None where the words do not tell."""
    if found.rising is not None:
        return found.rising
    if _GOOD.match(found.name):
        return True
    if goal.goal.startswith(("ลด", "แก้", "กัน", "ป้องกัน")):
        return False
    if goal.goal.startswith(("เพิ่ม", "ยกระดับ", "ขยาย")):
        return True
    return False if _WORSE.search(found.name) else None


def _named(goal: NewGoal) -> Quantity | None:
    """Return the count of what the finding names one by one: how many of them are told apart or reached."""
    if goal.lack is None or goal.lack.kind not in {"split", "reach", "outside", "served", "provided"}:
        return None
    if goal.lack.kind == "served" and re.match("ผล|ข้อมูล|รายงาน|สารสนเทศ", goal.about):
        first = FirstTarget(1.0, "ดำเนินการเป็นครั้งแรกอย่างน้อย 1 ครั้งตามที่ข้อค้นพบระบุ")
        absent = "ยังไม่ได้ดำเนินการ"
        return Quantity(f"จำนวนครั้งที่{goal.goal}", "ครั้ง", 0.0, absent=absent, target=first, rising=True)
    if goal.lack.kind in {"outside", "served"}:
        state = f"อยู่ใน{goal.lack.words}" if goal.lack.kind == "outside" else f"ได้รับการ{goal.lack.words}"
        state = "ได้รับแจ้งผลกลับ" if goal.lack.words.startswith("แจ้งผลกลับ") else state
        return Quantity(f"ร้อยละของ{goal.about}ที่{state}", "ร้อยละ", 0.0, absent=f"ยังไม่{state}", rising=True)
    things, count = goal.lack.things, len(goal.lack.things)
    listed = f"({' '.join(things)})" if count > 1 else ""
    every = FirstTarget(float(count), f"ครบทั้ง {count} {'มิติ' if goal.kind == 'split' else 'รายการ'}ที่ข้อค้นพบระบุ")
    if goal.kind == "split":
        return Quantity(
            _dimensions(goal.about),
            "มิติ",
            0.0,
            absent="ยังไม่แยก",
            target=every,
            definition=f"นับมิติที่รายงานแยกผลแล้ว {listed} ณ วันสิ้นปีงบประมาณ",
        )
    if goal.kind == "provided":
        every = FirstTarget(float(count), f"ครบทั้ง {count} รายการที่ข้อค้นพบระบุ")
        return Quantity(
            f"จำนวน{things[0] if count == 1 else 'รายการ'}ที่จัดให้มีแล้วสำหรับ{goal.about}",
            "รายการ",
            0.0,
            absent="ยังไม่มี",
            target=every,
            definition=f"นับรายการที่จัดให้มีและใช้งานได้ ({' '.join(things)}) ณ วันสิ้นปีงบประมาณ",
        )
    if goal.share is not None:
        return None
    if count == 1 and not things[0].startswith("กรณี"):
        of = f"รายการที่ผ่าน{things[0]}" if things[0].startswith("การ") else f"{things[0]}ที่อยู่ใน{goal.about}"
        if things[0].startswith("การ") and goal.about.startswith("การ"):
            of = f"{things[0]}ที่ผ่าน{goal.about}"  # one deed is to cover the other
        return Quantity(f"ร้อยละของ{of}", "ร้อยละ", None, rising=True)
    each = "เรื่อง" if things[0].startswith(("กรณี", "การ", "ความ", "ข้อมูล", "ค่า", "งาน")) else "กลุ่ม"
    return Quantity(
        f"จำนวน{each}ที่{goal.about}ครอบคลุมเพิ่มขึ้น",
        each,
        0.0,
        absent="ยังไม่ครอบคลุม",
        target=every,
        definition=f"นับ{each}ที่ครอบคลุมแล้วจากที่ข้อค้นพบระบุ {listed} ณ วันสิ้นปีงบประมาณ",
    )


def _dimensions(about: str) -> str:
    """Return the count of what is told apart: in a report, or by a deed."""
    deed = about.removeprefix("การ")
    if about.startswith("การ") and not about.startswith("การรายงาน"):
        return f"จำนวนมิติที่{deed}แยกกัน"
    return f"จำนวนมิติที่รายงาน{deed.removeprefix('รายงาน')}แยกผล"


def _stated(text: str, goal: NewGoal) -> Quantity | None:
    """Return the quantity that a finding states of what the goal is about."""
    if goal.kind == "short":
        return Quantity(goal.thing, "ร้อยละ" if re.match("ร้อยละ|สัดส่วน|อัตรา", goal.thing) else _unit_in(goal.thing), None)
    if goal.kind in {"trend", "figured"}:
        return None
    if goal.kind == "missing" and re.match("อัตรา|ร้อยละ", goal.thing) and not goal.goal.startswith("รายงาน"):
        return Quantity(goal.thing, "ร้อยละ", None)
    about, rest = said_of(text)
    own = _share(about, rest) if about and goal.about[:8] in about and not about.startswith("ควร") else None
    if own is not None and goal.kind not in {"share", "few"}:
        return own
    if goal.share is not None:
        return _of_share(goal.share)
    if goal.kind == "rest":
        return _done_for_some(goal)
    if goal.kind == "scarce":
        return _so_many(goal)
    if goal.kind == "asked" and (state := _SO_FAR.search(text)) is not None:
        whole = re.sub("^(?:จัดทำ|พัฒนา|จัดเก็บ|ติดตั้ง|ปรับปรุง|จัดหา|ดำเนินการ)|ให้ครบ.*$", "", goal.goal)
        return Quantity(f"ร้อยละความครบถ้วนของ{whole}", "ร้อยละ", parse_number(state["value"]), rising=True)
    if (growth := _GROWTH.search(text)) is not None and goal.kind != "direction":
        name = f"อัตราการ{growth['way']}ของ{growth['what']}"
        return Quantity(name, "ร้อยละต่อปี", parse_number(growth["value"]), rising=False)
    waiting = backlog(text) if goal.kind in {"backlog", "about", "missing", "asked"} else None
    if waiting is not None:
        return Quantity(f"จำนวน{waiting.whole}ที่{waiting.part}", waiting.unit, waiting.value, rising=False)
    if goal.kind == "seldom":
        return _often(goal)
    if goal.kind == "few":
        return Quantity(f"ร้อยละของ{goal.about}ที่{goal.thing}", "ร้อยละ", None, rising=True)
    if goal.about and (late := _LATE.match(rest)) is not None:
        return Quantity(f"ร้อยละของ{goal.about}ที่{late['deed']}ทันกำหนด", "ร้อยละ", None, rising=True)
    if goal.kind in {"about", "way", "asked"} and (delay := _DELAY.search(text)) is not None:
        return Quantity(f"ระยะเวลาที่{delay['what']}", delay["unit"], parse_number(delay["value"]), rising=False)
    if goal.kind in {"slow", "about", "apart", "way", "asked"} and (spent := _DURATION.search(text)) is not None:
        name = goal.about if re.match("เวลา|ระยะเวลา", goal.about) else f"ระยะเวลาที่ใช้ใน{goal.about}"
        if goal.kind == "asked":
            name = f"ระยะเวลาที่ใช้ใน{_deed_of(goal)}"
        if goal.kind in {"slow", "asked"} or re.match("งาน|การ|กระบวน|เวลา|ระยะเวลา", goal.about):
            return Quantity(name, spent["unit"], _amount(spent), rising=False)
    if not about or goal.about[:8] not in about:
        return None
    return _money(about, rest)


def _amount(match: re.Match[str]) -> float | None:
    return float(WORDS[match["word"]]) if match["word"] else parse_number(match["value"])


def _done_for_some(goal: NewGoal) -> Quantity:
    """Return for how many it is done, with all of them as target: the finding counts both."""
    done, rest, unit = goal.thing.split(" ", 2)
    every = float(done) + float(rest)
    target = FirstTarget(every, f"ครบทั้ง {number(every)} {unit}ที่ข้อค้นพบระบุ")
    return Quantity(f"จำนวน{unit}ที่{goal.about}แล้ว", unit, float(done), rising=True, target=target)


def _so_many(goal: NewGoal) -> Quantity:
    """Return the count that is too small, in what it is counted."""
    many, unit = goal.thing.split(" ", 1)
    name = f"จำนวน{unit}ที่มี{goal.about}" if goal.goal.startswith("ขยาย") else f"จำนวน{goal.about}"
    return Quantity(name, unit, parse_number(many), rising=True)


def _often(goal: NewGoal) -> Quantity:
    """Return how many times a year something is done today, by the words of the finding."""
    deed = goal.about.removeprefix("การ") if goal.about.startswith("การ") else f"เผยแพร่{goal.about}"
    word = next((word for word in WORDS if word in goal.thing), "")
    times = WORDS[word] if word else parse_number(goal.thing) or 1
    value = float(times * (4 if goal.thing.startswith("ไตรมาส") else 1))
    return Quantity(f"จำนวนครั้งที่{deed}ต่อปี", "ครั้ง", value, stated=goal.thing, rising=True)


def _deed_of(goal: NewGoal) -> str:
    """Return what a goal wants less or more of, as a noun phrase."""
    return re.sub("^(?:ลด|เร่งรัด|เร่ง|ปรับปรุง)(?:ขั้นตอน|ระยะเวลา)?", "", goal.goal)


def _of_share(share: Share) -> Quantity:
    rising = True if share.low else False if _WORSE.search(share.part) else None
    if share.some is not None and share.every is not None and share.unit in PLACES and share.every < COUNTED_BELOW:
        # Of six offices nobody tells the percentage.
        whole = f"จากทั้งหมด {number(share.every)} {share.unit}"
        name = f"จำนวน{share.whole}ที่{share.part}"
        return Quantity(name, share.unit, share.some, stated=whole, rising=rising, every=share.every)
    name = f"ร้อยละของ{share.whole}ที่{share.part}"
    return Quantity(name, "ร้อยละ", share.value, stated=share.stated, rising=rising)


def _share(about: str, rest: str) -> Quantity | None:
    match = _SHARE.match(rest)
    if match is None or _TOLD.search(match["between"]) or re.search("^จัด|จัด[ก-๎]{4,12}$", match["between"]):
        return None
    value = parse_number(match["value"])
    between = match["between"].strip()
    named = re.sub("^(?:ผล|ค่า)(?=ความ)", "", about)
    itself = named if re.match("ร้อยละ|อัตรา|สัดส่วน", named) else f"ร้อยละ{named}"
    whole = Quantity(itself, "ร้อยละ", value) if _VALUE.match(about) and not re.search("จัด[ก-๎]+$", about) else None
    if not between or re.match("ทรงตัว|อยู่|ได้$|คือ", between):
        if between.endswith("ได้") and "ที่" in about and whole is None:
            return Quantity(f"ร้อยละของ{about}ได้", "ร้อยละ", value, rising=True)
        if between or _VALUE.match(about):
            return whole
    elif " " not in between:
        few = re.search("เพียง|แค่", rest[: match.end("value")]) is not None
        good = True if few or re.search("ทัน|ได้$|ครบ|ผ่าน", between) else None
        return _of_share(positive(Share(about, between, value or 0.0, "", low=good is True)))
    behind = _SAYS.match(match["behind"])
    if not between and behind is not None and not _VALUE.match(about):
        return _of_share(positive(Share(about, behind["what"], value or 0.0, "", low=False)))
    return None


def _money(about: str, rest: str) -> Quantity | None:
    match = _COUNT.match(rest)
    if (
        match is None
        or match["between"].strip() not in {"", "ได้", "รวม"}
        or not match["unit"].startswith(("ล้านบาท", "บาท"))
    ):
        return None
    unit = "ล้านบาท" if match["unit"].startswith("ล้านบาท") else "บาท"
    return Quantity(about, unit, parse_number(match["value"])) if _MONEY.match(about) else None


def _unit_in(name: str) -> str:
    """Return the unit that the name of a count begins with ("จำนวนอำเภอที่…" → อำเภอ)."""
    match = re.match("จำนวน([ก-๎]{2,12}?)(?=ที่|ของ|ใน|ซึ่ง)", name)
    return match[1] if match else "เรื่อง"
