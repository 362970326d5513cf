"""Measuring the search: the production analysis, engine and ranking on a set with judgements."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from plandocs.search import beir
from plandocs.search.index import SearchIndex
from plandocs.search.metrics import ndcg, percentile, recall, reciprocal_rank
from plandocs.search.values import IndexDocument
from plandocs.thai.segment import Segmenter, default_segmenter

_DEPTH = 100


def evaluate(corpus: Path, queries: Path, qrels: Path, segmenter: Segmenter | None = None) -> dict[str, Any]:
    """
    Return quality, indexing and query speed of the document search on a set in the BEIR layout.

    Keys: documents, queries, metrics (nDCG@10, MRR@10, recall@10, recall@100), index (seconds, mb_per_s, bytes) and
    query_ms (p50, p95, p99). Queries without a judgement are not counted. MB are 10^6 bytes of UTF-8 text; the index is
    made in a temporary directory.
    """
    asked, grades = beir.queries(queries), beir.judgements(qrels)
    judged = [query for query in asked if query in grades]
    size = count = 0

    def texts() -> Iterator[IndexDocument]:
        nonlocal size, count
        for document, length in beir.documents(corpus):
            size += length
            count += 1
            yield document

    with tempfile.TemporaryDirectory(prefix="plandocs-evaluate-", ignore_cleanup_errors=True) as folder:
        start = time.perf_counter()
        index = SearchIndex.open(Path(folder), segmenter or default_segmenter())
        index.rebuild(texts())
        seconds = time.perf_counter() - start
        stored = sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file())
        if judged:
            index.rank(asked[judged[0]], _DEPTH)  # opening the index is no part of a query
        rankings, times = _ask(index, [asked[query] for query in judged])
    return {
        "documents": count,
        "queries": len(judged),
        "metrics": _means(rankings, [grades[query] for query in judged]),
        "index": {"seconds": round(seconds, 3), "mb_per_s": round(size / 1e6 / seconds, 3), "bytes": stored},
        "query_ms": {f"p{share}": round(percentile(times, share / 100) * 1000, 3) for share in (50, 95, 99)},
    }


def _ask(index: SearchIndex, texts: list[str]) -> tuple[list[list[str]], list[float]]:
    rankings, times = [], []
    for text in texts:
        start = time.perf_counter()
        found = index.rank(text, _DEPTH)
        times.append(time.perf_counter() - start)
        rankings.append([document for document, _ in found])
    return rankings, times


def _means(rankings: list[list[str]], grades: list[dict[str, int]]) -> dict[str, float]:
    pairs = list(zip(rankings, grades, strict=True))
    measures = {
        "nDCG@10": [ndcg(ranking, judged, 10) for ranking, judged in pairs],
        "MRR@10": [reciprocal_rank(ranking, judged, 10) for ranking, judged in pairs],
        "recall@10": [recall(ranking, judged, 10) for ranking, judged in pairs],
        "recall@100": [recall(ranking, judged, 100) for ranking, judged in pairs],
    }
    return {name: round(sum(values) / len(values), 6) if values else 0.0 for name, values in measures.items()}
