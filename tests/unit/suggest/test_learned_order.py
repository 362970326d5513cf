"""A learned order: used only where it beats the weights on later decisions, and it says how both did."""

from __future__ import annotations

import random
import subprocess
import sys

import pytest

from plandocs.model.plan import SuggestedKpi, Suggestion, SuggestionSet
from plandocs.model.year import FiscalYear
from plandocs.suggest import ranking
from plandocs.suggest.rerank import NEEDED, Judged, feature_names, features, learn, reordered, weighed

WEIGHTS = ranking.chosen_weights({})
RELATIONS = ("continue", "raise", "strategic", "new")


def dice(seed):
    return random.Random(seed)  # noqa: S311 - the same logs on every run, nothing to keep secret


def suggestion(draw, number, year):
    parts = {key: round(draw.random(), 3) for key in ranking.defaults()}
    score, told = ranking.score(parts, WEIGHTS)
    kpi = SuggestedKpi("จำนวน", "เรื่อง", 1.0 if draw.random() < 0.5 else None, None, "")
    relation = draw.choice(RELATIONS)
    return Suggestion(
        f"s{number:010d}", FiscalYear(year), f"เป้าหมาย {number}", (kpi,), "", ("4.1",), (), (),
        rank=number % 20 + 1, score=score, relation=relation, parts=told,
    )  # fmt: skip


def part(made, key):
    name = ranking.defaults()[key][1]
    return next(value for told, value, _ in made.parts if told == name)


def log(wanted, count=300, seed=7):
    """Decisions of people who want what `wanted` says, in order; every twelfth is a slip."""
    draw = dice(seed)
    made = [suggestion(draw, n, 2560 + n * 8 // count) for n in range(count)]
    return [Judged(s, wanted(s) is not (n % 12 == 0), n) for n, s in enumerate(made)]


def leverage_counts(made):
    """People who look at nothing but how many items a goal serves, which weighs little by default."""
    return part(made, "leverage") > 0.5


def as_the_weights_say(made):
    return weighed(made, WEIGHTS) > 0.5


def test_a_model_that_beats_the_weights_on_later_decisions_orders_the_suggestions():
    model, ordering = learn(log(leverage_counts), WEIGHTS)
    assert ordering.used
    assert model is not None
    assert (ordering.decisions, ordering.earlier, ordering.later) == (300, 210, 90)
    assert ordering.by_model > 0.8 > ordering.by_weights
    assert f"{100 * ordering.by_model:.1f}" in ordering.why
    assert f"{100 * ordering.by_weights:.1f}" in ordering.why


def test_a_model_that_does_not_beat_the_weights_is_not_used_and_says_so():
    model, ordering = learn(log(as_the_weights_say), WEIGHTS)
    assert model is None
    assert not ordering.used
    assert ordering.by_weights > 0.85
    assert "จึงใช้น้ำหนัก" in ordering.why


def test_what_people_no_longer_want_is_not_learned():
    """The later decisions judge: a taste that turned round loses, however well it fits the earlier ones."""
    rows = log(leverage_counts)
    turned = [row if row.order < 210 else Judged(row.suggestion, not row.accepted, row.order) for row in rows]
    model, ordering = learn(turned, WEIGHTS)
    assert model is None
    assert ordering.by_model < 0.3


def test_chance_does_not_beat_the_weights():
    draw = dice(3)
    for seed in range(6):
        rows = [Judged(r.suggestion, draw.random() < 0.5, r.order) for r in log(leverage_counts, seed=seed)]
        model, ordering = learn(rows, WEIGHTS)
        assert model is None, ordering


@pytest.mark.parametrize("count", [0, 1, NEEDED - 1])
def test_nothing_is_learned_from_too_few_decisions(count):
    model, ordering = learn(log(leverage_counts)[:count], WEIGHTS)
    assert model is None
    assert (ordering.used, ordering.decisions, ordering.needed) == (False, count, NEEDED)
    assert str(NEEDED) in ordering.why


def test_all_accepted_teaches_no_order():
    rows = [Judged(row.suggestion, True, row.order) for row in log(leverage_counts)]
    model, ordering = learn(rows, WEIGHTS)
    assert model is None
    assert not ordering.used


def test_the_same_decisions_give_the_same_order_in_whatever_order_they_are_read():
    rows = log(leverage_counts)
    shuffled = rows[:]
    dice(1).shuffle(shuffled)
    assert learn(rows, WEIGHTS) == learn(shuffled, WEIGHTS)


def test_reordering_changes_places_only_and_tells_the_place_by_the_weights():
    draw = dice(11)
    made = [suggestion(draw, n, 2568) for n in range(20)]
    by_score = sorted(made, key=lambda s: -s.score)
    from dataclasses import replace

    before = SuggestionSet(FiscalYear(2568), tuple(replace(s, rank=n) for n, s in enumerate(by_score, 1)), ())
    model, ordering = learn(log(leverage_counts), WEIGHTS)
    after = reordered(before, model, ordering)
    assert [s.rank for s in after.suggestions] == list(range(1, 21))
    assert {s.id for s in after.suggestions} == {s.id for s in before.suggestions}
    assert {s.weighed_rank for s in after.suggestions} == set(range(1, 21))
    tops = [part(s, "leverage") for s in after.suggestions]
    assert sum(tops[:10]) > sum(tops[10:])
    assert all(len(s.moved_by) == 3 for s in after.suggestions)
    assert reordered(before, None, ordering).suggestions == before.suggestions


def test_every_feature_has_a_name():
    made = suggestion(dice(1), 1, 2568)
    assert len(features(made)) == len(feature_names()) == len(set(feature_names()))


def test_no_heavy_library_is_loaded_for_few_decisions():
    code = (
        "import sys; from plandocs.suggest.rerank import learn; from plandocs.suggest import ranking;"
        "learn([], ranking.chosen_weights({})); print('sklearn' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
