"""Findings of feedback reports as values: kind and item from the layout, or proposed by the classifier."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from plandocs.ingest.facts.candidate import Candidate
from plandocs.ingest.facts.classifier import Example
from plandocs.ingest.facts.findings import find_candidates
from plandocs.ingest.facts.lines import clean
from plandocs.ingest.facts.outline import NO_ITEM
from plandocs.model.finding import Finding, FindingKind, fact_id
from plandocs.model.text import Anchor, Block
from plandocs.model.year import FiscalYear

#: A proposal of the classifier is never as sure as the layout, and below this it is no finding at all.
MOST, LEAST = 0.95, 0.3


def read_findings(
    document_id: str,
    blocks: Sequence[Block],
    year: FiscalYear,
    edition: str,
    corrections: tuple[Example, ...] = (),
) -> tuple[Finding, ...]:
    """Return the findings of a report in reading order; `confidence` is below 1.0 where words decided."""
    found = []
    seen: set[tuple[int, int, int]] = set()
    for candidate in find_candidates(blocks, edition):
        settled = _settled(candidate, blocks, edition, corrections)
        where = (candidate.block, candidate.start, candidate.end)
        if settled is not None and where not in seen:
            seen.add(where)
            found.append(_finding(settled, document_id, blocks, year, edition))
    return tuple(found)


def _settled(
    candidate: Candidate, blocks: Sequence[Block], edition: str, corrections: tuple[Example, ...]
) -> Candidate | None:
    """Return the candidate with kind and item; what the layout left open is proposed from the words."""
    if candidate.item == NO_ITEM and candidate.kind is not None:
        return replace(candidate, item="", category="")
    if candidate.kind is not None and candidate.item:
        return candidate
    from plandocs.ingest.facts.classifier import propose

    words = clean(candidate.text(blocks))
    guess = propose(words, edition, category=candidate.category, item=candidate.item, corrections=corrections)
    sure = candidate.confidence
    if candidate.kind is None:
        candidate = replace(candidate, kind=guess.kind)
        sure = min(sure, guess.kind_probability)
    if not candidate.item:
        candidate = replace(candidate, item=guess.item)
        sure = min(sure, guess.item_probability)
    return replace(candidate, confidence=round(min(sure, MOST), 3)) if sure >= LEAST or candidate.category else None


def _finding(
    candidate: Candidate, document_id: str, blocks: Sequence[Block], year: FiscalYear, edition: str
) -> Finding:
    block = blocks[candidate.block]
    number = next((n + 1 for n, cell in enumerate(block.cells) if cell.start <= candidate.start <= cell.end), None)
    text = candidate.text(blocks)
    return Finding(
        fact_id("f", document_id, candidate.block, candidate.start, text),
        candidate.kind or FindingKind.OFI,
        edition,
        candidate.item,
        year,
        text,
        document_id,
        replace(block.place, cell=number) if number is not None else block.place,
        Anchor.of(document_id, candidate.block, block.text, candidate.start, candidate.end),
        candidate.reference or candidate.number,
        candidate.emphasis,
        candidate.advice,
        candidate.evidence,
        candidate.level,
        candidate.confidence,
        tuple(Anchor.of(document_id, at, blocks[at].text, start, end) for at, start, end in candidate.more),
    )
