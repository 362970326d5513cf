"""`plandocs serve`: on this computer only, and nothing of it loaded before it is asked for."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import urllib.request

import pytest

from plandocs.cli.serve import HOST, listen
from plandocs.model.errors import UsageError


def test_it_listens_on_this_computer_only():
    listener = listen(0)
    assert listener.getsockname()[0] == HOST == "127.0.0.1"
    listener.close()


def test_a_port_in_use_is_said_so():
    with socket.socket() as other:
        other.bind((HOST, 0))
        other.listen()
        with pytest.raises(UsageError, match="มีโปรแกรมอื่นใช้อยู่"):
            listen(other.getsockname()[1])


def test_without_a_port_asked_for_another_free_one_is_taken():
    first, second = listen(None), listen(None)
    assert first.getsockname() != second.getsockname()
    first.close()
    second.close()


def test_the_web_framework_is_loaded_only_when_serving():
    code = (
        "import sys, plandocs.cli, plandocs.cli.serve, plandocs.web;"
        "print([m for m in ('fastapi', 'starlette', 'uvicorn') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.skipif(sys.platform == "win32", reason="there Ctrl+C cannot be sent to one process alone")
def test_it_serves_until_it_is_interrupted_and_asks_nothing(tmp_path):
    command = [sys.executable, "-m", "plandocs", "--workspace", str(tmp_path / "w")]
    subprocess.run([*command, "init", "--agency", "กรมตัวอย่าง"], check=True, capture_output=True)
    pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(
        [*command, "serve", "--port", "0", "--no-browser"], text=True, encoding="utf-8", **pipes
    ) as server:
        address = re.search(r"http://127\.0\.0\.1:\d+/", server.stderr.readline())[0]
        with urllib.request.urlopen(address) as answer:  # noqa: S310 - the address is our own
            assert "กรมตัวอย่าง" in answer.read().decode()
        server.send_signal(signal.SIGINT)
        out, err = server.communicate(timeout=30)
    assert (server.returncode, out) == (0, "")
    assert "ปิดหน้าเว็บแล้ว" in err
    assert "Traceback" not in err
