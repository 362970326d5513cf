"""Edited drafts coming back: what people changed in Word, shown first and recorded when the planner says so."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from plandocs.app import readback as job
from plandocs.app.readback_shapes import returned_json
from plandocs.model.errors import NotFoundError, UsageError
from plandocs.web.render import page
from plandocs.web.site import Here, Posted, reviewer, seen, text
from plandocs.web.uploads import files, on_disk

router = APIRouter()


@dataclass(frozen=True, slots=True)
class ReadbackPage:
    """What returned drafts say."""

    template: ClassVar[str] = "readback.html"
    section: ClassVar[str] = "drafts"

    title: Annotated[str, "heading"]
    told: Annotated[dict[str, Any], "what became of each field, as in `plandocs readback --json`"]
    key: Annotated[str, "name under which this reading waits to be recorded"]


@router.post("/readback", response_class=HTMLResponse)
def read(request: Request, site: Here, form: Posted) -> HTMLResponse:
    """Read one or several returned copies and show what they say; nothing is recorded yet."""
    uploads = files(form, "files")
    if not uploads:
        raise UsageError("โปรดเลือกไฟล์ร่างที่แก้ไขแล้วอย่างน้อยหนึ่งไฟล์", "no file was chosen")
    with on_disk(uploads) as paths:
        returned = job.read_copies(site.workspace, paths)
    key = secrets.token_urlsafe(12)
    site.remember(f"returned {key}", returned)
    return page(request, ReadbackPage("อ่านร่างที่แก้ใน Word กลับมา", returned_json(returned), key))


@router.post("/readback/apply")
def apply(request: Request, site: Here, form: Posted) -> RedirectResponse:
    """Record what was read as decisions and show the log."""
    returned = site.remembered(f"returned {text(form, 'key')}")
    if returned is None:
        raise NotFoundError("ผลการอ่านร่างนี้หมดอายุแล้ว โปรดส่งไฟล์อีกครั้ง", "this reading is gone; send the file again")
    job.apply(site.workspace, returned, reviewer(request))
    return seen(f"/review/{int(returned.readback.year)}/log?done=recorded")
