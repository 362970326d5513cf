"""What unknown names mean, told by all the texts they stand for: strengths, weaknesses, advice, or nothing of these."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from plandocs.ingest.facts.names import category_of_name, code_of_name
from plandocs.ingest.facts.naming import Name, Names
from plandocs.ingest.facts.polarity import advises, cites
from plandocs.model.finding import FindingKind

#: Names are told apart by their texts when these look this much more like strengths (0–1).
APART = 0.15
#: No more texts of one name than this are looked at.
ENOUGH = 12
_EDITIONS = ("pmqa4", "pmqa2562")
_STRENGTH, _OFI = FindingKind.STRENGTH, FindingKind.OFI


@dataclass(slots=True)
class Learned:
    """Names by the kind of what they stand for, and names that stand for advice or evidence."""

    kinds: dict[str, FindingKind] = field(default_factory=dict)
    asides: set[str] = field(default_factory=set)


def learned(structures: Iterable[Names]) -> Learned:
    """Return what the unknown names of the structures mean, where their texts show it."""
    found = Learned()
    for structure in structures:
        _learn(found, structure)
    return found


def _learn(found: Learned, structure: Names) -> None:
    telling = [one for one in structure.telling() if not _names_criteria(one.words)]
    if not telling or (structure.advised and not structure.known):
        return
    asides = [one for one in telling if _advises(one)]
    plain = [one for one in telling if one not in asides]
    kinds = _kinds(plain, structure.known)
    if not kinds and asides and len(structure.known) < len(FindingKind):
        # Weaknesses may be written as advice where nothing else names them.
        kinds, asides = _kinds(telling, structure.known), []
    found.kinds |= {one.words: kind for one, kind in kinds}
    if kinds or structure.known:
        found.asides |= {one.words for one in asides}


def _names_criteria(words: str) -> bool:
    """Return whether a name is one of the criteria's own ("การนำองค์การ"): it tells what about, never which kind."""
    return bool(category_of_name(words) or any(code_of_name(words, edition) for edition in _EDITIONS))


def _advises(name: Name) -> bool:
    return sum(advises(text) or cites(text) for text in name.texts) >= 0.5 * len(name.texts)


def _kinds(names: Sequence[Name], known: Mapping[FindingKind, Sequence[str]]) -> list[tuple[Name, FindingKind]]:
    """Return the names of a kind: the two whose texts differ most, or the one whose texts differ from what is known."""
    if len(known) == len(FindingKind) or len(names) < 2 - len(known):
        return []
    shares = sorted(((good_share(one.texts), at) for at, one in enumerate(names)), reverse=True)
    (best, first), (worst, last) = shares[0], shares[-1]
    if _STRENGTH in known:
        beside = good_share(known[_STRENGTH])
        return [(names[last], _OFI)] if worst <= 0.5 - APART or worst <= min(0.5, beside - APART) else []
    if _OFI in known:
        beside = good_share(known[_OFI])
        return [(names[first], _STRENGTH)] if best >= 0.5 + APART or best >= max(0.5, beside + APART) else []
    return [(names[first], _STRENGTH), (names[last], _OFI)] if best - worst >= APART else []


def good_share(texts: Sequence[str]) -> float:
    """Return how much `texts` look like strengths, 0–1, as the classifier sees them."""
    from plandocs.ingest.facts.classifier import propose

    shares = []
    for text in texts[:ENOUGH]:
        guess = propose(text, "pmqa4")
        strength = guess.kind is _STRENGTH
        shares.append(guess.kind_probability if strength else 1 - guess.kind_probability)
    return sum(shares) / len(shares) if shares else 0.5
