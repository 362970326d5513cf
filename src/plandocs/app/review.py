"""Reviewing suggestions: the queue, decisions on it, and goals of one's own."""

from __future__ import annotations

import datetime as dt
import getpass
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from plandocs.app.linking import evidence_of, linked
from plandocs.app.pictures import settled
from plandocs.app.plan import goal_order
from plandocs.app.planning import suggestions
from plandocs.app.workspace import Workspace
from plandocs.model.errors import NotFoundError, ReviewError, UsageError
from plandocs.model.finding import fact_id
from plandocs.model.plan import SuggestedKpi, Suggestion
from plandocs.model.review import Action, Decision, Reviewed, ReviewState
from plandocs.model.year import FiscalYear
from plandocs.review import replay
from plandocs.review.replay import standing
from plandocs.thai.digits import parse_number

#: Names of fields of a goal's KPIs and activities, counted from 1.
KPI_FIELD = re.compile(r"kpi([1-9]\d?)\.(name|unit|baseline|target)")
ACTIVITY_FIELD = re.compile(r"activity([1-9]\d?)")
_FIELDS = {"goal", "owner", "budget", "assignee", "passage"}
#: Fields a reviewer may change, as named in messages; further KPIs and activities are ``kpi2.target``, ``activity3`` …
FIELDS = ("goal", "owner", "budget", "kpi1.name", "kpi1.unit", "kpi1.baseline", "kpi1.target", "activity1")


#: Relation of a goal of one's own: it stands in the log alone, and an undone addition takes it away.
OWN = "own"
#: What goes into the plan.
TAKEN = frozenset({ReviewState.ACCEPTED, ReviewState.EDITED})


@dataclass(frozen=True, slots=True)
class QueueEntry:
    """A suggestion and where its review stands; `shown` is the suggestion with the reviewer's changes applied."""

    suggestion: Suggestion
    review: Reviewed
    shown: Suggestion


def queue(workspace: Workspace, year: int) -> list[QueueEntry]:
    """
    Return everything to review or reviewed for the year: by rank, then goals of one's own.

    What was decided stays in the queue even when newer documents no longer suggest it.
    """
    plan_year = FiscalYear(year)
    current = {s.id: s for s in suggestions(workspace, plan_year).suggestions}
    states = replay(workspace.store.decisions(plan_year))
    kept = workspace.store.suggested(plan_year)
    decided = (key for key in states if key in kept and kept[key].relation != OWN)
    known = {**current, **{key: settled(workspace, kept[key], current.get(key)) for key in decided}}
    entries = [_entry(workspace, suggestion, states.get(key, Reviewed(key))) for key, suggestion in known.items()]
    entries += [
        _entry(workspace, _own(plan_year, state), state)
        for state in states.values()
        if state.own and state.suggestion_id not in known
    ]
    return sorted(entries, key=lambda e: (e.review.own, e.suggestion.rank or len(entries) + 1, e.suggestion.id))


def decide(
    workspace: Workspace,
    year: int,
    suggestion_ids: Sequence[str],
    action: Action,
    *,
    who: str = "",
    reason: str = "",
    changes: Mapping[str, str] | None = None,
    source: str = "command",
) -> list[Decision]:
    """
    Append one decision for each suggestion and return them with their numbers.

    Raises `NotFoundError` for an unknown id and `ReviewError` when the decision lacks what it needs (a reason for
    rejecting or returning, a change for editing), in both cases before anything is written.
    """
    entries = {entry.suggestion.id: entry for entry in queue(workspace, year)}
    found = [_find(entries, suggestion_id) for suggestion_id in suggestion_ids]
    _check(action, reason, changes or {})
    now, name = dt.datetime.now(dt.UTC), who or user()
    return workspace.store.append_decisions(
        [
            (Decision(0, int(year), key, action, name, now, reason, dict(changes or {}), source), entry.suggestion)
            for key, entry in {entry.suggestion.id: entry for entry in found}.items()
        ]
    )


def undo(workspace: Workspace, year: int, suggestion_id: str, *, who: str = "", source: str = "command") -> Decision:
    """Append an undo of the suggestion's last standing decision; raises `ReviewError` when there is none."""
    log = workspace.store.decisions(year)
    last = [d for d in standing(log) if suggestion_id and d.suggestion_id.startswith(suggestion_id)]
    if len({d.suggestion_id for d in last}) != 1:
        raise ReviewError(f"ไม่มีการพิจารณา {suggestion_id} ให้ยกเลิก", f"nothing to undo for {suggestion_id}")
    target = last[-1]
    now = dt.datetime.now(dt.UTC)
    return workspace.store.append_decision(
        Decision(
            0, int(year), target.suggestion_id, Action.UNDO, who or user(), now, source=source, undoes=target.number
        )
    )


def add_own(
    workspace: Workspace,
    year: int,
    changes: Mapping[str, str],
    *,
    who: str = "",
    reason: str = "",
    source: str = "command",
    evidence: Sequence[str] = (),
) -> Decision:
    """
    Append a goal of one's own to the year's queue, accepted, and return the decision; needs a goal text.

    `evidence` are ids of findings or passages (DOCUMENT_ID:BLOCK) to link to it; raises `NotFoundError` for one that is
    not there, before anything is written.
    """
    if not changes.get("goal", "").strip():
        raise UsageError("โปรดระบุข้อความเป้าหมาย", "an own goal needs its text")
    _check(Action.ADD, reason, changes)
    for reference in evidence:
        evidence_of(workspace, reference)
    now, name, plan_year = dt.datetime.now(dt.UTC), who or user(), int(FiscalYear(year))
    key = own_id(year, changes["goal"])
    added = Decision(0, plan_year, key, Action.ADD, name, now, reason, dict(changes), source)
    links = [
        Decision(0, plan_year, key, Action.LINK, name, now, changes={"passage": one.strip()}, source=source)
        for one in dict.fromkeys(evidence)
    ]
    return workspace.store.append_decisions([(decision, None) for decision in (added, *links)])[0]


def link(
    workspace: Workspace,
    year: int,
    suggestion_id: str,
    evidence: Sequence[str],
    *,
    who: str = "",
    source: str = "command",
) -> list[Decision]:
    """
    Link findings or passages to a suggestion as evidence and return the decisions; its state stays as it is.

    Raises `NotFoundError` for an unknown suggestion, finding or passage, before anything is written.
    """
    entry = _find({e.suggestion.id: e for e in queue(workspace, year)}, suggestion_id)
    if not evidence:
        raise UsageError("โปรดระบุหลักฐานอย่างน้อยหนึ่งแห่ง", "no evidence given")
    for reference in evidence:
        evidence_of(workspace, reference)
    kept = None if entry.review.own else entry.suggestion
    now, name = dt.datetime.now(dt.UTC), who or user()
    return workspace.store.append_decisions(
        [
            (
                Decision(
                    0, int(year), entry.suggestion.id, Action.LINK, name, now, "", {"passage": one.strip()}, source
                ),
                kept,
            )
            for one in dict.fromkeys(evidence)
        ]
    )


def own_id(year: int, goal: str) -> str:
    """Return the id of a goal of one's own, the same for the same year and text."""
    return fact_id("o", int(year), " ".join(goal.split()))


def chosen(workspace: Workspace, year: int) -> list[QueueEntry]:
    """Return what goes into the plan, accepted and edited: in the order people gave in Word, then that of the queue."""
    taken = [e for e in queue(workspace, year) if e.review.state in TAKEN]
    order = {key: place for place, key in enumerate(goal_order(workspace.store.decisions(year)))}
    return sorted(taken, key=lambda entry: order.get(entry.suggestion.id, len(order)))


def apply_changes(suggestion: Suggestion, changes: Mapping[str, str]) -> Suggestion:
    """Return the suggestion with a reviewer's texts in place of its own."""
    kpis = list(suggestion.kpis)
    activities = list(suggestion.activities)
    for key, text in changes.items():
        if kpi := KPI_FIELD.fullmatch(key):
            index, name = int(kpi[1]) - 1, kpi[2]
            kpis += [SuggestedKpi("", "", None, None, "")] * (index + 1 - len(kpis))
            value: object = parse_number(text) if name in {"baseline", "target"} else text
            kpis[index] = replace(kpis[index], **{name: value})  # type: ignore[arg-type]
        elif activity := ACTIVITY_FIELD.fullmatch(key):
            index = int(activity[1]) - 1
            activities += [""] * (index + 1 - len(activities))
            activities[index] = text
    for index, one in enumerate(kpis):
        if {f"kpi{index + 1}.baseline", f"kpi{index + 1}.target"} <= changes.keys():  # both typed by a person
            kpis[index] = replace(one, unconfirmed=False, pictures=())
    return replace(
        suggestion,
        goal=changes.get("goal", suggestion.goal),
        owner=changes.get("owner", suggestion.owner),
        kpis=tuple(kpis),
        activities=tuple(a for a in activities if a),
    )


def user() -> str:
    """Return the name of the person at this computer, as well as the system knows it."""
    try:
        return getpass.getuser()
    except (ImportError, KeyError, OSError):
        return "planner"


def _entry(workspace: Workspace, suggestion: Suggestion, review: Reviewed) -> QueueEntry:
    shown = apply_changes(suggestion, review.changes)
    if review.links:
        evidence = (*shown.evidence, *linked(workspace, review.links))
        shown = replace(shown, evidence=tuple(dict.fromkeys(evidence)))
    if review.own:
        proof = f"มีหลักฐานที่เชื่อมไว้ {len(shown.evidence)} แห่ง" if shown.evidence else "ยังไม่มีหลักฐานจากเอกสาร"
        shown = replace(shown, reasons=(*shown.reasons, proof))
    return QueueEntry(suggestion, review, shown)


def _own(year: FiscalYear, review: Reviewed) -> Suggestion:
    base = Suggestion(review.suggestion_id, year, review.changes.get("goal", ""), (), "", (), (), (), relation=OWN)
    return replace(base, reasons=(f"คณะทำงานเสนอเพิ่ม: {review.reason}" if review.reason else "คณะทำงานเสนอเพิ่ม",))


def _find(entries: Mapping[str, QueueEntry], suggestion_id: str) -> QueueEntry:
    found = [entry for key, entry in entries.items() if key.startswith(suggestion_id)]
    if not suggestion_id or len(found) != 1:
        raise NotFoundError(f"ไม่พบข้อเสนอ {suggestion_id}", f"no (single) suggestion {suggestion_id}")
    return found[0]


def _check(action: Action, reason: str, changes: Mapping[str, str]) -> None:
    if action in {Action.REJECT, Action.RETURN, Action.COMMENT} and not reason.strip():
        raise ReviewError("โปรดระบุเหตุผลหรือความเห็น", "this decision needs a reason")
    if action is Action.EDIT and not changes:
        raise ReviewError("โปรดระบุช่องที่แก้ไข", "an edit needs at least one changed field")
    for key, text in changes.items():
        known = key in _FIELDS or KPI_FIELD.fullmatch(key) or ACTIVITY_FIELD.fullmatch(key)
        if not known:
            raise UsageError(f"แก้ไขช่อง {key} ไม่ได้", f"no field {key}; choose from {', '.join(FIELDS)}")
        if key == "goal" and not text.strip():
            raise UsageError("ข้อความเป้าหมายต้องไม่ว่าง", "the goal must not be empty")
        if key.endswith((".baseline", ".target")) and text and parse_number(text) is None:
            raise UsageError(f"ค่าของ {key} ต้องเป็นตัวเลข: {text}", f"{key} must be a number: {text}")
