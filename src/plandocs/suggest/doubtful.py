"""Pairs of findings of which a planner should say whether they are one weakness: likeness alone does not tell."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from plandocs.model.plan import DoubtfulPair, Theme
from plandocs.suggest.answers import Answers, answered
from plandocs.suggest.decisions import ThemeDecision
from plandocs.suggest.joint import surely
from plandocs.suggest.lineage import Lineage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.floating]

#: Weaknesses in a report from which a finding's match there is as often another matter as the same one.
MANY = 20.0
#: How much of the doubt about two findings that were joined the highest likeness takes away.
TOLD = 0.5
#: How often two findings that were parted are one weakness, as a share of their likeness; none is from so far apart.
PARTED_WRONGLY, FAR = 0.65, 0.1
#: So many questions are asked at once.
MOST = 30


@dataclass(frozen=True, slots=True)
class _Question:
    one: int
    other: int
    joined: bool
    alike: float
    decides: int


def doubtful(
    lineage: Lineage, themes: Sequence[Theme], decisions: Iterable[ThemeDecision], *, most: int = MOST
) -> tuple[DoubtfulPair, ...]:
    """
    Return the pairs that a planner should look at, the most useful first.

    An answer is the more useful, the less sure the grouping is there and the more pairs follow from it. Of a theme
    those links are asked that hold it together, between two themes the nearest pair. What a plan's measure ties
    together, and what planners merged, split or answered, is not asked.
    """
    place = {finding.id: number for number, finding in enumerate(lineage.findings)}
    told = answered(tuple(decisions), place)
    cells = _cells(themes, lineage.grouped(told), place)
    alike = _compared(lineage)
    questions = [*_inside(cells, alike, lineage, told, place), *_between(cells, alike, told, place)]
    papers = Counter(finding.document_id for finding in lineage.findings)
    named = [papers[finding.document_id] for finding in lineage.findings]
    worth = [(_doubt(q, named) * math.sqrt(q.decides), q) for q in questions]
    worth.sort(key=lambda row: (-row[0], row[1].one, row[1].other))
    ids = [finding.id for finding in lineage.findings]
    return tuple(DoubtfulPair(ids[q.one], ids[q.other], q.joined, round(value, 4)) for value, q in worth[:most])


@dataclass(frozen=True, slots=True)
class _Cell:
    """Findings that both the grouping and the planners hold together."""

    theme: int
    group: int
    members: tuple[int, ...]


def _cells(themes: Sequence[Theme], groups: Sequence[Sequence[int]], place: Mapping[str, int]) -> list[_Cell]:
    home = {position: number for number, members in enumerate(groups) for position in members}
    found: dict[tuple[int, int], list[int]] = {}
    for number, theme in enumerate(themes):
        for position in sorted(place[f] for f in theme.findings if f in place):
            found.setdefault((number, home[position]), []).append(position)
    return [_Cell(theme, group, tuple(members)) for (theme, group), members in found.items()]


def _compared(lineage: Lineage) -> Matrix:
    """Return the likeness of every two findings; what one report names twice is not asked about."""
    import numpy as np

    papers = np.array([f.document_id for f in lineage.findings])
    return np.where(papers[:, None] == papers[None, :], 0.0, lineage.alike)


def _inside(
    cells: Sequence[_Cell], alike: Matrix, lineage: Lineage, told: Answers, place: Mapping[str, int]
) -> Iterator[_Question]:
    """Yield the links that hold each theme together, those answered or tied by a plan's measure left out."""
    measures = surely(lineage.findings, lineage.links)
    one = {place[f]: number for number, members in enumerate(told.together) for f in members}
    for cell in cells:
        for a, b, decides in _tree(cell.members, alike, one):
            if alike[a, b] > 0 and not measures[a] & measures[b]:
                yield _Question(a, b, True, float(alike[a, b]), decides)


def _tree(members: Sequence[int], alike: Matrix, one: Mapping[int, int]) -> Iterator[tuple[int, int, int]]:
    """
    Yield the strongest links that join `members`, each with the number of pairs it joins.

    Members of `one` set were said to be one weakness.
    """
    parts = {member: [member] for member in members}
    pairs = [(a, b) for number, a in enumerate(members) for b in members[number + 1 :]]
    said = {(a, b): one.get(a, -1) == one.get(b, -2) for a, b in pairs}
    for a, b in sorted(pairs, key=lambda pair: (not said[pair], -alike[pair], pair)):
        if parts[a] is not parts[b]:
            if not said[a, b]:
                yield a, b, len(parts[a]) * len(parts[b])
            parts[a] += parts[b]
            parts.update(dict.fromkeys(parts[b], parts[a]))


def _between(cells: Sequence[_Cell], alike: Matrix, told: Answers, place: Mapping[str, int]) -> Iterator[_Question]:
    """Yield the nearest pair of every two themes that may be one."""
    import numpy as np

    if len(cells) < 2:
        return
    order = [position for cell in cells for position in cell.members]
    starts = np.cumsum([0, *(len(cell.members) for cell in cells[:-1])])
    best = np.maximum.reduceat(np.maximum.reduceat(alike[order], starts, axis=0)[:, order], starts, axis=1)
    at = {position: number for number, cell in enumerate(cells) for position in cell.members}
    for one, other in told.apart:
        best[[at[place[one]], at[place[other]]], [at[place[other]], at[place[one]]]] = 0.0
    for row, column in np.argwhere(np.triu(best, 1) > FAR):
        mine, theirs = cells[row], cells[column]
        if mine.theme == theirs.theme or mine.group == theirs.group:
            continue  # planners merged or split them
        part = alike[np.ix_(mine.members, theirs.members)]
        a, b = np.unravel_index(int(part.argmax()), part.shape)
        one, other = sorted((mine.members[a], theirs.members[b]))
        yield _Question(one, other, False, float(part.max() + part.mean()) / 2, part.size)


def _doubt(question: _Question, named: Sequence[int]) -> float:
    """Return how likely the grouping is wrong: the more a report names, the more of it only looks the same."""
    if not question.joined:
        return PARTED_WRONGLY * question.alike
    many = math.sqrt(named[question.one] * named[question.other])
    return (1 - TOLD * min(1.0, question.alike)) * many / (many + MANY)
