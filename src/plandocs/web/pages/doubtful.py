"""Pairs of findings side by side, of which planners say whether they are the same weakness."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, ClassVar

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from plandocs.app import doubtful as job
from plandocs.app.doubtful import Question, Side
from plandocs.app.labels import JOINED
from plandocs.web.render import page
from plandocs.web.site import Here, Posted, reviewer, seen, text

router = APIRouter()


@dataclass(frozen=True, slots=True)
class DoubtfulPage:
    """What is to be confirmed, the most useful first, and what was answered."""

    template: ClassVar[str] = "doubtful.html"
    section: ClassVar[str] = "themes"

    title: Annotated[str, "heading"]
    questions: Annotated[tuple[Question, ...], "pairs to confirm"]
    answers: Annotated[tuple[tuple[Side, Side, str], ...], "answers that stand, newest first"]
    joined: Annotated[Mapping[bool, str], "what is supposed of a pair until it is answered"]
    names: Annotated[Mapping[str, str], "short names of documents by id"]


@router.get("/themes/doubtful", response_class=HTMLResponse)
def show(request: Request, site: Here) -> HTMLResponse:
    """Return the pairs to confirm."""
    context = DoubtfulPage(
        title="ต้องยืนยัน: เป็นจุดอ่อนเดียวกันหรือไม่",
        questions=site.questions(),
        answers=job.answers(site.workspace),
        joined=JOINED,
        names=site.names(),
    )
    return page(request, context)


@router.post("/themes/doubtful/{said}")
def answer(request: Request, site: Here, said: str, form: Posted) -> RedirectResponse:
    """Keep an answer; the next question stands where the answered one stood."""
    job.answer(site.workspace, text(form, "one"), text(form, "other"), said, reviewer(request))
    return seen("/themes/doubtful?done=saved")
