"""A PDF and page pictures of a draft through LibreOffice, and true page numbers for its contents."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

from plandocs.draft import office, toc
from plandocs.draft.fonts import PreviewFont, preview_font, thai_fonts
from plandocs.draft.marks import style_levels
from plandocs.draft.ooxml import PPR, P, attr, make, paragraph_text, qn
from plandocs.draft.package import Package
from plandocs.model.errors import PlandocsError

__all__ = ["Preview", "fill_pages", "pictures", "preview", "thai_fonts"]

#: Outline level (counted from 0) that marks the first line of each section while pages are counted.
_MARK_LEVEL = "8"


@dataclass(frozen=True, slots=True)
class Preview:
    """A preview PDF. `final` is true only when it is drawn in TH Sarabun itself; `notes` say in Thai what to trust."""

    path: Path
    pages: int
    font: PreviewFont
    notes: tuple[str, ...] = ()

    @property
    def final(self) -> bool:
        """Whether this PDF may be handed out as the document."""
        return self.font.kind == "real"


def cache_folder() -> Path:
    """Return where the stand-in font is kept between runs."""
    from platformdirs import user_cache_path

    return Path(user_cache_path("plandocs"))


def preview(draft: Path, out: Path) -> Preview:
    """
    Write `draft` as a PDF to `out` and say how far it can be trusted.

    Raises `MissingToolError` without LibreOffice.
    """
    from pypdf import PdfReader

    font = preview_font(cache_folder())
    with tempfile.TemporaryDirectory(prefix="plandocs-preview-") as folder:
        copy = Path(folder) / "draft.docx"
        copy.write_bytes(Package.read(draft).to_bytes())
        made = office.convert(copy, "pdf", Path(folder), font.environment)
        data = made.read_bytes()
    out.write_bytes(data)
    with PdfReader(out) as reader:
        pages = len(reader.pages)
    notes = (font.thai, "LibreOffice แสดงเลขหน้าเป็นเลขอารบิกและไม่กระจายตัวอักษรชิดขอบแบบไทย ใน Word จะถูกต้อง")
    return Preview(out, pages, font, notes)


def pictures(pdf: Path, folder: Path, *, resolution: int = 60) -> tuple[Path, ...]:
    """Return one PNG for each page of `pdf`, written into `folder`; `resolution` in dots per inch."""
    import pypdfium2

    folder.mkdir(parents=True, exist_ok=True)
    out = []
    document = pypdfium2.PdfDocument(pdf)
    try:
        for number in range(len(document)):
            path = folder / f"page-{number + 1:03d}.png"
            document[number].render(scale=resolution / 72).to_pil().save(path)
            out.append(path)
    finally:
        document.close()
    return tuple(out)


def fill_pages(package: Package, *, thai_digits: bool) -> tuple[str, list[str]]:
    """
    Write page numbers into the contents of `package`; return where they come from and notes in Thai.

    Without LibreOffice, or with a font that breaks pages elsewhere, the numbers are left empty: Word fills them on
    opening.
    """
    wanted = [bookmark for bookmark, _, _ in toc.entries(package)]
    if not wanted:
        return "", []
    leave = "เลขหน้าในสารบัญจะเติมเมื่อเปิดใน Word แล้วกดปรับปรุงเขตข้อมูล (F9)"
    if office.find() is None:
        return "", [leave]
    font = preview_font(cache_folder())
    if not font.true_pages:
        return "", [font.thai, leave]
    try:
        pages = _heading_pages(package, font)
    except PlandocsError as error:
        return "", [error.thai, leave]
    toc.set_pages(package, [pages.get(bookmark) for bookmark in wanted], thai_digits=thai_digits)
    return "libreoffice", [] if font.kind == "real" else ["เลขหน้าในสารบัญนับด้วยฟอนต์แทนที่ปรับขนาดแล้ว Word จะนับใหม่เมื่อเปิด"]


def _heading_pages(package: Package, font: PreviewFont) -> dict[str, int]:
    """Return the printed page number of each heading's bookmark."""
    from pypdf import PdfReader

    copy = Package(dict(Package.read(package.to_bytes()).parts))
    marks = _mark_sections(copy)
    with tempfile.TemporaryDirectory(prefix="plandocs-pages-") as folder:
        source = Path(folder) / "draft.docx"
        source.write_bytes(copy.to_bytes())
        pdf = office.convert(source, "pdf", Path(folder), font.environment)
        with PdfReader(pdf) as reader:
            outline = [(_squeeze(title), page) for title, page in _outline(reader, reader.outline)]
    return _number(marks, outline)


@dataclass(frozen=True, slots=True)
class _Mark:
    """A line whose page is wanted: text, bookmark (headings only), section, and the number its section starts with."""

    text: str
    bookmark: str
    section: int
    start: int | None


def _mark_sections(package: Package) -> list[_Mark]:
    """Give the first line of each section an outline level, and return all lines that will be in the PDF's outline."""
    levels = style_levels(package)
    body = package.tree(package.main)
    starts = [_start(section) for section in body.iter(qn("w:sectPr"))]
    out, section, first = [], 0, True
    for paragraph in body.iter(P):
        text = _squeeze(paragraph_text(paragraph))
        heading = attr(paragraph.find(f"{PPR}/{qn('w:pStyle')}")) in levels
        in_table = any(parent.tag == qn("w:tbl") for parent in paragraph.iterancestors())
        if text and not in_table and (heading or first):
            if not heading:
                _set_level(paragraph)
            start = starts[section] if first and section < len(starts) else None
            out.append(_Mark(text, _bookmark(paragraph) if heading else "", section, start))
        if text and not in_table:
            first = False
        if paragraph.find(f"{PPR}/{qn('w:sectPr')}") is not None:
            section, first = section + 1, True
    return out


def _start(section: etree._Element) -> int | None:
    value = attr(section.find(qn("w:pgNumType")), "start")
    return int(value) if value.isdigit() else None


def _set_level(paragraph: etree._Element) -> None:
    properties = paragraph.find(PPR)
    if properties is None:
        properties = make("w:pPr")
        paragraph.insert(0, properties)
    level = make("w:outlineLvl", val=_MARK_LEVEL)
    before = {qn("w:divId"), qn("w:cnfStyle"), qn("w:rPr"), qn("w:sectPr"), qn("w:pPrChange")}
    position = next((n for n, child in enumerate(properties) if child.tag in before), len(properties))
    properties.insert(position, level)


def _bookmark(paragraph: etree._Element) -> str:
    names = (attr(mark, "name") for mark in paragraph.iter(qn("w:bookmarkStart")))
    return next((name for name in names if name.startswith("_Toc")), "")


def _squeeze(text: str) -> str:
    return "".join(text.split())


def _outline(reader: Any, entries: Sequence[Any]) -> Iterator[tuple[str, int]]:
    for entry in entries:
        if isinstance(entry, list):
            yield from _outline(reader, entry)
        else:
            yield str(entry.title), int(reader.get_destination_page_number(entry))


def _number(marks: Sequence[_Mark], outline: Sequence[tuple[str, int]]) -> dict[str, int]:
    """Return printed page numbers: physical pages counted from the last section that starts anew."""
    out, offset, position = {}, 0, 0
    for mark in marks:
        found = next((n for n in range(position, len(outline)) if outline[n][0] == mark.text), None)
        if found is None:
            continue
        position = found + 1
        page = outline[found][1]
        if mark.start is not None:
            offset = page - mark.start
        if mark.bookmark:
            out[mark.bookmark] = page - offset
    return out
