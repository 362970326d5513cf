"""Whether a target was reached: words, ticks and colours, the key that explains them, or the figures alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from plandocs.ingest.facts.lines import clean, squeeze

_NO = re.compile(
    r"ไม่บรรลุ|ยังไม่(?:บรรลุ|ถึง|ผ่าน|สำเร็จ)|ไม่(?:ถึง|ผ่าน|สำเร็จ|เป็นไปตาม|ได้ตาม|เข้าเป้า|ทันเป้า)|ต่ำกว่า(?:ร้อยละ\s*[\d.]+\s*ของ)?(?:ค่า)?เป้า|ขาดเป้า|พลาด(?:เป้า)?|หลุดเป้า"
    r"|บรรลุบางส่วน|บางส่วน|ใกล้(?:ถึง)?เป้า|ล่าช้า|ตกเป้า|^[✗✘×xX❌☒]|^(?:ไม่ใช่|no|n|f|fail)$|not achieved|not met|missed",
    re.IGNORECASE,
)
_YES = re.compile(
    r"บรรลุ|ผ่าน|สำเร็จ|ถึงเป้า|^ถึง$|ตามเป้า|เข้าเป้า|เกินเป้า|สูงกว่า(?:ค่า)?เป้า|ดีกว่า(?:ค่า)?เป้า|^[✓✔/✅☑]|^(?:ใช่|yes|y|pass)$"
    r"|achieved|^met$|แล้วเสร็จ|ครบตามเป้า",
    re.IGNORECASE,
)
#: What a key explains: "เขียว = บรรลุ", "🟡 หมายถึง ใกล้เป้า", "✓ คือ ผ่าน".
_KEY = re.compile(
    r"(?P<sign>(?:สี|ไฟ)?(?:เขียว|เหลือง|ส้ม|แดง|น้ำเงิน|ฟ้า|เทา)(?:เข้ม|อ่อน)?|[^\sก-๙\d=:(),.;/\"“”'-]{1,3}|[A-Z])\s*(?:=|หมายถึง|คือ|แปลว่า|แทน|:)\s*"
)
_COLOUR = re.compile(r"เขียว|เหลือง|ส้ม|แดง|น้ำเงิน|ฟ้า|เทา")
_LIGHTS = {"🟢": "เขียว", "🟡": "เหลือง", "🟠": "ส้ม", "🔴": "แดง", "🔵": "น้ำเงิน"}
#: A measure that is to fall, by its name or the words before its target: reaching it means not being above it.
_FALLING = re.compile(
    r"ลด|ไม่เกิน|(?<!ภายใน)(?<!ตาม)ระยะเวลา|อุบัติ|ข้อผิดพลาด|สูญเสีย|ลาออก|ค้าง|ล่าช้า|^(?:จำนวน)?(?:ข้อ|เรื่อง)ร้องเรียน(?!ที่)|ชำรุด|รอคอย"
)
_AT_MOST = re.compile(r"ไม่เกิน|ไม่มากกว่า|น้อยกว่า(?<!ไม่น้อยกว่า)|ต่ำกว่า(?<!ไม่ต่ำกว่า)|≤|<|ลดลงเหลือ|ภายใน")
_AT_LEAST = re.compile(r"ไม่น้อยกว่า|ไม่ต่ำกว่า|อย่างน้อย|มากกว่า(?<!ไม่มากกว่า)|≥|>|เพิ่มขึ้น")


def verdict_of(text: str) -> bool | None:
    """
    Return whether a goal was reached as a report words it, None where it does not say.

    >>> verdict_of("บรรลุ (ปิดประเด็น)"), verdict_of("ไม่บรรลุ"), verdict_of("สีเขียว")
    (True, False, None)
    """
    plain = clean(text).strip()
    if not plain or re.search("หรือไม่", plain):
        return None
    if _NO.search(plain):
        return False
    return True if _YES.search(plain) else None


def key_of(texts: Iterable[str]) -> dict[str, bool]:
    """
    Return the verdict of each colour or sign that a line of `texts` explains.

    >>> key_of(["เกณฑ์สี: เขียว = บรรลุเป้าหมายแล้ว  เหลือง = ใกล้เป้าหมาย  แดง = ต่ำกว่าเป้าหมาย"])
    {'เขียว': True, 'เหลือง': False, 'แดง': False}
    """
    found: dict[str, bool] = {}
    for text in texts:
        plain = clean(text)
        signs = list(_KEY.finditer(plain)) if len(plain) <= 600 else []
        if len(signs) < 2:
            continue
        ends = [match.start() for match in signs[1:]] + [len(plain)]
        for match, end in zip(signs, ends, strict=True):
            said = verdict_of(plain[match.end() : end])
            if said is not None:
                found.setdefault(_sign(match["sign"]), said)
    if found.get("เขียว"):
        found.setdefault("แดง", False)  # whatever else a key says of red, it is not green
    return found


def verdict_by_key(text: str, key: Mapping[str, bool]) -> bool | None:
    """Return the verdict of the colour or sign in `text`; None where `key` does not explain it."""
    plain = _sign(text)
    if plain in key:
        return key[plain]
    colour = _COLOUR.search(plain) if len(plain) <= 24 else None
    return key.get(colour[0]) if colour is not None else None


def _sign(text: str) -> str:
    plain = squeeze(text)
    for light, colour in _LIGHTS.items():
        if light in plain:
            return colour
    return re.sub(r"^(?:สี|ไฟ)+", "", plain)


def by_figures(name: str, target: float | None, reached: float | None, printed: str = "") -> bool | None:
    """
    Return whether a target was reached by its figures alone; None where one of them is missing.

    `printed` is the target with the words before it ("ไม่เกิน 5"), which tell better than a name what is wanted.

    >>> by_figures("จำนวนเรื่อง", 5, 6), by_figures("ระยะเวลาเฉลี่ย", 45, 41), by_figures("จำนวนเรื่อง", 5, None)
    (True, True, None)
    >>> by_figures("จำนวนเรื่อง", 5, 6, "ไม่เกิน 5")
    False
    """
    if target is None or reached is None:
        return None
    plain = clean(printed)
    falling = bool(_AT_MOST.search(plain)) or (
        not _AT_LEAST.search(plain) and bool(_FALLING.search(name) or target == 0)
    )
    return reached <= target if falling else reached >= target
