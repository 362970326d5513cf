"""The grouping of findings by all that is known of them, planners' answers about single pairs included."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from plandocs.model.finding import Finding
from plandocs.suggest.answers import Answers
from plandocs.suggest.clusters import group
from plandocs.suggest.pools import Words, attached
from plandocs.suggest.similarity import Nearness

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.floating]

#: What is left of the likeness of two groups that hold two findings of one report and item, where meaning is trusted.
TOLD_APART = 0.85
#: Likeness of what planners said is one: far above all that texts can have, so that it is joined before all else.
CERTAIN = 100.0


@dataclass(frozen=True)
class Evidence:
    """What tells which of the `findings` are one weakness."""

    findings: tuple[Finding, ...]
    alike: Matrix
    trust: float
    words: Words
    nearness: Nearness
    goals_of: Mapping[str, frozenset[str]]

    def grouped(self, answers: Answers | None = None) -> tuple[tuple[int, ...], ...]:
        """Return groups of positions in `findings`; what planners answered is never broken."""
        given = answers or Answers()
        place = {finding.id: number for number, finding in enumerate(self.findings)}
        alike, together = self.alike, self._together()
        apart = tuple(self._apart(given, place))
        if given:
            alike, together = alike.astype(float), together.copy()
            for joined in given.together:
                rows = [place[finding] for finding in joined]
                for one, other in product(rows, rows):
                    if one != other:
                        alike[one, other], together[one, other] = CERTAIN, 1.0
            for one, other in apart:
                alike[[one, other], [other, one]] = together[[one, other], [other, one]] = 0.0
        groups = group(alike, together)
        if self.trust < 1.0:
            return attached(groups, self.findings, self.words, self.nearness, self.goals_of, apart)
        return tuple(map(tuple, groups))

    def _together(self) -> Matrix:
        """Return what is left of the likeness of two groups by every two findings that one report tells apart."""
        import numpy as np

        places = [(f.document_id, f.item) for f in self.findings]
        known = {place: number for number, place in enumerate(dict.fromkeys(places))}
        at = np.array([known[place] for place in places], dtype=np.intp)
        return np.where(at[:, None] == at, TOLD_APART**self.trust, 1.0)

    @staticmethod
    def _apart(answers: Answers, place: Mapping[str, int]) -> Iterable[tuple[int, int]]:
        """Yield the positions that answers tell apart: what is one with either of two findings is so too."""
        whole = {finding: members for members in answers.together for finding in members}
        for one, other in answers.apart:
            for a, b in product(whole.get(one, (one,)), whole.get(other, (other,))):
                yield place[a], place[b]
