"""Grouping findings into weaknesses: average linkage over likeness, with what plans and planners say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.floating]

#: Groups whose findings are less alike than this on average stay apart.
THRESHOLD = 0.5
#: Share of the best pair in the likeness of two groups; the rest is the average.
BEST = 0.5
#: By how much an average of floating numbers may at most exceed the highest of them.
ROUNDING = 1e-9


def group(alike: Matrix, together: Matrix | None = None, *, threshold: float = THRESHOLD) -> list[list[int]]:
    """
    Return groups of row numbers, largest likeness joined first until no two groups are alike enough.

    The likeness of two groups is the mean of the average and the best pair: a chain reworded step by step holds
    together,
    and one accidental resemblance does not join two chains. `together` is what is left of the likeness of two groups
    that hold these two rows: 1 where nothing speaks against it.
    """
    import numpy as np

    groups: list[list[int]] = []
    # The average is no more than the best pair: only what pairs hold together can ever be joined.
    for members in _connected(alike >= threshold - ROUNDING):
        place = np.ix_(members, members)
        left = None if together is None or (together[place] == 1.0).all() else together[place]
        groups += [[members[row] for row in rows] for rows in _joined(alike[place], left, threshold)]
    return sorted(groups)


def _connected(near: NDArray[np.bool_]) -> list[list[int]]:
    """Return the row numbers that chains of near pairs hold together, those of each in order."""
    import numpy as np

    left = np.ones(len(near), dtype=bool)
    found = []
    for start in range(len(near)):
        if not left[start]:
            continue
        members = edge = [start]
        left[start] = False
        while edge:
            edge = np.flatnonzero(near[edge].any(axis=0) & left).tolist()
            left[edge] = False
            members = members + edge
        found.append(sorted(members))
    return found


def _joined(alike: Matrix, left: Matrix | None, threshold: float) -> list[list[int]]:
    """
    Return groups of the rows of a symmetric likeness.

    Of every two groups only the sum and the best are kept, side by side: one column is written at each step. Scores
    follow from them; of each row only the highest is known, which few joins change.
    """
    import numpy as np

    count = len(alike)
    groups = [[number] for number in range(count)]
    state = np.stack([alike, alike], axis=2).astype(float)
    state[range(count), range(count)] = -np.inf
    sizes, gone = np.ones(count), np.zeros(count)  # -inf where a row was joined to another

    def score(rows: NDArray[np.intp]) -> Matrix:
        both, average = state[rows], sizes[rows, None] * sizes
        value = (1 - BEST) * (both[:, :, 0] / average) + BEST * both[:, :, 1]
        return (value if left is None else left[rows] * value) + gone

    top = score(np.arange(count)).max(axis=1)
    while top.max() >= threshold:
        one = int(np.argmax(top))
        mine = score(np.array([one]))[0]
        other = int(np.argmax(mine))
        touched = (mine == top) | (score(np.array([other]))[0] == top)
        groups[one] += groups[other]
        groups[other] = []
        state[one, :, 0] += state[other, :, 0]
        np.maximum(state[one, :, 1], state[other, :, 1], out=state[one, :, 1])
        state[one, one] = -np.inf
        state[:, one] = state[one]
        if left is not None:
            left[one] = np.minimum(left[one], left[other])
            left[:, one] = left[one]
        sizes[one] += sizes[other]
        gone[other] = top[other] = -np.inf
        touched[one] = False
        mine = score(np.array([one]))[0]
        np.maximum(top, mine, out=top)
        top[one] = mine.max()
        if (again := np.flatnonzero(touched & (gone == 0))).size:
            top[again] = score(again).max(axis=1)
    return [sorted(members) for members in groups if members]


def pairs(groups: Sequence[Sequence[int]]) -> set[tuple[int, int]]:
    """Return the pairs of numbers that stand in one group."""
    return {(a, b) for members in groups for a in members for b in members if a < b}
