"""Weaknesses followed over the years: findings of all reports grouped, with goals tried, state and missing links."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from plandocs.frameworks import Frameworks, load
from plandocs.model.finding import Finding, Goal, Level, LevelClaim, Outcome
from plandocs.model.plan import Theme, ThemeState
from plandocs.suggest.answers import answered, effective
from plandocs.suggest.decisions import ThemeDecision, apply, theme_id
from plandocs.suggest.history import Known, history
from plandocs.suggest.lineage import Lineage, trace
from plandocs.suggest.measures import Series
from plandocs.suggest.similarity import Nearness
from plandocs.suggest.titles import title

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vector = NDArray[np.bool_]

#: Likeness from which a strength speaks of the matter of a weakness at the same item.
PRAISED = 0.3
#: And from which it is surely that very matter, so that it needs no target reached to show that it is solved.
SOLVED = 0.95
_LEVEL_NAMES = {Level.BASIC: "พื้นฐาน", Level.ADVANCE: "ก้าวหน้า", Level.SIGNIFICANCE: "พัฒนาจนเกิดผล"}
_ORDER = {ThemeState.REOPENED: 0, ThemeState.OPEN: 1, ThemeState.IN_PROGRESS: 2, ThemeState.CLOSED: 3}


def build_themes(
    findings: Sequence[Finding],
    goals: Sequence[Goal],
    outcomes: Sequence[Outcome],
    decisions: Iterable[ThemeDecision] = (),
    *,
    frameworks: Frameworks | None = None,
    levels: Sequence[LevelClaim] = (),
) -> tuple[Theme, ...]:
    """
    Return the weaknesses that the OFIs among `findings` state, each followed over reports, plans and results.

    An OFI that is like no other is a theme of its own; strengths make none. `decisions` are the planners'
    (action, theme id, payload)
    tuples, oldest first: they win. `levels` that the office claims for an item stand among the events of its themes.
    Ordered by state (reopened, open, in progress, closed), most years and latest first.
    """
    frameworks = frameworks or load()
    known = known_years(findings, goals, outcomes)
    themes = themes_of(trace(findings, goals, outcomes, frameworks), decisions, known, frameworks)
    return tuple(_with_claims(theme, levels) for theme in themes)


def _with_claims(theme: Theme, levels: Sequence[LevelClaim]) -> Theme:
    """Return the theme with what the office claimed for its items since it was first found, among its events."""
    said = [
        (int(c.year), f"ประเมินตนเองที่หัวข้อ {c.item} ระดับ{_LEVEL_NAMES[c.level]}", c.document_id)
        for c in levels
        if c.claimed and c.item in theme.items and c.year >= theme.years[0]
    ]
    return replace(theme, events=tuple(sorted((*theme.events, *said), key=lambda event: event[0]))) if said else theme


def themes_of(
    lineage: Lineage, decisions: Iterable[ThemeDecision], known: Known, frameworks: Frameworks
) -> tuple[Theme, ...]:
    """Return the themes of a traced lineage."""
    by_id = {finding.id: finding for finding in lineage.findings}
    given = tuple(decisions)
    answers = answered(given, by_id)
    grouped = lineage.grouped(answers)
    groups = [[lineage.findings[number].id for number in members] for members in grouped]
    decided, titles = apply(groups, effective(given, answers), lineage.findings)
    owners = _series_by_group(lineage, decided)
    praise = _praise_by_group(lineage, decided, frameworks)
    series: dict[int, list[Series]] = {}
    for row in lineage.series:
        series.setdefault(owners.get(row.key, -1), []).append(row)
    themes = []
    for number, members in enumerate(decided):
        found = sorted((by_id[f] for f in members), key=lambda f: (f.report_year, f.id))
        rows = series.get(number, [])
        said = praise.get(number, ())
        solved = [s for s in said if max(lineage.same(s.id, f.id) for f in found) >= SOLVED]
        past = history(found, rows, lineage.outcomes, known, said, solved)
        named = next((titles[f] for f in members if f in titles), "")
        kpis = [kpi.name for row in rows for goal, kpi in zip(row.goals, row.kpis, strict=True) if goal.kpis]
        themes.append(
            Theme(
                id=theme_id(found[0].id),
                title=named or title(found, [lineage.subjects[f.id] for f in found], kpis, frameworks),
                state=past.state,
                years=tuple(sorted({int(f.report_year) for f in found})),
                items=tuple(dict.fromkeys(f.item for f in found)),
                findings=tuple(f.id for f in found),
                goals=past.traces,
                gaps=past.gaps,
                events=past.events,
            )
        )
    return tuple(sorted(themes, key=lambda t: (_ORDER[t.state], -len(t.years), -max(t.years), t.id)))


def known_years(findings: Sequence[Finding], goals: Sequence[Goal], outcomes: Sequence[Outcome]) -> Known:
    """Return the years for which there are plans, 12-month results and feedback reports."""
    return Known(
        plans=frozenset(int(goal.plan_year) for goal in goals if not goal.strategic),
        monitored=frozenset(
            int(o.plan_year) for o in outcomes if o.months == 12 or (o.months is None and o.achieved is not None)
        ),
        reports=frozenset(int(finding.report_year) for finding in findings),
    )


def _series_by_group(lineage: Lineage, groups: Sequence[Sequence[str]]) -> dict[int, int]:
    """Return, for each series of goals, the group of findings that it answers most, of equals the earliest."""
    first = [min(lineage.order[finding] for finding in members) for members in groups]
    home = {finding: number for number, members in enumerate(groups) for finding in members}
    weight: dict[int, dict[int, float]] = {}
    for finding, links in lineage.links.items():
        for key, link in links.items():
            share = weight.setdefault(key, {})
            share[home[finding]] = share.get(home[finding], 0.0) + link.strength
    return {key: max(share, key=lambda number: (share[number], -first[number])) for key, share in weight.items()}


def _praise_by_group(
    lineage: Lineage, groups: Sequence[Sequence[str]], frameworks: Frameworks
) -> dict[int, list[Finding]]:
    """Return the strengths that speak of each group's matter: at its items, and most like its findings and goals."""
    import numpy as np

    if not lineage.praise or not groups:
        return {}
    by_id = {finding.id: finding for finding in lineage.findings}
    goals = {row.key: [lineage.order[goal.id] for goal in row.goals] for row in lineage.series}
    texts = [
        sorted(
            {lineage.order[f] for f in members}.union(*(goals[k] for f in members for k in lineage.links.get(f, {})))
        )
        for members in groups
    ]
    starts = np.cumsum([0, *(len(rows) for rows in texts)])[:-1]
    every = [row for rows in texts for row in rows]
    items = [{(by_id[f].edition, by_id[f].item) for f in members} for members in groups]
    nearness = Nearness(frameworks)
    there: dict[tuple[str, str], Vector] = {}
    found: dict[int, list[Finding]] = {}
    for strength in lineage.praise:
        place = strength.edition, strength.item
        if place not in there:
            best = [max(nearness.of(*place, *item) for item in at) for at in items]
            there[place] = np.array(best) >= Nearness.CROSSWALK
        like = np.maximum.reduceat(lineage.matrix[lineage.order[strength.id]][every], starts)
        like = np.where(there[place], like, 0.0)
        at = int(np.argmax(like))
        if like[at] > PRAISED:
            found.setdefault(at, []).append(strength)
    return found


def series_of(lineage: Lineage, themes: Sequence[Theme]) -> dict[int, str]:
    """Return the theme id that each series of goals belongs to, by series key."""
    groups = [list(theme.findings) for theme in themes]
    return {key: themes[number].id for key, number in _series_by_group(lineage, groups).items()}


def rows_of(lineage: Lineage, theme: Theme, owners: dict[int, str]) -> list[Series]:
    """Return the series of goals that belong to a theme."""
    return [row for row in lineage.series if owners.get(row.key) == theme.id]
