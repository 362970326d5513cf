"""More ways of saying how much, and states of things and people, each turned into a goal with its measure."""

from __future__ import annotations

import pytest

from plandocs.frameworks import load
from plandocs.suggest.counted import counted
from plandocs.suggest.goals import suggest
from plandocs.suggest.newgoal import NewGoal
from plandocs.suggest.newgoals import goal_of
from plandocs.suggest.newkpis import kpis_of
from plandocs.suggest.proposed import proposed_kpi

AMOUNTS = [
    (
        "การสอบใบขับขี่ยังไม่มีมาตรฐานกลาง อัตราสอบผ่านระหว่างสนามสอบห่างกันถึงร้อยละ 35",
        "ส่วนต่างของอัตราสอบผ่านระหว่างสนามสอบ",
        35,
        "ร้อยละ",
        False,
    ),
    ("ค่าซ่อมต่อคันระหว่างอู่ต่างกันถึง 2.5 เท่า", "ส่วนต่างของค่าซ่อมต่อคันระหว่างอู่", 2.5, "เท่า", False),
    (
        "ผลสำรวจความพึงพอใจของผู้เช่ารายย่อยต่ำกว่าผู้เช่ารายใหญ่ร้อยละ 12",
        "ส่วนต่างของความพึงพอใจระหว่างผู้เช่ารายย่อยกับผู้เช่ารายใหญ่",
        12,
        "ร้อยละ",
        False,
    ),
    ("รถดับเพลิงของเทศบาลจอดซ่อมเฉลี่ย 90 วันต่อปี", "จำนวนวันที่รถดับเพลิงของเทศบาลจอดซ่อมเฉลี่ยต่อปี", 90, "วัน", False),
    ("คนไข้พลัดตกเตียงในหอผู้ป่วย 37 ครั้งต่อปี", "จำนวนครั้งที่คนไข้พลัดตกเตียงในหอผู้ป่วยต่อปี", 37, "ครั้ง", False),
    ("การตีความยังไม่เหมือนกัน ผลตรวจซ้ำตรงกันเพียงร้อยละ 55", "ร้อยละของผลตรวจซ้ำที่ตรงกัน", 55, "ร้อยละ", True),
    (
        "เหตุเรือล่มที่ได้รับแจ้งยังเข้าถึงช้า มีเพียงร้อยละ 40 ที่ไปถึงภายใน 2 ชั่วโมง",
        "ร้อยละของเหตุเรือล่มที่ได้รับแจ้งที่ไปถึงภายใน 2 ชั่วโมง",
        40,
        "ร้อยละ",
        True,
    ),
    ("ระบบเปิดแล้ว แต่ยังแลกเปลี่ยนทะเบียนกับเทศบาลได้เพียง 12 จาก 80 แห่ง", "จำนวนเทศบาลที่แลกเปลี่ยนทะเบียนแล้ว", 12, "แห่ง", True),
    ("การถอดบทเรียนทำได้เพียงสามเรื่องในรอบปี", "จำนวนเรื่องที่ถอดบทเรียนต่อปี", 3, "เรื่อง", True),
    ("พบเหตุไฟลัดวงจรและสายดินไม่ครบในอาคารเก่า 4 แห่ง", "จำนวนอาคารเก่าที่พบเหตุไฟลัดวงจรและสายดินไม่ครบ", 4, "แห่ง", False),
]


@pytest.mark.parametrize(("text", "name", "value", "unit", "rising"), AMOUNTS)
def test_a_clause_tells_how_much(text, name, value, unit, rising):
    found = counted(text)

    assert found is not None
    assert (found.name, found.value, found.unit, found.rising) == (name, value, unit, rising)


@pytest.mark.parametrize(
    "text",
    [
        "บุคลากรได้รับการอบรมเฉลี่ย 12 วันต่อปี",  # days that nothing was lost in
        "มีการซ้อมแผนรับไฟไหม้ 2 ครั้งต่อปี",  # a drill is no fire
        "งบประมาณเบิกจ่ายแล้วเสร็จเพียงร้อยละ 70",  # spending is not what a weakness is measured by
    ],
)
def test_what_is_no_loss_is_not_counted(text):
    assert counted(text) is None


STATES = [
    (
        "แอปพลิเคชันแจ้งเหตุใช้งานไม่ได้ในพื้นที่เกาะ",
        "พัฒนาแอปพลิเคชันแจ้งเหตุให้ใช้งานได้ในพื้นที่เกาะ",
        "ร้อยละของพื้นที่เกาะที่ใช้แอปพลิเคชันแจ้งเหตุได้",
        0,
    ),
    (
        "ช่องทางร้องเรียนสำหรับผู้ที่อ่านหนังสือไม่ออกยังไม่มี",
        "พัฒนาช่องทางร้องเรียนสำหรับผู้ที่อ่านหนังสือไม่ออก",
        "จำนวนช่องทางร้องเรียนสำหรับผู้ที่อ่านหนังสือไม่ออกที่เปิดให้ใช้แล้ว",
        0,
    ),
    (
        "ทักษะการปฐมพยาบาลและกู้ชีพของเจ้าหน้าที่ใหม่ยังไม่ผ่านเกณฑ์",
        "ยกระดับทักษะการปฐมพยาบาลและกู้ชีพของเจ้าหน้าที่ใหม่ให้ผ่านเกณฑ์",
        "ร้อยละของเจ้าหน้าที่ใหม่ที่ผ่านเกณฑ์ทักษะการปฐมพยาบาลและกู้ชีพ",
        None,
    ),
    (
        "เกณฑ์ตรวจรับงานซ่อมในแต่ละเขตต่างกัน ผู้รับจ้างจึงเลือกยื่น",
        "ทำให้เกณฑ์ตรวจรับงานซ่อมของทุกเขตเป็นมาตรฐานเดียวกัน",
        "ร้อยละของเขตที่ใช้เกณฑ์ตรวจรับงานซ่อมเดียวกัน",
        None,
    ),
    (
        "ถังดับเพลิงบนเรือโดยสารจำนวนมากหมดอายุ และไม่มีทะเบียน",
        "ลดสัดส่วนถังดับเพลิงบนเรือโดยสารที่หมดอายุ",
        "ร้อยละของถังดับเพลิงบนเรือโดยสารที่หมดอายุ",
        None,
    ),
    (
        "ตู้ยาในโรงเรียนมียาไม่ครบตามบัญชีถึงร้อยละ 30",
        "เพิ่มสัดส่วนตู้ยาในโรงเรียนที่มียาครบตามบัญชี",
        "ร้อยละของตู้ยาในโรงเรียนที่มียาครบตามบัญชี",
        70,
    ),
    (
        "เศษอาหารจากโรงครัวไม่มีการคัดแยกก่อนส่งกำจัด ทำให้ค่าใช้จ่ายสูง",
        "คัดแยกเศษอาหารจากโรงครัวก่อนส่งกำจัด",
        "ร้อยละของเศษอาหารจากโรงครัวที่ได้รับการคัดแยกก่อนส่งกำจัด",
        None,
    ),
    ("ไม่พบว่าข้อมูลผู้ใช้น้ำถูกวิเคราะห์แยกตามประเภท", "วิเคราะห์ข้อมูลผู้ใช้น้ำแยกตามประเภท", None, None),
]


@pytest.mark.parametrize(("text", "goal", "kpi", "baseline"), STATES)
def test_a_state_is_turned_round(make, text, goal, kpi, baseline):
    finding = make.finding(2566, "6.1", text)
    made = goal_of(finding)

    assert made is not None
    assert made.goal == goal
    if kpi is not None:
        assert [(k.name, k.baseline) for k in kpis_of(finding, made)][:1] == [(kpi, baseline)]


def test_people_a_goal_is_for_are_its_measure(make):
    finding = make.finding(2566, "5.4", "ควรพัฒนาช่างประปาให้มีทักษะการอ่านแบบสามมิติ")
    kpis = kpis_of(finding, goal_of(finding))

    assert [kpi.name for kpi in kpis] == ["ร้อยละของช่างประปาที่มีทักษะการอ่านแบบสามมิติ"]


BESIDE = [
    (
        "ควรเร่งรัดการซ่อมแซมอุปกรณ์ที่ชำรุดซึ่งค้างอยู่ 48 ชิ้น",
        [("จำนวนอุปกรณ์ที่ชำรุดซึ่งค้าง", 48), ("จำนวนอุปกรณ์ที่ชำรุดที่ซ่อมแซมแล้วเสร็จ", None)],
    ),
    (
        "ไม่พบแผนเตรียมพร้อมรับน้ำท่วมคลังยา",
        [("จำนวนแผนเตรียมพร้อมรับน้ำท่วมคลังยาที่ประกาศใช้แล้ว", 0), ("จำนวนครั้งที่ซ้อมแผนเตรียมพร้อมรับน้ำท่วมคลังยาต่อปี", 0)],
    ),
    ("สมาคมผู้ค้าไม่ได้ตั้งเป้าหมายลดขยะที่ต้องทำร่วมกัน", [("จำนวนเป้าหมายลดขยะที่ต้องทำร่วมกันที่เริ่มใช้แล้ว", 0)]),
]


@pytest.mark.parametrize(("text", "kpis"), BESIDE)
def test_what_is_measured_and_what_beside_it(make, text, kpis):
    finding = make.finding(2566, "6.1", text)

    assert [(kpi.name, kpi.baseline) for kpi in kpis_of(finding, goal_of(finding))] == kpis


def test_what_is_done_before_each_time_is_measured_by_how_often_it_was(make):
    finding = make.finding(
        2566, "1.2", "การจ่ายเงินชดเชยยังไม่มีผู้สอบทาน", advice="ให้ระบบจ่ายเงินชดเชยตรวจสิทธิ์กับทะเบียนก่อนจ่ายเงิน"
    )
    goal = NewGoal("พัฒนาระบบจ่ายเงินชดเชยให้ตรวจสิทธิ์กับทะเบียนก่อนจ่ายเงิน", "asked", "ระบบจ่ายเงินชดเชย")

    (kpi,) = kpis_of(finding, goal)
    assert (kpi.name, kpi.target) == ("ร้อยละของการจ่ายเงินที่ตรวจสิทธิ์กับทะเบียนก่อน", 100)


def test_an_aim_with_nothing_to_count_comes_without_measure_and_says_so(make):
    findings = [make.finding(2566, "5.3", "การรับสมัครสมาชิกชมรมผู้สูงวัยยังขึ้นกับความสนใจของแต่ละศูนย์")]
    (made,) = suggest(2567, findings=findings, goals=[], outcomes=[], frameworks=load()).suggestions

    assert made.kpis == ()
    assert any("โปรดกำหนดตัวชี้วัด" in reason for reason in made.reasons)


@pytest.mark.parametrize(
    ("text", "kpi"),
    [
        ("เครื่องอ่านบัตร/ป้ายเสียง ๕ สถานีนำร่อง", ("จำนวนสถานีที่มีเครื่องอ่านบัตรและป้ายเสียง", "สถานี", 5)),
        ("ติดตั้งกล้องจับความเร็ว 12 จุด", ("จำนวนจุดที่ติดตั้งกล้องจับความเร็วแล้ว", "จุด", 12)),
        ("ตอบเรื่องร้องเรียนภายใน 7 วัน", None),
        ("อบรมช่าง 30 คน", None),  # a step, not what becomes different
        ("จัดซื้อรถพยาบาลเพิ่ม 2 คัน", ("จำนวนรถพยาบาลที่จัดซื้อเพิ่มแล้ว", "คัน", 2)),
        ("AI ช่วยตอบ", None),
    ],
)
def test_what_a_proposal_counts_is_a_measure_with_its_target(make, text, kpi):
    found = proposed_kpi(make.proposal(2567, text))

    assert (found and (found.name, found.unit, found.target)) == kpi
    assert found is None or "ตามข้อเสนอของที่ประชุม" in found.source


@pytest.mark.parametrize(
    ("text", "goal", "kpi"),
    [
        (
            "ป้ายเตือนริมผาหลุดลอยบ่อยในฤดูฝนโดยไม่มีระบบแจ้งตำแหน่ง",
            "พัฒนาระบบแจ้งตำแหน่งสำหรับป้ายเตือนริมผา",
            "จำนวนระบบแจ้งตำแหน่งที่เปิดให้ใช้แล้ว",
        ),
        (
            "การตรวจสอบภายในยังไม่ครอบคลุมการจัดซื้อยาของโรงพยาบาล",
            "ขยายการตรวจสอบภายในให้ครอบคลุมการจัดซื้อยาของโรงพยาบาล",
            "ร้อยละของการจัดซื้อยาของโรงพยาบาลที่ผ่านการตรวจสอบภายใน",
        ),
        (
            "ข้อมูลระดับน้ำรายวันที่เผยแพร่แก่เกษตรกรล่าช้า",
            "ลดระยะเวลาการเผยแพร่ข้อมูลระดับน้ำรายวันแก่เกษตรกร",
            "ระยะเวลาการเผยแพร่ข้อมูลระดับน้ำรายวันแก่เกษตรกร",
        ),
        ("เวลาซ่อมคืนสภาพลิฟต์กลับมานานขึ้นเป็น 29 วัน", "ลดเวลาซ่อมคืนสภาพลิฟต์", "เวลาซ่อมคืนสภาพลิฟต์"),
        ("รถขุดของเขตจอดซ่อมเฉลี่ย 80 วันต่อปีเพราะขาดอะไหล่", "ลดจำนวนวันที่รถขุดของเขตจอดซ่อม", "จำนวนวันที่รถขุดของเขตจอดซ่อมเฉลี่ยต่อปี"),
    ],
)
def test_goals_are_worded_as_an_office_would(make, text, goal, kpi):
    finding = make.finding(2566, "6.1", text)
    made = goal_of(finding)

    assert made is not None
    assert made.goal == goal
    assert kpis_of(finding, made)[0].name == kpi
