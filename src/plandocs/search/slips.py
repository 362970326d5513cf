"""Slips of the keyboard in a query, put right by what the index itself has."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from itertools import pairwise, permutations

from plandocs.search.engine import GRAMS, WORDS
from plandocs.thai.keyboard import PLAIN, SHIFTED
from plandocs.thai.terms import GRAM, Analyzer

#: Most slips of a query that are looked into: a pasted page is searched by what is right in it.
_MOST = 12
#: A slip touches this many 4-grams in a row; missing ones no further apart are those of one slip.
_REACH = GRAM - 1
_RUN = re.compile(r"[ก-ฮะ-ฺเ-ๅ็-๎]+|[a-z]+")
_EDGE = "|"
#: Keys as they lie, and letters taken for each other by ear or eye.
_KEYS = (PLAIN, SHIFTED, ("qwertyuiop", "asdfghjkl", "zxcvbnm"))
_ALIKE = (
    "ไใ", "ศษสซ", "ณน", "ฎด", "ฏต", "ญย", "ฬลร", "ธทฑฒถ", "ภพผ", "ฆคข", "ชฉ", "่้๊๋็์", "ิีึื", "ุู", "ัะา", "โอ", "เแ",
)  # fmt: skip

Frequency = Callable[[str, str], int]


def mended(text: str, analyzer: Analyzer, frequency: Frequency) -> str:
    """
    Return normalised lower-case `text` with slips put right, or `text` itself.

    Where 4-grams of a word are in no document, the letters there are tried in another order, with one more, one less
    or one other (of a key nearby or of the same sound or look). A try counts when the index has all its 4-grams and it
    makes fewer, better known words: what is well spelt and only missing from the index stays as it is.
    """
    left = _MOST

    def put_right(match: re.Match[str]) -> str:
        nonlocal left
        run = match[0]
        for first, last in reversed(_gaps(run, frequency)):
            if left:
                left -= 1
                run = _best(run, first, last, analyzer, frequency)
        return run

    return _RUN.sub(put_right, text)


def _gaps(run: str, frequency: Frequency) -> list[tuple[int, int]]:
    """Return the stretches of 4-grams (where the first and the last begin) that no document has."""
    found: list[tuple[int, int]] = []
    for place in range(len(run) - _REACH):
        if not frequency(GRAMS, run[place : place + GRAM]):
            if found and place - found[-1][1] <= _REACH:
                found[-1] = (found[-1][0], place)
            else:
                found.append((place, place))
    return found


def _best(run: str, first: int, last: int, analyzer: Analyzer, frequency: Frequency) -> str:
    best = (_strangeness(run, analyzer, frequency), 0, 0)
    chosen = run
    # One slip stands in all the 4-grams that it spoils; more of them than one can spoil are searched from end to end.
    place, stop = (max(first, last - 1), first + GRAM) if last - first <= GRAM else (first, last + GRAM)
    for kind, start, end, letters in _edits(run, place, stop, _between(analyzer)):
        if kind > best[1] and chosen != run and not best[0][0]:
            break  # every word is known: a likelier slip explains it all
        tried = run[:start] + letters + run[end:]
        holders = _holders(tried, start, start + (len(letters) or 1), frequency)
        if holders:
            value = (_strangeness(tried, analyzer, frequency), kind, -holders)
            if value < best and (chosen != run or value[0] < best[0]):
                best, chosen = value, tried
    return chosen


def _edits(run: str, first: int, last: int, between: Mapping[str, set[str]]) -> Iterator[tuple[int, int, int, str]]:
    """Yield (how unlikely, start, end, letters instead) of slips in `run[first:last]`, those of letters kept first."""
    framed = _EDGE + run + _EDGE
    last = min(last, len(run))
    for place in range(first, min(last, len(run) - 1)):
        if run[place] != run[place + 1]:
            yield 0, place, place + 2, run[place + 1] + run[place]
    for place in range(first, last + 1):
        for letter in between.get(framed[place] + framed[place + 1], ()):
            yield 1, place, place, letter
    near = _near()
    for place in range(first, last):
        before, letter, after = framed[place], framed[place + 1], framed[place + 2]
        if letter in (before, after) or not near[letter].isdisjoint((before, after)):
            yield 1, place, place + 1, ""
        for other in between.get(before + after, set()) & near[letter]:
            yield 2, place, place + 1, other


def _holders(run: str, start: int, end: int, frequency: Frequency) -> int:
    """Return how many documents have the rarest of the 4-grams that touch `run[start:end]`; 0 where there are none."""
    least = 0
    places = range(max(0, start - _REACH), min(end, len(run) - _REACH))
    for place in (*places[1:], *places[:1]):  # what stands across the letters is missing most often
        holders = frequency(GRAMS, run[place : place + GRAM])
        if not holders:
            return 0
        least = min(least or holders, holders)
    return least


def _strangeness(run: str, analyzer: Analyzer, frequency: Frequency) -> tuple[int, int]:
    """Return how many letters are in no known word, and the number of words."""
    words = analyzer.segmenter.words(run)
    return sum(len(word) for word in words if not _is_known(word, analyzer, frequency)), len(words)


def _is_known(word: str, analyzer: Analyzer, frequency: Frequency) -> bool:
    if word.isascii():
        return frequency(WORDS, word) > 0
    return len(word) > 1 and word in analyzer.segmenter.dictionary


@lru_cache(maxsize=4)
def _between(analyzer: Analyzer) -> dict[str, set[str]]:
    """Return which letters stand between two others, or at an edge, in words of the dictionary."""
    threes = {
        framed[place : place + 3]
        for framed in (f"{_EDGE}{word}{_EDGE}" for word in analyzer.segmenter.dictionary)
        for place in range(len(framed) - 2)
    }
    found: defaultdict[str, set[str]] = defaultdict(set)
    for three in threes:
        found[three[0] + three[2]].add(three[1])
    return dict(found)


@lru_cache(maxsize=1)
def _near() -> defaultdict[str, set[str]]:
    """Return the letters that one may be typed for: keys beside it, above and below, its shift, its sound."""
    pairs = [pair for group in _ALIKE for pair in permutations(group, 2)]
    for rows in _KEYS:
        pairs += [pair for row in rows for pair in pairwise(row)]
        pairs += [pair for upper, lower in pairwise(rows) for pair in zip(upper, lower, strict=False)]
    pairs += [pair for plain, shifted in zip(*_KEYS[:2], strict=True) for pair in zip(plain, shifted, strict=True)]
    near: defaultdict[str, set[str]] = defaultdict(set)
    for one, other in pairs:
        near[one].add(other)
        near[other].add(one)
    return near
