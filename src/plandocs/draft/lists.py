"""The definitions of lists in a Word file, and bringing one from another file."""

from __future__ import annotations

import copy

from lxml import etree

from plandocs.draft.ooxml import NS, attr, local, make, qn
from plandocs.draft.package import WORDPROCESSING, Package


def numbering(package: Package) -> etree._Element | None:
    """Return the root of the list definitions, None when there are none."""
    for _, name in package.related(package.main, "numbering"):
        if name in package.parts:
            return package.tree(name)
    return None


def list_ids(root: etree._Element | None) -> list[str]:
    """Return the ids of the lists."""
    return [] if root is None else [attr(num, "numId") for num in root.iter(qn("w:num"))]


def _abstract(root: etree._Element | None, ident: str) -> etree._Element | None:
    if root is None:
        return None
    for num in root.iter(qn("w:num")):
        if attr(num, "numId") == ident:
            wanted = attr(num.find(qn("w:abstractNumId")))
            return next((a for a in root.iter(qn("w:abstractNum")) if attr(a, "abstractNumId") == wanted), None)
    return None


def list_levels(root: etree._Element | None, ident: str) -> list[tuple[str, str]]:
    """Return how a list counts: (format, text) of each level."""
    abstract = _abstract(root, ident)
    if abstract is None:
        return []
    levels = abstract.iter(qn("w:lvl"))
    return [(attr(level.find(qn("w:numFmt"))), attr(level.find(qn("w:lvlText")))) for level in levels]


def add_list(target: Package, source: etree._Element, ident: str) -> str | None:
    """Return the id of a new list in `target` that counts as list `ident` of `source` does, None when there is none."""
    root = numbering(target)
    abstract = _abstract(source, ident)
    if abstract is None:
        return None
    if root is None:
        root = etree.Element(qn("w:numbering"), nsmap={"w": NS["w"]})
        target.put("word/numbering.xml", root, f"{WORDPROCESSING}numbering+xml")
        target.relate(target.main, "numbering", "word/numbering.xml")
    new = str(1 + max([0, *(int(attr(a, "abstractNumId", "0")) for a in root.iter(qn("w:abstractNum")))]))
    twin = copy.deepcopy(abstract)
    twin.set(qn("w:abstractNumId"), new)
    for child in [c for c in twin if local(c) in {"nsid", "tmpl", "styleLink", "numStyleLink"}]:
        twin.remove(child)
    last = [n for n, child in enumerate(root) if child.tag == qn("w:abstractNum")]
    root.insert(last[-1] + 1 if last else 0, twin)
    number = str(1 + max([0, *(int(n) for n in list_ids(root) if n.isdigit())]))
    num = make("w:num", numId=number)
    num.append(make("w:abstractNumId", val=new))
    last = [n for n, child in enumerate(root) if child.tag == qn("w:num")]
    root.insert(last[-1] + 1 if last else len(root), num)
    return number
