"""Drafts: written from accepted goals, checked, downloaded, and read back after an edit."""

from __future__ import annotations

import io
import os
import re
import zipfile

import pytest

from plandocs.app import draft as draft_job
from plandocs.app import templates as templates_job
from plandocs.draft.make import Missing
from plandocs.draft.render import DraftResult
from plandocs.web.pages import drafts

BEFORE, AFTER = "ยกระดับความผูกพัน", "เพิ่มพูนความผูกพัน"


@pytest.fixture
def quick(monkeypatch):
    """A draft that costs nothing, for tests about the pages around it."""
    asked = []

    def make(_workspace, template, year, out, *, final=False, digits=""):
        asked.append((template, int(year), out.name, final, digits))
        out.write_bytes(b"PK")
        return DraftResult(
            out, None, (Missing("a", "งบประมาณ"), Missing("b", "งบประมาณ"), Missing("c", "ค่าฐาน", unconfirmed=True))
        )

    monkeypatch.setattr(draft_job, "make_draft", make)
    monkeypatch.setattr(templates_job, "check_typography", lambda _path, **_options: [])
    return asked


def test_a_draft_is_offered_with_what_is_left_to_fill_in(send, client, quick):
    page = send("/drafts", {"template": "improvement-plan", "year": "2567", "digits": "arabic"})
    assert quick == [("improvement-plan", 2567, "improvement-plan-2567.docx", False, "arabic")]
    assert "ช่องที่ยังต้องเติมข้อมูล 1 รายการ" in page.text
    assert "รูปแบบถูกต้อง" in page.text
    answer = client.get("/drafts/improvement-plan-2567.docx")
    assert answer.content == b"PK"
    assert "attachment" in answer.headers["content-disposition"]


def test_an_earlier_draft_is_never_written_over(send, client, quick):
    for fields in ({}, {}, {"final": "yes"}):
        send("/drafts", {"template": "improvement-plan", "year": "2567", **fields})
    names = [name for _, _, name, _, _ in quick]
    assert names == ["improvement-plan-2567.docx", "improvement-plan-2567-2.docx", "improvement-plan-2567-final.docx"]
    assert all(name in client.get("/drafts").text for name in names)


@pytest.mark.parametrize(
    ("fields", "code"),
    [({"year": "ปีหน้า"}, 400), ({"year": "1999"}, 400), ({"template": "../../x"}, 404), ({"template": "none"}, 404)],
)
def test_a_wrong_year_or_template_writes_nothing(send, given, quick, fields, code):
    assert send("/drafts", {"template": "improvement-plan", "year": "2567", **fields}).status_code == code
    assert quick == []
    assert list(given.workspace.drafts.iterdir()) == []


def test_a_draft_is_checked_again_only_when_it_changed(send, client, given, quick, monkeypatch):
    seen = []

    def check(path, **_options):
        seen.append(path.name)
        return [{"paragraph": 3, "thai": "ขนาดตัวอักษรไม่ใช่ 16", "text": "บทนำ"}]

    monkeypatch.setattr(drafts.templates_job, "check_typography", check)
    send("/drafts", {"template": "improvement-plan", "year": "2567"})
    page = client.get("/drafts").text
    assert "ย่อหน้าที่ 3: ขนาดตัวอักษรไม่ใช่ 16 “บทนำ”" in page
    assert len(seen) == 1
    path = given.workspace.drafts / "improvement-plan-2567.docx"
    os.utime(path, (1, 1))
    client.get("/drafts")
    assert len(seen) == 2


def test_lock_files_of_word_are_no_drafts(client, given):
    (given.workspace.drafts / "~$improvement-plan.docx").write_bytes(b"")
    assert "ยังไม่มีร่าง" in client.get("/drafts").text
    assert client.get("/drafts/~$improvement-plan.docx").status_code == 404


def edited(data, before, after):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "word/document.xml":
                assert before.encode() in part
                part = part.replace(before.encode(), after.encode())
            new.writestr(name, part)
    return out.getvalue()


def test_a_draft_edited_in_word_comes_back_as_decisions(send, client, given):
    send("/review/2567/s1/accept")
    made = send("/drafts", {"template": "improvement-plan", "year": "2567", "digits": "arabic"})
    assert made.status_code == 200, made.text
    original = client.get("/drafts/improvement-plan-2567.docx").content
    returned = edited(original, BEFORE, AFTER)
    page = send("/readback", files=[("files", ("ร่าง แก้แล้ว.docx", returned))]).text
    assert "แก้ไข 1 ช่อง" in page
    assert AFTER in page
    assert [d.source for d in given.workspace.store.decisions(2567)] == ["web"]  # shown, not recorded yet
    key = re.search(r'name="key" value="([^"]+)"', page)[1]
    log = send("/readback/apply", {"key": key})
    assert "บันทึกสิ่งที่แก้ไขในร่าง" in log.text
    last = given.workspace.store.decisions(2567)[-1]
    assert (last.source, dict(last.changes)) == ("word", {"goal": f"{AFTER}ของบุคลากรในส่วนภูมิภาค ข้อที่ 1"})


def test_a_file_that_is_no_draft_is_refused(send):
    answer = send("/readback", files=[("files", ("x.docx", b"no word file"))])
    assert answer.status_code == 422


def test_a_reading_that_is_gone_must_be_sent_again(send):
    answer = send("/readback/apply", {"key": "unknown"})
    assert answer.status_code == 404
    assert "โปรดส่งไฟล์อีกครั้ง" in answer.text
