"""How good suggestions would have been: each past plan hidden, suggested for, and compared with what was chosen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from plandocs.frameworks import Frameworks
from plandocs.model.document import Approval
from plandocs.model.finding import Finding, Goal, Kpi, Outcome, Proposal
from plandocs.model.plan import Evidence, SuggestionSet, Theme
from plandocs.model.text import stands
from plandocs.suggest.admissible import admissible
from plandocs.suggest.decisions import ThemeDecision, theme_id
from plandocs.suggest.goals import suggest
from plandocs.suggest.lineage import Lineage, trace
from plandocs.suggest.measures import measure, same_measure
from plandocs.suggest.themes import known_years, series_of, themes_of

Wanted = tuple[str, Kpi]


@dataclass(frozen=True, slots=True)
class YearResult:
    """
    One past year. A chosen goal counts as found only with the same theme and the same KPI measure.

    `chosen` goals stood in the year's plan, `answerable` ones of them answer a finding or a goal known before.
    `found_*` count chosen goals among the first 10, 20 and all suggestions, `baseline_*` the same for the most similar
    past goal of each OFI. `open_ofis` and `covered` count OFIs of the newest report, `quotes` and `verified` quotes.
    """

    year: int
    chosen: int
    answerable: int
    found_10: int
    found_20: int
    found_all: int
    shown: int
    open_ofis: int
    covered: int
    quotes: int
    verified: int
    baseline_10: int
    baseline_20: int
    baseline_shown: int
    missed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BacktestResult:
    """All years, and the shares over all of them (0–1)."""

    years: tuple[YearResult, ...]

    def share(self, part: str, whole: str = "chosen") -> float:
        """Return the sum of a count over the sum of another, e.g. recall@10 as ``share("found_10")``."""
        total = sum(getattr(row, whole) for row in self.years)
        return sum(getattr(row, part) for row in self.years) / total if total else 0.0

    def summary(self) -> dict[str, float]:
        """Return recall@10 and @20, coverage, evidence precision, and the baseline's recall."""
        return {
            "recall@10": self.share("found_10"),
            "recall@20": self.share("found_20"),
            "recall@10_answerable": self.share("found_10", "answerable"),
            "ofi_coverage": self.share("covered", "open_ofis"),
            "evidence_precision": self.share("verified", "quotes"),
            "baseline_recall@10": self.share("baseline_10"),
            "baseline_recall@20": self.share("baseline_20"),
        }


def backtest(
    *,
    findings: Sequence[Finding],
    goals: Sequence[Goal],
    outcomes: Sequence[Outcome],
    frameworks: Frameworks,
    proposals: Sequence[Proposal] = (),
    weights: Mapping[str, float] | None = None,
    decisions: Iterable[ThemeDecision] = (),
    years: Sequence[int] = (),
    verify: Callable[[Evidence], bool] | None = None,
) -> BacktestResult:
    """
    Return the figures for each past plan year (all that have a plan and an earlier report, or `years`).

    `verify` re-reads a quote in its document; without it the quote is checked against its anchor's hash.
    """
    planned = {int(goal.plan_year) for goal in goals if not goal.strategic}
    first = min((int(f.report_year) for f in findings), default=9999)
    known = tuple(decisions)
    rows = []
    for year in sorted(years or planned):
        chosen = _chosen(goals, year)
        if first >= year or not chosen:
            continue
        made = suggest(
            year,
            findings=findings,
            goals=goals,
            outcomes=outcomes,
            proposals=proposals,
            frameworks=frameworks,
            weights=weights,
            decisions=known,
        )
        rows.append(_compare(year, made, chosen, findings, goals, outcomes, frameworks, known, verify or _hash_fits))
    return BacktestResult(tuple(rows))


def _chosen(goals: Sequence[Goal], year: int) -> list[Goal]:
    """Return the goals of a year's plan: the approved one's, else those not called a draft, else the draft's."""
    plan = [goal for goal in goals if goal.plan_year == year and not goal.strategic]
    for wanted in ({Approval.APPROVED}, {Approval.UNKNOWN}, {Approval.DRAFT}):
        rows = [goal for goal in plan if goal.status in wanted]
        if rows:
            return rows
    return []


def _compare(
    year: int,
    made: SuggestionSet,
    chosen: Sequence[Goal],
    findings: Sequence[Finding],
    goals: Sequence[Goal],
    outcomes: Sequence[Outcome],
    frameworks: Frameworks,
    decisions: tuple[ThemeDecision, ...],
    verify: Callable[[Evidence], bool],
) -> YearResult:
    known = [f for f in findings if f.report_year < year]
    plans = [g for g in goals if g.plan_year <= year]
    done = [o for o in outcomes if o.plan_year < year]
    lineage = trace(known, plans, done, frameworks)
    themes = themes_of(lineage, decisions, known_years(known, plans, done), frameworks)
    home = {theme_id(f): theme.id for theme in themes for f in theme.findings}
    answers = _answered(lineage, themes)
    wanted = [answers.get(goal.id, []) for goal in chosen]
    offered = [
        [(home.get(theme, theme), Kpi(kpi.name, kpi.unit, kpi.baseline)) for theme in s.themes for kpi in s.kpis]
        for s in made.suggestions
    ]
    plain = _most_similar(year, goals, outcomes, lineage, themes, frameworks)
    newest = max(int(f.report_year) for f in known)
    last = {f.id for f in known if f.report_year == newest}
    coverage = [row for row in made.coverage if row.finding_id in last]
    proof = [e for s in made.suggestions for e in s.evidence]
    hits = [_rank(goal, offered) for goal in wanted]
    plain_hits = [_rank(goal, plain) for goal in wanted]
    return YearResult(
        year=year,
        chosen=len(chosen),
        answerable=sum(bool(goal) for goal in wanted),
        found_10=sum(rank <= 10 for rank in hits),
        found_20=sum(rank <= 20 for rank in hits),
        found_all=sum(rank <= len(offered) for rank in hits),
        shown=len(offered),
        open_ofis=len(coverage),
        covered=sum(bool(row.suggestion_ids) for row in coverage),
        quotes=len(proof),
        verified=sum(verify(e) for e in proof),
        baseline_10=sum(rank <= 10 for rank in plain_hits),
        baseline_20=sum(rank <= 20 for rank in plain_hits),
        baseline_shown=len(plain),
        missed=tuple(goal.goal for goal, rank in zip(chosen, hits, strict=True) if rank > len(offered)),
    )


def _answered(lineage: Lineage, themes: Sequence[Theme]) -> dict[str, list[Wanted]]:
    """
    Return the theme that each goal answers with every name its measure has had, by goal id.

    A plan that starts from the result of an earlier one measures the same, even where it words the KPI anew.
    """
    owners = series_of(lineage, themes)
    found: dict[str, list[Wanted]] = {}
    for row in lineage.series:
        if row.key in owners:
            for goal in dict.fromkeys(row.goals):  # a goal with two measures stands in two rows
                found.setdefault(goal.id, []).extend((owners[row.key], kpi) for kpi in row.kpis)
    return found


def _rank(goal: Sequence[Wanted], offered: Sequence[Sequence[Wanted]]) -> int:
    """
    Return the place (from 1) of the first offer with theme and measure of `goal`.

    A large number when there is none.
    """
    for place, rows in enumerate(offered, 1):
        for theme, kpi in rows:
            if any(theme == want and _same_quantity(kpi, chosen) for want, chosen in goal):
                return place
    return 10**9


def _same_quantity(one: Kpi, other: Kpi) -> bool:
    """
    Return whether two KPIs of one theme are the same measure.

    Two that start from the same figure in the same unit, and share words, count one thing under two names.
    """
    mine, theirs = measure(one.name, one.unit), measure(other.name, other.unit)
    if same_measure(mine, theirs):
        return True
    figure = one.baseline if one.baseline and one.baseline == other.baseline else None
    if figure is None or not mine.unit or mine.unit != theirs.unit:
        return False
    return bool(mine.words & theirs.words) or same_measure(mine, theirs, continued=True)


def _most_similar(
    year: int,
    goals: Sequence[Goal],
    outcomes: Sequence[Outcome],
    lineage: Lineage,
    themes: Sequence[Theme],
    frameworks: Frameworks,
) -> list[list[Wanted]]:
    """Return the simple rival: for each OFI of the newest report the most similar past goal, most similar first."""
    facts = admissible(year, findings=lineage.findings, goals=goals, outcomes=outcomes, proposals=())
    past = [g for g in facts.goals if not g.strategic]
    own = trace(facts.findings, past, facts.outcomes, frameworks)
    newest = max((int(f.report_year) for f in own.findings), default=0)
    home = {f: theme.id for theme in themes for f in theme.findings}
    rows: list[tuple[float, str, Goal]] = []
    for finding in own.findings:
        if finding.report_year == newest and past:
            best = max(past, key=lambda g: (own.like(finding.id, g.id), g.plan_year))
            rows.append((own.like(finding.id, best.id), home[finding.id], best))
    rows.sort(key=lambda row: (-row[0], row[1]))
    return [[(theme, kpi) for kpi in goal.kpis or (Kpi(goal.goal),)] for _, theme, goal in rows]


def _hash_fits(evidence: Evidence) -> bool:
    return stands(evidence.quote, (evidence.anchor, *evidence.more))
