"""
Shares told the way plans tell them: of those that do, not of those that do not.

"ร้อยละ 38 ออกไม่ทันกำหนด" is the same measure as "ร้อยละ 62 ออกทันกำหนด"; official goals are worded for what is wanted.
"""

from __future__ import annotations

import re
from dataclasses import replace

from plandocs.suggest.shares import Share
from plandocs.suggest.wording import number

_TIME = r"\s?(?P<time>\d+\s(?:วันทำการ|วัน|ชั่วโมง|นาที|เดือน|ปี))"
#: What turns a bad share into its complement; the first that fits.
_TURNS = (
    (re.compile(r"ไม่ทัน"), "ทัน"),
    (re.compile(r"^ใช้เวลา(?:เกิน|นานกว่า)" + _TIME), r"ใช้เวลาไม่เกิน \g<time>"),
    (
        re.compile(r"^(?:ค้าง)?(?P<deed>[ก-๎]{2,30}?)(?:ช้ากว่า|ล่าช้ากว่า|เกิน)(?:กำหนด|มาตรฐาน|เวลา)*" + _TIME),
        r"\g<deed>ภายใน \g<time>",
    ),
    (re.compile(r"^(?:ยัง)?ไม่(?:เคย)?(?!ได้|เกิน|น้อย|ใช่|ถึง)"), ""),
    (re.compile(r"(?<=[ก-๎]{4})ไม่(?P<able>ได้|ออก)$"), r"\g<able>"),
    (re.compile(r"^(?:ยัง)?(?:เลย|เกิน|พ้น)(?:กำหนด|รอบ|เวลา)(?P<deed>(?!ที่|ตาม)[ก-๎]{3,30})$"), r"\g<deed>ภายในกำหนด"),
    (
        re.compile(
            r"^(?P<before>(?:(?!ไม่)[ก-๎]){3,40})ไม่(?P<good>ครบ|เพียงพอ|ถูกต้อง|ผ่าน|ชัดเจน|ตรง|ปลอดภัย|ได้มาตรฐาน)(?P<rest>(?:(?!ไม่)[ก-๎])*)$"
        ),
        r"\g<before>\g<good>\g<rest>",
    ),
)


def positive(share: Share) -> Share:
    """
    Return the share of those that do where it was told of those that do not; else the share as it is.

    >>> positive(Share("ตัวอย่าง", "ออกรายงานไม่ทันกำหนด", 38.0, "", False))
    Share(whole='ตัวอย่าง', part='ออกรายงานทันกำหนด', value=62.0, stated='100 ลบร้อยละ 38', low=True, ...)
    """
    if share.low:
        return share
    for pattern, told in _TURNS:
        part = pattern.sub(told, share.part, count=1)
        if part != share.part:
            # "ถูก" is said of what nobody wishes for.
            part = re.sub(
                "^ถูก(?=ตรวจ|ประเมิน|ติดต่อ|สอบถาม|สำรวจ|เยี่ยม|ทบทวน|ซ่อม|บำรุง|ฝึก|อบรม|ติดตาม|ทดสอบ|สอบเทียบ)", "ได้รับการ", part
            )
            # "Neither … nor …" of those that do not is "… and …" of those that do.
            part = re.sub("(?<=[ก-๎])หรือ(?=[ก-๎])", "และ", part)
            left = None if share.some is None or share.every is None else share.every - share.some
            counted = f" ({share.stated})" if share.stated else ""
            stated = f"100 ลบร้อยละ {number(share.value)}{counted}"
            return replace(share, part=part, value=round(100 - share.value, 1), stated=stated, low=True, some=left)
    return share
