"""The coverage audit of a plan year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Annotated, Any, ClassVar

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from plandocs.app import audit as job
from plandocs.model.finding import Finding, Goal
from plandocs.web.marks import link
from plandocs.web.render import page
from plandocs.web.site import AskedYear, Here, plan_year

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that was found: in words, and where to look, as (address, name)."""

    words: str
    places: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Check:
    """One kind of check and what it found."""

    name: str
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class AuditPage:
    """What is missing or does not fit in the plan of a year."""

    template: ClassVar[str] = "audit.html"
    section: ClassVar[str] = "audit"

    title: Annotated[str, "heading"]
    year: Annotated[int | None, "plan year, None when there is no report to plan from"]
    checks: Annotated[tuple[Check, ...], "checks that found something"]
    count: Annotated[int, "number of things found"]


@router.get("/audit", response_class=HTMLResponse)
def show(request: Request, site: Here, year: AskedYear = None) -> HTMLResponse:
    """Return the audit of the year."""
    planned = plan_year(site, year)
    rows = job.audit_rows(site.workspace, planned) if planned else []
    names = site.names()
    facts = site.facts()
    known: dict[str, Finding | Goal] = {f.id: f for f in facts.findings}
    known |= {g.id: g for g in facts.goals}
    goals = {e.suggestion.id: e.shown.goal for e in site.queue(planned)} if planned and rows else {}
    checks = tuple(
        Check(name, tuple(_problem(row, names, known, f"/review?year={planned}", goals) for row in some))
        for name, some in groupby(rows, lambda row: str(row["check"]))
    )
    title = f"ตรวจความครบถ้วนของแผน ปีงบประมาณ {planned}" if planned else "ตรวจความครบถ้วนของแผน"
    return page(request, AuditPage(title, planned, checks, len(rows)))


def _problem(
    row: Mapping[str, Any],
    names: Mapping[str, str],
    known: Mapping[str, Finding | Goal],
    review: str,
    goals: Mapping[str, str],
) -> Problem:
    """
    Findings and goals are shown where they stand; documents of which none is named are shown as a whole.

    Goals that were only chosen so far are shown in the review.
    """
    facts = [known[key] for key in (*row.get("finding_ids", ()), *row.get("goal_ids", ())) if key in known]
    shown = {fact.document_id for fact in facts}
    places = [
        (
            link(fact.document_id, fact.anchor.block, [(fact.anchor.start, fact.anchor.end)]),
            f"{names.get(fact.document_id, fact.document_id)} {fact.place.label}",
        )
        for fact in facts
    ]
    places += [(link(key), names.get(key, key)) for key in row.get("document_ids", ()) if key not in shown]
    places += [(f"{review}#s-{key}", "แก้ไขในหน้าพิจารณา") for key in row.get("suggestion_ids", ()) if key in goals]
    return Problem(str(row["thai"]), tuple(dict.fromkeys(places)))
