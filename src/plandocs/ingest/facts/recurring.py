"""Labels nobody knows: short lines that come again under item after item, told by what stands below them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from plandocs.ingest.facts.label import Label
from plandocs.ingest.facts.lines import Line, squeeze
from plandocs.model.finding import FindingKind

#: A label is no longer than this, and comes at least this often.
LONGEST, OFTEN = 40, 2
#: Two labels are told apart by their texts when these look this much more like strengths (0–1).
APART = 0.15
#: No more texts of one label than this are looked at.
ENOUGH = 12
_PREFIX = re.compile(r"^\s*(?:\(?(?:\d{1,2}|[ก-ฮ])[.)]\s*|[•●▪■◆➢✓*–-]\s*)")
_INLINE = re.compile(rf"^\s*(?P<name>\S[^:：]{{3,{LONGEST}}}?)\s*[:：]\s*(?=\S.{{15}})")
_ENDS = re.compile(r"\s*[:：]?\s*$")


@dataclass(slots=True)
class _Recurring:
    """A wording: where it stands (position and where its text begins, or -1), under which items, and what follows."""

    places: list[tuple[int, int]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    items: set[str] = field(default_factory=set)

    @property
    def is_label(self) -> bool:
        """Whether it comes about once under item after item: what comes again elsewhere is talk."""
        return len(self.items) >= OFTEN and len(self.places) <= 1.5 * len(self.items) and bool(self.texts)


def recurring_labels(
    lines: Sequence[Line], labels: Sequence[Label | None], known: FindingKind | None = None
) -> dict[int, Label]:
    """
    Return labels of strengths and weaknesses, by position, for wordings that no list of words holds.

    `known` is the one kind that the report names in words that are known, if any: only the other is looked for.
    """
    found = [one for one in _wordings(lines, labels).values() if one.is_label]
    if len(found) < 2 - (known is not None):
        return {}
    kinds = _kinds(found, known)
    return {at: Label("kind", kind=kind, rest=rest) for one, kind in kinds for at, rest in one.places}


def _wordings(lines: Sequence[Line], labels: Sequence[Label | None]) -> dict[str, _Recurring]:
    found: dict[str, _Recurring] = {}
    current: _Recurring | None = None
    item = ""
    for position, (line, label) in enumerate(zip(lines, labels, strict=True)):
        plain = label is None or (label.role == "heading" and not label.item)
        name, rest = _name(line) if plain else ("", -1)
        follows = position + 1 < len(lines) and labels[position + 1] is None
        if name and (rest >= 0 or follows):
            current = found.setdefault(name, _Recurring())
            current.places.append((position, rest))
            current.items |= {item} - {""}
            if rest >= 0:
                current.texts.append(line.text[rest:])
        elif label is not None and not plain:
            current = None
            item = (label.item or label.category) if label.role in {"item", "category"} else ""
        elif current is not None and len(line.text) > LONGEST // 2:
            current.texts.append(line.text)
    return found


def _name(line: Line) -> tuple[str, int]:
    """Return a line's words as a label, and where its text begins (-1 when it stands alone); empty when it is none."""
    text = _PREFIX.sub("", line.text)
    if 4 <= len(text.strip()) <= LONGEST and not line.listed and re.search(r"[ก-๙]{3}", text):
        return squeeze(_ENDS.sub("", text)), -1
    match = _INLINE.match(line.text)
    if match is None:
        return "", -1
    return squeeze(_PREFIX.sub("", match["name"])), match.end()


def _kinds(found: Sequence[_Recurring], known: FindingKind | None) -> list[tuple[_Recurring, FindingKind]]:
    """Return the wordings that name a kind: the two whose texts differ most, or the one that is not `known`."""
    good = sorted(found, key=lambda one: -good_share(one.texts))
    first, last = good[0], good[-1]
    if known is FindingKind.STRENGTH:
        return [(last, FindingKind.OFI)] if good_share(last.texts) <= 0.5 - APART else []
    if known is FindingKind.OFI:
        return [(first, FindingKind.STRENGTH)] if good_share(first.texts) >= 0.5 + APART else []
    if good_share(first.texts) - good_share(last.texts) < APART:
        return []
    return [(first, FindingKind.STRENGTH), (last, FindingKind.OFI)]


def good_share(texts: Sequence[str]) -> float:
    """Return how much `texts` look like strengths, 0–1, as the classifier sees them."""
    from plandocs.ingest.facts.classifier import propose

    shares = []
    for text in texts[:ENOUGH]:
        guess = propose(text, "pmqa4")
        strength = guess.kind is FindingKind.STRENGTH
        shares.append(guess.kind_probability if strength else 1 - guess.kind_probability)
    return sum(shares) / len(shares) if shares else 0.5
