"""Correcting a description, the text of a document, and the check that quotes still stand."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from plandocs.app.documents import correct, documents, plain_text, verify
from plandocs.model.document import Approval, DocumentKind
from plandocs.model.errors import NotFoundError, UsageError


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("title", "ชื่อใหม่", "ชื่อใหม่"), ("kind", "memo", DocumentKind.MEMO), ("approval", "draft", Approval.DRAFT),
        ("report_year", "2566", 2566), ("plan_year", "", None), ("edition", "pmqa2558", "pmqa2558"),
        ("round_months", "12", 12), ("agency", " กรมอื่น ", "กรมอื่น"),
    ],
)  # fmt: skip
def test_a_correction_is_kept_and_read_back(given, field, text, value):
    assert getattr(correct(given.workspace, "report", {field: text}).meta, field) == value
    assert getattr(documents(given.workspace)[0].meta, field) == value


@pytest.mark.parametrize(
    "change",
    [{"pages": "3"}, {"kind": "novel"}, {"report_year": "1990"}, {"report_year": "ปี"}, {"edition": "pmqa9"}],
    ids=str,
)
def test_a_wrong_field_or_value_changes_nothing(given, change):
    with pytest.raises(UsageError):
        correct(given.workspace, "report", {"title": "ใหม่", **change})
    assert documents(given.workspace)[0].meta.title == "รายงานป้อนกลับ 2567"


def test_what_the_list_shows_in_thai_can_be_typed(given):
    changed = correct(given.workspace, "report", {"ประเภท": "บันทึกข้อความ", "ปี": "๒๕๖๕", "approval": "อนุมัติแล้ว"}).meta
    assert (changed.kind, changed.report_year, changed.approval) == (DocumentKind.MEMO, 2565, Approval.APPROVED)
    assert correct(given.workspace, "report", {"year": "66"}).meta.fiscal_year == 2566


def test_a_wrong_kind_is_answered_with_the_names_that_planners_know(given):
    with pytest.raises(UsageError, match=r"รายงานติดตามผล \(monitoring-report\)"):
        correct(given.workspace, "report", {"kind": "นิยาย"})


def test_facts_are_read_again_under_the_correction(given):
    assert given.workspace.store.facts().findings
    correct(given.workspace, "report", {"kind": "memo"})
    assert given.workspace.store.facts().findings == ()


@pytest.mark.parametrize("key", ["", "none"])
def test_an_unknown_document_is_said(given, key):
    with pytest.raises(NotFoundError):
        correct(given.workspace, key, {"title": "ก"})


def test_the_text_is_one_block_a_line(given):
    assert plain_text(given.workspace, "rep").splitlines()[0] == "รายงานป้อนกลับ"


def test_every_quote_stands_until_a_block_is_tampered_with(given):
    assert verify(given.workspace) == (1, [])
    with closing(sqlite3.connect(given.workspace.path / "plandocs.db")) as database, database:
        database.execute("UPDATE block SET text = replace(text, 'ยังไม่มี', 'มี') WHERE position = 1")
    checked, broken = verify(given.workspace)
    assert checked == 1
    assert [(b.document_id, b.fact_id, b.label) for b in broken] == [("report", "freport", "ย่อหน้าที่ 2")]


def test_a_quote_whose_block_is_gone_does_not_stand(given):
    with closing(sqlite3.connect(given.workspace.path / "plandocs.db")) as database, database:
        database.execute("DELETE FROM block WHERE position = 1")
    assert len(verify(given.workspace)[1]) == 1
