"""Outcomes: what monitoring and application reports say was delivered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from plandocs.ingest.facts.closings import closings_in_prose, says_closed, with_closings
from plandocs.ingest.facts.codes import item_codes
from plandocs.ingest.facts.drafts import code_in, stripped
from plandocs.ingest.facts.goals import titled_goal
from plandocs.ingest.facts.kpis import base_and_target, kpi_name, unit_of_value, values_by_year
from plandocs.ingest.facts.lines import clean, squeeze
from plandocs.ingest.facts.plan_rows import PlanRow, Title, number_in, plan_rows
from plandocs.ingest.facts.schedule import problems_by_goal, series_of
from plandocs.ingest.facts.told import told_outcome
from plandocs.ingest.facts.verdicts import by_figures, key_of, verdict_by_key, verdict_of
from plandocs.model.document import DocumentMeta
from plandocs.model.finding import Outcome, fact_id
from plandocs.model.text import Anchor, Block
from plandocs.model.year import FIRST_YEAR, LAST_YEAR, FiscalYear

#: Months of a report after which a target that is not reached will not be reached; before, nothing is said.
_YEAR = (12, None)
_CAME_TO = re.compile(r"(?:เหลือ|เป็น|ได้|ถึง|อยู่ที่|รวม)\s*(?=ร้อยละ|\d)")
_DIGITS = re.compile(r"\d[\d,.]*")
_DASH = re.compile(r"^[\s\-–—−.]*$")


@dataclass(frozen=True, slots=True)
class _Stand:
    """Where the reader stands: the last goal that a heading named."""

    goal: str = ""


def read_outcomes(
    document_id: str, meta: DocumentMeta, blocks: Sequence[Block], year: FiscalYear
) -> tuple[Outcome, ...]:
    """Return the outcomes of a monitoring report, one for each goal and KPI, with what its other tables add."""
    entries = list(_joined_by_code(plan_rows(blocks)))
    key = key_of(block.text for block in blocks)
    found: list[Outcome] = []
    stand = _Stand()
    for entry in entries:
        if isinstance(entry, Title):
            draft = titled_goal(entry.line)
            if draft is not None or entry.line.is_heading:
                stand = _Stand(draft.text if draft is not None else "")
            told = told_outcome(entry.line, document_id, meta, blocks, year) if not entry.line.is_heading else None
            if told is not None:
                _keep(found, told)
            continue
        if entry.total or not _reports(entry):
            continue
        outcome = _outcome(document_id, meta, blocks, year, entry, stand, key)
        if outcome is not None:
            _keep(found, outcome)
    found += series_of(document_id, meta, blocks, year, entries, found)
    found = _with_problems(found, entries)
    return tuple(with_closings(found, entries))


def _joined_by_code(entries: Iterable[PlanRow | Title]) -> Iterator[PlanRow | Title]:
    """Yield the entries, rows that name their indicator by a code alone with what an earlier table says of it."""
    known: dict[str, PlanRow] = {}
    for entry in entries:
        if isinstance(entry, Title) or entry.total:
            yield entry
            continue
        code = code_in(entry.text("seq") or entry.text("kpi"))
        named = "goal" in entry.cells or ("kpi" in entry.cells and not code_in(entry.text("kpi")))
        if code and named:
            known.setdefault(code, entry)
        elif code and code in known and not named:
            cells = {**known[code].cells, **{role: cell for role, cell in entry.cells.items() if role != "kpi"}}
            yield replace(entry, cells=cells, roles=entry.roles | known[code].roles)
            continue
        yield entry


def _reports(row: PlanRow) -> bool:
    """Return whether a row says what was reached: an actual value or a verdict beside a goal or KPI."""
    named = "kpi" in row.cells or "goal" in row.cells
    value = bool({"actual", "achieved", "results"} & row.roles) and "plan_actual" not in row.roles
    return named and value and ("kpi" in row.roles or "target" in row.roles)


def _outcome(
    document_id: str,
    meta: DocumentMeta,
    blocks: Sequence[Block],
    year: FiscalYear,
    row: PlanRow,
    stand: _Stand,
    key: Mapping[str, bool],
) -> Outcome | None:
    cell = row.cells.get("kpi") or row.cells["goal"]
    goal_cell = row.cells.get("goal")
    name, unit = kpi_name(row.text("kpi")) if "kpi" in row.cells else ("", "")
    goal = stripped(goal_cell.text, goal_cell.start)[0] if goal_cell is not None else stand.goal or _plain_heading(row)
    actual_text = row.text("actual")
    actual = None if _is_words(actual_text) else _reached_in(actual_text)
    target = row.number("target")
    if target is None and "base_target" in row.cells:
        target = base_and_target(row.text("base_target"))[1]
    targets, results = dict(values_by_year(row, "targets")), dict(values_by_year(row, "results"))
    target = targets.get(int(year)) if target is None else target
    actual = results.get(int(year)) if actual is None else actual
    closed = any(says_closed(row.text(role)) for role in ("achieved", "note", "reason", "evidence", "cause"))
    reached = _reached(row, key)
    if reached is None and (by_figures(name or goal, target, actual, row.text("target")) or meta.round_months in _YEAR):
        reached = by_figures(name or goal, target, actual, row.text("target"))
    if actual is None and not actual_text and not {"achieved", "missed"} & row.cells.keys():
        return None
    block = blocks[cell.block]
    start, end = _edges(cell.text, cell.start)
    return Outcome(
        fact_id("o", document_id, cell.block, start, name or goal),
        year,
        goal,
        name,
        document_id,
        replace(block.place, cell=_cell_number(block, start)),
        Anchor.of(document_id, cell.block, block.text, start, end),
        row.text("unit")
        or unit
        or unit_of_value(row.text("target"))
        or unit_of_value(actual_text if actual is not None else ""),
        target,
        actual,
        reached,
        True if closed else None,
        meta.round_months,
        _said(row.text("reason") or row.text("cause") or ("" if actual is not None else actual_text)),
        _said(row.text("evidence")),
    )


def _reached(row: PlanRow, key: Mapping[str, bool]) -> bool | None:
    """Return what a row says of its target in words, signs or colours, or by a tick below "not reached"."""
    if "missed" in row.cells and "achieved" not in row.cells:
        return False
    tick = "achieved" in row.cells and row.cells["achieved"].text.strip() == "/"
    said = "/" if tick else row.text("achieved")
    verdict = verdict_of(said or row.text("note"))
    return verdict if verdict is not None else verdict_by_key(said, key)


def _plain_heading(row: PlanRow) -> str:
    if not row.headings:
        return ""
    return stripped(re.sub(r"^(?:\d{1,2}\.)+\d{0,2}\s+", "", row.headings[-1]), 0)[0]


def _edges(text: str, offset: int) -> tuple[int, int]:
    lead = len(text) - len(text.lstrip())
    return offset + lead, offset + len(text.rstrip())


def _cell_number(block: Block, start: int) -> int | None:
    return next((n + 1 for n, cell in enumerate(block.cells) if cell.start <= start <= cell.end), None)


def _is_words(text: str) -> bool:
    """Return whether a value cell says in words that there is no value yet."""
    return bool(re.match(r"(?:ยังไม่|อยู่ระหว่าง|ไม่มี|รอ|n/?a\b|ไม่ได้)", text, re.IGNORECASE))


def _reached_in(text: str) -> float | None:
    """Return the figure that a cell of results comes to: "ลดจาก 45 นาที เหลือ 18.5 นาที" is 18.5."""
    came = list(_CAME_TO.finditer(clean(text)))
    return (
        number_in(clean(text)[came[-1].end() :]) if came and len(_DIGITS.findall(clean(text))) > 1 else number_in(text)
    )


def _said(text: str) -> str:
    return "" if _DASH.match(text) else text


def _keep(found: list[Outcome], new: Outcome) -> None:
    """Add an outcome, or fill the one of the same KPI and goal."""
    for index, old in enumerate(found):
        same_kpi = bool(old.kpi) and squeeze(old.kpi) == squeeze(new.kpi)
        if same_kpi or (not old.kpi and not new.kpi and squeeze(old.goal) == squeeze(new.goal)):
            if old.actual is not None and new.actual is not None and old.actual != new.actual:
                break
            found[index] = replace(
                old,
                goal=old.goal or new.goal,
                unit=old.unit or new.unit,
                target=old.target if old.target is not None else new.target,
                actual=old.actual if old.actual is not None else new.actual,
                achieved=old.achieved if old.achieved is not None else new.achieved,
                closed=old.closed or new.closed,
                reason=old.reason or new.reason,
                evidence=old.evidence or new.evidence,
            )
            return
    found.append(new)


def _with_problems(found: Sequence[Outcome], entries: Sequence[PlanRow | Title]) -> list[Outcome]:
    """Return the outcomes, those without a reason with the problems that the sheets of activities tell."""
    problems = problems_by_goal(entries)
    out = []
    for outcome in found:
        key = next((goal for goal in problems if about(goal, outcome.goal)), None)
        told = "; ".join(problems[key]) if key is not None else ""
        out.append(replace(outcome, reason=outcome.reason or told))
    return out


def about(first: str, second: str) -> bool:
    """Return whether two short names mean the same goal."""
    one, two = squeeze(stripped(first, 0)[0]), squeeze(stripped(second, 0)[0])
    return bool(one and two) and (one == two or (min(len(one), len(two)) >= 6 and (one in two or two in one)))


def read_results(document_id: str, blocks: Sequence[Block], year: FiscalYear) -> tuple[Outcome, ...]:
    """Return the results of an application report: one outcome for each KPI and year, and the closings it tells of."""
    found: list[Outcome] = []
    for entry in plan_rows(blocks):
        if isinstance(entry, Title) or entry.total or "kpi" not in entry.cells:
            continue
        pairs = values_by_year(entry, "results")
        if not pairs and "actual" in entry.cells and (value := entry.number("actual")) is not None:
            pairs = ((int(year), value),)
        targets = dict(values_by_year(entry, "targets"))
        for when, value in pairs:
            if FIRST_YEAR <= when <= LAST_YEAR:
                target = targets.get(when) if targets else (entry.number("target") if when == pairs[-1][0] else None)
                found.append(_result(document_id, blocks, entry, FiscalYear(when), value, target))
    return (*found, *closings_in_prose(document_id, blocks, year, found))


def _result(
    document_id: str, blocks: Sequence[Block], row: PlanRow, year: FiscalYear, value: float, target: float | None
) -> Outcome:
    cell = row.cells["kpi"]
    name, unit = kpi_name(row.text("kpi"))
    block = blocks[cell.block]
    start, end = _edges(cell.text, cell.start)
    heading = next(
        (text for text in reversed(row.headings) if item_codes(clean(text))), row.headings[-1] if row.headings else ""
    )
    return Outcome(
        fact_id("o", document_id, cell.block, start, name, int(year)),
        year,
        heading,
        name,
        document_id,
        replace(block.place, cell=_cell_number(block, start)),
        Anchor.of(document_id, cell.block, block.text, start, end),
        row.text("unit") or unit or unit_of_value(next(iter(row.results.values())).text if row.results else ""),
        target,
        value,
        evidence=_said(row.text("evidence")),
    )
