"""
The lexicon of subjects that assessors name in many words; a help, never a condition.

Other subjects work without it.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from plandocs.thai import glossary


@dataclass(frozen=True)
class Concepts:
    """Subject names with the words that mean them; `broad` ones are shared by many different weaknesses."""

    titles: tuple[str, ...]
    broad: frozenset[int]
    words: dict[str, int]
    pattern: re.Pattern[str]

    def counts(self, text: str) -> Counter[int]:
        """Return how often each subject (by position in `titles`) is named in normalised `text`."""
        return Counter(self.words[match[0]] for match in self.pattern.finditer(text.lower()))


@lru_cache(maxsize=1)
def load() -> Concepts:
    """Return the lexicon that comes with plandocs, enlarged by the glossary's synonyms."""
    text = resources.files("plandocs.suggest").joinpath("data/concepts.tsv").read_text("utf-8")
    titles: list[str] = []
    words: dict[str, int] = {}
    broad: set[int] = set()
    for line in text.splitlines():
        if line.startswith("#") or "\t" not in line:
            continue
        title, listed, *mark = line.split("\t")
        if mark:
            broad.add(len(titles))
        for word in listed.split(";"):
            words.setdefault(word.strip().lower(), len(titles))
        titles.append(title.strip())
    for entry in glossary.load().entries:
        if entry.kind == "var":
            continue
        names = [name.lower() for name in (entry.term, *entry.readings) if len(name) > 3]
        known = {words[name] for name in names if name in words}
        if len(known) == 1:
            words.update(dict.fromkeys(names, known.pop()))
    folded = {glossary.load().fold(word): number for word, number in words.items()}
    longest_first = sorted(folded, key=len, reverse=True)
    # Latin words must stand alone ("ita" is not in "digital"); Thai has no word boundaries to ask for.
    parts = [rf"(?<![a-z]){re.escape(w)}(?![a-z])" if w.isascii() else re.escape(w) for w in longest_first]
    return Concepts(tuple(titles), frozenset(broad), folded, re.compile("|".join(parts)))


@lru_cache(maxsize=1)
def common_words() -> frozenset[str]:
    """Return words that carry no subject of their own."""
    text = resources.files("plandocs.suggest").joinpath("data/common.txt").read_text("utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(word for line in lines for word in line.split())
