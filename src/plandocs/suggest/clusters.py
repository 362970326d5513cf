"""Grouping findings into weaknesses: average linkage over likeness, with what plans and planners say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]

#: Groups whose findings are less alike than this on average stay apart.
THRESHOLD = 0.5
#: Share of the best pair in the likeness of two groups; the rest is the average.
BEST = 0.5
#: Likeness in words and meaning that is enough in reports of at most `FEW` weaknesses. Longer reports criticise every
#: item every year: there findings at one item are near in meaning without being the same, and from `MANY` weaknesses
#: on only words count.
ENOUGH, FEW, MANY = 0.33, 13, 22


def trust(per_report: float) -> float:
    """
    Return how far nearness in meaning is trusted, 0-1, by the number of weaknesses in a report.

    >>> trust(8), trust(30)
    (1.0, 0.0)
    """
    return max(0.0, min(1.0, (MANY - per_report) / (MANY - FEW)))


def group(alike: Matrix, together: Matrix | None = None, *, threshold: float = THRESHOLD) -> list[list[int]]:
    """
    Return groups of row numbers, largest likeness joined first until no two groups are alike enough.

    The likeness of two groups is the mean of the average and the best pair: a chain reworded step by step holds
    together,
    and one accidental resemblance does not join two chains. `together` is what is left of the likeness of two groups
    that hold these two rows: 1 where nothing speaks against it.
    """
    import numpy as np

    count = alike.shape[0]
    left = np.ones_like(alike, dtype=float) if together is None else together.astype(float).copy()
    groups: dict[int, list[int]] = {number: [number] for number in range(count)}
    total = alike.astype(float).copy()
    best = alike.astype(float).copy()
    np.fill_diagonal(total, -np.inf)
    np.fill_diagonal(best, -np.inf)
    sizes = np.ones(count)
    score = left * ((1 - BEST) * total + BEST * best)
    np.fill_diagonal(score, -np.inf)
    while len(groups) > 1:
        flat = int(np.argmax(score))
        one, other = divmod(flat, count)
        if score[one, other] < threshold:
            break
        groups[one] += groups.pop(other)
        total[one] += total[other]
        total[:, one] = total[one]
        best[one] = np.maximum(best[one], best[other])
        best[:, one] = best[one]
        sizes[one] += sizes[other]
        total[one, one] = best[one, one] = -np.inf
        for gone in (total, best):
            gone[other, :] = gone[:, other] = -np.inf
        average = total[one] / (sizes[one] * sizes)
        left[one] = np.minimum(left[one], left[other])
        left[:, one] = left[one]
        row = left[one] * ((1 - BEST) * average + BEST * best[one])
        score[one, :] = row
        score[:, one] = row
        score[other, :] = score[:, other] = -np.inf
    return [sorted(members) for members in groups.values()]


def pairs(groups: Sequence[Sequence[int]]) -> set[tuple[int, int]]:
    """Return the pairs of numbers that stand in one group."""
    return {(a, b) for members in groups for a in members for b in members if a < b}
