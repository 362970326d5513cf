"""Which documents and passages answer a query best."""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable, Sequence
from dataclasses import replace

from plandocs.search.encoder import Encoder, blended
from plandocs.search.engine import GRAMS, WORDS, Ask, Match, Weighted, in_order
from plandocs.search.fits import CHIP_WEIGHT, Fits, Ranked, by_chips, fits
from plandocs.search.highlight import phrase_spans
from plandocs.search.narrow import limits
from plandocs.search.near import letters, nearness, pieces, rarity
from plandocs.search.query import Query
from plandocs.search.shelf import Shelf, kept_documents, kept_passages
from plandocs.search.terms import SearchTerms, limited, telling
from plandocs.search.values import IndexDocument
from plandocs.thai.normalise import normalise
from plandocs.thai.terms import GRAM, Analyzer, grams

#: Share of a document's best passage in its score; see docs/search.md.
PASSAGE_WEIGHT = 0.2
#: Weight of what a document's best passage says of the query at all, and close together; see docs/search.md.
NEAR_WEIGHT = 0.4
#: Least share of the best conceivable score; below it a document shares only scraps with the query.
LEAST = 0.03
#: Least likeness (0–100) of a stretch of text to what a word stands for, where no document has the word itself.
LEAST_MEANT = 70
#: Documents whose passages are looked at; documents further down keep the order of their whole text.
_RERANKED = 20
#: Documents whose best passage is read, letter by letter.
_READ = 8
#: Passages looked at of those documents together.
_PASSAGES_OF_HEAD = 120
#: Passages looked at when a phrase, an exclusion or a filter decides passage by passage.
_MOST_PASSAGES = 1_000
#: Passages looked at that have nearly all letters of a phrase.
_MOST_BROKEN = 100


def rank(query: Query, terms: SearchTerms, shelf: Shelf, analyzer: Analyzer, limit: int) -> list[Ranked]:
    """Return the best `limit` documents of the index, best first."""
    held = limits(query, analyzer.glossary)
    known = limited(terms.weighted, shelf.documents.frequency)
    ask = Ask((*known, *terms.taken), held.whole, excluded=held.not_whole)
    # What has a phrase need not have any of the telling words.
    fewer = known if query.phrases else telling(known, shelf.passages)
    small = Ask(fewer, (*held.whole, *held.part), (), (*held.not_whole, *held.not_part), held.owners)
    if query.ranked == "":
        return by_chips(query.chips, ask, small, shelf, limit)
    if query.phrases or query.excluded or held.part or held.not_part or not ask.terms:
        ranked = _by_passages(query, small, ask, shelf, analyzer, limit)
    else:
        ranked = _by_documents(query, small, ask, shelf, limit)
    # Parts of a word and what it may stand for are not asked: where no document has them, they would set the bar.
    enough = LEAST * _ideal([term for term in terms.weighted if term.term in terms.asked], shelf)
    if ranked and query.expansions and not any(shelf.documents.frequency(WORDS, term) for term in terms.own):
        ranked = _that_mean(query, ranked, shelf)
    return [found for found in ranked if found.score >= enough][:limit]


def reranked(ranked: list[Ranked], words: str, shelf: Shelf, encoder: Encoder) -> list[Ranked]:
    """Return `ranked` with the documents at its head in the order that an encoder and the scores agree on."""
    head = [one for one in ranked[:_RERANKED] if one.passages]
    rest = [one for one in ranked if one not in head]
    texts = [passage.text for _, passage in kept_passages(shelf.passages, [one.passages[0] for one in head])]
    best = max((one.score for one in head), default=0.0)
    for one, share in zip(head, blended([one.score for one in head], words, texts, encoder), strict=True):
        one.score = share * best
    return [*_sorted(head), *rest]


def _that_mean(query: Query, ranked: list[Ranked], shelf: Shelf) -> list[Ranked]:
    """
    Return the documents with passages that say what a word of the query stands for, nearly word for word.

    PDPA is no word of documents that protect ข้อมูลส่วนบุคคล, but one that only says ข้อมูล does not answer.
    """
    from rapidfuzz.fuzz import partial_ratio

    meant = [letters(also) for expansion in query.expansions for also in expansion.also]

    def says(text: str) -> bool:
        return any(partial_ratio(also, letters(text)) >= LEAST_MEANT for also in meant)

    found = []
    for one, document in zip((one for one in ranked if one.match), documents_of(ranked, shelf), strict=True):
        texts = kept_passages(shelf.passages, one.passages)
        said = [match for match, (_, passage) in zip(one.passages, texts, strict=True) if says(passage.text)]
        if said or says(document.title):
            one.passages = said
            found.append(one)
    return found


def documents_of(ranked: Sequence[Ranked], shelf: Shelf) -> list[IndexDocument]:
    """Return the documents of `ranked` that have a match, without passages; each is read once."""
    unread = [(one, one.match) for one in ranked if one.match and one.document is None]
    read = kept_documents(shelf.documents, [match for _, match in unread])
    for (one, _), document in zip(unread, read, strict=True):
        one.document = document
    return [one.document for one in ranked if one.document]


def _by_documents(query: Query, small: Ask, ask: Ask, shelf: Shelf, limit: int) -> list[Ranked]:
    found = shelf.documents.search(replace(ask, owners=small.owners), max(limit, 2 * _RERANKED))
    ranked = {match.owner: Ranked(match.owner, match, match.score) for match in found}
    fit = fits(query.chips, ask, small, shelf, ranked)
    for one in ranked.values() if fit.documents else ():
        one.score *= 1 + CHIP_WEIGHT * fit.documents.get(one.owner, 0.0)
    order = _sorted(ranked.values())
    head = order[:_RERANKED]
    owners = frozenset(one.owner for one in head)
    for match in shelf.passages.search(replace(small, owners=owners), _PASSAGES_OF_HEAD):
        ranked[match.owner].passages.append(match)
    # A document may be found only by words that tell passages apart too badly to be looked for in all of them.
    bare = frozenset(one.owner for one in head if not one.passages)
    for match in shelf.passages.search(replace(small, terms=ask.terms, owners=bare), _PASSAGES_OF_HEAD) if bare else ():
        ranked[match.owner].passages.append(match)
    for match in fit.whole:
        if match.owner in owners and not ranked[match.owner].passages:
            ranked[match.owner].passages.append(match)
    for one in head:
        _lift(one, fit)
    head = _sorted(head)
    _draw_near(head[:_READ], fit, ask, shelf)
    return [*_sorted(head), *order[_RERANKED:]]


def _by_passages(query: Query, small: Ask, ask: Ask, shelf: Shelf, analyzer: Analyzer, limit: int) -> list[Ranked]:
    found = _candidates(_with_words(query, small, analyzer), shelf)
    ranked: dict[int, Ranked] = {}
    for match in found:
        ranked.setdefault(match.owner, Ranked(match.owner, None, 0.0)).passages.append(match)
    if not ranked:
        return []
    for match in shelf.documents.search(replace(ask, owners=frozenset(ranked)), len(ranked)):
        ranked[match.owner].match, ranked[match.owner].score = match, match.score
    fit = fits(query.chips, ask, small, shelf, ranked)
    for one in ranked.values():
        one.score *= 1 + CHIP_WEIGHT * fit.documents.get(one.owner, 0.0)
        _lift(one, fit)
    # A document that only fits a chip has no passage here: it says nothing of what must be said.
    order = _sorted(one for one in ranked.values() if one.match and one.passages)
    return _read(order, query, shelf, analyzer, limit)


def _read(order: list[Ranked], query: Query, shelf: Shelf, analyzer: Analyzer, limit: int) -> list[Ranked]:
    """
    Return the best `limit` documents that have a passage with the phrases and without what is left out.

    Reading can only take passages away and so lower a score: once enough documents have at least the score of the next
    one, the rest need not be read.
    """
    kept: list[Ranked] = []
    scores: list[float] = []
    for one in order:
        if len(scores) >= limit and scores[-limit] > round(one.score, 3):
            break
        best = one.passages[0].score
        one.passages = _checked(query, one.passages, shelf, analyzer)
        if one.passages:
            one.score -= PASSAGE_WEIGHT * (best - one.passages[0].score)
            insort(scores, round(one.score, 3))
            kept.append(one)
    return _sorted(kept)[:limit]


def _lift(one: Ranked, fit: Fits) -> None:
    """Order a document's passages with chips counted, and let the best one count for the document."""
    if fit.passages:
        one.passages = [
            replace(m, score=m.score * (1 + CHIP_WEIGHT * fit.passages.get(m.key, 0.0))) for m in one.passages
        ]
        one.passages.sort(key=lambda m: -round(m.score, 3))
    if one.passages:
        one.score += PASSAGE_WEIGHT * one.passages[0].score


def _draw_near(head: list[Ranked], fit: Fits, ask: Ask, shelf: Shelf) -> None:
    """Let title and best passage of each document count for how much of the query they say, and how close together."""
    shown = [one for one in head if one.passages and one.match]
    wanted = pieces(ask.terms, shelf.documents)
    documents = documents_of(shown, shelf)
    texts = kept_passages(shelf.passages, [one.passages[0] for one in shown])
    for one, document, (_, passage) in zip(shown, documents, texts, strict=True):
        text = letters("\n".join((document.title, *passage.headings, passage.columns, passage.text)))
        lift = 1 + CHIP_WEIGHT * fit.documents.get(one.owner, 0.0)
        one.score += NEAR_WEIGHT * lift * nearness(text, wanted)


def _sorted(ranked: Iterable[Ranked]) -> list[Ranked]:
    return sorted(ranked, key=lambda one: (-round(one.score, 3), one.owner))


def _candidates(exact: Ask, shelf: Shelf) -> list[Match]:
    """Return passages that may say what must be said, some of them with a word broken by the end of a line."""
    found = shelf.passages.search(exact, _MOST_PASSAGES)
    if not exact.required:
        return found
    broken = replace(exact, lacking=max(GRAM - 1, 2 * len(exact.required) // 5))
    known = {match.key for match in found}
    more = [match for match in shelf.passages.search(broken, _MOST_BROKEN) if match.key not in known]
    return in_order((*found, *more), len(found) + len(more))


def _with_words(query: Query, small: Ask, analyzer: Analyzer) -> Ask:
    """Return `small` with what the index itself can require: the 4-grams of phrases, words left out."""
    required: list[tuple[str, str]] = []
    for group in query.phrases:
        if len(group) == 1:
            # The text may have a space between any two words of the phrase, or none where the phrase has one.
            cut = analyzer.segmenter
            pieces = [part for word in cut.words(normalise(group[0]).text) for part in (cut.parts(word) or (word,))]
            required += [(GRAMS, gram) for gram in dict.fromkeys(g for piece in pieces for g in grams(piece))]
    excluded = [*small.excluded]
    for phrase in query.excluded:
        words = analyzer.words(phrase)
        if len(analyzer.segmenter.words(phrase)) == 1 and words:
            excluded.append((WORDS, words[0]))
    return replace(small, required=(*small.required, *required), excluded=tuple(excluded))


def _checked(query: Query, found: list[Match], shelf: Shelf, analyzer: Analyzer) -> list[Match]:
    """Return the matches whose text has the phrases and none of what is left out."""
    if not query.phrases and not query.excluded:
        return found
    fold = analyzer.glossary.fold
    kept = []
    for match, (_, passage) in zip(found, kept_passages(shelf.passages, found), strict=True):
        text = fold(normalise(passage.text).text)
        if all(any(phrase_spans(text, fold(phrase)) for phrase in group) for group in query.phrases) and not any(
            phrase_spans(text, fold(phrase)) for phrase in query.excluded
        ):
            kept.append(match)
    return kept


def _ideal(asked: Iterable[Weighted], shelf: Shelf) -> float:
    """Return what a document that says everything that was asked could score, unknown words included."""
    count = shelf.documents.count()
    total = 0.0
    for term in asked:
        if term.field == WORDS:
            holders = shelf.documents.frequency(term.field, term.term)
            total += term.weight * rarity(count, holders)
    return total
