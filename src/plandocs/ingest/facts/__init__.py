"""Facts read out of documents: findings, goals, outcomes, proposals, levels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from plandocs.ingest.facts.classifier import Example
from plandocs.ingest.facts.pictures import marked
from plandocs.model.document import DocumentKind, DocumentMeta
from plandocs.model.finding import Facts, Finding, LevelClaim
from plandocs.model.text import Block
from plandocs.model.year import FiscalYear


def parse_facts(
    document_id: str,
    meta: DocumentMeta,
    blocks: Sequence[Block],
    *,
    default_edition: str = "pmqa4",
    corrections: tuple[Example, ...] = (),
) -> Facts:
    """
    Return what a document of its kind states: findings, goals, outcomes, proposals or levels.

    `default_edition` is the edition of item codes where the document does not say one; `corrections` are findings that
    people of this workspace have corrected, from which the classifier learns. Facts need a year: a document
    without any yields none until its year is set. Positions in anchors are indices into `blocks`.
    """
    from plandocs.ingest.facts.splitting import with_text_tables

    blocks = with_text_tables(blocks)
    edition = meta.edition or default_edition
    report_year = meta.report_year if meta.report_year is not None else meta.plan_year
    plan_year = meta.plan_year if meta.plan_year is not None else meta.report_year
    if report_year is None or plan_year is None:
        return Facts()
    found = _read(document_id, meta, blocks, (report_year, plan_year), edition, corrections)
    return marked(found, blocks)


def _read(
    document_id: str,
    meta: DocumentMeta,
    blocks: Sequence[Block],
    years: tuple[FiscalYear, FiscalYear],
    edition: str,
    corrections: tuple[Example, ...],
) -> Facts:
    from plandocs.ingest.facts.goals import read_goals
    from plandocs.ingest.facts.levels import read_levels
    from plandocs.ingest.facts.outcomes import read_outcomes, read_results
    from plandocs.ingest.facts.reports import read_findings
    from plandocs.ingest.facts.workshop import read_proposals

    report_year, plan_year = years
    match meta.kind:
        case DocumentKind.FEEDBACK_REPORT:
            levels = read_levels(document_id, blocks, report_year, edition, claimed=False)
            found = read_findings(document_id, blocks, report_year, edition, corrections)
            return Facts(findings=levelled(found, levels), levels=levels)
        case DocumentKind.IMPROVEMENT_PLAN | DocumentKind.ACTION_PLAN:
            strategic = meta.kind is DocumentKind.ACTION_PLAN
            return Facts(goals=read_goals(document_id, meta, blocks, plan_year, edition, strategic=strategic))
        case DocumentKind.MONITORING_REPORT:
            return Facts(outcomes=read_outcomes(document_id, meta, blocks, report_year))
        case DocumentKind.APPLICATION_REPORT:
            levels = read_levels(document_id, blocks, report_year, edition, claimed=True)
            return Facts(outcomes=read_results(document_id, blocks, report_year), levels=levels)
        case DocumentKind.WORKSHOP:
            return Facts(proposals=read_proposals(document_id, blocks, plan_year))
        case _:
            return Facts()


def levelled(findings: Sequence[Finding], levels: Sequence[LevelClaim]) -> tuple[Finding, ...]:
    """Return the findings, those without a level of their own with the one that the report gives their item."""
    printed = {claim.item: claim.printed for claim in levels}
    return tuple(replace(f, level=f.level or printed.get(f.item, "")) for f in findings)
