"""Thai words: a dictionary segmenter that keeps item codes, abbreviations and mixed tokens whole."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import tempfile
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from plandocs.thai import glossary

_DIGIT = "0-9๐-๙"
#: Kept whole: item codes and numbers, and words of Latin letters with their version. The pattern begins with one
#: set of characters,
#: which lets the search skip Thai text quickly.
_CODES = (
    rf"[{_DIGIT}A-Za-z](?:"
    rf"(?<=[{_DIGIT}])(?:"
    rf"[{_DIGIT}]{{0,2}}(?:,[{_DIGIT}]{{3}})+(?:\.[{_DIGIT}]+)?"
    rf"|[{_DIGIT}]*(?:\.[{_DIGIT}]+)*"
    rf"(?:(?<=\.[{_DIGIT}])(?:[ก-ฮ](?![ก-๎])(?:\([{_DIGIT}]+\))?|\([{_DIGIT}]+\)|\s[ก-ฮ]\([{_DIGIT}]+\)))?)"
    rf"|(?<=[A-Za-z])(?:"
    rf"[A-Za-z]*[ ]?[{_DIGIT}]+\.[{_DIGIT}]+(?![.{_DIGIT}])"
    rf"|[A-Za-z{_DIGIT}]*(?:[-+&_'’][A-Za-z{_DIGIT}]+)*))"
)
_DOTTED = r"(?<![ก-๎.])[ก-ฮ]{1,3}\.(?:[ก-ฮ]{1,5}\.)+|(?:(?<![.])[ก-ฮ]\.){2}(?:[ก-ฮ]\.)*|(?<![ก-๎.])[ก-ฮ]{2,5}\.(?![ก-๎])"
_WHOLE = re.compile(f"({_CODES})")
_WHOLE_OR_DOTTED = re.compile(f"({_CODES}|{_DOTTED})")
_DOT = re.compile(r"[ก-ฮ]\.")
#: Longest text given to the dictionary at once, so that a page without spaces cannot take minutes.
_LONGEST = 2_000
#: Joins texts that are to be cut in one go: a word of every dictionary and part of no text (a Unicode noncharacter).
SEPARATOR = "\uffff"
_LOADED: dict[str, str] = {}
_LOCK = threading.Lock()


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of text with its position: ``text == source[start:end]``."""

    start: int
    end: int
    text: str


class Segmenter:
    """
    Cuts text into words by longest matching over a dictionary (newmm), in Rust where `nlpo3` is installed.

    `words` is the whole dictionary. The same words give the same `digest`, whatever their order.

    >>> [t.text for t in Segmenter(["ตัวชี้วัด", "ของ"]).tokens("ตัวชี้วัดของ 4.1ก(2)")]
    ['ตัวชี้วัด', 'ของ', ' ', '4.1ก(2)']
    """

    def __init__(self, words: Iterable[str]) -> None:
        self.dictionary = frozenset(word for word in (word.strip() for word in words) if word)

    @cached_property
    def digest(self) -> str:
        """Hash of the dictionary: an index made with another one must be rebuilt."""
        return hashlib.sha256("\n".join(sorted(self.dictionary)).encode()).hexdigest()[:16]

    @cached_property
    def _cut(self) -> Callable[[str], list[str]]:
        try:
            return _rust(self.dictionary, self.digest)
        except ImportError:
            return _python(self.dictionary)

    def words(self, text: str) -> list[str]:
        """Return the pieces of `text` in order; joined, they are `text`."""
        parts = (_WHOLE_OR_DOTTED if "." in text and _DOT.search(text) else _WHOLE).split(text)
        if len(parts) == 1:
            return self._plain(text) if text else []
        pieces: list[str] = []
        whole = False
        for part in parts:
            if whole or part == " ":
                pieces.append(part)
            elif part:
                pieces += self._plain(part)
            whole = not whole
        return pieces

    @cached_property
    def gaps(self) -> re.Pattern[str]:
        """
        Pattern of the white space and separators that no word reaches across: what lies between is cut the same alone.

        >>> Segmenter(["ต่าง ๆ"]).gaps.split("แผน ต่าง ๆ ของ PMQA 4.0 ปี 2564")
        ['แผน', 'ต่าง ๆ', 'ของ', 'PMQA 4.0', 'ปี', '2564']
        """
        rests = {rest[:2] for word in self.dictionary if " " in word for rest in word.split(" ")[1:] if rest}
        by_first: dict[str, list[str]] = {}
        for rest in sorted(rests):
            by_first.setdefault(rest[0], []).append(re.escape(rest[1:]))
        words = "".join(f"|{re.escape(first)}(?:{'|'.join(more)})" for first, more in by_first.items())
        return re.compile(rf"[ \t\n](?:(?<![A-Za-z] )|(?![{_DIGIT}]))(?![ก-ฮ]\({words})|{SEPARATOR}")

    def tokens(self, text: str) -> list[Token]:
        """Return the pieces of `text` with their positions, spaces and punctuation included."""
        found: list[Token] = []
        start = 0
        for piece in self.words(text):
            end = start + len(piece)
            found.append(Token(start, end, piece))
            start = end
        return found

    def parts(self, word: str) -> tuple[str, ...]:
        """
        Return the fewest dictionary words that make up the compound `word`, or nothing when it has no parts.

        >>> Segmenter(["โอกาส", "ใน", "การ", "ปรับปรุง", "โอกาสในการปรับปรุง"]).parts("โอกาสในการปรับปรุง")
        ('โอกาส', 'ใน', 'การ', 'ปรับปรุง')
        """
        # best[n]: (number of pieces, squares of their lengths against it, where the last piece starts) for word[:n]
        best: list[tuple[int, int, int] | None] = [(0, 0, 0)] + [None] * len(word)
        for start in range(len(word)):
            here = best[start]
            if here is None:
                continue
            for end in range(start + 1, len(word) + 1):
                piece = word[start:end]
                if piece == word or piece not in self.dictionary:
                    continue
                candidate = (here[0] + 1, here[1] - (end - start) ** 2, start)
                there = best[end]
                if there is None or candidate < there:
                    best[end] = candidate
        return _trace(word, best)

    def _plain(self, text: str) -> list[str]:
        if len(text) <= _LONGEST:
            return self._cut(text)
        pieces: list[str] = []
        done = 0
        while done < len(text):
            end = min(done + _LONGEST, len(text))
            if end < len(text):
                space = max(text.rfind(gap, done + _LONGEST // 2, end) for gap in (" ", SEPARATOR))
                end = space + 1 if space >= 0 else end
            pieces += self._cut(text[done:end])
            done = end
        return pieces


def _trace(word: str, best: list[tuple[int, int, int] | None]) -> tuple[str, ...]:
    pieces: list[str] = []
    end = len(word)
    while end > 0:
        step = best[end]
        if step is None:
            return ()
        pieces.append(word[step[2] : end])
        end = step[2]
    return tuple(reversed(pieces)) if len(pieces) > 1 else ()


def _rust(dictionary: frozenset[str], digest: str) -> Callable[[str], list[str]]:
    from nlpo3 import load_dict, segment

    name = f"plandocs-{digest}"
    with _LOCK:
        if name not in _LOADED:
            # nlpo3 reads dictionaries from files only and keeps them for the life of the process.
            handle, path = tempfile.mkstemp(suffix=".txt", prefix="plandocs-words-")
            try:
                with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                    file.write("\n".join((*sorted(dictionary), SEPARATOR)))
                load_dict(path, name)
            finally:
                Path(path).unlink(missing_ok=True)
            _LOADED[name] = name

    def cut(text: str) -> list[str]:
        pieces: list[str] = segment(text, name)
        return pieces

    return cut


def _python(dictionary: frozenset[str]) -> Callable[[str], list[str]]:
    from pythainlp.tokenize import Trie
    from pythainlp.tokenize.newmm import segment

    trie = Trie(dictionary | {SEPARATOR})

    def cut(text: str) -> list[str]:
        return list(segment(text, trie))

    return cut


@lru_cache(maxsize=1)
def thai_words() -> frozenset[str]:
    """Return PyThaiNLP's dictionary, read from its file: importing the whole package takes longer than a search."""
    spec = importlib.util.find_spec("pythainlp")
    file = Path(next(iter(spec.submodule_search_locations or ()), "")) / "corpus" / "words_th.txt" if spec else Path()
    if file.is_file():
        return frozenset(file.read_text(encoding="utf-8").split("\n")) - {""}
    from pythainlp.corpus import thai_words as all_words

    return frozenset(all_words())


def segmenter_with(words: Iterable[str]) -> Segmenter:
    """Return a segmenter that also knows `words` (the workspace's `dictionary.txt`)."""
    own = tuple(word.strip() for word in words)
    return Segmenter((*thai_words(), *glossary.load().words, *own)) if any(own) else default_segmenter()


@lru_cache(maxsize=1)
def default_segmenter() -> Segmenter:
    """Return the segmenter that knows PyThaiNLP's words and the glossary's; made once."""
    return Segmenter((*thai_words(), *glossary.load().words))
