"""What the chips of a query do: take their words out of it, lift what fits them, or answer alone."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from plandocs.model.year import FIRST_YEAR, LAST_YEAR, FiscalYear
from plandocs.search.chips import resolved
from plandocs.search.engine import TAGS, Ask, Match
from plandocs.search.highlight import COMMON
from plandocs.search.query import Query
from plandocs.search.shelf import Shelf
from plandocs.search.values import Chip, IndexDocument
from plandocs.thai.terms import Analyzer

#: How much all chips of a query together lift what fits them.
CHIP_WEIGHT = 1.5
#: Chips that documents fit and those that passages fit, with their shares: a document of another year is another
#: document, whatever it says.
_OF_DOCUMENTS = {"year": 1.5, "kind": 1.5}
_OF_PASSAGES = {"item": 1.0, "only": 1.0}
_SHARES = _OF_DOCUMENTS | _OF_PASSAGES
#: How much less each earlier year fits "the latest".
_LESS_LIKELY = 0.8
#: Most that words may add where chips alone are asked for: less than fitting one more of them.
_WORDS_SHARE = 0.4
#: Documents that come into a ranking because of a chip, and passages looked at for one.
_DOCUMENTS, _PASSAGES = 40, 1_000
THAI_TIME = dt.timezone(dt.timedelta(hours=7))
_CALLED = re.compile(r"(?:หัวข้อ|ข้อ|item)\s*$", re.IGNORECASE)


@dataclass(slots=True)
class Ranked:
    """A document with its score and its passages, best first; `document` is what was kept of it, once read."""

    owner: int
    match: Match | None
    score: float
    passages: list[Match] = field(default_factory=list)
    document: IndexDocument | None = None


@dataclass(frozen=True, slots=True)
class Fits:
    """Which share of the chips documents (by owner) and passages (by key) fit; `whole` are passages that fit all."""

    documents: dict[int, float]
    passages: dict[int, float]
    whole: tuple[Match, ...] = ()


def settled(query: Query, shelf: Shelf, analyzer: Analyzer) -> Query:
    """
    Return the query with `ranked`: its words without those that chips say, or "" where nothing else is said.

    A chip that nothing in the index fits leaves its words in place; so does one that says less than its words
    ("ต.ค. 63" is a month too, "4.1ก(2)" a part of an item).
    """
    query = replace(query, chips=_resolved(query.chips, shelf))
    known = [chip for chip in query.chips if _holders(chip, shelf)]
    if not known:
        return query
    rest = _without(query.words, [chip for chip in known if chip.takes])
    # The name of a kind of document stays a word beside other words: documents are talked about, too.
    bare = _without(query.words, [chip for chip in known if chip.takes or chip.name == "kind"])
    if COMMON.issuperset(analyzer.words(bare)):
        plain = not (query.phrases or query.excluded)
        return replace(query, ranked="" if plain else query.words)
    return replace(query, ranked=rest)


def fits(chips: tuple[Chip, ...], ask: Ask, small: Ask, shelf: Shelf, ranked: dict[int, Ranked]) -> Fits:
    """
    Return who fits the chips, and add to `ranked` the documents that only fit because of them.

    Chips of one name are alternatives. A document fits what its passages fit as far as they answer the words.
    """
    names = _named(chips)
    documents: defaultdict[int, float] = defaultdict(float)
    passages: defaultdict[int, float] = defaultdict(float)
    total = sum(_SHARES[name] for name in names)
    for name, tags in names.items():
        share = _SHARES[name] / total
        if name in _OF_DOCUMENTS:
            for tag, worth in tags.items():
                for match in shelf.documents.search(replace(ask, tags=(*ask.tags, (tag,))), _DOCUMENTS):
                    documents[match.owner] += share * worth
                    ranked.setdefault(match.owner, Ranked(match.owner, match, match.score))
            continue
        found = shelf.passages.search(replace(small, tags=(*small.tags, tuple(tags))), _PASSAGES)
        for match in found:
            passages[match.key] += share
        best = dict.fromkeys(match.owner for match in found)
        answers = {match.owner: match.score / (found[0].score or 1.0) for match in reversed(found)}
        _join(list(best)[:_DOCUMENTS], ask, shelf, ranked)
        for owner in best:
            documents[owner] += share * answers[owner]
    if len(names) > 1 and not names.keys().isdisjoint(_OF_PASSAGES):
        return Fits(documents, passages, _raise(names, ask, small, shelf, ranked, documents))
    return Fits(documents, passages)


def _raise(
    names: dict[str, dict[str, float]],
    ask: Ask,
    small: Ask,
    shelf: Shelf,
    ranked: dict[int, Ranked],
    documents: dict[int, float],
) -> tuple[Match, ...]:
    """
    Let documents with a passage that fits every chip stand beside the one that says the words best.

    Returns the passages: what stands under the item asked for in the year asked for may say the words otherwise.
    """
    every = (*small.tags, *(tuple(tags) for tags in names.values()))
    found = shelf.passages.search(replace(small, terms=(), tags=every), _PASSAGES)
    owners = list(dict.fromkeys(match.owner for match in found))
    _join(owners[:_DOCUMENTS], ask, shelf, ranked)
    least = max((one.score for one in ranked.values()), default=0.0)
    for owner in owners:
        if owner in ranked:
            ranked[owner].score = max(ranked[owner].score, least)
            documents[owner] = 1.0
    return tuple(replace(match, score=0.0) for match in found)


def _join(owners: list[int], ask: Ask, shelf: Shelf, ranked: dict[int, Ranked]) -> None:
    new = frozenset(owners) - ranked.keys()
    for match in shelf.documents.search(replace(ask, owners=new), len(new)) if new else ():
        ranked[match.owner] = Ranked(match.owner, match, match.score)


def by_chips(chips: tuple[Chip, ...], ask: Ask, small: Ask, shelf: Shelf, limit: int) -> list[Ranked]:
    """
    Return the documents that fit most chips, best first; `ask` and `small` say the chips in words.

    A document of the year asked for comes before one of another year with the item asked for; among equals, the
    one that says so more often comes first.
    """
    names = _named(chips)
    fit: defaultdict[int, float] = defaultdict(float)
    inside: defaultdict[int, dict[int, tuple[float, Match]]] = defaultdict(dict)
    whole = replace(ask, terms=(), owners=small.owners)
    narrowed = small.tags != ask.tags
    for match in shelf.passages.search(replace(small, terms=()), _PASSAGES) if narrowed else ():
        inside[match.owner][match.key] = (0.0, match)
    for name, tags in names.items():
        if name in _OF_DOCUMENTS:
            for tag, worth in tags.items():
                for match in shelf.documents.search(replace(whole, tags=(*whole.tags, (tag,))), _PASSAGES):
                    if not narrowed or match.owner in inside:
                        fit[match.owner] += _OF_DOCUMENTS[name] * worth
            continue
        for match in shelf.passages.search(replace(small, terms=(), tags=(*small.tags, tuple(tags))), _PASSAGES):
            times = inside[match.owner].get(match.key, (0.0, match))[0]
            inside[match.owner][match.key] = (times + _OF_PASSAGES[name], match)
    for owner, held in inside.items():
        fit[owner] += max(weight for weight, _ in held.values())
    words = {m.owner: m.score for m in shelf.documents.search(replace(ask, owners=frozenset(fit)), len(fit))}
    matches = shelf.documents.search(replace(whole, owners=frozenset(fit)), len(fit)) if fit else []
    top = max(words.values(), default=0.0) or 1.0
    ranked = [
        Ranked(m.owner, m, fit[m.owner] + _WORDS_SHARE * words.get(m.owner, 0.0) / top, _best(inside[m.owner]))
        for m in matches
    ]
    ranked.sort(key=lambda one: (-round(one.score, 3), one.owner))
    years = {year for chip in chips if chip.name == "year" for year in chip.meant or (chip.value,)}
    telling = tuple(term for term in small.terms if term.term not in years)  # the year stands on every cover
    _add_words(ranked[:limit], replace(small, terms=telling), shelf)
    return ranked[:limit]


def _best(held: dict[int, tuple[float, Match]]) -> list[Match]:
    order = sorted(held.values(), key=lambda pair: (-pair[0], pair[1].key))
    return [replace(match, score=weight) for weight, match in order]


def _add_words(ranked: list[Ranked], small: Ask, shelf: Shelf) -> None:
    """Give documents without a fitting passage those that say it in words."""
    bare = {one.owner: one for one in ranked if not one.passages}
    if bare and small.terms:
        for match in shelf.passages.search(replace(small, owners=frozenset(bare)), 3 * len(bare)):
            bare[match.owner].passages.append(match)


def _named(chips: Iterable[Chip]) -> dict[str, dict[str, float]]:
    """Return the tags that fit chips of each name, and how well."""
    names: dict[str, dict[str, float]] = {}
    for chip in chips:
        tags = names.setdefault(chip.name, {})
        for place, tag in enumerate(chip.tags):
            worth = _LESS_LIKELY**place if chip.name == "year" and "ล่าสุด" in chip.value else 1.0
            tags[tag] = max(tags.get(tag, 0.0), worth)
    return names


def _resolved(chips: tuple[Chip, ...], shelf: Shelf) -> tuple[Chip, ...]:
    """Return the chips with what relative years stand for here and today."""
    if not any(chip.name == "year" and not chip.value.isdecimal() for chip in chips):
        return chips
    years = [year for year in range(FIRST_YEAR, LAST_YEAR + 1) if shelf.documents.frequency(TAGS, f"year:{year}")]
    today = int(FiscalYear.of_date(dt.datetime.now(THAI_TIME).date()))
    return tuple(resolved(chip, years, today) for chip in chips)


def _holders(chip: Chip, shelf: Shelf) -> int:
    engine = shelf.documents if chip.name in _OF_DOCUMENTS else shelf.passages
    return sum(engine.frequency(TAGS, tag) for tag in chip.tags)


def _without(words: str, chips: Iterable[Chip]) -> str:
    return " ".join("".join(_pieces(words, chips)).split())


def _pieces(words: str, chips: Iterable[Chip]) -> Iterator[str]:
    done = 0
    for chip in sorted(chips, key=lambda chip: (chip.start, chip.end)):
        before = words[done : chip.start]
        yield _CALLED.sub("", before) if chip.name == "item" else before
        yield " "
        done = max(done, chip.end)
    yield words[done:]
