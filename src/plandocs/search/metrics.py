"""Measures of a ranking, as trec_eval and ir-measures define them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence


def ndcg(ranking: Sequence[str], grades: Mapping[str, int], depth: int = 10) -> float:
    """
    Return nDCG at `depth` with exponential gain, 2^grade − 1; unjudged documents count as 0.

    The ideal ranking is that of all judged documents (Burges et al. 2005; `nDCG(dcg="exp-log2")` in ir-measures).

    >>> round(ndcg(["b", "a"], {"a": 2, "b": 1}), 4)
    0.7967
    """
    ideal = _dcg(sorted(grades.values(), reverse=True)[:depth])
    return _dcg([grades.get(document, 0) for document in ranking[:depth]]) / ideal if ideal else 0.0


def reciprocal_rank(ranking: Sequence[str], grades: Mapping[str, int], depth: int = 10) -> float:
    """
    Return 1 / rank of the first relevant document (grade 1 or more) within `depth`, else 0.

    >>> reciprocal_rank(["x", "a"], {"a": 1})
    0.5
    """
    ranks = (n for n, document in enumerate(ranking[:depth], 1) if grades.get(document, 0) > 0)
    return 1 / next(ranks, math.inf)


def recall(ranking: Sequence[str], grades: Mapping[str, int], depth: int) -> float:
    """
    Return the share of relevant documents that stand within `depth`.

    >>> recall(["a", "x"], {"a": 1, "b": 3, "c": 0}, 10)
    0.5
    """
    relevant = {document for document, grade in grades.items() if grade > 0}
    return len(relevant.intersection(ranking[:depth])) / len(relevant) if relevant else 0.0


def percentile(values: Sequence[float], share: float) -> float:
    """
    Return the value below which `share` of the values lie (nearest rank).

    >>> percentile([4.0, 1.0, 3.0, 2.0], 0.5)
    2.0
    """
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)] if ordered else 0.0


def _dcg(grades: Sequence[int]) -> float:
    return sum(((1 << max(0, grade)) - 1) / math.log2(rank + 1) for rank, grade in enumerate(grades, 1))
