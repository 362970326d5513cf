"""Goals told in sentences: what is to change from which figure to which, who answers for it, what it costs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from plandocs.ingest.facts.kpis import kpi_name, unit_of_name
from plandocs.ingest.facts.lines import clean
from plandocs.model.finding import Kpi
from plandocs.thai.digits import parse_number

_VALUE = r"(?P<{0}>(?:ร้อยละ\s*)?\d[\d,]*(?:\.\d+)?)\s*(?P<{0}_unit>%|[ก-๙]+(?=\s|$|[,;.()]))?"
#: Where an indicator stands and what is aimed at, in this order.
_CHANGE = re.compile(
    r"(?:(?P<colon>\s*[:：])|(?:\s*ซึ่ง)?\s*(?:จาก(?:เดิม|ปัจจุบัน)?|ปัจจุบัน|เดิม|ค่าฐาน|ปี\s*(?:พ\.ศ\.\s*)?25\d\d))\s*(?:อยู่ที่|มี|คือ|ที่|เท่ากับ|ได้|=|:)*\s*"
    + _VALUE.format("base")
    + r"\s*[,;]?\s*(?:และ|โดย|จะ|แต่|ให้)?\s*(?:เพิ่ม(?:ขึ้น)?(?:เป็น|ถึง)|ลด(?:ลง)?(?:เหลือ|เป็น)|เป็น|เหลือ|ให้เหลือ|ให้ได้|ถึง|สู่"
    r"|(?:ตั้ง|กำหนด)?(?:ค่า)?เป้า(?:หมาย)?(?:ไว้|ปีนี้|ปี\s*25\d\d|ที่|คือ|:|\s)*|→|->)"
    r"\s*(?:ที่|คือ|ไม่เกิน|ไม่น้อยกว่า|อย่างน้อย)?\s*" + _VALUE.format("aim")
)
#: Words before the name of an indicator.
_BEFORE_NAME = re.compile(
    r"(?:ตัวชี้วัด(?:ที่\s*\d+)?|วัด(?:ผล)?(?:จาก|ด้วย|โดย|ได้จาก))\s*(?:คือ|ได้แก่|:)?\s*|(?:โดย|และ|รวมทั้ง|พร้อมทั้ง|เพื่อ|ซึ่งจะ|ด้วยการ)\s*(?=ลด|เพิ่ม|ยก|ให้|ทำให้|ร้อยละ|จำนวน|ระยะ|อัตรา|สัดส่วน)|[;•]\s*"
)
_CHANGING = re.compile(r"^(?:จะ)?(?:ลด|เพิ่ม|ยกระดับ|ปรับ|ทำให้|ให้)(?:ขึ้น|ลง)?\s*")
_GOAL_ENDS = re.compile(r"\s*(?:โดย|วัด(?:ผล)?(?:จาก|ด้วย)|ตัวชี้วัด|ด้วยการ|ซึ่ง|[(:–—-]\s)")
_OFFICE = r"(?:กอง|สำนัก|ศูนย์|กลุ่ม|ฝ่าย|สถาบัน|งาน|ส่วน|แผนก|หน่วย|คณะ|เทศบาล|ทุก)[ก-๙A-Za-z. ]{1,50}?"
_OWNER = re.compile(
    rf"(?P<a>{_OFFICE})\s*(?:เป็น|ทำหน้าที่)\s*(?:เจ้าภาพ|ผู้รับผิดชอบ|หน่วยงาน(?:เจ้าภาพ|หลัก|รับผิดชอบ)|แม่งาน)"
    rf"|(?:ผู้รับผิดชอบ|เจ้าภาพ|หน่วยงาน(?:หลัก|รับผิดชอบ)|รับผิดชอบโดย)(?:หลัก)?\s*(?:คือ|ได้แก่|:)?\s*(?P<b>{_OFFICE})(?=\s+(?:ใช้|งบ|วงเงิน|ไม่ใช้|ภายใน|ระยะ|และ)|\s*$|\s*[,;.()])"
)
_BUDGET = re.compile(
    r"(?:งบประมาณ|วงเงิน|งบ)\s*(?:จำนวน|รวม|ประมาณ|ไม่เกิน|:)?\s*(?P<money>\d[\d,.]*\s*(?:ล้าน|แสน|หมื่น)?\s*บาท)"
)


@dataclass(frozen=True, slots=True)
class Told:
    """What sentences say of a goal: indicators with their figures, owner, budget, and where its own words end."""

    kpis: tuple[Kpi, ...]
    owner: str
    budget: float | None
    ends: int


def told_of_goal(text: str) -> Told:
    """
    Return what a passage says of a goal; no indicators where no figures from and to stand in it.

    >>> told = told_of_goal("วัดผลจากเวลารอ ซึ่งปัจจุบันอยู่ที่ 45 นาที ตั้งเป้าไว้ที่ 20 นาที")
    >>> [(kpi.name, kpi.unit, kpi.baseline, kpi.target) for kpi in told.kpis]
    [('เวลารอ', 'นาที', 45.0, 20.0)]
    """
    plain = clean(text)
    owner, money = _OWNER.search(plain), _BUDGET.search(plain)
    said = (owner["a"] or owner["b"] or "").strip() if owner is not None else ""
    ends = _GOAL_ENDS.search(plain, 8)
    budget = parse_number(money["money"]) if money is not None else None
    return Told(tuple(_kpis(plain)), said, budget, ends.start() if ends is not None else len(plain))


def _kpis(plain: str) -> Iterator[Kpi]:
    begin = 0
    for change in _CHANGE.finditer(plain):
        words = plain[begin : change.start()]
        begin = change.end()
        starts = [match.end() for match in _BEFORE_NAME.finditer(words)]
        name, unit = kpi_name(_CHANGING.sub("", words[starts[-1] if starts else 0 :].strip(" ,;:–-")))
        if not 4 <= len(name) <= 160 or not (starts or change["colon"]):
            continue
        percent = "ร้อยละ" in change["aim"] or change["aim_unit"] == "%"
        unit = unit or ("ร้อยละ" if percent else change["aim_unit"] or change["base_unit"] or unit_of_name(name))
        yield Kpi(name, unit, parse_number(change["base"]), parse_number(change["aim"]))
