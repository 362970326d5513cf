"""The verbs with which official goals begin."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources

from plandocs.thai.segment import default_segmenter


@lru_cache(maxsize=1)
def verbs() -> frozenset[str]:
    """Return the verbs with which official aims begin."""
    text = resources.files("plandocs.suggest").joinpath("data/verbs.txt").read_text("utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


def begins_with_verb(text: str) -> bool:
    """
    Return whether a goal begins with a verb, as goals of plans do.

    >>> begins_with_verb("ขยายชุดข้อมูลเปิด"), begins_with_verb("ชุดข้อมูลเปิดของกรม")
    (True, False)
    """
    first = next((token.text for token in default_segmenter().tokens(text.strip()) if token.text.strip()), "")
    return first in verbs() or any(first.startswith(verb) for verb in verbs() if len(verb) > 3)
