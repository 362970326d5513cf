"""Ctrl+C while documents are read: it ends at once, says so, and what was read is there."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest


@pytest.mark.skipif(os.name == "nt", reason="Windows sends Ctrl+C to a whole console")
def test_stopping_add_ends_at_once_and_keeps_what_was_read(plandocs, tmp_path, corpus):
    workspace = tmp_path / "ws"
    plandocs("init", workspace=workspace, check=0)
    command = [sys.executable, "-m", "plandocs", "--workspace", str(workspace), "add", str(corpus / "documents")]
    listening = {"preexec_fn": lambda: signal.signal(signal.SIGINT, signal.default_int_handler)}
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, encoding="utf-8", **listening)
    for line in process.stderr:
        if line.startswith("[3/"):
            break
    started = time.monotonic()
    process.send_signal(signal.SIGINT)
    told = process.communicate(timeout=60)[1]
    assert time.monotonic() - started < 10
    assert process.returncode == 1
    assert "เก็บไว้ครบ" in told
    assert "Traceback" not in told
    kept = plandocs("documents", "--csv", workspace=workspace, check=0).stdout.splitlines()
    assert len(kept) >= 3
    assert not any(",refused," in row for row in kept)
