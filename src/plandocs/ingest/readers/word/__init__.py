"""Word documents (.docx, .dotx, .docm): our own walk over the XML, macros never."""

from __future__ import annotations

from collections import Counter
from typing import Any

from plandocs.ingest.readers.base import Source
from plandocs.ingest.readers.blocks import Outline
from plandocs.ingest.readers.opc import Package
from plandocs.ingest.readers.word.graphics import graphic_texts
from plandocs.ingest.readers.word.names import W, local
from plandocs.ingest.readers.word.numbering import Numbering
from plandocs.ingest.readers.word.styles import Styles
from plandocs.ingest.readers.word.walk import Walker, Where
from plandocs.ingest.refusals import corrupt
from plandocs.model.document import Extracted, Note
from plandocs.model.text import Block, BlockKind, Place

__all__ = ["read"]


def read(source: Source) -> Extracted:
    """
    Return the body in reading order, then everything else in streams of its own.

    These are footnotes, comments, headers, footers and tracked revisions.
    """
    with Package(source) as package:
        main = package.main_part("word/document.xml")
        root = package.xml(main)
        body = root.find(f"{W}body")
        if body is None:
            raise corrupt("the main part has no body")
        parts = _Parts(package, main)
        styles = Styles(parts.first("styles"))
        outline = Outline(source.limits)
        walker = Walker(styles, Numbering(parts.first("numbering"), styles), outline, source.limits.depth)
        walker.on_drawing = lambda drawing, place: _read_drawing(drawing, place, parts, outline)
        walker.walk(body, Where())
        outline.reset()
        _notes(walker, parts, "footnote", "เชิงอรรถ")
        _notes(walker, parts, "endnote", "เชิงอรรถท้ายเรื่อง")
        _comments(walker, parts)
        for kind, word in (("header", "หัวกระดาษ"), ("footer", "ท้ายกระดาษ")):
            _margins(walker, parts, outline, kind, word)
        notes = _revisions(walker, outline) + _remarks(walker, parts)
        return Extracted(tuple(outline.blocks), engine="word-xml", notes=notes, title=package.title())


class _Parts:
    """Parts related to the main part, by kind."""

    def __init__(self, package: Package, main: str) -> None:
        self.package = package
        self.relations = package.relations(main)

    def first(self, kind: str) -> Any | None:
        """Return the root of the first related part of a kind, None when there is none."""
        return next(iter(self.all(kind)), None)

    def all(self, kind: str) -> list[Any]:
        """Return the roots of all related parts of a kind."""
        return [
            self.package.xml(relation.target)
            for relation in self.relations.values()
            if relation.kind == kind and not relation.external and self.package.has(relation.target)
        ]

    def by_id(self, relation_id: str) -> Any | None:
        """Return the root of the part behind a relationship id."""
        return self.package.related(self.relations, relation_id)


def _notes(walker: Walker, parts: _Parts, kind: str, word: str) -> None:
    places = {mark: label for found, mark, label in walker.seen.marks if found == kind}
    number = 0
    for root in parts.all(kind + "s"):
        for note in root.iterchildren(f"{W}{kind}"):
            mark = note.get(f"{W}id") or ""
            if note.get(f"{W}type") in {"separator", "continuationSeparator", "continuationNotice"}:
                continue
            number += 1
            at = f" ({places[mark]})" if mark in places else ""
            walker.walk(note, Where("footnote", f"{word}ที่ {number}{at} "))


def _comments(walker: Walker, parts: _Parts) -> None:
    places = {mark: label for found, mark, label in walker.seen.marks if found == "comment"}
    for number, comment in enumerate((item for root in parts.all("comments") for item in root), start=1):
        if local(comment) != "comment":
            continue
        author = comment.get(f"{W}author") or ""
        by = f" ของ {author}" if author else ""
        mark = comment.get(f"{W}id") or ""
        at = f" ({places[mark]})" if mark in places else ""
        walker.walk(comment, Where("comment", f"ความเห็นที่ {number}{by}{at} "))


def _margins(walker: Walker, parts: _Parts, outline: Outline, kind: str, word: str) -> None:
    """Headers and footers, each distinct text once."""
    first = len(outline.blocks)
    for root in parts.all(kind):
        walker.walk(root, Where(kind, word))
    kept: list[Block] = []
    for block in outline.blocks[first:]:
        if all(block.text != other.text for other in kept):
            kept.append(block)
    outline.blocks[first:] = kept


def _revisions(walker: Walker, outline: Outline) -> tuple[Note, ...]:
    counts: Counter[str] = Counter()
    authors: Counter[str] = Counter()
    for label, revision in walker.seen.revisions:
        counts[revision.change] += 1
        authors[revision.author] += 1
        word = "ข้อความที่ถูกลบ" if revision.change == "deleted" else "ข้อความที่เพิ่ม"
        place = Place(f"{word}โดย {revision.author} ({label})")
        outline.add(Block(BlockKind.PARAGRAPH, revision.text, place, stream="revision"))
    if not counts:
        return ()
    names = ", ".join(name for name, _ in authors.most_common(5))
    thai = (
        f"มีการแก้ไขที่ยังไม่ได้ยอมรับ: เพิ่ม {counts['inserted']} แห่ง ลบ {counts['deleted']} แห่ง โดย {names}; อ่านเป็นข้อความสุดท้าย"
    )
    english = f"tracked changes: {counts['inserted']} insertions, {counts['deleted']} deletions; read as the final text"
    return (Note("tracked-changes", thai, english),)


def _remarks(walker: Walker, parts: _Parts) -> tuple[Note, ...]:
    notes = []
    seen = walker.seen
    if seen.pictures:
        notes.append(
            Note("pictures", f"มีรูปภาพ {seen.pictures} รูปที่ไม่ได้อ่านข้อความในรูป", f"{seen.pictures} pictures are not read")
        )
    if seen.unread:
        notes.append(
            Note("embedded", f"มีเอกสารฝังอยู่ {seen.unread} แห่งที่ไม่ได้อ่าน", f"{seen.unread} embedded documents are not read")
        )
    if any(relation.kind == "vbaProject" for relation in parts.relations.values()):
        notes.append(Note("macros", "มีแมโครอยู่ในไฟล์ ไม่ได้อ่านและไม่ได้เรียกใช้", "macros were neither read nor run"))
    return tuple(notes)


def _read_drawing(drawing: Any, place: Place, parts: _Parts, outline: Outline) -> None:
    """Text of charts and SmartArt, which lives in parts of their own."""
    for kind, texts in graphic_texts(drawing, parts.by_id):
        for text in texts:
            outline.add(Block(BlockKind.PARAGRAPH, text, Place(f"{kind}ใน{place.label}", paragraph=place.paragraph)))
