"""The store keeps what it is given, replaces a document whole, and never loses a decision."""

from __future__ import annotations

import dataclasses
import datetime as dt
import sqlite3
from contextlib import closing

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from plandocs.model.document import Document, DocumentKind, DocumentMeta, Note
from plandocs.model.errors import NotFoundError, WorkspaceError
from plandocs.model.finding import Facts, Finding, FindingKind
from plandocs.model.plan import Suggestion
from plandocs.model.review import Action, Decision
from plandocs.model.text import Anchor, Block, BlockKind, Cell, Place
from plandocs.model.year import FiscalYear
from plandocs.store import Store, failures
from plandocs.store.codec import decode, encode

NOW = dt.datetime(2026, 1, 2, 3, 4, 5, tzinfo=dt.UTC)


def document(name="a", **more):
    meta = DocumentMeta("รายงาน", DocumentKind.FEEDBACK_REPORT, "pmqa4", report_year=FiscalYear(2567))
    return Document(name * 12, name * 64, f"{name}.docx", meta, notes=(Note("n", "ไทย", "english"),), **more)


def block(text="แถว", **more):
    return Block(
        BlockKind.ROW, text, Place("หน้า 1", page=1, box=(1.0, 2.0, 3.0, 4.0)), cells=(Cell("หัว", 0, 3, 0),), **more
    )


def finding(document_id, text="แถว"):
    anchor = Anchor.of(document_id, 0, text, 0, len(text))
    return Finding("f1", FindingKind.OFI, "pmqa4", "4.1", FiscalYear(2567), text, document_id, Place("หน้า 1"), anchor)


@pytest.fixture
def store():
    opened = Store(None)
    yield opened
    opened.close()


def test_it_gives_back_what_was_added(store):
    store.add_document(document(), [block(ocr=0.5)], Facts(findings=(finding("a" * 12),)), (1, 2))
    assert store.documents() == [dataclasses.replace(document(), names=("a.docx",))]
    assert store.blocks("a" * 12) == [block(ocr=0.5)]
    assert store.facts() == Facts(findings=(finding("a" * 12),))
    assert store.sketches() == {"a" * 12: (1, 2)}


def test_adding_again_replaces_blocks_and_facts_but_keeps_corrections(store):
    store.add_document(document(), [block(), block()], Facts(findings=(finding("a" * 12),)))
    store.correct("a" * 12, {"title": "ชื่อที่แก้แล้ว"})
    store.add_document(document(), [block()], Facts())
    assert len(store.blocks("a" * 12)) == 1
    assert store.facts() == Facts()
    assert store.document("a" * 12).meta.title == "ชื่อที่แก้แล้ว"


@pytest.mark.parametrize("change", ["superseded", "copy"])
def test_facts_of_documents_not_in_use_do_not_count(store, change):
    store.add_document(document(), [block()], Facts(findings=(finding("a" * 12),)))
    if change == "copy":
        store.set_same_as("a" * 12, "b" * 12)
    else:
        store.set_status("a" * 12, "superseded")
    assert store.facts().findings == ()


def test_an_id_may_be_shortened_while_it_is_unique(store):
    store.add_document(document("a"), [], Facts())
    store.add_document(document("b"), [], Facts())
    assert store.document("aaa").id == "a" * 12
    with pytest.raises(NotFoundError):
        store.document("")


def test_every_change_of_documents_raises_the_revision(store):
    seen = [store.revision()]
    store.add_document(document(), [], Facts())
    seen.append(store.revision())
    store.set_status("a" * 12, "superseded")
    seen.append(store.revision())
    assert seen == sorted(set(seen))


def test_decisions_are_numbered_and_kept_with_what_was_suggested(store):
    suggestion = Suggestion("s1", FiscalYear(2568), "เพิ่มชุดข้อมูล", (), "ศทส.", ("4.1",), (), ("เหตุผล",))
    first = store.append_decision(Decision(0, 2568, "s1", Action.ACCEPT, "ก", NOW), suggestion)
    second = store.append_decision(Decision(0, 2568, "s1", Action.UNDO, "ก", NOW, undoes=first.number))
    assert store.decisions(2568) == [first, second]
    assert second.number > first.number
    assert store.suggested(2568) == {"s1": suggestion}
    assert store.decisions(2567) == []


def test_a_file_that_is_no_database_is_a_clear_error(tmp_path):
    (tmp_path / "plandocs.db").write_bytes(b"not a database" * 100)
    with pytest.raises(WorkspaceError, match="restore"):
        Store(tmp_path / "plandocs.db")


@given(
    st.text(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.lists(st.tuples(st.integers(2560, 2580), st.floats(0, 9))),
)
def test_values_survive_being_written_and_read(text, number, pairs):
    from plandocs.model.finding import Kpi

    kpi = Kpi(text, "ชุด", number, None, tuple(pairs))
    assert decode(Kpi, encode(kpi)) == kpi


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("database is locked", "โปรแกรมอื่นกำลังเขียน"),
        ("database or disk is full", "ดิสก์เต็ม"),
        ("attempt to write a readonly database", "ไม่มีสิทธิ์เขียน"),
        ("unable to open database file", "โฟลเดอร์ยังอยู่"),
        ("database disk image is malformed", "กู้คืนจากข้อมูลสำรอง"),
        ("file is not a database", "กู้คืนจากข้อมูลสำรอง"),
    ],
)
def test_what_the_database_says_is_told_with_what_to_do(said, told):
    error = sa.exc.DatabaseError("SELECT 1", {}, sqlite3.OperationalError(said))
    message = failures.told(error, "ws/plandocs.db")
    assert told in message.thai
    assert "ws/plandocs.db" in str(message)
    assert ("กู้คืน" in message.thai) == (told == "กู้คืนจากข้อมูลสำรอง")


def test_a_database_that_another_program_writes_is_no_damaged_one(tmp_path, monkeypatch):
    path = tmp_path / "plandocs.db"
    Store(path).close()
    monkeypatch.setattr(sa, "create_engine", _impatient(sa.create_engine))
    store = Store(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(WorkspaceError, match="โปรแกรมอื่นกำลังเขียน"):
            store.add_document(document(), (), Facts())
        other.execute("ROLLBACK")
    store.add_document(document(), (), Facts())
    store.close()


def _impatient(create):
    return lambda url, connect_args, **options: create(url, connect_args={**connect_args, "timeout": 0}, **options)
