"""The hard limits of a query as tags of the index: what must be, what must not, of documents and of passages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from plandocs.search.chips import items_of
from plandocs.search.engine import TAGS
from plandocs.search.expand import agency_names
from plandocs.search.query import Query
from plandocs.search.shelf import owner_of
from plandocs.search.values import Chip, Filters
from plandocs.thai.glossary import Glossary, key

_OF_PASSAGES = frozenset(["item", "only"])


@dataclass(frozen=True, slots=True)
class Limits:
    """
    What holds for whole documents, and what for passages: groups of tags to have one of, and terms not to have.

    `owners` are the documents asked for, None for all.
    """

    whole: tuple[tuple[str, ...], ...]
    part: tuple[tuple[str, ...], ...]
    not_whole: tuple[tuple[str, str], ...]
    not_part: tuple[tuple[str, str], ...]
    owners: frozenset[int] | None


def limits(query: Query, glossary: Glossary) -> Limits:
    """Return the limits of `query`."""
    filters = query.filters
    whole = (
        tuple(f"year:{year}" for year in filters.years),
        tuple(f"kind:{kind}" for kind in filters.kinds),
        _agency_tags(filters.agency, query, glossary),
    )
    part = (
        tuple(f"item:{item}" for named in filters.items for item in items_of(named)),
        (f"only:{filters.only}",) if filters.only else (),
    )
    return Limits(
        tuple(group for group in whole if group),
        tuple(group for group in part if group),
        _terms((chip for chip in query.barred if chip.name not in _OF_PASSAGES), query, glossary),
        _terms((chip for chip in query.barred if chip.name in _OF_PASSAGES), query, glossary),
        _owners(filters),
    )


def _terms(barred: Iterable[Chip], query: Query, glossary: Glossary) -> tuple[tuple[str, str], ...]:
    return tuple(
        (TAGS, tag)
        for chip in barred
        for tag in (_agency_tags(chip.value, query, glossary) if chip.name == "agency" else chip.tags)
    )


def _agency_tags(name: str, query: Query, glossary: Glossary) -> tuple[str, ...]:
    return tuple(f"agency:{key(known)}" for known in agency_names(name, query.agency, glossary))


def _owners(filters: Filters) -> frozenset[int] | None:
    return frozenset(owner_of(document) for document in filters.documents) if filters.documents else None
