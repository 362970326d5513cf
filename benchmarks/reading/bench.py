"""
Reading benchmark: speed beside the bare engines, letters of PDFs made here, unknown words, KPI grid.

    python benchmarks/reading/bench.py [speed] [letters] [grid] [budget]

Scans are measured by scans.py, hostile files by hostile.py, very large files by growth.py.

Needs a source checkout. `letters` and `grid` need LibreOffice or Chromium; `budget` needs the file
PLANDOCS_DATA/pdf/budget-book-31.pdf.
"""

from __future__ import annotations

import html
import importlib.util
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "src"))

from plandocs.ingest.isolate import ReaderPool  # noqa: E402 - the checkout's own package
from plandocs.ingest.readers import read  # noqa: E402 - as above
from plandocs.ingest.tools import Tools, detect  # noqa: E402 - as above

FONTS = ("Laksaman", "Noto Sans Thai", "Garuda", "Norasi")


def documents(pattern: str) -> list[Path]:
    return sorted((ROOT / "corpus" / "documents").glob(pattern))


def letters(text: str) -> str:
    return re.sub(r"\s+", "", text)


def budget_book() -> Path | None:
    path = Path(os.environ.get("PLANDOCS_DATA", "")) / "pdf" / "budget-book-31.pdf"
    return path if path.is_file() else None


# --- speed


def poppler(path: Path) -> int:
    subprocess.run(["pdftotext", "-raw", str(path), os.devnull], check=True, capture_output=True)
    return 0


def bare_engines() -> dict[str, Callable[[Path], int]]:
    def pdfium(path: Path) -> int:
        import pypdfium2

        with pypdfium2.PdfDocument(path) as document:
            return sum(len(page.get_textpage().get_text_range()) for page in document)

    def pypdf(path: Path) -> int:
        import pypdf

        return sum(len(page.extract_text()) for page in pypdf.PdfReader(path).pages)

    def pdfplumber(path: Path) -> int:
        import pdfplumber

        with pdfplumber.open(path) as document:
            return sum(len(page.chars) for page in document.pages)

    def tables(path: Path) -> int:
        import pdfplumber

        with pdfplumber.open(path) as document:
            return sum(len(page.extract_tables()) for page in document.pages)

    found: dict[str, Callable[[Path], int]] = {}
    if shutil.which("pdftotext"):
        found["pdftotext -raw"] = poppler

    def drawing(path: Path) -> int:
        from plandocs.ingest.readers.pdf.glyphs import GlyphReader

        reader = GlyphReader(path)
        return sum(len(reader.words(number)) for number in range(1, len(reader) + 1))

    found |= {"pdfminer, drawing only": drawing, "pypdfium2": pdfium}
    if importlib.util.find_spec("pypdf"):
        found["pypdf"] = pypdf
    if importlib.util.find_spec("pdfplumber"):
        found |= {"pdfplumber chars": pdfplumber, "pdfplumber tables": tables}
    return found


def speed() -> None:
    import pypdfium2

    files = {
        "corpus PDFs": [path for path in documents("*.pdf") if "สแกน" not in path.name and "ระบบเก่า" not in path.name]
    }
    book = budget_book()
    if book:
        files["budget book"] = [book]
    pages = {name: sum(len(pypdfium2.PdfDocument(path)) for path in paths) for name, paths in files.items()}
    counts = sorted({1, os.cpu_count() or 1})
    with ExitStack() as open_ones:
        runs = {name: one_by_one(run) for name, run in bare_engines().items()}
        without = Tools(**{**dict.fromkeys(("soffice", "tesseract", "chromium", "cache"), ""), "pdftotext": ""})
        for label, tools in (("plandocs", detect()), ("plandocs, pure Python", without)):
            runs[label] = one_by_one(partial(read, tools=tools))
        for count in counts:
            pool = open_ones.enter_context(ReaderPool())
            threads = open_ones.enter_context(ThreadPoolExecutor(count))
            if shutil.which("pdftotext"):
                runs[f"pdftotext -raw, processes: {count}"] = at_once(threads, poppler)
            runs[f"plandocs, isolated processes: {count}"] = at_once(threads, pool.read)
        best = in_turn(runs, files)
    print("pages per second, and milliseconds of processor time a page")
    print(" " * 36 + "".join(f"{name + f' ({pages[name]} p.)':>24}" for name in files))
    for label in runs:
        cells = []
        for name in files:
            seconds, used = best[label, name]
            cells.append(f"{pages[name] / seconds:,.0f}  {1000 * used / pages[name]:5.1f} ms")
        print(f"{label:36}" + "".join(f"{cell:>24}" for cell in cells))


Run = Callable[[list[Path]], int]
#: Reading processes get the files so often, so that all of them have work to the end.
TIMES = 4


def one_by_one(run: Callable[[Path], object]) -> Run:
    def all_of(paths: list[Path]) -> int:
        for path in paths:
            run(path)
        return 1

    return all_of


def at_once(threads: ThreadPoolExecutor, run: Callable[[Path], object]) -> Run:
    def all_of(paths: list[Path]) -> int:
        list(threads.map(run, paths * TIMES))
        return TIMES

    return all_of


def in_turn(runs: dict[str, Run], files: dict[str, list[Path]]) -> dict[tuple[str, str], tuple[float, float]]:
    """
    Best seconds and least processor seconds, of this program and its children, for reading the files once.

    All take turns, so that what else the machine does slows them alike; the first round is for warming up.
    """
    best: dict[tuple[str, str], tuple[float, float]] = {}
    for turn in range(3):
        for label, run in runs.items():
            for name, paths in files.items():
                used, started = processor_seconds(), time.perf_counter()
                times = run(paths)
                seconds, used = (time.perf_counter() - started) / times, (processor_seconds() - used) / times
                old = best[label, name] if turn > 1 else (seconds, used)
                best[label, name] = (min(old[0], seconds), min(old[1], used))
    return best


def processor_seconds() -> float:
    """Of this program, the programs that it ran, and the reading processes that still run with what they ran."""
    import psutil

    try:
        import resource
    except ImportError:  # Windows counts coarsely only
        own = sum(psutil.Process().cpu_times()[:2])
    else:
        mine, ended = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
        own = mine.ru_utime + mine.ru_stime + ended.ru_utime + ended.ru_stime
    return own + sum(sum(one.cpu_times()[:4]) for one in psutil.Process().children())


# --- letters


def source_text() -> list[str]:
    """Paragraphs of the sample corpus, as plain text."""
    found = read(documents("D10*.docx")[0], tools=Tools())
    return [block.text for block in found.blocks if block.stream == "body" and not block.cells][:110]


def there() -> list[str]:
    """Fonts of Thai offices that no package has: they are measured where they are installed."""
    if not shutil.which("fc-list"):
        return []
    listed = subprocess.run(["fc-list", ":", "family"], check=False, capture_output=True, text=True).stdout
    families = {name.strip() for line in listed.splitlines() for name in line.split(",")}
    return [font for font in ("TH SarabunPSK", "TH Sarabun New", "TH SarabunIT๙") if font in families]


def made_pdfs(folder: Path, paragraphs: list[str]) -> Iterator[tuple[str, Path]]:
    for font in (*FONTS, *there()):
        name = font.replace(" ", "").lower()
        if shutil.which("soffice"):
            path = folder / f"lo_{name}.docx"
            word_file(path, paragraphs, font)
            convert(path, folder)
            yield f"LibreOffice {font}", path.with_suffix(".pdf")
        chromium = detect().chromium
        if chromium:
            page = folder / f"cr_{name}.html"
            body = "".join(f"<p>{html.escape(text)}</p>" for text in paragraphs)
            page.write_text(f"<meta charset=utf-8><style>body{{font:16pt '{font}'}}</style>{body}", encoding="utf-8")
            out = page.with_suffix(".pdf")
            subprocess.run(
                [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
                 f"--print-to-pdf={out}", page.as_uri()],
                check=False, capture_output=True, timeout=120,
            )  # fmt: skip
            if out.is_file():
                yield f"Chromium {font}", out


def word_file(path: Path, paragraphs: list[str], font: str) -> None:
    import docx
    from docx.oxml.ns import qn

    document = docx.Document()
    fonts = document.styles["Normal"].element.get_or_add_rPr().get_or_add_rFonts()
    for key in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{key}"), font)
    for text in paragraphs:
        document.add_paragraph(text)
    document.save(path)


def convert(path: Path, folder: Path) -> None:
    profile = (folder / "profile").as_uri()
    subprocess.run(
        ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf",
         "--outdir", str(folder), str(path)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip


def character_error() -> None:
    from rapidfuzz.distance import Levenshtein

    paragraphs = source_text()
    truth = letters("".join(paragraphs))
    print(f"character error rate, {len(truth):,} characters without spaces, {len(paragraphs)} paragraphs")
    print(f"{'PDF':32}{'engine':>10}{'CER %':>8}{'paragraphs exact':>20}{'false spaces':>14}")
    with tempfile.TemporaryDirectory() as folder:
        for name, path in made_pdfs(Path(folder), paragraphs):
            for label, tools in (("poppler", Tools(pdftotext=detect().pdftotext)), ("Python", Tools())):
                found = read(path, tools=tools)
                texts = [
                    f"{block.number} {block.text}" if block.number else block.text
                    for block in found.blocks
                    if block.stream == "body"
                ]
                error = Levenshtein.distance(truth, letters("".join(texts))) / len(truth)
                have = {letters(text) for text in texts}
                exact = sum(letters(text) in have for text in paragraphs)
                spaces = false_spaces(paragraphs, texts)
                print(f"{name:32}{label:>10}{100 * error:8.2f}{exact:>14} / {len(paragraphs)}{spaces:>12}")


def false_spaces(truth: list[str], texts: list[str]) -> int:
    by_letters = {letters(text): text for text in texts}
    return sum(
        max(0, len(by_letters[letters(text)].split()) - len(text.split()))
        for text in truth
        if letters(text) in by_letters
    )


# --- tables


def grid() -> None:
    import docx

    words = " ".join(source_text()).split()
    chance = random.Random(7)  # noqa: S311 - a fixed sample, no secret
    units, owners = ["ร้อยละ", "จำนวนชุดข้อมูล", "กระบวนงาน"], ["กยผ. ร่วมกับ สลก.", "ศทส.", "กพร.กมบ."]
    rows = [["ลำดับ", "ตัวชี้วัด", "หน่วยนับ", "ค่าฐาน", "ค่าเป้าหมาย", "ผู้รับผิดชอบ"]]
    rows += [
        [
            str(number),
            " ".join(chance.sample(words, 3)),
            chance.choice(units),
            f"{chance.uniform(1, 99):.1f}",
            f"{chance.randint(1, 99)},{chance.randint(100, 999)}",
            chance.choice(owners),
        ]
        for number in range(1, 19)
    ]
    print("KPI grid of 19 x 6 = 114 cells, exact without spaces")
    with tempfile.TemporaryDirectory() as folder:
        for font in (*FONTS, *there()):
            path = Path(folder) / f"{font.replace(' ', '')}.docx"
            word_file(path, [], font)
            document = docx.Document(path)
            table = document.add_table(len(rows), 6, style="Table Grid")
            for row, cells in zip(table.rows, rows, strict=True):
                for cell, text in zip(row.cells, cells, strict=True):
                    cell.text = text
            document.save(path)
            convert(path, Path(folder))
            counts = []
            for tools in (Tools(pdftotext=detect().pdftotext), Tools()):
                found = [
                    [letters(b.cell_text(at)) for at in range(len(b.cells))]
                    for b in read(path.with_suffix(".pdf"), tools=tools).blocks
                    if b.cells
                ]
                counts.append(
                    sum(letters(text) in line for text_row, line in zip(rows, found, strict=False) for text in text_row)
                )
            print(f"{font:24} poppler {counts[0]:4}   Python {counts[1]:4}")


# --- budget book


def budget() -> None:
    book = budget_book()
    if book is None:
        print("budget: set PLANDOCS_DATA")
        return
    from pythainlp.corpus import thai_words
    from pythainlp.tokenize import Tokenizer

    words = frozenset(thai_words())
    cutter = Tokenizer(words, engine="newmm")
    for label, tools in (("poppler there", detect()), ("pure Python", Tools())):
        started = time.perf_counter()
        found = read(book, tools=tools)
        seconds = time.perf_counter() - started
        text = "\n".join(block.text for block in found.blocks)
        tokens = [word for word in cutter.word_tokenize(text) if re.search("[\u0e01-\u0e4e]", word)]
        unknown = [word for word in tokens if word not in words]
        print(
            f"{label}: {found.pages} pages in {seconds:.1f} s, engine {found.engine}, "
            f"out of dictionary {100 * len(unknown) / len(tokens):.2f} % of {len(tokens):,}"
        )
        for note in found.notes:
            print("   ", note)


def main() -> None:
    jobs = {"speed": speed, "letters": character_error, "grid": grid, "budget": budget}
    for job in sys.argv[1:] or list(jobs):
        jobs[job]()
        print()


if __name__ == "__main__":
    main()
