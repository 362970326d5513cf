"""Adding documents: from paths to stored blocks and facts, one file at a time, none stopping the others."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from os import cpu_count
from pathlib import Path

from plandocs.app.near import NearIndex, is_copy, is_version, sketch
from plandocs.app.workspace import Workspace
from plandocs.ingest.facts import parse_facts
from plandocs.ingest.isolate import read_isolated
from plandocs.ingest.meta import describe
from plandocs.ingest.sources import SourceFile, walk
from plandocs.model.document import Document, DocumentKind, DocumentMeta, Extracted, Note
from plandocs.model.errors import NotFoundError, RefusedError
from plandocs.model.finding import Facts

#: Digits of the SHA-256 that make a document's id: enough for millions of documents.
ID_DIGITS = 12
#: Files read ahead of the one being stored, per core: bounds the memory that read texts may take.
READ_AHEAD = 4

Progress = Callable[[str, int, int], None]


@dataclass(slots=True)
class AddReport:
    """What became of each file: ids of added documents, notes on known ones, reasons for refused ones."""

    added: list[Document] = field(default_factory=list)
    known: list[tuple[str, str]] = field(default_factory=list)
    refused: list[tuple[str, RefusedError]] = field(default_factory=list)
    empty: list[str] = field(default_factory=list)


def add(workspace: Workspace, paths: Sequence[Path], progress: Progress | None = None) -> AddReport:
    """
    Read the files (folders with all below them) into the workspace and return what became of each.

    Files whose bytes are known cost only their hashing. Raises `NotFoundError` before anything is read when a path
    does not exist.
    """
    for path in paths:
        if not path.exists():
            raise NotFoundError(f"ไม่พบไฟล์หรือโฟลเดอร์ {path}", f"no file or folder {path}")
    report = AddReport()
    sources = list(walk(paths))
    if not sources:
        report.empty = [str(path) for path in paths]
    new = list(_unknown(workspace, sources, report))
    near = NearIndex(workspace.store.sketches() if new else {})
    for number, (source, outcome) in enumerate(_read_all(new), 1):
        if progress:
            progress(source.display_name, number, len(new))
        try:
            extracted = outcome.result()
        except RefusedError as error:
            report.refused.append((source.display_name, error))
            _keep_refused(workspace, source, error)
            continue
        report.added.append(_keep(workspace, source, extracted, near))
    return report


def _unknown(workspace: Workspace, sources: Sequence[SourceFile], report: AddReport) -> Iterator[SourceFile]:
    seen: set[str] = set()
    for source in sources:
        known = workspace.store.document_by_hash(source.sha256)
        if known and known.status != "refused":
            if known.status == "superseded":
                _bring_back(workspace, source, known)
            workspace.store.add_name(source.display_name, known.id)
            report.known.append((source.display_name, known.id))
        elif source.sha256 in seen:
            report.known.append((source.display_name, source.sha256[:ID_DIGITS]))
        else:
            seen.add(source.sha256)
            yield source


def _read_all(sources: Sequence[SourceFile]) -> Iterator[tuple[SourceFile, Future[Extracted]]]:
    workers = max(1, cpu_count() or 1)
    waiting: list[tuple[SourceFile, Future[Extracted]]] = []
    with ThreadPoolExecutor(workers, thread_name_prefix="read") as pool:
        for source in sources:
            waiting.append((source, pool.submit(read_isolated, source.path)))
            if len(waiting) > workers * READ_AHEAD:
                yield waiting.pop(0)
        yield from waiting


def _keep(workspace: Workspace, source: SourceFile, extracted: Extracted, near: NearIndex) -> Document:
    meta = describe(extracted, Path(source.display_name).name)
    document = _document(source, meta, extracted)
    facts = parse_facts(document.id, meta, extracted.blocks)
    letters = sketch(extracted.blocks)
    ocr = any(block.ocr is not None for block in extracted.blocks)
    document = _link(workspace, _New(document, facts, letters, ocr), near)
    near.add(document.id, letters)
    _keep_original(workspace, source)
    _supersede(workspace, source, document.id)
    workspace.store.add_document(document, extracted.blocks, facts, letters)
    return document


def _document(source: SourceFile, meta: DocumentMeta, extracted: Extracted) -> Document:
    return Document(
        id=source.sha256[:ID_DIGITS],
        sha256=source.sha256,
        path=source.display_name,
        meta=meta,
        pages=extracted.pages,
        engine=extracted.engine,
        notes=extracted.notes,
    )


def _keep_refused(workspace: Workspace, source: SourceFile, error: RefusedError) -> None:
    meta = DocumentMeta(title=Path(source.display_name).stem, kind=DocumentKind.OTHER)
    notes = (Note("refused", error.thai, error.english),)
    document = Document(
        source.sha256[:ID_DIGITS], source.sha256, source.display_name, meta, status="refused", notes=notes
    )
    _keep_original(workspace, source)
    workspace.store.add_document(document, (), Facts())


def _keep_original(workspace: Workspace, source: SourceFile) -> None:
    """Copy the original under its hash; the name appears only when the copy is whole."""
    target = workspace.files / source.sha256[:2] / source.sha256
    if target.exists():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_suffix(".partial")
    shutil.copyfile(source.path, partial)
    if hashlib.sha256(partial.read_bytes()).hexdigest() != source.sha256:
        partial.unlink()
        return  # the file changed while it was read; the next `add` sees its new content
    partial.replace(target)


def _supersede(workspace: Workspace, source: SourceFile, new_id: str) -> None:
    """A changed file replaces its old version, unless that is still there under another name."""
    old = workspace.store.document_by_path(source.display_name)
    if old and old.id != new_id and old.status == "read" and set(old.names) <= {source.display_name}:
        workspace.store.set_status(old.id, "superseded")


def _bring_back(workspace: Workspace, source: SourceFile, known: Document) -> None:
    _supersede(workspace, source, known.id)
    workspace.store.set_status(known.id, "read")


@dataclass(frozen=True, slots=True)
class _New:
    document: Document
    facts: Facts
    letters: tuple[int, ...]
    ocr: bool


def _link(workspace: Workspace, new: _New, near: NearIndex) -> Document:
    """Fold near-duplicates: the one with more facts is used, the other points to it. Versions get a note each."""
    document, notes = new.document, list(new.document.notes)
    for other_id, share in near.similar(new.letters).items():
        other = workspace.store.document(other_id)
        if other.id == document.id or other.status != "read" or other.same_as:
            continue
        sizes = (len(new.letters), near.size(other_id))
        if is_copy(document, other, share, sizes, ocr=new.ocr or "tesseract" in other.engine):
            if not _is_better(workspace, new, other, sizes):
                return replace(document, same_as=other.id, notes=(*notes, _copy_note(other)))
            workspace.store.set_same_as(other.id, document.id)
        elif is_version(document, other, share):
            notes.append(_version_note(other))
    return replace(document, notes=tuple(notes))


def _is_better(workspace: Workspace, new: _New, other: Document, sizes: tuple[int, int]) -> bool:
    """A document that was not recognised from pictures, then one with more facts, then one clearly longer is better."""
    if new.ocr != ("tesseract" in other.engine):
        return not new.ocr
    return (_count(new.facts), int(0.95 * sizes[0])) > (workspace.store.fact_count(other.id), sizes[1])


def _count(facts: Facts) -> int:
    return len(facts.findings) + len(facts.goals) + len(facts.outcomes) + len(facts.proposals)


def _copy_note(other: Document) -> Note:
    return Note("copy", f"เนื้อหาซ้ำกับ {other.path} จึงใช้ฉบับนั้น", f"near-duplicate of {other.path}, which is used instead")


def _version_note(other: Document) -> Note:
    return Note("version", f"เป็นอีกฉบับหนึ่งของ {other.path}", f"another version of {other.path}")
