"""Precision and recall of findings over the sample corpus, per document; run with -s to see the table."""

from __future__ import annotations

import json
import re
import sys
from collections import defaultdict
from pathlib import Path

import pytest

from plandocs.ingest.facts import parse_facts
from plandocs.ingest.facts.classifier import Classifier, Example, seed_examples
from plandocs.ingest.facts.lines import squeeze
from plandocs.ingest.meta import describe
from plandocs.ingest.readers import read
from plandocs.model.document import DocumentKind
from plandocs.model.finding import FindingKind

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
#: A finding is the gold's when kind and item agree and nine tenths of the longer text stand in the other.
CONTAINED = 0.9
GOAL = 0.95

gold: dict[str, list[dict[str, str]]] = defaultdict(list)
for record in map(json.loads, (CORPUS / "gold" / "findings.jsonl").read_text("utf-8").splitlines()):
    gold[record["document"]].append(record)

REPORTS = sorted(
    path for path in (CORPUS / "documents").iterdir() if path.name[:3] in gold and "ระบบเก่า" not in path.name
)
OTHERS = sorted(
    path
    for path in (CORPUS / "documents").iterdir()
    if path.suffix in {".docx", ".xlsx", ".txt"} and path.name[:3] not in gold and path.name[:1] == "D"
)


def _plain(text: str) -> str:
    return re.sub(r"[\s–—-]", "", squeeze(text))


def _same(found: str, wanted: str) -> bool:
    short, long = sorted((found, wanted), key=len)
    return short in long and len(short) >= CONTAINED * len(long)


def _hits(findings, wanted) -> int:
    left = [(finding.kind.value, finding.item, _plain(finding.text)) for finding in findings]
    hits = 0
    for one in wanted:
        text = _plain(one["text"])
        match = next(
            (other for other in left if other[:2] == (one["kind"], one["item"]) and _same(other[2], text)), None
        )
        if match is not None:
            left.remove(match)
            hits += 1
    return hits


@pytest.mark.parametrize("path", REPORTS, ids=[path.name for path in REPORTS])
def test_findings_of_each_report_are_precise_and_complete(path):
    extracted = read(path)
    about = describe(extracted, path.name)
    findings = parse_facts(path.name[:3], about, extracted.blocks).findings
    wanted = gold[path.name[:3]]
    hits = _hits(findings, wanted)
    precision, recall = hits / max(1, len(findings)), hits / len(wanted)
    sys.stdout.write(f"\n{path.name}: {len(wanted)} gold, precision {precision:.3f}, recall {recall:.3f}")

    assert about.kind is DocumentKind.FEEDBACK_REPORT
    assert about.edition == wanted[0]["edition"]
    assert precision >= GOAL
    assert recall >= GOAL


@pytest.mark.parametrize("path", OTHERS, ids=[path.name for path in OTHERS])
def test_no_other_document_has_findings(path):
    extracted = read(path)

    assert parse_facts(path.name[:3], describe(extracted, path.name), extracted.blocks).findings == ()


@pytest.mark.slow
def test_the_classifier_is_judged_on_reports_it_has_not_seen():
    """Leave one report out; the floor is well under what it reaches, so that a change of the seed is noticed."""
    reports = {name: records for name, records in gold.items() if records[0]["edition"] == "pmqa4"}
    kinds = items = total = 0
    for name, records in reports.items():
        others = [
            Example(FindingKind(one["kind"]), one["item"], one["text"])
            for other, found in reports.items()
            if other != name
            for one in found
        ]
        classifier = Classifier([*seed_examples(), *others])
        for one in records:
            guess = classifier.propose(one["text"], "pmqa4", category=one["item"][0])
            kinds += guess.kind.value == one["kind"]
            items += guess.item == one["item"]
        total += len(records)
    sys.stdout.write(
        f"\nclassifier, one report left out: kind {kinds / total:.3f}, item within its category {items / total:.3f}"
    )

    assert kinds / total >= 0.85
    assert items / total >= 0.8
