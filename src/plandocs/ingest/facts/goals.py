"""Goals of improvement plans and action plans, put together from every table and form that speaks of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from plandocs.ingest.facts import codes
from plandocs.ingest.facts.kpis import kpis_of
from plandocs.ingest.facts.lines import Line, clean, squeeze
from plandocs.ingest.facts.names import code_of_name
from plandocs.ingest.facts.periods import months_in
from plandocs.ingest.facts.plan_rows import PlanRow, Title, plan_rows
from plandocs.model.document import DocumentMeta
from plandocs.model.finding import Goal, Kpi, fact_id
from plandocs.model.text import Anchor, Block
from plandocs.model.year import FiscalYear

_GOAL_WORD = r"(?:เป้าหมาย(?:การพัฒนา|เชิงยุทธศาสตร์|หลัก|เสริม|รอง)?|เป้าประสงค์(?:เชิงยุทธศาสตร์)?|วัตถุประสงค์|งานสมทบ|goal)"
_GOAL_TITLE = re.compile(
    rf"^\s*(?:(?:\d{{1,2}}\.)+\d{{0,2}}\s*)?{_GOAL_WORD}\s*(?:ที่|ข้อที่|ข้อ|ที)?\s*(?P<number>[\dก-ฮ]{{1,2}}(?:\.\d{{1,2}})?)\s*(?:[:：.–—-]\s*|\s+)(?P<text>\S.{{5,}})$",
    re.IGNORECASE,
)
_ISSUE_TITLE = re.compile(
    r"(?:ประเด็น(?:ยุทธศาสตร์|การพัฒนา)|ยุทธศาสตร์|เรื่อง)\s*ที่\s*\d+|^(?:\d[\d.]*\s*)?(?:SI|S\.I\.|ยศ\.)\s?\d"
)
_LABELLED_GOAL = re.compile(rf"^\s*{_GOAL_WORD}\s*[:：]\s*(?P<text>\S.{{7,}})$", re.IGNORECASE)
_PLAIN_GOAL = re.compile(
    rf"^\s*(?:(?:\d{{1,2}}\.)+\d{{0,2}}\s*)?{_GOAL_WORD}\s+(?!.*(?:ตัวชี้วัด|ทิศทาง|เชื่อมโยง|ตาราง|แผนระดับ))(?P<text>[ก-๙].{{11,}})$",
    re.IGNORECASE,
)
_SECOND = re.compile(rf"{_GOAL_WORD}\s*(?:ที่|ข้อ)?\s*[\dก-ฮ]{{1,2}}(?:\s|$)")
_NOT_GOAL = re.compile(r"^(?:ข้อ|เป้าหมายที่|ที่)?\s*[\d,\s.และ]+$")
_NUMBER = re.compile(
    r"^\s*(?:เป้าหมาย(?:ที่)?|ข้อ(?:ที่)?|G|g)?\s*(?P<number>[ก-ฮ]{0,2}\s?\d{1,2}(?:\.\d{1,2})?|[ก-ฮ])\s*(?:[.):：–-]\s*|\s+|$)"
)
_ACTIVITY_NUMBER = re.compile(r"^\s*(?P<goal>[ก-ฮ]{0,2}\d{0,2})\s*[.\-–]\s*\d{1,2}\b")


@dataclass(slots=True)
class Draft:
    """A goal while its parts are gathered."""

    text: str
    block: int
    start: int
    end: int
    number: str = ""
    kpis: list[Kpi] = field(default_factory=list)
    owner: str = ""
    budget: float | None = None
    budget_parts: float | None = None
    items: list[tuple[str, str]] = field(default_factory=list)
    activities: list[str] = field(default_factory=list)
    months: set[int] = field(default_factory=set)
    source: str = ""
    issue: str = ""
    headed: bool = False
    tables: set[int] = field(default_factory=set)


@dataclass(slots=True)
class Gathering:
    """The goals seen so far, and the goal and issue that the last headings named."""

    edition: str
    year: int
    drafts: list[Draft] = field(default_factory=list)
    current: Draft | None = None
    issue: str = ""


def read_goals(
    document_id: str, meta: DocumentMeta, blocks: Sequence[Block], year: FiscalYear, edition: str, *, strategic: bool
) -> tuple[Goal, ...]:
    """Return the goals of a plan, each once, in the order in which it first speaks of them."""
    found = Gathering(edition, int(year))
    entries = list(plan_rows(blocks, int(year)))
    for index, entry in enumerate(entries):
        if isinstance(entry, Title):
            table_near = any(isinstance(ahead, PlanRow) for ahead in entries[index + 1 : index + 4])
            _read_title(found, entry, table_near=table_near)
        elif not entry.total:
            _read_row(found, entry, strategic=strategic)
    drafts = [draft for draft in found.drafts if draft.kpis or (draft.headed and (draft.owner or draft.activities))]
    return tuple(_goal(draft, document_id, meta, blocks, year, strategic=strategic) for draft in drafts)


def _goal(
    draft: Draft, document_id: str, meta: DocumentMeta, blocks: Sequence[Block], year: FiscalYear, *, strategic: bool
) -> Goal:
    block = blocks[draft.block]
    place = replace(block.place, cell=_cell_number(block, draft.start)) if block.cells else block.place
    budget = draft.budget if draft.budget is not None else draft.budget_parts
    return Goal(
        fact_id("g", document_id, draft.block, draft.start, draft.text),
        year,
        draft.text,
        document_id,
        place,
        Anchor.of(document_id, draft.block, block.text, draft.start, draft.end),
        tuple(draft.kpis),
        draft.owner,
        budget,
        meta.approval,
        tuple(dict.fromkeys(draft.items)),
        tuple(dict.fromkeys(draft.activities)),
        tuple(sorted(draft.months)),
        draft.source,
        strategic,
        draft.issue,
    )


def _cell_number(block: Block, start: int) -> int | None:
    return next((n + 1 for n, cell in enumerate(block.cells) if cell.start <= start <= cell.end), None)


def _read_title(found: Gathering, title: Title, *, table_near: bool) -> None:
    line = title.line
    text = line.text.strip()
    if _ISSUE_TITLE.search(text) and len(text) <= 160 and not _GOAL_TITLE.match(text):
        found.issue = issue_name(text)
        found.current = None
        return
    if len(text) > 220:
        return
    draft = titled_goal(line)
    if draft is not None and (line.is_heading or table_near):
        draft.issue = found.issue
        found.current = _merge(found, draft)
    elif line.is_heading:
        found.current = None
        if line.heading_level <= 1:
            found.issue = ""


def titled_goal(line: Line) -> Draft | None:
    """Return the goal that a heading such as "เป้าหมายที่ 1 ขยาย…" states."""
    match = _GOAL_TITLE.match(line.text) or _LABELLED_GOAL.match(line.text)
    if match is None and line.is_heading:
        match = _PLAIN_GOAL.match(line.text)
    if match is None or (not line.is_heading and (len(line.text) > 150 or _SECOND.search(match["text"]))):
        return None
    start, end = line.span(match.start("text"), match.end("text"))
    text = " ".join(line.original[start - line.start : end - line.start].split())
    return Draft(text, line.block, start, end, match.groupdict().get("number") or "", headed=True)


def issue_name(text: str) -> str:
    """Return the name of a strategic issue without its heading number."""
    return re.sub(r"^(?:\d{1,2}\.)+\d{0,2}\s+", "", text).strip()


def _read_row(found: Gathering, row: PlanRow, *, strategic: bool) -> None:
    roles = row.roles
    # A plan's own form may say how far a goal has come; only figures of results make a row a report.
    told = bool({"actual", "plan_actual"} & roles) or ("achieved" in roles and not row.form)
    reports = told and "months" not in roles
    if reports and not ({"targets"} & roles):
        return
    if "spent" in roles:
        return
    has_target = bool({"target", "base_target", "targets"} & roles)
    stated = "kpi" in roles and has_target and ("kpi" in row.cells or "activity" in row.cells)
    stated = stated or (
        "goal" in row.cells
        and has_target
        and bool({"owner", "budget", "unit", "activity"} & roles)
        and "kpi_project" not in roles
    )
    if stated and ("goal" in row.cells or row.form or not _is_project(row)):
        draft = _row_draft(found, row, strategic=strategic)
        if draft is not None:
            known = found.current if row.form and "goal" not in row.cells else None
            found.current = _add(known, draft) if known is not None else _merge(found, draft)
            _take_activity(found.current, row)
            return
    if "activity" in row.cells and ({"months", "period", "budget", "owner"} & roles):
        owner_goal = _goal_of_activity(found, row)
        if owner_goal is not None:
            _take_activity(owner_goal, row)


def _is_project(row: PlanRow) -> bool:
    return "activity" in row.cells and "goal" not in row.cells and "months" in row.roles


def _row_draft(found: Gathering, row: PlanRow, *, strategic: bool) -> Draft | None:
    place = row.cells.get("goal")
    text, number = "", row.text("seq")
    start = end = block = 0
    if place is not None and not _NOT_GOAL.match(place.clean) and len(place.clean) >= 6:
        text, start, end, inner = stripped(place.text, place.start)
        block, number = place.block, inner or number
    elif found.current is not None and found.current.headed and (row.form or place is None):
        text, block, start, end = found.current.text, found.current.block, found.current.start, found.current.end
        number = found.current.number
    elif row.form or place is not None:
        return None
    else:
        kpi = row.cells["kpi"] if "kpi" in row.cells else row.cells["activity"]
        text, start, end, _ = stripped(kpi.text, kpi.start)
        block = kpi.block
    draft = Draft(text, block, start, end, _plain_number(number))
    draft.kpis = kpis_of(row, found.year)
    draft.owner = row.text("owner")
    # In a table of activities the money of a goal is that of its activities.
    own_budget = "budget" in row.own and (row.form or "activity" not in row.cells)
    draft.budget = row.number("budget") if own_budget else None
    draft.source = row.text("source")
    draft.items = _items(row, found.edition)
    draft.issue = (
        issue_name(row.text("issue") or row.title or found.issue) if strategic or row.text("issue") else found.issue
    )
    draft.months = set(row.months)
    draft.tables = {row.table}
    return draft


def stripped(text: str, offset: int) -> tuple[str, int, int, str]:
    """Return a goal's words on one line, their offsets in the block, and the number typed before them."""
    number = ""
    start = 0
    match = _NUMBER.match(clean(text)) if len(clean(text)) == len(text) else None
    if match is not None and match.end() < len(text) - 4:
        number, start = match["number"], match.end()
    while start < len(text) and text[start].isspace():
        start += 1
    end = len(text.rstrip())
    return " ".join(text[start:end].split()), offset + start, offset + end, number


def _plain_number(text: str) -> str:
    match = _NUMBER.match(clean(text))
    return match["number"].replace(" ", "") if match else ""


def _items(row: PlanRow, edition: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for role in ("source", "item", "category", "finding"):
        cell = row.cells.get(role)
        if cell is None:
            continue
        for part in re.split(r"[\n;]|<br>", clean(cell.text)):
            wanted = (
                codes.item_codes(part)
                if role in {"item", "category"}
                else [codes.reference_of(match) for match in codes.NAMED_CODE.finditer(part)]
                or ([ref for ref in codes.item_codes(part) if ref.exact] if role == "source" else [])
            )
            if role == "item" and not wanted and (named := code_of_name(part, edition)):
                found.append((edition, named))
            other = "pmqa2562" if re.search("รางวัล|2562|PMQA หมวด|รายหมวด", part) and role == "source" else edition
            # A sub-item ("6.1ก(3)") is a code of the award's criteria wherever it stands.
            found += [("pmqa2562" if _lettered(reference) else other, reference.item) for reference in wanted]
    source = [pair for pair in found if pair[0] != edition]
    return list(dict.fromkeys([*(pair for pair in found if pair[0] == edition), *source]))


def _lettered(reference: codes.Reference) -> bool:
    return any(letter in reference.printed for letter in "กขคงจฉ")


def _merge(found: Gathering, draft: Draft) -> Draft:
    """Return the goal that `draft` speaks of: a known one with what `draft` adds, or a new one."""
    for known in found.drafts:
        if _same(known, draft):
            return _add(known, draft)
    found.drafts.append(draft)
    return draft


def _same(known: Draft, draft: Draft) -> bool:
    from rapidfuzz import fuzz

    likeness = fuzz.ratio(squeeze(known.text), squeeze(draft.text))
    if likeness >= 90:
        return not (known.issue and draft.issue and squeeze(known.issue) != squeeze(draft.issue) and likeness < 97)
    if not known.number or known.number != draft.number or known.tables & draft.tables:
        return False
    names = {squeeze(kpi.name) for kpi in known.kpis} & {squeeze(kpi.name) for kpi in draft.kpis}
    partial = fuzz.partial_ratio(squeeze(known.text), squeeze(draft.text))
    return bool(names) or partial >= 75


def _add(known: Draft, draft: Draft) -> Draft:
    """Fill what `known` lacks from `draft`; KPIs of the same name are one."""
    by_name = {squeeze(kpi.name): index for index, kpi in enumerate(known.kpis)}
    for kpi in draft.kpis:
        index = by_name.get(squeeze(kpi.name))
        if index is None:
            known.kpis.append(kpi)
            by_name[squeeze(kpi.name)] = len(known.kpis) - 1
        else:
            known.kpis[index] = _fuller(known.kpis[index], kpi)
    known.owner = known.owner or draft.owner
    if draft.budget is not None:
        same_table = bool(known.tables & draft.tables)
        known.budget = (
            draft.budget + (known.budget or 0.0 if same_table else 0.0)
            if known.budget is None or same_table
            else known.budget
        )
    known.source = known.source or draft.source
    known.issue = known.issue or draft.issue
    known.number = known.number or draft.number
    known.items += [pair for pair in draft.items if pair not in known.items]
    known.months |= draft.months
    known.tables |= draft.tables
    return known


def _fuller(old: Kpi, new: Kpi) -> Kpi:
    return Kpi(
        old.name,
        old.unit or new.unit,
        old.baseline if old.baseline is not None else new.baseline,
        old.target if old.target is not None else new.target,
        old.targets or new.targets,
        old.results or new.results,
    )


def _goal_of_activity(found: Gathering, row: PlanRow) -> Draft | None:
    """Return the goal that an activity belongs to: by goal column, title row, number, or the heading above."""
    for text in (row.text("goal"), row.title):
        if text:
            words, _, _, number = stripped(text, 0)
            match = _GOAL_TITLE.match(clean(text))
            probe = Draft(match["text"] if match else words, 0, 0, 0, match["number"] if match else number)
            same = next((known for known in found.drafts if _same(known, probe)), None)
            if same is not None:
                return same
            if probe.number:
                return _by_number(found.drafts, probe.number)
    typed = clean(row.text("seq") or row.text("activity"))
    match = _ACTIVITY_NUMBER.match(typed)
    if match is not None and match["goal"]:
        return _by_number(found.drafts, match["goal"])
    return found.current if found.current is not None and found.current.headed else None


def _by_number(drafts: Iterable[Draft], number: str) -> Draft | None:
    return next((draft for draft in drafts if draft.number == number), None)


def _take_activity(goal: Draft, row: PlanRow) -> None:
    text = row.text("activity")
    if text:
        match = re.match(r"^[ก-ฮ]{0,2}[\d๐-๙.]{1,6}[.)]?\s+(?=\S{3})", text)
        goal.activities.append(text[match.end() :] if match else text)
    goal.months |= set(row.months) | set(months_in(row.text("period")))
    if text and "budget" in row.own:
        value = row.number("budget")
        if value is not None:
            goal.budget_parts = (goal.budget_parts or 0.0) + value
    if not goal.owner:
        goal.owner = row.text("owner")
