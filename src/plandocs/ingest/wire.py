"""
What the reading process and its parent say to each other.

Length-prefixed JSON, no pickles from hostile files.
"""

from __future__ import annotations

import json
import struct
from dataclasses import asdict
from operator import attrgetter
from typing import Any, BinaryIO

from plandocs.model import errors
from plandocs.model.document import Extracted, Note
from plandocs.model.errors import RefusedError
from plandocs.model.text import Block, BlockKind, Cell, Place

_LENGTH = struct.Struct(">Q")
_LONGEST = 2 << 30


def send(stream: BinaryIO, message: dict[str, Any]) -> None:
    """Write one message."""
    data = json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    stream.write(_LENGTH.pack(len(data)) + data)
    stream.flush()


def receive(stream: BinaryIO) -> dict[str, Any] | None:
    """Return the next message, None when the other side is gone."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    if length > _LONGEST:
        return None
    data = stream.read(length)
    if len(data) < length:
        return None
    message = json.loads(data.decode("utf-8", "surrogatepass"))
    return message if isinstance(message, dict) else None


def pack(extracted: Extracted) -> dict[str, Any]:
    """Return an `Extracted` as JSON values."""
    return {
        "blocks": [_pack_block(block) for block in extracted.blocks],
        "engine": extracted.engine,
        "pages": extracted.pages,
        "notes": [asdict(note) for note in extracted.notes],
        "title": extracted.title,
    }


def unpack(data: dict[str, Any]) -> Extracted:
    """Return the `Extracted` that `pack` wrote."""
    return Extracted(
        tuple(_unpack_block(item) for item in data["blocks"]),
        str(data["engine"]),
        data["pages"],
        tuple(Note(**note) for note in data["notes"]),
        str(data["title"]),
    )


def pack_refusal(error: RefusedError) -> dict[str, str]:
    """Return a refusal as JSON values."""
    return {"kind": type(error).__name__, "thai": error.thai, "english": error.english}


def refusal(data: dict[str, str] | None) -> RefusedError | None:
    """Return the refusal that `pack_refusal` wrote, None where there was none."""
    return None if data is None else unpack_refusal(data)


def unpack_refusal(data: dict[str, str]) -> RefusedError:
    """Return the refusal that `pack_refusal` wrote."""
    kind = getattr(errors, data["kind"], RefusedError)
    if not (isinstance(kind, type) and issubclass(kind, RefusedError)):
        kind = RefusedError
    return kind(data["thai"], data["english"])


_PLACE = ("label", "page", "printed_page", "paragraph", "table", "row", "cell", "sheet", "box")
_place_values = attrgetter(*_PLACE)
_KINDS = {kind.value: kind for kind in BlockKind}


def _pack_place(place: Place) -> list[Any]:
    return list(_place_values(place))


def _unpack_place(values: list[Any]) -> Place:
    box = values[-1]
    return Place(*(*values[:-1], tuple(box) if box is not None else None))


def _pack_block(block: Block) -> list[Any]:
    cells = [[cell.header, cell.start, cell.end, cell.column] for cell in block.cells]
    return [
        block.kind.value, block.text, _pack_place(block.place), block.level, list(block.headings), block.number, cells,
        block.is_table_head, block.stream, block.ocr,
    ]  # fmt: skip


def _unpack_block(item: list[Any]) -> Block:
    kind, text, place, level, headings, number, cells, head, stream, ocr = item
    return Block(
        _KINDS[kind],
        text,
        _unpack_place(place),
        level,
        tuple(headings),
        number,
        tuple([Cell(*cell) for cell in cells]),
        head,
        stream,
        ocr,
    )
