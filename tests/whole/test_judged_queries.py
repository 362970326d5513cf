"""Forty planners' questions over the sample corpus, judged by reading: search must not get worse."""

from __future__ import annotations

import csv
import json
import math
from collections import defaultdict
from pathlib import Path

import pytest

from plandocs import open as open_workspace
from plandocs.app.search import search

JUDGEMENTS = Path(__file__).parents[2] / "corpus" / "judgements"
DEPTH = 10


def dcg(grades):
    return sum((2**grade - 1) / math.log2(rank + 1) for rank, grade in enumerate(grades, 1))


@pytest.fixture(scope="module")
def scores(sample_workspace):
    queries = {
        q["_id"]: q["text"] for q in map(json.loads, (JUDGEMENTS / "queries.jsonl").read_text("utf-8").splitlines())
    }
    grades = defaultdict(dict)
    with (JUDGEMENTS / "qrels.tsv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            grades[row["query-id"]][row["corpus-id"]] = int(row["score"])
    out = {}
    with open_workspace(sample_workspace) as workspace:
        short = {d.id: Path(d.path).name[:3] for d in workspace.store.documents()}
        for key, text in queries.items():
            ranked = list(dict.fromkeys(short[hit["document_id"]] for hit in search(workspace, text, limit=60)["hits"]))
            found = [grades[key].get(name, 0) for name in ranked[:DEPTH]]
            out[key] = dcg(found) / dcg(sorted(grades[key].values(), reverse=True)[:DEPTH])
    return out


def test_all_forty_are_judged(scores):
    assert len(scores) == 40


def test_the_mean_does_not_fall(scores):
    assert sum(scores.values()) / len(scores) >= 0.89, {k: round(v, 2) for k, v in scores.items()}


def test_hardly_any_question_goes_unanswered(scores):
    assert sum(score < 0.2 for score in scores.values()) <= 2, {k: round(v, 2) for k, v in scores.items() if v < 0.2}
