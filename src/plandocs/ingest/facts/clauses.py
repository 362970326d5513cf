"""Labels inside running words: "ในด้านจุดแข็ง พบว่า … อย่างไรก็ตาม มีโอกาสในการปรับปรุง กล่าวคือ …"."""

from __future__ import annotations

import re

from plandocs.ingest.facts.label_words import ADVICE_WORDS, EVIDENCE_WORDS, OFI_WORDS, STRENGTH_WORDS

_ASSESSORS = r"(?:คณะ)?(?:ผู้ตรวจ(?:ประเมิน)?|ผู้ประเมิน|กรรมการ)"
_BEFORE = (
    rf"(?:อย่างไรก็(?:ตาม|ดี)|ทั้งนี้|นอกจากนี้|(?:ใน)?ขณะ(?:ที่|เดียวกัน)|แต่(?:ทว่า)?|ส่วน(?:ของ|ที่เป็น)?|สำหรับ"
    rf"|ใน(?:ส่วน(?:ของ|ที่เป็น)?|ด้าน|แง่(?:ของ)?|เรื่อง|ประเด็น)?|ด้าน|แง่|ยัง|มี|พบ|และ|โดย|{_ASSESSORS}|เห็นว่า|พบว่า|เป็น"
    r"|(?:ข้อค้นพบ|ข้อสังเกต|ประเด็น|รายการ|ผล(?:การ)?(?:ตรวจ)?ประเมิน)(?:ที่|ซึ่ง|ส่วนที่)?(?:เป็น|คือ|ด้าน))\s?"
)
_AFTER = (
    rf"\s?(?:นั้น|ก็|ที่(?:สำคัญ|พบ|ตรวจพบ|ชัดเจน|เห็นได้ชัด)|สำคัญ|หลัก|เร่งด่วน|ใน(?:หัวข้อ|หมวด|เรื่อง)นี้|ของ[ก-๙]{{1,20}}|{_ASSESSORS}"
    r"|\([A-Za-z /&+-]{1,30}\))"
)
#: A linking word with a blank on either side; glued on both it is part of a sentence.
_WORD = r"(?:พบว่า|เห็นว่า|กล่าวคือ|ได้แก่|อยู่ที่|ประกอบด้วย|คือ)"
_LINK = rf"(?:\s?(?P<colon>[:：])\s*|\s{_WORD}\s?[:：]?\s*|{_WORD}(?:\s?[:：]\s*|\s+))(?=\S)"
#: What assessors do says the kind as well: they praise, or ask for better.
_PRAISE = r"(?:ขอ)?(?:ชื่นชม|ชมเชย|ยกย่อง)(?:ว่า|ที่|ใน(?:เรื่อง|ด้าน)?|เรื่อง)\s+(?=\S)"
_WISH = (
    r"(?:ขอให้|เห็นควร(?:ให้)?|เสนอให้|อยากให้|ฝากให้|ขอ)(?:หน่วยงาน|กรม|ส่วนราชการ)?(?:ปรับปรุง|พัฒนา|แก้ไข|เพิ่มเติม)"
    r"(?:ใน)?(?:เรื่อง|ด้าน|ประเด็น|ว่า)\s*(?=\S)"
)
#: A kind named in running words, with what leads to it and the word or colon behind which its text begins.
RUN_IN = re.compile(
    rf"(?<![^\s(])(?:{_BEFORE}){{0,5}}(?:(?:(?P<strength>{STRENGTH_WORDS})|(?P<ofi>{OFI_WORDS}))(?:{_AFTER}){{0,3}}{_LINK}"
    rf"|(?P<praise>{_PRAISE})|(?P<wish>{_WISH}))",
    re.IGNORECASE,
)
#: What begins another finding of the same kind in running words.
FURTHER = re.compile(r"(?<=\s)(?:นอกจากนี้|ประการ(?:ที่(?:สอง|สาม|สี่|[2-9])|ต่อมา|สุดท้าย))\s*(?:(?:ยัง)?พบว่า|คือ)?\s*(?=\S)")
#: A label of what belongs to findings, with its text behind a colon.
SIDE_LABEL = re.compile(
    rf"(?<![^\s(])(?:{ADVICE_WORDS}|{EVIDENCE_WORDS})(?:\s*\([A-Za-z /&+-]+\))?\s*[:：]\s*(?=\S)", re.IGNORECASE
)
#: What begins the opposite in running words; "แต่" inside a sentence has no blank behind it.
OPPOSED = re.compile(r"(?<=\s)(?:อย่างไรก็(?:ตาม|ดี)|แต่ทว่า|ทว่า|แต่(?=\s))\s*(?:พบว่า)?\s*(?=\S)")
