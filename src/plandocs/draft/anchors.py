"""The anchor of a field in the draft: a content control inside a bookmark, with the source as a Word comment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml import etree

from plandocs.draft.ooxml import RPR, W, make, put_rpr, qn, run, scripts
from plandocs.draft.package import WORDPROCESSING, Package
from plandocs.draft.values import Field

AUTHOR = "plandocs"
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

    def wrap(self, value: Field, runs: Sequence[etree._Element], *, quiet: bool) -> list[etree._Element]:
        """Return `runs`, marked where something is missing, inside the anchors of `value`."""
        if value.placeholder or value.unconfirmed:
            for one in runs:
                _highlight(one, "yellow" if value.placeholder else "cyan")
        if self.final:
            return list(runs)
        number = len(self.occurrences)
        self.occurrences.append((number, value.key))
        start = make("w:bookmarkStart", id=str(10_000 + number), name=f"pd_{self.draft}_{number}")
        end = make("w:bookmarkEnd", id=str(10_000 + number))
        control = make("w:sdt")
        properties = make("w:sdtPr")
        properties.append(make("w:alias", val=value.label[:TITLE_LENGTH]))
        properties.append(make("w:tag", val=f"pd:{self.draft}:{number}"))
        properties.append(make("w:id", val=str(500_000 + number)))
        content = make("w:sdtContent")
        content.extend(runs)
        control.extend([properties, content])
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


def script_runs(text: str, rpr: etree._Element | None) -> list[etree._Element]:
    """Return `text` as runs split by script, the Thai ones marked `w:cs`; `rpr` is copied."""
    out = []
    for thai, piece in scripts(text):
        own = make("w:rPr") if rpr is None else _copy(rpr)
        if thai:
            put_rpr(own, make("w:cs"))
        out.append(run(piece, own if len(own) else None))
    return out


def _copy(rpr: etree._Element) -> etree._Element:
    own = make("w:rPr")
    for child in rpr:
        if child.tag != qn("w:cs"):
            own.append(etree.fromstring(etree.tostring(child)) if len(child) else _flat(child))
    return own


def _flat(child: etree._Element) -> etree._Element:
    return etree.Element(child.tag, child.attrib, nsmap={"w": W})


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
