"""Building an index from nothing: child processes share the documents, and their parts become one index."""

from __future__ import annotations

import os
import pickle
import shutil
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from plandocs.search.batches import batches, letters, unpacked
from plandocs.search.shelf import ENGINES, join_words, open_shelf, write
from plandocs.search.tantivy_join import join
from plandocs.search.values import IndexDocument
from plandocs.search.workers import Workers, WorkersError
from plandocs.thai import glossary
from plandocs.thai.terms import Analyzer

#: Letters of text below which starting processes takes longer than they save (each needs half a second to be ready).
WORTH_WORKERS = 1_000_000
#: More processes than this would want more memory than they are worth.
_MOST_WORKERS = 4
#: What is no index yet: a folder for each process, and a copy of all batches until the index is whole.
_PARTS, _COPY = "parts", "batches"


def build(folder: Path, documents: Iterable[IndexDocument], analyzer: Analyzer) -> None:
    """
    Make the index of `documents` in the empty `folder`, in a process for each core where there is enough to do.

    Where processes are forbidden or die, this one does it all: nothing is lost. An error of `documents` itself is
    raised as it is.
    """
    stream = iter(documents)
    opening, many = _opening(stream)
    everything = chain(opening, stream)
    count = min(cores(), _MOST_WORKERS)
    # A process reads the glossary itself: another one is not handed over.
    if not many or count < 2 or analyzer.glossary is not glossary.load():
        write(open_shelf(folder, bulk=True), everything, (), analyzer)
        return
    parts = folder / _PARTS
    parts.mkdir()
    given = batches(everything)
    with (parts / _COPY).open("w+b") as copy:
        try:
            _in_workers(folder, [parts / str(n) for n in range(count)], _copied(given, copy), analyzer)
        except WorkersError:
            for name in ENGINES:
                shutil.rmtree(folder / name, ignore_errors=True)
            again = unpacked(chain(_read(copy), given))
            write(open_shelf(folder, bulk=True), again, (), analyzer)
    shutil.rmtree(parts, ignore_errors=True)


def cores() -> int:
    """Return how many processor cores this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on macOS and Windows
        return os.cpu_count() or 1


def _opening(documents: Iterator[IndexDocument]) -> tuple[list[IndexDocument], bool]:
    """Return the first documents, and whether already they are worth processes."""
    taken: list[IndexDocument] = []
    size = 0
    for document in documents:
        taken.append(document)
        size += letters(document)
        if size >= WORTH_WORKERS:
            return taken, True
    return taken, False


def _in_workers(folder: Path, parts: list[Path], given: Iterable[bytes], analyzer: Analyzer) -> None:
    with Workers(parts, analyzer.segmenter) as workers:
        for batch in given:
            workers.give(batch)
        workers.finish()
    try:
        joined = [join([part / name for part in parts], folder / name) for name in ENGINES]
        shelf = open_shelf(folder)
        if joined != [shelf.documents.count(), shelf.passages.count()]:
            raise WorkersError
        join_words(parts, folder)
    except (OSError, ValueError, KeyError) as error:
        raise WorkersError from error


def _copied(given: Iterable[bytes], copy: BinaryIO) -> Iterator[bytes]:
    for batch in given:
        copy.write(pickle.dumps(batch))
        yield batch


def _read(copy: BinaryIO) -> Iterator[bytes]:
    copy.seek(0)
    while True:
        try:
            batch: bytes = pickle.load(copy)  # noqa: S301 - written by `_copied`
        except EOFError:
            return
        yield batch
