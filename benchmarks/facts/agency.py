"""
How well the facts and the lineage of one agency's documents are read, against annotations beside them.

`python benchmarks/facts/agency.py FOLDER [--misses]` adds every file of FOLDER to a fresh workspace and compares it
with FOLDER/gold; docs/facts.md describes the files. `--misses` also prints what was missed, wrong or too much.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "src"))

from rapidfuzz import fuzz  # noqa: E402

from plandocs.app.add import add  # noqa: E402
from plandocs.app.workspace import init_workspace  # noqa: E402
from plandocs.frameworks import load  # noqa: E402
from plandocs.model.agency import Agency as Profile  # noqa: E402
from plandocs.model.agency import Settings  # noqa: E402
from plandocs.model.document import DocumentKind  # noqa: E402
from plandocs.model.finding import Facts, Finding, Goal  # noqa: E402
from plandocs.suggest.decisions import theme_id  # noqa: E402
from plandocs.suggest.doubtful import doubtful  # noqa: E402
from plandocs.suggest.lineage import trace  # noqa: E402
from plandocs.suggest.themes import build_themes  # noqa: E402
from plandocs.thai.digits import parse_number, to_arabic  # noqa: E402
from plandocs.thai.normalise import normalise  # noqa: E402

#: Likeness of letters (0-100) from which two texts are the same; a PDF may lose or move a mark.
SAME = 90
Row = dict[str, Any]


@dataclass
class Tally:
    """Counts of one kind of fact: annotated, read, and right."""

    name: str
    wanted: int = 0
    read: int = 0
    right: int = 0
    fields: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    misses: list[str] = field(default_factory=list)

    def check(self, name: str, good: bool, said: str = "") -> None:
        """Count a field of a fact that was found."""
        self.fields[name][0] += good
        self.fields[name][1] += 1
        if not good:
            self.misses.append(f"{name}: {said}")

    def line(self) -> str:
        """Return the figures on one line."""
        precision = self.right / self.read if self.read else float(self.wanted == 0)
        recall = self.right / self.wanted if self.wanted else 1.0
        both = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        parts = [f"{name} {good}/{total}" for name, (good, total) in self.fields.items()]
        counts = f"({self.right} right, {self.read} read, {self.wanted} annotated)"
        figures = f"P {precision:.3f} R {recall:.3f} F1 {both:.3f} {counts}"
        return f"{self.name:34} {figures}{'  ' + ', '.join(parts) if parts else ''}"


def letters(text: str) -> str:
    """Return only the letters, marks and digits of a text, digits in one script."""
    return re.sub(r"[\W_]+", "", to_arabic(normalise(text).text)).lower()


def alike(one: str, other: str) -> bool:
    """Return whether two texts are the same but for a mark, or one is nearly all of the other."""
    a, b = letters(one), letters(other)
    if not a or not b:
        return a == b
    return fuzz.ratio(a, b) >= SAME


def number(value: Any) -> float | None:
    """Return an annotated number."""
    if value is None or isinstance(value, int | float):
        return value
    return parse_number(str(value))


def pair_up(wanted: Sequence[Row], read: Sequence[Any], fits: Callable[[Row, Any], float]) -> list[tuple[Row, Any]]:
    """Return annotated and read facts paired, best fits first, each once."""
    scored = [(fits(row, fact), a, b) for a, row in enumerate(wanted) for b, fact in enumerate(read)]
    pairs, left, right = [], set(), set()
    for score, a, b in sorted(scored, key=lambda triple: (-triple[0], triple[1], triple[2])):
        if score > 0 and a not in left and b not in right:
            left.add(a)
            right.add(b)
            pairs.append((wanted[a], read[b]))
    return pairs


@dataclass
class Agency:
    """What was annotated and what was read of one agency's documents."""

    folder: Path
    facts: Facts
    files: dict[str, str]
    metas: dict[str, Any]

    def gold(self, name: str) -> list[Row]:
        """Return the annotations in a file, none when there is no such file."""
        path = self.folder / "gold" / name
        if not path.exists():
            return []
        text = path.read_text("utf-8")
        return json.loads(text) if path.suffix == ".json" else [json.loads(x) for x in text.splitlines() if x.strip()]

    def of(self, fact: Any) -> str:
        """Return the name of the file that a fact was read from."""
        return self.files[fact.document_id]


def read_agency(folder: Path) -> Agency:
    """Return the facts of all files in `folder`, read into a workspace that is thrown away."""
    with tempfile.TemporaryDirectory() as temporary:
        workspace = init_workspace(Path(temporary) / "workspace", Settings(Profile()))
        with workspace:
            files = sorted(
                path for path in folder.iterdir() if path.is_file() and path.name not in {"DONE", "README.md"}
            )
            report = add(workspace, files)
            for path, error in report.refused:
                print(f"refused: {path}: {error}")
            documents = list(workspace.store.documents())
            names = {document.id: Path(document.path).name for document in documents}
            return Agency(folder, workspace.store.facts(), names, {Path(d.path).name: d.meta for d in documents})


def findings(agency: Agency) -> tuple[Tally, list[tuple[Row, Finding]]]:
    """Return the tally of findings, and those that were found, kind and item right or not."""
    wanted, read = agency.gold("findings.jsonl"), list(agency.facts.findings)
    tally = Tally("findings", len(wanted), len(read))

    def fits(row: Row, fact: Finding) -> float:
        if agency.of(fact) != row["document"]:
            return 0.0
        ratio = fuzz.ratio(letters(fact.text), letters(row["text"]))
        return (
            ratio + 5 * (fact.kind.value == row["kind"]) + 5 * (fact.item == code(row["item"]))
            if ratio >= SAME
            else 0.0
        )

    pairs = pair_up(wanted, read, fits)
    for row, fact in pairs:
        kind, item = fact.kind.value == row["kind"], fact.item == code(row["item"])
        tally.right += kind and item
        where = f"{row['document']}: {row['text'][:60]}"
        tally.check("kind", kind, f"{fact.kind.value} for {row['kind']} {where}")
        tally.check("item", item, f"{fact.item} for {row['item']} {where}")
        tally.check("edition", fact.edition == row.get("edition", fact.edition), f"{fact.edition} {where}")
        tally.check(
            "year", int(fact.report_year) == row.get("year", int(fact.report_year)), f"{fact.report_year} {where}"
        )
    _rest(tally, wanted, read, pairs, lambda r: f"{r['document']} {r['item']} {r['kind']}: {r['text']}",
          lambda f: f"{agency.of(f)} {f.item} {f.kind.value}: {f.text}")  # fmt: skip
    return tally, pairs


def code(item: str) -> str:
    """Return the item's code of a printed reference: "4.1ก(2)" → "4.1"."""
    match = re.match(r"\d\.\d", to_arabic(str(item)))
    return match[0] if match else str(item)


def goals(agency: Agency) -> tuple[Tally, list[tuple[Row, Goal]]]:
    """Return the tally of goals with their fields."""
    wanted, read = agency.gold("goals.jsonl"), list(agency.facts.goals)
    tally = Tally("goals", len(wanted), len(read))

    def fits(row: Row, fact: Goal) -> float:
        if agency.of(fact) != row["document"]:
            return 0.0
        same = fuzz.ratio(letters(fact.goal), letters(row["goal"]))
        return same if same >= SAME else 0.0

    pairs = pair_up(wanted, read, fits)
    tally.right = len(pairs)
    for row, fact in pairs:
        where = f"{row['document']}: {row['goal'][:50]}"
        tally.check("year", int(fact.plan_year) == row["plan_year"], f"{fact.plan_year} {where}")
        tally.check(
            "owner", alike(fact.owner, row.get("owner") or ""), f"{fact.owner!r} for {row.get('owner')!r} {where}"
        )
        tally.check(
            "budget", fact.budget == number(row.get("budget")), f"{fact.budget} for {row.get('budget')} {where}"
        )
        tally.check("status", fact.status.value == (row.get("status") or "unknown"), f"{fact.status.value} {where}")
        _kpis(tally, row, fact, where)
    _rest(tally, wanted, read, pairs, lambda r: f"{r['document']}: {r['goal']}", lambda g: f"{agency.of(g)}: {g.goal}")
    return tally, pairs


def _kpis(tally: Tally, row: Row, fact: Goal, where: str) -> None:
    wanted = row.get("kpis") or []
    pairs = pair_up(wanted, fact.kpis, lambda kpi, mine: fuzz.ratio(letters(kpi["name"]), letters(mine.name)))
    tally.check("kpi count", len(wanted) == len(fact.kpis), f"{[k.name for k in fact.kpis]} {where}")
    known = {id(kpi) for kpi, _ in pairs}
    for kpi in wanted:
        if id(kpi) not in known:
            tally.check("kpi name", False, f"missing {kpi['name']} {where}")
    for kpi, mine in pairs:
        tally.check("kpi name", alike(kpi["name"], mine.name), f"{mine.name} for {kpi['name']} {where}")
        tally.check("unit", alike(kpi.get("unit") or "", mine.unit), f"{mine.unit!r} for {kpi.get('unit')!r} {where}")
        tally.check(
            "baseline", number(kpi["baseline"]) == mine.baseline, f"{mine.baseline} for {kpi['baseline']} {where}"
        )
        tally.check("target", number(kpi["target"]) == mine.target, f"{mine.target} for {kpi['target']} {where}")


def outcomes(agency: Agency) -> Tally:
    """Return the tally of outcomes with their figures."""
    wanted = agency.gold("outcomes.jsonl")
    # Results over years of an application report are judged only where they were annotated.
    judged = {row["document"] for row in wanted} | {
        name for name, meta in agency.metas.items() if meta.kind is not DocumentKind.APPLICATION_REPORT
    }
    read = [outcome for outcome in agency.facts.outcomes if agency.of(outcome) in judged]
    tally = Tally("outcomes", len(wanted), len(read))

    def fits(row: Row, fact: Any) -> float:
        if agency.of(fact) != row["document"] or int(fact.plan_year) != row["year"]:
            return 0.0
        name = letters(row["goal_or_kpi"])
        same = max(fuzz.ratio(letters(text), name) for text in (fact.kpi, fact.goal))
        figures = (number(row["actual"]) == fact.actual) + (number(row["target"]) == fact.target)
        return same + figures if same >= SAME else 0.0

    pairs = pair_up(wanted, read, fits)
    tally.right = len(pairs)
    for row, fact in pairs:
        where = f"{row['document']}: {row['goal_or_kpi'][:50]}"
        tally.check("target", number(row["target"]) == fact.target, f"{fact.target} for {row['target']} {where}")
        tally.check("actual", number(row["actual"]) == fact.actual, f"{fact.actual} for {row['actual']} {where}")
        tally.check("reached", row["reached"] == fact.achieved, f"{fact.achieved} for {row['reached']} {where}")
    _rest(tally, wanted, read, pairs, lambda r: f"{r['document']} {r['year']}: {r['goal_or_kpi']}",
          lambda o: f"{agency.of(o)} {o.plan_year}: {o.goal} | {o.kpi} {o.target} {o.actual}")  # fmt: skip
    return tally


def proposals(agency: Agency) -> Tally:
    """Return the tally of workshop proposals."""
    wanted, read = agency.gold("proposals.jsonl"), list(agency.facts.proposals)
    tally = Tally("proposals", len(wanted), len(read))

    def fits(row: Row, fact: Any) -> float:
        same = fuzz.ratio(letters(fact.text), letters(row["proposal"])) if agency.of(fact) == row["document"] else 0
        return same if same >= SAME else 0.0

    pairs = pair_up(wanted, read, fits)
    tally.right = len(pairs)
    for row, fact in pairs:
        tally.check(
            "votes", number(row["votes"]) == fact.votes, f"{fact.votes} for {row['votes']} {row['proposal'][:50]}"
        )
    _rest(
        tally, wanted, read, pairs, lambda r: f"{r['document']}: {r['proposal']}", lambda p: f"{agency.of(p)}: {p.text}"
    )
    return tally


#: Kinds of annotations that are others of ours.
_KINDS = {"workshop-sheet": "workshop", "order": "memo", "letter": "memo"}
_OTHER = {"minutes", "newsletter", "news", "manual", "survey", "agenda"}


def metas(agency: Agency) -> Tally:
    """Return the tally of what is said of each document."""
    wanted = agency.gold("meta.jsonl")
    tally = Tally("documents", len(wanted), len(agency.metas))
    for row in wanted:
        meta = agency.metas.get(row["document"])
        if meta is None:
            tally.misses.append(f"not read: {row['document']}")
            continue
        tally.right += 1
        kind = row["kind"].replace("_", "-")
        kind = "other" if kind in _OTHER else _KINDS.get(kind, kind)
        tally.check("kind", meta.kind.value == kind, f"{meta.kind.value} for {kind} {row['document']}")
        years = {int(year) for year in (meta.report_year, meta.plan_year) if year is not None}
        named = set(row["fiscal_years"]) - {None}
        tally.check("year", bool(years & named) or (not named and not years), f"{years} for {named} {row['document']}")
        tally.check("agency", alike(meta.agency, row["agency"]), f"{meta.agency} for {row['agency']} {row['document']}")
        title = fuzz.partial_ratio(letters(meta.title), letters(row["title"])) >= SAME
        tally.check("title", title, f"{meta.title} for {row['title']} {row['document']}")
        status = row.get("status") or "unknown"
        if status in {"draft", "approved"}:
            tally.check(
                "status", meta.approval.value == status, f"{meta.approval.value} for {status} {row['document']}"
            )
    return tally


def _rest(tally: Tally, wanted: Sequence[Row], read: Sequence[Any], pairs: Sequence[tuple[Row, Any]],
          told: Callable[[Row], str], shown: Callable[[Any], str]) -> None:  # fmt: skip
    rows, facts = {id(row) for row, _ in pairs}, {id(fact) for _, fact in pairs}
    tally.misses += [f"missed   {told(row)}" for row in wanted if id(row) not in rows]
    tally.misses += [f"too much {shown(fact)}" for fact in read if id(fact) not in facts]


def couples(groups: Iterable[Sequence[Any]]) -> set[frozenset[Any]]:
    """Return all pairs within groups."""
    return {frozenset(pair) for group in groups for pair in combinations(sorted(set(group)), 2)}


def lineage(agency: Agency, pairs: Sequence[tuple[Row, Finding]], *, plans: bool, ask: bool = False) -> Tally:
    """
    Return the tally of pairs of weaknesses that are one; a finding that was not read loses its pairs.

    With `ask`, the pairs that planners are shown as doubtful were answered, each once, as the annotated chains say.
    """
    found = {(row["document"], letters(row["text"])): fact for row, fact in pairs}
    ofis = [row for row in agency.gold("findings.jsonl") if row["kind"] == "ofi"]
    name = {(row["document"], letters(row["text"])): number for number, row in enumerate(ofis)}
    chains = [
        [(document, letters(text)) for document, text in chain["findings"]] for chain in agency.gold("chains.json")
    ]
    right = couples([[name[key] for key in chain if key in name] for chain in chains])
    facts = agency.facts
    known = facts.findings, facts.goals if plans else (), facts.outcomes if plans else ()
    back = {fact.id: name[key] for key, fact in found.items() if key in name}
    themes = build_themes(*known, frameworks=load())
    answers: list[Any] = []
    if ask:
        for pair in doubtful(trace(*known, load()), themes, ()):
            one, other = back.get(pair.one, -1), back.get(pair.other, -2)
            said = "same" if frozenset((one, other)) in right else "different"
            answers.append((said, theme_id(pair.one), {"findings": [pair.one, pair.other]}))
        themes = build_themes(*known, answers, frameworks=load())
    told = couples([[back[f] for f in theme.findings if f in back] for theme in themes])
    asked = f", {len(answers)} answers" if ask else ""
    tally = Tally(f"lineage{'' if plans else ', words only'}{asked}", len(right), len(told), len(right & told))
    for mark, some in (("apart", right - told), ("joined", told - right)):
        for one, other in sorted(sorted(pair) for pair in some):
            tally.misses.append(f"{mark} {_short(ofis[one])} <> {_short(ofis[other])}")
    if plans:
        _states(agency, tally, themes, found)
    return tally


def _states(agency: Agency, tally: Tally, themes: Sequence[Any], found: dict[Any, Finding]) -> None:
    """Count the chains whose (largest) theme is in the annotated state."""
    for chain in agency.gold("chains.json"):
        ids = {found[key].id for key in ((d, letters(t)) for d, t in chain["findings"]) if key in found}
        best = max(themes, key=lambda theme: len(ids & set(theme.findings)), default=None)
        if ids and best is not None and chain.get("state"):
            state = best.state.value
            tally.check("state", state == chain["state"], f"{state} for {chain['state']} {chain['title']}")


def _short(row: Row) -> str:
    return f"[{row.get('year', '')} {row['item']}] {row['text'][:90]}"


def report(folder: Path) -> Iterator[Tally]:
    """Yield the tallies of an agency."""
    agency = read_agency(folder)
    tally, pairs = findings(agency)
    yield tally
    yield goals(agency)[0]
    yield outcomes(agency)
    yield proposals(agency)
    yield metas(agency)
    yield lineage(agency, pairs, plans=True)
    yield lineage(agency, pairs, plans=False)
    yield lineage(agency, pairs, plans=True, ask=True)
    yield lineage(agency, pairs, plans=False, ask=True)


def main() -> None:
    """Print the figures of each folder given."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--misses", action="store_true")
    given = parser.parse_args()
    for folder in given.folders:
        print(f"== {folder.name}")
        for tally in report(folder):
            print(tally.line())
            if given.misses:
                for miss in tally.misses:
                    print(f"    {miss}")


if __name__ == "__main__":
    main()
