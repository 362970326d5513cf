"""The four feedback reports, each in a layout of its own."""

from __future__ import annotations

import tempfile
from itertools import groupby
from pathlib import Path

from layouts import AGENCY, MINISTRY, cover, new_document, save, set_widths, table, thai, to_pdf

AWARD_ITEMS = {
    "2.1": "การจัดทำยุทธศาสตร์",
    "2.2": "การนำยุทธศาสตร์ไปปฏิบัติ",
    "4.1": "การวัด การวิเคราะห์ และการปรับปรุงผลการดำเนินการของส่วนราชการ",
    "4.2": "การจัดการสารสนเทศและการจัดการความรู้",
    "6.1": "กระบวนการทำงาน",
    "6.2": "ประสิทธิผลการปฏิบัติการ",
}


def write_2564(path: Path, findings: list[dict], items: dict[str, str]) -> None:
    """Write the report of 2564: one part for strengths, one for weaknesses."""
    doc = new_document()
    cover(
        doc,
        "รายงานป้อนกลับ (Feedback Report)",
        "ผลการตรวจประเมินสถานะการเป็นระบบราชการ 4.0 (PMQA 4.0) ประจำปี พ.ศ. 2564",
        f"{AGENCY} {MINISTRY}",
    )
    doc.add_paragraph("ความนำ", style="Heading 1")
    doc.add_paragraph(
        "รายงานฉบับนี้เรียบเรียงจากการอ่านเอกสารสมัครและการสัมภาษณ์ผ่านระบบประชุมทางไกล "
        "เมื่อเดือนกรกฎาคม 2564 ตัวเลขหน้าข้อความคือรหัสหัวข้อตามเกณฑ์ PMQA 4.0 "
        "ลำดับของข้อความมิได้แสดงความสำคัญ"
    )
    table(
        doc,
        ["หมวด", "คะแนนประเมินตนเอง", "คะแนนผู้ตรวจประเมิน"],
        [
            [f"{no} {items[str(no)]}", str(own), str(seen)]
            for no, own, seen in (
                (1, 390, 371),
                (2, 385, 362),
                (3, 402, 380),
                (4, 376, 340),
                (5, 361, 338),
                (6, 380, 355),
                (7, 372, 349),
            )
        ],
        [9, 3.7, 3.7],
    )
    for kind, title in (
        ("strength", "ส่วนที่ 1 จุดแข็งของส่วนราชการ"),
        ("ofi", "ส่วนที่ 2 โอกาสในการปรับปรุง (OFI)"),
    ):
        doc.add_paragraph(title, style="Heading 1")
        for row in findings:
            if row["kind"] == kind:
                par = doc.add_paragraph()
                par.add_run(row["item"]).bold = True
                par.add_run("\t" + row["text"])
    doc.add_paragraph("ส่วนที่ 3 การใช้รายงาน", style="Heading 1")
    doc.add_paragraph("ส่วนราชการอาจเลือกหยิบเรื่องที่เกี่ยวข้องกับความท้าทายของตนไปจัดทำแผน โดยไม่จำเป็นต้องดำเนินการครบทุกเรื่องในปีเดียว")
    save(doc, path)


def write_2565(path: Path, findings: list[dict], items: dict[str, str]) -> None:
    """Write the report of 2565: a small table for every item."""
    doc = new_document()
    cover(
        doc,
        "รายงานผลการตรวจประเมินและข้อมูลป้อนกลับ",
        "PMQA 4.0 ประจำปี พ.ศ. 2565",
        AGENCY,
        "สถานะภาพรวม: ก้าวหน้า (Advance)",
    )
    doc.add_paragraph("ตารางต่อไปนี้แสดงผลเฉพาะหัวข้อที่คณะผู้ตรวจประเมินมีข้อความถึงส่วนราชการ เครื่องหมายขีดหมายถึงไม่มีข้อความในช่องนั้น")
    rows = sorted(findings, key=lambda row: row["item"])
    for cat, group in groupby(rows, key=lambda row: row["item"][0]):
        doc.add_paragraph(f"หมวด {cat} {items[cat]}", style="Heading 1")
        for code, chunk in groupby(group, key=lambda row: row["item"]):
            part = list(chunk)
            grid = doc.add_table(rows=3, cols=2)
            grid.style = "Table Grid"
            set_widths(grid, [3.8, 12.7])
            head = grid.cell(0, 0).merge(grid.cell(0, 1))
            head.paragraphs[0].add_run(f"หัวข้อ {code} {items[code]}").bold = True
            for line, (kind, label) in enumerate((("strength", "สิ่งที่ทำได้ดี"), ("ofi", "ประเด็นที่ต้องพัฒนา")), start=1):
                grid.cell(line, 0).text = label
                texts = [row["text"] for row in part if row["kind"] == kind] or ["-"]
                cell = grid.cell(line, 1)
                cell.text = texts[0]
                for text in texts[1:]:
                    cell.add_paragraph(text)
            doc.add_paragraph("")
    save(doc, path)


def write_2566(path: Path, findings: list[dict], items: dict[str, str]) -> None:
    """Write the report of 2566 as PDF: Thai numerals, dash lists."""
    doc = new_document(font="Noto Looped Thai")
    cover(
        doc,
        "รายงานป้อนกลับการตรวจประเมิน",
        "ตามเกณฑ์ PMQA 4.0 ประจำปี พ.ศ. ๒๕๖๖",
        f"เสนอ {AGENCY}",
    )
    doc.add_paragraph(
        "คณะผู้ตรวจประเมินเยี่ยมชมสำนักงานส่วนกลางและสถานีคุณภาพน้ำภาค ๓ "
        "เมื่อวันที่ ๑๘–๑๙ กรกฎาคม ๒๕๖๖ และขอขอบคุณเจ้าหน้าที่ทุกฝ่ายที่ให้ข้อมูลอย่างเปิดเผย "
        "เนื้อหาแบ่งตามหมวดและหัวข้อ หัวข้อใดมีข้อความด้านเดียวจะแสดงเฉพาะด้านนั้น"
    )
    rows = sorted(findings, key=lambda row: row["item"])
    for cat, group in groupby(rows, key=lambda row: row["item"][0]):
        doc.add_paragraph(thai(f"หมวด {cat} {items[cat]}"), style="Heading 1")
        for code, chunk in groupby(group, key=lambda row: row["item"]):
            doc.add_paragraph(thai(f"หัวข้อ {code} {items[code]}"), style="Heading 2")
            part = list(chunk)
            for kind, label in (("strength", "จุดเด่น"), ("ofi", "ข้อที่ควรปรับปรุง")):
                texts = [row["text"] for row in part if row["kind"] == kind]
                if texts:
                    doc.add_paragraph().add_run(label).bold = True
                for text in texts:
                    doc.add_paragraph("- " + text)
    with tempfile.TemporaryDirectory() as work:
        draft = Path(work) / "report.docx"
        doc.save(draft)
        to_pdf(draft, path)


def write_award(path: Path, findings: list[dict], items: dict[str, str]) -> None:
    """Write the award report (edition 2562): the reference follows the sentence."""
    doc = new_document()
    cover(
        doc,
        "รายงานป้อนกลับสำหรับผู้สมัครรางวัลคุณภาพการบริหารจัดการภาครัฐ",
        "ตามเกณฑ์คุณภาพการบริหารจัดการภาครัฐ พ.ศ. 2562 (หมวด 2 หมวด 4 และหมวด 6)",
        f"{AGENCY} ประจำปี พ.ศ. 2565",
    )
    doc.add_paragraph(
        "รหัสในวงเล็บท้ายข้อความอ้างถึงข้อคำถามของเกณฑ์ พ.ศ. 2562 ซึ่งไม่ใช่รหัสเดียวกับการประเมินสถานะการเป็นระบบราชการ 4.0"
    )
    for cat, group in groupby(sorted(findings, key=lambda row: row["item"][:3]), key=lambda row: row["item"][0]):
        doc.add_paragraph(f"หมวด {cat} {items[cat]}", style="Heading 1")
        for code, chunk in groupby(group, key=lambda row: row["item"][:3]):
            doc.add_paragraph(f"{code} {AWARD_ITEMS[code]}", style="Heading 2")
            part = list(chunk)
            for kind, label in (("strength", "จุดแข็ง"), ("ofi", "โอกาสในการปรับปรุง")):
                picked = [row for row in part if row["kind"] == kind]
                if not picked:
                    continue
                doc.add_paragraph().add_run(label).bold = True
                for place, row in enumerate(picked, start=1):
                    doc.add_paragraph(f"({place}) {row['text']} ({row['item']})")
    save(doc, path)
