"""Slips of the keyboard: put right where the documents show how, left alone where they do not."""

from __future__ import annotations

import pytest

from plandocs.model.text import Place
from plandocs.search.index import SearchIndex
from plandocs.search.query import typed_in_thai
from plandocs.search.slips import mended
from plandocs.search.values import IndexDocument, IndexPassage
from plandocs.thai.segment import default_segmenter
from plandocs.thai.terms import default_analyzer

TEXTS = (
    "กรมยกระดับความผูกพันของผู้รับบริการด้วยเวทีรับฟัง",
    "มหาตมะ คานธี ใช้วิธีอารยะขัดขืน",
    "คณะกรรมการคุ้มครองข้อมูลส่วนบุคคลออกระเบียบ",
    "ศูนย์บริการเปิดสายด่วนตลอดคืนให้ประชาชน",
    "การจัดงานประชุมเชิงปฏิบัติการของ benchmark",
)


@pytest.fixture(scope="module")
def index():
    made = SearchIndex.open(None, default_segmenter())
    made.rebuild(
        IndexDocument(f"d{n}", f"เรื่องที่ {n}", passages=(IndexPassage("0", 0, text, Place("")),))
        for n, text in enumerate(TEXTS)
    )
    return made


def repaired(index, text):
    return mended(text, default_analyzer(), index._current().documents.frequency)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ความผกูพัน", "ความผูกพัน"),  # two letters changed places
        ("ความผูกพน", "ความผูกพัน"),  # a vowel left out
        ("ความผูกกพัน", "ความผูกพัน"),  # a key hit twice
        ("สายด้วน", "สายด่วน"),  # another tone mark
        ("อารยะขัดขีน", "อารยะขัดขืน"),  # a vowel that looks like it
        ("การจังดาน", "การจัดงาน"),
        ("ข้อมูลส่วนบุคคบ", "ข้อมูลส่วนบุคคล"),  # the key beside it
        ("bencmhark", "benchmark"),
    ],
)
def test_a_slip_is_put_right(index, typed, meant):
    assert repaired(index, typed) == meant


@pytest.mark.parametrize("typed", ["แผนปฏิบัติราชการ", "ความผูกพัน", "รัฐมนตรีว่าการ", "4.1 pdpa", "กพร", ""])
def test_what_is_well_spelt_stays_whether_the_documents_have_it_or_not(index, typed):
    assert repaired(index, typed) == typed


def test_the_search_finds_what_was_meant(index):
    assert index.search("อาระยขัดขืน").hits[0].document_id == "d1"
    assert index.rank("คานีธ", 1)[0][0] == "d1"


def test_the_word_meant_is_marked(index):
    hit = index.search("ความผกูพัน").hits[0]
    assert [hit.text[start:end] for start, end in hit.highlights] == ["ความผูกพัน"]


def test_a_page_of_nonsense_takes_no_time(index):
    text = "กขฃคฅฆงจฉชซฌญฎฏฐ" * 200
    assert len(repaired(index, text)) >= len(text) - 12


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("-hv,^]gxbf", "ข้อมูลเปิด"),
        ("-hv,^]gxbf 4.1 2564", "ข้อมูลเปิด 4.1 2564"),
        ("open data", ""),
        ("PMQA 4.0", ""),
        ("year:2564 -kind:memo", ""),
        ("site visit results", ""),
        ("ข้อมูล open", ""),
        ("2564", ""),
        ("", ""),
    ],
)
def test_thai_typed_while_the_keyboard_was_set_to_english_is_understood(typed, meant):
    assert typed_in_thai(typed) == meant


def test_what_was_meant_is_searched_and_told():
    made = SearchIndex.open(None, default_segmenter())
    for name, text in (("d0", "ชุดข้อมูลเปิดของกรม"), ("d1", "ความผูกพันของบุคลากร")):
        made.replace([IndexDocument(name, "เอกสาร", passages=(IndexPassage("0", 0, text, Place("")),))])
    found = made.search("-hv,^]gxbf")
    assert ([hit.document_id for hit in found.hits], found.suggestion) == (["d0"], "ข้อมูลเปิด")
    assert made.rank("-hv,^]gxbf", 5)[0][0] == "d0"


def test_words_that_the_longest_match_hides_are_found():
    made = SearchIndex.open(None, default_segmenter())
    texts = ("ข้อร้องเรียน", "เรื่องร้องเรียน ที่มาทาง ออนไลน์ ตอบช้า", "บุคลากรอบรมออนไลน์", "ช้าง", "การประชุม")
    for n, text in enumerate(texts):
        made.replace([IndexDocument(f"d{n}", "เอกสาร", passages=(IndexPassage("0", 0, text, Place("")),))])
    assert made.search("ร้องเรียนออนไลน์ช้า").hits[0].document_id == "d1"


def test_a_number_of_the_query_tells_more_than_a_word():
    made = SearchIndex.open(None, default_segmenter())
    for n, text in enumerate(["ความผูกพัน 79.2", "ความผูกพันลดจาก ความผูกพัน", "ความผูกพันลดจาก 71.4"]):
        made.replace([IndexDocument(f"d{n}", "เอกสาร", passages=(IndexPassage("0", 0, text, Place("")),))])
    assert made.search("ความผูกพันลดจาก 79.2").hits[0].document_id == "d0"
