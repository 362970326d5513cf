"""How a KPI is counted, in words: as in common use where it is in common use, else by what its name says."""

from __future__ import annotations

import re

from plandocs.suggest.library import common_goals
from plandocs.suggest.measures import measure, same_measure, unit_of


def definition(name: str, unit: str) -> str:
    """
    Return how a KPI of this name is counted (Thai).

    >>> definition("ร้อยละของคำขอที่ตอบทันกำหนด", "ร้อยละ")
    'จำนวนคำขอที่ตอบทันกำหนด หารด้วยจำนวนคำขอทั้งหมด คูณ 100 ณ วันสิ้นปีงบประมาณ'
    >>> definition("จำนวนกระบวนงานที่ปรับปรุงสะสม", "กระบวนงาน")
    'นับสะสมกระบวนงานตามรายการที่มีหลักฐาน ณ วันสิ้นปีงบประมาณ'
    """
    share = re.match("(?:ร้อยละ|สัดส่วน)(?:ของ)?(?!ความ|การลด|การเพิ่ม|เฉลี่ย)(?P<of>[ก-๎].*ที่.+)", name)
    if unit_of(unit) == "ร้อยละ" and share is not None:
        whole, part = _parts_of(share["of"])
        return f"จำนวน{whole}ที่{part} หารด้วยจำนวน{whole}ทั้งหมด คูณ 100 ณ วันสิ้นปีงบประมาณ"
    if name.startswith("จำนวน") and _TIME.fullmatch(unit_of(unit)):
        return f"ค่าเฉลี่ยของทุกเรื่องที่แล้วเสร็จในปีงบประมาณ หน่วยเป็น{unit}"
    if name.startswith("จำนวน"):
        counted = re.sub(r"[(].*?[)]", "", unit).strip() or "รายการ"
        summed = "สะสม" if "สะสม" in name else ""
        return f"นับ{summed}{counted}ตามรายการที่มีหลักฐาน ณ วันสิ้นปีงบประมาณ"
    if re.match("ระยะเวลา|เวลา", name):
        return f"ค่าเฉลี่ยของทุกเรื่องที่แล้วเสร็จในปีงบประมาณ หน่วยเป็น{unit}"
    return "ค่าตามรายงานผล ณ วันสิ้นปีงบประมาณ"


_THAT = re.compile(r"(?<!พื้น)(?<!หน้า)(?<!สถาน)(?<!แผน)ที่(?!ดิน|ทำการ|พัก|ปรึกษา|ตั้ง(?!เป้า|ตัว|ใจ|แต่|ค่า)|อยู่(?!ใน)|สุด)")
#: "That", not a part of a word.
_THAT = re.compile(r"(?<!พื้น)(?<!หน้า)(?<!สถาน)(?<!แผน)ที่(?!ดิน|ทำการ|พัก|ปรึกษา|ตั้ง(?!เป้า|ตัว|ใจ|แต่|ค่า)|อยู่(?!ใน)|สุด)")
#: What somebody has to do: it belongs to the thing named before it.
_RELATIVE = re.compile("[ก-๎]{2,20}?(?:ต้อง|ควร|พึง)")
_TIME = re.compile("วันทำการ|วัน|ชั่วโมง|นาที|สัปดาห์|เดือน")


def usual_definition(name: str, unit: str) -> str:
    """Return the definition in common use for this measure, else the one its name gives."""
    mine = measure(name, unit)
    for common in common_goals().values():
        if same_measure(mine, measure(common.kpi, common.unit)):
            return common.definition
    return definition(name, unit)


def _parts_of(words: str) -> tuple[str, str]:
    """Return what a share is of and which part: the last "ที่" before the deed parts them."""
    cuts = [m.start() for m in _THAT.finditer(words)]
    cut = cuts[0] if len(cuts) == 1 else next((c for c in cuts[1:] if c - cuts[0] > 6), cuts[0]) if cuts else -1
    if cut > 0 and _RELATIVE.match(words, cut + len("ที่")):
        cut = cuts[0]
    return (words[:cut], words[cut + len("ที่") :]) if cut > 0 else tuple(words.split("ที่", 1))  # type: ignore[return-value]
