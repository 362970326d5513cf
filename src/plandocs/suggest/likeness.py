"""How alike all texts of an office are: by words alone, and how surely two of them state one matter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from plandocs.model.finding import Finding, Goal
from plandocs.suggest.joint import Links, joint, one_report, surely, unheard
from plandocs.suggest.meaning import meanings
from plandocs.suggest.measures import Series
from plandocs.suggest.similarity import Nearness, shared
from plandocs.suggest.standing import matched, papers, places
from plandocs.suggest.words import Subject

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.floating]


@dataclass(frozen=True)
class Likeness:
    """
    Likeness of every two texts, 0-1.

    `words` counts what both say, wherever; `same` how surely both state one matter, their items considered, which is
    read from words and items as far as `trust` is missing, and else from how far the two stand out as each other's
    match (`standing`).
    """

    words: Matrix
    same: Matrix
    standing: Matrix
    trust: float

    @classmethod
    def of(
        cls, subjects: Sequence[Subject], placed: Sequence[Finding | Goal], trust: float, nearness: Nearness
    ) -> Likeness:
        """Return the likeness of texts, of which the first are `placed` at items of a report or plan."""
        import numpy as np

        common = shared(subjects)
        words, count = np.minimum(1.0, common), len(placed)
        place = places(placed, nearness).astype(np.float32)
        at_items = words.copy()
        at_items[:count, :count] *= place
        near = meanings([s.text for s in subjects[:count]]) if trust and count else None
        if near is None:
            return cls(words, at_items, at_items, 0.0)
        lists = papers(placed)
        standing = at_items.copy()
        standing[:count, :count] = np.where(
            lists[:, None] == lists, at_items[:count, :count], matched(common[:count, :count], near, place, lists)
        )
        same = standing if trust == 1.0 else trust * standing + (1 - trust) * at_items
        return cls(words, same, standing, trust)

    def of_findings(
        self,
        findings: Sequence[Finding],
        order: Mapping[str, int],
        series: Sequence[Series],
        links: Links,
        near: Matrix,
    ) -> Matrix:
        """Return the likeness of every two findings, `near` at their items, with what plans say of them."""
        if not findings:
            return self.words[:0, :0]
        told_apart = one_report(findings)
        alike = 0.0 * told_apart
        if self.trust < 1.0:
            answered = [bool(keys) for keys in surely(findings, links)]
            factor = near * told_apart * unheard(findings, answered)
            alike += (1 - self.trust) * joint(findings, self.words, order, series, links, factor)
        if self.trust:
            alike += self.trust * joint(findings, self.standing, order, series, links, told_apart)
        return alike
