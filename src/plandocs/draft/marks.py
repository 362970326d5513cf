"""Marks of a whole draft: unique ids, the word ร่าง, page number digits, document properties."""

from __future__ import annotations

import datetime as dt
import re

from lxml import etree

from plandocs.draft.anchors import script_runs
from plandocs.draft.ooxml import PPR, RPR, VAL, R, W, attr, make, paragraph_text, put_rpr, qn, set_alone
from plandocs.draft.package import WORDPROCESSING, Package

DRAFT_WORD = "ร่าง"
_CP = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_DC = "http://purl.org/dc/elements/1.1/"
_DCTERMS = "http://purl.org/dc/terms/"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
CORE = "docProps/core.xml"
_KEYWORDS = f"{{{_CP}}}keywords"
_DRAFT_NAME = re.compile(r"plandocs-([0-9a-f]{8})\b")


def renumber(package: Package) -> None:
    """Give content controls, bookmarks and drawings of all parts unique ids; drop names a loop repeated."""
    controls = drawings = marks = 0
    names: set[str] = set()
    for part in package.story_parts():
        root = package.tree(part)
        for element in root.iter(qn("w:sdtPr")):
            ident = element.find(qn("w:id"))
            if ident is not None:
                controls += 1
                ident.set(VAL, str(500_000 + controls))
        for element in root.iter(qn("wp:docPr")):
            drawings += 1
            element.set("id", str(drawings))
        opened: dict[str, tuple[str, bool]] = {}
        for element in list(root.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd"))):
            ident_text = attr(element, "id")
            if element.tag == qn("w:bookmarkStart"):
                name = attr(element, "name")
                keep = name not in names
                names.add(name)
                marks += 1
                opened[ident_text] = (str(marks), keep)
            new, keep = opened.get(ident_text, ("", False))
            if keep:
                element.set(qn("w:id"), new)
            else:
                element.getparent().remove(element)


def page_digits(package: Package, *, thai: bool) -> None:
    """Set the page number format of every section to Thai or Arabic digits."""
    body = package.tree(package.main)
    for section in body.iter(qn("w:sectPr")):
        numbers = section.find(qn("w:pgNumType"))
        if numbers is not None:
            numbers.set(qn("w:fmt"), "thaiNumbers" if thai else "decimal")


def ensure_draft_mark(package: Package) -> None:
    """Write ร่าง into a header of every section that has none that says so."""
    for section in package.tree(package.main).iter(qn("w:sectPr")):
        references = section.findall(qn("w:headerReference"))
        if not any(_says_draft(package, reference) for reference in references):
            _add_mark(package, section, references)
        if section.find(qn("w:titlePg")) is not None:
            kinds = {attr(one, "type") for one in references}
            if "first" not in kinds:
                _reference(package, section, "first")


def _says_draft(package: Package, reference: etree._Element) -> bool:
    ident = reference.get(f"{{{R}}}id")
    for rel, name in package.related(package.main, "header"):
        if rel == ident and name in package.parts:
            text = "".join(paragraph_text(p) for p in package.tree(name).iter(qn("w:p")))
            return text.strip().startswith(DRAFT_WORD)
    return False


def _add_mark(package: Package, section: etree._Element, references: list[etree._Element]) -> None:
    """Put the mark first into the section's own default header, or give it one."""
    for reference in references:
        if attr(reference, "type") != "default":
            continue
        ident = reference.get(f"{{{R}}}id")
        for rel, name in package.related(package.main, "header"):
            if rel == ident and name in package.parts:
                package.tree(name).insert(0, _mark_paragraph())
                return
    _reference(package, section, "default")


def _reference(package: Package, section: etree._Element, kind: str) -> None:
    name = "word/header_draft.xml"
    if name not in package.parts:
        root = etree.Element(qn("w:hdr"), nsmap={"w": W})
        root.append(_mark_paragraph())
        package.put(name, root, WORDPROCESSING + "header+xml")
    element = etree.Element(qn("w:headerReference"), nsmap={"w": W, "r": R})
    element.set(qn("w:type"), kind)
    element.set(f"{{{R}}}id", package.relate(package.main, "header", name))
    section.insert(0, element)


def _mark_paragraph() -> etree._Element:
    paragraph = make("w:p")
    properties = make("w:pPr")
    properties.append(make("w:jc", val="right"))
    paragraph.append(properties)
    paragraph.extend(script_runs(f"{DRAFT_WORD} · ยังไม่ได้รับอนุมัติ", None))
    return paragraph


def write_properties(package: Package, title: str, author: str, when: dt.datetime) -> None:
    """Write title, author, language and dates into the core properties."""
    if CORE in package.parts:
        root = package.tree(CORE)
    else:
        root = etree.Element(f"{{{_CP}}}coreProperties", nsmap={"cp": _CP, "dc": _DC, "dcterms": _DCTERMS, "xsi": _XSI})
        package.put(CORE, root, "application/vnd.openxmlformats-package.core-properties+xml")
        _relate_core(package)
    stamp = when.strftime("%Y-%m-%dT%H:%M:%SZ")
    values = {
        f"{{{_DC}}}title": title,
        f"{{{_DC}}}creator": author,
        f"{{{_DC}}}language": "th-TH",
        f"{{{_CP}}}lastModifiedBy": "plandocs",
        f"{{{_DCTERMS}}}created": stamp,
        f"{{{_DCTERMS}}}modified": stamp,
    }
    for name, text in values.items():
        element = root.makeelement(name)
        element.text = text
        if name.startswith(f"{{{_DCTERMS}}}"):
            element.set(f"{{{_XSI}}}type", "dcterms:W3CDTF")
        set_alone(root, element)


def tag_language(package: Package) -> None:
    """
    Say in the document's defaults that complex script is Thai.

    Word then breaks and checks Thai on PCs without Thai; one other office program misplaces every ำ, so it is no
    default.
    """
    for _, name in package.related(package.main, "styles"):
        for rpr in package.tree(name).iterfind(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{RPR}"):
            language = rpr.find(qn("w:lang"))
            put_rpr(rpr, make("w:lang", **({"val": attr(language)} if attr(language) else {}), bidi="th-TH"))


def name_draft(package: Package, draft: str) -> None:
    """
    Write the draft's id among the document's keywords, or take an earlier one out when `draft` is empty.

    Programs that save .doc or .odt drop content controls, bookmarks and unknown parts, and keep the keywords.
    """
    root = package.tree(CORE)
    found = root.find(_KEYWORDS)
    words = _DRAFT_NAME.sub("", (found.text or "") if found is not None else "").strip(" ,;")
    words = ", ".join(filter(None, (words, f"plandocs-{draft}" if draft else "")))
    if words:
        element = root.makeelement(_KEYWORDS)
        element.text = words
        set_alone(root, element)
    elif found is not None:
        root.remove(found)


def draft_named(package: Package) -> str:
    """Return the id that `name_draft` wrote, "" when there is none."""
    found = package.tree(CORE).find(_KEYWORDS) if CORE in package.parts else None
    name = _DRAFT_NAME.search((found.text or "") if found is not None else "")
    return name.group(1) if name else ""


def _relate_core(package: Package) -> None:
    root = package.tree("_rels/.rels")
    kind = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    name = root.tag.replace("Relationships", "Relationship")
    root.append(root.makeelement(name, {"Id": "rIdCore", "Type": kind, "Target": CORE}))


def style_levels(package: Package) -> dict[str, int]:
    """Return the outline level (0–8) of every paragraph style that has one, its own or its base's."""
    styles = {}
    for _, name in package.related(package.main, "styles"):
        for style in package.tree(name).iter(qn("w:style")):
            outline = style.find(f"{PPR}/{qn('w:outlineLvl')}")
            styles[attr(style, "styleId")] = (attr(outline), attr(style.find(qn("w:basedOn"))))
    out = {}
    for ident, said in styles.items():
        (level, base), steps = said, 0
        while not level and base in styles and steps < 10:
            level, base, steps = *styles[base], steps + 1
        if level.isdigit() and int(level) < 9:
            out[ident] = int(level)
    return out
