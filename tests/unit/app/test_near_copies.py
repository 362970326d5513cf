"""Which documents share their text: shares are symmetric, exact copies share all, strangers nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plandocs.app.near import NearIndex, is_copy, is_version, sketch
from plandocs.model.document import Approval, Document, DocumentKind, DocumentMeta
from plandocs.model.text import Block, BlockKind, Place
from plandocs.model.year import FiscalYear

letters = st.text("กขคงจชซดตถทธนบปผพภมยรลวสหอ", min_size=600, max_size=900)


def blocks(text, **more):
    return [Block(BlockKind.PARAGRAPH, text, Place("ย่อหน้า"), **more)]


@given(letters)
def test_spaces_digits_and_marks_do_not_count(text):
    spaced = " ".join(text[i : i + 7] for i in range(0, len(text), 7))
    assert sketch(blocks(text)) == sketch(blocks(f"๑) {spaced} (2567)…"))


@given(letters, letters)
def test_what_two_documents_share_is_the_same_seen_from_either(one, two):
    a, b = sketch(blocks(one + two[:300])), sketch(blocks(two))
    index_a, index_b = NearIndex({"a": a}), NearIndex({"b": b})
    assert index_a.similar(b).get("a") == index_b.similar(a).get("b")
    assert all(0 < share <= 1 for share in index_a.similar(b).values())


@given(letters)
def test_the_same_text_shares_everything(text):
    made = sketch(blocks(text))
    assert NearIndex({"a": made}).similar(made) == ({"a": 1.0} if len(made) >= 12 else {})


def test_a_sketch_is_sorted_sampled_and_of_body_text_only():
    text = "กขคงจชซดต" * 400
    made = sketch(blocks(text))
    assert list(made) == sorted(set(made))
    assert sketch(blocks(text, stream="header")) == ()


def test_a_sketch_added_twice_counts_once():
    index = NearIndex({"a": range(20)})
    index.add("a", range(20))
    assert index.similar(range(20)) == {"a": 1.0}
    assert (index.size("a"), index.size("b")) == (20, 0)


PLAN = Document(
    "a",
    "a",
    "a",
    DocumentMeta("แผน", DocumentKind.IMPROVEMENT_PLAN, plan_year=FiscalYear(2567), approval=Approval.APPROVED),
)


@pytest.mark.parametrize(
    ("change", "share", "sizes", "ocr", "copy", "version"),
    [
        ({}, 0.9, (100, 100), False, True, True),
        ({}, 0.6, (100, 100), False, False, True),
        ({}, 0.6, (100, 100), True, True, True),
        ({}, 0.95, (100, 30), False, False, True),
        ({"approval": Approval.DRAFT}, 0.95, (100, 100), False, False, True),
        ({"plan_year": FiscalYear(2566)}, 0.95, (100, 100), False, False, False),
        ({"kind": DocumentKind.OTHER}, 0.95, (100, 100), False, False, False),
        ({}, 0.3, (100, 100), True, False, False),
    ],
)
def test_copies_and_versions_are_told_apart(change, share, sizes, ocr, copy, version):
    other = replace(PLAN, id="b", meta=replace(PLAN.meta, **change))
    assert is_copy(PLAN, other, share, sizes, ocr=ocr) is copy
    assert is_version(PLAN, other, share) is version
