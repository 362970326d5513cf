"""Decisions on suggestions: an append-only log whose replay gives the state."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Action(StrEnum):
    """What a person can do to a suggestion."""

    ADD = "add"
    ACCEPT = "accept"
    EDIT = "edit"
    REJECT = "reject"
    RETURN = "return"
    ASSIGN = "assign"
    COMMENT = "comment"
    UNDO = "undo"
    LINK = "link"


class ReviewState(StrEnum):
    """The state of a suggestion after all decisions on it."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    EDITED = "edited"
    REJECTED = "rejected"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class Decision:
    """
    One entry of the log. `number` orders the log; `changes` maps field names to new text.

    `source` is "command", "web", "xlsx" or "word". `undoes` is the number of the decision an undo takes back.
    """

    number: int
    year: int
    suggestion_id: str
    action: Action
    who: str
    when: dt.datetime
    reason: str = ""
    changes: Mapping[str, str] = field(default_factory=dict)
    source: str = "command"
    undoes: int | None = None


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A suggestion's state after replay: fields a person changed, owner assigned, comments in order."""

    suggestion_id: str
    state: ReviewState = ReviewState.PENDING
    changes: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""
    assignee: str = ""
    comments: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    own: bool = False
