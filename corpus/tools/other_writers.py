"""Writes a source as PDF, scan, .doc, .xlsx or text; the first three through LibreOffice."""

from __future__ import annotations

import random
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from PIL import Image, ImageFilter

from tools import docx_writer
from tools.source import NOTICE, Source

#: TLWG's faces are drawn about half again as large as TH Sarabun at the same point size.
TLWG_SCALE = 0.66
MARKS = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")


def decompose(text: str) -> str:
    """Return `text` with every SARA AM split in two and a few spaces unbreakable, as some converters leave it."""
    return text.replace("\u0e33", "\u0e4d\u0e32").replace("พ.ศ. ", "พ.ศ.\u00a0").replace("ร้อยละ ", "ร้อยละ\u00a0")


def lose_marks(text: str) -> str:
    """Return `text` with upper and lower vowels and tone marks lost, as in text layers of old archive systems."""
    return MARKS.sub(" ", text)


def write_pdf(
    source: Source, target: Path, font: str, change: Callable[[str], str] = str, blocks: int | None = None
) -> None:
    """Write a PDF with a text layer, set in a TLWG `font`."""
    with tempfile.TemporaryDirectory() as folder:
        draft = Path(folder) / "draft.docx"
        docx_writer.write(source, draft, font, TLWG_SCALE, change, blocks)
        shutil.move(_convert(draft, "pdf"), target)


def write_doc(source: Source, target: Path) -> None:
    """Write a Word 97 file."""
    with tempfile.TemporaryDirectory() as folder:
        draft = Path(folder) / "draft.docx"
        docx_writer.write(source, draft)
        shutil.move(_convert(draft, "doc"), target)


def write_scan(source: Source, target: Path, pages: int = 3) -> None:
    """Write the first pages as pictures only: grey, a little crooked and blurred."""
    with tempfile.TemporaryDirectory() as folder:
        digital = Path(folder) / "digital.pdf"
        write_pdf(source, digital, "Laksaman")
        subprocess.run(["pdftoppm", "-r", "300", "-gray", "-l", str(pages), digital, Path(folder) / "page"], check=True)
        dice = random.Random(2565)  # noqa: S311 - the same crookedness every time
        images = [
            Image.open(path).rotate(dice.uniform(-0.5, 0.5), fillcolor=255).filter(ImageFilter.GaussianBlur(0.6))
            for path in sorted(Path(folder).glob("page*.pgm"))
        ]
        images[0].save(target, save_all=True, append_images=images[1:], resolution=300, quality=45)


def write_txt(source: Source, target: Path) -> None:
    """Write plain text as a Windows notepad of the time saved it: cp874 with CRLF."""
    lines = [NOTICE, ""]
    for node in source.nodes:
        if node.kind == "table":
            lines += ["\t".join(cell.replace("<br>", " ") for cell in row) for row in node.rows]
        elif node.kind == "numbered":
            lines.append(f"- {node.text}")
        elif node.kind == "heading":
            lines += ["", node.text]
        elif node.kind not in {"page", "landscape", "portrait"}:
            lines.append(("- " if node.kind == "bullet" else "") + node.text)
    target.write_bytes("\r\n".join(lines).encode("cp874"))


def write_xlsx(source: Source, target: Path) -> None:
    """Write a workbook: each first-level heading starts a sheet."""
    book = Workbook()
    book.remove(book.active)
    sheet = None
    for node in source.nodes:
        if node.kind == "heading" and node.level == 1:
            sheet = book.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", node.text)[:31])
            continue
        if sheet is None:
            sheet = book.create_sheet("ปก")
        if node.kind == "table":
            _sheet_rows(sheet, node.rows)
        elif node.text:
            sheet.append([node.text])
    book.worksheets[0].append([NOTICE])
    book.properties.title = source.head["title"]
    book.save(target)


def _sheet_rows(sheet, rows: list[list[str]]) -> None:
    start = sheet.max_row + (1 if sheet.max_row > 1 or sheet["A1"].value else 0)
    for r, row in enumerate(rows, start):
        left = 1
        for c, text in enumerate(row, 1):
            if text == "<":
                sheet.merge_cells(start_row=r, start_column=left, end_row=r, end_column=c)
            elif text != "^":
                left = c
                cell = sheet.cell(r, c, _number(text.replace("<br>", "\n")))
                cell.alignment = Alignment(wrap_text=True, vertical="top")
                cell.font = Font(name="TH Sarabun New", size=14, bold=r == start)
    for c in range(max(len(row) for row in rows)):
        _merge_down(sheet, rows, c, start)


def _merge_down(sheet, rows: list[list[str]], column: int, start: int) -> None:
    top = 0
    for r, row in enumerate([*rows, []]):
        if column >= len(row) or row[column] != "^":
            if (
                r - top > 1
                and top < len(rows)
                and column < len(rows[top])
                and rows[top + 1][column : column + 1] == ["^"]
            ):
                sheet.merge_cells(
                    start_row=start + top, start_column=column + 1, end_row=start + r - 1, end_column=column + 1
                )
            top = r


def _number(text: str) -> str | int | float:
    if re.fullmatch(r"\d{1,3}(,\d{3})+|\d{1,9}", text):
        return int(text.replace(",", ""))
    return float(text) if re.fullmatch(r"\d{1,9}\.\d+", text) else text


def _convert(path: Path, kind: str) -> Path:
    profile = path.parent / "profile"
    command = [
        "soffice",
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--convert-to",
        kind,
        "--outdir",
        path.parent,
        path,
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return path.with_suffix(f".{kind}")
