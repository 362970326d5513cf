"""Returned copies that were taken over: kept in the workspace, so that the next draft goes on from them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from plandocs.app.plan import ORDER, PLAN_ID, KeptText
from plandocs.app.workspace import Workspace
from plandocs.model.review import Action, Decision

if TYPE_CHECKING:
    from plandocs.draft.manifest import Manifest
    from plandocs.draft.resume import Earlier
    from plandocs.draft.told import Kept

#: In the drafts' directory: the manifest of every draft, for copies that lost theirs on the way.
RECORDS = "records"
#: In the drafts' directory: for each draft the copies of it that were taken over, oldest first.
RETURNED = "returned"
#: Beside those copies: what people took out and somebody wants printed again, one text or field key a line.
RESTORED = "restored.txt"


def keep(workspace: Workspace, record: Manifest, documents: Sequence[bytes]) -> None:
    """Keep returned copies of a draft and its record; a copy that is there already is not kept twice."""
    folder = workspace.drafts / RETURNED / record.draft
    folder.mkdir(parents=True, exist_ok=True)
    for document in documents:
        name = hashlib.sha256(document).hexdigest()[:12]
        if not list(folder.glob(f"*-{name}.docx")):
            number = 1 + len(list(folder.glob("*.docx")))
            _write(folder / f"{number:03d}-{name}.docx", document)
    keep_record(workspace, record)


def keep_record(workspace: Workspace, record: Manifest) -> None:
    """Keep a draft's manifest in the workspace."""
    path = workspace.drafts / RECORDS / f"{record.draft}.json"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(path, record.to_json().encode())


def _write(path: Path, data: bytes) -> None:
    partial = path.with_suffix(".partial")
    partial.write_bytes(data)
    partial.replace(path)


def newest(workspace: Workspace, template: str, year: int) -> Manifest | None:
    """Return the record of the newest draft of a template that came back and was taken over, None when none did."""
    from plandocs.draft.manifest import Manifest

    found = []
    for folder in (workspace.drafts / RETURNED).glob("*"):
        path = workspace.drafts / RECORDS / f"{folder.name}.json"
        if path.is_file() and list(folder.glob("*.docx")):
            record = Manifest.read(path)
            if record.template == template and record.year == int(year):
                found.append(record)
    return max(found, key=lambda record: record.when, default=None)


def restore(workspace: Workspace, record: Manifest, texts: Sequence[str]) -> None:
    """Remember that these texts or fields are to be printed again although people took them out."""
    path = workspace.drafts / RETURNED / record.draft / RESTORED
    known = _restored(path)
    _write(path, "\n".join(dict.fromkeys([*known, *(" ".join(text.split()) for text in texts)])).encode())


def _restored(path: Path) -> list[str]:
    return [line for line in path.read_text("utf-8").splitlines() if line.strip()] if path.is_file() else []


def earlier(workspace: Workspace, record: Manifest, log: Sequence[Decision], chosen: Sequence[str]) -> Earlier:
    """Return what the next draft goes on from: the copies of a draft as one, and what was decided since."""
    from plandocs.draft.combine import combine
    from plandocs.draft.match import key
    from plandocs.draft.package import Package
    from plandocs.draft.resume import Earlier

    folder = workspace.drafts / RETURNED / record.draft
    copies = [Package.read(path) for path in sorted(folder.glob("*.docx"))]
    word = [decision for decision in log if decision.source == "word"]
    cut = {decision.suggestion_id for decision in word if decision.action is Action.REJECT}
    recorded = {
        (f"{decision.suggestion_id}.{name}", key(text))
        for decision in word
        if decision.action is Action.EDIT
        for name, text in decision.changes.items()
        if name != ORDER
    }
    return Earlier(
        combine(copies, record),
        record,
        frozenset(recorded),
        frozenset(cut & set(chosen)),
        tuple(_restored(folder / RESTORED)),
    )


def unplaced(texts: Sequence[KeptText], goes_on: Earlier) -> list[KeptText]:
    """Return the kept texts that do not stand in the returned draft itself: those that an annex must print."""
    from plandocs.draft.match import key
    from plandocs.draft.scan import scan
    from plandocs.draft.sides import units

    lines = scan(goes_on.document)
    there = {key(unit.text) for unit in units(lines)} | {key(line.text) for line in lines}
    return [one for one in texts if not (key(one.text) in there if one.text else key(one.before) not in there)]


def sentences(told: Kept | None) -> tuple[str, ...]:
    """Return in Thai what a draft that goes on from a returned one wrote, left alone, left out and could not place."""
    if told is None:
        return ()
    cut = [one for one in told.left if one.kind == "out" or (one.kind == "field" and not one.text)]
    own = [one for one in told.left if one not in cut]
    first = "ร่างนี้ต่อจากไฟล์ที่ส่งกลับ" if told.returned else "ร่างนี้ทำใหม่จากแม่แบบ โดยนำข้อความของผู้แก้ไขมาวางในที่เดิม"
    counts = f"เขียนใหม่ {len(told.written)} แห่ง คงข้อความของผู้แก้ไข {len(own)} แห่ง"
    out = [first, counts, *(f"ไม่พิมพ์ เพราะมีผู้ตัดออก: {one.label or one.text[:80]}" for one in cut)]
    return (*out, *(f"หาที่วางไม่ได้: {one.text[:200]}" for one in told.unplaced))


def order(record: Manifest) -> dict[str, int]:
    """Return the place of each goal in a draft, by id."""
    names = dict.fromkeys(one.key.split(".", 1)[0] for one in record.fields)
    return {name: place for place, name in enumerate(names) if name != PLAN_ID}
