"""What is measured beside the first measure of a goal: a plan for emergencies is drilled, what waits is worked off."""

from __future__ import annotations

import re

from plandocs.suggest.newgoal import NewGoal
from plandocs.suggest.quantities import Quantity

#: A plan for what nobody wishes to happen is worth as much as its drills.
_EMERGENCY = re.compile("แผน[ก-๎]*?(?:เตรียมพร้อม|เผชิญเหตุ|ฉุกเฉิน|ประคองกิจการ|ความต่อเนื่อง|รับมือ|ภัยพิบัติ|สำรอง|กู้คืน|อพยพ)[ก-๎]*")
#: "เร่งรัดการซ่อมถนนที่ชำรุด": the deed by which what waits becomes less.
_SPEED_UP = re.compile(
    "(?:เร่งรัด|เร่ง)(?:การ)?(?P<deed>ซ่อมแซม|ซ่อมสงวน|ซ่อม|ตรวจสอบ|ตรวจ|พิจารณา|แก้ไข|อนุรักษ์|จดทะเบียน|ออกใบอนุญาต|บันทึก)(?P<thing>[ก-๎]{3,40})"
)


def second(goal: NewGoal, first: Quantity) -> Quantity | None:
    """Return the quantity that goes with the first one, None where it stands alone."""
    if first.name.startswith("จำนวนครั้งที่ซ้อม"):
        return None
    if (plan := _EMERGENCY.search(goal.goal)) is not None:
        absent = "ยังไม่มีแผน" if first.absent else ""
        return Quantity(f"จำนวนครั้งที่ซ้อม{plan[0]}ต่อปี", "ครั้ง", 0.0 if absent else None, absent=absent, rising=True)
    done = _SPEED_UP.match(goal.goal)
    if done is not None and first.rising is False and first.value:
        # Less of what waits is the end, so many done in the year the way to it.
        return Quantity(f"จำนวน{done['thing']}ที่{done['deed']}แล้วเสร็จ", first.unit, None, rising=True)
    return None
