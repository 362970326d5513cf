"""The Thai government's fiscal year as a value."""

from __future__ import annotations

import datetime as dt
from typing import Self

from plandocs.model.errors import YearOutOfRangeError

#: Difference between the Buddhist and the Common Era in the Thai official calendar.
BE_OFFSET = 543
FIRST_YEAR = 2530
LAST_YEAR = 2620


class FiscalYear(int):
    """
    A fiscal year in the Buddhist era: year N runs from 1 October N−1 to 30 September N.

    Raises `YearOutOfRangeError` outside 2530–2620, which no improvement plan can have.

    >>> FiscalYear(2564).start, FiscalYear(2564).end
    (datetime.date(2020, 10, 1), datetime.date(2021, 9, 30))
    >>> FiscalYear.of_date(dt.date(2020, 11, 23))
    FiscalYear(2564)
    """

    def __new__(cls, year: int) -> Self:
        """Return the year, checked."""
        if not FIRST_YEAR <= int(year) <= LAST_YEAR:
            raise YearOutOfRangeError(
                f"ปีงบประมาณ {int(year)} อยู่นอกช่วง {FIRST_YEAR}–{LAST_YEAR} โปรดระบุเป็นปี พ.ศ. เช่น 2568",
                f"fiscal year {int(year)} is outside {FIRST_YEAR}-{LAST_YEAR}; give a Buddhist-era year such as 2568",
            )
        return super().__new__(cls, year)

    @property
    def start(self) -> dt.date:
        """First day, as a Common Era date."""
        return dt.date(int(self) - BE_OFFSET - 1, 10, 1)

    @property
    def end(self) -> dt.date:
        """Last day, as a Common Era date."""
        return dt.date(int(self) - BE_OFFSET, 9, 30)

    @classmethod
    def of_date(cls, day: dt.date) -> FiscalYear:
        """Return the fiscal year in which `day` lies."""
        return cls(day.year + BE_OFFSET + (1 if day.month >= 10 else 0))

    def __repr__(self) -> str:
        return f"FiscalYear({int(self)})"

    def __str__(self) -> str:
        return str(int(self))
