from __future__ import annotations

import gzip
import json
from math import log2

import pytest

from plandocs.model.errors import UsageError
from plandocs.search import beir
from plandocs.search.evaluate import evaluate
from plandocs.search.metrics import ndcg, percentile, recall, reciprocal_rank

CORPUS = [
    {"_id": "a", "title": "ข้อมูลเปิด", "text": "ชุดข้อมูลเปิดของภาครัฐ\nบรรทัดที่สอง"},
    {"_id": "b", "title": "", "text": "ตัวชี้วัดและค่าเป้าหมาย"},
    {"_id": "c", "text": "น้ำท่วมและการระบายน้ำ", "metadata": {}},
]
QUERIES = [{"_id": "q1", "text": "ชุดข้อมูลเปิด"}, {"_id": "q2", "text": "ตัวชีวัด"}, {"_id": "q3", "text": "ไม่มีคำตอบ"}]


def write(path, records, *, zipped=False):
    data = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records).encode()
    path.write_bytes(gzip.compress(data) if zipped else data)
    return path


@pytest.mark.parametrize("zipped", [False, True])
def test_an_evaluation_has_the_documented_shape(tmp_path, zipped):
    corpus = write(tmp_path / "corpus.jsonl", CORPUS, zipped=zipped)
    queries = write(tmp_path / "queries.jsonl", QUERIES, zipped=zipped)
    qrels = tmp_path / "test.tsv"
    qrels.write_text("query-id\tcorpus-id\tscore\nq1\ta\t2\nq1\tb\t0\nq2\tb\t1\n", "utf-8")
    found = evaluate(corpus, queries, qrels)
    assert {key: found[key] for key in ("documents", "queries")} == {"documents": 3, "queries": 2}
    assert found["metrics"] == {"nDCG@10": 1.0, "MRR@10": 1.0, "recall@10": 1.0, "recall@100": 1.0}
    assert set(found["index"]) == {"seconds", "mb_per_s", "bytes"}
    assert found["index"]["bytes"] > 0
    assert list(found["query_ms"]) == ["p50", "p95", "p99"]


# Expected values worked out by hand from the definitions.
@pytest.mark.parametrize(
    ("ranking", "grades", "wanted"),
    [
        (["a"], {"a": 1}, 1.0),
        (["x", "a"], {"a": 1}, 0.6309297535714575),
        (["x", "y", "a"], {"a": 3}, 0.5),
        (["b", "a"], {"a": 2, "b": 1}, 0.7967075809905066),
        (["b", "a"], {"a": 3, "b": 1}, (1 + 7 / log2(3)) / (7 + 1 / log2(3))),
        (["u"] * 10 + ["a"], {"a": 1}, 0.0),
        ([], {"a": 1}, 0.0),
        (["a"], {"a": 0}, 0.0),
        (["a"], {"a": -1, "b": 1}, 0.0),
    ],
)
def test_ndcg_has_exponential_gain_and_no_gain_for_the_unjudged(ranking, grades, wanted):
    assert ndcg(ranking, grades) == pytest.approx(wanted, abs=1e-12)


@pytest.mark.parametrize(
    "grades",
    [
        {"d1": 2, "d2": 1, "d3": 3, "d4": 3, "d5": 0},
        {"d1": 1},
        {"d5": 3, "d9": 2},
        {"d9": 1},
    ],
    ids=str,
)
def test_measures_are_those_of_ir_measures(grades):
    measures = pytest.importorskip("ir_measures")
    ranking = ["d3", "d1", "x", "d2", "d5", *(f"y{n}" for n in range(6)), "d4"]
    run = {"q": {document: 100.0 - n for n, document in enumerate(ranking)}}
    exponential = measures.nDCG(gains={grade: 2**grade - 1 for grade in range(4)})
    names = [exponential @ 10, measures.RR @ 10, measures.R @ 10, measures.R @ 100]
    found = measures.calc_aggregate(names, {"q": grades}, run)
    ours = [
        ndcg(ranking, grades),
        reciprocal_rank(ranking, grades),
        recall(ranking, grades, 10),
        recall(ranking, grades, 100),
    ]
    assert [found[name] for name in names] == pytest.approx(ours, abs=1e-6)


def test_reciprocal_rank_and_recall_stop_at_their_depth():
    ranking = [f"x{n}" for n in range(10)] + ["a"]
    assert reciprocal_rank(ranking, {"a": 1}) == 0
    assert recall(ranking, {"a": 1, "x0": 1}, 10) == 0.5
    assert recall(ranking, {"a": 0}, 10) == 0


def test_percentiles_are_measured_values():
    assert [percentile([3, 1, 2], share) for share in (0.01, 0.5, 0.95, 1.0)] == [1, 2, 3, 3]
    assert percentile([], 0.5) == 0


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("query-id\tcorpus-id\tscore\nq\td\t1\n", {"q": {"d": 1}}),
        ("q\td\t2\n", {"q": {"d": 2}}),
        ("q 0 d 1\n\nq 0 e 0\n", {"q": {"d": 1, "e": 0}}),
    ],
)
def test_judgements_come_with_or_without_a_header(tmp_path, text, wanted):
    (tmp_path / "qrels.tsv").write_text(text, "utf-8")
    assert beir.judgements(tmp_path / "qrels.tsv") == wanted


@pytest.mark.parametrize("text", ["not json\n", "[1]\n", '{"text": "no id"}\n'])
def test_a_file_in_another_layout_is_named_with_its_line(tmp_path, text):
    path = tmp_path / "corpus.jsonl"
    path.write_text('{"_id": "a", "text": "ก"}\n' + text, "utf-8")
    with pytest.raises(UsageError, match="line 2"):
        list(beir.documents(path))


def test_a_missing_file_is_a_wrong_argument(tmp_path):
    with pytest.raises(UsageError, match="cannot open"):
        beir.queries(tmp_path / "none.jsonl")
