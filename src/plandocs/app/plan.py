"""What people said about a plan as a whole: its own fields, the order of its goals, text added outside all fields."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

from plandocs.model.review import Action, Decision
from plandocs.review import replay
from plandocs.review.replay import standing

#: In the decision log, the id under which a plan's own fields (vision, missions …) are decided on.
PLAN_ID = "plan"
#: Among the changes of a plan: the ids of its goals in the order that people gave them.
ORDER = "order"


@dataclass(frozen=True, slots=True)
class KeptText:
    """
    Text that somebody wrote into a draft outside all fields, kept as it is.

    `kind` is "row", "paragraph" or "changed" (then `before` is what stood there, and an empty `text` means that it was
    taken out); `place` is the heading it stands under.
    """

    text: str
    kind: str
    place: str = ""
    before: str = ""
    author: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        """What makes two texts the same."""
        return _squeezed(self.text), _squeezed(self.before), _squeezed(self.place)

    @property
    def told(self) -> str:
        """The text as an annex prints it."""
        if not self.text:
            return f"ตัดออก: {self.before}"
        return f"{self.text} (เดิม: {self.before})" if self.before else self.text

    def changes(self) -> dict[str, str]:
        """Return what a decision keeps of it beside text and author."""
        return {"kind": self.kind, "place": self.place, "before": self.before}

    @classmethod
    def of(cls, decision: Decision) -> Self:
        """Return the text that a decision keeps."""
        said = decision.changes
        return cls(decision.reason, said["kind"], said.get("place", ""), said.get("before", ""), decision.who)


def kept_texts(decisions: Iterable[Decision]) -> list[KeptText]:
    """Return the texts added outside all fields that no undo took back, oldest first."""
    return [
        KeptText.of(decision)
        for decision in standing(decisions)
        if decision.suggestion_id == PLAN_ID and decision.action is Action.COMMENT and "kind" in decision.changes
    ]


def plan_changes(decisions: Iterable[Decision]) -> dict[str, str]:
    """Return what people wrote into the plan's own fields, by field name ("vision", "mission1" …)."""
    return {name: text for name, text in _changes(decisions).items() if name != ORDER}


def goal_order(decisions: Iterable[Decision]) -> tuple[str, ...]:
    """Return the goal ids in the order that people gave them, empty when nobody did."""
    return tuple(key for key in _changes(decisions).get(ORDER, "").split(",") if key)


def _changes(decisions: Iterable[Decision]) -> Mapping[str, str]:
    state = replay(d for d in decisions if d.suggestion_id == PLAN_ID).get(PLAN_ID)
    return state.changes if state else {}


def _squeezed(text: str) -> str:
    return " ".join(text.split())
