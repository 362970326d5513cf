"""The anchors and source comments of a draft that goes on: numbered anew, each field's place once."""

from __future__ import annotations

import copy
from collections.abc import Mapping

from lxml import etree

from plandocs.draft.anchors import AUTHOR, reference
from plandocs.draft.graft import story, unwrap
from plandocs.draft.marks import DRAFT_WORD
from plandocs.draft.ooxml import RUN, SDT, TC, VAL, P, attr, local, make, paragraph_text, qn
from plandocs.draft.package import Package
from plandocs.draft.scan import BOOKMARK, TAG
from plandocs.draft.sides import Hands, Side

_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_MARKS = ("commentRangeStart", "commentRangeEnd", "commentReference")


def reanchor(into: Side, new: Side, hands: Hands, draft: str, *, keep: bool) -> list[str]:
    """
    Number all anchors of the result anew for `draft`; return the field key of each number.

    A place that people copied keeps its anchor in one copy only. Without `keep` all anchors go.
    """
    drop_marks(into.package)
    chosen = _chosen(hands) if into is hands.side else {}
    keys: list[str] = []
    for part in into.package.story_parts():
        root = into.package.tree(part)
        for control in list(root.iter(SDT)):
            match = TAG.match(attr(control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}")))
            if match is None:
                continue
            name = _key(control, match[1], int(match[2]), into, new, chosen)
            if not keep or not name or part != into.package.main:
                unwrap(control)
                continue
            _tag(control, draft, len(keys))
            keys.append(name)
    return keys


def _key(
    control: etree._Element, owner: str, number: int, into: Side, new: Side, chosen: Mapping[int, etree._Element]
) -> str:
    if owner == new.draft:
        return new.keys.get(number, "")
    if owner == into.draft and chosen.get(number) is control:
        return into.keys.get(number, "")
    return ""


def _chosen(hands: Hands) -> dict[int, etree._Element]:
    """Return for each occurrence the content control in the line where it was found."""
    out: dict[int, etree._Element] = {}
    for number, one in hands.found.items():
        if one.line is not None:
            for control in hands.side.lines[one.line].element.iter(SDT):
                if hands.side.number(control) == number:
                    out.setdefault(number, control)
    return out


def _tag(control: etree._Element, draft: str, number: int) -> None:
    control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").set(VAL, f"pd:{draft}:{number}")
    ident = str(10_000 + number)
    control.addprevious(make("w:bookmarkStart", id=ident, name=f"pd_{draft}_{number}"))
    control.addnext(make("w:bookmarkEnd", id=ident))


def drop_marks(package: Package) -> None:
    """Take out the bookmarks of all fields."""
    for part in package.story_parts():
        root = package.tree(part)
        idents = set()
        for mark in list(root.iter(qn("w:bookmarkStart"))):
            if BOOKMARK.match(attr(mark, "name")):
                idents.add(attr(mark, "id"))
                mark.getparent().remove(mark)
        for mark in list(root.iter(qn("w:bookmarkEnd"))):
            if attr(mark, "id") in idents:
                mark.getparent().remove(mark)


def source_comments(into: Side, new: Side, paragraphs: Mapping[int, etree._Element], hands: Hands) -> None:
    """Put the new draft's source comments on the same fields of the result, instead of those it came back with."""
    drop_comments(into.package, own_only=True)
    notes = {
        attr(one, "id"): one
        for _, name in new.package.related(new.package.main, "comments")
        for one in new.package.tree(name).iter(qn("w:comment"))
    }
    if not notes:
        return
    root = story(into.package, "comments")
    free = 1 + max([0, *(int(attr(one, "id", "0")) for one in root)])
    for line, controls in ((line, new.controls(line)) for line in range(len(new.lines)) if line in paragraphs):
        for name, control in controls.items():
            before = control.getprevious()
            if before is None or local(before) != "commentRangeStart" or attr(before, "id") not in notes:
                continue
            target = _same(paragraphs[line], name, into, new)
            if target is None or _is_owned(hands, target, name):
                continue
            note = copy.deepcopy(notes[attr(before, "id")])
            note.set(qn("w:id"), str(free))
            root.append(note)
            target.addprevious(make("w:commentRangeStart", id=str(free)))
            end = make("w:commentRangeEnd", id=str(free))
            target.addnext(end)
            end.addnext(reference(str(free)))
            free += 1


def _same(paragraph: etree._Element, name: str, into: Side, new: Side) -> etree._Element | None:
    for control in paragraph.iter(SDT):
        if name in {into.keys.get(into.number(control)), new.keys.get(new.number(control))}:
            return control
    return None


def _is_owned(hands: Hands, control: etree._Element, name: str) -> bool:
    paragraph = next(control.iterancestors(P), None)
    return any(owned == name and hands.side.lines[line].element is paragraph for line, owned in hands.owned)


def drop_comments(package: Package, *, own_only: bool) -> None:
    """Take comments out: all of them, or (`own_only`) plandocs' own that nobody answered."""
    answered = _answered(package)
    gone: set[str] = set()
    for _, name in package.related(package.main, "comments"):
        root = package.tree(name)
        for one in list(root.iter(qn("w:comment"))):
            paragraphs = {p.get(f"{_W14}paraId") for p in one.iter(P)}
            if not own_only or (attr(one, "author") == AUTHOR and not paragraphs & answered):
                gone.add(attr(one, "id"))
                root.remove(one)
    for part in package.story_parts():
        for mark in [one for one in package.tree(part).iter() if local(one) in _MARKS]:
            if attr(mark, "id") in gone or not own_only:
                holder = mark.getparent() if local(mark) == "commentReference" and mark.getparent().tag == RUN else mark
                if holder.getparent() is not None:
                    holder.getparent().remove(holder)
    _tidy(package)


def _answered(package: Package) -> set[str | None]:
    out: set[str | None] = set()
    for _, name in package.related(package.main, "commentsExtended"):
        if name in package.parts:
            out |= {one.get(f"{_W15}paraIdParent") for one in package.tree(name)}
    return out - {None}


def _tidy(package: Package) -> None:
    """Take out what Word keeps beside the comments that are gone."""
    there = {
        p.get(f"{_W14}paraId")
        for _, name in package.related(package.main, "comments")
        for p in package.tree(name).iter(P)
    }
    for kind in ("commentsExtended", "commentsIds"):
        for _, name in package.related(package.main, kind):
            for one in list(package.tree(name)) if name in package.parts else ():
                ident = next((value for key, value in one.attrib.items() if key.endswith("}paraId")), None)
                if ident not in there:
                    package.tree(name).remove(one)
                elif one.get(f"{_W15}paraIdParent") not in there:
                    one.attrib.pop(f"{_W15}paraIdParent", None)


def drop_draft_mark(package: Package) -> None:
    """Take the lines that call a document a draft out of its headers."""
    for _, name in package.related(package.main, "header"):
        root = package.tree(name)
        for paragraph in list(root.iter(P)):
            if paragraph_text(paragraph).strip().startswith(DRAFT_WORD):
                parent = paragraph.getparent()
                parent.remove(paragraph)
                if len(parent) == 0 or (parent.tag == TC and parent[-1].tag != P):
                    parent.append(make("w:p"))
