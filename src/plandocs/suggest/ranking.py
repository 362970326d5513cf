"""Why one suggestion stands before another: named parts between 0 and 1, weighted and summed."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib import resources

from plandocs.model.errors import UsageError
from plandocs.model.finding import Finding
from plandocs.model.plan import GoalTrace, SuggestedKpi, ThemeState
from plandocs.suggest.history import achieved

Parts = Mapping[str, float]
#: What evidence is worth where no document says how much there is of a weakness.
UNMEASURED = 0.4
#: Words by which reports print the lowest level.
_BASIC = ("พื้นฐาน", "basic")
_STRONG = ("--", "−−", "––", "- -")


@lru_cache(maxsize=1)
def defaults() -> Mapping[str, tuple[float, str]]:
    """Return weight and Thai name of each part of the ranking."""
    data = tomllib.loads(resources.files("plandocs.suggest").joinpath("data/weights.toml").read_text("utf-8"))
    return {key: (float(row["weight"]), str(row["name"])) for key, row in data.items()}


def chosen_weights(weights: Mapping[str, float]) -> dict[str, float]:
    """
    Return the weights in force: the defaults, changed by the workspace's.

    Raises `UsageError` for an unknown name.
    """
    known = defaults()
    for key, value in weights.items():
        if key not in known:
            names = ", ".join(known)
            raise UsageError(f"ไม่รู้จักน้ำหนัก {key} ใช้ได้เฉพาะ {names}", f"unknown weight {key}; known: {names}")
        if value < 0:
            raise UsageError(f"น้ำหนัก {key} ต้องไม่ติดลบ", f"weight {key} must not be negative")
    return {key: float(weights.get(key, weight)) for key, (weight, _) in known.items()}


def score(parts: Parts, weights: Mapping[str, float]) -> tuple[float, tuple[tuple[str, float, float], ...]]:
    """Return the weighted mean of the parts (0–1), and the parts as (name in Thai, value, weight)."""
    total = sum(weights.values()) or 1.0
    rows = tuple((defaults()[key][1], round(parts.get(key, 0.0), 3), weight / total) for key, weight in weights.items())
    return sum(value * weight for _, value, weight in rows), rows


def recurrence(findings: Sequence[Finding], last_report: int) -> float:
    """
    Return how often a weakness was found (four report years are full).

    Less when the latest report does not name it.
    """
    years = {int(finding.report_year) for finding in findings}
    return min(1.0, len(years) / 4) * (1.0 if max(years) >= last_report else 0.6)


def severity(findings: Sequence[Finding], state: ThemeState, traces: Sequence[GoalTrace]) -> float:
    """Return how grave it is: marked by assessors, lowest level, come back, or far from the target."""
    latest = max(int(finding.report_year) for finding in findings)
    recent = [finding for finding in findings if finding.report_year == latest]
    value = 0.35
    if any(finding.emphasis in _STRONG for finding in findings):
        value = max(value, 0.8)
    if any(word in finding.level.lower() for finding in recent for word in _BASIC):
        value = max(value, 0.7)
    if state is ThemeState.REOPENED:
        value = max(value, 0.9)
    if traces and achieved(traces[-1]) is False:
        value = max(value, 0.5 + 0.15 * min(3, len(missed_in_a_row(traces))))
    return min(1.0, value)


def missed_in_a_row(traces: Sequence[GoalTrace]) -> tuple[int, ...]:
    """
    Return the years, oldest first, up to the last with a goal, one after another, in which targets were missed.

    A year counts once, and only where none of its goals reached its target.
    """
    reached: dict[int, list[bool | None]] = {}
    for trace in traces:
        reached.setdefault(int(trace.plan_year), []).append(achieved(trace))
    years: list[int] = []
    for year in sorted(reached, reverse=True):
        follows = not years or year == years[-1] - 1
        if not follows or False not in reached[year] or True in reached[year]:
            break
        years.append(year)
    return tuple(reversed(years))


def feasibility(traces: Sequence[GoalTrace]) -> float:
    """Return what the past lets expect: the share of the promised way that was gone, 0.5 where nothing is known."""
    shares = []
    for trace in traces:
        if trace.actual is None or trace.target is None:
            continue
        start = trace.baseline or 0.0
        way = trace.target - start
        shares.append(1.0 if not way else max(0.0, min(1.0, (trace.actual - start) / way)))
    return sum(shares) / len(shares) if shares else 0.5


def carried(traces: Sequence[GoalTrace], year: int) -> float:
    """Return how fresh the office's own commitment is: 1 for a goal in last year's plan, less for older ones."""
    if not traces:
        return 0.0
    return {1: 1.0, 2: 0.7}.get(year - int(traces[-1].plan_year), 0.4)


def proposed(votes: int, most: int) -> float:
    """Return the weight that a workshop gave: what got most votes counts half a strategic goal, what got few, less."""
    return 0.2 + 0.3 * votes / most if most else 0.3


def measured(traces: Sequence[GoalTrace], kpis: Sequence[SuggestedKpi]) -> float:
    """
    Return how far documents say how much there is of a weakness: its value, only a measure, or not even that.

    Offices plan for what they can measure: of past suggestions for weaknesses whose value reports state, half were
    chosen, of the others one in five (ten invented agencies).
    """
    if traces or any(kpi.baseline for kpi in kpis):
        return 1.0
    return UNMEASURED if kpis else 0.0


def evidence_quality(findings: Sequence[Finding], documents: int) -> float:
    """Return how well it is documented: sureness of the reading, and more than one document."""
    sure = sum(finding.confidence for finding in findings) / len(findings)
    return sure * min(1.0, 0.5 + 0.17 * documents)
