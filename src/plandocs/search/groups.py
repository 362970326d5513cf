"""From ranked documents to hits: the best passages of each, marked; documents that say the same folded together."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from plandocs.search.engine import Ask, Match
from plandocs.search.fits import Ranked
from plandocs.search.highlight import highlight
from plandocs.search.narrow import limits
from plandocs.search.query import Query
from plandocs.search.rank import documents_of
from plandocs.search.shelf import Shelf, kept_documents, kept_passages, own_words
from plandocs.search.slips import mended
from plandocs.search.spelling import missing, suggestion
from plandocs.search.terms import SearchTerms, limited
from plandocs.search.values import Hit, IndexDocument, IndexPassage, SearchResult
from plandocs.thai.normalise import normalise
from plandocs.thai.terms import Analyzer, gram_text

#: Most passages shown of one document, and how much each further one is worth beside the first.
_PER_DOCUMENT = 3
_FURTHER = 0.6
#: Documents whose best passages are the same and whose scores differ by less than this say the same.
_SAME_SCORE = 0.10
#: Least score, as a share of the best one, of a passage that is "like this".
_ALIKE = 0.10


def grouped(
    query: Query, terms: SearchTerms, ranked: list[Ranked], shelf: Shelf, analyzer: Analyzer, limit: int
) -> SearchResult:
    """Return the hits of ranked documents and what was understood of the query."""
    documents = documents_of(ranked, shelf)
    barred = limits(query, analyzer.glossary).not_part
    named = [_named(document, terms, analyzer) for document in documents]
    for one, by_title in zip(ranked, named, strict=True):
        if (by_title or query.ranked == "") and not one.passages:
            one.passages = _opening(one, shelf, barred)
    chosen = _chosen(ranked, limit)
    texts = kept_passages(shelf.passages, [match for _, match in chosen])
    listed = not terms.weighted or query.ranked == ""  # everything that fits is an answer
    hits: list[Hit] = []
    phrases = [phrase for group in query.phrases for phrase in group]
    marked = [highlight(passage.text, terms, phrases, analyzer) for _, passage in texts]
    answered = {position for (position, _), marks in zip(chosen, marked, strict=True) if marks}
    for (position, match), (_, passage), marks in zip(chosen, texts, marked, strict=True):
        # A passage without a mark stands for a document that answers by its title, or for a filter without words.
        if marks or listed or _fits(passage, query) or (named[position] and position not in answered):
            answered |= set() if listed else {position}
            hits.append(_hit(documents[position], passage, match, ranked[position].score, marks))
    folded = _folded(hits)
    better = _better(query, shelf, analyzer)
    lost = missing(better or query.words, analyzer, shelf.documents.frequency)
    return SearchResult(folded, (*query.chips, *query.barred), query.expansions, better, len(ranked), lost)


def alike(
    text: str, terms: SearchTerms, shelf: Shelf, analyzer: Analyzer, limit: int, without: frozenset[str]
) -> tuple[Hit, ...]:
    """Return the passages that share most with `text`, one hit each, without the text itself."""
    ask = Ask(limited(terms.weighted, shelf.passages.frequency))
    found = shelf.passages.search(ask, 4 * limit + 20) if ask.terms else []
    matches = {
        match.owner: match for match in shelf.documents.search(Ask(owners=frozenset(m.owner for m in found)), 999)
    }
    documents = dict(zip(matches, kept_documents(shelf.documents, list(matches.values())), strict=True))
    hits: list[Hit] = []
    seen = {_letters(text)}
    for match, (document_id, passage) in zip(found, kept_passages(shelf.passages, found), strict=True):
        letters = _letters(passage.text)
        if letters in seen or document_id in without or match.score < _ALIKE * found[0].score or len(hits) == limit:
            continue
        seen.add(letters)
        marks = highlight(passage.text, terms, (), analyzer)
        hits.append(replace(_hit(documents[match.owner], passage, match, match.score, marks), rank=len(hits) + 1))
    return tuple(hits)


def _fits(passage: IndexPassage, query: Query) -> bool:
    """Return whether the layout, not the text, says what a chip asks for."""
    held = {f"item:{passage.item}", f"only:{passage.kind}"}
    return any(not held.isdisjoint(chip.tags) for chip in query.chips)


def _named(document: IndexDocument, terms: SearchTerms, analyzer: Analyzer) -> bool:
    """Return whether the title says a word of the query."""
    return not terms.words.isdisjoint(analyzer.words(normalise(document.title).text))


def _opening(one: Ranked, shelf: Shelf, barred: tuple[tuple[str, str], ...]) -> list[Match]:
    """Return the first passage of a document that was found by its title alone."""
    found = shelf.passages.search(Ask(owners=frozenset({one.owner}), excluded=barred), 100)
    blocks = [passage.block for _, passage in kept_passages(shelf.passages, found)]
    return [found[blocks.index(min(blocks))]] if found else []


def _chosen(found: list[Ranked], limit: int) -> list[tuple[int, Match]]:
    """Return (position of the document, passage) of the best `limit` passages, grouped by document."""
    worth: list[tuple[float, int, int]] = []
    for position, one in enumerate(found):
        if not one.passages:
            continue
        best = one.passages[0].score
        for number, match in enumerate(one.passages[:_PER_DOCUMENT]):
            value = one.score * (match.score / best if best else 1.0) * _FURTHER**number
            worth.append((value if number else one.score, position, number))
    kept = sorted(sorted(worth, key=lambda w: (-w[0], w[1], w[2]))[:limit], key=lambda w: (w[1], w[2]))
    return [(position, found[position].passages[number]) for _, position, number in kept]


def _hit(
    document: IndexDocument, passage: IndexPassage, match: Match, score: float, marks: tuple[tuple[int, int], ...]
) -> Hit:
    return Hit(
        document_id=document.document_id,
        passage_key=passage.key,
        block=passage.block,
        score=round(match.score, 4),
        highlights=marks,
        text=passage.text,
        place=passage.place,
        title=document.title,
        kind=document.kind,
        fiscal_year=document.fiscal_year,
        agency=document.agency,
        item=passage.item,
        passage_kind=passage.kind,
        headings=passage.headings,
        document_score=round(score, 4),
    )


def _folded(hits: list[Hit]) -> tuple[Hit, ...]:
    """Fold documents whose best passage is word for word that of a better one into it, and number the rest."""
    firsts: dict[str, Hit] = {}
    same: dict[str, list[str]] = {}
    gone: set[str] = set()
    for hit in hits:
        if hit.document_id in firsts or hit.document_id in gone:
            continue
        twin = next((other for other in firsts.values() if _say_the_same(other, hit)), None)
        if twin is None:
            firsts[hit.document_id] = hit
        else:
            gone.add(hit.document_id)
            same.setdefault(twin.document_id, []).append(hit.document_id)
    ranks = {document_id: number for number, document_id in enumerate(firsts, 1)}
    return tuple(
        replace(hit, rank=ranks[hit.document_id], same_as=tuple(same.get(hit.document_id, ())))
        for hit in hits
        if hit.document_id not in gone
    )


def _say_the_same(one: Hit, other: Hit) -> bool:
    if (one.kind, one.fiscal_year, one.title) != (other.kind, other.fiscal_year, other.title):
        return False
    if abs(len(one.text) - len(other.text)) > 0.1 * len(one.text):
        return False
    close = abs(one.document_score - other.document_score) <= _SAME_SCORE * one.document_score
    return close and (one.text == other.text or _letters(one.text) == _letters(other.text))


def _letters(text: str) -> str:
    return gram_text(normalise(text).text).replace(" ", "")


def _better(query: Query, shelf: Shelf, analyzer: Analyzer) -> str:
    def own() -> Collection[str]:
        return own_words(shelf.folder) if shelf.folder else analyzer.unlisted()

    text = mended(query.words, analyzer, shelf.documents.frequency)
    better = suggestion(text, analyzer, shelf.documents.frequency, own) or text
    return better if better != query.words or query.retyped else ""
