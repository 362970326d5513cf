"""Levels of items as application and feedback reports state them."""

from __future__ import annotations

import pytest

from plandocs.model.document import DocumentKind
from plandocs.model.finding import Level

APPLICATION, FEEDBACK = DocumentKind.APPLICATION_REPORT, DocumentKind.FEEDBACK_REPORT

HEADINGS = """
# หมวด 4 การวัด การวิเคราะห์ และการจัดการความรู้
## 4.1 ข้อมูลและตัววัดเพื่อติดตามงาน
ระดับที่ประเมินตนเอง: ก้าวหน้า (Advance)
กรมใช้ตัววัดชุดเดียวกันทุกกอง
## 4.3 การจัดการความรู้และการสร้างองค์ความรู้
ระดับที่ประเมินตนเอง: พัฒนาจนเกิดผล (Significance)
"""

TABLE = """
# สรุประดับ
| หัวข้อ | ระดับที่เสนอ | สรุปการดำเนินการ |
| 4.1 การใช้ข้อมูลและสารสนเทศ | ก้าวหน้า | กรมใช้ตัววัดชุดเดียวกันทุกกอง |
| 4.3 การจัดการความรู้ | พัฒนาจนเกิดผล | มีคลังความรู้ |
"""


@pytest.mark.parametrize("text", [HEADINGS, TABLE], ids=["headings", "table"])
def test_levels_claimed_for_items_are_read_and_are_no_findings(facts_of, text):
    facts = facts_of(APPLICATION, text)

    assert [(one.item, one.level, one.claimed) for one in facts.levels] == [
        ("4.1", Level.ADVANCE, True),
        ("4.3", Level.SIGNIFICANCE, True),
    ]
    assert facts.levels[0].how == "กรมใช้ตัววัดชุดเดียวกันทุกกอง"
    assert facts.findings == ()


def test_a_table_that_counts_items_by_level_claims_nothing(facts_of):
    text = "# สรุป\n| ระดับที่ประเมินตนเอง | จำนวนหัวข้อ | หัวข้อ |\n| ก้าวหน้า | 2 | 4.1, 4.3 |\n| พื้นฐาน | 1 | 6.3, 6.4 |\n"

    assert facts_of(APPLICATION, text).levels == ()


def test_findings_take_the_level_that_the_report_gives_their_item(facts_of):
    text = """
# หมวด 6 การมุ่งเน้นระบบปฏิบัติการ
## หัวข้อ 6.3 การลดต้นทุน
ผลการประเมินระดับ: พื้นฐาน
### โอกาสในการปรับปรุง
- ยังไม่มีการคำนวณต้นทุนต่อหน่วยของการผลิตพันธุ์แต่ละชนิด
"""
    facts = facts_of(FEEDBACK, text)

    assert [(one.item, one.level) for one in facts.findings] == [("6.3", "พื้นฐาน")]
    assert [(one.level, one.claimed) for one in facts.levels] == [(Level.BASIC, False)]
