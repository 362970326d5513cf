"""The JSON shapes of `docs/json.md`: fields may be added, never removed or changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from plandocs.model.document import Document
from plandocs.model.finding import Finding, Goal, LevelClaim
from plandocs.model.plan import Evidence, Ordering, Suggestion, Theme
from plandocs.model.text import Block

if TYPE_CHECKING:
    from plandocs.app.pictures import Proof


def document_json(document: Document) -> dict[str, Any]:
    """Return a document as listed by ``documents --json``."""
    meta = document.meta
    return {
        "id": document.id,
        "path": document.path,
        "title": meta.title,
        "kind": meta.kind.value,
        "fiscal_year": _int(meta.fiscal_year),
        "agency": meta.agency,
        "pages": document.pages,
        "status": document.status,
        "notes": [str(note) for note in document.notes],
        "report_year": _int(meta.report_year),
        "plan_year": _int(meta.plan_year),
        "event_date": meta.event_date,
        "approval": meta.approval.value,
        "edition": meta.edition,
        "same_as": document.same_as,
        "confidence": round(meta.confidence, 2),
        "names": list(document.names),
    }


def block_json(block: Block) -> dict[str, Any]:
    """Return a block with its place, for ``show --json``."""
    return {
        "kind": block.kind.value,
        "text": block.text,
        "place": block.place.to_json(),
        "number": block.number,
        "headings": list(block.headings),
        "stream": block.stream,
        "ocr": block.ocr,
        "confirmed": block.confirmed,
    }


def proof_json(proof: Proof) -> dict[str, Any]:
    """Return what waits to be compared with its picture, as listed by ``scans --json``."""
    return {
        "document_id": proof.document.id,
        "block": proof.number,
        "text": proof.block.text,
        "place": proof.block.place.to_json(),
        "confidence": None if proof.block.ocr is None else round(proof.block.ocr, 3),
        "uses": list(proof.uses),
    }


def finding_json(finding: Finding, theme: str = "") -> dict[str, Any]:
    """Return a finding as listed by ``findings --json``."""
    return {
        "id": finding.id,
        "kind": finding.kind.value,
        "edition": finding.edition,
        "item": finding.item,
        "report_year": int(finding.report_year),
        "text": finding.text,
        "document_id": finding.document_id,
        "place": finding.place.to_json(),
        "reference": finding.reference,
        "emphasis": finding.emphasis,
        "advice": finding.advice,
        "level": finding.level,
        "confidence": round(finding.confidence, 3),
        "theme": theme,
        "unconfirmed": finding.ocr,
    }


def level_json(claim: LevelClaim) -> dict[str, Any]:
    """Return the level of an item as listed by ``findings --levels --json``."""
    return {
        "id": claim.id,
        "edition": claim.edition,
        "item": claim.item,
        "year": int(claim.year),
        "level": claim.level.value,
        "printed": claim.printed,
        "by": "agency" if claim.claimed else "assessor",
        "how": claim.how,
        "document_id": claim.document_id,
        "place": claim.place.to_json(),
    }


def goal_json(goal: Goal) -> dict[str, Any]:
    """Return a plan's goal as listed by ``goals --json``."""
    return {
        "id": goal.id,
        "plan_year": int(goal.plan_year),
        "goal": goal.goal,
        "kpis": [{"name": k.name, "unit": k.unit, "baseline": k.baseline, "target": k.target} for k in goal.kpis],
        "owner": goal.owner,
        "budget": goal.budget,
        "status": goal.status.value,
        "document_id": goal.document_id,
        "place": goal.place.to_json(),
        "items": [code for _, code in goal.items],
        "strategic": goal.strategic,
        "activities": list(goal.activities),
        "unconfirmed": goal.ocr,
    }


def theme_json(theme: Theme) -> dict[str, Any]:
    """Return a theme as listed by ``themes --json``."""
    goals = [
        {
            "plan_year": int(trace.plan_year), "goal": trace.goal, "kpi": trace.kpi, "unit": trace.unit,
            "target": trace.target, "actual": trace.actual, "document_id": trace.document_id,
            "budget": trace.budget, "status": trace.status.value,
            "unconfirmed": trace.ocr, "actual_unconfirmed": trace.actual_ocr,
        }
        for trace in theme.goals
    ]  # fmt: skip
    return {
        "id": theme.id,
        "title": theme.title,
        "state": theme.state.value,
        "years": [int(year) for year in theme.years],
        "items": list(theme.items),
        "findings": list(theme.findings),
        "goals": goals,
        "gaps": list(theme.gaps),
        "events": [{"year": int(y), "text": text, "document_id": document} for y, text, document in theme.events],
    }


def evidence_json(evidence: Evidence) -> dict[str, Any]:
    """Return evidence with its place and quote."""
    return {
        "document_id": evidence.document_id,
        "place": evidence.place.to_json(),
        "quote": evidence.quote,
        "why": evidence.why,
    }


def suggestion_json(
    suggestion: Suggestion, review: Mapping[str, Any] | None = None, ordering: Ordering | None = None
) -> dict[str, Any]:
    """Return a suggestion as listed by ``suggest --json``, with review state and what ordered it when given."""
    return {
        "id": suggestion.id,
        "goal": suggestion.goal,
        "kpis": [
            {
                "name": k.name, "unit": k.unit, "baseline": k.baseline, "target": k.target, "source": k.source,
                "definition": k.definition, "unconfirmed": k.unconfirmed,
            }
            for k in suggestion.kpis
        ],
        "owner": suggestion.owner,
        "items": list(suggestion.items),
        "evidence": [evidence_json(e) for e in suggestion.evidence],
        "reasons": list(suggestion.reasons),
        "themes": list(suggestion.themes),
        "rank": suggestion.rank,
        "score": round(suggestion.score, 4),
        "relation": suggestion.relation,
        "risks": list(suggestion.risks),
        "alignment": [
            {"framework": a.framework, "code": a.code, "label": a.label, "verified": a.verified}
            for a in suggestion.alignment
        ],
        "activities": list(suggestion.activities),
        "parts": [{"name": n, "value": round(v, 3), "weight": round(w, 4)} for n, v, w in suggestion.parts],
        **(dict(review) if review else {}),
        **({"ordering": _ordering_json(ordering, suggestion)} if ordering is not None else {}),
    }  # fmt: skip


def _ordering_json(ordering: Ordering, suggestion: Suggestion) -> dict[str, Any]:
    return {
        "by": "model" if ordering.used else "weights",
        "decisions": ordering.decisions,
        "needed": ordering.needed,
        "learned_from": ordering.earlier,
        "judged_on": ordering.later,
        "weights_right": ordering.by_weights,
        "model_right": ordering.by_model,
        "sure": ordering.sure,
        "why": ordering.why,
        "rank_by_weights": suggestion.weighed_rank or suggestion.rank,
        "moved_by": [{"name": name, "log_odds": value} for name, value in suggestion.moved_by],
    }


def _int(value: int | None) -> int | None:
    return None if value is None else int(value)
