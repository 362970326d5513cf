"""What a framework file holds: lists with an edition, years of validity, a source and a mark for checked wording."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """
    One line of a framework list: an item of a criteria edition, a milestone, a goal.

    `word` is what stands before the code when it is cited ("หมุดหมายที่"). `verified` is false where nobody
    compared the
    wording with the official text. `kind` separates lists in one file ("category", "dimension", "factor").
    """

    code: str
    name: str
    short: str = ""
    parent: str = ""
    kind: str = ""
    word: str = ""
    aliases: tuple[str, ...] = ()
    verified: bool = False


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """Item codes of one criteria edition and the codes of another that ask about the same matter."""

    source_edition: str
    target_edition: str
    pairs: tuple[tuple[str, tuple[str, ...]], ...]
    source: str
    verified: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """A score band that people quote; never shown unless the source report printed it itself."""

    low: float
    high: float
    name: str
    source: str
    verified: bool = False


@dataclass(frozen=True, slots=True)
class Default:
    """
    Codes proposed for goals that answer these items ("*" is any item); a proposal.

    To be confirmed by a planner. Where `words` are given, a goal has to use one of them: an item asks about more than
    one matter.
    """

    items: tuple[str, ...]
    codes: tuple[str, ...]
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Framework:
    """
    One framework edition as data.

    `kind` is "criteria" for assessment criteria, "alignment" for national plans. Editions of the same plan share a
    `family`; at most one of a family is valid in a fiscal year. `valid_from` and `valid_to` are fiscal years in the
    Buddhist era, both inclusive.
    """

    id: str
    kind: str
    family: str
    title: str
    short: str
    edition: str
    source: str
    verified: bool
    valid_from: int | None = None
    valid_to: int | None = None
    rank: int = 99
    levels: tuple[str, ...] = ()
    entries: tuple[Entry, ...] = ()
    crosswalks: tuple[Crosswalk, ...] = ()
    defaults: tuple[Default, ...] = ()
    bands: tuple[Band, ...] = ()

    def valid_in(self, year: int) -> bool:
        """Return whether the edition is in force in fiscal year `year`."""
        return (self.valid_from is None or self.valid_from <= year) and (self.valid_to is None or year <= self.valid_to)

    def entry(self, code: str) -> Entry | None:
        """Return the entry with this code, None when the list has none."""
        return next((entry for entry in self.entries if entry.code == code), None)

    def codes_for(self, item: str, text: str = "") -> tuple[str, ...]:
        """Return the codes proposed for `item` and a goal of this `text`: those that fit, else those for any item."""
        fitting = (d for d in self.defaults if not d.words or not text or any(word in text for word in d.words))
        named = [default.codes for default in fitting if item in default.items]
        general = [default.codes for default in self.defaults if "*" in default.items]
        return (named or general or [()])[-1]
