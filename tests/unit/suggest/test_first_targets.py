"""The first target of a new measure: by a rule, from what documents say, or none."""

from __future__ import annotations

import pytest

from plandocs.suggest.firsttargets import Pace, along, first_target, usual_pace


def test_the_pace_is_the_middle_share_of_the_gap_that_first_targets_set_out_to_close(make):
    goals = [
        make.goal(2565, "ขยายมาตรวัดทางไกล", "ร้อยละของมาตรวัดทางไกล", "ร้อยละ", 20, 40),  # a quarter of the gap
        make.goal(2565, "ตอบข้อร้องเรียนทันเวลา", "ร้อยละของข้อร้องเรียนที่ตอบทัน", "ร้อยละ", 60, 80),  # a half
        make.goal(2565, "ลดน้ำสูญเสีย", "ร้อยละของน้ำสูญเสีย", "ร้อยละ", 40, 10),  # three quarters, falling
        make.goal(2566, "ขยายมาตรวัดทางไกล", "ร้อยละของมาตรวัดทางไกล", "ร้อยละ", 40, 99),  # not its first target
        make.goal(2566, "ซื้อรถตรวจท่อ", "จำนวนรถตรวจท่อ", "คัน", 1, 2),  # no percentage
    ]
    assert usual_pace(goals) == Pace(0.5, 3)
    assert usual_pace(goals[:2]) is None


@pytest.mark.parametrize(("rising", "baseline", "value"), [(True, 40.0, 70.0), (False, 40.0, 20.0)])
def test_the_pace_gives_a_target_where_only_the_share_of_today_is_known(make, rising, baseline, value):
    finding = make.finding(2566, "6.1", "แผนที่ท่อร้อยละ 40 ไม่ตรงกับแนวท่อจริง")
    target = first_target(finding, "ร้อยละของแผนที่ท่อ", "ร้อยละ", baseline, Pace(0.5, 4), rising=rising)
    assert target.value == value
    assert "4 ตัวชี้วัด" in target.rule


def test_nothing_is_made_up_where_no_rule_gives_a_target(make):
    finding = make.finding(2566, "6.1", "แผนที่ท่อร้อยละ 40 ไม่ตรงกับแนวท่อจริง")
    assert first_target(finding, "ร้อยละของแผนที่ท่อ", "ร้อยละ", 40.0, None, rising=False) is None
    assert first_target(finding, "ร้อยละของแผนที่ท่อ", "ร้อยละ", 40.0, Pace(0.5, 4), rising=None) is None
    assert first_target(finding, "ระยะเวลาซ่อมท่อ", "วัน", 40.0, Pace(0.5, 4), rising=False) is None


def test_what_assessors_ask_for_in_the_unit_of_the_measure_is_the_target(make):
    finding = make.finding(2566, "6.1", "การซ่อมท่อใช้เวลา 12 วัน", advice="กำหนดให้ซ่อมแล้วเสร็จภายใน 5 วัน")
    target = first_target(finding, "ระยะเวลาที่ใช้ในการซ่อมท่อ", "วัน", 12.0, None, rising=False)
    assert (target.value, "ผู้ตรวจประเมิน" in target.rule) == (5.0, True)


def test_a_target_that_the_finding_says_was_missed_is_kept(make):
    finding = make.finding(2566, "6.1", "มาตรวัดที่อ่านได้มีร้อยละ 66 ต่ำกว่าเป้าหมายร้อยละ 90")
    target = first_target(finding, "ร้อยละของมาตรวัดที่อ่านได้", "ร้อยละ", 66.0, Pace(0.5, 4), rising=True)
    assert target.value == 90.0


def test_no_target_lies_behind_the_baseline(make):
    finding = make.finding(2566, "6.1", "มาตรวัดที่อ่านได้มีร้อยละ 66", advice="ให้ได้อย่างน้อยร้อยละ 50 ทุกสาขา")
    target = first_target(finding, "ร้อยละของมาตรวัดที่อ่านได้", "ร้อยละ", 66.0, None, rising=True)
    assert target is None or target.value > 66.0


def test_results_that_rose_over_the_years_give_the_next_step():
    step = along({2563: 42.0, 2565: 60.0, 2564: 50.0}, "ร้อยละ")
    assert step.value == 69.0
    assert "2563–2565" in step.rule
    assert along({2563: 1.0, 2565: 4.0}, "เรื่อง").value == 6.0


@pytest.mark.parametrize("results", [{}, {2565: 60.0}, {2564: 60.0, 2565: 60.0}, {2564: 60.0, 2565: 50.0}])
def test_results_that_did_not_rise_give_none(results):
    assert along(results, "ร้อยละ") is None


def test_no_share_is_aimed_above_all():
    assert along({2564: 80.0, 2565: 98.0}, "ร้อยละ").value == 100.0
    assert along({2564: 80.0, 2565: 100.0}, "ร้อยละ") is None


def test_times_are_cut_as_far_as_plans_usually_cut(make):
    goals = [
        make.goal(2564, "ลดเวลาซ่อม", "ระยะเวลาซ่อมท่อ", "วัน", 40, 20),
        make.goal(2565, "ลดเวลาตอบ", "ระยะเวลาตอบข้อหารือ", "วันทำการ", 30, 15),
        make.goal(2566, "ลดอุบัติเหตุ", "จำนวนอุบัติเหตุ", "ครั้ง", 8, 6),
    ]
    pace = usual_pace(goals)
    assert pace is not None
    finding = make.finding(2567, "6.1", "การติดตั้งมาตรวัดใช้เวลาเฉลี่ย 45 วัน")

    target = first_target(finding, "ระยะเวลาติดตั้งมาตรวัด", "วัน", 45.0, pace, rising=False)
    assert target is not None
    assert target.value == 23
    assert "ร้อยละ 50" in target.rule
    assert "3 ตัวชี้วัด" in target.rule
    assert first_target(finding, "ร้อยละของมาตรวัด", "ร้อยละ", 45.0, pace, rising=True) is None, (
        "no percentages were planned"
    )
