"""The search index of a workspace: a cache that can be rebuilt from the store at any time."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Self

from plandocs.model.agency import Agency
from plandocs.search.encoder import Encoder
from plandocs.search.fits import settled
from plandocs.search.generations import Generations
from plandocs.search.groups import alike, grouped
from plandocs.search.query import Query, parse, plain, typed_in_thai, with_filters
from plandocs.search.rank import documents_of, rank, reranked
from plandocs.search.shelf import ABOUT, SCHEMA_VERSION, Shelf, keep_words, open_shelf, write
from plandocs.search.terms import analyse
from plandocs.search.values import Filters, IndexDocument, SearchResult
from plandocs.thai.segment import Segmenter
from plandocs.thai.terms import Analyzer


class SearchIndex:
    """
    Searches documents and their passages; open it with `open`.

    Reading never blocks: every search sees the last finished generation. One process at a time writes; others wait
    for it.
    """

    def __init__(self, path: Path | None, analyzer: Analyzer, encoder: Encoder | None = None) -> None:
        self._encoder = encoder
        self._generations = Generations(path) if path is not None else None
        self._analyzer = analyzer
        self._folder: Path | None = None
        self._shelf: Shelf | None = open_shelf(None) if path is None else None

    @classmethod
    def open(cls, path: Path | None, segmenter: Segmenter, encoder: Encoder | None = None) -> Self:
        """
        Return the index in `path` (made when first written), or one in memory when `path` is None.

        An `encoder` (see `plandocs.search.encoder`) looks at the best documents once more; without one nothing is lost.
        """
        return cls(path, Analyzer(segmenter), encoder)

    @property
    def needs_rebuild(self) -> bool:
        """Whether there is no index, or one of another version or dictionary, or a damaged one."""
        if self._generations is None:
            return False
        folder = self._generations.current()
        return folder is None or not self._usable(folder) or self._current() is None

    def replace(self, documents: Iterable[IndexDocument]) -> None:
        """Put `documents` in, each in place of its earlier text. All of them become visible at once."""
        documents = list(documents)
        self._write(documents, {document.document_id for document in documents})

    def remove(self, ids: Iterable[str]) -> None:
        """Take documents out."""
        self._write((), set(ids))

    def rebuild(self, documents: Iterable[IndexDocument]) -> None:
        """Make the whole index anew from all `documents`; searches go on in the old one until it is done."""
        if self._generations is None:
            shelf = open_shelf(None)
            write(shelf, documents, (), self._analyzer)
            self._shelf = shelf
            return
        from plandocs.search.bulk import build

        with self._generations.writing(keep=lambda _: False) as folder:
            build(folder, documents, self._analyzer)
            self._sign(folder)

    def search(
        self,
        query: Query | str,
        *,
        limit: int = 10,
        filters: Filters | None = None,
        agency: Agency | None = None,
    ) -> SearchResult:
        """Return the best `limit` passages, grouped by document, with what was understood of the query."""
        asked = parse(query, agency) if isinstance(query, str) else query
        if filters is not None:
            asked = with_filters(asked, filters)
        shelf = self._current()
        if shelf is not None:
            asked = settled(asked, shelf, self._analyzer)
        asked, terms = analyse(asked, self._analyzer, shelf.documents.frequency if shelf else None)
        if shelf is None or not (terms.weighted or asked.barred or asked.filters != Filters()):
            return SearchResult(chips=(*asked.chips, *asked.barred), expansions=asked.expansions)
        ranked = rank(asked, terms, shelf, self._analyzer, limit)
        if self._encoder is not None and asked.words and asked.ranked != "":
            ranked = reranked(ranked, asked.words, shelf, self._encoder)
        return grouped(asked, terms, ranked, shelf, self._analyzer, limit)

    def similar(self, text: str, *, limit: int = 10, without: Iterable[str] = ()) -> SearchResult:
        """
        Return passages that say something like `text` ("more like this finding"), the likest first.

        The passage itself, wherever it stands word for word, and the documents in `without` are left out.
        """
        shelf = self._current()
        if shelf is None:
            return SearchResult()
        _, terms = analyse(plain(text), self._analyzer)
        return SearchResult(alike(text, terms, shelf, self._analyzer, limit, frozenset(without)))

    def rank(self, text: str, limit: int) -> list[tuple[str, float]]:
        """Return (document id, score) of the best documents for a plain text: the product's order of documents."""
        shelf = self._current()
        if shelf is None:
            return []
        asked, terms = analyse(plain(typed_in_thai(text) or text), self._analyzer, shelf.documents.frequency)
        ranked = [one for one in rank(asked, terms, shelf, self._analyzer, limit) if one.match]
        return [(d.document_id, one.score) for d, one in zip(documents_of(ranked, shelf), ranked, strict=True)]

    def __len__(self) -> int:
        shelf = self._current()
        return shelf.documents.count() if shelf else 0

    def _write(self, documents: Iterable[IndexDocument], removed: set[str]) -> None:
        if self._generations is None:
            if self._shelf is not None:
                write(self._shelf, documents, removed, self._analyzer)
            return
        with self._generations.writing(keep=self._usable) as folder:
            write(open_shelf(folder), documents, removed, self._analyzer)
            self._sign(folder)

    def _current(self) -> Shelf | None:
        """Return the engines of the generation in use, opened anew when another process has published one."""
        if self._generations is None:
            return self._shelf
        for _ in range(3):
            folder = self._generations.current()
            if folder is None:
                return None
            if folder == self._folder:
                return self._shelf
            try:
                shelf = open_shelf(folder)
            except (ValueError, OSError):  # damaged, or replaced and tidied away since its name was read
                continue
            self._folder, self._shelf = folder, shelf
            return shelf
        return None

    def _sign(self, folder: Path) -> None:
        keep_words(folder, self._analyzer)
        about = {"schema": SCHEMA_VERSION, "dictionary": self._analyzer.digest}
        (folder / ABOUT).write_text(json.dumps(about), "utf-8")

    def _usable(self, folder: Path) -> bool:
        try:
            about = json.loads((folder / ABOUT).read_text("utf-8"))
        except (OSError, ValueError):
            return False
        return bool(about == {"schema": SCHEMA_VERSION, "dictionary": self._analyzer.digest})


__all__ = ["SearchIndex"]
