"""What decisions teach about the order of suggestions."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from plandocs.app.workspace import Workspace
from plandocs.model.plan import SuggestionSet
from plandocs.model.review import Action, Decision

if TYPE_CHECKING:
    from plandocs.suggest.rerank import Judged

#: Decisions that say whether a suggestion was wanted.
VERDICTS = {Action.ACCEPT: True, Action.EDIT: True, Action.REJECT: False}


def log_state(workspace: Workspace, year: int) -> tuple[tuple[int, int], ...]:
    """Return what changes when a decision that may teach is made: plan years up to `year` with their log's length."""
    return tuple(sorted((y, n) for y, n in workspace.store.decided_years().items() if y <= year))


def in_learned_order(workspace: Workspace, made: SuggestionSet, as_of: dt.date | None = None) -> SuggestionSet:
    """
    Return the suggestions in the order learned from decisions where that beats the weights, else as they are.

    Only decisions on plans up to this year count, and with `as_of` only those made by then: what is decided later
    changes no earlier order.
    """
    from plandocs.suggest.ranking import chosen_weights
    from plandocs.suggest.rerank import learn, reordered

    if not workspace.settings.learned_order:
        return made
    model, ordering = learn(_judged(workspace, int(made.year), as_of), chosen_weights(workspace.settings.weights))
    return reordered(made, model, ordering)


def _judged(workspace: Workspace, year: int, as_of: dt.date | None) -> list[Judged]:
    from plandocs.review.replay import standing
    from plandocs.suggest.rerank import Judged

    rows = []
    for planned in sorted(y for y in workspace.store.decided_years() if y <= year):
        kept = workspace.store.suggested(planned)
        last: dict[str, Decision] = {}
        for decision in standing(workspace.store.decisions(planned)):
            late = as_of is not None and decision.when.date() > as_of
            if decision.action in VERDICTS and decision.suggestion_id in kept and not late:
                last[decision.suggestion_id] = decision
        rows += [Judged(kept[key], VERDICTS[d.action], d.number) for key, d in last.items() if kept[key].parts]
    return rows
