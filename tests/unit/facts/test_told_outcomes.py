"""Outcomes that a report tells in sentences, without any table."""

from __future__ import annotations

import pytest

from plandocs.ingest.facts import parse_facts
from plandocs.model.document import DocumentKind, DocumentMeta
from plandocs.model.year import FiscalYear

REPORT = DocumentKind.MONITORING_REPORT

PROSE = """
สรุปผลการติดตาม ณ วันที่ 31 มีนาคม 2566 ดังนี้
1. ด้านส่งมอบพันธุ์ให้ทันฤดูปลูก กำหนดเป้าหมายทั้งปีไว้ร้อยละ 85 ผลถึงสิ้นเดือนมีนาคมทำได้ร้อยละ 77.4 ยังไม่ถึงเป้าหมาย \
เนื่องจากรถขนส่งชำรุด
2) จำนวนโรงเก็บที่ได้รับการรับรอง ตั้งเป้าไว้ 5 แห่ง ปัจจุบันได้รับการรับรองแล้ว 5 แห่ง (แห่งที่ 5 เมื่อ 22 กุมภาพันธ์ 2566)
3) ระยะเวลาเฉลี่ยในการอนุมัติยืมพันธุ์ เป้าหมายไม่เกิน 45 วัน ผลการดำเนินงาน 41 วัน จึงขอยุติประเด็นนี้
4. ด้านเตือนภัยโรคพืชถึงครัวเรือน เป้าหมายร้อยละ 60 จากการทดลอง 4 ตำบลพบว่าครัวเรือนได้รับข้อความร้อยละ 35
ภาพรวมบรรลุ 2 ตัวชี้วัดจาก 4 ตัวชี้วัด ใช้งบประมาณ 11.2 ล้านบาท
"""


@pytest.mark.parametrize("paged", [False, True], ids=["word", "page"])
def test_sentences_of_a_report_give_target_and_result(facts_of, paged):
    found = facts_of(REPORT, PROSE, paged=paged).outcomes

    assert [(one.goal or one.kpi, one.unit, one.target, one.actual, one.achieved) for one in found] == [
        ("ส่งมอบพันธุ์ให้ทันฤดูปลูก", "ร้อยละ", 85.0, 77.4, False),
        ("จำนวนโรงเก็บที่ได้รับการรับรอง", "แห่ง", 5.0, 5.0, True),
        ("ระยะเวลาเฉลี่ยในการอนุมัติยืมพันธุ์", "วัน", 45.0, 41.0, True),
        ("เตือนภัยโรคพืชถึงครัวเรือน", "ร้อยละ", 60.0, 35.0, False),
    ]
    assert found[0].reason.startswith("เนื่องจากรถขนส่งชำรุด")
    assert [one.closed for one in found] == [None, None, True, None]


def test_a_sentence_without_target_or_result_tells_no_outcome(facts_of):
    text = "1. ด้านส่งมอบพันธุ์ให้ทันฤดูปลูก อยู่ระหว่างจัดซื้อรถขนส่ง 2 คัน\n2. เป้าหมายปีหน้าร้อยละ 90 ตามมติที่ประชุม\n"

    assert facts_of(REPORT, text).outcomes == ()


def test_planned_and_reached_figures_side_by_side_are_target_and_result(facts_of):
    table = """
# รอบ 6 เดือน
| เป้าหมาย | ตัวชี้วัด | แผน (ทั้งปี) | ผล 6 เดือน | สถานะ |
| โรงเก็บทุกภาคพร้อมรับน้ำท่วม | จำนวนโรงเก็บที่ซ้อมแผนแล้ว | 5 | 2 | ยังไม่ถึงเป้าหมาย |
| พันธุ์เสี่ยงสูญหายได้รับการฟื้นฟู | จำนวนพันธุ์ที่ฟื้นฟูแล้ว | 250 | 131 | ยังไม่ถึงเป้าหมาย |
"""
    found = facts_of(REPORT, table).outcomes

    assert [(one.target, one.actual, one.achieved) for one in found] == [(5.0, 2.0, False), (250.0, 131.0, False)]


def test_the_first_figure_behind_a_quoted_goal_is_its_target(facts_of):
    text = """
- เป้าหมาย "เกษตรกรได้พันธุ์เร็วขึ้น" วางไว้ที่ 45 วัน ขณะนี้เฉลี่ย 52 วัน ยังสูงกว่าเป้า เพราะรถส่งไม่พอ
- เป้าหมาย "ผลตรวจของทุกศูนย์เทียบกันได้" ค่าความสอดคล้องตามแผน 0.75 วัดได้ 0.71 เหลือศูนย์เดียว
- เป้าหมาย "สหกรณ์ใช้ข้อมูลร่วมกัน" กำหนด 40 จังหวัด ดำเนินการได้แล้ว 46 จังหวัด เกินเป้าหมาย
"""
    found = facts_of(REPORT, text).outcomes

    assert [(one.goal, one.target, one.actual, one.achieved) for one in found] == [
        ("เกษตรกรได้พันธุ์เร็วขึ้น", 45.0, 52.0, False),
        ("ผลตรวจของทุกศูนย์เทียบกันได้", 0.75, 0.71, False),
        ("สหกรณ์ใช้ข้อมูลร่วมกัน", 40.0, 46.0, True),
    ]


def test_rows_of_plan_and_result_are_told_by_their_words_where_the_head_is_silent(facts_of):
    text = """
# รอบ 12 เดือน
| เป้าหมาย | ตัวชี้วัด | | ร้อยละ/จำนวน | หมายเหตุ |
| เกษตรกรได้พันธุ์ทันฤดู | ร้อยละของคำขอที่ส่งมอบทันฤดู | แผน | 80 | |
| ^ | ^ | ผล | 86.5 | รถครบทุกศูนย์แล้ว เห็นควรปิดประเด็น |
| ศูนย์พร้อมรับน้ำท่วม | จำนวนศูนย์ที่ซ้อมแผน | แผน | 8 | |
| ^ | ^ | ผล | 5 | ฝนมาก่อนกำหนด |
"""
    found = facts_of(REPORT, text).outcomes

    assert [(one.kpi, one.target, one.actual, one.achieved, one.closed) for one in found] == [
        ("ร้อยละของคำขอที่ส่งมอบทันฤดู", 80.0, 86.5, True, True),
        ("จำนวนศูนย์ที่ซ้อมแผน", 8.0, 5.0, False, None),
    ]


DIRECTIONS = [
    ("ร้อยละของข้อร้องเรียนที่ยุติภายใน 15 วัน", "92", 91.2, False),
    ("จำนวนข้อร้องเรียน", "20", 12, True),
    ("ร้อยละของคำขอที่เสร็จภายในระยะเวลาที่กำหนด", "90", 88, False),
    ("จำนวนวัตถุที่เสียหาย", "ไม่เกิน 5", 8, False),
    ("จำนวนวัตถุที่เสียหาย", "≤ 5", 5, True),
    ("ระยะเวลาเฉลี่ยของการสอน", "ไม่น้อยกว่า 30", 35, True),
]


@pytest.mark.parametrize(("name", "target", "actual", "reached"), DIRECTIONS)
def test_figures_are_compared_in_the_direction_that_target_and_name_give(facts_of, name, target, actual, reached):
    text = f"""
# ผลสิ้นปี
| ตัวชี้วัด | ค่าเป้าหมาย | ผลสิ้นปี |
| {name} | {target} | {actual} |
"""
    (outcome,) = facts_of(REPORT, text).outcomes
    assert outcome.achieved is reached


def test_red_in_a_key_of_colours_is_not_reached_even_before_the_year_ends(written):
    text = """
# แดชบอร์ด
เขียว = บรรลุเป้าหมายทั้งปีแล้ว  เหลือง = ได้เกินครึ่งแต่ยังไม่บรรลุ  แดง = ต่ำกว่าร้อยละ 50 ของเป้าหมาย
| ตัวชี้วัด | เป้าหมาย | ผล | สถานะ |
| จำนวนครูที่ผ่านการทดสอบ | 400 | 90 | 🔴 แดง |
| จำนวนโรงเรียนที่ได้มาตรฐาน | 85 | 88 | 🟢 เขียว |
"""
    half = DocumentMeta("รายงาน", REPORT, "", FiscalYear(2566), FiscalYear(2566), round_months=6)

    found = parse_facts("d1", half, written(text).blocks).outcomes

    assert [outcome.achieved for outcome in found] == [False, True]
