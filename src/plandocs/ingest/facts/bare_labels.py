"""Labels that people write without a colon ("เป้าหมาย 85 ผล 9 เดือน 88.2"): known by what stands behind them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plandocs.ingest.facts.lines import clean
from plandocs.ingest.facts.tables import GridCell
from plandocs.ingest.facts.verdicts import verdict_of

_ROUND = r"(?:\s*(?:รอบ\s*)?\d{1,2}\s*เดือน|\s*ไตรมาส(?:ที่)?\s*\d|\s*(?:ณ\s*)?สิ้นปี|\s*ทั้งปี|\s*ปี\s*25\d\d|\s*25\d\d)?"
_LABELS = {
    "kpi": r"(?:ตัวชี้วัด|KPI)(?:ความสำเร็จ|หลัก)?(?:ที่)?(?:\s*\d[\d.]*)?|วัดจาก|วัดด้วย",
    "unit": r"หน่วยนับ|หน่วยวัด|หน่วย(?=[\s:])",
    "baseline": r"ค่าฐาน|ค่าปัจจุบัน|ข้อมูล(?:พื้น)?ฐาน|ฐานเดิม|ค่าเดิม|ค่าตั้งต้น|ผลปี(?:ก่อน|ที่ผ่านมา)|ปัจจุบัน|เดิม",
    "target": rf"(?:ค่า)?เป้า(?:หมาย)?{_ROUND}|ตั้งไว้|ตั้งเป้า(?:ไว้)?",
    "actual": rf"ผล(?:งาน|จริง|การดำเนินงาน|ล่าสุด|สะสม|ที่(?:ทำ)?ได้)?{_ROUND}(?:\s*สะสม)?|ทำได้(?:จริง)?|ได้จริง|ได้ผล",
    "achieved": r"สถานะ|ผลการประเมิน|สัญญาณ(?:ไฟ)?|ไฟ(?=\s*สี|\s*เขียว|\s*เหลือง|\s*แดง)|สี(?=\s*เขียว|\s*เหลือง|\s*แดง)",
    "owner": r"เจ้าภาพ(?:หลัก)?|ผู้รับผิดชอบ(?:หลัก)?|หน่วยงาน(?:หลัก|(?:ที่)?รับผิดชอบ|เจ้าภาพ)|รับผิดชอบโดย",
    "budget": r"งบประมาณ|วงเงิน(?:งบประมาณ)?|งบ",
    "period": r"ระยะเวลา(?:ดำเนินการ)",
    "proposal": r"ข้อเสนอ(?:แนะ)?(?:ที่\s*\d{1,2})?(?=\s)",
    "votes": r"คะแนน(?:โหวต|เสียง|รวม|ที่ได้)?|โหวต|เสียงโหวต",
    "year": r"(?:ปี(?:งบประมาณ)?|พ\.ศ\.)(?:\s*พ\.ศ\.)?\s*25\d\d\s*(?=[=:])",
}
_LABEL = re.compile(
    r"(?:(?<=^)|(?<=[\s|;,·(]))(?:"
    + "|".join(f"(?P<{role}>{words})" for role, words in _LABELS.items())
    + r")(?![ก-ฮ]{0,2}ของ)",
    re.IGNORECASE,
)
_LEAD = re.compile(r"\s*(?:[-•–▪*]\s*|\d{1,2}[.)]\s*)?")
_NUMBER = re.compile(
    r"(?:[:：=]\s*)?(?:[≥≤><=~]|ไม่(?:น้อยกว่า|ต่ำกว่า|เกิน|มากกว่า)|มากกว่า|อย่างน้อย|น้อยกว่า|ภายใน|ครบ)?\s*(?:ร้อยละ|ระดับ|จำนวน)?\s*-?\d"
)
_MONEY = re.compile(r"\d|ไม่(?:ใช้|มี)|-$")
_COLOUR = re.compile(r"(?:สี|ไฟ)?\s*(?:เขียว|เหลือง|ส้ม|แดง)|[^\sก-๙\w]{1,2}")
#: "จาก 45 นาที เป็น 20 นาที": where an indicator stands and what is aimed at.
FROM_TO = re.compile(
    r"^(?:ลดลง|เพิ่มขึ้น|ลด|เพิ่ม)?\s*จาก(?:เดิม)?\s*(?:ร้อยละ\s*)?[\d,.]*\d[^\d]{0,24}?(?:เป็น|เหลือ|→|->|ถึง|สู่|ไม่เกิน|ไม่น้อยกว่า)[^\d]{0,16}[\d,.]*\d"
)
_NO_MONEY = re.compile(r"^ไม่(?:ใช้|มี|ขอ)(?:งบ(?:ประมาณ)?|เงิน)\s*$")
_LONGEST = 300


def labels_without_colon(text: str, block: int) -> Iterator[tuple[str, GridCell]]:
    """
    Yield the roles and values of a line that begins with a label whose value is of the kind it announces.

    "ปี 2566 = 70" has the role "year2566".
    """
    plain = clean(text)
    if len(plain) != len(text) or len(text) > _LONGEST:
        return
    lead = _LEAD.match(plain)
    begin = lead.end() if lead is not None else 0
    marks = [m for m in _LABEL.finditer(plain, begin) if _announces(plain, m)]
    if not marks or marks[0].start() != begin:
        return
    ends = [match.start() for match in marks[1:]] + [len(plain)]
    for match, end in zip(marks, ends, strict=True):
        start = match.end()
        while start < end and (text[start].isspace() or text[start] in ":：="):
            start += 1
        value = text[start:end].rstrip(" \t\n,;|·(")
        if value:
            role = match.lastgroup or ""
            name = role + re.sub(r"\D", "", match[0]) if role == "year" else role
            yield name, GridCell(block, start, start + len(value), value)


def value_alone(text: str) -> str:
    """Return the role of a line that is a value without any label, where it can be nothing else, or an empty string.

    >>> value_alone("จาก 45 นาที เป็น 20 นาที"), value_alone("ไม่ใช้งบประมาณ"), value_alone("ไม่บรรลุเป้าหมาย")
    ('base_target', 'budget', 'achieved')
    """
    plain = clean(text).strip()
    if FROM_TO.match(plain):
        return "base_target"
    if _NO_MONEY.match(plain):
        return "budget"
    light = _COLOUR.fullmatch(plain) is not None
    return "achieved" if light or (len(plain) <= 24 and verdict_of(plain) is not None) else ""


def _announces(plain: str, match: re.Match[str]) -> bool:
    """Return whether what stands behind a label is of its kind."""
    role, behind = match.lastgroup or "", plain[match.end() :]
    value = behind.lstrip(" \t:：")
    apart = behind[:1] in " \t:："
    if role in {"target", "actual", "baseline", "year", "votes"}:
        return _NUMBER.match(value) is not None
    if role == "budget":
        return _MONEY.match(value) is not None
    if role == "achieved":
        return verdict_of(value[:24]) is not None or _COLOUR.match(value) is not None
    words = re.match(r"[^\d\s:][^:]*", value)
    if role == "unit":
        return apart and words is not None
    return apart and words is not None and len(value) >= (8 if role in {"kpi", "proposal"} else 3)
