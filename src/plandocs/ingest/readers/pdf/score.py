"""How Thai a text is: share of words outside the dictionary, and whether whole classes of marks are missing."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Callable

from plandocs.thai.segment import default_segmenter

_THAI_WORD = re.compile("[\u0e01-\u0e2e]")
_RUN = re.compile("[\u0e01-\u0e2e\u0e30-\u0e3a\u0e40-\u0e45\u0e47-\u0e4e]+")
_THAI_LETTERS = frozenset(
    map(chr, (*range(0xE01, 0xE2F), *range(0xE30, 0xE3B), *range(0xE40, 0xE46), *range(0xE47, 0xE4F)))
)
_OTHER, _KNOWN, _UNKNOWN = range(3)
#: Letters of a page that are judged first, and the share of unknown words up to which that is enough.
_SAMPLE = 400
_CLEAN = 0.04
#: Share of all Thai characters in ordinary official prose; a mark that (nearly) never occurs in a long text
#: was lost.
_EXPECTED = {"ั": 0.034, "ิ": 0.024, "ี": 0.022, "ุ": 0.010, "ู": 0.006, "่": 0.036, "้": 0.030, "ำ": 0.011}


#: Marks that should stand on a page this often, and how many of them must be missing.
_OFTEN, _CLASSES = 8, 3
#: The same words again and again prove no more than this many times.
_TIMES = 3
#: From so many signs on, with hardly any Thai among them, a text is judged by the signs themselves.
_JUDGED, _SOME_THAI = 100, 0.1
#: Signs that no prose, form or table is full of, and Latin words.
_ODD = re.compile("[!\"#$&'*+;<=>?@\\[\\]\\\\^`{|}~\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd\ue000-\uf8ff]")
_LATIN_WORD = re.compile(r"(?<![A-Za-z0-9])[a-z]{3,}|(?<![A-Za-z0-9])[A-Z][a-z]{2,}")
_VOWEL = re.compile("[aeiouyAEIOUY]")
_MOSTLY_ODD, _FEW_WORDS, _VOICELESS = 0.12, 0.35, 0.4


@functools.cache
def _dictionary() -> tuple[Callable[[str], list[str]], frozenset[str]]:
    """The word cutter and its words."""
    segmenter = default_segmenter()
    return segmenter.words, segmenter.dictionary


def tokens(text: str) -> list[str]:
    """Return the words of a text, in order."""
    return _dictionary()[0](text)


def simple_word(word: str) -> str:
    """Return the first simple word of a compound, where layout programs may break a line."""
    parts = default_segmenter().parts(word) if len(word) > 12 else ()
    return parts[0] if parts else word


def unknown_share(text: str) -> tuple[float, int]:
    """
    Return the share of Thai words outside the dictionary (0–1) and the number of Thai words.

    Names and new words make 2–3 % of clean prose unknown; lost or displaced marks raise it at once.
    """
    kinds = list(map(_kind, _dictionary()[0](text)))
    unknown = kinds.count(_UNKNOWN)
    total = kinds.count(_KNOWN) + unknown
    return (unknown / total if total else 0.0), total


@functools.lru_cache(maxsize=1 << 14)
def _kind(word: str) -> int:
    """Whether a word is Thai, and known; texts say the same words again and again."""
    if word in _dictionary()[1]:
        if word[0] not in _THAI_LETTERS:
            return _OTHER
        # A mark that stands alone belongs to no word: something was torn apart.
        return _KNOWN if _THAI_WORD.search(word) else _UNKNOWN
    return _UNKNOWN if _RUN.fullmatch(word) else _OTHER


def sampled_share(text: str) -> tuple[float, int]:
    """
    Return what `unknown_share` returns, judged by a few lines of a long text when these are clean.

    Damage by fonts is everywhere on a page; the number of words is that of the whole text, by its length.
    """
    if len(text) < 2 * _SAMPLE:
        return unknown_share(text)
    middle = text.find("\n", len(text) // 2) + 1
    sample = text[: text.find("\n", _SAMPLE // 2) + 1] + text[middle : middle + _SAMPLE // 2].rpartition("\n")[0]
    share, count = unknown_share(sample)
    if share > _CLEAN or count < _SAMPLE // 40:
        return unknown_share(text)
    return share, count * len(text) // len(sample)


def lost_marks(text: str) -> tuple[str, ...]:
    """
    Return the marks that must have been lost: expected often in a text of this length, found hardly ever.

    >>> lost_marks("แผน")
    ()
    """
    said = _said(text)
    lost = []
    for mark, share in _EXPECTED.items():
        expected = share * len(said)
        if expected >= 20 and said.count(mark) < 0.1 * expected:
            lost.append(mark)
    return tuple(lost)


def _said(text: str) -> str:
    """The Thai of a text, each stretch of it a few times at most: a form filled in fifty times has the words of one."""
    return "".join(stretch * min(times, _TIMES) for stretch, times in Counter(_RUN.findall(text)).items())


def marks_gone(text: str) -> bool:
    """
    Return whether several classes of marks are missing altogether from one page.

    A page has too few letters to judge one mark by; that three are nowhere on it cannot be chance.
    """
    if sum(mark not in text for mark in _EXPECTED) < _CLASSES:
        return False
    letters = len(_said(text))
    return sum(share * letters >= _OFTEN and mark not in text for mark, share in _EXPECTED.items()) >= _CLASSES


def garbled(text: str) -> bool:
    """
    Return whether a text is signs without sense: glyph numbers of a font that says no letters, or letters exchanged.

    Thai that lost its marks is told by `lost_marks` and `unknown_share`; here no Thai is left to judge by.

    >>> garbled("8 -9 *: 9 ( / ; <=>?@<=>= A., $ -+ 9$ $ % #(, 5 B <=>= % B & #B ) + 5$-9 -( " * 3)
    True
    >>> garbled("Report on open data (2567): 24 of 60 sets are public; see https://example.org/a?b=1. " * 3)
    False
    """
    if len(_THAI_WORD.findall(text, 0, len(text) // 3)) > _SOME_THAI * len(text):
        return False  # most pages are told by their first third
    signs = "".join(text.split())
    if len(signs) < _JUDGED or len(_THAI_WORD.findall(signs)) > _SOME_THAI * len(signs):
        return False
    words = _LATIN_WORD.findall(text)
    if len(_ODD.findall(signs)) > _MOSTLY_ODD * len(signs) and sum(map(len, words)) < _FEW_WORDS * len(signs):
        return True
    voiceless = sum(_VOWEL.search(word) is None for word in words)
    return sum(map(len, words)) > _FEW_WORDS * len(signs) and voiceless > _VOICELESS * len(words)
