"""Documents of a workspace: listing, text, corrections, and the check that quotes still stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from plandocs.app.facts import reread
from plandocs.app.findings import examples
from plandocs.app.labels import APPROVALS, KINDS
from plandocs.app.planning import frameworks
from plandocs.app.workspace import Workspace
from plandocs.model.document import Document, DocumentMeta
from plandocs.model.errors import UsageError
from plandocs.model.finding import Finding, Goal, LevelClaim, Outcome, Proposal
from plandocs.model.text import Block
from plandocs.store.codec import decode, encode
from plandocs.thai.dates import given_year
from plandocs.thai.normalise import normalise

CORRECTABLE = (
    "title",
    "kind",
    "edition",
    "report_year",
    "plan_year",
    "event_date",
    "agency",
    "approval",
    "round_months",
)


def documents(workspace: Workspace) -> list[Document]:
    """Return the documents in use and the refused ones, in the order they were added."""
    return [document for document in workspace.store.documents() if document.status != "superseded"]


def plain_text(workspace: Workspace, document_id: str) -> str:
    """Return the whole normalised text of a document, one block a line."""
    blocks = workspace.store.blocks(workspace.store.document(document_id).id)
    return "\n".join(f"{block.number} {normalise(block.text).text}".strip() for block in blocks)


def correct(workspace: Workspace, document_id: str, changes: Mapping[str, str]) -> Document:
    """
    Keep a planner's corrections of a document's description and read its facts again under them.

    Raises `UsageError` for an unknown field or value.
    """
    document = workspace.store.document(document_id)
    values = {name: _value(name, text.strip()) for name, text in _named(document.meta, changes).items()}
    if values.get("edition") and values["edition"] not in (known := frameworks(workspace).editions):
        raise UsageError(f"ไม่รู้จักฉบับเกณฑ์ เลือกจาก {', '.join(known)}", f"unknown edition; choose from {', '.join(known)}")
    kept = {**workspace.store.corrections(document.id), **values}
    workspace.store.correct(document.id, kept)
    changed = workspace.store.document(document.id)
    reread(workspace, document.id, examples(workspace))
    return changed


def corrected(meta: DocumentMeta, corrections: Mapping[str, Any]) -> DocumentMeta:
    """Return the description as planners corrected it."""
    return decode(DocumentMeta, {**encode(meta), **corrections})


def _named(meta: DocumentMeta, changes: Mapping[str, str]) -> dict[str, str]:
    """Return the changes by field name; planners may write what the list of documents calls a field, in Thai."""
    words = {"ชื่อเอกสาร": "title", "ประเภท": "kind", "ปี": "plan_year" if meta.report_year is None else "report_year"}
    words["year"] = words["ปี"]
    return {words.get(name.strip(), name.strip()): text for name, text in changes.items()}


_CHOICES = {
    "kind": {value.value: label for value, label in KINDS.items()},
    "approval": {value.value: label for value, label in APPROVALS.items()},
}


def _value(name: str, text: str) -> Any:
    if name not in CORRECTABLE:
        raise UsageError(f"แก้ไขช่อง {name} ไม่ได้ เลือกจาก {', '.join(CORRECTABLE)}", f"cannot set {name}")
    try:
        match name:
            case "kind" | "approval":
                return _choice(name, text)
            case "report_year" | "plan_year":
                return int(given_year(text)) if text else None
            case "round_months":
                return int(text) if text else None
            case _:
                return text
    except ValueError as error:
        raise UsageError(f"ค่า {text} ใช้กับช่อง {name} ไม่ได้ โปรดใส่ตัวเลข", f"{text!r} is no value for {name}") from error


def _choice(name: str, text: str) -> str:
    """Return the value that a planner named by its Thai label, by one of the names in it, or as it is stored."""
    choices = _CHOICES[name]
    for value, label in choices.items():
        if text in {value, label, *label.split("หรือ")}:
            return value
    named = ", ".join(f"{label} ({value})" for value, label in choices.items())
    raise UsageError(f"ค่า {text} ใช้กับช่อง {name} ไม่ได้ เลือกจาก {named}", f"{text!r} is no value for {name}")


@dataclass(frozen=True, slots=True)
class Broken:
    """A stored fact whose quoted words no longer stand where its anchor points."""

    document_id: str
    fact_id: str
    label: str


def verify(workspace: Workspace) -> tuple[int, list[Broken]]:
    """Return how many anchors were checked against the stored original text, and those that fail."""
    facts = workspace.store.facts()
    blocks: dict[str, list[Block]] = {}
    broken: list[Broken] = []
    every: list[Finding | Goal | Outcome | Proposal | LevelClaim] = [
        *facts.findings,
        *facts.goals,
        *facts.outcomes,
        *facts.proposals,
        *facts.levels,
    ]
    for fact in every:
        if fact.document_id not in blocks:
            blocks[fact.document_id] = workspace.store.blocks(fact.document_id)
        known = blocks[fact.document_id]
        anchors = (fact.anchor, *fact.more) if isinstance(fact, Finding) else (fact.anchor,)
        if not all(0 <= a.block < len(known) and a.verify(known[a.block].text) for a in anchors):
            broken.append(Broken(fact.document_id, fact.id, fact.place.label))
    return len(every), broken
