from __future__ import annotations

import pytest

from plandocs.model.text import Place
from plandocs.search.chips import chips_in, said
from plandocs.search.fits import settled
from plandocs.search.index import SearchIndex
from plandocs.search.query import parse
from plandocs.search.values import Filters, IndexDocument, IndexPassage
from plandocs.thai.segment import default_segmenter
from plandocs.thai.terms import default_analyzer


def passage(key, text, **more):
    return IndexPassage(key, int(key), text, Place(""), **more)


def finding(key, text, item, kind="ofi"):
    return passage(key, text, kind=kind, item=item, edition="pmqa4")


DOCUMENTS = [
    IndexDocument(
        "report64", "รายงานป้อนกลับ", "feedback-report", 2564,
        passages=(
            passage("0", "ประจำปี พ.ศ. 2564"),
            finding("1", "ประชาชนดาวน์โหลดข้อมูลเปิดของกรมได้หกชุด", "4.1"),
            finding("2", "ระบบสารสนเทศเชื่อมกันครบทุกกอง", "4.1", "strength"),
            finding("3", "ต้นทุนต่อหน่วยยังไม่ครบ", "6.3"),
        ),
    ),
    IndexDocument(
        "plan64", "แผนพัฒนาองค์การ", "improvement-plan", 2564,
        passages=(passage("0", "ประจำปีงบประมาณ พ.ศ. 2564"), passage("1", "เพิ่มจำนวนชุดข้อมูลเปิดที่เครื่องอ่านได้")),
    ),
    IndexDocument(
        "report65", "รายงานป้อนกลับ", "feedback-report", 2565,
        passages=(passage("0", "ประจำปี พ.ศ. 2565 ต่อจากปี 2564"), finding("1", "ข้อมูลเปิดยังไม่ทันสมัย", "4.1")),
    ),
    IndexDocument(
        "memo65", "บันทึกข้อความ", "memo", 2565,
        passages=(passage("0", "4.1 พ.ศ. 2564 พ.ศ. 2564 พ.ศ. 2564"), passage("1", "ประชุมวันที่ 4 ต.ค. 2564")),
    ),
]  # fmt: skip


@pytest.fixture(scope="module")
def index():
    made = SearchIndex.open(None, default_segmenter())
    made.replace(DOCUMENTS)
    return made


def found(result):
    return [(hit.document_id, hit.passage_key) for hit in result.hits]


@pytest.mark.parametrize(
    ("text", "ranked"),
    [
        ("ข้อมูลเปิด ปี 64", "ข้อมูลเปิด"),
        ("ข้อมูลเปิด หัวข้อ 4.1 พ.ศ. ๒๕๖๔", "ข้อมูลเปิด"),
        ("ข้อมูลเปิด 4.1ก(2)", "ข้อมูลเปิด 4.1ก(2)"),
        ("ประชุม ต.ค. 63", "ประชุม ต.ค. 63"),
        ("ข้อมูลเปิด 5.2", None),
        ("ข้อมูลเปิด ปี 2570", None),
        ("ข้อมูลเปิด", None),
        ("จุดแข็ง ของ 4.1 ใน ปี 64", ""),
        ("รายงานป้อนกลับ ปี 64", ""),
        ("รายงานป้อนกลับ ข้อมูลเปิด", "รายงานป้อนกลับ ข้อมูลเปิด"),
        ('"4.1"', "4.1"),
    ],
)
def test_chips_take_their_words_where_the_index_knows_what_they_mean(index, text, ranked):
    assert settled(parse(text), index._current(), default_analyzer()).ranked == ranked


@pytest.mark.parametrize("text", ["๔.๑ พ.ศ. ๒๕๖๔", "4.1 FY64", "ปีงบ 64 หัวข้อ 4.1", "4.1 2564", "ปี 2021 ข้อ ๔.๑"])
def test_chips_alone_answer_with_what_fits_most_of_them_however_they_are_written(index, text):
    hits = found(index.search(text))
    assert hits[:2] == [("report64", "1"), ("report64", "2")] or hits[:2] == [("report64", "2"), ("report64", "1")]
    assert [document for document, _ in dict.fromkeys((d, "") for d, _ in hits)][:2] == ["report64", "plan64"]
    assert ("report65", "1") in hits
    assert hits == found(index.search("4.1 พ.ศ. 2564"))


def test_chips_alone_keep_to_filters(index):
    assert found(index.search("ปี 64", filters=Filters(items=("6.3",)))) == [("report64", "3")]
    assert {d for d, _ in found(index.search("4.1", filters=Filters(years=(2565,))))} == {"report65"}
    assert {d for d, _ in found(index.search("2564", filters=Filters(documents=("plan64",))))} == {"plan64"}


def test_a_year_that_became_a_chip_finds_no_cover_lines(index):
    hits = index.search("ข้อมูลเปิด ปี 64").hits
    assert {hit.document_id for hit in hits[:2]} == {"report64", "plan64"}
    assert not any(hit.text.startswith("ประจำปี") for hit in hits)
    assert not any(hit.document_id == "memo65" for hit in hits)


def test_findings_of_the_item_asked_for_come_first(index):
    assert found(index.search("ข้อมูลเปิด 4.1 ปี 64"))[0] == ("report64", "1")
    assert found(index.search("ระบบ 4.1"))[0] == ("report64", "2")


@pytest.mark.parametrize("text", ["4.1 FY64", "พ.ศ. ๒๕๖๔ หัวข้อ ๔.๑"])
def test_chips_say_the_same_in_one_way(text):
    assert said(chips_in(text)) == "4.1 2564"


def marks(passage_text, query):
    index = SearchIndex.open(None, default_segmenter())
    index.replace([IndexDocument("d", "", passages=(passage("1", passage_text),))])
    return [passage_text[a:b] for hit in index.search(query).hits for a, b in hit.highlights]


@pytest.mark.parametrize(
    ("text", "query", "wanted"),
    [
        ("1) ข้อมูลเปิด 44 - ศทส.", "ข้อมูลเปิด 4.1", ["ข้อมูลเปิด"]),
        ("ข้อมูลเปิด 4.15", "ข้อมูลเปิด 4.1", ["ข้อมูลเปิด"]),
        ("ข้อมูลเปิด ๔๔", "ข้อมูลเปิด 4", ["ข้อมูลเปิด"]),
        ("ศูนย์เขต 4 ช้า", "ศูนย์เขต 44 ช้ามาก", ["ศูนย์เขต", "ช้า"]),
        ("สายด่วนคำนวณไม่ทัน", "สายด่วนคำนวน", ["สายด่วนคำนวณ"]),
        ("เส้นทางความก้าวหน้าของบุคลากร", "เส้นทางความก้าวน่า", ["เส้นทางความก้าวหน้า"]),
        ("ตรวจทางไกลโดยวิดีโอ", "ตรวจระยะไกล", ["ตรวจ"]),
    ],
)
def test_marks_are_whole_words_and_whole_numbers(text, query, wanted):
    assert marks(text, query) == wanted


def test_a_label_does_not_win_over_a_sentence_that_says_as_much():
    sentence = "ผู้รับบริการของศูนย์เขตรอคิวนานกว่าที่ประกาศไว้สองเท่า และไม่มีช่องทางแจ้งล่วงหน้า ผู้รับบริการจึงร้องเรียนซ้ำ"
    index = SearchIndex.open(None, default_segmenter())
    others = tuple(passage(str(n), f"เรื่องอื่นที่ {n} ซึ่งยาวพอสมควรและไม่เกี่ยวกับคำถามเลย") for n in range(3, 12))
    index.replace([IndexDocument("d", "", passages=(passage("1", "ผู้รับบริการ"), passage("2", sentence), *others))])
    assert found(index.search("ผู้รับบริการ"))[0] == ("d", "2")
