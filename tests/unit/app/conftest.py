"""A workspace made by hand: one feedback report, three suggestions that stay as they are, files read in-process."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest

from plandocs.app import add as adding
from plandocs.app import draft, planning, review
from plandocs.app.workspace import init_workspace
from plandocs.model.agency import Agency, Settings
from plandocs.model.document import Document, DocumentKind, DocumentMeta, Extracted
from plandocs.model.errors import CorruptFileError
from plandocs.model.finding import Facts, Finding, FindingKind
from plandocs.model.plan import Evidence, SuggestedKpi, Suggestion, SuggestionSet
from plandocs.model.text import Anchor, Block, BlockKind, Place
from plandocs.model.year import FiscalYear

YEAR = FiscalYear(2568)
OFI = "ยังไม่มีรอบปรับปรุงชุดข้อมูลเปิดที่ประกาศต่อสาธารณะ ทำให้ข้อมูลล้าสมัย"


@pytest.fixture
def workspace(tmp_path):
    opened = init_workspace(tmp_path / "ws", Settings(agency=Agency(name="กรมตัวอย่าง")))
    yield opened
    opened.close()


def paragraph(text, number=1):
    return Block(BlockKind.PARAGRAPH, text, Place(f"ย่อหน้าที่ {number}", paragraph=number))


@pytest.fixture
def report():
    return made_report()


def made_report(key="report", year=2567):
    """A feedback report with one OFI: document, blocks, facts."""
    blocks = [paragraph("รายงานป้อนกลับ"), paragraph(OFI, 2)]
    anchor = Anchor.of(key, 1, OFI, 0, len(OFI))
    finding = Finding(f"f{key}", FindingKind.OFI, "pmqa4", "4.1", FiscalYear(year), OFI, key, blocks[1].place, anchor)
    meta = DocumentMeta(f"รายงานป้อนกลับ {year}", DocumentKind.FEEDBACK_REPORT, "pmqa4", FiscalYear(year), confidence=1.0)
    return Document(key, key.ljust(64, "0"), f"{key}.docx", meta, engine="test"), blocks, Facts((finding,))


def suggestion(key, goal, rank):
    evidence = Evidence("report", Place("ย่อหน้าที่ 2"), OFI, Anchor.of("report", 1, OFI, 0, len(OFI)), "ข้อค้นพบ")
    kpi = SuggestedKpi("จำนวนชุดข้อมูลเปิด", "ชุด", 12.0, 20.0, "รายงานติดตาม 2567")
    return Suggestion(
        key, YEAR, goal, (kpi,), "ศทส.", ("4.1",), (evidence,), ("พบสามปี",), rank=rank, score=1 - rank / 10,
        activities=("สำรวจชุดข้อมูล", "ประกาศรอบปรับปรุง"),
    )  # fmt: skip


@pytest.fixture
def given(workspace, monkeypatch):
    """The workspace with its report; `given.suggested` may be changed by a test."""
    workspace.store.add_document(*made_report())
    goals = ("เพิ่มชุดข้อมูลเปิด", "พัฒนาระบบร้องเรียน", "ยกระดับบริการเขต")
    held = SimpleNamespace(
        workspace=workspace,
        suggested=[suggestion(f"s{n}{n}00000000", goal, n) for n, goal in enumerate(goals, 1)],
    )

    def suggestions(_workspace, year, *_args, **_more):
        return SuggestionSet(FiscalYear(year), tuple(replace(s, year=FiscalYear(year)) for s in held.suggested), ())

    for module in (planning, review, draft):
        monkeypatch.setattr(module, "suggestions", suggestions)
    held.ids = [s.id for s in held.suggested]
    return held


@pytest.fixture
def read_texts(monkeypatch):
    """Files are read as one paragraph a line; one that begins with BROKEN is refused."""

    def read(path, *_args, **_more):
        lines = path.read_text("utf-8").splitlines()
        if lines and lines[0].startswith("BROKEN"):
            raise CorruptFileError("ไฟล์เสีย", "broken")
        engine = "tesseract" if lines and lines[0].startswith("SCAN") else "test"
        blocks = tuple(replace(paragraph(t, n), ocr=0.9 if engine != "test" else None) for n, t in enumerate(lines, 1))
        return Extracted(blocks, engine)

    monkeypatch.setattr(adding, "read_isolated", read)
