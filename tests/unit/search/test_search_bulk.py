"""An index built by several processes is the one that a single process builds."""

from __future__ import annotations

import io
import os
import pickle
import random
import signal
import subprocess
import sys
import textwrap
import time
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from plandocs.model.text import Place
from plandocs.search import bulk, workers
from plandocs.search.batches import END, batches, received, unpacked
from plandocs.search.generations import Generations
from plandocs.search.index import SearchIndex
from plandocs.search.shelf import own_words
from plandocs.search.tantivy_engine import TantivyEngine
from plandocs.search.tantivy_join import join
from plandocs.search.values import Filters, IndexDocument, IndexPassage
from plandocs.thai.segment import Segmenter, default_segmenter, segmenter_with

PHRASES = [
    "ส่วนราชการยังไม่มีชุดข้อมูลเปิด", "ตามบัญชีข้อมูลภาครัฐ", "มีมาตรการป้องกันทุจริต", "เชิงรุกที่ชัดเจน", "ผลการสำรวจความผูกพัน",
    "ของบุคลากรลดลงจากปีก่อน", "พัฒนาเว็บไซต์ให้ใช้งานง่าย", "ต้นทุนต่อหน่วยผลผลิต", "PMQA 4.0", "๔.๑ก(๒)", "ร้อยละ ๘๕.๒",
    "ต่าง ๆ", "ก.พ.ร.", "ผู้รับบริการและผู้มีส่วนได้ส่วนเสีย", "แผนเพิ่มประสิทธิภาพองค์การ", "โคราชเจนนิสต้า", "บูรณาการฐานข้อมูล",
]  # fmt: skip
QUERIES = [
    "ข้อมูลเปิด", "ข้อมูลเปิด 4.1 ปี 64", "ทุจริตเชิงรุก", '"ความผูกพัน"', "เว็ปไซต์ -ทุจริต", "ตนทนต่อหน่วย", "PMQA 4.0", "๔.๑",
    "ปีล่าสุด จุดแข็ง", "โคราชเจนนิสตา", "แผน", "ก.พ.ร. ร้อยละ 85.2",
]  # fmt: skip


def invented(count, seed=3):
    chance = random.Random(seed)  # noqa: S311 - the same documents in every run
    kinds = [(), ("ofi", "4.1", "pmqa4"), ("strength", "1.2", "pmqa4")]
    for number in range(count):
        lines = [" ".join(chance.choices(PHRASES, k=chance.randint(1, 12))) for _ in range(chance.randint(1, 9))]
        places = [Place(f"หน้า {n}", page=n + 1, box=(1.0, 2.0, 3.5, 4.0)) for n in range(len(lines))]
        passages = tuple(
            IndexPassage(str(n), n, line, place, *chance.choice(kinds), headings=("หมวด 4",) * (n % 2))
            for n, (line, place) in enumerate(zip(lines, places, strict=True))
        )
        year = chance.choice([None, 2564, 2565, 2566])
        yield IndexDocument(f"d{number}", f"รายงานฉบับที่ {number}", "feedback-report", year, "กรมตัวอย่าง", passages)


@pytest.fixture
def shared(monkeypatch):
    """Three processes, however little there is to do, and a count of those started."""
    started = []
    start = workers.Workers._start

    def counted(self, folder):
        start(self, folder)
        started.append(self._processes[-1])

    monkeypatch.setattr(bulk, "WORTH_WORKERS", 1)
    monkeypatch.setattr(bulk, "cores", lambda: 3)
    monkeypatch.setattr("plandocs.search.batches._LETTERS", 2_000)
    monkeypatch.setattr(workers.Workers, "_start", counted)
    return started


def answers(index):
    """Everything that a planner could see of the answers; scores on their own, to five digits."""
    seen, scores = [], []
    asked = [(query, None) for query in QUERIES] + [("", Filters(years=(2565,)))]
    for query, filters in asked:
        found = index.search(query, filters=filters, limit=50)
        ranked = index.rank(query, 50)
        scores += [score for hit in found.hits for score in (hit.score, hit.document_score)]
        scores += [score for _, score in ranked]
        seen += [replace(hit, score=0.0, document_score=0.0) for hit in found.hits]
        seen += [found.suggestion, [name for name, _ in ranked]]
    return seen, scores


def same(one, other):
    """Scores come rounded to four decimals."""
    return one[0] == other[0] and one[1] == pytest.approx(other[1], rel=1e-5, abs=1.1e-4)


def in_one_process(path, documents, segmenter):
    index = SearchIndex.open(path, segmenter)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bulk, "cores", lambda: 1)
        index.rebuild(documents)
    return index


def words_of(path):
    return set(own_words(Generations(path).current()))


def test_answers_and_scores_are_those_of_an_index_made_in_one_process(tmp_path, shared):
    one = in_one_process(tmp_path / "one", invented(120), default_segmenter())
    assert not shared
    many = SearchIndex.open(tmp_path / "many", default_segmenter())
    many.rebuild(invented(120))
    assert [process.returncode for process in shared] == [0, 0, 0]
    assert many._current().documents._searcher.num_segments > 1
    assert answers(one)[0]
    assert same(answers(many), answers(one))
    assert words_of(tmp_path / "many") == words_of(tmp_path / "one") != {""}
    assert sorted(path.name for path in Generations(tmp_path / "many").current().iterdir()) == [
        "about.json", "documents", "passages", "words.txt",
    ]  # fmt: skip


def test_a_joined_index_grows_and_shrinks_like_any_other(tmp_path, shared):
    one = in_one_process(tmp_path / "one", invented(60), default_segmenter())
    many = SearchIndex.open(tmp_path / "many", default_segmenter())
    many.rebuild(invented(60))
    for index in (one, many):
        index.remove([f"d{number}" for number in range(0, 60, 3)])
        for seed in range(12):  # enough commits for the engine to merge segments
            index.replace(list(invented(5 + seed, seed)))
    assert len(many) == len(one)
    assert many._current().documents._searcher.num_segments < 12
    # Entries that were taken out count in BM25's statistics until their segment is merged.
    again = SearchIndex.open(tmp_path / "many", default_segmenter())
    for query in QUERIES:
        assert {name for name, _ in again.rank(query, 500)} == {name for name, _ in one.rank(query, 500)}


@pytest.mark.parametrize(
    "segmenter",
    [segmenter_with(["โคราชเจนนิสต้า", "ชุดข้อมูลเปิดตามบัญชี"]), Segmenter(["แผน", "ข้อมูล", "เปิด", "ทุจริต"])],
    ids=["words of the workspace", "another dictionary"],
)
def test_the_dictionary_reaches_the_processes(tmp_path, shared, segmenter):
    one = in_one_process(tmp_path / "one", invented(40), segmenter)
    many = SearchIndex.open(tmp_path / "many", segmenter)
    many.rebuild(invented(40))
    assert [process.returncode for process in shared] == [0, 0, 0]
    assert same(answers(many), answers(one))
    assert not SearchIndex.open(tmp_path / "many", segmenter).needs_rebuild


def _no_program(monkeypatch):
    monkeypatch.setattr(sys, "executable", "/nonexistent/python")


def _forbidden(monkeypatch):
    def never(*arguments, **more):
        raise PermissionError

    monkeypatch.setattr(subprocess, "Popen", never)


def _another_program(monkeypatch):
    monkeypatch.setattr(workers, "_task", lambda _, sharers: pickle.dumps((sharers, [], False, "another")))


def _broken_join(monkeypatch):
    def never(parts, into):
        into.mkdir()
        raise ValueError

    monkeypatch.setattr(bulk, "join", never)


@pytest.mark.parametrize("fault", [_no_program, _forbidden, _another_program, _broken_join])
def test_without_working_processes_nothing_is_lost(tmp_path, shared, monkeypatch, fault):
    one = in_one_process(tmp_path / "one", invented(80), default_segmenter())
    fault(monkeypatch)
    many = SearchIndex.open(tmp_path / "many", default_segmenter())
    many.rebuild(invented(80))
    assert same(answers(many), answers(one))
    assert not (Generations(tmp_path / "many").current() / "parts").exists()


def test_a_process_that_dies_half_way_loses_nothing(tmp_path, shared):
    def deadly():
        for number, document in enumerate(invented(200)):
            if number == 100:
                shared[1].kill()
                shared[1].wait()
            yield document

    many = SearchIndex.open(tmp_path / "many", default_segmenter())
    many.rebuild(deadly())
    assert len(many) == 200
    assert same(answers(many), answers(in_one_process(tmp_path / "one", invented(200), default_segmenter())))
    assert all(process.returncode is not None for process in shared)


def test_an_error_of_the_documents_ends_the_processes_and_keeps_the_old_index(tmp_path, shared):
    index = SearchIndex.open(tmp_path, default_segmenter())
    index.rebuild(invented(5))

    def broken():
        yield from invented(50)
        raise OSError("the store is gone")  # not to be taken for an error of the processes

    with pytest.raises(OSError, match="the store is gone"):
        index.rebuild(broken())
    assert len(SearchIndex.open(tmp_path, default_segmenter())) == 5
    assert all(process.returncode is not None for process in shared)


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX systems")
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGKILL])
def test_no_process_outlives_its_parent(tmp_path, sent):
    script = """
        import signal, sys, time
        from pathlib import Path
        from plandocs.search import bulk
        from plandocs.search.index import SearchIndex
        from plandocs.search.values import IndexDocument
        from plandocs.thai.segment import default_segmenter

        def slow():
            yield IndexDocument("x", "ครึ่งเดียว")
            print("writing", flush=True)
            time.sleep(60)

        # A job that a shell started in the background takes no notice of Ctrl-C, nor would its children.
        signal.signal(signal.SIGINT, signal.default_int_handler)
        bulk.WORTH_WORKERS = 0
        bulk.cores = lambda: 2
        SearchIndex.open(Path(sys.argv[1]), default_segmenter()).rebuild(slow())
    """
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    parent = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(script), str(tmp_path)],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment,
    )  # fmt: skip
    assert parent.stdout.readline().strip() == b"writing"
    children = psutil.Process(parent.pid).children()
    assert len(children) == 2
    time.sleep(0.2)
    parent.send_signal(sent)
    parent.communicate(timeout=60)
    assert psutil.wait_procs(children, timeout=60)[1] == []


def test_documents_come_back_from_batches_as_they_were():
    documents = list(invented(30))
    stream = io.BytesIO(b"".join([*batches(documents), END]))
    assert list(received(stream)) == documents == list(unpacked(batches(documents)))


def test_a_stream_that_stops_short_is_an_error():
    with pytest.raises(EOFError):
        list(received(io.BytesIO(b"".join(batches(invented(3))))))


def test_only_indexes_of_one_schema_are_joined(tmp_path):
    for name in ("a", "b"):
        TantivyEngine(tmp_path / name)
    meta = tmp_path / "b" / "meta.json"
    meta.write_text(meta.read_text("utf-8").replace('"freq"', '"position"'), "utf-8")
    with pytest.raises(ValueError, match="schema"):
        join([tmp_path / "a", tmp_path / "b"], Path(tmp_path / "c"))
    assert not (tmp_path / "c").exists()
