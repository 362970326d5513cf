"""All framework editions together: names of items, crosswalks between editions, and what is in force in a year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from plandocs.frameworks.values import Band, Entry, Framework
from plandocs.model.plan import Alignment


@dataclass(frozen=True)
class Frameworks:
    """The loaded framework lists, in the order of their `rank`."""

    all: tuple[Framework, ...]

    @cached_property
    def _by_id(self) -> dict[str, Framework]:
        return {framework.id: framework for framework in self.all}

    @cached_property
    def _walk(self) -> dict[tuple[str, str], tuple[tuple[str, str], ...]]:
        pairs: dict[tuple[str, str], list[tuple[str, str]]] = {}
        for framework in self.all:
            for walk in framework.crosswalks:
                for code, targets in walk.pairs:
                    for target in targets:
                        here, there = (framework.id, code), (walk.target_edition, target)
                        pairs.setdefault(here, []).append(there)
                        pairs.setdefault(there, []).append(here)
        return {key: tuple(dict.fromkeys(value)) for key, value in pairs.items()}

    @property
    def editions(self) -> tuple[str, ...]:
        """Ids of the assessment criteria, e.g. "pmqa4"."""
        return tuple(framework.id for framework in self.all if framework.kind == "criteria")

    def framework(self, identity: str) -> Framework | None:
        """Return the framework with this id, None when there is none."""
        return self._by_id.get(identity)

    def item(self, edition: str, code: str) -> Entry | None:
        """Return the item `code` of criteria `edition`, None when the list has none."""
        framework = self._by_id.get(edition)
        return framework.entry(code) if framework else None

    def item_name(self, edition: str, code: str) -> str:
        """Return the item's name as the criteria state it, empty when unknown."""
        entry = self.item(edition, code)
        return entry.name if entry else ""

    def item_short(self, edition: str, code: str) -> str:
        """Return a short name of the item for tables (ours, not official), empty when unknown."""
        entry = self.item(edition, code)
        return (entry.short or entry.name) if entry else ""

    def crosswalk(self, edition: str, code: str) -> tuple[tuple[str, str], ...]:
        """
        Return the (edition, code) pairs that ask about the same matter in other editions, in both directions.

        The pairs are proposals; none of them is confirmed by an authority.
        """
        return self._walk.get((edition, code), ())

    def to_edition(self, edition: str, code: str, target: str) -> tuple[str, ...]:
        """Return the codes in `target` that answer to `code` of `edition` (the code itself within one edition)."""
        if edition == target:
            return (code,)
        return tuple(there for ed, there in self.crosswalk(edition, code) if ed == target)

    def bands(self, edition: str) -> tuple[Band, ...]:
        """Return quoted score bands of an edition; unverified, shown only where a report printed its own."""
        framework = self._by_id.get(edition)
        return framework.bands if framework else ()

    def alignment(self, year: int) -> tuple[Framework, ...]:
        """
        Return the national plans in force in `year`: Plan 12 in FY2564, the transition in FY2565.

        Plan 13 from FY2566.
        """
        return tuple(plan for plan in self.all if plan.kind == "alignment" and plan.valid_in(year))

    def align(self, year: int, item: str, text: str = "") -> tuple[Alignment, ...]:
        """
        Return the proposed alignment block of a goal of `year` that answers PMQA 4.0 item `item` in the words `text`.

        Only editions in force in that year are used; the choice of codes is a proposal for a planner to confirm.
        """
        lines = []
        for plan in self.alignment(year):
            for code in plan.codes_for(item, text):
                entry = plan.entry(code)
                if entry is not None:
                    lines.append(Alignment(plan.title, cite(entry), entry.name, plan.verified and entry.verified))
        return tuple(lines)

    def expired(self, year: int, text: str) -> tuple[Framework, ...]:
        """Return the national plans that `text` names although they are not in force in fiscal year `year`."""
        squeezed = "".join(text.split())
        named = [
            plan
            for plan in self.all
            if plan.kind == "alignment" and any("".join(name.split()) in squeezed for name in _names(plan))
        ]
        valid = {plan.family for plan in named if plan.valid_in(year)}
        return tuple(plan for plan in named if not plan.valid_in(year) and plan.family not in valid)


def cite(entry: Entry) -> str:
    """Return how an entry is cited: the word before it and its code, "หมุดหมายที่ 13"."""
    return f"{entry.word} {entry.code}".strip() if entry.code else ""


def combine(frameworks: Iterable[Framework]) -> Frameworks:
    """Return the frameworks as one library; a later list replaces an earlier one with the same id."""
    by_id = {framework.id: framework for framework in frameworks}
    return Frameworks(tuple(sorted(by_id.values(), key=lambda framework: (framework.rank, framework.id))))


def _names(plan: Framework) -> tuple[str, ...]:
    # A plan whose short name carries no edition ("ยุทธศาสตร์ชาติ", "SDGs") can only be told apart by its full title.
    telling = any(character.isdigit() for character in plan.short) and plan.short != plan.title
    own = tuple(alias for entry in plan.entries if len(plan.entries) == 1 for alias in entry.aliases)
    return (plan.title, plan.short, *own) if telling else (plan.title, *own)
