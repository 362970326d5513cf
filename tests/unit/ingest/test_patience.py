"""How long the parent waits for a silent reading process: sleep and starving do not count, work and hanging do."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time

import pytest

from plandocs.ingest.isolate import ReaderPool
from plandocs.ingest.limits import Limits
from plandocs.ingest.patience import LOOK, Patience, processor_seconds


def looks(patience, took=LOOK):
    """How many looks of `took` seconds it takes until the time is over."""
    count = 0
    while not patience.is_over():
        patience.passed(took)
        count += 1
    return count


def test_a_process_that_works_has_its_time_once():
    work = iter([0.0, 8.0])
    assert looks(Patience(10.0, lambda: next(work))) == 10 / LOOK


def test_a_process_that_hardly_got_to_work_has_its_time_twice():
    assert looks(Patience(10.0, lambda: 0.5)) == 20 / LOOK


def test_time_that_the_machine_slept_does_not_count():
    patience = Patience(10.0, lambda: 0.0)
    patience.passed(3600.0)
    assert not patience.is_over()
    assert patience.look == LOOK


def test_the_last_look_is_as_short_as_the_time_left():
    patience = Patience(0.2, lambda: 0.0)
    assert patience.look == pytest.approx(0.2)
    patience.passed(0.3)
    assert not patience.is_over()


def test_processor_time_is_that_of_a_process_and_its_children():
    work = "import time\nwhile time.process_time() < 0.6: pass"  # more than asked for below: it is counted in ticks
    program = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {work!r}]); sys.stdin.read()"
    with subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE) as process:
        end = time.monotonic() + 120
        while processor_seconds(process.pid) < 0.3 and time.monotonic() < end:
            time.sleep(0.05)
        assert processor_seconds(process.pid) >= 0.3
        process.stdin.close()


@pytest.mark.skipif(os.name != "posix", reason="stops processes by a signal")
def test_a_file_is_read_though_its_reader_was_stopped_for_longer_than_its_time(tmp_path):
    """As on a machine that gives the process no time: the reader sleeps through its time and is then read on."""
    path = tmp_path / "a.txt"
    path.write_text("แผนพัฒนาองค์การ\n" * 20, "utf-8")
    with ReaderPool() as pool:
        pool.read(path)
        (worker,) = pool._idle
        os.kill(worker._process.pid, signal.SIGSTOP)
        threading.Timer(2.0, os.kill, (worker._process.pid, signal.SIGCONT)).start()
        found = pool.read(path, limits=Limits(seconds=-8.5))  # 1.5 seconds, with the ten that it has anyway
    assert found.blocks
