"""Accepting tracked changes: the draft goes on from the text as people left it."""

from __future__ import annotations

from lxml import etree

from plandocs.draft.graft import unwrap
from plandocs.draft.ooxml import PPR, RPR, TBL, TR, P, local, qn
from plandocs.draft.package import Package

_GONE = {"del", "moveFrom"}
_STAYS = {"ins", "moveTo"}
#: Earlier formatting, and the ends of moved stretches.
_NOTED = {
    "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblPrExChange", "trPrChange", "tcPrChange",
    "tblGridChange", "numberingChange", "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd",
    "customXmlInsRangeStart", "customXmlInsRangeEnd", "customXmlDelRangeStart", "customXmlDelRangeEnd",
}  # fmt: skip
_MARKS = {"rPr", "trPr", "tcPr"}


def accept_all(package: Package) -> int:
    """Accept every tracked change in all parts that hold text; return how many there were."""
    count = 0
    for part in package.story_parts():
        root = package.tree(part)
        for element in [one for one in root.iter() if local(one) in _GONE | _STAYS | _NOTED | {"cellDel", "cellIns"}]:
            if element.getparent() is not None:
                count += _accept(element)
    return count


def _accept(element: etree._Element) -> int:
    name, parent = local(element), element.getparent()
    if name in _NOTED:
        parent.remove(element)
        return 0
    if local(parent) in _MARKS:
        holder = parent.getparent()
        parent.remove(element)
        if name in {"del", "moveFrom", "cellDel"}:
            _mark_gone(parent, holder)
        return 1
    if name in _GONE:
        parent.remove(element)
    else:
        unwrap(element)
    return 1


def _mark_gone(properties: etree._Element, holder: etree._Element) -> None:
    """Take out the row, cell or paragraph end whose mark says that it was deleted."""
    if holder.tag == TR or local(holder) == "tc":
        table = next(holder.iterancestors(TBL), None)
        holder.getparent().remove(holder)
        if table is not None and next(table.iter(TR), None) is None:
            table.getparent().remove(table)
    elif holder.tag == PPR and properties.tag == RPR:
        _join_with_next(holder.getparent())


def _join_with_next(paragraph: etree._Element) -> None:
    """The end of a paragraph was deleted: what is left of it goes before the next one's words."""
    following = paragraph.getnext()
    while following is not None and following.tag in {qn("w:bookmarkStart"), qn("w:bookmarkEnd")}:
        following = following.getnext()
    if following is None or following.tag != P:
        return
    start = 1 if following.find(PPR) is not None else 0
    left = [child for child in paragraph if child.tag != PPR and local(child) not in _GONE]
    for offset, child in enumerate(left):
        following.insert(start + offset, child)
    paragraph.getparent().remove(paragraph)
