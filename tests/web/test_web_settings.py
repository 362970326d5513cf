"""The agency profile, the dictionary, strategic goals, findings and a backup, without the command line."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from plandocs.app.settings import load_settings, load_words
from plandocs.app.workspace import DICTIONARY, SETTINGS

FORM = {
    "name": "กรมทดสอบ <ก>",
    "short": "กทส.",
    "ministry": "กระทรวงทดสอบ",
    "organisation_word": "องค์กร",
    "digits": "arabic",
    "units": "กองแผนงาน = กผ.\r\n\r\nสำนักเลขานุการ",
    "acronyms": "กพร. = กลุ่มพัฒนาระบบบริหาร",
    "vision": "เป็นเลิศ",
    "missions": "หนึ่ง\r\nสอง",
    "dictionary": "# คำของเรา\r\nข้าวไรซ์เบอร์รี่",
}


def test_what_is_saved_is_in_the_files_and_on_every_page_at_once(send, client, given):
    page = send("/settings", FORM).text
    assert "บันทึกแล้ว" in page
    assert "กรมทดสอบ &lt;ก&gt;" in client.get("/").text
    path = given.workspace.path
    kept = load_settings(path / SETTINGS, load_words(path / DICTIONARY))
    assert (kept.agency.name, kept.agency.organisation_word, kept.digits) == ("กรมทดสอบ <ก>", "องค์กร", "arabic")
    assert [(u.name, u.short) for u in kept.agency.units] == [("กองแผนงาน", "กผ."), ("สำนักเลขานุการ", "")]
    assert kept.agency.acronyms == {"กพร.": "กลุ่มพัฒนาระบบบริหาร"}
    assert kept.profile["missions"] == "หนึ่ง\nสอง"
    assert kept.words == ("ข้าวไรซ์เบอร์รี่",)
    assert "# คำของเรา" in client.get("/settings").text
    assert given.workspace.segmenter.words("ปลูกข้าวไรซ์เบอร์รี่ไทย")[1] == "ข้าวไรซ์เบอร์รี่"


def test_units_that_documents_name_are_offered_and_added_to_those_typed(send, client, given):
    page = client.get("/settings").text
    assert 'name="known" value="กองการเจ้าหน้าที่"' in page
    send("/settings", {**FORM, "known": "กองการเจ้าหน้าที่"})
    kept = load_settings(given.workspace.path / SETTINGS)
    assert [u.name for u in kept.agency.units] == ["กองแผนงาน", "สำนักเลขานุการ", "กองการเจ้าหน้าที่"]
    assert 'name="known"' not in client.get("/settings").text


def test_saving_what_is_shown_changes_nothing(send, client, given):
    send("/settings", FORM)
    before = (given.workspace.path / SETTINGS).read_bytes(), (given.workspace.path / DICTIONARY).read_bytes()
    page = client.get("/settings").text
    import html

    fields = {
        n: html.unescape(v)
        for n, v in re.findall(r'<textarea id="[^"]+" name="([^"]+)"[^>]*>(.*?)</textarea>', page, re.DOTALL)
    }
    fields |= {
        n: html.unescape(v) for n, v in re.findall(r'<input id="[^"]+" name="([^"]+)"[^>]*value="([^"]*)"', page)
    }
    send("/settings", {**fields, "organisation_word": "องค์กร", "digits": "arabic"})
    assert before == ((given.workspace.path / SETTINGS).read_bytes(), (given.workspace.path / DICTIONARY).read_bytes())


def test_a_value_outside_the_list_changes_nothing(send, given):
    before = (given.workspace.path / SETTINGS).read_bytes()
    assert send("/settings", {**FORM, "digits": "roman"}).status_code == 400
    assert (given.workspace.path / SETTINGS).read_bytes() == before


def test_the_state_of_the_computer_is_shown(client):
    page = client.get("/doctor").text
    assert "Python" in page
    assert "documents" in page or "เอกสาร" in page


def test_a_backup_is_one_whole_archive(send):
    answer = send("/backup")
    assert answer.headers["content-type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.testzip() is None
        assert {"plandocs.db", SETTINGS, DICTIONARY} <= set(archive.namelist())


def test_a_strategic_goal_typed_in_is_listed_with_its_target(send, client):
    page = send(
        "/strategy",
        {"goal": "ประชาชนเข้าถึงบริการ", "year": "๖๗", "kpi": "ร้อยละการเข้าถึง", "unit": "ร้อยละ", "target": "๘๕"},
    ).text
    assert "เพิ่มเป้าหมายแล้ว" in page
    assert "ประชาชนเข้าถึงบริการ" in page
    assert re.search(r"ร้อยละการเข้าถึง <b>ร้อยละ 85</b>", page)


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({"goal": "ก", "year": "2024"}, "คือ 2567"),
        ({"goal": " ", "year": "2567"}, "โปรดระบุข้อความเป้าหมาย"),
        ({"goal": "ก", "year": "2567", "target": "มาก"}, "ไม่ใช่ตัวเลข"),
    ],
)
def test_a_wrong_strategic_goal_is_told(send, form, told):
    answer = send("/strategy", form)
    assert answer.status_code == 400
    assert told in answer.text


def test_a_table_of_strategic_goals_comes_in_with_its_wrong_rows_named(send):
    table = "เป้าหมาย,ปี,ตัวชี้วัด\nลดขั้นตอนบริการ,2567,จำนวนขั้นตอน\n,2567,ไม่มีชื่อ\n"
    page = send("/strategy/import", files={"file": ("ยุทธศาสตร์.csv", table.encode())}).text
    assert "เพิ่ม 1 เป้าหมายแล้ว" in page
    assert "ไม่มีเป้าหมายหรือปี" in page
    wrong = send("/strategy/import", files={"file": ("อื่น.txt", "ไม่มีตาราง".encode())})
    assert wrong.status_code == 400
    assert "ไม่พบตารางใน อื่น.txt" in wrong.text


def test_findings_are_filtered_and_corrected(send, client, given):
    page = client.get("/findings?kind=ofi&item=๕").text
    assert page.count('<span class="tag ofi">') == 2
    assert "จุดแข็ง</span>" not in page
    assert "ไม่มีข้อค้นพบตามเงื่อนไขนี้" in client.get("/findings?year=2540").text
    page = send(f"/findings/{given.first.id}", {"kind": "ofi", "item": "5.3"}).text
    assert "บันทึกแล้ว" in page
    assert send(f"/findings/{given.first.id}", {"kind": "ofi", "item": "99.9"}).status_code == 400
    assert send("/findings/nothing", {"kind": "ofi"}).status_code == 404
