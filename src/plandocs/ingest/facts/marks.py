"""Marks that stand before findings and mean their kind: signs such as ✓ and △, codes such as S-01."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from plandocs.model.finding import FindingKind

#: Signs that mean something good or wanting to everyone; trusted where a report puts both kinds before its entries.
GOOD_SIGNS, WEAK_SIGNS = "✓✔☑✅▲👍☺😊★", "✗✘☒❌✖▼△👎☹⚠"
_DASHES = "[-–—−]"


@dataclass(frozen=True, slots=True)
class Legend:
    """
    What a report's own marks mean.

    `signs` are as printed ("✓", "(+)"), `codes` letters before running numbers ("S" of "S-01"), `names` the squeezed
    names of columns and labels, `asides` those of what is no finding. `guesses` are names that the report does not
    explain: the texts that they stand for do. `others` are marks of other matters that stand where marks of kinds
    do. `pattern` finds a sign or a code.
    """

    signs: Mapping[str, FindingKind] = field(default_factory=dict)
    codes: Mapping[str, FindingKind] = field(default_factory=dict)
    names: Mapping[str, FindingKind] = field(default_factory=dict)
    pattern: re.Pattern[str] | None = None
    asides: frozenset[str] = frozenset()
    guesses: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()

    @classmethod
    def of(
        cls, signs: Mapping[str, FindingKind], codes: Mapping[str, FindingKind], names: Mapping[str, FindingKind]
    ) -> Legend:
        """Return the legend that knows these marks."""
        number = r"(?:\s?\d{1,2}(?=[\s:(]|\.\s))?"
        shapes = [f"(?P<sign>{'|'.join(map(_sign, signs))}){number}[\\s:.]*"] if signs else []
        if codes:
            # A number may run on behind the code; "S 4.1" is the code before a reference.
            longest = "|".join(sorted(map(re.escape, codes), key=len, reverse=True))
            shapes.append(
                rf"[(\[]?\s*(?P<code>{longest})(?:\s?[-–.]?\s?\d{{1,3}}(?!\d|\.\d))?"
                rf"(?=\d\.\d|[^A-Za-z0-9ก-๙]|$)\s*[)\]]?[\s:.)|–-]*(?:(?<=\s)/\s)?"
            )
        return cls(signs, codes, names, re.compile("|".join(shapes)) if shapes else None)

    def mark_at(self, text: str, start: int = 0) -> tuple[FindingKind, int] | None:
        """Return what the mark at `start` means and where the text behind it begins, or None where none stands."""
        match = self.pattern.match(text, start) if self.pattern is not None else None
        if match is None or match.end() >= len(text):
            return None
        groups = match.groupdict()
        if groups.get("code"):
            return self.codes[groups["code"]], match.end()
        sign = _plain(groups["sign"])
        return self.signs.get(sign) or self.signs[sign.strip("()")], match.end()

    def kind_of(self, name: str) -> FindingKind | None:
        """Return what a squeezed name, a sign or a code alone in its cell or label means."""
        for plain in (name, name.removeprefix("สี"), name.removeprefix("ช่อง")):
            if plain in self.names:
                return self.names[plain]
        return self.signs.get(_plain(name)) or self.codes.get(name.strip("()[]").upper())

    def knowing(self, names: Mapping[str, FindingKind], asides: Iterable[str]) -> Legend:
        """Return the legend with names that the texts below them have told; what the report explains goes first."""
        told = {name: kind for name, kind in names.items() if name not in self.names}
        return replace(
            self,
            names={**told, **self.names},
            asides=self.asides | frozenset(asides),
            guesses=self.guesses | frozenset(told),
        )

    def joined(
        self, signs: Mapping[str, FindingKind], codes: Mapping[str, FindingKind], others: Iterable[str] = ()
    ) -> Legend:
        """Return the legend with marks that it does not explain, and marks of other matters in their place."""
        if len(self.says) == len(FindingKind):
            signs, codes = {}, {}
        plain = {_plain(sign): kind for sign, kind in signs.items()}
        new = Legend.of({**plain, **self.signs}, {**codes, **self.codes}, self.names)
        return replace(
            new,
            asides=self.asides,
            guesses=self.guesses,
            others=frozenset(others) - new.codes.keys() - new.signs.keys() - new.names.keys(),
        )

    def is_other(self, text: str) -> bool:
        """Return whether a line begins with a mark where others say kinds, but of some other matter: "Q  …"."""
        if not self.others:
            return False
        match = re.match(r"\s*[(\[]?\s*([A-Z]{1,4}|[ก-ฮ]{1,3})(?:\s?[-–.]?\s?\d{1,3}(?!\d|\.\d))?[\s)\]:.]", text)
        return match is not None and match[1] in self.others

    @property
    def says(self) -> frozenset[FindingKind]:
        """The kinds that marks or names stand for."""
        return frozenset([*self.signs.values(), *self.codes.values(), *self.names.values()])


#: The legend of reports that explain nothing.
NO_LEGEND = Legend()


def _plain(sign: str) -> str:
    return re.sub(_DASHES, "-", re.sub(r"[\s\ufe0f]", "", sign)).replace("[", "(").replace("]", ")")


def _sign(sign: str) -> str:
    """Return the pattern of a sign; what was explained in brackets is a mark only in brackets."""
    core = "".join(_DASHES if char == "-" else re.escape(char) for char in sign.strip("()"))
    return (
        rf"[(\[]\s*{core}\s*[)\]]"
        if sign.startswith("(")
        else rf"(?:[(\[]\s*{core}\ufe0f?\s*[)\]]|{core}\ufe0f?(?!{core}))"
    )


def legend_of(
    signs: Mapping[str, FindingKind], codes: Mapping[str, FindingKind], names: Mapping[str, FindingKind]
) -> Legend:
    """Return the legend that knows these marks, signs in one way of writing."""
    return Legend.of({_plain(sign): kind for sign, kind in signs.items()}, codes, names)


def usual_signs(fronts: Iterable[str]) -> dict[str, FindingKind]:
    """Return what the signs among `fronts` (first characters of entries) usually mean, if both kinds are there."""
    seen = set(fronts)
    good = {sign: FindingKind.STRENGTH for sign in GOOD_SIGNS if sign in seen}
    weak = {sign: FindingKind.OFI for sign in WEAK_SIGNS if sign in seen}
    return {**good, **weak} if good and weak else {}
