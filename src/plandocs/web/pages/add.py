"""Adding documents by upload, and what became of each file."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, ClassVar

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from plandocs.app.add import AddReport, is_leftover
from plandocs.model.document import Document
from plandocs.model.errors import UsageError
from plandocs.web.adding import Adding, folder_of, start
from plandocs.web.render import page
from plandocs.web.security import UPLOAD_LIMIT
from plandocs.web.site import MOST_FILES, Here, Posted, Site, seen
from plandocs.web.uploads import files, shown_name

router = APIRouter()
#: Seconds to wait for a small upload before its progress is shown instead.
PATIENCE = 1.5


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the uploaded files: new documents, known ones with their id, refused ones with the reason."""

    added: tuple[Document, ...] = ()
    known: tuple[tuple[str, str], ...] = ()
    refused: tuple[tuple[str, str, str], ...] = field(default=())


@dataclass(frozen=True, slots=True)
class AddPage:
    """The upload form, and how an upload stands or what became of it."""

    template: ClassVar[str] = "add.html"
    section: ClassVar[str] = "add"

    title: Annotated[str, "heading"]
    running: Annotated[Adding | None, "the upload that is being read, None when none is"]
    error: Annotated[tuple[str, str] | None, "why reading stopped, in Thai and English, None when it did not"]
    outcome: Annotated[Outcome | None, "what became of the files just sent, None before"]
    limit: Annotated[int, "largest upload in bytes"]
    most: Annotated[int, "most files in one upload"]


@router.get("/add", response_class=HTMLResponse)
def show(request: Request, site: Here, job: str = "") -> HTMLResponse:
    """Return the upload form, or how the upload named by `job` stands."""
    adding: Adding | None = site.remembered(f"adding {job}") if job else None
    running = adding if adding and not adding.done.is_set() else None
    report = adding.report if adding and not running else None
    outcome = _outcome(site, report) if report else None
    error = adding.error if adding else None
    return page(request, AddPage("เพิ่มเอกสาร", running, error, outcome, UPLOAD_LIMIT, MOST_FILES))


@router.post("/add")
def add(site: Here, form: Posted) -> RedirectResponse:
    """Begin to read the uploaded files and show how far it is; a few small files are read at once."""
    uploads = [upload for upload in files(form, "files") if not is_leftover(shown_name(upload.filename or ""))]
    if not uploads:
        raise UsageError("โปรดเลือกไฟล์อย่างน้อยหนึ่งไฟล์", "no file was chosen")
    adding = start(site, uploads)
    adding.done.wait(PATIENCE)
    return seen(f"/add?job={adding.key}")


def _outcome(site: Site, report: AddReport) -> Outcome:
    folder = folder_of(site)
    return Outcome(
        tuple(report.added),
        tuple((_name(folder, given), document_id) for given, document_id in report.known),
        tuple((_name(folder, given), error.thai, error.english) for given, error in report.refused),
    )


def _name(folder: Path, given: str) -> str:
    path = Path(given)
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else given
