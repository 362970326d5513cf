"""What a finding counts of its weakness, read as the measure of a goal."""

from __future__ import annotations

import pytest

from plandocs.frameworks import load
from plandocs.suggest.counted import counted
from plandocs.suggest.goals import suggest
from plandocs.suggest.newgoals import goal_of
from plandocs.suggest.newkpis import kpis_of

COUNTED = [
    ("ผู้โดยสารต้องรอเรือข้ามฟากเฉลี่ย 48 นาทีนับจากเวลาที่แจ้งไว้", "ระยะเวลารอเรือข้ามฟากเฉลี่ย", 48, "นาที"),
    (
        "การโอนเรื่องจากกองเรือไปกองคลังหยุดรอเฉลี่ย 19 วัน เพราะส่งเป็นกระดาษ",
        "ระยะเวลารอในการโอนเรื่องจากกองเรือไปกองคลังเฉลี่ย",
        19,
        "วัน",
    ),
    ("ท่าเทียบเรือริมคลองยังขาดราวกันตก มีอุบัติเหตุ 13 ครั้งในรอบปี", "จำนวนอุบัติเหตุ", 13, "ครั้ง"),
    ("พิกัดทุ่นในแผนที่กับทะเบียนไม่ตรงกันราว 2,400 รายการ และไม่มีผู้แก้ไข", "จำนวนรายการที่ไม่ตรงกัน", 2400, "รายการ"),
    ("ทุ่นไฟนำร่องรวมร้อยละ 27 เลยกำหนดตรวจสภาพ เรือจึงเสี่ยง", "ร้อยละของทุ่นไฟนำร่องที่เลยกำหนดตรวจสภาพ", 27, "ร้อยละ"),
    ("ผู้โดยสารร้อยละ 9 ให้ข้อมูลว่าถูกเก็บเงินเกินอัตรา", "ร้อยละของผู้โดยสารที่ให้ข้อมูลว่าถูกเก็บเงินเกินอัตรา", 9, "ร้อยละ"),
    ("นายท้ายเรือซึ่งเป็นพนักงานจ้างเหมาลาออกร้อยละ 31 ต่อปี", "อัตราการลาออกของนายท้ายเรือ", 31, "ร้อยละ"),
    ("มีท่าเรือ 58 แห่งที่พ้นรอบตรวจประจำปีแล้วแต่ยังไม่ได้เข้าตรวจ", "จำนวนท่าเรือที่พ้นรอบตรวจประจำปี", 58, "แห่ง"),
    ("ระบบตั๋วเปิดใช้แล้วแต่มีท่าเรือใช้งานระบบเพียง 21 จาก 94 แห่ง", "จำนวนท่าเรือที่ใช้งานระบบ", 21, "แห่ง"),
    ("ควรเร่งรัดการซ่อมแซมอุปกรณ์ที่ชำรุดซึ่งค้างอยู่ 326 ชิ้น", "จำนวนอุปกรณ์ที่ชำรุดซึ่งค้าง", 326, "ชิ้น"),
    ("การจัดการคำร้องยังล่าช้า มีเรื่องค้างเกินกำหนดร้อยละ 44", "ร้อยละของเรื่องที่ค้างเกินกำหนด", 44, "ร้อยละ"),
]


@pytest.mark.parametrize(("text", "name", "value", "unit"), COUNTED)
def test_what_is_counted_becomes_the_measure_with_its_figure(text, name, value, unit):
    found = counted(text)

    assert found is not None
    assert (found.name.removesuffix("แล้ว"), found.value, found.unit) == (name, value, unit)


@pytest.mark.parametrize(
    "text",
    [
        "กรณีพิพาทระหว่างเจ้าของเรือมีการเจรจาเพียง 9 จังหวัด",  # ระหว่าง is no vacancy
        "ความพึงพอใจของผู้โดยสารทรงตัวที่ร้อยละ 78 สามปีติดต่อกัน",  # nothing wrong is counted
        "ระยะเวลารับรองเฉลี่ย 49 วันทำการยังไม่มีคู่เทียบ",  # รับรอง is not รอ
        "แผนอัตรากำลังยังไม่รองรับการเพิ่มจำนวนท่าเรือ",
    ],
)
def test_what_counts_nothing_wrong_is_left_alone(text):
    assert counted(text) is None


def test_what_is_counted_goes_before_what_is_set_up(make):
    finding = make.finding(2565, "5.2", "ท่าเทียบเรือริมคลองยังขาดอุปกรณ์ความปลอดภัย มีอุบัติเหตุ 13 ครั้งในรอบปี")
    goal = goal_of(finding)
    names = [(kpi.name, kpi.baseline) for kpi in kpis_of(finding, goal)]

    assert names[0] == ("จำนวนอุบัติเหตุ", 13)
    assert len(names) == 2


def test_goals_are_whole_sentences_with_their_object(make):
    texts = {
        "1.2": "ข้อมูลรายรับค่าโดยสารและรายจ่ายของท่าเรือยังไม่เปิดเผยต่อผู้ประกอบการเรือ",
        "2.4": "ผลการติดตามแผนรายไตรมาสเสนอผู้บริหารล่าช้าเฉลี่ย 37 วัน จึงปรับแผนไม่ทัน",
        "4.2": "ฐานข้อมูลผู้ประกอบการยังไม่เป็นหนึ่งเดียว พบรายชื่อซ้ำกันระหว่างท่าเรือกว่า 3,400 ราย",
        "6.1": "การจัดการของเหลือทิ้งบนเรือยังไม่มีกระบวนการที่ชัดเจน ปริมาณที่ส่งฝังกลบเพิ่มขึ้นร้อยละ 11",
    }
    findings = [make.finding(2565, item, text) for item, text in texts.items()]
    made = suggest(2566, findings=findings, goals=(), outcomes=(), frameworks=load())
    goals = {s.goal for s in made.suggestions}

    assert "เปิดเผยข้อมูลรายรับค่าโดยสารและรายจ่ายของท่าเรือต่อผู้ประกอบการเรือ" in goals
    assert "ลดระยะเวลาการเสนอผลการติดตามแผนรายไตรมาสต่อผู้บริหาร" in goals
    words = " ".join([*goals, *(kpi.name for s in made.suggestions for kpi in s.kpis)])
    assert "ชัดเส" not in words
    assert "ระหที่" not in words
    assert "จำนวนจำนวน" not in words


@pytest.mark.parametrize(
    ("text", "goal"),
    [
        ("ทุ่นไฟนำร่องรวมร้อยละ 27 เลยกำหนดตรวจสภาพ เรือจึงเสี่ยง", "เพิ่มสัดส่วนทุ่นไฟนำร่องที่ตรวจสภาพภายในกำหนด"),
        ("เส้นทางก้าวหน้าของนายท้ายเรือตันที่ระดับอาวุโส ทำให้โอนย้ายไปหน่วยงานอื่นปีละ 47 คน", "ลดจำนวนบุคลากรที่โอนย้ายไปหน่วยงานอื่น"),
        ("เรือบริการมี 2 ลำ ให้บริการได้เพียงร้อยละ 12 ของหมู่บ้านริมน้ำตามเป้าหมาย", "เพิ่มสัดส่วนหมู่บ้านริมน้ำที่ได้รับบริการ"),
    ],
)
def test_less_of_what_is_counted_is_the_aim_where_nothing_else_is_said(make, text, goal):
    found = goal_of(make.finding(2565, "6.1", text))

    assert found is not None
    assert found.goal == goal
