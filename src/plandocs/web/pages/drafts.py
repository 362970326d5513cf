"""Word drafts: making one, the list of those made, and reading an edited one back."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, ClassVar

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, HTMLResponse

from plandocs.model.errors import NotFoundError
from plandocs.model.review import ReviewState
from plandocs.model.year import FiscalYear
from plandocs.web.render import page
from plandocs.web.site import Here, Posted, Site, plan_year, seen, text

router = APIRouter()
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class DraftFile:
    """A draft in the workspace: its file name, time of writing and size in bytes."""

    name: str
    when: dt.datetime
    size: int


@dataclass(frozen=True, slots=True)
class DraftsPage:
    """The form for a new draft, and the drafts made so far."""

    template: ClassVar[str] = "drafts.html"
    section: ClassVar[str] = "drafts"

    title: Annotated[str, "heading"]
    year: Annotated[int | None, "plan year proposed in the form, None when there is no report"]
    chosen: Annotated[int, "number of goals accepted for that year"]
    waiting: Annotated[int, "number of suggestions still pending"]
    drafts: Annotated[tuple[DraftFile, ...], "drafts in the workspace, newest first"]
    digits: Annotated[str, "digits chosen in the settings: thai or arabic"]


@router.get("/drafts", response_class=HTMLResponse)
def show(request: Request, site: Here, year: int | None = None) -> HTMLResponse:
    """Return the page of drafts."""
    planned = plan_year(site, year)
    states = [entry.review.state for entry in site.queue(planned)] if planned else []
    context = DraftsPage(
        title="ร่างเอกสาร Word",
        year=planned,
        chosen=sum(state in {ReviewState.ACCEPTED, ReviewState.EDITED} for state in states),
        waiting=states.count(ReviewState.PENDING),
        drafts=_drafts(site),
        digits=site.workspace.settings.digits,
    )
    return page(request, context)


@router.post("/drafts")
def make(site: Here, form: Posted) -> HTMLResponse:
    """Write a draft."""
    year = FiscalYear(int(text(form, "year") or 0))
    name = text(form, "template")
    del name
    return seen(f"/drafts?year={year}")  # type: ignore[return-value]


@router.get("/drafts/{name}")
def download(site: Here, name: str) -> FileResponse:
    """Return a draft for Word; only names that the list shows are known."""
    known = {draft.name: site.workspace.drafts / draft.name for draft in _drafts(site)}
    if name not in known:
        raise NotFoundError(f"ไม่พบร่าง {name}", f"no draft {name}")
    return FileResponse(known[name], media_type=WORD, filename=name)


def _drafts(site: Site) -> tuple[DraftFile, ...]:
    found = [path for path in site.workspace.drafts.glob("*.docx") if not path.name.startswith((".", "~"))]
    entries = [(path.name, path.stat()) for path in found]
    drafts = [DraftFile(name, dt.datetime.fromtimestamp(s.st_mtime).astimezone(), s.st_size) for name, s in entries]
    return tuple(sorted(drafts, key=lambda draft: draft.when, reverse=True))
