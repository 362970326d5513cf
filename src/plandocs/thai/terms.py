"""Index and query terms: words with the parts of compounds, and character 4-grams."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from plandocs.thai import glossary
from plandocs.thai.digits import to_arabic
from plandocs.thai.normalise import normalise
from plandocs.thai.segment import SEPARATOR, Segmenter, Token, default_segmenter

#: Length of character n-grams: 3 was a little worse on every query set, 4 the best.
GRAM = 4
_WORDLIKE = re.compile(r"[^\W_ฯๆ]|[\u0e30-\u0e4e]")
_NOT_WORD = re.compile(r"[\W_]+")
_NOT_WORD_THAI = re.compile(r"[^\w\u0e30-\u0e4e]+")
_DOTTED = re.compile(r"[ก-ฮ]{1,5}(?:\.[ก-ฮ]{1,5})+")
_CODE = re.compile(r"(\d+(?:\.\d+)+)\s?([ก-ฮ])?(?:\((\d+)\))?")
_MIXED = re.compile(r"([a-z]+) ?(\d+\.\d+)")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_LETTERS = re.compile(r"[ก-๎]+|[a-z]+")
_THAI = re.compile(r"[ก-ฮะ-ฺเ-ไ็-์]+")
_CACHED = 300_000
#: Stretches between spaces whose terms are kept (a third of an office's text was there before), and texts analysed
#: together.
_KEPT_LINES, _AT_ONCE = 100_000, 100
#: What 4-grams are made of, besides single spaces; in this code page each letter is one byte.
GRAM_LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz" + "".join(
    map(chr, (*range(0xE01, 0xE2F), *range(0xE30, 0xE3B), *range(0xE40, 0xE46), *range(0xE47, 0xE4F)))
)
_CODE_PAGE = "cp874"
_LETTER_OF = bytes(
    letter.encode(_CODE_PAGE)[0] if letter in GRAM_LETTERS else 0x20
    for letter in to_arabic(bytes(range(256)).decode(_CODE_PAGE, "replace")).lower()
)


@dataclass(frozen=True, slots=True)
class Terms:
    """What is indexed of a text: words in order (parts of a compound follow it) and 4-grams."""

    words: tuple[str, ...]
    grams: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlacedTerm:
    """A term with the span of the normalised text that it came from."""

    term: str
    start: int
    end: int


class Analyzer:
    """Turns normalised text into terms with one segmenter and the glossary's spellings; shared by index and query."""

    def __init__(self, segmenter: Segmenter, vocabulary: glossary.Glossary | None = None) -> None:
        self.segmenter = segmenter
        self.glossary = vocabulary or glossary.load()
        self._compounds = self.glossary.compounds | (segmenter.dictionary - default_segmenter().dictionary)
        self._terms: dict[str, tuple[str, ...]] = {}
        self._joined: dict[str, str] = {}
        self._lines: dict[str, str] = {}

    @property
    def digest(self) -> str:
        """Changes whenever the same text could give other terms."""
        return self.segmenter.digest

    def unlisted(self) -> set[str]:
        """Return the words met so far (the last few hundred thousand) that are not in the dictionary."""
        dictionary = self.segmenter.dictionary
        heads = {terms[0] for terms in self._terms.values() if terms}
        return {term for term in heads if len(term) >= GRAM and _LETTERS.fullmatch(term) and term not in dictionary}

    def words(self, text: str) -> list[str]:
        """Return the word terms of normalised `text`, in order."""
        found: list[str] = []
        known = self._terms
        for token in self.segmenter.words(text):
            terms = known.get(token)
            found += self.terms_of(token) if terms is None else terms
        return found

    def line(self, text: str) -> str:
        """
        Return the word terms of normalised `text` with one space between them, as an index takes them.

        >>> Analyzer(default_segmenter()).line("ข้อ ๔.๑ก")
        'ข้อ 4.1ก 4.1'
        """
        return self.lines([text])[0]

    def lines(self, texts: Sequence[str]) -> list[str]:
        """Return the `line` of each text; many at once are faster, and what was met before is not analysed again."""
        known = self._lines
        out: list[str] = []
        for start in range(0, len(texts), _AT_ONCE):
            if len(known) > _KEPT_LINES:
                known.clear()
            pieces = [self.segmenter.gaps.split(text) for text in texts[start : start + _AT_ONCE]]
            self._learn(set().union(*pieces).difference(known))
            out += (" ".join(filter(None, map(known.__getitem__, parts))) for parts in pieces)
        return out

    def _learn(self, pieces: set[str]) -> None:
        """Keep the lines of texts that no word reaches out of."""
        # A pattern for dotted abbreviations is slow: the few texts that have a full stop go by themselves.
        dotted = [piece for piece in pieces if "." in piece]
        for batch in (dotted, list(pieces.difference(dotted))):
            if batch:
                self._lines.update(zip(batch, self._lines_of(batch), strict=True))

    def _lines_of(self, pieces: list[str]) -> list[str]:
        tokens = self.segmenter.words(SEPARATOR.join(pieces))
        known = self._joined
        if new := set(tokens).difference(known):
            if len(known) > _CACHED:
                known.clear()
                new = {*tokens, SEPARATOR}
            known.update((token, " ".join(self.terms_of(token))) for token in new)
            known[SEPARATOR] = SEPARATOR
        joined = " ".join(filter(None, map(known.__getitem__, tokens)))
        return [line.strip() for line in joined.split(SEPARATOR)]

    def placed_words(self, text: str) -> Iterator[PlacedTerm]:
        """Yield the word terms of normalised `text` with their positions; parts stand where they are written."""
        for token in self.segmenter.tokens(text):
            yield from self.placed(token)

    def placed(self, token: Token) -> Iterator[PlacedTerm]:
        """Yield the terms of one token with their positions."""
        whole, *parts = self.terms_of(token.text) or ("",)
        if whole:
            yield PlacedTerm(whole, token.start, token.end)
            yield from _placed_parts(token, parts)

    def terms_of(self, token: str) -> tuple[str, ...]:
        """
        Return the terms of one token: itself in its preferred form, then its parts.

        >>> Analyzer(default_segmenter()).terms_of("๔.๑ก(๒)")
        ('4.1ก(2)', '4.1ก', '4.1')
        """
        known = self._terms.get(token)
        if known is not None:
            return known
        terms = self._analyse(token)
        if len(self._terms) >= _CACHED:
            self._terms.clear()
        self._terms[token] = terms
        return terms

    def _analyse(self, token: str) -> tuple[str, ...]:
        if _THAI.fullmatch(token) and self.glossary.fold(token) == token:  # most words are, and need no more looking at
            return (token, *self.segmenter.parts(token)) if token in self._compounds else (token,)
        if not _WORDLIKE.search(token):
            return ()
        word = self.glossary.fold(to_arabic(token)).strip().lower().rstrip(".")
        if not word:
            return ()
        if _NUMBER.fullmatch(word):
            return (word.replace(",", ""),)
        if code := _CODE.fullmatch(word):
            number, letter, part = code.groups()
            whole = number + (letter or "") + (f"({part})" if part else "")
            return tuple(dict.fromkeys((whole, number + (letter or ""), number)))
        if mixed := _MIXED.fullmatch(word):
            return (mixed[1] + mixed[2], mixed[1], mixed[2])
        if _DOTTED.fullmatch(word):
            pieces = word.split(".")
            return (word, *(piece for piece in pieces if len(piece) > 1))
        if word.isascii() and not word.isalnum():
            pieces = [piece for piece in _NOT_WORD.split(word) if piece]
            return (word, *pieces) if len(pieces) > 1 else (word,)
        if word in self._compounds:
            return (word, *self.segmenter.parts(word))
        # An unknown word may bring its punctuation along: "ลูเทอร์?".
        return tuple(piece for piece in _NOT_WORD_THAI.split(word) if piece)


def _placed_parts(token: Token, parts: list[str]) -> Iterator[PlacedTerm]:
    position = 0
    lowered = to_arabic(token.text).lower()
    for part in parts:
        found = lowered.find(part, position)
        if found < 0:
            found = lowered.find(part)
        if found < 0:  # a folded spelling: the part has no letters of its own here
            yield PlacedTerm(part, token.start, token.end)
            continue
        yield PlacedTerm(part, token.start + found, token.start + found + len(part))
        position = found + len(part)


def gram_text(text: str) -> str:
    """
    Return normalised `text` as 4-grams see it: lower case, Arabic digits, other runs than letters as one space.

    >>> gram_text("แผนฯ (ฉบับที่ ๑๓)  PMQA")
    'แผน ฉบับที่ 13 pmqa'
    """
    return b" ".join(text.encode(_CODE_PAGE, "replace").translate(_LETTER_OF).split()).decode(_CODE_PAGE)


def grams(text: str) -> list[str]:
    """
    Return the character 4-grams of normalised `text`, in order; shorter text has none.

    >>> grams("ตัวชี้วัด")[:2]
    ['ตัวช', 'ัวชี']
    """
    prepared = gram_text(text)
    return [prepared[start : start + GRAM] for start in range(len(prepared) - GRAM + 1)]


@lru_cache(maxsize=1)
def default_analyzer() -> Analyzer:
    """Return the analyzer with PyThaiNLP's words and the glossary."""
    return Analyzer(default_segmenter())


def index_terms(text: str) -> Terms:
    """
    Return the terms under which `text` (as read) is indexed.

    >>> index_terms("๔.๑ เว็ปไซต์").words
    ('4.1', 'เว็บไซต์')
    """
    clean = normalise(text).text
    return Terms(tuple(default_analyzer().words(clean)), tuple(grams(clean)))


def query_terms(text: str) -> Terms:
    """Return the terms that a query's words look for: each once, spellings folded before 4-grams are taken."""
    clean = normalise(text).text
    analyzer = default_analyzer()
    folded = analyzer.glossary.fold(clean)
    return Terms(tuple(dict.fromkeys(analyzer.words(clean))), tuple(dict.fromkeys(grams(folded))))
