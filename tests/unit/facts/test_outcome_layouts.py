from __future__ import annotations

import pytest

from plandocs.ingest.facts.verdicts import verdict_of
from plandocs.model.document import DocumentKind

REPORT = DocumentKind.MONITORING_REPORT

TABLE = """
# ผลการดำเนินงาน
| เป้าหมาย | ตัวชี้วัด (หน่วยนับ) | ค่าฐาน | ค่าเป้าหมาย | ผลจริง | สถานะ | เหตุผล | หลักฐาน |
| 1 ข้อมูลน้ำ | จำนวนชุดข้อมูลที่เปิด (ชุด) | 3 | 9 | 6 | ไม่บรรลุ | ขาดผู้ลงนาม | ภาพหน้าจอ |
| 2 ข้อร้องเรียน | ร้อยละเรื่องที่ยุติใน 10 วัน (ร้อยละ) | 61.5 | 80 | 84.2 | บรรลุ (ปิดประเด็น) | – | ทะเบียน 900 เรื่อง |
"""

OTHER_WORDS = """
# สรุปผลตัวชี้วัด
| ตัวชี้วัด | หน่วยนับ | เป้าหมาย | ผลการดำเนินงาน | บรรลุ/ไม่บรรลุ | ปัญหา/อุปสรรค | เอกสารหลักฐาน |
| จำนวนชุดข้อมูลที่เปิด | ชุด | 9 | 6 | ไม่บรรลุ | ขาดผู้ลงนาม | ภาพหน้าจอ |
| ร้อยละเรื่องที่ยุติใน 10 วัน | ร้อยละ | 80 | 84.2 | บรรลุ | – | ทะเบียน 900 เรื่อง |
"""

FORMS = """
# ตัวชี้วัดที่ 1
| ตัวชี้วัดที่ 1 | จำนวนชุดข้อมูลที่เปิด |
| หน่วยนับ | ชุด |
| เป้าหมาย | 9 |
| ผลที่ทำได้ ณ 30 ก.ย. | 6 |
| สรุปผล | ไม่บรรลุเป้าหมาย |
| ปัญหาอุปสรรค | ขาดผู้ลงนาม |
| หลักฐาน | ภาพหน้าจอ |
# ตัวชี้วัดที่ 2
| ตัวชี้วัดที่ 2 | ร้อยละเรื่องที่ยุติใน 10 วัน |
| หน่วยนับ | ร้อยละ |
| เป้าหมาย | 80 |
| ผลที่ทำได้ ณ 30 ก.ย. | 84.2 |
| สรุปผล | บรรลุเป้าหมาย |
| ปัญหาอุปสรรค | - |
| หลักฐาน | ทะเบียน 900 เรื่อง |
"""

LABELLED_LINES = """
# 1. ข้อมูลน้ำ
ตัวชี้วัด: จำนวนชุดข้อมูลที่เปิด (ชุด)
ค่าเป้าหมาย: 9
ผลการดำเนินงาน: 6
สถานะ: ไม่บรรลุ
ปัญหาอุปสรรค: ขาดผู้ลงนาม
หลักฐาน: ภาพหน้าจอ
# 2. ข้อร้องเรียน
ตัวชี้วัด: ร้อยละเรื่องที่ยุติใน 10 วัน (ร้อยละ)
ค่าเป้าหมาย: 80
ผลการดำเนินงาน: 84.2
สถานะ: บรรลุ
หลักฐาน: ทะเบียน 900 เรื่อง
"""

LAYOUTS = {"table": TABLE, "other words": OTHER_WORDS, "forms": FORMS, "labelled lines": LABELLED_LINES}


@pytest.mark.parametrize("paged", [False, True], ids=["word", "page"])
@pytest.mark.parametrize("text", LAYOUTS.values(), ids=list(LAYOUTS))
def test_the_same_two_outcomes_are_read_from_every_layout(facts_of, text, paged):
    first, second = facts_of(REPORT, text, paged=paged).outcomes

    assert (first.kpi, first.unit, first.target, first.actual) == ("จำนวนชุดข้อมูลที่เปิด", "ชุด", 9.0, 6.0)
    assert (second.kpi, second.unit, second.target, second.actual) == ("ร้อยละเรื่องที่ยุติใน 10 วัน", "ร้อยละ", 80.0, 84.2)
    assert (first.achieved, second.achieved) == (False, True)
    assert (first.reason, first.evidence, second.reason) == ("ขาดผู้ลงนาม", "ภาพหน้าจอ", "")
    assert (first.months, int(first.plan_year)) == (12, 2566)


def test_a_verdict_that_closes_a_matter_is_kept(facts_of):
    assert [outcome.closed for outcome in facts_of(REPORT, TABLE).outcomes] == [None, True]


def test_a_passage_on_closed_matters_closes_the_goals_it_names(facts_of):
    text = OTHER_WORDS + "# ประเด็นที่ปิด\nที่ประชุมมีมติปิดประเด็น ร้อยละเรื่องที่ยุติใน 10 วัน เพราะผลเกินเป้าหมายสองปีติดต่อกัน\n"

    assert [outcome.closed for outcome in facts_of(REPORT, text).outcomes] == [None, True]


FORM = """
# เป้าหมาย 1 ข้อมูลน้ำ
| กิจกรรม | ตัวชี้วัด | หน่วย | แผน/ผล | ต.ค. | พ.ย. | ธ.ค. | ม.ค. | ปัญหา/อุปสรรค |
| เผยแพร่ข้อมูล | จำนวนชุดข้อมูลที่เปิด | ชุด | แผน | 2 | 4 | 6 | 9 | ขาดผู้ลงนาม |
| ^ | ^ | ^ | ผล | 1 | 3 | 3 | | ^ |
"""


def test_a_form_of_planned_and_actual_rows_gives_the_last_values(facts_of):
    (outcome,) = facts_of(REPORT, FORM).outcomes

    assert (outcome.goal, outcome.kpi, outcome.target, outcome.actual) == ("ข้อมูลน้ำ", "จำนวนชุดข้อมูลที่เปิด", 9.0, 3.0)
    assert outcome.reason == "ขาดผู้ลงนาม"


def test_problems_of_a_marked_form_explain_the_outcome_of_its_goal(facts_of):
    text = """
# สรุป
| เป้าหมาย | ตัวชี้วัด | เป้าทั้งปี | ค่า ณ 31 มี.ค. 65 |
| 1 ข้อมูลน้ำ | จำนวนชุดข้อมูลที่เปิด | 9 | 4 |
# เป้าหมาย 1 ข้อมูลน้ำ
| กิจกรรม | แผน/ผล | ต.ค. | พ.ย. | ธ.ค. | ปัญหา/อุปสรรค |
| 1.1 ออกคำสั่ง | แผน | ● | ● | | ร่างคำสั่งเวียนสามรอบ |
| ^ | ผล | | ○ | ● | ^ |
"""
    (outcome,) = facts_of(REPORT, text).outcomes

    assert (outcome.target, outcome.actual, outcome.reason) == (9.0, 4.0, "ร่างคำสั่งเวียนสามรอบ")


def test_a_value_that_is_not_there_yet_is_no_zero(facts_of):
    (outcome,) = facts_of(
        REPORT, "# สรุป\n| เป้าหมาย | ตัวชี้วัด | เป้าทั้งปี | ผล ณ มี.ค. |\n| 2 ความผูกพัน | ร้อยละความผูกพัน | 78 | ยังไม่สำรวจ |"
    ).outcomes

    assert (outcome.actual, outcome.reason) == (None, "ยังไม่สำรวจ")


def test_results_of_an_application_report_are_outcomes_by_year(facts_of):
    outcomes = facts_of(
        DocumentKind.APPLICATION_REPORT,
        "# 7.2 ด้านผู้รับบริการ\n| ตัวชี้วัด | หน่วย | 2563 | 2564 | 2565 | เป้าหมาย 2565 |\n"
        "| ร้อยละความพึงพอใจ | ร้อยละ | 84.6 | 86.1 | 88 | 87 |",
    ).outcomes

    assert [(int(one.plan_year), one.actual, one.target) for one in outcomes] == [
        (2563, 84.6, None),
        (2564, 86.1, None),
        (2565, 88.0, 87.0),
    ]
    assert outcomes[0].goal == "7.2 ด้านผู้รับบริการ"


def test_a_row_whose_cells_could_name_columns_is_a_row_of_values(facts_of):
    outcomes = facts_of(
        REPORT,
        "| ที่ | ตัวชี้วัด | หน่วยนับ | ค่าเป้าหมาย | ผลการดำเนินงาน | ผลการประเมิน |\n"
        "| 1 | ระยะเวลาเฉลี่ยในการออกใบอนุญาต | วัน | 20 | 18.5 | บรรลุ |\n"
        "| 2 | จำนวนเรื่องที่จัดทำเป็นคู่มือ | เรื่อง | 60 | 74 | บรรลุ |\n"
        "| 3 | จำนวนกลุ่มผู้รับบริการที่สำรวจ | กลุ่ม | 5 | 3 | ไม่บรรลุ |",
    ).outcomes

    assert [(one.target, one.actual, one.achieved) for one in outcomes] == [
        (20, 18.5, True),
        (60, 74, True),
        (5, 3, False),
    ]


VERDICTS = [("บรรลุ", True), ("ไม่บรรลุ", False), ("ยังไม่ถึงเป้าหมาย", False), ("✓", True), ("สีแดง", None), ("", None)]


@pytest.mark.parametrize(("text", "verdict"), VERDICTS)
def test_verdicts_are_read_only_where_the_report_gives_one(text, verdict):
    assert verdict_of(text) is verdict


KEEPERS = """
# ผลรายตัวชี้วัด
| ตัวชี้วัดที่ ๑ : จำนวนข้อพิพาทเรื่องแนวเขต |
| ผู้กำกับดูแลตัวชี้วัด | ผู้อำนวยการกองกฎหมาย | ผู้จัดเก็บข้อมูล | กลุ่มนิติการ |
| ค่าเป้าหมาย | ๑๐ เรื่อง | ผลการดำเนินงาน | ๖ เรื่อง |
| ร้อยละของความสำเร็จ | ๑๔๐.๐๐ | ผลการประเมิน | บรรลุเป้าหมาย |
| ปัญหาอุปสรรค | ไม่มี |
"""
TICKS = """
# ผลรายตัวชี้วัด
| เป้าหมาย | ตัวชี้วัด | แผน รอบ 6 เดือน | ผล รอบ 6 เดือน | ร้อยละของความสำเร็จ | ผลการประเมิน บรรลุ | ผลการประเมิน ไม่บรรลุ |
| บริการวันหยุด | จำนวนศูนย์ที่เปิดวันหยุด | 140 | 163 | 116.43 | {tick} | |
| ยืมข้ามศูนย์ | จำนวนผู้ยืมข้ามศูนย์ | 25,000 | 19,480 | 77.92 | | {tick} |
"""
ROUNDS = """
# รอบ 9 เดือน
| ตัวชี้วัด | หน่วยนับ | เป้าหมายทั้งปี | เป้าหมายรอบ 9 เดือน | ผลรอบ 9 เดือน | สถานะ |
| จำนวนชุมชนที่ผ่านมาตรฐาน | ชุมชน | 30 | 22 | 24 | บรรลุ |
| คะแนนความพึงพอใจ | คะแนน | 4.2 | - | - | ยังไม่ถึงรอบสำรวจ |
"""


def test_the_row_over_the_width_of_a_form_names_its_indicator_and_a_keeper_is_no_indicator(facts_of):
    (outcome,) = facts_of(REPORT, KEEPERS, year=2567).outcomes
    assert (outcome.kpi, outcome.target, outcome.actual, outcome.achieved) == (
        "จำนวนข้อพิพาทเรื่องแนวเขต",
        10,
        6,
        True,
    )


@pytest.mark.parametrize("tick", ["✓", "/", "●"])
def test_a_tick_below_not_reached_says_so(facts_of, tick):
    found = facts_of(REPORT, TICKS.format(tick=tick), year=2568).outcomes
    assert [(one.kpi, one.target, one.achieved) for one in found] == [
        ("จำนวนศูนย์ที่เปิดวันหยุด", 140, True),
        ("จำนวนผู้ยืมข้ามศูนย์", 25_000, False),
    ]


def test_a_result_is_held_against_the_target_of_its_own_months(facts_of):
    first, second = facts_of(REPORT, ROUNDS, year=2569).outcomes
    assert (first.target, first.actual, first.achieved) == (22, 24, True)
    assert (second.target, second.actual) == (None, None)
