"""From an upload to a found passage, through the real readers and the real index."""

from __future__ import annotations

import html
import re

MEMO = "บันทึกข้อความ\nเรื่อง การประชุมเตรียมการประเมิน\nปีงบประมาณ พ.ศ. 2567\nที่ประชุมเห็นชอบให้จัดทำทะเบียนมังคุดอินทรีย์ของกรม\n"


def upload(send, *files):
    return send("/add", files=[("files", (name, data)) for name, data in files])


def test_an_uploaded_document_is_told_of_and_found(send, client):
    page = upload(send, ("บันทึก เชิญประชุม.txt", MEMO.encode())).text
    assert "อ่านใหม่ 1 ฉบับ รู้จักแล้ว 0 ฉบับ อ่านไม่ได้ 0 ฉบับ" in page
    found = client.get("/search?q=มังคุดอินทรีย์").text
    assert re.search(r"<mark>[^<]*มังคุด", found)
    address = html.unescape(re.search(r'class="place" href="([^"]+)"', found)[1])
    passage = client.get(address.partition("#")[0]).text
    assert re.search(r"<mark>[^<]*มังคุด", passage)
    assert f'id="{address.partition("#")[2]}"' in passage


def test_a_known_file_is_a_note_and_a_broken_one_is_named_with_its_reason(send, given):
    upload(send, ("บันทึก.txt", MEMO.encode()))
    page = upload(send, ("สำเนา.txt", MEMO.encode()), ("../../แผนเสีย.docx", b"PK\x03\x04 broken")).text
    assert "อ่านใหม่ 0 ฉบับ รู้จักแล้ว 1 ฉบับ อ่านไม่ได้ 1 ฉบับ" in page
    assert '<b class="path">แผนเสีย.docx</b>' in page
    assert "สำเนา.txt" in page
    assert not (given.workspace.path / "uploads").exists()


def test_a_changed_file_sent_again_takes_the_place_of_its_older_version(send, client, given):
    upload(send, ("บันทึก.txt", MEMO.encode()))
    upload(send, ("บันทึก.txt", MEMO.replace("มังคุดอินทรีย์", "ทุเรียนอินทรีย์").encode()))
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


def test_nothing_found_says_what_to_try(client):
    assert "ไม่พบผลลัพธ์" in client.get("/search?q=กขฃคฅฆง&only=strength").text


def test_a_search_without_words_shows_how_to_ask(client):
    assert "พิมพ์เหมือนถามเพื่อนร่วมงาน" in client.get("/search?q=+&year=&kind=&item=&only=").text


def test_more_results_are_one_click_away(client):
    page = client.get("/search?q=ความผูกพัน&limit=1").text
    assert "limit=31" in html.unescape(page)
