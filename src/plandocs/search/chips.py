"""Soft filters read out of a query: years, criteria items, kinds of documents, strengths or weaknesses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from plandocs.model.document import DocumentKind
from plandocs.search.values import Chip
from plandocs.thai.dates import buddhist_year, years_in
from plandocs.thai.digits import to_arabic

#: What planners call the kinds of documents; longer names are tried first.
KIND_WORDS: dict[str, str] = {
    "รายงานป้อนกลับ": DocumentKind.FEEDBACK_REPORT, "feedback report": DocumentKind.FEEDBACK_REPORT,
    "แผนเพิ่มประสิทธิภาพองค์การ": DocumentKind.IMPROVEMENT_PLAN, "แผนเพิ่มประสิทธิภาพองค์กร": DocumentKind.IMPROVEMENT_PLAN,
    "แผนพัฒนาองค์การ": DocumentKind.IMPROVEMENT_PLAN, "แผนพัฒนาองค์กร": DocumentKind.IMPROVEMENT_PLAN,
    "แผนปรับปรุงองค์การ": DocumentKind.IMPROVEMENT_PLAN, "improvement plan": DocumentKind.IMPROVEMENT_PLAN,
    "application report": DocumentKind.APPLICATION_REPORT,
    "รายงานผลการดำเนินการพัฒนาองค์การ": DocumentKind.APPLICATION_REPORT,
    "แผนปฏิบัติราชการ": DocumentKind.ACTION_PLAN, "action plan": DocumentKind.ACTION_PLAN,
    "รายงานติดตาม": DocumentKind.MONITORING_REPORT, "รายงานผลการดำเนินการ": DocumentKind.MONITORING_REPORT,
    "รอบ 6 เดือน": DocumentKind.MONITORING_REPORT, "รอบ 9 เดือน": DocumentKind.MONITORING_REPORT,
    "รอบ 12 เดือน": DocumentKind.MONITORING_REPORT,
    "ประชุมเชิงปฏิบัติการ": DocumentKind.WORKSHOP, "workshop": DocumentKind.WORKSHOP,
    "บันทึกข้อความ": DocumentKind.MEMO, "คำสั่งแต่งตั้ง": DocumentKind.MEMO,
}  # fmt: skip
#: Words that ask for strengths or for opportunities for improvement only.
ONLY_WORDS: dict[str, str] = {
    "จุดแข็ง": "strength", "จุดเด่น": "strength", "strength": "strength", "strengths": "strength",
    "โอกาสในการปรับปรุง": "ofi", "ประเด็นการพัฒนา": "ofi", "จุดอ่อน": "ofi", "ofi": "ofi",
}  # fmt: skip
_KIND_LABELS = {
    DocumentKind.FEEDBACK_REPORT: "รายงานป้อนกลับ",
    DocumentKind.IMPROVEMENT_PLAN: "แผนพัฒนาองค์การ",
    DocumentKind.APPLICATION_REPORT: "Application Report",
    DocumentKind.ACTION_PLAN: "แผนปฏิบัติราชการ",
    DocumentKind.MONITORING_REPORT: "รายงานติดตาม",
    DocumentKind.WORKSHOP: "ประชุมเชิงปฏิบัติการ",
    DocumentKind.MEMO: "บันทึกข้อความหรือคำสั่ง",
    DocumentKind.OTHER: "อื่น ๆ",
}
_NAMES = {"year": "ปี", "item": "หัวข้อ", "agency": "หน่วยงาน", "doc": "เอกสาร"}
_ONLY_LABELS = {"strength": "จุดแข็ง", "ofi": "โอกาสในการปรับปรุง (OFI)"}
#: An item code: category 1–7, item 1–9, with or without the sub-reference of award reports.
_ITEM = re.compile(
    r"(?<![\d.,/])([1-7]\.[1-9])(?:\.\d{1,2})?(?:\s?[ก-ฮ](?![ก-๎.])(?:\(\d+\))?)?(?![\d,%]|\.\d|\s*(?:ล้าน|บาท|เปอร์เซ็นต์))"
)
#: A category of the criteria: all its items.
_CATEGORY = re.compile(r"หมวด\s?(?:ที่\s?)?([1-7])(?![\d,%]|\.\d)")
#: A quarter of a fiscal year.
_QUARTER = re.compile(r"ไตรมาส(?:ที่)?\s?[1-4]\s?/\s?(?:พ\.ศ\.\s?)?(25\d\d|\d\d)(?!\d)")
#: Years that depend on the day or on what there is; "5 ปีล่าสุด" are five, "40 ปีล่าสุด" is a number and the last year.
_RELATIVE = re.compile(
    r"(?:(?<![\d.,])(?P<count>[2-9]|10)\s*)?ปี(?:งบประมาณ|งบ)?\s?"
    r"(?P<word>ล่าสุด|ที่แล้ว|ที่ผ่านมา|ก่อน(?:หน้า(?:นี้)?|นี้)?(?![ก-๎])|นี้|ปัจจุบัน|หน้า(?![ก-๎]))(?!\s*\d)"
)
#: Further years of a list, and what is typed before a year of two digits without saying that it is one.
_COUNTED = r"(?![\d.,]\d|[\d%/]|\s*(?:%|คน|แห่ง|ครั้ง|เรื่อง|ราย|ชุด|คะแนน|บาท|ล้าน|วัน|เดือน|ปี))"
_ALSO = re.compile(rf"\s*(?:,|และ|กับ|หรือ|เทียบ(?:กับ)?|vs\.?)\s*(?:ปี\s*)?(25\d\d|[56]\d){_COUNTED}", re.IGNORECASE)
_SHORT = re.compile(
    rf"(?:แผน|งบ(?:ประมาณ)?|ผล|รายงาน|เป้า(?:หมาย)?|ประเมิน|ป้อนกลับ|pmqa|feedback|fb)\s?(5[5-9]|6\d){_COUNTED}",
    re.IGNORECASE,
)
#: Years before, from or after one.
_OPEN = re.compile(
    r"(?P<side>ตั้งแต่|ก่อน|หลัง)\s*ปี(?:งบประมาณ|งบ)?\s*(?:พ\.?ศ\.?\s*)?(?P<year>25\d\d|[56]\d)(?![\d.,]\d|\d|\s*(?:[-–—/]|(?:จน)?ถึง)\s*(?:ปี)?\s*\d)"
)
#: Words beside which a year may be that of a target, not of the document.
_TARGET = re.compile(r"เป้าหมาย|เป้า(?![ก-๎])|target", re.IGNORECASE)
#: Years that "the latest" may mean, so that the latest of all (a letter, a plan just begun) need not be the one meant.
_LATEST = 4
_BEFORE_NO_ITEM = re.compile(
    r"(?:pmqa|ราชการ|ร้อยละ|government|industry|ไทยแลนด์|thailand|version|รุ่น)\s*$", re.IGNORECASE
)


def chips_in(words: str) -> Iterator[Chip]:
    """
    Yield the soft filters that `words` (normalised) name.

    >>> [(chip.name, chip.value) for chip in chips_in("จุดแข็ง 1.2 รายงานป้อนกลับ ปี 64 PMQA 4.0")]
    [('year', '2564'), ('item', '1.2'), ('kind', 'feedback-report'), ('only', 'strength')]
    """
    arabic = to_arabic(words)
    seen: set[tuple[str, str]] = set()
    for chip in (*_years(arabic), *_items(arabic), *_kinds(arabic), *_only(arabic)):
        if (chip.name, chip.value) not in seen:
            seen.add((chip.name, chip.value))
            yield chip


def barring(name: str, value: str) -> Chip:
    """
    Return the chip that leaves out what has `value` under the tag `name`.

    >>> barring("year", "2564").label, barring("kind", "memo").label, barring("item", "3").label
    ('ไม่เอาปี 2564', 'ไม่เอาบันทึกข้อความหรือคำสั่ง', 'ไม่เอาหมวด 3')
    """
    meant = items_of(value) if name == "item" else (value,)
    if name == "kind":
        label = _KIND_LABELS[DocumentKind(value)]
    elif name == "only":
        label = _ONLY_LABELS[value]
    else:
        label = f"{'หมวด' if len(meant) > 1 else _NAMES[name]} {value}"
    return Chip(name, value, f"ไม่เอา{label}", 0, 0, meant=meant, bars=True)


def said(chips: Iterable[Chip]) -> str:
    """Return what chips ask for in one way of writing, the same for every way a planner writes it."""
    order = sorted(chips, key=lambda chip: (chip.name, chip.value))
    return " ".join(_said(chip) for chip in order)


def _said(chip: Chip) -> str:
    if chip.name == "year":
        return (chip.meant or (chip.value,))[0]
    return chip.value if chip.name == "item" and not chip.meant else chip.label


def items_of(item: str) -> tuple[str, ...]:
    """
    Return `item`, or the items of the category that it names.

    >>> items_of("4.1"), items_of("3")[:2]
    (('4.1',), ('3.1', '3.2'))
    """
    return tuple(f"{item}.{number}" for number in range(1, 10)) if re.fullmatch(r"[1-7]", item) else (item,)


def resolved(chip: Chip, years: Sequence[int], today: int) -> Chip:
    """
    Return a relative year with the years it stands for; `years` are those of the index, `today` the fiscal year.

    Where nothing is of this year yet, the latest year before it takes its place.

    >>> [resolved(chip, [2568, 2567, 2565], 2570).label for chip in chips_in("ปีล่าสุด ปีที่แล้ว")]
    ['ปีล่าสุด (2568)', 'ปีที่แล้ว (2567)']
    """
    if chip.name != "year" or not years:
        return chip
    if (side := _OPEN.fullmatch(chip.value)) is not None:
        border = buddhist_year(side["year"]) or 0
        order = {"ตั้งแต่": (0, 1), "ก่อน": (-1,), "หลัง": (1,)}[side["side"]]
        fit = (year for year in sorted(years, reverse=True) if (year > border) - (year < border) in order)
        return replace(chip, meant=tuple(map(str, fit)))
    if (match := _RELATIVE.fullmatch(chip.value)) is None:
        return chip
    this = today if today in years else max((year for year in years if year < today), default=max(years))
    many = int(match["count"] or 0)
    if many and match["word"].startswith("ก่อน"):
        meant = [this - many]
    elif match["word"] == "ล่าสุด" or many:
        meant = sorted(years, reverse=True)[: many or _LATEST]
    else:
        meant = [this + {"นี้": 0, "ปัจจุบัน": 0, "หน้า": 1}.get(match["word"], -1)]
    named = f"{meant[-1]}–{meant[0]}" if many and len(meant) > 1 else str(meant[0])
    return replace(chip, label=f"{chip.value} ({named})", meant=tuple(map(str, meant)))


def _years(arabic: str) -> Iterator[Chip]:
    for match in _RELATIVE.finditer(arabic):
        yield Chip("year", match[0], match[0], match.start(), match.end())
    for match in _QUARTER.finditer(arabic):
        if year := buddhist_year(match[1]):
            yield Chip("year", str(year), f"ปี {year}", *match.span(), takes=False)
    sides = list(_OPEN.finditer(arabic))
    for match in sides:
        yield Chip("year", match[0], match[0], *match.span())
    target = _TARGET.search(arabic) is not None
    for mention in years_in(arabic):
        start, end = mention.start, mention.end
        if any(side.start() <= start < side.end() for side in sides):
            continue
        if target and re.search(r"\d{4}", arabic[start:end]):
            continue  # found as a word wherever it stands
        for year in range(mention.fiscal_year, max(mention.last, mention.fiscal_year) + 1):
            yield Chip("year", str(year), f"ปี {year}", start, end, takes=mention.month is None)
        while mention.month is None and (also := _ALSO.match(arabic, end)):
            end = also.end()
            if year := buddhist_year(also[1]):
                yield Chip("year", str(year), f"ปี {year}", *also.span())
    for match in _SHORT.finditer(arabic):  # may be a number: it stays among the words
        if year := buddhist_year(match[1]):
            yield Chip("year", str(year), f"ปี {year}", *match.span(1), takes=False)


def _items(arabic: str) -> Iterator[Chip]:
    for match in _ITEM.finditer(arabic):
        if not _BEFORE_NO_ITEM.search(arabic[: match.start()]):
            takes = match[0] == match[1]  # "4.1ก(2)" is a part of the item
            yield Chip("item", match[1], f"หัวข้อ {match[1]}", match.start(), match.end(), takes)
    for match in _CATEGORY.finditer(arabic):  # the words stay: headings and tables say "หมวด 3" too
        yield Chip("item", match[1], f"หมวด {match[1]}", *match.span(), takes=False, meant=items_of(match[1]))


def _kinds(arabic: str) -> Iterator[Chip]:
    lowered = arabic.lower()
    taken: list[tuple[int, int]] = []
    for word, kind in sorted(KIND_WORDS.items(), key=lambda pair: -len(pair[0])):
        start = lowered.find(word)
        end = start + len(word)
        if start < 0 or any(start < right and left < end for left, right in taken):
            continue
        taken.append((start, end))
        yield Chip("kind", str(kind), _KIND_LABELS[DocumentKind(kind)], start, end, takes=False)


def _only(arabic: str) -> Iterator[Chip]:
    lowered = arabic.lower()
    for word, only in ONLY_WORDS.items():
        match = re.search(rf"(?<![a-z]){re.escape(word)}(?![a-z])", lowered)
        if match:
            yield Chip("only", only, _ONLY_LABELS[only], *match.span())
