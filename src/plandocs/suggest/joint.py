"""The likeness of every two findings: by words and items, and by the measures of the plans that answer them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from plandocs.model.finding import Finding
from plandocs.suggest.links import Link
from plandocs.suggest.measures import Series
from plandocs.suggest.pools import SILENCE, silent_years

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.floating]

#: Two findings of one report and item are rarely the same weakness; of one report seldom.
SAME_PLACE, SAME_REPORT = 0.45, 0.85
#: Likeness of two findings that one measure answers, at full strength of both links; and of what its goals say with
#: that of a finding that no plan answers.
ONE_MEASURE, SPOKEN = 0.97, 0.8
#: What is left of the likeness of findings that different measures answer.
OTHER_MEASURE = 0.35
#: And of those that measures of different years' plans answer; share of the likeness of the goals that they inherit.
LATER_MEASURE, GOALS_ALIKE = 0.9, 0.7
#: From here on a link says what a finding is about; below, it is only a hint.
SURE = 0.7

Links = Mapping[str, Mapping[int, Link]]


def joint(
    findings: Sequence[Finding],
    matrix: Matrix,
    order: Mapping[str, int],
    series: Sequence[Series],
    links: Links,
    factor: Matrix,
) -> Matrix:
    """
    Return the likeness of every two findings, plans considered.

    `matrix` is the likeness of all texts, with the row of each id in `order`, `factor` what is left of that of every
    two findings.
    """
    import numpy as np

    rows = [order[f.id] for f in findings]
    alike = matrix[np.ix_(rows, rows)] * factor
    inside: dict[int, list[tuple[int, float]]] = {}
    for number, finding in enumerate(findings):
        for key, link in links.get(finding.id, {}).items():
            inside.setdefault(key, []).append((number, link.strength))
    alone = np.array([number for number, f in enumerate(findings) if not links.get(f.id)], dtype=np.intp)
    for row in series:
        if row.key in inside:
            # What a goal says about a weakness is short and to the point: it stands for the findings it answers.
            columns = [order[goal.id] for goal in row.goals]
            spoken = matrix[np.ix_([rows[number] for number in alone], columns)].max(axis=1)
            _answered(alike, inside[row.key], alone, spoken, factor)
    goals = {row.key: [order[goal.id] for goal in row.goals] for row in series}
    years = {row.key: {int(goal.plan_year) for goal in row.goals} for row in series}
    return _apart(alike, surely(findings, links), goals, years, matrix, factor)


def surely(findings: Sequence[Finding], links: Links) -> list[frozenset[int]]:
    """Return the measures that surely answer each finding."""
    return [frozenset(key for key, link in links.get(f.id, {}).items() if link.strength >= SURE) for f in findings]


def one_report(findings: Sequence[Finding]) -> Matrix:
    """Return what is left of the likeness of every two findings when one report names both."""
    import numpy as np

    papers, items = _numbers([f.document_id for f in findings]), _numbers([f.item for f in findings])
    paper, item = papers[:, None] == papers, items[:, None] == items
    left = np.where(paper, np.where(item, SAME_PLACE, SAME_REPORT), 1.0)
    np.fill_diagonal(left, 1.0)
    return left


def unheard(findings: Sequence[Finding], answered: Sequence[bool]) -> Matrix:
    """Return what reports between them that are silent leave of the likeness of two findings that no plan answers."""
    import numpy as np

    when = [int(f.report_year) for f in findings]
    years = sorted(set(when))
    kept = np.array([[SILENCE ** silent_years(a, b, years) for b in years] for a in years])
    where = np.searchsorted(years, when)
    heard = np.array(answered, dtype=bool)
    papers = _numbers([f.document_id for f in findings])
    if not heard.any():  # only where plans are known does a weakness without goal tell anything
        return np.ones((len(findings), len(findings)))
    silent = ~(heard[:, None] | heard | (papers[:, None] == papers))
    return np.where(silent, kept[np.ix_(where, where)], 1.0)


def _numbers(names: Sequence[str]) -> NDArray[np.intp]:
    import numpy as np

    known = {name: number for number, name in enumerate(dict.fromkeys(names))}
    return np.array([known[name] for name in names], dtype=np.intp)


def _answered(
    alike: Matrix, inside: Sequence[tuple[int, float]], alone: NDArray[np.intp], spoken: Matrix, factor: Matrix
) -> None:
    """Raise the likeness of what one measure answers, among each other and with what no plan answers."""
    import numpy as np

    members = np.array([number for number, _ in inside], dtype=np.intp)
    roots = np.array([strength**0.5 for _, strength in inside])
    worth = ONE_MEASURE * np.minimum.outer(roots, roots)
    np.fill_diagonal(worth, -np.inf)  # a finding is as like itself as its words are
    place = np.ix_(members, members)
    alike[place] = np.maximum(alike[place], worth)
    beside = np.ix_(members, alone)
    raised = np.maximum(alike[beside], SPOKEN * spoken * factor[beside])
    alike[beside] = raised
    alike[np.ix_(alone, members)] = raised.T


def _apart(
    alike: Matrix,
    sure: Sequence[frozenset[int]],
    goals: Mapping[int, Sequence[int]],
    years: Mapping[int, set[int]],
    matrix: Matrix,
    factor: Matrix,
) -> Matrix:
    """
    Return the likeness, less where one plan answers two findings by two measures.

    Plans of different years may try another measure for the same weakness: then their goals tell whether it is.
    """
    import numpy as np

    kinds = {keys: number for number, keys in enumerate(dict.fromkeys(keys for keys in sure if keys))}
    if len(kinds) < 2:
        return alike
    measures = _marks(kinds, {key: number for number, key in enumerate(goals)})
    plans = [{year for key in keys for year in years[key]} for keys in kinds]
    printed = _marks(plans, {year: number for number, year in enumerate(sorted(set().union(*plans)))})
    shared, together = measures @ measures.T > 0, printed @ printed.T > 0
    texts = [row for keys in kinds for key in keys for row in goals[key]]
    starts = np.cumsum([0, *(sum(len(goals[key]) for key in keys) for keys in kinds)])[:-1]
    by_row = np.maximum.reduceat(matrix[texts], starts, axis=0)
    near_goals = np.maximum.reduceat(by_row[:, texts], starts, axis=1)
    rows = np.array([number for number, keys in enumerate(sure) if keys], dtype=np.intp)
    kind = np.array([kinds[sure[number]] for number in rows], dtype=np.intp)
    place, pair = np.ix_(rows, rows), np.ix_(kind, kind)
    value = alike[place]
    later = np.maximum(value * LATER_MEASURE, GOALS_ALIKE * near_goals[pair] * factor[place])
    told = np.where(together[pair], value * OTHER_MEASURE, later)
    alike[place] = np.where(shared[pair], value, told)
    return alike


def _marks(rows: Collection[Iterable[int]], columns: Mapping[int, int]) -> Matrix:
    """Return one row for each set of numbers, 1 in the columns of its members."""
    import numpy as np

    table = np.zeros((len(rows), len(columns)))
    for number, members in enumerate(rows):
        table[number, [columns[member] for member in members]] = 1.0
    return table
