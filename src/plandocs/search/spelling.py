"""What was meant: a better spelling for words of a query that the index does not have."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from functools import lru_cache
from itertools import islice

from plandocs.search.engine import GRAMS, WORDS
from plandocs.search.highlight import COMMON
from plandocs.search.slips import Frequency, mended
from plandocs.search.terms import QUESTIONS
from plandocs.thai.segment import Token
from plandocs.thai.terms import Analyzer, grams

#: Least similarity (0–100, normalised edit distance) of a word that is proposed.
_ALIKE = 70
_SHORTEST = 4
#: Most unknown words that are looked up.
_MOST = 3
_WORD = re.compile(r"[ก-๎]+|[A-Za-z]+")


def suggestion(text: str, analyzer: Analyzer, frequency: Frequency, own: Callable[[], Collection[str]] = tuple) -> str:
    """
    Return normalised query `text` with unknown words replaced by the nearest known ones, or an empty string.

    `frequency` tells in how many documents a term occurs; `own` gives words of the documents beyond the
    dictionary. A stretch of fragments around an unknown word is taken as one word, since the segmenter cuts what it
    does not know.
    """
    better = text
    for start, end in reversed(list(islice(_unknown(analyzer.segmenter.tokens(text), analyzer, frequency), _MOST))):
        word = _nearest(text[start:end], analyzer, frequency, own)
        if word:
            better = better[:start] + word + better[end:]
    return better if better != text else ""


def missing(text: str, analyzer: Analyzer, frequency: Frequency) -> tuple[str, ...]:
    """
    Return the words of normalised query `text` that no document has in any form, not even as letters of other words.

    Words that ask, and what is right but for a slip of the keyboard, are none.
    """
    tokens = analyzer.segmenter.tokens(mended(text, analyzer, frequency))
    words: list[list[Token]] = []
    for token in tokens:
        if _WORD.fullmatch(token.text) is None:
            continue
        joins = words and words[-1][-1].end == token.start and _is_fragment(token, analyzer)
        if joins and _is_fragment(words[-1][-1], analyzer):
            words[-1].append(token)  # the segmenter cuts what it does not know
        else:
            words.append([token])
    found = ("".join(token.text for token in word) for word in words if _is_nowhere(word, analyzer, frequency))
    return tuple(dict.fromkeys(found))


def _is_nowhere(word: list[Token], analyzer: Analyzer, frequency: Frequency) -> bool:
    text = "".join(token.text for token in word)
    terms = [term for token in word for term in analyzer.terms_of(token.text)]
    if text in QUESTIONS or text in COMMON or len(text) < (2 if text.isascii() else 3) or not terms:
        return False
    pieces = grams(analyzer.glossary.fold(text))
    if pieces and len(word) > 1:
        return not all(frequency(GRAMS, piece) for piece in pieces)
    return not any(frequency(WORDS, term) for term in terms) and not (
        pieces and not text.isascii() and all(frequency(GRAMS, piece) for piece in pieces)
    )


def _unknown(tokens: list[Token], analyzer: Analyzer, frequency: Frequency) -> Iterator[tuple[int, int]]:
    """Yield spans of words that do not occur, with the fragments beside them."""
    missing = [_is_missing(token, analyzer, frequency) for token in tokens]
    position = 0
    while position < len(tokens):
        if not missing[position]:
            position += 1
            continue
        first = last = position
        while first > 0 and _is_fragment(tokens[first - 1], analyzer):
            first -= 1
        while last + 1 < len(tokens) and (missing[last + 1] or _is_fragment(tokens[last + 1], analyzer)):
            last += 1
        start, end = tokens[first].start, tokens[last].end
        if end - start >= _SHORTEST:
            yield start, end
        position = last + 1


def _is_missing(token: Token, analyzer: Analyzer, frequency: Frequency) -> bool:
    """Return whether no document has a word; one of the dictionary may also be the letters of longer words."""
    terms = analyzer.terms_of(token.text)
    if not terms or _WORD.fullmatch(token.text) is None or frequency(WORDS, terms[0]):
        return False
    pieces = grams(token.text) if token.text in analyzer.segmenter.dictionary else []
    return not (pieces and all(frequency(GRAMS, piece) for piece in pieces))


def _is_fragment(token: Token, analyzer: Analyzer) -> bool:
    return _WORD.fullmatch(token.text) is not None and (
        len(token.text) <= 2 or token.text not in analyzer.segmenter.dictionary
    )


def _nearest(word: str, analyzer: Analyzer, frequency: Frequency, own: Callable[[], Collection[str]]) -> str:
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract

    # People seldom miss the first letter, and looking at all 60,000 words would take longer than the search.
    word = word.lower()
    near = (*_by_first(analyzer).get(word[0], ()), *(known for known in own() if known.startswith(word[0])))
    choices = [known for known in near if abs(len(known) - len(word)) <= 2]
    found = extract(word, choices, scorer=OSA.normalized_similarity, limit=8, score_cutoff=_ALIKE / 100)
    ranked = sorted(
        (
            (round(score, 2), frequency(WORDS, analyzer.terms_of(known)[0]), known)
            for known, score, _ in found
            if analyzer.terms_of(known)
        ),
        key=lambda item: (-item[0], -item[1], item[2]),
    )
    return next((known for _, holders, known in ranked if holders), "")


@lru_cache(maxsize=4)
def _by_first(analyzer: Analyzer) -> dict[str, list[str]]:
    known: dict[str, list[str]] = {}
    for word in sorted(analyzer.segmenter.dictionary):
        known.setdefault(word[0], []).append(word)
    return known
