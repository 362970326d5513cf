from __future__ import annotations

import pytest

from plandocs.thai.digits import parse_number
from plandocs.thai.glossary import load, parse
from plandocs.thai.segment import Segmenter, _python, default_segmenter, segmenter_with
from plandocs.thai.terms import Analyzer, index_terms, query_terms


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("ตามข้อ 4.1ก(2) ของ", "4.1ก(2)"),
        ("ตามข้อ ๑.๑ก(๒)", "๑.๑ก(๒)"),
        ("หัวข้อ 4.1 ก(1) ระบุ", "4.1 ก(1)"),
        ("สำนักงาน ก.พ.ร. แจ้ง", "ก.พ.ร."),
        ("งานก.พ.ร.ของ", "ก.พ.ร."),
        ("ของสป.มท.และ", "สป.มท."),
        ("ประเมิน PMQA 4.0 ปี", "PMQA 4.0"),
        ("ประเมิน PMQA4.0", "PMQA4.0"),
        ("บริการ e-Service ใหม่", "e-Service"),
        ("โรค COVID-19", "COVID-19"),
        ("วงเงิน 1,200,000.50 บาท", "1,200,000.50"),
        ("ถ่ายทอดตัวชี้วัดสู่", "ตัวชี้วัด"),
        ("ออกแบบตั้งแต่ต้นจนจบ", "ตั้งแต่ต้นจนจบ"),
        ("โอกาสในการปรับปรุง", "โอกาสในการปรับปรุง"),
    ],
)
def test_codes_abbreviations_and_terms_of_the_trade_stay_whole(text, whole):
    assert whole in default_segmenter().words(text)


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("๔.๑", ["4.1"]),
        ("4.1ก(2)", ["4.1ก(2)", "4.1ก", "4.1"]),
        ("4.1 ก(2)", ["4.1ก(2)", "4.1ก", "4.1"]),
        ("4.1การ", ["4.1", "การ"]),
        ("กพร.", ["กพร"]),
        ("กพร", ["กพร"]),
        ("ก.พ.ร.", ["ก.พ.ร"]),
        ("ก.พ.", ["ก.พ"]),
        ("กพร.สป.มท.", ["กพร.สป.มท", "กพร", "สป", "มท"]),
        ("PMQA 4.0", ["pmqa4.0", "pmqa", "4.0"]),
        ("PMQA๔.๐", ["pmqa4.0", "pmqa", "4.0"]),
        ("1,200,000", ["1200000"]),
        ("e-Service", ["e-service", "e", "service"]),
        ("เว็ปไซต์", ["เว็บไซต์"]),
        ("ดิจิตอล", ["ดิจิทัล"]),
        ("องค์กร", ["องค์การ"]),
        ("ตัวชี้วัด", ["ตัวชี้วัด", "ตัว", "ชี้", "วัด"]),
        ("“ ” – ฯ/", []),
    ],
)
def test_terms_are_the_same_however_it_is_written(text, terms):
    assert list(index_terms(text).words) == terms


def test_february_is_not_the_commission():
    assert not set(index_terms("เดือน ก.พ. 2564").words) & set(index_terms("สำนักงาน ก.พ.ร.").words)


def test_query_grams_are_those_of_the_preferred_spelling():
    assert query_terms("เว็ปไซต์").grams == query_terms("เว็บไซต์").grams


def test_words_of_the_workspace_are_kept_whole_and_change_the_digest():
    assert "กองมาตรฐานบริการ" not in default_segmenter().words("ที่กองมาตรฐานบริการจัดทำ")
    own = segmenter_with(["กองมาตรฐานบริการ", " "])
    assert "กองมาตรฐานบริการ" in own.words("ที่กองมาตรฐานบริการจัดทำ")
    assert own.digest != default_segmenter().digest
    assert Analyzer(own).terms_of("กองมาตรฐานบริการ")[1:]
    assert segmenter_with([]) is default_segmenter()


def test_the_digest_does_not_depend_on_the_order_of_words():
    assert Segmenter(["ก", "ข"]).digest == Segmenter(["ข", "ก", "ก"]).digest


def test_the_python_segmenter_is_a_stand_in_for_the_fast_one():
    words = frozenset(["แผน", "พัฒนา", "องค์การ"])
    assert _python(words)("แผนพัฒนาองค์การ") == ["แผน", "พัฒนา", "องค์การ"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("๑,๒๐๐,๐๐๐ บาท", 1_200_000), ("ร้อยละ ๗๕.๘", 75.8), ("1.5 ล้านบาท", 1_500_000), ("-3", -3), ("2563-2564", 2563),
        ("(-0.5)", -0.5), ("ไม่มี", None), ("", None), ("24 ชุด", 24), ("3 พันล้าน", 3e9),
    ],
)  # fmt: skip
def test_numbers_are_read(text, wanted):
    assert parse_number(text) == wanted


def test_every_spelling_of_the_glossary_folds_and_stays_folded():
    glossary = load()
    for entry in glossary.entries:
        if entry.kind == "var":
            for reading in entry.readings:
                assert glossary.fold(reading) == entry.term
            assert glossary.fold(entry.term) == entry.term


def test_the_agency_decides_what_an_acronym_means():
    glossary = load()
    assert glossary.reading("กพร.", {}) == "กลุ่มพัฒนาระบบบริหาร"
    assert glossary.reading("กกจ", {"กกจ.": "กรมการจัดหางาน"}) == "กรมการจัดหางาน"
    assert glossary.reading("ไม่รู้จัก", {}) is None


def test_a_table_of_ones_own_is_read():
    own = parse(["# note", "kind\tterm\treadings\tenglish", "acr?\tกขค.\tหนึ่ง; สอง\tx", "broken line"])
    assert [(e.term, e.readings, e.ambiguous) for e in own.entries] == [("กขค.", ("หนึ่ง", "สอง"), True)]
    assert own.fold("กขค") == "กขค"
