"""Years and months as Thai offices write them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from plandocs.model.errors import YearOutOfRangeError
from plandocs.model.year import BE_OFFSET, FIRST_YEAR, LAST_YEAR, FiscalYear
from plandocs.thai.digits import to_arabic

_FULL = [
    "มกราคม",
    "กุมภาพันธ์",
    "มีนาคม",
    "เมษายน",
    "พฤษภาคม",
    "มิถุนายน",
    "กรกฎาคม",
    "สิงหาคม",
    "กันยายน",
    "ตุลาคม",
    "พฤศจิกายน",
    "ธันวาคม",
]
#: Short names of the months, January first.
SHORT_MONTHS = ("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.")
#: Month names, full and short, with their numbers from 1 (January).
months: dict[str, int] = {name: n + 1 for names in (_FULL, SHORT_MONTHS) for n, name in enumerate(names)}

_MONTH = "(?P<month>" + "|".join(re.escape(name) for name in sorted(months, key=len, reverse=True)) + ")"
_ERA = r"พ\.\s?ศ\.?|พศ\.?"
_FISCAL = r"ปีงบประมาณ|ปีงบฯ|ปีงบ|ปงป\.|งปม\.\s?ปี|FY\.?"
#: "ราย" counts persons, unless another word begins with it; "เรื่อง" counts cases where nothing is told of one.
_RAI = r"ราย(?!งาน|การ|ข้อ|หัวข้อ|ได้|ละเอียด|ชื่อ|จ่าย|ไตรมาส|เดือน|ปี|บุคคล|กลุ่ม|ประเด็น|หมวด|ด้าน|รอบ)"
_COUNTED = rf"\s*(?:ปี|คน|แห่ง|ครั้ง(?!ที่)|เรื่อง(?![ก-๎])|{_RAI}|%)"
_YEAR = re.compile(
    rf"(?:(?P<day>\b\d{{1,2}})\s*)?(?:(?<![ก-ฮ.]){_MONTH})\s*(?:(?:{_ERA})\s*)?(?P<of_month>\d{{4}}|\d{{2}})(?![\d.,]\d|\d)"
    rf"|(?<!\d)\d{{1,2}}/(?P<month_number>\d{{1,2}})/(?P<of_date>\d{{4}}|\d{{2}})(?!\d)"
    rf"|(?P<fiscal>{_FISCAL})\s*(?:(?:{_ERA})\s*|(?P<fiscal_ce>ค\.\s?ศ\.)\s*)?(?P<of_fiscal>\d{{4}}|\d{{2}})(?![\d.,]\d|\d)"
    rf"|(?:(?:ประจำ)?ปี\s*)?(?:{_ERA})\s*(?P<of_era>\d{{4}}|\d{{2}})(?!\d)"
    rf"|(?:ค\.\s?ศ\.?|คศ\.?)\s*(?P<of_ce>\d{{4}})(?!\d)"
    rf"|(?:ประจำ)?ปี(?:การประเมิน|ที่แล้ว)?\s*(?P<of_year>\d{{4}}|\d{{2}}(?!\d|{_COUNTED}))(?![\d.,]\d|\d)"
    rf"|(?<![\d.,/])(?P<bare>25\d\d|26[01]\d|20[0-7]\d|19[89]\d)(?![\d,]\d|\d|\.\d|\s*(?:บาท|คน|{_RAI}|แห่ง|เรื่อง|ครั้ง(?!ที่)|ครัวเรือน|ตัน|ไร่|กิโล|หน่วย(?!งาน)|ชุด))",
    re.IGNORECASE,
)
_RANGE = re.compile(
    rf"\s*(?:[-–—/]|(?:จน)?ถึง(?!ปัจจุบัน))\s*(?:(?:ปีงบประมาณ|ปีงบ|ปี)\s*)?(?:(?:{_ERA})\s*)?"
    rf"(?P<last>\d{{4}}|\d{{2}})(?![\d.,]\d|\d|\s*(?:คน|แห่ง|ครั้ง|เรื่อง|ราย|ชุด|%))"
)


@dataclass(frozen=True, slots=True)
class YearMention:
    """
    A year in text: ``text[start:end]`` says it, `year` is in the Buddhist era.

    `fiscal` is true where the words say so (ปีงบประมาณ, ปีงบ, FY); `month` is 1–12 where a month stands with the
    year. `last` is the last
    year of a range ("2566–2570"), else equal to `year`.
    """

    start: int
    end: int
    year: int
    fiscal: bool = False
    month: int | None = None
    last: int = 0

    @property
    def fiscal_year(self) -> int:
        """The fiscal year meant: October to December belong to the next one; a bare year is taken as fiscal."""
        return self.year + 1 if self.month is not None and self.month >= 10 and not self.fiscal else self.year


def buddhist_year(digits: str, *, common_era: bool = False) -> int | None:
    """
    Return the Buddhist-era year that two or four digits mean, or None where they are no year of planning.

    >>> buddhist_year("64"), buddhist_year("2564"), buddhist_year("2021"), buddhist_year("1150")
    (2564, 2564, 2564, None)
    """
    value = int(to_arabic(digits))
    if len(digits) == 2:
        value += 2000 + BE_OFFSET if common_era else 2500
    elif common_era or value < 2400:
        value += BE_OFFSET
    return value if FIRST_YEAR <= value <= LAST_YEAR else None


def years_in(text: str) -> list[YearMention]:
    """
    Return the years named in `text`, in order.

    Understood are 2564, ๒๕๖๔, พ.ศ. 2564, ปีงบ 64, FY64, ปี 64, 2021, ต.ค. 63, 23/11/2563 and 2566–2570.

    >>> [(m.year, m.fiscal, m.month) for m in years_in("ปีงบประมาณ พ.ศ. ๒๕๖๔ เริ่ม ต.ค. 63")]
    [(2564, True, None), (2563, False, 10)]
    """
    arabic = to_arabic(text)
    found: list[YearMention] = []
    position = 0
    while match := _YEAR.search(arabic, position):
        mention = _mention(match, arabic)
        if mention is None:
            position = match.start() + 1
            continue
        found.append(mention)
        position = mention.end
    return found


def _mention(match: re.Match[str], arabic: str) -> YearMention | None:
    group = match.lastgroup or ""
    digits = match[group]
    year = buddhist_year(digits, common_era=group == "of_ce" or bool(match["fiscal_ce"]))
    if year is None:
        return None
    month: int | None = None
    if match["month"]:
        month = months[next(name for name in months if name == match["month"])]
    elif match["month_number"]:
        month = int(match["month_number"])
        if not 1 <= month <= 12:
            return None
    end, last = match.end(), year
    following = _RANGE.match(arabic, end) if month is None else None
    if following:
        later = buddhist_year(following["last"])
        if later is not None and year < later <= year + 20:
            end, last = following.end(), later
    return YearMention(match.start(), end, year, bool(match["fiscal"]), month, last)


_GIVEN = re.compile(
    rf"(?:(?:{_FISCAL}|ปี)\s*)?(?:(?:{_ERA})\s*|(?P<ce>ค\.?\s?ศ\.?)\s*)?(?P<year>\d{{4}}|\d{{2}})", re.IGNORECASE
)


def given_year(text: str) -> FiscalYear:
    """
    Return the fiscal year that a person typed: 2568, 68, ๒๕๖๘, พ.ศ. 2568, ปีงบประมาณ 68.

    Raises `YearOutOfRangeError` for anything else; a Common Era year is not converted by itself, since it may be meant
    as the year of a date, but the message names the Buddhist-era year.

    >>> given_year("68"), given_year("พ.ศ. ๒๕๖๘")
    (FiscalYear(2568), FiscalYear(2568))
    """
    found = _GIVEN.fullmatch(to_arabic(text).strip())
    if found is None:
        raise YearOutOfRangeError(
            f"“{text}” ไม่ใช่ปี โปรดระบุเป็นปี พ.ศ. เช่น 2568", f"{text!r} is no year; give one such as 2568"
        )
    year = int(found["year"])
    if len(found["year"]) == 2 and not found["ce"]:
        return FiscalYear(2500 + year)
    if FIRST_YEAR <= year + BE_OFFSET <= LAST_YEAR:
        thai = year + BE_OFFSET
        raise YearOutOfRangeError(
            f"{year} เป็นปี ค.ศ. โปรดระบุเป็นปี พ.ศ. คือ {thai}", f"{year} is a Common Era year; give {thai}"
        )
    return FiscalYear(year)
