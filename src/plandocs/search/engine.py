"""
The port between ranking and a search engine: five methods over terms of our own.

An engine holds one collection of entries (documents, or passages) and scores them by BM25 with k1 1.2 and b 0.75, every
field on its own, summed with weights. It knows nothing of Thai.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

#: Fields of an entry: words and title hold terms separated by spaces, grams holds prepared text that the engine
#: cuts into 4-grams.
WORDS, GRAMS, TITLE = "words", "grams", "title"
#: Field of the tags: it filters and is counted, never scored.
TAGS = "tags"
K1, B = 1.2, 0.75


@dataclass(frozen=True, slots=True)
class Entry:
    """One document or passage. `owner` is the key of its document; `stored` comes back unchanged from `fetch`."""

    key: int
    owner: int
    words: str
    grams: str = ""
    title: str = ""
    tags: tuple[str, ...] = ()
    stored: str = ""


@dataclass(frozen=True, slots=True)
class Weighted:
    """A term to be scored: weight times its BM25 value in `field`."""

    field: str
    term: str
    weight: float


@dataclass(frozen=True, slots=True)
class Ask:
    """
    What to look for.

    At least one of `terms` must occur (unless there are none); of each group in `tags`, one tag; all of `required`
    (but for any `lacking`) and none of `excluded`
    (field, term); `owners` limits the answer to passages of these documents.
    """

    terms: tuple[Weighted, ...] = ()
    tags: tuple[tuple[str, ...], ...] = ()
    required: tuple[tuple[str, str], ...] = ()
    excluded: tuple[tuple[str, str], ...] = ()
    owners: frozenset[int] | None = None
    lacking: int = 0


@dataclass(frozen=True, slots=True)
class Match:
    """An entry found: `address` means something to its engine only."""

    key: int
    owner: int
    score: float
    address: object = None


class SearchEngine(Protocol):
    """One collection of entries that can be searched while it is written by nobody else."""

    def write(self, entries: Iterable[Entry], removed_owners: Iterable[int] = ()) -> None:
        """Remove all entries of `removed_owners`, then add `entries`; all of it becomes visible at once."""

    def search(self, ask: Ask, limit: int) -> list[Match]:
        """Return the best `limit` entries; equal scores in order of key."""

    def frequency(self, field: str, term: str) -> int:
        """Return in how many entries `term` occurs."""

    def fetch(self, matches: Sequence[Match]) -> list[str]:
        """Return what was stored with each match."""

    def count(self) -> int:
        """Return the number of entries."""


def key_of(*parts: str) -> int:
    """Return a 63-bit key that stays the same as long as `parts` do."""
    return int.from_bytes(hashlib.blake2b("\x1f".join(parts).encode(), digest_size=8).digest(), "big") >> 1


def in_order(matches: Iterable[Match], limit: int) -> list[Match]:
    """Return the best matches in an order that does not depend on how an engine adds up floats."""
    return sorted(matches, key=lambda match: (-_rounded(match.score), match.key))[:limit]


def same_score(one: float, other: float) -> bool:
    """Return whether two scores differ by no more than engines do."""
    return _rounded(one) == _rounded(other)


def _rounded(score: float) -> float:
    # Engines add up in single precision and in an order of their own: five digits are what they agree on.
    return float(f"{score:.5g}")
