"""
KPIs for goals that no plan has had before: what the finding itself counts, with the figure it states as baseline.

Targets are never made up: no document has set one.
"""

from __future__ import annotations

import re

from plandocs.model.finding import Finding
from plandocs.model.plan import SuggestedKpi
from plandocs.suggest.newgoals import NewGoal, statement
from plandocs.suggest.targets import FROM_PICTURE
from plandocs.suggest.titles import said_of
from plandocs.suggest.wording import said
from plandocs.thai.digits import parse_number, to_arabic

_NUMBER = r"(?P<value>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
_SOME = r"(?:เพียง|แล้ว|เหลือ|สูงถึง|ถึง|ราว|เฉลี่ย|อยู่ที่|ที่|กว่า|แค่|\s)*"
#: What can be measured as it is named: its share needs no "of which …".
_VALUE = re.compile("ความ|คะแนน|อัตรา|สัดส่วน|ระดับ|ค่า(?!เดิน)|ผล|ดัชนี")
_MONEY = re.compile("มูลค่า|ค่า(?!นิยม|เป้า)|ต้นทุน|งบ|เงิน|รายจ่าย")
_SHARE = re.compile(rf"(?P<between>[^\d]{{0,70}}?){_SOME}ร้อยละ\s*{_NUMBER}\s*(?P<behind>[^\d]{{0,60}})")
_COUNT = re.compile(rf"(?P<between>[^\d]{{0,70}}?){_SOME}\s{_NUMBER}\s(?P<unit>ล้านบาท|บาท|[ก-๎]{{2,12}})")
_EACH = (
    "เรื่อง|แห่ง|ชุด|รายการ|ราย|คน|ครั้ง|โครงการ|กระบวนงาน|ตัวชี้วัด|ฉบับ|หน่วย|จุด|เครือข่าย|สถานี|ระบบ|ข้อ|ตัว|แบบ|บริการ|สาย|ประเภท"
    "|ตำแหน่ง|อัตรา|หลักสูตร|กอง|เขต|อำเภอ|จังหวัด|ตำบล|คำขอ"
)
_PART = re.compile(
    rf"(?P<of>[ก-๎()]{{4,30}})\s(?P<whole>\d[\d,]*)\s(?P<unit>{_EACH})(?P<deed>[ก-๎]{{4,45}}?)(?:ได้)?เพียง\s{_NUMBER}\s(?P=unit)"
)
_DURATION = re.compile(
    rf"(?:เวลา|รอ|นาน|ช้า|ยาว|กว่า|เฉลี่ย)[^\d]{{0,24}}{_NUMBER}\s(?P<unit>(?:วันทำการ|วัน|ชั่วโมง|นาที|เดือน|สัปดาห์)(?:ต่อ[ก-๎]{{1,12}}?(?=ต่อ|\s|$|จึง|เพราะ))*)"
)
#: Something is done, but too late.
_LATE = re.compile(
    r"\s*(?:ยัง|ถูก)*(?P<deed>(?:บันทึก|ส่ง|รายงาน|เผยแพร่|แจ้ง|ตอบ|อนุมัติ|ออก|ปิด|แก้ไข|ลงนาม)[ก-๎]{0,40}?)(?:ล่าช้า|ช้า|ไม่ทัน|เกินกำหนด)"
)
_SAYS = re.compile(
    r"\s*(?P<what>(?:ไม่|ยังไม่|ได้|มี|เห็น|ตอบ|ใช้|เลิก|ลาออก|โอน|ขอ|เป็น|ผ่าน)[ก-๎]{3,36}?)(?=เมื่อ|\s|เพราะ|ทำให้|จึง|$)"
)
#: Units of what can be set up, by its head.
_UNITS = (
    (re.compile("ตัวชี้วัด"), "ตัวชี้วัด"),
    (re.compile("ระบบ"), "ระบบ"),
    (re.compile("แผน"), "แผน"),
    (re.compile("คู่มือ"), "เล่ม"),
    (re.compile("หลักสูตร"), "หลักสูตร"),
    (re.compile("บริการ"), "บริการ"),
    (re.compile("ช่องทาง"), "ช่องทาง"),
    (re.compile("ข้อตกลง"), "ฉบับ"),
)


def kpi_of(finding: Finding, goal: NewGoal) -> SuggestedKpi:
    """Return the KPI for a new goal: by the figure of the finding, else by what the goal sets up or makes better."""
    named = _stated(to_arabic(statement(finding)), goal)
    name, unit, value = named or _built(goal)
    where = f"รายงานป้อนกลับปี {int(finding.report_year)} หัวข้อ {finding.item}"
    base = f"{said('ค่าฐาน', value, unit)} จาก{where}" if value is not None else "ยังไม่พบค่าฐานในเอกสาร"
    if value == 0 and not named:
        base = f"ค่าฐาน 0 เพราะ{where} ระบุว่ายังไม่มี"
    return SuggestedKpi(
        name=name,
        unit=unit,
        baseline=value,
        target=None,
        source=f"{base}{FROM_PICTURE if finding.ocr and value is not None else ''}; ยังไม่เคยมีค่าเป้าหมายในแผน โปรดกำหนด",
        definition=_definition(name, unit),
        baseline_document_id=finding.document_id if value is not None else "",
        unconfirmed=finding.ocr and value is not None,
        pictures=finding.pictures if value is not None else (),
    )


def _definition(name: str, unit: str) -> str:
    if unit == "ร้อยละ" and "ที่" in name:
        whole, part = name.removeprefix("ร้อยละของ").split("ที่", 1)
        return f"จำนวน{whole}ที่{part} หารด้วยจำนวน{whole}ทั้งหมด คูณ 100 ณ วันสิ้นปีงบประมาณ"
    return f"นับ{unit}ตามรายการที่มีหลักฐาน ณ วันสิ้นปีงบประมาณ" if name.startswith("จำนวน") else "ค่าตามรายงานผล ณ วันสิ้นปีงบประมาณ"


def _stated(text: str, goal: NewGoal) -> tuple[str, str, float | None] | None:
    """Return name, unit and value of the quantity that a finding states of what the goal is about."""
    if goal.kind == "short":
        return goal.thing, "ร้อยละ" if re.match("ร้อยละ|สัดส่วน|อัตรา", goal.thing) else _unit_in(goal.thing), None
    if goal.kind == "missing" and re.match("อัตรา|ร้อยละ", goal.thing):
        return goal.thing, "ร้อยละ", None
    part = _PART.search(text)
    if part is not None and part["whole"] != part["value"]:
        deed = re.sub("^ของ[ก-๎]{2,14}?(?=หา|ทำ|มี|ได้|ผ่าน|ปิด|แก้|ใช้|เปิด|ตอบ)", "", part["deed"])
        whole = re.sub("^(?:ทั้งนี้|โดย|แต่|และ)", "", part["of"])
        return f"จำนวน{whole}ที่{deed}ได้", part["unit"], parse_number(part["value"])
    if goal.kind == "few":
        return f"ร้อยละของ{goal.about}ที่{goal.thing}", "ร้อยละ", None
    about, rest = said_of(text)
    if goal.about and (late := _LATE.match(rest)) is not None:
        return f"ร้อยละของ{goal.about}ที่{late['deed']}ทันกำหนด", "ร้อยละ", None
    if goal.kind in {"slow", "about", "apart", "way"} and (spent := _DURATION.search(text)) is not None:
        name = goal.about if re.match("เวลา|ระยะเวลา", goal.about) else f"ระยะเวลาที่ใช้ใน{goal.about}"
        if goal.kind == "slow" or re.match("งาน|การ|กระบวน|เวลา", goal.about):
            return name, spent["unit"], parse_number(spent["value"])
    if not about or goal.about[:8] not in about:
        return None
    return _share(about, rest) or _money(about, rest)


def _share(about: str, rest: str) -> tuple[str, str, float | None] | None:
    match = _SHARE.match(rest)
    if match is None or re.search("เป้า|จาก|เป็นร้อยละ", match["between"]):
        return None
    value = parse_number(match["value"])
    between = match["between"].strip()
    if not between and _VALUE.match(about):
        return f"ร้อยละ{about}", "ร้อยละ", value
    if between and re.match("ทรงตัว|อยู่|ได้$|คือ", between):
        return (f"ร้อยละ{about}", "ร้อยละ", value) if _VALUE.match(about) else None
    if between and " " not in between:
        return f"ร้อยละของ{about}ที่{between}", "ร้อยละ", value
    behind = _SAYS.match(match["behind"])
    if not between and behind is not None:
        return f"ร้อยละของ{about}ที่{behind['what']}", "ร้อยละ", value
    return None


def _money(about: str, rest: str) -> tuple[str, str, float | None] | None:
    match = _COUNT.match(rest)
    if (
        match is None
        or match["between"].strip() not in {"", "ได้", "รวม"}
        or not match["unit"].startswith(("ล้านบาท", "บาท"))
    ):
        return None
    unit = "ล้านบาท" if match["unit"].startswith("ล้านบาท") else "บาท"
    return (about, unit, parse_number(match["value"])) if _MONEY.match(about) else None


def _unit_in(name: str) -> str:
    """Return the unit that the name of a count begins with ("จำนวนอำเภอที่…" → อำเภอ)."""
    match = re.match("จำนวน([ก-๎]{2,12}?)(?=ที่|ของ|ใน|ซึ่ง)", name)
    return match[1] if match else "เรื่อง"


def _built(goal: NewGoal) -> tuple[str, str, float | None]:
    """Return name, unit and baseline where the finding states no figure."""
    thing = goal.thing or goal.about
    if goal.kind == "missing":
        unit = next((unit for heads, unit in _UNITS if heads.match(thing)), "เรื่อง")
        verb = "เปิดให้ใช้" if unit in {"ระบบ", "บริการ", "ช่องทาง"} else "ประกาศใช้"
        return f"จำนวน{thing}ที่{verb}แล้ว", unit, 0.0
    if goal.kind == "direction":
        heads = (("ค่า|ต้นทุน|รายจ่าย", "บาท"), ("เวลา|ระยะเวลา", "วันทำการ"), ("จำนวน", "เรื่อง"))
        return thing, next((unit for head, unit in heads if re.match(head, thing)), "ร้อยละ"), None
    if goal.kind == "burden":
        return f"ร้อยละของ{goal.about}ที่{goal.thing}", "ร้อยละ", None
    if goal.kind == "slow":
        return goal.about, "วันทำการ", None
    if goal.kind == "apart":
        return f"จำนวนระบบที่เชื่อมโยงข้อมูลของ{goal.about}แล้ว", "ระบบ", None
    if goal.kind == "way" and goal.way:
        return f"ร้อยละของ{goal.about}ที่{goal.way}ตามแนวทางใหม่", "ร้อยละ", None
    if re.match("ยกระดับ(?:ความ|คะแนน|อัตรา)", goal.goal):
        return f"ร้อยละ{goal.about}", "ร้อยละ", None
    if goal.kind == "held":
        return f"จำนวน{goal.about}ที่{goal.goal.removeprefix(f'ปรับปรุง{goal.about}ให้')}แล้ว", "เรื่อง", None
    if goal.kind in {"undone", "deed", "asked"}:
        return f"จำนวนเรื่องที่{goal.goal}แล้ว", "เรื่อง", None
    if goal.goal.startswith("ประเมิน"):
        return f"จำนวนเรื่องที่{goal.goal}แล้ว", "เรื่อง", None
    return f"จำนวนแนวทาง{goal.goal}ที่นำมาใช้แล้ว", "แนวทาง", None
