"""Weaknesses in other words: nearness in meaning, how far it is trusted, and what plans of other years say."""

from __future__ import annotations

import numpy as np
import pytest

from plandocs.frameworks import load
from plandocs.model.finding import Finding, FindingKind, Goal, Kpi, Level, LevelClaim
from plandocs.model.text import Anchor, Place
from plandocs.model.year import FiscalYear
from plandocs.suggest import meaning
from plandocs.suggest.clusters import group
from plandocs.suggest.lineage import _traced, trace
from plandocs.suggest.meaning import meanings
from plandocs.suggest.standing import trust
from plandocs.suggest.themes import build_themes

NOWHERE, ANCHOR = Place(""), Anchor("", 0, 0, 0, "")
FRAMEWORKS = load()


def finding(year, item, text, kind=FindingKind.OFI):
    identity = f"{year}{item}{text[:8]}"
    return Finding(identity, kind, "pmqa4", item, FiscalYear(year), text, f"report {year}", NOWHERE, ANCHOR)


def goal(year, item, words, kpi):
    return Goal(
        f"g{year}{words[:6]}", FiscalYear(year), words, f"plan {year}", NOWHERE, ANCHOR, (Kpi(kpi, "แห่ง", 1, 3),),
        items=(("pmqa4", item),),
    )  # fmt: skip


def groups(findings, goals=()):
    lineage = trace(findings, goals, (), FRAMEWORKS)
    return {frozenset(lineage.findings[n].text for n in members) for members in lineage.groups}


def test_a_paraphrase_is_nearer_in_meaning_than_another_matter():
    texts = ["พนักงานลาออกจำนวนมากทุกปี", "บุคลากรโอนย้ายและลาออกสูง", "ท่อระบายน้ำของอาคารชำรุด"]
    near = meanings(texts)

    assert np.allclose(np.diag(near), 1.0, atol=1e-3)
    assert near[0, 1] > near[0, 2] + 0.1


SPECIMENS = "ตัวอย่างน้ำรอผลตรวจเกินสิบสี่วันเพราะเครื่องวิเคราะห์มีเครื่องเดียว"
SPECIMENS_LATER = "รายงานผลทดสอบน้ำออกช้ากว่ากำหนดสิบสี่วันร้อยละ 31"
STAFF = "ยังไม่มีผู้สืบทอดงานของนักวิชาการที่จะเกษียณ"


def test_short_reports_are_followed_through_other_words():
    found = groups(
        [finding(2563, "6.1", SPECIMENS), finding(2565, "6.1", SPECIMENS_LATER), finding(2565, "5.1", STAFF)]
    )

    assert found == {frozenset({SPECIMENS, SPECIMENS_LATER}), frozenset({STAFF})}


def test_meaning_is_trusted_less_the_more_one_finding_says():
    said = [trust([finding(2565, "6.1", "ก" * letters)]) for letters in (40, 150, 175, 200, 400)]

    assert said == [1.0, 1.0, 0.5, 0.0, 0.0]
    assert trust([]) == 0.0


def test_two_rows_told_apart_hold_their_groups_apart():
    alike = np.array([[1, 0.9, 0.1], [0.9, 1, 0.6], [0.1, 0.6, 1]])
    together = np.ones((3, 3))
    together[0, 2] = together[2, 0] = 0.5

    assert group(alike, threshold=0.45) == [[0, 1, 2]]
    assert group(alike, together, threshold=0.45) == [[0, 1], [2]]


WARNING = "ชาวบ้านทราบเหตุน้ำปนเปื้อนจากข่าวก่อนหน่วยงานแจ้งหกวัน"
WARNING_BEFORE = "การแจ้งผลน้ำผิดปกติถึงท้องถิ่นใช้หนังสือราชการ ใช้เวลาเฉลี่ยสิบวัน"


def test_another_measure_in_a_later_plan_does_not_tell_a_weakness_apart():
    goals = [
        goal(2564, "3.1", "แจ้งเตือนผลน้ำผิดปกติให้ท้องถิ่นทราบเร็ว", "จำนวนท้องถิ่นที่ลงทะเบียนรับข้อความ"),
        goal(2567, "3.1", "แจ้งเตือนผลน้ำผิดปกติถึงครัวเรือน", "จำนวนหมู่บ้านที่มีหอกระจายข่าวเตือนภัย"),
    ]
    both = [finding(2563, "3.1", WARNING_BEFORE), finding(2566, "3.1", WARNING)]

    assert frozenset({WARNING, WARNING_BEFORE}) in groups(both, goals)


def test_a_level_the_office_claims_stands_among_the_events_of_its_item():
    claim = LevelClaim(
        "l1", "pmqa4", "6.1", FiscalYear(2566), Level.ADVANCE, "application", NOWHERE, ANCHOR, claimed=True
    )
    themes = build_themes([finding(2565, "6.1", SPECIMENS), finding(2565, "5.1", STAFF)], (), (), levels=(claim,))
    events = {theme.items: [event for event in theme.events if event[2] == "application"] for theme in themes}

    assert events == {("6.1",): [(2566, "ประเมินตนเองที่หัวข้อ 6.1 ระดับก้าวหน้า", "application")], ("5.1",): []}


@pytest.fixture
def forgotten(monkeypatch):
    """Nothing known of earlier texts, and nothing kept."""
    monkeypatch.setattr(meaning, "_known", {})
    monkeypatch.setattr(meaning, "_kept_in", [])
    meaning._read.cache_clear()
    _traced.cache_clear()
    yield
    _traced.cache_clear()
    meaning._read.cache_clear()


def broken():
    raise ImportError("no encoder")


def test_without_a_working_encoder_words_must_do(forgotten, monkeypatch):
    monkeypatch.setattr(meaning, "_encoder", broken)
    both = [finding(2563, "6.1", SPECIMENS), finding(2565, "6.1", SPECIMENS_LATER), finding(2566, "6.1", SPECIMENS)]

    assert meanings([SPECIMENS]) is None
    assert groups(both) == {frozenset({SPECIMENS}), frozenset({SPECIMENS_LATER})}


def test_findings_of_a_paragraph_each_do_not_need_the_encoder(forgotten, monkeypatch):
    called = []
    monkeypatch.setattr(meaning, "_encoder", lambda: called.append(1) or broken())
    groups([finding(2563, "6.1", f"{number} {SPECIMENS * 4}") for number in range(5)])

    assert not called


def test_vectors_are_kept_for_the_next_process(forgotten, monkeypatch, tmp_path):
    meaning.keep_in(tmp_path / "cache")
    first = meanings([SPECIMENS, STAFF])
    monkeypatch.setattr(meaning, "_known", {})
    meaning._read.cache_clear()
    monkeypatch.setattr(meaning, "_encoder", broken)

    assert (meanings([STAFF, SPECIMENS]) == first[::-1, ::-1]).all()
    [kept] = (tmp_path / "cache").iterdir()
    kept.write_bytes(b"PK broken")
    monkeypatch.setattr(meaning, "_known", {})
    meaning._read.cache_clear()
    assert meanings([STAFF]) is None
