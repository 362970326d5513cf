"""The ledger that collects fields and charts while a context is built."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from plandocs.draft.values import MAX_FIELDS, PLACEHOLDER, Field, FieldText, clean, number_text


@dataclass(frozen=True, slots=True)
class ChartData:
    """A trend: years along the bottom, targets and results as printed in plans and reports (None: not known)."""

    title: str
    unit: str
    years: tuple[int, ...]
    targets: tuple[float | None, ...]
    results: tuple[float | None, ...]

    @property
    def description(self) -> str:
        """The chart in words, for people who cannot see it."""
        points = []
        for year, target, result in zip(self.years, self.targets, self.results, strict=True):
            said = [f"เป้าหมาย {number_text(target)}"] if target is not None else []
            said += [f"ผล {number_text(result)}"] if result is not None else []
            points.append(f"ปี {year} {' '.join(said)}")
        return clean(f"กราฟแนวโน้ม {self.title} ({self.unit}): " + "; ".join(points))


@dataclass(frozen=True, slots=True)
class KeptText:
    """A field whose text a person wrote, and what plandocs would have printed instead."""

    key: str
    label: str
    human: str
    generated: str


@dataclass(slots=True)
class Ledger:
    """Collects fields while a context is built."""

    changes: Mapping[str, str]
    fields: list[Field] = field(default_factory=list)
    charts: list[ChartData] = field(default_factory=list)
    kept: list[KeptText] = field(default_factory=list)

    def text(
        self, key: str, label: str, value: object, source: str = "", *, unconfirmed: bool = False
    ) -> FieldText | str:
        """
        Return the field's text: what a person wrote, else `value`, else a visible placeholder.

        A field that a person left empty prints nothing; only a goal itself becomes a placeholder then.
        """
        if len(self.fields) >= MAX_FIELDS:
            raise ValueError("too many fields in one draft")
        generated = number_text(value) if isinstance(value, float) else clean("" if value is None else value).strip()
        human = clean(self.changes.get(key, "")).strip()
        emptied = key in self.changes and not human
        if (human and human != generated) or (emptied and generated):
            self.kept.append(KeptText(key, label, human, generated))
        if emptied and not key.endswith(".goal"):
            return ""
        shown = human if emptied else human or generated
        made = Field(
            len(self.fields),
            key,
            label,
            shown or PLACEHOLDER,
            clean(source),
            not shown,
            unconfirmed and not human,
            bool(human),
        )
        self.fields.append(made)
        return FieldText(made.text, made.index)


def joined(pieces: Iterable[str], sign: str = ", ") -> str:
    """Return the non-empty pieces joined."""
    return sign.join(piece for piece in pieces if piece)
