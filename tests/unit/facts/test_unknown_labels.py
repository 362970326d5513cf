from __future__ import annotations

import pytest

from plandocs.ingest.facts.labels import label_of
from plandocs.ingest.facts.lines import Line
from plandocs.model.document import DocumentKind

GOOD = "สำรวจความพึงพอใจหลังรับบริการทุกครั้งและรายงานผลทันที"
BAD = "ยังไม่นำสาเหตุของเรื่องร้องเรียนซ้ำไปแก้ที่ต้นทาง"


def _label(text: str) -> str:
    label = label_of(Line(0, 0, len(text), text, text), "pmqa4")
    return label.kind.value if label is not None and label.kind is not None else ""


@pytest.mark.parametrize("text", ["เรื่องที่น่าชื่นชม", "สิ่งที่ดีอยู่แล้ว", "ด้านที่เข้มแข็ง:", "ข้อสังเกตเชิงบวก"])
def test_a_judgement_of_what_is_good_labels_strengths(text):
    assert _label(text) == "strength"


@pytest.mark.parametrize("text", ["ด้านที่ยังต้องเติมเต็ม", "เรื่องที่ฝากให้คิดต่อ", "ข. สิ่งที่ยังขาด", "ส่วนที่ควรยกระดับ"])
def test_a_judgement_of_what_is_wanting_labels_weaknesses(text):
    assert _label(text) == "ofi"


@pytest.mark.parametrize("text", ["สิ่งที่ต้องดำเนินการต่อ", "เรื่องที่ประชุมรับทราบ", "ด้านการเงินของกรม", "ข้อสังเกตทั่วไป"])
def test_other_headings_label_neither(text):
    assert _label(text) == ""


def test_labels_told_by_the_texts_below_them_are_not_sure(facts_of):
    parts = "".join(
        f"# {item}\nความประทับใจ\n- {GOOD}\nความห่วงใย\n- {BAD}\n"
        for item in (
            "3.2 การประเมินความพึงพอใจและความผูกพันของผู้รับบริการ",
            "3.4 กระบวนการแก้ไขเรื่องร้องเรียนที่รวดเร็วและสร้างสรรค์",
        )
    )

    found = facts_of(DocumentKind.FEEDBACK_REPORT, f"# รายงานป้อนกลับ PMQA 4.0\n{parts}").findings

    assert [(f.kind.value, f.item) for f in found] == [
        ("strength", "3.2"),
        ("ofi", "3.2"),
        ("strength", "3.4"),
        ("ofi", "3.4"),
    ]
    assert {f.confidence for f in found} == {0.7}


def test_words_that_come_again_outside_items_label_nothing(facts_of):
    talk = f"ความประทับใจ\n{GOOD}\nความห่วงใย\n{BAD}\n" * 3

    assert not facts_of(DocumentKind.FEEDBACK_REPORT, f"# รายงานป้อนกลับ PMQA 4.0\n{talk}").findings
