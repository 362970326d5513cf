"""Themes, suggestions and their evidence."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from plandocs.model.document import Approval
from plandocs.model.text import Anchor, Picture, Place
from plandocs.model.year import FiscalYear


class ThemeState(StrEnum):
    """Where a weakness stands today."""

    OPEN = "open"
    IN_PROGRESS = "in-progress"
    CLOSED = "closed"
    REOPENED = "reopened"


@dataclass(frozen=True, slots=True)
class GoalTrace:
    """
    One goal tried for a theme: what was promised for a year and what was delivered (None: no report found).

    `actual_source` names in Thai where `actual` was read ("รายงานติดตามรอบ 12 เดือน", "ค่าฐานของแผนปี 2567"),
    `actual_months` how much of the year it tells of (None: not said). `ocr` tells that the goal,
    `actual_ocr` that its result was recognised from a picture, `pictures` and `actual_pictures` where.
    """

    plan_year: FiscalYear
    goal: str
    kpi: str
    unit: str
    target: float | None
    actual: float | None
    document_id: str
    goal_id: str
    baseline: float | None = None
    owner: str = ""
    budget: float | None = None
    status: Approval = Approval.UNKNOWN
    actual_document_id: str = ""
    actual_source: str = ""
    actual_months: int | None = None
    ocr: bool = False
    actual_ocr: bool = False
    pictures: tuple[Picture, ...] = ()
    actual_pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True, slots=True)
class Theme:
    """
    Findings that are the same weakness over years, with the goals tried against it.

    `items` are item codes as printed in the reports, `years` the report years in which it was found. `gaps` names
    missing links in Thai, `events` the dated state changes in Thai with the document that shows each.
    """

    id: str
    title: str
    state: ThemeState
    years: tuple[int, ...]
    items: tuple[str, ...]
    findings: tuple[str, ...]
    goals: tuple[GoalTrace, ...] = ()
    gaps: tuple[str, ...] = ()
    events: tuple[tuple[int, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class DoubtfulPair:
    """
    Two findings (ids, the earlier first) of which a planner should say whether they are the same weakness.

    `joined` says what is supposed until then; `worth` orders pairs by what an answer would bring.
    """

    one: str
    other: str
    joined: bool
    worth: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """
    Quoted words with their anchor, and why they matter here (Thai).

    A quote that goes on behind a page end stands in `anchor` and the anchors of `more`, joined by a blank.
    """

    document_id: str
    place: Place
    quote: str
    anchor: Anchor
    why: str = ""
    more: tuple[Anchor, ...] = ()


@dataclass(frozen=True, slots=True)
class SuggestedKpi:
    """
    A KPI for a suggested goal; `source` says in Thai where baseline and target come from.

    `unconfirmed` tells that one of them was recognised from a picture, `pictures` where.
    """

    name: str
    unit: str
    baseline: float | None
    target: float | None
    source: str
    definition: str = ""
    baseline_document_id: str = ""
    unconfirmed: bool = False
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True, slots=True)
class Alignment:
    """One line of the alignment block: framework, code, label; `verified` is false for unchecked wording."""

    framework: str
    code: str
    label: str
    verified: bool


@dataclass(frozen=True, slots=True)
class Suggestion:
    """
    A goal worth reviewing for `year`, with evidence and reasons.

    `parts` are the (name in Thai, value 0–1, weight) terms whose weighted sum is `score`. `relation` says how it
    relates to earlier goals: "continue", "raise", "replace", "strategic", "proposal" or "new". Where a learned model
    orders the suggestions, `weighed_rank` is the place by the weights and `moved_by` holds the (name in Thai, log odds)
    terms that speak most for or against it.
    """

    id: str
    year: FiscalYear
    goal: str
    kpis: tuple[SuggestedKpi, ...]
    owner: str
    items: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    reasons: tuple[str, ...]
    themes: tuple[str, ...] = ()
    rank: int = 0
    score: float = 0.0
    relation: str = "new"
    parts: tuple[tuple[str, float, float], ...] = ()
    risks: tuple[str, ...] = ()
    alignment: tuple[Alignment, ...] = ()
    activities: tuple[str, ...] = ()
    budget_note: str = ""
    weighed_rank: int = 0
    moved_by: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Coverage:
    """Whether an open OFI is answered by a suggestion, and if not, why not (Thai)."""

    finding_id: str
    suggestion_ids: tuple[str, ...]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Ordering:
    """
    What orders the suggestions: the weights, or (`used`) a model learned from decisions, and how both did.

    `by_weights` and `by_model` are the shares (0–1) of pairs of an accepted and a rejected suggestion, among the
    `later` decisions, that each puts in the right order; `sure` is the share of resamples in which the model
    is better; `why` says it in Thai.
    """

    used: bool
    decisions: int
    needed: int
    earlier: int = 0
    later: int = 0
    by_weights: float = 0.0
    by_model: float = 0.0
    sure: float = 0.0
    why: str = ""


@dataclass(frozen=True, slots=True)
class SuggestionSet:
    """
    All suggestions for a year, best first, and the coverage of every open OFI.

    `ordering` says what ordered them; None where only the weights were asked.
    """

    year: FiscalYear
    suggestions: tuple[Suggestion, ...]
    coverage: tuple[Coverage, ...]
    ordering: Ordering | None = None
