"""Layouts that only files of their own format have: sheets, web pages, plain text."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from plandocs.ingest.facts import parse_facts
from plandocs.ingest.meta import describe
from plandocs.ingest.readers import read
from plandocs.model.document import DocumentKind
from plandocs.model.finding import Finding

GOOD_11 = "ผู้บริหารพบเจ้าหน้าที่ทั่วประเทศทุกสัปดาห์และตอบทุกคำถาม"
BAD_12 = "หลักเกณฑ์จัดสรรทุนไม่ประกาศให้ทราบล่วงหน้า"
BAD_44 = "ระบบงานหลักใช้เครื่องแม่ข่ายที่หมดประกันแล้ว"
GOOD_64 = "ศูนย์สำรองเริ่มให้บริการได้ภายในครึ่งชั่วโมงและซ้อมทุกไตรมาส"
WANTED = [
    ("strength", "1.1", GOOD_11),
    ("ofi", "1.2", BAD_12),
    ("ofi", "4.4", BAD_44),
    ("strength", "6.4", GOOD_64),
]


def _findings(path: Path) -> list[tuple[str, str, str]]:
    extracted = read(path)
    about = describe(extracted, path.name)
    found: tuple[Finding, ...] = parse_facts("d1", about, extracted.blocks).findings
    assert about.kind is DocumentKind.FEEDBACK_REPORT
    return sorted(((f.kind.value, f.item, " ".join(f.text.split())) for f in found), key=lambda one: one[1])


def _book(path: Path, sheets: dict[str, list[list[str]]], merged: dict[str, list[str]] | None = None) -> Path:
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        for cells in (merged or {}).get(name, []):
            sheet.merge_cells(cells)
    book.save(path)
    return path


def test_a_sheet_of_one_finding_a_row_with_merged_items(tmp_path):
    rows = [
        ["รายงานข้อค้นพบจากการตรวจประเมิน PMQA 4.0 ปีงบประมาณ พ.ศ. 2566"],
        ["กรมทดสอบ"],
        [],
        ["หมวด", "หัวข้อ", "ประเภท", "ข้อค้นพบ", "หมายเหตุ"],
        ["1", "1.1", "S", GOOD_11, ""],
        ["", "1.2", "O", BAD_12, "ตรวจ ณ พื้นที่"],
        ["4", "4.4", "O", BAD_44, ""],
        ["6", "6.4", "S", GOOD_64, ""],
    ]

    assert _findings(_book(tmp_path / "ข้อค้นพบ.xlsx", {"ผล": rows}, {"ผล": ["A1:E1", "A5:A6"]})) == WANTED


def test_a_sheet_for_each_kind(tmp_path):
    head = ["ลำดับ", "หัวข้อ", "รายละเอียด"]
    sheets = {
        "ปก": [["รายงานป้อนกลับ PMQA 4.0"], ["กรมทดสอบ ปีงบประมาณ พ.ศ. 2566"]],
        "จุดแข็ง": [head, ["1", "1.1", GOOD_11], ["2", "6.4", GOOD_64]],
        "OFI": [head, ["1", "1.2", BAD_12], ["2", "4.4", BAD_44]],
        "คะแนน": [["หมวด", "คะแนน"], ["1", "420"], ["4", "380"]],
    }

    assert _findings(_book(tmp_path / "รายงาน.xlsx", sheets)) == WANTED


def test_a_sheet_for_each_item(tmp_path):
    def sheet(good: str, bad: str) -> list[list[str]]:
        return [["จุดแข็ง", good], ["โอกาสในการปรับปรุง", bad], ["ข้อเสนอแนะ", "ควรเรียนรู้จากหน่วยงานที่ได้รับรางวัลในปีก่อน"]]

    sheets = {
        "ปก": [["รายงานป้อนกลับ PMQA 4.0"], ["กรมทดสอบ ปีงบประมาณ พ.ศ. 2566"]],
        "1.1": sheet(GOOD_11, "-"),
        "1.2": sheet("-", BAD_12),
        "4.4": sheet("ไม่มี", BAD_44),
        "6.4": sheet(GOOD_64, "-"),
    }

    assert _findings(_book(tmp_path / "รายงาน.xlsx", sheets)) == WANTED


def test_heads_merged_over_kinds(tmp_path):
    rows = [
        ["ผลการตรวจประเมิน PMQA 4.0 กรมทดสอบ ปีงบประมาณ พ.ศ. 2566"],
        ["หัวข้อ", "", "คะแนน", "", "ข้อค้นพบ", ""],
        ["รหัส", "ชื่อ", "ตนเอง", "ผู้ตรวจ", "ด้านบวก", "ด้านที่ต้องปรับปรุง"],
        ["1.1", "ระบบการนำองค์การ", "430", "420", GOOD_11, ""],
        ["1.2", "การป้องกันทุจริต", "400", "380", "", BAD_12],
        ["4.4", "การบริหารจัดการข้อมูล", "390", "350", "", BAD_44],
        ["6.4", "ประสิทธิผลทั่วทั้งองค์การ", "420", "410", GOOD_64, ""],
    ]

    path = _book(tmp_path / "ผล.xlsx", {"ผล": rows}, {"ผล": ["A2:B2", "C2:D2", "E2:F2"]})

    assert _findings(path) == WANTED


PAGE = """<html><head><title>รายงานป้อนกลับ PMQA 4.0</title></head><body>
<h1>รายงานป้อนกลับ PMQA 4.0</h1><p>กรมทดสอบ ปีงบประมาณ พ.ศ. 2566</p>
"""


@pytest.mark.parametrize(
    "body",
    [
        (
            f"<h2>หัวข้อ 1.1 ระบบการนำองค์การ</h2><h3>จุดแข็ง</h3><ul><li>{GOOD_11}</li></ul>"
            f"<h2>หัวข้อ 1.2 การป้องกันทุจริต</h2><h3>โอกาสในการปรับปรุง</h3><ul><li>{BAD_12}</li></ul>"
            f"<h2>หัวข้อ 4.4 การบริหารจัดการข้อมูล</h2><h3>โอกาสในการปรับปรุง</h3><ol><li>{BAD_44}</li></ol>"
            f"<h2>หัวข้อ 6.4 ประสิทธิผล</h2><h3>จุดแข็ง</h3><ul><li>{GOOD_64}</li></ul>"
        ),
        (
            f"<dl><dt>1.1 จุดแข็ง</dt><dd>{GOOD_11}</dd><dt>1.2 โอกาสในการปรับปรุง</dt><dd>{BAD_12}</dd>"
            f"<dt>4.4 โอกาสในการปรับปรุง</dt><dd>{BAD_44}</dd><dt>6.4 จุดแข็ง</dt><dd>{GOOD_64}</dd></dl>"
        ),
        (
            "<table><tr><th>หัวข้อ</th><th>จุดแข็ง</th><th>โอกาสในการปรับปรุง</th></tr>"
            f"<tr><td>1.1</td><td><ul><li>{GOOD_11}</li></ul></td><td>–</td></tr>"
            f"<tr><td>1.2</td><td>–</td><td><ul><li>{BAD_12}</li></ul></td></tr>"
            f"<tr><td>4.4</td><td>–</td><td>{BAD_44}</td></tr><tr><td>6.4</td><td>{GOOD_64}</td><td>–</td></tr></table>"
        ),
        (
            f"<div class=card><b>1.1</b> <span>จุดแข็ง</span><p>{GOOD_11}</p></div>"
            f"<div class=card><b>1.2</b> <span>โอกาสในการปรับปรุง</span><p>{BAD_12}</p></div>"
            f"<div class=card><b>4.4</b> <span>โอกาสในการปรับปรุง</span><p>{BAD_44}</p></div>"
            f"<div class=card><b>6.4</b> <span>จุดแข็ง</span><p>{GOOD_64}</p></div>"
        ),
        (
            f"<p><b>หัวข้อ 1.1</b><br>จุดแข็ง: {GOOD_11}</p><p><b>หัวข้อ 1.2</b><br>OFI: {BAD_12}</p>"
            f"<p><b>หัวข้อ 4.4</b><br>OFI: {BAD_44}</p><p><b>หัวข้อ 6.4</b><br>จุดแข็ง: {GOOD_64}</p>"
        ),
    ],
    ids=["lists", "definitions", "table", "cards", "breaks"],
)
def test_web_pages(tmp_path, body):
    path = tmp_path / "รายงาน.html"
    path.write_text(PAGE + body + "</body></html>", "utf-8")

    assert _findings(path) == WANTED


TITLE = "รายงานป้อนกลับ PMQA 4.0\nกรมทดสอบ ปีงบประมาณ พ.ศ. 2566\n\n"


@pytest.mark.parametrize(
    "body",
    [
        (
            f"หัวข้อ 1.1\n==========\nจุดแข็ง\n-------\n  1) {GOOD_11}\n\nหัวข้อ 1.2\n==========\nโอกาสในการปรับปรุง\n-------\n"
            f"  1) {BAD_12}\n\nหัวข้อ 4.4\n==========\nโอกาสในการปรับปรุง\n-------\n  1) {BAD_44}\n\nหัวข้อ 6.4\n==========\n"
            f"จุดแข็ง\n-------\n  1) {GOOD_64}\n"
        ),
        f"[1.1]\n  + {GOOD_11}\n[1.2]\n  - {BAD_12}\n[4.4]\n  - {BAD_44}\n[6.4]\n  + {GOOD_64}\n",
        f"1.1 | จุดแข็ง | {GOOD_11}\n1.2 | OFI | {BAD_12}\n4.4 | OFI | {BAD_44}\n6.4 | จุดแข็ง | {GOOD_64}\n",
        (
            f"จุดแข็ง\n  1.1  {GOOD_11}\n  6.4  {GOOD_64}\n\nโอกาสในการปรับปรุง\n  1.2  {BAD_12}\n  4.4  {BAD_44}\n\n"
            "ข้อเสนอแนะ\n  ควรเรียนรู้จากหน่วยงานที่ได้รับรางวัลในปีที่ผ่านมา\n"
        ),
        (
            f"ข้อค้นพบ: {GOOD_11}\nประเภท: จุดแข็ง\nหัวข้อ: 1.1\n\nข้อค้นพบ: {BAD_12}\nประเภท: OFI\nหัวข้อ: 1.2\n\n"
            f"ข้อค้นพบ: {BAD_44}\nประเภท: OFI\nหัวข้อ: 4.4\n\nข้อค้นพบ: {GOOD_64}\nประเภท: จุดแข็ง\nหัวข้อ: 6.4\n"
        ),
    ],
    ids=["underlined", "signs", "pipes", "indented", "records"],
)
def test_plain_text(tmp_path, body):
    path = tmp_path / "รายงาน.txt"
    path.write_text(TITLE + body, "utf-8")

    assert _findings(path) == WANTED


def test_bands_over_few_entries_say_nothing_of_the_columns(tmp_path):
    from docx import Document

    bands = ["หมวด 1 การนำองค์การ", "1.1 การนำองค์การโดยผู้บริหาร (ช่วงคะแนน 50–65%)", "จุดแข็ง (Strength)"]
    rows: list[list[str]] = [[band] for band in bands]
    rows += [["1", "1.1ก(1)", GOOD_11], ["โอกาสในการปรับปรุง (OFI)"], ["– ไม่มี –"]]
    rows += [["1.2 การกำกับดูแลองค์การ (ช่วงคะแนน 30–45%)"], ["จุดแข็ง (Strength)"], ["– ไม่มี –"]]
    rows += [["โอกาสในการปรับปรุง (OFI)"], ["1", "1.2ค(5)", BAD_12]]
    document = Document()
    document.add_paragraph("รายงานป้อนกลับรางวัลคุณภาพการบริหารจัดการภาครัฐ (PMQA) ปีงบประมาณ พ.ศ. 2566")
    document.add_paragraph("ข้อค้นพบรายหัวข้อ")
    table = document.add_table(len(rows), 3)
    for number, texts in enumerate(rows):
        cells = table.rows[number].cells
        if len(texts) == 1:
            cells[0].merge(cells[2]).text = texts[0]
        else:
            for cell, text in zip(cells, texts, strict=True):
                cell.text = text
    path = tmp_path / "รายงานป้อนกลับ.docx"
    document.save(path)
    assert _findings(path) == WANTED[:2]
