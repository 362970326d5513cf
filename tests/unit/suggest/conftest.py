"""Short ways to make the facts that suggestions are made from."""

from __future__ import annotations

import pytest

from plandocs.model.document import Approval
from plandocs.model.finding import Finding, FindingKind, Goal, Kpi, Outcome, Proposal, fact_id
from plandocs.model.text import Anchor, Place
from plandocs.model.year import FiscalYear


class Make:
    """Makes findings, goals, outcomes and proposals whose quotes can be checked."""

    def finding(self, year, item, text, *, kind="ofi", edition="pmqa4", document=None, **more):
        document = document or f"report-{edition}-{year}"
        identity = fact_id("f", document, item, text)
        anchor = Anchor.of(document, 0, text, 0, len(text))
        year = FiscalYear(year)
        return Finding(identity, FindingKind(kind), edition, item, year, text, document, Place("หน้า 1"), anchor, **more)

    def goal(self, year, goal, kpi, unit, baseline=None, target=None, *, item="", source="", document=None, **more):
        document = document or f"plan-{year}"
        row = Kpi(kpi, unit, baseline, target, more.pop("targets", ()), more.pop("results", ()))
        kpis = (row,) if kpi else ()
        items = (("pmqa4", item),) if item else ()
        anchor = Anchor.of(document, 0, goal, 0, len(goal))
        identity = fact_id("g", document, goal, kpi)
        place = Place("ตาราง 1")
        return Goal(identity, FiscalYear(year), goal, document, place, anchor, kpis, source=source, items=items, **more)

    def outcome(self, year, kpi, unit, target=None, actual=None, *, goal="", document=None, months=12, **more):
        document = document or f"monitoring-{year}"
        anchor = Anchor.of(document, 0, kpi, 0, len(kpi))
        identity = fact_id("o", document, kpi, months)
        row = {"unit": unit, "target": target, "actual": actual, "months": months, **more}
        return Outcome(identity, FiscalYear(year), goal, kpi, document, Place("ตาราง 1"), anchor, **row)

    def proposal(self, year, text, *, item="", votes=None, owner="", document=None):
        document = document or f"workshop-{year}"
        anchor = Anchor.of(document, 0, text, 0, len(text))
        identity = fact_id("p", document, text)
        return Proposal(identity, FiscalYear(year), text, document, Place("กลุ่ม 1"), anchor, item, votes, owner)

    @property
    def draft(self):
        return Approval.DRAFT

    @property
    def approved(self):
        return Approval.APPROVED


@pytest.fixture(scope="session")
def make():
    return Make()


@pytest.fixture(scope="session")
def story(make):
    """Water meters that nobody reads: three reports, two plans, one result; and one weakness that nobody answered."""
    kpi = ("ร้อยละของมาตรวัดน้ำที่อ่านค่าทางไกลได้", "ร้อยละ")
    findings = [
        make.finding(2564, "6.2", "มาตรวัดน้ำของผู้ใช้รายใหญ่ยังต้องให้เจ้าหน้าที่เดินอ่านค่าทุกเดือน จึงพบท่อรั่วช้า"),
        make.finding(2565, "6.2", "การอ่านค่ามาตรวัดน้ำทางไกลครอบคลุมร้อยละ 18 จากเป้าหมายร้อยละ 30 ผู้ใช้รายใหญ่ยังไม่ได้ติดตั้ง"),
        make.finding(
            2566,
            "6.2",
            "มาตรวัดน้ำที่อ่านค่าทางไกลได้มีร้อยละ 31 จากเป้าหมายร้อยละ 45 และสัญญาณขาดหายบ่อย",
            advice="ติดตั้งเสาสัญญาณสำรองในเขตที่ขาดหายเกินสามวัน แล้วทดสอบรายเดือน",
        ),
        make.finding(2566, "5.3", "แบบประเมินหัวหน้างานไม่มีคำถามเรื่องการรับฟังความเห็นของช่างภาคสนาม"),
        make.finding(2566, "1.1", "ผู้ว่าการลงพื้นที่รับฟังทุกไตรมาส", kind="strength"),
    ]
    goals = [
        make.goal(
            2565, "ติดตั้งมาตรวัดน้ำทางไกลให้ผู้ใช้รายใหญ่", *kpi, 5, 30, item="6.2",
            source="รายงานป้อนกลับ PMQA 4.0 พ.ศ. 2564 หัวข้อ 6.2", owner="กองมาตรวัด", budget=500000.0,
        ),
        make.goal(
            2566, "ขยายมาตรวัดน้ำที่อ่านค่าทางไกล", "ร้อยละมาตรวัดน้ำทางไกล", "%", 18, 45, item="6.2",
            source="รายงานป้อนกลับ PMQA 4.0 พ.ศ. 2565 หัวข้อ 6.2", owner="กองมาตรวัด", status=make.approved,
        ),
    ]  # fmt: skip
    outcomes = [make.outcome(2565, *kpi, 30, 18, achieved=False)]
    return {"findings": findings, "goals": goals, "outcomes": outcomes}
