"""The same document as Word and as PDF reads the same, with and without poppler."""

from __future__ import annotations

import re

import pytest

from plandocs.ingest.readers import read
from plandocs.ingest.tools import Tools, detect
from plandocs.model.errors import UnreadableTextLayerError

ENGINES = [
    pytest.param("", id="python"),
    pytest.param("poppler", id="poppler", marks=pytest.mark.poppler),
]


def letters(text):
    return re.sub(r"\s+", "", text)


@pytest.fixture(params=ENGINES)
def tools(request):
    return Tools(pdftotext=detect().pdftotext) if request.param else Tools()


def test_cells_headings_and_paragraphs_of_word_and_pdf_agree(corpus, tools):
    word = read(next((corpus / "documents").glob("D17*.docx")), tools=Tools())
    pdf = read(next((corpus / "documents").glob("D17*.pdf")), tools=tools)
    cells = {letters(block.cell_text(at)) for block in pdf.blocks for at in range(len(block.cells))}
    texts = {letters(block.text) for block in pdf.blocks}
    wanted = [block.cell_text(at) for block in word.blocks for at in range(len(block.cells)) if block.stream == "body"]
    missed = [text for text in wanted if letters(text) and letters(text) not in cells]
    assert len(missed) <= 0.01 * len(wanted), missed
    prose = [block.text for block in word.blocks if block.stream == "body" and not block.cells]
    assert [text for text in prose if letters(text) not in texts] == []


def test_every_block_has_a_page_and_a_box_on_it(corpus, tools):
    pdf = read(next((corpus / "documents").glob("D15*.pdf")), tools=tools)
    for block in pdf.blocks:
        left, top, right, bottom = block.place.box
        assert 1 <= block.place.page <= pdf.pages
        assert -5 <= left < right <= 860
        assert -5 <= top < bottom <= 860


def test_a_table_over_pages_is_one_table_with_its_head_once(corpus, tools):
    pdf = read(next((corpus / "documents").glob("D15*.pdf")), tools=tools)
    rows = [
        block for block in pdf.blocks if block.cells and any(cell.header.startswith("ต.ค.") for cell in block.cells)
    ]
    assert len({block.place.table for block in rows}) == 1
    assert len({block.place.page for block in rows}) == 3
    assert not any("กิจกรรม" in block.text and block.is_table_head for block in rows)


def test_the_running_footer_is_no_body_text(corpus, tools):
    pdf = read(next((corpus / "documents").glob("D15*.pdf")), tools=tools)
    notice = [block for block in pdf.blocks if "ในเอกสารนี้ไม่มีอยู่จริง" in block.text]
    assert [block.stream for block in notice] == ["footer"]


def test_a_text_layer_that_lost_its_vowels_is_refused(corpus, tools):
    with pytest.raises(UnreadableTextLayerError):
        read(next((corpus / "documents").glob("D11*.pdf")), tools=tools)
