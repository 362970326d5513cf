"""
Where the time of indexing goes: CPU seconds of each stage, each run alone over the same documents, then the whole.

    PLANDOCS_DATA=… python benchmarks/search/stages.py [--documents 8000]

Reads ``$PLANDOCS_DATA/thaigov-dev`` (BEIR layout). The whole is made by one process, where analysis and tantivy's two
threads run beside each other as far as Python lets them, and by one process per core. "others" is what everybody else
on this computer took meanwhile (Linux only): with both cores busy, wall time says nothing.
"""

from __future__ import annotations

import argparse
import itertools
import os
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from plandocs.search import beir, bulk
from plandocs.search.engine import Entry
from plandocs.search.index import SearchIndex
from plandocs.search.shelf import entries_of
from plandocs.search.tantivy_engine import TantivyEngine
from plandocs.search.values import IndexDocument
from plandocs.thai.normalise import normalise
from plandocs.thai.segment import default_segmenter
from plandocs.thai.terms import Analyzer, gram_text


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=8000)
    count = parser.parse_args().documents
    corpus = Path(os.environ["PLANDOCS_DATA"]) / "thaigov-dev" / "corpus.jsonl.gz"
    sized = list(itertools.islice(beir.documents(corpus), count))
    documents, megabytes = [document for document, _ in sized], sum(size for _, size in sized) / 1e6
    texts = [passage.text for document in documents for passage in document.passages]
    default_segmenter().words("แผน")  # the dictionary is loaded once for the life of a process
    print(f"{len(documents)} documents, {len(texts)} passages, {megabytes:.1f} MB; load {os.getloadavg()[0]:.1f}")

    def stage(name: str, work: Callable[[], Any]) -> Any:
        start = time.process_time()
        made = work()
        seconds = time.process_time() - start
        print(f"{name:<42} {seconds:6.2f} s  {megabytes / max(seconds, 1e-9):7.1f} MB per CPU second")
        return made

    clean = stage("normalise", lambda: [normalise(text).text for text in texts])
    stage("segment, text by text (as a query is)", lambda: [len(default_segmenter().words(text)) for text in clean])
    analyzer = Analyzer(default_segmenter())
    stage("segment and join terms, as an index is", lambda: [len(line) for line in analyzer.lines(clean)])
    stage("letters of 4-grams", lambda: [len(gram_text(text)) for text in clean])
    analyzer = Analyzer(default_segmenter())
    stage("analysis", lambda: [sum(1 for _ in entries_of(document, analyzer)) for document in documents])
    entries = [list(entries_of(document, analyzer)) for document in documents]
    wholes, parts = [found[0] for found in entries], [entry for found in entries for entry in found[1:]]
    stage("tantivy, documents without 4-grams", lambda: index(replace(entry, grams="") for entry in wholes))
    stage("tantivy, documents", lambda: index(wholes))
    stage("tantivy, passages without 4-grams", lambda: index(replace(entry, grams="") for entry in parts))
    stage("tantivy, passages", lambda: index(parts))
    for done in (entries, wholes, parts, clean):
        done.clear()
    cores = bulk.cores()
    whole("all of it, one process", documents, megabytes, 1)
    whole(f"all of it, a process for each of {cores} cores", documents, megabytes, cores)


def whole(name: str, documents: list[IndexDocument], megabytes: float, cores: int) -> None:
    bulk.cores = lambda: cores
    with tempfile.TemporaryDirectory() as folder:
        wall, own, everybody = time.perf_counter(), used(), busy()
        SearchIndex.open(Path(folder), default_segmenter()).rebuild(documents)
        wall, own, everybody = time.perf_counter() - wall, used() - own, busy() - everybody
    print(
        f"{name:<42} {own:6.2f} s  {megabytes / own:7.1f} MB per CPU second; {wall:.2f} s wall, "
        f"{megabytes / wall:.2f} MB/s; others {max(0.0, everybody - own):.1f} s"
    )


def used() -> float:
    """CPU seconds of this process and its finished children."""
    return sum(os.times()[:4])


def busy() -> float:
    """CPU seconds of everybody on this computer."""
    try:
        user, nice, system, _, _, *rest = map(int, Path("/proc/stat").read_text("utf-8").split("\n")[0].split()[1:8])
    except (OSError, ValueError):
        return 0.0
    return (user + nice + system + sum(rest)) / os.sysconf("SC_CLK_TCK")


def index(entries: Iterable[Entry]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        TantivyEngine(Path(folder), bulk=True).write(entries)


if __name__ == "__main__":
    main()
