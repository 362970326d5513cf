"""The two engines of an index generation, documents and passages, and what is kept with their entries."""

from __future__ import annotations

import json
import queue
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from plandocs.model.text import Place
from plandocs.search.engine import Entry, Match, SearchEngine, key_of
from plandocs.search.values import IndexDocument, IndexPassage
from plandocs.thai.glossary import key
from plandocs.thai.normalise import normalise
from plandocs.thai.terms import Analyzer, gram_text

#: Raised whenever entries or their analysis change, the glossary's spellings too: an index with another number is
#: rebuilt.
SCHEMA_VERSION = 5
ABOUT = "about.json"
#: Words of the documents that no dictionary has, one a line: what a misspelt word may have meant.
WORDS_FILE = "words.txt"
#: Folders of the two engines.
ENGINES = ("documents", "passages")
#: A passage counts as no shorter than this many words (and 4-grams, five a word): a heading or a label that repeats
#: one word of the query would win by its length otherwise. The filler is no term that a query can have.
SHORTEST = 60
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_FILLER_WORD, _FILLER_LETTER = " _", " "


@dataclass(frozen=True, slots=True)
class Shelf:
    """Two engines whose entries belong together by `owner`."""

    documents: SearchEngine
    passages: SearchEngine
    folder: Path | None = None


@lru_cache(maxsize=4)
def own_words(folder: Path | None) -> tuple[str, ...]:
    """Return the words kept with the index in `folder`; some may have left it again with their documents."""
    try:
        return tuple((folder / WORDS_FILE).read_text("utf-8").split("\n")) if folder else ()
    except OSError:
        return ()


def keep_words(folder: Path, analyzer: Analyzer) -> None:
    """Add the words that `analyzer` met beyond its dictionary to those kept in `folder`."""
    _add_words(folder, analyzer.unlisted())


def join_words(parts: Iterable[Path], folder: Path) -> None:
    """Add the words kept in each of `parts` to those kept in `folder`."""
    _add_words(folder, set().union(*(_words_in(part) for part in parts)))


def _add_words(folder: Path, words: set[str]) -> None:
    new = folder / f"{WORDS_FILE}.new"
    new.write_text("\n".join(sorted((_words_in(folder) | words) - {""})), "utf-8")
    new.replace(folder / WORDS_FILE)  # it may be shared with an older generation: it is never changed in place


def _words_in(folder: Path) -> set[str]:
    path = folder / WORDS_FILE
    return set(path.read_text("utf-8").split("\n")) if path.exists() else set()


def owner_of(document_id: str) -> int:
    """Return the key that a document's entries share."""
    return key_of(document_id)


def open_shelf(path: Path | None, *, bulk: bool = False, sharers: int = 1) -> Shelf:
    """Return the engines in `path`, or empty ones in memory. `bulk`: to be built from nothing, by so many `sharers`."""
    from plandocs.search.tantivy_engine import TantivyEngine

    if path is None:
        return Shelf(TantivyEngine(None), TantivyEngine(None))
    documents, passages = (TantivyEngine(path / name, bulk=bulk, sharers=sharers) for name in ENGINES)
    return Shelf(documents, passages, path)


def write(shelf: Shelf, documents: Iterable[IndexDocument], removed: Iterable[str], analyzer: Analyzer) -> None:
    """Put `documents` in place of what was there under their ids, and take `removed` out."""
    gone = {owner_of(document_id) for document_id in removed}
    with _Aside(lambda wholes: shelf.documents.write(wholes, gone)) as wholes:

        def passages() -> Iterator[Entry]:
            for document in documents:
                whole, *parts = entries_of(document, analyzer)
                wholes.put(whole)
                yield from parts

        shelf.passages.write(passages(), gone)


class _Aside:
    """Runs a writer in a second thread: both engines index (outside Python) while the next document is analysed."""

    def __init__(self, write_all: Callable[[Iterator[Entry]], None]) -> None:
        self._entries: queue.Queue[Entry | BaseException | None] = queue.Queue(maxsize=100)
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._run, args=(write_all,), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._entries.put(error)  # None: all were put; an error stops the other writer too
        self._thread.join()
        if error is None and self._error is not None:
            raise self._error

    def put(self, entry: Entry) -> None:
        """Hand one entry to the writer."""
        self._entries.put(entry)

    def _run(self, write_all: Callable[[Iterator[Entry]], None]) -> None:
        try:
            write_all(self._taken())
        except BaseException as error:  # noqa: BLE001 - raised again in the thread that waits
            self._error = error
            while isinstance(self._entries.get(), Entry):
                pass

    def _taken(self) -> Iterator[Entry]:
        while (entry := self._entries.get()) is not None:
            if isinstance(entry, BaseException):
                self._entries.put(entry)  # seen again where the queue is emptied
                raise entry
            yield entry


def entries_of(document: IndexDocument, analyzer: Analyzer) -> Iterator[Entry]:
    """Yield the entry of the whole document, then those of its passages; every text is analysed once."""
    owner = owner_of(document.document_id)
    tags = document_tags(document)
    title = normalise(document.title).text
    clean = [normalise(passage.text).text for passage in document.passages]
    paths = list(dict.fromkeys(passage.headings for passage in document.passages))
    headings = [normalise(text).text for text in dict.fromkeys(heading for path in paths for heading in path)]
    columns = list(dict.fromkeys(passage.columns for passage in document.passages))
    tables = [normalise(text).text for text in columns]
    above = [normalise("\n".join(path)).text for path in paths]
    title_words, *lines = analyzer.lines([title, *headings, *tables, *above, *clean])
    # The whole document says its headings and the columns of its tables once; its passages have them beside their text.
    once = len(headings) + len(tables)
    whole_words, whole_grams = [title_words, *lines[:once]], [gram_text(title), *map(gram_text, (*headings, *tables))]
    table_words = dict(zip(columns, lines[len(headings) :], strict=False))
    heads = dict(zip(paths, lines[once:], strict=False))
    parts: list[Entry] = []
    for passage, text, line in zip(document.passages, clean, lines[once + len(above) :], strict=True):
        # The layout says the item once, above all its findings.
        words = f"{passage.item} {line}" if passage.item else line
        letters = gram_text(text)
        whole_words.append(words)
        whole_grams.append(letters)
        if passage.columns:
            words = f"{words} {table_words[passage.columns]}"
        parts.append(
            Entry(
                key_of(document.document_id, passage.key),
                owner,
                words + _FILLER_WORD * (SHORTEST - words.count(" ") - 1),
                letters + _FILLER_LETTER * (5 * SHORTEST - len(letters)),
                heads[passage.headings],
                (*tags, *_passage_tags(passage)),
                _dump_passage(document.document_id, passage),
            )
        )
    yield Entry(owner, owner, " ".join(whole_words), " ".join(whole_grams), title_words, tags, _dump_document(document))
    yield from parts


def document_tags(document: IndexDocument) -> tuple[str, ...]:
    """Return the tags by which a document and its passages are filtered."""
    year = () if document.fiscal_year is None else (f"year:{int(document.fiscal_year)}",)
    return (f"doc:{document.document_id}", f"kind:{document.kind}", f"agency:{key(document.agency)}", *year)


def _passage_tags(passage: IndexPassage) -> tuple[str, ...]:
    tags: tuple[str, ...] = (f"only:{passage.kind}",) if passage.kind != "text" else ()
    if passage.item:
        tags += (f"item:{passage.item}", f"item:{passage.edition}:{passage.item}")
    return tags


def _dump_document(document: IndexDocument) -> str:
    year = None if document.fiscal_year is None else int(document.fiscal_year)
    return _dump([document.document_id, document.title, str(document.kind), year, document.agency])


def _dump_passage(document_id: str, p: IndexPassage) -> str:
    place, headings = p.place.to_json(), list(p.headings)
    return _dump([document_id, p.key, p.block, p.text, place, p.kind, p.item, p.edition, headings, p.columns])


def _dump(value: Any) -> str:
    return _JSON.encode(value)


def kept_documents(engine: SearchEngine, matches: list[Match]) -> list[IndexDocument]:
    """Return the documents of matches, without passages."""
    return [IndexDocument(*json.loads(stored)) for stored in engine.fetch(matches)]


def kept_passages(engine: SearchEngine, matches: list[Match]) -> list[tuple[str, IndexPassage]]:
    """Return (document id, passage) of matches."""
    found = []
    for stored in engine.fetch(matches):
        document_id, name, block, text, place, kind, item, edition, headings, columns = json.loads(stored)
        passage = IndexPassage(name, block, text, Place.from_json(place), kind, item, edition, tuple(headings), columns)
        found.append((document_id, passage))
    return found
