"""Monitoring forms with a row แผน and a row ผล over the months."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from plandocs.ingest.facts.closings import says_closed
from plandocs.ingest.facts.drafts import stripped
from plandocs.ingest.facts.kpis import kpi_name
from plandocs.ingest.facts.lines import squeeze
from plandocs.ingest.facts.plan_rows import PlanRow, Title
from plandocs.ingest.facts.verdicts import by_figures, verdict_of
from plandocs.model.document import DocumentMeta
from plandocs.model.finding import Outcome, fact_id
from plandocs.model.text import Anchor, Block
from plandocs.model.year import FiscalYear
from plandocs.thai.digits import parse_number

_GOAL_WORD = re.compile(r"^(?:เป้าหมาย|เป้าประสงค์|โครงการ)(?:ที่)?\s*")


@dataclass(frozen=True, slots=True)
class _Pair:
    plan: PlanRow
    result: PlanRow


def _pairs(entries: Iterable[PlanRow | Title]) -> Iterator[_Pair]:
    """Yield the rows แผน and ผล that belong together."""
    plan: PlanRow | None = None
    for entry in entries:
        if isinstance(entry, Title) or "plan_actual" not in entry.roles:
            plan = None
            continue
        word = squeeze(entry.text("plan_actual"))
        if word.startswith("แผน"):
            plan = entry
        elif word.startswith("ผล") and plan is not None:
            yield _Pair(plan, entry)
            plan = None


def goal_of_sheet(row: PlanRow) -> str:
    """Return the goal that the row's own column, a title row, or the sheet's name says."""
    for text in (row.text("goal"), row.title, row.headings[-1] if row.headings else ""):
        if text:
            return stripped(_GOAL_WORD.sub("", text), 0)[0]
    return ""


def problems_by_goal(entries: Iterable[PlanRow | Title]) -> dict[str, list[str]]:
    """Return the problems that the forms tell, by goal, each once."""
    found: dict[str, list[str]] = {}
    for pair in _pairs(entries):
        goal = goal_of_sheet(pair.plan)
        told = pair.plan.text("reason") or pair.result.text("reason")
        if goal and told and told not in found.setdefault(goal, []):
            found[goal].append(told)
    return {goal: told for goal, told in found.items() if told}


def series_of(
    document_id: str,
    meta: DocumentMeta,
    blocks: Sequence[Block],
    year: FiscalYear,
    entries: Sequence[PlanRow | Title],
    known: Sequence[Outcome],
) -> list[Outcome]:
    """
    Return outcomes of forms whose months hold numbers, and of goals that no other table reports.

    Months that only rise or only fall come to a yearly value (the last one holds), others are added up.
    """
    names = {squeeze(outcome.kpi) for outcome in known} | {squeeze(outcome.goal) for outcome in known}
    found: dict[str, Outcome] = {}
    for pair in _pairs(entries):
        kpi, unit = kpi_name(pair.plan.text("kpi")) if "kpi" in pair.plan.cells else ("", "")
        goal = goal_of_sheet(pair.plan)
        key = squeeze(kpi or goal)
        if not key or key in names or any(key in name or name in key for name in names if len(name) >= 6):
            continue
        target = pair.plan.number("target")
        target = pair.plan.number("value") if target is None else target
        actual = pair.result.number("actual") if "actual" in pair.result.own else pair.result.number("value")
        notes = [
            row.text(role) for row in (pair.plan, pair.result) for role in ("note", "reason", "evidence", "achieved")
        ]
        planned, reached = _level(pair.plan), _level(pair.result)
        outcome = Outcome(
            fact_id("o", document_id, pair.plan.block, key),
            year,
            goal,
            kpi,
            document_id,
            blocks[pair.plan.block].place,
            _anchor(document_id, blocks, pair.plan),
            pair.plan.text("unit") or unit,
            target if target is not None else planned,
            actual if actual is not None else reached,
            _reached(
                pair, kpi or goal, target if target is not None else planned, actual if actual is not None else reached
            ),
            True if any(says_closed(note) for note in notes) else None,
            meta.round_months,
            reason=next((text for text in notes if text), ""),
            evidence=pair.plan.text("evidence") or pair.result.text("evidence"),
        )
        old = found.get(key)
        found[key] = outcome if old is None else _joined(old, outcome)
    return list(found.values())


def _reached(pair: _Pair, name: str, target: float | None, actual: float | None) -> bool | None:
    """Return what the rows say of the target, else what their figures do."""
    said = verdict_of(pair.plan.text("achieved") or pair.result.text("achieved"))
    return said if said is not None else by_figures(name, target, actual, pair.plan.text("target"))


def _joined(old: Outcome, new: Outcome) -> Outcome:
    """Return one outcome of a goal whose activities have forms of their own."""
    reasons = [text for text in (old.reason, new.reason) if text]
    return replace(old, reason="; ".join(dict.fromkeys(reasons)), evidence=old.evidence or new.evidence)


def _anchor(document_id: str, blocks: Sequence[Block], row: PlanRow) -> Anchor:
    cell = next((row.cells[role] for role in ("kpi", "activity", "goal") if role in row.cells), None)
    if cell is None:
        return Anchor.of(document_id, row.block, blocks[row.block].text, 0, len(blocks[row.block].text))
    return Anchor.of(document_id, cell.block, blocks[cell.block].text, cell.start, cell.end)


def _level(row: PlanRow) -> float | None:
    values = [parse_number(text) for _, text in sorted(row.marks.items(), key=lambda pair: abs(pair[0]))]
    numbers = [value for value in values if value is not None]
    if len(numbers) != len(values) or not numbers:
        return None
    steps = list(itertools.pairwise(numbers))
    counts_up = all(a <= b for a, b in steps) or all(a >= b for a, b in steps)
    return numbers[-1] if counts_up else sum(numbers)
