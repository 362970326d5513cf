"""How well findings are followed over the years: on the sample agency's chains and on a held-back rewording."""

from __future__ import annotations

import json
import tomllib
from itertools import combinations
from pathlib import Path

import pytest

from plandocs.frameworks import load
from plandocs.model.finding import Finding, FindingKind, Goal, Kpi, Outcome, fact_id
from plandocs.model.text import Anchor, Place
from plandocs.model.year import FiscalYear
from plandocs.suggest.lineage import trace

ROOT = Path(__file__).parents[2]
DATA = Path(__file__).parent / "lineage"
NOWHERE = Place("")
ANCHOR = Anchor("", 0, 0, 0, "")


def sample_findings():
    """All annotated findings of the sample corpus with their chains."""
    years = {}
    for path in (ROOT / "corpus" / "sources").glob("D*.md"):
        head = tomllib.loads(path.read_text("utf-8").split("+++", 2)[1])
        years[head["id"]] = head["year"]
    rows = [json.loads(line) for line in (ROOT / "corpus" / "gold" / "findings.jsonl").read_text("utf-8").splitlines()]
    seen = {}
    for row in rows:
        seen.setdefault((row["document"], row["kind"], row["item"], row["text"]), row)
    return [
        (finding(years[r["document"]], r["item"], r["text"], r["kind"], r["edition"], r["document"]), r["chain"])
        for r in seen.values()
    ]


def finding(year, item, text, kind="ofi", edition="pmqa4", document=""):
    document = document or f"report {year}"
    identity = fact_id("f", document, item, text)
    return Finding(identity, FindingKind(kind), edition, item, FiscalYear(year), text, document, NOWHERE, ANCHOR)


def goal(row):
    kpi = Kpi(row["kpi"], row["unit"], row["baseline"], row["target"])
    items = tuple(("pmqa4", item) for item in row["items"])
    identity = fact_id("g", row["year"], row["kpi"])
    words = row.get("goal", row["kpi"])
    year = FiscalYear(row["year"])
    return Goal(identity, year, words, f"plan {year}", NOWHERE, ANCHOR, (kpi,), source=row["source"], items=items)


def outcome(row):
    year, identity = FiscalYear(row["year"]), fact_id("o", row["year"], row["kpi"])
    figures = {"unit": row["unit"], "target": row["target"], "actual": row["actual"], "months": 12}
    return Outcome(identity, year, "", row["kpi"], f"monitoring {year}", NOWHERE, ANCHOR, **figures)


def pairwise(annotated, goals=(), outcomes=()):
    """Precision, recall and F1 over pairs of OFIs; those without a chain are alone and count when they are joined."""
    lineage = trace([f for f, _ in annotated], goals, outcomes, load())
    chain = {f.id: name for f, name in annotated}
    ids = [f.id for f in lineage.findings]
    made = {frozenset((ids[a], ids[b])) for group in lineage.groups for a, b in combinations(group, 2)}
    gold = {frozenset(pair) for pair in combinations(ids, 2) if chain[pair[0]] and chain[pair[0]] == chain[pair[1]]}
    right = len(made & gold)
    precision, recall = right / max(1, len(made)), right / len(gold)
    return precision, recall, 2 * precision * recall / (precision + recall)


def table(name):
    return tomllib.loads((DATA / name).read_text("utf-8"))


def reworded():
    return [
        (finding(r["year"], r["item"], r["text"], edition=r["edition"]), r.get("chain", ""))
        for r in table("reworded.toml")["finding"]
    ]


@pytest.mark.parametrize(
    ("with_plans", "least"), [(True, 0.9), (False, 0.85)], ids=["with plans and results", "by words alone"]
)
def test_chains_of_the_sample_agency_are_followed(with_plans, least):
    facts = table("sample_goals.toml")
    goals = [goal(row) for row in facts["goal"]] if with_plans else []
    outcomes = [outcome(row) for row in facts["outcome"]] if with_plans else []
    precision, recall, f1 = pairwise(sample_findings(), goals, outcomes)
    assert f1 >= least, f"precision {precision:.3f} recall {recall:.3f} F1 {f1:.3f}"


@pytest.mark.parametrize(
    ("with_plans", "least"), [(True, 0.9), (False, 0.8)], ids=["with some plans", "by words alone"]
)
def test_chains_of_another_agency_in_other_words_are_followed(with_plans, least):
    goals = [goal(row) for row in table("reworded.toml")["goal"]] if with_plans else []
    precision, recall, f1 = pairwise(reworded(), goals)
    assert f1 >= least, f"precision {precision:.3f} recall {recall:.3f} F1 {f1:.3f}"


def test_subjects_outside_the_lexicon_are_followed_too():
    outside = {"X6", "X7"}
    lineage = trace([f for f, _ in reworded()], [], [], load())
    chain = {f.id: name for f, name in reworded()}
    named = [{chain[lineage.findings[n].id] for n in group} for group in lineage.groups if len(group) > 1]
    assert any(group <= outside for group in named)
