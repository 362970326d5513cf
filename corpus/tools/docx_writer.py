"""Writes a source as a Word file the way an office's own typist would: styles, real lists, tables, sections."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from tools.source import NOTICE, Node, Source

FONT = "TH Sarabun New"


def write(
    source: Source,
    target: Path,
    font: str = FONT,
    scale: float = 1.0,
    change: Callable[[str], str] = str,
    blocks: int | None = None,
) -> None:
    """Write `source` to `target`; `scale` shrinks fonts that are drawn larger, `change` alters every text."""
    document = docx.Document()
    _styles(document, font, scale)
    _page(document.sections[0], landscape=False)
    _footer(document.sections[0], source, change)
    document.core_properties.title = source.head["title"]
    document.core_properties.author = "กรมมาตรฐานบริการประชาชน (หน่วยงานสมมติ)"
    in_list = False
    for node in source.nodes[:blocks]:
        if node.kind == "numbered":
            paragraph = document.add_paragraph(change(node.text), style="List Number")
            if not in_list:
                number_id = _new_list(document, thai=source.head.get("digits") == "thai")
            _number(paragraph, number_id)
        else:
            _node(document, node, source, change, scale)
        in_list = node.kind == "numbered"
    for part in (document.element, document.styles.element, *(s.footer._element for s in document.sections)):  # noqa: SLF001 - ordered as a whole
        _order(part)
    document.save(str(target))


#: The order in which Word's schema wants the properties of a run.
_ORDER = [
    "rStyle",
    "rFonts",
    "b",
    "bCs",
    "i",
    "iCs",
    "color",
    "sz",
    "szCs",
    "highlight",
    "u",
    "vertAlign",
    "cs",
    "lang",
]


def _order(part) -> None:
    """Put run properties into the schema's order; of two with one name, python-docx's template brought the first."""
    rank = {qn(f"w:{name}"): n for n, name in enumerate(_ORDER)}
    for properties in part.iter(qn("w:rPr")):
        last = {child.tag: child for child in properties}
        for child in list(properties):
            properties.remove(child)
        for child in sorted(last.values(), key=lambda child: rank.get(child.tag, rank[qn("w:color")])):
            properties.append(child)


def _node(document, node: Node, source: Source, change: Callable[[str], str], scale: float) -> None:
    match node.kind:
        case "heading":
            document.add_heading(change(node.text), node.level)
        case "bullet":
            document.add_paragraph(change(node.text), style="List Bullet")
        case "table":
            _table(document, node.rows, change, scale)
        case "page":
            document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        case "landscape" | "portrait":
            section = document.add_section()
            _page(section, landscape=node.kind == "landscape")
        case _:
            paragraph = document.add_paragraph()
            run = paragraph.add_run(change(node.text))
            if node.bold:
                run.bold = True
                _complex_bold(run)
            if node.kind == "center":
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            else:
                paragraph.paragraph_format.first_line_indent = Cm(1.5)


def _styles(document, font: str, scale: float) -> None:
    sizes = {
        "Normal": 16,
        "Heading 1": 20,
        "Heading 2": 18,
        "Heading 3": 16,
        "List Number": 16,
        "List Bullet": 16,
        "Footer": 12,
        "Header": 12,
    }
    for name, size in sizes.items():
        style = document.styles[name]
        properties = style.element.get_or_add_rPr()
        for old in properties.findall(qn("w:rFonts")):
            properties.remove(old)
        fonts = OxmlElement("w:rFonts")
        for attribute in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(qn(f"w:{attribute}"), font)
        properties.insert(0, fonts)
        style.font.size = Pt(size * scale)
        complex_size = OxmlElement("w:szCs")
        complex_size.set(qn("w:val"), str(round(size * scale * 2)))
        properties.append(complex_size)
        if name.startswith("Heading"):
            properties.append(OxmlElement("w:bCs"))
            style.font.color.rgb = None
    document.styles["Normal"].paragraph_format.space_after = Pt(4)


def _page(section, *, landscape: bool) -> None:
    width, height = Cm(21), Cm(29.7)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (height, width) if landscape else (width, height)
    section.left_margin, section.right_margin = Cm(3), Cm(2)
    section.top_margin, section.bottom_margin = Cm(2.5), Cm(2)


def _footer(section, source: Source, change: Callable[[str], str]) -> None:
    paragraph = section.footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run(change(NOTICE + "  หน้า "))
    for kind, text in (("begin", ""), ("", " PAGE "), ("end", "")):
        run = paragraph.add_run()
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        run._r.append(element)  # noqa: SLF001 - python-docx has no fields


def _new_list(document, *, thai: bool) -> int:
    numbering = document.part.numbering_part.element
    abstract = OxmlElement("w:abstractNum")
    used = [int(e.get(qn("w:abstractNumId"))) for e in numbering.findall(qn("w:abstractNum"))]
    abstract.set(qn("w:abstractNumId"), str(max(used, default=0) + 1))
    level = OxmlElement("w:lvl")
    level.set(qn("w:ilvl"), "0")
    for tag, value in (
        ("start", "1"),
        ("numFmt", "thaiNumbers" if thai else "decimal"),
        ("lvlText", "%1."),
        ("lvlJc", "left"),
    ):
        element = OxmlElement(f"w:{tag}")
        element.set(qn("w:val"), value)
        level.append(element)
    indent = OxmlElement("w:pPr")
    ind = OxmlElement("w:ind")
    ind.set(qn("w:left"), "720")
    ind.set(qn("w:hanging"), "360")
    indent.append(ind)
    level.append(indent)
    abstract.append(level)
    first_num = numbering.find(qn("w:num"))
    first_num.addprevious(abstract) if first_num is not None else numbering.append(abstract)
    num = numbering.add_num(int(abstract.get(qn("w:abstractNumId"))))
    return num.numId


def _number(paragraph, number_id: int) -> None:
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()  # noqa: SLF001 - python-docx has no list numbers
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = number_id


def _table(document, rows: list[list[str]], change: Callable[[str], str], scale: float) -> None:
    columns = max(len(row) for row in rows)
    table = document.add_table(rows=len(rows), cols=columns, style="Table Grid")
    table.autofit = False
    _widths(document, table, rows, columns)
    for r, row in enumerate(rows):
        for c, text in enumerate(row + [""] * (columns - len(row))):
            if text == "<" and c:
                table.cell(r, c - 1).merge(table.cell(r, c))
            elif text == "^" and r:
                table.cell(r - 1, c).merge(table.cell(r, c))
            else:
                _cell(table.cell(r, c), text, change, scale, head=r == 0)
    head = table.rows[0]._tr.get_or_add_trPr()  # noqa: SLF001 - python-docx has no repeated header rows
    head.append(OxmlElement("w:tblHeader"))
    document.add_paragraph()


def _widths(document, table, rows: list[list[str]], columns: int) -> None:
    section = document.sections[-1]
    total = section.page_width - section.left_margin - section.right_margin
    longest = [max([4, *(min(len(row[c]), 120) for row in rows if c < len(row))]) ** 0.7 for c in range(columns)]
    for c, share in enumerate(longest):
        width = int(total * share / sum(longest))
        table.columns[c].width = width
        for cell in table.columns[c].cells:
            cell.width = width


def _cell(cell, text: str, change: Callable[[str], str], scale: float, *, head: bool) -> None:
    for number, part in enumerate(text.split("<br>")):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        run = paragraph.add_run(change(part))
        run.font.size = Pt(14 * scale)
        size = OxmlElement("w:szCs")
        size.set(qn("w:val"), str(round(28 * scale)))
        run._r.get_or_add_rPr().append(size)  # noqa: SLF001 - python-docx has no complex-script size
        if head:
            run.bold = True
            _complex_bold(run)
        paragraph.paragraph_format.space_after = Pt(0)


def _complex_bold(run) -> None:
    run._r.get_or_add_rPr().append(OxmlElement("w:bCs"))  # noqa: SLF001 - python-docx sets it through cs_bold only on fonts
