"""Joining groups of findings whose words, taken together with those of the goals that answer them, are alike."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from plandocs.model.finding import Finding
from plandocs.suggest.similarity import Nearness
from plandocs.suggest.standing import places

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.floating]

#: Likeness that joins two groups when no plan has answered either, one, or both of them by different measures.
NEEDED = (0.52, 0.18, 0.3)
#: What is left of the likeness of findings that no plan has answered, for each report between them that does not name
#: the weakness: two findings of one broad matter, years apart, are seldom the same.
SILENCE = 0.85


def silent_years(one: int, other: int, years: Collection[int]) -> int:
    """Return how many of the report `years` lie between two others."""
    first, last = sorted((one, other))
    return sum(first < year < last for year in years)


@dataclass(frozen=True, slots=True)
class Words:
    """Likeness of all findings and goals in their words, with the row of each by id."""

    matrix: Matrix
    order: Mapping[str, int]


def attached(
    groups: Sequence[Sequence[int]],
    findings: Sequence[Finding],
    words: Words,
    nearness: Nearness,
    goals_of: Mapping[str, frozenset[str]],
    apart: Sequence[tuple[int, int]] = (),
) -> tuple[tuple[int, ...], ...]:
    """
    Return the groups (of positions in `findings`), the most alike joined until none are alike enough.

    A weakness that a plan has answered is described many times over, by findings, goals and KPIs: what one finding
    shares with all of them together tells more than what it shares with any one. Groups with findings of one report
    stay apart, and so do groups at items that have nothing to do with each other, and those that hold a pair of
    positions which planners told `apart`.
    """
    import numpy as np

    if not groups:
        return ()
    pools = [sorted(members) for members in groups]
    state = _Pools.of(pools, findings, words, places(findings, nearness), goals_of, apart)
    while True:
        one = int(np.argmax(state.best))
        if state.best[one] < 1.0:
            break
        other = int(np.argmax(state.score[one]))
        state.join(one, other)
        pools[one] = sorted(pools[one] + pools[other])
        pools[other] = []
    return tuple(tuple(members) for members in pools if members)


@dataclass(slots=True)
class _Pools:
    """
    What the likeness of every two pools follows from, one row for each pool.

    Joining two of them changes one row and leaves one without use; all others stay as they are, so that thousands of
    findings are joined in seconds.
    """

    words: Matrix
    member: Matrix
    printed: Matrix
    answered: NDArray[np.int64]
    place: Matrix
    apart: Matrix
    shared: Matrix
    score: Matrix
    best: Matrix

    @classmethod
    def of(
        cls,
        pools: Sequence[Sequence[int]],
        findings: Sequence[Finding],
        words: Words,
        near: Matrix,
        goals_of: Mapping[str, frozenset[str]],
        told: Sequence[tuple[int, int]],
    ) -> _Pools:
        """Return the state before anything is joined."""
        import numpy as np

        papers = {document: number for number, document in enumerate(dict.fromkeys(f.document_id for f in findings))}
        count = len(pools)
        # Two findings that are not one weakness keep their pools apart just as one report does that names both.
        columns: dict[int, list[int]] = {}
        for number, pair in enumerate(told, len(papers)):
            for position in pair:
                columns.setdefault(position, []).append(number)
        member, printed = np.zeros((count, words.matrix.shape[0])), np.zeros((count, len(papers) + len(told)))
        answered = np.zeros(count, dtype=np.int64)
        for number, members in enumerate(pools):
            for position in members:
                finding = findings[position]
                member[number, words.order[finding.id]] = 1.0
                printed[number, [papers[finding.document_id], *columns.get(position, ())]] = 1.0
                for goal in goals_of[finding.id]:
                    member[number, words.order[goal]] = 1.0
                    answered[number] = 1
        apart = _apart(pools, findings) if answered.any() else np.zeros((count, count))
        shared = member @ words.matrix @ member.T
        place = _places(pools, near)
        state = cls(
            words.matrix, member, printed, answered, place, apart, shared, np.zeros((count, count)), np.zeros(count)
        )
        for row in range(count):
            state.score[row, row + 1 :] = state.likeness(row)[row + 1 :]
        state.best = state.score.max(axis=1)
        return state

    def likeness(self, row: int) -> Matrix:
        """Return how alike one pool is to each, 1.0 being enough to join them."""
        import numpy as np

        own = np.sqrt(np.maximum(np.diag(self.shared), 1e-12))
        answers = self.answered[row] + self.answered
        score = self.shared[row] / own[row] / own * self.place[row] / np.array(NEEDED)[answers]
        score *= np.where(answers == 0, SILENCE ** self.apart[row], 1.0)
        score[(self.place[row] < Nearness.RESULTS) | (self.printed @ self.printed[row] > 0)] = 0.0
        return np.asarray(score)

    def join(self, one: int, other: int) -> None:
        """Put what belongs to the pool `other` (the later one) into `one`."""
        import numpy as np

        np.maximum(self.member[one], self.member[other], out=self.member[one])
        np.maximum(self.printed[one], self.printed[other], out=self.printed[one])
        self.answered[one] |= self.answered[other]
        self.place[one] = np.maximum(self.place[one], self.place[other])
        self.apart[one] = np.minimum(self.apart[one], self.apart[other])
        self.member[other], self.place[other], self.place[one, other] = 0.0, 0.0, 0.0
        mine = np.flatnonzero(self.member[one])
        self.shared[one] = self.member @ (self.words[:, mine] @ self.member[one, mine])
        self.shared[other] = 0.0
        for table in (self.place, self.apart, self.shared):
            table[:, one], table[:, other] = table[one], table[other]
        self._rescore(one, other)

    def _rescore(self, one: int, other: int) -> None:
        """Bring the scores of the joined pool up to date, and the best of every row that they touch."""
        import numpy as np

        fresh = self.likeness(one)
        touched = (self.score[:, one] == self.best) | (self.score[:, other] == self.best)
        self.score[other], self.score[:, other] = 0.0, 0.0
        self.score[:one, one], self.score[one, one + 1 :] = fresh[:one], fresh[one + 1 :]
        touched |= self.score[:, one] > self.best
        touched[[one, other]] = True
        self.best[np.flatnonzero(touched)] = self.score[touched].max(axis=1)


def _places(pools: Sequence[Sequence[int]], near: Matrix) -> Matrix:
    """Return how near the nearest items of every two pools are."""
    import numpy as np

    order = [position for members in pools for position in members]
    starts = np.cumsum([0, *(len(members) for members in pools[:-1])])
    by_row = np.maximum.reduceat(near[order], starts, axis=0)
    return np.asarray(np.maximum.reduceat(by_row[:, order], starts, axis=1))


def _apart(pools: Sequence[Sequence[int]], findings: Sequence[Finding]) -> Matrix:
    """Return how many reports at least lie between the years of every two pools."""
    import numpy as np

    years = sorted({int(f.report_year) for f in findings})
    between = np.array([[silent_years(one, other, years) for other in years] for one in years], dtype=float)
    seen = np.zeros((len(pools), len(years)), dtype=bool)
    for number, members in enumerate(pools):
        seen[number, [years.index(int(findings[position].report_year)) for position in members]] = True
    from_year = np.array([between[row].min(axis=0) for row in seen])
    apart = np.full((len(pools), len(pools)), np.inf)
    for year in range(len(years)):
        there = seen[:, year]
        apart[:, there] = np.minimum(apart[:, there], from_year[:, year, None])
    return np.asarray(apart)
