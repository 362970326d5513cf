"""What may be known when a plan for a year is made: the rule that keeps the future out of suggestions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from plandocs.model.finding import Finding, Goal, Kpi, Outcome, Proposal


@dataclass(frozen=True, slots=True)
class Admissible:
    """The facts that suggestions for a year may use."""

    findings: tuple[Finding, ...]
    goals: tuple[Goal, ...]
    outcomes: tuple[Outcome, ...]
    proposals: tuple[Proposal, ...]


def admissible(
    year: int,
    *,
    findings: Sequence[Finding],
    goals: Sequence[Goal],
    outcomes: Sequence[Outcome],
    proposals: Sequence[Proposal],
    as_of: dt.date | None = None,
    event_dates: Mapping[str, dt.date] | None = None,
    document_years: Mapping[str, int] | None = None,
) -> Admissible:
    """
    Return what counts for a plan of fiscal `year`.

    Reports about years up to the one before, whatever their date; plans up to the one before; strategic goals
    in force in
    `year`; workshop results for `year`. Never a plan for `year`, draft or approved, nor anything about a later year.
    A report that also states results of `year` or later is a later report, and so is one that `document_years` says
    is about such a year. `as_of` also leaves out documents whose date in `event_dates` is later.
    """
    late = {document for document, day in (event_dates or {}).items() if as_of is not None and day > as_of}
    later_reports = {o.document_id for o in outcomes if o.plan_year >= year}
    later_reports |= {document for document, about in (document_years or {}).items() if about >= year}
    kept = [goal for goal in goals if goal.document_id not in late and _in_time(goal, year)]
    return Admissible(
        tuple(f for f in findings if f.report_year < year and f.document_id not in late),
        tuple(_without_future(goal, year) for goal in kept),
        tuple(o for o in outcomes if o.plan_year < year and o.document_id not in late | later_reports),
        tuple(p for p in proposals if p.plan_year == year and p.document_id not in late),
    )


def in_force(goal: Goal, year: int) -> bool:
    """Return whether a strategic goal is in force in `year`: stated for it, or with a target for it or beyond."""
    if goal.plan_year > year:
        return False
    return goal.plan_year == year or any(there >= year for kpi in goal.kpis for there, _ in kpi.targets)


def _in_time(goal: Goal, year: int) -> bool:
    # A strategic goal that has run out is no aim any more, but the results it states still are facts.
    return goal.plan_year <= year if goal.strategic else goal.plan_year < year


def _without_future(goal: Goal, year: int) -> Goal:
    def cut(kpi: Kpi, keep: Callable[[int], bool]) -> Kpi:
        return replace(kpi, results=tuple((there, value) for there, value in kpi.results if keep(there)))

    return replace(goal, kpis=tuple(cut(kpi, lambda there: there < year) for kpi in goal.kpis))
