"""Letters taken from PDFium alone: only where they are beyond doubt, and where poppler reads a sample alike."""

from __future__ import annotations

import shutil
from pathlib import Path

import pypdfium2
import pytest

from plandocs.ingest.readers import read
from plandocs.ingest.readers.pdf import pages
from plandocs.ingest.readers.pdf.canvas import read_canvas
from plandocs.ingest.readers.pdf.join import join_pieces
from plandocs.ingest.readers.pdf.paragraphs import join_lines
from plandocs.ingest.readers.pdf.proof import Proof, spans
from plandocs.ingest.readers.pdf.shapes import Canvas, Drawn
from plandocs.ingest.tools import Tools

ROOT = Path(__file__).resolve().parents[3]
CLEAN = next((ROOT / "corpus" / "documents").glob("D06*.pdf"))
#: A program that says the letters of several text objects in one replacement text (/ActualText).
REPLACED = next((ROOT / "tests" / "eval" / "second_agency" / "documents").glob("R3*.pdf"))
#: A font that says letters for glyphs which are others.
DAMAGED = next((ROOT / "corpus" / "documents").glob("D11*ระบบเก่า.pdf"))
POPPLER = shutil.which("pdftotext") or ""
needs_poppler = pytest.mark.skipif(not POPPLER, reason="poppler is not installed")

LINE = ("ผลการดำเนินงาน", "ตามตัวชี้วัด", "และ", "ข้อเสนอแนะของผู้ตรวจประเมิน")


def drawn(texts=LINE, *, lines=8, font="A", size=10.0, step=None):
    """Lines of pieces with white of `step` between them."""
    out = []
    for number in range(lines):
        x = 50.0
        for text in texts:
            out.append(Drawn(text, x, x + 5.0 * len(text), 100.0 + 20 * number, size, font, False))
            x += 5.0 * len(text) + (step if step is not None else 3.0)
    return out


def poppler(letters, heights=(0.95, 0.35)):
    return [
        (one.x0, one.base - heights[0] * one.size, one.x1, one.base + heights[1] * one.size, one.text)
        for one in letters
    ]


def canvas(letters):
    return Canvas(595.0, 842.0, texts=5, letters=letters)


def test_a_page_read_alike_proves_the_others():
    proof = Proof()
    proof.compare(drawn(), poppler(drawn()))
    words = proof.words(canvas(drawn(("หน้า", "ถัดไป"))))
    assert [(word.text, word.space) for word in words][:2] == [("หน้า", False), ("ถัดไป", True)]
    assert (words[0].top, words[0].bottom) == (pytest.approx(90.5), pytest.approx(103.5))


@pytest.mark.parametrize(
    ("what", "letters", "other"),
    [
        ("another letter", drawn(), poppler(drawn(("ผลการดำเนินงาน", "ตามตัวชีวัด", "และ", "ข้อเสนอแนะของผู้ตรวจประเมิน")))),
        ("a letter more", drawn((*LINE, "ที่")), poppler(drawn())),
        ("another order", drawn(LINE[::-1]), poppler(drawn())),
        ("many spaces more", drawn(step=3.0), poppler(drawn(step=0.0))),
        ("another place", drawn(), [(x0 + 9, *rest) for x0, *rest in poppler(drawn())]),
        ("two heights of one font", drawn(), poppler(drawn(lines=4)) + poppler(drawn(), (0.7, 0.2))[16:]),
        ("nothing from PDFium", None, poppler(drawn())),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_difference_leaves_all_pages_to_poppler(what, letters, other):
    proof = Proof()
    proof.compare(letters, other)
    assert proof.lost
    assert proof.words(canvas(drawn())) is None


def test_a_page_of_few_letters_proves_nothing():
    proof = Proof()
    proof.compare(drawn(lines=1), poppler(drawn(lines=1)))
    assert not proof.lost
    assert proof.words(canvas(drawn())) is None


def test_a_font_not_compared_yet_is_not_proven_where_fonts_say_their_heights():
    proof = Proof()
    proof.compare(drawn(), poppler(drawn(), (1.1, 0.4)))
    assert proof.words(canvas(drawn())) is not None
    assert proof.words(canvas(drawn(font="B"))) is None


def test_a_font_not_compared_yet_is_as_high_as_the_others_where_none_says_its_height():
    proof = Proof()
    proof.compare(drawn(), poppler(drawn()))
    assert proof.words(canvas(drawn(font="B"))) is not None


def test_pages_near_each_other_are_read_in_one_go():
    assert spans([2, 3, 8, 20, 21]) == [(2, 8), (20, 21)]


@pytest.mark.parametrize(("path", "doubtful"), [(CLEAN, False), (REPLACED, True), (DAMAGED, False)])
def test_what_makes_letters_doubtful(path, doubtful):
    with pypdfium2.PdfDocument(path) as document:
        assert (read_canvas(document[1], letters=True).letters is None) is doubtful


@needs_poppler
def test_letters_that_both_engines_place_alike_are_read_by_one(monkeypatch):
    tools = Tools(pdftotext=POPPLER)
    found = read(CLEAN, tools=tools)
    assert found.engine.startswith("pdfium")

    class Never(Proof):
        def __init__(self):
            super().__init__()
            self.lost = True

    monkeypatch.setattr(pages, "Proof", Never)
    other = read(CLEAN, tools=tools)
    assert other.engine.startswith("poppler")
    assert [(block.text, block.place.page, block.headings) for block in found.blocks] == [
        (block.text, block.place.page, block.headings) for block in other.blocks
    ]
    for one, two in zip(found.blocks, other.blocks, strict=True):
        assert one.place.box == pytest.approx(two.place.box, abs=1.0)


@needs_poppler
def test_a_page_in_doubt_is_read_by_poppler_among_proven_ones(monkeypatch):
    looked = pages.read_canvas
    seen = []

    def doubting(page, **asked):
        canvas = looked(page, **asked)
        seen.append(canvas)
        if len(seen) == 7:
            canvas.letters = None
        return canvas

    def engines(path):
        tally = []
        monkeypatch.setattr(pages, "_page", lambda *page: tally.append(page[3]) or made(*page))
        return read(path, tools=Tools(pdftotext=POPPLER)), tally

    made = pages._page
    before, _ = engines(CLEAN)
    seen.clear()
    monkeypatch.setattr(pages, "read_canvas", doubting)
    after, used = engines(CLEAN)
    assert [number for number, engine in enumerate(used, start=1) if engine == "poppler"] == [2, 7]
    assert [block.text for block in after.blocks] == [block.text for block in before.blocks]


@pytest.mark.parametrize(("white", "space"), [(2.5, True), (2.2, False)])
def test_a_mark_over_a_tall_letter_leaves_some_white_that_is_no_space(white, space):
    """Letters of 13 points height; marks that stand to the left leave up to 0.172 of it behind them."""
    words = join_pieces([(50, 0, 60, 13, "ในปี"), (60 + white, 0, 80, 13, "2565")])
    assert [word.space for word in words] == [False, space]


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (["900,0", "00"], "900,000"),
        (["1,600,00", "0"], "1,600,000"),
        (["๔๒๐,๐", "๐๐"], "๔๒๐,๐๐๐"),
        (["900,0", "000"], "900,0 000"),
        (["1,234", "567"], "1,234 567"),
        (["ร้อยละ 20", "00"], "ร้อยละ 20 00"),
    ],
)
def test_a_number_cut_in_its_thousands_is_whole_again(lines, joined):
    assert join_lines(lines) == joined
