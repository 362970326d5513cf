from __future__ import annotations

import pytest

from plandocs.model.text import Place
from plandocs.search.chips import chips_in, resolved
from plandocs.search.index import SearchIndex
from plandocs.search.near import nearness
from plandocs.search.query import parse
from plandocs.search.terms import analyse
from plandocs.search.values import IndexDocument, IndexPassage
from plandocs.thai.segment import default_segmenter
from plandocs.thai.terms import default_analyzer

YEARS = [2563, 2564, 2566, 2567, 2568]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("ผลปีล่าสุด", "2568 2567 2566 2564"),
        ("3 ปีล่าสุด", "2568 2567 2566"),
        ("จาก 40 ปีล่าสุด", "2568 2567 2566 2564"),
        ("ปีงบประมาณที่ผ่านมา", "2566"),
        ("ปีที่แล้ว", "2566"),
        ("ผลปีก่อน", "2566"),
        ("2 ปีก่อน", "2565"),
        ("ปีนี้", "2567"),
        ("ปีหน้า", "2568"),
    ],
)
def test_relative_years_are_read_by_the_index_and_the_day(text, meant):
    (chip,) = chips_in(text)
    assert " ".join(resolved(chip, YEARS, 2567).meant) == meant


@pytest.mark.parametrize("text", ["ทุกปีก่อนสิ้นเดือน", "ปีที่แล้ว 64", "รายปี", "ปี", "ปีหน้าที่การงาน"])
def test_what_only_looks_like_a_relative_year_is_none(text):
    assert [chip.value for chip in chips_in(text) if not chip.value.isdecimal()] == []


def test_this_year_is_the_latest_one_where_nothing_is_of_today():
    (chip,) = chips_in("ปีนี้")
    assert resolved(chip, YEARS, 2575).meant == ("2568",)
    assert resolved(chip, [], 2575) == chip


def report(year, text):
    title = f"รายงานผล {year}"
    return IndexDocument(f"r{year}", title, "monitoring-report", year, "กรม", (IndexPassage("1", 1, text, Place("1")),))


def test_the_latest_year_comes_first_is_shown_and_can_be_removed():
    index = SearchIndex.open(None, default_segmenter())
    index.rebuild(report(year, "อบรมดิจิทัลผ่านร้อยละ 80 ของเป้าหมาย") for year in YEARS)
    found = index.search("อบรมดิจิทัลปีล่าสุด")
    assert [hit.document_id for hit in found.hits][:2] == ["r2568", "r2567"]
    assert [chip.label for chip in found.chips] == ["ปีล่าสุด (2568)"]
    assert parse("อบรมดิจิทัลปีล่าสุด", without=["year:ปีล่าสุด"]).chips == ()


def test_the_year_of_a_target_is_a_word_and_no_filter():
    assert list(chips_in("ค่าเป้าหมายชุดข้อมูลเปิด ปี 2568")) == []
    assert [chip.value for chip in chips_in("ค่าเป้าหมาย ปี 68")] == ["2568"]


def test_words_that_ask_are_not_looked_for_and_like_sounding_ones_are():
    _, terms = analyse(parse("ใครเกี่ยวข้องกับแผน"), default_analyzer())
    words = {term.term for term in terms.weighted if term.field == "words"}
    assert "ใคร" not in words
    assert {"เกี่ยวข้อง", "แผน"} <= words
    _, terms = analyse(parse("ใคร"), default_analyzer())
    assert {term.term for term in terms.weighted if term.field == "words"} == {"ใคร"}


def test_many_words_of_a_query_outweigh_one_of_them_said_often():
    wanted = [("แผน", 2.0), ("งบประมาณ", 2.0), ("บุคลากร", 2.0)]
    apart = " ".join(["แผน", "ก" * 400, "งบประมาณ", "ก" * 400, "บุคลากร"])
    assert nearness("แผน " * 40, wanted) < nearness(apart, wanted) < nearness("แผนงบประมาณบุคลากร", wanted)
    assert nearness("", wanted) == nearness("แผน", []) == 0


def test_a_finding_of_the_item_and_year_asked_for_is_found_in_other_words():
    index = SearchIndex.open(None, default_segmenter())
    item = IndexPassage("1", 1, "ประชาชนนำไปใช้ต่อได้หกชุด", Place("1"), "ofi", "4.1", "pmqa4")
    words = IndexPassage("1", 1, "ข้อมูลเปิดของกรม", Place("1"))
    index.rebuild(
        [
            IndexDocument("finding", "รายงานป้อนกลับ", "feedback-report", 2564, "กรม", (item,)),
            *(IndexDocument(f"d{n}", "บันทึก", "memo", 2560 + n, "กรม", (words,)) for n in (5, 6, 7)),
            *(IndexDocument(f"e{n}", "บันทึก", "memo", 2564, "กรม", (IndexPassage("1", 1, "เรื่องอื่น", Place("1")),))
              for n in range(9)),
        ]
    )  # fmt: skip
    found = dict.fromkeys(hit.document_id for hit in index.search("ข้อมูลเปิด 4.1 ปี 64", limit=4).hits)
    assert set(found) == {"finding", "d5", "d6", "d7"}


@pytest.mark.parametrize(
    ("query", "years"),
    [
        ("คะแนน ปี 66 เทียบ 67", ["2566", "2567"]),
        ("ข้อมูลเปิด ปี 63, 64 และ 65", ["2563", "2564", "2565"]),
        ("ปี 2563 กับ 80 แห่ง", ["2563"]),
        ("ปี 66 กับ 67%", ["2566"]),
        ("แผน 67 ใครเป็นเจ้าภาพ", ["2567"]),
        ("งบ 67 อนุมัติเท่าไร", ["2567"]),
        ("fb 65 หมวด 4", ["2565"]),
        ("แผนฯ 12 กับ 13", []),
        ("แผน 60 ล้าน", []),
        ("ผล 64.5", []),
        ("ปี 2564 รายงานป้อนกลับ", ["2564"]),
        ("ปี 2563 ถึง 2565", ["2563", "2564", "2565"]),
    ],
)
def test_lists_ranges_and_short_years_are_understood(query, years):
    assert sorted(chip.value for chip in chips_in(query) if chip.name == "year") == years


@pytest.mark.parametrize(
    ("query", "years"),
    [("ตั้งแต่ปี 65", "2567 2566 2565"), ("ก่อนปี 2565", "2564 2563"), ("หลังปีงบ 2565", "2567 2566"), ("ก่อนปี 2560", "")],
)
def test_years_from_before_and_after_one_are_those_of_the_index(query, years):
    (chip,) = chips_in(f"{query} ข้อมูลเปิด")
    assert " ".join(resolved(chip, [2563, 2564, 2565, 2566, 2567], 2568).meant) == years
