"""Repairs of Thai text from PDF fonts: private codes, lost mappings, split sara am, misplaced marks."""

from __future__ import annotations

import re
from collections import Counter

#: Glyph variants of old Thai fonts in the private use area (Windows and Adobe conventions, U+F700–F71A).
_PRIVATE = {
    0xF700: "ฐ", 0xF701: "ิ", 0xF702: "ี", 0xF703: "ึ", 0xF704: "ื", 0xF705: "่", 0xF706: "้", 0xF707: "๊", 0xF708: "๋",
    0xF709: "์", 0xF70A: "่", 0xF70B: "้", 0xF70C: "๊", 0xF70D: "๋", 0xF70E: "์", 0xF70F: "ญ", 0xF710: "ั", 0xF711: "ํ",
    0xF712: "็", 0xF713: "่", 0xF714: "้", 0xF715: "๊", 0xF716: "๋", 0xF717: "์", 0xF718: "ุ", 0xF719: "ู", 0xF71A: "ฺ",
}  # fmt: skip
_PRIVATE_RUN = re.compile("[\uf700-\uf71a]")
_UPPER = "ัิีึืํ็"
_TONES = "่้๊๋์"
_MARKS = "ัิีึืฺุู็่้๊๋์ํ๎"
#: UPC fonts draw tone marks over an upper vowel by glyphs 201–205, which have no Unicode mapping.
_UPC = re.compile(f"(?<=[{_UPPER}])[ \u00a0]?([ÉÊËÌÍ])")
_UPC_TONE = {"É": "่", "Ê": "้", "Ë": "๊", "Ì": "๋", "Í": "์"}
_SPLIT_AM = re.compile("ํ([่้๊๋]?) ?า|([่้๊๋])ํ ?า")
_AM_TONE = re.compile("ำ([่้๊๋])")
#: Marks and following vowels never begin a word.
_SPACE_BEFORE = re.compile(f"(?<=[ก-ฮ{_MARKS}])[ \u00a0]+(?=[{_MARKS}ะาำๅ])")
#: What fonts without a full map leave of sara am and of marks: a replacement character, doubled parts.
_LOST_AM = re.compile("(?<=[ก-ฮ])([่้๊๋]?)\ufffd([่้๊๋]?)า")
_LOST_MARK = re.compile(f"(?<=[{_MARKS}ำ])\ufffd+|\ufffd+(?=[{_MARKS}ำ])")
_LONG_AM = re.compile("ำ[ำา]+")
_TONE_FIRST = re.compile("([่้๊๋์])([ัิีึืุู])")
_DOUBLED = re.compile(f"([{_MARKS}])\\1+")
_TWO_LETTERS = re.compile("เเ")
#: What the repairs of marks begin with, most lines have none of it. Each pattern begins with the signs it is about, so
#: that a search skips all others.
_AM_GOES_ON = re.compile(f"ำ[ำา{_TONES}]")
_SPACE_TO_GO = re.compile(f"[ \u00a0](?<=[ก-ฮ{_MARKS}].)(?=[ \u00a0{_MARKS}ะาำๅ])")
_MARKS_TO_SORT = re.compile(f"([{_MARKS}])(?:\\1|(?<=[{_TONES}])[ัิีึืฺุู])")
#: Thai bytes shown as Latin-1: a font without a Unicode map that used TIS-620 codes.
_LATIN_THAI = re.compile("[\u00a1-\u00da\u00df-\u00fb]")
_THAI = re.compile("[\u0e01-\u0e5b]")


def repair(text: str, log: Counter[str]) -> str:
    """
    Return `text` with the letters that were meant; `log` counts each kind of repair by name.

    Clean text comes back unchanged. Steps and their order follow what fonts do: first codes, then order,
    then doubles.

    >>> repair("ทีÉ นํ้า ตวั ชีÊวดั", Counter())
    'ที่ น้ำ ตวั ชี้วดั'
    """
    text = text.replace("\x00", "")
    if text.isascii():
        return text
    if _PRIVATE_RUN.search(text):
        text = _count(_PRIVATE_RUN, lambda found: _PRIVATE[ord(found.group())], text, log, "private-codes")
    if _LATIN_THAI.search(text):
        text = _count(_UPC, lambda found: _UPC_TONE[found.group(1)], text, log, "upc-tone-marks")
        text = _from_latin(text, log)
    if not _troubled(text):
        return text
    for _ in range(8):
        # One repair may bring letters together that need another one.
        done = _marks(text, log)
        if done == text:
            break
        text = done
    return text


def _troubled(text: str) -> bool:
    """Whether any repair of marks has something to do."""
    if "\ufffd" in text or "ํ" in text or "เเ" in text:
        return True
    if _MARKS_TO_SORT.search(text) or _SPACE_TO_GO.search(text):
        return True
    return "ำ" in text and _AM_GOES_ON.search(text) is not None


def needs_line_repair(text: str) -> bool:
    """Return whether a text has letters whose meaning depends on the line they stand in."""
    return _LATIN_THAI.search(text) is not None


def _marks(text: str, log: Counter[str]) -> str:
    text = _count(_SPACE_BEFORE, "", text, log, "stray-spaces")
    if "\ufffd" in text:
        text = _count(_LOST_AM, lambda found: found.group(1) + found.group(2) + "ำ", text, log, "split-sara-am")
        text = _count(_LOST_MARK, "", text, log, "unmapped-doubles")
    if "ํ" in text:
        text = _count(
            _SPLIT_AM, lambda found: (found.group(1) or found.group(2) or "") + "ำ", text, log, "split-sara-am"
        )
    if "ำ" in text:
        text = _count(_LONG_AM, "ำ", text, log, "split-sara-am")
        text = _count(_AM_TONE, r"\1ำ", text, log, "mark-order")
    text = _count(_TONE_FIRST, r"\2\1", text, log, "mark-order")
    text = _count(_DOUBLED, r"\1", text, log, "doubled-marks")
    return _count(_TWO_LETTERS, "แ", text, log, "two-sara-e")


def _count(pattern: re.Pattern[str], new: object, text: str, log: Counter[str], name: str) -> str:
    out, times = pattern.subn(new, text)  # type: ignore[call-overload]
    if times:
        log[name] += times
    return str(out)


def _from_latin(text: str, log: Counter[str]) -> str:
    """A line that is mostly Latin-1 letters and has no Thai is Thai in TIS-620 codes."""
    latin = len(_LATIN_THAI.findall(text))
    letters = sum(letter.isalpha() for letter in text)
    if latin < 6 or latin < 0.6 * letters or len(_THAI.findall(text)) > latin // 4:
        return text
    log["tis-620-codes"] += latin
    return "".join(
        letter.encode("latin-1").decode("cp874", "replace") if "\u00a1" <= letter <= "\u00fb" else letter
        for letter in text
    )


#: Names of the repairs for people.
THAI_NAMES = {
    "private-codes": "รหัสอักษรเฉพาะของฟอนต์",
    "upc-tone-marks": "วรรณยุกต์ที่หายของฟอนต์ UPC",
    "tis-620-codes": "รหัส TIS-620",
    "stray-spaces": "ช่องว่างแทรกหน้าสระหรือวรรณยุกต์",
    "split-sara-am": "สระอำที่แยกเป็นสองตัว",
    "mark-order": "ลำดับสระและวรรณยุกต์",
    "doubled-marks": "สระหรือวรรณยุกต์ซ้ำ",
    "unmapped-doubles": "อักษรซ้ำที่ไม่มีรหัส",
    "two-sara-e": "สระแอที่พิมพ์เป็นเเ",
}
