"""Strategic goals: those read from action plans, those typed in, and a table brought from elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from plandocs.app import strategy as job
from plandocs.app.strategy import StrategicGoal
from plandocs.model.errors import UsageError
from plandocs.model.finding import Goal
from plandocs.thai.dates import given_year
from plandocs.thai.digits import parse_number
from plandocs.web.render import page
from plandocs.web.site import Here, Posted, Site, plan_year, seen, text
from plandocs.web.uploads import files, on_disk

router = APIRouter()


@dataclass(frozen=True, slots=True)
class StrategyPage:
    """Strategic goals by year, newest first, and the forms to add some."""

    template: ClassVar[str] = "strategy.html"
    section: ClassVar[str] = "strategy"

    title: Annotated[str, "heading"]
    goals: Annotated[tuple[Goal, ...], "strategic goals, newest year first"]
    names: Annotated[dict[str, str], "short names of documents by id"]
    year: Annotated[int | None, "plan year proposed in the form, None without reports"]
    added: Annotated[int | None, "number of goals that a table just brought, None before"]
    refused: Annotated[tuple[tuple[str, str], ...], "rows of it that are no goals: place and reason"]


@router.get("/strategy", response_class=HTMLResponse)
def show(request: Request, site: Here) -> HTMLResponse:
    """Return the strategic goals."""
    return page(request, _context(site))


@router.post("/strategy")
def add(site: Here, form: Posted) -> RedirectResponse:
    """Keep a goal that was typed in."""
    year, target = given_year(text(form, "year")), text(form, "target")
    value = parse_number(target) if target else None
    if target and value is None:
        raise UsageError(f"ค่าเป้าหมาย “{target}” ไม่ใช่ตัวเลข", f"target {target!r} is no number")
    targets = ((int(year), value),) if value is not None else ()
    more = {name: text(form, name) for name in ("kpi", "unit", "owner", "issue")}
    job.add_strategic(site.workspace, [StrategicGoal(text(form, "goal"), int(year), targets=targets, **more)])
    return seen("/strategy?done=added")


@router.post("/strategy/import", response_class=HTMLResponse)
def read(request: Request, site: Here, form: Posted) -> HTMLResponse:
    """Keep the goals of a table and tell which rows were none."""
    uploads = files(form, "file")
    if not uploads:
        raise UsageError("โปรดเลือกไฟล์ .xlsx หรือ .csv", "no file was chosen")
    added, refused = 0, []
    with on_disk(uploads) as paths:
        for path in paths:
            entries, wrong = job.read_strategic(path)
            added += len(job.add_strategic(site.workspace, entries))
            refused += wrong
    return page(request, _context(site, added, tuple(refused)))


def _context(site: Site, added: int | None = None, refused: tuple[tuple[str, str], ...] = ()) -> StrategyPage:
    goals = [goal for goal in site.facts().goals if goal.strategic]
    return StrategyPage(
        title="เป้าหมายเชิงยุทธศาสตร์",
        goals=tuple(sorted(goals, key=lambda goal: -goal.plan_year)),
        names=site.names(),
        year=plan_year(site, None),
        added=added,
        refused=refused,
    )
