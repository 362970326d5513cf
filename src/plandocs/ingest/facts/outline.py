"""Where in a feedback report the reader stands: category, item, kind of finding, or a part that holds no findings."""

from __future__ import annotations

from dataclasses import dataclass, field

from plandocs.ingest.facts.label import Label
from plandocs.model.finding import FindingKind

#: The item of what a report says belongs to none.
NO_ITEM = "-"


@dataclass(frozen=True, slots=True)
class _Entry:
    role: str
    level: int
    kind: FindingKind | None = None
    code: str = ""
    soft: bool = False


@dataclass(slots=True)
class Position:
    """
    A stack of what the headings and labels so far have opened.

    Real headings close what stands at their level or deeper. Labels without a level nest as they came: a second
    จุดแข็ง closes the first; a second item closes the first and what it opened, but not a kind opened before it.
    """

    later: dict[str, int] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)
    nested: bool = True
    _stack: list[_Entry] = field(default_factory=list)

    @property
    def kind(self) -> FindingKind | None:
        """The kind of finding that the labels announce."""
        return next((entry.kind for entry in reversed(self._stack) if entry.role == "kind"), None)

    @property
    def item(self) -> str:
        """The item that the headings announce, or an empty string."""
        return next((entry.code for entry in reversed(self._stack) if entry.role == "item"), "")

    @property
    def category(self) -> str:
        """The category that the headings announce, or an empty string."""
        found = next((entry.code for entry in reversed(self._stack) if entry.role in {"item", "category"}), "")
        return found[:1]

    @property
    def stopped(self) -> bool:
        """Whether this part of the report holds no findings."""
        return any(entry.role in {"stop", "aside"} for entry in self._stack)

    @property
    def introduced(self) -> bool:
        """Whether this part is only an introduction, which ends where findings begin."""
        return any(entry.role == "stop" and entry.soft for entry in self._stack)

    @property
    def side(self) -> str:
        """The side label that is open ("advice", "evidence" …), or an empty string."""
        return self._stack[-1].code if self._stack and self._stack[-1].role == "side" else ""

    def open(self, label: Label, level: int) -> None:
        """Enter what `label` announces; `level` is 0 for a label that is no heading."""
        if level:
            self._close(level, label.role)
        if self._stack and self._stack[-1].role == "side":
            self._stack.pop()
        if label.role == "view":
            self._drop_kind()
            return
        if label.role == "unclassified":
            self._drop({"stop", "aside", "kind", "item", "category"})
            self._push(_Entry("item", level, code=NO_ITEM), {"item"})
            return
        if label.role in {"stop", "both", "heading", "detail"}:
            self._open_section(label, level)
            return
        if label.role in {"category", "item", "kind"} and not self._resume(label, level):
            return
        if label.role == "category":
            self._push(_Entry("category", level, code=label.category), {"category"})
        elif label.role == "item":
            self._open_item(label.item, level)
        elif label.role == "kind":
            self._open_kind(label, level)
        else:
            self._push(_Entry("side", level, code=label.role), {"side"})

    def _close(self, level: int, role: str) -> None:
        """
        Close everything at `level` or deeper, and labels that are no headings.

        Levels told from letter sizes may put an item and its labels on one level: a kind does not close its
        item, and where a
        report has one part for each kind, categories do not close the kind they stand under.
        """
        kept = (
            {"item", "category"}
            if role == "kind"
            else {"kind"}
            if role in {"item", "category"} and not self.nested
            else set()
        )
        for index, entry in enumerate(self._stack):
            inside = any(outer.role in {"item", "category"} for outer in self._stack[:index])
            if entry.level == level and entry.role in kept and not (role != "kind" and inside):
                continue
            if entry.level == 0 and entry.role in kept:
                continue
            if entry.level == 0 or entry.level >= level:
                del self._stack[index:]
                return

    def _open_section(self, label: Label, level: int) -> None:
        inside = any(entry.role in {"category", "item"} for entry in self._stack)
        if not level:
            if label.role == "stop" and inside:
                self._push(_Entry("aside", 0), {"aside", "kind"})
                return
            self._stack.clear()
        if label.role == "stop" or (label.role == "both" and label.summary and not inside):
            self._stack.append(_Entry("stop", level, soft=label.soft))
        elif label.role == "both":
            self._drop({"kind"})
        elif level:
            self._stack.append(_Entry("section", level))

    def _resume(self, label: Label, level: int) -> bool:
        """Leave a part without findings where `label` begins the details; return whether findings may follow."""
        stops = [index for index, entry in enumerate(self._stack) if entry.role in {"stop", "aside"}]
        code = label.item or label.category
        if stops:
            first = self._stack[stops[0]]
            soft = first.soft and label.role == "kind" and not label.summary
            if soft or (label.chapter and not label.summary):
                self._stack.clear()
            elif first.role == "aside" and not (first.level and not level):
                del self._stack[stops[0] :]
            elif label.role == "kind" or not code or code in self.seen or self.later.get(code, 0) > 1:
                self._count(code)
                return False
            else:
                self._stack.clear()
        self._count(code)
        if code:
            self.seen.add(code)
        return True

    def _count(self, code: str) -> None:
        if code in self.later:
            self.later[code] -= 1

    def _open_item(self, code: str, level: int) -> None:
        for index, entry in enumerate(self._stack):
            if entry.role == "category" and entry.code != code[0]:
                del self._stack[index:]
                break
        self._push(_Entry("item", level, code=code), {"item"})

    def _open_kind(self, label: Label, level: int) -> None:
        inside = any(entry.role in {"category", "item"} for entry in self._stack)
        if label.summary and not inside and not label.item and not label.category:
            self._stack.append(_Entry("stop", level))
            return
        if label.item:
            self._open_item(label.item, 0)
        elif label.category and label.category != self.category:
            self._push(_Entry("category", 0, code=label.category), {"category"})
        codes = [index for index, entry in enumerate(self._stack) if entry.role in {"item", "category"}]
        inner = [index for index, entry in enumerate(self._stack) if entry.role == "kind"]
        if self.nested and codes:
            inner = [index for index in inner if index > codes[-1]]
        if inner:
            del self._stack[inner[0] :]
        self._stack.append(_Entry("kind", level, kind=label.kind))

    def _drop_kind(self) -> None:
        """Close a kind that an item has opened: the assessors' view begins anew."""
        if self._stack and self._stack[-1].role == "kind" and self.nested:
            self._stack.pop()

    def _push(self, entry: _Entry, closes: set[str]) -> None:
        self._drop(closes)
        self._stack.append(entry)

    def _drop(self, roles: set[str]) -> None:
        for index, entry in enumerate(self._stack):
            if entry.role in roles:
                del self._stack[index:]
                return
