"""Matters declared closed: in a verdict, under a heading of closed matters, or in a sentence of a report."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from plandocs.ingest.facts.lines import clean, squeeze
from plandocs.ingest.facts.plan_rows import PlanRow, Title
from plandocs.model.finding import Outcome, fact_id
from plandocs.model.text import Anchor, Block, BlockKind
from plandocs.model.year import FIRST_YEAR, LAST_YEAR, FiscalYear

_CLOSED = re.compile(
    r"(?<!ไม่)(?<!ยังไม่)(?<!ไม่ให้)(?<!รอ)ปิด(?:ประเด็น|เรื่อง|ข้อค้นพบ|เป้าหมาย|งาน|แล้ว)|ยุติประเด็น|closed", re.IGNORECASE
)
_NOT_CLOSED = re.compile(
    r"(?:ไม่|ยังไม่|ไม่สามารถ|เสนอ|รอ|ขอ|หาก|ก่อน|เมื่อ|เกณฑ์|เงื่อนไข|หลักเกณฑ์|การ)\s*(?:การ)?\s*ปิด(?:ประเด็น|เรื่อง)"
)


def says_closed(text: str) -> bool:
    """Return whether a verdict or sentence says that a matter is closed, not that it will, may or must not be."""
    plain = clean(text)
    return bool(_CLOSED.search(plain)) and not _NOT_CLOSED.search(plain)


def with_closings(found: Sequence[Outcome], entries: Sequence[PlanRow | Title]) -> Iterator[Outcome]:
    """Yield the outcomes, closed where a passage on closed matters names their goal or KPI."""
    passages = []
    heading_closes = False
    for entry in entries:
        if not isinstance(entry, Title):
            continue
        text = entry.line.text
        if entry.line.is_heading:
            heading_closes = (
                bool(re.search(r"ประเด็นที่ปิด|ปิดประเด็น|เรื่องที่ปิด|ปิดแล้ว", text))
                and "ยกไป" not in text
                and "เงื่อนไข" not in text
            )
            continue
        decided = re.search(r"มติ(?:ให้)?\s*ปิด|ให้ปิด|^ปิดประเด็น|เห็นชอบ(?:ให้|การ)ปิด|ปิดประเด็นแล้ว|ได้ปิด", text)
        if (heading_closes and not re.match("เงื่อนไข|หาก", text)) or decided:
            passages.append(squeeze(text))
    for outcome in found:
        names = [squeeze(name) for name in (outcome.goal, outcome.kpi) if len(squeeze(name)) >= 6]
        named = any(name in passage for passage in passages for name in names)
        yield (
            replace(outcome, closed=True)
            if outcome.closed is None and named and outcome.achieved is not False
            else outcome
        )


#: Who decides on closing, or that it was decided: a sentence without any of these only talks about it.
_DECIDED = re.compile("มติ|คณะกรรมการ|คณะทำงาน|ที่ประชุม|เห็นชอบ|อธิบดี|ผู้บริหาร|ประกาศ|ได้ปิด")
_COUNTING = re.compile(r"^(?:จำนวน|ร้อยละ|สัดส่วน|อัตรา|ระดับ|คะแนน)+(?:ของ)?")
#: Share (of 100) of a KPI's name that the text of a passage's part must hold to be the one closed.
NAMED = 70


def closings_in_prose(
    document_id: str, blocks: Sequence[Block], year: FiscalYear, known: Sequence[Outcome]
) -> Iterator[Outcome]:
    """
    Yield an outcome for each sentence that says a matter was closed: of the year of the date it gives, else of `year`.

    Its KPI is the one of `known` that the part of the report (its heading and paragraphs) speaks of, if any does.
    """
    names = {outcome.kpi: outcome.unit for outcome in known if outcome.kpi}
    for index, block in enumerate(blocks):
        text = clean(block.text) if block.stream == "body" and block.kind is not BlockKind.ROW else ""
        if not text or block.kind is BlockKind.HEADING or not says_closed(text) or not _DECIDED.search(text):
            continue
        part = "".join(squeeze(other.text) for other in blocks if other.headings == block.headings)
        kpi = _spoken_of(names, squeeze(" ".join(block.headings[-1:])) + part)
        heading = re.sub(r"^[\d.]+\s*", "", block.headings[-1]) if block.headings else ""
        yield Outcome(
            fact_id("o", document_id, index, 0, "closed"),
            _year_of(text, year),
            heading,
            kpi,
            document_id,
            block.place,
            Anchor.of(document_id, index, block.text, 0, len(block.text)),
            names.get(kpi, ""),
            closed=True,
            evidence=" ".join(block.text.split()),
        )


def _spoken_of(names: Mapping[str, str], text: str) -> str:
    """Return the KPI whose name without its counting word stands most fully in `text`, empty when none does."""
    from rapidfuzz import fuzz

    scored = [(fuzz.partial_ratio(squeeze(_COUNTING.sub("", name)), text), name) for name in names]
    best = max(scored, default=(0.0, ""))
    return best[1] if best[0] >= NAMED else ""


def _year_of(text: str, year: FiscalYear) -> FiscalYear:
    """Return the fiscal year of the last date before or behind the word "closed", else `year`."""
    from plandocs.thai.dates import years_in

    at = _CLOSED.search(text)
    dated = [m for m in years_in(text) if m.month is not None and FIRST_YEAR <= m.fiscal_year <= LAST_YEAR]
    near = min(dated, key=lambda m: abs(m.start - (at.start() if at else 0)), default=None)
    return FiscalYear(near.fiscal_year) if near is not None else year
