"""What a workshop's proposal counts: "เครื่องอ่านบัตร 5 จุดนำร่อง" is a measure with its first target."""

from __future__ import annotations

import re

from plandocs.model.finding import Proposal
from plandocs.model.plan import SuggestedKpi
from plandocs.suggest.aims import abbreviations
from plandocs.suggest.definitions import definition
from plandocs.suggest.shares import EACH
from plandocs.suggest.verbs import begins_with_verb
from plandocs.suggest.wording import quantity
from plandocs.thai.digits import parse_number, to_arabic

#: A thing or a deed, then how many of what; no time, no money, no condition.
_SO_MANY = re.compile(
    rf"^(?P<thing>[ก-๎][ก-๎/ ]{{3,40}}?)\s*(?P<many>\d{{1,4}})\s*(?P<unit>{EACH})(?:นำร่อง|ตัวอย่าง|แรก)?(?=\s|$|[+,(])"
)
_CONDITION = re.compile("ภายใน|ก่อน|ทุก|ไม่เกิน|เกิน|ครั้งละ|คนละ|วันละ|ปีละ|ประเภท|เหลือ|ลด")
#: What is bought or made is counted itself, in its own unit.
_SET_UP = re.compile("(?P<deed>จัดซื้อ|จัดหา|ซื้อ|สร้าง|จัดทำ|ผลิต)(?P<what>[ก-๎]{2,30}?)(?P<more>เพิ่ม)?$")
_OF_ITSELF = frozenset({"คัน", "เครื่อง", "ตู้", "ลำ", "ชุด", "เล่ม", "หลัง", "หลักสูตร", "ระบบ", "ฉบับ"})
_TIMES = frozenset({"วัน", "ไตรมาส", "ครั้ง", "คน", "ราย"})


def proposed_kpi(proposal: Proposal) -> SuggestedKpi | None:
    """Return the measure that a proposal counts, with its count as target; None where it counts nothing set up."""
    match = _SO_MANY.match(to_arabic(" ".join(proposal.text.split())))
    if match is None or match["unit"] in _TIMES or _CONDITION.search(match["thing"]):
        return None
    thing = re.sub(r"\s*/\s*", "และ", match["thing"].strip())
    if abbreviations(thing) or " " in thing:
        return None
    unit, many = match["unit"], parse_number(match["many"])
    bought = _SET_UP.match(thing)
    if bought is not None and unit in _OF_ITSELF:
        name = f"จำนวน{bought['what']}ที่{bought['deed']}{bought['more'] or ''}แล้ว"
    else:
        name = f"จำนวน{unit}ที่{thing}แล้ว" if begins_with_verb(thing) else f"จำนวน{unit}ที่มี{thing}"
    year = int(proposal.plan_year)
    return SuggestedKpi(
        name=name,
        unit=unit,
        baseline=None,
        target=many,
        source=f"ยังไม่พบค่าฐานในเอกสาร; ตามข้อเสนอของที่ประชุมเชิงปฏิบัติการปี {year} ({quantity(many, unit)}) โปรดยืนยัน",
        definition=definition(name, unit),
    )
