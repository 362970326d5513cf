"""The plans, the monitoring report, the action plan and the newsletter."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from layouts import AGENCY, FOOTER, MINISTRY, cover, new_document, number, save, set_widths, table, thai
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side

STRATEGIES = {
    "1": "ฟื้นคืนแหล่งน้ำด้วยข้อมูลที่เชื่อถือได้",
    "2": "กำกับการระบายน้ำทิ้งอย่างเป็นธรรม",
    "3": "ร่วมมือกับชุมชนริมน้ำ",
    "4": "สร้างองค์การที่น่าอยู่และประหยัด",
}


def write_plan_2565(path: Path, goals: list[dict]) -> None:
    """Write the plan of FY2565: Word, landscape table, Thai numerals."""
    doc = new_document(landscape=True)
    cover(
        doc,
        "แผนยกระดับการพัฒนาองค์การ",
        "ประจำปีงบประมาณ พ.ศ. ๒๕๖๕",
        f"{AGENCY} {MINISTRY}",
        "ได้รับความเห็นชอบจากคณะกรรมการพัฒนาระบบราชการของกรม เดือนธันวาคม ๒๕๖๔",
    )
    doc.add_paragraph("๑. ที่มา", style="Heading 1")
    doc.add_paragraph(
        "กลุ่มพัฒนาระบบบริหารนำรายงานป้อนกลับ PMQA 4.0 ประจำปี พ.ศ. ๒๕๖๔ "
        "มาให้ผู้แทนหน่วยงานลงคะแนนตามความเร่งด่วนและความพร้อมของงบประมาณ "
        "เรื่องที่ได้คะแนนสูงสุดหกเรื่องปรากฏในข้อ ๒"
    )
    doc.add_paragraph("๒. เป้าประสงค์และตัวชี้วัด", style="Heading 1")
    table(
        doc,
        [
            "ที่",
            "เรื่องจากรายงานป้อนกลับ (หัวข้อ)",
            "เป้าประสงค์",
            "ตัวชี้วัดความสำเร็จ",
            "หน่วยนับ",
            "ข้อมูลพื้นฐาน ปี ๒๕๖๔",
            "เป้าหมายปี ๒๕๖๕",
            "หน่วยงานรับผิดชอบ",
            "วงเงิน (บาท)",
        ],
        [
            [
                thai(str(place)),
                thai(f"{row['issue']} ({row['item']})"),
                row["goal"],
                thai(row["kpi"]),
                row["unit"],
                thai(row["baseline"]),
                thai(row["target"]),
                row["owner"],
                thai(f"{int(row['budget']):,}") if row["budget"] != "0" else "ไม่ใช้งบประมาณ",
            ]
            for place, row in enumerate(goals, start=1)
        ],
        [0.9, 3.8, 3.8, 4.1, 2.5, 2, 2, 3.2, 2.9],
    )
    doc.add_paragraph("๓. กิจกรรมหลัก", style="Heading 1")
    for place, row in enumerate(goals, start=1):
        doc.add_paragraph(thai(f"เรื่องที่ {place} ") + row["activity"])
    save(doc, path)


def write_plan_2566(path: Path, goals: list[dict]) -> None:
    """Write the draft plan of FY2566: Excel, owner first, two head rows."""
    book = Workbook()
    sheet = book.active
    sheet.title = "ปก"
    for line, text in enumerate(
        (
            "(ร่าง) แผนเพิ่มประสิทธิภาพองค์การ ประจำปีงบประมาณ พ.ศ. 2566",
            f"{AGENCY} {MINISTRY}",
            "เสนอคณะทำงานพัฒนาคุณภาพการบริหารจัดการภาครัฐ พฤศจิกายน 2565",
            FOOTER,
        ),
        start=2,
    ):
        sheet.cell(line, 2, text).font = Font(name="TH Sarabun New", size=18, bold=line == 2)
    sheet = book.create_sheet("ตารางแผน")
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.center.text = FOOTER
    sheet["A1"] = "แผนเพิ่มประสิทธิภาพองค์การ ปีงบประมาณ พ.ศ. 2566 (ร่าง)"
    sheet.merge_cells("A1:K1")
    top = [
        "หน่วยงานรับผิดชอบ",
        "หัวข้อ PMQA 4.0",
        "ประเด็นที่ต้องพัฒนา",
        "กิจกรรมสำคัญ",
        "วงเงิน (บาท)",
        "ผลลัพธ์ที่มุ่งหวัง",
        "ตัวชี้วัดความสำเร็จ",
        "หน่วยวัด",
        "ค่าของตัวชี้วัด",
        None,
        "หมายเหตุ",
    ]
    for col, text in enumerate(top, start=1):
        sheet.cell(3, col, text)
        if col not in (9, 10):
            sheet.merge_cells(start_row=3, end_row=4, start_column=col, end_column=col)
    sheet.merge_cells("I3:J3")
    sheet["I4"], sheet["J4"] = "ข้อมูลพื้นฐาน ปี 2565", "เป้าหมายปี 2566"
    for line, row in enumerate(goals, start=5):
        values = [
            row["owner"],
            row["item"],
            row["issue"],
            row["activity"],
            int(row["budget"]),
            row["goal"],
            row["kpi"],
            row["unit"],
            number(row["baseline"]),
            number(row["target"]),
            None,
        ]
        for col, value in enumerate(values, start=1):
            sheet.cell(line, col, value)
        sheet.cell(line, 5).number_format = "#,##0"
        sheet.row_dimensions[line].height = 60
    end = len(goals) + 5
    sheet.cell(end, 1, "รวมวงเงิน")
    sheet.cell(end, 5, sum(int(row["budget"]) for row in goals)).number_format = "#,##0"
    edge = Border(*[Side(style="thin")] * 4)
    for cells in sheet.iter_rows(min_row=3, max_row=end, max_col=11):
        for cell in cells:
            cell.border = edge
            cell.font = Font(name="TH Sarabun New", size=14, bold=cell.row < 5)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    for col, width in zip("ABCDEFGHIJK", (22, 10, 30, 32, 13, 32, 34, 18, 14, 14, 12), strict=True):
        sheet.column_dimensions[col].width = width
    sheet.cell(end + 2, 1, FOOTER)
    save(book, path)


def write_monitoring(path: Path, goals: list[dict], outcomes: dict[str, dict]) -> None:
    """Write the 12-month report of FY2565: one block of label rows for each KPI."""
    doc = new_document()
    cover(
        doc,
        "รายงานผลการดำเนินงานตามแผนยกระดับการพัฒนาองค์การ",
        "ปีงบประมาณ พ.ศ. 2565 รอบ 12 เดือน (1 ตุลาคม 2564 – 30 กันยายน 2565)",
        AGENCY,
    )
    met = sum(row["achieved"] for row in outcomes.values())
    doc.add_paragraph(
        f"ในรอบปีมีตัวชี้วัดที่บรรลุเป้าหมาย {met} ตัวชี้วัด จากทั้งหมด {len(goals)} ตัวชี้วัด รายละเอียดตามตารางติดตามรายตัวชี้วัด"
    )
    for place, row in enumerate(goals, start=1):
        result = outcomes[row["chain"]]
        note, proof = result["note"].split("; ")
        grid = doc.add_table(rows=0, cols=2)
        grid.style = "Table Grid"
        for label, text in (
            (f"ตัวชี้วัดที่ {place}", row["kpi"]),
            ("หน่วยงานผู้รายงาน", row["owner"]),
            ("หน่วยนับ", row["unit"]),
            ("เป้าหมาย", row["target"]),
            ("ผลที่ทำได้ ณ 30 ก.ย. 2565", result["actual"]),
            ("สรุปผล", "บรรลุเป้าหมาย" if result["achieved"] else "ไม่บรรลุเป้าหมาย"),
            ("คำชี้แจง", note),
            ("หลักฐาน", proof),
        ):
            cells = grid.add_row().cells
            cells[0].text, cells[1].text = label, text
        set_widths(grid, [5, 11.5])
        doc.add_paragraph("")
    save(doc, path)


def write_action_plan(path: Path, goals: list[dict]) -> None:
    """Write the action plan of FY2567: a table of yearly targets per strategy."""
    doc = new_document()
    cover(
        doc,
        "แผนปฏิบัติราชการรายปี พ.ศ. 2567",
        f"ของ{AGENCY} {MINISTRY}",
        "อธิบดีให้ความเห็นชอบเดือนตุลาคม 2566",
    )
    doc.add_paragraph("วิสัยทัศน์ “ลำน้ำมีชีวิต ชุมชนมีส่วน ข้อมูลเชื่อถือได้” ค่าเป้าหมายหลังปี 2567 เป็นประมาณการซึ่งจะทบทวนทุกปี")
    for no, chunk in groupby(goals, key=lambda row: row["strategy"]):
        group = list(chunk)
        doc.add_paragraph(f"ประเด็นยุทธศาสตร์ที่ {no} {STRATEGIES[no]}", style="Heading 1")
        doc.add_paragraph(f"เป้าหมาย: {group[0]['goal']}")
        table(
            doc,
            [
                "ตัวชี้วัด",
                "หน่วย",
                "ค่าปี 2566",
                "2567",
                "2568",
                "2569",
                "2570",
                "เจ้าภาพ",
                "งบประมาณปี 2567 (ล้านบาท)",
            ],
            [
                [
                    row["kpi"],
                    row["unit"],
                    row["baseline"],
                    *row["targets"].split(","),
                    row["owner"],
                    row["million"],
                ]
                for row in group
            ],
            [4, 1.6, 1.3, 1.35, 1.35, 1.35, 1.35, 2.5, 1.7],
            size=13,
        )
    save(doc, path)


def write_newsletter(path: Path, lines: list[str]) -> None:
    """Write the newsletter: it speaks of the report and holds no finding."""
    doc = new_document()
    for line in lines:
        if line.startswith("# "):
            doc.add_paragraph(line[2:], style="Heading 1")
        else:
            doc.add_paragraph(line)
    save(doc, path)
