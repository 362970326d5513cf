"""
A learned order of suggestions, used only where it beats the weights on decisions made after it learned.

The model sees what the ranking shows to everybody (its parts, and whether baseline, target and owner are known), learns
from the earlier decisions of the workspace and is judged on the later ones: how often it puts an accepted suggestion
above a rejected one of the same plan year, against how often the weights do. A bootstrap over the later decisions must
find it better nearly every time; else the weights keep their order. Everything is deterministic.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from plandocs.model.plan import Ordering, Suggestion, SuggestionSet
from plandocs.suggest import ranking

#: Decided suggestions needed before anything is learned.
NEEDED = 200
#: Share of the decisions, oldest first, from which is learned; the rest judges.
EARLIER = 0.7
#: Resamples of the later decisions, and the share of them in which the model must be better.
RESAMPLES, SURE = 200, 0.95
#: Later decisions of each kind below which nothing can be judged.
FEW = 5
_KNOWN = ("ทราบค่าฐาน", "มีค่าเป้าหมาย", "ทราบผู้รับผิดชอบ")
_RELATIONS = {
    "continue": "ทำเป้าหมายเดิมต่อ",
    "raise": "ยกระดับเป้าหมายเดิม",
    "replace": "เปลี่ยนเป้าหมายเดิม",
    "strategic": "เป้าหมายเชิงยุทธศาสตร์",
    "proposal": "ข้อเสนอจากที่ประชุม",
    "new": "เป้าหมายใหม่",
}


@dataclass(frozen=True, slots=True)
class Judged:
    """A suggestion as it was when a person decided on it, and the decision; `order` is that of the decisions."""

    suggestion: Suggestion
    accepted: bool
    order: int


@dataclass(frozen=True, slots=True)
class Learned:
    """The model's terms: mean, spread and coefficient of each feature, and the constant."""

    means: tuple[float, ...]
    spreads: tuple[float, ...]
    coefficients: tuple[float, ...]
    constant: float

    def value(self, row: Sequence[float]) -> float:
        """Return how likely acceptance is, as log odds."""
        terms = zip(row, self.means, self.spreads, self.coefficients, strict=True)
        return self.constant + sum((x - mean) / spread * weight for x, mean, spread, weight in terms)


def features(suggestion: Suggestion) -> tuple[float, ...]:
    """Return what the model sees of a suggestion: the parts of its ranking, what is known of it, how it relates."""
    parts = {name: value for name, value, _ in suggestion.parts}
    kpi = suggestion.kpis[0] if suggestion.kpis else None
    known = (kpi is not None and kpi.baseline is not None, kpi is not None and kpi.target is not None)
    return (
        *(parts.get(name, 0.0) for _, name in ranking.defaults().values()),
        *(float(flag) for flag in (*known, bool(suggestion.owner))),
        *(float(suggestion.relation == relation) for relation in _RELATIONS),
    )


def feature_names() -> tuple[str, ...]:
    """Return the Thai names of the features, in their order."""
    return (*(name for _, name in ranking.defaults().values()), *_KNOWN, *_RELATIONS.values())


def learn(judged: Sequence[Judged], weights: Mapping[str, float]) -> tuple[Learned | None, Ordering]:
    """
    Return the model where it may order suggestions, and the figures that show why or why not.

    `weights` are those in force (`ranking.chosen_weights`): the rival that the model has to beat.
    """
    rows = sorted(judged, key=lambda row: row.order)
    if len(rows) < NEEDED:
        why = f"ผลพิจารณารับหรือไม่รับมี {len(rows)} เรื่อง ต้องมีอย่างน้อย {NEEDED} เรื่องจึงเรียนรู้ลำดับได้ จึงใช้น้ำหนัก"
        return None, Ordering(False, len(rows), NEEDED, why=why)
    cut = int(len(rows) * EARLIER)
    earlier, later = rows[:cut], rows[cut:]
    none = Ordering(False, len(rows), NEEDED, len(earlier), len(later))
    if min(_kinds(earlier)) < FEW or min(_kinds(later)) < FEW:
        return None, replace(none, why="ผลพิจารณาที่รับหรือที่ไม่รับมีน้อยเกินไปที่จะเปรียบเทียบ จึงใช้น้ำหนัก")
    model = _fitted(earlier)
    by_model = [model.value(features(row.suggestion)) for row in later]
    by_weights = [weighed(row.suggestion, weights) for row in later]
    pairs = _pairs(later)
    if not pairs:
        return None, replace(none, why="ไม่มีปีแผนใดที่มีทั้งข้อเสนอที่รับและไม่รับในช่วงหลัง จึงใช้น้ำหนัก")
    ours, theirs = _right(pairs, by_model), _right(pairs, by_weights)
    sure = _sure(later, pairs, by_model, by_weights) if ours > theirs else 0.0
    used = ours > theirs and sure >= SURE
    figures = replace(none, used=used, by_weights=round(theirs, 4), by_model=round(ours, 4), sure=round(sure, 3))
    return (model if used else None), replace(figures, why=_why(figures))


def reordered(made: SuggestionSet, model: Learned | None, ordering: Ordering) -> SuggestionSet:
    """Return the suggestions in the model's order where there is one, each with its place by the weights."""
    if model is None:
        return replace(made, ordering=ordering)
    values = {s.id: model.value(features(s)) for s in made.suggestions}
    ordered = sorted(made.suggestions, key=lambda s: (-values[s.id], s.rank))
    shown = tuple(
        replace(s, rank=place, weighed_rank=s.rank, moved_by=_moved_by(s, model)) for place, s in enumerate(ordered, 1)
    )
    return replace(made, suggestions=shown, ordering=ordering)


def weighed(suggestion: Suggestion, weights: Mapping[str, float]) -> float:
    """Return the score of a suggestion by `weights`, whatever they were when it was made."""
    parts = {name: value for name, value, _ in suggestion.parts}
    by_key = {key: parts.get(name, 0.0) for key, (_, name) in ranking.defaults().items()}
    return ranking.score(by_key, weights)[0]


def _kinds(rows: Sequence[Judged]) -> tuple[int, int]:
    accepted = sum(row.accepted for row in rows)
    return accepted, len(rows) - accepted


def _fitted(rows: Sequence[Judged]) -> Learned:
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    table = np.array([features(row.suggestion) for row in rows])
    means, spreads = table.mean(axis=0), table.std(axis=0)
    spreads[spreads == 0.0] = 1.0
    model = LogisticRegression(C=0.5, max_iter=1000, class_weight="balanced")
    model.fit((table - means) / spreads, np.array([row.accepted for row in rows]))
    terms = tuple(float(value) for value in model.coef_[0])
    return Learned(tuple(means.tolist()), tuple(spreads.tolist()), terms, float(model.intercept_[0]))


def _pairs(rows: Sequence[Judged]) -> list[tuple[int, int]]:
    """Return the positions of every accepted and rejected suggestion of one plan year."""
    years: dict[int, tuple[list[int], list[int]]] = {}
    for place, row in enumerate(rows):
        years.setdefault(int(row.suggestion.year), ([], []))[not row.accepted].append(place)
    return [(good, bad) for goods, bads in years.values() for good in goods for bad in bads]


def _right(pairs: Sequence[tuple[int, int]], values: Sequence[float]) -> float:
    """Return the share of pairs with the accepted one above, ties counting half."""
    return sum(1.0 if values[a] > values[b] else 0.5 if values[a] == values[b] else 0.0 for a, b in pairs) / len(pairs)


def _sure(
    rows: Sequence[Judged], pairs: Sequence[tuple[int, int]], ours: Sequence[float], theirs: Sequence[float]
) -> float:
    """Return in which share of resamples of the later decisions the model is better."""
    import numpy as np

    draw = np.random.default_rng(0)
    good, bad = np.array(pairs).T
    gain = [
        np.sign(values[good] - values[bad]) for values in (np.array(ours, dtype=float), np.array(theirs, dtype=float))
    ]
    better = gain[0] - gain[1]
    wins = 0
    for _ in range(RESAMPLES):
        times = np.bincount(draw.integers(0, len(rows), len(rows)), minlength=len(rows))
        wins += float((times[good] * times[bad] * better).sum()) > 0
    return wins / RESAMPLES


def _why(figures: Ordering) -> str:
    told = (
        f"เรียนจากผลพิจารณา {figures.earlier} เรื่องแรก ทดสอบกับ {figures.later} เรื่องหลัง: "
        f"เรียงข้อที่รับไว้เหนือข้อที่ไม่รับถูกต้องร้อยละ {100 * figures.by_model:.1f} "
        f"เทียบกับน้ำหนักร้อยละ {100 * figures.by_weights:.1f}"
    )
    if figures.used:
        return f"{told} จึงเรียงตามที่เรียนรู้"
    return f"{told} ไม่ดีกว่าอย่างชัดเจน จึงใช้น้ำหนัก"


def _moved_by(suggestion: Suggestion, model: Learned) -> tuple[tuple[str, float], ...]:
    """Return the three features that speak most for or against a suggestion, with how much (log odds)."""
    terms = zip(feature_names(), features(suggestion), model.means, model.spreads, model.coefficients, strict=True)
    told = [(name, round((x - mean) / spread * weight, 3)) for name, x, mean, spread, weight in terms]
    return tuple(sorted(told, key=lambda row: (-abs(row[1]), row[0]))[:3])
