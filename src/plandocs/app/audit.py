"""The coverage audit of a plan year, and the test of suggestions against past plans."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from plandocs.app.planning import frameworks
from plandocs.app.review import queue
from plandocs.app.workspace import Workspace
from plandocs.model.document import DocumentKind
from plandocs.model.plan import Evidence
from plandocs.model.review import ReviewState
from plandocs.model.text import Anchor, stands
from plandocs.model.year import FiscalYear


def check_name(check: str) -> str:
    """Return the Thai name of a check, or the check itself when it has none."""
    from plandocs.suggest.audit import CHECKS

    return CHECKS.get(check, check)


def audit_rows(workspace: Workspace, year: int) -> list[dict[str, Any]]:
    """Return what the plan of the year leaves open: each row says what was found, and in which documents."""
    from plandocs.suggest.audit import audit

    plan_year = FiscalYear(year)
    facts = workspace.store.facts()
    plans = [
        d
        for d in workspace.store.documents()
        if d.meta.kind is DocumentKind.IMPROVEMENT_PLAN and d.meta.plan_year == plan_year and d.status == "read"
    ]
    texts = {d.id: "\n".join(block.text for block in workspace.store.blocks(d.id)) for d in plans}
    chosen = [
        e.shown for e in queue(workspace, plan_year) if e.review.state in {ReviewState.ACCEPTED, ReviewState.EDITED}
    ]
    rows = audit(
        int(plan_year),
        findings=facts.findings,
        goals=facts.goals,
        outcomes=facts.outcomes,
        frameworks=frameworks(workspace),
        decisions=workspace.store.theme_decisions(),
        texts=texts,
        accepted={goal.id for goal in chosen},
        chosen=chosen,
    )
    return [asdict(row) for row in rows]


def backtest_figures(workspace: Workspace, years: tuple[int, ...] = ()) -> dict[str, Any]:
    """Return how many goals of each past plan are suggested with that plan hidden, and the shares over all years."""
    from plandocs.suggest.backtest import backtest

    facts = workspace.store.facts()
    texts: dict[tuple[str, int], str] = {}

    def text_of(anchor: Anchor) -> str:
        key = (anchor.document_id, anchor.block)
        if key not in texts:
            blocks = workspace.store.blocks(anchor.document_id)
            texts.update({(anchor.document_id, n): block.text for n, block in enumerate(blocks)})
        return texts.get(key, "")

    def verified(evidence: Evidence) -> bool:
        anchors = (evidence.anchor, *evidence.more)
        return stands(evidence.quote, anchors) and all(anchor.verify(text_of(anchor)) for anchor in anchors)

    result = backtest(
        findings=facts.findings,
        goals=facts.goals,
        outcomes=facts.outcomes,
        proposals=facts.proposals,
        frameworks=frameworks(workspace),
        weights=workspace.settings.weights,
        decisions=workspace.store.theme_decisions(),
        years=[int(FiscalYear(year)) for year in years],
        verify=verified,
    )
    return {"years": [asdict(row) for row in result.years], "summary": result.summary()}
