"""JSON shapes of the review queue and its log."""

from __future__ import annotations

from typing import Any

from plandocs.app.review import QueueEntry
from plandocs.app.shapes import suggestion_json
from plandocs.model.review import Decision


def entry_json(entry: QueueEntry) -> dict[str, Any]:
    """Return a queue entry: the suggestion as it stands after the reviewer's changes, and its review."""
    review = entry.review
    return suggestion_json(
        entry.shown,
        {
            "state": review.state.value,
            "review_reason": review.reason,
            "original_goal": entry.suggestion.goal,
            "changes": dict(review.changes),
            "assignee": review.assignee,
            "comments": list(review.comments),
            "own": review.own,
            "links": list(review.links),
            "budget": review.changes.get("budget", ""),
        },
    )


def decision_json(decision: Decision) -> dict[str, Any]:
    """Return one entry of the decision log."""
    return {
        "number": decision.number,
        "year": int(decision.year),
        "suggestion_id": decision.suggestion_id,
        "action": decision.action.value,
        "who": decision.who,
        "when": decision.when.isoformat(timespec="seconds"),
        "reason": decision.reason,
        "changes": dict(decision.changes),
        "source": decision.source,
        "undoes": decision.undoes,
    }
