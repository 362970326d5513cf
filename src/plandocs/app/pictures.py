"""What was recognised from pictures: which numbers wait for a person, the picture beside them, and what people say."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from plandocs.app.facts import reread
from plandocs.app.findings import examples
from plandocs.model.document import Document, Extracted
from plandocs.model.errors import NotFoundError, UsageError
from plandocs.model.finding import Facts
from plandocs.model.plan import Evidence, SuggestedKpi, Suggestion
from plandocs.model.text import Block, BlockCorrection, Picture
from plandocs.suggest.targets import FROM_PICTURE

if TYPE_CHECKING:
    from plandocs.app.workspace import Workspace

#: Pages on which a document says what it is.
FRONT = 2
_DIGIT = re.compile(r"[0-9๐-๙]")


@dataclass(frozen=True, slots=True)
class Proof:
    """
    A block recognised from a picture, to be compared with it.

    `uses` says in Thai what was read out of it; `read` are the words as recognised where a planner corrected them.
    """

    document: Document
    number: int
    block: Block
    uses: tuple[str, ...] = ()
    read: str = ""

    @property
    def picture(self) -> Picture:
        """Where it stands."""
        return Picture(self.document.id, self.number)


def proofs(workspace: Workspace, document_id: str | None = None, *, every: bool = False) -> list[Proof]:
    """
    Return what waits to be compared with its picture, in order of documents and places.

    Only what findings, goals, results or proposals were read out of; with `every` all other blocks with digits, too.
    """
    store = workspace.store
    wanted = store.document(document_id).id if document_id else None
    known = [d for d in store.documents() if d.status == "read" and (d.id == wanted if wanted else not d.same_as)]
    uses = _uses(store.facts())
    out = []
    for document in known:
        used = {picture.block for picture in uses if picture.document_id == document.id}
        if not used and not every:
            continue
        for number, block in enumerate(store.blocks(document.id)):
            if number in used or (every and block.is_unconfirmed and _DIGIT.search(block.text)):
                names = uses.get(Picture(document.id, number), ())
                out.append(Proof(document, number, block, tuple(names)))
    return out


def proofs_in(document: Document, blocks: Sequence[Block], used: Container[int]) -> dict[Picture, Proof]:
    """Return the unconfirmed blocks of one document that are `used` or have digits, by their places."""
    return {
        Picture(document.id, number): Proof(document, number, block)
        for number, block in enumerate(blocks)
        if waits(number, block, used)
    }


def waits(number: int, block: Block, used: Container[int]) -> bool:
    """Return whether a block should be compared with its picture: it is `used` or has digits."""
    return block.is_unconfirmed and (number in used or bool(_DIGIT.search(block.text)))


def proofs_of(workspace: Workspace, pictures: Iterable[Picture]) -> dict[Picture, Proof]:
    """Return the blocks at these places that nobody has confirmed yet."""
    wanted: dict[str, set[int]] = {}
    for picture in pictures:
        wanted.setdefault(picture.document_id, set()).add(picture.block)
    out = {}
    for document_id, numbers in wanted.items():
        blocks = workspace.store.blocks(document_id)
        waiting = [n for n in numbers if n < len(blocks) and blocks[n].is_unconfirmed]
        document = workspace.store.document(document_id) if waiting else None
        for number in waiting:
            if document is not None:
                out[Picture(document_id, number)] = Proof(document, number, blocks[number])
    return out


def pictures_of(evidence: Evidence) -> tuple[Picture, ...]:
    """Return the places that evidence quotes; whether they were recognised from pictures, `proofs_of` tells."""
    return tuple(Picture(anchor.document_id, anchor.block) for anchor in (evidence.anchor, *evidence.more))


def _uses(facts: Facts) -> dict[Picture, list[str]]:
    uses: dict[Picture, list[str]] = {}
    groups = (
        ("ข้อค้นพบ", facts.findings),
        ("เป้าหมาย", facts.goals),
        ("ผลการดำเนินงาน", facts.outcomes),
        ("ข้อเสนอ", facts.proposals),
    )
    for name, some in groups:
        for fact in some:
            old = (Picture(fact.document_id, fact.anchor.block),) if fact.ocr else ()  # as earlier versions kept it
            for picture in fact.pictures or old:
                names = uses.setdefault(picture, [])
                if name not in names:
                    names.append(name)
    return uses


def confirm(
    workspace: Workspace, document_id: str, number: int, cells: Sequence[str] | None = None, *, who: str = ""
) -> Proof:
    """
    Keep that a planner compared a block with its picture, and return it as it is now.

    `cells` are the right words where it was read wrongly: one text, or one for each cell of a table row. The facts of
    the document are read again, so that the mark goes, or the right number comes, wherever the number is used. Raises
    `NotFoundError`, and `UsageError` for a block that was not recognised from a picture or words that do not fit.
    """
    from plandocs.app.review import user

    document, raw = _block(workspace, document_id, number)
    text = raw.text if cells is None else _text(raw, cells)
    now = dt.datetime.now(dt.UTC)
    workspace.store.correct_block(BlockCorrection(document.id, number, raw.text, text, who or user(), now))
    _read_again(workspace, document, raw)
    block = workspace.store.blocks(document.id)[number]
    return Proof(document, number, block, read=raw.text if text != raw.text else "")


def take_back(workspace: Workspace, document_id: str, number: int) -> Proof:
    """Forget what was said of a block: it is as it was read, and unconfirmed; raises as `confirm` does."""
    document, raw = _block(workspace, document_id, number)
    workspace.store.forget_block(document.id, number)
    _read_again(workspace, document, raw)
    return Proof(document, number, raw)


def _read_again(workspace: Workspace, document: Document, block: Block) -> None:
    """Read the facts again, and on the first pages what the document says of itself: a title may have been misread."""
    from plandocs.ingest.meta import describe

    if (block.place.page or 1) <= FRONT:
        blocks = tuple(workspace.store.blocks(document.id))
        read = Extracted(blocks, document.engine, document.pages)
        workspace.store.describe(document.id, describe(read, PurePath(document.path).name))
    reread(workspace, document.id, examples(workspace))


def page_picture(workspace: Workspace, document_id: str, number: int, *, whole: bool = False) -> bytes:
    """
    Return the page's picture (PNG) with the block marked: the strip around it, or the `whole` page.

    Raises `NotFoundError` where there is no such block, no place on a page, or no original, and a `RefusedError` when
    the page cannot be drawn.
    """
    from plandocs.ingest.isolate import draw_isolated

    document = workspace.store.document(document_id)
    blocks = workspace.store.blocks(document.id)
    place = blocks[number].place if 0 <= number < len(blocks) else None
    original = workspace.files / document.sha256[:2] / document.sha256
    if place is None or place.page is None or not original.is_file():
        raise NotFoundError("ไม่มีภาพหน้าของข้อความนี้", f"no page picture of block {number} of {document.id}")
    return draw_isolated(original, place.page, place.box, whole=whole)


def settled(workspace: Workspace, kept: Suggestion, current: Suggestion | None) -> Suggestion:
    """
    Return a suggestion that was decided on, with what people said since of its numbers from pictures.

    A confirmed number loses its mark; a corrected one is what the documents now give for the same KPI.
    """
    if not any(kpi.unconfirmed for kpi in kept.kpis):
        return kept
    waiting = proofs_of(workspace, (picture for kpi in kept.kpis for picture in kpi.pictures))
    return replace(kept, kpis=tuple(_settled(workspace, kpi, current, set(waiting)) for kpi in kept.kpis))


def _settled(
    workspace: Workspace, kpi: SuggestedKpi, current: Suggestion | None, waiting: set[Picture]
) -> SuggestedKpi:
    if not kpi.unconfirmed or not kpi.pictures:
        return kpi
    said = {
        Picture(c.document_id, c.block): c
        for document_id in {picture.document_id for picture in kpi.pictures}
        for c in workspace.store.block_corrections(document_id)
    }
    if any(said[picture].changed for picture in kpi.pictures if picture in said):
        same = [k for k in (current.kpis if current else ()) if (k.name, k.unit) == (kpi.name, kpi.unit)]
        return same[0] if same else kpi
    left = tuple(picture for picture in kpi.pictures if picture in waiting)
    if left:
        return replace(kpi, pictures=left)
    return replace(kpi, unconfirmed=False, pictures=(), source=kpi.source.replace(FROM_PICTURE, ""))


def _block(workspace: Workspace, document_id: str, number: int) -> tuple[Document, Block]:
    document = workspace.store.document(document_id)
    blocks = workspace.store.blocks(document.id, as_read=True)
    if not 0 <= number < len(blocks):
        raise NotFoundError(f"ไม่มีข้อความที่ {number} ในเอกสารนี้", f"no block {number} in {document.id}")
    if blocks[number].ocr is None:
        raise UsageError("ข้อความนี้ไม่ได้อ่านจากภาพ จึงไม่ต้องยืนยัน", f"block {number} was not recognised from a picture")
    return document, blocks[number]


def _text(block: Block, cells: Sequence[str]) -> str:
    given = [" ".join(cell.split()) for cell in cells]
    if not any(given):
        raise UsageError("ข้อความที่ถูกต้องต้องไม่ว่าง", "the right words must not be empty")
    if len(given) != max(1, len(block.cells)):
        raise UsageError(
            f"แถวนี้มี {len(block.cells)} ช่อง โปรดระบุข้อความให้ครบทุกช่อง",
            f"the row has {len(block.cells)} cells; give the words of each",
        )
    return "\t".join(given)
