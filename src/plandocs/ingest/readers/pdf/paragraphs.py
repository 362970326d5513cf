"""Lines to paragraphs by geometry: full lines run on, Thai joins without a space."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from plandocs.ingest.readers.markers import BULLETS, has_marker, split_marker
from plandocs.ingest.readers.pdf.lines import columns
from plandocs.ingest.readers.pdf.score import simple_word, tokens
from plandocs.ingest.readers.pdf.shapes import Box, Line, union

_THAI_END = re.compile("[\u0e01-\u0e4e]$")
_THAI_START = re.compile("^[\u0e01-\u0e4e]")
_OPEN_END = re.compile(r"(?:[(\[“‘]|[^\s][/–-])$")
_NUMBER_GOES_ON = re.compile(r"[0-9๐-๙][.,]\n[0-9๐-๙]|[0-9๐-๙]\n[.,][0-9๐-๙]")
#: A number that a narrow cell cuts inside its thousands: "900,0" / "00".
_THOUSANDS = r"(?:[0-9๐-๙]{2}\n[0-9๐-๙]|[0-9๐-๙]\n[0-9๐-๙]{2})"
_NUMBER_CUT = re.compile(rf"[0-9๐-๙],{_THOUSANDS}(?![0-9๐-๙])")
_ABBREVIATION = re.compile(r"(?:[ก-ฮ]{1,5}\.)+")
_UNBROKEN = re.compile("[^\\s\u0e01-\u0e4e]+")
_CLOSING = re.compile(r"[)\]”’.,:;!?ฯๆ%]+")
#: A line of its own on covers: a name or period in brackets under a title.
_BRACKETED = re.compile(r"\([^()]+\)")
#: Words before or after which a space stands in two of three places of official prose (measured on news of
#: government offices); the Royal Society's rules name most of them.
_BEFORE = "เช่น|ได้แก่|ทั้งนี้|รวมทั้ง|รวมถึง|ตลอดจน|ณ|ดังนี้|โดย|โดยเฉพาะ|โดยเฉพาะอย่างยิ่ง|นอกจากนี้|คือ|แต่|ซึ่ง|เป็นต้น"
_AFTER = "เช่น|ได้แก่|ทั้งนี้|ณ|นอกจากนี้|คือ|อาทิ|บาท"
_APART = frozenset(f"{_BEFORE}|{_AFTER}".split("|"))
_APART_BEFORE = re.compile(_BEFORE)
_APART_AFTER = re.compile(f"(?:{_AFTER})$")
#: Dots lead to a page number, or leave room to write: such a line is full, and still ends.
_FILLED_IN = re.compile(r"(?:[.…·_]\s?){5,}[0-9๐-๙]{0,4}$")
#: Assessors' signs before their findings: no list marks, but what hangs below them goes on in the same way.
_SIGN = re.compile(r"[(\[]?\s?(?:\+{1,2}|[-–—−]{1,2}|\?)\s?[)\]]?(?=\s)")
#: Lines of a letter's head follow each other, however full they are.
_LETTER_LINE = re.compile(r"(?:ส่วนราชการ|ที่|เรื่อง|เรียน|อ้างถึง|สิ่งที่ส่งมาด้วย)\s")
#: A chapter's heading: below "หมวด ๓ …", however full it is, "๓.๑ …" is a heading of its own.
_CHAPTER = re.compile(r"(?:หมวด|ส่วน|บท|ตอน|ภาค)(?:ที่)?\s*([0-9๐-๙]{1,2})(?![0-9๐-๙.])")
#: Room that a full line may leave, as a share of the column, where paragraphs are indented: the first line, others.
_NEARLY = (0.4, 0.2)
_LETTER_AT = "ณ"
#: So many letters at the end of a text are enough for the patterns above: a search looks at each place of what it gets.
_END = 24
_LATIN_END = re.compile(r"[A-Za-z]-$")


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together."""

    lines: list[Line] = field(default_factory=list)
    #: The text of so many lines: it is asked for again and again.
    _joined: tuple[int, str] = (0, "")

    @property
    def text(self) -> str:
        """The joined text."""
        if self._joined[0] != len(self.lines):
            self._joined = (len(self.lines), self._join())
        return self._joined[1]

    def _join(self) -> str:
        out = self.lines[0].text
        for above, line in pairwise(self.lines):
            glue = " " if above.trail else ""
            out = out + glue + line.text if line.glued or glue else join_lines([out, line.text])
        return out

    @property
    def box(self) -> Box:
        """The box of the lines on the first page."""
        return union([line.box for line in self.lines if line.page == self.lines[0].page])

    @property
    def size(self) -> float:
        """The size of most of the text."""
        if len(self.lines) == 1:
            return self.lines[0].size
        sizes: Counter[float] = Counter()
        for line in self.lines:
            sizes[line.size] += len(line.text)
        return sizes.most_common(1)[0][0]

    @property
    def bold(self) -> bool:
        """Whether all lines are bold."""
        return all(line.bold for line in self.lines)

    @property
    def ocr(self) -> float | None:
        """Mean confidence of recognised lines, None for digital text."""
        scores = [line.ocr for line in self.lines if line.ocr is not None]
        return sum(scores) / len(scores) if scores else None


def join_lines(texts: Sequence[str]) -> str:
    """
    Return lines joined as they would be typed: Thai to Thai without a space, everything else with one.

    A space at the end of a line is seldom drawn; between Thai words it is put back around the words that Thai
    writes apart ("เช่น", "ทั้งนี้").

    >>> join_lines(["การบริหาร", "จัดการภาครัฐ 4.0", "ปี 2567"])
    'การบริหารจัดการภาครัฐ 4.0 ปี 2567'
    """
    out = ""
    for text in texts:
        end = out[-_END:]
        if not out:
            out = text
        elif _THAI_END.search(end) and _THAI_START.match(text):
            out += " " + text if _ABBREVIATION.match(text) or _stands_apart(out, text) else text
        elif _LATIN_END.search(end) and text[:1].islower():
            out = out[:-1] + text
        elif _NUMBER_GOES_ON.search(out[-3:] + "\n" + text[:2]) or _NUMBER_CUT.search(out[-4:] + "\n" + text[:3]):
            out += text
        elif _ABBREVIATION.match(text):
            out += " " + text
        elif _OPEN_END.search(end):
            out += text
        else:
            out += " " + text
    return out


def _stands_apart(above: str, text: str) -> bool:
    """Whether Thai spelling puts a space between the end of `above` and the beginning of `text`."""
    if above.endswith(("ฯ", "ๆ")):
        return True
    if not text.startswith(_LETTER_AT) and _ends_apart(above):
        return True
    if text.startswith(_LETTER_AT) and len(tokens(above[-30:] + _LETTER_AT)[-1]) > 1:
        return False  # the end of a word that was cut: "ประมา" / "ณ"
    found = _APART_BEFORE.match(text)
    return found is not None and next((word for word in tokens(text[:40]) if word.strip()), "") in _APART


def _ends_apart(above: str) -> bool:
    found = _APART_AFTER.search(above[-_END:])
    return found is not None and tokens(above[-40:])[-1] in _APART


class Joiner:
    """Decides whether a line goes on the paragraph above it."""

    def __init__(self, pitches: dict[float, float], limits: dict[float, float] | None = None) -> None:
        self._pitches = pitches
        self._limits = limits or {}

    def paragraphs(self, lines: Sequence[Line], left: float, right: float) -> list[Paragraph]:
        """Return the paragraphs of one column between its `left` and `right` edges."""
        out: list[Paragraph] = []
        for line in lines:
            if out and self._goes_on(out[-1], line, left, right):
                line.glued = _cut_inside(out[-1].lines[-1], line, right - left)
                out[-1].lines.append(line)
            else:
                out.append(Paragraph([line]))
        return out

    def _goes_on(self, above: Paragraph, line: Line, left: float, right: float) -> bool:
        last = above.lines[-1]
        if line.top < last.top - 0.3 * last.height or _differ(last, line):
            return False
        if _FILLED_IN.search(last.text[-_END:]):
            return False
        if _LETTER_LINE.match(line.text) and _LETTER_LINE.match(above.lines[0].text):
            return False
        if line.top - last.top > self._limits.get(last.size, 1e9):
            return False
        if line.top - last.top > 1.32 * self._pitch(last) and line.top > last.bottom:
            return False
        centred = _centred(last, line, left, right)
        edge = right
        if centred and _BRACKETED.fullmatch(line.text):
            return False
        if centred:
            # What is centred has its room on both sides; covers set line by line, so a little room decides.
            edge = last.x1 + 1.15 * ((right - left) - (last.x1 - last.x0)) + 0.25 * last.height
        full = not room_for_first_word(last, line, edge) or (not centred and _hangs(above, line, left, right))
        if _opens_item(above, line, full=full) or (indented(above, line) and not centred):
            return False
        return full

    def _pitch(self, line: Line) -> float:
        return self._pitches.get(line.size, 1.45 * line.height)


def _hangs(above: Paragraph, line: Line, left: float, right: float) -> bool:
    """
    Whether a line at the left edge goes on a paragraph whose first line stands in from it.

    Where paragraphs are told by an indent, a nearly full line is full: programs keep compounds on one line.
    """
    first, last = above.lines[0], above.lines[-1]
    steps_in = first.x0 > left + 0.8 * first.height and abs(line.x0 - left) < 0.3 * line.height
    nearly = _NEARLY[0] if len(above.lines) == 1 else _NEARLY[1]
    return steps_in and not has_marker(first.text) and right - last.x1 < nearly * (right - left)


def _opens_item(above: Paragraph, line: Line, *, full: bool) -> bool:
    """
    Whether a list mark at the start of a line opens an item.

    After a full line a number may also be the wrapped rest of a sentence ("PMQA" / "4.0 ..."): then it
    opens an item only when it stands out to the left or goes on the numbering of the paragraph or chapter above.
    """
    mark, _ = split_marker(line.text)
    if not mark and _SIGN.match(line.text) and _SIGN.match(above.lines[0].text):
        return abs(line.x0 - above.lines[0].x0) < 0.3 * line.height
    if not mark or line.x0 > above.lines[0].x0 + 0.5 * line.height:
        return False
    hangs = len(above.lines) > 1 and line.x0 < above.lines[-1].x0 - 0.5 * line.height
    if not full or mark in BULLETS or hangs:
        return True
    chapter = _CHAPTER.match(above.lines[0].text)
    if chapter is not None and mark.startswith(f"{chapter[1]}."):
        return True
    first, _ = split_marker(above.lines[0].text)
    return bool(first) and _shape(first) == _shape(mark) and first != mark


def _shape(mark: str) -> str:
    return re.sub("[0-9๐-๙]+", "0", re.sub("[ก-ฮ]", "ก", mark))


def room_for_first_word(last: Line, line: Line, right: float) -> bool:
    """
    Return whether the first word of `line` would have fitted on the line before it.

    Then the break was meant, and a new paragraph begins.
    """
    room = right - last.x1
    if room <= 0 or _OPEN_END.search(last.text[-_END:]):
        return False
    per_letter = (line.x1 - line.x0) / max(1, columns(line.text))
    # Programs cut compounds differently: less room than for a few letters decides nothing.
    least = max(5 * per_letter, 0.35 * line.height)
    if room <= 1.15 * least + 0.35 * line.height:
        return False
    if room > 1.15 * max(least, line.x1 - line.x0) + 0.35 * line.height:
        return True
    need = max(least, columns(first_piece(line.text)) * per_letter)
    return room > 1.15 * need + 0.35 * line.height


def first_piece(text: str) -> str:
    """
    Return what cannot be broken at the start of a line: a Thai word, or signs and Latin letters up to a space.

    >>> first_piece("(1.2) ระบบ"), first_piece("(ร้อยละ)")
    ('(1.2)', '(ร้อยละ)')
    """
    found = _UNBROKEN.match(text)
    start = found.group() if found else ""
    if start and text[len(start) : len(start) + 1] in {"", " "}:
        return start
    rest = text[len(start) : len(start) + 60]
    word = simple_word(next((word for word in tokens(rest) if word.strip()), rest[:1]))
    closing = _CLOSING.match(rest[len(word) :])
    return start + word + (closing.group() if closing else "")


def _differ(last: Line, line: Line) -> bool:
    """Another size or weight is another paragraph."""
    if last.size and line.size and abs(last.size - line.size) > 0.08 * max(last.size, line.size):
        return True
    return last.bold != line.bold and min(len(last.text), len(line.text)) > 3


def indented(above: Paragraph, line: Line) -> bool:
    """
    Return whether a line stands in from the one above: a first-line indent begins a paragraph.

    The hanging lines of a list item do not.
    """
    last, first = above.lines[-1], above.lines[0]
    step = line.x0 - last.x0
    if step <= 0.5 * line.height:
        return False
    sign = _SIGN.match(first.text)
    mark = split_marker(first.text)[0] or (sign[0] if sign is not None else "")
    if len(above.lines) == 1 and mark:
        hang = columns(mark) * (first.x1 - first.x0) / max(1, columns(first.text)) + 3.0 * line.height
        return line.x0 > first.x0 + hang
    return True


def _centred(last: Line, line: Line, left: float, right: float) -> bool:
    """Whether two lines are set around the middle of the column, as on covers; a line that nearly fills it is, too."""
    middle = (left + right) / 2
    for item in (last, line):
        aside = abs((item.x0 + item.x1) / 2 - middle)
        room = min(item.x0 - left, right - item.x1) / item.height
        if not (aside < 5 and item.x0 > left + 0.8 * item.height) and not (aside < 3 and room > 0.05):
            return False
    return True


def _cut_inside(last: Line, line: Line, width: float) -> bool:
    """In a column of a few letters' width words and numbers are cut wherever they do not fit."""
    narrow = width < 2.2 * last.height
    return narrow and last.text[-1:].isalnum() and (line.text[:1].isalnum() or line.text[:1] in {".", ",", "%"})


def usual_pitches(lines: Sequence[Line]) -> dict[float, float]:
    """Return the usual distance between lines for each text size, measured where lines follow each other."""
    seen: dict[float, Counter[float]] = {}
    for last, line in pairwise(lines):
        if last.page != line.page or last.size != line.size:
            continue
        step, height = line.top - last.top, last.height
        if 0.5 * height < step < 2.2 * height and min(last.x1, line.x1) > max(last.x0, line.x0):
            seen.setdefault(last.size, Counter())[float(round(step))] += 1
    return {size: _low_mode(steps) for size, steps in seen.items() if sum(steps.values()) >= 3}


def paragraph_steps(lines: Sequence[Line], pitches: dict[float, float]) -> dict[float, float]:
    """
    Return for each text size from which distance on the line below is another paragraph, where that can be told.

    It can where many lines follow at one greater distance than usual, and most of the lines above them end early.
    """
    edges: dict[int, float] = {}
    for line in lines:
        edges[line.page] = max(edges.get(line.page, 0.0), line.x1)
    ends: dict[float, Counter[float]] = {}
    early: dict[float, Counter[float]] = {}
    for last, line in pairwise(lines):
        pitch = pitches.get(last.size)
        step = line.top - last.top
        if pitch is None or last.page != line.page or last.size != line.size or not 1.14 < step / pitch < 1.6:
            continue
        at = float(round(step))
        ends.setdefault(last.size, Counter())[at] += 1
        early.setdefault(last.size, Counter())[at] += last.x1 < edges[last.page] - 3 * last.height
    found = {}
    for size, steps in ends.items():
        at, count = steps.most_common(1)[0]
        if count >= 3 and early[size][at] >= 0.6 * count:
            found[size] = (pitches[size] + at) / 2
    return found


def _low_mode(steps: Counter[float]) -> float:
    """The smallest step that is common: line spacing inside paragraphs, not between them."""
    total = sum(steps.values())
    often = [step for step, count in steps.items() if count >= 0.15 * total]
    return min(often) if often else steps.most_common(1)[0][0]
