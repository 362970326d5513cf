"""The search page: one box, filters as chips, passages grouped by document with the found words marked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from plandocs.app import documents as documents_job
from plandocs.app import search as search_job
from plandocs.model.document import DocumentKind
from plandocs.web import labels
from plandocs.web.marks import Stretch, excerpt, link, shifted
from plandocs.web.render import page
from plandocs.web.site import Here, Site

router = APIRouter()
STEP = 30
MOST = 300
#: Letters shown of one cell of a table row.
CELL = 200


@dataclass(frozen=True, slots=True)
class Passage:
    """A found passage: its words, where it stands, and the address of that place; a table row also by its columns."""

    stretches: tuple[Stretch, ...]
    place: str
    address: str
    cells: tuple[tuple[str, tuple[Stretch, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """The passages found in one document, best first."""

    document_id: str
    title: str
    kind: DocumentKind
    year: int | None
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in force; `without` is the address of the same search without it."""

    label: str
    without: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the address asks for."""

    q: str = ""
    years: tuple[int, ...] = ()
    kinds: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    only: str = ""
    without: tuple[str, ...] = ()

    def address(self, **changes: Any) -> str:
        """Return the address of this search with some of it changed."""
        pairs: list[tuple[str, Any]] = [("q", self.q)]
        pairs += [("year", year) for year in changes.pop("years", self.years)]
        pairs += [("kind", kind) for kind in changes.pop("kinds", self.kinds)]
        pairs += [("item", item) for item in changes.pop("items", self.items)]
        pairs += [("without", chip) for chip in changes.pop("without", self.without)]
        pairs += [("only", only)] if (only := changes.pop("only", self.only)) else []
        return "/search?" + urlencode([*pairs, *changes.items()])


@dataclass(frozen=True, slots=True)
class SearchPage:
    """The search box and what was found."""

    template: ClassVar[str] = "search.html"
    section: ClassVar[str] = "search"

    title: Annotated[str, "heading"]
    chosen: Annotated[Chosen, "what was asked for"]
    years: Annotated[tuple[int, ...], "fiscal years that documents have, newest first"]
    kinds: Annotated[tuple[DocumentKind, ...], "kinds of documents that occur"]
    chips: Annotated[tuple[Chip, ...], "filters in force"]
    expansions: Annotated[tuple[tuple[str, str], ...], "(word, what was searched for as well)"]
    waiting: Annotated[bool, "whether the documents are being put into the index first: the page asks again by itself"]
    notes: Annotated[tuple[str, ...], "what to know of the results, words that no document has among it"]
    suggestion: Annotated[str, "a better spelling of the question, empty when none is known"]
    groups: Annotated[tuple[Group, ...], "found passages by document, best document first"]
    count: Annotated[int, "number of passages shown"]
    more: Annotated[str, "address of the same search with more results, empty at the end"]


@router.get("/search", response_class=HTMLResponse)
def show(
    request: Request,
    site: Here,
    q: str = "",
    year: Annotated[list[str] | None, Query()] = None,
    kind: Annotated[list[str] | None, Query()] = None,
    item: Annotated[list[str] | None, Query()] = None,
    only: str = "",
    without: Annotated[list[str] | None, Query()] = None,
    limit: Annotated[int, Query(ge=1, le=MOST)] = STEP,
) -> HTMLResponse:
    """Return the search page; empty form fields count as not given."""
    chosen = Chosen(
        " ".join(q.split())[:500],
        tuple(int(y) for y in year or () if y.isdecimal()),
        tuple(k for k in kind or () if k in set(DocumentKind)),
        tuple(i.strip() for i in item or () if i.strip()),
        only if only in {"ofi", "strength"} else "",
        tuple(chip for chip in without or () if chip.strip()),
    )
    waiting = bool(chosen.q) and not site.indexed()
    found = _search(site, chosen, limit) if chosen.q and not waiting else {}
    known = documents_job.documents(site.workspace)
    groups = _groups(site, found.get("hits", ()))
    count = sum(len(group.passages) for group in groups)
    context = SearchPage(
        title="ค้นหาในเอกสาร",
        chosen=chosen,
        years=tuple(sorted({int(d.meta.fiscal_year) for d in known if d.meta.fiscal_year}, reverse=True)),
        kinds=tuple(k for k in DocumentKind if any(d.meta.kind is k for d in known)),
        chips=_chips(chosen, found.get("chips", ())),
        expansions=tuple((str(e["term"]), ", ".join(map(str, e["also"]))) for e in found.get("expansions", ())),
        waiting=waiting,
        notes=tuple(map(str, found.get("notes", ()))),
        suggestion=str(found.get("did_you_mean") or ""),
        groups=groups,
        count=count,
        more=chosen.address(limit=min(limit + STEP, MOST)) if count >= limit and limit < MOST else "",
    )
    return page(request, context)


def _search(site: Site, chosen: Chosen, limit: int) -> Mapping[str, Any]:
    filters = search_job.Filters(years=chosen.years, kinds=chosen.kinds, items=chosen.items, only=chosen.only)
    with site.indexing:  # a search brings the index up to date first
        return search_job.search(site.workspace, chosen.q, limit=limit, filters=filters, without=chosen.without)


def _groups(site: Site, hits: Iterable[Mapping[str, Any]]) -> tuple[Group, ...]:
    starts = {(f.document_id, f.anchor.block, f.text): f.anchor.start for f in site.facts().findings}
    by_document: dict[str, list[Mapping[str, Any]]] = {}
    for hit in hits:
        by_document.setdefault(hit["document_id"], []).append(hit)
    return tuple(
        Group(
            document_id=key,
            title=some[0]["title"],
            kind=DocumentKind(some[0]["kind"]),
            year=some[0]["fiscal_year"],
            passages=tuple(_passage(hit, starts) for hit in some),
        )
        for key, some in by_document.items()
    )


def _passage(hit: Mapping[str, Any], starts: Mapping[tuple[str, int, str], int]) -> Passage:
    """A finding that shares its block with others was found alone: its marks are moved to where it stands there."""
    document_id, block, words, spans = hit["document_id"], hit["block"], hit["text"], hit["highlights"]
    start = starts.get((document_id, block, words), 0)
    inside = [(left + start, right + start) for left, right in spans]
    cells = tuple((name, excerpt(words[s:e], shifted(spans, s, e), CELL)) for name, s, e in hit["cells"])
    return Passage(excerpt(words, spans), hit["place"]["label"], link(document_id, block, inside), cells)


def _chips(chosen: Chosen, read: Iterable[Mapping[str, Any]]) -> tuple[Chip, ...]:
    chips = [
        Chip(str(chip["label"]), chosen.address(without=[*chosen.without, f"{chip['field']}:{chip['value']}"]))
        for chip in read
    ]
    years, kinds, items = chosen.years, chosen.kinds, chosen.items
    chips += [Chip(f"ปี {year}", chosen.address(years=[y for y in years if y != year])) for year in years]
    chips += [
        Chip(labels.KINDS[DocumentKind(kind)], chosen.address(kinds=[k for k in kinds if k != kind])) for kind in kinds
    ]
    chips += [Chip(f"หัวข้อ {item}", chosen.address(items=[i for i in items if i != item])) for item in items]
    if chosen.only:
        name = "เฉพาะโอกาสในการปรับปรุง" if chosen.only == "ofi" else "เฉพาะจุดแข็ง"
        chips.append(Chip(name, chosen.address(only="")))
    return tuple(chips)
