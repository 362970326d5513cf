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


def group(alike: Matrix, *, threshold: float = THRESHOLD) -> list[list[int]]:
    """
    Return groups of row numbers, largest likeness joined first until no two groups are alike enough.

    The likeness of two groups is the mean of the average and the best pair: a chain reworded step by step holds
    together,
    and one accidental resemblance does not join two chains.
    """
    import numpy as np

    count = alike.shape[0]
    groups: dict[int, list[int]] = {number: [number] for number in range(count)}
    total = alike.astype(float).copy()
    best = alike.astype(float).copy()
    np.fill_diagonal(total, -np.inf)
    np.fill_diagonal(best, -np.inf)
    sizes = np.ones(count)
    score = (total + best) / 2
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
        row = (average + best[one]) / 2
        score[one, :] = row
        score[:, one] = row
        score[other, :] = score[:, other] = -np.inf
    return [sorted(members) for members in groups.values()]


def pairs(groups: Sequence[Sequence[int]]) -> set[tuple[int, int]]:
    """Return the pairs of numbers that stand in one group."""
    return {(a, b) for members in groups for a in members for b in members if a < b}
