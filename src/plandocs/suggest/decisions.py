"""Planners' decisions on themes, applied again after every reading: they win over the machine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from plandocs.model.finding import Finding, fact_id

ThemeDecision = tuple[str, str, Mapping[str, Any]]

#: Whether two findings are one weakness, as a planner answered; the third takes an answer back.
SAME, DIFFERENT, UNSURE = "same", "different", "unsure"
ANSWERS = frozenset({SAME, DIFFERENT, UNSURE})
#: All that may be decided on a theme.
ACTIONS = frozenset({"merge", "split", "rename", "pin"}) | ANSWERS


def theme_id(finding_id: str) -> str:
    """Return the id of the theme whose earliest finding this is; it never changes for the same first finding."""
    return fact_id("t", finding_id)


def apply(
    groups: Sequence[Sequence[str]], decisions: Iterable[ThemeDecision], findings: Sequence[Finding]
) -> tuple[list[list[str]], dict[str, str]]:
    """
    Return the groups of finding ids after all decisions, and titles given by planners by finding id.

    A theme named in a decision is found again by its first finding, wherever that stands now; decisions on findings
    that no longer exist change nothing. "merge" takes "other" (theme) and "findings", "split" and "pin" take
    "findings" (or "finding"), "rename" takes "title". The answers on two "findings" are rules for the grouping
    (`answers.answered`); here they only win over what was merged or split before them.
    """
    home: dict[str, int] = {f: number for number, members in enumerate(groups) for f in members}
    heads = {theme_id(f): f for f in home}
    order = {finding.id: number for number, finding in enumerate(findings)}
    titles: dict[str, str] = {}
    fresh = len(groups)
    for action, theme, payload in decisions:
        head = heads.get(theme)
        if head is None:
            continue
        named = [f for f in listed(payload) if f in home]
        if action == "rename":
            # The title goes with the first finding: parts split off later are named anew.
            titles[head] = str(payload.get("title", "")).strip()
        elif action == "split":
            moved = [f for f in named if home[f] == home[head]]
            rest = [f for f, number in home.items() if number == home[head] and f not in moved]
            if moved and rest:
                home.update(dict.fromkeys(moved, fresh))
                fresh += 1
        elif action in {SAME, DIFFERENT} and len(named) == 2:
            one, later = sorted(named, key=lambda f: order.get(f, 0))
            if action == SAME:
                home[later] = home[one]
            elif home[one] == home[later]:
                home[later] = fresh
                fresh += 1
        elif action in {"merge", "pin"}:
            other = heads.get(str(payload.get("other", "")))
            joined = [f for f, number in home.items() if other is not None and number == home[other]]
            home.update(dict.fromkeys((*joined, *named), home[head]))
    result: dict[int, list[str]] = {}
    for finding, number in sorted(home.items(), key=lambda pair: order.get(pair[0], 0)):
        result.setdefault(number, []).append(finding)
    return list(result.values()), {finding: title for finding, title in titles.items() if title}


def listed(payload: Mapping[str, Any]) -> list[str]:
    """Return the ids of the findings that a decision names."""
    listed = payload.get("findings") or ()
    one = payload.get("finding")
    return list(dict.fromkeys([*(str(f) for f in listed), *([str(one)] if one else [])]))
