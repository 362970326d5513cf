"""How long a reading process may go on without a word, on a machine that may sleep or be busy with other things."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

#: The parent looks this often (seconds).
LOOK = 0.5
#: A look that took this much longer than it should was none: the machine slept, or this program was stopped.
_ASLEEP = 2.0
#: A process that worked for less than this share of its time waited for the machine.
_WORKED = 0.5


class Patience:
    """
    Counts down the seconds for which a process may be silent.

    What the machine slept does not count. Where the time is over and the process hardly got to work meanwhile, it has
    the same time once more: a file is refused for what reading it costs, not for what else the machine did.
    """

    def __init__(self, seconds: float, used: Callable[[], float]) -> None:
        self._seconds = self._left = seconds
        self._used = used
        self._before = used()
        self._again = False

    @property
    def look(self) -> float:
        """Seconds to wait until the next look."""
        return max(0.0, min(LOOK, self._left))

    def passed(self, seconds: float) -> None:
        """Count what a look took."""
        self._left -= min(seconds, LOOK + _ASLEEP)

    def is_over(self) -> bool:
        """Return whether the time is over."""
        if self._left > 0:
            return False
        if not self._again and self._used() - self._before < _WORKED * self._seconds:
            self._again = True
            self._left = self._seconds
            return False
        return True


def processor_seconds(pid: int) -> float:
    """Return the processor time that a process and its children have used."""
    import psutil

    total = 0.0
    with contextlib.suppress(psutil.Error):
        process = psutil.Process(pid)
        for one in (process, *process.children(recursive=True)):
            with contextlib.suppress(psutil.Error):
                times = one.cpu_times()
                total += times.user + times.system + getattr(times, "children_user", 0.0)
                total += getattr(times, "children_system", 0.0)
    return total
