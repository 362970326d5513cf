"""
Goals worth reviewing for a plan year, best first, each with KPI, evidence.

Reasons and the coverage of every open OFI.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from plandocs.frameworks import Frameworks
from plandocs.model.finding import Finding, Goal, Kpi, Outcome, Proposal, fact_id
from plandocs.model.plan import Coverage, Suggestion, SuggestionSet, Theme, ThemeState
from plandocs.model.year import FiscalYear
from plandocs.suggest import ranking, support
from plandocs.suggest.admissible import Admissible, admissible, in_force
from plandocs.suggest.aims import spell_out
from plandocs.suggest.candidates import candidate, risks
from plandocs.suggest.case import Candidate, Case
from plandocs.suggest.decisions import ThemeDecision
from plandocs.suggest.firsttargets import usual_pace
from plandocs.suggest.lineage import Lineage, trace
from plandocs.suggest.measures import measure, same_measure
from plandocs.suggest.nearby import nearest
from plandocs.suggest.themes import known_years, rows_of, series_of, themes_of
from plandocs.suggest.titles import subject_name
from plandocs.suggest.words import clean

#: The criteria edition to which items are carried over for the alignment block.
CURRENT = "pmqa4"
#: Likeness from which a strategic goal speaks of a weakness.
KINDRED = 0.5
#: What a measure worded from the finding alone takes from the feasibility: with a known value, and without.
UNTRIED, UNKNOWN = 0.15, 0.3
#: A weakness found once is acted on while the latest report names it; one found more often, a year longer.
FRESH, RECURRING = 0, 1
#: A weakness whose items no later report has assessed stays open so many report years.
UNSEEN = 2


def suggest(
    year: int,
    *,
    findings: Sequence[Finding],
    goals: Sequence[Goal],
    outcomes: Sequence[Outcome],
    frameworks: Frameworks,
    proposals: Sequence[Proposal] = (),
    weights: Mapping[str, float] | None = None,
    decisions: Iterable[ThemeDecision] = (),
    names: Mapping[str, str] | None = None,
    as_of: dt.date | None = None,
    event_dates: Mapping[str, dt.date] | None = None,
    document_years: Mapping[str, int] | None = None,
) -> SuggestionSet:
    """
    Return the goals suggested for fiscal `year`, best first, and whether each open OFI is covered.

    Only what `admissible` lets through is used, whatever is passed in. `weights` change the ranking (names: see
    `ranking.defaults`);
    `decisions` are planners' decisions on themes; `names` spells out abbreviations (of units) in goal texts.
    """
    plan_year = FiscalYear(year)
    facts = admissible(
        year,
        findings=findings,
        goals=goals,
        outcomes=outcomes,
        proposals=proposals,
        as_of=as_of,
        event_dates=event_dates,
        document_years=document_years,
    )
    if not facts.findings:
        return SuggestionSet(plan_year, (), ())
    lineage = trace(facts.findings, facts.goals, facts.outcomes, frameworks, facts.proposals)
    themes = themes_of(lineage, decisions, known_years(facts.findings, facts.goals, facts.outcomes), frameworks)
    cases = _cases(year, facts, lineage, themes, frameworks, tuple(names or {}))
    last = max(int(f.report_year) for f in facts.findings)
    assessed = _assessed(findings, facts, frameworks)
    chosen = ranking.chosen_weights(weights or {})
    made: list[Suggestion] = []
    reasons: dict[str, str] = {}
    for case in cases:
        if case.theme.state is ThemeState.CLOSED:
            continue
        reason = _left_alone(case, last, assessed)
        found = None if reason else candidate(case)
        if found is None:
            reasons[case.theme.id] = reason or "ข้อความไม่บอกสิ่งที่ควรทำหรือสิ่งที่นับได้ โปรดกำหนดเป้าหมายและตัวชี้วัดเอง"
            continue
        made.append(_suggestion(plan_year, case, found, lineage, frameworks, chosen, last, names or {}))
    ranked = _ranked(_merged(made))
    return SuggestionSet(plan_year, tuple(ranked), _coverage(cases, ranked, reasons))


def _cases(
    year: int,
    facts: Admissible,
    lineage: Lineage,
    themes: Sequence[Theme],
    frameworks: Frameworks,
    units: Sequence[str],
) -> list[Case]:
    by_id = {f.id: f for f in lineage.findings}
    owners = series_of(lineage, themes)
    carriers = support.goals_by_item(facts.goals)
    pace = usual_pace(facts.goals)
    strategic = [(g, kpi) for g in facts.goals if g.strategic and in_force(g, year) for kpi in g.kpis]
    taken = {goal.id for row in lineage.series if row.key in owners for goal in row.goals}
    proposed, hinted = nearest(facts.proposals, themes, lineage, by_id)
    cases = []
    for theme in themes:
        found = [by_id[f] for f in theme.findings]
        rows = rows_of(lineage, theme, owners)
        members = {goal.id for row in rows for goal in row.goals}
        items = dict.fromkeys(
            code
            for f in sorted(found, key=lambda f: (f.edition != CURRENT, -f.report_year))
            for code in frameworks.to_edition(f.edition, f.item, CURRENT)
        )
        cases.append(
            Case(
                year=year,
                theme=theme,
                findings=found,
                series=rows,
                strategic=[pair for pair in strategic if pair[0].id in members],
                kindred=_kindred(found, [pair for pair in strategic if pair[0].id not in taken], lineage),
                proposals=proposed.get(theme.id, ()),
                hinted=hinted,
                most_votes=max((p.votes or 0 for p in facts.proposals), default=0),
                items=tuple(items) or (found[-1].item,),
                subject=subject_name(found, [lineage.subjects[f.id] for f in found]),
                results=facts.outcomes,
                owners=carriers,
                units=units,
                pace=pace,
            )
        )
    return cases


def _kindred(
    findings: Sequence[Finding], strategic: Sequence[tuple[Goal, Kpi]], lineage: Lineage
) -> list[tuple[Goal, Kpi]]:
    """Return strategic goals of the same subject that no series of goals has taken up, most alike first."""
    said = " ".join(clean(f.text) for f in findings)
    scored = []
    for goal, kpi in strategic:
        like = max(lineage.like(goal.id, f.id) for f in findings)
        words = measure(kpi.name, kpi.unit).words
        # Of a goal's KPIs the one whose words the findings use.
        named = sum(word in said for word in words) / max(1, len(words))
        scored.append((like, named, goal, kpi))
    fits = [row for row in scored if row[0] >= KINDRED]
    return [(goal, kpi) for _, _, goal, kpi in sorted(fits, key=lambda row: (-row[0], -row[1], row[2].id))]


def _assessed(findings: Sequence[Finding], facts: Admissible, frameworks: Frameworks) -> dict[str, int]:
    """Return the newest report year that says something, good or bad, at each item of the current criteria."""
    known = {f.document_id for f in facts.findings}
    newest: dict[str, int] = {}
    for finding in findings:
        if finding.document_id in known:
            for code in frameworks.to_edition(finding.edition, finding.item, CURRENT) or (finding.item,):
                newest[code] = max(newest.get(code, 0), int(finding.report_year))
    return newest


def _left_alone(case: Case, last_report: int, assessed: Mapping[str, int]) -> str:
    """
    Return why no goal is suggested for a weakness (Thai), empty when one is.

    A weakness that the latest report does not name is watched only where a later report has looked at its item again.
    """
    seen = max(case.theme.years)
    if seen >= last_report - UNSEEN and all(assessed.get(item, 0) <= seen for item in case.items):
        return ""
    planned = max((int(trace.plan_year) for trace in case.traces), default=0)
    allowed = RECURRING if len(case.theme.years) > 1 else FRESH
    if seen >= last_report - allowed or planned >= case.year - 1:
        return ""
    times = "ปีเดียว" if len(case.theme.years) == 1 else f" {len(case.theme.years)} ปี"
    return f"พบ{times} ล่าสุดปี {seen} รายงานป้อนกลับปี {last_report} ไม่กล่าวถึงอีก จึงให้เฝ้าระวัง"


def _suggestion(
    year: FiscalYear,
    case: Case,
    found: Candidate,
    lineage: Lineage,
    frameworks: Frameworks,
    weights: Mapping[str, float],
    last_report: int,
    names: Mapping[str, str],
) -> Suggestion:
    proof = support.evidence(case, lineage.outcomes)
    who, why_who = support.owner(case, found.owner)
    found = replace(found, owner=who)
    score, parts = ranking.score(_parts(case, found, last_report, len({e.document_id for e in proof})), weights)
    years = case.theme.years
    often = (
        f"พบในรายงานป้อนกลับ {len(years)} ปี ({', '.join(map(str, years))})"
        if len(years) > 1
        else f"พบในรายงานป้อนกลับปี {years[0]}"
    )
    reasons = [f"{often} หัวข้อ {', '.join(case.theme.items)}", *found.why, *([why_who] if why_who else [])]
    if case.theme.state is ThemeState.REOPENED:
        reasons.insert(1, "เคยปิดประเด็นแล้ว แต่กลับมาเป็นข้อสังเกตอีก")
    if case.proposals and not any(reason.startswith("ที่ประชุมเชิงปฏิบัติการ") for reason in reasons):
        reasons.append(f"ที่ประชุมเชิงปฏิบัติการปี {int(year)} เสนอเรื่องเดียวกัน")
    return Suggestion(
        id=fact_id("s", int(year), case.theme.id),
        year=year,
        goal=spell_out(" ".join(found.goal.split()), names),
        kpis=found.kpis,
        owner=who,
        items=case.theme.items,
        evidence=proof,
        reasons=tuple(dict.fromkeys(reasons)),
        themes=(case.theme.id,),
        score=round(score, 4),
        relation=found.relation,
        parts=parts,
        risks=risks(case, found),
        alignment=frameworks.align(int(year), case.items[0], " ".join((found.goal, *(kpi.name for kpi in found.kpis)))),
        activities=support.activities(case),
        budget_note=support.budget_note(case),
    )


def _parts(case: Case, found: Candidate, last_report: int, documents: int) -> dict[str, float]:
    votes = max((proposal.votes or 0 for proposal in case.proposals), default=0)
    strategic = 1.0 if case.strategic else (0.7 if found.relation == "strategic" else 0.0)
    return {
        "recurrence": ranking.recurrence(case.findings, last_report),
        "severity": ranking.severity(case.findings, case.theme.state, case.traces),
        "strategic": max(strategic, ranking.proposed(votes, case.most_votes) if case.proposals else 0.0),
        "carried": ranking.carried(case.traces, case.year),
        "leverage": min(1.0, (len({(f.edition, f.item) for f in case.findings}) - 1) / 2),
        # A measure that nobody has used yet is less likely to be reached, least of all one whose value is not known.
        "feasibility": max(
            0.0,
            ranking.feasibility(case.traces)
            - (0.0 if found.proven else UNTRIED if found.kpis and found.kpis[0].baseline else UNKNOWN),
        ),
        "evidence": ranking.evidence_quality(case.findings, documents) * ranking.measured(case.traces, found.kpis),
    }


def _merged(made: Sequence[Suggestion]) -> list[Suggestion]:
    """Return the suggestions with those joined that ask for the same: same KPI measure, or the same words."""
    kept: list[Suggestion] = []
    for one in sorted(made, key=lambda s: (-s.score, s.id)):
        twin = next((number for number, other in enumerate(kept) if _same(one, other)), None)
        if twin is None:
            kept.append(one)
            continue
        other = kept[twin]
        kept[twin] = replace(
            other,
            themes=(*other.themes, *one.themes),
            items=tuple(dict.fromkeys((*other.items, *one.items))),
            evidence=tuple(dict.fromkeys((*other.evidence, *one.evidence))),
            reasons=tuple(dict.fromkeys((*other.reasons, *one.reasons))),
            activities=tuple(dict.fromkeys((*other.activities, *one.activities)))[: support.MOST_ACTIVITIES],
        )
    return kept


def _same(one: Suggestion, other: Suggestion) -> bool:
    if one.goal == other.goal:
        return True
    if one.relation == other.relation == "new":
        # Worded from their own findings: what their KPIs have in common is the pattern of the name.
        return False
    if not one.kpis or not other.kpis:
        return False
    mine, theirs = one.kpis[0], other.kpis[0]
    return same_measure(measure(mine.name, mine.unit), measure(theirs.name, theirs.unit))


def _ranked(suggestions: Sequence[Suggestion]) -> list[Suggestion]:
    ordered = sorted(suggestions, key=lambda s: (-s.score, s.items, s.id))
    return [replace(suggestion, rank=number) for number, suggestion in enumerate(ordered, 1)]


def _coverage(cases: Sequence[Case], ranked: Sequence[Suggestion], reasons: Mapping[str, str]) -> tuple[Coverage, ...]:
    answered: dict[str, list[str]] = {}
    for suggestion in ranked:
        for theme in suggestion.themes:
            answered.setdefault(theme, []).append(suggestion.id)
    rows = []
    for case in cases:
        if case.theme.state is ThemeState.CLOSED:
            continue
        ids = tuple(answered.get(case.theme.id, ()))
        rows += [Coverage(f.id, ids, "" if ids else reasons.get(case.theme.id, "")) for f in case.findings]
    return tuple(rows)
