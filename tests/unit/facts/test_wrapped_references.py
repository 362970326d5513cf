from __future__ import annotations

import pytest

from plandocs.ingest.facts.wrapped import wrapped_references
from plandocs.model.document import DocumentKind

SENTENCE = "ข้อมูลผลกระทบของการสูบน้ำต่อบ่อข้างเคียงยังอาศัยการร้องเรียนเป็นหลัก"


@pytest.mark.parametrize(
    ("first", "second"),
    [(f"{SENTENCE} (หัวข้อ", "1.4)"), (f"{SENTENCE} (", "หัวข้อ 1.4)"), (SENTENCE, "(หัวข้อ 1.4)"), (SENTENCE, "[1.4]")],
)
def test_a_reference_cut_by_the_layout_belongs_to_the_sentence_before(facts_of, first, second):
    text = f"# รายงานป้อนกลับ PMQA 4.0\n# โอกาสในการปรับปรุง\n- {first}\n{second}\n- {SENTENCE}อื่น (หัวข้อ 2.1)\n"

    found = facts_of(DocumentKind.FEEDBACK_REPORT, text, paged=True).findings

    assert [(f.item, f.text) for f in found] == [("1.4", SENTENCE), ("2.1", f"{SENTENCE}อื่น")]
    assert [f.reference for f in found] == ["1.4", "2.1"]


def test_references_below_headings_are_titles(written):
    blocks = written(f"# จุดแข็ง\n(หัวข้อ 1.4)\n{SENTENCE}\n(หัวข้อ 1.5)\n{SENTENCE}\n").blocks

    assert wrapped_references(blocks) == set()
