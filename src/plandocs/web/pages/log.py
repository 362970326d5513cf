"""The decision log of a year, and the queue as a spreadsheet: out for people who decide offline, and back in."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, ClassVar

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from plandocs.app.exchange import ImportReport, export_queue, import_decisions
from plandocs.model.errors import UsageError
from plandocs.model.review import Decision
from plandocs.model.year import FiscalYear
from plandocs.web.render import page
from plandocs.web.site import Here, Posted, Site, reviewer
from plandocs.web.uploads import files, on_disk

router = APIRouter()
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class LogPage:
    """The decision log of a plan year."""

    template: ClassVar[str] = "log.html"
    section: ClassVar[str] = "review"

    title: Annotated[str, "heading"]
    year: Annotated[int, "plan year"]
    decisions: Annotated[tuple[Decision, ...], "the log, newest first"]
    goals: Annotated[dict[str, str], "goal texts by suggestion id"]
    imported: Annotated[ImportReport | None, "what a spreadsheet just sent brought, None before"]


@router.get("/review/{year}/log", response_class=HTMLResponse)
def show(request: Request, site: Here, year: int) -> HTMLResponse:
    """Return all decisions of the year."""
    return page(request, _context(site, year, None))


@router.get("/review/{year}/queue.xlsx")
def export(site: Here, year: int) -> Response:
    """Return the queue as a spreadsheet."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "queue.xlsx"
        export_queue(site.workspace, FiscalYear(year), target)
        content = target.read_bytes()
    headers = {"content-disposition": f'attachment; filename="plandocs-{year}.xlsx"'}
    return Response(content, media_type=SHEET, headers=headers)


@router.post("/review/{year}/import", response_class=HTMLResponse)
def read(request: Request, site: Here, year: int, form: Posted) -> HTMLResponse:
    """Record the decisions of a returned spreadsheet and show the log with what became of each row."""
    uploads = files(form, "file")
    if not uploads:
        raise UsageError("โปรดเลือกไฟล์ .xlsx ที่ส่งออกไปและกรอกกลับมา", "no file was chosen")
    report = ImportReport()
    with on_disk(uploads) as paths:
        for path in paths:
            one = import_decisions(site.workspace, path, reviewer(request))
            report.saved += one.saved
            report.refused += one.refused
    return page(request, _context(site, year, report))


def _context(site: Site, year: int, imported: ImportReport | None) -> LogPage:
    planned = FiscalYear(year)
    return LogPage(
        title=f"บันทึกการพิจารณา ปีงบประมาณ {planned}",
        year=planned,
        decisions=tuple(reversed(site.workspace.store.decisions(planned))),
        goals={entry.suggestion.id: entry.shown.goal for entry in site.queue(planned)},
        imported=imported,
    )
