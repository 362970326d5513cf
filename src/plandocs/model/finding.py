"""Findings of feedback reports and other facts read from documents."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from plandocs.model.document import Approval
from plandocs.model.text import Anchor, Picture, Place
from plandocs.model.year import FiscalYear


class FindingKind(StrEnum):
    """Strength (จุดแข็ง) or opportunity for improvement (โอกาสในการปรับปรุง)."""

    OFI = "ofi"
    STRENGTH = "strength"


@dataclass(frozen=True, slots=True)
class Finding:
    """
    One strength or OFI of a feedback report.

    `item` is the code within `edition` ("4.1"), `reference` the code as printed ("4.1ก(1)"). `emphasis` is "++" or "--"
    for findings the assessors marked as strong, else empty. `advice` and `evidence` hold the neighbouring cells where
    the layout has them. `confidence` is 1.0 where the layout says kind and item, lower where a classifier proposed
    them. `text` is the original as read: the words of `anchor` and, where a page end or a line break by hand cuts the
    finding, those of the anchors in `more`, joined by a blank. `ocr` tells that the words were recognised from a
    picture and not confirmed yet, `pictures` where.
    """

    id: str
    kind: FindingKind
    edition: str
    item: str
    report_year: FiscalYear
    text: str
    document_id: str
    place: Place
    anchor: Anchor
    reference: str = ""
    emphasis: str = ""
    advice: str = ""
    evidence: str = ""
    level: str = ""
    confidence: float = 1.0
    more: tuple[Anchor, ...] = ()
    ocr: bool = False
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True, slots=True)
class Kpi:
    """
    A key performance indicator with its unit, baseline and target as printed numbers.

    `targets` and `results` hold (year, value) pairs where the document gives several years, oldest first.
    """

    name: str
    unit: str = ""
    baseline: float | None = None
    target: float | None = None
    targets: tuple[tuple[int, float], ...] = ()
    results: tuple[tuple[int, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Goal:
    """
    A goal that a plan (or, with `strategic`, an action plan) states.

    `items` are (edition, code) pairs that the plan says the goal answers; `budget` is in baht; `months` are
    fiscal months 1 (October) to 12 (September). `ocr` tells that it was recognised from a picture: its numbers are to
    be confirmed, in the blocks of `pictures`.
    """

    id: str
    plan_year: FiscalYear
    goal: str
    document_id: str
    place: Place
    anchor: Anchor
    kpis: tuple[Kpi, ...] = ()
    owner: str = ""
    budget: float | None = None
    status: Approval = Approval.UNKNOWN
    items: tuple[tuple[str, str], ...] = ()
    activities: tuple[str, ...] = ()
    months: tuple[int, ...] = ()
    source: str = ""
    strategic: bool = False
    issue: str = ""
    ocr: bool = False
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """
    What a monitoring or application report says was delivered for a goal or KPI.

    `achieved` and `closed` are None where the report does not say; `months` is the round (6, 9 or 12). `ocr` tells that
    it was recognised from a picture: its numbers are to be confirmed, in the blocks of `pictures`.
    """

    id: str
    plan_year: FiscalYear
    goal: str
    kpi: str
    document_id: str
    place: Place
    anchor: Anchor
    unit: str = ""
    target: float | None = None
    actual: float | None = None
    achieved: bool | None = None
    closed: bool | None = None
    months: int | None = None
    reason: str = ""
    evidence: str = ""
    ocr: bool = False
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposal of a workshop group, with its votes where the sheet counts them; `ocr` as in a `Goal`."""

    id: str
    plan_year: FiscalYear
    text: str
    document_id: str
    place: Place
    anchor: Anchor
    item: str = ""
    votes: int | None = None
    owner: str = ""
    cause: str = ""
    ocr: bool = False
    pictures: tuple[Picture, ...] = ()


class Level(StrEnum):
    """The three levels of PMQA 4.0: พื้นฐาน, ก้าวหน้า, พัฒนาจนเกิดผล."""

    BASIC = "basic"
    ADVANCE = "advance"
    SIGNIFICANCE = "significance"


@dataclass(frozen=True, slots=True)
class LevelClaim:
    """
    The level of one item as a report states it: `claimed` by the agency in its application report, else by assessors.

    `printed` are the report's own words, `how` what stands beside them: how the agency works. A claim is no finding: it
    says neither strength nor weakness.
    """

    id: str
    edition: str
    item: str
    year: FiscalYear
    level: Level
    document_id: str
    place: Place
    anchor: Anchor
    claimed: bool
    printed: str = ""
    how: str = ""


@dataclass(frozen=True, slots=True)
class FindingCorrection:
    """
    What a planner says of a finding: its kind and item, empty where the reading was right.

    `text` are the words it was given for: it holds for the same words of the document, however they are read next.
    """

    finding_id: str
    document_id: str
    text: str
    edition: str
    kind: str = ""
    item: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that was read out of one document beyond its text."""

    findings: tuple[Finding, ...] = ()
    goals: tuple[Goal, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    levels: tuple[LevelClaim, ...] = ()


def fact_id(prefix: str, *parts: object) -> str:
    """Return an id that stays the same as long as `parts` do: the prefix and ten hexadecimal digits."""
    joined = "\x1f".join(str(part) for part in parts)
    return prefix + hashlib.sha256(joined.encode()).hexdigest()[:10]
