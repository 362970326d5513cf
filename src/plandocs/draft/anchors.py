"""The anchor of a field in the draft: a content control inside a bookmark, with the source as a Word comment."""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml import etree

from plandocs.draft.ooxml import RPR, W, add, make, put_rpr, qn, run, scripts
from plandocs.draft.package import WORDPROCESSING, Package
from plandocs.draft.values import Field

AUTHOR = "plandocs"
_CS = qn("w:cs")
_TWINS = [(qn(f"w:{one}"), qn(f"w:{two}")) for one, two in (("b", "bCs"), ("i", "iCs"), ("sz", "szCs"))]
#: Word keeps 64 characters of a content control's title.
TITLE_LENGTH = 60
UNCONFIRMED = "ตัวเลขนี้อ่านจากภาพสแกน โปรดตรวจกับเอกสารต้นฉบับก่อนใช้"


@dataclass(slots=True)
class Anchors:
    """Numbers the anchors of one draft and collects its comments; a final copy gets neither."""

    draft: str
    final: bool
    when: dt.datetime
    occurrences: list[tuple[int, str]] = field(default_factory=list)
    noted: set[int] = field(default_factory=set)
    comments: list[etree._Element] = field(default_factory=list)

    def wrap(
        self, value: Field, text: str, rpr: etree._Element | None, holder: etree._Element, *, quiet: bool
    ) -> list[etree._Element]:
        """
        Return the runs of `text`, marked where something is missing, inside the anchors of `value`.

        They are made as the last children of `holder`, from where they are put in their place.
        """
        color = "yellow" if value.placeholder else "cyan" if value.unconfirmed else ""
        if self.final:
            return _coloured(script_runs(text, rpr, holder), color)
        number = len(self.occurrences)
        self.occurrences.append((number, value.key))
        ident = str(10_000 + number)
        start = add(holder, "w:bookmarkStart", id=ident, name=f"pd_{self.draft}_{number}")
        control = add(holder, "w:sdt")
        properties = add(control, "w:sdtPr")
        add(properties, "w:alias", val=value.label[:TITLE_LENGTH])
        add(properties, "w:tag", val=f"pd:{self.draft}:{number}")
        add(properties, "w:id", val=str(500_000 + number))
        _coloured(script_runs(text, rpr, add(control, "w:sdtContent")), color)
        end = add(holder, "w:bookmarkEnd", id=ident)
        inner = self._comment(value, control) if not quiet else [control]
        return [start, *inner, end]

    def _comment(self, value: Field, control: etree._Element) -> list[etree._Element]:
        note = "\n".join(part for part in (value.source, UNCONFIRMED if value.unconfirmed else "") if part)
        if not note or value.human or value.index in self.noted:
            return [control]
        self.noted.add(value.index)
        ident = str(len(self.comments))
        self.comments.append(comment(ident, note, AUTHOR, self.when))
        return [
            make("w:commentRangeStart", id=ident),
            control,
            make("w:commentRangeEnd", id=ident),
            reference(ident),
        ]


def comment(ident: str, note: str, author: str, when: dt.datetime) -> etree._Element:
    """Return a w:comment with one paragraph for each line of `note`."""
    element = make(
        "w:comment", id=ident, author=author, date=when.strftime("%Y-%m-%dT%H:%M:%SZ"), initials=author[:2].upper()
    )
    for line in note.split("\n"):
        paragraph = make("w:p")
        properties = make("w:pPr")
        properties.append(make("w:pStyle", val="CommentText"))
        paragraph.append(properties)
        paragraph.extend(script_runs(line, None))
        element.append(paragraph)
    return element


def reference(ident: str) -> etree._Element:
    """Return the run that shows a comment's mark."""
    mark = make("w:r")
    style = make("w:rPr")
    style.append(make("w:rStyle", val="CommentReference"))
    mark.extend([style, make("w:commentReference", id=ident)])
    return mark


def script_runs(text: str, rpr: etree._Element | None, holder: etree._Element | None = None) -> list[etree._Element]:
    """
    Return `text` as runs split by script, the Thai ones marked `w:cs`; `rpr` is copied.

    With `holder` the runs are made as its last children.
    """
    out = []
    for thai, piece in scripts(text):
        own = make("w:rPr") if rpr is None else _copy(rpr)
        if thai:
            put_rpr(own, make("w:cs"))
        out.append(run(piece, own if len(own) else None, holder))
    return out


def _copy(rpr: etree._Element) -> etree._Element:
    own = copy.copy(rpr)
    mark = own.find(_CS)
    if mark is not None:
        own.remove(mark)
    complete(own)
    return own


def complete(rpr: etree._Element) -> None:
    """Give Thai text the weight, slant and size that an author set for Latin text only: Word keeps them apart."""
    for latin, thai in _TWINS:
        set_for_latin = rpr.find(latin)
        if set_for_latin is not None and rpr.find(thai) is None:
            put_rpr(rpr, etree.Element(thai, dict(set_for_latin.attrib), nsmap={"w": W}))


def mark_script(one: etree._Element, *, thai: bool) -> None:
    """Mark a whole run as Thai or not."""
    rpr = one.find(RPR)
    if rpr is not None:
        complete(rpr)
    mark = rpr.find(_CS) if rpr is not None else None
    if thai == (mark is not None):
        return
    if mark is not None:
        rpr.remove(mark)
        if len(rpr) == 0:
            one.remove(rpr)
        return
    if rpr is None:
        rpr = add(one, "w:rPr")
        one.insert(0, rpr)
    put_rpr(rpr, make("w:cs"))


def _coloured(runs: list[etree._Element], color: str) -> list[etree._Element]:
    for one in runs if color else ():
        _highlight(one, color)
    return runs


def _highlight(element: etree._Element, color: str) -> None:
    for one in element.iter(qn("w:r")) if element.tag != qn("w:r") else (element,):
        rpr = one.find(RPR)
        if rpr is None:
            rpr = make("w:rPr")
            one.insert(0, rpr)
        put_rpr(rpr, make("w:highlight", val=color))


def highlighted(control: etree._Element) -> str:
    """Return the colour that marks a field as missing or unconfirmed, "" for none."""
    mark = next(control.iter(qn("w:highlight")), None)
    return "" if mark is None else str(mark.get(qn("w:val"), ""))


def write_comments(package: Package, elements: Sequence[etree._Element]) -> None:
    """Add the comments part with `elements`, after any comments that are there already."""
    if not elements:
        return
    existing = package.related(package.main, "comments")
    if existing:
        root = package.tree(existing[0][1])
    else:
        root = etree.Element(qn("w:comments"), nsmap={"w": W})
        package.put("word/comments.xml", root, WORDPROCESSING + "comments+xml")
        package.relate(package.main, "comments", "word/comments.xml")
    root.extend(elements)
