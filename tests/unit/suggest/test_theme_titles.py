"""Names of weaknesses."""

from __future__ import annotations

import pytest

from plandocs.suggest.titles import lead, plain

LEADS = [
    ("(ก) การนิเทศงานของสถานียังไม่มีแบบบันทึกร่วมกัน (หัวข้อ 6.2)", "การนิเทศงานของสถานี"),
    ("4.2ข(1) −− องค์ความรู้ด้านการซ่อมเครื่องสูบน้ำฝังอยู่กับช่างอาวุโส", "องค์ความรู้ด้านการซ่อมเครื่องสูบน้ำ"),
    ("ตัวชี้วัดกระบวนการหลัก 14 ตัวเป็นตัวชี้วัดปลายทางทั้งหมด", "ตัวชี้วัดกระบวนการหลัก"),
    ("แผนปรับเปลี่ยนสู่ดิจิทัลกำหนดระบบที่จะจัดหา 6 ระบบ", "แผนปรับเปลี่ยนสู่ดิจิทัล"),
]


@pytest.mark.parametrize(("text", "phrase"), LEADS)
def test_a_name_is_what_the_finding_is_about(text, phrase):
    assert lead(text) == phrase


@pytest.mark.parametrize("text", [text for text, _ in LEADS])
def test_typed_numbers_and_item_codes_are_no_part_of_the_sentence(text):
    words = plain(text)
    assert not words.startswith(("(", "4.", "−"))
    assert "(หัวข้อ" not in words
