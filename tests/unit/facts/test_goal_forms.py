from __future__ import annotations

import pytest

from plandocs.model.document import DocumentKind

FRAMED = """# แผนเพิ่มประสิทธิภาพองค์การ พ.ศ. 2567
| ชื่อเป้าหมาย | ลดเวลารอเจาะบ่อน้ำบาดาลของประชาชน |
| ตอบสนองหัวข้อ | หัวข้อ 6.1 |
| ตัวชี้วัด | หน่วยนับ | ผลปี 2566 | เป้าหมายปี 2567 |
| เวลารอเฉลี่ยทั้งประเทศ | วัน | 84 | 60 |
| จำนวนจังหวัดที่รอเกินหนึ่งร้อยวัน | จังหวัด | - | 2 |
| ผู้รับผิดชอบหลัก | กองสำรวจน้ำ |
| งบประมาณ | 7,300,000 บาท |
"""
PAIRED = """# แผนปฏิบัติราชการ พ.ศ. 2566
| เป้าประสงค์เชิงยุทธศาสตร์ | บ่อทุกบ่อมีข้อมูลระดับน้ำครบถ้วน |
| ตัวชี้วัดที่ 1 | ร้อยละของบ่อที่มีเครื่องวัดอัตโนมัติ |
| หน่วยนับ / ค่าเป้าหมาย | ร้อยละ / 72 |
| ตัวชี้วัดที่ 2 | จำนวนหน่วยงานที่เชื่อมโยงข้อมูลระดับน้ำ |
| หน่วยนับ / ค่าเป้าหมาย | หน่วยงาน / 1,025 |
| หน่วยงานเจ้าภาพ | กองข้อมูลน้ำ |
| วงเงินงบประมาณ | 96,000,000 บาท |
"""


def test_a_table_of_indicators_inside_a_form_belongs_to_its_goal(facts_of):
    (goal,) = facts_of(DocumentKind.IMPROVEMENT_PLAN, FRAMED, year=2567).goals

    assert (goal.goal, goal.owner, goal.budget) == ("ลดเวลารอเจาะบ่อน้ำบาดาลของประชาชน", "กองสำรวจน้ำ", 7_300_000)
    assert [(kpi.name, kpi.unit, kpi.baseline, kpi.target) for kpi in goal.kpis] == [
        ("เวลารอเฉลี่ยทั้งประเทศ", "วัน", 84, 60),
        ("จำนวนจังหวัดที่รอเกินหนึ่งร้อยวัน", "จังหวัด", None, 2),
    ]
    assert ("pmqa4", "6.1") in goal.items


def test_a_form_may_have_several_indicators_each_with_unit_and_target_in_one_cell(facts_of):
    (goal,) = facts_of(DocumentKind.ACTION_PLAN, PAIRED, year=2566).goals

    assert (goal.owner, goal.budget) == ("กองข้อมูลน้ำ", 96_000_000)
    assert [(kpi.name, kpi.unit, kpi.target) for kpi in goal.kpis] == [
        ("ร้อยละของบ่อที่มีเครื่องวัดอัตโนมัติ", "ร้อยละ", 72),
        ("จำนวนหน่วยงานที่เชื่อมโยงข้อมูลระดับน้ำ", "หน่วยงาน", 1025),
    ]


TITLED = """# แผนพัฒนาองค์การ พ.ศ. 2567
| เป้าหมายที่ ๑ บ่อทุกบ่อมีข้อมูลระดับน้ำครบถ้วน |
| หมวด/หัวข้อ PMQA 4.0 | หมวด ๔ หัวข้อ ๔.๑ |
| ตัวชี้วัดความสำเร็จ | ร้อยละของบ่อที่มีเครื่องวัดอัตโนมัติ |
| {label} | ร้อยละ ๔๑ |
| ค่าเป้าหมายปี ๒๕๖๗ | ร้อยละ ๗๒ |
| งบประมาณ | ๑,๒๐๐,๐๐๐ บาท |
| หน่วยงานรับผิดชอบหลัก | กองข้อมูลน้ำ |
"""
BLOCK = """# แผนปฏิบัติราชการ พ.ศ. 2566
| ประเด็นยุทธศาสตร์ที่ 1 น้ำบาดาลทั่วถึง |
| เป้าประสงค์ที่ 1.1 ประชาชนได้น้ำบาดาลรวดเร็ว |
| หน่วยงานรับผิดชอบ | กองสำรวจน้ำ |
| ตัวชี้วัด | หน่วยนับ | ผลปี 2565 | เป้าหมายปี 2566 |
| ค่าเฉลี่ยเวลารอเจาะบ่อ | วัน | 84 | 60 |
| จำนวนจังหวัดที่รอเกินหนึ่งร้อยวัน | จังหวัด | 9 | 2 |
| รวมงบประมาณเป้าประสงค์ที่ 1.1 | 24,300,000 | บาท |
"""


@pytest.mark.parametrize("label", ["ผลการดำเนินงานปี ๒๕๖๖ (ค่าฐาน)", "ผลการดำเนินงานปี ๒๕๖๖"])
def test_the_row_over_the_width_of_a_form_names_its_goal_and_last_year_s_result_is_where_it_stands(facts_of, label):
    (goal,) = facts_of(DocumentKind.IMPROVEMENT_PLAN, TITLED.format(label=label), year=2567).goals

    assert (goal.goal, goal.owner, goal.budget) == ("บ่อทุกบ่อมีข้อมูลระดับน้ำครบถ้วน", "กองข้อมูลน้ำ", 1_200_000)
    (kpi,) = goal.kpis
    assert (kpi.unit, kpi.baseline, kpi.target) == ("ร้อยละ", 41, 72)


def test_a_block_of_titles_owner_indicators_and_their_money_is_one_goal(facts_of):
    (goal,) = facts_of(DocumentKind.ACTION_PLAN, BLOCK, year=2566).goals

    assert (goal.goal, goal.owner, goal.budget) == ("ประชาชนได้น้ำบาดาลรวดเร็ว", "กองสำรวจน้ำ", 24_300_000)
    assert [(kpi.name, kpi.baseline, kpi.target) for kpi in goal.kpis] == [
        ("ค่าเฉลี่ยเวลารอเจาะบ่อ", 84, 60),
        ("จำนวนจังหวัดที่รอเกินหนึ่งร้อยวัน", 9, 2),
    ]


WIDE = """# หมวด 3
| เป้าหมายที่ 3.1 | ตอบคำขอใช้สื่อได้เร็วขึ้น |
| ตัวชี้วัด | เวลาตอบคำขอเฉลี่ย | หน่วย | วัน | ผลปี 2566 | 12 |
| เป้าปี 2567 | 4 | ผู้รับผิดชอบ | ศบส. | งบประมาณ (บาท) | ไม่ใช้งบ |
| กิจกรรม | ทบทวนขั้นตอนและฝึกอบรม |
"""
SECOND = """| เป้าหมายที่ 3.2 | ผู้พิการทางสายตาเข้าถึงสื่อได้ |
| ตัวชี้วัด | ร้อยละของสื่อที่มีเสียงบรรยาย | หน่วย | ร้อยละ | ผลปี 2566 | 21 |
| เป้าปี 2567 | 70 | ผู้รับผิดชอบ | กผส. | งบประมาณ (บาท) | 1,800,000 |
| กิจกรรม | จ้างผู้บรรยาย |
"""


@pytest.mark.parametrize("text", [WIDE, WIDE + SECOND], ids=["one", "two"])
def test_a_form_of_several_labels_in_a_row_may_hold_goal_after_goal(facts_of, text):
    goals = facts_of(DocumentKind.IMPROVEMENT_PLAN, text, year=2567).goals

    found = [(goal.goal, goal.owner, goal.kpis[0].unit, goal.kpis[0].baseline, goal.kpis[0].target) for goal in goals]
    assert (
        found
        == [
            ("ตอบคำขอใช้สื่อได้เร็วขึ้น", "ศบส.", "วัน", 12, 4),
            ("ผู้พิการทางสายตาเข้าถึงสื่อได้", "กผส.", "ร้อยละ", 21, 70),
        ][: len(goals)]
    )
    assert len(goals) == text.count("เป้าหมายที่")
