"""A label: what a heading or the first words of a line announce."""

from __future__ import annotations

from dataclasses import dataclass

from plandocs.model.finding import FindingKind


@dataclass(frozen=True, slots=True)
class Label:
    """
    What a line announces.

    `role` is "stop", "detail", "category", "item", "topic" (names an item if labels of findings follow), "unclassified"
    (what belongs to no item), "kind", "both", "view" (assessors speak from here on), "heading" (of unknown meaning),
    or a side label ("advice", "explanation", "evidence", "level", "score", "impact", "own": the agency speaks).
    `summary` marks the main themes of a summary, `chapter` a part of the report of its own, `soft` an introduction,
    which ends where findings begin. `rest` is where the words behind the label begin in the line, or -1 when there are
    none; `loose` labels stand in running words, without a colon.
    """

    role: str
    kind: FindingKind | None = None
    category: str = ""
    item: str = ""
    rest: int = -1
    summary: bool = False
    chapter: bool = False
    soft: bool = False
    loose: bool = False
