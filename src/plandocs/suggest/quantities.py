"""A quantity by which a new goal can be measured, before it becomes a KPI."""

from __future__ import annotations

from dataclasses import dataclass

from plandocs.suggest.firsttargets import FirstTarget


@dataclass(frozen=True, slots=True)
class Quantity:
    """
    Name, unit and today's value (None: not stated); `stated` are the words it was counted from ("26 จาก 41 แบบ").

    `rising` says whether more is better (None: not known), `absent` in Thai why the value is zero, `target` and
    `definition` what follows from the finding itself, `every` how many there are of what is counted.
    """

    name: str
    unit: str
    value: float | None
    stated: str = ""
    rising: bool | None = None
    absent: str = ""
    target: FirstTarget | None = None
    definition: str = ""
    every: float | None = None
