"""Excel workbooks: every sheet's rows with column names, in bounded memory."""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from plandocs.ingest.archive import open_zip
from plandocs.ingest.readers.base import Source
from plandocs.ingest.readers.beside import beside_cells
from plandocs.ingest.readers.blocks import Outline
from plandocs.ingest.readers.delimited import rows_left_out
from plandocs.ingest.readers.grid import Merges, Placer, Row, sheet_blocks
from plandocs.ingest.readers.numberformat import display
from plandocs.ingest.readers.opc import Package
from plandocs.ingest.refusals import corrupt
from plandocs.model.document import Extracted, Note
from plandocs.model.errors import CorruptFileError
from plandocs.model.text import Block, BlockKind, Place

_MERGE = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})"')
#: A formula whose stored value is missing: never calculated by the program that wrote it.
_UNCALCULATED = re.compile(
    rb"<(?:\w+:)?f(?:\s[^>]*)?(?:/>|>[^<]*</(?:\w+:)?f>)\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>|</(?:\w+:)?c>)"
)
_CHUNK = 1 << 20


def read(source: Source) -> Extracted:
    """Return a heading per sheet and a ROW block per row; rows of hidden sheets are in the stream "hidden"."""
    import openpyxl

    _check_parts(source)
    notes: list[Note] = []
    outline = Outline(source.limits)
    try:
        with warnings.catch_warnings(), Package(source) as package:
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(source.path, read_only=True, data_only=True, keep_links=False)
            try:
                title = str(book.properties.title or "")
                for number, sheet in enumerate(book.worksheets, start=1):
                    _sheet(source, sheet, number, outline, notes)
                    _beside(package, sheet, outline, notes)
            finally:
                book.close()
    except _failures() as error:
        raise corrupt(f"not a readable workbook: {' '.join(str(error).split())[:120]}") from error
    return Extracted(tuple(outline.blocks), engine=f"openpyxl {openpyxl.__version__}", notes=tuple(notes), title=title)


def _failures() -> tuple[type[Exception], ...]:
    from lxml.etree import XMLSyntaxError
    from openpyxl.utils.exceptions import InvalidFileException

    return (
        KeyError, ValueError, TypeError, AttributeError, IndexError, EOFError, OSError, AssertionError,
        SyntaxError, zipfile.BadZipFile, InvalidFileException, XMLSyntaxError,
    )  # fmt: skip


def _check_parts(source: Source) -> None:
    """Small parts become trees inside openpyxl: a DOCTYPE in them is refused first. Sheets are streamed."""
    with Package(source) as package:
        package.main_part("xl/workbook.xml")
        for stored in package.names.values():
            small = stored.endswith((".rels", "workbook.xml", "styles.xml", "core.xml", "[Content_Types].xml"))
            if small and not stored.startswith("xl/worksheets/sheet"):
                package.xml(stored)
    with open_zip(source.path, source.limits) as archive:
        for name in archive.namelist():
            if name.endswith(".xml") and "<!doctype" in _start(archive, name):
                raise corrupt(f"part {name} contains a DOCTYPE")


def _start(archive: zipfile.ZipFile, name: str) -> str:
    with archive.open(name) as stream:
        return stream.read(4096).replace(b"\x00", b"").decode("latin-1").lower()


def _sheet(source: Source, sheet: Any, number: int, outline: Outline, notes: list[Note]) -> None:
    title = str(sheet.title)
    hidden = sheet.sheet_state != "visible"
    stream = "hidden" if hidden else "body"
    merges, missing = _scan(source.path, _part(sheet))
    if missing:
        thai = f"แผ่นงาน {title} มีสูตร {missing} ช่องที่ยังไม่เคยคำนวณ จึงไม่มีค่าให้อ่าน โปรดเปิดใน Excel แล้วบันทึก"
        notes.append(Note("formulas-without-values", thai, f"sheet {title}: {missing} formulas were never calculated"))
    if hidden:
        notes.append(Note("hidden-sheet", f"แผ่นงาน {title} ถูกซ่อนไว้", f"sheet {title} is hidden"))
    outline.reset()
    rows = _rows(source, sheet, title, notes)
    first = len(outline.blocks)
    outline.add(Block(BlockKind.HEADING, title, Place(f"แผ่นงาน {title}", sheet=title), level=1, stream=stream))
    for block in sheet_blocks(rows, Placer(title, number), merges, stream):
        outline.add(block)
    if len(outline.blocks) == first + 1:
        outline.blocks.pop()


def _beside(package: Package, sheet: Any, outline: Outline, notes: list[Note]) -> None:
    """Comments and drawings; where these are broken the cells stay."""
    title = str(sheet.title)
    try:
        beside_cells(package, _part(sheet), title, outline, "body" if sheet.sheet_state == "visible" else "hidden")
    except CorruptFileError as error:
        thai = f"อ่านความเห็นหรือภาพวาดในแผ่นงาน {title} ไม่ได้"
        notes.append(Note("beside-cells", thai, f"sheet {title}: comments or drawings are not read ({error})"))


def _part(sheet: Any) -> str:
    """The part that holds a sheet."""
    return str(getattr(sheet, "_worksheet_path", ""))


def _rows(source: Source, sheet: Any, title: str, notes: list[Note]) -> Iterator[Row]:
    """Yield (row number, texts) of the rows that hold something; empty rows cost nothing but their number."""
    limit, columns = source.limits.rows, source.limits.columns
    formats = _Formats(sheet)
    count = wide = 0
    for number, cells in _stored_rows(sheet):
        filled = [cell for cell in cells if cell["value"] is not None]
        kept = [cell for cell in filled if cell["column"] <= columns]
        wide += len(filled) - len(kept)
        if not kept:
            continue
        count += 1
        if count > limit:
            notes.append(rows_left_out(limit, title))
            break
        texts = [""] * int(kept[-1]["column"])
        for cell in kept:
            texts[int(cell["column"]) - 1] = display(cell["value"], formats.of(cell["style_id"]))
        if count % 5000 == 0:
            source.progress(count, limit)
        yield int(number), texts
    if wide:
        thai = f"แผ่นงาน {title} มี {wide} ช่องที่อยู่เลยคอลัมน์ที่ {columns} จึงไม่ได้อ่าน"
        notes.append(
            Note("columns-left-out", thai, f"sheet {title}: {wide} cells beyond column {columns} are not read")
        )


def _stored_rows(sheet: Any) -> Iterator[tuple[int, list[dict[str, Any]]]]:
    """
    Yield the rows that the file stores, cells in order.

    The public iterator fills the gaps between rows: one cell in the last row would cost a million empty ones.
    """
    from openpyxl.worksheet._reader import WorkSheetParser

    book = sheet.parent
    with sheet._get_source() as stream:  # noqa: SLF001 - openpyxl has no public way to the rows as stored
        parser = WorkSheetParser(
            stream,
            sheet._shared_strings,  # noqa: SLF001 - as above
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats,  # noqa: SLF001 - as above
            timedelta_formats=book._timedelta_formats,  # noqa: SLF001 - as above
        )
        for number, cells in parser.parse():
            yield number, sorted(cells, key=lambda cell: int(cell["column"]))


class _Formats:
    """Number formats of a sheet by style number."""

    def __init__(self, sheet: Any) -> None:
        from openpyxl.cell.read_only import ReadOnlyCell

        self._cell = ReadOnlyCell
        self._sheet = sheet
        self._known: dict[int, str] = {}

    def of(self, style: int) -> str:
        """Return the number format of a style."""
        if style not in self._known:
            cell = self._cell(self._sheet, 1, 1, 0, "n", style)
            self._known[style] = str(cell.number_format or "General")
        return self._known[style]


def _scan(path: Path, part: str) -> tuple[Merges, int]:
    """Merged areas and formulas without values, from the sheet's XML in one pass of bounded memory."""
    merges, missing = Merges(), 0
    with zipfile.ZipFile(path) as archive:
        if part not in archive.namelist():
            return merges, 0
        with archive.open(part) as stream:
            tail = b""
            while chunk := stream.read(_CHUNK):
                data = tail + chunk
                # Only what ends before the last ">" is complete; the rest waits for the next chunk.
                cut = max(data.rfind(b"</c>") + 4, data.rfind(b"<mergeCell"), 4)
                if b"mergeCell" not in data[cut:] and len(data) - cut > 4 * _CHUNK:
                    cut = len(data)
                _collect(data[:cut], merges)
                missing += len(_UNCALCULATED.findall(data[:cut]))
                tail = data[cut:]
            _collect(tail, merges)
    return merges, missing


def _collect(data: bytes, merges: Merges) -> None:
    for left, top, right, bottom in _MERGE.findall(data):
        if len(merges.spans) >= 20_000:
            return
        row, column = int(top), _column(left)
        merges.add(row, column, max(1, _column(right) - column + 1), max(1, int(bottom) - row + 1))


def _column(letters: bytes) -> int:
    """Column index from 0 of spreadsheet letters."""
    value = 0
    for byte in letters:
        value = value * 26 + byte - 64
    return value - 1
