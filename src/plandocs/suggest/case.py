"""One weakness with all that is known of it, and a goal that could answer it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from plandocs.model.finding import Finding, Goal, Kpi, Outcome, Proposal
from plandocs.model.plan import GoalTrace, SuggestedKpi, Theme
from plandocs.suggest.firsttargets import Pace
from plandocs.suggest.measures import Series


@dataclass(frozen=True)
class Case:
    """Everything known about one weakness when the goals for `year` are suggested."""

    year: int
    theme: Theme
    findings: Sequence[Finding]
    series: Sequence[Series]
    strategic: Sequence[tuple[Goal, Kpi]]
    kindred: Sequence[tuple[Goal, Kpi]]
    proposals: Sequence[Proposal]
    hinted: frozenset[str] = frozenset()
    most_votes: int = 0
    items: tuple[str, ...] = ()
    subject: str = ""
    results: Sequence[Outcome] = ()
    owners: Mapping[tuple[str, str], str] = field(default_factory=dict)
    units: Sequence[str] = ()
    pace: Pace | None = None

    @property
    def traces(self) -> tuple[GoalTrace, ...]:
        """Earlier goals, oldest first."""
        return self.theme.goals

    @property
    def latest(self) -> Finding:
        """The newest finding, of several the one with advice."""
        return max(self.findings, key=lambda f: (f.report_year, bool(f.advice), f.id))


@dataclass(frozen=True, slots=True)
class Candidate:
    """
    A goal for a weakness: its words, KPIs, how it relates to earlier goals, and why (Thai).

    `proven` tells that its measure has been used before, here or commonly; else it is worded from the finding alone.
    """

    goal: str
    kpis: tuple[SuggestedKpi, ...]
    relation: str
    why: tuple[str, ...]
    owner: str = ""
    proven: bool = True
