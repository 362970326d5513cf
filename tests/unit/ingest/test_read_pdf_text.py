"""PDF text on small made-up pages: repairs, line joins, furniture, ruled tables, damaged layers."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from plandocs.ingest.readers.pdf.furniture import find_furniture
from plandocs.ingest.readers.pdf.glyphs import Glyph, assemble
from plandocs.ingest.readers.pdf.lines import build_lines
from plandocs.ingest.readers.pdf.pages import PageText, _judged, _Reading
from plandocs.ingest.readers.pdf.paragraphs import Joiner, join_lines
from plandocs.ingest.readers.pdf.remarks import Tally, ranges
from plandocs.ingest.readers.pdf.repair import repair
from plandocs.ingest.readers.pdf.ruling import find_tables
from plandocs.ingest.readers.pdf.score import lost_marks, marks_gone, unknown_share
from plandocs.ingest.readers.pdf.shapes import Canvas, Line, Word

WORKSHOP = next((Path(__file__).resolve().parents[3] / "corpus" / "documents").glob("D03*.txt"))

PROSE = (
    "กรมควรกำหนดแนวทางการเปิดเผยข้อมูลให้ชัดเจน จัดทำคำอธิบายชุดข้อมูล และทบทวนผลการดำเนินงานทุกไตรมาสเพื่อให้ผู้รับบริการ"
    "และผู้มีส่วนได้ส่วนเสียนำไปใช้ประโยชน์ได้จริง ทั้งนี้หน่วยงานที่เกี่ยวข้องต้องร่วมกันพัฒนาระบบที่เชื่อมโยงกันอย่างต่อเนื่องและทำให้ทุกคนรู้ว่าใครทำอะไร "
)

REPAIRS = [
    ("private codes of old fonts", "ท\uf702\uf70a", "ที่"),
    ("tone marks of UPC fonts", "ทีÉ อืÉนๆ พืÊนฐาน สวสัดิÍ", "ที่ อื่นๆ พื้นฐาน สวสัดิ์"),
    ("sara am in two parts", "นํ้า ทํา ก่ํา", "น้ำ ทำ ก่ำ"),
    ("sara am before its tone mark", "นำ้", "น้ำ"),
    ("a space before a mark or a vowel that follows", "เป้ าหมาย ก ำหนด", "เป้าหมาย กำหนด"),
    ("a tone mark before its vowel", "ท่ี", "ที่"),
    ("marks drawn twice", "ที่่ ดีี", "ที่ ดี"),
    ("a vowel typed as two", "เเผน", "แผน"),
    ("an unmapped first half of sara am", "ส\ufffdานัก", "สำนัก"),
    ("an unmapped double of a mark", "ที่\ufffd จำ\ufffd", "ที่ จำ"),
    ("Latin letters are left alone", "Économie É", "Économie É"),
    ("clean text is left alone", PROSE, PROSE),
]


@pytest.mark.parametrize(("what", "broken", "meant"), REPAIRS, ids=[case[0] for case in REPAIRS])
def test_repairs(what, broken, meant):
    assert repair(broken, Counter()) == meant


def test_repairs_are_counted_by_name():
    log = Counter()
    repair("ทีÉ นํ้า", log)
    assert log == {"upc-tone-marks": 1, "split-sara-am": 1}


def test_thai_in_latin_codes_is_found_out():
    assert repair("แผนพัฒนา".encode("cp874").decode("latin-1"), Counter()) == "แผนพัฒนา"


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (["การบริหาร", "จัดการ"], "การบริหารจัดการ"),
        (["PMQA", "4.0"], "PMQA 4.0"),
        (["พ.ศ.", "2567"], "พ.ศ. 2567"),
        (["ปีงบประมาณ", "พ.ศ. 2567"], "ปีงบประมาณ พ.ศ. 2567"),
        (["1.", "1"], "1.1"),
        (["10", ".1"], "10.1"),
        (["develop-", "ment"], "development"),
        (["ข้อมูล (", "เปิด)"], "ข้อมูล (เปิด)"),
        (["๐๘.๓๐–", "๐๙.๐๐"], "๐๘.๓๐–๐๙.๐๐"),
    ],
)
def test_lines_are_joined_as_they_would_be_typed(lines, joined):
    assert join_lines(lines) == joined


def line(text, x0, top, x1, *, size=16.0, bold=False, page=1):
    return Line(text, x0, top, x1, top + 20, size, bold, page)


FLOWS = [
    ("a full line runs on", [("กรมควรกำหนดแนวทางการ", 100, 500), ("เปิดเผยข้อมูล", 70, 200)], 1),
    ("a short line ends a paragraph", [("กรมกำหนดแนวทาง", 70, 300), ("เปิดเผยข้อมูลตามแผนงาน", 70, 300)], 2),
    ("an indent begins a paragraph", [("กรมควรกำหนดแนวทางการ", 70, 500), ("เปิดเผยข้อมูลตามแผนงาน", 110, 500)], 2),
    ("a number opens an item", [("(1) กรมควรกำหนดแนวทาง", 70, 500), ("(2) เปิดเผยข้อมูลตามแผน", 70, 500)], 2),
    ("a wrapped number does not", [("ผลการประเมินตามเกณฑ์ PMQA", 70, 500), ("4.0 อยู่ในระดับก้าวหน้า", 70, 300)], 1),
    ("hanging lines belong to their sign", [("++ กรมควรกำหนดแนวทาง", 70, 490), ("เปิดเผยข้อมูล", 115, 300)], 1),
    ("a sign below a sign opens an item", [("− กรมยังไม่กำหนดแนวทาง", 70, 500), ("−− ไม่ทบทวนผลของปีก่อน", 70, 500)], 2),
    ("hanging lines belong to their item", [("• กรมควรกำหนดแนวทาง", 70, 500), ("เปิดเผยข้อมูล", 88, 300)], 1),
]


@pytest.mark.parametrize(("what", "lines", "count"), FLOWS, ids=[case[0] for case in FLOWS])
def test_paragraphs_follow_geometry(what, lines, count):
    made = [line(text, x0, 100 + 24 * index, x1) for index, (text, x0, x1) in enumerate(lines)]
    assert len(Joiner({16.0: 24.0}).paragraphs(made, 70, 500)) == count


def test_another_weight_begins_a_paragraph():
    made = [line("จุดแข็ง", 70, 100, 500, bold=True), line("กรมมีแนวทางที่ดี", 70, 124, 300)]
    assert len(Joiner({16.0: 24.0}).paragraphs(made, 70, 500)) == 2


def test_running_footers_and_page_numbers_are_furniture():
    pages = [
        (842.0, [line(f"เนื้อหาหน้าที่ {number} ไม่ซ้ำ", 70, 400, 300), line(f"แผนปี 2567 หน้า {number + 4}", 70, 800, 300)])
        for number in range(1, 6)
    ]
    found = find_furniture(pages)
    assert {page: set(lines) for page, lines in found.taken.items() if lines} == {page: {1} for page in range(5)}
    assert found.printed == {page: str(page + 5) for page in range(5)}


def test_a_label_that_page_ends_brought_to_the_top_is_no_furniture():
    label = "โอกาสในการปรับปรุง"
    text = [line("เนื้อหา", 70, 500, 300), line(label, 70, 350, 200)]
    pages = [(842.0, [line(label, 70, 75, 200), *text]) for _ in range(4)]
    assert not any(find_furniture(pages).taken.values())
    assert all(find_furniture([(height, lines[:2]) for height, lines in pages]).taken[page] for page in range(4))


def test_numbers_that_do_not_grow_are_no_page_numbers():
    pages = [(842.0, [line("75", 70, 800, 90)]) for _ in range(5)]
    assert not any(find_furniture(pages).taken.values())


def grid(rows, columns, *, left_out=()):
    """A canvas with a ruled grid; `left_out` are (row, column) whose right edge is missing."""
    canvas = Canvas(595, 842)
    canvas.horizontal = [(100.0 + 20 * row, 50.0, 50.0 + 100 * columns) for row in range(rows + 1)]
    for column in range(columns + 1):
        for row in range(rows):
            if (row, column - 1) not in left_out:
                canvas.vertical.append((50.0 + 100 * column, 100.0 + 20 * row, 120.0 + 20 * row))
    return canvas


def test_ruling_lines_make_cells():
    table = find_tables(grid(3, 2))[0]
    assert [(cell.row, cell.column, cell.columns) for cell in table.cells] == [
        (0, 0, 1), (0, 1, 1), (1, 0, 1), (1, 1, 1), (2, 0, 1), (2, 1, 1),
    ]  # fmt: skip


def test_a_missing_line_makes_a_merged_cell():
    table = find_tables(grid(2, 2, left_out={(0, 0)}))[0]
    assert [(cell.row, cell.column, cell.columns) for cell in table.cells] == [(0, 0, 2), (1, 0, 1), (1, 1, 1)]


def test_a_frame_is_no_table():
    assert find_tables(grid(1, 1)) == []


def test_glyphs_drawn_twice_count_once():
    drawn = [Glyph("ก", 10, 20, 100, 16), Glyph("ก", 10.5, 20.5, 100, 16), Glyph("ข", 20, 30, 100, 16)]
    assert [word.text for word in assemble(drawn)] == ["กข"]


def test_words_know_whether_a_space_stands_before_them():
    drawn = [
        Glyph("ก", 10, 20, 100, 16),
        Glyph(" ", 20, 24, 100, 16),
        Glyph("ข", 24, 34, 100, 16),
        Glyph("ค", 60, 70, 100, 16),
    ]
    assert [(word.text, word.space) for word in assemble(drawn)] == [("ก", False), ("ข", True), ("ค", True)]


def test_spaces_drawn_before_the_letters_of_another_font_stand_where_they_belong():
    blank = [Glyph(" ", 20, 24, 100, 16), Glyph(" ", 54, 58, 100, 16)]
    letters = [Glyph("4", 24, 34, 100, 16), Glyph(".", 34, 44, 100, 16), Glyph("0", 44, 54, 100, 16)]
    drawn = [Glyph("ก", 10, 20, 100, 16), *blank, *letters, Glyph("ข", 58, 68, 100, 16)]
    assert [(word.text, word.space) for word in assemble(drawn)] == [("ก", False), ("4.0", True), ("ข", True)]


def test_a_space_at_the_end_of_a_line_is_told():
    drawn = [Glyph("ก", 10, 20, 100, 16), Glyph(" ", 20, 24, 100, 16), Glyph("ข", 10, 20, 130, 16)]
    assert [(word.text, word.trail) for word in assemble(drawn)] == [("ก", True), ("ข", False)]


def test_a_sign_drawn_late_goes_where_it_stands():
    words = [Word("6", 10, 0, 20, 20), Word("15", 40, 0, 60, 20, space=True), Word("→", 24, 0, 36, 20)]
    assert [item.text for item in build_lines(words, Counter(), page=1)] == ["6 → 15"]


def test_lost_vowels_are_noticed_and_clean_prose_is_not_suspected():
    text = WORKSHOP.read_text("cp874")
    assert lost_marks(text) == ()
    assert lost_marks(text.replace("่", "").replace("ำ", "า")) == ("่", "ำ")


def test_a_form_filled_in_fifty_times_has_lost_nothing():
    """Its few words happen to have no ู and no ำ."""
    form = "".join(f"ย่อหน้าที่ {n} กรมได้ดำเนินการ ระบบบริการประชาชนสะดวกรวดเร็วโปร่งใส ร้อยละ {n}\n" for n in range(50))
    form = form.replace("ดำเนินการ", "จัดบริการ")
    assert lost_marks(form * 4) == ()
    assert not marks_gone(form * 4)


def test_torn_words_raise_the_share_of_unknown_ones():
    clean, _ = unknown_share(PROSE)
    torn, _ = unknown_share(PROSE.replace("่", "").replace("ี", "").replace("้", ""))
    assert clean < 0.03
    assert torn > 0.1


@pytest.mark.parametrize(("pages", "text"), [([1], "1"), ([3, 1, 2], "1–3"), ([1, 3, 4], "1, 3–4")])
def test_page_ranges_are_short(pages, text):
    assert ranges(pages) == text


PAGE = PROSE * 3
NO_MARKS = re.sub("[ัิีึืุู่้๊๋์ำ]", "", PAGE)
GLYPH_NUMBERS = "! \" # $ % & ' () $*(# + #(, -.) % - /0 1234 5 $ 6 7. 5 $ 8 -9 *: 9 ( / ; <=>?@<=>= A., $ -+ 9$ " * 6
ENGLISH = "Report on open data (2567): 24 of 60 sets are public; see https://example.org/a?b=1. " * 6
NUMBERS = "1,250.00  (3.5) 82.50 % – 2566/2567 ....... 12 34 56 78 90 " * 10


@pytest.mark.parametrize(
    ("text", "damaged"),
    [(PAGE, False), (NO_MARKS, True), (GLYPH_NUMBERS, True), (ENGLISH, False), (NUMBERS, False), ("", False)],
    ids=["prose", "marks lost", "glyph numbers", "English", "numbers", "nothing"],
)
def test_a_damaged_page_among_good_ones_is_told_by_itself(text, damaged):
    def page(number, words):
        share, count = unknown_share(words)
        return PageText(number, [], Canvas(595, 842)), _Reading([], share, count, text=words)

    judged = list(_judged([page(1, PAGE), page(2, text), page(3, PAGE)]))
    assert [item.damaged for item in judged] == [False, damaged, False]
    assert not any(item.unsure and not item.damaged for item in judged)


def test_a_document_with_many_unknown_words_is_said_to_be_unsure(monkeypatch):
    page = PageText(1, [], Canvas(595, 842))
    (judged,) = _judged([(page, _Reading([], 0.09, 60, text=PAGE))])
    assert judged.unsure
    tally = Tally(1)
    tally.see(judged)
    assert [note.code for note in tally.notes(Counter())] == ["unsure-letters"]
