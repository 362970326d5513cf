"""Which weakness a workshop's proposal is about: the one it is most like, else the one that holds most of its words."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence

from plandocs.model.finding import Finding, Proposal
from plandocs.model.plan import Theme, ThemeState
from plandocs.suggest import concepts
from plandocs.suggest.lineage import Lineage
from plandocs.suggest.words import clean
from plandocs.thai.terms import default_analyzer

#: Likeness from which a proposal speaks of a weakness (its item counts too).
PROPOSED, SAME_ITEM = 0.3, 0.15
#: Of a telegraphic line: share of its words, weighted by rarity, that one weakness holds, how many words at least, and
#: by how much more than any other.
HELD, WORDS, MORE = 0.3, 2, 0.12


def nearest(
    proposals: Sequence[Proposal], themes: Sequence[Theme], lineage: Lineage, by_id: Mapping[str, Finding]
) -> tuple[dict[str, list[Proposal]], frozenset[str]]:
    """
    Return the proposals of each open theme, by theme id, each in one or none, and the ids of those that are only hints.

    A hint shares words with the weakness; it is no wording of a goal for it.
    """
    still = [theme for theme in themes if theme.state is not ThemeState.CLOSED]
    held = _words_of(still, by_id) if proposals else []
    found: dict[str, list[Proposal]] = {}
    hints = set()
    for proposal in proposals:
        theme = _most_like(proposal, still, lineage, by_id)
        if theme is None and (theme := _holding(proposal, still, held)) is not None:
            hints.add(proposal.id)
        if theme is not None:
            found.setdefault(theme.id, []).append(proposal)
    return found, frozenset(hints)


def _most_like(
    proposal: Proposal, themes: Sequence[Theme], lineage: Lineage, by_id: Mapping[str, Finding]
) -> Theme | None:
    best, found = 0.0, None
    for theme in themes:
        like = max(lineage.like(proposal.id, f) for f in theme.findings)
        items = {by_id[f].item for f in theme.findings}
        like += SAME_ITEM if proposal.item and proposal.item in items else 0.0
        if like > best:
            best, found = like, theme
    return found if best >= PROPOSED else None


def _words_of(themes: Sequence[Theme], by_id: Mapping[str, Finding]) -> list[frozenset[str]]:
    """Return the words that tell each theme: of its findings, their advice and its goals."""
    return [
        _words(" ".join((*(f"{by_id[f].text} {by_id[f].advice}" for f in t.findings), *(g.goal for g in t.goals))))
        for t in themes
    ]


def _words(text: str) -> frozenset[str]:
    known = concepts.common_words()
    return frozenset(
        w for w in default_analyzer().words(clean(text)) if len(w) > 1 and w not in known and not w.isdigit()
    )


def _holding(proposal: Proposal, themes: Sequence[Theme], held: Sequence[frozenset[str]]) -> Theme | None:
    """Return the theme that holds clearly more of a short line's words than any other, at its item if it names one."""
    mine = _words(proposal.text)
    often = Counter(word for words in held for word in words & mine)
    weight = {word: math.log((len(themes) + 1) / (often[word] + 0.5)) for word in mine}
    total = sum(weight.values())
    if not total:
        return None
    shares = [sum(weight[word] for word in mine & words) / total for words in held]
    best = max(range(len(shares)), key=lambda number: shares[number])
    next_best = max((share for number, share in enumerate(shares) if number != best), default=0.0)
    clear = shares[best] >= HELD and shares[best] - next_best >= MORE and len(mine & held[best]) >= WORDS
    placed = not proposal.item or proposal.item in themes[best].items
    return themes[best] if clear and placed else None
