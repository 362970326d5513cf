"""The agency whose documents a workspace holds."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the agency: full Thai name and abbreviation."""

    name: str
    short: str = ""


@dataclass(frozen=True, slots=True)
class Agency:
    """
    The agency profile of a workspace (`plandocs.toml`).

    `acronyms` resolves ambiguous acronyms for this agency ("กพร." → "กลุ่มพัฒนาระบบบริหาร").
    `organisation_word` is องค์การ or องค์กร,
    as the office writes it.
    """

    name: str = ""
    short: str = ""
    ministry: str = ""
    units: tuple[Unit, ...] = ()
    acronyms: dict[str, str] = field(default_factory=dict)
    organisation_word: str = "องค์การ"


@dataclass(frozen=True, slots=True)
class Settings:
    """
    All settings of one workspace, passed in at the top.

    `profile` is what part 1 of a plan says of the agency: vision, missions (one a line), values, competencies,
    challenges, advantages. `words` are the planners' own dictionary entries. `encoder` is the folder of a local
    sentence-transformers model that re-ranks search results, or empty. `learned_order` lets a model learned from
    decisions order suggestions where it beats the weights.
    """

    agency: Agency = field(default_factory=Agency)
    digits: str = "thai"
    weights: dict[str, float] = field(default_factory=dict)
    words: tuple[str, ...] = ()
    profile: dict[str, str] = field(default_factory=dict)
    encoder: str = ""
    learned_order: bool = True
