"""Rows of the store and the values they hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from plandocs.model.document import Document, DocumentMeta, Note
from plandocs.model.finding import Facts
from plandocs.model.text import Block
from plandocs.store.codec import decode, encode


def block_row(document_id: str, number: int, block: Block) -> dict[str, Any]:
    """Return the row of a document's block."""
    payload = encode(block)
    payload["place"] = block.place.to_json()
    text = payload.pop("text")
    return {"document_id": document_id, "position": number, "text": text, "payload": payload}


def block_of(text: str, payload: Mapping[str, Any]) -> Block:
    """Return the block that was kept as `text` and `payload`."""
    return decode(Block, {**payload, "text": text})


def fact_rows(document_id: str, facts: Facts) -> Iterator[dict[str, Any]]:
    """Yield the rows of a document's facts, each id once."""
    groups = {
        "finding": facts.findings, "goal": facts.goals, "outcome": facts.outcomes, "proposal": facts.proposals,
        "level": facts.levels,
    }  # fmt: skip
    seen: set[str] = set()
    for name, values in groups.items():
        for position, value in enumerate(values):
            if value.id not in seen:  # type: ignore[attr-defined]
                seen.add(value.id)  # type: ignore[attr-defined]
                yield {
                    "id": value.id, "document_id": document_id, "type": name, "position": position,  # type: ignore[attr-defined]
                    "payload": encode(value),
                }  # fmt: skip


def document_of(row: Any, names: Sequence[str]) -> Document:
    """Return the document of a row, with planners' corrections laid over what was read."""
    return Document(
        id=row.id,
        sha256=row.sha256,
        path=row.path,
        meta=decode(DocumentMeta, {**row.meta, **row.corrections}),
        pages=row.pages,
        engine=row.engine,
        status=row.status,
        notes=decode(tuple[Note, ...], row.notes),
        names=tuple(names),
        same_as=row.same_as,
    )
