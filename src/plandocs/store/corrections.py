"""Planners' corrections of findings: kept beside the facts and laid over them whenever they are read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert as upsert

from plandocs.model.finding import Finding, FindingCorrection, FindingKind
from plandocs.store import tables as t


def keep(connection: sa.Connection, correction: FindingCorrection) -> None:
    """Keep a correction; what it leaves empty stays as an earlier one of the same finding said."""
    c = t.finding_correction.c
    row = {
        "finding_id": correction.finding_id, "document_id": correction.document_id, "text": correction.text,
        "edition": correction.edition, "kind": correction.kind, "item": correction.item,
    }  # fmt: skip
    changed = {c.kind.name: correction.kind, c.item.name: correction.item}
    change = {name: value for name, value in changed.items() if value} or {c.text.name: correction.text}
    query = upsert(t.finding_correction).values(row)
    connection.execute(query.on_conflict_do_update(index_elements=["finding_id"], set_=change))


def kept(connection: sa.Connection) -> list[FindingCorrection]:
    """Return all corrections, in order of documents and findings."""
    c = t.finding_correction.c
    rows = connection.execute(sa.select(t.finding_correction).order_by(c.document_id, c.finding_id))
    return [FindingCorrection(r.finding_id, r.document_id, r.text, r.edition, r.kind, r.item) for r in rows]


def applied(findings: Iterable[Finding], corrections: Sequence[FindingCorrection]) -> tuple[Finding, ...]:
    """Return the findings as corrected; a correction of the same words holds where a new reading gave a new id."""
    by_id = {correction.finding_id: correction for correction in corrections}
    by_words = {(correction.document_id, _letters(correction.text)): correction for correction in corrections}
    out = []
    for finding in findings:
        found = by_id.get(finding.id) or by_words.get((finding.document_id, _letters(finding.text)))
        out.append(_corrected(finding, found) if found is not None else finding)
    return tuple(out)


def _letters(text: str) -> str:
    return "".join(text.split())


def _corrected(finding: Finding, correction: FindingCorrection) -> Finding:
    kind = FindingKind(correction.kind) if correction.kind else finding.kind
    return replace(finding, kind=kind, item=correction.item or finding.item, confidence=1.0)
