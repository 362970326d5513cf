"""Outcomes that a monitoring report tells in sentences: "1. ด้าน… เป้าหมายร้อยละ 85 ผลทำได้ร้อยละ 77.4 เนื่องจาก…"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from plandocs.ingest.facts.closings import says_closed
from plandocs.ingest.facts.codes import marker_at
from plandocs.ingest.facts.contents import counting_name
from plandocs.ingest.facts.lines import Line
from plandocs.ingest.facts.verdicts import by_figures
from plandocs.model.document import DocumentMeta
from plandocs.model.finding import Outcome, fact_id
from plandocs.model.text import Anchor, Block
from plandocs.model.year import FiscalYear

_FIGURE = re.compile(
    r"(?P<percent>ร้อยละ\s*)?(?<![\d.,/:])(?P<value>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?![\d/]|\.\d)"
    r"(?=\s*(?P<unit>%|เปอร์เซ็นต์|[ก-๙]+)?)"
)
#: Words behind a number that date or count something else than a result.
_NO_UNIT = re.compile(
    r"(?:ม\.?ค|ก\.?พ|มี\.?ค|เม\.?ย|พ\.?ค|มิ\.?ย|ก\.?ค|ส\.?ค|ก\.?ย|ต\.?ค|พ\.?ย|ธ\.?ค|มกราคม|กุมภาพันธ์|มีนาคม|เมษายน|พฤษภาคม"
    r"|มิถุนายน|กรกฎาคม|สิงหาคม|กันยายน|ตุลาคม|พฤศจิกายน|ธันวาคม)"
)
_TARGET = re.compile(
    r"(?:(?:กำหนด|ตั้ง|วาง)\s*(?:ค่า)?\s*เป้า(?:หมาย)?|(?:ค่า)?เป้าหมาย|เป้า)"
    r"(?:\s*(?:ทั้งปี|ปี(?:นี้)?\s*(?:25\d\d)?|ไว้|ที่|คือ|จำนวน|ตัวชี้วัด|รายปี|ตามแผน|ประจำปี|ไม่น้อยกว่า|ไม่ต่ำกว่า|ไม่เกิน|อย่างน้อย|ที่ตั้งไว้|เท่ากับ|:))*\s*"
    r"(?=ร้อยละ|\d)|กำหนด(?:ไว้)?(?:\s*(?:ที่|จำนวน|ไม่น้อยกว่า|ไม่เกิน))*\s*(?=ร้อยละ\s*\d|\d)|จากที่ตั้งไว้\s*(?=ร้อยละ|\d)"
)
_RESULT = re.compile(
    r"(?<!\S)(?:ผล(?!ผลิต|กระทบ|ลัพธ์ที่)|ทำได้|ดำเนินการ(?:ได้|แล้ว)|ได้รับ|ปัจจุบัน|ขณะนี้|มีผล|พบว่า|วัดได้|อยู่ที่|แล้วเสร็จ"
    r"|ได้(?=ร้อยละ|\s*\d))"
)
_NAMES = re.compile(
    r"^\s*(?:ด้าน|เรื่อง|เป้าหมาย(?:ที่)?\s*\d*|ตัวชี้วัด(?:ที่)?\s*[\d.]*|โครงการ(?:ที่)?\s*\d*|ประเด็น(?:ที่)?\s*\d*)\s*[:：]?\s*(?=\S)"
)
_QUOTED = re.compile(
    r"\s*(?:เป้าหมาย|ตัวชี้วัด|ด้าน|เรื่อง|โครงการ|ประเด็น)?(?:ที่)?\s*[\d.]*\s*[:：]?\s*[\"“”'‘](?P<name>[^\"“”'’]{8,160})[\"“”'’]"
)
_COUNTED = re.compile(r"^(?:จำนวน|ร้อยละ|อัตรา|สัดส่วน|ระดับ|คะแนน|ค่า|ระยะเวลา|เวลา)")
_WHY = re.compile(r"เนื่องจาก|เพราะ|สาเหตุ|เหตุที่|ปัญหา(?:และ)?อุปสรรค|ปัญหา|อุปสรรค|ติดขัด|ทั้งนี้\s*อยู่ระหว่าง|อยู่ระหว่าง")
_SHORT_OF = re.compile(
    r"ไม่(?:บรรลุ|ถึง|เป็นไปตาม)(?:ค่า)?เป้า|ยังไม่(?:ถึง|บรรลุ)|ต่ำกว่า(?:ค่า)?เป้า|ไม่บรรลุ|พลาดเป้า|ขาดเป้า"
    r"|ยัง(?:คง)?(?:สูง|ต่ำ|มาก|น้อย|ช้า)กว่า(?:ค่า)?เป้า"
)
_REACHED = re.compile(r"(?<!ไม่)(?:บรรลุ|เกิน|สูงกว่า|ดีกว่า|ถึง|ครบตาม|เป็นไปตาม)(?:ค่า)?เป้า(?:หมาย)?|(?<!ไม่)บรรลุ")
_LONGEST_NAME, _SHORTEST_NAME, _LONGEST_ENTRY = 160, 10, 300


@dataclass(frozen=True, slots=True)
class _Number:
    value: float
    unit: str
    start: int
    end: int

    @property
    def unit_known(self) -> bool:
        """Whether what follows the number is a unit rather than the next words of the sentence."""
        return self.unit == "ร้อยละ" or (bool(self.unit) and self.value == int(self.value))


def told_outcome(
    line: Line, document_id: str, meta: DocumentMeta, blocks: Sequence[Block], year: FiscalYear
) -> Outcome | None:
    """Return the outcome that an entry of a report tells in words; None where target or result is missing."""
    text = line.text
    begin = _begin(line)
    if begin is None:
        return None
    quoted = _QUOTED.match(text, begin)
    aimed = _TARGET.search(text, quoted.end() if quoted else begin)
    numbers = list(_numbers(text, quoted.end() if quoted else begin))
    if aimed is not None:
        target = next((n for n in numbers if aimed.end() <= n.start <= aimed.end() + 12), None)
    else:
        # Behind a goal in quotation marks the first figure is what was aimed at, unless a result is told first.
        told = _RESULT.search(text, quoted.end()) if quoted else None
        target = numbers[0] if quoted and numbers and (told is None or numbers[0].start < told.start()) else None
    reached = _reached(text, numbers, target) if target is not None else None
    if target is None or reached is None:
        return None
    if quoted is not None:
        name = quoted["name"].strip()
    else:
        cue = _RESULT.search(text, begin)
        starts = [target.start, reached.start, *(m.start() for m in (aimed, cue) if m is not None)]
        name = _NAMES.sub("", text[begin : min(starts)]).strip(" :：–-,(|")
    if not _SHORTEST_NAME <= len(name) <= _LONGEST_NAME:
        return None
    first = text.index(name, begin)
    start, end = line.span(first, first + len(name))
    words = " ".join(line.original[start - line.start : end - line.start].split())
    counted = bool(_COUNTED.match(name))
    why = _WHY.search(text, max(target.end, reached.end))
    block = blocks[line.block]
    return Outcome(
        fact_id("o", document_id, line.block, start, words),
        year,
        "" if counted else words,
        words if counted else "",
        document_id,
        block.place,
        Anchor.of(document_id, line.block, block.text, start, end),
        reached.unit or target.unit,
        target.value,
        reached.value,
        _verdict(text, name, target.value, reached.value),
        True if says_closed(text) else None,
        meta.round_months,
        text[why.start() :].strip() if why else "",
    )


def _begin(line: Line) -> int | None:
    """Return where the words of an entry begin; None where the line is no entry of a list and names nothing."""
    marker = marker_at(line.text.lstrip())
    lead = len(line.text) - len(line.text.lstrip())
    if marker is not None:
        return lead + marker.end
    named = _NAMES.match(line.text) or (len(line.text) <= _LONGEST_ENTRY and counting_name(line.text))
    return lead if line.number or line.listed or named else None


def _numbers(text: str, begin: int) -> Iterator[_Number]:
    for match in _FIGURE.finditer(text, begin):
        unit = match["unit"] or ""
        if _NO_UNIT.match(unit) or (unit.startswith("พ") and "พ.ศ" in text[match.end() - 3 : match.end() + 3]):
            continue
        if match["value"].isdigit() and 2500 <= int(match["value"]) <= 2600:
            continue
        percent = bool(match["percent"]) or unit in {"%", "เปอร์เซ็นต์"}
        value = float(match["value"].replace(",", ""))
        yield _Number(value, "ร้อยละ" if percent else unit, match.start(), match.end())


def _reached(text: str, numbers: Sequence[_Number], target: _Number) -> _Number | None:
    """Return the figure in the target's unit that must be the result: the first behind the target, or before it."""
    alike = [n for n in numbers if n is not target and _same_unit(n.unit, target.unit)]
    behind = [n for n in alike if n.start > target.end and not _in_brackets(text, n.start)]
    if behind:
        return behind[0]
    before = [n for n in alike if n.end <= target.start]
    if before:
        return before[-1]
    # Figures without a unit (0.75, 0.71): the one that a word such as วัดได้ tells to be the result.
    told = [n for n in numbers if n.start > target.end and _RESULT.search(text, target.end, n.start)]
    return told[0] if told and not target.unit_known and not told[0].unit_known else None


def _same_unit(one: str, other: str) -> bool:
    if not one or not other or "ร้อยละ" in {one, other}:
        return one == other
    return one.startswith(other[:3]) or other.startswith(one[:3])


def _in_brackets(text: str, position: int) -> bool:
    return text.rfind("(", 0, position) > text.rfind(")", 0, position)


def _verdict(text: str, name: str, target: float, reached: float) -> bool:
    """Return whether the target was reached at this round, as told or else by the figures."""
    if _SHORT_OF.search(text):
        return False
    if _REACHED.search(text):
        return True
    return bool(by_figures(name, target, reached))
