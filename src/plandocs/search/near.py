"""How much of a query a passage says, and how close together."""

from __future__ import annotations

import math
from collections.abc import Sequence

from plandocs.search.engine import GRAMS, WORDS, SearchEngine, Weighted
from plandocs.search.highlight import COMMON
from plandocs.thai.normalise import normalise
from plandocs.thai.terms import gram_text

#: Letters that the terms of a sentence stand within; stretches of this length overlap by half.
_STRETCH = 100

#: Letters as `gram_text` has them, and what finding them is worth.
Pieces = Sequence[tuple[str, float]]


def pieces(terms: Sequence[Weighted], documents: SearchEngine) -> Pieces:
    """Return the telling words and the 4-grams of `terms` with their weights times their rarity in `documents`."""
    count = documents.count()
    found = []
    for term in terms:
        if (term.field == WORDS and term.term not in COMMON) or term.field == GRAMS:
            holders = documents.frequency(term.field, term.term)
            if holders:  # a 4-gram is prepared text already, but for a space at its edge
                piece = term.term.strip() if term.field == GRAMS else gram_text(term.term) or term.term
                found.append((piece, term.weight * rarity(count, holders)))
    return found


def rarity(count: int, holders: int) -> float:
    """Return what BM25 takes a term for that `holders` of `count` entries have."""
    return math.log(1 + (count - holders + 0.5) / (holders + 0.5))


def letters(text: str) -> str:
    """Return original `text` as pieces are looked for in it."""
    return gram_text(normalise(text).text)


def nearness(text: str, wanted: Pieces) -> float:
    """
    Return the worth of the different pieces in `text`, and that of the stretch with most of them once more.

    BM25 lets one word said five times outweigh four words of the query said once, and does not know where they stand.

    >>> nearness("แผน" + " " * 300 + "งบ", [("แผน", 2.0), ("งบ", 1.0), ("คน", 5.0)])
    5.0
    """
    half = _STRETCH // 2
    worth = [0.0] * (len(text) // half + 2)
    total = 0.0
    for piece, value in wanted:
        place = text.find(piece)
        if place < 0:
            continue
        total += value
        last = -1
        while place >= 0:
            block = place // half
            if block != last:  # the stretch that begins one block earlier was counted with the block before
                worth[block] += value
            worth[block + 1] += value
            last = block + 1
            place = text.find(piece, last * half)
    return total + max(worth)
