"""Where a passage's original text answers the query."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from plandocs.search.terms import SearchTerms
from plandocs.thai.digits import to_arabic
from plandocs.thai.graphemes import widen
from plandocs.thai.normalise import Normalised, normalise
from plandocs.thai.segment import Token
from plandocs.thai.terms import GRAM, Analyzer

#: Words that every Thai sentence has; marked only when nothing else is asked for.
COMMON = frozenset([
    "ที่", "ของ", "ใน", "และ", "การ", "ความ", "มี", "เป็น",
    "ได้", "ให้", "จาก", "กับ", "ว่า", "จะ", "ไม่", "ตาม",
    "โดย", "เพื่อ", "หรือ", "ต่อ", "ด้วย", "ซึ่ง", "นี้", "นั้น",
    "ๆ", "ปี", "the", "of", "and", "a", "in",
])  # fmt: skip
_LETTER = re.compile(r"[0-9a-zก-ฮะ-ฺเ-ๅ็-๎]|(?<=\d)[.,](?=\d)")
_LETTERS = re.compile(f"(?:{_LETTER.pattern})+")
_NUMBER = re.compile(r"\d")
#: Fewest letters in a row that 4-grams must cover, and fewest that are marked of them.
_SHORTEST_RUN, _SHORTEST_MARK = GRAM + 1, GRAM
#: Share of a word's letters that 4-grams must cover: the core of a misspelt word, not the end of another one.
_CORE = 0.6

Span = tuple[int, int]


def highlight(text: str, terms: SearchTerms, phrases: Sequence[str], analyzer: Analyzer) -> tuple[Span, ...]:
    """
    Return the spans of original `text` that match, in order and apart, never cutting a character as readers see it.

    Words that occur are marked as words; where words of the query are missing, stretches that share their 4-grams
    are (a misspelt word, a
    compound cut in another place).
    """
    clean = normalise(text)
    pieces = analyzer.segmenter.words(clean.text)
    words, common, matched = _word_spans(pieces, terms.words, analyzer)
    spans = [*words, *(span for phrase in phrases for span in phrase_spans(clean.text, phrase))]
    if any(term not in matched for term in terms.asked if term not in COMMON):
        spans += _gram_spans(clean.text, pieces, terms.grams, spans)
    telling = any(term not in COMMON for term in terms.asked)
    return _back(clean, spans or ([] if telling else common))


def _word_spans(
    pieces: Sequence[str], wanted: frozenset[str], analyzer: Analyzer
) -> tuple[list[Span], list[Span], set[str]]:
    """Return spans of telling words, spans of common ones, and the terms that matched."""
    telling: list[Span] = []
    common: list[Span] = []
    matched: set[str] = set()
    start = 0
    told = {piece: not wanted.isdisjoint(analyzer.terms_of(piece)) for piece in set(pieces)}
    for piece in pieces:
        end = start + len(piece)
        if told[piece]:
            for placed in analyzer.placed(Token(start, end, piece)):
                if placed.term in wanted:
                    matched.add(placed.term)
                    (common if placed.term in COMMON else telling).append((placed.start, placed.end))
        start = end
    return telling, common, matched


def squeezed(text: str) -> tuple[str, list[int]]:
    """
    Return letters and digits of normalised `text` in lower case and Arabic digits, and where each one stands.

    >>> squeezed("แผน ๑๓!")
    ('แผน13', [0, 1, 2, 4, 5])
    """
    lowered = to_arabic(text).lower()
    if len(lowered) != len(text):
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in to_arabic(text))
    runs = [match.span() for match in _LETTERS.finditer(lowered)]
    places = [place for run in runs for place in range(*run)]
    return "".join([lowered[start:end] for start, end in runs]), places


def phrase_spans(text: str, phrase: str) -> list[Span]:
    """
    Return where normalised `text` has `phrase`; spaces, punctuation and the script of digits do not count.

    >>> phrase_spans("แผน พัฒนา ๒๕๖๔", "พัฒนา 2564")
    [(4, 14)]
    """
    letters, places = squeezed(text)
    wanted = squeezed(normalise(phrase).text)[0]
    spans: list[Span] = []
    start = letters.find(wanted) if wanted else -1
    while start >= 0:
        end = start + len(wanted)
        if _whole(letters, places, start, end):
            spans.append((places[start], places[end - 1] + 1))
        start = letters.find(wanted, start + 1)
    return spans


def _whole(letters: str, places: list[int], start: int, end: int) -> bool:
    """Whether a phrase begins and ends with whole numbers, Latin words and Thai letters with their marks."""
    cuts = [cut for cut in (start, end) if 0 < cut < len(letters) and places[cut] == places[cut - 1] + 1]
    return (start, end) == widen(letters, start, end) and not any(
        _joined(letters[cut - 1], letters[cut]) for cut in cuts
    )


def _joined(left: str, right: str) -> bool:
    return left.isascii() and right.isascii() and left.isalpha() == right.isalpha()


def _gram_spans(text: str, pieces: Sequence[str], wanted: frozenset[str], known: Sequence[Span]) -> list[Span]:
    """Return stretches of whole words whose core is covered by `wanted` 4-grams; numbers are the same or are not."""
    lowered = to_arabic(text).lower()
    if len(lowered) != len(text) or not any(gram in lowered for gram in wanted):
        return []
    covered = bytearray(len(lowered))
    for gram in wanted:
        start = lowered.find(gram)
        while start >= 0:
            covered[start : start + GRAM] = b"\x01" * GRAM
            start = lowered.find(gram, start + 1)
    runs = [(m.start(), m.end()) for m in re.finditer(b"\x01{%d,}" % _SHORTEST_RUN, bytes(covered))]
    runs = [run for run in runs if not any(a <= run[0] and run[1] <= b for a, b in known)]
    return [span for span in _of_words(lowered, pieces, runs, known) if span[1] - span[0] >= _SHORTEST_MARK]


def _of_words(lowered: str, pieces: Sequence[str], runs: Sequence[Span], known: Sequence[Span]) -> list[Span]:
    """Return runs widened or narrowed to whole words; spaces count between two of them, numbers where `known`."""
    if not runs:
        return []
    covered = bytearray(len(lowered))
    for left, right in runs:
        covered[left:right] = b"\x01" * (right - left)
    found: list[Span] = []
    start = 0
    for piece in pieces:
        end = start + len(piece)
        if start >= runs[-1][1]:
            break
        if covered.count(1, start, end) >= _CORE * len(piece):
            word = lowered[start:end]
            if not _NUMBER.search(word) or (start, end) in known:
                if found and found[-1][1] == start:
                    found[-1] = (found[-1][0], end)
                elif _LETTER.search(word) and word not in COMMON:
                    found.append((start, end))
        start = end
    return [_trimmed(lowered, span) for span in found]


def _trimmed(text: str, span: Span) -> Span:
    start, end = span
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _back(clean: Normalised, spans: Iterable[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for start, end in sorted(clean.to_original(*span) for span in spans if span[0] < span[1]):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        elif start < end:
            merged.append((start, end))
    return tuple(merged)
