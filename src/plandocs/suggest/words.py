"""
What a text is about: subject words, character 4-grams and subjects of the lexicon.

Weighted by where they stand.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from plandocs.suggest import concepts
from plandocs.thai.normalise import normalise
from plandocs.thai.terms import default_analyzer, gram_text

GRAM = 4
#: What follows these words is the consequence, which reads alike whatever the subject is.
_CONSEQUENCE = re.compile(r"จึง|ทำให้|ส่งผลให้|ส่งผลต่อ|มิฉะนั้น|เพื่อไม่ให้|ผลคือ|อาจทำให้")
_CONSEQUENCE_WEIGHT = 0.5
_HAS_LETTER = re.compile(r"[a-zก-ฮ]")
_NUMERIC = re.compile(r"[\d๐-๙.,%()]+")


def shown(text: str) -> str:
    """Return `text` in preferred spellings for people; องค์กร and องค์การ stay as the office writes them."""
    fold = default_analyzer().glossary.fold
    return "องค์กร".join(fold(part) for part in normalise(text).text.split("องค์กร"))


@dataclass(frozen=True, slots=True)
class Subject:
    """Weighted terms of one text, and the text itself in preferred spellings."""

    words: dict[str, float]
    grams: dict[str, float]
    concepts: dict[int, float]
    text: str = ""


def clean(text: str) -> str:
    """Return normalised `text` in preferred spellings."""
    return default_analyzer().glossary.fold(normalise(text).text)


@lru_cache(maxsize=20_000)
def subject(*parts: tuple[str, float]) -> Subject:
    """Return the subject of texts given with weights, e.g. a finding 1.0 and its advice 0.6."""
    words: Counter[str] = Counter()
    grams: Counter[str] = Counter()
    named: Counter[int] = Counter()
    common = concepts.common_words()
    analyzer = default_analyzer()
    lexicon = concepts.load()
    for text, weight in parts:
        if not text:
            continue
        for piece, factor in _pieces(clean(text)):
            here = weight * factor
            kept = []
            for token in analyzer.segmenter.words(piece):
                terms = analyzer.terms_of(token)
                if terms and len(terms[0]) > 1 and terms[0] not in common and _HAS_LETTER.search(terms[0]):
                    words[terms[0]] += here  # type: ignore[assignment]
                    kept.append(token)
                    for part in terms[1:]:
                        if part not in common and len(part) > 1:
                            words[part] += here / 2  # type: ignore[assignment]
                else:
                    kept.append(" ")
            prepared = gram_text("".join(kept))
            for start in range(len(prepared) - GRAM + 1):
                gram = prepared[start : start + GRAM]
                if " " not in gram:
                    grams[gram] += here  # type: ignore[assignment]
            for number, times in lexicon.counts(piece).items():
                named[number] += here * times  # type: ignore[assignment]
    said = " ".join(clean(text) for text, weight in parts if text and weight >= 1.0)
    return Subject(dict(words), dict(grams), dict(named), " ".join(said.split()))


def _pieces(text: str) -> list[tuple[str, float]]:
    pieces = []
    for sentence in re.split(r"(?<=[ก-๎a-zA-Z)]) {2,}|\n", text):
        found = _CONSEQUENCE.search(sentence)
        if found and found.start() > len(sentence) // 3:
            pieces.append((sentence[: found.start()], 1.0))
            pieces.append((sentence[found.start() :], _CONSEQUENCE_WEIGHT))
        else:
            pieces.append((sentence, 1.0))
    return pieces
