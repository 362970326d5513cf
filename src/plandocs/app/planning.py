"""What the documents say taken together: themes over the years, and suggestions for a plan year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable
from dataclasses import replace

from plandocs.app.learning import in_learned_order, log_state
from plandocs.app.workspace import Workspace
from plandocs.frameworks import Frameworks, load
from plandocs.model.document import Approval, DocumentKind
from plandocs.model.errors import NotFoundError, UsageError
from plandocs.model.finding import Facts, Finding, FindingKind, Goal, LevelClaim
from plandocs.model.plan import SuggestionSet, Theme
from plandocs.model.year import BE_OFFSET, FiscalYear


def frameworks(workspace: Workspace) -> Frameworks:
    """
    Return the criteria and national plans.

    With the planners' own editions from the workspace's `frameworks` folder.
    """
    own = workspace.path / "frameworks"
    return load(own if own.is_dir() else None)


def default_year(workspace: Workspace) -> FiscalYear:
    """Return the year to plan for, as `year_to_plan` finds it; raises `NotFoundError` without feedback reports."""
    year = year_to_plan(workspace.store.facts())
    if year is None:
        raise NotFoundError(
            "ยังไม่มีรายงานป้อนกลับในพื้นที่ทำงาน โปรดเพิ่มเอกสารด้วย plandocs add หรือระบุปี",
            "no feedback report in the workspace; add documents or give the year",
        )
    return year


def year_to_plan(facts: Facts) -> FiscalYear | None:
    """
    Return the year after the newest feedback report and the newest approved plan, None without reports.

    Reports come later than plans in some years: a year whose plan is approved is not to be planned again.
    """
    reported = [int(finding.report_year) for finding in facts.findings]
    approved = [int(goal.plan_year) for goal in facts.goals if goal.status is Approval.APPROVED and not goal.strategic]
    return FiscalYear(max(reported + approved) + 1) if reported else None


def findings(
    workspace: Workspace,
    *,
    kind: FindingKind | None = None,
    year: int | None = None,
    item: str | None = None,
    edition: str | None = None,
    document_id: str | None = None,
) -> list[Finding]:
    """Return the findings that fit all given conditions, by year, document and place."""
    from plandocs.thai.digits import to_arabic

    code = to_arabic(item) if item else None
    chosen = [
        f
        for f in workspace.store.facts().findings
        if (kind is None or f.kind is kind)
        and (year is None or f.report_year == year)
        and (code is None or code in (f.item, f.reference) or f.item.startswith(f"{code}."))
        and (edition is None or f.edition == edition)
        and (document_id is None or f.document_id.startswith(document_id))
    ]
    return sorted(chosen, key=lambda f: f.report_year)


def levels(workspace: Workspace, *, year: int | None = None, item: str | None = None) -> list[LevelClaim]:
    """Return the levels of items that reports state, by year and item: claimed by the office, or given by assessors."""
    from plandocs.thai.digits import to_arabic

    code = to_arabic(item) if item else None
    chosen = [
        claim
        for claim in workspace.store.facts().levels
        if (year is None or claim.year == year) and (code is None or claim.item == code)
    ]
    return sorted(chosen, key=lambda claim: (claim.year, claim.item, claim.claimed))


def themes(workspace: Workspace) -> tuple[Theme, ...]:
    """Return the weaknesses followed over the years, planners' own decisions on them applied."""
    from plandocs.suggest.themes import build_themes

    decisions = workspace.store.theme_decisions()
    key = ("themes", workspace.store.revision(), len(decisions))
    if key not in workspace.computed:
        facts = workspace.store.facts()
        found_now = build_themes(
            facts.findings,
            facts.goals,
            facts.outcomes,
            decisions,
            frameworks=frameworks(workspace),
            levels=facts.levels,
        )
        _remember(workspace, key, found_now)
    found: tuple[Theme, ...] = workspace.computed[key]
    return found


def theme_of(workspace: Workspace, theme_id: str) -> Theme:
    """Return the theme of this id or of a unique beginning of it; raises `NotFoundError`."""
    found = [theme for theme in themes(workspace) if theme.id.startswith(theme_id)]
    if len(found) != 1:
        raise NotFoundError(f"ไม่พบประเด็น {theme_id}", f"no (single) theme {theme_id}")
    return found[0]


def decide_theme(workspace: Workspace, action: str, theme_id: str, payload: dict[str, object], who: str) -> None:
    """Keep a planner's decision on a theme; raises `UsageError` for an unknown action."""
    if action not in {"merge", "split", "rename", "pin"}:
        raise UsageError(f"ไม่รู้จักคำสั่ง {action}", f"unknown theme action {action}")
    theme = theme_of(workspace, theme_id)
    workspace.store.append_theme_decision(action, theme.id, payload, who)


def goals(workspace: Workspace, *, year: int | None = None, strategic: bool | None = None) -> list[Goal]:
    """Return what plans and action plans say, by plan year and place."""
    chosen = [
        goal
        for goal in workspace.store.facts().goals
        if (year is None or goal.plan_year == year) and (strategic is None or goal.strategic is strategic)
    ]
    return sorted(chosen, key=lambda goal: goal.plan_year)


def suggestions(workspace: Workspace, year: int, as_of: dt.date | None = None) -> SuggestionSet:
    """
    Return the goals suggested for the fiscal year, best first, with the coverage of every open OFI.

    `as_of` leaves out documents dated later. Raises `YearOutOfRangeError`.
    """
    plan_year = FiscalYear(year)
    decisions = workspace.store.theme_decisions()
    key = ("suggestions", workspace.store.revision(), len(decisions), int(plan_year), as_of)
    if key not in workspace.computed:
        _remember(workspace, key, _made(workspace, plan_year, as_of))
    # A decision changes at most the order, which is quick to find, not what is suggested.
    ordered = (*key, log_state(workspace, int(plan_year)))
    if ordered not in workspace.computed:
        _remember(workspace, ordered, in_learned_order(workspace, workspace.computed[key], as_of))
    found: SuggestionSet = workspace.computed[ordered]
    return found


def _made(workspace: Workspace, plan_year: FiscalYear, as_of: dt.date | None) -> SuggestionSet:
    from plandocs.suggest.goals import suggest

    facts = known_before(workspace, as_of)
    return suggest(
        plan_year,
        findings=facts.findings,
        goals=facts.goals,
        outcomes=facts.outcomes,
        proposals=facts.proposals,
        decisions=workspace.store.theme_decisions(),
        frameworks=frameworks(workspace),
        weights=workspace.settings.weights,
        names={unit.short: unit.name for unit in workspace.settings.agency.units},
        document_years=_report_years(workspace),
    )


def _report_years(workspace: Workspace) -> dict[str, int]:
    """Return the year that each report of results is about, by document."""
    kinds = {DocumentKind.MONITORING_REPORT, DocumentKind.APPLICATION_REPORT}
    rows = ((d.id, d.meta.fiscal_year) for d in workspace.store.documents() if d.meta.kind in kinds)
    return {key: int(year) for key, year in rows if year is not None}


def _remember(workspace: Workspace, key: tuple[Hashable, ...], value: object) -> None:
    """Keep what was computed for this state of the store; what was computed for earlier states is forgotten."""
    for old in [k for k in workspace.computed if k[1] != key[1]]:
        del workspace.computed[old]
    workspace.computed[key] = value


def known_before(workspace: Workspace, as_of: dt.date | None) -> Facts:
    """Return the facts of documents dated no later than `as_of`; a document that gives no date counts by its year."""
    facts = workspace.store.facts()
    if as_of is None:
        return facts
    late = {
        d.id
        for d in workspace.store.documents()
        if _date_of(d.meta.event_date, d.meta.fiscal_year, d.meta.kind) > as_of
    }
    return replace(
        facts,
        findings=tuple(f for f in facts.findings if f.document_id not in late),
        goals=tuple(g for g in facts.goals if g.document_id not in late),
        outcomes=tuple(o for o in facts.outcomes if o.document_id not in late),
        proposals=tuple(p for p in facts.proposals if p.document_id not in late),
        levels=tuple(c for c in facts.levels if c.document_id not in late),
    )


def _date_of(printed: str, year: FiscalYear | None, kind: DocumentKind) -> dt.date:
    from plandocs.thai.dates import years_in

    dated = [mention for mention in years_in(printed) if mention.month]
    if dated:
        first = dated[0]
        month = dt.date(first.year - BE_OFFSET, first.month or 1, 1)
        return (month + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(
            days=1
        )  # its last day: the day may be missing
    if year is None:
        return dt.date.min
    looks_back = kind in {DocumentKind.FEEDBACK_REPORT, DocumentKind.MONITORING_REPORT, DocumentKind.APPLICATION_REPORT}
    return year.end if looks_back else year.start
