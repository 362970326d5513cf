"""From an upload to a found passage, through the real readers and the real index."""

from __future__ import annotations

import html
import re
import threading
import time

import pytest

from plandocs.app.add import AddReport
from plandocs.model.errors import WorkspaceError
from plandocs.web import adding, site
from plandocs.web.pages import add

MEMO = "บันทึกข้อความ\nเรื่อง การประชุมเตรียมการประเมิน\nปีงบประมาณ พ.ศ. 2567\nที่ประชุมเห็นชอบให้จัดทำทะเบียนมังคุดอินทรีย์ของกรม\n"


def upload(send, client, *files):
    """Send files and wait on the page that shows how far it is, as a person does."""
    answer = send("/add", files=[("files", (name, data)) for name, data in files])
    while "กำลังอ่านเอกสาร" in answer.text:
        time.sleep(0.2)
        answer = client.get(str(answer.url))
    return answer


def test_an_uploaded_document_is_told_of_and_found(send, client):
    page = upload(send, client, ("บันทึก เชิญประชุม.txt", MEMO.encode())).text
    assert "อ่านใหม่ 1 ฉบับ รู้จักแล้ว 0 ฉบับ อ่านไม่ได้ 0 ฉบับ" in page
    found = client.get("/search?q=มังคุดอินทรีย์").text
    assert re.search(r"<mark>[^<]*มังคุด", found)
    address = html.unescape(re.search(r'class="place" href="([^"]+)"', found)[1])
    passage = client.get(address.partition("#")[0]).text
    assert re.search(r"<mark>[^<]*มังคุด", passage)
    assert f'id="{address.partition("#")[2]}"' in passage


def test_a_known_file_is_a_note_and_a_broken_one_is_named_with_its_reason(send, client, given):
    upload(send, client, ("บันทึก.txt", MEMO.encode()))
    page = upload(send, client, ("สำเนา.txt", MEMO.encode()), ("../../แผนเสีย.docx", b"PK\x03\x04 broken")).text
    assert "อ่านใหม่ 0 ฉบับ รู้จักแล้ว 1 ฉบับ อ่านไม่ได้ 1 ฉบับ" in page
    assert '<b class="path">แผนเสีย.docx</b>' in page
    assert "สำเนา.txt" in page
    home = client.get("/").text
    assert '<b class="path">แผนเสีย.docx</b>' in home  # not the folder that uploads go through
    assert not (given.workspace.path / "uploads").exists()


def test_a_changed_file_sent_again_takes_the_place_of_its_older_version(send, client, given):
    upload(send, client, ("บันทึก.txt", MEMO.encode()))
    upload(send, client, ("บันทึก.txt", MEMO.replace("มังคุดอินทรีย์", "ทุเรียนอินทรีย์").encode()))
    states = [d.status for d in given.workspace.store.documents() if d.path.endswith("บันทึก.txt")]
    assert sorted(states) == ["read", "superseded"]
    assert "มังคุด</mark>" not in client.get("/search?q=มังคุดอินทรีย์").text


def test_filters_are_chips_that_can_be_taken_off(client):
    page = client.get("/search?q=ความผูกพัน&year=2565&kind=feedback-report&item=5.2&only=ofi").text
    off = [html.unescape(a) for a in re.findall(r'<li class="chip">[^<]+<a href="([^"]+)"', page)]
    assert len(off) == 4
    assert all(sum(name in address for name in ("year=", "kind=", "item=", "only=")) == 3 for address in off)
    assert "รายงานป้อนกลับ 2565" in page
    assert "แผนเพิ่มประสิทธิภาพองค์การ 2566</a>" not in page


def test_filters_read_from_the_words_can_be_taken_off_too(client):
    page = client.get("/search?q=ความผูกพัน 5.2 ปี 65").text
    off = [html.unescape(a) for a in re.findall(r'<li class="chip">[^<]+<a href="([^"]+)"', page)]
    assert len(off) == 2
    left = client.get(off[0]).text
    assert len(re.findall(r'<li class="chip">', left)) == 1
    last = html.unescape(re.search(r'<li class="chip">[^<]+<a href="([^"]+)"', left)[1])
    assert '<li class="chip">' not in client.get(last).text


@pytest.mark.parametrize("minus", ["-", "–", "−"])
def test_a_search_without_a_year_says_so_in_a_chip_that_can_be_taken_off(client, minus):
    page = client.get(f"/search?q=ความผูกพัน {minus}ปี:65").text
    assert re.findall(r'<li class="chip">([^<]+) <a', page) == ["ไม่เอาปี 2565"]
    assert "รายงานป้อนกลับ 2565</a>" not in page
    assert "แผนเพิ่มประสิทธิภาพองค์การ 2566</a>" in page
    off = html.unescape(re.search(r'<li class="chip">[^<]+<a href="([^"]+)"', page)[1])
    left = client.get(off).text
    assert '<li class="chip">' not in left
    assert "รายงานป้อนกลับ 2565</a>" in left


def test_nothing_found_says_what_to_try(client):
    assert "ไม่พบผลลัพธ์" in client.get("/search?q=กขฃคฅฆง&only=strength").text


def test_a_search_without_words_shows_how_to_ask(client):
    assert "พิมพ์เหมือนถามเพื่อนร่วมงาน" in client.get("/search?q=+&year=&kind=&item=&only=").text


def test_more_results_are_one_click_away(client):
    page = client.get("/search?q=ความผูกพัน&limit=1").text
    assert "limit=31" in html.unescape(page)


def test_a_long_upload_shows_how_far_it_is_and_other_pages_work_meanwhile(send, client, given, monkeypatch):
    middle, go_on = threading.Event(), threading.Event()

    def slow(_workspace, paths, progress, pages):
        pages(str(paths[1]), 6, 80)
        progress(str(paths[1]), 2, 3)
        pages(str(paths[1]), 7, 80)
        pages(str(paths[2]), 40, 90)
        middle.set()
        assert go_on.wait(20)
        return AddReport(known=[(str(path), "doc65") for path in paths])

    monkeypatch.setattr(adding.job, "add", slow)
    monkeypatch.setattr(add, "PATIENCE", 0.01)
    answer = send("/add", files=[("files", (f"{n}.txt", b"x")) for n in "กขค"])
    assert middle.wait(20)
    page = client.get(str(answer.url)).text
    assert "อ่านแล้ว 1 จาก 3 ไฟล์" in page
    assert "ข.txt" in page
    assert "หน้า 7 จาก 80" in page
    assert '<meta http-equiv="refresh"' in page
    assert client.get("/documents").status_code == 200
    go_on.set()
    while "กำลังอ่านเอกสาร" in (page := client.get(str(answer.url)).text):
        time.sleep(0.05)
    assert "รู้จักแล้ว 3 ฉบับ" in page
    assert "refresh" not in page


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OSError(28, "No space left on device"), "ดิสก์เต็ม"),
        (WorkspaceError("ฐานข้อมูลถูกล็อก", "locked"), "ฐานข้อมูลถูกล็อก"),
        (RuntimeError("anything"), "อ่านไฟล์ไม่สำเร็จ"),
    ],
)
def test_what_stops_the_reading_is_told_on_the_page(send, client, given, monkeypatch, error, told):
    def failing(*_args):
        raise error

    monkeypatch.setattr(adding.job, "add", failing)
    assert told in upload(send, client, ("ก.txt", b"x")).text
    assert not (given.workspace.path / "uploads").exists()


def test_what_programs_leave_beside_documents_is_not_read(send, client):
    page = upload(send, client, ("~$แผน.docx", b"x"), ("Thumbs.db", b"x"), ("บันทึก.txt", MEMO.encode())).text
    assert "อ่านใหม่ 1 ฉบับ รู้จักแล้ว 0 ฉบับ อ่านไม่ได้ 0 ฉบับ" in page


def test_too_many_files_are_refused_in_thai(send, monkeypatch):
    monkeypatch.setattr(site, "MOST_FILES", 2)
    answer = send("/add", files=[("files", (f"{n}.txt", b"x")) for n in range(3)])
    assert answer.status_code == 413
    assert "แบ่งส่ง" in answer.text
