"""
Hostile files: the zoo, and mutants of good files, each of which must be read or refused, quickly and cleanly.

    python benchmarks/reading/hostile.py zoo
    python benchmarks/reading/hostile.py mutants COUNT [STATE]      in-process formats, COUNT over all of them
    python benchmarks/reading/hostile.py office COUNT [STATE]       COUNT of each LibreOffice format

Mutants are numbered and made from a seed and their number. STATE is a file of finished ones, a line each: a run that
was stopped goes on behind them. Needs a source checkout; `office` needs LibreOffice.
"""

from __future__ import annotations

import importlib.util
import io
import json
import os
import random
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "src"))

from plandocs.ingest.isolate import ReaderPool  # noqa: E402 - the checkout's own package
from plandocs.ingest.limits import Limits  # noqa: E402 - as above
from plandocs.ingest.tools import Tools, detect  # noqa: E402 - as above
from plandocs.model.errors import RefusedError  # noqa: E402 - as above

SEED = 20
#: Longer than this many seconds is a hang: the limits below stop a reader before.
SLOW = 45.0
LIMITS = Limits(seconds=30)
#: Formats that LibreOffice reads, and what they are made from here; "" are slides made below.
OFFICE = {
    "doc": "D01*.docx",
    "rtf": "D01*.docx",
    "odt": "D01*.docx",
    "xls": "D08*.xlsx",
    "ods": "D08*.xlsx",
    "ppt": "",
    "odp": "",
}


def zoo() -> None:
    spec = importlib.util.spec_from_file_location("zoo", ROOT / "tests/unit/ingest/zoo.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["zoo"] = module
    spec.loader.exec_module(module)
    outcomes: Counter[str] = Counter()
    slowest = (0.0, "")
    with tempfile.TemporaryDirectory() as folder, ReaderPool(Limits(seconds=60)) as pool:
        for name, make in module.ANIMALS.items():
            path = Path(folder) / name
            path.write_bytes(make())
            outcome, seconds = tried(pool, path)
            outcomes[outcome.split(":")[0]] += 1
            slowest = max(slowest, (seconds, name))
    print(f"zoo: {len(module.ANIMALS)} files, {dict(outcomes)}, slowest {slowest[1]} {slowest[0]:.1f} s")


def tried(pool: ReaderPool, path: Path) -> tuple[str, float]:
    """What became of a file: "read", "refused:…", or "CRASH:…", and the seconds it took."""
    started = time.perf_counter()
    try:
        pool.read(path)
        outcome = "read"
    except RefusedError as error:
        outcome = f"refused:{type(error).__name__}" if "\n" not in str(error) and error.thai else "CRASH:message"
    except Exception as error:  # noqa: BLE001 - whatever comes out here is what the run is there to find
        outcome = f"CRASH:{type(error).__name__} {error}"
    return outcome, time.perf_counter() - started


def originals() -> list[Path]:
    """The sample's documents of all formats that are read without LibreOffice, and three made from them."""
    found = sorted((ROOT / "corpus" / "documents").glob("*"))
    return [path for path in found if path.suffix in {".docx", ".pdf", ".xlsx", ".txt"} and "สแกน" not in path.name]


def made_from(folder: Path) -> list[Path]:
    """Files of the formats that the sample has not: pptx, html, csv, eml."""
    import pptx

    slides = pptx.Presentation()
    for number in range(3):
        slide = slides.slides.add_slide(slides.slide_layouts[1])
        slide.shapes.title.text = f"แผนงานที่ {number}"
        slide.placeholders[1].text = "เป้าหมาย 80\nผลงาน 75.8"
    slides.save(folder / "a.pptx")
    rows = "".join(f"<tr><td>{n}</td><td>ตัวชี้วัด {n}</td><td>{n * 7}</td></tr>" for n in range(30))
    (folder / "a.html").write_text(f"<html><body><h1>แผน</h1><table>{rows}</table></body></html>", "utf-8")
    (folder / "a.csv").write_bytes("\n".join(f"{n},ตัวชี้วัด,{n * 7}" for n in range(60)).encode("cp874"))
    head = "From: a@b.th\nSubject: =?utf-8?b?4LmB4Lic4LiZ?=\nContent-Type: text/plain; charset=utf-8\n\n"
    (folder / "a.eml").write_text(head + "เรียน ผู้อำนวยการ\n" * 20, "utf-8")
    return [folder / f"a.{ending}" for ending in ("pptx", "html", "csv", "eml")]


def office_files(folder: Path) -> list[Path]:
    out = []
    slides = next(path for path in made_from(folder) if path.suffix == ".pptx")
    for ending, pattern in OFFICE.items():
        source = next((ROOT / "corpus" / "documents").glob(pattern)) if pattern else slides
        subprocess.run(
            [detect().soffice, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to",
             ending, "--outdir", str(folder), str(source)],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
        out.append(folder / f"{source.stem}.{ending}")
    return out


def mutants(files: Sequence[Path], count: int, state: Path, tools: Tools) -> None:
    done = (
        {line["number"]: line for line in map(json.loads, state.read_text("utf-8").splitlines())}
        if state.is_file()
        else {}
    )
    todo = [number for number in range(count) if number not in done]
    before = listing()
    with (
        tempfile.TemporaryDirectory() as folder,
        ReaderPool(LIMITS, tools) as pool,
        state.open("a", encoding="utf-8") as log,
    ):

        def one(number: int) -> dict[str, object]:
            original = files[number % len(files)]
            path = Path(folder) / f"{number}{original.suffix}"
            path.write_bytes(mutate(original.read_bytes(), random.Random(f"{SEED}/{number}"), original.suffix))  # noqa: S311 - repeatable mutants, no secret
            outcome, seconds = tried(pool, path)
            path.unlink()
            return {"number": number, "file": original.name, "outcome": outcome, "seconds": round(seconds, 2)}

        with ThreadPoolExecutor(os.cpu_count() or 1) as threads:
            for line in threads.map(one, todo):
                done[line["number"]] = line
                log.write(json.dumps(line, ensure_ascii=False) + "\n")
                log.flush()
        left = [path.name for path in Path(folder).iterdir()]
    report(done, sorted(listing() - before) + left)


def listing() -> set[str]:
    """Files beside the program, the originals and the current folder: reading must write none there."""
    folders = (ROOT / "src", ROOT / "corpus", Path.home() / "Desktop", Path.cwd())
    found = {path for folder in folders[:3] for path in folder.rglob("*")} | set(folders[3].iterdir())
    return {str(path) for path in found if "__pycache__" not in path.parts}


def report(done: dict[int, dict[str, object]], written: list[str]) -> None:
    by_format: dict[str, Counter[str]] = {}
    for line in done.values():
        ending = Path(str(line["file"])).suffix
        by_format.setdefault(ending, Counter())[str(line["outcome"]).split(":")[0]] += 1
    slowest = max(done.values(), key=lambda line: line["seconds"])
    crashes = [line for line in done.values() if str(line["outcome"]).startswith("CRASH") or line["seconds"] > SLOW]
    print(f"mutants: seed {SEED}, {len(done)} tried; slowest {slowest['seconds']} s (number {slowest['number']})")
    for ending, outcomes in sorted(by_format.items()):
        print(f"  {ending:6} {sum(outcomes.values()):5}  {dict(outcomes)}")
    print(f"  crashes or hangs: {crashes or 'none'}; files written: {written or 'none'}")


def mutate(data: bytes, generator: random.Random, suffix: str) -> bytes:
    """Change a file; for zip containers mostly inside one part, so that mutants get past the container."""
    if suffix in {".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp"} and generator.random() < 0.7:
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
            names = old.namelist()
            victim = generator.choice([name for name in names if name.endswith((".xml", ".rels"))])
            for name in names:
                part = old.read(name)
                new.writestr(name, scramble(part, generator) if name == victim else part)
        return out.getvalue()
    return scramble(data, generator)


def scramble(data: bytes, generator: random.Random) -> bytes:
    made = bytearray(data)
    for _ in range(generator.randint(1, 8)):
        at = generator.randrange(max(1, len(made)))
        match generator.randrange(5):
            case 0 if made:
                made[at] = generator.randrange(256)
            case 1:
                del made[at : at + generator.randint(1, 200)]
            case 2:
                made[at:at] = made[at : at + generator.randint(1, 200)]
            case 3:
                made[at : at + 4] = generator.randbytes(4)
            case _:
                made = made[: max(1, at)] if generator.random() < 0.2 else made
    return bytes(made) or b"x"


def main() -> None:
    job, *rest = sys.argv[1:] or ["zoo"]
    if job == "zoo":
        zoo()
        return
    count = int(rest[0]) if rest else 200
    state = Path(rest[1]) if len(rest) > 1 else Path(tempfile.mkdtemp()) / "mutants.jsonl"
    found = detect()
    with tempfile.TemporaryDirectory() as name:
        if job == "office":
            files = office_files(Path(name))
            mutants(files, count * len(files), state, Tools(soffice=found.soffice))
        else:
            files = originals() + made_from(Path(name))
            mutants(files, count, state, Tools(pdftotext=found.pdftotext))


if __name__ == "__main__":
    main()
