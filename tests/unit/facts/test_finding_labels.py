from __future__ import annotations

import pytest

from plandocs.ingest.facts.label_words import kind_of_word
from plandocs.ingest.facts.labels import label_of
from plandocs.ingest.facts.lines import line_of
from plandocs.model.finding import FindingKind
from plandocs.model.text import Block, BlockKind, Place


def _label(text, *, heading=False, number=""):
    kind = BlockKind.HEADING if heading else BlockKind.PARAGRAPH
    return label_of(line_of(Block(kind, text, Place("ที่"), level=int(heading), number=number), 0), "pmqa4")


KINDS = [
    ("จุดแข็ง", FindingKind.STRENGTH),
    ("จุดแข็ง (Strengths)", FindingKind.STRENGTH),
    ("2.1 จุดเด่นของส่วนราชการ", FindingKind.STRENGTH),
    ("สิ่งที่ดำเนินการได้ดี", FindingKind.STRENGTH),
    ("โอกาสในการปรับปรุง (OFI)", FindingKind.OFI),
    ("ประเด็นที่ควรพัฒนา", FindingKind.OFI),
    ("ข้อที่ควรปรับปรุง", FindingKind.OFI),
    ("โอกาสในการพัฒนา:", FindingKind.OFI),
    ("Opportunities for Improvement", FindingKind.OFI),
]


@pytest.mark.parametrize(("text", "kind"), KINDS)
def test_labels_of_both_kinds_are_known_in_their_many_words(text, kind):
    label = _label(text)

    assert label is not None
    assert (label.role, label.kind) == ("kind", kind)


ROLES = [
    ("หมวด 4 การวัด การวิเคราะห์ และการจัดการความรู้", "category", "4", ""),
    ("หมวดที่ ๓", "category", "3", ""),
    ("หัวข้อ 4.1", "item", "4", "4.1"),
    ("4.1 การใช้ข้อมูลและสารสนเทศมากำหนดตัววัด", "item", "4", "4.1"),
    ("๕.๔ ระบบการพัฒนาบุคลากร", "item", "5", "5.4"),
    ("โอกาสในการปรับปรุง หัวข้อ 4.1", "kind", "4", "4.1"),
    ("บทสรุปสำหรับผู้บริหาร", "stop", "", ""),
    ("ตารางสรุปคะแนน", "stop", "", ""),
    ("ภาคผนวก ก", "stop", "", ""),
    ("รายละเอียดรายหัวข้อ", "detail", "", ""),
]


@pytest.mark.parametrize(("text", "role", "category", "item"), ROLES)
def test_titles_open_categories_items_and_parts_without_findings(text, role, category, item):
    label = _label(text)

    assert label is not None
    assert (label.role, label.category, label.item) == (role, category, item)


SENTENCES = [
    "หมวด 4 และหมวด 5 ต่ำที่สุดในปีนี้ ขณะที่หมวด 3 ขยับขึ้น",
    "จุดแข็งของกรมคือการสื่อสารของผู้บริหารซึ่งทำให้บุคลากรทุกระดับเข้าใจทิศทางตรงกัน",
    "หมวด 1–6 ได้คะแนนเฉลี่ยสูงกว่าปีก่อน",
    "โอกาสในการปรับปรุงในหมวดนี้ทำให้กรมยังไม่ถึงระดับพัฒนาจนเกิดผลตามที่ตั้งใจไว้",
    "จุดแข็ง ..................... 5",
]


@pytest.mark.parametrize("text", SENTENCES)
def test_sentences_and_lines_of_a_table_of_contents_announce_nothing(text):
    assert _label(text) is None


def test_an_automatic_number_is_part_of_a_title():
    label = _label("การใช้ข้อมูลและสารสนเทศ", heading=True, number="4.1")

    assert label is not None
    assert (label.role, label.item) == ("item", "4.1")


def test_words_behind_a_colon_are_the_finding():
    text = "จุดแข็ง: ผู้บริหารลงพื้นที่"
    label = _label(text)

    assert label is not None
    assert text[label.rest :] == "ผู้บริหารลงพื้นที่"


WORDS = [
    ("จุดแข็ง", FindingKind.STRENGTH, ""),
    ("S++", FindingKind.STRENGTH, "++"),
    ("OFI", FindingKind.OFI, ""),
    ("−−", FindingKind.OFI, "--"),
    ("โอกาสในการปรับปรุง", FindingKind.OFI, ""),
    ("ทั่วไป", None, ""),
]


@pytest.mark.parametrize(("text", "kind", "emphasis"), WORDS)
def test_cells_of_a_type_column_say_kind_and_emphasis(text, kind, emphasis):
    assert kind_of_word(text) == (kind, emphasis)
