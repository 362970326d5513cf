"""List numbers as Word displays them: counters per list, formats and texts per level."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from plandocs.ingest.readers.word.names import W, on, val
from plandocs.ingest.readers.word.styles import Styles

_THAI_DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
#: ECMA-376 part 1, §17.18.59 thaiLetters: without ฃ ฅ ฆ ฤ ฦ.
_THAI_LETTERS = [chr(code) for code in (0xE01, 0xE02, 0xE04, *range(0xE07, 0xE24), 0xE25, *range(0xE27, 0xE2F))]
_THAI_WORDS = ["ศูนย์", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า", "สิบ"]
_ROMAN = [
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
]  # fmt: skip
#: Bullets of the Symbol and Wingdings fonts, which sit in the private use area.
_BULLETS = {
    "\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf0fc": "✓", "\uf0a8": "◆", "\uf076": "❖", "\uf06c": "●",
    "\uf06e": "■", "\uf0e0": "→", "\uf0e8": "→", "\uf0fe": "☑", "\uf06f": "☐", "\uf071": "☐", "\uf02d": "-",
}  # fmt: skip
_PLACE = re.compile(r"%([1-9])")


@dataclass(slots=True)
class _Level:
    start: int = 1
    format: str = "decimal"
    text: str = ""
    legal: bool = False
    restart: int | None = None
    style: str = ""


@dataclass(slots=True)
class _List:
    levels: dict[int, _Level] = field(default_factory=dict)
    style_link: str = ""


class Numbering:
    """Resolves the list label of each numbered paragraph, in document order."""

    def __init__(self, root: Any | None, styles: Styles) -> None:
        self._styles = styles
        self._lists: dict[str, _List] = {}
        self._list_of: dict[str, str] = {}
        self._overrides: dict[str, dict[int, _Level]] = {}
        self._starts: dict[str, dict[int, int]] = {}
        self._counters: dict[str, list[int | None]] = {}
        self._started: set[tuple[str, int]] = set()
        if root is None:
            return
        for item in root.iterchildren(f"{W}abstractNum"):
            self._lists[item.get(f"{W}abstractNumId") or ""] = _read_list(item)
        for item in root.iterchildren(f"{W}num"):
            self._read_num(item)

    def label(self, number: tuple[str, int], style_id: str) -> tuple[str, int] | None:
        """
        Return label and level of the next paragraph of a list, None when its numbering is switched off.

        The counters of a list are shared by all its instances; an instance with a start override begins
        anew once.
        """
        num, depth = number
        key = self._resolve(num)
        if key is None:
            return None
        levels = {**self._lists[key].levels, **self._overrides.get(num, {})}
        linked = next((at for at, level in levels.items() if style_id and level.style == style_id), None)
        depth = depth if linked is None else linked
        level = levels.get(depth)
        if level is None:
            return None
        counters = self._count(num, key, depth, levels)
        return _display(level, levels, counters), depth

    def _count(self, num: str, key: str, depth: int, levels: dict[int, _Level]) -> list[int | None]:
        counters = self._counters.setdefault(key, [None] * 9)
        override = self._starts.get(num, {}).get(depth)
        current = counters[depth]
        if override is not None and (num, depth) not in self._started:
            counters[depth] = override
        else:
            counters[depth] = levels[depth].start if current is None else current + 1
        self._started.add((num, depth))
        for above in range(depth):
            if counters[above] is None:
                counters[above] = levels[above].start if above in levels else 1
        for below in range(depth + 1, 9):
            restart = levels[below].restart if below in levels else None
            if restart is None or (restart != 0 and depth < restart):
                counters[below] = None
        return counters

    def _resolve(self, num: str) -> str | None:
        key = self._list_of.get(num)
        for _ in range(5):
            if key is None or key not in self._lists:
                return None
            link = self._lists[key].style_link
            if not link:
                return key
            target = self._styles.get(link).number
            key = self._list_of.get(target[0]) if target else None
        return None

    def _read_num(self, item: Any) -> None:
        num = item.get(f"{W}numId") or ""
        self._list_of[num] = val(item.find(f"{W}abstractNumId"))
        for override in item.iterchildren(f"{W}lvlOverride"):
            depth = override.get(f"{W}ilvl") or ""
            if not depth.isdecimal() or int(depth) > 8:
                continue
            start = val(override.find(f"{W}startOverride"))
            if start.isdecimal():
                self._starts.setdefault(num, {})[int(depth)] = int(start)
            level = override.find(f"{W}lvl")
            if level is not None:
                self._overrides.setdefault(num, {})[int(depth)] = _read_level(level)


def _read_list(item: Any) -> _List:
    out = _List(style_link=val(item.find(f"{W}numStyleLink")))
    for level in item.iterchildren(f"{W}lvl"):
        depth = level.get(f"{W}ilvl") or ""
        if depth.isdecimal() and int(depth) <= 8:
            out.levels[int(depth)] = _read_level(level)
    return out


def _read_level(item: Any) -> _Level:
    start = val(item.find(f"{W}start"))
    restart = val(item.find(f"{W}lvlRestart"))
    format_element = item.find(f"{W}numFmt")
    if format_element is None:
        # Word 2010 wraps new formats with a fallback.
        format_element = next(iter(item.iter(f"{W}numFmt")), None)
    return _Level(
        int(start) if start.isdecimal() else 0 if start else 1,
        val(format_element) or "decimal",
        val(item.find(f"{W}lvlText")),
        on(item.find(f"{W}isLgl")),
        int(restart) if restart.isdecimal() else None,
        val(item.find(f"{W}pStyle")),
    )


def _display(level: _Level, levels: dict[int, _Level], counters: list[int | None]) -> str:
    if level.format == "bullet":
        return "".join(_BULLETS.get(letter, "•" if "\uf000" <= letter <= "\uf8ff" else letter) for letter in level.text)
    if level.format == "none":
        return _PLACE.sub("", level.text).strip()

    def value(found: re.Match[str]) -> str:
        depth = int(found.group(1)) - 1
        count = counters[depth]
        if count is None:
            return ""
        own = levels[depth].format if depth in levels else "decimal"
        return format_number(count, "decimal" if level.legal else own)

    return _PLACE.sub(value, level.text).strip()


def format_number(count: int, style: str) -> str:
    """
    Return `count` in one of Word's number formats.

    >>> [format_number(12, style) for style in ("decimal", "thaiNumbers", "thaiLetters", "lowerRoman", "upperLetter")]
    ['12', '๑๒', 'ฏ', 'xii', 'L']
    """
    if style == "thaiNumbers":
        return str(count).translate(_THAI_DIGITS)
    if style == "thaiLetters":
        return _letters(count, _THAI_LETTERS)
    if style == "thaiCounting" and 0 <= count < len(_THAI_WORDS):
        return _THAI_WORDS[count]
    if style in {"lowerLetter", "upperLetter"}:
        text = _letters(count, [chr(97 + index) for index in range(26)])
        return text.upper() if style == "upperLetter" else text
    if style in {"lowerRoman", "upperRoman"} and 0 < count < 4000:
        text = _roman(count)
        return text.upper() if style == "upperRoman" else text
    if style == "decimalZero":
        return f"{count:02d}"
    if style in {"bullet", "none"}:
        return ""
    return str(count)


def _letters(count: int, letters: list[str]) -> str:
    """A, B, … Z, AA, BB, …: Word repeats the letter after the last one."""
    if count < 1:
        return ""
    times, index = divmod(count - 1, len(letters))
    return letters[index] * min(times + 1, 30)


def _roman(count: int) -> str:
    out = ""
    for value, letters in _ROMAN:
        while count >= value:
            out += letters
            count -= value
    return out
