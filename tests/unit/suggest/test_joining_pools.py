"""Pools are joined step by step with the same outcome as when everything is computed again at each step."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from plandocs.frameworks import load
from plandocs.suggest.pools import NEEDED, SILENCE, Words, attached, silent_years
from plandocs.suggest.similarity import Nearness


def plain(groups, findings, words, nearness, goals_of):
    """The same by its definition: all likenesses anew after every join."""
    years = {f.report_year for f in findings}
    pools = [sorted(g) for g in groups]

    def words_of(pool):
        return {words.order[key] for p in pool for key in (findings[p].id, *goals_of[findings[p].id])}

    def shared(one, other):
        return sum(words.matrix[a, b] for a in words_of(one) for b in words_of(other))

    def likeness(one, other):
        if {findings[p].document_id for p in one} & {findings[p].document_id for p in other}:
            return 0.0
        place = max(
            nearness.of(findings[a].edition, findings[a].item, findings[b].edition, findings[b].item)
            for a in one
            for b in other
        )
        if place < Nearness.RESULTS:
            return 0.0
        answers = [any(goals_of[findings[p].id] for p in pool) for pool in (one, other)]
        value = shared(one, other) / (shared(one, one) * shared(other, other)) ** 0.5 * place / NEEDED[sum(answers)]
        if planned and not any(answers):
            gaps = (silent_years(findings[a].report_year, findings[b].report_year, years) for a in one for b in other)
            value *= SILENCE ** min(gaps)
        return value

    planned = any(goals_of.values())
    while True:
        pairs = [(likeness(a, b), i, j) for i, a in enumerate(pools) for j, b in enumerate(pools) if i < j]
        best = max(pairs, key=lambda pair: pair[0], default=(0.0, 0, 0))
        if best[0] < 1.0:
            return tuple(tuple(p) for p in pools)
        pools[best[1]] = sorted(pools[best[1]] + pools.pop(best[2]))


@pytest.mark.parametrize("planned", [True, False])
@pytest.mark.parametrize("seed", range(12))
def test_joining_step_by_step_gives_what_computing_anew_gives(seed, planned):
    random = np.random.default_rng(seed)
    count, goals = 26, 6
    findings = [
        SimpleNamespace(
            id=f"f{n}",
            edition="pmqa4",
            item=str(random.choice(["4.1", "4.2", "6.3", "7.1"])),
            document_id=f"d{(year := int(random.integers(2560, 2567)))}",
            report_year=year,
        )
        for n in range(count)
    ]
    topic = random.random((5, 12)) ** 4
    vectors = topic[random.integers(0, 5, count + goals)] + 0.12 * random.random((count + goals, 12))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    order = {f"f{n}": n for n in range(count)} | {f"g{n}": count + n for n in range(goals)}
    words = Words(vectors @ vectors.T, order)
    goals_of = {f.id: frozenset(f"g{n}" for n in range(goals) if planned and random.random() < 0.06) for f in findings}
    groups = [[0, *range(20, count)], *([n] for n in range(1, 20))]
    nearness = Nearness(load())
    found = attached(groups, findings, words, nearness, goals_of)
    assert found == plain(groups, findings, words, nearness, goals_of)
    assert 1 < len(found) < len(groups)
