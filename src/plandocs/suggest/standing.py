"""
How far a likeness stands out: whether two texts are each other's match among all that their documents say.

A report names a weakness once. So what tells is not how near two findings are but how much nearer than either is to all
else that the other's report names – however near the findings of an office usually are, and however many a report has.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from plandocs.model.finding import Finding, FindingKind, Goal
from plandocs.suggest.clusters import THRESHOLD
from plandocs.suggest.similarity import Nearness

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.floating]

#: Letters of a finding up to which one vector says what it means, and from which it says several things at once.
ONE_MATTER, SEVERAL = 150, 200
#: What one deviation above the usual nearness in meaning counts beside shared words; deviations of texts that are all
#: equally near are noise.
MEANING, LEAST_SPREAD = 0.18, 0.02
#: How sharply candidates compete, and the likeness of a candidate "none of them".
SHARPNESS, NO_MATCH = 16.0, 0.25
#: Chance of being each other's match from which two texts are taken for one matter.
LIKELY = 0.25
#: Nearness of a goal without items to any.
UNKNOWN_ITEM = 0.85


def trust(findings: Sequence[Finding]) -> float:
    """
    Return how far nearness in meaning is trusted, 0-1, by how much one finding says.

    The vector of a sentence says what it is about; that of a paragraph says a little of everything, and there only
    words tell matters apart.
    """
    if not findings:
        return 0.0
    letters = sum(len(f.text) for f in findings) / len(findings)
    return max(0.0, min(1.0, (SEVERAL - letters) / (SEVERAL - ONE_MATTER)))


def places(texts: Sequence[Finding | Goal], nearness: Nearness) -> Matrix:
    """Return how near the items of every two texts are; goals may have several items or none."""
    import numpy as np

    at = [tuple(t.items) if isinstance(t, Goal) else ((t.edition, t.item),) for t in texts]
    kinds = {items: number for number, items in enumerate(dict.fromkeys(at))}
    table = np.array([[_nearest(one, other, nearness) for other in kinds] for one in kinds], ndmin=2)
    rows = np.array([kinds[items] for items in at], dtype=np.intp)
    return np.asarray(table[:, rows][rows])


def _nearest(one: Sequence[tuple[str, str]], other: Sequence[tuple[str, str]], nearness: Nearness) -> float:
    return max((nearness.of(*a, *b) for a in one for b in other), default=UNKNOWN_ITEM)


def papers(texts: Sequence[Finding | Goal]) -> NDArray[np.intp]:
    """Return a number for the list that each text stands in: what a report criticises, what it praises, a plan."""
    import numpy as np

    lists = [(t.document_id, isinstance(t, Finding) and t.kind is not FindingKind.OFI) for t in texts]
    known = {key: number for number, key in enumerate(dict.fromkeys(lists))}
    return np.array([known[key] for key in lists], dtype=np.intp)


def matched(shared: Matrix, near: Matrix, place: Matrix, lists: NDArray[np.intp]) -> Matrix:
    """
    Return how surely every two texts of different lists state one matter, `clusters.THRESHOLD` being enough to join.

    `shared` is what their words have in common, `near` their nearness in meaning, `place` that of their items.
    """
    import numpy as np

    chance = chances((shared + MEANING * deviations(near, lists)) * place, lists)
    return np.asarray(chance ** (np.log(THRESHOLD) / np.log(LIKELY)))


def deviations(near: Matrix, lists: NDArray[np.intp]) -> Matrix:
    """Return by how many standard deviations each nearness exceeds what both texts have with the other's list."""
    import numpy as np

    own = np.empty_like(near)
    for rows in _by_list(lists):
        # Taken, not indexed: rows that lie in one piece are summed several times as fast.
        part = np.take(near, rows, axis=1)
        part -= part.mean(axis=1, keepdims=True)
        spread = np.sqrt(np.square(part).mean(axis=1, keepdims=True)) + LEAST_SPREAD
        own[:, rows] = part / spread
    return np.asarray((own + own.T) / 2)


def chances(score: Matrix, lists: NDArray[np.intp]) -> Matrix:
    """
    Return how likely every two texts are each other's match: 0 within one list.

    A text has one match or none in each other list; its candidates share the chance by their scores, and both texts
    have to choose each other.
    """
    import numpy as np

    weight = np.exp(np.minimum(SHARPNESS * (score - NO_MATCH), 30.0))
    for rows in _by_list(lists):
        part = np.take(weight, rows, axis=1)
        part[rows] = 0.0
        part /= 1.0 + part.sum(axis=1, keepdims=True)
        weight[:, rows] = part
    return np.asarray(weight * weight.T)


def _by_list(lists: NDArray[np.intp]) -> list[NDArray[np.intp]]:
    """Return the rows of each list."""
    import numpy as np

    return [np.flatnonzero(lists == number) for number in range(int(lists.max(initial=-1)) + 1)]
