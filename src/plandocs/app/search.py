"""Searching a workspace: the index follows the store; hits are told with document, place and marked words."""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from plandocs.app import rows
from plandocs.app.workspace import Workspace
from plandocs.model.document import Document
from plandocs.model.errors import MissingToolError, UsageError
from plandocs.model.finding import Finding
from plandocs.model.text import Block, BlockKind
from plandocs.search.index import SearchIndex
from plandocs.search.query import parse
from plandocs.search.values import Filters, Hit, IndexDocument, IndexPassage, SearchResult

if TYPE_CHECKING:
    from plandocs.search.encoder import Encoder

__all__ = ["Filters", "is_behind", "search", "similar", "sync_index"]

#: In the index directory: which revision of the store, and which documents, the index holds.
STATE = "follows.json"
#: Documents handed to the index at a time: bounds memory, and a kill loses no more than one batch.
BATCH = 200

_CAPTION = re.compile(r"\s*(?:ตาราง|table\s)", re.IGNORECASE)
#: Told how many documents are about to be indexed.
Begins = Callable[[int], None]


def search(
    workspace: Workspace,
    text: str,
    *,
    limit: int = 10,
    filters: Filters | None = None,
    without: Collection[str] = (),
    begins: Begins | None = None,
) -> dict[str, Any]:
    """
    Return hits for the query as documented in `docs/json.md`, best document first; `limit` counts passages.

    `without` names soft filters, as "field:value", that are not to be read out of the words. For `begins` see
    `sync_index`.
    """
    sync_index(workspace, begins=begins)
    encoder, notes = _encoder(workspace)
    index = _open(workspace, encoder=encoder)
    query = parse(text, workspace.settings.agency, without=without)
    found = index.search(query, limit=limit, filters=filters or Filters())
    return _result_json(workspace, text, found, notes)


def similar(workspace: Workspace, what: str, *, limit: int = 10, begins: Begins | None = None) -> dict[str, Any]:
    """
    Return passages that say something like a finding (its id) or a passage ("DOCUMENT_ID:BLOCK"), as `search` does.

    Raises `UsageError` when there is no such finding or passage.
    """
    text, document_id, block = _named(workspace, what)
    sync_index(workspace, begins=begins)
    found = _open(workspace).similar(text, limit=limit + 3)
    others = [hit for hit in found.hits if (hit.document_id, hit.block) != (document_id, block)][:limit]
    hits = tuple(replace(hit, rank=number) for number, hit in enumerate(others, 1))
    return _result_json(workspace, text, replace(found, hits=hits))


def _named(workspace: Workspace, what: str) -> tuple[str, str, int]:
    finding = next((f for f in workspace.store.facts().findings if f.id == what), None)
    if finding is not None:
        return finding.text, finding.document_id, finding.anchor.block
    document_id, _, number = what.rpartition(":")
    blocks = workspace.store.blocks(document_id) if document_id and number.isdecimal() else ()
    if not number.isdecimal() or int(number) >= len(blocks):
        raise UsageError(f"ไม่พบข้อค้นพบหรือข้อความ {what} (ดูรหัสได้ด้วย plandocs findings)", f"no finding or passage {what}")
    return blocks[int(number)].text, document_id, int(number)


def _encoder(workspace: Workspace) -> tuple[Encoder | None, list[str]]:
    """Return the encoder of the settings, or none and why: the search answers without it."""
    if not workspace.settings.encoder:
        return None, []
    from plandocs.search.encoder import local_encoder

    try:
        return local_encoder(workspace.path / workspace.settings.encoder), []
    except MissingToolError as error:
        return None, [f"ค้นโดยไม่ใช้แบบจำลองความหมาย: {error}"]


def _result_json(workspace: Workspace, text: str, found: SearchResult, notes: Sequence[str] = ()) -> dict[str, Any]:
    cells = rows.cells(workspace.store, found.hits)
    return {
        "query": text,
        "hits": [_hit_json(hit) | {"cells": cells.get((hit.document_id, hit.block), [])} for hit in found.hits],
        "chips": [{"field": chip.field, "value": chip.value, "label": chip.label} for chip in found.chips],
        "expansions": [
            {"term": e.term, "also": list(e.also), "ambiguous": list(e.ambiguous)} for e in found.expansions
        ],
        "did_you_mean": found.suggestion,
        "missing": list(found.missing),
        "notes": [*notes, *_of_missing(found)],
    }


def _of_missing(found: SearchResult) -> Iterator[str]:
    """Yield what to tell of words that no document has."""
    meant = {expansion.term: expansion.also for expansion in found.expansions if expansion.applied}
    for word in found.missing:
        if also := meant.get(word):
            rest = "จึงแสดงผลของ" if found.hits else "และไม่พบ"
            yield f"ไม่พบคำว่า “{word}” ในเอกสารใด {rest} {', '.join(also)}"
    others = [f"“{word}”" for word in found.missing if word not in meant]
    if others:
        rest = " ผลที่แสดงเป็นของคำอื่นในคำค้น" if found.hits else ""
        yield f"ไม่พบคำว่า {', '.join(others)} ในเอกสารใด{rest}"


def sync_index(workspace: Workspace, *, rebuild: bool = False, begins: Begins | None = None) -> int:
    """
    Bring the index up to date with the store and return how many documents were indexed.

    It is rebuilt as a whole when its schema or the dictionary changed; readers go on with the old one meanwhile.
    `begins` is told how many documents there are to do before that begins: a thousand take half a minute.
    """
    index = _open(workspace)
    rebuild = rebuild or index.needs_rebuild
    revision = workspace.store.revision()
    state = {} if rebuild else _read_state(workspace)
    if state.get("revision") == revision:
        return 0
    used = [d for d in workspace.store.documents() if d.status == "read" and not d.same_as]
    findings = _findings_by_document(workspace)
    edits = _edits(workspace)
    wanted = {d.id: _fingerprint(d, findings.get(d.id, ())) + edits.get(d.id, "") for d in used}
    held: dict[str, str] = state.get("documents", {})
    changed = [document for document in used if held.get(document.id) != wanted[document.id]]
    if begins is not None:
        begins(len(used) if rebuild else len(changed))
    if rebuild:
        index.rebuild(_documents(workspace, used, findings))
    else:
        if gone := [key for key in held if key not in wanted]:
            index.remove(gone)
        for start in range(0, len(changed), BATCH):
            index.replace(list(_documents(workspace, changed[start : start + BATCH], findings)))
    _write_state(workspace, {"revision": revision, "documents": wanted})
    return len(used) if rebuild else len(changed)


def is_behind(workspace: Workspace) -> bool:
    """Return whether the next search will first bring the index up to date."""
    return _open(workspace).needs_rebuild or _read_state(workspace).get("revision") != workspace.store.revision()


def _open(workspace: Workspace, encoder: Encoder | None = None) -> SearchIndex:
    workspace.index_path.mkdir(parents=True, exist_ok=True)
    return SearchIndex.open(workspace.index_path, workspace.segmenter, encoder)


def _documents(
    workspace: Workspace, documents: Sequence[Document], findings: dict[str, list[Finding]]
) -> Iterator[IndexDocument]:
    for document in documents:
        meta = document.meta
        passages = tuple(_passages(workspace.store.blocks(document.id), findings.get(document.id, [])))
        yield IndexDocument(
            document.id,
            meta.title,
            meta.kind.value,
            None if meta.fiscal_year is None else int(meta.fiscal_year),
            meta.agency or workspace.settings.agency.name,
            passages,
        )


def _passages(blocks: Sequence[Block], findings: Sequence[Finding]) -> Iterator[IndexPassage]:
    """
    A block is a passage; where it holds several findings (a table row), each of them is one.

    A heading or the head of a table is no answer by itself: its words are found with what stands below it, unless
    nothing does.
    """
    inside: defaultdict[int, list[Finding]] = defaultdict(list)
    for finding in findings:
        inside[finding.anchor.block].append(finding)
    for position, (block, above) in enumerate(zip(blocks, _above(blocks), strict=True)):
        held = inside.get(position, [])
        if not _is_searched(block) or (not held and _is_said_below(blocks, position)):
            continue
        if len(held) <= 1:
            found = held[0] if held else None
            kind, item, edition = (found.kind.value, found.item, found.edition) if found else ("text", "", "")
            yield IndexPassage(str(position), position, block.text, block.place, kind, item, edition, *above)
            continue
        for f in held:
            key = f"{position}.{f.anchor.start}"
            yield IndexPassage(key, position, f.text, f.place, f.kind.value, f.item, f.edition, *above)


def _above(blocks: Sequence[Block]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield what stands above each block: its headings (and a table's caption), and the columns of a table's row."""
    caption = ""
    before: Block | None = None
    for block in blocks:
        if block.kind is BlockKind.ROW:
            if before is None or before.kind is not BlockKind.ROW or before.place.table != block.place.table:
                caption = before.text if before is not None and _CAPTION.match(before.text) else ""
            columns = "" if block.is_table_head else " ".join(dict.fromkeys(cell.header for cell in block.cells))
            yield (*block.headings, caption) if caption else block.headings, columns.strip()
        else:
            yield block.headings, ""
        if _is_searched(block):
            before = block


def _is_searched(block: Block) -> bool:
    return block.stream not in {"header", "footer", "hidden", "revision"} and bool(block.text.strip())


def _is_said_below(blocks: Sequence[Block], position: int) -> bool:
    """Return whether a block is a heading of the next one, or names the columns of the next row."""
    block, is_head = blocks[position], blocks[position].is_table_head
    if block.kind is not BlockKind.HEADING and not is_head:
        return False
    below = next((b for b in blocks[position + 1 :] if _is_searched(b) and not (is_head and b.is_table_head)), None)
    if below is None or block.kind is BlockKind.HEADING:
        return below is not None and below.kind is not BlockKind.HEADING and block.text in below.headings
    names = " ".join(cell.header for cell in below.cells).split()
    return below.place.table == block.place.table and set(block.text.split()) <= set(names)


def _findings_by_document(workspace: Workspace) -> dict[str, list[Finding]]:
    out: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in workspace.store.facts().findings:
        out[finding.document_id].append(finding)
    return out


def _hit_json(hit: Hit) -> dict[str, Any]:
    return {
        "document_id": hit.document_id,
        "title": hit.title,
        "kind": hit.kind,
        "fiscal_year": hit.fiscal_year,
        "place": hit.place.to_json(),
        "text": hit.text,
        "highlights": [list(span) for span in hit.highlights],
        "score": round(hit.score, 4),
        "block": hit.block,
        "item": hit.item,
        "passage_kind": hit.passage_kind,
        "rank": hit.rank,
        "same_as": list(hit.same_as),
    }


def _fingerprint(document: Document, findings: Sequence[Finding]) -> str:
    """Return what the index says of a document besides its words, the kind and item of its findings included."""
    meta = document.meta
    marks = hashlib.sha256(" ".join(f"{f.id} {f.kind.value} {f.item}" for f in findings).encode()).hexdigest()[:12]
    parts = (document.engine, meta.title, meta.kind.value, str(meta.fiscal_year), meta.agency, meta.edition)
    return "|".join((*parts, marks))


def _edits(workspace: Workspace) -> dict[str, str]:
    """Return a mark for each document whose text planners corrected, another one after each correction."""
    out: defaultdict[str, str] = defaultdict(str)
    for correction in workspace.store.block_corrections():
        if correction.changed:
            out[correction.document_id] += f"|{correction.block} {correction.when.isoformat()}"
    return out


def _read_state(workspace: Workspace) -> dict[str, Any]:
    try:
        state: dict[str, Any] = json.loads((workspace.index_path / STATE).read_text("utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return state


def _write_state(workspace: Workspace, state: dict[str, Any]) -> None:
    partial = workspace.index_path / (STATE + ".partial")
    partial.write_text(json.dumps(state), "utf-8")
    partial.replace(workspace.index_path / STATE)
