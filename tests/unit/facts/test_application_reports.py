from __future__ import annotations

import pytest

from plandocs.model.document import DocumentKind

REPORT = DocumentKind.APPLICATION_REPORT

RESULTS = """
# 7.2 ด้านผู้รับบริการ
| ตัวชี้วัด | หน่วย | 2564 | 2565 | เป้า 2565 | {name} |
| ร้อยละผู้ใช้น้ำที่พึงพอใจ | ร้อยละ | 81.2 | 84.0 | 83 | 79.5 |
| อัตราน้ำสูญเสีย | ร้อยละ | 25.1 | 22.4 | 23 | – |
"""


@pytest.mark.parametrize(
    "name",
    ["คู่เทียบ 2565", "ค่าเทียบเคียง 2565", "Benchmark 2565", "ค่าเฉลี่ยของกระทรวง 2565", "เปรียบเทียบหน่วยงานอื่น ปี 2565"],
)
def test_the_values_of_others_are_never_the_offices_results(facts_of, name):
    outcomes = facts_of(REPORT, RESULTS.format(name=name)).outcomes

    last = {o.kpi: (o.target, o.actual) for o in outcomes if o.plan_year == 2565}
    assert last == {"ร้อยละผู้ใช้น้ำที่พึงพอใจ": (83.0, 84.0), "อัตราน้ำสูญเสีย": (23.0, 22.4)}


CLOSING = """
# 3.4 การแก้ไขข้อร้องเรียน
ผู้ใช้น้ำแจ้งท่อแตกแล้วได้รับการแก้ไขภายในหนึ่งวันร้อยละ 93
คณะกรรมการจึงมีมติเมื่อวันที่ 8 มีนาคม 2566 {words}
# 7.2 ด้านผู้รับบริการ
| ตัวชี้วัด | หน่วย | 2564 | 2565 | เป้า 2565 |
| ร้อยละท่อแตกที่ได้รับการแก้ไขภายในหนึ่งวัน | ร้อยละ | 81 | 90 | 85 |
| จำนวนสถานีที่มีเครื่องสำรอง | แห่ง | 4 | 7 | 6 |
"""


def test_a_sentence_that_closes_a_matter_closes_its_kpi_in_the_year_of_its_date(facts_of):
    (closed,) = [o for o in facts_of(REPORT, CLOSING.format(words="ให้ปิดประเด็นท่อแตก")).outcomes if o.closed]

    assert (closed.plan_year, closed.kpi) == (2566, "ร้อยละท่อแตกที่ได้รับการแก้ไขภายในหนึ่งวัน")
    assert "8 มีนาคม 2566" in closed.evidence


@pytest.mark.parametrize("words", ["ว่ายังไม่ปิดประเด็นท่อแตก", "ให้เสนอปิดประเด็นในปีหน้า", "ให้กำหนดเกณฑ์ปิดประเด็น"])
def test_talk_about_closing_closes_nothing(facts_of, words):
    assert not [o for o in facts_of(REPORT, CLOSING.format(words=words)).outcomes if o.closed]
