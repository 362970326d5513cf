"""
Very large files: seconds and memory of a PDF of thousands of pages, and of a sheet of a million rows.

    python benchmarks/reading/growth.py [PAGES [ROWS]]

Each file is read in a process of its own; its peak memory is what the system says (`ru_maxrss`, not on Windows).
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
READ = """
import json, resource, sys, time
from pathlib import Path
from plandocs.ingest.readers import read
from plandocs.model.errors import RefusedError
started = time.perf_counter()
try:
    found = read(Path(sys.argv[1]))
    said = f"{len(found.blocks):,} blocks" + "".join(f"; {note.english}" for note in found.notes)
except RefusedError as error:
    said = f"refused: {error.english}"
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
print(json.dumps([said, round(time.perf_counter() - started, 1), peak]))
"""


def long_pdf(path: Path, pages: int) -> None:
    """Pages of a sample PDF over and over, with its fonts kept once."""
    import pypdf

    source = pypdf.PdfReader(next((ROOT / "corpus" / "documents").glob("D15*.pdf")))
    writer = pypdf.PdfWriter()
    for number in range(pages):
        writer.add_page(source.pages[number % len(source.pages)])
    writer.write(path)


def long_sheet(path: Path, rows: int) -> None:
    row = '<row r="{0}"><c r="A{0}"><v>{0}</v></c><c r="B{0}" t="inlineStr"><is><t>ตัวชี้วัดที่ {0}</t></is></c></row>'
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/xl/workbook.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
        '<Override PartName="/xl/worksheets/sheet1.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="a" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/_rels/workbook.xml.rels": "<Relationships "
        'xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
        'Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        '<sheets><sheet name="แผ่น1" sheetId="1" r:id="a"/></sheets></workbook>',
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
        with archive.open("xl/worksheets/sheet1.xml", "w") as sheet:
            sheet.write(b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>')
            for start in range(1, rows + 1, 10_000):
                sheet.write("".join(row.format(at) for at in range(start, min(start + 10_000, rows + 1))).encode())
            sheet.write(b"</sheetData></worksheet>")


def main(pages: int, rows: int) -> None:
    print(f"{'file':28}{'MB':>8}{'seconds':>10}{'peak MB':>9}  what came back")
    with tempfile.TemporaryDirectory() as name:
        small, pdf, sheet = (Path(name) / each for each in ("small.pdf", "long.pdf", "long.xlsx"))
        long_pdf(small, pages // 10)
        long_pdf(pdf, pages)
        long_sheet(sheet, rows)
        for label, path in (
            (f"PDF, {pages // 10:,} pages", small),
            (f"PDF, {pages:,} pages", pdf),
            (f"sheet, {rows:,} rows", sheet),
        ):
            done = subprocess.run(
                [sys.executable, "-c", READ, str(path)], capture_output=True, text=True, check=True, encoding="utf-8"
            )
            said, seconds, peak = json.loads(done.stdout)
            size = path.stat().st_size / 1e6
            print(f"{label:28}{size:8.1f}{seconds:10.1f}{peak:9}  {said[:160]}", flush=True)


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:]]
    main(*(given + [5_000, 1_000_000][len(given) :]))
