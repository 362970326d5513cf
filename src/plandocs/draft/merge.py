"""Several returned copies of one draft, merged field by field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from plandocs.draft.match import key
from plandocs.draft.outcome import Added, FieldEdit, ReadBack, ReviewComment, Status
from plandocs.model.errors import TemplateError

_CHANGED = {Status.EDITED, Status.DELETED}


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that copies changed differently: what each copy says, by the copy's name ("" means deleted)."""

    key: str
    label: str
    before: str
    texts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Merged:
    """
    The copies as one: `readback` holds every change that no other copy contradicts, `conflicts` the rest.

    A field in conflict has status `ASK` in `readback`; nothing of any copy is dropped.
    """

    readback: ReadBack
    conflicts: tuple[Conflict, ...]


def merge(copies: Mapping[str, ReadBack]) -> Merged:
    """
    Return the merge of several copies of one draft, by name.

    Raises `TemplateError` when they are not copies of the same draft.
    """
    if not copies or len({copy.draft for copy in copies.values()}) != 1:
        raise TemplateError("ไฟล์ที่ส่งมาไม่ใช่สำเนาของร่างเดียวกัน", "the files are not copies of one draft")
    first = next(iter(copies.values()))
    fields, conflicts = [], []
    for position, value in enumerate(first.fields):
        answers = {name: copy.fields[position] for name, copy in copies.items()}
        joined, conflict = _field(value, answers)
        fields.append(joined)
        if conflict is not None:
            conflicts.append(conflict)
    orders = list(dict.fromkeys(copy.order for copy in copies.values() if copy.order))
    notes = tuple(dict.fromkeys(note for copy in copies.values() for note in copy.notes))
    if len(orders) > 1:
        notes += ("ลำดับเป้าหมายในสำเนาไม่ตรงกัน จึงคงลำดับเดิมไว้",)
    merged = replace(
        first,
        fields=tuple(fields),
        added=_unique(copies, "added"),
        free=_unique(copies, "free"),
        removed=_unique(copies, "removed"),
        comments=_comments(copies),
        order=orders[0] if len(orders) == 1 else (),
        notes=notes,
    )
    return Merged(merged, tuple(conflicts))


def _field(value: FieldEdit, answers: Mapping[str, FieldEdit]) -> tuple[FieldEdit, Conflict | None]:
    changed = {name: one for name, one in answers.items() if one.status in _CHANGED}
    asked = [one for one in answers.values() if one.status is Status.ASK]
    texts = {key(one.after) for one in changed.values()}
    if len(texts) > 1:
        said = tuple((name, one.after) for name, one in changed.items())
        options = tuple(dict.fromkeys([value.before, *(text for _, text in said if text)]))
        reason = "สำเนาหลายฉบับแก้ช่องนี้ไม่เหมือนกัน"
        joined = replace(value, status=Status.ASK, after="", reason=reason, options=options)
        return joined, Conflict(value.key, value.label, value.before, said)
    if asked:
        return asked[0], None
    if changed:
        one = next(iter(changed.values()))
        authors = ", ".join(dict.fromkeys(each.author for each in changed.values() if each.author))
        return replace(one, author=authors), None
    other = next((one for one in answers.values() if one.status is not Status.KEPT), value)
    return other, None


def _unique(copies: Mapping[str, ReadBack], name: str) -> tuple[Added, ...]:
    """Return the added texts of all copies, equal ones once."""
    out: dict[tuple[str, str], Added] = {}
    for copy in copies.values():
        added: tuple[Added, ...] = getattr(copy, name)
        for one in added:
            out.setdefault((key(one.before), key(one.text)), one)
    return tuple(out.values())


def _comments(copies: Mapping[str, ReadBack]) -> tuple[ReviewComment, ...]:
    out: dict[tuple[str, str, tuple[str, ...]], ReviewComment] = {}
    for copy in copies.values():
        for one in copy.comments:
            out.setdefault((one.author, one.text, one.keys), one)
    return tuple(out.values())
