"""What planners say of a finding wins, survives new readings, and is learnt from."""

from __future__ import annotations

from dataclasses import replace

import pytest
import sqlalchemy as sa

from plandocs.app import documents as corrections_of_documents
from plandocs.app import findings as job
from plandocs.app.search import search
from plandocs.model.document import Document, DocumentKind, DocumentMeta
from plandocs.model.errors import NotFoundError, UsageError
from plandocs.model.finding import Facts, FindingKind
from plandocs.model.text import Block, BlockKind, Place
from plandocs.model.year import FiscalYear
from plandocs.store import Store

UNSURE = "ระบบสำรองน้ำดิบสามจุดทำงานสลับกันอัตโนมัติเมื่อเครื่องใดหยุด"


def only(workspace):
    (finding,) = workspace.store.facts().findings
    return finding


@pytest.fixture
def stored(workspace, report):
    document, blocks, facts = report
    facts = replace(facts, findings=tuple(replace(f, confidence=0.5) for f in facts.findings))
    workspace.store.add_document(document, blocks, facts)
    return workspace


def test_a_correction_is_laid_over_the_finding_and_makes_it_certain(stored):
    finding = job.correct_finding(stored, "freport", {"kind": "strength", "item": "๖.๓"})

    assert (finding.kind, finding.item, finding.confidence) == (FindingKind.STRENGTH, "6.3", 1.0)
    assert only(stored) == finding


def test_a_later_correction_changes_only_what_it_names(stored):
    job.correct_finding(stored, "freport", {"item": "6.3"})
    finding = job.correct_finding(stored, "freport", {"kind": "strength"})

    assert (finding.kind, finding.item) == (FindingKind.STRENGTH, "6.3")


def test_saying_nothing_confirms_the_reading(stored):
    finding = job.correct_finding(stored, "freport", {})

    assert (finding.kind, finding.item, finding.confidence) == (FindingKind.OFI, "4.1", 1.0)


def test_a_correction_survives_a_new_reading_with_other_ids(stored, report):
    job.correct_finding(stored, "freport", {"item": "6.3"})
    read_anew = replace(report[2].findings[0], id="fother", item="2.1", confidence=0.4)
    stored.store.replace_facts("report", Facts((read_anew,)))

    assert (only(stored).id, only(stored).item, only(stored).confidence) == ("fother", "6.3", 1.0)


def test_search_knows_the_corrected_item_at_once(stored):
    assert search(stored, "ชุดข้อมูลเปิด item:4.1")["hits"]
    job.correct_finding(stored, "freport", {"item": "6.3"})

    assert [hit["item"] for hit in search(stored, "ชุดข้อมูลเปิด")["hits"] if hit["item"]] == ["6.3"]


@pytest.mark.parametrize(
    ("changes", "error"),
    [({"kind": "weakness"}, UsageError), ({"item": "9.9"}, UsageError), ({"text": "อื่น"}, UsageError)],
)
def test_what_cannot_be_is_refused_and_changes_nothing(stored, changes, error):
    before = only(stored)
    with pytest.raises(error):
        job.correct_finding(stored, "freport", changes)
    assert only(stored) == before


def test_an_unknown_finding_is_not_found(stored):
    with pytest.raises(NotFoundError):
        job.correct_finding(stored, "fnone", {})


def test_the_classifier_learns_from_what_was_corrected(workspace):
    """A report whose layout says no item: what a planner says of one sentence is proposed for the like of it."""
    texts = [UNSURE, UNSURE.replace("สามจุด", "สี่จุด"), "การประชุมติดตามงานรายเดือนใช้ข้อมูลจากแดชบอร์ดเดียวกันทุกกอง"]
    for number, text in enumerate(texts):
        key = f"report{number}"
        blocks = [
            Block(BlockKind.HEADING, "หมวด 6 การมุ่งเน้นระบบปฏิบัติการ", Place("1"), 1),
            Block(BlockKind.HEADING, "จุดแข็ง", Place("2"), 2, ("หมวด 6 การมุ่งเน้นระบบปฏิบัติการ",)),
            Block(BlockKind.LIST_ITEM, text, Place("3"), 1, ("หมวด 6 การมุ่งเน้นระบบปฏิบัติการ", "จุดแข็ง"), number="1."),
        ]
        meta = DocumentMeta(key, DocumentKind.FEEDBACK_REPORT, "pmqa4", FiscalYear(2566), confidence=1.0)
        document = Document(key, key.ljust(64, "0"), key, meta, engine="test")
        workspace.store.add_document(document, blocks, Facts())
        corrections_of_documents.correct(workspace, key, {"report_year": "2566"})
    first, second, _ = workspace.store.facts().findings
    assert {first.confidence < 1, second.confidence < 1} == {True}
    wanted = next(item for item in ("6.2", "6.3") if item not in {second.item, first.item})
    job.correct_finding(workspace, first.id, {"item": wanted})

    _, learnt, other = workspace.store.facts().findings
    assert learnt.item == wanted
    assert learnt.confidence > second.confidence or learnt.item != second.item
    assert other.item != wanted


def test_a_workspace_made_before_corrections_gets_their_table(tmp_path):
    path = tmp_path / "old.db"
    Store(path).close()
    engine = sa.create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        connection.execute(sa.text("drop table finding_correction"))
        connection.execute(sa.text("update about set value = '1' where key = 'schema'"))
    engine.dispose()
    store = Store(path)
    assert store.finding_corrections() == []
    store.close()
