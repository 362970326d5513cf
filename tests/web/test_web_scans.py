"""Numbers from pictures on the pages: the picture beside them, and forms that confirm or correct them."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from plandocs.app.planning import goals
from plandocs.model.document import Document, DocumentKind, DocumentMeta
from plandocs.model.finding import Facts, Finding, FindingKind
from plandocs.model.text import Anchor, Block, BlockKind, Place
from plandocs.model.year import FiscalYear
from plandocs.web import create_app

SPEC = importlib.util.spec_from_file_location("scanned", Path(__file__).parents[1] / "scanned.py")
scanned = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(scanned)

OFI = "อัตราน้ำสูญเสียในระบบจ่ายน้ำยังสูงถึงร้อยละ 31 และยังไม่รู้จุดรั่วใหญ่"


@pytest.fixture
def scan(sample):
    """Reports of text and a scanned plan, with themes and suggestions as they follow from them."""
    block = Block(BlockKind.PARAGRAPH, OFI, Place("ย่อหน้าที่ 1", paragraph=1))
    for year in (2566, 2567):
        key = f"water{year}"
        anchor = Anchor.of(key, 0, OFI, 0, len(OFI))
        found = Finding(f"f{key}", FindingKind.OFI, "pmqa4", "6.3", FiscalYear(year), OFI, key, block.place, anchor)
        meta = DocumentMeta(
            f"รายงานป้อนกลับ {year}", DocumentKind.FEEDBACK_REPORT, "pmqa4", FiscalYear(year), confidence=1
        )
        document = Document(key, key.ljust(64, "0"), f"{key}.docx", meta)
        sample.workspace.store.add_document(document, [block], Facts((found,)))
    return scanned.add_scan(sample.workspace)


@pytest.fixture
def pages(sample, scan):
    with TestClient(create_app(sample.workspace), base_url="http://127.0.0.1:8700") as client:
        yield client


def address_of_picture(scan):
    return f"/documents/{scan.id}/blocks/2.png"


def theme_of_water(pages):
    found = re.findall(r'href="(/themes/[^"?#]+)"[^<]*>([^<]*)', pages.get("/themes").text)
    return next(address for address, title in found if "น้ำสูญเสีย" in title)


def post(pages, path, **fields):
    token = re.search(r'name="csrf" value="([^"]+)"', pages.get("/add").text)[1]
    return pages.post(path, data={"csrf": token, **fields}, follow_redirects=False)


def test_the_picture_stands_beside_the_number_wherever_it_is_used(pages, scan):
    theme = theme_of_water(pages)
    for page in (f"/documents/{scan.id}", theme, "/review?year=2568", "/scans", f"/scans?document={scan.id}&every=1"):
        shown = pages.get(page).text
        assert f'src="{address_of_picture(scan)}' in shown, page
        assert f'action="/documents/{scan.id}/blocks/2/confirm"' in shown, page
        assert "ยังไม่ยืนยัน" in shown, page
    assert 'href="/scans"' in pages.get("/").text


def test_the_picture_is_a_png_that_may_be_kept(pages, scan):
    for query in ("", "?whole=1"):
        answer = pages.get(address_of_picture(scan) + query)
        assert answer.headers["content-type"] == "image/png"
        assert answer.headers["cache-control"].startswith("private")
        assert answer.content.startswith(b"\x89PNG")
    assert pages.get(f"/documents/{scan.id}/blocks/99.png").status_code == 404
    assert pages.get("/documents/water2566/blocks/0.png").status_code == 404


def test_a_confirmed_number_is_no_longer_asked_for_on_any_page(pages, scan):
    theme = theme_of_water(pages)
    back = f"{theme}?x=1#y"
    answer = post(pages, f"/documents/{scan.id}/blocks/2/confirm", back=back)
    assert answer.headers["location"] == f"{theme}?x=1&done=confirmed#y"
    for page in (f"/documents/{scan.id}", theme, "/review?year=2568", "/scans", "/"):
        shown = pages.get(page).text
        assert f"{scan.id}/blocks/2/confirm" not in shown, page
    assert 'href="/scans"' not in pages.get("/").text
    assert "ยืนยันกับภาพแล้ว" in pages.get(f"/documents/{scan.id}").text
    post(pages, f"/documents/{scan.id}/blocks/2/undo", back="/scans")
    assert f"{scan.id}/blocks/2/confirm" in pages.get("/scans").text


def test_a_correction_gives_the_right_number_cell_by_cell(pages, scan, sample):
    cells = [*scanned.READ[:3], "๑๓", *scanned.READ[4:]]
    post(pages, f"/documents/{scan.id}/blocks/2/correct", cell=cells, back="/scans")
    (goal,) = (g for g in goals(sample.workspace) if g.document_id == scan.id)
    assert goal.kpis[0].baseline == 13
    assert "13 → 25" in pages.get(f"/documents/{scan.id}").text
    wrong = post(pages, f"/documents/{scan.id}/blocks/2/correct", cell=["น้อยไป"], back="/scans")
    assert wrong.status_code == 400


@pytest.mark.parametrize("back", ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", ""])
def test_after_a_confirmation_nobody_is_sent_elsewhere(pages, scan, back):
    answer = post(pages, f"/documents/{scan.id}/blocks/2/confirm", back=back)
    assert answer.headers["location"] == f"/documents/{scan.id}?done=confirmed"


def test_without_our_token_nothing_is_confirmed(pages, scan, sample):
    answer = pages.post(f"/documents/{scan.id}/blocks/2/confirm", data={"back": "/scans"})
    assert answer.status_code == 403
    assert sample.workspace.store.block_corrections() == []
