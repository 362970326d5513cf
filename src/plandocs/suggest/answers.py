"""What planners answered when asked whether two findings are one weakness: rules for grouping that are never broken."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from plandocs.suggest.decisions import ANSWERS, DIFFERENT, SAME, ThemeDecision, listed

Pair = frozenset[str]


@dataclass(frozen=True, slots=True)
class Answers:
    """
    Answers that do not contradict each other.

    `together` are sets of finding ids that are one weakness, `apart` pairs of ids that are two, `given` every answer
    that stands, by the two ids, newest first.
    """

    together: tuple[frozenset[str], ...] = ()
    apart: tuple[tuple[str, str], ...] = ()
    given: Mapping[Pair, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Return whether anything was answered."""
        return bool(self.together or self.apart)


def answered(decisions: Iterable[ThemeDecision], findings: Iterable[str]) -> Answers:
    """
    Return the planners' answers about `findings` (ids); of two that contradict each other the later one holds.

    One may contradict several others together: A is B, and B is C, but A is not C.
    """
    known = set(findings)
    latest: dict[Pair, str] = {}
    for action, _, payload in decisions:
        pair = frozenset(listed(payload))
        if action in ANSWERS and len(pair) == 2 and pair <= known:
            latest.pop(pair, None)
            latest[pair] = action
    home = {finding: finding for finding in known}
    apart: list[tuple[str, str]] = []
    given: dict[Pair, str] = {}
    for pair, action in reversed(latest.items()):
        one, other = sorted(pair)
        if action == DIFFERENT and home[one] != home[other]:
            apart.append((one, other))
        elif action == SAME and not _contradicted(home, apart, one, other):
            gone = home[other]
            home.update({finding: home[one] for finding, at in home.items() if at == gone})
        else:
            continue
        given[pair] = action
    sets: dict[str, set[str]] = {}
    for finding in sorted({finding for pair in given for finding in pair}):
        sets.setdefault(home[finding], set()).add(finding)
    return Answers(tuple(frozenset(s) for s in sets.values() if len(s) > 1), tuple(apart), given)


def effective(decisions: Sequence[ThemeDecision], answers: Answers) -> list[ThemeDecision]:
    """Return the decisions without the answers that later ones took back, changed or contradicted."""
    open_pairs = dict(answers.given)
    kept: list[ThemeDecision] = []
    for decision in reversed(decisions):
        action, _, payload = decision
        if action not in ANSWERS or open_pairs.pop(frozenset(listed(payload)), "") == action:
            kept.append(decision)
    return kept[::-1]


def _contradicted(home: Mapping[str, str], apart: Sequence[tuple[str, str]], one: str, other: str) -> bool:
    return any({home[a], home[b]} == {home[one], home[other]} for a, b in apart)
