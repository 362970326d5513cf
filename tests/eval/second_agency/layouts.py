"""Page layouts of the second agency's documents (Word, Excel, PDF).

Each ``write_*`` function lays out one document. The text comes from
``source/`` and is never changed here, except for the digits of the two
documents that are printed in Thai numerals.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
import zipfile
from pathlib import Path

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

AGENCY = "กรมอนุรักษ์คุณภาพลุ่มน้ำ"
MINISTRY = "กระทรวงภูมิทรัพยากร"
FOOTER = "เอกสารตัวอย่างสมมติ"
THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")


def thai(text: str) -> str:
    """Return ``text`` with Thai numerals."""
    return text.translate(THAI)


def number(value: str) -> int | float | str:
    """Return a number for a cell, or the text when it is not one."""
    try:
        return float(value) if "." in value else int(value)
    except ValueError:
        return value


# ---------------------------------------------------------------- Word kit


def new_document(font: str = "TH Sarabun New", landscape: bool = False):
    """Return an empty document with Thai fonts, margins and the footer."""
    doc = Document()
    for name, size in (("Normal", 16), ("Title", 24), ("Heading 1", 20), ("Heading 2", 17)):
        style = doc.styles[name]
        style.font.name = font
        style.font.size = Pt(size)
        style.font.color.rgb = RGBColor(0, 0, 0)
        props = style.element.get_or_add_rPr()
        fonts = props.find(qn("w:rFonts"))
        for key in list(fonts.attrib):
            if key.endswith("Theme"):
                del fonts.attrib[key]
        for key in ("w:ascii", "w:hAnsi", "w:cs"):
            fonts.set(qn(key), font)
        for tag in props.findall(qn("w:szCs")):
            props.remove(tag)
        size_cs = props.makeelement(qn("w:szCs"), {qn("w:val"): str(size * 2)})
        props.append(size_cs)
    section = doc.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    if landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin, section.right_margin = Cm(2.5), Cm(2)
    foot = section.footer.paragraphs[0]
    foot.text = FOOTER
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return doc


def cover(doc, *lines: str) -> None:
    """Write the title lines, centred."""
    for place, line in enumerate(lines):
        par = doc.add_paragraph(line, style="Title" if place == 0 else "Normal")
        par.alignment = WD_ALIGN_PARAGRAPH.CENTER


def table(doc, head: list[str], rows: list[list[str]], widths: list[float], size: int = 14):
    """Add a ruled table with a repeated head row."""
    grid = doc.add_table(rows=1, cols=len(head))
    grid.style = "Table Grid"
    for cell, text in zip(grid.rows[0].cells, head, strict=True):
        cell.paragraphs[0].add_run(text).bold = True
    mark = grid.rows[0]._tr.get_or_add_trPr()
    mark.append(mark.makeelement(qn("w:tblHeader"), {}))
    for row in rows:
        for cell, text in zip(grid.add_row().cells, row, strict=True):
            cell.text = text
    set_widths(grid, widths)
    for cell in (cell for row in grid.rows for cell in row.cells):
        for run in cell.paragraphs[0].runs:
            run.font.size = Pt(size)
            props = run._r.get_or_add_rPr()
            props.append(props.makeelement(qn("w:szCs"), {qn("w:val"): str(size * 2)}))
    return grid


def set_widths(grid, widths: list[float]) -> None:
    """Give the columns of a table fixed widths in centimetres."""
    grid.autofit = False
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = Cm(width)
        for cell in column.cells:
            cell.width = Cm(width)


def neutral(core: bytes) -> bytes:
    """Return the core properties with a fixed date and no author."""
    dated = re.sub(rb"\d{4}-\d\d-\d\dT[\d:]+Z", b"2023-10-02T02:00:00Z", core)
    return re.sub(rb"(<dc:(?:creator|description)>)[^<]*", rb"\1", dated)


def freeze(path: Path) -> None:
    """Rewrite a .docx or .xlsx so that two builds give the same bytes."""
    with zipfile.ZipFile(path) as src:
        parts = [(name, src.read(name)) for name in src.namelist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in parts:
            info = zipfile.ZipInfo(name, (2023, 10, 2, 9, 0, 0))
            body = neutral(data) if name == "docProps/core.xml" else data
            out.writestr(info, body, zipfile.ZIP_DEFLATED)


def save(doc, path: Path) -> None:
    """Save a document or workbook with fixed dates."""
    doc.save(path)
    freeze(path)


def to_pdf(docx: Path, target: Path) -> None:
    """Print a Word file to ``target`` with LibreOffice."""
    with tempfile.TemporaryDirectory() as work:
        subprocess.run(
            [
                "soffice",
                f"-env:UserInstallation=file://{work}/profile",
                "--headless",
                "--convert-to",
                "pdf",
                "--outdir",
                work,
                str(docx),
            ],
            check=True,
            capture_output=True,
            timeout=180,
        )
        body = (Path(work) / f"{docx.stem}.pdf").read_bytes()
    for pattern, mark in (
        (rb"(?<=CreationDate\()D:\d{14}", b"D:20231002090000"),
        (rb"(?<=<)[0-9A-F]{32}(?=>)", b"0" * 32),
        (rb"(?<=DocChecksum /)[0-9A-F]{32}", b"0" * 32),
    ):
        body = re.sub(pattern, mark, body)
    target.write_bytes(body)
