#!/bin/sh
# Makes the virtual environment that `make` uses; says what to install when Python or venv is missing.
set -eu

missing() {
    echo "ขาด $1 โปรดติดตั้งด้วย: $2 (missing $1; install it with: $2)" >&2
    exit 1
}

command -v "$PYTHON" >/dev/null 2>&1 || missing "Python 3.11+" "sudo apt install python3 python3-venv"
"$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || missing "Python 3.11+" "sudo apt install python3.11 python3.11-venv"
"$PYTHON" -c 'import venv, ensurepip' 2>/dev/null || missing "venv" "sudo apt install python3-venv"

[ -x "$VENV/bin/python" ] || "$PYTHON" -m venv "$VENV"
"$VENV/bin/python" -m pip install --quiet --disable-pip-version-check "pip>=25.1"
"$VENV/bin/python" -m pip install --quiet --disable-pip-version-check -c constraints.txt --group dev -e .
