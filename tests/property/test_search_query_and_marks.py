"""Queries never fail; marks lie on whole characters of the original."""

from __future__ import annotations

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from plandocs.model.text import Place
from plandocs.search.highlight import highlight
from plandocs.search.index import SearchIndex
from plandocs.search.query import parse, plain
from plandocs.search.terms import analyse
from plandocs.search.values import IndexDocument, IndexPassage
from plandocs.thai.graphemes import is_boundary
from plandocs.thai.segment import default_segmenter
from plandocs.thai.terms import default_analyzer

PIECES = [
    "ข้อมูลเปิด",
    "4.1",
    "๔.๑",
    "ปี 64",
    '"',
    "-",
    "OR",
    "item:",
    "ปี:64",
    " ",
    "เว็ปไซต์",
    "น้ำ",
    "นํ้า",
    "ก.พ.",
    "กพร",
    "PMQA 4.0",
    ":",
    "(",
    "ตัวชี้วัด",
]
QUERY = st.one_of(st.lists(st.sampled_from(PIECES), max_size=8).map("".join), st.text(max_size=30))
TEXT = st.lists(st.sampled_from([*PIECES, "\u00a0", "\u200b", "ดําเนินการ", "เเผน", "๒๕๖๔"]), max_size=20).map("".join)
INDEX = SearchIndex.open(None, default_segmenter())
INDEX.replace(
    [
        IndexDocument(
            "d1", "รายงานป้อนกลับ", "feedback-report", 2564,
            passages=(IndexPassage("p1", 0, "ชุดข้อมูลเปิด ๔.๑ เว็บไซต์ ตัวชี้วัด น้ำ", Place("หน้า 1"), "ofi", "4.1"),),
        )
    ]
)  # fmt: skip


@given(QUERY)
@settings(max_examples=200)
def test_any_query_is_understood_somehow(text):
    query = parse(text)
    assert all(chip.start < chip.end for chip in query.chips)
    result = INDEX.search(text)
    assert all(hit.document_id == "d1" for hit in result.hits)


@given(TEXT, QUERY)
@settings(max_examples=300)
def test_marks_are_apart_and_cut_no_character(text, words):
    analyzer = default_analyzer()
    query, terms = analyse(parse(words), analyzer)
    spans = highlight(text, terms, [phrase for group in query.phrases for phrase in group], analyzer)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(is_boundary(text, start) and is_boundary(text, end) for start, end in spans)
    assert all(a[1] < b[0] for a, b in itertools.pairwise(spans))


@given(TEXT.filter(str.strip))
def test_a_text_marks_itself_wherever_it_has_words(text):
    analyzer = default_analyzer()
    _, terms = analyse(plain(text), analyzer)
    assert bool(highlight(text, terms, (), analyzer)) or not terms.words
