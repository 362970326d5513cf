"""What makes two findings each other's match: not how near they are, but how far that stands out."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from plandocs.frameworks import load
from plandocs.model.finding import Finding, FindingKind, Goal, Proposal
from plandocs.model.text import Anchor, Place
from plandocs.model.year import FiscalYear
from plandocs.suggest.lineage import trace
from plandocs.suggest.similarity import Nearness
from plandocs.suggest.standing import UNKNOWN_ITEM, chances, deviations, matched, papers, places

TWO_REPORTS = np.array([0, 0, 0, 1, 1, 1])


def symmetric(across):
    """A likeness of two reports of three findings; within a report everything is alike."""
    table = np.full((6, 6), 0.9)
    table[:3, 3:] = across
    table[3:, :3] = np.transpose(across)
    return table


def test_a_match_stands_out_at_any_level_of_nearness():
    low = symmetric([[0.30, 0.05, 0.06], [0.04, 0.28, 0.05], [0.05, 0.06, 0.05]])
    found = deviations(low, TWO_REPORTS)

    assert np.allclose(found, deviations(low + 0.4, TWO_REPORTS))
    assert min(found[0, 3], found[1, 4]) > 1.1
    assert abs(found[2, 5]) < 0.5


def test_of_several_candidates_the_clearly_best_is_the_match_and_equals_share_the_chance():
    clear = chances(symmetric([[0.6, 0.2, 0.1], [0.1, 0.1, 0.1], [0.1, 0.1, 0.1]]), TWO_REPORTS)
    equal = chances(symmetric([[0.6, 0.6, 0.6], [0.1, 0.1, 0.1], [0.1, 0.1, 0.1]]), TWO_REPORTS)

    assert clear[0, 3] > 0.9
    assert equal[0, 3] == pytest.approx(equal[0, 5])
    assert equal[0, 3] < 0.4


def test_both_have_to_choose_each_other():
    found = chances(symmetric([[0.5, 0.0, 0.0], [0.9, 0.0, 0.0], [0.0, 0.0, 0.0]]), TWO_REPORTS)

    assert found[1, 3] > 0.9
    assert found[0, 3] < 0.05


def test_what_is_near_to_nothing_has_no_match_even_without_a_rival():
    found = chances(np.array([[1.0, 0.05], [0.05, 1.0]]), np.array([0, 1]))

    assert found[0, 1] < 0.1


@given(st.integers(2, 9), st.integers(0, 2**32 - 1))
def test_chances_are_symmetric_shares_and_none_within_one_list(count, seed):
    chance = np.random.default_rng(seed)
    lists = np.sort(chance.integers(0, 3, count))
    lists = np.unique(lists, return_inverse=True)[1]
    score = chance.random((count, count)) * 2
    score = (score + score.T) / 2
    found = chances(score, lists)

    assert np.allclose(found, found.T)
    assert (found[lists[:, None] == lists] == 0).all()
    for number in range(lists.max() + 1):
        assert (found[:, lists == number].sum(axis=1) <= 1 + 1e-9).all()


NOWHERE, ANCHOR = Place(""), Anchor("", 0, 0, 0, "")


def finding(document, item, kind=FindingKind.OFI, text="ข้อความ"):
    identity = f"{document}{item}{kind}{text}"
    return Finding(identity, kind, "pmqa4", item, FiscalYear(2565), text, document, NOWHERE, ANCHOR)


def goal(*items):
    identity, year = f"goal {items}", FiscalYear(2566)
    return Goal(identity, year, "เป้าหมาย", "plan", NOWHERE, ANCHOR, items=tuple(("pmqa4", item) for item in items))


def test_goals_stand_at_the_nearest_of_their_items_or_anywhere():
    near = places([finding("a", "6.1"), finding("a", "4.1"), goal("6.1", "4.1"), goal("1.1"), goal()], Nearness(load()))

    assert near[2, :2].tolist() == [Nearness.SAME, Nearness.SAME]
    assert near[3, 0] == Nearness.FAR
    assert set(near[4]) == {UNKNOWN_ITEM}


def test_what_a_report_praises_is_a_list_of_its_own():
    numbers = papers([finding("a", "6.1"), finding("a", "6.1", FindingKind.STRENGTH), finding("b", "6.1"), goal("6.1")])

    assert numbers.tolist() == [0, 1, 2, 3]


def test_items_far_apart_need_more_in_common():
    shared, near = symmetric(np.full((3, 3), 0.3)), symmetric(np.full((3, 3), 0.2))
    same = matched(shared, near, np.ones((6, 6)), TWO_REPORTS)
    far = matched(shared, near, np.full((6, 6), Nearness.FAR), TWO_REPORTS)

    assert (same[:3, 3:] > far[:3, 3:]).all()


def test_themes_suggestions_and_audit_share_one_tracing_and_proposals_change_nothing(make):
    facts = [make.finding(2564, "6.1", "คิวรอรับยานานกว่าสองชั่วโมง"), make.finding(2565, "6.1", "รอรับยานานสองชั่วโมง")]
    proposal = Proposal("p1", FiscalYear(2566), "เพิ่มช่องจ่ายยาเพื่อลดคิวรอรับยา", "workshop", NOWHERE, ANCHOR)
    alone, again = trace(facts, (), (), load()), trace(list(facts), [], [], load())
    beside = trace(facts, (), (), load(), [proposal])

    assert alone is again
    assert beside.alike is alone.alike
    assert beside.like("p1", facts[0].id) > 0.1
    assert beside.like(facts[0].id, facts[1].id) == pytest.approx(alone.like(facts[0].id, facts[1].id))
