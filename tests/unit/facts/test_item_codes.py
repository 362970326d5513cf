from __future__ import annotations

import pytest

from plandocs.ingest.facts import codes

LEADING = [
    ("4.1ก(1) กรมยังไม่มีระบบ", "4.1", "4.1ก(1)", "กรมยังไม่มีระบบ"),
    ("4.1 ก(1) กรมยังไม่มีระบบ", "4.1", "4.1ก(1)", "กรมยังไม่มีระบบ"),
    ("หัวข้อ 3.2: ผลสำรวจ", "3.2", "3.2", "ผลสำรวจ"),
    ("[2.4] การติดตาม", "2.4", "2.4", "การติดตาม"),
    ("1.1.2 แนวทาง", "1.1", "1.1.2", "แนวทาง"),
    ("4.1 กรมมีระบบ", "4.1", "4.1", "กรมมีระบบ"),
]


@pytest.mark.parametrize(("text", "item", "printed", "rest"), LEADING)
def test_a_reference_at_the_front_is_taken_off(text, item, printed, rest):
    found = codes.leading_reference(text)

    assert found is not None
    assert (found[0].item, found[0].printed, text[found[1] :]) == (item, printed, rest)


@pytest.mark.parametrize("text", ["กรมมี 4.1 ล้านคน", "14.1 ล้านบาท", "4.0 ระบบราชการ", "8.1 เป้าหมายย่อย", "2.10 บาท"])
def test_other_numbers_are_no_reference(text):
    assert codes.leading_reference(text) is None


TRAILING = [
    ("ผู้นำสื่อสารเอง (หัวข้อ 1.1)", "1.1", "ผู้นำสื่อสารเอง"),
    ("ผู้นำสื่อสารเอง [1.1]", "1.1", "ผู้นำสื่อสารเอง"),
    ("ผู้นำสื่อสารเอง (1.1ก(2))", "1.1", "ผู้นำสื่อสารเอง"),
    ("ผู้นำสื่อสารเอง 1.1ก(2)", "1.1", "ผู้นำสื่อสารเอง"),
    ("ผู้นำสื่อสารเอง (หัวข้อ 4.1 และ 4.2)", "4.1", "ผู้นำสื่อสารเอง"),
    ("ผู้นำสื่อสารเอง – หัวข้อ 1.1", "1.1", "ผู้นำสื่อสารเอง"),
]


@pytest.mark.parametrize(("text", "item", "words"), TRAILING)
def test_a_reference_at_the_end_is_taken_off(text, item, words):
    found = codes.trailing_reference(text)

    assert found is not None
    assert (found[0].item, text[: found[1]].strip()) == (item, words)


@pytest.mark.parametrize("text", ["เพิ่มจาก 3.2 เป็น 4.1", "คะแนนเฉลี่ย (4.1 จาก 5)", "ใช้เวลา (2.5 ชั่วโมง)"])
def test_a_figure_at_the_end_is_no_reference(text):
    assert codes.trailing_reference(text) is None


MARKERS = [
    ("(ก) ข้อความ", "paren", "ก"),
    ("๑) ข้อความ".translate(str.maketrans("๑", "1")), "close", "1"),
    ("12. ข้อความ", "dot", "12"),
    ("• ข้อความ", "bullet", ""),
    ("- ข้อความ", "bullet", ""),
]


@pytest.mark.parametrize(("text", "style", "value"), MARKERS)
def test_typed_list_numbers_are_known_by_their_shape(text, style, value):
    found = codes.marker_at(text)

    assert found is not None
    assert (found.style, found.value, text[found.end :]) == (style, value, "ข้อความ")


@pytest.mark.parametrize("text", ["ก.พ.ร. กำหนด", "1.1 ข้อความ", "−− ข้อความ", "2564 กรม", "กรม"])
def test_other_beginnings_are_no_list_number(text):
    assert codes.marker_at(text) is None


@pytest.mark.parametrize(("value", "following"), [("1", ("2",)), ("ค", ("ฆ", "ง")), ("ก", ("ข",)), ("a", ("b",))])
def test_lists_go_on_in_the_order_of_their_kind(value, following):
    assert codes.successor(value) == following


CELLS = [
    ("4.4 และ 6.4", ["4.4", "6.4"]),
    ("รายงานป้อนกลับ PMQA 4.0 พ.ศ. 2566, หัวข้อ 4.1", ["4.1"]),
    ("หัวข้อ 4.1 และ 4.2", ["4.1", "4.2"]),
    ("นโยบายผู้บริหาร", []),
]


@pytest.mark.parametrize(("text", "items"), CELLS)
def test_cells_name_one_item_or_several(text, items):
    assert [found.item for found in codes.item_codes(text)] == items
