"""What reading a draft back returns."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """What became of a field. `ASK` means that the person must say."""

    KEPT = "kept"
    EDITED = "edited"
    DELETED = "deleted"
    MOVED = "moved"
    DUPLICATED = "duplicated"
    ASK = "ask"


@dataclass(frozen=True, slots=True)
class FieldEdit:
    """
    What became of one field: `before` is the value printed, `after` the text found ("" when deleted).

    `author` and `date` come from tracked changes, empty without them. `place` is the heading it stands under. For
    `ASK` `reason`
    says why in Thai, and `options` are the texts to choose from. `copies` counts further places with the same anchor.
    """

    key: str
    label: str
    status: Status
    before: str
    after: str
    author: str = ""
    date: str = ""
    place: str = ""
    reason: str = ""
    options: tuple[str, ...] = ()
    copies: int = 0

    @property
    def goal_id(self) -> str:
        """The goal it belongs to ("plan" for the plan's own fields)."""
        return (
            self.key.rsplit(".", 1)[0]
            if ".kpi" not in self.key and ".activity" not in self.key
            else self.key.split(".")[0]
        )

    @property
    def name(self) -> str:
        """The field's name within its goal."""
        return self.key[len(self.goal_id) + 1 :]


@dataclass(frozen=True, slots=True)
class Added:
    """
    Text outside all fields: kept, not understood.

    `kind` is "row", "paragraph", "changed" (then `before` is what stood there) or "removed" (then `text` is empty).
    """

    kind: str
    text: str
    before: str = ""
    author: str = ""
    date: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class ReviewComment:
    """A person's comment; `keys` are the fields in the line it stands on, `line` is that line's text."""

    keys: tuple[str, ...]
    author: str
    date: str
    text: str
    place: str
    line: str


@dataclass(frozen=True, slots=True)
class ReadBack:
    """
    Everything a returned draft says, against the draft as it was made.

    `added` are new rows and paragraphs, `free` changed lines outside fields, `removed` lines without fields that are
    gone; `order` is the new order of goals when it changed.
    """

    draft: str
    template: str
    year: int
    fields: tuple[FieldEdit, ...]
    added: tuple[Added, ...] = ()
    free: tuple[Added, ...] = ()
    comments: tuple[ReviewComment, ...] = ()
    order: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    removed: tuple[Added, ...] = ()

    @property
    def edits(self) -> tuple[FieldEdit, ...]:
        """The fields that people changed or deleted, without those that must be asked about."""
        return tuple(one for one in self.fields if one.status in {Status.EDITED, Status.DELETED})

    @property
    def asked(self) -> tuple[FieldEdit, ...]:
        """The fields about which the person must be asked."""
        return tuple(one for one in self.fields if one.status is Status.ASK)

    @property
    def unchanged(self) -> bool:
        """Whether nothing at all was changed, added or said."""
        kept = all(one.status is Status.KEPT for one in self.fields)
        return kept and not (self.added or self.free or self.removed or self.comments or self.order)

    def counts(self) -> dict[str, int]:
        """Return how many fields have each status."""
        return dict(Counter(one.status.value for one in self.fields))
