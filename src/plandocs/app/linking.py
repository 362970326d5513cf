"""Evidence that people link to a goal: a finding by its id, or a passage as DOCUMENT_ID:BLOCK."""

from __future__ import annotations

from collections.abc import Sequence

from plandocs.app.workspace import Workspace
from plandocs.model.errors import NotFoundError, PlandocsError
from plandocs.model.plan import Evidence
from plandocs.model.text import Anchor

#: Why a linked passage stands with a goal.
LINKED = "หลักฐานที่ผู้พิจารณาเชื่อมไว้"


def evidence_of(workspace: Workspace, reference: str) -> Evidence:
    """Return the quoted words of a finding (its id) or of a passage; raises `NotFoundError` when there are none."""
    wanted = reference.strip()
    finding = next((f for f in workspace.store.facts().findings if f.id == wanted), None)
    if finding is not None:
        return Evidence(finding.document_id, finding.place, finding.text, finding.anchor, LINKED, finding.more)
    document_id, _, number = wanted.rpartition(":")
    if document_id and number.isdecimal():
        document = workspace.store.document(document_id)
        blocks = workspace.store.blocks(document.id)
        if int(number) < len(blocks) and blocks[int(number)].text.strip():
            block = blocks[int(number)]
            anchor = Anchor.of(document.id, int(number), block.text, 0, len(block.text))
            return Evidence(document.id, block.place, block.text, anchor, LINKED)
    raise NotFoundError(
        f"ไม่พบหลักฐาน {reference} ใช้รหัสข้อค้นพบ หรือ รหัสเอกสาร:ลำดับข้อความ", f"no finding or passage {reference}"
    )


def linked(workspace: Workspace, references: Sequence[str]) -> tuple[Evidence, ...]:
    """Return the evidence of links; one whose document was taken out since is left out, the log keeps it."""
    found = []
    for reference in dict.fromkeys(references):
        try:
            found.append(evidence_of(workspace, reference))
        except PlandocsError:
            continue
    return tuple(found)
