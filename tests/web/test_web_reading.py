"""Pages for reading: the first page, documents, themes, audit."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest

from plandocs.app.audit import check_name
from plandocs.model.document import Approval, Document, DocumentKind, DocumentMeta
from plandocs.model.text import Block, BlockKind, Place
from plandocs.model.year import FiscalYear
from plandocs.suggest.audit import CHECKS
from plandocs.web import labels
from plandocs.web.pages import documents as page_of_documents
from plandocs.web.site import Site


def test_the_first_page_counts_documents_and_names_refused_files(client):
    page = client.get("/").text
    assert "มีเอกสาร 3 ฉบับ" in page
    assert "เอกสารเก่า/ลับ.pdf" in page
    assert "ไฟล์มีรหัสผ่าน" in page
    assert "แผนปีงบประมาณ 2567" in page


def test_no_page_shows_a_year_as_python_writes_it(client):
    for path in (
        "/",
        "/documents",
        "/documents/plan66",
        "/documents/doc65",
        "/themes",
        "/themes/t1",
        "/review",
        "/search?q=ผูกพัน",
    ):
        assert "FiscalYear" not in client.get(path).text, path


def test_an_empty_workspace_tells_where_to_begin(client, given):
    for document in given.workspace.store.documents():
        given.workspace.store.set_status(document.id, "superseded")
    assert "ยังไม่มีเอกสาร" in client.get("/").text


def test_documents_can_be_filtered(client):
    page = client.get("/documents?kind=feedback-report&year=2566").text
    assert "รายงานป้อนกลับ 2566" in page
    assert "รายงานป้อนกลับ 2565" not in page


def test_a_document_shows_its_text_places_and_facts(client):
    page = client.get("/documents/plan66").text
    assert "หน้า 1 ย่อหน้าที่ 1" in page
    assert "1,200,000 บาท" in page
    assert '<tr id="b2"><td>ร้อยละความผูกพัน</td><td>71.5</td><td>80</td></tr>' in page
    assert "<th>ตัวชี้วัด</th>" in page


def test_words_in_a_table_cell_are_marked_where_they_stand(client):
    assert "<td><mark>71</mark>.5</td>" in client.get("/documents/plan66?at=2&mark=17-19").text


@pytest.mark.parametrize("mark", ["x", "9-1", "-", "5-999999", "0-3,2-6", "99999999999999999999-1"])
def test_marks_that_make_no_sense_do_no_harm(client, mark):
    assert client.get(f"/documents/doc65?at=1&mark={mark}").status_code == 200


def test_a_long_document_is_shown_in_parts_and_links_find_theirs(client, given, monkeypatch):
    monkeypatch.setattr(page_of_documents, "PART", 2)
    last = client.get("/documents/doc65?at=2#b2").text
    assert 'id="b2"' in last
    assert 'id="b1"' not in last
    assert "ส่วนที่ 2" in last
    assert 'id="b0"' in client.get("/documents/doc65").text


def test_headings_lists_and_notes_keep_their_look(client, given):
    store = given.workspace.store
    document = store.document("doc66")
    place = Place("หน้า 1", page=1)
    blocks = [
        Block(BlockKind.HEADING, "หมวด 5", place, level=1),
        Block(BlockKind.LIST_ITEM, "ข้อแรก", place, number="1)"),
        Block(BlockKind.PARAGRAPH, "เชิงอรรถ", place, stream="footnote"),
        Block(BlockKind.PARAGRAPH, "อ่านจากภาพ", place, ocr=0.8),
    ]
    store.add_document(document, blocks, page_of_documents.Facts())
    page = client.get("/documents/doc66").text
    assert "<h2>หมวด 5</h2>" in page
    assert '<span class="number">1)</span> ข้อแรก' in page
    assert "block paragraph ocr" in page
    assert 'class="stream quiet">เชิงอรรถ' in page


def test_a_correction_changes_only_what_was_changed(send, given, monkeypatch):
    seen = []
    monkeypatch.setattr(page_of_documents.job, "correct", lambda _workspace, key, changes: seen.append((key, changes)))
    meta = given.workspace.store.document("doc65").meta
    same = {
        "title": meta.title,
        "kind": meta.kind.value,
        "report_year": "2565",
        "plan_year": "",
        "approval": "unknown",
        "edition": "",
    }
    send("/documents/doc65", same)
    send("/documents/doc65", {**same, "kind": "memo", "report_year": "2564"})
    assert seen == [("doc65", {"kind": "memo", "report_year": "2564"})]


def test_a_corrected_kind_is_kept_and_shown(send, client, given):
    page = send("/documents/doc66", {"kind": "memo"})
    assert "บันทึกแล้ว" in page.text
    assert given.workspace.store.document("doc66").meta.kind is DocumentKind.MEMO
    assert "เคยแก้ไขแล้ว" in client.get("/documents/doc66").text


@pytest.mark.parametrize("fields", [{"report_year": "1999"}, {"report_year": "ปีก่อน"}, {"kind": "novel"}])
def test_a_correction_that_makes_no_sense_is_refused(send, fields):
    assert send("/documents/doc65", fields).status_code == 400


def test_the_original_is_offered_under_its_own_name(client, given):
    document = given.workspace.store.document("doc65")
    folder = given.workspace.files / document.sha256[:2]
    folder.mkdir(parents=True)
    (folder / document.sha256).write_bytes(b"<script>")
    answer = client.get("/documents/doc65/original")
    assert answer.content == b"<script>"
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["content-type"] == "application/octet-stream"


def test_themes_are_listed_by_state(client):
    assert client.get("/themes").text.index("ความผูกพันของบุคลากร") < client.get("/themes").text.index("การสื่อสารวิสัยทัศน์")
    closed = client.get("/themes?state=closed").text
    assert "การสื่อสารวิสัยทัศน์" in closed
    assert "ความผูกพันของบุคลากรในส่วนภูมิภาค" not in closed
    assert "ไม่มีประเด็นตามเงื่อนไขนี้" in client.get("/themes?q=อวกาศ").text


def test_a_theme_tells_its_history_in_order(client, given):
    page = client.get("/themes/t1").text
    order = [
        page.index(words)
        for words in ("ปี 2565</h3>", given.first.text, "ปี 2566</h3>", "พบซ้ำหลังเคยปิด", given.second.text, "74.25")
    ]
    assert order == sorted(order)
    assert "ไม่พบรายงานผลรอบ 12 เดือนของปี 2566" in page


THEME_DECISIONS = [
    ("rename", {"title": "ความผูกพัน"}, {"title": "ความผูกพัน"}),
    ("merge", {"other": "t2"}, {"other": "t2"}),
    ("split", {"finding": "FIRST"}, {"findings": ["FIRST"]}),
    ("pin", {"finding": "FIRST"}, {"finding": "FIRST", "findings": ["FIRST"]}),
]


@pytest.mark.parametrize(("action", "fields", "payload"), THEME_DECISIONS)
def test_decisions_on_themes_are_kept(send, given, action, fields, payload):
    named = {key: value.replace("FIRST", given.first.id) for key, value in fields.items()}
    assert send(f"/themes/t1/{action}", named).status_code == 200
    kept_action, theme_id, kept = given.workspace.store.theme_decisions()[-1]
    assert (kept_action, theme_id) == (action, "t1")
    for key, value in payload.items():
        expected = (
            [given.first.id if v == "FIRST" else v for v in value]
            if isinstance(value, list)
            else value.replace("FIRST", given.first.id)
        )
        assert kept[key] == expected


@pytest.mark.parametrize(
    ("action", "fields"), [("rename", {}), ("split", {"finding": "unknown"}), ("merge", {"other": ""}), ("explode", {})]
)
def test_a_decision_on_a_theme_without_its_details_is_refused(send, given, action, fields):
    assert send(f"/themes/t1/{action}", fields).status_code == 400
    assert given.workspace.store.theme_decisions() == []


def test_the_audit_names_each_check_and_its_documents(client, given):
    page = client.get("/audit?year=2567").text
    assert "ตัวเลขต่างกันระหว่างฉบับ" in page
    assert "งบประมาณในร่างและฉบับอนุมัติไม่ตรงกัน" in page
    assert 'href="/documents/plan66"' in page
    assert f'href="/documents/doc65?at=1&amp;mark=0-{given.first.anchor.end}#b1"' in page
    assert 'href="/documents/doc65"' not in page


def test_every_check_of_the_audit_has_its_name_on_the_page():
    assert {check: check_name(check) for check in CHECKS} == CHECKS
    assert check_name("something-new") == "something-new"


def test_documents_of_one_kind_and_year_are_called_by_their_titles():
    def document(key, title, **more):
        return Document(
            key, "", "p", DocumentMeta(title, DocumentKind.FEEDBACK_REPORT, report_year=FiscalYear(2566), **more)
        )

    names = labels.short_names(
        [document("a", "เล่มหนึ่ง"), document("b", "เล่มสอง"), document("c", "x", approval=Approval.DRAFT)]
    )
    assert names == {"a": "เล่มหนึ่ง", "b": "เล่มสอง", "c": "รายงานป้อนกลับ ปี 2566 (ร่าง)"}
    copy = replace(document("b", "สำเนา"), same_as="a")
    assert labels.short_names([document("a", "เล่มหนึ่ง"), copy]) == {"a": "รายงานป้อนกลับ ปี 2566", "b": "สำเนา"}


def test_what_takes_long_keeps_only_those_waiting_who_need_it(given):
    site = Site(given.workspace)
    started, go_on = threading.Event(), threading.Event()

    def slow():
        started.set()
        assert go_on.wait(20)
        return "themes"

    told = []
    waiting = [threading.Thread(target=lambda: told.append(site.keep("themes", 1, slow))) for _ in range(2)]
    for thread in waiting:
        thread.start()
    assert started.wait(20)
    assert site.keep("facts", 1, lambda: "facts") == "facts"
    go_on.set()
    for thread in waiting:
        thread.join(20)
    assert told == ["themes", "themes"]
    assert site.keep("themes", 1, lambda: "computed twice") == "themes"


def test_the_picture_of_the_page_stands_beside_the_passage_that_was_asked_for(client, monkeypatch):
    assert "ภาพต้นฉบับ" not in client.get("/documents/doc65?at=1&mark=0-5").text  # no original, no picture
    monkeypatch.setattr(page_of_documents, "_is_pdf", lambda _path: True)
    page = client.get("/documents/doc65?at=1&mark=0-5").text
    assert page.count("ภาพต้นฉบับ กดที่ภาพ") == 1
    assert "/documents/doc65/blocks/1.png?whole=1" in page
    assert "ภาพต้นฉบับ กดที่ภาพ" not in client.get("/documents/doc65").text


def test_documents_are_found_by_words_of_their_title_or_file_name(client):
    page = client.get("/documents", params={"q": "รายงาน ๒๕๖๖"}).text
    assert "1 ฉบับ" in page
    assert "รายงานป้อนกลับ 2566" in page
    assert "ไม่มีเอกสารตามเงื่อนไขนี้" in client.get("/documents?q=zzz").text


def test_two_reports_of_a_year_are_told_apart_by_their_criteria():
    def report(key, edition):
        meta = DocumentMeta(f"ชื่อยาว {key}", DocumentKind.FEEDBACK_REPORT, edition, report_year=FiscalYear(2566))
        return Document(key, key * 64, f"{key}.docx", meta)

    names = labels.short_names(
        [report("a", "pmqa4"), report("b", "pmqa2562")], {"pmqa4": "PMQA 4.0", "pmqa2562": "PMQA 2562"}
    )
    assert names == {"a": "รายงานป้อนกลับ ปี 2566 (PMQA 4.0)", "b": "รายงานป้อนกลับ ปี 2566 (PMQA 2562)"}
    alike = labels.short_names([report("a", "pmqa4"), report("b", "pmqa4")], {"pmqa4": "PMQA 4.0"})
    assert alike == {"a": "ชื่อยาว a", "b": "ชื่อยาว b"}
