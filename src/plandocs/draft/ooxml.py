"""Small tools on WordprocessingML: names, runs, Thai script, and elements in the order the schema asks for."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
W_PREFIX = f"{{{W}}}"
_NSMAP = {"w": W}
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
NS = {"w": W, "r": R, "wp": WP, "a": A, "c": C}

THAI = re.compile(r"[\u0e00-\u0e7f]")
#: Stretches of Thai, of Latin letters and digits, each with the neutral signs after it; and neutral signs alone.
_STRETCH = re.compile(
    r"([\u0e00-\u0e7f][^0-9A-Za-z\u00c0-\u024f]*)|([0-9A-Za-z\u00c0-\u024f][^\u0e00-\u0e7f]*)"
    r"|([^0-9A-Za-z\u00c0-\u024f\u0e00-\u0e7f]+)",
    re.DOTALL,
)

#: The order of children of w:rPr (ISO/IEC 29500-1, CT_RPr) as far as drafts use them.
_RPR_ORDER = [
    "rStyle",
    "rFonts",
    "b",
    "bCs",
    "i",
    "iCs",
    "caps",
    "smallCaps",
    "strike",
    "dstrike",
    "outline",
    "shadow",
    "emboss",
    "imprint",
    "noProof",
    "snapToGrid",
    "vanish",
    "webHidden",
    "color",
    "spacing",
    "w",
    "kern",
    "position",
    "sz",
    "szCs",
    "highlight",
    "u",
    "effect",
    "bdr",
    "shd",
    "fitText",
    "vertAlign",
    "rtl",
    "cs",
    "em",
    "lang",
    "eastAsianLayout",
    "specVanish",
    "oMath",
]
_RPR_RANK = {name: rank for rank, name in enumerate(_RPR_ORDER)}


@functools.cache
def qn(name: str) -> str:
    """
    Return the lxml name of a prefixed one.

    >>> qn("w:p")
    '{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p'
    """
    prefix, local = name.split(":")
    return f"{{{NS[prefix]}}}{local}"


P, RUN, TEXT, TAB, BR = qn("w:p"), qn("w:r"), qn("w:t"), qn("w:tab"), qn("w:br")
RPR, PPR, TBL, TR, TC, SDT = qn("w:rPr"), qn("w:pPr"), qn("w:tbl"), qn("w:tr"), qn("w:tc"), qn("w:sdt")
VAL = qn("w:val")


def make(element_name: str, /, **attributes: str) -> etree._Element:
    """Return a new element; attribute names are taken in the w namespace."""
    element = etree.Element(qn(element_name), None, _NSMAP)
    for key, value in attributes.items():
        element.set(W_PREFIX + key, value)
    return element


def local(element: etree._Element) -> str:
    """Return the element's name without its namespace ("" for comments and instructions)."""
    tag = element.tag
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""


def attr(element: etree._Element | None, name: str = "val", default: str = "") -> str:
    """Return a w attribute of `element`, or `default`."""
    return default if element is None else str(element.get(W_PREFIX + name, default))


def put_rpr(rpr: etree._Element, child: etree._Element) -> None:
    """Put `child` into run properties at its place in the schema, instead of one of the same name."""
    old = rpr.find(child.tag)
    if old is not None:
        rpr.replace(old, child)
        return
    rank = _RPR_RANK[local(child)]
    for position, sibling in enumerate(rpr):
        if _RPR_RANK.get(local(sibling), len(_RPR_ORDER)) > rank:
            rpr.insert(position, child)
            return
    rpr.append(child)


def add(parent: etree._Element, element_name: str, /, **attributes: str) -> etree._Element:
    """Return a new last child of `parent`; made in its document, which is several times as fast as `make`."""
    named = {W_PREFIX + key: value for key, value in attributes.items()}
    return etree.SubElement(parent, qn(element_name), named)


def add_text(parent: etree._Element, text: str) -> None:
    """Add a w:t that keeps its spaces to a run."""
    element = etree.SubElement(parent, TEXT)
    element.text = text
    if text != text.strip() or "  " in text:
        element.set(XML_SPACE, "preserve")


def run(text: str, rpr: etree._Element | None = None, holder: etree._Element | None = None) -> etree._Element:
    """
    Return a run of `text`; tabs and newlines become w:tab and w:br. `rpr` is used as it is.

    With `holder` the run is made as its last child.
    """
    element = make("w:r") if holder is None else etree.SubElement(holder, RUN)
    if rpr is not None:
        element.append(rpr)
    if text and "\t" not in text and "\n" not in text:
        add_text(element, text)
        return element
    for piece in re.split(r"([\t\n])", text):
        if piece == "\t":
            etree.SubElement(element, TAB)
        elif piece == "\n":
            etree.SubElement(element, BR)
        elif piece:
            add_text(element, piece)
    return element


def scripts(text: str) -> Iterator[tuple[bool, str]]:
    """
    Yield (is Thai, stretch) pieces that join to `text`; neutral signs go with the strong letter before them.

    >>> list(scripts("ปี 2567 PMQA"))
    [(True, 'ปี '), (False, '2567 PMQA')]
    """
    lead = ""
    for match in _STRETCH.finditer(text):
        if match[3]:
            lead = match[3]
            continue
        yield bool(match[1]), lead + match.group()
        lead = ""
    if lead:
        yield False, lead


def paragraph_text(paragraph: etree._Element) -> str:
    """Return the visible text of one paragraph, without deleted text, instructions or text boxes' own paragraphs."""
    pieces = []
    for element in paragraph.iter(TEXT, TAB, BR):
        if element.tag == TEXT:
            pieces.append(element.text or "")
        elif element.tag == BR:
            pieces.append("\n")
        elif element.getparent().tag == RUN:
            pieces.append("\t")
    return "".join(pieces)


def set_alone(parent: etree._Element, child: etree._Element, before: tuple[str, ...] = ()) -> None:
    """Put `child` into `parent` instead of one of the same name, before the first of the local names in `before`."""
    for old in parent.findall(child.tag):
        parent.remove(old)
    for position, sibling in enumerate(parent):
        if local(sibling) in before:
            parent.insert(position, child)
            return
    parent.append(child)
