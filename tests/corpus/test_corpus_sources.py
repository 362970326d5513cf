"""The sample documents are written by hand: no sentence twice, all chains there, everything marked as invented."""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from pathlib import Path

import pytest

CORPUS = Path(__file__).parents[2] / "corpus"
sys.path.insert(0, str(CORPUS))

from tools.source import NOTICE, parse  # noqa: E402 - the corpus has its own tools

SOURCES = {source.id: source for source in (parse(p.read_text("utf-8")) for p in sorted(CORPUS.glob("sources/*.md")))}
REPORTS = [source for source in SOURCES.values() if source.head["kind"] == "feedback-report"]
#: The draft and the approved plan of FY2567 are two states of one text.
VERSIONS = {"D14", "D15"}
SHORTEST = 40


def sentences(source):
    for node in source.nodes:
        if node.kind == "heading":
            continue
        for text in [node.text, *(cell for row in node.rows for cell in row)]:
            for part in text.split("<br>"):
                letters = re.sub(r"[\W\d_]+", "", part)
                if len(letters) >= SHORTEST:
                    yield letters, part


def test_eighteen_documents_are_there():
    assert sorted(SOURCES) == [f"D{n:02}" for n in range(1, 19)]


@pytest.mark.parametrize("source", REPORTS, ids=lambda source: source.id)
def test_a_feedback_report_has_a_real_number_of_findings(source):
    assert 25 <= len(source.findings) <= 45


@pytest.mark.parametrize("chain", [f"C{n}" for n in range(1, 12)])
def test_every_chain_has_findings(chain):
    assert [f for source in REPORTS for f in source.findings if f["chain"] == chain]


def test_no_finding_says_what_another_says():
    seen = defaultdict(set)
    for source in REPORTS:
        for finding in source.findings:
            seen[re.sub(r"[\W\d_]+", "", finding["text"])].add(source.id)
    assert len(seen) == sum(len(source.findings) for source in REPORTS)


def test_no_sentence_stands_in_two_documents():
    holders = defaultdict(set)
    for source in SOURCES.values():
        for letters, part in sentences(source):
            holders[letters].add((("D14/15" if source.id in VERSIONS else source.id), part))
    repeated = [parts for parts in holders.values() if len({where for where, _ in parts}) > 1]
    assert [parts for parts in repeated if not all(is_name(part) for _, part in parts)] == []


def is_name(part):
    """KPI names, the agency's name and the line of contents are the same from year to year."""
    return part.startswith(("จำนวน", "ร้อยละ", "กรมมาตรฐานบริการประชาชน", "คำนำ"))


@pytest.mark.parametrize("source", SOURCES.values(), ids=lambda source: source.id)
def test_no_document_number_or_name_of_a_person_is_given(source):
    text = "\n".join(part for _, part in sentences(source))
    assert not re.search(r"(?:นาย|นางสาว|นาง)\s?[ก-ฮ][^\s]+\s+[ก-ฮ]", text)
    assert not re.search(r"กมบ\s?[๐-๙\d]{2,}/[๐-๙\d]+", text)


def test_every_document_says_that_it_is_invented():
    from tools import docx_writer, other_writers

    assert docx_writer.NOTICE is NOTICE
    assert other_writers.NOTICE is NOTICE
