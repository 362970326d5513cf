"""What a draft written anew tells of itself: what was written, what was left alone, what found no place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from plandocs.draft.manifest import Manifest, stories
from plandocs.draft.package import Package
from plandocs.draft.readback import PICTURE
from plandocs.draft.scan import SIGN
from plandocs.draft.sides import Side


@dataclass(frozen=True, slots=True)
class Change:
    """
    One thing told. `kind` is "field", "line", "inserted", "taken out", "moved", "added", "out" or "story".

    `place` is the heading it stands under, `key` and `label` name the field, `before` is what stood there.
    """

    kind: str
    text: str
    place: str = ""
    before: str = ""
    key: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """
    What became of a draft that goes on from a returned one.

    `returned` tells whether the returned file itself goes on, or a fresh one into which people's words were brought.
    `written` is what plandocs refreshed, `left` people's words it left alone, and what it did not print because
    people took it out; `unplaced` found no place. `changes` counts tracked changes that were accepted.
    """

    returned: bool
    written: tuple[Change, ...] = ()
    left: tuple[Change, ...] = ()
    unplaced: tuple[Change, ...] = ()
    changes: int = 0


@dataclass(slots=True)
class Told:
    """Collects what is told; `old_places` and `new_places` are the headings above each line of either document."""

    old_places: Sequence[str]
    new_places: Sequence[str]
    written: list[Change] = field(default_factory=list)
    left: list[Change] = field(default_factory=list)
    unplaced: list[Change] = field(default_factory=list)
    changes: int = 0
    returned: bool = True

    def result(self) -> Kept:
        """Return all of it, each thing once."""
        return Kept(
            self.returned,
            tuple(dict.fromkeys(self.written)),
            tuple(dict.fromkeys(self.left)),
            tuple(dict.fromkeys(self.unplaced)),
            self.changes,
        )

    def blocks(self, side: Side, units: Iterable[int], kind: str) -> None:
        """Tell of paragraphs and rows that were written or taken out."""
        self.written += self._changes(side, units, kind)

    def left_blocks(self, side: Side, units: Iterable[int], kind: str) -> None:
        """Tell of what people added, or of what was not printed because they took it out."""
        self.left += self._changes(side, units, kind)

    def lines(self, side: Side, lines: Iterable[int], kind: str, *, left: bool = False) -> None:
        """Tell of lines inside table cells."""
        places = self._places(side)
        for line in sorted(lines):
            change = Change(kind, " ".join(side.lines[line].text.split()), places[line])
            (self.left if left else self.written).append(change)

    def _places(self, side: Side) -> Sequence[str]:
        return self.new_places if len(self.new_places) == len(side.lines) else self.old_places

    def lost(self, side: Side, units: Iterable[int]) -> None:
        """Tell of what found no place."""
        self.unplaced += self._changes(side, units, "added")

    def stories(self, before: Manifest, package: Package) -> None:
        """Tell of changed headers, footers and notes that do not go into a fresh draft."""
        if not before.when:
            return
        known = {" ".join(text.split()) for text in before.stories}
        there = [text for text in stories(package) if text not in known and any(map(str.isalpha, text))]
        self.unplaced += [Change("story", text) for text in there]

    def _changes(self, side: Side, units: Iterable[int], kind: str) -> list[Change]:
        places = self._places(side)
        out = []
        for unit in sorted(units):
            text = " ".join(side.units[unit].text.replace(SIGN + "picture", PICTURE).replace("\t", " | ").split())
            if text.strip(" |") and SIGN not in text:
                out.append(Change(kind, text, places[side.units[unit].lines[0]]))
        return out
