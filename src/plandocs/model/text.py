"""Text with places: blocks as a reader returns them, spans and anchors into them."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self


class BlockKind(StrEnum):
    """What a block is in the layout of its document."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list-item"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Place:
    """
    Where something stands in its document.

    `label` is Thai, for people. Pages, paragraphs, tables, rows and cells count from 1. `printed_page` is the number
    printed on the page where it differs. `box` is left, top, right, bottom in points from the page's top left corner.
    """

    label: str
    page: int | None = None
    printed_page: str | None = None
    paragraph: int | None = None
    table: int | None = None
    row: int | None = None
    cell: int | None = None
    sheet: str | None = None
    box: tuple[float, float, float, float] | None = None

    def to_json(self) -> dict[str, Any]:
        """Return the fields that apply, `label` always among them."""
        out: dict[str, Any] = {}
        for name in self.__slots__:  # much faster than `fields`, and every passage that is indexed comes by
            value = getattr(self, name)
            if value is not None:
                out[name] = list(value) if isinstance(value, tuple) else value
        return out

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Return the place that `to_json` wrote."""
        values = {key: value for key, value in data.items() if key in cls.__slots__}
        if values.get("box") is not None:
            values["box"] = tuple(values["box"])
        return cls(**values)


@dataclass(frozen=True, slots=True)
class Cell:
    """
    One cell of a table row: `start`/`end` are offsets into the row block's text.

    `header` is the name of its column (joined with a space where the head has several rows), empty when the table
    has no head. `column` counts from 0 in the grid, so that merged cells keep their place. Paragraphs inside the
    cell are separated by a newline.
    """

    header: str
    start: int
    end: int
    column: int


@dataclass(frozen=True, slots=True)
class Block:
    r"""
    One paragraph, heading, list item or table row, in reading order.

    `text` is the original as read, before any normalisation; a row's text is its cells joined with ``\t``. `headings`
    is the path of headings above the block, outermost first. `number` is the list label as displayed ("1.", "๑)",
    "•"), never part of `text`. `stream` tells body text from "header", "footer", "footnote", "comment", "hidden",
    "revision". `ocr` marks text recognised from a picture, with its mean word confidence 0–1; `confirmed` that a person
    compared it with the picture, and corrected it where it was read wrongly.
    """

    kind: BlockKind
    text: str
    place: Place
    level: int = 0
    headings: tuple[str, ...] = ()
    number: str = ""
    cells: tuple[Cell, ...] = ()
    is_table_head: bool = False
    stream: str = "body"
    ocr: float | None = None
    confirmed: bool = False

    @property
    def is_unconfirmed(self) -> bool:
        """Whether the words were recognised from a picture and nobody has compared them with it."""
        return self.ocr is not None and not self.confirmed

    def cell_text(self, index: int) -> str:
        """Return the text of the `index`-th cell."""
        cell = self.cells[index]
        return self.text[cell.start : cell.end]


@dataclass(frozen=True, slots=True)
class Picture:
    """Where something was recognised from a picture that nobody has confirmed: document and block position."""

    document_id: str
    block: int


@dataclass(frozen=True, slots=True)
class BlockCorrection:
    """
    What a planner says of a block recognised from a picture, after comparing it with the picture.

    `read` are the words as recognised, cells joined with a tab, `text` the right ones; both are the same where the
    block was only confirmed. It holds for the same words of the document, however they are read next.
    """

    document_id: str
    block: int
    read: str
    text: str
    who: str
    when: dt.datetime

    @property
    def changed(self) -> bool:
        """Whether something was read wrongly."""
        return self.text != self.read


@dataclass(frozen=True, slots=True)
class Anchor:
    """A checkable pointer to words in a document: block position, character span, and a hash of the words."""

    document_id: str
    block: int
    start: int
    end: int
    quote_hash: str

    @classmethod
    def of(cls, document_id: str, block: int, text: str, start: int, end: int) -> Self:
        """Return the anchor of ``text[start:end]`` in block number `block` (from 0)."""
        return cls(document_id, block, start, end, quote_hash(text[start:end]))

    def verify(self, text: str) -> bool:
        """Return whether the block's `text` still holds the quoted words at this span."""
        return 0 <= self.start <= self.end <= len(text) and quote_hash(text[self.start : self.end]) == self.quote_hash


def stands(quote: str, anchors: Sequence[Anchor]) -> bool:
    """
    Return whether `quote` is the words of `anchors`, one after the other with a blank between, by their hashes alone.

    >>> stands("ก ข", [Anchor.of("d", 0, "ก", 0, 1), Anchor.of("d", 1, "ข", 0, 1)])
    True
    """
    position = 0
    for anchor in anchors:
        end = position + anchor.end - anchor.start
        if quote_hash(quote[position:end]) != anchor.quote_hash:
            return False
        position = end + 1
    return position == len(quote) + 1


def quote_hash(words: str) -> str:
    """Return the first 16 hexadecimal digits of the SHA-256 of `words`."""
    return hashlib.sha256(words.encode()).hexdigest()[:16]
