"""The indexing process: takes batches of documents from its parent and makes an index of them in its folder."""

from __future__ import annotations

import gc
import pickle
import signal
import sys
from pathlib import Path

from plandocs.search.batches import received
from plandocs.search.shelf import keep_words, open_shelf, write
from plandocs.thai.segment import Segmenter, segmenter_with
from plandocs.thai.terms import Analyzer

_ANOTHER_DICTIONARY = 3


def main() -> int:
    """Index what comes from standard input; an input that stops short makes it end with an error."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides, and tells by closing the input
    source = sys.stdin.buffer
    folder = Path(pickle.load(source))  # noqa: S301 - written by our own parent process
    sharers, words, whole, digest = pickle.load(source)  # noqa: S301 - likewise
    segmenter = Segmenter(words) if whole else segmenter_with(words)
    if segmenter.digest != digest:
        return _ANOTHER_DICTIONARY
    analyzer = Analyzer(segmenter)
    gc.disable()  # documents make no cycles: looking for them takes a twentieth of the time
    write(open_shelf(folder, bulk=True, sharers=sharers), received(source), (), analyzer)
    keep_words(folder, analyzer)
    return 0


if __name__ == "__main__":
    sys.exit(main())
