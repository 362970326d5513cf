"""Words as PDFium itself tells them, for pages on which the places of the letters mislead the other engines."""

from __future__ import annotations

import re
from typing import Any

from plandocs.ingest.readers.pdf.shapes import Word

#: PDFium says a blank behind marks that are drawn apart from their letter, where there is no room for one.
_MARKED = re.compile("[ัำิ-ฺ็-๎]$")
_SPACE = 0.12
_WORD = re.compile(r"[^\s\ufffe\uffff]+")


def said_words(page: Any) -> list[Word]:
    """
    Return the words of a page (pypdfium2), cut at the blanks and line ends of PDFium's own text.

    Some fonts have letters and marks in one glyph, whose place says nothing of its width: gaps in words look like
    spaces then. PDFium tells spaces by how far the pen moved. None of a turned page: its boxes lie otherwise.
    """
    if page.get_rotation():
        return []
    left, _, _, top = page.get_cropbox()
    text_page = page.get_textpage()
    text = text_page.get_text_range()
    if text_page.count_chars() != len(text):
        return []
    words: list[Word] = []
    for match in _WORD.finditer(text):
        boxes = [text_page.get_charbox(at, loose=True) for at in range(match.start(), match.end())]
        word = Word(
            match[0],
            min(box[0] for box in boxes) - left,
            top - max(box[3] for box in boxes),
            max(box[2] for box in boxes) - left,
            top - min(box[1] for box in boxes),
        )
        word.space = match.start() > 0 and text[match.start() - 1] == " "
        if word.space and words and _MARKED.search(words[-1].text) and word.x0 - words[-1].x1 < _SPACE * _height(word):
            words[-1] = _joined(words[-1], word)
        else:
            words.append(word)
    return words


def _height(word: Word) -> float:
    return word.bottom - word.top


def _joined(first: Word, second: Word) -> Word:
    return Word(
        first.text + second.text,
        first.x0,
        min(first.top, second.top),
        max(first.x1, second.x1),
        max(first.bottom, second.bottom),
        first.space,
    )
