"""More like this: what resembles a finding or a passage, and the encoder that a workspace may name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from plandocs.app import search as job
from plandocs.model.document import Document, DocumentKind, DocumentMeta
from plandocs.model.errors import UsageError
from plandocs.model.finding import Facts
from plandocs.model.text import Block, BlockKind, Place

KIN = "ชุดข้อมูลเปิดไม่มีรอบปรับปรุงที่ชัดเจน ข้อมูลจึงล้าสมัย"


@pytest.fixture
def stored(workspace, report):
    workspace.store.add_document(*report)
    texts = [KIN, "งบประมาณซ่อมอาคารสำนักงาน"]
    blocks = [Block(BlockKind.PARAGRAPH, text, Place("", paragraph=n)) for n, text in enumerate(texts, 1)]
    meta = DocumentMeta("แผนพัฒนาองค์การ", DocumentKind.IMPROVEMENT_PLAN)
    workspace.store.add_document(Document("plan", "p" * 64, "plan.docx", meta, engine="test"), blocks, Facts())
    return workspace


@pytest.mark.parametrize(("what", "first"), [("freport", KIN), ("report:1", KIN), ("plan:0", None)])
def test_kin_of_a_finding_or_a_passage_come_without_itself(stored, what, first):
    (asked, _, _) = job._named(stored, what)
    found = job.similar(stored, what)
    texts = [hit["text"] for hit in found["hits"]]
    assert asked not in texts
    assert texts[0] == first if first else "ชุดข้อมูลเปิด" in texts[0]
    assert found["hits"][0]["rank"] == 1
    assert not any("ซ่อมอาคาร" in text for text in texts)


@pytest.mark.parametrize("what", ["none", "report:99", "report:x", "none:0", ":", ""])
def test_what_does_not_exist_is_named(stored, what):
    with pytest.raises(UsageError):
        job.similar(stored, what)


def test_a_configured_encoder_that_is_missing_is_said_plainly_and_the_search_answers(stored):
    plain = job.search(stored, "ข้อมูลเปิด")
    stored.settings = replace(stored.settings, encoder="model")
    found = job.search(stored, "ข้อมูลเปิด")
    assert found["hits"] == plain["hits"] != []
    assert plain["notes"] == []
    (note,) = found["notes"]
    assert "ไม่พบโฟลเดอร์แบบจำลอง" in note
    assert "no model folder" in note


def test_a_folder_without_a_model_is_said_plainly(stored):
    (stored.path / "model").mkdir()
    stored.settings = replace(stored.settings, encoder="model")
    found = job.search(stored, "ข้อมูลเปิด")
    assert found["hits"]
    assert "plandocs[semantic]" in found["notes"][0] or "เปิดแบบจำลองในโฟลเดอร์" in found["notes"][0]
