"""Numbers from pictures: shown beside their picture, confirmed or corrected, and what follows from that."""

from __future__ import annotations

import importlib.util
import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from plandocs.app import pictures, planning, review
from plandocs.app.documents import verify
from plandocs.app.draft import make_draft
from plandocs.app.search import search
from plandocs.model.document import Document, DocumentKind, DocumentMeta
from plandocs.model.errors import NotFoundError, UsageError
from plandocs.model.finding import Facts, Finding, FindingKind
from plandocs.model.review import Action
from plandocs.model.text import Anchor, Block, BlockKind, Picture, Place
from plandocs.model.year import FiscalYear

SPEC = importlib.util.spec_from_file_location("scanned", Path(__file__).parents[2] / "scanned.py")
scanned = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(scanned)

OFI = "อัตราน้ำสูญเสียในระบบจ่ายน้ำยังสูง และยังไม่รู้จุดรั่วใหญ่"


@pytest.fixture
def plan(workspace):
    """A report as text, and the scanned plan that answers it."""
    block = Block(BlockKind.PARAGRAPH, OFI, Place("ย่อหน้าที่ 1", paragraph=1))
    anchor = Anchor.of("report", 0, OFI, 0, len(OFI))
    for year in (2566, 2567):
        key = f"report{year}"
        found = Finding(
            f"f{year}", FindingKind.OFI, "pmqa4", "6.3", FiscalYear(year), OFI, key, block.place,
            replace(anchor, document_id=key),
        )  # fmt: skip
        meta = DocumentMeta(
            f"รายงานป้อนกลับ {year}", DocumentKind.FEEDBACK_REPORT, "pmqa4", FiscalYear(year), confidence=1
        )
        document = Document(key, key.ljust(64, "0"), f"{key}.docx", meta, engine="test")
        workspace.store.add_document(document, [block], Facts((found,)))
    return scanned.add_scan(workspace)


def kpi(workspace):
    entries = [e for e in review.queue(workspace, 2568) for k in e.shown.kpis if "น้ำสูญเสีย" in k.name]
    return entries[0], entries[0].shown.kpis[0]


def test_what_is_used_and_unconfirmed_waits_with_its_uses(workspace, plan):
    (waiting,) = pictures.proofs(workspace)
    assert (waiting.document.id, waiting.number, waiting.uses) == (plan.id, 2, ("เป้าหมาย",))
    assert [proof.number for proof in pictures.proofs(workspace, plan.id[:6], every=True)] == [0, 2]


def test_a_confirmed_number_loses_its_mark_everywhere(workspace, plan):
    entry, before = kpi(workspace)
    assert (before.baseline, before.target, before.unconfirmed) == (31, 25, True)
    assert before.pictures == (Picture(plan.id, 2),)
    review.decide(workspace, 2568, [entry.suggestion.id], Action.ACCEPT)
    pictures.confirm(workspace, plan.id, 2, who="สมศรี")
    after = kpi(workspace)[1]
    assert (after.baseline, after.target, after.unconfirmed, after.pictures) == (31, 25, False, ())
    assert "ภาพ" in before.source
    assert "ภาพ" not in after.source
    assert pictures.proofs(workspace) == []
    assert not any(trace.ocr for theme in planning.themes(workspace) for trace in theme.goals)
    assert not any(goal.ocr for goal in planning.goals(workspace))
    assert [c.who for c in workspace.store.block_corrections(plan.id)] == ["สมศรี"]


def test_a_corrected_number_takes_the_place_of_the_wrong_one_in_what_was_accepted(workspace, plan):
    entry, _ = kpi(workspace)
    goal = planning.goals(workspace)[0]
    review.decide(workspace, 2568, [entry.suggestion.id], Action.ACCEPT)
    cells = [*scanned.READ[:3], "13", *scanned.READ[4:]]
    proof = pictures.confirm(workspace, plan.id, 2, cells)
    assert proof.read == "\t".join(scanned.READ)
    now = planning.goals(workspace)[0]
    assert (now.id, now.kpis[0].baseline, now.ocr) == (goal.id, 13, False)
    again, shown = kpi(workspace)
    assert again.suggestion.id == entry.suggestion.id
    assert (shown.baseline, shown.unconfirmed) == (13, False)
    assert verify(workspace)[1] == []
    assert search(workspace, '"อัตราน้ำสูญเสีย" 13')["hits"][0]["document_id"] == plan.id


def test_a_number_typed_by_the_reviewer_stays_whatever_the_picture_says(workspace, plan):
    entry, _ = kpi(workspace)
    changes = {"kpi1.baseline": "30", "kpi1.target": "22"}
    review.decide(workspace, 2568, [entry.suggestion.id], Action.EDIT, changes=changes)
    assert kpi(workspace)[1].unconfirmed is False
    pictures.confirm(workspace, plan.id, 2, [*scanned.READ[:3], "13", *scanned.READ[4:]])
    shown = kpi(workspace)[1]
    assert (shown.baseline, shown.target) == (30, 22)


def test_a_confirmation_can_be_taken_back(workspace, plan):
    pictures.confirm(workspace, plan.id, 2, [*scanned.READ[:3], "13", *scanned.READ[4:]])
    pictures.take_back(workspace, plan.id, 2)
    (goal,) = planning.goals(workspace)
    assert (goal.kpis[0].baseline, goal.ocr) == (31, True)


def test_a_corrected_title_tells_what_the_document_is(workspace, plan):
    pictures.confirm(workspace, plan.id, 0, ["แผนปฏิบัติราชการ ประจำปีงบประมาณ พ.ศ. 2566"])
    meta = workspace.store.document(plan.id).meta
    assert (meta.kind, meta.plan_year) == (DocumentKind.ACTION_PLAN, 2566)


@pytest.mark.parametrize(
    ("document", "block", "cells", "error"),
    [
        ("plan", 99, None, NotFoundError),
        ("report2566", 0, None, UsageError),
        ("plan", 2, ["น้อยไป"], UsageError),
        ("plan", 0, [" "], UsageError),
    ],
)
def test_what_cannot_be_confirmed_is_refused_and_nothing_is_kept(workspace, plan, document, block, cells, error):
    with pytest.raises(error):
        pictures.confirm(workspace, plan.id if document == "plan" else document, block, cells)
    assert workspace.store.block_corrections() == []


@pytest.mark.parametrize("turned", [0.0, 2.0])
def test_the_picture_beside_a_block_shows_its_place_also_when_the_scan_lay_askew(workspace, turned):
    plan = scanned.add_scan(workspace, turned)
    strip = Image.open(io.BytesIO(pictures.page_picture(workspace, plan.id, 2))).convert("RGB")
    outline = [
        (x, y) for y in range(strip.height) for x in range(strip.width) if strip.getpixel((x, y)) == (201, 97, 0)
    ]
    left, top = min(x for x, _ in outline), min(y for _, y in outline)
    right, bottom = max(x for x, _ in outline), max(y for _, y in outline)
    inside = strip.crop((left + 8, top + 8, right - 8, bottom - 8)).convert("L")
    dark = sum(inside.histogram()[:60]) / (inside.width * inside.height)
    assert dark > 0.85
    whole = Image.open(io.BytesIO(pictures.page_picture(workspace, plan.id, 2, whole=True)))
    assert whole.height > whole.width > strip.height
    assert strip.height < whole.height / 6


def test_without_an_original_or_a_page_there_is_no_picture(workspace, plan):
    with pytest.raises(NotFoundError):
        pictures.page_picture(workspace, "report2566", 0)
    with pytest.raises(NotFoundError):
        pictures.page_picture(workspace, plan.id, 7)


def test_numbers_below_a_goal_are_its_own_until_the_next_begins():
    from plandocs.ingest.facts.pictures import marked
    from plandocs.model.finding import Goal, Kpi

    def line(number, text, ocr=0.9, confirmed=False):
        return Block(BlockKind.PARAGRAPH, text, Place("หน้า 1", page=1, paragraph=number), ocr=ocr, confirmed=confirmed)

    def goal(block, target):
        anchor = Anchor.of("d", block, blocks[block].text, 0, 3)
        return Goal(f"g{block}", FiscalYear(2567), "x", "d", blocks[block].place, anchor, (Kpi("k", target=target),))

    blocks = [
        line(0, "เป้าหมายที่หนึ่ง", confirmed=True),
        line(1, "ค่าเป้าหมาย ร้อยละ ๘๕"),
        line(2, "ผู้รับผิดชอบ กอง 3"),
        line(3, "เป้าหมายที่สอง", ocr=None),
        line(4, "งบประมาณ 85 บาท"),
        line(5, "ค่าเป้าหมาย 1.5 ล้านบาท", confirmed=True),
    ]
    first, second = marked(Facts(goals=(goal(0, 85.0), goal(3, 1_500_000.0))), blocks).goals
    assert first.pictures == (Picture("d", 1),)
    assert first.ocr is True
    assert (second.pictures, second.ocr) == ((), False)


def test_the_draft_marks_what_nobody_has_confirmed_and_only_that(workspace, plan, tmp_path):
    entry, _ = kpi(workspace)
    review.decide(workspace, 2568, [entry.suggestion.id], Action.ACCEPT)

    def drafted(name):
        result = make_draft(workspace, "improvement-plan", 2568, tmp_path / name)
        with zipfile.ZipFile(tmp_path / name) as archive:
            words = "".join(archive.read(part).decode() for part in archive.namelist() if part.endswith(".xml"))
        return [one.label for one in result.placeholders if one.unconfirmed], "ยังไม่ยืนยัน" in words

    labels, marked = drafted("before.docx")
    assert marked
    assert any("ค่าฐาน" in label for label in labels)
    pictures.confirm(workspace, plan.id, 2)
    assert drafted("after.docx") == ([], False)
