"""What a director would send back: garbled titles, wrong directions, bare aims, drafts told as plans."""

from __future__ import annotations

from dataclasses import replace

import pytest

from plandocs.frameworks import load
from plandocs.model.document import Approval
from plandocs.suggest.counted import counted
from plandocs.suggest.definitions import definition
from plandocs.suggest.firsttargets import along
from plandocs.suggest.goals import suggest
from plandocs.suggest.newgoals import goal_of
from plandocs.suggest.themes import build_themes

FRAMEWORKS = load()


def run(facts, year=2567):
    return suggest(year, **facts, frameworks=FRAMEWORKS)


def about(found, item):
    return next(s for s in found.suggestions if item in s.items)


COUNTED = [
    ("นายท้ายที่ขับเรือไฟฟ้าได้มีเพียง 12 คนจาก 240 คน", "จำนวนนายท้ายที่ขับเรือไฟฟ้าได้", 12, "คน"),
    ("เหลือท่าเรือที่แยกขยะจริงร้อยละ 36", "ร้อยละของท่าเรือที่แยกขยะจริง", 36, "ร้อยละ"),
    ("ทะเบียนเรือไม่ตรงกัน และยังไม่มีภาพถ่ายตัวเรือร้อยละ 28", "ร้อยละของรายการที่มีภาพถ่ายตัวเรือ", 72, "ร้อยละ"),
    ("ข้อมูลที่ว่างหน้าท่าแลกเปลี่ยนกับท่าเอกชนแล้ว 3 จังหวัด", "จำนวนจังหวัดที่ข้อมูลที่ว่างหน้าท่าแลกเปลี่ยนกับท่าเอกชนแล้ว", 3, "จังหวัด"),
    ("ค่าความสอดคล้องระหว่างผู้ตรวจของเขต 2–4 อยู่ที่ 0.48", "ค่าความสอดคล้องระหว่างผู้ตรวจ", 0.48, "ค่า"),
    ("ระยะเวลารอใบอนุญาตลดลงเหลือ 72 วันแต่ยังเกินมาตรฐาน", "ระยะเวลารอใบอนุญาต", 72, "วัน"),
    ("กรมได้รับเบาะแสการเรียกเงินจากผู้โดยสารเพิ่มขึ้นเป็น 41 เรื่อง", "จำนวนเบาะแสการเรียกเงินจากผู้โดยสาร", 41, "เรื่อง"),
]


@pytest.mark.parametrize(("text", "name", "value", "unit"), COUNTED)
def test_what_assessors_count_is_read_as_a_measure(text, name, value, unit):
    found = counted(text)
    assert found is not None
    assert (found.name, found.value, found.unit) == (name, value, unit)


def test_a_plans_measure_is_joined_by_what_the_newest_report_counts(make, story):
    text = "มาตรวัดน้ำที่อ่านค่าทางไกลได้เพิ่มขึ้น แต่มีมาตรวัดน้ำ 640 เครื่องที่สัญญาณขาดหายเกินสามวัน"
    findings = [*(f for f in story["findings"] if "สัญญาณขาดหายบ่อย" not in f.text), make.finding(2566, "6.2", text)]
    goal = about(run({**story, "findings": findings}), "6.2")
    assert goal.relation == "continue"
    assert goal.kpis[0].name == "ร้อยละมาตรวัดน้ำทางไกล"
    added = goal.kpis[1]
    assert (added.baseline, added.unit) == (640, "เครื่อง")
    assert "รายงานป้อนกลับปี 2566" in added.source
    assert any("รายงานป้อนกลับปี 2566 ระบุเอง" in reason for reason in goal.reasons)


def test_a_figure_that_the_plans_measure_repeats_is_no_second_measure(story):
    assert len(about(run(story), "6.2").kpis) == 1


def test_a_goal_of_a_draft_is_told_as_one(story):
    drafted = [replace(goal, status=Approval.DRAFT) for goal in story["goals"]]
    silent = [replace(f, text=f.text.split("มีร้อยละ")[0] + "ยังน้อย") for f in story["findings"]]
    facts = {"findings": silent, "goals": drafted, "outcomes": []}
    reasons = " ".join(about(run(facts), "6.2").reasons)
    assert "ร่างแผนปี 2566 เสนอเป้าหมายร้อยละ 45" in reasons
    assert "แผนปี 2566 ตั้งเป้าหมาย" not in reasons
    events = [words for theme in build_themes(silent, drafted, []) for _, words, _ in theme.events]
    assert any(words.startswith("ร่างแผนปี 2566 ตั้งเป้าหมาย") for words in events)


def test_a_time_that_fell_and_is_still_too_long_should_fall_further(make):
    goal = goal_of(make.finding(2566, "6.1", "ระยะเวลารอใบอนุญาตลดลงเหลือ 72 วันแต่ยังเกินมาตรฐาน 45 วัน"))
    assert goal is not None
    assert goal.goal.startswith("ลด")


def test_percentages_rise_by_points():
    assert "2.8 จุดร้อยละ" in along({2563: 72.0, 2564: 74.9, 2565: 77.6}, "ร้อยละ").rule
    assert "จุดร้อยละ" not in along({2563: 7, 2565: 9}, "แห่ง").rule


def test_an_aim_without_any_object_of_its_own_is_left_to_planners(make):
    words = "แอปพลิเคชันแสดงข้อมูลเรือไม่ตรงกับตารางของท่า"
    found = run({"findings": [make.finding(2566, "3.1", words)], "goals": [], "outcomes": []})
    assert not [s for s in found.suggestions if s.goal == "ปรับปรุงแอปพลิเคชัน"]
    assert all(row.suggestion_ids or row.reason for row in found.coverage)


TITLES = [
    ("3.1", "แอปพลิเคชันแสดงตารางเรือไม่ตรงกับตารางของท่า เพราะเจ้าหน้าที่ไม่แก้ไข", "แอปพลิเคชันแสดงตารางเรือไม่ตรงกับตารางของท่า"),
    ("4.2", "ยังไม่นำข้อมูลเรือชนกันมาวิเคราะห์หาสาเหตุ", "ยังไม่นำข้อมูลเรือชนกันมาวิเคราะห์หาสาเหตุ"),
    ("6.3", "กรมยังเช่าเรือยนต์เต็มปีแม้ใช้งานจริงร้อยละ 57 ของวัน", "เช่าเรือยนต์เต็มปี"),
    ("6.1", "การตรวจเรือก่อนออกจากท่าไม่มีรายการตรวจมาตรฐาน", "การตรวจเรือก่อนออกจากท่า"),
]


@pytest.mark.parametrize(("item", "text", "title"), TITLES)
def test_a_title_tells_which_weakness_it_is(make, item, text, title):
    (theme,) = build_themes([make.finding(2566, item, text)], [], [])
    assert theme.title.startswith(title)


def test_a_share_is_of_the_things_not_of_those_that_do_it():
    told = definition("ร้อยละของเครือข่ายท่าเรือที่ตั้งเป้าหมายที่เครือข่ายต้องบรรลุร่วมกัน", "ร้อยละ")
    assert told.endswith("หารด้วยจำนวนเครือข่ายท่าเรือทั้งหมด คูณ 100 ณ วันสิ้นปีงบประมาณ")
    assert "ค่าเฉลี่ย" in definition("จำนวนวันรอระหว่างฝ่ายเรือกับฝ่ายทะเบียน", "วัน")


@pytest.mark.parametrize(
    ("item", "text", "code", "given"),
    [
        ("4.1", "จัดทำทะเบียนวัตถุพร้อมภาพถ่าย", "16.10", False),
        ("4.1", "เปิดเผยข้อมูลเรือในรูปแบบที่เครื่องอ่านได้", "16.10", True),
        ("5.1", "จัดทำแผนอัตรากำลัง", "8", False),
        ("3.3", "ออกแบบบริการสำหรับกลุ่มเปราะบาง", "10", True),
    ],
)
def test_a_development_goal_is_named_only_where_the_aim_speaks_of_it(item, text, code, given):
    lines = [line for line in FRAMEWORKS.align(2567, item, text) if line.framework == "เป้าหมายการพัฒนาที่ยั่งยืน"]
    assert lines
    assert any(line.code.endswith(f" {code}") for line in lines) is given
