"""
plandocs beside Lucene's Thai analyzer, bm25s and SQLite FTS5: same documents, same queries, same cores, one run.

    PLANDOCS_DATA=… python benchmarks/search/compare.py [--documents 60000] [--sets title,half,typo] [--json]

Reads ``$PLANDOCS_DATA/thaigov-dev`` (BEIR layout). With more documents than the set has, its paragraphs are recombined
at random, so that no two documents are near-duplicates; then only speed is measured. Every system runs in a process
of its own, so that peak memory is its own. Lucene needs Java and the jar of PyPI's pyserini 0.22.1
(``ANSERINI_JAR``, or the package installed); bm25s is a development dependency. What is missing is skipped and said so.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from plandocs.model.text import Place
from plandocs.search.index import SearchIndex
from plandocs.search.metrics import ndcg, percentile
from plandocs.search.values import IndexDocument, IndexPassage
from plandocs.thai.segment import Segmenter, default_segmenter, thai_words

DEPTH = 100
Documents = list[tuple[str, str]]
Rankings = dict[str, list[str]]


def load(folder: Path, count: int) -> Documents:
    with gzip.open(folder / "corpus.jsonl.gz", "rt", encoding="utf-8") as file:
        records = [json.loads(line) for line in file]
    if not count or count == len(records):
        return [(record["_id"], record["text"]) for record in records]
    if count < len(records):
        return [(record["_id"], record["text"]) for record in records[:count]]
    return recombined([record["text"] for record in records], count)


def recombined(texts: list[str], count: int) -> Documents:
    """Documents of as many paragraphs as the real ones have, each paragraph drawn anew."""
    chance = random.Random(20)  # noqa: S311 - the same documents in every run
    pages = [[line for line in text.split("\n") if line.strip()] for text in texts]
    lines = [line for page in pages for line in page]
    return [(f"m{n}", "\n".join(chance.choices(lines, k=len(chance.choice(pages)) or 1))) for n in range(count)]


def load_queries(folder: Path, names: list[str]) -> dict[str, tuple[dict[str, str], dict[str, dict[str, int]]]]:
    from plandocs.search import beir

    return {
        name: (
            beir.queries(folder / name / "queries.jsonl"),
            beir.judgements(folder / name / "qrels" / "test.tsv"),
        )
        for name in names
    }


def timed(queries: dict[str, str], search: Callable[[str], list[str]]) -> tuple[Rankings, list[float]]:
    rankings, times = {}, []
    search(next(iter(queries.values())))
    for key, text in queries.items():
        start = time.perf_counter()
        rankings[key] = search(text)
        times.append(time.perf_counter() - start)
    return rankings, times


def size_of(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def run_plandocs(documents: Documents, sets: dict[str, dict[str, str]], folder: Path) -> dict[str, Any]:
    start = time.perf_counter()
    index = SearchIndex.open(folder, default_segmenter())
    index.rebuild(_index_documents(documents))
    seconds = time.perf_counter() - start
    out: dict[str, Any] = {"index_seconds": seconds, "bytes": size_of(folder), "sets": {}}
    for name, queries in sets.items():
        rankings, times = timed(queries, lambda text: [document for document, _ in index.rank(text, 10)])
        deep = {key: [document for document, _ in index.rank(text, DEPTH)] for key, text in queries.items()}
        _, whole = timed(queries, lambda text: [hit.document_id for hit in index.search(text).hits])
        out["sets"][name] = {"rankings": deep or rankings, "times": times, "whole": whole}
    return out


def _index_documents(documents: Documents) -> Any:
    for name, text in documents:
        lines = (line for line in text.split("\n") if line.strip())
        passages = tuple(IndexPassage(str(n), n, line, Place("")) for n, line in enumerate(lines))
        yield IndexDocument(name, "", passages=passages)


def run_bm25s(documents: Documents, sets: dict[str, dict[str, str]], folder: Path) -> dict[str, Any]:
    import bm25s

    cut = Segmenter(thai_words())  # newmm over PyThaiNLP's dictionary alone

    def tokens(text: str) -> list[str]:
        return [word.lower() for word in cut.words(text) if not word.isspace()]

    start = time.perf_counter()
    engine = bm25s.BM25(k1=1.2, b=0.75)
    engine.index([tokens(text) for _, text in documents], show_progress=False)
    seconds = time.perf_counter() - start
    engine.save(folder / "bm25s")
    names = [name for name, _ in documents]

    def search(text: str) -> list[str]:
        found, _ = engine.retrieve([tokens(text)], k=min(DEPTH, len(names)), show_progress=False)
        return [names[number] for number in found[0]]

    return {"index_seconds": seconds, "bytes": size_of(folder), "sets": _asked(sets, search)}


def run_sqlite(documents: Documents, sets: dict[str, dict[str, str]], folder: Path) -> dict[str, Any]:
    import sqlite3

    folder.mkdir(parents=True, exist_ok=True)
    base = sqlite3.connect(folder / "fts.db")
    start = time.perf_counter()
    base.execute("CREATE VIRTUAL TABLE texts USING fts5(name UNINDEXED, body, tokenize='trigram')")
    base.executemany("INSERT INTO texts VALUES (?, ?)", documents)
    base.commit()
    seconds = time.perf_counter() - start

    def search(text: str) -> list[str]:
        clean = "".join(character if character.isalnum() else " " for character in text)
        grams = dict.fromkeys(text[n : n + 3].replace('"', " ") for n in range(len(text) - 2))
        asked = " OR ".join(f'"{gram}"' for gram in grams if gram.strip()) if clean.strip() else '"x"'
        rows = base.execute("SELECT name FROM texts WHERE texts MATCH ? ORDER BY bm25(texts) LIMIT ?", (asked, DEPTH))
        return [name for (name,) in rows]

    return {"index_seconds": seconds, "bytes": size_of(folder), "sets": _asked(sets, search)}


def _asked(sets: dict[str, dict[str, str]], search: Callable[[str], list[str]]) -> dict[str, Any]:
    out = {}
    for name, queries in sets.items():
        rankings, times = timed(queries, search)
        out[name] = {"rankings": rankings, "times": times}
    return out


def run_lucene(documents: Documents, sets: dict[str, dict[str, str]], folder: Path) -> dict[str, Any]:
    jar = anserini()
    assert jar is not None
    source = folder / "source"
    source.mkdir(parents=True)
    with (source / "documents.jsonl").open("w", encoding="utf-8") as file:
        for name, text in documents:
            file.write(json.dumps({"id": name, "contents": text}, ensure_ascii=False) + "\n")

    def java(threads: int, *arguments: str) -> float:
        start = time.perf_counter()
        subprocess.run(
            ["java", f"-XX:ActiveProcessorCount={threads}", "-Xmx4g", "-cp", str(jar), *arguments],
            check=True, capture_output=True,
        )  # fmt: skip
        return time.perf_counter() - start

    def index(threads: int) -> float:
        return java(
            threads, "io.anserini.index.IndexCollection", "-collection", "JsonCollection", "-input", str(source),
            "-index", str(folder / f"index{threads}"), "-generator", "DefaultLuceneDocumentGenerator",
            "-threads", str(threads), "-language", "th", "-optimize",
        )  # fmt: skip

    out: dict[str, Any] = {"index_seconds_one_thread": index(1), "index_seconds": index(2), "sets": {}}
    out["bytes"] = size_of(folder / "index2")
    for name, queries in sets.items():
        (folder / "one.tsv").write_text("1\tแผน\n", "utf-8")
        (folder / f"{name}.tsv").write_text(
            "".join(f"{k}\t{' '.join(q.split())}\n" for k, q in queries.items()), "utf-8"
        )
        common = ["io.anserini.search.SearchCollection", "-index", str(folder / "index2"), "-topicreader", "TsvString",
                  "-bm25", "-bm25.k1", "1.2", "-bm25.b", "0.75", "-language", "th", "-hits", str(DEPTH)]  # fmt: skip
        start = java(1, *common, "-topics", str(folder / "one.tsv"), "-output", str(folder / "one.run"))
        run = folder / f"{name}.run"
        mean = max(0.0, java(1, *common, "-topics", str(folder / f"{name}.tsv"), "-output", str(run)) - start) / len(
            queries
        )
        rankings: Rankings = {key: [] for key in queries}
        for line in run.read_text("utf-8").splitlines():
            key, _, document, *_ = line.split()
            rankings[key].append(document)
        out["sets"][name] = {"rankings": rankings, "times": [mean]}
    return out


def anserini() -> Path | None:
    if named := os.environ.get("ANSERINI_JAR"):
        return Path(named)
    spec = importlib.util.find_spec("pyserini")
    found = (
        [jar for place in (spec.submodule_search_locations or ()) for jar in Path(place).glob("resources/jars/*.jar")]
        if spec
        else []
    )
    return found[0] if found and shutil.which("java") else None


SYSTEMS = {"plandocs": run_plandocs, "lucene": run_lucene, "bm25s": run_bm25s, "sqlite": run_sqlite}


def missing(system: str) -> str:
    if system == "lucene" and (anserini() is None or not shutil.which("java")):
        return "no Java or no Anserini jar (ANSERINI_JAR)"
    if system == "bm25s" and importlib.util.find_spec("bm25s") is None:
        return "bm25s is not installed"
    return ""


def one(arguments: argparse.Namespace) -> None:
    folder = Path(os.environ["PLANDOCS_DATA"]) / "thaigov-dev"
    documents = load(folder, arguments.documents)
    judged = load_queries(folder, arguments.sets.split(","))
    sets = {name: dict(list(queries.items())[: arguments.queries or None]) for name, (queries, _) in judged.items()}
    megabytes = sum(len(text.encode()) for _, text in documents) / 1e6
    before = peak()
    with tempfile.TemporaryDirectory() as place:
        raw = SYSTEMS[arguments.one](documents, sets, Path(place) / "index")
    out = {
        "documents": len(documents), "MB": round(megabytes, 1),
        "index_MB_per_s": round(megabytes / raw["index_seconds"], 2),
        "index_bytes": raw["bytes"], "peak_MB_above_texts": round(peak() - before), "sets": {},
    }  # fmt: skip
    if "index_seconds_one_thread" in raw:
        out["index_MB_per_s_one_thread"] = round(megabytes / raw["index_seconds_one_thread"], 2)
    real = not arguments.documents
    for name, found in raw["sets"].items():
        grades = judged[name][1]
        cell = {f"p{share}_ms": round(1000 * percentile(found["times"], share / 100), 2) for share in (50, 95, 99)}
        if "whole" in found:
            cell |= {
                f"whole_search_p{share}_ms": round(1000 * percentile(found["whole"], share / 100), 2)
                for share in (50, 95)
            }
        if real:
            scores = [ndcg(ranking, grades[key]) for key, ranking in found["rankings"].items() if key in grades]
            cell["nDCG@10"] = round(sum(scores) / len(scores), 4)
        out["sets"][name] = cell
    print(json.dumps(out))


def peak() -> float:
    """Highest memory of this process and its finished children so far, in MB."""
    try:
        import resource
    except ImportError:
        return 0.0
    return sum(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=0)
    parser.add_argument("--sets", default="title,half,typo")
    parser.add_argument("--queries", type=int, default=0, help="only the first so many queries of each set")
    parser.add_argument("--systems", default=",".join(SYSTEMS))
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        one(arguments)
        return
    results: dict[str, Any] = {}
    for system in arguments.systems.split(","):
        if reason := missing(system):
            results[system] = {"skipped": reason}
            continue
        done = subprocess.run(
            [sys.executable, __file__, "--one", system, "--documents", str(arguments.documents),
             "--sets", arguments.sets,
             "--queries", str(arguments.queries)], capture_output=True, text=True, check=False,
        )  # fmt: skip
        lines = done.stdout.splitlines()
        results[system] = json.loads(lines[-1]) if done.returncode == 0 and lines else {"failed": done.stderr[-500:]}
    if arguments.json:
        print(json.dumps(results, indent=1))
        return
    for system, found in results.items():
        print(f"\n{system}: " + ", ".join(f"{key} {value}" for key, value in found.items() if key != "sets"))
        for name, cell in found.get("sets", {}).items():
            print(f"  {name:<6} " + "  ".join(f"{key} {value}" for key, value in cell.items()))


if __name__ == "__main__":
    main()
