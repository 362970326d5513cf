"""
All benchmarks one after another, each in a process of its own: what `make bench` runs.

    python benchmarks/run.py [NAME...]

Says which are skipped and why: evaluation data lies where PLANDOCS_DATA points to, comparisons need the packages of the
"bench" group. A benchmark that fails is named at the end (exit code 1); a skipped one is no failure.
"""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from kills import environment  # noqa: E402 - beside this script


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A script with its arguments, and what it cannot run without: packages, data below PLANDOCS_DATA."""

    script: str
    arguments: tuple[str, ...] = ()
    packages: tuple[str, ...] = ()
    data: str = ""


BENCHMARKS = {
    "cold": Benchmark("cold.py"),
    "search": Benchmark("search/compare.py", ("--sets", "title,half,typo"), data="thaigov-dev"),
    "growth": Benchmark("search/compare.py", ("--sets", "title", "--documents", "60000"), data="thaigov-dev"),
    "indexing": Benchmark("search/stages.py", data="thaigov-dev"),
    "reading": Benchmark("reading/bench.py", packages=("pdfplumber",)),
    "large": Benchmark("reading/growth.py"),
    "scans": Benchmark("reading/scans.py"),
    "zoo": Benchmark("reading/hostile.py", ("zoo",)),
    "mutants": Benchmark("reading/hostile.py", ("mutants", "5000")),
    "office": Benchmark("reading/hostile.py", ("office", "50")),
    "themes": Benchmark("themes.py"),
    "draft": Benchmark("draft/speed.py"),
    "roundtrip": Benchmark("draft/roundtrip.py"),
    "kills": Benchmark("kills.py"),
}
#: Scripts that measure what somebody gives them: not run here.
ASKED_FOR = frozenset({"facts/agency.py"})


def missing(benchmark: Benchmark) -> str:
    """Return why the benchmark cannot run here, empty when it can."""
    if not (HERE / benchmark.script).is_file():
        return f"no {benchmark.script} in this checkout"
    absent = [name for name in benchmark.packages if importlib.util.find_spec(name) is None]
    if absent:
        return f"not installed: {', '.join(absent)} (pip install --group bench)"
    if benchmark.data:
        place = os.environ.get("PLANDOCS_DATA", "")
        if not place:
            return "PLANDOCS_DATA is not set"
        if not (Path(place) / benchmark.data).exists():
            return f"PLANDOCS_DATA has no {benchmark.data}"
    return ""


def main() -> int:
    chosen = dict(BENCHMARKS)
    if sys.argv[1:]:
        unknown = set(sys.argv[1:]) - set(chosen)
        if unknown:
            print(f"no benchmark {', '.join(sorted(unknown))}; choose from {', '.join(chosen)}", file=sys.stderr)
            return 2
        chosen = {name: chosen[name] for name in sys.argv[1:]}
    skipped, failed = [], []
    for name, benchmark in chosen.items():
        why = missing(benchmark)
        if why:
            skipped.append(f"{name}: {why}")
            continue
        print(f"== {name}: {benchmark.script} {' '.join(benchmark.arguments)}", flush=True)
        start = time.perf_counter()
        code = subprocess.run(
            [sys.executable, HERE / benchmark.script, *benchmark.arguments],
            stdin=subprocess.DEVNULL,
            env=environment(),
            check=False,
        ).returncode
        print(f"   {time.perf_counter() - start:.0f} s\n", flush=True)
        if code:
            failed.append(f"{name}: exit code {code}")
    for title, lines in (("skipped", skipped), ("failed", failed)):
        for line in lines:
            print(f"{title}: {line}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
