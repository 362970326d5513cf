from __future__ import annotations

import pytest

from plandocs.model.agency import Agency
from plandocs.search.chips import chips_in
from plandocs.search.expand import expansions
from plandocs.search.highlight import phrase_spans
from plandocs.search.query import parse, plain
from plandocs.search.terms import analyse
from plandocs.search.values import Filters
from plandocs.thai.segment import default_segmenter
from plandocs.thai.terms import default_analyzer


@pytest.mark.parametrize(
    ("text", "words", "phrases", "excluded"),
    [
        ("แผน ข้อมูล", "แผน ข้อมูล", (), ()),
        ('"แผน ข้อมูล" เปิด', "แผน ข้อมูล เปิด", (("แผน ข้อมูล",),), ()),
        ("แผน -ข้อมูล", "แผน", (), ("ข้อมูล",)),
        ('แผน -"ข้อมูล เปิด"', "แผน", (), ("ข้อมูล เปิด",)),
        ("แผน OR ข้อมูล", "แผน ข้อมูล", (), ()),
        ('"ก" OR "ข" "ค"', "ก ข ค", (("ก", "ข"), ("ค",)), ()),
        ("ไทย-จีน", "ไทย-จีน", (), ()),
        ('"ไม่ปิด', "ไม่ปิด", (), ()),
        ('""', "", (), ()),
        ("-แผน", "-แผน", (), ()),
        ("--", "--", (), ()),
        ("OR", "OR", (), ()),
        ("foo:bar", "foo:bar", (), ()),
        ("เวลา 10:30", "เวลา 10:30", (), ()),
        ("ปี:abc", "ปี:abc", (), ()),
        ("“นฤมล” เผย", "“นฤมล” เผย", (), ()),
    ],
)
def test_a_query_is_read_and_bad_syntax_is_words(text, words, phrases, excluded):
    query = parse(text)
    assert (query.words, query.phrases, query.excluded) == (words, phrases, excluded)


@pytest.mark.parametrize(
    ("text", "filters"),
    [
        ("ปี:64", Filters(years=(2564,))),
        ("year:๒๕๖๔ ปี:65", Filters(years=(2564, 2565))),
        ("item:๔.๑", Filters(items=("4.1",))),
        ("หัวข้อ:4.1 OR หัวข้อ:4.2", Filters(items=("4.1", "4.2"))),
        ("kind:feedback-report", Filters(kinds=("feedback-report",))),
        ("ประเภท:รายงานป้อนกลับ", Filters(kinds=("feedback-report",))),
        ("only:จุดแข็ง", Filters(only="strength")),
        ('หน่วยงาน:"กรม ตัวอย่าง"', Filters(agency="กรม ตัวอย่าง")),
        ("doc:abc123", Filters(documents=("abc123",))),
    ],
)
def test_fields_filter(text, filters):
    assert parse(text).filters == filters


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("ข้อมูลเปิด 4.1 ปี 64", {"item:4.1", "year:2564"}),
        ("1.1ก(2)", {"item:1.1"}),
        ("PMQA 4.0", set()),
        ("ระบบราชการ 4.0", set()),
        ("เพิ่ม 4.1 ล้านบาท", set()),
        ("ร้อยละ 4.5", set()),
        ("ต.ค. 63", {"year:2564"}),
        ("แผนปฏิบัติราชการ 2567", {"kind:action-plan", "year:2567"}),
        ("รายงานติดตาม รอบ 12 เดือน", {"kind:monitoring-report"}),
        ("จุดแข็ง", {"only:strength"}),
        ("ofi", {"only:ofi"}),
        ("coffin", set()),
        ("ปี 2566-2567", {"year:2566", "year:2567"}),
    ],
)
def test_years_items_and_kinds_become_chips(words, wanted):
    assert {f"{chip.name}:{chip.value}" for chip in chips_in(words)} == wanted


def expanded(text, agency=None):
    analyzer = default_analyzer()
    found = expansions(text, default_segmenter().tokens(text), analyzer.glossary, agency or Agency())
    return {expansion.term: expansion.also for expansion in found}


@pytest.mark.parametrize(
    ("text", "term", "also"),
    [
        ("KPI ของกรม", "KPI", "ตัวชี้วัด"),
        ("ตัวชี้วัด", "ตัวชี้วัด", "KPI"),
        ("รางวัลคุณภาพการบริหารจัดการภาครัฐ", "รางวัลคุณภาพการบริหารจัดการภาครัฐ", "PMQA"),
        ("site visit", "site visit", "การตรวจประเมิน ณ พื้นที่ปฏิบัติงาน"),
        ("สป.มท. ประชุม", "สป.มท.", "สำนักงานปลัดกระทรวงมหาดไทย"),
        ("ต.ค.", "ต.ค.", "ตุลาคม"),
        ("ตุลาคม", "ตุลาคม", "ต.ค."),
        ("2 ก.พ. 64", "ก.พ.", "กุมภาพันธ์"),
        ("ก.พ.", "ก.พ.", "สำนักงาน ก.พ."),
    ],
)
def test_acronyms_and_terms_expand_both_ways(text, term, also):
    assert also in expanded(text)[term]


def test_the_agency_profile_wins_over_the_usual_reading():
    agency = Agency(acronyms={"สพร.": "สถาบันพัฒนาฝีมือแรงงาน"})
    assert expanded("สพร.", agency) == {"สพร.": ("สถาบันพัฒนาฝีมือแรงงาน",)}
    assert expanded("สถาบันพัฒนาฝีมือแรงงาน", agency) == {"สถาบันพัฒนาฝีมือแรงงาน": ("สพร.",)}


def test_an_expansion_never_outweighs_the_words_of_the_query():
    _, terms = analyse(plain("KPI"), default_analyzer())
    weights = {(t.field, t.term): t.weight for t in terms.weighted}
    assert weights["words", "kpi"] > weights["words", "ตัวชี้วัด"] > 0
    assert ("words", "ชี้") not in weights


@pytest.mark.parametrize(
    ("text", "phrase", "found"),
    [
        ("แผน พัฒนาองค์การ", "แผนพัฒนา", ["แผน พัฒนา"]),
        ("ปี ๒๕๖๔", "2564", ["๒๕๖๔"]),
        ("รหัส 25641", "2564", []),
        ("PMQAX", "PMQA", []),
        ("มาก มา", "มา", ["มา", "มา"]),
        ("น้ำ", "น", []),
        ("ข้อ 4.1(2)", "4.1", ["4.1"]),
        ("อะไร", "", []),
        ("ข้อ 4.1", "41", []),
        ("ข้อ 4.12", "4.1", []),
    ],
)
def test_a_phrase_is_found_whatever_stands_between_its_letters(text, phrase, found):
    assert [text[a:b] for a, b in phrase_spans(text, phrase)] == found
