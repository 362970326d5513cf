"""What kind of document this is, of whom, about which year: read from its first page, confirmed by its inside."""

from __future__ import annotations

from plandocs.ingest.meta_cover import Cover, agency_of, approval_of, cover_of, date_of, edition_of, round_of
from plandocs.ingest.meta_kind import KindGuess, guess_kind
from plandocs.ingest.meta_years import year_of_title
from plandocs.model.document import Approval, DocumentKind, DocumentMeta, Extracted
from plandocs.model.year import FiscalYear

_PLANS = {DocumentKind.IMPROVEMENT_PLAN, DocumentKind.ACTION_PLAN}
_FOR_A_PLAN = {*_PLANS, DocumentKind.WORKSHOP, DocumentKind.MEMO}
_WITH_EDITION = {DocumentKind.FEEDBACK_REPORT, DocumentKind.APPLICATION_REPORT}


def describe(extracted: Extracted, filename: str) -> DocumentMeta:
    """
    Return what a document says of itself; the file's name only helps where the first page is silent.

    `confidence` is near 1 where the title names the kind and the inside bears it out, near 0.5 where only one of
    both speaks, and low for documents of no known kind.
    """
    cover = cover_of(extracted)
    guess = guess_kind(cover, extracted.blocks, filename)
    year = year_of_title(guess.title, cover.texts, filename, guess.kind)
    fiscal = FiscalYear(year) if year is not None else None
    plan_year, report_year = _years(guess.kind, fiscal)
    return DocumentMeta(
        _title(guess, cover, extracted, filename),
        guess.kind,
        edition_of(cover, extracted.blocks, year) if guess.kind in _WITH_EDITION else "",
        report_year,
        plan_year,
        date_of(cover, guess.kind),
        agency_of(cover),
        approval_of(cover, extracted.blocks, filename) if guess.kind in _PLANS else Approval.UNKNOWN,
        round_of(guess.title, cover, filename) if guess.kind is DocumentKind.MONITORING_REPORT else None,
        round(guess.confidence * (1.0 if fiscal is not None or guess.kind is DocumentKind.OTHER else 0.8), 3),
    )


def _years(kind: DocumentKind, year: FiscalYear | None) -> tuple[FiscalYear | None, FiscalYear | None]:
    """Return plan year and report year: a monitoring report is about the year of the plan that it follows."""
    if kind in _FOR_A_PLAN:
        return year, None
    if kind is DocumentKind.MONITORING_REPORT:
        return year, year
    return None, year


def _title(guess: KindGuess, cover: Cover, extracted: Extracted, filename: str) -> str:
    if guess.title:
        return guess.title
    if cover.lines:
        return cover.lines[0].strip()[:200]
    return extracted.title.strip() or filename
