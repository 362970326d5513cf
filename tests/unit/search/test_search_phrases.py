"""Phrases and exclusions hold for every document found, however few of the candidates are read."""

from __future__ import annotations

import random

import pytest

from plandocs.model.text import Place
from plandocs.search.index import SearchIndex
from plandocs.search.query import parse
from plandocs.search.values import IndexDocument, IndexPassage
from plandocs.thai.segment import default_segmenter

WORDS = ["ข้อมูลเปิด", "ข้อมูล เปิดเผย", "เปิดข้อมูล", "ทุจริต", "ความผูกพัน", "แผนพัฒนา", "ประชุมคณะทำงาน", "งบประมาณ"]


def document(number, lines, year=2564):
    passages = tuple(IndexPassage(str(n), n, line, Place("")) for n, line in enumerate(lines))
    return IndexDocument(f"d{number}", f"รายงาน {year} ฉบับที่ {number}", "feedback-report", year, passages=passages)


@pytest.fixture(scope="module")
def index():
    chance = random.Random(11)  # noqa: S311 - the same documents in every run
    made = SearchIndex.open(None, default_segmenter())
    made.rebuild(
        document(
            number,
            [" ".join(chance.choices(WORDS, k=chance.randint(1, 9))) for _ in range(chance.randint(1, 6))],
            chance.choice([2564, 2565]),
        )
        for number in range(150)
    )
    return made


@pytest.mark.parametrize(
    "query",
    ['"ข้อมูลเปิด"', '"ข้อมูลเปิด" ทุจริต', "แผนพัฒนา -ทุจริต", 'งบประมาณ -"ประชุมคณะทำงาน"', '"เปิดข้อมูล" ปี 2564',
     'ความผูกพัน "ทุจริต" -"เปิดเผย" 2565'],
)  # fmt: skip
def test_the_best_documents_are_the_same_whether_few_or_all_are_read(index, query):
    everything = index.search(query, limit=1_000)
    order = list(dict.fromkeys(hit.document_id for hit in everything.hits))
    assert len(order) > 10
    for few in (1, 3, 10):
        found = index.search(query, limit=few)
        first = list(dict.fromkeys(hit.document_id for hit in found.hits))
        assert first == order[: len(first)]


@pytest.mark.parametrize("query", ['"ข้อมูลเปิด" ปี 2564', "งบประมาณ -ทุจริต ปี 2564"])
def test_a_year_brings_in_no_document_without_the_phrase_or_with_what_is_left_out(query):
    made = SearchIndex.open(None, default_segmenter())
    made.rebuild([
        document(1, ["ข้อมูลเปิดและงบประมาณ"], 2565),
        document(2, ["ทุจริต งบประมาณ ปี 2564", "เปิดข้อมูล"], 2564),
        document(3, ["ทุจริต"], 2564),
    ])  # fmt: skip
    assert [hit.document_id for hit in made.search(query).hits] == ["d1"]
    assert parse(query).chips


@pytest.mark.parametrize("quoted", ["“ผูกพันของผู้”", "«ผูกพันของผู้»", "„ผูกพันของผู้“"])
def test_quotation_marks_of_word_and_telephones_are_quotation_marks(quoted):
    assert parse(quoted).phrases == (("ผูกพันของผู้",),)


@pytest.mark.parametrize("minus", ["-", "–", "−"])
def test_a_minus_that_word_made_longer_leaves_out_too(minus):
    assert parse(f"แผน {minus}งบ").excluded == ("งบ",)
    assert parse(f"2563 {minus} 2565").excluded == ()


def test_a_phrase_is_found_where_the_text_has_a_space_between_its_words():
    made = SearchIndex.open(None, default_segmenter())
    made.rebuild([IndexDocument("a", "", passages=(IndexPassage("0", 0, "ยก ระดับความ ผูกพัน ของผู้รับบริการ", Place("")),))])
    assert [hit.document_id for hit in made.search('"ยกระดับความผูกพัน"').hits] == ["a"]


def test_a_phrase_is_found_where_a_line_ends_within_a_word():
    made = SearchIndex.open(None, default_segmenter())
    made.rebuild([
        document(1, ["แผนเพิ่มประสิทธิภาพองค์การ ประจำปีงบประมาณ"]),
        document(2, ["ขอเชิญประชุมแผนเพิ่มประสิท\nธิภาพองค์การ เดือนตุลาคม"]),
        document(3, ["แผนเพิ่ม งบประมาณ ประสิทธิภาพองค์การ"]),
        document(4, ["แผน เพิ่ม ประสิทธิ ภาพ องค์การ"]),
        document(5, ["ประชุมเรื่องอื่น"]),
    ])  # fmt: skip
    found = {hit.document_id for hit in made.search('"แผนเพิ่มประสิทธิภาพองค์การ"').hits}
    assert found == {"d1", "d2", "d4"}
    assert {hit.document_id for hit in made.search('"แผนเพิ่มประสิทธิภาพองค์การ" -ขอเชิญประชุม').hits} == {"d1", "d4"}
