"""Documents as bytes, in batches, on their way to another process."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator
from operator import attrgetter
from typing import Any, BinaryIO

from plandocs.model.text import Place
from plandocs.search.values import IndexDocument, IndexPassage

#: Letters of text in a batch.
_LETTERS = 100_000
#: Comes after the last batch: a stream that ends without it was cut off.
END = pickle.dumps(None)
# Plain tuples take a third of the time that the values themselves would take.
_of_place = attrgetter(*Place.__slots__)
_of_passage = attrgetter(*IndexPassage.__slots__)
_of_document = attrgetter(*IndexDocument.__slots__)
_PLACE, _PASSAGES = IndexPassage.__slots__.index("place"), IndexDocument.__slots__.index("passages")


def letters(document: IndexDocument) -> int:
    """Return how much text there is."""
    return sum(len(passage.text) for passage in document.passages)


def batches(documents: Iterable[IndexDocument]) -> Iterator[bytes]:
    """Yield all documents, some at a time."""
    batch: list[Any] = []
    size = 0
    for document in documents:
        batch.append(_packed(document))
        size += letters(document)
        if size >= _LETTERS:
            yield pickle.dumps(batch, pickle.HIGHEST_PROTOCOL)
            batch, size = [], 0
    if batch:
        yield pickle.dumps(batch, pickle.HIGHEST_PROTOCOL)


def unpacked(given: Iterable[bytes]) -> Iterator[IndexDocument]:
    """Yield the documents of batches."""
    for batch in given:
        yield from map(_document, pickle.loads(batch))  # noqa: S301 - written by this process


def received(stream: BinaryIO) -> Iterator[IndexDocument]:
    """Yield the documents of a stream of batches; raises `EOFError` when it stops before `END`."""
    while (batch := pickle.load(stream)) is not None:  # noqa: S301 - written by our own parent process
        yield from map(_document, batch)


def _packed(document: IndexDocument) -> list[Any]:
    values = list(_of_document(document))
    values[_PASSAGES] = [_packed_passage(passage) for passage in document.passages]
    return values


def _packed_passage(passage: IndexPassage) -> list[Any]:
    values = list(_of_passage(passage))
    values[_PLACE] = _of_place(passage.place)
    return values


def _document(values: list[Any]) -> IndexDocument:
    values[_PASSAGES] = tuple(map(_passage, values[_PASSAGES]))
    return IndexDocument(*values)


def _passage(values: list[Any]) -> IndexPassage:
    values[_PLACE] = Place(*values[_PLACE])
    return IndexPassage(*values)
