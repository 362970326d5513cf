"""What goes into the search and what comes out."""

from __future__ import annotations

from dataclasses import dataclass, field

from plandocs.model.text import Place


@dataclass(frozen=True, slots=True)
class IndexPassage:
    """
    A stretch of a document that can be a hit: `text` is the original as read, `key` is unique in its document.

    `kind` is "text", "ofi" or "strength"; `item` and `edition` name the criteria item where there is one. `columns`
    are the names of a table row's columns: they are searched like its text.
    """

    key: str
    block: int
    text: str
    place: Place
    kind: str = "text"
    item: str = ""
    edition: str = ""
    headings: tuple[str, ...] = ()
    columns: str = ""


@dataclass(frozen=True, slots=True)
class IndexDocument:
    """A document as the search sees it."""

    document_id: str
    title: str
    kind: str = "other"
    fiscal_year: int | None = None
    agency: str = ""
    passages: tuple[IndexPassage, ...] = ()


@dataclass(frozen=True, slots=True)
class Filters:
    """Hard filters: only what fits is found. Several values of one filter are alternatives."""

    years: tuple[int, ...] = ()
    kinds: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    only: str = ""
    agency: str = ""
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chip:
    """
    A soft filter that was read out of the query: what fits comes first, nothing is lost.

    `name` is "year", "item", "kind" or "only"; `start`/`end` are where the query says it. `takes` tells whether it
    says all that those words say, so that they need not be looked for as words. `meant` holds the years that a
    relative one ("ปีล่าสุด") stands for in an index, the likeliest first, or the items of a category. One that `bars`
    ("-ปี:64") is a hard filter: what fits is left out; its name may also be "agency" or "doc".
    """

    name: str
    value: str
    label: str
    start: int
    end: int
    takes: bool = True
    meant: tuple[str, ...] = ()
    bars: bool = False

    @property
    def field(self) -> str:
        """The name, with a minus where it bars: with the value it tells one chip of a query from all others."""
        return f"-{self.name}" if self.bars else self.name

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags that fit, the likeliest first."""
        return tuple(f"{self.name}:{value}" for value in self.meant or (self.value,))


@dataclass(frozen=True, slots=True)
class Expansion:
    """
    What a word of the query was also looked for as.

    `ambiguous` holds further readings of the acronym, shown but not searched for; `applied` is false where only
    those exist.
    """

    term: str
    also: tuple[str, ...]
    ambiguous: tuple[str, ...] = ()
    applied: bool = True


@dataclass(frozen=True, slots=True)
class Hit:
    """
    A passage that answers the query; `highlights` are spans of `text`, the passage's original.

    Hits come grouped by document, best document first: `rank` counts documents from 1, `document_score` orders
    them. `same_as` lists
    documents folded into this one because they say the same.
    """

    document_id: str
    passage_key: str
    block: int
    score: float
    highlights: tuple[tuple[int, int], ...]
    text: str = ""
    place: Place = field(default_factory=lambda: Place(""))
    title: str = ""
    kind: str = ""
    fiscal_year: int | None = None
    agency: str = ""
    item: str = ""
    passage_kind: str = "text"
    headings: tuple[str, ...] = ()
    rank: int = 1
    document_score: float = 0.0
    same_as: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchResult:
    """
    Hits, best first, and what was understood.

    `suggestion` is a better spelt query, or empty; `missing` are words of the query that no document has.
    """

    hits: tuple[Hit, ...] = ()
    chips: tuple[Chip, ...] = ()
    expansions: tuple[Expansion, ...] = ()
    suggestion: str = ""
    documents: int = 0
    missing: tuple[str, ...] = ()
