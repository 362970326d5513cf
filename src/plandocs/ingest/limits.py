"""What one input file may cost: sizes, counts and seconds beyond which it is refused."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """
    Bounds for reading one file.

    `inflated_bytes` bounds the sum of an archive's members, `xml_bytes` one XML part that becomes a tree,
    `ratio` the growth of a
    member larger than a megabyte. `seconds` is the time without progress (a page read counts as progress)
    after which a
    reader is stopped, `total_seconds` the time for the whole file. `memory_bytes` is the address space of
    the reading process.
    """

    file_bytes: int = 300 * MEGABYTE
    entries: int = 10_000
    inflated_bytes: int = 500 * MEGABYTE
    xml_bytes: int = 64 * MEGABYTE
    ratio: int = 200
    pages: int = 10_000
    rows: int = 200_000
    columns: int = 500
    blocks: int = 400_000
    characters: int = 60_000_000
    depth: int = 40
    seconds: float = 120.0
    total_seconds: float = 4 * 3600.0
    memory_bytes: int = 3 * 1024 * MEGABYTE
    written_bytes: int = 600 * MEGABYTE
