"""Planners' corrections of findings, and what the classifier learns from them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from plandocs.model.errors import NotFoundError, UsageError
from plandocs.model.finding import Finding, FindingCorrection, FindingKind
from plandocs.thai.digits import to_arabic

if TYPE_CHECKING:
    from plandocs.app.workspace import Workspace
    from plandocs.ingest.facts.classifier import Example

#: The edition in whose items the classifier is trained.
TRAINED = "pmqa4"


def finding_of(workspace: Workspace, finding_id: str) -> Finding:
    """Return the finding of this id or of a unique beginning of it; raises `NotFoundError`."""
    found = [finding for finding in workspace.store.facts().findings if finding.id.startswith(finding_id)]
    exact = [finding for finding in found if finding.id == finding_id]
    if len(exact or found) != 1:
        raise NotFoundError(f"ไม่พบข้อค้นพบ {finding_id}", f"no (single) finding {finding_id}")
    return (exact or found)[0]


def correct_finding(workspace: Workspace, finding_id: str, changes: Mapping[str, str]) -> Finding:
    """
    Keep a planner's correction of a finding (`kind`, `item`) and return the finding as it is now.

    Without changes it says that the reading is right. Findings of other reports about which the classifier was not sure
    are proposed again with what it has learnt. Raises `NotFoundError`, `UsageError` for an unknown field or value.
    """
    finding = finding_of(workspace, finding_id)
    values = {name: _value(workspace, finding, name, text.strip()) for name, text in changes.items()}
    kind, item = values.get("kind", finding.kind.value), values.get("item", finding.item)
    workspace.store.correct_finding(
        FindingCorrection(finding.id, finding.document_id, finding.text, finding.edition, kind, item)
    )
    _learn(workspace)
    return finding_of(workspace, finding.id)


def _value(workspace: Workspace, finding: Finding, name: str, text: str) -> str:
    from plandocs.app.planning import frameworks

    if name == "kind":
        if text not in {kind.value for kind in FindingKind}:
            raise UsageError(f"ชนิด {text} ไม่มี เลือก ofi หรือ strength", f"unknown kind {text!r}; ofi or strength")
        return text
    if name == "item":
        code = to_arabic(text)
        if not frameworks(workspace).item_name(finding.edition, code):
            raise UsageError(f"ไม่มีหัวข้อ {code} ในเกณฑ์ {finding.edition}", f"no item {code} in edition {finding.edition}")
        return code
    raise UsageError(f"แก้ไขช่อง {name} ไม่ได้ เลือกจาก kind, item", f"cannot set {name}; choose from kind, item")


def examples(workspace: Workspace) -> tuple[Example, ...]:
    """Return what planners have corrected, for the classifier; other editions' items are not what it is trained in."""
    from plandocs.ingest.facts.classifier import Example

    known = (c for c in workspace.store.finding_corrections() if c.edition == TRAINED)
    return tuple(Example(FindingKind(c.kind), c.item, c.text) for c in known if c.kind and c.item)


def _learn(workspace: Workspace) -> None:
    """Read the documents again whose findings the classifier had to propose and nobody has corrected."""
    from plandocs.app.facts import reread

    unsure = dict.fromkeys(f.document_id for f in workspace.store.facts().findings if f.confidence < 1)
    learnt = examples(workspace)
    for document_id in unsure if learnt else ():
        reread(workspace, document_id, learnt)
