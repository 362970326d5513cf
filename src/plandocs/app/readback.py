"""Reading edited drafts back into the workspace: what people changed in Word becomes decisions with source Word."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from plandocs.app.draft import PLAN_ID
from plandocs.app.review import QueueEntry, queue, user
from plandocs.app.workspace import Workspace
from plandocs.model.errors import NotFoundError, TemplateError
from plandocs.model.review import Action, Decision, ReviewState
from plandocs.review import replay

if TYPE_CHECKING:
    from plandocs.draft.merge import Conflict
    from plandocs.draft.outcome import FieldEdit, ReadBack


@dataclass(frozen=True, slots=True)
class Returned:
    """What the returned copies say together, and the fields on which they contradict each other."""

    readback: ReadBack
    conflicts: tuple[Conflict, ...] = ()


def read_copies(workspace: Workspace, paths: Sequence[Path]) -> Returned:
    """
    Return what people did to a draft in one or several returned copies.

    Raises `NotFoundError` for a missing file and `TemplateError` for files that are no copies of one of our drafts.
    """
    from plandocs.draft.merge import merge

    for path in paths:
        if not path.is_file():
            raise NotFoundError(f"ไม่พบไฟล์ {path}", f"no file {path}")
    copies = {path.name: _read(workspace, path) for path in paths}
    if len(copies) == 1:
        return Returned(next(iter(copies.values())))
    merged = merge(copies)
    return Returned(merged.readback, merged.conflicts)


def _read(workspace: Workspace, path: Path) -> ReadBack:
    """Read a copy by the record inside or beside it, else by the workspace's record that fits its text best."""
    from plandocs.draft.readback import read_back

    try:
        return read_back(path)
    except TemplateError as error:
        found = [read_back(path, record) for record in sorted(workspace.drafts.glob("records/*.json"))]
        known = [copy for copy in found if _surviving(copy) > len(copy.fields) / 2]
        if not known:
            raise TemplateError(
                f"{path.name} ไม่ใช่ร่างที่สร้างจากพื้นที่ทำงานนี้ หรือเปิดอ่านไม่ได้", f"{path.name}: {error.english}"
            ) from error
        return max(known, key=_surviving)


def _surviving(copy: ReadBack) -> int:
    return sum(field.status.value in {"kept", "edited", "moved"} for field in copy.fields)


def apply(workspace: Workspace, returned: ReadBack, who: str = "") -> list[Decision]:
    """
    Record edits and comments as decisions with source "word", and return those that were new.

    Fields about which the person must be asked are left alone. Applying the same copy again records nothing.
    """
    entries = {entry.suggestion.id: entry for entry in queue(workspace, returned.year)}
    states = replay(workspace.store.decisions(returned.year))
    plan_changes = dict(states[PLAN_ID].changes) if PLAN_ID in states else {}
    now = dt.datetime.now(dt.UTC)
    made = []
    for decision in _decisions(returned, entries, plan_changes, who or user(), now):
        entry = entries.get(decision.suggestion_id)
        made.append(workspace.store.append_decision(decision, entry.suggestion if entry else None))
    return made


def _decisions(
    returned: ReadBack, entries: dict[str, QueueEntry], plan_changes: dict[str, str], who: str, now: dt.datetime
) -> Iterator[Decision]:
    by_goal: defaultdict[tuple[str, str], list[FieldEdit]] = defaultdict(list)
    for field in returned.edits:
        by_goal[field.goal_id, field.author or who].append(field)
    for (goal_id, author), fields in by_goal.items():
        entry = entries.get(goal_id)
        if entry is None and goal_id != PLAN_ID:
            continue
        known = dict(entry.review.changes) if entry else plan_changes
        if entry and _goal_is_gone(returned, goal_id):
            if entry.review.state is not ReviewState.REJECTED:
                reason = "ลบออกจากร่างใน Word"
                yield Decision(0, returned.year, goal_id, Action.REJECT, author, now, reason, source="word")
            continue
        changes = {field.name: field.after for field in fields if known.get(field.name) != field.after}
        if changes:
            yield Decision(0, returned.year, goal_id, Action.EDIT, author, now, "", changes, source="word")
    for comment in returned.comments:
        goal_ids = {key.split(".")[0] for key in comment.keys if key.split(".")[0] in entries}
        text = f"{comment.text} (“{comment.line[:60]}”)" if comment.line else comment.text
        for goal_id in sorted(goal_ids):
            if text not in entries[goal_id].review.comments:
                yield Decision(
                    0, returned.year, goal_id, Action.COMMENT, comment.author or who, now, text, source="word"
                )


def _goal_is_gone(returned: ReadBack, goal_id: str) -> bool:
    own = [field for field in returned.fields if field.goal_id == goal_id]
    return bool(own) and all(field.status.value == "deleted" for field in own)
