"""Adding documents by upload, and what became of each file."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, ClassVar

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from plandocs.app import add as job
from plandocs.model.document import Document
from plandocs.model.errors import UsageError
from plandocs.web.render import page
from plandocs.web.security import UPLOAD_LIMIT
from plandocs.web.site import Here, Posted
from plandocs.web.uploads import files, on_disk

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the uploaded files: new documents, known ones with their id, refused ones with the reason."""

    added: tuple[Document, ...] = ()
    known: tuple[tuple[str, str], ...] = ()
    refused: tuple[tuple[str, str, str], ...] = field(default=())


@dataclass(frozen=True, slots=True)
class AddPage:
    """The upload form, and the outcome after an upload."""

    template: ClassVar[str] = "add.html"
    section: ClassVar[str] = "add"

    title: Annotated[str, "heading"]
    outcome: Annotated[Outcome | None, "what became of the files just sent, None before"]
    limit: Annotated[int, "largest upload in bytes"]


@router.get("/add", response_class=HTMLResponse)
def show(request: Request) -> HTMLResponse:
    """Return the upload form."""
    return page(request, AddPage("เพิ่มเอกสาร", None, UPLOAD_LIMIT))


@router.post("/add", response_class=HTMLResponse)
def add(request: Request, site: Here, form: Posted) -> HTMLResponse:
    """Read the uploaded files into the workspace and show what became of each."""
    uploads = files(form, "files")
    if not uploads:
        raise UsageError("โปรดเลือกไฟล์อย่างน้อยหนึ่งไฟล์", "no file was chosen")
    folder = site.workspace.path / "uploads"
    with site.adding, on_disk(uploads, folder) as paths:
        report = job.add(site.workspace, paths)
    site.sync_index()
    outcome = Outcome(
        tuple(report.added),
        tuple((_name(folder, given), document_id) for given, document_id in report.known),
        tuple((_name(folder, given), error.thai, error.english) for given, error in report.refused),
    )
    return page(request, AddPage("เพิ่มเอกสาร", outcome, UPLOAD_LIMIT))


def _name(folder: Path, given: str) -> str:
    path = Path(given)
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else given
