"""
Findings of all reports, grouped: which are the same weakness in other words, under other items.

In other editions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from plandocs.frameworks import Frameworks
from plandocs.model.finding import Finding, FindingKind, Goal, Outcome, Proposal
from plandocs.suggest.answers import Answers
from plandocs.suggest.grouping import Evidence
from plandocs.suggest.joint import surely
from plandocs.suggest.likeness import Likeness
from plandocs.suggest.links import Link, Linker
from plandocs.suggest.measures import Series, goal_series, measure, name_similarity, same_measure
from plandocs.suggest.pools import Words
from plandocs.suggest.similarity import Nearness, shared
from plandocs.suggest.standing import places, trust
from plandocs.suggest.words import Subject, subject

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.floating]


@dataclass(frozen=True)
class Lineage:
    """Groups of findings with the series of goals each belongs to."""

    findings: tuple[Finding, ...]
    groups: tuple[tuple[int, ...], ...]
    series: tuple[Series, ...]
    links: Mapping[str, Mapping[int, Link]]
    outcomes: Mapping[str, tuple[Outcome, ...]]
    evidence: Evidence
    subjects: Mapping[str, Subject]
    order: Mapping[str, int]
    matrix: Matrix
    sense: Matrix
    praise: tuple[Finding, ...] = ()

    @property
    def alike(self) -> Matrix:
        """Return how alike every two weaknesses are, with what plans say of them."""
        return self.evidence.alike

    def grouped(self, answers: Answers) -> tuple[tuple[int, ...], ...]:
        """Return the groups as they are with what planners answered about single pairs."""
        return self.evidence.grouped(answers) if answers else self.groups

    def same(self, one: str, other: str) -> float:
        """Return how surely two findings or goals (ids) state one matter, 0–1."""
        return float(self.sense[self.order[one], self.order[other]])

    def like(self, one: str, other: str) -> float:
        """Return how alike two findings, goals or proposals (ids) are in their words, 0–1."""
        return float(self.matrix[self.order[one], self.order[other]])


def trace(
    findings: Sequence[Finding],
    goals: Sequence[Goal],
    outcomes: Sequence[Outcome],
    frameworks: Frameworks,
    proposals: Sequence[Proposal] = (),
) -> Lineage:
    """
    Return the OFIs among `findings` grouped by weakness; `proposals` are only made comparable with them.

    Themes, suggestions and audit ask for the same facts one after the other: the last answers are kept.
    """
    lineage = _traced(tuple(findings), tuple(goals), tuple(outcomes), frameworks)
    return _beside(lineage, proposals) if proposals else lineage


def _beside(lineage: Lineage, proposals: Sequence[Proposal]) -> Lineage:
    """Return the lineage with the words of proposals compared with all others, which they do not change."""
    import numpy as np

    subjects = {**lineage.subjects, **{p.id: subject((p.text, 1.0), (p.cause, 0.5)) for p in proposals}}
    order = {identity: number for number, identity in enumerate(subjects)}
    matrix = np.minimum(1.0, shared(list(subjects.values()), len(lineage.subjects)))
    return replace(lineage, subjects=subjects, order=order, matrix=matrix)


@lru_cache(maxsize=2)
def _traced(
    findings: tuple[Finding, ...], goals: tuple[Goal, ...], outcomes: tuple[Outcome, ...], frameworks: Frameworks
) -> Lineage:
    ofis = tuple(sorted((f for f in findings if f.kind is FindingKind.OFI), key=lambda f: (f.report_year, f.id)))
    subjects = {f.id: subject((f.text, 1.0), (f.advice, 0.5)) for f in ofis}
    subjects |= {g.id: subject((g.goal, 1.0), *((kpi.name, 1.0) for kpi in g.kpis)) for g in goals}
    praise = tuple(f for f in findings if f.kind is not FindingKind.OFI)
    subjects |= {f.id: subject((f.text, 1.0)) for f in praise}
    texts: tuple[Finding | Goal, ...] = (*ofis, *goals, *praise)
    placed = {text.id: text for text in texts}
    order = {identity: number for number, identity in enumerate(subjects)}
    nearness = Nearness(frameworks)
    likeness = Likeness.of(list(subjects.values()), list(placed.values()), trust(ofis), nearness)
    delivered = outcomes_of(goals, outcomes)
    series = goal_series(goals, _results(goals, delivered))
    linker = Linker(
        ofis,
        nearness,
        lambda one, other: float(likeness.words[order[one], order[other]]),
        lambda one, other: float(likeness.same[order[one], order[other]]),
    )
    links = linker.links(series, {key: latest_actual(found) for key, found in delivered.items()})
    alike = likeness.of_findings(ofis, order, series, links, places(ofis, nearness))
    words = Words(likeness.words, order)
    evidence = Evidence(ofis, alike, likeness.trust, words, nearness, _goals_of(ofis, series, links))
    return Lineage(
        ofis,
        evidence.grouped(),
        series,
        links,
        delivered,
        evidence,
        subjects,
        order,
        likeness.words,
        likeness.same,
        praise,
    )


def _goals_of(
    ofis: Sequence[Finding], series: Sequence[Series], links: Mapping[str, Mapping[int, Link]]
) -> dict[str, frozenset[str]]:
    """Return the ids of the goals that surely answer each finding."""
    goals = {row.key: {goal.id for goal in row.goals} for row in series}
    sure = zip(ofis, surely(ofis, links), strict=True)
    return {f.id: frozenset(goal for key in keys for goal in goals[key]) for f, keys in sure}


def outcomes_of(goals: Sequence[Goal], outcomes: Sequence[Outcome]) -> dict[str, tuple[Outcome, ...]]:
    """Return the outcomes that report on each goal, by goal id, latest round last."""
    found: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        best: list[tuple[float, Goal]] = []
        for goal in goals:
            if goal.strategic or goal.plan_year != outcome.plan_year:
                continue
            score = _reports_on(goal, outcome)
            if score:
                best.append((score, goal))
        top = max((score for score, _ in best), default=0.0)
        for score, goal in best:
            # Draft and approved plan state the same goal; both are reported on.
            if score >= top - 0.05:
                found.setdefault(goal.id, []).append(outcome)
    return {key: tuple(sorted(rows, key=lambda o: (o.months or 12, o.id))) for key, rows in found.items()}


def _reports_on(goal: Goal, outcome: Outcome) -> float:
    theirs = measure(outcome.kpi, outcome.unit) if outcome.kpi else None
    for kpi in goal.kpis:
        mine = measure(kpi.name, kpi.unit)
        same_target = kpi.target is not None and kpi.target == outcome.target
        if theirs is not None and same_measure(mine, theirs, continued=same_target):
            return 1.0 + name_similarity(mine, theirs) + (0.5 if same_target else 0.0)
    if theirs is None and outcome.goal:
        return float(name_similarity(measure(goal.goal), measure(outcome.goal)) >= 0.6)
    return 0.0


def _results(goals: Sequence[Goal], delivered: Mapping[str, Sequence[Outcome]]) -> dict[tuple[str, str], float]:
    """Return the results that reports state for each KPI of each goal."""
    found = {}
    for goal in goals:
        for kpi in goal.kpis:
            mine = measure(kpi.name, kpi.unit)
            for outcome in delivered.get(goal.id, ()):
                if outcome.actual is not None and same_measure(mine, measure(outcome.kpi, outcome.unit)):
                    found[goal.id, kpi.name] = outcome.actual
    return found


def latest_actual(outcomes: Sequence[Outcome]) -> float | None:
    """Return the result of the longest round that states one."""
    return next((outcome.actual for outcome in reversed(outcomes) if outcome.actual is not None), None)
