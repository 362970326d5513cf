"""What all pages share while the server runs: the workspace, the form token, and results worth keeping."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from threading import Lock, RLock, Thread
from typing import Annotated, Any, TypeVar

from fastapi import Depends, HTTPException, Request
from fastapi.responses import RedirectResponse
from pydantic import BeforeValidator
from starlette.datastructures import FormData

from plandocs.app import doubtful, pictures, planning, review, search
from plandocs.app.doubtful import Question
from plandocs.app.pictures import Proof
from plandocs.app.review import QueueEntry
from plandocs.app.workspace import Workspace
from plandocs.model.finding import Facts
from plandocs.model.plan import Theme
from plandocs.thai.dates import given_year
from plandocs.web.labels import short_names
from plandocs.web.security import new_token, same_token

T = TypeVar("T")
#: Most files and fields of one form.
MOST_FILES, MOST_FIELDS = 1000, 2000
#: Results that wait for a later request.
MOST_WAITING = 50
#: How long a search waits for the index before the page says what is going on (seconds).
INDEX_PATIENCE = 1.0
WHO_COOKIE = "plandocs_who"
_log = logging.getLogger("plandocs.web")


@dataclass
class Site:
    """
    One running server.

    Each lock guards one thing that two requests must not do at once; reading pages and deciding wait for none of them.
    """

    workspace: Workspace
    csrf: str = field(default_factory=new_token)
    #: Whether results are computed ahead of the pages that need them, as a server does that stays.
    ahead: bool = False
    adding: Lock = field(default_factory=Lock)
    indexing: Lock = field(default_factory=Lock)
    drafting: Lock = field(default_factory=Lock)
    _kept: dict[str, tuple[object, Any]] = field(default_factory=dict)
    _waiting: dict[str, object] = field(default_factory=dict)
    _keeping: RLock = field(default_factory=RLock)
    _following: Thread | None = None
    _computing: defaultdict[str, RLock] = field(default_factory=lambda: defaultdict(RLock))

    def themes(self) -> tuple[Theme, ...]:
        """Return the themes, computed again only when documents or decisions on themes changed."""
        return self.keep("themes", self._documents(), lambda: planning.themes(self.workspace))

    def questions(self) -> tuple[Question, ...]:
        """Return the pairs that planners should confirm, computed again only when documents or answers changed."""
        return self.keep("questions", self._documents(), lambda: doubtful.questions(self.workspace))

    def queue(self, year: int) -> list[QueueEntry]:
        """Return the review queue of the year, computed again only when something it depends on changed."""
        # Decisions on earlier plans may teach another order.
        state = (self._documents(), tuple(self.workspace.store.decided_years().items()))
        return self.keep(f"queue {year}", state, lambda: review.queue(self.workspace, year))

    def facts(self) -> Facts:
        """Return what was read out of all documents in use."""
        return self.keep("facts", self.workspace.store.revision(), self.workspace.store.facts)

    def proofs(self) -> list[Proof]:
        """Return what was read from pictures, is used, and nobody has confirmed."""
        return self.keep("proofs", self.workspace.store.revision(), lambda: pictures.proofs(self.workspace))

    def names(self) -> dict[str, str]:
        """Return short names of all documents by id."""
        return self.keep("names", self.workspace.store.revision(), self._names)

    def _names(self) -> dict[str, str]:
        known = planning.frameworks(self.workspace)
        named = ((key, known.framework(key)) for key in known.editions)
        editions = {key: framework.short for key, framework in named if framework}
        return short_names(self.workspace.store.documents(), editions)

    def forget(self) -> None:
        """Compute everything anew: the settings that results follow from were changed."""
        with self._keeping:
            self._kept.clear()

    def remember(self, name: str, value: object) -> None:
        """Keep something for a later request; the oldest go when there are many."""
        with self._keeping:
            self._waiting[name] = value
            while len(self._waiting) > MOST_WAITING:
                del self._waiting[next(iter(self._waiting))]

    def remembered(self, name: str) -> Any:
        """Return what was kept under this name, or None."""
        return self._waiting.get(name)

    def sync_index(self) -> None:
        """Bring the search index up to date."""
        with self.indexing:
            search.sync_index(self.workspace)

    def indexed(self, patience: float | None = None) -> bool:
        """Return whether the search index is up to date within `patience` seconds; if not, that goes on meanwhile."""
        if not search.is_behind(self.workspace):
            return True
        with self._keeping:
            if self._following is None or not self._following.is_alive():
                self._following = Thread(target=self._follow, name="index", daemon=True)
                self._following.start()
            following = self._following
        following.join(INDEX_PATIENCE if patience is None else patience)
        return not following.is_alive()

    def _follow(self) -> None:
        try:
            self.sync_index()
        except Exception:  # noqa: BLE001 - the search that comes next says what is wrong
            _log.debug("the index could not be brought up to date", exc_info=True)

    def _documents(self) -> object:
        return self.workspace.store.revision(), len(self.workspace.store.theme_decisions())

    def keep(self, name: str, state: object, compute: Callable[[], T]) -> T:
        """Return what `compute` gives, computed again only when `state` differs from the last time."""
        with self._keeping:
            lock = self._computing[name]
        with lock:  # two pages asked for at once need the same result, not twice the work; other results go on
            kept = self._kept.get(name)
            if kept is None or kept[0] != state:
                kept = (state, compute())
                self._kept[name] = kept
            result: T = kept[1]
            return result

    def warm(self) -> None:
        """Compute what the first page and the review need before anybody asks, in the background."""
        if self.ahead:
            Thread(target=self._warm, name="warm", daemon=True).start()

    def _warm(self) -> None:
        try:
            self.themes()
            if year := plan_year(self, None):
                self.queue(year)
        except Exception:  # noqa: BLE001 - the page that needs it says what is wrong
            _log.debug("nothing computed ahead", exc_info=True)


def site_of(request: Request) -> Site:
    """Return the site that answers this request."""
    site: Site = request.app.state.site
    return site


async def posted(request: Request) -> AsyncIterator[FormData]:
    """Yield the form of a request that changes something, its files closed afterwards; 403 without our token."""
    async with request.form(max_files=MOST_FILES, max_fields=MOST_FIELDS) as form:
        given = form.get("csrf")
        if not isinstance(given, str) or not same_token(given, site_of(request).csrf):
            raise HTTPException(403)
        yield form


def _asked_year(given: object) -> int | None:
    return given_year(str(given)) if str(given or "").strip() else None


#: A year in an address, as people type it into a field.
AskedYear = Annotated[int | None, BeforeValidator(_asked_year)]
Here = Annotated[Site, Depends(site_of)]
Posted = Annotated[FormData, Depends(posted)]


def text(form: FormData, name: str) -> str:
    """Return a text field, line ends as in Python, empty when it is missing."""
    value = form.get(name)
    return value.replace("\r\n", "\n").strip() if isinstance(value, str) else ""


def texts(form: FormData, name: str) -> list[str]:
    """Return all values of a field that may occur several times."""
    return [value for value in form.getlist(name) if isinstance(value, str)]


def seen(path: str) -> RedirectResponse:
    """Return the answer after a change: look at this page, so that reloading does not repeat the change."""
    return RedirectResponse(path, status_code=303)


def reviewer(request: Request) -> str:
    """Return the name under which decisions are kept: as given on the page, else as the computer knows it."""
    from urllib.parse import unquote

    return unquote(request.cookies.get(WHO_COOKIE, "")).strip()[:80] or review.user()


def plan_year(site: Site, year: int | None) -> int | None:
    """Return the given year, else the next one that has no approved plan, else None when there is no report yet."""
    from plandocs.model.year import FiscalYear

    return planning.year_to_plan(site.facts()) if year is None else FiscalYear(year)
