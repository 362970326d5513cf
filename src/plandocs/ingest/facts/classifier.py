"""A small classifier that proposes item and kind of a finding where the layout does not say them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from plandocs.ingest.facts.lines import clean
from plandocs.ingest.facts.names import items_of
from plandocs.ingest.facts.polarity import tone
from plandocs.model.finding import FindingKind

_OFI, _STRENGTH = FindingKind.OFI, FindingKind.STRENGTH
#: Items of PMQA 2562 (and 2558) that take in an item of PMQA 4.0; the seed is written in terms of the latter.
_TO_2562 = {
    "1.1": "1.1", "1.2": "1.2", "1.3": "1.1", "1.4": "1.2", "2.1": "2.1", "2.2": "2.1", "2.3": "2.2", "2.4": "2.2",
    "3.1": "3.1", "3.2": "3.2", "3.3": "3.2", "3.4": "3.2", "4.1": "4.1", "4.2": "4.1", "4.3": "4.2", "4.4": "4.2",
    "5.1": "5.1", "5.2": "5.1", "5.3": "5.2", "5.4": "5.2", "6.1": "6.1", "6.2": "6.1", "6.3": "6.2", "6.4": "6.2",
    "7.1": "7.1", "7.2": "7.2", "7.3": "7.3", "7.4": "7.4", "7.5": "7.5", "7.6": "7.6",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Example:
    """A finding whose kind and item (of PMQA 4.0) a person has confirmed."""

    kind: FindingKind
    item: str
    text: str


@dataclass(frozen=True, slots=True)
class Guess:
    """Proposed kind and item with their probabilities, 0–1."""

    kind: FindingKind
    kind_probability: float
    item: str
    item_probability: float


class Classifier:
    """Logistic regression over character n-grams and words; trained on the shipped seed and what people corrected."""

    def __init__(self, examples: Sequence[Example]) -> None:
        texts = [clean(example.text) for example in examples]
        self._kind = _pipeline().fit(texts, [example.kind.value for example in examples])
        self._item = _pipeline().fit(texts, [example.item for example in examples])

    def propose(self, text: str, edition: str = "pmqa4", *, category: str = "", item: str = "") -> Guess:
        """Return kind and item of `text`; a known `category` or `item` leaves only what fits it."""
        kinds = _toned(_probabilities(self._kind, text), text)
        kind = max(kinds, key=lambda name: kinds[name])
        items = _in_edition(_probabilities(self._item, text), edition)
        wanted = {item} if item else set(items_of(edition, category))
        fitting = {code: value for code, value in items.items() if code in wanted}
        total = sum(fitting.values())
        if not total:
            first = item or min(wanted, default="")
            return Guess(FindingKind(kind), kinds[kind], first, 0.0)
        best = max(fitting, key=lambda code: fitting[code])
        return Guess(FindingKind(kind), kinds[kind], best, fitting[best] / (total if category or item else 1.0))


def _toned(kinds: dict[str, float], text: str) -> dict[str, float]:
    """Return the probabilities of both kinds, moved by words that find something missing, or by none of them."""
    weak, strong = (min(max(kinds.get(kind.value, 0.0), 1e-4), 1 - 1e-4) for kind in (_OFI, _STRENGTH))
    odds = math.log(weak / strong) + tone(clean(text))
    weak = 1 / (1 + math.exp(-odds))
    return {_OFI.value: weak, _STRENGTH.value: 1 - weak}


def _in_edition(items: dict[str, float], edition: str) -> dict[str, float]:
    if edition == "pmqa4":
        return items
    summed: dict[str, float] = {}
    for code, value in items.items():
        summed[_TO_2562.get(code, code)] = summed.get(_TO_2562.get(code, code), 0.0) + value
    return summed


def _words(text: str) -> list[str]:
    from plandocs.thai.segment import default_segmenter

    return [token.text for token in default_segmenter().tokens(text) if token.text.strip()]


def _pipeline() -> Any:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline, make_union

    # Character n-grams need no word borders, which Thai does not write; words add what is longer than four letters.
    features = make_union(
        TfidfVectorizer(analyzer="char", ngram_range=(2, 4), sublinear_tf=True, min_df=1),
        TfidfVectorizer(tokenizer=_words, token_pattern=None, lowercase=True, ngram_range=(1, 2), sublinear_tf=True),
    )
    return make_pipeline(features, LogisticRegression(C=30.0, max_iter=400, class_weight="balanced"))


def _probabilities(model: Any, text: str) -> dict[str, float]:
    values = model.predict_proba([clean(text)])[0]
    return {str(name): float(value) for name, value in zip(model.classes_, values, strict=True)}


@cache
def seed_examples() -> tuple[Example, ...]:
    """Return the examples that ship with plandocs, written by hand."""
    text = (files("plandocs.ingest.facts") / "data" / "seed.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line.strip())
    return tuple(Example(FindingKind(kind), item, words) for kind, item, words in rows)


@cache
def trained(corrections: tuple[Example, ...] = ()) -> Classifier:
    """Return the classifier trained on the seed and `corrections`; a correction counts twice."""
    return Classifier([*seed_examples(), *corrections, *corrections])


def propose(
    text: str, edition: str, *, category: str = "", item: str = "", corrections: tuple[Example, ...] = ()
) -> Guess:
    """Return what the classifier proposes for `text`."""
    return trained(corrections).propose(text, edition, category=category, item=item)
