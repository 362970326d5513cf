"""Goals of improvement plans and action plans, put together from every table and form that speaks of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from plandocs.ingest.facts import codes
from plandocs.ingest.facts.drafts import (
    Draft,
    Gathering,
    add,
    by_number,
    code_in,
    code_key,
    merge,
    plain_number,
    same,
    same_code,
    stripped,
)
from plandocs.ingest.facts.kpis import kpis_of
from plandocs.ingest.facts.labelled import fields_in
from plandocs.ingest.facts.lines import Line, clean
from plandocs.ingest.facts.names import code_of_name
from plandocs.ingest.facts.periods import months_in
from plandocs.ingest.facts.plan_rows import PlanRow, Title, number_in, plan_rows
from plandocs.ingest.facts.told_goals import told_of_goal
from plandocs.model.document import DocumentMeta
from plandocs.model.finding import Goal, fact_id
from plandocs.model.text import Anchor, Block
from plandocs.model.year import FiscalYear

_GOAL_WORD = r"(?:เป้าหมาย(?:การพัฒนา|เชิงยุทธศาสตร์|หลัก|เสริม|รอง)?|เป้าประสงค์(?:เชิงยุทธศาสตร์)?|วัตถุประสงค์|งานสมทบ|goal)"
_GOAL_TITLE = re.compile(
    rf"^\s*(?:(?:\d{{1,2}}\.)+\d{{0,2}}\s*)?{_GOAL_WORD}\s*(?:ที่|ข้อที่|ข้อ|ที)?\s*(?P<number>[A-Zก-ฮ]{{1,3}}[.-]?\s?\d{{1,2}}|[\dก-ฮ]{{1,2}}(?:\.\d{{1,2}})?)\s*(?:[:：.–—-]\s*|\s+)(?P<text>\S.{{5,}})$",
    re.IGNORECASE,
)
#: A line that begins with a code: a goal where tables name the same code.
_CODED_TITLE = re.compile(r"^\s*(?P<number>[A-Za-zก-ฮ]{1,3}[.-]?\s?\d{1,2})\s*(?:[:：.)–—-]\s*|\s+)(?P<text>\S.{5,})$")
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
_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]{6,})[)\]]\s*$")
_SHORTEST, _LONGEST = 8, 220
_ACTIVITY_NUMBER = re.compile(r"^\s*(?P<goal>[A-Za-zก-ฮ]{0,3}\d{0,2})\s*[.\-–]\s*\d{1,2}\b")


def read_goals(
    document_id: str, meta: DocumentMeta, blocks: Sequence[Block], year: FiscalYear, edition: str, *, strategic: bool
) -> tuple[Goal, ...]:
    """Return the goals of a plan, each once, in the order in which it first speaks of them."""
    entries = list(plan_rows(blocks, int(year)))
    found = Gathering(edition, int(year), codes=frozenset(_codes_in(entries)))
    for index, entry in enumerate(entries):
        if isinstance(entry, Title):
            _read_title(found, entry, told_near=_told_near(entries[index + 1 : index + 4]))
        elif not entry.total:
            _read_row(found, entry, strategic=strategic)
    stated = [draft for draft in found.drafts if draft.text]
    drafts = [draft for draft in stated if draft.kpis or (draft.headed and (draft.owner or draft.activities))]
    return tuple(_goal(draft, document_id, meta, blocks, year, strategic=strategic) for draft in drafts)


def _told_near(ahead: Sequence[PlanRow | Title]) -> bool:
    """Return whether what comes next says more of a goal: a table, a form, or at once a sentence with its figures."""
    if any(isinstance(entry, PlanRow) for entry in ahead):
        return True
    following = ahead[0] if ahead else None
    return isinstance(following, Title) and bool(told_of_goal(following.line.text).kpis)


def _codes_in(entries: Iterable[PlanRow | Title]) -> Iterator[str]:
    """Yield the codes that stand for goals in tables."""
    for entry in entries:
        if isinstance(entry, PlanRow) and "goal" in entry.cells and (code := code_in(entry.text("goal"))):
            yield code


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
        tuple(dict.fromkeys(draft.activities or draft.bullets)),
        tuple(sorted(draft.months)),
        draft.source,
        strategic,
        draft.issue,
    )


def _cell_number(block: Block, start: int) -> int | None:
    return next((n + 1 for n, cell in enumerate(block.cells) if cell.start <= start <= cell.end), None)


def _read_title(found: Gathering, title: Title, *, told_near: bool) -> None:
    line = title.line
    text = line.text.strip()
    if _ISSUE_TITLE.search(text) and len(text) <= 160 and not _GOAL_TITLE.match(text):
        found.issue = issue_name(text)
        found.current = None
        return
    draft = titled_goal(line, found.codes) if len(text) <= _LONGEST else None
    below = found.current if found.current is not None and found.current.headed and not line.is_heading else None
    if draft is None and below is not None and _told_below(below, line):
        return
    if draft is None and _told_whole(found, title):
        return
    coded = draft is not None and any(same_code(code_key(draft.number), code) for code in found.codes)
    lettered = draft is not None and not draft.number.isdigit()
    if coded and draft is not None and not (lettered or line.is_heading or told_near):
        found.candidates.setdefault(code_key(draft.number), draft)
    elif draft is not None and (line.is_heading or told_near or coded):
        draft.issue = found.issue
        draft.number = code_key(draft.number)
        found.current = merge(found, draft)
    elif found.current is not None and not line.is_heading and (line.listed or re.match(r"[-•–]\s*\S", text)):
        found.current.bullets.append(re.sub(r"^[-•–]\s*", "", text))
    elif line.is_heading:
        found.current = None
        if line.heading_level <= 1:
            found.issue = ""


def titled_goal(line: Line, known: Iterable[str] = ()) -> Draft | None:
    """Return the goal that a heading such as "เป้าหมายที่ 1 ขยาย…" states, or "G1 ขยาย…" where "g1" is `known`."""
    match = _GOAL_TITLE.match(line.text) or _LABELLED_GOAL.match(line.text)
    if match is None and (coded := _CODED_TITLE.match(line.text)) and code_key(coded["number"]) in known:
        match = coded
    if match is None and line.is_heading:
        match = _PLAIN_GOAL.match(line.text)
    if match is None or (not line.is_heading and (len(line.text) > 150 or _SECOND.search(match["text"]))):
        return None
    beside, stop = _beside(line.text, match.start("text"), match.end("text"))
    start, end = line.span(match.start("text"), stop)
    text = " ".join(line.original[start - line.start : end - line.start].split())
    draft = Draft(text, line.block, start, end, match.groupdict().get("number") or "", headed=True)
    draft.owner = " ".join(beside.get("owner", "").split())
    draft.budget = number_in(beside["budget"]) if "budget" in beside else None
    return draft


def _beside(text: str, start: int, end: int) -> tuple[dict[str, str], int]:
    """Return the owner and the budget that brackets behind a goal tell, and where its own words end."""
    match = _BRACKETS.search(text, start, end)
    if match is None:
        return {}, end
    told = {role: cell.text for role, cell in fields_in(match[1], 0) if role in {"owner", "budget"}}
    return (told, match.start()) if told else ({}, end)


def _told_whole(found: Gathering, title: Title) -> bool:
    """Take an entry of a list that tells of a goal, its figures, and who answers for it or what it costs."""
    line = title.line
    marker = codes.marker_at(line.text.lstrip())
    lead = len(line.text) - len(line.text.lstrip()) + (marker.end if marker is not None else 0)
    if line.is_heading or not (marker is not None or line.listed or line.number):
        return False
    told = told_of_goal(line.text[lead:])
    if not told.kpis or not (told.owner or told.budget) or told.ends < _SHORTEST:
        return False
    start, end = line.span(lead, lead + told.ends)
    words = " ".join(line.original[start - line.start : end - line.start].split())
    number = plain_number(line.number or (marker.label if marker is not None else ""))
    draft = Draft(words, line.block, start, end, number, list(told.kpis), told.owner, told.budget)
    merge(found, draft)
    return True


def _told_below(goal: Draft, line: Line) -> bool:
    """Give a goal what a line of labels below it says of owner and budget; return whether it says so."""
    sentence = told_of_goal(line.text)
    if sentence.kpis or ((sentence.owner or sentence.budget) and goal.kpis):
        names = {kpi.name for kpi in goal.kpis}
        goal.kpis += [kpi for kpi in sentence.kpis if kpi.name not in names]
        goal.owner = goal.owner or sentence.owner
        goal.budget = goal.budget if goal.budget is not None else sentence.budget
        return True
    told = {role: cell.text for role, cell in fields_in(line.text, 0)}
    if not told or not told.keys() <= {"owner", "budget", "period", "source", "support"}:
        return False
    goal.owner = goal.owner or " ".join(told.get("owner", "").split())
    if goal.budget is None and "budget" in told:
        goal.budget = number_in(told["budget"])
    return True


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
    if _joins_by_code(found, row):
        return
    aimed = "targets" in roles and any(year >= found.year for year in row.targets)
    has_target = aimed or bool({"target", "base_target", "levels"} & roles)
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
            found.current = add(known, draft) if known is not None else merge(found, draft)
            _take_activity(found.current, row)
            return
    said = {"owner", "budget"} & row.cells.keys()
    if said and not {"goal", "kpi", "activity"} & row.cells.keys() and found.current and found.current.headed:
        add(found.current, _filled(replace(found.current, kpis=[], budget=None), row, found))
    if "activity" in row.cells and ({"months", "period", "budget", "owner"} & roles):
        owner_goal = _goal_of_activity(found, row)
        if owner_goal is not None:
            _take_activity(owner_goal, row)


def _joins_by_code(found: Gathering, row: PlanRow) -> bool:
    """Give what a row says to the goal whose code it names; return whether it names one and says something of it."""
    code = code_in(row.text("goal"))
    seq = plain_number(row.text("seq"))
    lettered = (known for known in found.codes if re.match("[a-zก-ฮ]", known))
    listed = bool(row.text("goal")) and not code and any(same_code(seq, known) for known in lettered)
    if listed and not {"kpi", "target"} & row.roles and "goal" in row.own:
        text, start, end, _ = stripped(row.cells["goal"].text, row.cells["goal"].start)
        merge(
            found, _filled(Draft(text, row.cells["goal"].block, start, end, plain_number(row.text("seq"))), row, found)
        )
        return True
    if not code and "goal" not in row.roles and "kpi" in row.cells and found.current is None:
        seq = code_in(row.text("seq"))
        parent = seq.split(".")[0] if "." in seq else seq if re.match("[a-zก-ฮ]", seq) else ""
        code = parent if parent and by_number(found.drafts, parent) is not None else ""
    if not code and not {"kpi", "target", "activity"} & row.roles and {"owner", "budget"} & row.cells.keys():
        return _joins_by_name(found, row)
    if not code or "activity" in row.cells or not {"kpi", "target", "owner", "budget"} & row.cells.keys():
        return False
    known = by_number(found.drafts, code)
    if known is None:
        found.drafts.append(known := found.candidates.get(code, Draft("", 0, 0, 0, code)))
    add(known, _filled(Draft(known.text, known.block, known.start, known.end, code), row, found))
    return True


def _joins_by_name(found: Gathering, row: PlanRow) -> bool:
    """Give owner and budget to the goal that a row names in full; return whether there is one."""
    if "goal" not in row.cells:
        return False
    text, start, end, number = stripped(row.cells["goal"].text, row.cells["goal"].start)
    draft = _filled(Draft(text, row.cells["goal"].block, start, end, number), row, found)
    known = next((known for known in found.drafts if known.kpis and same(known, draft)), None)
    if known is not None:
        add(known, draft)
    return known is not None


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
    draft = _filled(Draft(text, block, start, end, plain_number(number)), row, found)
    if strategic and not row.text("issue"):
        draft.issue = issue_name(row.title or found.issue)
    return draft


def _filled(draft: Draft, row: PlanRow, found: Gathering) -> Draft:
    """Return `draft` with all that a row says of its goal."""
    draft.kpis = kpis_of(row, found.year)
    draft.owner = row.text("owner")
    # In a table of activities the money of a goal is that of its activities.
    own_budget = "budget" in row.own and (row.form or "activity" not in row.cells)
    draft.budget = row.number("budget") if own_budget else None
    draft.source = row.text("source")
    draft.items = _items(row, found.edition)
    draft.issue = issue_name(row.text("issue") or found.issue) if row.text("issue") else found.issue
    draft.months = set(row.months)
    draft.tables = {row.table}
    return draft


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


def _goal_of_activity(found: Gathering, row: PlanRow) -> Draft | None:
    """Return the goal that an activity belongs to: by goal column, title row, number, or the heading above."""
    for text in (row.text("goal"), row.title):
        if text:
            words, _, _, number = stripped(text, 0)
            match = _GOAL_TITLE.match(clean(text))
            probe = Draft(
                match["text"] if match else words, 0, 0, 0, match["number"] if match else code_in(text) or number
            )
            known = next((draft for draft in found.drafts if same(draft, probe)), None)
            if known is not None:
                return known
            if probe.number:
                return by_number(found.drafts, probe.number)
    typed = clean(row.text("seq") or row.text("activity"))
    match = _ACTIVITY_NUMBER.match(typed)
    if match is not None and match["goal"]:
        return by_number(found.drafts, code_key(match["goal"]))
    return found.current if found.current is not None and found.current.headed else None


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
