"""Strengths and OFIs of all reports, and those about which the program is not sure, to be corrected here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, ClassVar
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from plandocs.app import findings as job
from plandocs.model.finding import Finding, FindingKind
from plandocs.thai.digits import to_arabic
from plandocs.web.render import page
from plandocs.web.site import Here, Posted, seen, text

router = APIRouter()
#: Findings on one page.
PART = 100


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for."""

    kind: str = ""
    year: int | None = None
    item: str = ""
    check: bool = False
    part: int = 1

    def fits(self, finding: Finding) -> bool:
        """Return whether a finding is asked for."""
        code = to_arabic(self.item)
        return (
            (not self.kind or finding.kind == self.kind)
            and (self.year is None or finding.report_year == self.year)
            and (not code or finding.item == code or finding.item.startswith(f"{code}."))
            and (not self.check or finding.confidence < 1)
        )

    def address(self, part: int) -> str:
        """Return the address of one page of these findings."""
        given = {
            "kind": self.kind,
            "year": self.year,
            "item": self.item,
            "check": "1" if self.check else "",
            "part": part,
        }
        return "/findings?" + urlencode({name: value for name, value in given.items() if value})


@dataclass(frozen=True, slots=True)
class FindingsPage:
    """Findings that fit the filters, newest report first."""

    template: ClassVar[str] = "findings.html"
    section: ClassVar[str] = "documents"

    title: Annotated[str, "heading"]
    asked: Annotated[Asked, "what was asked for"]
    findings: Annotated[tuple[Finding, ...], "findings of this page"]
    total: Annotated[int, "number of findings that fit"]
    unsure: Annotated[int, "number of findings in all that a planner should check"]
    years: Annotated[tuple[int, ...], "report years that occur, newest first"]
    parts: Annotated[int, "number of pages"]
    names: Annotated[Mapping[str, str], "short names of documents by id"]


@router.get("/findings", response_class=HTMLResponse)
def show(
    request: Request, site: Here, kind: str = "", year: str = "", item: str = "", check: str = "", part: int = 1
) -> HTMLResponse:
    """Return the findings asked for."""
    every = site.facts().findings
    asked = Asked(
        kind if kind in set(FindingKind) else "", int(year) if year.isdecimal() else None, item.strip(), bool(check)
    )
    fitting = sorted((f for f in every if asked.fits(f)), key=lambda f: (-f.report_year, f.document_id, f.anchor.block))
    parts = max(1, -(-len(fitting) // PART))
    number = min(max(part, 1), parts)
    context = FindingsPage(
        title="จุดแข็งและโอกาสในการปรับปรุง",
        asked=Asked(asked.kind, asked.year, asked.item, asked.check, number),
        findings=tuple(fitting[(number - 1) * PART : number * PART]),
        total=len(fitting),
        unsure=sum(f.confidence < 1 for f in every),
        years=tuple(sorted({int(f.report_year) for f in every}, reverse=True)),
        parts=parts,
        names=site.names(),
    )
    return page(request, context)


@router.post("/findings/{finding_id}")
def correct(site: Here, finding_id: str, form: Posted) -> RedirectResponse:
    """Keep a planner's reading of a finding: confirmed as it is, or with another kind or item."""
    finding = job.finding_of(site.workspace, finding_id)
    given = {name: text(form, name) for name in ("kind", "item") if text(form, name)}
    before = {"kind": finding.kind.value, "item": finding.item}
    job.correct_finding(site.workspace, finding.id, {k: v for k, v in given.items() if v != before[k]})
    return seen(("/findings?check=1&" if text(form, "check") else "/findings?") + "done=saved")
