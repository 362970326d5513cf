"""What else the words of a query are looked for as: acronyms both ways, synonyms, months."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from plandocs.model.agency import Agency
from plandocs.search.values import Expansion
from plandocs.thai.dates import months
from plandocs.thai.glossary import Entry, Glossary, key
from plandocs.thai.segment import Token

#: Most tokens that one phrase of the glossary spans in a query.
_LONGEST = 9
_SHORT_MONTH = dict(zip(list(months)[12:], list(months)[:12], strict=True))


@dataclass(frozen=True, slots=True)
class _Reading:
    start: int
    end: int
    expansion: Expansion


def expansions(text: str, tokens: Sequence[Token], vocabulary: Glossary, agency: Agency) -> list[Expansion]:
    """
    Return the expansions of normalised `text`, in order; longer phrases win over what stands inside them.

    Ambiguous acronyms are read as the agency's profile says, else in their usual sense; other readings are named,
    not used.
    """
    found: list[_Reading] = []
    own = {key(part) for pair in _names(agency) for part in (*pair, vocabulary.fold(pair[1]))}
    starts = vocabulary.starts | {name[:3] for name in own}
    for first, token in enumerate(tokens):
        head = text[token.start : token.start + 3].lower()
        if not (head in starts or head[:2] in starts or " " in head or token.text in months):
            continue
        for last in range(min(len(tokens), first + _LONGEST), first, -1):
            start, end = token.start, tokens[last - 1].end
            phrase = text[start:end]
            if phrase != phrase.strip() or not _is_known(phrase, vocabulary, own):
                continue
            expansion = _expansion(phrase, text, (start, end), vocabulary, agency)
            if expansion is not None:
                found.append(_Reading(start, end, expansion))
                break
    return [reading.expansion for reading in _outermost(found)]


def agency_names(name: str, agency: Agency, vocabulary: Glossary) -> tuple[str, ...]:
    """
    Return `name` of an agency with what it stands for and what stands for it, or nothing for no name.

    >>> from plandocs.thai.glossary import load
    >>> agency_names("กตย.", Agency("กรมตัวอย่าง", "กตย."), load())
    ('กตย.', 'กรมตัวอย่าง')
    """
    if not name:
        return ()
    pairs = tuple(_names(agency))
    full = vocabulary.reading(name, dict(pairs))
    shorts = (short for short, long in pairs if key(long) == key(full or name))
    acronyms = (entry.term for entry in vocabulary.by_reading.get(key(name), ()) if entry.kind == "acr")
    return tuple(dict.fromkeys((name, *([full] if full else []), *shorts, *acronyms)))


def _outermost(readings: list[_Reading]) -> Iterator[_Reading]:
    end = 0
    seen: set[str] = set()
    for reading in readings:
        if reading.start >= end and reading.expansion.term not in seen:
            end = reading.end
            seen.add(reading.expansion.term)
            yield reading


def _is_known(phrase: str, vocabulary: Glossary, own: AbstractSet[str]) -> bool:
    """Return whether `phrase` may have an expansion: most have none, and finding out which one takes longer."""
    wanted = key(vocabulary.fold(phrase))
    return wanted in vocabulary.by_term or wanted in vocabulary.by_reading or wanted in own or phrase in months


def _expansion(phrase: str, text: str, span: tuple[int, int], vocabulary: Glossary, agency: Agency) -> Expansion | None:
    if (month := _month(phrase, text, span)) is not None:
        return Expansion(phrase, (month,))
    wanted = key(vocabulary.fold(phrase))
    if len(wanted) < 2:
        return None
    own = next((full for name, full in _names(agency) if key(name) == wanted), None)
    entry = vocabulary.by_term.get(wanted)
    if own is not None:
        others = entry.readings if entry and entry.ambiguous else ()
        return Expansion(phrase, (own,), tuple(reading for reading in others if reading != own))
    if entry is not None:
        also = _also(entry, vocabulary)
        if entry.ambiguous:
            return Expansion(phrase, entry.readings[:1], entry.readings[1:])
        return Expansion(phrase, also) if also else None
    return _backwards(phrase, wanted, vocabulary, agency)


def _also(entry: Entry, vocabulary: Glossary) -> tuple[str, ...]:
    """Return readings and synonyms of an entry, and the acronyms that stand for it."""
    acronyms = (other.term for other in vocabulary.by_reading.get(key(entry.term), ()) if not other.ambiguous)
    return tuple(dict.fromkeys((*entry.readings, *acronyms)))


def _backwards(phrase: str, wanted: str, vocabulary: Glossary, agency: Agency) -> Expansion | None:
    """A full name finds its acronym; a synonym finds the term and its other synonyms."""
    entries = [entry for entry in vocabulary.by_reading.get(wanted, ()) if not entry.ambiguous]
    also = [other for entry in entries for other in (entry.term, *entry.readings)]
    also += [name for name, full in _names(agency) if key(vocabulary.fold(full)) == wanted]
    also = [other for other in dict.fromkeys(also) if key(vocabulary.fold(other)) != wanted]
    return Expansion(phrase, tuple(also)) if also else None


def _names(agency: Agency) -> Iterator[tuple[str, str]]:
    yield from agency.acronyms.items()
    if agency.short and agency.name:
        yield agency.short, agency.name
    for unit in agency.units:
        if unit.short:
            yield unit.short, unit.name


def _month(phrase: str, text: str, span: tuple[int, int]) -> str | None:
    if phrase not in months:
        return None
    if phrase == "ก.พ.":  # also an office: February only beside a number
        before, after = text[: span[0]].rstrip(), text[span[1] :].lstrip()
        if not (re.match(r"[\d๐-๙]", after) or re.search(r"[\d๐-๙]$", before)):
            return None
    if phrase in _SHORT_MONTH:
        return _SHORT_MONTH[phrase]
    return next(short for short, full in _SHORT_MONTH.items() if full == phrase)
