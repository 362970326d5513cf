"""Goals while their parts are gathered from chapters, tables and forms, and how one is known again."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from plandocs.ingest.facts.lines import clean, squeeze
from plandocs.model.finding import Kpi

_NUMBER = re.compile(
    r"^\s*(?:เป้าหมาย(?:ที่)?|ข้อ(?:ที่)?|G|g)?\s*(?P<number>[ก-ฮ]{0,2}\s?\d{1,2}(?:\.\d{1,2})?|[ก-ฮ])\s*(?:[.):：–-]\s*|\s+|$)"
)
#: A cell that holds nothing but the code of a goal: "ก1", "SG-2", "เป้าหมายที่ 3".
_CODE = re.compile(
    r"(?:(?:เป้าหมาย|เป้าประสงค์|ข้อ|goal)\s*(?:ที่)?\s*)?(?P<code>[A-Za-zก-ฮ]{0,3}\s?[.-]?\s?\d{1,2}(?:\.\d{1,2})?|[ก-ฮ])\s*[.):]?",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Draft:
    """A goal while its parts are gathered."""

    text: str
    block: int
    start: int
    end: int
    number: str = ""
    kpis: list[Kpi] = field(default_factory=list)
    owner: str = ""
    budget: float | None = None
    budget_parts: float | None = None
    items: list[tuple[str, str]] = field(default_factory=list)
    activities: list[str] = field(default_factory=list)
    months: set[int] = field(default_factory=set)
    source: str = ""
    issue: str = ""
    headed: bool = False
    bullets: list[str] = field(default_factory=list)
    tables: set[int] = field(default_factory=set)


@dataclass(slots=True)
class Gathering:
    """
    The goals seen so far, and the goal and issue that the last headings named.

    `codes` stand for goals in tables; `candidates` are lines that look like goals, by their number: they are goals
    when a table speaks of them by this number alone.
    """

    edition: str
    year: int
    drafts: list[Draft] = field(default_factory=list)
    current: Draft | None = None
    issue: str = ""
    codes: frozenset[str] = frozenset()
    candidates: dict[str, Draft] = field(default_factory=dict)


def code_in(text: str) -> str:
    """
    Return the code of a goal that is all that `text` says, an empty string where it says more or none.

    >>> code_in("ม.1"), code_in("SG-2"), code_in("เป้าหมายที่ 3"), code_in("ลดเวลารอ")
    ('ม1', 'sg2', '3', '')
    """
    match = _CODE.fullmatch(clean(text).strip())
    return code_key(match["code"]) if match is not None else ""


def code_key(text: str) -> str:
    """Return a code for comparing: letters and digits, a dot only between digits."""
    return re.sub(r"(?<!\d)\.|\.(?!\d)|[\s()-]", "", squeeze(text))


def same_code(one: str, other: str) -> bool:
    """Return whether two codes are the same; one without letters fits any letters."""
    if one == other:
        return bool(one)
    digits = [re.sub(r"[^\d.]", "", code) for code in (one, other)]
    return bool(digits[0]) and digits[0] == digits[1] and digits[0] in {one, other}


def stripped(text: str, offset: int) -> tuple[str, int, int, str]:
    """Return a goal's words on one line, their offsets in the block, and the number typed before them."""
    number = ""
    start = 0
    match = _NUMBER.match(clean(text)) if len(clean(text)) == len(text) else None
    if match is not None and match.end() < len(text) - 4:
        number, start = match["number"], match.end()
    while start < len(text) and text[start].isspace():
        start += 1
    end = len(text.rstrip())
    return " ".join(text[start:end].split()), offset + start, offset + end, number


def plain_number(text: str) -> str:
    """Return the number or code that `text` begins with or is, an empty string where it has none."""
    match = _NUMBER.match(clean(text))
    return code_in(text) or (match["number"].replace(" ", "") if match else "")


def merge(found: Gathering, draft: Draft) -> Draft:
    """Return the goal that `draft` speaks of: a known one with what `draft` adds, or a new one."""
    for known in found.drafts:
        if same(known, draft):
            return add(known, draft)
    found.drafts.append(draft)
    return draft


def same(known: Draft, draft: Draft) -> bool:
    """Return whether two drafts are of one goal: by their words, or by number and indicators or most of the words."""
    from rapidfuzz import fuzz

    if not known.text or not draft.text:
        return same_code(known.number, draft.number)
    likeness = fuzz.ratio(squeeze(known.text), squeeze(draft.text))
    if likeness >= 90:
        return not (known.issue and draft.issue and squeeze(known.issue) != squeeze(draft.issue) and likeness < 97)
    if not known.number or known.number != draft.number or known.tables & draft.tables:
        return False
    names = {squeeze(kpi.name) for kpi in known.kpis} & {squeeze(kpi.name) for kpi in draft.kpis}
    partial = fuzz.partial_ratio(squeeze(known.text), squeeze(draft.text))
    return bool(names) or partial >= 75


def add(known: Draft, draft: Draft) -> Draft:
    """Fill what `known` lacks from `draft`; KPIs of the same name are one."""
    if not known.text and draft.text:
        known.text, known.block, known.start, known.end = draft.text, draft.block, draft.start, draft.end
        known.headed = draft.headed
    by_name = {squeeze(kpi.name): index for index, kpi in enumerate(known.kpis)}
    for kpi in draft.kpis:
        index = by_name.get(squeeze(kpi.name))
        if index is None:
            known.kpis.append(kpi)
            by_name[squeeze(kpi.name)] = len(known.kpis) - 1
        else:
            known.kpis[index] = _fuller(known.kpis[index], kpi)
    known.owner = known.owner or draft.owner
    if draft.budget is not None:
        same_table = bool(known.tables & draft.tables)
        known.budget = (
            draft.budget + (known.budget or 0.0 if same_table else 0.0)
            if known.budget is None or same_table
            else known.budget
        )
    known.source = known.source or draft.source
    known.issue = known.issue or draft.issue
    known.number = known.number or draft.number
    known.bullets += draft.bullets
    known.items += [pair for pair in draft.items if pair not in known.items]
    known.months |= draft.months
    known.tables |= draft.tables
    return known


def _fuller(old: Kpi, new: Kpi) -> Kpi:
    return Kpi(
        old.name,
        old.unit or new.unit,
        old.baseline if old.baseline is not None else new.baseline,
        old.target if old.target is not None else new.target,
        old.targets or new.targets,
        old.results or new.results,
    )


def by_number(drafts: Iterable[Draft], number: str) -> Draft | None:
    """Return the goal of a number or code, first the one that has exactly this."""
    known = list(drafts)
    exact = next((draft for draft in known if draft.number == number), None)
    return exact or next((draft for draft in known if same_code(draft.number, number)), None)
