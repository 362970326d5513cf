"""Words as PDFium tells them: for pages on which the places of the letters mislead the other engines."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from plandocs.ingest.readers.pdf import pages
from plandocs.ingest.readers.pdf.sayings import said_words

CORPUS = Path(__file__).parents[3] / "corpus" / "documents"
PDFS = sorted(path for path in CORPUS.glob("*.pdf") if not path.name.startswith("D11"))


@pytest.mark.parametrize("path", PDFS, ids=[path.name[:3] for path in PDFS])
def test_the_letters_are_those_of_the_page_and_no_mark_stands_apart(path):
    document = pypdfium2.PdfDocument(path)
    for number in range(min(3, len(document))):
        page = document[number]
        words = said_words(page)
        text = "".join(page.get_textpage().get_text_range().split())
        assert "".join(word.text for word in words) == text
        assert all(word.x0 < word.x1 and word.top < word.bottom for word in words)
        assert all(word.x0 >= 0 and word.x1 <= page.get_width() for word in words)


def test_a_turned_page_is_left_to_the_other_engines():
    document = pypdfium2.PdfDocument(PDFS[0])
    document[0].set_rotation(90)
    assert said_words(document[0]) == []


def reading(text, share, damage=0):
    return pages._Reading([], share, 100, damage, 0, text)


@pytest.mark.parametrize(
    ("other", "better"),
    [
        (reading("ผู้บริหารของกรม", 0.02), True),
        (reading("ผู้บริหารของกรม", 0.3), False),
        (reading("ผู้บริหาร", 0.02), False),
        (reading("ผู้บริหารของกรม", 0.02, damage=1), False),
    ],
    ids=["whole words", "as many unknown", "letters lost", "damaged"],
)
def test_it_is_taken_where_it_has_the_same_letters_and_far_more_words_that_are_known(other, better):
    assert pages._much_better(other, reading("ผู้ บริ หารของ กรม", 0.4)) is better
