"""
How long `plandocs search` takes from a cold process on the sample agency's workspace, and where the time goes.

    python benchmarks/cold.py [WORKSPACE]

Prints the best and the middle of ten runs (target: below 1 second), the stations of one run, and the modules that took
longest to import by themselves. Without a workspace the sample agency's is made first.
"""

from __future__ import annotations

import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from kills import ROOT, command, environment, run

QUERY = ("search", "ข้อมูลเปิด 4.1", "--json")
RUNS = 10
TARGET = 1.0
STATIONS = """
import time
start = time.perf_counter()
def told(name):
    global start
    now = time.perf_counter()
    print(f"  {name:<38}{(now - start) * 1000:7.0f} ms")
    start = now
import sys
from pathlib import Path
from plandocs.app.search import search, sync_index
from plandocs.app.workspace import open_workspace
told("imports")
workspace = open_workspace(Path(sys.argv[1]))
workspace.store.revision()
told("opening the store")
workspace.segmenter.tokens("ข้อมูลเปิด")
told("dictionary")
sync_index(workspace)
told("is the index current")
search(workspace, sys.argv[2])
told("first search")
search(workspace, sys.argv[2])
told("second search")
"""


def seconds(workspace: Path) -> float:
    start = time.perf_counter()
    run(workspace, *QUERY)
    return time.perf_counter() - start


def imports(workspace: Path, count: int = 12) -> list[tuple[int, str]]:
    """Return (microseconds of its own, module) of the slowest imports."""
    python, *rest = command(workspace, QUERY)
    done = subprocess.run(
        [python, "-X", "importtime", *rest], capture_output=True, text=True, env=environment(), check=True
    )
    rows = re.findall(r"import time:\s+(\d+) \|\s+\d+ \|\s+(\S+)", done.stderr)
    return sorted(((int(own), name) for own, name in rows), reverse=True)[:count]


def measure(workspace: Path) -> bool:
    run(workspace, *QUERY)
    times = [seconds(workspace) for _ in range(RUNS)]
    middle = statistics.median(times)
    print(f"plandocs search, cold process: best {min(times):.2f} s, middle of {RUNS} runs {middle:.2f} s")
    print(f"target below {TARGET:g} s: {'met' if middle < TARGET else 'MISSED'}\nstations of one run:", flush=True)
    subprocess.run([sys.executable, "-c", STATIONS, str(workspace), QUERY[1]], env=environment(), check=True)
    print("slowest imports, by themselves:")
    for own, name in imports(workspace):
        print(f"  {name:<38}{own / 1000:7.1f} ms")
    return middle < TARGET


def main() -> None:
    if len(sys.argv) > 1:
        measure(Path(sys.argv[1]))
        return
    with tempfile.TemporaryDirectory(prefix="plandocs-cold-") as name:
        workspace = Path(name) / "workspace"
        run(workspace, "init", "--profile", ROOT / "corpus" / "agency.toml")
        run(workspace, "add", ROOT / "corpus" / "documents", allowed=(0, 3))
        measure(workspace)


if __name__ == "__main__":
    main()
