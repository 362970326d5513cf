"""Soft filters read out of a query: years, criteria items, kinds of documents, strengths or weaknesses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from plandocs.model.document import DocumentKind
from plandocs.search.values import Chip
from plandocs.thai.dates import years_in
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
    DocumentKind.MEMO: "บันทึกข้อความ",
    DocumentKind.OTHER: "อื่น ๆ",
}
_ONLY_LABELS = {"strength": "จุดแข็ง", "ofi": "โอกาสในการปรับปรุง (OFI)"}
#: An item code: category 1–7, item 1–9, with or without the sub-reference of award reports.
_ITEM = re.compile(
    r"(?<![\d.,/])([1-7]\.[1-9])(?:\.\d{1,2})?(?:\s?[ก-ฮ](?![ก-๎.])(?:\(\d+\))?)?(?![\d,%]|\.\d|\s*(?:ล้าน|บาท|เปอร์เซ็นต์))"
)
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


def said(chips: Iterable[Chip]) -> str:
    """Return what chips ask for in one way of writing, the same for every way a planner writes it."""
    order = sorted(chips, key=lambda chip: (chip.name, chip.value))
    return " ".join(chip.value if chip.name in {"year", "item"} else chip.label for chip in order)


def _years(arabic: str) -> Iterator[Chip]:
    for mention in years_in(arabic):
        for year in range(mention.fiscal_year, max(mention.last, mention.fiscal_year) + 1):
            yield Chip("year", str(year), f"ปี {year}", mention.start, mention.end, takes=mention.month is None)


def _items(arabic: str) -> Iterator[Chip]:
    for match in _ITEM.finditer(arabic):
        if not _BEFORE_NO_ITEM.search(arabic[: match.start()]):
            takes = match[0] == match[1]  # "4.1ก(2)" is a part of the item
            yield Chip("item", match[1], f"หัวข้อ {match[1]}", match.start(), match.end(), takes)


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
