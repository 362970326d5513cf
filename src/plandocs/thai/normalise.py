"""One spelling for text that looks the same, with a way back to the original positions."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from plandocs.thai.graphemes import widen

_ABOVE = "\u0e31\u0e34-\u0e37\u0e47\u0e4d\u0e4e"
_BELOW = "\u0e38-\u0e3a"
_TONES = "\u0e48-\u0e4b"
_FOLLOW = "\u0e30\u0e32\u0e33\u0e45"
_MARKS = f"{_FOLLOW}\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
_HANGING = f"{_ABOVE}{_BELOW}{_TONES}\u0e4c"
#: Glyph variants that Thai fonts of the 1990s kept in the private use area (Windows layout).
_PRIVATE = dict(
    zip(
        range(0xF700, 0xF71B),
        "ฐ\u0e34\u0e35\u0e36\u0e37\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e48\u0e49\u0e4a\u0e4b\u0e4cญ\u0e31\u0e4d\u0e47"
        "\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e38\u0e39\u0e3a",
        strict=True,
    )
)
_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_INVISIBLE = "\u200b\u200c\u2060\ufeff\u00ad"
_ODD = re.compile(f"[{_SPACES}\uf700-\uf71a]")
_UNSEEN = re.compile(f"[{_INVISIBLE}]+")
_SPLIT_OFF = re.compile(f"(?:\\s|^)[{_HANGING}]+")
#: A text without any of these is in order already: one search per kind, each of them starting with a plain set of
#: characters.
_OUT_OF_ORDER = (
    re.compile(f"[{_TONES}\u0e4c][{_ABOVE}{_BELOW}{_TONES}]"),
    re.compile(f"[{_FOLLOW}][{_TONES}\u0e4c]"),
    re.compile(f"\u0e4d[{_TONES}]*\u0e32|(?<![ฤฦ])\u0e45"),
)
#: Letters without which the last of them cannot match: finding one letter is faster than any pattern.
_RARE = ("\u0e4d", "\u0e45")
_TWICE = re.compile("([\u0e30-\u0e3a\u0e40-\u0e45\u0e47-\u0e4e])\\1")
#: A mark alone is in order, unless it is the ๅ that looks like an า.
_RUN = re.compile(f"(?:(?<=[ฤฦ])|(?<![{_MARKS}]))(?:[{_MARKS}]{{2,}}|\u0e45)|[\u0e40-\u0e44]{{2,}}")
_STEPS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile("\u0e40\u0e40"), "\u0e41"),
    (re.compile(f"([{_TONES}\u0e4c]+)([{_ABOVE}{_BELOW}]+)"), r"\2\1"),
    (re.compile(f"\u0e4d([{_TONES}]*)\u0e32"), "\\1\u0e33"),
    (re.compile(f"([{_FOLLOW}]+)([{_TONES}\u0e4c]+)"), r"\2\1"),
    (re.compile(f"[{_TONES}]+([{_TONES}])"), r"\1"),
    (re.compile(f"([\u0e40-\u0e44{_MARKS}])\\1+"), r"\1"),
)

#: What `_is_clean` sees of a text, a byte a character: o letter, l vowel written before its consonant, v mark above or
#: below, t tone mark or ์, f ะ or ำ, g า, s space, x always suspicious.
_KINDS = {
    "l": "เแโใไ",
    "v": "\u0e31\u0e34\u0e35\u0e36\u0e37\u0e38\u0e39\u0e3a\u0e47\u0e4e",
    "t": "\u0e48\u0e49\u0e4a\u0e4b\u0e4c",
    "f": "\u0e30\u0e33",
    "g": "\u0e32",
    "s": " \t\n\r\v\f\x1c\x1d\x1e\x1f\u00a0",
    "x": "\u0e4d\u0e45",
}
_CODE_PAGE = "cp874"
_KIND_OF = bytes(
    next((ord(kind) for kind, members in _KINDS.items() if character in members), ord("o"))
    for character in bytes(range(256)).decode(_CODE_PAGE, "replace")
)
_TONE_ASTRAY = re.compile(rb"t(?<![ovl]t)")
_MARK_ASTRAY = re.compile(rb"v(?<![ol]v)")


@dataclass(frozen=True, slots=True)
class _Layer:
    """One rewriting: the text before it, and its edits as (new start, new end, old start, old end), in order."""

    before: str
    edits: tuple[tuple[int, int, int, int], ...]
    starts: tuple[int, ...]

    def back(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of `before` that ``start:end`` came from."""
        return self._position(start, left=True), self._position(end, left=False)

    def _position(self, position: int, *, left: bool) -> int:
        # Which edit holds the character right of a left border, or left of a right border?
        index = bisect_right(self.starts, position if left else position - 1) - 1
        if index < 0:
            return position
        new_start, new_end, old_start, old_end = self.edits[index]
        if position >= new_end and (left or position > new_end):
            return position - new_end + old_end
        if new_start == new_end:  # something was taken out here: it belongs to neither side
            return old_end
        return old_start if left else old_end


@dataclass(frozen=True, slots=True)
class Normalised:
    """Text in one spelling. `original` is what it was made from."""

    text: str
    original: str
    layers: tuple[_Layer, ...] = ()

    def to_original(self, start: int, end: int) -> tuple[int, int]:
        """
        Return the span of the original (code points, whole graphemes) that ``text[start:end]`` came from.

        >>> normalise("นํ้าใจ").to_original(0, 3)
        (0, 4)
        """
        if start >= end:
            position = self._back(start, start)[0]
            return position, position
        return widen(self.original, *self._back(start, end))

    def _back(self, start: int, end: int) -> tuple[int, int]:
        for layer in reversed(self.layers):
            start, end = layer.back(start, end)
        return start, max(start, end)


def normalise(text: str) -> Normalised:
    """
    Return `text` in one spelling: NFC, Thai vowels and tone marks in order and once, เเ as แ, whole ำ, plain spaces.

    Follows PyThaiNLP's `normalize` (except that it keeps runs of spaces and newlines) and adds NFC, no-break and
    zero-width spaces, soft
    hyphens and the glyphs of old Thai fonts. Normalising twice changes nothing. Clean text comes back as it is.

    >>> normalise("เเผนดําเนินงาน").text
    'แผนดำเนินงาน'
    """
    if _is_clean(text):
        return Normalised(text.replace("\u00a0", " "), text)
    return _normalise(text)


def _is_clean(text: str) -> bool:
    """
    Return whether `text` is certainly in order but for no-break spaces.

    That is so when its letters are of one byte each and no two that ever need care stand side by side. Nearly all text
    is, and finding that out takes a seventh of the time of the careful way.
    """
    try:
        kinds = text.encode(_CODE_PAGE).translate(_KIND_OF)
    except UnicodeEncodeError:
        return False
    if b"x" in kinds or b"ff" in kinds or b"gg" in kinds or b"ll" in kinds:
        return False
    return not (_TONE_ASTRAY.search(kinds) or _MARK_ASTRAY.search(kinds))


def _normalise(text: str) -> Normalised:
    layers: list[_Layer] = []
    current = _plain_characters(text)
    for _ in range(6):
        before = current
        for find in _PASSES:
            current = _rewrite(current, find, layers)
        if current == before:
            break
    return Normalised(current, text, tuple(layers))


def _rewrite(text: str, find: Callable[[str], Iterator[tuple[int, int, str]]], layers: list[_Layer]) -> str:
    pieces: list[str] = []
    edits: list[tuple[int, int, int, int]] = []
    done = length = 0
    for start, end, new in find(text):
        if text[start:end] == new:
            continue
        pieces += text[done:start], new
        length += start - done
        edits.append((length, length + len(new), start, end))
        length += len(new)
        done = end
    if not edits:
        return text
    pieces.append(text[done:])
    layers.append(_Layer(text, tuple(edits), tuple(edit[0] for edit in edits)))
    return "".join(pieces)


def _plain_characters(text: str) -> str:
    """Return `text` with plain spaces and without private glyphs; every position stays where it was."""
    text = text.replace("\u00a0", " ")
    if text.isascii() or _ODD.search(text) is None:
        return text
    return _ODD.sub(lambda match: _PRIVATE.get(ord(match[0]), " "), text)


def _invisible(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _UNSEEN.finditer(text):
        yield match.start(), match.end(), ""


def _composed(text: str) -> Iterator[tuple[int, int, str]]:
    if text.isascii() or unicodedata.is_normalized("NFC", text):
        return
    start = 0
    while start < len(text):
        end = start + 1
        group = unicodedata.normalize("NFC", text[start])
        while end < len(text) and (
            unicodedata.combining(text[end])
            or unicodedata.normalize("NFC", text[start : end + 1]) != group + unicodedata.normalize("NFC", text[end])
        ):
            end += 1
            group = unicodedata.normalize("NFC", text[start:end])
        yield start, end, group
        start = end


def _split_off(text: str) -> Iterator[tuple[int, int, str]]:
    """Spaces before a mark that belongs to a consonant ("พ ุ่ม") go; marks with nothing to stand on go."""
    for match in _SPLIT_OFF.finditer(text):
        marks = match.start() if match.start() == 0 and not text[0].isspace() else match.start() + 1
        spaces = marks
        while spaces > 0 and text[spaces - 1] == " ":
            spaces -= 1
        if spaces < marks and spaces > 0 and "ก" <= text[spaces - 1] <= "ฮ":
            yield spaces, marks, ""
        else:
            yield marks, match.end(), ""


def _misordered(text: str) -> Iterator[tuple[int, int, str]]:
    rare = any(letter in text for letter in _RARE)
    patterns = _OUT_OF_ORDER if rare else _OUT_OF_ORDER[:-1]
    if not _TWICE.search(text) and not any(bad.search(text) for bad in patterns):
        return
    for match in _RUN.finditer(text):
        after_ru = match.start() > 0 and text[match.start() - 1] in "ฤฦ"
        yield match.start(), match.end(), _ordered(match[0], after_ru=after_ru)


@lru_cache(maxsize=4096)
def _ordered(run: str, *, after_ru: bool) -> str:
    if after_ru and run.startswith("\u0e45"):  # ฤๅ is a letter of its own
        return "\u0e45" + _ordered(run[1:].lstrip("\u0e45"), after_ru=False)
    run = run.replace("\u0e45", "\u0e32")
    for _ in range(12):
        before = run
        for pattern, new in _STEPS:
            run = pattern.sub(new, run)
        run = unicodedata.normalize("NFC", run)
        if run == before:
            break
    return run


_PASSES = (_invisible, _composed, _split_off, _misordered)
