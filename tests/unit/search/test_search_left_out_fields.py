"""A minus before a field leaves out what has that value: documents of the year, passages of the item."""

from __future__ import annotations

import pytest

from plandocs.model.agency import Agency
from plandocs.model.text import Place
from plandocs.search.index import SearchIndex
from plandocs.search.query import parse
from plandocs.search.shelf import entries_of
from plandocs.search.values import Filters, IndexDocument, IndexPassage
from plandocs.thai.segment import default_segmenter
from plandocs.thai.terms import default_analyzer

REPORT, PLAN = "feedback-report", "improvement-plan"


def passage(number, text, kind="text", item=""):
    return IndexPassage(str(number), number, text, Place(""), kind, item, "pmqa4" if item else "")


def report(name, year, agency="กรมตัวอย่าง"):
    parts = (
        passage(0, "บทสรุปเรื่องข้อมูลเปิด"),
        passage(1, "ข้อมูลเปิดยังไม่ทันสมัย", "ofi", "4.1"),
        passage(2, "ข้อมูลเปิดเผยแพร่ครบทุกกอง", "strength", "4.2"),
        passage(3, "บุคลากรใช้ข้อมูลเปิด", "strength", "5.2"),
    )
    return IndexDocument(name, f"รายงาน {name}", REPORT, year, agency, parts)


DOCUMENTS = [
    report("r64", 2564),
    report("r65", 2565, "กรมอื่น"),
    IndexDocument("p65", "แผน p65", PLAN, 2565, "กรมตัวอย่าง", (passage(0, "เพิ่มชุดข้อมูลเปิด"),)),
    IndexDocument("undated", "บันทึก", "memo", None, "กรมตัวอย่าง", (passage(0, "ประชุมข้อมูลเปิด"),)),
    # Says "open data" only under the item, but says so in its title.
    IndexDocument(
        "titled", "ข้อมูลเปิดของกรม", REPORT, 2566, "กรมตัวอย่าง",
        (passage(0, "ข้อมูลเปิดมีน้อย", "ofi", "4.1"), passage(1, "ประชุมคณะทำงาน")),
    ),
]  # fmt: skip
NAMES = {document.document_id for document in DOCUMENTS}
ITEMS = {f"{d.document_id} {p.key}": p for d in DOCUMENTS for p in d.passages}


@pytest.fixture(scope="module")
def index():
    made = SearchIndex.open(None, default_segmenter())
    made.replace(DOCUMENTS)
    return made


def documents(result):
    return {hit.document_id for hit in result.hits}


def passages(result):
    return {f"{hit.document_id} {hit.passage_key}" for hit in result.hits}


@pytest.mark.parametrize(
    ("minus", "gone"),
    [
        ("-ปี:64", {"r64"}),
        ("-ปีงบ:๒๕๖๔", {"r64"}),
        ("–ปี:64", {"r64"}),
        ("−year:2021", {"r64"}),
        ("-year:2564 -ปี:65", {"r64", "r65", "p65"}),
        ("-ปี:64 OR -ปี:65", {"r64", "r65", "p65"}),
        ("-ปี:64-65", {"r64", "r65", "p65"}),
        ("-ปี:2564,66", {"r64", "titled"}),
        ("-ชนิด:รายงานป้อนกลับ", {"r64", "r65", "titled"}),
        ('-ประเภท:"feedback report"', {"r64", "r65", "titled"}),
        ("-kind:improvement-plan", {"p65"}),
        ('-หน่วยงาน:"กรมอื่น"', {"r65"}),
        ("-agency:กต.", NAMES - {"r65"}),
        ("-doc:r64", {"r64"}),
    ],
)
@pytest.mark.parametrize("words", ["ข้อมูลเปิด", '"ข้อมูลเปิด"', "ข้อมูลเปิด -มังคุด", "ข้อมูลเปิด ปี 2565", ""])
def test_documents_with_the_value_are_left_out_and_all_others_stay(index, words, minus, gone):
    agency = Agency("กรมตัวอย่าง", "กต.")
    query = f"{words} {minus}"
    assert documents(index.search(query, limit=100, agency=agency)) == NAMES - gone
    assert documents(index.search(query, limit=1, agency=agency)).isdisjoint(gone)


@pytest.mark.parametrize(
    ("minus", "stays"),
    [
        ("-หัวข้อ:4.1", lambda p: p.item != "4.1"),
        ("-item:pmqa4:๔.๑", lambda p: p.item != "4.1"),
        ("-ข้อ:4", lambda p: p.item not in {"4.1", "4.2"}),
        ("-หัวข้อ:4.1 –หัวข้อ:5.2", lambda p: p.item not in {"4.1", "5.2"}),
        ("-เฉพาะ:จุดแข็ง", lambda p: p.kind != "strength"),
        ("-only:ofi -only:strength", lambda p: p.kind == "text"),
    ],
)
@pytest.mark.parametrize("words", ["ข้อมูลเปิด", '"ข้อมูลเปิด"', "ข้อมูลเปิด ปี 2565", "ข้อมูลเปิด 4.1", "ปี 65 4.1", "ปี 2566", ""])
def test_passages_with_the_value_are_left_out_however_the_query_is_answered(index, words, minus, stays):
    hits = passages(index.search(f"{words} {minus}", limit=100))
    assert hits
    assert all(stays(ITEMS[name]) for name in hits)
    if words in {"", "ข้อมูลเปิด"}:
        wanted = {name for name, p in ITEMS.items() if stays(p) and (not words or words in p.text)}
        three_at_most = {"r64 3", "r65 3"}
        assert wanted - hits <= three_at_most


def test_a_document_named_by_its_title_opens_with_a_passage_that_is_not_left_out(index):
    assert passages(index.search("ปี 2566 -หัวข้อ:4.1")) >= {"titled 1"}
    assert "titled 0" in passages(index.search("ปี 2566"))


def test_many_documents_that_say_it_only_under_the_item_hide_none_that_says_it_elsewhere():
    made = SearchIndex.open(None, default_segmenter())
    only_there = [
        IndexDocument(f"d{n}", "", REPORT, 2564, passages=(passage(0, "ข้อมูลเปิด ข้อมูลเปิด", "ofi", "4.1"),))
        for n in range(60)
    ]
    other = IndexDocument("other", "", REPORT, 2564, passages=(passage(0, "แผนงาน " * 80 + "ข้อมูลเปิด", "ofi", "6.1"),))
    unlike = [IndexDocument(f"u{n}", "", PLAN, 2564, passages=(passage(0, "ประชุมคณะทำงาน"),)) for n in range(60)]
    made.replace([*only_there, *unlike, other])
    assert documents(made.search("ข้อมูลเปิด -หัวข้อ:4.1", limit=5)) == {"other"}


def test_fields_and_left_out_fields_hold_together(index):
    assert documents(index.search("ปี:65 -ชนิด:รายงานป้อนกลับ")) == {"p65"}
    assert documents(index.search("ข้อมูลเปิด -ชนิด:รายงานป้อนกลับ", filters=Filters(years=(2565,)))) == {"p65"}
    assert not index.search("ปี:64 -ปี:64").hits
    assert documents(index.search("-ปี:64 -ประชุม")) == {"r65", "p65", "titled"}


@pytest.mark.parametrize(
    ("text", "chip"),
    [
        ("-ปี:64", ("-year", "2564", "ไม่เอาปี 2564")),
        ("-ชนิด:รายงานป้อนกลับ", ("-kind", "feedback-report", "ไม่เอารายงานป้อนกลับ")),
        ("-หัวข้อ:๔.๑", ("-item", "4.1", "ไม่เอาหัวข้อ 4.1")),
        ("-item:4", ("-item", "4", "ไม่เอาหมวด 4")),
        ("-เฉพาะ:จุดเด่น", ("-only", "strength", "ไม่เอาจุดแข็ง")),
        ("-หน่วยงาน:กรมอื่น", ("-agency", "กรมอื่น", "ไม่เอาหน่วยงาน กรมอื่น")),
        ("-เอกสาร:r64", ("-doc", "r64", "ไม่เอาเอกสาร r64")),
    ],
)
def test_what_is_left_out_is_a_chip_that_can_be_removed(index, text, chip):
    result = index.search(f"ข้อมูลเปิด {text} {text}", limit=100)
    assert [(c.field, c.value, c.label) for c in result.chips] == [chip]
    query = parse(f"ข้อมูลเปิด {text}", without=[f"{chip[0]}:{chip[1]}"])
    assert (query.words, query.excluded, query.barred) == ("ข้อมูลเปิด", (), ())
    assert documents(index.search(query, limit=100)) == NAMES


def test_removing_the_chip_of_a_year_keeps_the_year_left_out_and_the_other_way_round():
    query = parse("ข้อมูล ปี 64 -ปี:65", without=["year:2564"])
    assert ([c.value for c in query.chips], [c.value for c in query.barred]) == ([], ["2565"])
    query = parse("ข้อมูล ปี 64 -ปี:64", without=["-year:2564"])
    assert ([c.value for c in query.chips], [c.value for c in query.barred]) == (["2564"], [])


@pytest.mark.parametrize(("text", "words"), [("-ปี:64", ""), ("-ปี:64 -แผน", "-แผน")])
def test_a_removed_chip_does_not_turn_into_words_that_ask_for_its_value(text, words):
    query = parse(text, without=["-year:2564"])
    assert (query.words, query.chips, query.barred) == (words, (), ())


@pytest.mark.parametrize(
    ("text", "excluded"),
    [
        ("แผน -ปี:abc", ("ปี:abc",)),
        ("แผน -ปี:645", ("ปี:645",)),
        ("แผน -ชนิด:นิยาย", ("ชนิด:นิยาย",)),
        ("แผน -หัวข้อ:ผู้นำ", ("หัวข้อ:ผู้นำ",)),
        ("แผน -หัวข้อ:4.1ก(2)", ("หัวข้อ:4.1ก(2)",)),
        ("แผน -เฉพาะ:กรม", ("เฉพาะ:กรม",)),
        ("แผน -foo:bar", ("foo:bar",)),
        ('แผน -ปี:"หก สี่"', ("ปี:หก สี่",)),
        ("แผน -ปี:", ("ปี:",)),
    ],
)
def test_a_value_that_cannot_be_is_read_as_a_word_left_out(text, excluded):
    query = parse(text)
    assert (query.words, query.phrases, query.excluded, query.barred) == ("แผน", (), excluded, ())


@pytest.mark.parametrize("text", ["-ปี:abc", "--ปี:64", "ก-ปี:64", "- ปี 64"])
def test_what_is_no_minus_before_a_field_leaves_nothing_out(text):
    assert parse(text).words == text
    assert not parse(text).barred


def test_every_tag_of_the_index_can_be_left_out():
    held = {tag.partition(":")[0] for entry in entries_of(DOCUMENTS[0], default_analyzer()) for tag in entry.tags}
    named = parse("-ปี:64 -ชนิด:memo -หัวข้อ:4.1 -เฉพาะ:ofi -หน่วยงาน:ก -เอกสาร:ข").barred
    assert {chip.name for chip in named} == held


@pytest.mark.parametrize(
    ("query", "years"),
    [
        ("ปี:2564-2565", {2564, 2565}),
        ("ปีงบประมาณ:๖๔–๖๕", {2564, 2565}),
        ('ปี:"2564 ถึง 2565"', {2564, 2565}),
        ("year:2564,2566", {2564, 2566}),
        ("ปี:64 ปี:66", {2564, 2566}),
        ("ปี:2564-2700", None),  # no years: words
        ("ปี:2566-2564", None),
        ("ปี:abc", None),
    ],
)
def test_a_field_takes_one_year_several_or_a_range(index, query, years):
    asked = parse(f"ข้อมูลเปิด {query}")
    assert set(asked.filters.years) == (years or set())
    if years:
        assert documents(index.search(asked, limit=100)) == {d.document_id for d in DOCUMENTS if d.fiscal_year in years}
    else:
        assert query in asked.words
