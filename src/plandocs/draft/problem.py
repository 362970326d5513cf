"""What a check of typography says."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """
    One breach of a rule. `part` is the part's name, `paragraph` counts from 1 in it (None: the whole part).

    `code` is stable ("font-size", "margins" …), `text` the start of the paragraph, `thai` says what is wrong and
    what to do.
    """

    code: str
    thai: str
    part: str
    paragraph: int | None = None
    text: str = ""

    def __str__(self) -> str:
        where = f"{self.part}" + (f" ย่อหน้าที่ {self.paragraph}" if self.paragraph else "")
        return f"{where}: {self.thai}" + (f" “{self.text}”" if self.text else "")
