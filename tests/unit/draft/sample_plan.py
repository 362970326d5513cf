"""A small plan of the sample agency, used by the tests of drafts."""

from __future__ import annotations

from plandocs.draft.context import DraftContext, FreeText, PlanActivity, PlanGoal, Profile, SourceDocument, build
from plandocs.model.agency import Agency, Unit
from plandocs.model.document import Approval, DocumentKind
from plandocs.model.finding import Finding, FindingKind
from plandocs.model.plan import Alignment, Coverage, Evidence, GoalTrace, SuggestedKpi, Theme, ThemeState
from plandocs.model.text import Anchor, Place
from plandocs.model.year import FiscalYear

AGENCY = Agency(
    name="กรมมาตรฐานบริการประชาชน",
    short="กมบ.",
    ministry="กระทรวงกิจการพลเมือง",
    units=(
        Unit("ศูนย์เทคโนโลยีสารสนเทศและการสื่อสาร", "ศทส."),
        Unit("กองส่งเสริมการมีส่วนร่วม", "กมส."),
        Unit("กองยุทธศาสตร์และแผนงาน", "กยผ."),
        Unit("กลุ่มพัฒนาระบบบริหาร", "กพร.กมบ."),
    ),
)
SOURCES = (
    SourceDocument("D17", "รายงานป้อนกลับ PMQA 4.0 ประจำปี พ.ศ. 2567", DocumentKind.FEEDBACK_REPORT, 2567),
    SourceDocument("D15", "แผนเพิ่มประสิทธิภาพองค์การ พ.ศ. 2567", DocumentKind.IMPROVEMENT_PLAN, 2567, Approval.APPROVED),
    SourceDocument("D14", "ร่างแผนเพิ่มประสิทธิภาพองค์การ พ.ศ. 2567", DocumentKind.IMPROVEMENT_PLAN, 2567, Approval.DRAFT),
    SourceDocument("D16", "แผนปฏิบัติราชการรายปี พ.ศ. 2567", DocumentKind.ACTION_PLAN, 2567, Approval.APPROVED),
)
ITEM_NAMES = {
    "3.2": "การประเมินความพึงพอใจและความผูกพันของผู้รับบริการ",
    "4.1": "การใช้ข้อมูลและสารสนเทศกำหนดตัววัด",
    "6.3": "การลดต้นทุนและการใช้ทรัพยากร",
    "1.2": "การป้องกันทุจริตและสร้างความโปร่งใส",
}


def anchor(document: str, block: int = 1) -> Anchor:
    return Anchor(document, block, 0, 4, "0" * 16)


def finding(ident: str, item: str, text: str, kind: FindingKind = FindingKind.OFI) -> Finding:
    place = Place(f"ตารางที่ {item[0]} แถวที่ {item[-1]}")
    return Finding(ident, kind, "pmqa4", item, FiscalYear(2567), text, "D17", place, anchor("D17"))


FINDINGS = (
    finding(
        "F1",
        "4.1",
        "ชุดข้อมูลเปิดบนศูนย์รวมบริการประชาชนยังไม่ครอบคลุมข้อมูลการรับรองมาตรฐาน และไม่ปรากฏรอบการปรับปรุงบัญชีข้อมูลที่ชัดเจน "
        "ทำให้หน่วยงานอื่นนำไปใช้ต่อได้จำกัด",
    ),
    finding(
        "F2",
        "3.2",
        "ยังไม่แสดงให้เห็นว่าผลสำรวจความผูกพันถูกนำไปวิเคราะห์แยกตามกลุ่มผู้รับบริการของศูนย์บริการประชาชนเขต เพื่อกำหนดมาตรการรายกลุ่ม",
    ),
    finding("F3", "6.3", "การวิเคราะห์ต้นทุนต่อหน่วยทำเพียงบางกระบวนงาน ยังไม่เป็นระบบที่ผู้บริหารใช้ตัดสินใจจัดสรรทรัพยากร"),
    finding(
        "F4",
        "1.2",
        "เปิดเผยผลการตรวจสอบจุดบริการมาตรฐานทุกไตรมาส ทำให้ผลประเมินคุณธรรมและความโปร่งใสสูงกว่า 90 คะแนน",
        FindingKind.STRENGTH,
    ),
)


def trace(year: int, target: float, actual: float | None) -> GoalTrace:
    return GoalTrace(
        FiscalYear(year),
        "ขยายการเปิดเผยข้อมูลภาครัฐ",
        "จำนวนชุดข้อมูลเปิดสะสม",
        "ชุด",
        target,
        actual,
        "D15",
        f"G{year}",
        actual_document_id="D17",
    )


THEMES = (
    Theme(
        "T1",
        "ข้อมูลเปิดและธรรมาภิบาลข้อมูล",
        ThemeState.OPEN,
        (2563, 2564, 2565, 2566, 2567),
        ("4.1",),
        ("F1",),
        (trace(2564, 8, 6), trace(2565, 15, 11), trace(2566, 25, 19), trace(2567, 40, 24)),
        ("ไม่พบรายงานติดตามรอบ 12 เดือนของปี 2567",),
    ),
    Theme("T2", "ความผูกพันของผู้รับบริการ", ThemeState.REOPENED, (2563, 2564, 2566, 2567), ("3.2",), ("F2",)),
)


def goal(number: int, **more: object) -> PlanGoal:
    values: dict = {
        "id": f"S{number:03d}",
        "goal": "ขยายชุดข้อมูลเปิดที่หน่วยงานภายนอกนำไปใช้ได้จริง และกำหนดรอบปรับปรุงบัญชีข้อมูลให้ชัดเจน",
        "kpis": (
            SuggestedKpi(
                "จำนวนชุดข้อมูลเปิดสะสม",
                "ชุด",
                24.0,
                60.0,
                "ค่าฐานจากรายงานป้อนกลับ เป้าหมายจากแผนปฏิบัติราชการ",
                baseline_document_id="D17",
            ),
            SuggestedKpi("ร้อยละของชุดข้อมูลที่ปรับปรุงตามรอบ", "ร้อยละ", None, 80.0, "ค่าฐานยังไม่มีการเก็บข้อมูล"),
        ),
        "owner": "ศทส.",
        "items": ("4.1",),
        "evidence": (Evidence("D17", Place("ตารางที่ 4 แถวที่ 1"), FINDINGS[0].text, anchor("D17"), "พบซ้ำห้าปี"),),
        "reasons": ("พบในรายงานป้อนกลับห้าปีติดต่อกัน", "ผลปี 2567 ต่ำกว่าเป้าหมาย 16 ชุด"),
        "risks": ("ค่าเป้าหมาย 60 ชุดมาจากแผนปฏิบัติราชการ ควรยืนยันกับ ศทส.",),
        "themes": ("T1",),
        "alignment": (
            Alignment(
                "แผนพัฒนาเศรษฐกิจและสังคมแห่งชาติ ฉบับที่ 13",
                "หมุดหมายที่ 13",
                "ไทยมีภาครัฐที่ทันสมัย มีประสิทธิภาพ และตอบโจทย์ประชาชน",
                True,
            ),
            Alignment("แผนปฏิบัติราชการ กมบ.", "SI2", "ขับเคลื่อนบริการด้วยข้อมูลและดิจิทัล", False),
        ),
        "activities": (
            PlanActivity("สำรวจความต้องการใช้ข้อมูลของหน่วยงานภายนอก", (1, 2, 3), "กยผ.", 150000.0),
            PlanActivity("จัดทำบัญชีข้อมูลและประกาศรอบปรับปรุง"),
        ),
        "budget": 900000.0,
        "budget_source": "แผนเพิ่มประสิทธิภาพองค์การ พ.ศ. 2567 (ฉบับอนุมัติ)",
        "relation": "raise",
    }
    return PlanGoal(**(values | more))


GOALS = (
    goal(1),
    goal(
        2,
        goal="ยกระดับความผูกพันของผู้รับบริการด้วยมาตรการรายกลุ่มที่มาจากผลสำรวจ",
        owner="กมส.",
        items=("3.2",),
        themes=("T2",),
        budget=None,
        kpis=(
            SuggestedKpi(
                "ร้อยละความผูกพันของผู้รับบริการและผู้มีส่วนได้ส่วนเสีย",
                "ร้อยละ",
                76.8,
                82.0,
                "รายงานป้อนกลับ ปี 2567",
                unconfirmed=True,
                baseline_document_id="D17",
            ),
        ),
        evidence=(Evidence("D17", Place("ตารางที่ 3 แถวที่ 2"), FINDINGS[1].text, anchor("D17")),),
        activities=(),
        relation="continue",
    ),
    goal(
        3,
        goal="วิเคราะห์ต้นทุนต่อหน่วยของกระบวนงานหลักและใช้ผลจัดสรรงบประมาณ",
        owner="",
        items=("6.3",),
        themes=(),
        budget=850000.0,
        fund="งบดำเนินงาน",
        kpis=(
            SuggestedKpi(
                "จำนวนกระบวนงานที่วิเคราะห์ต้นทุนต่อหน่วย",
                "กระบวนงาน",
                3.0,
                6.0,
                "รายงานป้อนกลับ ปี 2567",
                baseline_document_id="D17",
            ),
        ),
        evidence=(Evidence("D17", Place("ตารางที่ 6 แถวที่ 3"), FINDINGS[2].text, anchor("D17")),),
        alignment=(),
    ),
)
COVERAGE = (Coverage("F1", ("S001",)), Coverage("F2", ("S002",)), Coverage("F3", (), "รอผลการศึกษาต้นทุนของ กยผ."))


def context(goals: tuple[PlanGoal, ...] = GOALS, **more: object) -> DraftContext:
    options: dict = {
        "coverage": COVERAGE,
        "item_names": ITEM_NAMES,
        "profile": Profile(vision="บริการภาครัฐได้มาตรฐาน ประชาชนเชื่อมั่น ภายในปี 2570"),
    }
    return build(2568, AGENCY, goals, FINDINGS, THEMES, SOURCES, **(options | more))


def many_goals(count: int) -> tuple[PlanGoal, ...]:
    return tuple(
        goal(n, goal=f"ปรับปรุงกระบวนงานบริการจุดที่ {n} ให้เชื่อมโยงข้อมูลข้ามหน่วยงาน และวัดผลได้ภายในไตรมาสที่ {n % 4 + 1}")
        for n in range(1, count + 1)
    )


__all__ = ["FreeText", "context", "goal", "many_goals"]
