"""What is still open: weaknesses followed over the years, each as a timeline, with planners' decisions on them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from plandocs.app import pictures, planning
from plandocs.app.pictures import Proof
from plandocs.model.errors import NotFoundError, UsageError
from plandocs.model.finding import Finding
from plandocs.model.plan import GoalTrace, Theme, ThemeState
from plandocs.model.text import Picture
from plandocs.web.render import page
from plandocs.web.site import Here, Posted, Site, reviewer, seen, text, texts

router = APIRouter()
#: The list's order: what needs work first.
ORDER = (ThemeState.REOPENED, ThemeState.OPEN, ThemeState.IN_PROGRESS, ThemeState.CLOSED)


@dataclass(frozen=True, slots=True)
class ThemesPage:
    """All themes, those that need work first."""

    template: ClassVar[str] = "themes.html"
    section: ClassVar[str] = "themes"

    title: Annotated[str, "heading"]
    themes: Annotated[tuple[Theme, ...], "themes that fit the filters"]
    counts: Annotated[tuple[tuple[ThemeState, int], ...], "number of themes in each state"]
    total: Annotated[int, "number of themes in all states"]
    state: Annotated[str, "state to show: one of the states, or empty for all"]
    words: Annotated[str, "words that titles must contain"]
    doubtful: Annotated[int, "number of pairs that a planner should confirm"]


@dataclass(frozen=True, slots=True)
class YearEntry:
    """What happened in one year: findings reported, goals planned, events with their documents."""

    year: int
    findings: tuple[Finding, ...]
    goals: tuple[GoalTrace, ...]
    events: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class ThemePage:
    """One theme from its first report to today."""

    template: ClassVar[str] = "theme.html"
    section: ClassVar[str] = "themes"

    title: Annotated[str, "the theme's title"]
    theme: Annotated[Theme, "state, years, items and gaps"]
    timeline: Annotated[tuple[YearEntry, ...], "years in order, oldest first"]
    findings: Annotated[tuple[Finding, ...], "all findings of the theme, for splitting"]
    others: Annotated[tuple[Theme, ...], "other themes, for merging, those that share an item first"]
    names: Annotated[dict[str, str], "short names of documents by id"]
    proofs: Annotated[dict[Picture, Proof], "what was read from pictures and nobody has confirmed, by its place"]


@router.get("/themes", response_class=HTMLResponse)
def show_all(request: Request, site: Here, state: str | None = None, q: str = "") -> HTMLResponse:
    """Return the list of themes."""
    every = site.themes()
    wanted = state if state in set(ThemeState) else ""
    words = q.casefold().split()
    fitting = [t for t in every if (not wanted or t.state == wanted) and all(w in t.title.casefold() for w in words)]
    context = ThemesPage(
        title="ประเด็นที่ติดตามข้ามปี",
        themes=tuple(sorted(fitting, key=lambda t: (ORDER.index(t.state), -len(t.years), -max(t.years, default=0)))),
        counts=tuple((s, sum(t.state is s for t in every)) for s in ORDER),
        total=len(every),
        state=wanted,
        words=q,
        doubtful=len(site.questions()),
    )
    return page(request, context)


@router.get("/themes/{theme_id}", response_class=HTMLResponse)
def show(request: Request, site: Here, theme_id: str) -> HTMLResponse:
    """Return one theme as a timeline."""
    theme = _theme(site, theme_id)
    known = {finding.id: finding for finding in site.facts().findings}
    findings = tuple(known[key] for key in theme.findings if key in known)
    others = [other for other in site.themes() if other.id != theme.id]
    context = ThemePage(
        title=theme.title,
        theme=theme,
        timeline=_timeline(theme, findings),
        findings=findings,
        others=tuple(sorted(others, key=lambda other: not set(other.items) & set(theme.items))),
        names=site.names(),
        proofs=pictures.proofs_of(site.workspace, _pictures(theme, findings)),
    )
    return page(request, context)


@router.post("/themes/{theme_id}/{action}")
def decide(request: Request, site: Here, theme_id: str, action: str, form: Posted) -> RedirectResponse:
    """Keep a planner's decision on a theme: rename, merge, split or pin."""
    theme = _theme(site, theme_id)
    payload: dict[str, object]
    if action == "rename" and (title := text(form, "title")):
        payload = {"title": title}
    elif action == "merge" and text(form, "other"):
        other = _theme(site, text(form, "other"))
        payload = {"other": other.id, "findings": list(other.findings)}
    elif action == "split" and (chosen := [key for key in texts(form, "finding") if key in theme.findings]):
        payload = {"findings": chosen}
    elif action == "pin" and (finding := text(form, "finding")):
        payload = {"finding": finding, "findings": [finding]}
    else:
        raise UsageError("โปรดเลือกหรือกรอกข้อมูลก่อนบันทึก", f"nothing to do for {action}")
    planning.decide_theme(site.workspace, action, theme.id, payload, reviewer(request))
    kept = any(now.id == theme.id for now in site.themes())
    return seen(f"/themes/{theme.id}?done=saved" if kept else "/themes?done=saved")


def _theme(site: Site, theme_id: str) -> Theme:
    found = next((theme for theme in site.themes() if theme.id == theme_id), None)
    if found is None:
        raise NotFoundError(f"ไม่พบประเด็น {theme_id} อาจถูกรวมกับประเด็นอื่นแล้ว", f"no theme {theme_id}")
    return found


def _pictures(theme: Theme, findings: tuple[Finding, ...]) -> Iterator[Picture]:
    for finding in findings:
        yield from finding.pictures
    for trace in theme.goals:
        yield from (*trace.pictures, *trace.actual_pictures)


def _timeline(theme: Theme, findings: tuple[Finding, ...]) -> tuple[YearEntry, ...]:
    years = (
        {int(f.report_year) for f in findings}
        | {int(g.plan_year) for g in theme.goals}
        | {int(e[0]) for e in theme.events}
    )
    return tuple(
        YearEntry(
            year,
            tuple(f for f in findings if f.report_year == year),
            tuple(g for g in theme.goals if g.plan_year == year),
            _events(theme, year),
        )
        for year in sorted(years)
    )


def _events(theme: Theme, year: int) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return what happened in the year, each thing once, with the documents that show it."""
    documents: dict[str, list[str]] = {}
    for at, words, document_id in theme.events:
        if at == year:
            documents.setdefault(words, []).append(document_id)
    return tuple((words, tuple(dict.fromkeys(filter(None, ids)))) for words, ids in documents.items())
