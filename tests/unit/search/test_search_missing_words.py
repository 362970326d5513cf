"""Words that no document has bring no scraps and are named; categories of the criteria are chips."""

from __future__ import annotations

import pytest

from plandocs.model.text import Place
from plandocs.search.chips import chips_in
from plandocs.search.index import SearchIndex
from plandocs.search.values import Filters, IndexDocument, IndexPassage
from plandocs.thai.segment import default_segmenter

TEXTS = (
    ("การคุ้มครองข้อมูลส่วนบุคคลของผู้รับบริการ", "4.1"),
    ("ข้อมูลเปิดของกรม พ.ศ. 2562", "3.1"),
    ("ความผูกพันของผู้รับบริการ", "3.2"),
    ("การซ้อมแผนประคองกิจการ", "6.4"),
)


@pytest.fixture(scope="module")
def index():
    made = SearchIndex.open(None, default_segmenter())
    made.rebuild(
        IndexDocument(
            f"d{n}",
            f"เรื่องที่ {n}",
            passages=(IndexPassage("0", 0, text, Place(""), kind="ofi", item=item, edition="pmqa4"),),
        )
        for n, (text, item) in enumerate(TEXTS)
    )
    return made


def ids(result):
    return [hit.document_id for hit in result.hits]


@pytest.mark.parametrize(
    ("query", "missing"),
    [
        ("บล็อกเชน ข้อมูลเปิด", ("บล็อกเชน",)),
        ("blockchain", ("blockchain",)),
        ("PDPA", ("PDPA",)),
        ("ข้อมูลเปิด ได้เท่าไร", ()),
        ("ข้อมูลเปด", ()),  # a slip
        ("ความผูกพัน", ()),
        ("คุ้มครอง ข้อมูล", ()),  # inside another word
        ("2599", ()),
        ("", ()),
    ],
)
def test_words_that_no_document_has_are_named(index, query, missing):
    assert index.search(query).missing == missing


def test_a_word_that_only_stands_for_others_brings_no_scraps(index):
    assert ids(index.search("PDPA")) == ["d0"]  # not the one that shares the year of the act


def test_what_a_word_stands_for_must_be_said_nearly_word_for_word():
    made = SearchIndex.open(None, default_segmenter())
    texts = ["ไม่กำหนดผู้ถือกุญแจข้อมูลหรือระยะเวลาคุ้มครอง", "ข้อมูลของกรมและส่วนบุคคลอื่น", "กฎหมายว่าด้วยข้อมูลข่าวสาร"]
    made.rebuild(document(n, text) for n, text in enumerate(texts))
    assert ids(made.search("PDPA")) == []
    made.replace([document(3, "ยังไม่มีผู้รับผิดชอบเรื่องการคุ้มครอง\nข้อมูลส่วนบุคคล")])
    assert ids(made.search("PDPA")) == ["d3"]
    assert ids(made.search("PDPA ปี 64")) == ["d3"]


def document(number, text):
    return IndexDocument(f"d{number}", f"เรื่องที่ {number}", passages=(IndexPassage("0", 0, text, Place("")),))


@pytest.mark.parametrize("query", ["หมวด3ปี63", "หมวด 3 ปี 63", "หมวดที่ ๓ ปี ๒๕๖๓", "หมวด3 พ.ศ.2563"])
def test_a_category_and_a_year_are_understood_with_and_without_spaces(query):
    assert {(chip.name, chip.value) for chip in chips_in(query)} == {("item", "3"), ("year", "2563")}


@pytest.mark.parametrize("query", ["4.1ปี64", "4.1 ปี 64", "๔.๑ปี๖๔", "ข้อ4.1ปีงบ2564"])
def test_an_item_and_a_year_are_understood_with_and_without_spaces(query):
    assert {(chip.name, chip.value) for chip in chips_in(query)} == {("item", "4.1"), ("year", "2564")}


@pytest.mark.parametrize("query", ["หมวด 3.2", "หมวด 34", "หมวด 9", "หมวด 3%", "หมวดหมู่ 3"])
def test_what_only_looks_like_a_category_is_none(query):
    assert "หมวด" not in " ".join(chip.label for chip in chips_in(query))


def test_a_category_lifts_its_items_and_filters_by_them(index):
    assert set(ids(index.search("ผู้รับบริการ หมวด 3"))[:1]) == {"d2"}
    assert set(ids(index.search("", filters=Filters(items=("3",))))) == {"d1", "d2"}
    assert set(ids(index.search("หัวข้อ:3"))) == {"d1", "d2"}


@pytest.mark.parametrize("query", ["ไตรมาส 1/2564", "ไตรมาสที่ 3/64"])
def test_a_quarter_names_its_year(query):
    assert [chip.value for chip in chips_in(query)] == ["2564"]


def test_common_words_alone_are_no_answer(index):
    assert ids(index.search("ของ บล็อกเชน")) == []
    assert ids(index.search("ของ")) != []


def test_a_word_that_every_document_has_is_found_though_no_document_has_what_it_may_stand_for():
    made = SearchIndex.open(None, default_segmenter())
    made.rebuild(
        IndexDocument(f"d{n}", f"เรื่องที่ {n}", passages=(IndexPassage("0", 0, "ชุดข้อมูลเปิดของกรม", Place("")),))
        for n in range(61)
    )
    assert len(ids(made.search("ข้อมูลเปิด"))) >= 1
