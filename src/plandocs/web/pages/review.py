"""Reviewing the suggestions for a year: cards with evidence, and decisions on them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar
from urllib.parse import quote, urlencode

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.datastructures import FormData

from plandocs.app import pictures
from plandocs.app import review as job
from plandocs.app.pictures import Proof, pictures_of
from plandocs.app.planning import suggestions
from plandocs.app.review import QueueEntry
from plandocs.model.errors import UsageError
from plandocs.model.plan import Ordering, Suggestion
from plandocs.model.review import Action, Decision, ReviewState
from plandocs.model.text import Picture
from plandocs.model.year import FiscalYear
from plandocs.web.edits import changes_from, own_from
from plandocs.web.render import page
from plandocs.web.site import WHO_COOKIE, AskedYear, Here, Posted, Site, plan_year, reviewer, seen, text, texts

router = APIRouter()
DONE = {
    Action.ACCEPT: "accepted",
    Action.EDIT: "edited",
    Action.REJECT: "rejected",
    Action.RETURN: "returned",
    Action.ASSIGN: "saved",
    Action.COMMENT: "saved",
    Action.UNDO: "undone",
    Action.LINK: "saved",
}
#: Categories of the criteria (หมวด).
CATEGORIES = tuple("1234567")
#: Decisions after which the next card is what people want to see.
MOVES_ON = {Action.ACCEPT, Action.EDIT, Action.REJECT, Action.RETURN}


@dataclass(frozen=True, slots=True)
class Card:
    """
    A suggestion as it stands, with the words of the original where a reviewer changed them.

    `pictures` are where numbers of its KPIs were recognised.
    """

    entry: QueueEntry
    shown: Suggestion
    changed: tuple[str, ...]
    can_undo: bool
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """What part of the queue the address or a form asks for; empty means all."""

    state: str = ""
    category: str = ""
    owner: str = ""

    @classmethod
    def of(cls, state: str, category: str, owner: str) -> Asked:
        """Return what is asked for, without values that cannot be."""
        return cls(
            state if state in set(ReviewState) else "", category if category in CATEGORIES else "", owner.strip()
        )

    @classmethod
    def in_form(cls, form: FormData) -> Asked:
        """Return what the page asked for on which the form stood."""
        return cls.of(text(form, "state"), text(form, "category"), text(form, "owned"))

    def fits(self, entry: QueueEntry) -> bool:
        """Return whether an entry is asked for."""
        return (
            (not self.state or entry.review.state == self.state)
            and (not self.category or any(item.startswith(self.category) for item in entry.shown.items))
            and (not self.owner or self.owner in {entry.shown.owner, entry.review.assignee})
        )

    def address(self, year: int, **changes: str) -> str:
        """Return the address of this part of the queue, with some of it changed."""
        pairs = {"state": self.state, "category": self.category, "owner": self.owner, **changes}
        return "/review?" + urlencode({"year": int(year), **{name: value for name, value in pairs.items() if value}})


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """The queue of a plan year."""

    template: ClassVar[str] = "review.html"
    section: ClassVar[str] = "review"

    title: Annotated[str, "heading"]
    year: Annotated[int | None, "plan year, None when there is no report to plan from"]
    cards: Annotated[tuple[Card, ...], "suggestions that fit the filter, by rank"]
    counts: Annotated[tuple[tuple[ReviewState, int], ...], "number of suggestions in each state"]
    total: Annotated[int, "number of suggestions in all states"]
    decided: Annotated[int, "number of suggestions that are no longer pending"]
    asked: Annotated[Asked, "part of the queue to show"]
    categories: Annotated[tuple[str, ...], "categories of criteria that occur"]
    owners: Annotated[tuple[str, ...], "owners and people asked to decide that occur"]
    who: Annotated[str, "name under which decisions are kept"]
    names: Annotated[dict[str, str], "short names of documents by id"]
    reasons: Annotated[tuple[str, ...], "reasons given before, to choose from"]
    proofs: Annotated[dict[Picture, Proof], "what was read from pictures and nobody has confirmed, by its place"]
    ordering: Annotated[Ordering | None, "what ordered the suggestions, None where only the weights did"]


@router.get("/review", response_class=HTMLResponse)
def show(
    request: Request, site: Here, year: AskedYear = None, state: str = "", category: str = "", owner: str = ""
) -> HTMLResponse:
    """Return the queue of the year."""
    planned = plan_year(site, year)
    entries = site.queue(planned) if planned else []
    asked = Asked.of(state, category, owner)
    counts = tuple((s, sum(e.review.state is s for e in entries)) for s in ReviewState)
    log = site.workspace.store.decisions(planned) if planned else []
    cards = tuple(_card(entry, log) for entry in entries if asked.fits(entry))
    context = ReviewPage(
        title=f"พิจารณาข้อเสนอเป้าหมาย ปีงบประมาณ {planned}" if planned else "พิจารณาข้อเสนอเป้าหมาย",
        year=planned,
        cards=cards,
        counts=counts,
        total=len(entries),
        decided=len(entries) - dict(counts)[ReviewState.PENDING],
        asked=asked,
        categories=tuple(c for c in CATEGORIES if any(i.startswith(c) for e in entries for i in e.shown.items)),
        owners=tuple(sorted({name for e in entries for name in (e.shown.owner, e.review.assignee) if name})),
        who=reviewer(request),
        names=site.names(),
        reasons=tuple(
            dict.fromkeys(d.reason for d in reversed(log) if d.reason and d.action in {Action.REJECT, Action.RETURN})
        )[:12],
        proofs=pictures.proofs_of(site.workspace, _pictures(cards)),
        ordering=suggestions(site.workspace, planned).ordering if planned else None,
    )
    return page(request, context)


@router.post("/review/who")
def sign(form: Posted) -> RedirectResponse:
    """Remember in this browser under which name decisions are kept."""
    answer = seen(f"/review?{urlencode({'year': text(form, 'year'), 'done': 'saved'})}")
    name = quote(" ".join(text(form, "who").split())[:80])
    answer.set_cookie(WHO_COOKIE, name, max_age=365 * 86400, httponly=True, samesite="strict")
    return answer


@router.post("/review/{year}/own")
def own(request: Request, site: Here, year: int, form: Posted) -> RedirectResponse:
    """Add a goal of one's own."""
    decision = job.add_own(
        site.workspace,
        FiscalYear(year),
        own_from(form),
        who=reviewer(request),
        reason=text(form, "reason"),
        source="web",
        evidence=text(form, "evidence").split(),
    )
    return seen(f"/review?{urlencode({'year': year, 'done': 'added'})}#s-{decision.suggestion_id}")


@router.post("/review/{year}/many")
def many(request: Request, site: Here, year: int, form: Posted) -> RedirectResponse:
    """Decide on several suggestions at once, with one reason."""
    chosen, name = texts(form, "id"), text(form, "action")
    if not chosen:
        raise UsageError("โปรดเลือกข้อเสนออย่างน้อยหนึ่งข้อ", "no suggestion was chosen")
    if name not in {Action.ACCEPT, Action.REJECT, Action.RETURN}:
        raise HTTPException(404)
    action, reason = Action(name), text(form, "reason")
    job.decide(site.workspace, FiscalYear(year), chosen, action, who=reviewer(request), reason=reason, source="web")
    return seen(Asked.in_form(form).address(year, done=DONE[action]))


@router.post("/review/{year}/{suggestion_id}/{name}")
def decide(request: Request, site: Here, year: int, suggestion_id: str, name: str, form: Posted) -> RedirectResponse:
    """Keep one decision and show the queue at the next card."""
    if name not in DONE:
        raise HTTPException(404)
    action, who, asked = Action(name), reviewer(request), Asked.in_form(form)
    following = _following(site, year, suggestion_id, asked) if action in MOVES_ON else suggestion_id
    if action is Action.UNDO:
        job.undo(site.workspace, FiscalYear(year), suggestion_id, who=who, source="web")
    elif action is Action.LINK:
        job.link(site.workspace, FiscalYear(year), suggestion_id, text(form, "evidence").split(), who=who, source="web")
    else:
        changes = _changes(site, year, suggestion_id, action, form)
        job.decide(
            site.workspace, FiscalYear(year), [suggestion_id], action,
            who=who, reason=text(form, "reason"), changes=changes, source="web",
        )  # fmt: skip
    return seen(asked.address(year, done=DONE[action]) + f"#s-{following}")


def _changes(site: Site, year: int, suggestion_id: str, action: Action, form: Posted) -> dict[str, str]:
    if action is Action.ASSIGN:
        return {"assignee": text(form, "assignee")}
    if action is not Action.EDIT:
        return {}
    entry = next((e for e in site.queue(year) if e.suggestion.id == suggestion_id), None)
    changes = changes_from(form, entry.shown, entry.review.changes.get("budget", "")) if entry else {}
    if entry and not changes:
        raise UsageError("ยังไม่มีข้อความใดเปลี่ยนไปจากเดิม ถ้าเห็นด้วยทั้งหมดให้กดรับ", "nothing was changed")
    return changes


def _following(site: Site, year: int, suggestion_id: str, asked: Asked) -> str:
    """Return the card below this one in the list the reviewer sees."""
    shown = [e.suggestion.id for e in site.queue(FiscalYear(year)) if asked.fits(e)]
    after = shown[shown.index(suggestion_id) + 1 :] if suggestion_id in shown else []
    return after[0] if after else suggestion_id


def _card(entry: QueueEntry, log: list[Decision]) -> Card:
    key = entry.suggestion.id
    undone = {d.undoes for d in log if d.action is Action.UNDO}
    standing = any(d.suggestion_id == key and d.action is not Action.UNDO and d.number not in undone for d in log)
    seen_in = dict.fromkeys(picture for kpi in entry.shown.kpis for picture in kpi.pictures)
    return Card(entry, entry.shown, tuple(sorted(entry.review.changes)), standing, tuple(seen_in))


def _pictures(cards: tuple[Card, ...]) -> Iterator[Picture]:
    for card in cards:
        yield from card.pictures
        for evidence in card.shown.evidence:
            yield from pictures_of(evidence)
