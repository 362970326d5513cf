"""What a returned draft says: every paragraph's text in pieces, with field anchors, tracked changes and comments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from plandocs.draft.ooxml import attr, local, qn
from plandocs.draft.package import Package

#: Anchor names: content controls are tagged "pd:<draft>:<n>", bookmarks named "pd_<draft>_<n>".
TAG = re.compile(r"pd:([0-9a-f]+):(\d+)$")
BOOKMARK = re.compile(r"pd_([0-9a-f]+)_(\d+)(?:_Copy_?(\d+))?$")


@dataclass(frozen=True, slots=True)
class Revision:
    """A tracked change ("inserted", "deleted", "moved-from", "moved-to"), who made it and when (ISO 8601 or empty)."""

    kind: str
    author: str
    date: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text under the same anchors; `controls` and `bookmarks` are (draft, number) pairs."""

    text: str
    controls: tuple[tuple[str, int], ...] = ()
    bookmarks: frozenset[tuple[str, int]] = frozenset()
    revision: Revision | None = None

    @property
    def gone(self) -> bool:
        """Whether the text is deleted or moved away."""
        return self.revision is not None and self.revision.kind in {"deleted", "moved-from"}


@dataclass(frozen=True, slots=True)
class Line:
    """
    One paragraph. `row` is (table, row, cell) counted from 0 over the document, None outside tables.

    `style` is the paragraph style's id; `comments` are the ids of comments that start in it.
    """

    pieces: tuple[Piece, ...]
    row: tuple[int, int, int] | None = None
    style: str = ""
    comments: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The text as if all tracked changes were accepted."""
        return "".join(piece.text for piece in self.pieces if not piece.gone)


@dataclass(frozen=True, slots=True)
class Comment:
    """A review comment by a person."""

    id: str
    author: str
    date: str
    text: str


@dataclass(slots=True)
class _State:
    drafts: set[tuple[str, int]] = field(default_factory=set)
    names: dict[str, tuple[str, int]] = field(default_factory=dict)
    table: int = -1
    row: int = -1


_INSIDE = {"ins": "inserted", "moveTo": "moved-to", "del": "deleted", "moveFrom": "moved-from"}
_CONTAINERS = {"hyperlink", "smartTag", "fldSimple", "sdtContent", "customXml", "dir", "bdo"}


def scan(package: Package) -> tuple[Line, ...]:
    """Return the paragraphs of the body in reading order, those in tables and content controls included."""
    body = package.tree(package.main).find(qn("w:body"))
    return tuple(_blocks(body, _State(), None, ())) if body is not None else ()


def _blocks(
    parent: etree._Element,
    state: _State,
    row: tuple[int, int, int] | None,
    controls: tuple[tuple[str, int], ...],
    revision: Revision | None = None,
) -> Iterator[Line]:
    for child in parent:
        name = local(child)
        if name == "p":
            yield _line(child, state, row, controls, revision)
        elif name == "tbl":
            state.table += 1
            yield from _rows(child, state, state.table, controls)
        elif name == "sdt":
            content = child.find(qn("w:sdtContent"))
            if content is not None:
                yield from _blocks(content, state, row, controls + _control(child), revision)
        elif name in {"ins", "moveTo", "del", "moveFrom", "customXml", "smartTag"}:
            yield from _blocks(child, state, row, controls, _revision(child) or revision)
        else:
            _bookmark(child, state)


def _rows(
    table: etree._Element, state: _State, number: int, controls: tuple[tuple[str, int], ...], row: int = -1
) -> Iterator[Line]:
    for child in table:
        name = local(child)
        if name == "tr":
            row += 1
            marks = child.find("w:trPr", {"w": child.nsmap["w"]}) if "w" in child.nsmap else child.find(qn("w:trPr"))
            revision = next(
                (_revision(one) for one in (marks if marks is not None else ()) if local(one) in _INSIDE), None
            )
            yield from _cells(child, state, (number, row), controls, revision)
        elif name == "sdt":
            content = child.find(qn("w:sdtContent"))
            if content is not None:
                yield from _rows(content, state, number, controls + _control(child), row)
                row += sum(1 for _ in content.iter(qn("w:tr")))
        else:
            _bookmark(child, state)


def _cells(
    parent: etree._Element,
    state: _State,
    place: tuple[int, int],
    controls: tuple[tuple[str, int], ...],
    revision: Revision | None,
    column: int = -1,
) -> Iterator[Line]:
    for child in parent:
        name = local(child)
        if name == "tc":
            column += 1
            yield from _blocks(child, state, (*place, column), controls, revision)
        elif name == "sdt":
            content = child.find(qn("w:sdtContent"))
            if content is not None:
                yield from _cells(content, state, place, controls + _control(child), revision, column)
                column += sum(1 for one in content if local(one) == "tc")
        else:
            _bookmark(child, state)


def _line(
    paragraph: etree._Element,
    state: _State,
    row: tuple[int, int, int] | None,
    controls: tuple[tuple[str, int], ...],
    revision: Revision | None,
) -> Line:
    pieces: list[Piece] = []
    comments: list[str] = []
    _inline(paragraph, state, controls, revision, pieces, comments, [0])
    style = attr(paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}"))
    return Line(tuple(pieces), row, style, tuple(comments))


def _inline(
    parent: etree._Element,
    state: _State,
    controls: tuple[tuple[str, int], ...],
    revision: Revision | None,
    pieces: list[Piece],
    comments: list[str],
    depth: list[int],
) -> None:
    """Walk a paragraph; `depth[0]` is 1 while inside a field's instruction, which is not text."""
    for child in parent:
        name = local(child)
        if name == "r":
            text = _run_text(child, depth)
            if text:
                pieces.append(Piece(text, controls, frozenset(state.drafts), revision))
        elif name in _CONTAINERS:
            _inline(child, state, controls, revision, pieces, comments, depth)
        elif name == "sdt":
            content = child.find(qn("w:sdtContent"))
            if content is not None:
                _inline(content, state, controls + _control(child), revision, pieces, comments, depth)
        elif name in _INSIDE:
            _inline(child, state, controls, _revision(child), pieces, comments, depth)
        elif name == "commentRangeStart":
            comments.append(attr(child, "id"))
        else:
            _bookmark(child, state)


def _run_text(run: etree._Element, depth: list[int]) -> str:
    out = []
    for child in run:
        name = local(child)
        if name == "fldChar":
            kind = attr(child, "fldCharType")
            depth[0] = {"begin": 1, "separate": 0, "end": 0}.get(kind, depth[0])
        elif depth[0]:
            continue
        elif name in {"t", "delText"}:
            out.append(child.text or "")
        elif name == "tab":
            out.append("\t")
        elif name in {"br", "cr"}:
            out.append("\n")
        elif name == "noBreakHyphen":
            out.append("-")
    return "".join(out)


def _control(sdt: etree._Element) -> tuple[tuple[str, int], ...]:
    match = TAG.match(attr(sdt.find(f"{qn('w:sdtPr')}/{qn('w:tag')}")))
    return ((match[1], int(match[2])),) if match else ()


def _bookmark(element: etree._Element, state: _State) -> None:
    name = local(element)
    if name == "bookmarkStart":
        match = BOOKMARK.match(attr(element, "name"))
        if match:
            claim = (match[1], int(match[2]))
            state.names[attr(element, "id")] = claim
            state.drafts.add(claim)
    elif name == "bookmarkEnd":
        claim_or_none = state.names.pop(attr(element, "id"), None)
        if claim_or_none is not None:
            state.drafts.discard(claim_or_none)


def _revision(element: etree._Element) -> Revision | None:
    kind = _INSIDE.get(local(element))
    return Revision(kind, attr(element, "author"), attr(element, "date")) if kind else None


def comments(package: Package) -> dict[str, Comment]:
    """Return all comments of the document by id."""
    out = {}
    for _, name in package.related(package.main, "comments"):
        for element in package.tree(name).iter(qn("w:comment")):
            lines = ["".join(t.text or "" for t in p.iter(qn("w:t"))) for p in element.iter(qn("w:p"))]
            ident = attr(element, "id")
            out[ident] = Comment(ident, attr(element, "author"), attr(element, "date"), "\n".join(lines).strip())
    return out
