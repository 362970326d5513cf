"""Writing Word drafts from what was reviewed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from plandocs.app.plan import PLAN_ID, goal_order, kept_texts, plan_changes
from plandocs.app.planning import frameworks, suggestions, themes
from plandocs.app.returned import earlier, keep_record, newest, order, restore, unplaced
from plandocs.app.review import ACTIVITY_FIELD, KPI_FIELD, TAKEN, QueueEntry, chosen, queue
from plandocs.app.workspace import Workspace
from plandocs.model.document import Approval, Document, DocumentKind
from plandocs.model.errors import NotFoundError, UsageError
from plandocs.model.finding import Finding
from plandocs.model.plan import Coverage, SuggestedKpi, Suggestion
from plandocs.model.review import Decision, Reviewed, ReviewState
from plandocs.model.year import FiscalYear
from plandocs.review.replay import standing
from plandocs.thai.digits import parse_number, to_arabic

if TYPE_CHECKING:
    from plandocs.draft.context import DraftContext
    from plandocs.draft.inputs import PlanGoal, Profile, SourceDocument
    from plandocs.draft.preview import Preview
    from plandocs.draft.render import DraftResult
    from plandocs.draft.resume import Earlier


@dataclass(frozen=True, slots=True)
class Going:
    """
    How a draft goes on from what came back.

    `fresh` starts from the template, `after` goes on from the returned draft of another template; `restore` are texts
    or field keys that people took out and that are to be printed again.
    """

    fresh: bool = False
    after: str = ""
    restore: tuple[str, ...] = ()


def make_draft(
    workspace: Workspace,
    template: str,
    year: int,
    out: Path,
    *,
    final: bool = False,
    digits: str = "",
    going: Going | None = None,
    language: bool = False,
) -> DraftResult:
    """
    Write the draft and return it with its placeholders; `template` is a name of `templates list` or a .docx file.

    A draft of this template that came back and was taken over goes on: people's words stay where they stand.
    `language` tags the text as Thai for Word. Raises
    `UsageError` for a target that is no .docx, `NotFoundError` for an unknown template.
    """
    from plandocs.draft.render import render
    from plandocs.draft.templates import find

    if out.suffix.lower() != ".docx":
        raise UsageError(f"{out.name}: ไฟล์ร่างต้องลงท้ายด้วย .docx", f"{out.name}: a draft's name ends with .docx")
    path = find(template)
    goes_on = _earlier(workspace, path.stem, FiscalYear(year), going or Going())
    context = plan_context(workspace, FiscalYear(year), goes_on)
    out.parent.mkdir(parents=True, exist_ok=True)
    digits = digits or workspace.settings.digits
    result = render(path, context, out, final=final, digits=digits, earlier=goes_on, language=language)
    if result.manifest is not None:
        keep_record(workspace, result.manifest)
    return result


def _earlier(workspace: Workspace, template: str, year: FiscalYear, going: Going) -> Earlier | None:
    """Return the returned draft to go on from, None when there is none or none is wanted."""
    if going.fresh:
        return None
    wanted = Path(going.after).stem if going.after else template
    record = newest(workspace, wanted, year)
    if record is None:
        if going.after or going.restore:
            raise NotFoundError(
                f"ไม่มีร่างของแม่แบบ {wanted} ที่อ่านกลับและบันทึกไว้", f"no returned draft of template {wanted} was taken over"
            )
        return None
    if going.restore:
        restore(workspace, record, going.restore)
    ids = [entry.suggestion.id for entry in chosen(workspace, year)]
    return earlier(workspace, record, workspace.store.decisions(year), ids)


def make_preview(draft: Path) -> Preview:
    """Write a PDF beside the draft and return it with what can be trusted of it; raises `MissingToolError`."""
    from plandocs.draft.preview import preview

    return preview(draft, draft.with_suffix(".pdf"))


def plan_context(workspace: Workspace, year: FiscalYear, goes_on: Earlier | None = None) -> DraftContext:
    """
    Return everything a template can print for the plan of `year`: reviewed goals, findings, lineage, sources.

    In a draft that goes on from a returned one goals keep their order, new ones come last, and the annex prints only
    those texts of people that do not stand in the returned draft itself.
    """
    from plandocs.draft.context import FreeText, build

    found = suggestions(workspace, year)
    log = workspace.store.decisions(year)
    entries, texts = chosen(workspace, year), kept_texts(log)
    emptied = _emptied_in_word(log)
    if goes_on is not None:
        places, given = order(goes_on.record), goal_order(log)
        if not given:
            entries = sorted(entries, key=lambda entry: places.get(entry.suggestion.id, len(places)))
        texts = unplaced(texts, goes_on)
    facts = workspace.store.facts()
    latest = latest_findings(facts.findings, year)
    agency = workspace.settings.agency
    agency = agency if agency.name else replace(agency, name=_agency_name(workspace))
    return build(
        int(year),
        agency,
        [_plan_goal(entry, emptied) for entry in entries],
        latest,
        themes(workspace),
        _sources(workspace),
        coverage=_coverage(found.coverage, queue(workspace, year)),
        item_names=_item_names(workspace, latest),
        profile=_profile(workspace),
        changes={
            f"{PLAN_ID}.{name}": text for name, text in plan_changes(log).items() if text or (PLAN_ID, name) in emptied
        },
        free_text=[FreeText(text.told, text.place, text.author) for text in texts],
    )


def latest_findings(findings: Iterable[Finding], year: int) -> list[Finding]:
    """Return the findings of the newest feedback reports about a year before `year`."""
    past = [finding for finding in findings if finding.report_year < year]
    newest = max((finding.report_year for finding in past), default=None)
    return [finding for finding in past if finding.report_year == newest]


def _emptied_in_word(log: Iterable[Decision]) -> set[tuple[str, str]]:
    """Return the (goal id, field name) that people left empty in Word: nothing is printed there."""
    last = {
        (decision.suggestion_id, name): not text and decision.source == "word"
        for decision in standing(log)
        for name, text in decision.changes.items()
    }
    return {place for place, emptied in last.items() if emptied}


def _plan_goal(entry: QueueEntry, emptied: set[tuple[str, str]]) -> PlanGoal:
    """The suggestion with room for what a reviewer added; the reviewer's own words are printed in its place."""
    from plandocs.draft.inputs import PlanGoal

    ident, own = entry.suggestion.id, entry.review.own
    changes = {name: text for name, text in entry.review.changes.items() if text or (ident, name) in emptied}
    base = entry.shown if own else _with_room(entry.suggestion, changes)
    budget = parse_number(changes["budget"]) if changes.get("budget") else None
    source = "ระบุโดยผู้พิจารณา" if budget is not None else ""
    if own:  # everything is the planner's: numbers are printed as numbers, only other words stand as they are
        changes = {name: text for name, text in changes.items() if not text or not _is_shown(name, text)}
    return PlanGoal.of(base, changes=changes, budget=budget, budget_source=source)


def _with_room(suggestion: Suggestion, changes: Mapping[str, str]) -> Suggestion:
    """Return the suggestion with an empty KPI or activity for each that a reviewer added."""
    kpis = max([0, *(int(found[1]) for name in changes if (found := KPI_FIELD.fullmatch(name)) and changes[name])])
    activities = max(
        [0, *(int(found[1]) for name in changes if (found := ACTIVITY_FIELD.match(name)) and changes[name])]
    )
    return replace(
        suggestion,
        kpis=suggestion.kpis + (SuggestedKpi("", "", None, None, ""),) * (kpis - len(suggestion.kpis)),
        activities=suggestion.activities + ("",) * (activities - len(suggestion.activities)),
    )


def _is_shown(name: str, text: str) -> bool:
    """Whether `apply_changes` puts the field's text into the goal as it is: all but numbers written with words."""
    if name == "budget" or name.endswith((".baseline", ".target")):
        return not text or _PLAIN.fullmatch(to_arabic(text).strip()) is not None
    return (
        name in {"goal", "owner"} or KPI_FIELD.fullmatch(name) is not None or ACTIVITY_FIELD.fullmatch(name) is not None
    )


#: A number and nothing else.
_PLAIN = re.compile(r"-?\d[\d,]*(\.\d+)?")


def _coverage(coverage: Iterable[Coverage], entries: Iterable[QueueEntry]) -> list[Coverage]:
    """Only goals that go into the plan cover a finding; what was suggested but not taken is said so, and why."""
    reviews = {entry.suggestion.id: entry.review for entry in entries}
    out = []
    for line in coverage:
        ids = tuple(key for key in line.suggestion_ids if key in reviews and reviews[key].state in TAKEN)
        reason = line.reason or _why_not([reviews[key] for key in line.suggestion_ids if key in reviews])
        out.append(replace(line, suggestion_ids=ids, reason="" if ids else reason))
    return out


def _why_not(reviews: Sequence[Reviewed]) -> str:
    """Return what became of the suggestions that would have answered a finding."""
    if not reviews or any(review.state is not ReviewState.REJECTED for review in reviews):
        return "มีข้อเสนอแต่ยังไม่ได้รับเข้าแผน"
    told = "; ".join(dict.fromkeys(review.reason for review in reviews if review.reason))
    return f"พิจารณาแล้วไม่รับเข้าแผน: {told}" if told else "พิจารณาแล้วไม่รับเข้าแผน"


def _sources(workspace: Workspace) -> list[SourceDocument]:
    from plandocs.draft.inputs import KIND_NAMES, SourceDocument

    out: list[SourceDocument] = []
    seen: Counter[str] = Counter()
    for document in workspace.store.documents():
        meta = document.meta
        short = _short_name(document, KIND_NAMES[meta.kind])
        if document.status == "read" and not document.same_as and meta.approval is not Approval.DRAFT:
            seen[short] += 1
            if short and seen[short] > 1:
                short = f"{short} ({seen[short]})"
        out.append(SourceDocument(document.id, meta.title, meta.kind, meta.fiscal_year, meta.approval, short))
    return out


def _short_name(document: Document, kind: str) -> str:
    meta = document.meta
    if meta.fiscal_year is None or meta.kind is DocumentKind.OTHER:
        return ""
    edition = _EDITIONS.get(meta.edition, "") if meta.kind is DocumentKind.FEEDBACK_REPORT else ""
    months = f"รอบ {meta.round_months} เดือน" if meta.round_months else ""
    return " ".join(word for word in (kind, edition, months, f"ปี {int(meta.fiscal_year)}") if word)


#: How criteria editions are named in source notes.
_EDITIONS = {"pmqa4": "PMQA 4.0", "pmqa2562": "PMQA", "pmqa2558": "PMQA"}


def _item_names(workspace: Workspace, findings: Iterable[Finding]) -> dict[str, str]:
    lists = frameworks(workspace)
    return {finding.item: lists.item_name(finding.edition, finding.item) for finding in findings}


def _profile(workspace: Workspace) -> Profile:
    from plandocs.draft.inputs import Profile

    texts = dict(workspace.settings.profile)
    missions = tuple(line for line in texts.pop("missions", "").splitlines() if line.strip())
    return Profile(missions=missions, **texts)


def _agency_name(workspace: Workspace) -> str:
    names = [d.meta.agency for d in workspace.store.documents() if d.meta.agency]
    return max(set(names), key=names.count) if names else ""
