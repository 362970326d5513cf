"""Footnotes and endnotes that a loop of the template repeated: each mark gets a note of its own."""

from __future__ import annotations

import copy

from plandocs.draft.ooxml import attr, qn
from plandocs.draft.package import Package

_KINDS = ("footnote", "endnote")


def separate_notes(package: Package) -> int:
    """Return how many notes were copied: Word wants no note to have two marks."""
    return sum(_separate(package, kind) for kind in _KINDS)


def _separate(package: Package, kind: str) -> int:
    found = package.related(package.main, f"{kind}s")
    if not found:
        return 0
    notes = package.tree(found[0][1])
    by_id = {attr(note, "id"): note for note in notes}
    last = max((int(ident) for ident in by_id if ident.lstrip("-").isdigit()), default=0)
    seen: set[str] = set()
    made = 0
    for mark in package.tree(package.main).iter(qn(f"w:{kind}Reference")):
        ident = attr(mark, "id")
        if ident in seen and ident in by_id:
            made += 1
            twin = copy.deepcopy(by_id[ident])
            twin.set(qn("w:id"), str(last + made))
            mark.set(qn("w:id"), str(last + made))
            notes.append(twin)
        seen.add(ident)
    return made
