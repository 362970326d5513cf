"""The list of documents, and one document: its text with places, what was read out of it, and corrections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path, PurePath
from typing import Annotated, ClassVar

from fastapi import APIRouter, Query, Request
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse

from plandocs.app import documents as job
from plandocs.app import pictures as job_of_pictures
from plandocs.app import planning
from plandocs.app.pictures import Proof
from plandocs.model.document import Document, DocumentKind
from plandocs.model.errors import NotFoundError
from plandocs.model.finding import Facts
from plandocs.model.text import Block, BlockKind, Picture
from plandocs.thai.digits import to_arabic
from plandocs.web.labels import item
from plandocs.web.marks import Span, Stretch, parse, shifted, stretches
from plandocs.web.render import page
from plandocs.web.site import Here, Posted, Site, seen, text

router = APIRouter()
#: Blocks on one page: a budget book has tens of thousands, more than a browser shows gladly.
PART = 800
CORRECTABLE = ("title", "kind", "report_year", "plan_year", "approval", "edition")


@dataclass(frozen=True, slots=True)
class DocumentsPage:
    """All documents, newest year first."""

    template: ClassVar[str] = "documents.html"
    section: ClassVar[str] = "documents"

    title: Annotated[str, "heading"]
    documents: Annotated[tuple[Document, ...], "documents that fit the filters"]
    words: Annotated[str, "words that title or file name must contain"]
    kind: Annotated[str, "kind to show, empty for all"]
    year: Annotated[int | None, "fiscal year to show, None for all"]
    kinds: Annotated[tuple[DocumentKind, ...], "kinds that occur"]
    years: Annotated[tuple[int, ...], "fiscal years that occur, newest first"]


@dataclass(frozen=True, slots=True)
class CellView:
    """A table cell: columns it spans and its words."""

    span: int
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class BlockView:
    """
    A block to show: `number` counts from 0 in the document, `badges` name the facts that stand in it.

    `proof` is for blocks from pictures that nobody has compared with the picture; it `waits` where numbers or facts
    stand in it. Beside the block that was asked for stands a `picture` of its page where there are pages.
    """

    number: int
    block: Block
    label: str
    stretches: tuple[Stretch, ...]
    cells: tuple[CellView, ...]
    badges: tuple[str, ...]
    proof: Proof | None = None
    waits: bool = False
    picture: bool = False


@dataclass(frozen=True, slots=True)
class TextGroup:
    """Blocks that belong together: the rows of one table, or a single block of text."""

    is_table: bool
    stream: str
    blocks: tuple[BlockView, ...]


@dataclass(frozen=True, slots=True)
class PartLink:
    """One part of a long document."""

    label: str
    address: str
    current: bool


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """One document."""

    template: ClassVar[str] = "document.html"
    section: ClassVar[str] = "documents"

    title: Annotated[str, "the document's title"]
    document: Annotated[Document, "description, notes and names"]
    copy_of: Annotated[Document | None, "the document used instead of this near-duplicate, None when it is in use"]
    facts: Annotated[Facts, "what was read out of it"]
    groups: Annotated[tuple[TextGroup, ...], "the text in reading order"]
    parts: Annotated[tuple[PartLink, ...], "parts of a long document, empty for others"]
    editions: Annotated[tuple[tuple[str, str], ...], "editions of criteria to choose from: id and name"]
    corrected: Annotated[tuple[str, ...], "fields that a planner corrected"]
    proofs: Annotated[dict[Picture, Proof], "what facts were read out of and nobody has confirmed, by its place"]
    waiting: Annotated[int, "number of blocks with digits, read from pictures, that nobody has confirmed"]
    has_original: Annotated[bool, "whether the original file can be opened"]


@router.get("/documents", response_class=HTMLResponse)
def show_all(request: Request, site: Here, kind: str = "", year: str = "", q: str = "") -> HTMLResponse:
    """Return the list of documents, filtered."""
    known = job.documents(site.workspace)
    wanted = int(year) if year.isdecimal() else None
    words = to_arabic(q).casefold().split()
    fitting = [
        d
        for d in known
        if (not kind or d.meta.kind == kind)
        and (wanted is None or d.meta.fiscal_year == wanted)
        and all(word in to_arabic(f"{d.meta.title} {d.path}").casefold() for word in words)
    ]
    context = DocumentsPage(
        title="เอกสาร",
        documents=tuple(sorted(fitting, key=lambda d: -(d.meta.fiscal_year or 0))),
        words=q,
        kind=kind,
        year=wanted,
        kinds=tuple(k for k in DocumentKind if any(d.meta.kind is k for d in known)),
        years=tuple(sorted({int(d.meta.fiscal_year) for d in known if d.meta.fiscal_year}, reverse=True)),
    )
    return page(request, context)


@router.get("/documents/{document_id}", response_class=HTMLResponse)
def show(
    request: Request, site: Here, document_id: str, at: Annotated[int, Query(ge=0)] = 0, mark: str = ""
) -> HTMLResponse:
    """Return a document's page: the part that holds block `at`, words in it marked."""
    document = site.workspace.store.document(document_id)
    blocks = site.workspace.store.blocks(document.id)
    facts = _facts_of(site, document.id)
    first = min(at, max(len(blocks) - 1, 0)) // PART * PART
    badges = _badges(facts)
    proofs = job_of_pictures.proofs_in(document, blocks, badges)
    views = _views(document, blocks, first, {at: parse(mark)}, badges)
    if mark and at < len(blocks) and blocks[at].place.page is not None and _is_pdf(_original(site, document)):
        views[at - first] = replace(views[at - first], picture=True)
    context = DocumentPage(
        title=document.meta.title or PurePath(document.path).name,
        document=document,
        copy_of=site.workspace.store.document(document.same_as) if document.same_as else None,
        facts=facts,
        groups=_grouped(views),
        parts=_parts(document.id, len(blocks), first),
        editions=_editions(site),
        corrected=tuple(site.workspace.store.corrections(document.id)),
        proofs=proofs,
        waiting=len(proofs),
        has_original=_original(site, document).is_file(),
    )
    return page(request, context)


@router.post("/documents/{document_id}")
def correct(site: Here, document_id: str, form: Posted) -> RedirectResponse:
    """Keep what was changed in the description, read the facts again, and show the document."""
    document = site.workspace.store.document(document_id)
    before = {name: getattr(document.meta, name) for name in CORRECTABLE}
    given = {name: text(form, name) for name in CORRECTABLE if name in form}
    changes = {name: value for name, value in given.items() if value != _shown(before[name])}
    if changes:
        job.correct(site.workspace, document.id, changes)
        site.sync_index()
    return seen(f"/documents/{document.id}?done=saved")


@router.get("/documents/{document_id}/original")
def original(site: Here, document_id: str) -> FileResponse:
    """Return the original file, to be saved or opened in its own program."""
    document = site.workspace.store.document(document_id)
    path = _original(site, document)
    if not path.is_file():
        raise NotFoundError("ไม่มีไฟล์ต้นฉบับของเอกสารนี้", f"no original of {document.id}")
    return FileResponse(path, media_type="application/octet-stream", filename=PurePath(document.path).name)


def _original(site: Site, document: Document) -> Path:
    return site.workspace.files / document.sha256[:2] / document.sha256


def _is_pdf(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return b"%PDF" in file.read(1024)


def _editions(site: Site) -> tuple[tuple[str, str], ...]:
    known = planning.frameworks(site.workspace)
    named = ((key, known.framework(key)) for key in known.editions)
    return tuple((key, framework.short if framework else key) for key, framework in named)


def _shown(value: object) -> str:
    return "" if value is None else str(int(value)) if isinstance(value, int) else str(value)


def _facts_of(site: Site, document_id: str) -> Facts:
    every = site.facts()
    return Facts(
        tuple(f for f in every.findings if f.document_id == document_id),
        tuple(g for g in every.goals if g.document_id == document_id),
        tuple(o for o in every.outcomes if o.document_id == document_id),
        tuple(p for p in every.proposals if p.document_id == document_id),
    )


def _badges(facts: Facts) -> dict[int, list[str]]:
    badges: dict[int, list[str]] = {}
    for finding in facts.findings:
        name = "OFI" if finding.kind == "ofi" else "จุดแข็ง"
        badges.setdefault(finding.anchor.block, []).append(f"{name} {item(finding)}".strip())
    for names, some in (("เป้าหมาย", facts.goals), ("ผลการดำเนินงาน", facts.outcomes), ("ข้อเสนอ", facts.proposals)):
        for fact in some:
            badges.setdefault(fact.anchor.block, []).append(names)
    return badges


def _views(
    document: Document,
    blocks: Sequence[Block],
    first: int,
    marks: dict[int, list[Span]],
    badges: dict[int, list[str]],
) -> list[BlockView]:
    out, label = [], ""
    for number, block in enumerate(blocks[first : first + PART], first):
        spans = marks.get(number, [])
        shown = block.place.label if block.place.label != label else ""
        label = block.place.label
        view = BlockView(
            number,
            block,
            shown,
            stretches(block.text, spans),
            _cells(block, spans),
            tuple(dict.fromkeys(badges.get(number, ()))),
            Proof(document, number, block) if block.is_unconfirmed else None,
            job_of_pictures.waits(number, block, badges),
        )
        out.append(view)
    return out


def _cells(block: Block, spans: list[Span]) -> tuple[CellView, ...]:
    views = []
    for index, cell in enumerate(block.cells):
        following = block.cells[index + 1].column if index + 1 < len(block.cells) else cell.column + 1
        inside = stretches(block.cell_text(index), shifted(spans, cell.start, cell.end))
        views.append(CellView(max(1, following - cell.column), inside))
    return tuple(views)


def _grouped(views: list[BlockView]) -> tuple[TextGroup, ...]:
    def key(view: BlockView) -> tuple[object, ...]:
        block = view.block
        if block.kind is not BlockKind.ROW or not block.cells:
            return (view.number,)
        return ("table", block.place.table, block.place.sheet, block.stream)

    groups = []
    for name, members in groupby(views, key):
        some = tuple(members)
        groups.append(TextGroup(name[0] == "table", some[0].block.stream, some))
    return tuple(groups)


def _parts(document_id: str, count: int, current: int) -> tuple[PartLink, ...]:
    if count <= PART:
        return ()
    return tuple(
        PartLink(f"ส่วนที่ {first // PART + 1}", f"/documents/{document_id}?at={first}", first == current)
        for first in range(0, count, PART)
    )
