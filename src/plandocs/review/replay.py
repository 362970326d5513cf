"""Replay of the decision log."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from plandocs.model.review import Action, Decision, Reviewed, ReviewState

_STATE = {
    Action.ACCEPT: ReviewState.ACCEPTED,
    Action.EDIT: ReviewState.EDITED,
    Action.REJECT: ReviewState.REJECTED,
    Action.RETURN: ReviewState.RETURNED,
    Action.ADD: ReviewState.ACCEPTED,
}


def replay(decisions: Iterable[Decision]) -> dict[str, Reviewed]:
    """
    Return the state of every suggestion that has decisions, by its id.

    An undone decision counts as never made; undoing an undo makes it count again. Accepting after an edit keeps the
    edited words. Assigning, commenting and linking evidence never change the state.
    """
    log = sorted(decisions, key=lambda decision: decision.number)
    out: dict[str, Reviewed] = {}
    for decision in standing(log):
        before = out.get(decision.suggestion_id, Reviewed(decision.suggestion_id))
        out[decision.suggestion_id] = _apply(before, decision)
    for decision in log:
        out.setdefault(decision.suggestion_id, Reviewed(decision.suggestion_id))
    return out


def standing(log: Iterable[Decision]) -> list[Decision]:
    """Return the decisions that count, in order: those not taken back, without the undos themselves."""
    entries = sorted(log, key=lambda decision: decision.number)
    undone: set[int] = set()
    for decision in reversed(entries):
        if decision.action is Action.UNDO and decision.number not in undone and decision.undoes is not None:
            undone.add(decision.undoes)
    return [d for d in entries if d.number not in undone and d.action is not Action.UNDO]


def _apply(before: Reviewed, decision: Decision) -> Reviewed:
    match decision.action:
        case Action.ASSIGN:
            return replace(before, assignee=decision.changes.get("assignee", decision.reason))
        case Action.COMMENT:
            return replace(before, comments=(*before.comments, decision.reason))
        case Action.LINK:
            return replace(before, links=(*before.links, decision.changes.get("passage", "")))
        case _:
            state = _STATE[decision.action]
            kept_edit = decision.action is Action.ACCEPT and bool(before.changes) and not before.own
            return replace(
                before,
                state=ReviewState.EDITED if kept_edit else state,
                changes={**before.changes, **decision.changes},
                reason=decision.reason,
                own=before.own or decision.action is Action.ADD,
            )
