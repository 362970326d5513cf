"""One suite for every search engine: each must agree with BM25 as the textbook has it."""

from __future__ import annotations

import random

import pytest

from plandocs.search.engine import GRAMS, TAGS, TITLE, WORDS, Ask, Entry, Weighted
from plandocs.search.memory import MemoryEngine
from plandocs.search.tantivy_engine import TantivyEngine
from plandocs.thai.terms import GRAM_LETTERS

VOCABULARY = ["แผน", "ข้อมูล", "เปิด", "4.1", "pmqa4.0", "ก.พ.ร", "องค์การ", "ตัวชี้วัด", "โอกาส", "rare"]


def entries(count, seed=7):
    chance = random.Random(seed)  # noqa: S311 - the same entries in every run
    made = []
    for number in range(1, count + 1):
        words = chance.choices(VOCABULARY, weights=range(20, 0, -2), k=chance.randint(1, 300))
        letters = " ".join(chance.choices(["ตัวชี้วัด", "ข้อมูลเปิด", "แผน", "กพ"], k=chance.randint(0, 80)))
        tags = (f"year:{2560 + number % 5}", f"kind:{'plan' if number % 2 else 'report'}")
        made.append(Entry(number, number % 9, " ".join(words), letters, chance.choice(VOCABULARY), tags, f"s{number}"))
    return made


@pytest.fixture(params=["tantivy in memory", "tantivy on disk", "reference"])
def make(request, tmp_path):
    def build():
        if request.param == "reference":
            return MemoryEngine()
        return TantivyEngine(tmp_path / "engine" if "disk" in request.param else None)

    return build


ASKS = {
    "one word": Ask((Weighted(WORDS, "ข้อมูล", 1.0),)),
    "words with weights": Ask((Weighted(WORDS, "แผน", 1.0), Weighted(WORDS, "4.1", 2.5), Weighted(WORDS, "rare", 0.3))),
    "words, title and grams": Ask(
        (
            Weighted(WORDS, "ก.พ.ร", 1.0),
            Weighted(TITLE, "ก.พ.ร", 0.5),
            Weighted(GRAMS, "ตัวช", 0.4),
            Weighted(GRAMS, "ล เ", 0.4),
        )
    ),
    "unknown word beside a known one": Ask((Weighted(WORDS, "ไม่มี", 1.0), Weighted(WORDS, "rare", 1.0))),
    "unknown word": Ask((Weighted(WORDS, "ไม่มี", 1.0),)),
    "one tag of a group": Ask((Weighted(WORDS, "แผน", 1.0),), tags=(("year:2561", "year:2563"),)),
    "a tag of each group": Ask((Weighted(WORDS, "แผน", 1.0),), tags=(("year:2561", "year:2562"), ("kind:plan",))),
    "tags without words": Ask(tags=(("year:2562",),)),
    "required and excluded": Ask(
        (Weighted(WORDS, "แผน", 1.0),), required=((WORDS, "เปิด"),), excluded=((WORDS, "rare"),)
    ),
    "one of those required may be missing": Ask(
        (Weighted(WORDS, "แผน", 1.0),), required=((WORDS, "เปิด"), (WORDS, "งบ"), (WORDS, "แผน")), lacking=1
    ),
    "all of those required may be missing": Ask(
        (Weighted(WORDS, "แผน", 1.0),), required=((WORDS, "เปิด"), (WORDS, "งบ")), lacking=2
    ),
    "owners": Ask((Weighted(WORDS, "แผน", 1.0),), owners=frozenset({1, 4})),
    "no owner": Ask((Weighted(WORDS, "แผน", 1.0),), owners=frozenset()),
    "a tag excluded": Ask((Weighted(WORDS, "แผน", 1.0),), excluded=((TAGS, "year:2562"),)),
    "a tag excluded, no words": Ask(excluded=((TAGS, "year:2562"), (TAGS, "year:2561"))),
    "exclusion only": Ask(excluded=((WORDS, "แผน"),)),
    "everything": Ask(),
}


@pytest.mark.parametrize("ask", ASKS.values(), ids=ASKS.keys())
def test_scores_and_order_are_those_of_the_reference(make, ask):
    engine, reference = make(), MemoryEngine()
    for one in (engine, reference):
        one.write(entries(120))
    found, wanted = engine.search(ask, 500), reference.search(ask, 500)
    assert {m.key for m in found} == {m.key for m in wanted}
    assert {m.key: m.score for m in found} == pytest.approx({m.key: m.score for m in wanted}, rel=2e-4, abs=1e-5)
    if ask.terms:
        assert [m.key for m in engine.search(ask, 7)] == [m.key for m in wanted][:7]
    assert [m.owner for m in found] == [m.key % 9 for m in found]


@pytest.mark.parametrize("term", VOCABULARY)
def test_frequencies_are_those_of_the_reference(make, term):
    engine, reference = make(), MemoryEngine()
    for one in (engine, reference):
        one.write(entries(60))
    assert engine.frequency(WORDS, term) == reference.frequency(WORDS, term)
    assert engine.count() == reference.count() == 60


def test_grams_of_every_letter_are_told_apart(make):
    engine, reference = make(), MemoryEngine()
    letters = f"{GRAM_LETTERS} "
    texts = ["กขค" + letter for letter in letters] + [letter + "4ab" for letter in letters]
    for one in (engine, reference):
        one.write(Entry(key, key, "", text) for key, text in enumerate(texts, 1))
    assert [engine.frequency(GRAMS, text) for text in texts] == [reference.frequency(GRAMS, text) for text in texts]
    assert engine.frequency(GRAMS, "กขคง") == 1
    for ask in (
        Ask((Weighted(GRAMS, "กขคง", 1.0),)),
        Ask(required=((GRAMS, "กขค "),)),
        Ask(required=((GRAMS, "ง4ab"),), excluded=((GRAMS, "ก4ab"),)),
    ):
        assert [m.key for m in engine.search(ask, 9)] == [m.key for m in reference.search(ask, 9)]
        assert len(engine.search(ask, 9)) == 1


def test_what_was_stored_comes_back(make):
    engine = make()
    engine.write(entries(30))
    found = engine.search(Ask((Weighted(WORDS, "แผน", 1.0),)), 10)
    assert engine.fetch(found) == [f"s{match.key}" for match in found]


def test_what_is_replaced_is_not_found_any_more(make):
    engine = make()
    engine.write([Entry(1, 10, "เก่า"), Entry(2, 10, "เก่า มาก"), Entry(3, 11, "เก่า")])
    engine.write([Entry(1, 10, "ใหม่")], removed_owners=[10])
    assert [match.key for match in engine.search(Ask((Weighted(WORDS, "เก่า", 1.0),)), 10)] == [3]
    assert [match.key for match in engine.search(Ask((Weighted(WORDS, "ใหม่", 1.0),)), 10)] == [1]
    assert engine.count() == 2


def test_equal_scores_come_in_the_order_of_keys(make):
    engine = make()
    engine.write([Entry(key, key, "แผน ข้อมูล") for key in (5, 3, 9, 1, 7)])
    assert [match.key for match in engine.search(Ask((Weighted(WORDS, "แผน", 1.0),)), 5)] == [1, 3, 5, 7, 9]


def test_an_empty_engine_finds_nothing(make):
    assert make().search(Ask((Weighted(WORDS, "แผน", 1.0),)), 10) == []
    assert make().count() == 0
