"""The year a document is about, as its title says it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from plandocs.ingest.meta_cover import clean
from plandocs.model.document import DocumentKind
from plandocs.thai.dates import YearMention, years_in

_OF_YEAR = re.compile(r"ประจำ(?:ปี|ปีงบประมาณ)|ปีงบ|รายปี|FY")
_PERIOD = re.compile(r"25\d\d\s*[-–—]\s*(?:30|1|31)?\s*[ก-ฮ]")


def year_of_title(title: str, cover: Sequence[str], filename: str, kind: DocumentKind) -> int | None:
    """
    Return the year, in the Buddhist era, that a document is about or for.

    A fiscal year in the title wins, then any year of title or cover without a month, the file name, and last
    the year of
    the date; a plan dated October to December is for the fiscal year that has begun.
    """
    ordered = kind is DocumentKind.MEMO and not _OF_YEAR.search(title)
    if ordered and (year := _signed(cover)) is not None:
        return year
    sources: tuple[Sequence[str], ...] = ([clean(title)], cover[:14], [clean(filename)])
    for least in (0, -1):  # the year of the criteria or of a law only where nothing says another
        for texts in sources:
            year = _best(texts, least)
            if year is not None:
                return year
    dated = [mention for text in cover[:14] for mention in years_in(text) if mention.month is not None]
    if not dated:
        return None
    if kind in {DocumentKind.IMPROVEMENT_PLAN, DocumentKind.ACTION_PLAN, DocumentKind.WORKSHOP}:
        return dated[0].fiscal_year
    return dated[-1].year


def _signed(cover: Sequence[str]) -> int | None:
    """Return the fiscal year of the day on which an order or letter was signed; its number counts calendar years."""
    lines = [text for text in cover if re.match(r"\s*(?:สั่ง\s*)?ณ\s*วันที่|\s*วันที่", text)]
    dated = [mention for text in lines for mention in years_in(text) if mention.month is not None]
    return dated[-1].fiscal_year if dated else None


def _best(texts: Iterable[str], least: int) -> int | None:
    found = [
        (_rank(text, mention), mention.year)
        for text in texts
        for mention in years_in(text)
        if mention.month is None and not _in_period(text, mention)
    ]
    found = [pair for pair in found if pair[0] >= least]
    if not found:
        return None
    best = max(rank for rank, _ in found)
    return next(year for rank, year in found if rank == best)


def _in_period(text: str, mention: YearMention) -> bool:
    """Return whether the year ends a date such as "30 กันยายน 2564" that the mention itself did not take in."""
    before = text[max(0, mention.start - 14) : mention.start]
    return bool(re.search(r"(?:ครั้งที่\s*\d+\s*/|ที่\s*\d+\s*/)\s*$", before))


def _rank(text: str, mention: YearMention) -> int:
    """Return how likely the year is the document's own: a single fiscal one before ranges and laws."""
    near = text[max(0, mention.start - 14) : mention.end]
    rank = 2 if mention.fiscal or _OF_YEAR.search(near) else 1
    if mention.last not in {0, mention.year}:
        rank = 0
    if re.search(r"(?:พ\.ร\.บ\.|พระราชบัญญัติ|พระราชกฤษฎีกา|เกณฑ์|ระเบียบ|มติ|ฉบับ)[^0-9]{0,60}$", text[: mention.start]):
        rank = -1
    return rank
