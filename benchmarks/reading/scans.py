"""
OCR benchmark: pages printed here, made pictures, some of them badly, and recognised.

    python benchmarks/reading/scans.py [PAGES]

Needs a source checkout, LibreOffice and Tesseract. Prints errors of letters, words and numbers, how many paragraphs are
neither torn apart nor joined, seconds a page, and how long a second reading takes that finds the pages in the cache.
"""

from __future__ import annotations

import io
import re
import sys
import tempfile
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import bench
import numpy as np
import pypdfium2
from PIL import Image, ImageFilter
from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from plandocs.ingest.readers import read
from plandocs.ingest.tools import detect

FONTS = ("Laksaman", "Garuda", "Noto Sans Thai")
DPI = 300
#: Likeness (0–100) of a paragraph that is whole; half of one is far below.
WHOLE = 80
KINDS = ("clean", "skew 0.8°", "skew 3°", "degraded")


def degraded(picture: Image.Image, kind: str) -> Image.Image:
    """A grey page as a scanner would give it."""
    if kind == "clean":
        return picture
    angle = 3.0 if kind == "skew 3°" else 0.8
    turned = picture.rotate(angle, fillcolor=255, resample=Image.Resampling.BICUBIC)
    if kind != "degraded":
        return turned
    noise = np.random.default_rng(5).normal(0, 14, (turned.height, turned.width))
    blurred = np.asarray(turned.filter(ImageFilter.GaussianBlur(1.0)), dtype=np.float32) + noise
    out = io.BytesIO()
    Image.fromarray(np.clip(blurred, 0, 255).astype(np.uint8)).save(out, "JPEG", quality=45)
    return Image.open(out).convert("L")


def main(pages: int) -> None:
    source = [text for text in bench.source_text() if len(text) > 30]
    print(
        f"{'font':20}{'picture':12}{'CER %':>7}{'words lost %':>14}{'digits wrong %':>16}"
        f"{'paragraphs':>12}{'s/page':>8}{'cached':>8}"
    )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for font in FONTS:
            path = folder / f"{font.replace(' ', '')}.docx"
            bench.word_file(path, source[: 14 * pages], font)
            bench.convert(path, folder)
            document = pypdfium2.PdfDocument(path.with_suffix(".pdf"))
            count = min(pages, len(document))
            truth = read(path.with_suffix(".pdf")).blocks
            said = [b.text for b in truth if b.place.page <= count and b.stream == "body"]
            prints = [document[at].render(scale=DPI / 72, grayscale=True).to_pil() for at in range(count)]
            for kind in KINDS:
                scan = folder / "scan.pdf"
                made = [degraded(page, kind) for page in prints]
                made[0].save(scan, save_all=True, append_images=made[1:], resolution=DPI)
                row(font, kind, scan, said, replace(detect(), cache=str(folder / "cache")))


def row(font: str, kind: str, scan: Path, said: list[str], tools: object) -> None:
    text = "\n".join(said)
    started = time.perf_counter()
    found = read(scan, tools=tools)
    first = (time.perf_counter() - started) / found.pages
    started = time.perf_counter()
    read(scan, tools=tools)
    again = (time.perf_counter() - started) / found.pages
    got = "\n".join(f"{block.number} {block.text}" for block in found.blocks)
    truth, letters = bench.letters(text), bench.letters(got)
    error = Levenshtein.distance(truth, letters) / len(truth)
    words, have = Counter(re.findall(r"[^\s]+", text)), Counter(re.findall(r"[^\s]+", got))
    lost = 1 - sum((words & have).values()) / sum(words.values())
    digits, read_digits = re.sub("[^0-9๐-๙]", "", text), re.sub("[^0-9๐-๙]", "", got)
    wrong = Levenshtein.distance(digits, read_digits) / max(1, len(digits))
    blocks = [block.text for block in found.blocks]
    whole = sum(max((fuzz.ratio(one, block) for block in blocks), default=0) > WHOLE for one in said)
    print(
        f"{font:20}{kind:12}{100 * error:7.1f}{100 * lost:14.1f}{100 * wrong:16.1f}"
        f"{f'{whole}/{len(said)}':>12}{first:8.1f}{again:8.2f}",
        flush=True,
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2)
