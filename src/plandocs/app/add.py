"""Adding documents: from paths to stored blocks and facts, one file at a time, none stopping the others."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import partial
from os import cpu_count
from pathlib import Path
from typing import Any

from plandocs.app.documents import corrected
from plandocs.app.facts import facts_of
from plandocs.app.findings import examples
from plandocs.app.near import NearIndex, is_copy, is_version, sketch
from plandocs.app.workspace import Workspace
from plandocs.ingest.files import SourceFile, is_leftover
from plandocs.ingest.isolate import read_isolated, stop_reading
from plandocs.ingest.meta import describe
from plandocs.ingest.sources import walk
from plandocs.ingest.tools import Tools, detect
from plandocs.model.document import Document, DocumentKind, DocumentMeta, Extracted, Note
from plandocs.model.errors import CorruptFileError, NotFoundError, RefusedError
from plandocs.model.finding import Facts
from plandocs.store.codec import encode

__all__ = ("AddReport", "add", "is_leftover")

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


def add(
    workspace: Workspace, paths: Sequence[Path], progress: Progress | None = None, pages: Progress | None = None
) -> AddReport:
    """
    Read the files (folders with all below them) into the workspace and return what became of each.

    `progress` is told the name of each file, its number and how many there are; `pages` the same of the pages of the
    files that are being read, from several threads at once. Files whose bytes are known cost only their hashing.
    Raises `NotFoundError` before anything is read when a path does not exist.
    """
    for path in paths:
        if not path.exists():
            raise NotFoundError(f"ไม่พบไฟล์หรือโฟลเดอร์ {path}", f"no file or folder {path}")
    report = AddReport()
    sources = list(walk(paths, unreadable=lambda path, error: report.refused.append((str(path), _cannot_open(error)))))
    if not sources and not report.refused:
        report.empty = [str(path) for path in paths]
    twins: list[SourceFile] = []
    new = list(_unknown(workspace, sources, report, twins))
    near = NearIndex(workspace.store.sketches() if new else {})
    with closing(_read_all(new, workspace.cache, pages)) as outcomes:  # stopped half way, nothing more is read
        for number, (source, outcome) in enumerate(outcomes, 1):
            if progress:
                progress(source.display_name, number, len(new))
            try:
                _keep_outcome(workspace, source, outcome, near, report)
            except OSError as error:  # gone, locked or on a drive that went away: the others go on
                report.refused.append((source.display_name, _cannot_open(error)))
    for twin in twins:
        if workspace.store.document_by_hash(twin.sha256):
            workspace.store.add_name(twin.display_name, twin.sha256[:ID_DIGITS])
    return report


def _keep_outcome(
    workspace: Workspace, source: SourceFile, outcome: Future[Extracted], near: NearIndex, report: AddReport
) -> None:
    try:
        extracted = outcome.result()
    except RefusedError as error:
        _keep_refused(workspace, source, error)
        report.refused.append((source.display_name, error))
    else:
        report.added.append(_keep(workspace, source, extracted, near))


def _cannot_open(error: OSError) -> RefusedError:
    return CorruptFileError(
        "เปิดไฟล์ไม่ได้ อาจถูกย้าย ถูกล็อก หรือไม่มีสิทธิ์อ่าน", f"cannot open the file: {error.strerror or error}"
    )


def _unknown(
    workspace: Workspace, sources: Sequence[SourceFile], report: AddReport, twins: list[SourceFile]
) -> Iterator[SourceFile]:
    """Yield the files to read; known ones are noted in the report, further names of the same bytes in `twins`."""
    seen: set[str] = set()
    for source in sources:
        known = workspace.store.document_by_hash(source.sha256)
        if known and known.engine and known.status != "refused":
            if known.status == "superseded":
                _bring_back(workspace, source, known)
            workspace.store.add_name(source.display_name, known.id)
            report.known.append((source.display_name, known.id))
        elif source.sha256 in seen:
            twins.append(source)
            report.known.append((source.display_name, source.sha256[:ID_DIGITS]))
        else:
            if source.refusal is None:  # the same bytes elsewhere may be readable
                seen.add(source.sha256)
            yield source


def _read_all(
    sources: Sequence[SourceFile], cache: Path, pages: Progress | None = None
) -> Generator[tuple[SourceFile, Future[Extracted]], None, None]:
    """Read ahead in as many processes as there are cores; pages of scans are kept in `cache` as they are finished."""
    tools = replace(detect(), cache=str(cache))
    workers = max(1, cpu_count() or 1)
    waiting: list[tuple[SourceFile, Future[Extracted]]] = []
    with ThreadPoolExecutor(workers, thread_name_prefix="read") as pool:
        try:
            for source in sources:
                outcome = pool.submit(_read, source, tools, pages)
                waiting.append((source, outcome))
                if len(waiting) > workers * READ_AHEAD:
                    yield waiting.pop(0)
            yield from waiting
        except BaseException:  # somebody pressed Ctrl+C, or the disk is full
            pool.shutdown(wait=False, cancel_futures=True)
            stop_reading()
            raise


def _read(source: SourceFile, tools: Tools, pages: Progress | None) -> Extracted:
    if source.refusal is not None:
        raise source.refusal
    if pages is None:
        return read_isolated(source.path, tools=tools)
    return read_isolated(source.path, tools=tools, progress=partial(pages, source.display_name))


def _keep(workspace: Workspace, source: SourceFile, extracted: Extracted, near: NearIndex) -> Document:
    meta = describe(extracted, Path(source.display_name).name)
    document = _document(source, meta, extracted)
    replaces = _replaced(workspace, source, document.id)
    corrections = {**_carried(workspace, meta, replaces), **workspace.store.corrections(document.id)}
    about = corrected(meta, corrections)
    facts = facts_of(workspace, document.id, about, examples(workspace), extracted.blocks)
    letters = sketch(extracted.blocks)
    ocr = any(block.ocr is not None for block in extracted.blocks)
    document, folds = _link(workspace, _New(document, _count(facts), letters, ocr), near)
    near.add(document.id, letters)
    _keep_original(workspace, source)
    workspace.store.add_document(
        document, extracted.blocks, facts, letters, replaces=replaces, folds=folds, corrections=corrections
    )
    return document


def _carried(workspace: Workspace, meta: DocumentMeta, replaces: Sequence[str]) -> dict[str, Any]:
    """
    Corrections of a file's earlier content that hold for what it says now.

    They do where the new content is described as the earlier one was when somebody corrected that; where it is
    described in another way, it may be right.
    """
    now = encode(meta)
    carried: dict[str, Any] = {}
    for old_id in replaces:
        before = workspace.store.read_as(old_id)
        if before is not None:
            old = encode(before)
            kept = workspace.store.corrections(old_id)
            carried |= {name: value for name, value in kept.items() if now.get(name) == old.get(name)}
    return carried


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


def _replaced(workspace: Workspace, source: SourceFile, new_id: str) -> list[str]:
    """Earlier contents of this file, read or refused, unless they are still there under another name."""
    versions = workspace.store.versions_at(source.display_name)
    return [old.id for old in versions if old.id != new_id and old.status in {"read", "refused"}]


def _bring_back(workspace: Workspace, source: SourceFile, known: Document) -> None:
    """A file has an earlier content again: use that document again, folded again where another says the same."""
    store = workspace.store
    store.bring_back(known.id, source.display_name, _replaced(workspace, source, known.id))
    sketches = store.sketches()
    letters = sketches.pop(known.id, ())
    new = _New(replace(known, same_as=""), store.fact_count(known.id), letters, "tesseract" in known.engine)
    linked, folds = _link(workspace, new, NearIndex(sketches))
    if linked.same_as:
        store.set_same_as(known.id, linked.same_as)
    for copy_id in folds:
        store.set_same_as(copy_id, known.id)


@dataclass(frozen=True, slots=True)
class _New:
    document: Document
    facts: int
    letters: tuple[int, ...]
    ocr: bool


def _link(workspace: Workspace, new: _New, near: NearIndex) -> tuple[Document, list[str]]:
    """
    Fold near-duplicates: the one with more facts is used, the other points to it. Versions get a note each.

    Returns the document with its notes, and the ids of those that it replaces as the one in use.
    """
    document, notes, folds = new.document, list(new.document.notes), []
    for other_id, share in near.similar(new.letters).items():
        other = workspace.store.document(other_id)
        if other.id == document.id or other.status != "read" or other.same_as:
            continue
        sizes = (len(new.letters), near.size(other_id))
        if is_copy(document, other, share, sizes, ocr=new.ocr or "tesseract" in other.engine):
            if not _is_better(workspace, new, other, sizes):
                return replace(document, same_as=other.id, notes=(*notes, _copy_note(other))), []
            folds.append(other.id)
        elif is_version(document, other, share):
            notes.append(_version_note(other))
    return replace(document, notes=tuple(notes)), folds


def _is_better(workspace: Workspace, new: _New, other: Document, sizes: tuple[int, int]) -> bool:
    """A document that was not recognised from pictures, then one with more facts, then one clearly longer is better."""
    if new.ocr != ("tesseract" in other.engine):
        return not new.ocr
    return (new.facts, int(0.95 * sizes[0])) > (workspace.store.fact_count(other.id), sizes[1])


def _count(facts: Facts) -> int:
    return len(facts.findings) + len(facts.goals) + len(facts.outcomes) + len(facts.proposals) + len(facts.levels)


def _copy_note(other: Document) -> Note:
    return Note("copy", f"เนื้อหาซ้ำกับ {other.path} จึงใช้ฉบับนั้น", f"near-duplicate of {other.path}, which is used instead")


def _version_note(other: Document) -> Note:
    return Note("version", f"เป็นอีกฉบับหนึ่งของ {other.path}", f"another version of {other.path}")
