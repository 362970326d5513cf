"""A small invented plan: the example values of the field list, and the trial run of a template check."""

from __future__ import annotations

from plandocs.draft.context import DraftContext, build
from plandocs.draft.inputs import FreeText, PlanActivity, PlanGoal, Profile, SourceDocument
from plandocs.model.agency import Agency, Unit
from plandocs.model.document import Approval, DocumentKind
from plandocs.model.finding import Finding, FindingKind
from plandocs.model.plan import Alignment, Coverage, Evidence, GoalTrace, SuggestedKpi, Theme, ThemeState
from plandocs.model.text import Anchor, Place
from plandocs.model.year import FiscalYear

_ANCHOR = Anchor("D1", 0, 0, 1, "0" * 16)
_PLACE = Place("ตารางที่ 4 แถวที่ 1", table=4, row=1)


def example_context() -> DraftContext:
    """Return the context of an invented plan with one goal of every part."""
    year = FiscalYear(2567)
    weakness = "ชุดข้อมูลเปิดยังไม่มีรอบปรับปรุงที่ชัดเจน หน่วยงานอื่นจึงนำไปใช้ต่อได้จำกัด"
    strength = "เปิดเผยผลการตรวจจุดบริการทุกไตรมาส ประชาชนตรวจสอบได้"
    findings = (
        Finding(
            "F1",
            FindingKind.OFI,
            "pmqa4",
            "4.1",
            year,
            weakness,
            "D1",
            _PLACE,
            _ANCHOR,
            advice="กำหนดรอบปรับปรุงและผู้ดูแลชุดข้อมูล",
        ),
        Finding("F2", FindingKind.STRENGTH, "pmqa4", "1.2", year, strength, "D1", _PLACE, _ANCHOR),
        Finding(
            "F3", FindingKind.OFI, "pmqa4", "6.3", year, "ต้นทุนต่อหน่วยวิเคราะห์เพียงบางกระบวนงาน", "D1", _PLACE, _ANCHOR
        ),
    )
    traces = tuple(
        GoalTrace(FiscalYear(one), "เพิ่มชุดข้อมูลเปิด", "จำนวนชุดข้อมูลเปิดสะสม", "ชุด", target, actual, "D2", f"G{one}")
        for one, target, actual in ((2566, 25.0, 19.0), (2567, 40.0, 24.0))
    )
    theme = Theme("T1", "ข้อมูลเปิด", ThemeState.OPEN, (2566, 2567), ("4.1",), ("F1",), traces, ("ไม่พบรายงานรอบ 12 เดือน",))
    goal = PlanGoal(
        id="S1",
        goal="ขยายชุดข้อมูลเปิดและกำหนดรอบปรับปรุงให้ชัดเจน",
        kpis=(SuggestedKpi("จำนวนชุดข้อมูลเปิดสะสม", "ชุด", 24.0, 60.0, "รายงานป้อนกลับ", "นับชุดที่เผยแพร่แล้ว", "D1"),),
        owner="ศทส.",
        items=("4.1",),
        evidence=(Evidence("D1", _PLACE, weakness, _ANCHOR, "พบซ้ำสองปี"),),
        reasons=("พบซ้ำในรายงานสองปี",),
        risks=("ควรยืนยันค่าเป้าหมายกับ ศทส.",),
        themes=("T1",),
        alignment=(Alignment("แผนปฏิบัติราชการ", "SI2", "ขับเคลื่อนบริการด้วยข้อมูล", False),),
        activities=(PlanActivity("สำรวจความต้องการใช้ข้อมูล", (1, 2, 3), "กยผ.", 150000.0),),
        budget=900000.0,
        budget_source="แผนปี 2567",
        budget_note="งบปีก่อน 900,000 บาท",
        fund="งบดำเนินงาน",
        relation="raise",
    )
    return build(
        2568,
        Agency("กรมตัวอย่าง", "กตย.", "กระทรวงตัวอย่าง", (Unit("ศูนย์เทคโนโลยีสารสนเทศและการสื่อสาร", "ศทส."),)),
        (goal,),
        findings,
        (theme,),
        (
            SourceDocument("D1", "รายงานป้อนกลับ พ.ศ. 2567", DocumentKind.FEEDBACK_REPORT, 2567),
            SourceDocument(
                "D2", "แผนเพิ่มประสิทธิภาพองค์การ พ.ศ. 2567", DocumentKind.IMPROVEMENT_PLAN, 2567, Approval.APPROVED
            ),
        ),
        coverage=(Coverage("F1", ("S1",)), Coverage("F3", (), "รอผลการศึกษาต้นทุน")),
        item_names={"1.2": "การป้องกันทุจริต", "4.1": "การใช้ข้อมูลและสารสนเทศ", "6.3": "การลดต้นทุน"},
        profile=Profile(
            "บริการได้มาตรฐาน ประชาชนเชื่อมั่น", ("กำหนดมาตรฐานบริการ",), "โปร่งใส", "งานมาตรฐาน", "บุคลากรจำกัด", "มีเครือข่าย"
        ),
        free_text=(FreeText("ขอเพิ่มผู้แทนเขต 3", "ส่วนที่ 3", "ผู้อำนวยการกอง"),),
    )
