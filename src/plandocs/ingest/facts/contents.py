"""What a column of a plan's table holds, by its cells alone: units, verdicts, money, figures, indicators, owners."""

from __future__ import annotations

import re
from collections.abc import Sequence

from plandocs.ingest.facts.lines import squeeze
from plandocs.ingest.facts.verdicts import verdict_of
from plandocs.thai.digits import parse_number, to_arabic

#: Share of a column's cells that must look alike.
MOST = 0.6
_UNIT = re.compile(
    r"^(?:ร้อยละ|%|เปอร์เซ็นต์|คน|ราย|วัน(?:ทำการ)?|นาที|ชั่วโมง|เดือน|ปี|ครั้ง|เรื่อง|แห่ง|ชุด|ระบบ|คะแนน|ระดับ|บาท|ล้านบาท|ไร่|จุด|ฉบับ|หน่วยงาน"
    r"|ชุมชน|ขั้นตอน|หลักสูตร|โครงการ|กิจกรรม|รายการ|ตัว|ต้น|กิโลเมตร|ตัน|สาขา|แปลง|ผืน|ชิ้น|เครื่อง|คดี|คำขอ|กระบวนงาน|งาน|ข้อ|รุ่น|หมู่บ้าน|ตำบล"
    r"|ครัวเรือน|โรงเรียน|เล่ม|เท่า|วินาที|สัปดาห์|กลุ่ม|องค์กร|เว็บไซต์|บริการ|ลบ\.ม\.?|ตร\.ม\.?)(?:$|[/(]|ต่อ)"
)
_COUNTED = re.compile(
    r"^(?:\d{1,2}(?:\.\d{1,2})*[.)]?|kpi\d*|\(?[ก-ฮ]\))?"
    r"(?:ร้อยละ|จำนวน|อัตรา|สัดส่วน|ระดับ|คะแนน|ค่าเฉลี่ย|ระยะเวลา|เวลา|ปริมาณ|มูลค่า|ดัชนี|ความพึงพอใจ|ต้นทุน|รายได้|เปอร์เซ็นต์)"
)
_OFFICE = re.compile(
    r"^(?:กอง|สำนัก|กลุ่ม|ฝ่าย|ศูนย์|แผนก|ส่วน|สถาบัน|สพ|กพร|หน่วย|คณะ|งาน[ก-๙]{3}|เลขานุการ|ผู้อำนวยการ|รอง|ทุก(?:กอง|หน่วย|สำนัก|ศูนย์))"
)
_FIGURE = re.compile(
    r"^(?:[≥≤><=~]|ไม่(?:น้อยกว่า|ต่ำกว่า|เกิน|มากกว่า)|มากกว่า|อย่างน้อย|น้อยกว่า|ครบ)?\s*(?:ร้อยละ|ระดับ|จำนวน)?\s*-?[\d,]*\d(?:\.\d+)?\s*(?P<unit>[^\d]{0,20})$"
)
_NO_MONEY = re.compile(r"^(?:ไม่(?:ใช้|มี)(?:งบ(?:ประมาณ)?|เงิน|ค่าใช้จ่าย))")


def role_of_cells(values: Sequence[str]) -> str:
    """
    Return what a column's filled cells are: "unit", "achieved", "budget", "figure", "kpi", "owner", "text", or nothing.

    >>> role_of_cells(["นาที", "ร้อยละ"]), role_of_cells(["20", "≥ 60"]), role_of_cells(["กองคลัง", "ศูนย์ดิจิทัล"])
    ('unit', 'figure', 'owner')
    """
    if not values or _counts_up(values):
        return ""
    plain = [squeeze(value) for value in values]
    figures = [_FIGURE.match(to_arabic(value).strip()) for value in values]

    def most(test: Sequence[object]) -> bool:
        return sum(bool(one) for one in test) >= MOST * len(values)

    money = [("บาท" in p and any(c.isdigit() for c in p)) or bool(_NO_MONEY.match(p)) for p in plain]
    if any(money) and most([m or f or is_none(p) for m, f, p in zip(money, figures, plain, strict=True)]):
        return "budget"
    tests = (
        ("figure", figures),
        ("unit", [_UNIT.match(p) for p in plain]),
        ("achieved", [len(p) <= 24 and verdict_of(p) is not None for p in plain]),
        ("kpi", [_COUNTED.match(p) and len(p) >= 10 for p in plain]),
        ("owner", [_OFFICE.match(p) and len(p) <= 60 for p in plain]),
        ("text", [len(p) >= 12 for p in plain]),
    )
    return next((role for role, test in tests if most(test)), "")


def is_none(plain: str) -> bool:
    """Return whether a squeezed cell says that there is nothing."""
    return bool(re.fullmatch(r"[-–—.]*|ไม่มี|ยังไม่มี|n/?a|ไม่ได้เก็บ(?:ข้อมูล)?", plain))


def is_figure(text: str) -> bool:
    """Return whether `text` is a figure, perhaps with comparing words and a unit."""
    return _FIGURE.match(to_arabic(text).strip()) is not None


def counting_name(text: str) -> bool:
    """Return whether `text` begins as the name of an indicator does: จำนวน, ร้อยละของ, ระยะเวลา."""
    return bool(_COUNTED.match(squeeze(text)))


def _counts_up(values: Sequence[str]) -> bool:
    """Return whether a column numbers its rows."""
    numbers = [parse_number(value) for value in values]
    return len(values) > 1 and numbers == list(range(1, len(values) + 1))
