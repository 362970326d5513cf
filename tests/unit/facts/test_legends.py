from __future__ import annotations

import pytest

from plandocs.ingest.facts.clauses import RUN_IN
from plandocs.ingest.facts.legend import read_legend
from plandocs.ingest.facts.polarity import tone
from plandocs.model.document import DocumentKind
from plandocs.model.finding import FindingKind
from plandocs.model.text import Block, BlockKind, Place

S, O = FindingKind.STRENGTH, FindingKind.OFI  # noqa: E741


def _blocks(*texts: str) -> list[Block]:
    return [Block(BlockKind.PARAGRAPH, text, Place("ที่")) for text in texts]


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("ข้อความที่ขึ้นต้นด้วย ✓ คือ จุดแข็ง ข้อความที่ขึ้นต้นด้วย △ คือ โอกาสในการปรับปรุง", {"✓ ก": S, "△ ก": O}),
        ("(+) = จุดแข็ง (-) = โอกาสในการปรับปรุง", {"(+) ก": S, "(–) ก": O, "- ก": None}),
        ("รหัส S หมายถึงจุดแข็ง รหัส O หมายถึงโอกาสในการปรับปรุง", {"S-01 ก": S, "O12: ก": O, "OTOP ก": None}),
        ("จุดแข็งแทนด้วยสัญลักษณ์ ● โอกาสในการปรับปรุงแทนด้วยสัญลักษณ์ ○", {"● ก": S, "○ ก": O}),
        ("อ. = โอกาสในการปรับปรุง จ. = จุดแข็ง", {"จ1 ก": S, "อ2 ก": O, "จังหวัด": None}),
    ],
)
def test_a_report_explains_its_marks(text, marks):
    legend, explaining = read_legend(_blocks("รายงานป้อนกลับ", text))

    assert explaining == {1}
    for entry, kind in marks.items():
        mark = legend.mark_at(entry)
        assert (mark[0] if mark else None) is kind, entry


@pytest.mark.parametrize(
    "text",
    [
        "หน่วยงานนำจุดแข็งและโอกาสในการปรับปรุงไปจัดทำแผน",
        "จุดแข็ง คือ การสื่อสารของผู้บริหาร",
        "ผลสำรวจ = ร้อยละ 85 และเป้าหมาย = ร้อยละ 90",
    ],
)
def test_other_sentences_explain_nothing(text):
    legend, explaining = read_legend(_blocks(text))

    assert not explaining
    assert not legend.says


def test_signs_that_everyone_knows_need_both_kinds():
    both, _ = read_legend(_blocks("✓ มีแผนสำรอง", "✗ ยังไม่ซ้อมแผน"))
    one, _ = read_legend(_blocks("✓ มีแผนสำรอง", "✓ ซ้อมแผนทุกปี"))

    assert both.mark_at("✗ ยังไม่ซ้อมแผน") == (O, 2)
    assert one.mark_at("✓ มีแผนสำรอง") is None


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("ในด้านจุดแข็ง พบว่า มีแผนสำรอง", "มีแผนสำรอง"),
        ("อย่างไรก็ตาม ยังมีโอกาสในการปรับปรุง กล่าวคือ ยังไม่ซ้อมแผน", "ยังไม่ซ้อมแผน"),
        ("สิ่งที่น่าชื่นชมคือ มีแผนสำรอง", "มีแผนสำรอง"),
        ("ผู้ตรวจขอให้ปรับปรุงเรื่อง การซ้อมแผน", "การซ้อมแผน"),
    ],
)
def test_labels_in_running_words(text, rest):
    match = RUN_IN.match(text)

    assert match is not None
    assert text[match.end() :] == rest


@pytest.mark.parametrize("text", ["จุดแข็งของกรมคือการสื่อสาร", "วิเคราะห์จุดแข็งและจุดอ่อนของกรม", "ข้อดีที่ประชาชนได้รับ"])
def test_sentences_about_strengths_are_no_labels(text):
    assert RUN_IN.match(text) is None


def test_tone_of_sentences():
    assert tone("ยังไม่ซ้อมแผน") > tone("ซ้อมแผนเพียงปีละครั้ง") > 0 > tone("ซ้อมแผนร่วมกับเครือข่ายทุกจังหวัด")


def test_an_intermediate_title_does_not_hide_the_only_findings(facts_of):
    text = (
        "# รายงานป้อนกลับ PMQA 4.0\n## สรุปประเด็นจากการตรวจ\n"
        "จุดแข็ง\n- ซ้อมแผนร่วมกับเครือข่ายทุกจังหวัดปีละสองครั้ง (6.4)\nโอกาสในการปรับปรุง\n- ยังไม่มีเกณฑ์หยุดบริการเมื่อเกิดเหตุ (6.4)\n"
    )

    found = facts_of(DocumentKind.FEEDBACK_REPORT, text).findings

    assert [(one.kind, one.item) for one in found] == [(S, "6.4"), (O, "6.4")]
    assert all(one.confidence < 1 for one in found)


def test_remarks_that_belong_to_no_item_stay_without_one(facts_of):
    text = (
        "# รายงานป้อนกลับ PMQA 4.0\n## หัวข้อ 6.4\nจุดแข็ง: ซ้อมแผนร่วมกับเครือข่ายทุกจังหวัดปีละสองครั้ง\n"
        "## ความเห็นทั่วไป (ไม่จำแนกหัวข้อ)\nโอกาสในการปรับปรุง: เอกสารที่ส่งล่วงหน้ามีหลายรุ่นปะปนกัน\n"
    )

    found = facts_of(DocumentKind.FEEDBACK_REPORT, text).findings

    assert [(one.kind, one.item) for one in found] == [(S, "6.4"), (O, "")]


def test_words_that_lead_to_nothing_are_given_up_soon():
    import time

    start = time.process_time()
    assert RUN_IN.search("และในด้านส่วนของ" * 500) is None

    assert time.process_time() - start < 5
