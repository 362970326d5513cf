"""The table of contents: a field whose stored result is already the list, so that every program shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from plandocs.draft.anchors import script_runs
from plandocs.draft.digits import to_thai
from plandocs.draft.marks import style_levels
from plandocs.draft.ooxml import PPR, P, attr, make, paragraph_text, qn
from plandocs.draft.package import Package

#: Heading levels that go into the contents.
DEPTH = 2
INSTRUCTION = f' TOC \\o "1-{DEPTH}" \\h \\z \\u '


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading in the contents: level from 0, text, and the bookmark that its entry points to."""

    level: int
    text: str
    bookmark: str


def build(package: Package, at: etree._Element | None, *, thai_digits: bool) -> tuple[Heading, ...]:
    """Bookmark all headings and put the contents in place of the paragraph `at`; page numbers follow by `set_pages`."""
    headings = bookmark_headings(package)
    if at is None or not headings:
        return headings
    parent = at.getparent()
    position = parent.index(at)
    parent.remove(at)
    shown = [heading for heading in headings if heading.level < DEPTH]
    for offset, heading in enumerate(shown):
        entry = _entry(heading)
        if offset == 0:
            _open_field(entry)
        if offset == len(shown) - 1:
            entry.append(_char("end"))
        parent.insert(position + offset, entry)
    del thai_digits  # headings carry their digits already; page numbers get them in `set_pages`
    return headings


def bookmark_headings(package: Package) -> tuple[Heading, ...]:
    """Return the headings of the body, each with a bookmark around it."""
    levels = style_levels(package)
    found: list[Heading] = []
    style = qn("w:pStyle")
    for paragraph in package.tree(package.main).iter(P):
        properties = paragraph.find(PPR)
        level = levels.get(attr(properties.find(style))) if properties is not None else None
        text = " ".join(paragraph_text(paragraph).split()) if level is not None else ""
        if level is None or not text:
            continue
        name = f"_Toc{900_000_000 + len(found)}"
        ident = str(700_000 + len(found))
        start = make("w:bookmarkStart", id=ident, name=name)
        paragraph.insert(0 if properties is None else paragraph.index(properties) + 1, start)
        paragraph.append(make("w:bookmarkEnd", id=ident))
        found.append(Heading(level, text, name))
    return tuple(found)


def rebuild(package: Package, lines: Sequence[etree._Element]) -> None:
    """
    Write the contents anew in place of `lines`, the paragraphs they had.

    A document whose contents people took out gets none.
    """
    for mark in list(package.tree(package.main).iter(qn("w:bookmarkStart"))):
        if attr(mark, "name").startswith("_Toc"):
            mark.getparent().remove(mark)  # its end goes with the other ends that nothing opened
    first: etree._Element | None = None
    for paragraph in [one for one in lines if one.getparent() is not None]:
        if paragraph.find(f"{PPR}/{qn('w:sectPr')}") is not None:
            for child in [child for child in paragraph if child.tag != PPR]:
                paragraph.remove(child)
            continue
        if first is None:
            first = paragraph
        else:
            paragraph.getparent().remove(paragraph)
    build(package, first, thai_digits=False)


def _char(kind: str) -> etree._Element:
    one = make("w:r")
    one.append(make("w:fldChar", fldCharType=kind))
    return one


def _instruction(text: str) -> etree._Element:
    one = make("w:r")
    instruction = make("w:instrText")
    instruction.text = text
    instruction.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    one.append(instruction)
    return one


def _entry(heading: Heading) -> etree._Element:
    paragraph = make("w:p")
    properties = make("w:pPr")
    properties.append(make("w:pStyle", val=f"TOC{heading.level + 1}"))
    paragraph.append(properties)
    link = make("w:hyperlink", anchor=heading.bookmark, history="1")
    link.extend(script_runs(heading.text, None))
    tab = make("w:r")
    tab.append(make("w:tab"))
    link.extend(
        [tab, _char("begin"), _instruction(f" PAGEREF {heading.bookmark} \\h "), _char("separate"), _char("end")]
    )
    paragraph.append(link)
    return paragraph


def _open_field(paragraph: etree._Element) -> None:
    for offset, one in enumerate((_char("begin"), _instruction(INSTRUCTION), _char("separate"))):
        paragraph.insert(1 + offset, one)


def entries(package: Package) -> list[tuple[str, str, str]]:
    """Return (bookmark, text, page) of the contents as stored; page is empty when nobody has filled it."""
    out = []
    for paragraph in package.tree(package.main).iter(P):
        if not attr(paragraph.find(f"{PPR}/{qn('w:pStyle')}")).startswith("TOC"):
            continue
        link = paragraph.find(qn("w:hyperlink"))
        if link is not None:
            text, _, page = paragraph_text(paragraph).partition("\t")
            out.append((attr(link, "anchor"), text, page))
    return out


def set_pages(package: Package, pages: Sequence[int | None], *, thai_digits: bool) -> int:
    """Write page numbers into the contents' entries in order; return how many were written."""
    written = 0
    links = [
        link
        for paragraph in package.tree(package.main).iter(P)
        if attr(paragraph.find(f"{PPR}/{qn('w:pStyle')}")).startswith("TOC")
        for link in paragraph.findall(qn("w:hyperlink"))
    ]
    for link, page in zip(links, pages, strict=False):
        if page is None:
            continue
        marks = [one for one in link if one.find(qn("w:fldChar")) is not None]
        separate = next(one for one in marks if one.find(qn("w:fldChar")).get(qn("w:fldCharType")) == "separate")
        position = link.index(separate) + 1
        while link[position].find(qn("w:fldChar")) is None:
            link.remove(link[position])
        shown = to_thai(str(page)) if thai_digits else str(page)
        for offset, one in enumerate(script_runs(shown, None)):
            link.insert(position + offset, one)
        written += 1
    return written
