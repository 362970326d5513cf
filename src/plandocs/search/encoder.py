"""Optional meaning-based re-ranking: any local encoder may look at the best documents once more."""

from __future__ import annotations

import importlib
import os
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

from plandocs.model.errors import MissingToolError

#: Share of the encoder's similarity in a re-ranked score; words and letters keep the larger part.
ENCODER_WEIGHT = 0.3


class Encoder(Protocol):
    """Turns texts into vectors of one length."""

    def encode(self, texts: Sequence[str]) -> Sequence[Sequence[float]]:
        """Return one vector for each text."""


class LocalEncoder:
    """
    A sentence-transformers model in a local folder, with PyTorch or ONNX weights; nothing is ever downloaded.

    Raises `MissingToolError` when the folder is missing, the package (``plandocs[semantic]``) is not installed, or the
    folder holds no model that it can load.
    """

    def __init__(self, folder: Path) -> None:
        if not folder.is_dir():
            raise MissingToolError(f"ไม่พบโฟลเดอร์แบบจำลอง {folder}", f"no model folder {folder}")
        for switch in ("HF_HUB_OFFLINE", "HF_HUB_DISABLE_PROGRESS_BARS"):  # read when the package is imported
            os.environ.setdefault(switch, "1")
        try:
            package: Any = importlib.import_module("sentence_transformers")
        except ImportError:
            raise MissingToolError(
                "ยังไม่ได้ติดตั้งส่วนเสริมการค้นหาตามความหมาย โปรดติดตั้ง plandocs[semantic]",
                "the semantic extra is not installed: plandocs[semantic]",
            ) from None
        backend = {"backend": "onnx"} if _only_onnx(folder) else {}
        try:
            self._model: Any = package.SentenceTransformer(str(folder), local_files_only=True, device="cpu", **backend)
        except Exception as error:  # whatever loading foreign weights may raise
            raise MissingToolError(
                f"เปิดแบบจำลองในโฟลเดอร์ {folder} ไม่ได้ โปรดตรวจว่าไฟล์ครบและเป็นแบบจำลอง sentence-transformers",
                f"the model in {folder} cannot be loaded: {type(error).__name__}: {str(error)[:200]}",
            ) from error

    def encode(self, texts: Sequence[str]) -> Sequence[Sequence[float]]:
        """Return one vector for each text."""
        vectors: Sequence[Sequence[float]] = self._model.encode(
            list(texts), convert_to_numpy=True, show_progress_bar=False
        ).tolist()
        return vectors


@lru_cache(maxsize=1)
def local_encoder(folder: Path) -> LocalEncoder:
    """Return the model in `folder`, loaded once: opening one takes seconds, and a server asks at every search."""
    return LocalEncoder(folder)


def _only_onnx(folder: Path) -> bool:
    weights = {path.suffix for path in folder.rglob("*") if path.suffix in {".onnx", ".safetensors", ".bin"}}
    return weights == {".onnx"}


def blended(scores: Sequence[float], query: str, texts: Sequence[str], encoder: Encoder) -> list[float]:
    """
    Return `scores` with the similarity (cosine) of `texts` to the query blended in; both are scaled to 0–1 first.

    >>> class Length:
    ...     def encode(self, texts):
    ...         return [[float(len(text)), 1.0] for text in texts]
    >>> blended([1.0, 1.0], "abc", ["x", "abc"], Length())
    [0.7, 1.0]
    """
    if not scores:
        return []
    first, *vectors = encoder.encode([query, *texts])
    likeness = _scaled([_cosine(first, vector) for vector in vectors])
    top = max(scores) or 1.0
    return [
        (1 - ENCODER_WEIGHT) * score / top + ENCODER_WEIGHT * like for score, like in zip(scores, likeness, strict=True)
    ]


def _scaled(values: list[float]) -> list[float]:
    low, high = min(values), max(values)
    return [(value - low) / (high - low) if high > low else 1.0 for value in values]


def _cosine(one: Sequence[float], other: Sequence[float]) -> float:
    product = sum(a * b for a, b in zip(one, other, strict=True))
    size = (sum(a * a for a in one) * sum(b * b for b in other)) ** 0.5
    return product / size if size else 0.0
