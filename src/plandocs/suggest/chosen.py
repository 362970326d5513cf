"""A plan that is not a document yet: what the goals that reviewers chose leave open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from plandocs.model.plan import GoalTrace, SuggestedKpi, Suggestion, Theme
from plandocs.suggest.wording import said


def answers(goal: Suggestion, theme: Theme) -> bool:
    """Return whether a chosen goal is about this weakness: it was suggested for it."""
    return theme.id in goal.themes


def left_open(chosen: Sequence[Suggestion], themes: Sequence[Theme]) -> Iterator[tuple[str, str, str]]:
    """Yield (check, what was found in Thai, suggestion id) for each thing that the chosen goals lack."""
    for goal in chosen:
        if not goal.evidence:
            yield "goal-without-evidence", goal.goal, goal.id
        if not goal.kpis:
            yield "kpi-missing", goal.goal, goal.id
        if not goal.owner.strip():
            yield "owner-missing", goal.goal, goal.id
        tried = [trace for theme in themes if answers(goal, theme) for trace in theme.goals]
        for kpi in goal.kpis:
            yield from ((check, words, goal.id) for check, words in _of_kpi(goal, kpi, tried))


def _of_kpi(goal: Suggestion, kpi: SuggestedKpi, tried: Sequence[GoalTrace]) -> Iterator[tuple[str, str]]:
    if kpi.baseline is None:
        yield "baseline-missing", f"{goal.goal}: {kpi.name}"
    if kpi.target is None:
        yield "target-missing", f"{goal.goal}: {kpi.name}"
    same = [t for t in tried if (t.kpi, t.unit) == (kpi.name, kpi.unit) and t.actual is not None]
    last = max(same, key=lambda t: t.plan_year, default=None)
    if last and is_behind(kpi.target, last):
        aim, result = (
            said("ค่าเป้าหมาย", kpi.target, kpi.unit),
            said(f"ผลปี {int(last.plan_year)} ได้", last.actual, kpi.unit),
        )
        yield "target-below-result", f"{goal.goal}: {aim} ทั้งที่{result}"


def is_behind(target: float | None, last: GoalTrace) -> bool:
    """Return whether a target asks for less than was reached; where less is better, for more."""
    if target is None or last.actual is None:
        return False
    falling = last.baseline is not None and last.target is not None and last.target < last.baseline
    return target > last.actual if falling else target < last.actual
