"""Copying paragraphs and rows from one Word file into another, with everything they point to."""

from __future__ import annotations

import copy
import datetime as dt
import posixpath
from dataclasses import dataclass, field

from lxml import etree

from plandocs.draft.anchors import comment, mark_script, script_runs
from plandocs.draft.lists import add_list, list_ids, list_levels, numbering
from plandocs.draft.marks import style_levels
from plandocs.draft.ooxml import (
    NS,
    PPR,
    RPR,
    RUN,
    SDT,
    TC,
    TEXT,
    VAL,
    P,
    R,
    attr,
    local,
    make,
    paragraph_text,
    qn,
    scripts,
)
from plandocs.draft.package import WORDPROCESSING, Package
from plandocs.draft.scan import TAG

_COMMENT = {"commentRangeStart", "commentRangeEnd", "commentReference"}
_NOTES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}
#: What a run keeps when it comes from a document with other styles: its emphasis, not its font or size.
EMPHASIS = ("rStyle", "b", "bCs", "i", "iCs", "u", "strike", "color", "highlight", "vertAlign", "caps", "smallCaps")
_PARAGRAPH = ("pStyle", "keepNext", "pageBreakBefore", "numPr", "jc")
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"


@dataclass(slots=True)
class Graft:
    """
    Copies elements of `source`'s body into `target`'s.

    With `plain` the copies take the target's look: fonts, sizes and spacing stay behind, emphasis, lists and tables
    come along. Anchors of fields come along unless `plain`; comments by people do when `comments`.
    """

    source: Package
    target: Package
    plain: bool = False
    comments: bool = True
    author: str = ""
    body_style: str = ""
    parts: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)

    def copy(self, element: etree._Element) -> etree._Element:
        """Return a copy of `element` for the target."""
        made = copy.deepcopy(element)
        self._anchors(made)
        self._comments(made)
        self._links(made)
        for one in made.iter():
            if not isinstance(one.tag, str):
                continue
            for name in [name for name in one.attrib if name.startswith(_W14) or name.endswith("}rsidR")]:
                del one.attrib[name]
        self._notes(made)
        self._numbering(made)
        if self.plain:
            self._plain(made)
        self._styles(made)
        return made

    def _anchors(self, made: etree._Element) -> None:
        for mark in list(made.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd"))):
            if mark.getparent() is not None:
                mark.getparent().remove(mark)
        if self.plain:
            for control in list(made.iter(SDT)):
                if TAG.match(attr(control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}"))) and control is not made:
                    unwrap(control)

    def _comments(self, made: etree._Element) -> None:
        for one in [one for one in made.iter() if local(one) in _COMMENT]:
            ident = attr(one, "id")
            new = self.comment(ident) if self.comments else None
            if new is not None:
                one.set(qn("w:id"), new)
            else:
                holder = one.getparent() if local(one) == "commentReference" else one
                if holder is not None and holder.getparent() is not None:
                    holder.getparent().remove(holder)

    def comment(self, ident: str) -> str | None:
        """Return the id under which the target holds a person's comment of the source."""
        if ident in self.said:
            return self.said[ident] or None
        self.said[ident] = ""
        for _, name in self.source.related(self.source.main, "comments"):
            for one in self.source.tree(name).iter(qn("w:comment")):
                if attr(one, "id") == ident and attr(one, "author") != self.author:
                    root = story(self.target, "comments")
                    new = str(1 + max((int(attr(c, "id", "0")) for c in root), default=0))
                    root.append(_plain_comment(one, new) if self.plain else _renamed(one, new))
                    self.said[ident] = new
        return self.said[ident] or None

    def _links(self, made: etree._Element) -> None:
        """Point relationship attributes at copies of the parts they name."""
        for one in list(made.iter()):
            for name in [name for name in one.attrib if name.startswith(f"{{{R}}}")]:
                try:
                    one.set(name, self._relation(self.source.main, self.target.main, one.get(name, "")))
                except KeyError:
                    del one.attrib[name]

    def _relation(self, source_part: str, target_part: str, ident: str) -> str:
        kind, target, external = self.source.relationship(source_part, ident)
        if external:
            return self.target.relate_external(target_part, kind, target)
        return self.target.relate(target_part, kind.rsplit("/", 1)[-1], self._part(target), full_kind=kind)

    def _part(self, name: str) -> str:
        """Return the name of the target's copy of a part, with the parts that it needs."""
        if name in self.parts:
            return self.parts[name]
        folder, file = posixpath.split(name)
        stem, dot, extension = file.rpartition(".")
        new = self.target.free_name(f"{folder}/{stem.rstrip('0123456789') or 'part'}%d{dot}{extension}")
        self.parts[name] = new
        self.target.put(new, self.source.part_bytes(name), self.source.content_type(name))
        rels = self.source.rels_name(name)
        if rels in self.source.parts:
            for rel in self.source.tree(rels):
                kind, target, external = self.source.relationship(name, rel.get("Id", ""))
                if not external and target in self.source.parts:
                    self.target.relate(
                        new, kind.rsplit("/", 1)[-1], self._part(target), full_kind=kind, ident=rel.get("Id", "")
                    )
                elif external:
                    self.target.relate_external(new, kind, target, ident=rel.get("Id", ""))
        return new

    def _notes(self, made: etree._Element) -> None:
        for one in [one for one in made.iter() if local(one) in _NOTES]:
            kind = _NOTES[local(one)]
            for _, name in self.source.related(self.source.main, kind):
                for note in self.source.tree(name):
                    if attr(note, "id") == attr(one, "id"):
                        root = story(self.target, kind)
                        new = str(1 + max([0, *(int(attr(n, "id", "0")) for n in root)]))
                        twin = copy.deepcopy(note)
                        twin.set(qn("w:id"), new)
                        root.append(twin)
                        one.set(qn("w:id"), new)
                        break

    def _numbering(self, made: etree._Element) -> None:
        for one in made.iter(qn("w:numId")):
            if attr(one) not in {"", "0"}:
                one.set(VAL, self._number(attr(one)))

    def _number(self, ident: str) -> str:
        """Return the id of a list in the target that counts as list `ident` of the source does."""
        if ident in self.numbers:
            return self.numbers[ident]
        source, target = numbering(self.source), numbering(self.target)
        wanted = list_levels(source, ident)
        same = next((n for n in list_ids(target) if n == ident and list_levels(target, n) == wanted), None)
        if same is None and source is not None and wanted:
            same = add_list(self.target, source, ident)
        self.numbers[ident] = same or "0"
        return self.numbers[ident]

    def _styles(self, made: etree._Element) -> None:
        """Bring along the styles that the target lacks; in a plain copy they are left out instead."""
        have = style_ids(self.target)
        for one in [one for one in made.iter() if local(one) in {"pStyle", "rStyle", "tblStyle"}]:
            if attr(one) in have or not attr(one):
                continue
            if self.plain and local(one) != "tblStyle":
                if local(one) == "pStyle" and self.body_style:
                    one.set(VAL, self.body_style)
                else:
                    one.getparent().remove(one)
            elif not _add_style(self.source, self.target, attr(one)):
                one.getparent().remove(one)
            have = style_ids(self.target)

    def _plain(self, made: etree._Element) -> None:
        for mark in made.iter(qn("w:cantSplit"), qn("w:tblHeader")):
            mark.attrib.pop(VAL, None)  # LibreOffice writes "true", which the schema does not know here
        for paragraph in [made] if made.tag == P else list(made.iter(P)):
            properties = paragraph.find(PPR)
            if properties is not None:
                for child in list(properties):
                    if local(child) not in _PARAGRAPH:
                        properties.remove(child)
            self._style_of(paragraph)
            for one in list(paragraph.iter(RUN)):
                plain_run(one)

    def _style_of(self, paragraph: etree._Element) -> None:
        """Give a paragraph outside tables the target's body style when its own says nothing there."""
        style = paragraph.find(f"{PPR}/{qn('w:pStyle')}")
        if attr(style) in style_ids(self.target) and attr(style) not in {"Normal", "Standard"}:
            return
        level = heading_level(self.source, attr(style))
        wanted = heading_style(self.target, level) if level is not None else self.body_style
        if not wanted or (level is None and any(True for _ in paragraph.iterancestors(TC))):
            return
        properties = paragraph.find(PPR)
        if properties is None:
            properties = make("w:pPr")
            paragraph.insert(0, properties)
        if style is None:
            style = make("w:pStyle")
            properties.insert(0, style)
        style.set(VAL, wanted)


def _renamed(element: etree._Element, ident: str) -> etree._Element:
    twin = copy.deepcopy(element)
    twin.set(qn("w:id"), ident)
    return twin


def _plain_comment(element: etree._Element, ident: str) -> etree._Element:
    """Return a person's comment as our own comments look, with its author and date."""
    text = "\n".join(paragraph_text(p) for p in element.iter(P)).strip()
    twin = comment(ident, text, attr(element, "author"), dt.datetime(2000, 1, 1, tzinfo=dt.UTC))
    twin.attrib.pop(qn("w:date"))
    if attr(element, "date"):
        twin.set(qn("w:date"), attr(element, "date"))
    return twin


def mark_scripts(package: Package) -> None:
    """Split the runs of the body by script and mark the Thai ones, as in a draft of our own."""
    for one in list(package.tree(package.main).iter(RUN)):
        texts = one.findall(TEXT)
        if len(texts) != 1 or len(one) != 1 + (one.find(RPR) is not None) or not texts[0].text:
            continue
        stretches = list(scripts(texts[0].text))
        if len(stretches) == 1:
            mark_script(one, thai=stretches[0][0])
            continue
        parent = one.getparent()
        made = script_runs(texts[0].text, one.find(RPR), parent)
        position = parent.index(one)
        parent.remove(one)
        for offset, new in enumerate(made):
            parent.insert(position + offset, new)


def plain_run(one: etree._Element) -> None:
    """Take fonts and sizes off a run and split it by script as drafts are; pictures and notes stay as they are."""
    emphasis = emphasis_of(one)
    texts = {TEXT, qn("w:tab"), qn("w:br"), qn("w:cr"), qn("w:lastRenderedPageBreak"), RPR}
    if any(child.tag not in texts or (child.tag == qn("w:br") and child.attrib) for child in one):
        old = one.find(RPR)
        if old is not None:
            for child in list(old):
                if local(child) not in EMPHASIS:
                    old.remove(child)
        return
    signs = {"tab": "\t", "br": "\n", "cr": "\n"}
    text = "".join(child.text or "" if child.tag == TEXT else signs.get(local(child), "") for child in one)
    parent = one.getparent()
    position = parent.index(one)
    parent.remove(one)
    for offset, new in enumerate(script_runs(text, emphasis)):
        parent.insert(position + offset, new)


def emphasis_of(one: etree._Element | None) -> etree._Element | None:
    """Return new run properties with the emphasis of a run, None when it has none."""
    old = one.find(RPR) if one is not None else None
    if old is None:
        return None
    rpr = make("w:rPr")
    rpr.extend(copy.deepcopy(child) for child in old if local(child) in EMPHASIS)
    return rpr if len(rpr) else None


def unwrap(element: etree._Element) -> None:
    """Put what is inside a content control or tracked change in its place."""
    parent = element.getparent()
    position = parent.index(element)
    inside = element.find(qn("w:sdtContent")) if element.tag == SDT else element
    parent.remove(element)
    for offset, child in enumerate(list(inside) if inside is not None else []):
        parent.insert(position + offset, child)


def story(package: Package, kind: str) -> etree._Element:
    """Return the root of the comments, footnotes or endnotes part, made when there is none."""
    for _, name in package.related(package.main, kind):
        if name in package.parts:
            return package.tree(name)
    root = etree.Element(qn(f"w:{kind}"), nsmap={"w": NS["w"]})
    if kind != "comments":
        word = kind.removesuffix("s")
        for ident, what in (("-1", "separator"), ("0", "continuationSeparator")):
            note = make(f"w:{word}", type=what, id=ident)
            paragraph, one = make("w:p"), make("w:r")
            one.append(make(f"w:{what}"))
            paragraph.append(one)
            note.append(paragraph)
            root.append(note)
    name = f"word/{kind}.xml"
    package.put(name, root, f"{WORDPROCESSING}{kind}+xml")
    package.relate(package.main, kind, name)
    return root


def style_ids(package: Package) -> set[str]:
    """Return the ids of the styles of a document."""
    return {
        attr(style, "styleId")
        for _, name in package.related(package.main, "styles")
        for style in package.tree(name).iter(qn("w:style"))
    }


def heading_level(package: Package, style: str) -> int | None:
    """Return the outline level of a style, from 0, None for body text."""
    return style_levels(package).get(style)


def heading_style(package: Package, level: int) -> str:
    """Return the style that a document uses for headings of a level, "" when it has none."""
    found = [style for style, own in style_levels(package).items() if own == level]
    return min(found, key=lambda style: (not style.lower().startswith("heading"), style), default="")


def _add_style(source: Package, target: Package, ident: str, depth: int = 0) -> bool:
    if ident in style_ids(target) or depth > 10:
        return True
    for _, name in source.related(source.main, "styles"):
        for style in source.tree(name).iter(qn("w:style")):
            if attr(style, "styleId") == ident:
                for _, into in target.related(target.main, "styles"):
                    twin = copy.deepcopy(style)
                    for child in [c for c in twin if local(c) in {"link", "next"}]:
                        twin.remove(child)
                    for number in list(twin.iter(qn("w:numPr"))):
                        number.getparent().remove(number)
                    twin.attrib.pop(qn("w:default"), None)
                    target.tree(into).append(twin)
                base = attr(style.find(qn("w:basedOn")))
                return not base or _add_style(source, target, base, depth + 1)
    return False
