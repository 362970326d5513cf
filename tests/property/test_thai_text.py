"""What holds for every text, however damaged."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plandocs.thai import terms
from plandocs.thai.dates import years_in
from plandocs.thai.digits import parse_number, to_arabic, to_thai
from plandocs.thai.graphemes import is_boundary, widen
from plandocs.thai.normalise import _is_clean, _normalise, normalise
from plandocs.thai.segment import default_segmenter
from plandocs.thai.terms import GRAM, GRAM_LETTERS, Analyzer, default_analyzer, gram_text, grams, index_terms

THAI = st.text(
    alphabet=[chr(c) for c in range(0x0E01, 0x0E5C)] + list(" \u00a0\u200b\n4.1ก(2)๔PMQA-\uf701\uf70a\u0301e"),
    max_size=60,
)
ANY = st.one_of(THAI, st.text(max_size=40))
#: Syllables as they are written, most of them in order, so that whole texts are.
SYLLABLES = st.lists(
    st.one_of(
        st.from_regex("[เแโใไ]?[กขงจดตนบปพมยรลวสหอ][ัิีึืุู]?[่้๊๋์]?[ะาำ]?[กงนมยว ]?", fullmatch=True),
        st.sampled_from(
            ["แผน", "ตัวชี้วัด", "ข้อ 4.1", "PMQA 4.0", "“ก”", "\u00a0", "ๆ", "ฯ", "\n", "\u0e4d\u0e32", "เเ", "ฤๅ"]
        ),
    ),
    max_size=25,
).map("".join)

#: Words and codes with spaces in and around them: those that stay whole across a space among them.
SPACED = st.lists(
    st.sampled_from(
        [
            " ",
            " ",
            "  ",
            "\t",
            "\n",
            "ต่าง ๆ",
            "ทั่ว ๆ ไป",
            "ทูลเกล้าฯ ถวาย",
            "สมเด็จพระนางเจ้าสิริกิติ์",
            "พระบรมราชินีนาถ",
            "PMQA",
            "PMQA 4.0",
            "4.1",
            "4.1 ก(2)",
            "ก(2)",
            "ก.พ.ร.",
            "พ.ศ. 2564",
            "มท.",
            "แผน",
            "ประยุทธ์",
            "เขียย",
            "ลลฟ",
        ]
    ),
    max_size=20,
).map("".join)


@given(st.one_of(SYLLABLES, ANY))
@settings(max_examples=2000)
def test_text_that_looks_clean_is_what_the_careful_way_makes_of_it(text):
    if _is_clean(text):
        assert normalise(text) == _normalise(text)
        assert normalise(text).text == text.replace("\u00a0", " ")


@given(st.characters(), st.characters(), st.sampled_from(["", "ก", "น้ำ", " "]))
@settings(max_examples=2000)
def test_no_two_characters_that_need_care_look_clean(left, right, before):
    text = before + left + right
    assert normalise(text).text == _normalise(text).text


def test_every_pair_of_thai_characters_that_needs_care_is_seen():
    letters = [*map(chr, range(0x0E01, 0x0E5C)), " ", "\n", "\u00a0", "\u200b", "a", "1", "…"]
    needy = 0
    for left in letters:
        for right in letters:
            for text in (left + right, "ก" + left + right):
                careful = _normalise(text).text
                needy += careful != text
                assert careful == normalise(text).text, text.encode("unicode_escape")
    assert needy > 2000


@pytest.mark.parametrize("text", ["แผนปฏิบัติราชการ พ.ศ. ๒๕๖๔", "ข้อ 4.1ก(2) “น้ำใจ” เกาะ", "ตัวชี้วัด\tPMQA 4.0\nปี"])
def test_ordinary_text_looks_clean(text):
    assert _is_clean(text)


@given(st.lists(st.one_of(SYLLABLES, ANY, SPACED), max_size=8), st.sampled_from([0, 3, 100_000]))
@settings(max_examples=600)
def test_lines_of_many_texts_are_the_terms_of_each(texts, kept):
    clean = [normalise(text).text for text in texts]
    analyzer = Analyzer(default_segmenter())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(terms, "_KEPT_LINES", kept)
        patch.setattr(terms, "_AT_ONCE", 3)
        for _ in range(2):  # the second time from memory
            assert analyzer.lines(clean) == [" ".join(default_analyzer().words(text)) for text in clean]
    assert [analyzer.line(text) for text in clean] == analyzer.lines(clean)


@given(SPACED)
@settings(max_examples=400)
def test_no_word_reaches_across_a_gap(text):
    segmenter = default_segmenter()
    clean = normalise(text).text
    apart = [word for piece in segmenter.gaps.split(clean) for word in segmenter.words(piece)]
    assert [word for word in apart if word.strip()] == [word for word in segmenter.words(clean) if word.strip()]


@given(st.one_of(SYLLABLES, ANY))
@settings(max_examples=400)
def test_letters_of_grams_are_those_of_the_text(text):
    letters = (to_arabic(character).lower() for character in text)
    spaced = "".join(letter if letter in GRAM_LETTERS else " " for letter in letters)
    assert gram_text(text) == " ".join(spaced.split())


@given(ANY)
@settings(max_examples=400)
def test_normalising_twice_changes_nothing(text):
    once = normalise(text).text
    assert normalise(once).text == once
    assert unicodedata.is_normalized("NFC", once)


@given(ANY, st.data())
@settings(max_examples=400)
def test_offsets_map_back_into_the_original_in_order_and_on_whole_characters(text, data):
    clean = normalise(text)
    start = data.draw(st.integers(0, len(clean.text)))
    end = data.draw(st.integers(start, len(clean.text)))
    left, right = clean.to_original(start, end)
    assert 0 <= left <= right <= len(text)
    if start < end:
        assert is_boundary(text, left)
        assert is_boundary(text, right)
        assert clean.to_original(0, end)[1] == right


@given(ANY)
def test_the_whole_normalised_text_comes_from_no_more_than_the_whole_original(text):
    clean = normalise(text)
    if clean.text:
        assert clean.to_original(0, len(clean.text))[1] <= len(text)
    if not clean.layers:
        assert len(clean.text) == len(text)


@given(ANY)
@settings(max_examples=400)
def test_tokens_join_back_to_the_text(text):
    tokens = default_segmenter().tokens(text)
    assert "".join(token.text for token in tokens) == text
    assert all(text[token.start : token.end] == token.text for token in tokens)


@given(ANY)
def test_placed_terms_are_the_index_terms(text):
    clean = normalise(text).text
    analyzer = default_analyzer()
    placed = list(analyzer.placed_words(clean))
    assert [term.term for term in placed] == list(index_terms(text).words)
    assert all(0 <= term.start < term.end <= len(clean) for term in placed)


@given(ANY)
def test_terms_have_no_spaces_and_grams_have_four_letters(text):
    found = index_terms(text)
    assert all(term == "".join(term.split()) for term in found.words)
    assert all(len(gram) == GRAM for gram in found.grams)
    assert tuple(grams(normalise(text).text)) == found.grams


@given(THAI)
def test_digits_keep_every_position(text):
    assert len(to_arabic(text)) == len(to_thai(text)) == len(text)
    assert to_arabic(to_thai(text)) == to_arabic(text)


@given(st.integers(0, 10**12))
def test_a_number_is_read_in_both_scripts(number):
    assert parse_number(f"{number:,} บาท") == parse_number(to_thai(f"{number:,} บาท")) == number


@given(ANY)
def test_years_are_found_in_order_and_apart(text):
    mentions = years_in(text)
    assert all(0 <= mention.start < mention.end <= len(text) for mention in mentions)
    assert all(a.end <= b.start for a, b in pairwise(mentions))


@given(ANY, st.data())
def test_widening_reaches_boundaries_and_never_shrinks(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    left, right = widen(text, start, end)
    assert left <= start
    assert right >= end
    assert is_boundary(text, left)
    assert is_boundary(text, right)


@pytest.mark.parametrize("text", ["ํ" * 500, "เ" * 999, "ก่า" * 3000, "\u200b" * 1000, "a\u0301" * 500, "ตากลม" * 4000])
def test_hostile_repetition_is_done_at_once(text):
    clean = normalise(text).text
    assert normalise(clean).text == clean
    assert "".join(default_segmenter().words(clean)) == clean
