"""What a Word file shows, for tests."""

from __future__ import annotations

from plandocs.draft.ooxml import P, paragraph_text, qn
from plandocs.draft.package import Package


def lines(package: Package, part: str = "") -> list[str]:
    return [paragraph_text(one) for one in package.tree(part or package.main).iter(P)]


def text(package: Package) -> str:
    return "\n".join(lines(package))


def comments(package: Package) -> list[str]:
    out = []
    for _, name in package.related(package.main, "comments"):
        out += ["\n".join(paragraph_text(one) for one in element.iter(P)) for element in package.tree(name)]
    return out


def instructions(package: Package) -> list[str]:
    return [one.text or "" for one in package.tree(package.main).iter(qn("w:instrText"))]
