"""KPI names that state one yardstick, and goals in one series."""

from __future__ import annotations

import pytest

from plandocs.suggest.measures import goal_series, measure, same_measure

SAME = [
    ("จำนวนชุดข้อมูลเปิดสะสม", "ชุด", "จำนวนชุดข้อมูลเปิดภาครัฐที่เผยแพร่ (สะสม)", "ชุด"),
    ("ร้อยละของข้อร้องเรียนที่ยุติภายใน 15 วัน", "ร้อยละ", "ร้อยละข้อร้องเรียนที่ยุติภายในเวลาที่กำหนด", "%"),
    ("ร้อยละตำแหน่งที่มีเส้นทางความก้าวหน้า", "", "ร้อยละของตำแหน่งที่มีเส้นทางความก้าวหน้าในสายอาชีพ", "ร้อยละ"),
    ("จำนวนตัวชี้วัดที่มีคู่เทียบ", "ตัวชี้วัด", "จำนวนตัวชี้วัดผลลัพธ์ที่มีคู่เทียบจากภายนอก", "ตัวชี้วัด"),
    ("อัตราการสูญเสียน้ำในระบบท่อ", "ร้อยละ", "ร้อยละการสูญเสียน้ำในระบบท่อ", "ร้อยละ"),
]
OTHER = [
    ("ร้อยละความผูกพันของบุคลากร", "ร้อยละ", "ร้อยละความผูกพันของผู้รับบริการ", "ร้อยละ"),
    ("ร้อยละความพึงพอใจของผู้รับบริการ", "ร้อยละ", "ร้อยละความผูกพันของผู้รับบริการ", "ร้อยละ"),
    ("จำนวนกระบวนงานที่วิเคราะห์ต้นทุนต่อหน่วย", "กระบวนงาน", "จำนวนกระบวนงานที่เชื่อมโยงข้อมูล", "กระบวนงาน"),
    ("จำนวนชุดข้อมูลเปิด", "ชุด", "ร้อยละของชุดข้อมูลเปิดที่ปรับปรุงตามรอบ", "ร้อยละ"),
    ("ร้อยละการเบิกจ่ายงบประมาณ", "ร้อยละ", "ร้อยละของครัวเรือนที่เข้าถึงบริการ", "ร้อยละ"),
]


@pytest.mark.parametrize(("one", "unit", "other", "other_unit"), SAME)
def test_one_yardstick_in_other_words_is_known(one, unit, other, other_unit):
    assert same_measure(measure(one, unit), measure(other, other_unit))


@pytest.mark.parametrize(("one", "unit", "other", "other_unit"), OTHER)
def test_other_yardsticks_stay_apart(one, unit, other, other_unit):
    assert not same_measure(measure(one, unit), measure(other, other_unit))


def test_a_plan_that_starts_where_the_last_one_ended_continues_its_series(make):
    first = make.goal(2565, "ลดเวลารอ", "ระยะเวลารอรับบริการเฉลี่ยที่เคาน์เตอร์", "นาที", 42, 30, item="3.1")
    renamed = make.goal(2566, "ลดเวลารอ", "เวลาเฉลี่ยที่ผู้มาติดต่อรอ ณ เคาน์เตอร์", "นาที", 30, 20, item="3.1")
    other = make.goal(2566, "ลดเวลารอ", "เวลาเฉลี่ยในการจ่ายเงินคืน", "นาที", 55, 20, item="6.3")
    assert sorted(len(row.goals) for row in goal_series([first, renamed, other])) == [1, 2]


def test_a_goal_without_kpi_is_followed_by_its_own_words(make):
    goal = make.goal(2565, "จัดทำคู่มือการดูแลรักษาอาคาร", "", "")
    (row,) = goal_series([goal])
    assert row.kpis[0].name == goal.goal
