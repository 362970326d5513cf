"""The planning offices' vocabulary: acronyms with their readings, compounds with synonyms, spellings that fold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib import resources

_MARKS = "\u0e30-\u0e3a\u0e45\u0e47-\u0e4e"


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: `kind` is "acr" (acronym), "term" or "var" (spelling); `ambiguous` acronyms follow the agency."""

    kind: str
    term: str
    readings: tuple[str, ...]
    english: str = ""
    ambiguous: bool = False


@dataclass(frozen=True)
class Glossary:
    """All entries, with the look-ups that analysis and search need."""

    entries: tuple[Entry, ...]

    @cached_property
    def by_term(self) -> Mapping[str, Entry]:
        """Acronyms and compounds by their key (see `key`)."""
        return {key(entry.term): entry for entry in self.entries if entry.kind != "var"}

    @cached_property
    def by_reading(self) -> Mapping[str, tuple[Entry, ...]]:
        """Entries by the key of each of their readings."""
        found: dict[str, list[Entry]] = {}
        for entry in self.entries:
            for reading in entry.readings if entry.kind != "var" else ():
                found.setdefault(key(self.fold(reading)), []).append(entry)
        return {reading: tuple(entries) for reading, entries in found.items()}

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Everything that segmentation should keep whole: Thai terms, readings of one phrase, and spellings."""
        found: dict[str, None] = {}
        for entry in self.entries:
            for word in (entry.term, *entry.readings):
                if re.fullmatch(r"[ก-๎.]+", word):
                    found[word] = None
                    found[self.fold(word)] = None
        return tuple(found)

    @cached_property
    def compounds(self) -> frozenset[str]:
        """Thai terms and readings (in their preferred spelling) that are indexed whole and in parts."""
        phrases = (word for e in self.entries if e.kind != "var" for word in (e.term, *e.readings))
        return frozenset(self.fold(word) for word in phrases if re.fullmatch(r"[ก-๎]+", word))

    @cached_property
    def starts(self) -> frozenset[str]:
        """The first three letters of what may have a reading, in every spelling, to pass over most words."""
        known = (word for entry in self.entries for word in (entry.term, *entry.readings))
        return frozenset(key(spelling)[:3] for word in known for spelling in (word, self.fold(word)))

    @cached_property
    def _spellings(self) -> tuple[re.Pattern[str], dict[str, str]] | None:
        variants = {reading: entry.term for entry in self.entries if entry.kind == "var" for reading in entry.readings}
        if not variants:
            return None
        return re.compile("|".join(_variant(*pair) for pair in sorted(variants.items(), key=_longest_first))), variants

    def fold(self, text: str) -> str:
        """
        Return `text` with the spellings of the glossary in their preferred form.

        >>> load().fold("เว็ปไซต์ขององค์กร")
        'เว็บไซต์ขององค์การ'
        """
        if self._spellings is None:
            return text
        pattern, variants = self._spellings
        return pattern.sub(lambda match: variants[match[0]], text)

    def reading(self, acronym: str, chosen: Mapping[str, str]) -> str | None:
        """
        Return what `acronym` stands for: the agency's own reading (`chosen`) first, else the usual one, or None.

        >>> load().reading("กพร", {"กพร.": "กลุ่มพัฒนาระบบบริหาร"})
        'กลุ่มพัฒนาระบบบริหาร'
        """
        wanted = key(acronym)
        for name, reading in chosen.items():
            if key(name) == wanted:
                return reading
        entry = self.by_term.get(wanted)
        return entry.readings[0] if entry and entry.kind == "acr" and entry.readings else None


def key(term: str) -> str:
    """
    Return the form under which a term is looked up: lower case, no spaces, no full stop at the end.

    >>> key("กพร."), key("ก.พ.ร."), key("PMQA 4.0")
    ('กพร', 'ก.พ.ร', 'pmqa4.0')
    """
    return "".join(term.split()).rstrip(".").lower()


def parse(lines: Iterable[str]) -> Glossary:
    """Return the glossary of a table with the columns kind, term, readings, english (tabs; # starts a comment)."""
    entries: list[Entry] = []
    for line in lines:
        columns = line.rstrip("\r\n").split("\t")
        if line.startswith("#") or len(columns) < 3 or columns[0] == "kind":
            continue
        kind = columns[0]
        readings = tuple(reading.strip() for reading in columns[2].split(";") if reading.strip())
        english = columns[3] if len(columns) > 3 else ""
        entries.append(Entry(kind.rstrip("?"), columns[1], readings, english, kind.endswith("?")))
    return Glossary(tuple(entries))


@lru_cache(maxsize=1)
def load() -> Glossary:
    """Return the glossary that comes with plandocs."""
    text = resources.files("plandocs.thai").joinpath("data/glossary.tsv").read_text(encoding="utf-8")
    return parse(text.splitlines())


def _variant(variant: str, preferred: str) -> str:
    # "กลยุทธ" must not match inside "กลยุทธ์": neither before the rest of the right spelling nor before a mark.
    rest = preferred[len(variant) :] if preferred.startswith(variant) else ""
    return re.escape(variant) + (f"(?!{re.escape(rest)})" if rest else "") + f"(?![{_MARKS}])"


def _longest_first(pair: tuple[str, str]) -> tuple[int, str]:
    return -len(pair[0]), pair[0]
