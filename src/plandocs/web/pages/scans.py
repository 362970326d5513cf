"""What was recognised from pictures, beside its picture: to be confirmed or corrected."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from plandocs.app import pictures as job
from plandocs.app.pictures import Proof
from plandocs.model.document import Document
from plandocs.web.render import page
from plandocs.web.site import Here, Posted, Site, reviewer, seen, text, texts

router = APIRouter()
#: Pictures on one page: those confirmed make room for the next.
MOST = 40
#: A picture never changes: the document's id stands for its bytes. Only the mark may, when it is read anew.
KEPT = {"cache-control": "private, max-age=3600"}


@dataclass(frozen=True, slots=True)
class ScansPage:
    """What waits to be compared with its picture."""

    template: ClassVar[str] = "scans.html"
    section: ClassVar[str] = "documents"

    title: Annotated[str, "heading"]
    proofs: Annotated[tuple[Proof, ...], "blocks that nobody has confirmed, the first of them"]
    total: Annotated[int, "number of blocks that nobody has confirmed"]
    every: Annotated[bool, "whether blocks that nothing was read out of are shown, too"]
    document: Annotated[Document | None, "the only document to show, None for all"]
    back: Annotated[str, "address of this page"]


@router.get("/scans", response_class=HTMLResponse)
def show(request: Request, site: Here, document: str = "", every: str = "") -> HTMLResponse:
    """Return the list of what waits."""
    chosen = site.workspace.store.document(document) if document else None
    waiting = site.proofs() if not chosen and not every else job.proofs(site.workspace, document, every=bool(every))
    query = urlencode({k: v for k, v in (("document", document), ("every", every)) if v})
    context = ScansPage(
        title="ตรวจตัวเลขที่อ่านจากภาพ",
        proofs=tuple(waiting[:MOST]),
        total=len(waiting),
        every=bool(every),
        document=chosen,
        back="/scans" + (f"?{query}" if query else ""),
    )
    return page(request, context)


@router.get("/documents/{document_id}/blocks/{number}.png")
def picture(site: Here, document_id: str, number: int, whole: str = "") -> Response:
    """Return the picture of the page with the block marked: the strip around it, or the whole page."""
    content = job.page_picture(site.workspace, document_id, number, whole=bool(whole))
    return Response(content, media_type="image/png", headers=KEPT)


@router.post("/documents/{document_id}/blocks/{number}/{action}")
def say(request: Request, site: Here, document_id: str, number: int, action: str, form: Posted) -> RedirectResponse:
    """Keep that a block was compared with its picture, or take that back, and show the page it was done on."""
    back = text(form, "back")
    if action == "undo":
        job.take_back(site.workspace, document_id, number)
        return seen(_returning(back, document_id, "unconfirmed"))
    cells = texts(form, "cell") if action == "correct" else None
    job.confirm(site.workspace, document_id, number, cells, who=reviewer(request))
    _search_follows(site, cells)
    return seen(_returning(back, document_id, "confirmed"))


def _search_follows(site: Site, cells: list[str] | None) -> None:
    """Words changed: what is found next must know them."""
    if cells is not None:
        site.sync_index()


def _returning(back: str, document_id: str, done: str) -> str:
    """
    Return the address of the page the form stood on, with the notice; never one outside this program.

    >>> _returning("/themes/t1?x=1#g2", "d", "confirmed")
    '/themes/t1?x=1&done=confirmed#g2'
    >>> _returning("//elsewhere.example/", "d", "confirmed")
    '/documents/d?done=confirmed'
    """
    parts = urlsplit(back)
    if parts.scheme or parts.netloc or not parts.path.startswith("/") or "\\" in back:
        parts = urlsplit(f"/documents/{document_id}")
    query = [(key, value) for key, value in parse_qsl(parts.query) if key != "done"]
    return urlunsplit(("", "", parts.path, urlencode([*query, ("done", done)]), parts.fragment))
