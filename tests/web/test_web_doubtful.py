"""Pairs to confirm: side by side on a page, answered with two buttons, answers shown and taken back."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from plandocs.app import doubtful, planning
from plandocs.app.workspace import init_workspace
from plandocs.model.agency import Agency, Settings
from plandocs.model.document import Document, DocumentKind, DocumentMeta
from plandocs.model.errors import NotFoundError, UsageError
from plandocs.model.finding import Facts, Finding, FindingKind, fact_id
from plandocs.model.text import Anchor, Block, BlockKind, Place
from plandocs.model.year import FiscalYear

TEXTS = {
    2564: "ทะเบียนมาตรวัดน้ำของสาขาไม่เป็นปัจจุบัน จึงวางแผนเปลี่ยนมาตรวัดน้ำไม่ได้",
    2565: "ทะเบียนมาตรวัดน้ำของสาขายังไม่เป็นปัจจุบัน ทำให้วางแผนเปลี่ยนมาตรวัดน้ำไม่ได้",
}


@pytest.fixture
def meters(tmp_path):
    """Two reports that name one weakness in nearly the same words."""
    workspace = init_workspace(tmp_path / "พื้นที่ทำงาน", Settings(agency=Agency(name="กรมตัวอย่าง")))
    found = []
    for year, words in TEXTS.items():
        key, place = f"doc{year}", Place("หน้า 1", page=1)
        meta = DocumentMeta(f"รายงานป้อนกลับ {year}", DocumentKind.FEEDBACK_REPORT, report_year=FiscalYear(year))
        anchor = Anchor.of(key, 0, words, 0, len(words))
        one = Finding(fact_id("f", key), FindingKind.OFI, "pmqa4", "4.1", FiscalYear(year), words, key, place, anchor)
        blocks = [Block(BlockKind.PARAGRAPH, words, place)]
        workspace.store.add_document(Document(key, key.ljust(64, "0"), f"{key}.docx", meta), blocks, Facts((one,)))
        found.append(one)
    yield SimpleNamespace(workspace=workspace, one=found[0], other=found[1])
    workspace.close()


@pytest.fixture
def given(meters):
    return meters


def test_both_findings_stand_side_by_side_with_year_item_and_report(client):
    html = client.get("/themes/doubtful").text
    for words in (*TEXTS.values(), "ปี 2564", "ปี 2565", "4.1", "ขณะนี้ถือเป็นเรื่องเดียวกัน"):
        assert words in html
    assert "1 คู่ที่ต้องยืนยัน" in client.get("/themes").text


def test_an_answer_parts_the_theme_and_can_be_taken_back(client, send, meters):
    pair = {"one": meters.one.id, "other": meters.other.id}
    assert len(planning.themes(meters.workspace)) == 1
    assert send("/themes/doubtful/different", pair, follow_redirects=False).status_code == 303
    assert len(planning.themes(meters.workspace)) == 2
    html = client.get("/themes/doubtful").text
    assert "ไม่มีคู่ที่ต้องยืนยัน" in html
    assert "ที่ตอบแล้ว 1 คู่" in html
    send("/themes/doubtful/unsure", pair)
    assert len(planning.themes(meters.workspace)) == 1
    assert "ที่ตอบแล้ว" not in client.get("/themes/doubtful").text


def test_the_log_keeps_every_answer(meters):
    for said in ("same", "different", "unsure"):
        doubtful.answer(meters.workspace, meters.other.id, meters.one.id, said, "ผู้วางแผน")
    log = meters.workspace.store.theme_decisions()
    assert [(action, payload["findings"]) for action, _, payload in log] == [
        (said, [meters.one.id, meters.other.id]) for said in ("same", "different", "unsure")
    ]


@pytest.mark.parametrize(
    ("one", "other", "said", "error"),
    [
        ("one", "one", "same", UsageError),
        ("one", "other", "perhaps", UsageError),
        ("one", "nobody", "same", NotFoundError),
    ],
)
def test_what_is_no_answer_is_refused(meters, one, other, said, error):
    ids = {"one": meters.one.id, "other": meters.other.id}
    with pytest.raises(error):
        doubtful.answer(meters.workspace, ids[one], ids.get(other, other), said, "")
    assert meters.workspace.store.theme_decisions() == []
