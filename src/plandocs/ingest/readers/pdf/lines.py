"""Words to lines: what stands on one base line in one column, with the look most of it has."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from plandocs.ingest.readers.pdf.repair import needs_line_repair, repair
from plandocs.ingest.readers.pdf.shapes import Line, Span, Word

#: A bullet of a symbol font has a private code (U+F0B7 and the like).
_BULLET = re.compile("^[\ue000-\uf6ff\uf720-\uf8ff]+ ?")

_NO_WIDTH = re.compile("[ัิ-ฺ็-๎]")
#: Letters from which on a line's width tells the size of its letters, and the difference that is one.
_MEASURED, _WIDER = 12, 1.22

_BEFORE_SIGN = re.compile(r"(?<=\S)[ ]+([.,;:)%ฯ])")
_IN_ABBREVIATION = re.compile(r"(?<=[ก-ฮ]\.) (?=[ก-ฮ]{1,4}\.)")


def build_lines(words: Sequence[Word], log: Counter[str], *, page: int, gap: float = 1e9) -> list[Line]:
    """
    Return lines in the order of `words`, their text repaired; `log` counts repairs.

    A word opens a new line when it stands lower or higher, begins left of where the line is, or follows a
    gap of more than `gap`
    line heights.
    """
    groups: list[list[Word]] = []
    right = 0.0
    for word in words:
        if groups and _continues(groups[-1], right, word, gap):
            groups[-1].append(word)
            right = word.x1 if word.x1 > right else right
        else:
            groups.append([word])
            right = word.x1
    return [line for group in groups if (line := _line(group, log, page)).text]


def plain_text(words: Sequence[Word], log: Counter[str]) -> str:
    """Return the repaired text of a page, lines by height only: for judging letters, not for reading."""
    parts: list[str] = []
    last: Word | None = None
    for word in words:
        if last is not None and word.space:
            parts.append(" ")
        elif last is not None and (last.top != word.top or last.bottom != word.bottom or word.bottom <= word.top):
            shared = min(last.bottom, word.bottom) - max(last.top, word.top)
            parts.append("" if shared > 0.5 * min(last.bottom - last.top, word.bottom - word.top) else "\n")
        parts.append(word.text)
        last = word
    text = "".join(parts)
    if needs_line_repair(text):
        return "\n".join(repair(line, log) for line in text.split("\n"))
    return repair(text, log)


def _continues(group: list[Word], right: float, word: Word, gap: float) -> bool:
    last = group[-1]
    if last.top == word.top and last.bottom == word.bottom > word.top + 0.5:
        height = word.bottom - word.top
        height = height if height > 1.0 else 1.0
    else:
        low, high = max(last.top, word.top), min(last.bottom, word.bottom)
        height = max(1.0, min(last.bottom - last.top, word.bottom - word.top))
        if high - low < 0.5 * height:
            return False
    if -2.5 * height < word.x0 - right < gap * height:
        return True
    # A sign of another font is often drawn after the line it stands in: it fills a gap there.
    inside = word.x0 > group[0].x0 and word.x1 < right
    return inside and not any(min(word.x1, other.x1) - max(word.x0, other.x0) > 1.5 for other in group)


def _tidy(text: str) -> str:
    """
    Recognised text without table lines.

    Spaces that stand before signs and inside abbreviations go, too.
    """
    text = _BEFORE_SIGN.sub(r"\1", text.replace("|", " "))
    return _IN_ABBREVIATION.sub("", text)


def _from_left(words: list[Word]) -> list[Word]:
    """Put a word that was drawn late (an arrow, a tick of another font) where it stands."""
    out: list[Word] = []
    for word in words:
        last = out[-1] if out else None
        if (
            last is None
            or word.x1 > last.x0 + 0.5
            or not any(letter.isalnum() or letter > "\u2000" for letter in word.text)
        ):
            out.append(word)
            continue
        at = next(index for index, other in enumerate(out) if other.x0 >= word.x1 - 1.0)
        out.insert(at, replace(word, space=at > 0 and word.x0 - out[at - 1].x1 > 0.1 * (word.bottom - word.top)))
        out[at + 1] = replace(out[at + 1], space=out[at + 1].x0 - word.x1 > 0.1 * (word.bottom - word.top))
    return out


def _line(words: list[Word], log: Counter[str], page: int) -> Line:
    if len(words) == 1:
        main = words[0]
        text, left, right, scores = main.text, main.x0, main.x1, [] if main.ocr is None else [main.ocr]
    else:
        words = _from_left(words)
        text = "".join([(" " + word.text if word.space else word.text) for word in words]).lstrip(" ")
        main = max(words, key=_length)
        left, right = min([word.x0 for word in words]), max([word.x1 for word in words])
        scores = [word.ocr for word in words if word.ocr is not None]
    text = " ".join(repair(_tidy(text) if scores else text, log).split())
    return Line(
        _BULLET.sub("• ", text) if text[:1] >= "\ue000" else text,
        left,
        main.top,
        right,
        main.bottom,
        page=page,
        ocr=sum(scores) / len(scores) if scores else None,
        trail=words[-1].trail,
    )


def _length(word: Word) -> int:
    return len(word.text)


def even_sizes(lines: Sequence[Line]) -> None:
    """
    Give recognised lines the size that most of the page has, unless their letters are clearly wider or narrower.

    The box of a recognised line is as high as the marks that happen to stand in it, and tells no size.
    """
    long = [line for line in lines if columns(line.text) >= _MEASURED] or list(lines)
    if not long:
        return
    widths = {id(line): (line.x1 - line.x0) / columns(line.text) for line in lines}
    usual = median(widths[id(line)] for line in long)
    size = round(2 * median(line.size for line in long)) / 2
    for line in lines:
        ratio = widths[id(line)] / max(0.1, usual)
        same = columns(line.text) < _MEASURED or 1 / _WIDER < ratio < _WIDER
        line.size = size if same else round(2 * size * ratio) / 2


def columns(text: str) -> int:
    """
    Return how many letters of `text` take room: marks above and below take none.

    >>> columns("ที่นี่")
    2
    """
    return max(1, len(_NO_WIDTH.sub("", text)))


class Looks:
    """Finds size and boldness of a line among the text objects of its page."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = [
            (*span.box, round(span.size * 2) / 2, span.bold) for span in sorted(spans, key=lambda span: span.box[1])
        ]
        self._tops = [span[1] for span in self._spans]
        self._tallest = max((span[3] - span[1] for span in self._spans), default=0.0)

    def dress(self, line: Line) -> None:
        """Set the line's size and boldness from what covers most of it."""
        low, high, end = line.x0, line.x1, line.bottom
        middle = (line.top + end) / 2
        sizes: dict[float, float] = {}
        bold = total = 0.0
        near = slice(bisect_left(self._tops, line.top - self._tallest), bisect_right(self._tops, end))
        for left, top, right, bottom, size, is_bold in self._spans[near]:
            if top - 2 > middle or middle > bottom + 2:
                continue
            # `min` and `max` cost a call each, and a page comes by here thousands of times.
            shared = (right if right < high else high) - (left if left > low else low)
            if shared > 0:
                sizes[size] = sizes.get(size, 0.0) + shared
                total += shared
                bold += shared if is_bold else 0.0
        line.size = max(sizes, key=lambda size: sizes[size]) if sizes else round(line.height / 1.3 * 2) / 2
        line.bold = total > 0 and bold > 0.8 * total
