"""Reading edited drafts back into the workspace: what people changed in Word becomes decisions with source Word."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from plandocs.app.disk import naming
from plandocs.app.plan import ORDER, PLAN_ID, KeptText, goal_order, kept_texts, plan_changes
from plandocs.app.returned import RECORDS, keep
from plandocs.app.review import KPI_FIELD, QueueEntry, queue, user
from plandocs.app.workspace import Workspace
from plandocs.model.errors import NotFoundError, TemplateError
from plandocs.model.review import Action, Decision, ReviewState
from plandocs.review.replay import standing

if TYPE_CHECKING:
    from plandocs.draft.manifest import Manifest
    from plandocs.draft.merge import Conflict
    from plandocs.draft.outcome import FieldEdit, ReadBack


@dataclass(frozen=True, slots=True)
class Returned:
    """
    What the returned copies say together, and the fields on which they contradict each other.

    `documents` are the copies as .docx files, `record` is the draft's.
    """

    readback: ReadBack
    conflicts: tuple[Conflict, ...] = ()
    documents: tuple[bytes, ...] = ()
    record: Manifest | None = None


def read_copies(workspace: Workspace, paths: Sequence[Path]) -> Returned:
    """
    Return what people did to a draft in one or several returned copies.

    Raises `NotFoundError` for a missing file and `TemplateError` for files that are no copies of one of our drafts.
    """
    from plandocs.draft.merge import merge

    for path in paths:
        if not path.is_file():
            raise NotFoundError(f"ไม่พบไฟล์ {path}", f"no file {path}")
    found: dict[str, _Copy] = {}
    for path in paths:
        name = path.name if path.name not in found else str(path)  # two people's folders hold files of one name
        with naming(path):
            found[name] = _read(workspace, path)
    documents = tuple(copy.document for copy in found.values())
    record = next(iter(found.values())).record
    if len(found) == 1:
        return Returned(next(iter(found.values())).readback, (), documents, record)
    merged = merge({name: copy.readback for name, copy in found.items()})
    return Returned(merged.readback, merged.conflicts, documents, record)


@dataclass(frozen=True, slots=True)
class _Copy:
    readback: ReadBack
    document: bytes
    record: Manifest


def _read(workspace: Workspace, path: Path) -> _Copy:
    """Read a copy by the record inside or beside it, else by the workspace's record of its name or likest text."""
    from plandocs.draft.manifest import Manifest
    from plandocs.draft.marks import draft_named
    from plandocs.draft.readback import open_returned, read_package, record_of

    package = open_returned(path)
    document = package.to_bytes()
    try:
        record = record_of(path, package)
        return _Copy(read_package(package, record), document, record)
    except TemplateError as error:
        kept = sorted((workspace.drafts / RECORDS).glob("*.json"))
        named = [one for one in kept if one.stem == draft_named(package)]
        records = [Manifest.read(one) for one in named or kept]
        found = [_Copy(read_package(package, record), document, record) for record in records]
        known = [copy for copy in found if _surviving(copy.readback) > len(copy.readback.fields) / 2]
        if not known:
            raise TemplateError(
                f"{path.name} ไม่ใช่ร่างที่สร้างจากพื้นที่ทำงานนี้ หรือเปิดอ่านไม่ได้",
                f"{path.name} is no draft of this workspace: {error.english}",
            ) from error
        return max(known, key=_likeness)


def _likeness(copy: _Copy) -> tuple[int, int, str]:
    """Return how well a record fits a copy: drafts of one plan differ little, and the newest is the likeliest."""
    said = copy.readback
    changed = len(said.edits) + len(said.added) + len(said.free) + len(said.removed)
    return _surviving(said), -changed, copy.record.when


def _surviving(copy: ReadBack) -> int:
    return sum(field.status.value in {"kept", "edited", "moved"} for field in copy.fields)


def apply(workspace: Workspace, returned: Returned | ReadBack, who: str = "") -> list[Decision]:
    """
    Record what people did as decisions with source "word", all or none, and return those that were new.

    The copies are kept: the next draft of this template goes on from them.

    Edits and comments go to their goals; edits of the plan's own fields, text outside all fields and a new order of
    goals to the plan as a whole. Fields about which the person must be asked are left alone. Applying the same copy
    again records nothing.
    """
    if isinstance(returned, Returned):
        if returned.record is not None:
            keep(workspace, returned.record, returned.documents)
        returned = returned.readback
    log = workspace.store.decisions(returned.year)
    entries = {entry.suggestion.id: entry for entry in queue(workspace, returned.year)}
    told = _Told(returned, entries, who or user(), dt.datetime.now(dt.UTC))
    made = [*_goal_edits(told), *_plan_edits(told, log), *_comments(told, log), *_texts(told, log)]
    return workspace.store.append_decisions(
        [(one, entries[one.suggestion_id].suggestion if one.suggestion_id in entries else None) for one in made]
    )


def unknown_goals(workspace: Workspace, returned: ReadBack) -> tuple[str, ...]:
    """Return the labels of changed fields whose goal this workspace does not know: nothing is recorded of them."""
    known = {entry.suggestion.id for entry in queue(workspace, returned.year)} | {PLAN_ID}
    return tuple(field.label for field in returned.edits if field.goal_id not in known)


@dataclass(frozen=True, slots=True)
class _Told:
    """A returned draft, the queue it is held against, who records it and when."""

    returned: ReadBack
    entries: dict[str, QueueEntry]
    who: str
    now: dt.datetime

    def decision(
        self, key: str, action: Action, author: str, reason: str = "", changes: Mapping[str, str] | None = None
    ) -> Decision:
        """Return the decision that an author's words make."""
        name = author or self.who
        return Decision(0, self.returned.year, key, action, name, self.now, reason, dict(changes or {}), source="word")


def _goal_edits(told: _Told) -> Iterator[Decision]:
    for (goal_id, author), fields in _by_author(told).items():
        entry = told.entries.get(goal_id)
        if entry is None:
            continue
        if _goal_is_gone(told.returned, goal_id):
            if entry.review.state is not ReviewState.REJECTED:
                yield told.decision(goal_id, Action.REJECT, author, "ลบออกจากร่างใน Word")
            continue
        if changes := _new(fields, entry.review.changes):
            yield told.decision(goal_id, Action.EDIT, author, changes=changes)


def _plan_edits(told: _Told, log: Sequence[Decision]) -> Iterator[Decision]:
    known = plan_changes(log)
    for (goal_id, author), fields in _by_author(told).items():
        if goal_id == PLAN_ID and (changes := _new(fields, known)):
            yield told.decision(PLAN_ID, Action.EDIT, author, changes=changes)
    order = tuple(key for key in told.returned.order if key in told.entries)
    if order and order != goal_order(log):
        yield told.decision(PLAN_ID, Action.EDIT, "", "เรียงเป้าหมายใหม่ใน Word", {ORDER: ",".join(order)})


def _by_author(told: _Told) -> dict[tuple[str, str], list[FieldEdit]]:
    out: defaultdict[tuple[str, str], list[FieldEdit]] = defaultdict(list)
    for field in told.returned.edits:
        out[field.goal_id, field.author].append(field)
    return out


def _new(fields: Sequence[FieldEdit], known: Mapping[str, str]) -> dict[str, str]:
    return {field.name: field.after for field in fields if known.get(field.name) != field.after}


def _comments(told: _Told, log: Sequence[Decision]) -> Iterator[Decision]:
    """A comment goes to the goals in whose lines it stands, else to the plan."""
    said = {(d.suggestion_id, d.reason) for d in standing(log) if d.action is Action.COMMENT}
    for comment in told.returned.comments:
        keys = {key.split(".")[0] for key in comment.keys} & set(told.entries)
        text = f"{comment.text} (“{comment.line[:60]}”)" if comment.line else comment.text
        for key in sorted(keys) or [PLAN_ID]:
            if (key, text) not in said:
                said.add((key, text))
                yield told.decision(key, Action.COMMENT, comment.author, text)


def _texts(told: _Told, log: Sequence[Decision]) -> Iterator[Decision]:
    known = {text.key for text in kept_texts(log)}
    for added in (*told.returned.added, *told.returned.free):
        text = KeptText(added.text, added.kind, added.place, added.before, added.author)
        if text.key not in known:
            known.add(text.key)
            yield told.decision(PLAN_ID, Action.COMMENT, text.author, text.text, text.changes())


def _goal_is_gone(returned: ReadBack, goal_id: str) -> bool:
    """
    Return whether people took the goal out: nothing of it is left, or neither text nor KPI nor a word of theirs.

    Who deletes a goal's section and its line in the action plan often leaves a row of an activity behind.
    """
    own = [field for field in returned.fields if field.goal_id == goal_id]
    if not own or all(field.status.value == "deleted" for field in own):
        return bool(own)
    core = [field for field in own if field.name == "goal" or KPI_FIELD.fullmatch(field.name)]
    rest = [field for field in own if field not in core]
    return (
        any(field.name == "goal" for field in core)
        and any(field.name != "goal" for field in core)
        and all(field.status.value == "deleted" for field in core)
        and all(field.status.value in {"deleted", "kept"} for field in rest)
    )
