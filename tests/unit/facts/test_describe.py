from __future__ import annotations

import pytest

from plandocs.ingest.meta import describe
from plandocs.ingest.meta_cover import Cover, agency_of
from plandocs.model.document import Approval, DocumentKind, Extracted
from plandocs.model.text import Block, BlockKind, Place

K = DocumentKind


def _document(*lines: str) -> Extracted:
    return Extracted(tuple(Block(BlockKind.PARAGRAPH, line, Place("ที่")) for line in lines), "test")


def _about(*lines: str, name: str = "เอกสาร.docx"):
    return describe(_document(*lines), name)


AGENCY = "กรมพัฒนาตลาดชุมชน กระทรวงการค้าชุมชน"
TITLES = [
    ("รายงานป้อนกลับ (Feedback Report) PMQA 4.0", K.FEEDBACK_REPORT),
    ("ผลการตรวจประเมินสถานะการเป็นระบบราชการ 4.0", K.FEEDBACK_REPORT),
    ("แผนเพิ่มประสิทธิภาพองค์การ", K.IMPROVEMENT_PLAN),
    ("แผนพัฒนาองค์กร", K.IMPROVEMENT_PLAN),
    ("แผนยกระดับการพัฒนาองค์การสู่ระบบราชการ 4.0", K.IMPROVEMENT_PLAN),
    ("แผนปรับปรุงองค์การ (Improvement Plan)", K.IMPROVEMENT_PLAN),
    ("แผนปฏิบัติการเพื่อยกระดับการพัฒนาสู่ระบบราชการ 4.0", K.IMPROVEMENT_PLAN),
    ("รายงานผลการดำเนินการพัฒนาองค์การสู่ระบบราชการ 4.0 (Application Report)", K.APPLICATION_REPORT),
    ("แผนปฏิบัติราชการรายปี", K.ACTION_PLAN),
    ("รายงานผลการดำเนินการตามแผนพัฒนาองค์การ รอบ 12 เดือน", K.MONITORING_REPORT),
    ("รายงานติดตามผลแผนเพิ่มประสิทธิภาพองค์การ รอบ 6 เดือน", K.MONITORING_REPORT),
    ("แบบติดตามแผนพัฒนาองค์การ รอบ 9 เดือน", K.MONITORING_REPORT),
    ("สรุปผลการประชุมเชิงปฏิบัติการจัดทำแผนพัฒนาองค์การ", K.WORKSHOP),
    ("ใบงานกลุ่มที่ 3", K.WORKSHOP),
    ("คำสั่งกรมพัฒนาตลาดชุมชน เรื่อง แต่งตั้งคณะทำงานจัดทำแผนพัฒนาองค์การ", K.MEMO),
    ("คู่มือการใช้ระบบสารบรรณอิเล็กทรอนิกส์", K.OTHER),
]


@pytest.mark.parametrize(("title", "kind"), TITLES, ids=[title for title, _ in TITLES])
def test_the_title_tells_the_kind(title, kind):
    found = _about(title, AGENCY, "ประจำปีงบประมาณ พ.ศ. ๒๕๖๖", "ธันวาคม ๒๕๖๕")

    assert found.kind is kind
    assert found.agency == "กรมพัฒนาตลาดชุมชน"
    assert found.event_date == "ธันวาคม ๒๕๖๕"


YEARS = [
    ("รายงานป้อนกลับ PMQA 4.0", 2566, None),
    ("แผนพัฒนาองค์การ", None, 2566),
    ("รายงานติดตามผลแผนพัฒนาองค์การ รอบ 12 เดือน", 2566, 2566),
    ("สรุปผลการประชุมเชิงปฏิบัติการจัดทำแผนพัฒนาองค์การ", None, 2566),
]


@pytest.mark.parametrize(("title", "report", "plan"), YEARS)
def test_report_year_plan_year_and_date_are_kept_apart(title, report, plan):
    found = _about(title, "ปีงบประมาณ พ.ศ. 2566", AGENCY, "14 ตุลาคม 2566")

    assert (found.report_year, found.plan_year, found.event_date) == (report, plan, "14 ตุลาคม 2566")


EDITIONS = [
    (("รายงานป้อนกลับ", "การประเมินสถานะการเป็นระบบราชการ ๔.๐"), "pmqa4"),
    (("รายงานป้อนกลับ", "รางวัลคุณภาพการบริหารจัดการภาครัฐ รายหมวด หมวด 4"), "pmqa2562"),
    (("รายงานป้อนกลับ", "รางวัลคุณภาพการบริหารจัดการภาครัฐ 4.0"), "pmqa4"),
    (("รายงานป้อนกลับ", "ตามเกณฑ์คุณภาพการบริหารจัดการภาครัฐ พ.ศ. 2558"), "pmqa2558"),
    (("รายงานป้อนกลับ", "3.1ก(1) ผู้รับบริการทราบขั้นตอน"), "pmqa2562"),
]


@pytest.mark.parametrize(("lines", "edition"), EDITIONS)
def test_the_edition_of_the_criteria_is_told(lines, edition):
    assert _about(*lines, "ประจำปี พ.ศ. 2566").edition == edition


APPROVALS = [
    (("ร่างแผนพัฒนาองค์การ", "ปีงบประมาณ พ.ศ. 2567"), Approval.DRAFT),
    (("แผนพัฒนาองค์การ", "ปีงบประมาณ พ.ศ. 2567", "(ฉบับก่อนอนุมัติ)"), Approval.DRAFT),
    (("แผนพัฒนาองค์การ", "ปีงบประมาณ พ.ศ. 2567", "(ฉบับอนุมัติ)"), Approval.APPROVED),
    (("แผนพัฒนาองค์การ", "ปีงบประมาณ พ.ศ. 2567", "แผนฉบับนี้ได้รับความเห็นชอบจากอธิบดีแล้ว"), Approval.APPROVED),
    (("แผนพัฒนาองค์การ", "ปีงบประมาณ พ.ศ. 2567", "สถานะเอกสาร: อนุมัติโดยผู้อำนวยการ วันที่ 4 มกราคม 2567"), Approval.APPROVED),
    (("แผนพัฒนาองค์การ", "ปีงบประมาณ พ.ศ. 2567", "สถานะ เห็นชอบแล้วตามมติที่ประชุม"), Approval.APPROVED),
    (("แผนพัฒนาองค์การ", "ปีงบประมาณ พ.ศ. 2567", "อนุมัติให้ใช้แผนฉบับนี้ตั้งแต่วันที่ 1 มกราคม 2567"), Approval.APPROVED),
    (("แผนพัฒนาองค์การ", "ปีงบประมาณ พ.ศ. 2567", "สถานะเอกสาร: ร่างครั้งที่ 2"), Approval.DRAFT),
    (("แผนพัฒนาองค์การ", "ปีงบประมาณ พ.ศ. 2567", "รอลงนามโดยอธิบดี"), Approval.DRAFT),
    (("แผนพัฒนาองค์การ", "ปีงบประมาณ พ.ศ. 2567", "ฉบับรับฟังความคิดเห็นจากบุคลากร"), Approval.DRAFT),
    (("แผนพัฒนาองค์การ", "ปีงบประมาณ พ.ศ. 2567", "กพร. | อนุมัติโดยอธิบดี เมื่อวันที่ 4 มกราคม 2567"), Approval.APPROVED),
    (("แผนพัฒนาองค์การ", "ปีงบประมาณ พ.ศ. 2567", "ผู้อำนวยการสำนักงานอนุมัติ วันที่ 4 มกราคม 2567"), Approval.APPROVED),
    (("แผนพัฒนาองค์การ", "ปีงบประมาณ พ.ศ. 2567", "ความเป็นมา"), Approval.UNKNOWN),
]


@pytest.mark.parametrize(("lines", "approval"), APPROVALS)
def test_a_plan_says_whether_it_is_a_draft(lines, approval):
    assert _about(*lines).approval is approval


ROUNDS = [("รอบ 6 เดือน", 6), ("รอบ ๑๒ เดือน", 12), ("รอบ 9 เดือน", 9), ("ไตรมาสที่ 2", 6), ("รอบที่ 2", 12)]


@pytest.mark.parametrize(("words", "months"), ROUNDS)
def test_the_round_of_a_monitoring_report_is_told_in_months(words, months):
    assert _about(f"รายงานติดตามแผนพัฒนาองค์การ {words}", "ปีงบประมาณ พ.ศ. 2566").round_months == months


NEWS = [
    (
        "กรมพัฒนาตลาดชุมชนจัดประชุมเชิงปฏิบัติการจัดทำแผนเพิ่มประสิทธิภาพองค์การ",
        "วันนี้ (23 พ.ย. 63) เวลา 09.00 น. รองอธิบดีเป็นประธาน โดยนำรายงานป้อนกลับ (Feedback Report) มาพิจารณา",
        "ผู้เข้าร่วมวิเคราะห์จุดแข็งและโอกาสในการปรับปรุงเพื่อกำหนดเป้าหมาย",
    ),
    ("ข่าวประชาสัมพันธ์", "รายงานป้อนกลับ PMQA 4.0 ของกรมฯ ผ่านระดับก้าวหน้า", "อธิบดีเปิดเผยว่าผลประเมินดีขึ้น"),
    ("เอกสารงบประมาณ ฉบับที่ ๓", "งบประมาณรายจ่าย ประจำปีงบประมาณ พ.ศ. ๒๕๖๕", "สำนักงบประมาณ"),
]


@pytest.mark.parametrize("lines", NEWS, ids=["workshop news", "release", "budget book"])
def test_texts_that_only_speak_of_reports_are_no_reports(lines):
    assert _about(*lines).kind is DocumentKind.OTHER


def test_a_letter_names_its_subject_and_not_its_enclosures():
    found = _about(
        "บันทึกข้อความ",
        "ส่วนราชการ กลุ่มพัฒนาระบบบริหาร กรมพัฒนาตลาดชุมชน",
        "เรื่อง ขอเชิญประชุมเชิงปฏิบัติการจัดทำแผนพัฒนาองค์การ ประจำปีงบประมาณ พ.ศ. 2568",
        "สิ่งที่ส่งมาด้วย",
        "รายงานป้อนกลับ PMQA 4.0 พ.ศ. 2567",
    )

    assert (found.kind, found.plan_year) == (DocumentKind.MEMO, 2568)
    assert found.title.startswith("บันทึกข้อความ ขอเชิญประชุม")


def test_a_file_name_helps_where_the_first_page_says_no_year():
    found = _about("แผนพัฒนาองค์การ", AGENCY, name="แผนพัฒนาองค์การ_2566_ร่าง.docx")

    assert (found.plan_year, found.approval) == (2566, Approval.DRAFT)


def test_content_bears_out_the_title():
    sure = _about("แผนพัฒนาองค์การ", "ปีงบประมาณ พ.ศ. 2566").confidence
    cells = "เป้าหมาย\tตัวชี้วัด\tค่าเป้าหมาย"
    extracted = _document("แผนพัฒนาองค์การ", "ปีงบประมาณ พ.ศ. 2566")
    rows = tuple(_row(cells, f"ลดเวลา {n}\tเวลาเฉลี่ย\t{n}", n) for n in range(3))

    assert describe(Extracted((*extracted.blocks, *rows), "test"), "x.docx").confidence > sure


def _row(head: str, text: str, number: int) -> Block:
    from plandocs.model.text import Cell

    cells, position = [], 0
    for column, (name, part) in enumerate(zip(head.split("\t"), text.split("\t"), strict=True)):
        cells.append(Cell(name, position, position + len(part), column))
        position += len(part) + 1
    return Block(BlockKind.ROW, text, Place("ตาราง", table=1, row=number), cells=tuple(cells))


def test_an_empty_document_is_of_no_kind():
    found = _about(name="")

    assert (found.kind, found.fiscal_year) == (DocumentKind.OTHER, None)


@pytest.mark.parametrize(
    ("line", "agency"),
    [
        ("กรมขนส่งทางน้ำภายใน (กขน.) กระทรวงคมนาคม", "กรมขนส่งทางน้ำภายใน"),
        ("สำนักงานมาตรฐานอาหารส่งออก", "สำนักงานมาตรฐานอาหารส่งออก"),
        ("หน่วยรับตรวจ: ศูนย์ฝึกช่างเหนือ", "ศูนย์ฝึกช่างเหนือ"),
        ("กองทุนพัฒนาผู้เรียน ปีงบประมาณ พ.ศ. 2566", "กองทุนพัฒนาผู้เรียน"),
        ("ศูนย์พันธุ์พืชชายฝั่ง (องค์การมหาชน)", "ศูนย์พันธุ์พืชชายฝั่ง (องค์การมหาชน)"),
        ("หนังสือส่งกรมการค้า", ""),
        ("องค์การสู่ระบบราชการ", ""),
    ],
)
def test_an_agency_is_told_by_its_name_alone(line, agency):
    texts = ("รายงานป้อนกลับ PMQA 4.0", line)

    assert agency_of(Cover(texts, texts)) == agency


def test_an_agency_s_own_title_over_an_assessor_s_labels_is_a_feedback_report(written):
    items = ("1.2", "3.1", "4.3", "6.1")
    parts = "".join(
        f"## หัวข้อ {item}\nจุดแข็ง: ทีมงานดำเนินการครบทุกขั้นตอนตามแผน {item}\nโอกาสในการปรับปรุง: ยังไม่ติดตามผลของหัวข้อ {item}\n"
        for item in items
    )
    blocks = written(f"# รายงานผลการดำเนินการตามเกณฑ์ PMQA 4.0\nกรมทดสอบ ปีงบประมาณ พ.ศ. 2566\n{parts}").blocks

    found = describe(Extracted(tuple(blocks), "test"), "เอกสาร.docx")

    assert found.kind is DocumentKind.FEEDBACK_REPORT


def test_the_year_of_the_criteria_is_not_that_of_the_report():
    found = _about("รายงานป้อนกลับ", "ผลการตรวจประเมินตามเกณฑ์คุณภาพการบริหารจัดการภาครัฐ พ.ศ. ๒๕๕๘", "ประจำปี พ.ศ. ๒๕๖๐")
    assert (found.report_year, found.edition) == (2560, "pmqa2558")
