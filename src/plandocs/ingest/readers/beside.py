"""What a sheet has besides its cells: comments, text boxes, titles of charts."""

from __future__ import annotations

from functools import partial
from typing import Any

from plandocs.ingest.readers.blocks import Outline
from plandocs.ingest.readers.opc import Package
from plandocs.ingest.readers.word.graphics import graphic_texts
from plandocs.ingest.readers.word.names import A, local
from plandocs.model.text import Block, BlockKind, Place


def beside_cells(package: Package, part: str, sheet: str, outline: Outline, stream: str) -> None:
    """Add to `outline` the comments of the sheet in `part`, in their own stream, and what is drawn on it."""
    for relation in package.relations(part).values():
        if relation.external or not package.has(relation.target):
            continue
        if relation.kind == "comments":
            _comments(package.xml(relation.target), sheet, outline)
        elif relation.kind == "drawing":
            related = partial(package.related, package.relations(relation.target))
            root = package.xml(relation.target)
            texts = [(f"กล่องข้อความในแผ่นงาน {sheet}", text) for text in _boxes(root)]
            for kind, said in graphic_texts(root, related, values=False):
                texts.extend((f"{kind}ในแผ่นงาน {sheet}", text) for text in said)
            for label, text in texts:
                outline.add(Block(BlockKind.PARAGRAPH, text, Place(label, sheet=sheet), stream=stream))


def _comments(root: Any, sheet: str, outline: Outline) -> None:
    for comment in root.iter():
        if local(comment) != "comment":
            continue
        text = "".join(node.text or "" for node in comment.iter() if local(node) == "t").strip()
        if text:
            place = Place(f"ความเห็นในแผ่นงาน {sheet} ช่อง {comment.get('ref') or ''}".strip(), sheet=sheet)
            outline.add(Block(BlockKind.PARAGRAPH, text, place, stream="comment"))


def _boxes(root: Any) -> list[str]:
    """Texts of the shapes on a sheet, a paragraph each."""
    shapes = (element for element in root.iter() if local(element) == "sp")
    said = ("".join(paragraph.itertext(f"{A}t")).strip() for shape in shapes for paragraph in shape.iter(f"{A}p"))
    return [text for text in said if text]
