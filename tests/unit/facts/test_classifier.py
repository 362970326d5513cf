from __future__ import annotations

import subprocess
import sys

import pytest

from plandocs.ingest.facts.classifier import Example, propose, seed_examples
from plandocs.ingest.facts.names import items_of
from plandocs.model.finding import FindingKind

UNSEEN = [
    ("ยังไม่มีการคำนวณค่าใช้จ่ายต่อคำขอ ผู้บริหารจึงไม่รู้ว่าควรลดรายจ่ายตรงใด", FindingKind.OFI, "6.3"),
    ("เรื่องร้องทุกข์ใช้เวลานานและผู้ร้องไม่ได้รับแจ้งความคืบหน้า", FindingKind.OFI, "3.4"),
    ("คะแนน ITA เพิ่มขึ้นทุกปีและเปิดเผยการจัดซื้อครบทุกสัญญา", FindingKind.STRENGTH, "1.2"),
]


@pytest.mark.parametrize(("text", "kind", "item"), UNSEEN)
def test_it_proposes_kind_and_item_of_words_it_has_not_seen(text, kind, item):
    guess = propose(text, "pmqa4")

    assert (guess.kind, guess.item) == (kind, item)
    assert 0 < guess.item_probability < 1


@pytest.mark.parametrize("category", list("1234567"))
def test_a_known_category_leaves_only_its_items(category):
    assert propose("ยังไม่เป็นระบบและขาดการติดตามผล", "pmqa4", category=category).item.startswith(category)


def test_items_of_the_award_are_those_of_its_edition():
    guess = propose("องค์ความรู้ยังไม่ถูกแลกเปลี่ยนระหว่างหน่วยงาน", "pmqa2562", category="4")

    assert guess.item in items_of("pmqa2562", "4")


def test_what_people_corrected_is_learned():
    words = "ตู้ยามชายแดนยังขาดการสื่อสารสองทางกับหน่วยลาดตระเวน"
    corrections = (Example(FindingKind.OFI, "1.3", words), Example(FindingKind.OFI, "1.3", words + "ทุกแห่ง"))

    before, after = propose(words, "pmqa4"), propose(words, "pmqa4", corrections=corrections)

    assert after.item == "1.3"
    assert after.item_probability > max(0.5, before.item_probability if before.item == "1.3" else 0)


def test_the_seed_covers_every_item_and_both_kinds():
    seed = seed_examples()

    assert {one.item for one in seed} == set(items_of("pmqa4"))
    assert {one.kind for one in seed} == set(FindingKind)


def test_scikit_learn_is_loaded_only_when_it_is_asked():
    code = "import sys, plandocs.ingest.facts, plandocs.ingest.meta; print('sklearn' in sys.modules)"

    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
        == "False"
    )
