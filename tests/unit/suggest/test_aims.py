"""From what assessors wrote to an aim: verb first, one aim, nothing added."""

from __future__ import annotations

import pytest

from plandocs.suggest.aims import abbreviations, aim_of, spell_out, steps_of
from plandocs.suggest.verbs import begins_with_verb

ASKED = [
    ("", "กำหนดผู้ตรวจแทนของทุกสถานี และให้ฝึกงานร่วมกันเดือนละครั้ง", "กำหนดผู้ตรวจแทนของทุกสถานี"),
    ("", "จัดทำทะเบียนอะไหล่ที่ระบุอายุ ผู้ผลิต และวันเปลี่ยน พร้อมรูปถ่าย", "จัดทำทะเบียนอะไหล่ที่ระบุอายุ ผู้ผลิต และวันเปลี่ยน"),
    ("ข้อมูลปริมาณฝนยังส่งทางโทรสาร ควรเชื่อมสถานีวัดฝนกับระบบกลางโดยตรง เพราะล่าช้าหนึ่งวัน", "", "เชื่อมสถานีวัดฝนกับระบบกลางโดยตรง"),
]
TURNED = [
    ("การสอบเทียบเครื่องวัดระดับน้ำไม่มีบันทึกผลย้อนหลังรายสถานี จึงบอกไม่ได้ว่าคลาดเคลื่อนเท่าใด", "บันทึกผลย้อนหลังรายสถานี"),
    ("ตัวชี้วัดของงานซ่อมไม่ได้แยกงานเร่งด่วนออกจากงานตามรอบ ผู้บริหารจึงเห็นแต่ค่าเฉลี่ย", "แยกงานเร่งด่วนออกจากงานตามรอบ"),
    ("คู่มือปฏิบัติงานไม่ระบุผู้อนุมัติเมื่อหัวหน้าไม่อยู่ งานจึงค้าง", "ระบุผู้อนุมัติเมื่อหัวหน้าไม่อยู่"),
]
SILENT = ["จุดที่ควรพัฒนา ได้แก่ การประสานงาน", "ผลการดำเนินงานปีนี้ใกล้เคียงกับปีก่อน"]


@pytest.mark.parametrize(("text", "advice", "aim"), ASKED)
def test_what_is_asked_for_becomes_the_aim(make, text, advice, aim):
    found = aim_of(make.finding(2566, "6.4", text or "เรื่องที่พบระหว่างการตรวจ", advice=advice))
    assert found is not None
    assert (found.text, found.asked) == (aim, True)


@pytest.mark.parametrize(("text", "kernel"), TURNED)
def test_what_is_missing_is_turned_into_an_aim(make, text, kernel):
    found = aim_of(make.finding(2566, "6.4", text))
    assert found is not None
    assert kernel in found.text
    assert not found.asked
    assert begins_with_verb(found.text)
    assert "ไม่" not in found.text.split(kernel)[0]


@pytest.mark.parametrize("text", SILENT)
def test_no_aim_is_made_up_where_the_finding_asks_for_nothing(make, text):
    assert aim_of(make.finding(2566, "6.4", text)) is None


def test_two_findings_of_one_item_never_get_the_same_aim(make):
    aims = {aim_of(make.finding(2566, "6.4", text)).text for text, _ in TURNED}
    assert len(aims) == len(TURNED)


def test_steps_are_the_assessors_own_sentences(make):
    advice = "ติดตั้งเสาสัญญาณสำรอง แล้วทดสอบรายเดือน"
    assert steps_of(make.finding(2566, "6.4", "สัญญาณขาดหาย", advice=advice)) == (advice,)


def test_abbreviations_are_spelled_out_once():
    text = spell_out("ให้ กวน. ตรวจ แล้ว กวน. รายงาน", {"กวน.": "กองวัดน้ำ"})
    assert text == "ให้กองวัดน้ำ (กวน.) ตรวจ แล้ว กวน. รายงาน"
    assert abbreviations("ส่งให้ กวน. และ KPI") == ["กวน.", "KPI"]
