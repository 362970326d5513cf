from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from plandocs.model.agency import Agency, Unit
from plandocs.model.errors import MissingToolError, WorkspaceError
from plandocs.model.text import Place
from plandocs.search.encoder import LocalEncoder
from plandocs.search.generations import Generations
from plandocs.search.index import SearchIndex
from plandocs.search.lock import Lock
from plandocs.search.query import parse
from plandocs.search.values import Filters, IndexDocument, IndexPassage
from plandocs.thai.segment import Segmenter, default_segmenter, segmenter_with

AGENCY = Agency(name="กรมตัวอย่าง", acronyms={"กพร.": "กลุ่มพัฒนาระบบบริหาร"}, units=(Unit("กองแผนงาน", "กผ."),))


def passage(key, text, **more):
    return IndexPassage(key, int(key), text, Place(f"ย่อหน้าที่ {key}", paragraph=int(key)), **more)


def report(year, *passages):
    return IndexDocument(f"r{year}", f"รายงานป้อนกลับ ประจำปี {year}", "feedback-report", year, "กรมตัวอย่าง", passages)


DOCUMENTS = [
    report(
        2564,
        passage("1", "ส่วนราชการยังไม่มีชุดข้อมูลเปิดตามบัญชีข้อมูลภาครัฐ", kind="ofi", item="4.1", edition="pmqa4"),
        passage("2", "มีมาตรการป้องกันทุจริตที่ชัดเจน", kind="strength", item="1.2", edition="pmqa4"),
        passage("3", "ไม่พบหลักฐานการป้องกันทุจริตเชิงรุก", kind="ofi", item="1.2", edition="pmqa4"),
    ),
    report(2565, passage("1", "ข้อมูลเปิดมีเพียง ๑๑ ชุด ยังไม่ครบตามเป้าหมาย", kind="ofi", item="4.1", edition="pmqa4")),
    IndexDocument(
        "p2564", "แผนเพิ่มประสิทธิภาพองค์การ 2564", "improvement-plan", 2564, "กรมตัวอย่าง",
        (
            passage("1", "กลุ่มพัฒนาระบบบริหาร จัดประชุมวันที่ 12 ต.ค. 2563 เรื่องเว็บไซต์"),
            passage("2", "สำนักงาน ก.พ.ร. แจ้งผลการประเมิน"),
            passage("3", "ประชุมครั้งที่ 2 เดือน ก.พ. 2564"),
            passage("4", "กรมพัฒนาฝีมือแรงงาน จัดอบรม"),
            passage("5", "วิเคราะห์ต้นทุนต่อหน่วย ดําเนินการ ๔.๑ก(๒)"),
        ),
    ),
]  # fmt: skip


@pytest.fixture
def index():
    made = SearchIndex.open(None, default_segmenter())
    made.replace(DOCUMENTS)
    return made


def found(result):
    return [(hit.document_id, hit.passage_key) for hit in result.hits]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("ข้อมูลเปิด 4.1 ปี 64", ("r2564", "1")),
        ("ข้อมูลเปิด 4.1 ปี 2565", ("r2565", "1")),
        ("ข้อมูลเปิด ๔.๑ ปีงบ ๖๕", ("r2565", "1")),
        ("เว็ปไซต์", ("p2564", "1")),
        ("กพร ประชุม ต.ค.", ("p2564", "1")),
        ("กลุ่มพัฒนาระบบบริหาร", ("p2564", "1")),
        ("ก.พ.ร.", ("p2564", "2")),
        ("ก.พ. 2564", ("p2564", "3")),
        ("จุดแข็ง 1.2", ("r2564", "2")),
        ("OFI ทุจริต", ("r2564", "3")),
        ("ต้นทุนตอ่หน่วย", ("p2564", "5")),
        ("ดำเนินการ", ("p2564", "5")),
        ("4.1ก(2)", ("p2564", "5")),
        ('"ไม่มีชุดข้อมูลเปิด"', ("r2564", "1")),
        ("แผนพัฒนาองค์กร เว็บไซต์", ("p2564", "1")),
        ("unit cost", ("p2564", "5")),
    ],
)
def test_what_a_planner_types_finds_the_passage_she_means(index, query, first):
    assert found(index.search(query, agency=AGENCY))[0] == first


@pytest.mark.parametrize(
    ("query", "never"),
    [
        ("กพร.", ("p2564", "4")),
        ("ก.พ. 2564", ("p2564", "2")),
        ("ก.พ.ร.", ("p2564", "3")),
        ("ทุจริต only:strength", ("r2564", "3")),
        ("ข้อมูลเปิด -ชุดข้อมูล", ("r2564", "1")),
        ("ข้อมูลเปิด ปี:2565", ("r2564", "1")),
        ('"ประชุม" ต้นทุน', ("p2564", "5")),
    ],
)
def test_what_she_does_not_mean_stays_out(index, query, never):
    result = index.search(query, agency=AGENCY)
    assert result.hits
    assert never not in found(result)


@pytest.mark.parametrize(
    ("filters", "wanted"),
    [
        (Filters(years=(2565,)), {"r2565"}),
        (Filters(years=(2564, 2565)), {"r2564", "r2565"}),
        (Filters(kinds=("improvement-plan",)), set()),
        (Filters(items=("1.2",)), set()),
        (Filters(items=("4.1",), only="ofi"), {"r2564", "r2565"}),
        (Filters(only="strength"), set()),
        (Filters(agency="กรมอื่น"), set()),
        (Filters(agency="กรมตัวอย่าง"), {"r2564", "r2565"}),
        (Filters(documents=("r2564",)), {"r2564"}),
    ],
)
def test_filters_narrow(index, filters, wanted):
    assert {hit.document_id for hit in index.search("ข้อมูลเปิด", filters=filters).hits} == wanted


def test_a_filter_alone_lists_what_fits(index):
    assert set(found(index.search("item:1.2"))) == {("r2564", "2"), ("r2564", "3")}


def test_chips_can_be_removed(index):
    with_chip = index.search("ข้อมูลเปิด ปี 2564")
    assert [chip.label for chip in with_chip.chips] == ["ปี 2564"]
    without = index.search(parse("ข้อมูลเปิด ปี 2564", without={"year:2564"}))
    assert not without.chips
    assert {hit.document_id for hit in without.hits} >= {"r2564", "r2565"}


def test_readings_of_an_acronym_are_shown(index):
    (expansion,) = index.search("กพร.", agency=AGENCY).expansions
    assert expansion.also == ("กลุ่มพัฒนาระบบบริหาร",)
    assert "กรมพัฒนาฝีมือแรงงาน" in expansion.ambiguous
    (unit,) = index.search("กผ.", agency=AGENCY).expansions
    assert unit.also == ("กองแผนงาน",)


def test_a_misspelt_word_gets_a_proposal(index):
    assert index.search("ทุจริด").suggestion == "ทุจริต"
    assert not index.search("ทุจริต").suggestion


def test_a_word_that_only_the_documents_know_is_proposed(tmp_path):
    for path in (None, tmp_path):
        index = SearchIndex.open(path, default_segmenter())
        index.replace([IndexDocument("d", "", passages=(passage("1", "ค่า Engagement ผ่านระบบ Zylofone"),))])
        index.replace([IndexDocument("e", "", passages=(passage("1", "ข้อความอื่น"),))])
        assert index.search("zylofnoe").suggestion == "zylofone"
        assert index.search("Engagemnt").suggestion == "engagement"
    fresh = SearchIndex.open(tmp_path, default_segmenter())
    assert fresh.search("zylofnoe").suggestion == "zylofone"
    fresh.remove(["d"])
    assert not fresh.search("zylofnoe").suggestion


@pytest.mark.parametrize("name", ["กตย.", "กตย", "กรมตัวอย่าง", "กรม ตัวอย่าง"])
def test_an_agency_is_found_by_name_and_abbreviation(index, name):
    agency = Agency(name="กรมตัวอย่าง", short="กตย.")
    query = parse("ข้อมูลเปิด", agency)
    assert {hit.document_id for hit in index.search(query, filters=Filters(agency=name)).hits} == {"r2564", "r2565"}
    assert not index.search(query, filters=Filters(agency="กรมอื่น")).hits


@pytest.mark.parametrize("query", ["", "   ", "ฟหกดฟหกด", "zzzz", '"', "-"])
def test_nothing_comes_back_for_nothing(index, query):
    assert index.search(query).hits == ()


def test_highlights_are_in_the_original_text(index):
    hit = index.search("ดำเนินการ 4.1ก(2)").hits[0]
    assert [hit.text[a:b] for a, b in hit.highlights] == ["ดําเนินการ", "๔.๑ก(๒)"]


def test_a_document_found_by_its_title_shows_its_opening():
    index = SearchIndex.open(None, default_segmenter())
    index.replace([IndexDocument("d", "คู่มือธรรมาภิบาล", passages=(passage("2", "ข้อสอง"), passage("1", "ข้อหนึ่ง")))])
    (hit,) = index.search("ธรรมาภิบาล").hits
    assert (hit.passage_key, hit.highlights) == ("1", ())


def test_copies_are_folded_into_one():
    index = SearchIndex.open(None, default_segmenter())
    one = (passage("1", "รายงานผลการประเมินคุณภาพภาครัฐฉบับเต็ม"),)
    index.replace([IndexDocument(name, "รายงาน", "other", 2564, passages=one) for name in ("a", "b")])
    (hit,) = index.search("ประเมินคุณภาพ").hits
    assert {hit.document_id, *hit.same_as} == {"a", "b"}


def test_more_like_this_finds_kin_and_not_itself(index):
    hits = index.similar(DOCUMENTS[0].passages[0].text).hits
    assert hits[0].document_id == "r2565"
    assert not any(hit.text == DOCUMENTS[0].passages[0].text for hit in hits)


def test_limit_counts_passages_and_documents_stay_together(index):
    result = index.search("ประชุม ข้อมูล ทุจริต", limit=4)
    assert len(result.hits) <= 4
    order = [hit.document_id for hit in result.hits]
    assert order == sorted(order, key=order.index)
    assert [hit.rank for hit in result.hits] == sorted(hit.rank for hit in result.hits)


def test_changed_and_deleted_documents_are_never_found_under_their_old_text(tmp_path):
    index = SearchIndex.open(tmp_path / "index", default_segmenter())
    reader = SearchIndex.open(tmp_path / "index", default_segmenter())
    index.replace(DOCUMENTS)
    assert reader.search("ทุจริต").hits
    index.replace([report(2564, passage("1", "เรื่องใหม่ทั้งหมด"))])
    assert not reader.search("ทุจริต").hits
    assert found(reader.search("เรื่องใหม่"))[0] == ("r2564", "1")
    index.remove(["r2564"])
    assert not reader.search("ใหม่ทั้งหมด").hits
    assert len(reader) == 2


def test_results_are_the_same_after_a_rebuild(tmp_path):
    index = SearchIndex.open(tmp_path / "index", default_segmenter())
    for document in DOCUMENTS:
        index.replace([document])
    index.replace(DOCUMENTS)
    grown = found(index.search("ข้อมูลเปิด ประชุม 2564"))
    index.rebuild(DOCUMENTS)
    assert found(index.search("ข้อมูลเปิด ประชุม 2564")) == grown


def test_an_index_is_rebuilt_when_missing_damaged_or_made_with_other_words(tmp_path):
    path = tmp_path / "index"
    index = SearchIndex.open(path, default_segmenter())
    assert index.needs_rebuild
    assert not index.search("แผน").hits
    index.rebuild(DOCUMENTS)
    assert not index.needs_rebuild
    assert SearchIndex.open(path, segmenter_with(["คำใหม่ของเรา"])).needs_rebuild
    generation = Generations(path).current()
    shutil.rmtree(generation / "passages")
    (generation / "documents" / "meta.json").write_text("{", "utf-8")
    damaged = SearchIndex.open(path, default_segmenter())
    assert damaged.needs_rebuild
    assert damaged.search("แผน").hits == ()
    damaged.rebuild(DOCUMENTS)
    assert damaged.search("แผน").hits


def test_adding_to_an_outdated_index_starts_a_new_one(tmp_path):
    small = Segmenter(["แผน", "ข้อมูล"])
    SearchIndex.open(tmp_path, small).replace(DOCUMENTS)
    index = SearchIndex.open(tmp_path, default_segmenter())
    index.replace(DOCUMENTS[:1])
    assert len(index) == 1


def test_a_failing_rebuild_leaves_the_old_index_in_place(tmp_path):
    index = SearchIndex.open(tmp_path, default_segmenter())
    index.replace(DOCUMENTS)

    def broken():
        yield DOCUMENTS[0]
        raise RuntimeError

    with pytest.raises(RuntimeError):
        index.rebuild(broken())
    assert len(SearchIndex.open(tmp_path, default_segmenter())) == 3
    assert len(list(tmp_path.glob("gen-*"))) == 1


def test_a_second_writer_waits_and_says_so_when_it_gives_up(tmp_path):
    generations = Generations(tmp_path)
    tmp_path.joinpath("writer.lock").touch()
    with (
        Lock(tmp_path / "writer.lock", 0),
        pytest.raises(WorkspaceError, match="another process"),
        generations.writing(lambda _: False, patience=0.1),
    ):
        pass


def _write(path, number):
    index = SearchIndex.open(Path(path), default_segmenter())
    index.replace(
        [IndexDocument(f"w{number}", f"เอกสาร {number}", passages=(passage("1", f"ข้อความที่ {number} ร่วมกัน"),))]
    )


def test_writers_in_several_processes_lose_nothing(tmp_path):
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_write, args=(str(tmp_path), number)) for number in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert [worker.exitcode for worker in workers] == [0, 0, 0]
    assert len(SearchIndex.open(tmp_path, default_segmenter())) == 3


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL on this system")
def test_a_killed_writer_leaves_a_whole_index_and_no_lock(tmp_path):
    SearchIndex.open(tmp_path, default_segmenter()).replace(DOCUMENTS)
    script = """
        import sys, time
        from pathlib import Path
        from plandocs.search.index import SearchIndex
        from plandocs.search.values import IndexDocument
        from plandocs.thai.segment import default_segmenter

        def slow():
            yield IndexDocument("x", "ครึ่งเดียว")
            print("writing", flush=True)
            time.sleep(60)

        SearchIndex.open(Path(sys.argv[1]), default_segmenter()).rebuild(slow())
    """
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    child = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(script), str(tmp_path)], stdout=subprocess.PIPE, env=environment
    )
    assert child.stdout.readline().strip() == b"writing"
    child.send_signal(signal.SIGKILL)
    child.communicate()
    index = SearchIndex.open(tmp_path, default_segmenter())
    assert not index.needs_rebuild
    assert len(index) == 3
    start = time.monotonic()
    index.replace([report(2566, passage("1", "หลังจากนั้น"))])
    assert time.monotonic() - start < 20
    assert index.search("หลังจากนั้น").hits
    assert len(list(tmp_path.glob("gen-*"))) <= 2


class _LikesAssemblies:
    def encode(self, texts):
        return [[1.0, float("ประชุมครั้งที่ 2" in text or text == "ประชุม ทุจริต")] for text in texts]


def test_an_encoder_may_change_the_order_and_loses_nothing(index):
    plain_order = {hit.document_id for hit in index.search("ประชุม ทุจริต").hits}
    encoded = SearchIndex.open(None, default_segmenter(), _LikesAssemblies())
    encoded.replace(DOCUMENTS)
    assert {hit.document_id for hit in encoded.search("ประชุม ทุจริต").hits} == plain_order
    assert not encoded.search("ฟหกดฟหกด").hits


def test_a_model_folder_is_asked_for_only_when_configured(tmp_path):
    with pytest.raises(MissingToolError):
        LocalEncoder(tmp_path / "none")
