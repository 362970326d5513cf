"""The queue goes out as a spreadsheet and comes back decided, however Excel saved it, and never counts double."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given as generated
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from plandocs.app.cells import plain, safe, same
from plandocs.app.exchange import COLUMNS, export_queue, import_decisions
from plandocs.app.review import decide, queue
from plandocs.model.errors import CorruptFileError, NotFoundError, UsageError
from plandocs.model.plan import SuggestedKpi
from plandocs.model.review import Action, ReviewState

YEAR = 2568
HEADS = list(COLUMNS)


def read(path):
    if path.suffix == ".xlsx":
        return [
            ["" if c is None else str(c) for c in row] for row in load_workbook(path).active.iter_rows(values_only=True)
        ]
    return list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")))


def write(path, rows, encoding="utf-8-sig", sign=","):
    if path.suffix == ".xlsx":
        book = Workbook()
        for row in rows:
            book.active.append(row)
        book.save(path)
        return
    out = io.StringIO()
    csv.writer(out, delimiter=sign).writerows(rows)
    path.write_bytes(out.getvalue().encode(encoding, "replace"))


def fill(rows, number, **cells):
    row = rows[number]
    for name, value in cells.items():
        row[HEADS.index({"decision": "การพิจารณา", "why": "เหตุผลการพิจารณา"}.get(name, name))] = value


def states(given):
    return {e.suggestion.id: e.review.state for e in queue(given.workspace, YEAR)}


@pytest.fixture(params=[".xlsx", ".csv"])
def sheet(request, given, tmp_path):
    path = tmp_path / f"ข้อเสนอ{request.param}"
    assert export_queue(given.workspace, YEAR, path) == 3
    return path


def test_every_column_stands_in_its_place(sheet):
    heads, first, *_ = read(sheet)
    assert heads == HEADS
    assert first[:9] == ["2568", "s1100000000", "1", "เพิ่มชุดข้อมูลเปิด", "จำนวนชุดข้อมูลเปิด", "ชุด", "12", "20", "ศทส."]
    assert "“ยังไม่มีรอบปรับปรุง" in first[HEADS.index("หลักฐาน")]
    assert first[HEADS.index("สถานะ")] == "รอพิจารณา"


def test_a_second_kpi_is_not_left_out(given, tmp_path):
    more = SuggestedKpi("ร้อยละของชุดข้อมูลที่ปรับปรุงตามรอบ", "ร้อยละ", None, 90.0, "")
    given.suggested[0] = replace(given.suggested[0], kpis=(*given.suggested[0].kpis, more))
    export_queue(given.workspace, YEAR, tmp_path / "q.xlsx")
    first, second = (row[HEADS.index("ตัวชี้วัดอื่น")] for row in read(tmp_path / "q.xlsx")[1:3])
    assert (first, second) == ("ร้อยละของชุดข้อมูลที่ปรับปรุงตามรอบ (ร้อยละ) ค่าฐาน …… ค่าเป้าหมาย 90", "")


def test_a_changed_row_without_a_decision_is_named_and_not_lost(given, sheet):
    rows = read(sheet)
    fill(rows, 2, ค่าเป้าหมาย="25")
    write(sheet, rows)
    report = import_decisions(given.workspace, sheet)
    assert report.saved == 0
    assert [place for place, _ in report.refused] == ["แถวที่ 3"]
    assert "โปรดใส่ แก้ไข" in report.refused[0][1]


@pytest.mark.parametrize(("word", "state"), [("เห็นชอบ", ReviewState.ACCEPTED), ("ไม่เห็นชอบ", ReviewState.REJECTED)])
def test_the_words_of_meetings_are_understood(given, sheet, word, state):
    rows = read(sheet)
    fill(rows, 1, decision=word, why="มติที่ประชุม")
    write(sheet, rows)
    assert import_decisions(given.workspace, sheet).saved == 1
    assert states(given)[given.ids[0]] is state


def test_an_untouched_sheet_changes_nothing(given, sheet):
    report = import_decisions(given.workspace, sheet)
    assert (report.saved, report.refused) == (0, [])


def test_decisions_come_back_and_a_second_import_records_nothing(given, sheet):
    rows = read(sheet)
    fill(rows, 1, decision="รับ", เป้าหมาย="ข้อความที่แก้", **{"งบประมาณ (บาท)": "1200000"})
    fill(rows, 2, decision="ไม่รับ", why="ไม่พร้อม")
    fill(rows, 3, decision="แก้ไข", ค่าเป้าหมาย="30")
    own = [""] * len(HEADS)
    rows.append(own)
    fill(rows, 4, decision="เพิ่ม", ปี="2568", เป้าหมาย="เป้าของตน", ค่าเป้าหมาย="5")
    write(sheet, rows)
    report = import_decisions(given.workspace, sheet, who="คณะทำงาน")
    assert (report.saved, report.refused) == (4, [])
    one, two, three = given.ids
    found = states(given)
    assert (found[one], found[two], found[three]) == (ReviewState.EDITED, ReviewState.REJECTED, ReviewState.EDITED)
    log = given.workspace.store.decisions(YEAR)
    assert {d.who for d in log} == {"คณะทำงาน"}
    assert {d.source for d in log} == {"xlsx"}
    assert dict(log[0].changes) == {"goal": "ข้อความที่แก้", "budget": "1200000"}
    again = import_decisions(given.workspace, sheet)
    assert (again.saved, again.refused) == (0, [])
    assert given.workspace.store.decisions(YEAR) == log


@pytest.mark.parametrize(
    ("encoding", "sign"), [("utf-8", ","), ("cp874", ","), ("cp874", ";"), ("utf-16", "\t"), ("utf-8-sig", ";")]
)
def test_a_csv_is_read_however_excel_saved_it(given, tmp_path, encoding, sign):
    given.suggested[1] = replace(given.suggested[1], goal="ระดับ ≥ ๘๐ ของบริการ")
    path = tmp_path / "q.csv"
    export_queue(given.workspace, YEAR, path)
    rows = read(path)
    for number in (1, 2, 3):
        fill(rows, number, decision="รับ")
    write(path, rows, encoding, sign)
    report = import_decisions(given.workspace, path)
    assert (report.saved, report.refused) == (3, [])
    assert set(states(given).values()) == {ReviewState.ACCEPTED}


def test_numbers_as_excel_writes_them_are_no_edits(given, tmp_path):
    decide(given.workspace, YEAR, given.ids[:1], Action.EDIT, changes={"budget": "1200000"})
    path = tmp_path / "q.xlsx"
    export_queue(given.workspace, YEAR, path)
    rows = read(path)
    fill(rows, 1, decision="รับ", **{"งบประมาณ (บาท)": "1,200,000", "ค่าเป้าหมาย": "20.00", "ค่าฐาน": "๑๒"})
    write(path, rows)
    assert import_decisions(given.workspace, path).saved == 0


def test_numbers_in_number_cells_are_read(given, tmp_path):
    path = tmp_path / "q.xlsx"
    export_queue(given.workspace, YEAR, path)
    rows = read(path)
    fill(rows, 1, ปี=2568.0, decision="แก้ไข", ค่าเป้าหมาย=27.5)
    write(path, rows)
    assert import_decisions(given.workspace, path).saved == 1
    assert queue(given.workspace, YEAR)[0].shown.kpis[0].target == 27.5


def test_rows_that_cannot_be_recorded_are_named_and_stop_no_other(given, sheet):
    rows = read(sheet)
    fill(rows, 1, รหัส="sไม่มี", decision="รับ")
    fill(rows, 2, decision="อาจจะ")
    fill(rows, 3, decision="รับ")
    for number, cells in enumerate(
        (
            {"ปี": "ปีหน้า", "รหัส": "s1", "decision": "รับ"},
            {"ปี": "1e999", "รหัส": "s1", "decision": "รับ"},
            {"ปี": "1990", "รหัส": "s1", "decision": "รับ"},
            {"ปี": "2568", "decision": "เพิ่ม"},
            {"ปี": "2568", "เป้าหมาย": "ลืมใส่การพิจารณา"},
            {"ปี": "2568", "รหัส": given.ids[0], "decision": "ไม่รับ"},
            {"ปี": "2568", "รหัส": given.ids[2], "decision": "ส่งกลับ", "why": "ซ้ำกับแถวที่ 4"},
        ),
        4,
    ):
        rows.append([""] * len(HEADS))
        fill(rows, number, **cells)
    write(sheet, rows)
    report = import_decisions(given.workspace, sheet)
    assert report.saved == 1
    assert [place for place, _ in report.refused] == [f"แถวที่ {n}" for n in (2, 3, 5, 6, 7, 8, 9, 10, 11)]
    assert "sไม่มี" in report.refused[0][1]
    assert states(given)[given.ids[2]] is ReviewState.ACCEPTED


def test_no_text_becomes_a_formula(given, tmp_path):
    evil = '=HYPERLINK("http://x","ดู")'
    given.suggested[0] = replace(given.suggested[0], goal=evil, owner="@SUM(1)", reasons=("-2+3+cmd|' /C calc'!A0",))
    for name in ("q.xlsx", "q.csv"):
        export_queue(given.workspace, YEAR, tmp_path / name)
        for row in read(tmp_path / name):
            assert not [cell for cell in row if cell.startswith(("=", "@", "+", "-"))]
    cells = [cell for row in load_workbook(tmp_path / "q.xlsx").active for cell in row]
    assert "f" not in {cell.data_type for cell in cells}
    rows = read(tmp_path / "q.xlsx")
    fill(rows, 1, decision="รับ")
    write(tmp_path / "q.xlsx", rows)
    import_decisions(given.workspace, tmp_path / "q.xlsx")
    assert (queue(given.workspace, YEAR)[0].shown.goal, states(given)[given.ids[0]]) == (evil, ReviewState.ACCEPTED)


def test_letters_that_a_workbook_cannot_hold_are_left_out(given, tmp_path):
    given.suggested[0] = replace(given.suggested[0], goal="เพิ่ม\x0bชุด\x00ข้อมูล")
    export_queue(given.workspace, YEAR, tmp_path / "q.xlsx")
    rows = read(tmp_path / "q.xlsx")
    fill(rows, 1, decision="รับ")
    write(tmp_path / "q.xlsx", rows)
    import_decisions(given.workspace, tmp_path / "q.xlsx")
    assert states(given)[given.ids[0]] is ReviewState.ACCEPTED


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xlsx", b"no zip"), ("a.xlsx", b""), ("a.csv", b""), ("a.csv", "ก,ข\n1,2".encode()),
        ("a.csv", b"\xff\xfe\x00"), ("a.csv", b"\xdb\xdc\xff\xfc"), ("a.pdf", b"%PDF-1.4"),
        ("a.xlsx", b"PK\x05\x06" + b"\0" * 18),
    ],
)  # fmt: skip
def test_a_file_that_is_no_queue_is_refused(given, tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(CorruptFileError, match=name):
        import_decisions(given.workspace, tmp_path / name)


def test_missing_files_and_other_formats_are_said(given, tmp_path):
    with pytest.raises(NotFoundError):
        import_decisions(given.workspace, tmp_path / "none.xlsx")
    with pytest.raises(UsageError):
        export_queue(given.workspace, YEAR, tmp_path / "q.pdf")
    assert not (tmp_path / "q.pdf").exists()


@generated(st.text())
def test_a_cell_gives_back_its_text_and_is_never_a_formula(text):
    cell = safe(text)
    assert not cell.startswith(("=", "@", "\t", "\r"))
    assert same(plain(cell), text, number=False, encoding="utf-8")
