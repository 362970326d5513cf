"""Inside one line: the fields that are refreshed, and the words around them that are left alone or brought along."""

from __future__ import annotations

import copy
import itertools
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from lxml import etree

from plandocs.draft.anchors import highlighted, reference, script_runs
from plandocs.draft.graft import Graft, emphasis_of, style_ids
from plandocs.draft.manifest import MadeLine, Manifest
from plandocs.draft.match import key
from plandocs.draft.ooxml import PPR, RPR, RUN, SDT, VAL, local, make, paragraph_text, put_rpr, qn
from plandocs.draft.scan import PROMPT, Line
from plandocs.draft.sides import Hands, Side, outside
from plandocs.draft.told import Change, Told


@dataclass(slots=True)
class Lines:
    """Brings the lines of a new draft and of a returned one together; `clone` copies elements between them."""

    hands: Hands
    new: Side
    clone: Callable[[etree._Element], etree._Element]
    told: Told
    record: Manifest
    made: Sequence[MadeLine]
    owned: dict[int, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    labels: dict[str, str] = field(default_factory=dict)
    styles: set[str] = field(default_factory=set)
    printed: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        for (line, name), text in self.hands.owned.items():
            self.owned[line][name] = text
        self.labels = {one.key: one.label for one in (*self.hands.record.fields, *self.record.fields)}
        self.styles = style_ids(self.new.package)
        self.printed = {one.key for one in self.record.fields}

    def refresh(self, line: int, back: int, before: MadeLine) -> None:
        """Write what plandocs says now into a returned line, as far as the words there are plandocs' own."""
        old, new = self.hands.side.lines[back], self.new.lines[line]
        if old.contents:
            return
        spans = [(start, end) for _, start, end in self.made[line].fields]
        old_spans = [(start, end) for _, start, end in before.fields]
        changed = key(outside(new.text, spans)) != key(outside(before.text, old_spans)) or before.mark != new.mark
        human = back in self.hands.around or _things(old) > _things(new)
        if changed and not human:
            self._replace(old, new, self.owned[back])
            self.told.written.append(Change("line", _flat(new.text), self.told.old_places[back], _flat(before.text)))
        else:
            if human and old.text.strip():
                self.told.left.append(Change("line", _flat(old.text), self.told.old_places[back]))
            self._fields(line, back)
        for name, text in self.owned[back].items():
            self._left(name, text, back)

    def _fields(self, line: int, back: int) -> None:
        mine = self.new.controls(line)
        for name, control in self.hands.side.controls(back).items():
            if name in self.owned[back]:
                continue
            before = text_of(control)
            after = paragraph_text(mine[name]) if name in mine else ""
            if (name not in mine and name in self.printed) or key(before) == key(after):
                continue
            set_text(control, after, mine.get(name))
            place = self.told.old_places[back]
            self.told.written.append(Change("field", after, place, before, name, self.labels.get(name, name)))

    def _left(self, name: str, text: str, back: int) -> None:
        place = self.told.old_places[back]
        self.told.left.append(Change("field", _flat(text), place, key=name, label=self.labels.get(name, name)))

    def _replace(self, old: Line, new: Line, owned: dict[str, str]) -> None:
        """Put the new line's words in place of the old one's; people's fields and comments stay."""
        paragraph = old.element
        mine = {self.hands.side.keys.get(self.hands.side.number(c)): c for c in paragraph.iter(SDT)}
        starts = [one for one in paragraph.iter() if local(one) == "commentRangeStart"]
        ends = [one for one in paragraph.iter() if local(one) == "commentRangeEnd"]
        marks = [one for one in paragraph.iter(RUN) if one.find(qn("w:commentReference")) is not None]
        copied = self.clone(new.element)
        for child in [child for child in paragraph if child.tag != PPR]:
            paragraph.remove(child)
        paragraph.extend(starts)
        for child in [child for child in copied if child.tag != PPR]:
            paragraph.append(child)
        paragraph.extend([*ends, *marks])
        for control in list(paragraph.iter(SDT)):
            name = self.new.keys.get(self.new.number(control), "")
            if name in owned and mine.get(name) is not None:
                control.getparent().replace(control, mine[name])

    def rewrite(self, line: int, back: int) -> None:
        """Bring people's words of a returned line into the new draft's line."""
        old, new = self.hands.side.lines[back], self.new.lines[line]
        owned = self.owned[back]
        if old.contents:
            return
        if back in self.hands.around or _things(old) > _things(new):
            self._rebuild(old, new, line, back)
            if old.text.strip():
                self.told.left.append(Change("line", _flat(old.text), self.told.old_places[back]))
        else:
            mine = self.new.controls(line)
            for name, text in owned.items():
                if name in mine and key(paragraph_text(mine[name])) != key(text):
                    set_text(mine[name], text, None)
        for name, text in owned.items():
            self._left(name, text, back)

    def _rebuild(self, old: Line, new: Line, line: int, back: int) -> None:
        """Write the returned line's words, with the new draft's fields where fields stand in it."""
        mine = self.new.controls(line)
        made: list[etree._Element] = []
        done: set[str] = set()
        for text, one, name in self._stretches(old, back):
            if name and name in mine:
                if name not in done:
                    done.add(name)
                    control = mine[name]
                    if name in self.owned[back]:
                        set_text(control, self.owned[back][name], None)
                    made += _with_comment(control)
                continue
            if text:
                made += script_runs(text, self._emphasis(one))
            elif one is not None:
                made.append(self.clone(one))
        paragraph = new.element
        for child in [child for child in paragraph if child.tag != PPR]:
            paragraph.remove(child)
        paragraph.extend(made)

    def _stretches(self, old: Line, back: int) -> Iterable[tuple[str, etree._Element | None, str]]:
        """Yield the line's text in stretches: (text, its run, key of the field or "")."""
        spans = self._spans(old, back)
        position = 0
        for piece in old.pieces:
            if piece.gone:
                continue
            if not piece.text:
                yield "", piece.run, ""
            end = position + len(piece.text)
            cuts = sorted({position, end, *(cut for s, e, _ in spans for cut in (s, e) if position < cut < end)})
            for one, two in itertools.pairwise(cuts):
                name = next((name for s, e, name in spans if s <= one and two <= e), "")
                yield piece.text[one - position : two - position], piece.run, name
            position = end

    def _spans(self, old: Line, back: int) -> list[tuple[int, int, str]]:
        """Return where fields stand in a returned line: by anchors, else where their text stands in order."""
        side, position = self.hands.side, 0
        out: dict[int, tuple[int, int]] = {}
        for piece in old.pieces:
            if piece.gone:
                continue
            end = position + len(piece.text)
            for owner, number in (*piece.controls, *piece.bookmarks):
                if owner == side.draft and number in side.keys:
                    start = out.get(number, (position, end))[0]
                    out[number] = (start, end)
            position = end
        spans = [(start, end, side.keys[number]) for number, (start, end) in out.items()]
        if spans:
            return spans
        last = 0
        for one in self.hands.found.values():
            text = one.after if one.line == back else ""
            place = old.text.find(text, last) if text.strip() else -1
            if place >= 0:
                last = place + len(text)
                spans.append((place, last, one.key))
        return spans

    def _emphasis(self, one: etree._Element | None) -> etree._Element | None:
        rpr = emphasis_of(one)
        if rpr is not None:
            style = rpr.find(qn("w:rStyle"))
            if style is not None and style.get(VAL) not in self.styles:
                rpr.remove(style)
        return rpr

    def carry_comments(self, lines: Iterable[tuple[int, int, int]], graft: Graft) -> None:
        """Put people's comments on the new draft's paragraphs."""
        for line, back, _ in lines:
            paragraph = self.new.lines[line].element
            for ident in self.hands.side.lines[back].comments:
                new = graft.comment(ident)
                if new is None or paragraph.getparent() is None:
                    continue
                start = 1 if paragraph.find(PPR) is not None else 0
                paragraph.insert(start, make("w:commentRangeStart", id=new))
                paragraph.extend([make("w:commentRangeEnd", id=new), reference(new)])


def text_of(control: etree._Element) -> str:
    """Return a field's text; the prompt that Word shows in an emptied control is none."""
    return "" if control.find(PROMPT) is not None else paragraph_text(control)


def set_text(control: etree._Element, text: str, like: etree._Element | None) -> None:
    """Write a field's text as its first run looks; `like` tells whether it is marked as missing or unconfirmed."""
    content = control.find(qn("w:sdtContent"))
    first = next(content.iter(RUN), None)
    rpr = first.find(RPR) if first is not None else None
    own = make("w:rPr") if rpr is None else copy.deepcopy(rpr)
    for child in [c for c in own if local(c) in {"highlight", "cs"} or c.get(VAL) == "PlaceholderText"]:
        own.remove(child)
    color = highlighted(like) if like is not None else ""
    if color:
        put_rpr(own, make("w:highlight", val=color))
    for child in list(content):
        content.remove(child)
    content.extend(script_runs(text, own if len(own) else None))
    properties = control.find(qn("w:sdtPr"))
    for child in [c for c in properties if local(c) in {"showingPlcHdr", "placeholder"}]:
        properties.remove(child)


def _with_comment(control: etree._Element) -> list[etree._Element]:
    """Return a content control with the marks of the comment that hangs on it."""
    before, after = control.getprevious(), control.getnext()
    if before is None or local(before) != "commentRangeStart" or after is None or local(after) != "commentRangeEnd":
        return [control]
    mark = after.getnext()
    return [before, control, after, *([mark] if mark is not None and mark.tag == RUN else [])]


def _things(line: Line) -> int:
    """Return how many pictures and notes a line holds."""
    return sum(not piece.text and piece.run is not None for piece in line.pieces)


def _flat(text: str) -> str:
    return " ".join(text.split())
