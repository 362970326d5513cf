"""
Killed at random moments, plandocs loses nothing: run the same command again and everything is there once.

    python benchmarks/kills.py [ROUNDS] [SCENARIO...]

For each of add, accept, draft, reindex, backup: the command is run once to see how long it takes, then ROUNDS (10)
times and killed at a random moment of that time; after each kill the workspace is looked at, and the command run again.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = ROOT / "corpus" / "documents"
YEAR = "2568"
REFUSED_SOME = 3


def environment() -> dict[str, str]:
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(filter(None, [str(ROOT / "src"), os.environ.get("PYTHONPATH")])),
    }


def command(workspace: Path, arguments: Sequence[object]) -> list[str]:
    return [sys.executable, "-m", "plandocs", "--workspace", str(workspace), *map(str, arguments)]


def run(workspace: Path, *arguments: object, allowed: tuple[int, ...] = (0,)) -> str:
    done = subprocess.run(
        command(workspace, arguments), capture_output=True, text=True, encoding="utf-8", env=environment(),
        stdin=subprocess.DEVNULL, check=False,
    )  # fmt: skip
    assert done.returncode in allowed, f"{arguments}: exit code {done.returncode}\n{done.stderr}"
    return done.stdout


def ask(workspace: Path, *arguments: object) -> list | dict:
    return json.loads(run(workspace, *arguments, "--json"))


def kill_after(seconds: float, workspace: Path, arguments: Sequence[object]) -> bool:
    """Run the command, kill it after so many seconds, and return whether it was still running."""
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(
        command(workspace, arguments), stdin=quiet, stdout=quiet, stderr=quiet, env=environment()
    )
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return True
    return False


@dataclass(frozen=True, slots=True)
class Scenario:
    """What to kill: the command's arguments, and what must hold after the kill and after the command ran again."""

    arguments: Callable[[Path], Sequence[object]]
    killed: Callable[[Path], None]
    finished: Callable[[Path], None]
    allowed: tuple[int, ...] = (0,)


def folder(workspace: Path) -> Path:
    return workspace.parent / "in"


def add_arguments(workspace: Path) -> Sequence[object]:
    """A new, a changed and a doubled file beside the sample's known ones."""
    inside = folder(workspace)
    if not inside.exists():
        inside.mkdir()
        for number in range(30):
            lines = [f"ย่อหน้าที่ {n} ของเอกสาร {number} เรื่องที่ {number * 37 + n}" for n in range(60)]
            (inside / f"{number:02}.txt").write_text("\n".join(lines), "utf-8")
        shutil.copyfile(inside / "00.txt", inside / "copy.txt")
    return ["add", inside]


def whole_documents(workspace: Path) -> None:
    run(workspace, "verify")
    listed = ask(workspace, "documents")
    assert len({document["id"] for document in listed}) == len(listed)
    for document in listed:
        if (
            document["status"] == "read"
            and document["path"].endswith(".txt")
            and str(folder(workspace)) in document["path"]
        ):
            assert len(run(workspace, "show", document["id"], "--text").splitlines()) == 60
            break


def all_added(workspace: Path) -> None:
    whole_documents(workspace)
    listed = [d for d in ask(workspace, "documents") if str(folder(workspace)) in d["path"]]
    assert len(listed) == 30
    assert sorted(len(document["names"]) for document in listed) == [1] * 29 + [2]
    hits = ask(workspace, "search", "เอกสาร 17")["hits"]
    assert any(hit["title"] or hit["text"] for hit in hits)
    originals = [p for p in (workspace / "files").rglob("*") if p.is_file() and p.suffix != ".partial"]
    assert len(originals) == len(ask(workspace, "documents"))


def first_ids(workspace: Path) -> list[str]:
    kept = workspace.parent / "ids.json"
    if not kept.exists():
        kept.write_text(json.dumps([s["id"] for s in ask(workspace, "suggest", YEAR, "--limit", "5")]))
    return json.loads(kept.read_text())


def accepted_all_or_none(workspace: Path) -> None:
    assert len(ask(workspace, "review", "log", "--year", YEAR)) in {0, len(first_ids(workspace))}


def accepted(workspace: Path) -> None:
    rows = {row["id"]: row["state"] for row in ask(workspace, "review", "list", "--year", YEAR)}
    assert {rows[key] for key in first_ids(workspace)} == {"accepted"}


def draft_path(workspace: Path) -> Path:
    return workspace.parent / "plan.docx"


def no_half_draft(workspace: Path) -> None:
    path = draft_path(workspace)
    if path.exists():
        assert zipfile.ZipFile(path).testzip() is None
        told = json.loads(run(workspace, "readback", path, "--json"))
        assert set(told["counts"]) <= {"kept"}


def drafted(workspace: Path) -> None:
    assert draft_path(workspace).exists()
    no_half_draft(workspace)


def found(workspace: Path) -> None:
    assert ask(workspace, "search", "ข้อมูลเปิด 4.1")["hits"]


def backup_path(workspace: Path) -> Path:
    return workspace.parent / "backup.zip"


def no_half_backup(workspace: Path) -> None:
    path, again = backup_path(workspace), workspace.parent / "restored"
    if path.exists():
        run(again, "restore", path)
        assert ask(again, "documents") == ask(workspace, "documents")
        shutil.rmtree(again)
        path.unlink()


SCENARIOS = {
    "add": Scenario(add_arguments, whole_documents, all_added, (0, REFUSED_SOME)),
    "accept": Scenario(lambda w: ["review", "accept", *first_ids(w), "--year", YEAR], accepted_all_or_none, accepted),
    "draft": Scenario(lambda w: ["draft", "--year", YEAR, "-o", draft_path(w)], no_half_draft, drafted),
    "reindex": Scenario(lambda _w: ["reindex"], found, found),
    "backup": Scenario(lambda w: ["backup", backup_path(w)], no_half_backup, no_half_backup),
}


def fresh(sample: Path, room: Path) -> Path:
    """Return a copy of the sample workspace in an empty room."""
    shutil.rmtree(room, ignore_errors=True)
    room.mkdir()
    shutil.copytree(sample, room / "workspace")
    return room / "workspace"


def duration(scenario: Scenario, sample: Path, room: Path) -> float:
    workspace = fresh(sample, room)
    arguments = scenario.arguments(workspace)
    start = time.perf_counter()
    run(workspace, *arguments, allowed=scenario.allowed)
    return time.perf_counter() - start


def kill_once(scenario: Scenario, sample: Path, room: Path, seconds: float) -> bool:
    """Kill the command once, look, run it again, look; return whether it was still running when it was killed."""
    workspace = fresh(sample, room)
    arguments = scenario.arguments(workspace)
    killed = kill_after(seconds, workspace, arguments)
    scenario.killed(workspace)
    run(workspace, *arguments, allowed=scenario.allowed)
    scenario.finished(workspace)
    return killed


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    names = sys.argv[2:] or list(SCENARIOS)
    chance = random.Random(2568)  # noqa: S311 - the same moments in every run
    with tempfile.TemporaryDirectory(prefix="plandocs-kills-") as name:
        sample, room = Path(name) / "sample", Path(name) / "room"
        run(sample, "init", "--profile", ROOT / "corpus" / "agency.toml")
        run(sample, "add", *[p for p in sorted(DOCUMENTS.iterdir()) if p.name[:3] in {"D15", "D16", "D17"}])
        print(f"{'scenario':<10}{'seconds':>8}{'rounds':>8}{'killed':>8}{'lost':>6}")
        for one in names:
            scenario = SCENARIOS[one]
            takes = duration(scenario, sample, room)
            killed = lost = 0
            for _ in range(rounds):
                moment = chance.uniform(0, takes)
                try:
                    killed += kill_once(scenario, sample, room, moment)
                except AssertionError as error:
                    lost += 1
                    print(f"  {one} killed after {moment:.3f} s: {error}", file=sys.stderr)
            print(f"{one:<10}{takes:>8.2f}{rounds:>8}{killed:>8}{lost:>6}", flush=True)


if __name__ == "__main__":
    main()
