"""Fiscal months in words such as "ต.ค. 66 – มี.ค. 67" or "ไตรมาสที่ 1–2"."""

from __future__ import annotations

import re

from plandocs.ingest.facts.lines import clean
from plandocs.ingest.facts.vocabulary import fiscal_month
from plandocs.thai.dates import months

_NAMES = {
    **months,
    **{name.replace(".", ""): n for name, n in months.items() if name.count(".") == 2 and len(name) > 4},
}
_MONTH = re.compile("|".join(sorted((re.escape(name) for name in _NAMES), key=len, reverse=True)))
_RANGE = re.compile(r"^[\s\d.]*(?:[-–—]|ถึง)\s*(?:สิ้น(?:เดือน)?)?\s*\d{0,2}\s*$")
_QUARTERS = re.compile(r"ไตรมาส(?:ที่)?\s*([1-4])(?:\s*(?:[-–—,]|ถึง|และ)\s*(?:ไตรมาส(?:ที่)?\s*)?([1-4]))?")


def months_in(text: str) -> tuple[int, ...]:
    """
    Return the fiscal months, 1 (October) to 12, that `text` names, ranges filled in.

    >>> months_in("ม.ค.–มี.ค. 67"), months_in("ไตรมาสที่ 1"), months_in("ตลอดปีงบประมาณ")[-1]
    ((4, 5, 6), (1, 2, 3), 12)
    """
    plain = clean(text)
    if re.search("ตลอดปี|ทั้งปี|ตลอดทั้งปี|12 เดือน", plain):
        return tuple(range(1, 13))
    found: set[int] = set()
    for match in _QUARTERS.finditer(plain):
        first, last = int(match[1]), int(match[2] or match[1])
        found.update(range((first - 1) * 3 + 1, last * 3 + 1))
    named = list(_MONTH.finditer(plain))
    for index, match in enumerate(named):
        month = fiscal_month(_NAMES[match[0]])
        found.add(month)
        if index and _RANGE.match(plain[named[index - 1].end() : match.start()]):
            first = fiscal_month(_NAMES[named[index - 1][0]])
            if first < month:
                found.update(range(first, month))
    return tuple(sorted(found))
