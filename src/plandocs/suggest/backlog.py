"""What a finding counts as still waiting: vacancies, arrears, cases past their date."""

from __future__ import annotations

import re
from dataclasses import dataclass

from plandocs.suggest.shares import COUNTABLE, CUT, EACH, NO_WHOLE, NUMBER, thing_in
from plandocs.suggest.titles import is_nominal
from plandocs.thai.digits import parse_number, to_arabic

_STATES = "(?<!ระห)ว่าง|ค้าง(?:อยู่|สะสม|ตอบ)?|ชำรุด|รอซ่อม|รอตรวจ|รออนุมัติ|ตกค้าง"
#: So many that still wait, with what they wait for.
_WAITING = re.compile(
    rf"(?P<whole>[^\s\d]{{4,60}})\s(?P<count>{NUMBER})\s(?P<unit>{EACH})(?P<part>ที่[^\s\d]{{6,80}})"
    rf"|(?P<stock>[^\s\d]{{3,50}}?(?:{_STATES})[^\s\d]{{0,24}}?)\s(?P<kept>{NUMBER})\s(?P<of>{EACH})"
    rf"|(?P<name>[^\s\d]{{6,90}}?)(?:ลดลง|เพิ่มขึ้น)?(?:เหลือ|ค้าง|รวม)\s(?P<left>{NUMBER})\s(?P<each>{EACH})"
)
_UNMET = re.compile(
    "(?:แต่|ซึ่ง|ที่)?(?:ยังไม่(?:ได้|มี|ถูก)?|ค้าง|(?<!ระห)ว่าง|ชำรุด|รอ(?:ซ่อม|ตรวจ|อนุมัติ)|พ้น(?:รอบ|กำหนด)|เกินกำหนด|ล่าช้า|ตกค้าง)"
)


@dataclass(frozen=True, slots=True)
class Backlog:
    """Things counted that still wait for something: less of them is wanted."""

    whole: str
    part: str
    value: float
    unit: str


def backlog(text: str) -> Backlog | None:
    """
    Return what a plain sentence counts as still waiting, None where it counts nothing of the kind.

    >>> backlog("มีโรงงาน 38 แห่งที่พ้นรอบตรวจแล้วแต่ยังไม่ได้เข้าตรวจ การจัดคิวจึงไม่เป็นระบบ")
    Backlog(whole='โรงงาน', part='พ้นรอบตรวจแล้วแต่ยังไม่ได้เข้าตรวจ', value=38.0, unit='แห่ง')
    """
    for match in _WAITING.finditer(to_arabic(text)):
        if re.search("ร้อยละ|อัตรา|เฉลี่ย", match[0]):
            continue  # "ว่างร้อยละ 31 หลังอบรม" counts no houses
        whole, part = _parted(match)
        value = parse_number(match["count"] or match["left"] or match["kept"])
        unit = match["unit"] or match["each"] or match["of"]
        if (
            whole
            and value
            and _UNMET.search(part)
            and (is_nominal(whole) or COUNTABLE.match(whole) or not NO_WHOLE.match(whole))
        ):
            return Backlog(whole, part, value, unit)
    return None


def _parted(match: re.Match[str]) -> tuple[str, str]:
    """Return what waits, and in what state, empty where the words do not say."""
    if match["part"]:
        whole, part = re.sub("^มี", "", thing_in(match["whole"])), match["part"].removeprefix("ที่")
    elif match["stock"]:
        parts = re.match(rf"(?P<whole>.+?)(?:ที่|ซึ่ง|ยัง)*(?P<part>(?:{_STATES}).*)$", thing_in(match["stock"]))
        whole, part = (parts["whole"], parts["part"]) if parts is not None else ("", "")
    else:
        name = re.sub("^(?:รายชื่อ|จำนวน|มี)", "", thing_in(match["name"]))
        cut = name.find("ที่")
        whole, part = (name[:cut], name[cut + len("ที่") :]) if cut > 0 else ("", "")
    whole = re.sub("^(?:ส่งผลให้|ทำให้|ส่งผลต่อ|จึงมี)", "", whole)
    part = re.sub("(?:กว่า|ราว|ประมาณ|ถึง|เกือบ|จำนวน)+$", "", part)
    part = CUT.split(part.replace("แต่ยัง", "\x00"))[0].replace("\x00", "แต่ยัง")
    return whole, part
