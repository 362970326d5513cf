from __future__ import annotations

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
