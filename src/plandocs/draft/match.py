"""
Which unit of the returned text is which unit of the draft, by text and order alone.

A unit is a paragraph, or a whole table row. Units with the same unique text are paired first; between them the rest
is aligned in order by likeness (Needleman and Wunsch 1970); what is left over is compared with everything else that
is left over and counts as moved. The limits come from a measurement on 29 real goal texts with random word edits:
different goals are at most 54 % alike, a goal with half its words changed 75 % (median).
"""

from __future__ import annotations

import functools
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from plandocs.draft.digits import to_arabic

#: Likeness (0–100) from which two texts are the same one edited, and from which they may be.
SAME = 55.0
DOUBTFUL = 45.0
#: How much less like every rival must be.
MARGIN = 12.0
#: Largest table of likenesses that is worth filling; a longer gap is aligned by equal texts only.
_CELLS = 600_000
_LEFT_OVER = 4_000_000


@dataclass(frozen=True, slots=True)
class Pair:
    """
    Draft unit `old` is unit `new` of the returned text; `score` is their likeness, `moved` whether the order changed.

    `sure` is false when another unit would do nearly as well.
    """

    old: int
    new: int
    score: float
    moved: bool = False
    sure: bool = True


@functools.lru_cache(maxsize=60_000)
def key(text: str) -> str:
    """Return `text` as it is compared: Arabic digits, no space."""
    return "".join(to_arabic(text).split())


def likeness(one: str, two: str) -> float:
    """Return how alike two texts are, 0–100, digits and spaces aside."""
    from rapidfuzz import fuzz

    return float(fuzz.ratio(key(one), key(two)))


def align(old: Sequence[str], new: Sequence[str], fixed: Sequence[tuple[int, int]] = ()) -> list[Pair]:
    """
    Return the pairs of units, at most one for each unit, in the order of `old`.

    `fixed` are pairs known from anchors; they are kept, and those in the same order on both sides hold the rest in
    place.
    """
    keys_old, keys_new = [key(text) for text in old], [key(text) for text in new]
    known = dict(fixed)
    taken = set(known.values())
    for one, two in _unique(keys_old, keys_new):
        if one not in known and two not in taken:
            known[one] = two
            taken.add(two)
    chain = longest_rising(sorted(known.items()))
    pairs = {
        one: Pair(one, two, _score(keys_old[one], keys_new[two]), (one, two) not in chain) for one, two in known.items()
    }
    spine = [(-1, -1), *sorted(chain), (len(old), len(new))]
    for (a, b), (c, d) in pairwise(spine):
        rows = [n for n in range(a + 1, c) if n not in known]
        columns = [n for n in range(b + 1, d) if n not in taken]
        quiet = len(rows) == c - a - 1 and len(columns) == d - b - 1
        for pair in _gap(rows, columns, keys_old, keys_new):
            certain = pair.score == 100.0 or (quiet and len(rows) == len(columns))
            pairs[pair.old] = pair if certain else replace(pair, sure=False)
    used = {pair.new for pair in pairs.values()}
    rest_old = [n for n in range(len(old)) if n not in pairs and keys_old[n]]
    rest_new = [n for n in range(len(new)) if n not in used and keys_new[n]]
    for pair in _left_over(rest_old, rest_new, keys_old, keys_new):
        pairs[pair.old] = pair
    _judge(pairs, keys_old, keys_new)
    return [pairs[n] for n in sorted(pairs)]


def _judge(pairs: dict[int, Pair], old: Sequence[str], new: Sequence[str]) -> None:
    """Make sure of doubtful pairs without a rival: no other changed or lost unit of the draft is nearly as like."""
    from rapidfuzz import fuzz, process

    doubtful = [pair for pair in pairs.values() if not pair.sure and pair.score >= SAME]
    rivals = [n for n, text in enumerate(old) if text and (n not in pairs or pairs[n].score < 100.0)]
    if not doubtful or len(doubtful) * len(rivals) > _LEFT_OVER:
        return
    table = process.cdist([new[pair.new] for pair in doubtful], [old[n] for n in rivals], scorer=fuzz.ratio)
    for pair, line in zip(doubtful, table.tolist(), strict=True):
        others = [score for n, score in zip(rivals, line, strict=True) if n != pair.old]
        if max(others, default=0.0) < pair.score - MARGIN:
            pairs[pair.old] = replace(pair, sure=True)


def _score(one: str, two: str) -> float:
    from rapidfuzz import fuzz

    return 100.0 if one == two else float(fuzz.ratio(one, two))


def _unique(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Return pairs of units whose text occurs exactly once on both sides."""
    count_old, count_new = Counter(old), Counter(new)
    where = {text: n for n, text in enumerate(new) if count_new[text] == 1}
    return [(n, where[text]) for n, text in enumerate(old) if text and count_old[text] == 1 and text in where]


def longest_rising(pairs: Sequence[tuple[int, int]]) -> set[tuple[int, int]]:
    """Return the longest sequence of pairs that rises on both sides (the units that kept their order)."""
    tails: list[int] = []
    tail_index: list[int] = []
    before: list[int] = []
    for index, (_, value) in enumerate(pairs):
        position = bisect_left(tails, value)
        before.append(tail_index[position - 1] if position else -1)
        if position == len(tails):
            tails.append(value)
            tail_index.append(index)
        else:
            tails[position], tail_index[position] = value, index
    out = set()
    index = tail_index[-1] if tail_index else -1
    while index >= 0:
        out.add(pairs[index])
        index = before[index]
    return out


def _gap(rows: Sequence[int], columns: Sequence[int], old: Sequence[str], new: Sequence[str]) -> list[Pair]:
    """Align the units between two fixed ones: equal starts and ends first, the middle by likeness in order."""
    pairs = []
    rows, columns = list(rows), list(columns)
    while rows and columns and old[rows[0]] == new[columns[0]]:
        pairs.append(Pair(rows.pop(0), columns.pop(0), 100.0))
    while rows and columns and old[rows[-1]] == new[columns[-1]]:
        pairs.append(Pair(rows.pop(), columns.pop(), 100.0))
    if not rows or not columns:
        return pairs
    if len(rows) * len(columns) > _CELLS:
        return pairs + _equal_in_order(rows, columns, old, new)
    return pairs + _best_path(rows, columns, old, new)


def _equal_in_order(rows: Sequence[int], columns: Sequence[int], old: Sequence[str], new: Sequence[str]) -> list[Pair]:
    """Pair equal texts of a long gap greedily in order."""
    places: dict[str, list[int]] = {}
    for position, column in enumerate(columns):
        places.setdefault(new[column], []).append(position)
    last, out = -1, []
    for row in rows:
        later = places.get(old[row], [])
        spot = bisect_left(later, last + 1)
        if spot < len(later):
            last = later[spot]
            out.append(Pair(row, columns[last], 100.0))
    return out


def _best_path(rows: Sequence[int], columns: Sequence[int], old: Sequence[str], new: Sequence[str]) -> list[Pair]:
    """Return the alignment in order with the greatest sum of likeness above the doubtful limit."""
    from rapidfuzz import fuzz, process

    table = process.cdist([old[r] for r in rows], [new[c] for c in columns], scorer=fuzz.ratio).tolist()
    height, width = len(rows), len(columns)
    best = [[0.0] * (width + 1) for _ in range(height + 1)]
    for i in range(1, height + 1):
        above, here, scores = best[i - 1], best[i], table[i - 1]
        for j in range(1, width + 1):
            gain = scores[j - 1] - DOUBTFUL + 10.0
            here[j] = max(above[j], here[j - 1], above[j - 1] + gain if gain > 0 else 0.0)
    out = []
    i, j = height, width
    while i and j:
        gain = table[i - 1][j - 1] - DOUBTFUL + 10.0
        if gain > 0 and best[i][j] == best[i - 1][j - 1] + gain:
            out.append(Pair(rows[i - 1], columns[j - 1], table[i - 1][j - 1]))
            i, j = i - 1, j - 1
        elif best[i][j] == best[i - 1][j]:
            i -= 1
        else:
            j -= 1
    return out + _one_to_one(rows, columns, out, old, new)


def _one_to_one(
    rows: Sequence[int], columns: Sequence[int], pairs: Sequence[Pair], old: Sequence[str], new: Sequence[str]
) -> list[Pair]:
    """Pair units that stand alone between two pairs on both sides, however much was rewritten."""
    done = {pair.old: pair.new for pair in pairs}
    spine = [(-1, -1), *((rows.index(a), columns.index(b)) for a, b in sorted(done.items())), (len(rows), len(columns))]
    out = []
    for (a, b), (c, d) in pairwise(spine):
        if c - a == 2 and d - b == 2:
            one, two = rows[a + 1], columns[b + 1]
            if old[one] and new[two]:
                out.append(Pair(one, two, _score(old[one], new[two])))
    return out


def _left_over(rows: Sequence[int], columns: Sequence[int], old: Sequence[str], new: Sequence[str]) -> list[Pair]:
    """Pair what is left by likeness alone, the best first; a second candidate almost as good makes none certain."""
    from rapidfuzz import fuzz, process

    if not rows or not columns or len(rows) * len(columns) > _LEFT_OVER:
        return []
    table = process.cdist(
        [old[r] for r in rows], [new[c] for c in columns], scorer=fuzz.ratio, score_cutoff=SAME
    ).tolist()
    found = sorted(
        ((score, i, j) for i, line in enumerate(table) for j, score in enumerate(line) if score),
        key=lambda one: -one[0],
    )
    used_i: set[int] = set()
    used_j: set[int] = set()
    out = []
    for score, i, j in found:
        if i in used_i or j in used_j:
            continue
        used_i.add(i)
        used_j.add(j)
        out.append(Pair(rows[i], columns[j], score, moved=True, sure=score == 100.0))
    return out


def carried(before: str, start: int, end: int, after: str) -> tuple[str, bool]:
    """
    Return what became of ``before[start:end]`` in the edited line `after`, and whether the words around it confirm it.

    >>> carried("ผู้รับผิดชอบ ศทส. ทุกไตรมาส", 13, 17, "ผู้รับผิดชอบ กยผ. ทุกไตรมาส")
    ('กยผ.', True)
    """
    head, tail = before[:start], before[end:]
    if after.startswith(head) and after.endswith(tail) and len(after) >= len(head) + len(tail):
        return after[len(head) : len(after) - len(tail)], True
    from rapidfuzz.distance import Indel

    left, right = 0, len(after)
    for operation in Indel.opcodes(before, after):
        if operation.tag != "equal":
            continue
        if operation.src_start < start:
            left = operation.dest_start + min(start, operation.src_end) - operation.src_start
        if operation.src_end > end:
            right = operation.dest_start + max(end, operation.src_start) - operation.src_start
            break
    if left >= right:
        return "", False
    fits_left = before[max(0, start - 3) : start] == after[max(0, left - 3) : left] if start else left == 0
    fits_right = before[end : end + 3] == after[right : right + 3] if end < len(before) else right == len(after)
    return after[left:right], fits_left and fits_right
