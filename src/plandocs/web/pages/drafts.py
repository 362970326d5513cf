"""Word drafts: making one, and the list of those made with what the typography check says."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, ClassVar
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse

from plandocs.app import draft as job
from plandocs.app import templates as templates_job
from plandocs.app.returned import sentences
from plandocs.model.errors import NotFoundError, PlandocsError
from plandocs.model.review import ReviewState
from plandocs.thai.dates import given_year
from plandocs.web.render import page
from plandocs.web.site import AskedYear, Here, Posted, Site, plan_year, seen, text

router = APIRouter()
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
DIGITS = ("thai", "arabic")
#: In the name of a copy without draft mark and sources.
FINAL = "-final"


@dataclass(frozen=True, slots=True)
class DraftFile:
    """A draft in the workspace: its file name, time of writing, size in bytes, and what the typography check found."""

    name: str
    when: dt.datetime
    size: int
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Made:
    """A draft just written: its file name, the places still to be filled in, and notes in Thai."""

    name: str
    placeholders: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DraftsPage:
    """The form for a new draft, and the drafts made so far."""

    template: ClassVar[str] = "drafts.html"
    section: ClassVar[str] = "drafts"

    title: Annotated[str, "heading"]
    year: Annotated[int | None, "plan year proposed in the form, None when there is no report"]
    chosen: Annotated[int, "number of goals accepted for that year"]
    waiting: Annotated[int, "number of suggestions still pending"]
    templates: Annotated[tuple[dict[str, str], ...], "templates to choose from: name, thai, path"]
    drafts: Annotated[tuple[DraftFile, ...], "drafts in the workspace, newest first"]
    digits: Annotated[str, "digits chosen in the settings: thai or arabic"]
    made: Annotated[Made | None, "the draft just written, None before"]


@router.get("/drafts", response_class=HTMLResponse)
def show(request: Request, site: Here, year: AskedYear = None, made: str = "") -> HTMLResponse:
    """Return the page of drafts."""
    planned = plan_year(site, year)
    states = [entry.review.state for entry in site.queue(planned)] if planned else []
    context = DraftsPage(
        title="ร่างเอกสาร Word",
        year=planned,
        chosen=sum(state in {ReviewState.ACCEPTED, ReviewState.EDITED} for state in states),
        waiting=states.count(ReviewState.PENDING),
        templates=tuple(one for one in templates_job.listing() if Path(one["path"]).is_file()),
        drafts=tuple(_draft(site, path) for path in _paths(site)),
        digits=site.workspace.settings.digits,
        made=site.remembered(f"made {made}"),
    )
    return page(request, context)


@router.post("/drafts")
def make(site: Here, form: Posted) -> RedirectResponse:
    """Write a draft and show the list with it on top."""
    given, name, digits = text(form, "year"), text(form, "template"), text(form, "digits")
    year = given_year(given)
    if name not in {one["name"] for one in templates_job.listing()}:
        raise NotFoundError("ไม่มีแม่แบบนี้", f"no template {name!r}")
    final = text(form, "final") == "yes"
    with site.drafting:
        target = _free(site.workspace.drafts, f"{name}-{year}{FINAL if final else ''}")
        result = job.make_draft(
            site.workspace, name, year, target, final=final, digits=digits if digits in DIGITS else ""
        )
    missing = tuple(dict.fromkeys(one.label for one in result.placeholders if not one.unconfirmed))
    site.remember(f"made {target.name}", Made(target.name, missing, (*result.notes, *sentences(result.went_on))))
    return seen("/drafts?" + urlencode({"year": int(year), "made": target.name}))


@router.get("/drafts/{name}")
def download(site: Here, name: str) -> FileResponse:
    """Return a draft for Word; only names that the list shows are known."""
    path = next((path for path in _paths(site) if path.name == name), None)
    if path is None:
        raise NotFoundError(f"ไม่พบร่าง {name}", f"no draft {name}")
    return FileResponse(path, media_type=WORD, filename=name)


def _paths(site: Site) -> list[Path]:
    found = [path for path in site.workspace.drafts.glob("*.docx") if not path.name.startswith((".", "~"))]
    return sorted(found, key=lambda path: -path.stat().st_mtime_ns)


def _draft(site: Site, path: Path) -> DraftFile:
    about = path.stat()
    problems = site.keep(f"check {path.name}", about.st_mtime_ns, lambda: _check(path))
    return DraftFile(path.name, dt.datetime.fromtimestamp(about.st_mtime).astimezone(), about.st_size, problems)


def _check(path: Path) -> tuple[str, ...]:
    try:
        found = templates_job.check_typography(path, final=FINAL in path.stem)
    except PlandocsError as error:
        return (error.thai,)
    return tuple(_told(problem) for problem in found)


def _told(problem: dict[str, Any]) -> str:
    where = f"ย่อหน้าที่ {problem['paragraph']}: " if problem["paragraph"] else ""
    return where + str(problem["thai"]) + (f" “{problem['text']}”" if problem["text"] else "")


def _free(folder: Path, stem: str) -> Path:
    """Earlier drafts are kept: a planner may be editing one of them."""
    number, free = 2, folder / f"{stem}.docx"
    while free.exists():
        free = folder / f"{stem}-{number}.docx"
        number += 1
    return free
