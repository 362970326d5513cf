"""The reference engine: BM25 as the textbook has it, in memory, for tests and for comparison with other engines."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence

from plandocs.search.engine import GRAMS, K1, TAGS, TITLE, WORDS, Ask, B, Entry, Match, in_order
from plandocs.thai.terms import GRAM


class MemoryEngine:
    """Keeps every entry's term counts; searches by looking at all of them."""

    def __init__(self) -> None:
        self._entries: dict[int, Entry] = {}
        self._counts: dict[int, dict[str, Counter[str]]] = {}

    def write(self, entries: Iterable[Entry], removed_owners: Iterable[int] = ()) -> None:
        """Remove and add."""
        gone = set(removed_owners)
        for key in [entry.key for entry in self._entries.values() if entry.owner in gone]:
            del self._entries[key], self._counts[key]
        for entry in entries:
            self._entries[entry.key] = entry
            self._counts[entry.key] = {
                WORDS: Counter(entry.words.split()),
                TITLE: Counter(entry.title.split()),
                GRAMS: Counter(entry.grams[n : n + GRAM] for n in range(len(entry.grams) - GRAM + 1)),
            }

    def search(self, ask: Ask, limit: int) -> list[Match]:
        """Return the best entries."""
        lengths = {f: sum(c[f].total() for c in self._counts.values()) for f in (WORDS, TITLE, GRAMS)}
        means = {f: total / max(1, len(self._entries)) for f, total in lengths.items()}
        found = []
        for key, entry in self._entries.items():
            counts = self._counts[key]
            if not _allowed(ask, entry, counts):
                continue
            if ask.terms and not any(term.term in counts[term.field] for term in ask.terms):
                continue
            score = sum(
                term.weight * self._bm25(term.field, term.term, counts[term.field], means[term.field])
                for term in ask.terms
                if term.term in counts[term.field]
            )
            found.append(Match(key, entry.owner, score, key))
        return in_order(found, limit)

    def frequency(self, field: str, term: str) -> int:
        """Return how many entries hold `term`."""
        if field == TAGS:
            return sum(term in entry.tags for entry in self._entries.values())
        return sum(term in counts[field] for counts in self._counts.values())

    def fetch(self, matches: Sequence[Match]) -> list[str]:
        """Return what was stored."""
        return [self._entries[match.key].stored for match in matches]

    def count(self) -> int:
        """Return the number of entries."""
        return len(self._entries)

    def _bm25(self, field: str, term: str, counts: Counter[str], mean: float) -> float:
        frequency = self.frequency(field, term)
        idf = math.log(1 + (len(self._entries) - frequency + 0.5) / (frequency + 0.5))
        length = rounded_length(counts.total())
        times = counts[term]
        return idf * times * (1 + K1) / (times + K1 * (1 - B + B * length / mean))


def rounded_length(length: int) -> int:
    """
    Return `length` as engines of the Lucene family keep it in one byte: exact to 40, then with four significant bits.

    >>> [rounded_length(n) for n in (7, 39, 41, 57, 1000)]
    [7, 39, 40, 56, 984]
    """
    if length < 40:
        return length
    rest = length - 24
    shift = max(0, rest.bit_length() - 4)
    return 24 + (rest >> shift << shift)


def _allowed(ask: Ask, entry: Entry, counts: dict[str, Counter[str]]) -> bool:
    return (
        (ask.owners is None or entry.owner in ask.owners)
        and all(any(tag in entry.tags for tag in group) for group in ask.tags)
        and sum(term not in counts[field] for field, term in ask.required) <= ask.lacking
        and not any(term in (entry.tags if field == TAGS else counts[field]) for field, term in ask.excluded)
    )
