"""Pairs of findings that planners are asked about: the same weakness or not, and their answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from plandocs.app.findings import finding_of
from plandocs.app.planning import frameworks, themes
from plandocs.app.workspace import Workspace
from plandocs.model.errors import UsageError
from plandocs.model.finding import Finding, FindingKind
from plandocs.model.plan import DoubtfulPair


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two findings, with the theme it stands in now."""

    finding: Finding
    theme_id: str
    title: str


@dataclass(frozen=True, slots=True)
class Question:
    """Two findings side by side, the earlier first, and whether they count as one until a planner answers."""

    one: Side
    other: Side
    joined: bool
    worth: float


def questions(workspace: Workspace, *, most: int | None = None) -> tuple[Question, ...]:
    """Return the pairs about which a planner's word is worth most, the most useful first."""
    from plandocs.suggest import doubtful
    from plandocs.suggest.lineage import trace

    facts, decisions = workspace.store.facts(), workspace.store.theme_decisions()
    now = themes(workspace)
    if not facts.findings:
        return ()
    lineage = trace(facts.findings, facts.goals, facts.outcomes, frameworks(workspace))
    found = {finding.id: finding for finding in facts.findings}
    home = {finding: theme for theme in now for finding in theme.findings}

    def side(finding: str) -> Side:
        return Side(found[finding], home[finding].id, home[finding].title)

    def question(pair: DoubtfulPair) -> Question:
        return Question(side(pair.one), side(pair.other), pair.joined, pair.worth)

    pairs = doubtful.doubtful(lineage, now, decisions, most=doubtful.MOST if most is None else most)
    return tuple(map(question, pairs))


def answers(workspace: Workspace) -> tuple[tuple[Side, Side, str], ...]:
    """Return the answers that stand, newest first, each with its two findings: "same" or "different"."""
    from plandocs.suggest.answers import answered

    found = {finding.id: finding for finding in workspace.store.facts().findings}
    home = {finding: theme for theme in themes(workspace) for finding in theme.findings}
    given = answered(workspace.store.theme_decisions(), home).given
    rows = []
    for pair, said in given.items():
        first, second = sorted((found[f] for f in pair), key=lambda f: (f.report_year, f.id))
        one, other = (Side(f, home[f.id].id, home[f.id].title) for f in (first, second))
        rows.append((one, other, said))
    return tuple(rows)


def answer(workspace: Workspace, one: str, other: str, said: str, who: str) -> tuple[Finding, Finding]:
    """
    Keep a planner's answer and return the two findings, the earlier first.

    `said` is "same", "different", or "unsure", which takes an earlier answer back; `one` and `other` are ids of
    weaknesses or unique beginnings. Raises `NotFoundError`, and `UsageError` for a pair that cannot be one.
    """
    from plandocs.suggest.decisions import ANSWERS, theme_id

    if said not in ANSWERS:
        raise UsageError(f"ไม่รู้จักคำตอบ {said}", f"unknown answer {said!r}; one of {', '.join(sorted(ANSWERS))}")
    first, second = sorted(
        (finding_of(workspace, one), finding_of(workspace, other)), key=lambda f: (f.report_year, f.id)
    )
    if first.id == second.id or {first.kind, second.kind} != {FindingKind.OFI}:
        raise UsageError("โปรดเลือกโอกาสในการปรับปรุงสองข้อที่ต่างกัน", "an answer is about two different OFIs")
    payload = {"findings": [first.id, second.id]}
    workspace.store.append_theme_decision(said, theme_id(first.id), payload, who)
    return first, second


def question_json(question: Question) -> dict[str, Any]:
    """Return a question as listed by ``themes --doubtful --json``."""
    return {
        "joined": question.joined,
        "worth": question.worth,
        "findings": [
            {
                "id": side.finding.id,
                "report_year": int(side.finding.report_year),
                "edition": side.finding.edition,
                "item": side.finding.item,
                "text": side.finding.text,
                "document_id": side.finding.document_id,
                "place": side.finding.place.to_json(),
                "theme": side.theme_id,
                "theme_title": side.title,
            }
            for side in (question.one, question.other)
        ],
    }
