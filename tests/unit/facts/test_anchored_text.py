from __future__ import annotations

from dataclasses import replace

from plandocs.ingest.facts import parse_facts
from plandocs.model.document import DocumentKind, DocumentMeta
from plandocs.model.text import quote_hash, stands
from plandocs.model.year import FiscalYear

CUT = """
# 6.1 กระบวนการทำงาน
โอกาสในการปรับปรุง
- การขออนุญาตใช้น้ำบาดาลยังต้องยื่นเอกสารสามแห่ง และเจ้าหน้าที่แต่ละแห่งบันทึกข้อมูล
===
ซ้ำกันโดยไม่มีการเชื่อมโยง จึงใช้เวลานานเกินกำหนด
- ผังกระบวนงานยังไม่ระบุผู้รับผิดชอบในแต่ละขั้นตอน และไม่มีเวลามาตรฐานกำกับ
"""


def report(blocks):
    meta = DocumentMeta("รายงาน", DocumentKind.FEEDBACK_REPORT, "pmqa4", FiscalYear(2566), FiscalYear(2566))
    return parse_facts("d1", meta, blocks).findings


def test_the_text_of_a_finding_is_the_words_of_its_anchors(written):
    blocks = written(CUT, paged=True).blocks
    cut, whole = report(blocks)

    assert len(cut.more) == 1
    assert whole.more == ()
    for finding in (cut, whole):
        words = [blocks[a.block].text[a.start : a.end] for a in (finding.anchor, *finding.more)]
        assert finding.text == " ".join(words)
        assert stands(finding.text, (finding.anchor, *finding.more))
        assert not stands(finding.text + "ๆ", (finding.anchor, *finding.more))
    assert quote_hash(cut.text) != cut.anchor.quote_hash


PLAN = """
| เป้าหมาย | ตัวชี้วัด | หน่วยนับ | ค่าฐาน | ค่าเป้าหมาย | ผู้รับผิดชอบ |
| ลดน้ำสูญเสียในระบบจ่ายน้ำ | อัตราน้ำสูญเสีย | ร้อยละ | 25 | 20 | กองระบบ |
"""
RESULT = """
| ตัวชี้วัด | หน่วยนับ | ค่าเป้าหมาย | ผลจริง | สถานะ |
| อัตราน้ำสูญเสีย | ร้อยละ | 20 | 22 | ไม่บรรลุ |
"""


def test_facts_from_pictures_are_marked(written):
    def read(kind, text, ocr):
        meta = DocumentMeta("เอกสาร", kind, "pmqa4", FiscalYear(2566), FiscalYear(2566))
        blocks = [replace(block, ocr=ocr) for block in written(text).blocks]
        facts = parse_facts("d1", meta, blocks)
        return [fact.ocr for fact in (*facts.findings, *facts.goals, *facts.outcomes)]

    for kind, text in [
        (DocumentKind.FEEDBACK_REPORT, CUT),
        (DocumentKind.IMPROVEMENT_PLAN, PLAN),
        (DocumentKind.MONITORING_REPORT, RESULT),
    ]:
        assert set(read(kind, text, 0.8)) == {True}
        assert set(read(kind, text, None)) == {False}
