from __future__ import annotations

import pytest

from plandocs.model.document import DocumentKind
from plandocs.model.finding import FindingKind

REPORT = DocumentKind.FEEDBACK_REPORT


def test_number_reference_and_emphasis_stand_beside_the_words(facts_of):
    (finding,) = facts_of(
        REPORT,
        "# หมวด 4\n## โอกาสในการปรับปรุง\n(1) −− 4.1ก(2) ข้อมูลที่เผยแพร่ยังไม่ครบทุกภารกิจหลักของกรม",
        edition="pmqa2562",
    ).findings

    assert finding.text == "ข้อมูลที่เผยแพร่ยังไม่ครบทุกภารกิจหลักของกรม"
    assert (finding.item, finding.reference, finding.emphasis, finding.edition) == ("4.1", "4.1ก(2)", "--", "pmqa2562")
    assert finding.confidence == 1.0


def test_neighbouring_cells_are_kept_as_evidence_and_advice(facts_of):
    (finding,) = facts_of(
        REPORT,
        "# หมวด 6\n| หัวข้อ | ประเภท | ข้อค้นพบ | หลักฐานที่พบ | ข้อเสนอแนะ |\n"
        "| 6.3 | โอกาสในการปรับปรุง | ยังไม่รู้ต้นทุนต่อหน่วยของบริการใดเลย | บัญชีรายจ่าย | เริ่มจากบริการใหญ่ |",
    ).findings

    assert (finding.kind, finding.evidence, finding.advice) == (FindingKind.OFI, "บัญชีรายจ่าย", "เริ่มจากบริการใหญ่")
    assert finding.place.cell == 3


def test_a_paragraph_cut_by_a_page_end_is_one_finding(facts_of):
    (first, second) = facts_of(
        REPORT,
        "# หมวด 5\n## โอกาสในการปรับปรุง\n(ก) บุคลากรสายสนับสนุนยังไม่มีเส้นทางความก้าวหน้าที่ประกาศใช้และ\n===\n"
        "ไม่ทราบว่าต้องสะสมผลงานเรื่องใด (หัวข้อ 5.1)\n(ข) หลักสูตรจริยธรรมไม่ได้ปรับมาแล้วสี่ปีเต็ม (หัวข้อ 5.4)",
        paged=True,
    ).findings

    assert first.text.endswith("ประกาศใช้และ ไม่ทราบว่าต้องสะสมผลงานเรื่องใด")
    assert (first.item, second.item) == ("5.1", "5.4")


def test_entries_that_a_page_layout_ran_together_are_told_apart(facts_of):
    found = facts_of(
        REPORT,
        "# 3.1 ระบบข้อมูลและสารสนเทศด้านการบริการประชาชน\n"
        "จุดแข็ง: ประชาชนเห็นคิวของตนทางโทรศัพท์โอกาสในการพัฒนา: ข้อมูลคิวหยุดแสดงเมื่อไฟฟ้าดับทุกครั้ง",
        paged=True,
    ).findings

    assert [(one.kind, one.item) for one in found] == [(FindingKind.STRENGTH, "3.1"), (FindingKind.OFI, "3.1")]


TALK = {
    "an executive summary": "# บทสรุปผู้บริหาร\n## โอกาสในการปรับปรุง\n- ข้อมูลยังกระจัดกระจายอยู่หลายหน่วยงานทั่วประเทศ",
    "a table of scores": "# หมวด 1\n| หัวข้อ | จุดแข็ง (ข้อ) | โอกาสในการปรับปรุง (ข้อ) | คะแนน |\n| 1.1 | 2 | 1 | 400 |",
    "general talk": "# หมวด 1\n## จุดแข็ง\n(ก) ผู้บริหารสื่อสารทิศทางด้วยตนเองทุกเดือน (หัวข้อ 1.1)\n"
    "## ข้อเสนอแนะในภาพรวม\nกรมควรจัดลำดับโอกาสในการปรับปรุงก่อนนำไปทำแผน",
    "an empty cell": "# หมวด 1\n| หัวข้อ | จุดแข็ง | โอกาสในการปรับปรุง |\n"
    "| 1.1 | ผู้บริหารสื่อสารทิศทางด้วยตนเองทุกเดือน | ไม่พบโอกาสในการปรับปรุง |",
}


@pytest.mark.parametrize(("text", "count"), list(zip(TALK.values(), [0, 0, 1, 1], strict=True)), ids=list(TALK))
def test_only_findings_are_findings(facts_of, text, count):
    assert len(facts_of(REPORT, text).findings) == count


def test_what_the_layout_does_not_say_is_proposed_with_less_confidence(facts_of):
    (finding,) = facts_of(
        REPORT,
        "# หมวด 4 การวัด การวิเคราะห์ และการจัดการความรู้\n## โอกาสในการปรับปรุง\n"
        "- องค์ความรู้ของผู้เชี่ยวชาญที่จะเกษียณยังไม่ถูกถอดเป็นแนวปฏิบัติที่ดีหรือแลกเปลี่ยนระหว่างหน่วยงาน",
    ).findings

    assert (finding.kind, finding.item) == (FindingKind.OFI, "4.3")
    assert 0 < finding.confidence < 1


def test_the_same_document_gives_the_same_ids(facts_of):
    text = "# หมวด 1\n## จุดแข็ง\n(ก) ผู้บริหารสื่อสารทิศทางด้วยตนเองทุกเดือน (หัวข้อ 1.1)"

    assert facts_of(REPORT, text) == facts_of(REPORT, text)


def test_no_other_kind_of_document_has_findings(facts_of, layouts):
    text = (layouts / "bare-groups.md").read_text("utf-8")

    assert all(not facts_of(kind, text).findings for kind in DocumentKind if kind is not REPORT)


PARAGRAPHS = """
รายงานป้อนกลับการตรวจประเมิน
เรื่องการประเมินผลความพึงพอใจ ความผูกพันของกลุ่มผู้รับบริการและผู้มีส่วนได้ส่วนเสีย ข้อควรพัฒนา: เกษตรกรบนพื้นที่สูงไม่อยู่ในกลุ่มตัวอย่างมาสามปี
เรื่องระบบการพัฒนาบุคลากร จุดแข็ง: นักวิชาการทุกคนผ่านการฝึกตรวจความงอก  ประเด็นที่ควรพัฒนา: ยังไม่มีผู้สืบทอดงานปรับปรุงพันธุ์พืชไร่
ทั้งนี้ คณะผู้ตรวจประเมินขอขอบคุณเจ้าหน้าที่ทุกท่านที่อำนวยความสะดวก
"""


def test_a_paragraph_of_an_items_name_and_its_labels_is_cut(facts_of):
    findings = facts_of(DocumentKind.FEEDBACK_REPORT, PARAGRAPHS).findings

    assert [(one.item, one.kind.value, one.text) for one in findings] == [
        ("3.2", "ofi", "เกษตรกรบนพื้นที่สูงไม่อยู่ในกลุ่มตัวอย่างมาสามปี"),
        ("5.4", "strength", "นักวิชาการทุกคนผ่านการฝึกตรวจความงอก"),
        ("5.4", "ofi", "ยังไม่มีผู้สืบทอดงานปรับปรุงพันธุ์พืชไร่"),
    ]


@pytest.mark.parametrize(
    ("cells", "title"),
    [
        (("1.2 การป้องกันทุจริต", "คะแนน (ตนเอง/ผู้ตรวจ) 400/380"), True),
        (("1.2 การป้องกันทุจริต", "350/350"), True),
        (("1.2 การป้องกันทุจริต", "ระดับก้าวหน้า"), True),
        (("1.1 ลดขั้นตอนการอนุญาต", "ร้อยละ 80"), False),
        (("1.1 ลดขั้นตอนการอนุญาต", "500,000"), False),
        (("ส่วนที่ 1 เป้าหมาย",), True),
    ],
)
def test_an_item_with_its_score_is_a_title_and_one_with_a_value_is_none(cells, title):
    from plandocs.ingest.facts.tables import GridCell, GridRow, is_title

    assert is_title(GridRow(0, {n: GridCell(0, 0, 0, text) for n, text in enumerate(cells)})) is title
