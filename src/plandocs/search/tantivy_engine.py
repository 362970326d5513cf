"""The production engine: tantivy, fed with our own terms."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from plandocs.search.engine import GRAMS, TAGS, TITLE, WORDS, Ask, Entry, Match, in_order, same_score
from plandocs.thai.terms import GRAM, GRAM_LETTERS

#: Memory for not yet written postings; larger makes fewer segments to merge.
_HEAP = 256_000_000
_ALL_HEAPS = 512_000_000
_SMALL_HEAP = 30_000_000
#: Most entries of one score that are put in order.
_MOST_TIED = 4_000
#: Most values of a filter that are looked up one by one: a set query walks its field's whole dictionary.
_MOST_SINGLE = 200
#: Terms whose numbers and spelling are remembered: a query asks for each of its own several times.
_MOST_KEPT = 20_000
#: Thai letters are kept as one byte each, not three: 4-grams of four bytes are hashed, compared and stored faster.
_CODE_PAGE = "cp874"
_THAI = "".join(letter for letter in GRAM_LETTERS if not letter.isascii())
_FREE = bytes(code for code in range(1, 0x7F) if code != 0x20 and chr(code) not in GRAM_LETTERS)
_SHORT = bytes.maketrans(_THAI.encode(_CODE_PAGE), _FREE[: len(_THAI)])
#: The same for a single 4-gram, which is quicker by letters.
_SHORT_LETTERS = str.maketrans(_THAI, _FREE[: len(_THAI)].decode("ascii"))


class TantivyEngine:
    """
    A tantivy index in `path`, or in memory when that is None.

    `bulk` gives a writer more memory, for building from nothing; `sharers` is how many processes do so at a time.
    """

    def __init__(self, path: Path | None, *, bulk: bool = False, sharers: int = 1) -> None:
        import tantivy

        self._tantivy = tantivy
        self._schema = _schema(tantivy)
        if path is not None:
            path.mkdir(parents=True, exist_ok=True)
        self._index = tantivy.Index(self._schema, path=str(path) if path is not None else None)
        # Tokenizers are not kept in the index: they are registered again at each opening.
        build = tantivy.TextAnalyzerBuilder
        self._index.register_tokenizer("terms", build(tantivy.Tokenizer.whitespace()).build())
        self._index.register_tokenizer("four", build(tantivy.Tokenizer.ngram(GRAM, GRAM)).build())
        self._heap = min(_HEAP, _ALL_HEAPS // sharers) if bulk else _SMALL_HEAP
        self._searcher: Any = self._index.searcher()
        self._frequencies: dict[tuple[str, str], int] = {}

    def write(self, entries: Iterable[Entry], removed_owners: Iterable[int] = ()) -> None:
        """Remove and add, in one commit."""
        writer = self._index.writer(self._heap, 1)
        try:
            gone = sorted(removed_owners)
            if gone:
                writer.delete_documents_by_query(self._tantivy.Query.term_set_query(self._schema, "owner", gone))
            for entry in entries:
                writer.add_document(self._document(entry))
            writer.commit()
        finally:
            writer.wait_merging_threads()
        self._index.reload()
        self._searcher = self._index.searcher()
        self._frequencies = {}

    def search(self, ask: Ask, limit: int) -> list[Match]:
        """Return the best entries."""
        query = self._query(ask)
        asked = limit + 8
        found = self._searcher.search(query, asked, count=False).hits
        # Among equal scores tantivy prefers what it wrote first; all of them must be seen to choose by key.
        while len(found) == asked < _MOST_TIED and same_score(found[limit - 1][0], found[-1][0]):
            asked *= 4
            found = self._searcher.search(query, asked, count=False).hits
        addresses = [address for _, address in found]
        keys = self._searcher.fast_field_values("key", addresses)
        owners = self._searcher.fast_field_values("owner", addresses)
        matches = (
            Match(key, owner, score, address) for (score, address), key, owner in zip(found, keys, owners, strict=True)
        )
        return in_order(matches, limit)

    def frequency(self, field: str, term: str) -> int:
        """Return how many entries hold `term`."""
        known = self._frequencies
        found = known.get((field, term))
        if found is None:
            if len(known) >= _MOST_KEPT:
                known.clear()
            found = known[field, term] = int(self._searcher.doc_freq(field, _kept(field, term)))
        return found

    def fetch(self, matches: Sequence[Match]) -> list[str]:
        """Return what was stored."""
        return [bytes(self._searcher.doc(match.address)["stored"][0]).decode() for match in matches]

    def count(self) -> int:
        """Return the number of entries."""
        return int(self._searcher.num_docs)

    def _document(self, entry: Entry) -> Any:
        document = self._tantivy.Document(words=entry.words, grams=_short(entry.grams), tags=list(entry.tags))
        if entry.title:
            document.add_text(TITLE, entry.title)
        document.add_unsigned("key", entry.key)
        document.add_unsigned("owner", entry.owner)
        document.add_bytes("stored", entry.stored.encode())
        return document

    def _query(self, ask: Ask) -> Any:
        query, occur = self._tantivy.Query, self._tantivy.Occur
        schema = self._schema
        # Most words stand in no title or heading, and looking for them there takes time in every segment.
        asked = [t for t in ask.terms if t.field != TITLE or self.frequency(TITLE, t.term)] or ask.terms[:1]
        scored = [
            (
                occur.Should,
                query.boost_query(query.term_query(schema, t.field, _kept(t.field, t.term), "freq"), t.weight),
            )
            for t in asked
        ]
        # Filters add nothing to the score. A flat list of scored terms is what lets tantivy skip (block-max WAND).
        musts = [self._one_of(TAGS, group) for group in ask.tags]
        required = [query.term_query(schema, field, _kept(field, term), "basic") for field, term in ask.required]
        if 0 < ask.lacking < len(required):
            some = [(occur.Should, one) for one in required]
            required = [query.boolean_query(some, minimum_number_should_match=len(some) - ask.lacking)]
        musts += required if ask.lacking < len(ask.required) else []
        if ask.owners is not None:
            musts.append(self._one_of("owner", sorted(ask.owners)))
        if not scored and not musts:
            scored = [(occur.Must, query.const_score_query(query.all_query(), 0.0))]
        clauses = [(occur.Must, query.const_score_query(must, 0.0)) for must in musts]
        excluded = [
            (occur.MustNot, query.term_query(schema, field, _kept(field, term), "basic"))
            for field, term in ask.excluded
        ]
        if scored and clauses:
            clauses.append((occur.Must, query.boolean_query(scored)))
        else:
            clauses += scored
        return query.boolean_query(clauses + excluded)

    def _one_of(self, field: str, values: Sequence[str | int]) -> Any:
        """Return the query for entries with one of `values`."""
        query, occur = self._tantivy.Query, self._tantivy.Occur
        if not 0 < len(values) <= _MOST_SINGLE:
            return query.term_set_query(self._schema, field, list(values))
        return query.boolean_query([(occur.Should, query.term_query(self._schema, field, v, "basic")) for v in values])


def _kept(field: str, term: str) -> str:
    return term.translate(_SHORT_LETTERS) if field == GRAMS else term


def _short(grams: str) -> str:
    """Return prepared text as it is kept: ASCII characters only, as many as before."""
    return grams.encode(_CODE_PAGE, "replace").translate(_SHORT).decode("ascii", "replace")


def _schema(tantivy: Any) -> Any:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("key", fast=True)
    builder.add_unsigned_field("owner", indexed=True, fast=True)
    builder.add_text_field(WORDS, tokenizer_name="terms", index_option="freq")
    builder.add_text_field(GRAMS, tokenizer_name="four", index_option="freq")
    builder.add_text_field(TITLE, tokenizer_name="terms", index_option="freq")
    builder.add_text_field(TAGS, tokenizer_name="raw", index_option="basic")
    builder.add_bytes_field("stored", stored=True)
    return builder.build()
