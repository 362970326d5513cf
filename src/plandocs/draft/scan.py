"""What a returned draft says: every paragraph's text in pieces, with field anchors, tracked changes and comments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from plandocs.draft.ooxml import BR, PPR, RPR, RUN, SDT, TBL, TC, TEXT, TR, P, attr, local, qn
from plandocs.draft.package import Package

STYLE, SECTION, CONTENT, BOX = qn("w:pStyle"), qn("w:sectPr"), qn("w:sdtContent"), qn("w:txbxContent")
CONTROL_TAG = f"{qn('w:sdtPr')}/{qn('w:tag')}"
PROMPT = f"{qn('w:sdtPr')}/{qn('w:showingPlcHdr')}"
ROW_MARKS, MARK_START, MARK_END = qn("w:trPr"), qn("w:bookmarkStart"), qn("w:bookmarkEnd")
COMMENT_MARK = qn("w:commentReference")
#: Elements that hold no text and no anchor.
QUIET = frozenset(qn(f"w:{name}") for name in ("tblPr", "tblGrid", "trPr", "tcPr", "proofErr", "commentRangeEnd"))
LINK, FIELD = qn("w:hyperlink"), qn("w:fldChar")
PICTURE, OLD_PICTURE, OBJECT = qn("w:drawing"), qn("w:pict"), qn("w:object")
#: Styles of the lines of a table of contents.
IN_CONTENTS = re.compile(r"(TOC|Contents)\s?\d$", re.IGNORECASE)
CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice"

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
    """
    The text of one run ("" for a picture or note); `controls` and `bookmarks` are (draft, number) pairs.

    `run` is its element.
    """

    text: str
    controls: tuple[tuple[str, int], ...] = ()
    bookmarks: frozenset[tuple[str, int]] = frozenset()
    revision: Revision | None = None
    run: Any = field(default=None, compare=False, repr=False)

    @property
    def gone(self) -> bool:
        """Whether the text is deleted or moved away."""
        return self.revision is not None and self.revision.kind in {"deleted", "moved-from"}


@dataclass(frozen=True, slots=True)
class Line:
    """
    One paragraph. `row` is (table, row, cell) counted from 0 over the document, None outside tables.

    `style` is the paragraph style's id; `comments` are the ids of comments that start in it. `mark` says what a
    paragraph without text holds ("picture", "page" or "section" break). `element` is the paragraph.
    """

    pieces: tuple[Piece, ...]
    row: tuple[int, int, int] | None = None
    style: str = ""
    comments: tuple[str, ...] = ()
    mark: str = ""
    contents: bool = False
    element: Any = field(default=None, compare=False, repr=False)

    @property
    def text(self) -> str:
        """The text as if all tracked changes were accepted."""
        return "".join(piece.text for piece in self.pieces if not piece.gone)

    @property
    def shown(self) -> str:
        """The text as lines are compared: a sign and a word for a paragraph that holds a picture or a break."""
        return shown(self.text, self.mark)


def shown(text: str, mark: str) -> str:
    """Return a line's text, or a sign and its mark when it has none."""
    return text if text.strip() or not mark else SIGN + mark


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
    fields: list[bool] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)


#: Stands before the word for what a paragraph without text holds.
SIGN = "\ufffc"
_PICTURES = {"drawing", "pict", "object", "AlternateContent"}
_NOTES = {"footnoteReference", "endnoteReference"}
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
        tag = child.tag
        if tag == P:
            yield from _lines(child, state, row, controls, revision)
        elif tag == TBL:
            state.table += 1
            yield from _rows(child, state, state.table, controls)
        elif tag == SDT:
            content = child.find(CONTENT)
            if content is not None:
                yield from _blocks(content, state, row, controls + _control(child), revision)
        elif tag in QUIET:
            continue
        elif local(child) in {"ins", "moveTo", "del", "moveFrom", "customXml", "smartTag"}:
            yield from _blocks(child, state, row, controls, _revision(child) or revision)
        else:
            _bookmark(child, state)


def _rows(
    table: etree._Element, state: _State, number: int, controls: tuple[tuple[str, int], ...], row: int = -1
) -> Iterator[Line]:
    for child in table:
        tag = child.tag
        if tag == TR:
            row += 1
            marks = child.find(ROW_MARKS)
            revision = next(
                (_revision(one) for one in (marks if marks is not None else ()) if local(one) in _INSIDE), None
            )
            yield from _cells(child, state, (number, row), controls, revision)
        elif tag == SDT:
            content = child.find(CONTENT)
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
        tag = child.tag
        if tag == TC:
            column += 1
            yield from _blocks(child, state, (*place, column), controls, revision)
        elif tag == SDT:
            content = child.find(CONTENT)
            if content is not None:
                yield from _cells(content, state, place, controls + _control(child), revision, column)
                column += sum(1 for one in content if local(one) == "tc")
        else:
            _bookmark(child, state)


def _lines(
    paragraph: etree._Element,
    state: _State,
    row: tuple[int, int, int] | None,
    controls: tuple[tuple[str, int], ...],
    revision: Revision | None,
) -> Iterator[Line]:
    """Yield a paragraph, then those of the text boxes that hang on it."""
    pieces: list[Piece] = []
    comments: list[str] = []
    inside = any(state.fields)
    outer, state.boxes = state.boxes, []
    _inline(paragraph, state, controls, revision, pieces, comments, [0])
    boxes, state.boxes = state.boxes, outer
    properties = paragraph.find(PPR)
    style, mark = "", ""
    if properties is not None:
        style = attr(properties.find(STYLE))
        mark = "section" if properties.find(SECTION) is not None else ""
    if not mark and len(paragraph) > (properties is not None) and not any(piece.text.strip() for piece in pieces):
        mark = _mark(paragraph)
    contents = IN_CONTENTS.match(style) is not None
    if not contents and (inside or any(state.fields)):  # people write between the lines of the contents too
        own = any(True for _ in paragraph.iter(LINK, FIELD))
        contents = own or not any(piece.text.strip() for piece in pieces)
    yield Line(tuple(pieces), row, style, tuple(comments), mark, contents, paragraph)
    for box in boxes:
        yield from _blocks(box, state, row, (), revision)


def _mark(paragraph: etree._Element) -> str:
    for child in paragraph.iter(PICTURE, OLD_PICTURE, OBJECT, BR):
        if child.tag != BR:
            return "picture"
        if attr(child, "type") in {"page", "column"}:
            return "page"
    return ""


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
        tag = child.tag
        if tag == PPR or tag in QUIET:
            continue
        if tag == RUN:
            text = _run_text(child, depth, state)
            if text is not None:
                pieces.append(Piece(text, controls, frozenset(state.drafts), revision, child))
            else:  # some programs write a comment's mark only, without the range it is about
                comments += [ident for one in child.iter(COMMENT_MARK) if (ident := attr(one, "id")) not in comments]
        elif tag == SDT:
            content = child.find(CONTENT)
            if content is not None and child.find(PROMPT) is None:  # a prompt stands where somebody emptied a control
                _inline(content, state, controls + _control(child), revision, pieces, comments, depth)
            elif (claim := _control(child)) or content is None:
                pieces.append(Piece("", controls + claim, frozenset(state.drafts), revision))
        elif (name := local(child)) in _CONTAINERS:
            _inline(child, state, controls, revision, pieces, comments, depth)
        elif name in _INSIDE:
            _inline(child, state, controls, _revision(child), pieces, comments, depth)
        elif name == "commentRangeStart":
            comments.append(attr(child, "id"))
        else:
            _bookmark(child, state)


def _run_text(run: etree._Element, depth: list[int], state: _State) -> str | None:
    """Return the run's text, "" when it holds a picture or a note's mark, None when it holds nothing to read."""
    out = []
    other = False
    for child in run:
        tag = child.tag
        if tag == TEXT:
            if not depth[0]:
                out.append(child.text or "")
            continue
        if tag == RPR:
            continue
        name = local(child)
        if name == "fldChar":
            kind = attr(child, "fldCharType")
            depth[0] = {"begin": 1, "separate": 0, "end": 0}.get(kind, depth[0])
            if kind == "begin":
                state.fields.append(False)
            elif kind == "end" and state.fields:
                state.fields.pop()
        elif name == "instrText":
            if state.fields and (child.text or "").split()[:1] == ["TOC"]:
                state.fields[-1] = True
        elif depth[0]:
            continue
        elif name in _PICTURES:
            other = True
            state.boxes += _boxes(child)
        elif name in _NOTES:
            other = True
        elif name == "delText":
            out.append(child.text or "")
        elif name == "tab":
            out.append("\t")
        elif name in {"br", "cr"}:
            out.append("\n")
        elif name == "noBreakHyphen":
            out.append("-")
        elif name == "sym":
            out.append("\u2022")
    text = "".join(out)
    return text if text or other else None


def _boxes(holder: etree._Element) -> list[etree._Element]:
    """Return the text boxes in a drawing, each once: a drawing is stored twice, for new and for old programs."""
    choice = holder.find(CHOICE) if local(holder) == "AlternateContent" else holder
    found = list((choice if choice is not None else holder).iter(BOX))
    return [box for box in found if not any(one.tag == BOX for one in box.iterancestors())]


def _control(sdt: etree._Element) -> tuple[tuple[str, int], ...]:
    match = TAG.match(attr(sdt.find(CONTROL_TAG)))
    return ((match[1], int(match[2])),) if match else ()


def _bookmark(element: etree._Element, state: _State) -> None:
    tag = element.tag
    if tag == MARK_START:
        match = BOOKMARK.match(attr(element, "name"))
        if match:
            claim = (match[1], int(match[2]))
            state.names[attr(element, "id")] = claim
            state.drafts.add(claim)
    elif tag == MARK_END:
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
