"""The coverage audit of a plan year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Annotated, Any, ClassVar

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from plandocs.app import documents as documents_job
from plandocs.web.render import page
from plandocs.web.site import Here, Site, plan_year

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that was found: in words, and the documents it is about (id, title)."""

    words: str
    documents: tuple[tuple[str, str], ...]


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
def show(request: Request, site: Here, year: int | None = None) -> HTMLResponse:
    """Return the audit of the year."""
    planned = plan_year(site, year)
    rows = _rows(site, planned) if planned else []
    titles = {d.id: d.meta.title or d.path for d in documents_job.documents(site.workspace)}
    checks = tuple(
        Check(name, tuple(_problem(row, titles) for row in some))
        for name, some in groupby(sorted(rows, key=lambda row: str(row["check"])), lambda row: str(row["check"]))
    )
    title = f"ตรวจความครบถ้วนของแผน ปีงบประมาณ {planned}" if planned else "ตรวจความครบถ้วนของแผน"
    return page(request, AuditPage(title, planned, checks, len(rows)))


def _rows(site: Site, year: int) -> list[dict[str, Any]]:
    from plandocs.app.audit import audit_rows

    return list(audit_rows(site.workspace, year))


def _problem(row: Mapping[str, Any], titles: Mapping[str, str]) -> Problem:
    return Problem(str(row["thai"]), tuple((key, titles.get(key, key)) for key in row.get("document_ids", ())))
