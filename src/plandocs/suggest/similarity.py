"""How alike texts are in subject, as far as their words and items tell."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from plandocs.frameworks import Frameworks
from plandocs.suggest import concepts
from plandocs.suggest.words import Subject

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.floating]

#: What naming a broad subject counts against naming a particular one.
BROAD = 0.5
#: Texts supposed beside those known, in which no term occurs: with two reports only, both may say a rare word.
UNSEEN = 40
#: Weight of shared subjects of the lexicon, and of shared words and letters, in the likeness of two texts.
SUBJECT_WEIGHT, WORD_WEIGHT, GRAM_WEIGHT = 0.72, 0.9, 0.9


def shared(subjects: Sequence[Subject], counted: int | None = None) -> Matrix:
    """
    Return what every two texts share, whatever their items: subjects of the lexicon, words and letters.

    Terms weigh by their rarity over all texts (the first `counted`, so that others may be compared with them without
    changing them): what assessors write everywhere weighs little. From 1 on, all is shared.
    """
    lexicon = concepts.load()
    damped = {number: BROAD if number in lexicon.broad else 1.0 for number in range(len(lexicon.titles))}
    total = _cosines([s.concepts for s in subjects], damped, counted=counted)
    total *= SUBJECT_WEIGHT
    for weight, rows in ((WORD_WEIGHT, [s.words for s in subjects]), (GRAM_WEIGHT, [s.grams for s in subjects])):
        part = _cosines(rows, counted=counted)
        part *= weight  # in place: for thousands of texts every copy is a tenth of a second
        total += part
    return total


def _cosines(
    rows: Sequence[Mapping[Any, float]], damped: Mapping[Any, float] | None = None, *, counted: int | None = None
) -> Matrix:
    """Return cosines of term vectors; frequency counts by its square root: named twice is not twice the subject."""
    import numpy as np

    frequency: Counter[Any] = Counter()
    for row in rows[:counted]:
        for term in row:
            frequency[term] += 1
    total = len(rows[:counted]) + UNSEEN
    columns = {term: number for number, term in enumerate(term for term, n in frequency.items() if n > 1)}
    table = np.zeros((len(rows), len(columns) + 1), dtype=np.float32)
    for number, terms in enumerate(rows):
        length = 0.0
        for term, weight in terms.items():
            value = math.sqrt(weight) * math.log((total + 1) / (frequency[term] + 0.5))
            length += value * value
            if term in columns:
                table[number, columns[term]] = value * (damped[term] if damped else 1.0)
        if length:
            table[number] /= math.sqrt(length)
    return np.asarray(table @ table.T)


class Nearness:
    """How near two items are: the same, joined by a crosswalk, both results, or in one category."""

    SAME, CROSSWALK, RESULTS, CATEGORY, FAR = 1.0, 0.95, 0.9, 0.72, 0.5

    def __init__(self, frameworks: Frameworks) -> None:
        self._frameworks = frameworks
        self._known: dict[tuple[str, str, str, str], float] = {}

    def of(self, edition: str, item: str, other_edition: str, other_item: str) -> float:
        """Return the factor by which the likeness of two findings counts."""
        key = (edition, item, other_edition, other_item)
        if key not in self._known:
            self._known[key] = self._of(*key)
        return self._known[key]

    def _of(self, edition: str, item: str, other_edition: str, other_item: str) -> float:
        if not item or not other_item:
            return self.CATEGORY
        here, there = (edition, item), (other_edition, other_item)
        if here == there:
            return self.SAME
        walk = self._frameworks.crosswalk
        if {here, *walk(*here)} & {there, *walk(*there)}:
            # A crosswalk joins matters, not items: 4.2 of the award asks about data and about knowledge.
            return self.CROSSWALK if edition != other_edition else self.CATEGORY
        if item[0] == other_item[0]:
            return self.RESULTS if item[0] == "7" else self.CATEGORY
        return self.FAR
