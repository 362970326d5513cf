"""
Which findings a plan's goals answer: by what the plan says of itself.

And by the figures that later reports repeat.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from plandocs.model.finding import Finding, Goal, Kpi
from plandocs.suggest.facts import Figure, figures, source_references
from plandocs.suggest.measures import Series
from plandocs.suggest.similarity import Nearness

#: A goal names the finding's report and item, and the finding is the only one there.
NAMED_ALONE = 0.9
NAMED_AMONG_OTHERS = 0.8
#: Words in common that a goal needs with a finding it does not name, or names among others.
GUESSED, CHOSEN = 0.65, 0.12
#: Worth of a figure that stands in the plan as target (said to be one, or not) and as baseline or result.
SAID_TARGET, TARGET, OTHER_FIGURE, SUBJECT = 0.7, 0.5, 0.35, 0.35
ENOUGH_FIGURES = 0.8

#: Years before the plan in which a report may hold what a plan only names by its item.
LOOK_BACK = 2

Like = Callable[[str, str], float]


@dataclass(frozen=True, slots=True)
class Link:
    """
    How surely a finding belongs to a measure (0–1), and by what: the plan's "source", "figures".

    Or its "words".
    """

    strength: float
    by: str


class Linker:
    """
    Links findings to series of goals.

    `like` is how alike the words of two texts are, `same` how surely both state one matter, their items considered.
    """

    def __init__(self, findings: Sequence[Finding], nearness: Nearness, like: Like, same: Like) -> None:
        self._findings = findings
        self._nearness = nearness
        self._like = like
        self._same = same
        self._by_place: dict[tuple[int, str, str], list[Finding]] = defaultdict(list)
        for finding in findings:
            self._by_place[finding.report_year, finding.edition, finding.item].append(finding)
        self._figures = {finding.id: figures(finding.text) for finding in findings}

    def links(self, series: Sequence[Series], actuals: Mapping[str, float | None]) -> dict[str, dict[int, Link]]:
        """Return, for each finding id, the series it belongs to; `actuals` are results by goal id."""
        found: dict[str, dict[int, Link]] = defaultdict(dict)
        for finding_id, key, link in self._settle(series):
            _keep(found[finding_id], key, link)
        telling = _by_figure(series, actuals)
        for finding in self._findings:
            # A series without any of the finding's figures scores nothing.
            said = {number for figure in self._figures[finding.id] for number in telling.get(figure.value, ())}
            scores = {
                series[number].key: self._figure_score(finding, series[number], actuals) for number in sorted(said)
            }
            best = max(scores, key=lambda key: scores[key], default=None)
            if best is not None and scores[best] >= ENOUGH_FIGURES:
                _keep(found[finding.id], best, Link(min(0.95, scores[best]), "figures"))
        return dict(found)

    def _settle(self, series: Sequence[Series]) -> Iterator[tuple[str, int, Link]]:
        """
        Yield one series for every finding that goals name.

        Also at least one finding for every goal that names some, unless none of them speaks of it.
        """
        claims: dict[str, dict[int, float]] = defaultdict(dict)
        groups: list[tuple[int, Goal, list[Finding], dict[str, float]]] = []
        for row in series:
            for goal, kpi in zip(row.goals, row.kpis, strict=True):
                named = list(self._named(goal))
                alone = [group[0] for group in named if len(group) == 1]
                for group in named:
                    fit = {f.id: self._fit(goal, kpi, f, alone) for f in group}
                    groups.append((row.key, goal, group, fit))
                    for finding_id, value in fit.items():
                        claims[finding_id][row.key] = max(claims[finding_id].get(row.key, 0.0), value)
        for key, _, group, fit in groups:
            if len(group) == 1 and len(claims[group[0].id]) == 1:
                yield group[0].id, key, Link(NAMED_ALONE, "source")
                continue
            mine = [f for f in group if claims[f.id][key] == max(claims[f.id].values())]
            best = max(mine or group, key=lambda f: fit[f.id])
            for finding in mine or [best]:
                if fit[finding.id] >= max(CHOSEN, 0.5 * fit[best.id]) or (finding is best and len(group) == 1):
                    yield finding.id, key, Link(NAMED_AMONG_OTHERS, "source")
        yield from self._guesses(series, set(claims))

    def _fit(self, goal: Goal, kpi: Kpi, finding: Finding, alone: Sequence[Finding]) -> float:
        """Return how well a goal fits one of several findings it may mean: by words, other sources and figures."""
        fit = self._same(goal.id, finding.id)
        fit += 0.7 * max((self._like(finding.id, f.id) for f in alone if f is not finding), default=0.0)
        stated = [figure for figure in self._figures[finding.id] if figure.in_unit(kpi.unit or kpi.name)]
        return fit + (0.25 if kpi.baseline and any(figure.value == kpi.baseline for figure in stated) else 0.0)

    def _guesses(self, series: Sequence[Series], named: set[str]) -> Iterator[tuple[str, int, Link]]:
        """Yield links for goals that name no source but speak of the subject of a finding before them."""
        for row in series:
            for goal in row.goals:
                if goal.strategic or goal.source.strip():
                    continue  # the plan itself says where the goal comes from
                near = [
                    (self._same(goal.id, f.id), f)
                    for f in self._findings
                    if f.id not in named and goal.plan_year - 2 <= f.report_year < goal.plan_year
                ]
                if near and max(near, key=lambda pair: pair[0])[0] >= GUESSED:
                    yield max(near, key=lambda pair: pair[0])[1].id, row.key, Link(0.7, "words")

    def _named(self, goal: Goal) -> Iterator[list[Finding]]:
        """Yield the findings of each report and item that the goal names as its source."""
        references = source_references(goal)
        if not references and not goal.source.strip() and not goal.strategic:
            yield from self._of_items(goal)
        for reference in references:
            items = reference.items or tuple(code for _, code in goal.items)
            year = reference.year or goal.plan_year - 1
            for code in items:
                for (when, edition, item), found in self._by_place.items():
                    if when == year and item == code and _is_award(edition) == reference.award:
                        yield found

    def _of_items(self, goal: Goal) -> Iterator[list[Finding]]:
        """
        Yield the findings at the items that a plan only prints beside a goal.

        It means the report of the year before; where that has nothing at the item, the one before that.
        """
        for edition, code in goal.items:
            for year in range(goal.plan_year - 1, goal.plan_year - 1 - LOOK_BACK, -1):
                found = [f for (when, its, item), f in self._by_place.items()
                         if when == year and item == code and _is_award(its) == _is_award(edition)]  # fmt: skip
                yield from found
                if found:
                    break

    def _item_factor(self, goal: Goal, finding: Finding) -> float:
        factors = [self._nearness.of(edition, code, finding.edition, finding.item) for edition, code in goal.items]
        return max(factors, default=Nearness.CATEGORY)

    def _figure_score(self, finding: Finding, row: Series, actuals: Mapping[str, float | None]) -> float:
        """
        Return how surely the finding repeats figures of this series: target.

        Baseline and result around its year.
        """
        worth: dict[float, float] = {}
        near = like = 0.0
        for goal, kpi in zip(row.goals, row.kpis, strict=True):
            if not finding.report_year - 1 <= goal.plan_year <= finding.report_year + 1:
                continue
            near = max(near, self._item_factor(goal, finding))
            like = max(like, self._like(goal.id, finding.id))
            stated = [figure for figure in self._figures[finding.id] if figure.in_unit(kpi.unit or kpi.name)]
            this_year = goal.plan_year == finding.report_year
            target = next((t for y, t in kpi.targets if y == finding.report_year), kpi.target if this_year else None)
            others = {kpi.baseline, actuals.get(goal.id) if goal.plan_year <= finding.report_year else None}
            for figure in stated:
                if target is not None and figure.value == target:
                    worth[figure.value] = max(worth.get(figure.value, 0.0), SAID_TARGET if figure.aimed else TARGET)
                elif figure.value in others and figure.value:
                    worth[figure.value] = max(worth.get(figure.value, 0.0), OTHER_FIGURE * _telling(figure))
        if near < Nearness.CATEGORY:
            return 0.0
        return sum(worth.values()) + SUBJECT * min(1.0, like / 0.25) if worth else 0.0


def _by_figure(series: Sequence[Series], actuals: Mapping[str, float | None]) -> dict[float, set[int]]:
    """Return the positions of the series that state each figure as a target, baseline or result."""
    found: dict[float, set[int]] = defaultdict(set)
    for number, row in enumerate(series):
        for goal, kpi in zip(row.goals, row.kpis, strict=True):
            for value in (kpi.target, kpi.baseline, actuals.get(goal.id), *(target for _, target in kpi.targets)):
                if value is not None:
                    found[value].add(number)
    return found


def _telling(figure: Figure) -> float:
    """Return how telling a figure is: 74.1 and 386 hardly occur by chance, 2 does."""
    digits = len(f"{figure.value:g}".replace(".", "").lstrip("0"))
    return {1: 0.7, 2: 1.0}.get(digits, 2.0)


def _is_award(edition: str) -> bool:
    return edition not in {"", "pmqa4"}


def _keep(links: dict[int, Link], key: int, link: Link) -> None:
    if key not in links or links[key].strength < link.strength:
        links[key] = link
