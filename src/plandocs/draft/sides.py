"""
The texts that meet when a draft is written anew, and which part of one is which part of another.

A draft that people returned (`Hands`: what they did to it) and the draft that plandocs would write now never compare
with each other: both are compared with the record of the draft that went out, the one by anchors and likeness, the
other by the keys of its fields.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from plandocs.draft.claims import claims_of
from plandocs.draft.decide import Decided, decide
from plandocs.draft.join import without_fields
from plandocs.draft.manifest import MadeLine, Manifest, Occurrence
from plandocs.draft.match import SAME, align, key, likeness
from plandocs.draft.ooxml import SDT, TR, attr, qn
from plandocs.draft.outcome import Status
from plandocs.draft.package import Package
from plandocs.draft.readback import fixed_pairs
from plandocs.draft.scan import TAG, Line, scan
from plandocs.draft.units import InRow, Unit, pair_lines, units_of

UNTOUCHED = {Status.KEPT, Status.MOVED, Status.DUPLICATED}


def units(lines: Sequence[InRow]) -> list[Unit]:
    """Return the units of lines: paragraphs, and table rows."""
    return units_of([line.row for line in lines], [line.shown for line in lines])


@dataclass(slots=True)
class Side:
    """A document with its lines and units; `draft` is the id in its anchors, `keys` the field of each number."""

    package: Package
    draft: str
    keys: Mapping[int, str]
    lines: tuple[Line, ...] = ()
    units: list[Unit] = field(default_factory=list)
    unit_of: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.lines = scan(self.package)
        self.units = units(self.lines)
        self.unit_of = {line: number for number, unit in enumerate(self.units) for line in unit.lines}

    def block(self, unit: int) -> etree._Element:
        """Return the element of a unit: its table row, else its paragraph."""
        paragraph = self.lines[self.units[unit].lines[0]].element
        if self.units[unit].is_row:
            return next(paragraph.iterancestors(TR), paragraph)
        return paragraph

    def controls(self, line: int) -> dict[str, etree._Element]:
        """Return the first content control of each field in a line, by key."""
        out: dict[str, etree._Element] = {}
        for control in self.lines[line].element.iter(SDT):
            number = self.number(control)
            if number in self.keys:
                out.setdefault(self.keys[number], control)
        return out

    def number(self, control: etree._Element) -> int:
        """Return the occurrence number of a content control, -1 when it is none of this draft's."""
        match = TAG.match(attr(control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}")))
        return int(match[2]) if match and match[1] == self.draft else -1

    def keys_in(self, unit: int) -> set[str]:
        """Return the keys of the fields anchored in a unit."""
        return {key for line in self.units[unit].lines for key in self.controls(line)}


@dataclass(slots=True)
class Hands:
    """
    What people did to a draft, line by line of the returned copy.

    `line_of` maps the record's lines to the returned ones. `around` are the returned lines whose words outside fields
    are people's, `owned` the fields whose text is (returned line, key → text), `moved` the units they moved.
    """

    side: Side
    record: Manifest
    line_of: dict[int, int]
    found: dict[int, Decided]
    around: set[int] = field(default_factory=set)
    owned: dict[tuple[int, str], str] = field(default_factory=dict)
    moved: set[int] = field(default_factory=set)
    known: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.known = set(self.line_of.values())

    def touched(self, unit: int) -> bool:
        """Return whether any words of a returned unit are people's: changed ones, or a line more in a cell."""
        lines = set(self.side.units[unit].lines)
        if lines & self.around or any(line in lines for line, _ in self.owned):
            return True
        known = lines.intersection(self.known)
        return bool(known) and any(self.side.lines[line].shown.strip() for line in lines - known)


def read_hands(
    record: Manifest, side: Side, recorded: frozenset[tuple[str, str]] = frozenset(), restored: Sequence[str] = ()
) -> Hands:
    """
    Return what people did to the draft of `record`, as the returned `side` shows it.

    `recorded` are the (field key, compared text) that were taken over as decisions: from then on plandocs writes
    that text, and whatever is decided later. `restored` are keys of emptied fields to be printed again.
    """
    old_units = units(record.lines)
    claims = claims_of(record, side.lines)
    fixed = fixed_pairs(record, claims, old_units, side.units)
    pairs = align([unit.text for unit in old_units], [unit.text for unit in side.units], fixed)
    found = decide(record, side.lines, claims, old_units, side.units, pairs)
    line_of: dict[int, int] = {}
    for pair in pairs:
        line_of.update(pair_lines(record.lines, side.lines, old_units[pair.old], side.units[pair.new]))
    hands = Hands(side, record, line_of, found)
    hands.moved = {pair.new for pair in pairs if pair.moved}
    by_line: dict[int, list[Occurrence]] = defaultdict(list)
    for occurrence in record.occurrences:
        by_line[occurrence.line].append(occurrence)
    made = {one.line: one for one in made_lines(record) if one.line >= 0}
    values = {one.key: one.value for one in record.fields}
    hands.known = set(line_of.values())
    for old, new in line_of.items():
        _line(hands, old, new, made.get(old), by_line[old])
        for one in by_line[old]:
            _field(hands, new, one, values.get(one.key, ""), recorded)
    for place, text in list(hands.owned.items()):
        if not text and place[1] in restored:
            del hands.owned[place]
    return hands


def _line(hands: Hands, old: int, new: int, made: MadeLine | None, there: Sequence[Occurrence]) -> None:
    """Note whether the words around the fields of a line are people's: changed now, or in an earlier round."""
    before, line = hands.record.lines[old], hands.side.lines[new]
    changed = key(before.shown) != key(line.shown)
    if changed and there:
        changed = key(without_fields(hands.record, old)) != key(without_fields(hands.record, old, line))
    if not changed and made is not None:
        spans = [(one.start, one.end) for one in there]
        own = [(start, end) for _, start, end in made.fields]
        changed = key(outside(before.text, spans)) != key(outside(made.text, own))
    if changed or made is None:
        hands.around.add(new)


def _field(hands: Hands, new: int, one: Occurrence, value: str, recorded: frozenset[tuple[str, str]]) -> None:
    """Note a field whose text in this place is a person's and nobody's decision."""
    decided = hands.found[one.number]
    text = one.text if decided.status in UNTOUCHED else decided.after
    earlier = key(one.text) != key(value)
    if decided.status in UNTOUCHED and not earlier:
        return
    if decided.status not in UNTOUCHED and (one.key, key(text)) in recorded:
        return
    hands.owned[new, one.key] = text


def outside(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """
    Return the words of a line outside the given spans.

    >>> outside("ผู้รับผิดชอบ ศทส. ทุกไตรมาส", [(13, 17)])
    'ผู้รับผิดชอบ  ทุกไตรมาส'
    """
    out, last = [], 0
    for start, end in sorted(spans):
        out.append(text[last:start])
        last = max(last, end)
    return "".join([*out, text[last:]])


def made_lines(record: Manifest) -> tuple[MadeLine, ...]:
    """Return the lines as plandocs wrote them when the draft of `record` was made."""
    if record.made:
        return record.made
    spans: dict[int, list[tuple[str, int, int]]] = defaultdict(list)
    for one in record.occurrences:
        spans[one.line].append((one.key, one.start, one.end))
    return tuple(
        MadeLine(line.text, line.row, line.mark, number, tuple(spans[number]), line.contents)
        for number, line in enumerate(record.lines)
    )


def new_of_made(old_lines: Sequence[MadeLine], new_lines: Sequence[MadeLine]) -> tuple[dict[int, int], set[int]]:
    """
    Return which line of the new draft is which of the lines made before: new line → number in `made_lines`.

    Units with fields of different goals only are never the same; a unit that changed its place must share a field
    or be word for word the same. The second answer are the new lines that changed their place.
    """
    old_units, new_units = units(old_lines), units(new_lines)
    old_keys = [{key for line in unit.lines for key, _, _ in old_lines[line].fields} for unit in old_units]
    new_keys = [{key for line in unit.lines for key, _, _ in new_lines[line].fields} for unit in new_units]
    fixed = _by_keys(old_keys, new_keys, [unit.text for unit in old_units], [unit.text for unit in new_units])
    fixed = _with_neighbours(fixed, old_units, new_units, old_keys, new_keys)
    sure = set(fixed)
    pairs = align([unit.text for unit in old_units], [unit.text for unit in new_units], fixed)
    out: dict[int, int] = {}
    moved: set[int] = set()
    for pair in pairs:
        one, two = old_keys[pair.old], new_keys[pair.new]
        if one and two and not one & two and _goals(one) != _goals(two):
            continue
        if pair.moved and not one & two and (pair.score < 100.0 or one or two) and (pair.old, pair.new) not in sure:
            continue
        lines = pair_lines(old_lines, new_lines, old_units[pair.old], new_units[pair.new])
        out.update({b: a for a, b in lines})
        if pair.moved:
            moved.update(b for _, b in lines)
    return out, moved


def _with_neighbours(
    pairs: Sequence[tuple[int, int]],
    old: Sequence[Unit],
    new: Sequence[Unit],
    old_keys: Sequence[set[str]],
    new_keys: Sequence[set[str]],
) -> list[tuple[int, int]]:
    """Add the lines without fields that stand beside paired ones: the heading of a goal goes with its goal."""
    out = dict(pairs)
    used = set(out.values())
    for step in (-1, 1):  # what stands above first: headings and captions belong to what follows
        for one, two in pairs:
            a, b = one + step, two + step
            while 0 <= a < len(old) and 0 <= b < len(new) and a not in out and b not in used:
                alike = old[a].is_row == new[b].is_row and likeness(old[a].text, new[b].text) >= SAME
                if old_keys[a] or new_keys[b] or not alike:
                    break
                out[a] = b
                used.add(b)
                a, b = a + step, b + step
    return sorted(out.items())


def _goals(keys: set[str]) -> set[str]:
    return {key.split(".", 1)[0] for key in keys}


def _by_keys(
    old: Sequence[set[str]], new: Sequence[set[str]], old_texts: Sequence[str], new_texts: Sequence[str]
) -> list[tuple[int, int]]:
    """Return unit pairs on whose fields most keys agree: the n-th place of a field is its n-th place still."""
    places: list[dict[str, list[int]]] = [defaultdict(list), defaultdict(list)]
    for where, keys in zip(places, (old, new), strict=True):
        for number, found in enumerate(keys):
            for one in found:
                where[one].append(number)
    votes: dict[tuple[int, int], float] = defaultdict(float)
    for name, before in places[0].items():
        for pair in zip(before, places[1].get(name, []), strict=False):
            votes[pair] += 1.0
    for pair in votes:
        if key(old_texts[pair[0]]) == key(new_texts[pair[1]]):
            votes[pair] += 10.0
    return most_votes(votes)


def most_votes(votes: Mapping[tuple[int, int], float]) -> list[tuple[int, int]]:
    """Return the pairs with most votes, each number at most once on either side."""
    out, used_old, used_new = [], set(), set()
    for one, two in sorted(votes, key=lambda pair: (-votes[pair], pair)):
        if one not in used_old and two not in used_new:
            out.append((one, two))
            used_old.add(one)
            used_new.add(two)
    return out
