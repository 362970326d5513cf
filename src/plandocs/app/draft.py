"""Writing Word drafts from what was reviewed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from plandocs.app.plan import PLAN_ID, kept_texts, plan_changes
from plandocs.app.planning import frameworks, suggestions, themes
from plandocs.app.review import ACTIVITY_FIELD, KPI_FIELD, QueueEntry, chosen
from plandocs.app.workspace import Workspace
from plandocs.model.document import Approval, Document, DocumentKind
from plandocs.model.errors import UsageError
from plandocs.model.finding import Finding
from plandocs.model.plan import Coverage, SuggestedKpi, Suggestion
from plandocs.model.year import FiscalYear
from plandocs.thai.digits import parse_number, to_arabic

if TYPE_CHECKING:
    from plandocs.draft.context import DraftContext
    from plandocs.draft.inputs import PlanGoal, Profile, SourceDocument
    from plandocs.draft.manifest import Manifest
    from plandocs.draft.preview import Preview
    from plandocs.draft.render import DraftResult

#: In the drafts' directory: the manifest of every draft, for copies that lost theirs on the way.
RECORDS = "records"


def make_draft(
    workspace: Workspace, template: str, year: int, out: Path, *, final: bool = False, digits: str = ""
) -> DraftResult:
    """
    Write the draft and return it with its placeholders; `template` is a name of `templates list` or a .docx file.

    Raises `UsageError` for a target that is no .docx, `NotFoundError` for an unknown template.
    """
    from plandocs.draft.render import render
    from plandocs.draft.templates import find

    if out.suffix.lower() != ".docx":
        raise UsageError(f"{out.name}: ไฟล์ร่างต้องลงท้ายด้วย .docx", f"{out.name}: a draft's name ends with .docx")
    path = find(template)
    context = plan_context(workspace, FiscalYear(year))
    out.parent.mkdir(parents=True, exist_ok=True)
    result = render(path, context, out, final=final, digits=digits or workspace.settings.digits)
    if result.manifest is not None:
        _keep_record(workspace, result.manifest)
    return result


def _keep_record(workspace: Workspace, manifest: Manifest) -> None:
    record = workspace.drafts / RECORDS / f"{manifest.draft}.json"
    record.parent.mkdir(parents=True, exist_ok=True)
    partial = record.with_suffix(".partial")
    partial.write_text(manifest.to_json(), "utf-8")
    partial.replace(record)


def make_preview(draft: Path) -> Preview:
    """Write a PDF beside the draft and return it with what can be trusted of it; raises `MissingToolError`."""
    from plandocs.draft.preview import preview

    return preview(draft, draft.with_suffix(".pdf"))


def plan_context(workspace: Workspace, year: FiscalYear) -> DraftContext:
    """Return everything a template can print for the plan of `year`: reviewed goals, findings, lineage, sources."""
    from plandocs.draft.context import FreeText, build

    found = suggestions(workspace, year)
    entries = chosen(workspace, year)
    facts = workspace.store.facts()
    latest = latest_findings(facts.findings, year)
    agency = workspace.settings.agency
    agency = agency if agency.name else replace(agency, name=_agency_name(workspace))
    log = workspace.store.decisions(year)
    return build(
        int(year),
        agency,
        [_plan_goal(entry) for entry in entries],
        latest,
        themes(workspace),
        _sources(workspace),
        coverage=_coverage(found.coverage, entries),
        item_names=_item_names(workspace, latest),
        profile=_profile(workspace),
        changes={f"{PLAN_ID}.{name}": text for name, text in plan_changes(log).items()},
        free_text=[FreeText(text.told, text.place, text.author) for text in kept_texts(log)],
    )


def latest_findings(findings: Iterable[Finding], year: int) -> list[Finding]:
    """Return the findings of the newest feedback reports about a year before `year`."""
    past = [finding for finding in findings if finding.report_year < year]
    newest = max((finding.report_year for finding in past), default=None)
    return [finding for finding in past if finding.report_year == newest]


def _plan_goal(entry: QueueEntry) -> PlanGoal:
    """The suggestion with room for what a reviewer added; the reviewer's own words are printed in its place."""
    from plandocs.draft.inputs import PlanGoal

    changes, own = dict(entry.review.changes), entry.review.own
    base = entry.shown if own else _with_room(entry.suggestion, changes)
    budget = parse_number(changes["budget"]) if changes.get("budget") else None
    source = "ระบุโดยผู้พิจารณา" if budget is not None else ""
    if own:  # everything is the planner's: numbers are printed as numbers, only other words stand as they are
        changes = {name: text for name, text in changes.items() if not _is_shown(name, text)}
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
    """Only goals that go into the plan cover a finding; what was suggested but not taken is said so."""
    kept = {entry.suggestion.id for entry in entries}
    out = []
    for line in coverage:
        ids = tuple(key for key in line.suggestion_ids if key in kept)
        reason = line.reason or ("" if ids else "มีข้อเสนอแต่ยังไม่ได้รับเข้าแผน")
        out.append(replace(line, suggestion_ids=ids, reason="" if ids else reason))
    return out


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
