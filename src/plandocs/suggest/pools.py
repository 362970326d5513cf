"""Joining groups of findings whose words, taken together with those of the goals that answer them, are alike."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from plandocs.model.finding import Finding
from plandocs.suggest.similarity import Nearness

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]

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
) -> tuple[tuple[int, ...], ...]:
    """
    Return the groups (of positions in `findings`), the most alike joined until none are alike enough.

    A weakness that a plan has answered is described many times over, by findings, goals and KPIs: what one finding
    shares with all of them together tells more than what it shares with any one. Groups with findings of one report
    stay apart, and so do groups at items that have nothing to do with each other.
    """
    import numpy as np

    near = _near(findings, nearness)
    pools = [sorted(members) for members in groups]
    while len(pools) > 1:
        score = _scores(pools, findings, words, near, goals_of)
        one, other = divmod(int(np.argmax(score)), len(pools))
        if score[one, other] < 1.0:
            break
        first, second = sorted((one, other))
        pools[first] = sorted(pools[first] + pools.pop(second))
    return tuple(tuple(members) for members in pools)


def _scores(
    pools: Sequence[Sequence[int]],
    findings: Sequence[Finding],
    words: Words,
    near: Matrix,
    goals_of: Mapping[str, frozenset[str]],
) -> Matrix:
    """Return for every two groups how alike they are, 1.0 being enough to join them."""
    import numpy as np

    papers = {document: number for number, document in enumerate(dict.fromkeys(f.document_id for f in findings))}
    member = np.zeros((len(pools), words.matrix.shape[0]))
    printed = np.zeros((len(pools), len(papers)))
    answered = np.zeros(len(pools), dtype=int)
    place = np.zeros((len(pools), len(pools)))
    for number, members in enumerate(pools):
        for position in members:
            finding = findings[position]
            member[number, words.order[finding.id]] = 1.0
            printed[number, papers[finding.document_id]] = 1.0
            for goal in goals_of[finding.id]:
                member[number, words.order[goal]] = 1.0
                answered[number] = 1
        reach = near[list(members)].max(axis=0)
        place[number] = [reach[list(others)].max() for others in pools]
    shared = member @ words.matrix @ member.T
    own = np.sqrt(np.maximum(np.diag(shared), 1e-12))
    needed = np.array(NEEDED)[answered[:, None] + answered[None, :]]
    score = shared / own[:, None] / own[None, :] * place / needed
    if answered.any():
        score *= np.where(answered[:, None] + answered[None, :] == 0, _silence(pools, findings), 1.0)
    score[(place < Nearness.RESULTS) | (printed @ printed.T > 0)] = 0.0
    return np.asarray(np.triu(score, 1))


def _silence(pools: Sequence[Sequence[int]], findings: Sequence[Finding]) -> Matrix:
    """Return what the reports between every two groups leave of their likeness."""
    import numpy as np

    reports = {int(f.report_year) for f in findings}
    seen = [{int(findings[position].report_year) for position in members} for members in pools]
    apart = [[min(silent_years(a, b, reports) for a in one for b in other) for other in seen] for one in seen]
    return np.asarray(SILENCE ** np.array(apart, dtype=float))


def _near(findings: Sequence[Finding], nearness: Nearness) -> Matrix:
    """Return how near the items of every two findings are."""
    import numpy as np

    items = [(f.edition, f.item) for f in findings]
    kinds = {item: number for number, item in enumerate(dict.fromkeys(items))}
    table = np.array([[nearness.of(*one, *other) for other in kinds] for one in kinds])
    rows = [kinds[item] for item in items]
    return np.asarray(table[np.ix_(rows, rows)])
