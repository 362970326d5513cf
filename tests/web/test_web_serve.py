"""`plandocs serve`: on this computer only, and nothing of it loaded before it is asked for."""

from __future__ import annotations

import socket
import subprocess
import sys

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
