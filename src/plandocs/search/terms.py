"""From a query to weighted terms of the index."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from plandocs.search.chips import said
from plandocs.search.engine import GRAMS, TITLE, WORDS, SearchEngine, Weighted
from plandocs.search.expand import expansions
from plandocs.search.query import Query
from plandocs.search.slips import mended
from plandocs.thai.terms import Analyzer, grams

#: Weight of a 4-gram beside a word: damaged queries want more, questions in good Thai less; see docs/search.md.
GRAM_WEIGHT = 0.4
#: Weight of what a word was expanded to: found, but behind what says the word itself.
EXPANSION_WEIGHT = 0.4
#: Weight of what a chip took, in whole documents only: a report of another year may speak of the year asked for.
TAKEN_WEIGHT = 0.3
#: Weight of the parts of a compound beside the whole: they find texts that write it apart.
PART_WEIGHT = 0.5
#: Weight of words in titles and headings, on top of their weight in the text.
TITLE_WEIGHT = 0.5
#: Weight of a piece of a word that no dictionary has: its 4-grams say the same, and pieces of two letters are in every
#: text.
FRAGMENT_WEIGHT = 0.5
#: Weight of a number: it is said in one way only, and no text about something else has it by chance.
NUMBER_WEIGHT = 2.0
#: Weight of what a slip of the keyboard was put right to: a good guess, but a guess.
MENDED_WEIGHT = 0.8
#: Words that ask: no text answers by having them.
QUESTIONS = frozenset([
    "ใคร", "อะไร", "ใด", "ใดบ้าง", "ไหน", "กี่", "บ้าง", "คนใด", "สิ่งใด", "ผู้ใด", "เท่าไร", "เท่าไหร่", "เท่าใด", "เมื่อไร",
    "เมื่อไหร่", "เมื่อใด", "ที่ไหน", "อย่างไร", "ยังไง", "ทำไม", "เพราะเหตุใด", "เพราะอะไร", "คือ", "คืออะไร", "หรือไม่", "มั้ย",
    "ไหม", "หรือเปล่า", "แค่ไหน", "เพียงใด", "ท่านใด",
])  # fmt: skip
#: Most distinct words and 4-grams looked for: a pasted page is searched by its rarest.
_MOST_WORDS, _MOST_GRAMS = 60, 60
#: Most 4-grams that passages of documents already found are told apart by.
FEWER_GRAMS = 24
#: Fewest letters of a word that the longest match may have hidden.
_SHORTEST = 3
#: Share of the passages that a word may be in and still tell them apart: looking for more common ones takes the time.
_TELLING = 0.25
#: Passages that a word may be in at any rate: looking for it takes no time worth saving.
_FEW = 2_000

_NUMBER = re.compile(r"\d[\d.,]*")
_THAI = re.compile(r"[ก-๎]+")
#: What the name of an act ends with; it stands everywhere.
_YEAR_OR_NUMBER = re.compile(r"\d|^[พค]\.ศ\.?$")

Frequency = Callable[[str, str], int]


@dataclass(frozen=True, slots=True)
class SearchTerms:
    """
    A query's terms with their weights.

    `asked` are the word terms of the query itself; `words` and `grams` include those of expansions and chips (for
    highlighting); `own` are those without expansions. `taken` are words that chips took out of the query.
    """

    weighted: tuple[Weighted, ...]
    asked: tuple[str, ...]
    words: frozenset[str]
    grams: frozenset[str]
    own: frozenset[str] = frozenset()
    taken: tuple[Weighted, ...] = ()


def analyse(query: Query, analyzer: Analyzer, frequency: Frequency | None = None) -> tuple[Query, SearchTerms]:
    """
    Return the query with its expansions, and the terms to look for.

    `frequency` tells how many documents hold a term: with it, slips of the keyboard are put right.
    """
    text = query.words if query.ranked is None else query.ranked or said(query.chips)
    tokens = analyzer.segmenter.tokens(text)
    found = expansions(text, tokens, analyzer.glossary, query.agency)
    text, cut = _without_questions(text, [token.text for token in tokens], analyzer)
    words, asked = _words(cut, analyzer)
    folded = analyzer.glossary.fold(text)
    pieces = {gram: times * GRAM_WEIGHT for gram, times in Counter(grams(folded)).items()}
    if frequency is not None:
        for term in _recut(cut, analyzer, frequency):
            words.setdefault(term, MENDED_WEIGHT)
        _mend(folded.lower(), words, pieces, analyzer, frequency)
    own = frozenset(words)
    for expansion in found:
        for also in expansion.also if expansion.applied else ():
            for term in _whole_words(also, analyzer):
                words[term] = max(words.get(term, 0.0), EXPANSION_WEIGHT)
    weighted = [Weighted(WORDS, term, weight) for term, weight in words.items()]
    weighted += [Weighted(TITLE, term, weight * TITLE_WEIGHT) for term, weight in words.items()]
    weighted += [Weighted(GRAMS, term, weight) for term, weight in pieces.items()]
    before = _words(analyzer.segmenter.words(query.words), analyzer)[0] if query.ranked else {}
    taken = before.keys() - words.keys()
    return replace(query, expansions=tuple(found)), SearchTerms(
        tuple(weighted),
        asked,
        frozenset(words) | taken,
        frozenset(pieces),
        own,
        tuple(Weighted(WORDS, term, TAKEN_WEIGHT) for term in sorted(taken)),
    )


def _mend(
    text: str, words: dict[str, float], pieces: dict[str, float], analyzer: Analyzer, frequency: Frequency
) -> None:
    """Add what `text` says once its slips are put right; the pieces of words that it no longer says count less."""
    better = mended(text, analyzer, frequency)
    if better == text:
        return
    said, _ = _words(analyzer.segmenter.words(better), analyzer)
    for term in words.keys() - said.keys():
        words[term] *= FRAGMENT_WEIGHT
    for term in said.keys() - words.keys():
        words[term] = said[term] * MENDED_WEIGHT
    for gram in grams(better):
        pieces.setdefault(gram, GRAM_WEIGHT * MENDED_WEIGHT)


def _recut(words: Sequence[str], analyzer: Analyzer, frequency: Frequency) -> Iterator[str]:
    """
    Yield the words of the index that two words side by side are, cut elsewhere, where no document has one of the two.

    The longest match takes เรียนออนไลน์ out of ร้องเรียนออนไลน์.
    """
    known = analyzer.segmenter.dictionary
    for one, other in pairwise(words):
        if one in known and other in known and not (frequency(WORDS, one) and frequency(WORDS, other)):
            both = one + other
            for place in range(_SHORTEST, len(both) - _SHORTEST + 1):
                pair = both[:place], both[place:]
                if known.issuperset(pair) and all(frequency(WORDS, word) for word in pair):
                    yield from pair


def _without_questions(text: str, words: list[str], analyzer: Analyzer) -> tuple[str, list[str]]:
    """Return `text` and its `words` without those that ask, unless there are no others."""
    if QUESTIONS.isdisjoint(words):
        return text, words
    kept = "".join(" " if word in QUESTIONS else word for word in words)
    return (kept, analyzer.segmenter.words(kept)) if kept.strip() else (text, words)


def _words(words: Iterable[str], analyzer: Analyzer) -> tuple[dict[str, float], tuple[str, ...]]:
    """Return the terms of `words` with their weights, as often as they are asked for, and the terms of whole words."""
    weights: dict[str, float] = {}
    asked: dict[str, None] = {}
    for token in words:
        terms = analyzer.terms_of(token)
        first = FRAGMENT_WEIGHT if _is_fragment(token, analyzer) else 1.0
        for number, term in enumerate(terms):
            weights[term] = weights.get(term, 0.0) + (PART_WEIGHT if number else first)
        if terms:
            asked[terms[0]] = None
    return {t: weight * (NUMBER_WEIGHT if _NUMBER.fullmatch(t) else 1.0) for t, weight in weights.items()}, tuple(asked)


def _is_fragment(token: str, analyzer: Analyzer) -> bool:
    return _THAI.fullmatch(token) is not None and (len(token) <= 2 or token not in analyzer.segmenter.dictionary)


def _whole_words(text: str, analyzer: Analyzer) -> list[str]:
    """Return the terms of an expansion without parts: กพร. finds its full name, not every text with พัฒนา in it."""
    found = (analyzer.terms_of(token) for token in analyzer.segmenter.words(text))
    return [terms[0] for terms in found if terms and not _YEAR_OR_NUMBER.search(terms[0])]


def limited(terms: Sequence[Weighted], frequency: Frequency) -> tuple[Weighted, ...]:
    """Return the terms worth looking for: of very many the rarest that occur; 4-grams the rarest first."""
    chosen: list[Weighted] = []
    for field, most in ((WORDS, _MOST_WORDS), (TITLE, _MOST_WORDS), (GRAMS, _MOST_GRAMS)):
        found = [term for term in terms if term.field == field]
        if len(found) > most or field == GRAMS:
            holders = {term.term: frequency(field, term.term) for term in found}
            occurring = [term for term in found if holders[term.term]]
            found = sorted(occurring, key=lambda term: (holders[term.term], term.term))[:most]
        chosen += found
    return tuple(chosen) or tuple(terms[:1])


def telling(terms: Sequence[Weighted], passages: SearchEngine) -> tuple[Weighted, ...]:
    """
    Return what passages of documents already found are told apart by, of `terms` as `limited` returns them.

    Those are the rarest 4-grams, and the words that not very many passages have, unless there are no others.
    """
    most = max(_FEW, _TELLING * passages.count())
    grams = [term for term in terms if term.field == GRAMS][:FEWER_GRAMS]
    words = [term for term in terms if term.field != GRAMS]
    return (*(t for t in words if passages.frequency(WORDS, t.term) <= most), *grams) or tuple(words)
