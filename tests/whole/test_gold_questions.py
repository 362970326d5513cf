"""
The ten gold questions about the sample agency, asked on the command line, and the state of its eleven chains.

The documents are read without any optional program: what only those can read are copies.
"""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
from rapidfuzz import fuzz

from plandocs.thai.normalise import normalise

CORPUS = Path(__file__).parents[2] / "corpus"
GOLD = tomllib.loads((CORPUS / "gold.toml").read_text("utf-8"))
QUESTIONS = {question["id"]: question for question in GOLD["question"]}
CHAINS = {chain["id"]: chain for chain in GOLD["chain"]}
FINDINGS = [json.loads(line) for line in (CORPUS / "gold" / "findings.jsonl").read_text("utf-8").splitlines()]


class Sample:
    """The sample workspace, asked through the command line."""

    def __init__(self, plandocs, workspace):
        self.plandocs, self.workspace = plandocs, workspace
        documents = self.ask(["documents", "--json"])
        self.short = {d["id"]: Path(d["path"]).name[:3] for d in documents}

    def ask(self, command):
        return json.loads(self.plandocs(*command, workspace=self.workspace, check=0).stdout)

    def documents(self, records):
        return [self.short[record["document_id"]] for record in records if "document_id" in record]


@pytest.fixture(scope="module")
def sample(plandocs, plain_workspace):
    return Sample(plandocs, plain_workspace)


@pytest.fixture(scope="module")
def chain_of(sample):
    """Finding id → chain ("" for none), by document, kind, item and likeness of wording: a PDF may move a mark."""
    out = {}
    for found in sample.ask(["findings", "--json"]):
        key = (sample.short[found["document_id"]], found["kind"], found["item"])
        near = [f for f in FINDINGS if (f["document"], f["kind"], f["item"]) == key]
        best = max(near, key=lambda f: fuzz.ratio(letters(f["text"]), letters(found["text"])), default=None)
        same = best and fuzz.ratio(letters(best["text"]), letters(found["text"])) > 90
        out[found["id"]] = best["chain"] if same else ""
    return out


def letters(text):
    return "".join(letter for letter in normalise(text).text if letter.isalnum())


def records_of(answer):
    return answer["hits"] if isinstance(answer, dict) else answer


def chains_in(theme, chain_of):
    return {chain_of[finding] for finding in theme["findings"]} - {""}


def test_every_annotated_finding_is_known(chain_of):
    assert sorted({chain for chain in chain_of.values() if chain.startswith("C")}) == sorted(CHAINS)


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_a_gold_question_is_answered(question, sample, chain_of):
    answer = sample.ask(question["command"])
    records, expect = records_of(answer), question["expect"]
    for check, wanted in expect.items():
        CHECKS[check](wanted, records, answer, sample, chain_of, expect)


def has_documents(wanted, records, _answer, sample, _chain_of, expect):
    assert set(wanted) <= set(sample.documents(records[: expect.get("within")]))


def has_goals(wanted, records, _answer, sample, _chain_of, expect):
    if "chains" in expect:
        records = [goal for theme in records for goal in theme["goals"]]
    for goal in wanted:
        assert any(fits(goal, record, sample) for record in records), goal


def fits(goal, record, sample):
    kpi = record.get("kpis", [record])[0]
    told = {
        "document": sample.short.get(record["document_id"]),
        **{k: record.get(k, kpi.get(k)) for k in goal if k != "document"},
    }
    return all(told[key] == value for key, value in goal.items())


def has_chains(wanted, records, _answer, _sample, chain_of, expect):
    for chain in wanted:
        theme = [t for t in records if chain in chains_in(t, chain_of)]
        assert len(theme) == 1, (chain, len(theme))
        if "state" in expect:
            assert theme[0]["state"] == expect["state"]


def no_chains(wanted, records, _answer, _sample, chain_of, _expect):
    assert not [chain for theme in records for chain in chains_in(theme, chain_of) & set(wanted)]


def has_years(wanted, records, _answer, _sample, _chain_of, _expect):
    years = {y for r in records for y in r.get("years", [r.get("report_year", r.get("fiscal_year"))])}
    assert set(wanted) <= years


def has_items(wanted, records, answer, _sample, _chain_of, _expect):
    chips = {c["value"] for c in answer.get("chips", [])} if isinstance(answer, dict) else set()
    assert set(wanted) <= chips | {item for r in records for item in r.get("items", [r.get("item")])}


def is_highlighted(wanted, records, *_):
    marked = {r["text"][start:end] for r in records for start, end in r["highlights"]}
    for word in wanted:
        assert any(word in mark or (mark in word and len(mark) > 3) for mark in marked), word


def is_not_highlighted(wanted, records, *_):
    for record in records:
        for word in wanted:
            at = record["text"].find(word)
            while at >= 0:
                assert not any(at <= start and end <= at + len(word) for start, end in record["highlights"])
                at = record["text"].find(word, at + 1)


def gives_the_same(commands, records, _answer, sample, *_):
    for command in commands:
        other = records_of(sample.ask(command))
        assert {r["document_id"] for r in other} == {r["document_id"] for r in records}
        assert [r["document_id"] for r in other[:3]] == [r["document_id"] for r in records[:3]]


CHECKS = {
    "documents": has_documents,
    "within": lambda *_: None,
    "absent": lambda wanted, records, _a, sample, *_: none_of(wanted, sample.documents(records)),
    "kind": lambda wanted, records, *_: all_equal(wanted, [r["kind"] for r in records]),
    "items": has_items,
    "years": has_years,
    "count": lambda wanted, records, *_: all_equal(wanted, [len(records)]),
    "chains": has_chains,
    "absent_chains": no_chains,
    "state": lambda *_: None,
    "goals": has_goals,
    "words": lambda wanted, records, *_: all_in(wanted, " ".join(r["text"] for r in records)),
    "highlighted": is_highlighted,
    "not_highlighted": is_not_highlighted,
    "absent_words": lambda wanted, _r, answer, *_: none_of(wanted, searched_for(answer)),
    "expansions": lambda wanted, _r, answer, *_: all_in(wanted, json.dumps(answer["expansions"], ensure_ascii=False)),
    "same_as": gives_the_same,
}


def searched_for(answer):
    """Everything found or searched for; readings of an acronym that are only shown do not count."""
    applied = [[e["term"], e["also"]] for e in answer["expansions"]]
    return json.dumps([answer["hits"], answer["chips"], applied], ensure_ascii=False)


def none_of(wanted, held):
    assert not [value for value in wanted if value in held]


def all_in(wanted, held):
    assert not [value for value in wanted if value not in held]


def all_equal(wanted, values):
    assert set(values) == {wanted}


@pytest.mark.parametrize("chain", CHAINS.values(), ids=CHAINS)
def test_a_chain_ends_in_the_state_that_the_documents_say(chain, sample, chain_of):
    themes = [t for t in sample.ask(["themes", "--json"]) if chain["id"] in chains_in(t, chain_of)]
    biggest = max(themes, key=lambda t: sum(chain_of[f] == chain["id"] for f in t["findings"]))
    assert biggest["state"] in {chain["state"], chain.get("or")}
