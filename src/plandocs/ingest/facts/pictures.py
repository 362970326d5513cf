"""Which facts were recognised from pictures, and in which blocks their words and numbers stand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TypeVar

from plandocs.model.finding import Facts, Finding, Goal, Outcome, Proposal
from plandocs.model.text import Block, Picture
from plandocs.thai.digits import parse_number, to_arabic

F = TypeVar("F", bound=Finding | Goal | Outcome | Proposal)
#: A fact's numbers may stand below its own words (forms, one line for each field), never further down than this.
_REACH = 15
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?(?:\s*(?:(?:แสน|หมื่น|พัน)?ล้าน|แสน|หมื่น|พัน)+)?")


def marked(facts: Facts, blocks: Sequence[Block]) -> Facts:
    """Return the facts, with `ocr` and `pictures` where words or numbers were recognised and nobody confirmed them."""
    if not any(block.is_unconfirmed for block in blocks):
        return facts
    return replace(
        facts,
        findings=_marked(facts.findings, blocks, lambda _finding: ()),
        goals=_marked(facts.goals, blocks, _of_goal),
        outcomes=_marked(facts.outcomes, blocks, lambda outcome: (outcome.target, outcome.actual)),
        proposals=_marked(facts.proposals, blocks, lambda proposal: (proposal.votes,)),
    )


def _of_goal(goal: Goal) -> Iterable[float | None]:
    yield goal.budget
    for kpi in goal.kpis:
        yield from (kpi.baseline, kpi.target)
        yield from (value for _, value in (*kpi.targets, *kpi.results))


def _marked(
    some: Sequence[F], blocks: Sequence[Block], numbers: Callable[[F], Iterable[float | None]]
) -> tuple[F, ...]:
    starts = sorted({fact.anchor.block for fact in some})
    following = dict(pairwise([*starts, len(blocks)]))
    out: list[F] = []
    for fact in some:
        start = fact.anchor.block
        own = {start, *(anchor.block for anchor in getattr(fact, "more", ()))}
        wanted = {value for value in numbers(fact) if value is not None}
        below = range(start, min(following[start], start + _REACH))
        own |= {n for n in below if wanted & _numbers(blocks[n])}
        seen = tuple(Picture(fact.document_id, n) for n in sorted(own) if blocks[n].is_unconfirmed)
        out.append(replace(fact, ocr=bool(seen), pictures=seen))
    return tuple(out)


def _numbers(block: Block) -> set[float]:
    if not block.is_unconfirmed:
        return set()
    found = (parse_number(match[0]) for match in _NUMBER.finditer(to_arabic(block.text)))
    return {value for value in found if value is not None}
