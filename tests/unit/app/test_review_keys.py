"""Reviewing with keys: what each key records, and that a terminal that goes away ends it."""

from __future__ import annotations

from types import SimpleNamespace

import click
import pytest

from plandocs.app.review import queue
from plandocs.cli import review_keys

YEAR = 2568


@pytest.fixture
def press(given, monkeypatch, capsys):
    """Press keys (answers to prompts are given beside them) and return the states and what was shown."""

    def pressed(keys, answers=()):
        left, said = list(keys), list(answers)
        monkeypatch.setattr(click, "getchar", lambda: left.pop(0))
        monkeypatch.setattr(click, "clear", lambda: None)

        def prompt(*_arguments, **_more):
            answer = said.pop(0)
            if answer is None:
                raise click.Abort
            return answer

        monkeypatch.setattr(click, "prompt", prompt)
        review_keys.run(given.workspace, YEAR)
        assert (left, said) == ([], [])
        states = [e.review.state.value for e in queue(given.workspace, YEAR)]
        return SimpleNamespace(states=states, shown=capsys.readouterr().out)

    return pressed


@pytest.mark.parametrize(
    ("keys", "answers", "states"),
    [
        ("q", (), ["pending"] * 3),
        ("aq", (), ["accepted", "pending", "pending"]),
        ("AAAq", (), ["accepted"] * 3),
        ("jaq", (), ["pending", "accepted", "pending"]),
        ("jjjkaq", (), ["pending", "accepted", "pending"]),
        ("kkaq", (), ["accepted", "pending", "pending"]),
        ("rq", ("ไม่พร้อม",), ["rejected", "pending", "pending"]),
        ("eq", ("ถ้อยคำใหม่",), ["edited", "pending", "pending"]),
        ("eq", ("เพิ่มชุดข้อมูลเปิด",), ["pending"] * 3),
        ("akuq", (), ["pending"] * 3),
        ("uxq", (), ["pending"] * 3),
        ("rxq", (" ",), ["pending"] * 3),
        ("raq", (None,), ["accepted", "pending", "pending"]),
        (["a", "\x1b[B", " ", "ก", ""], (), ["accepted", "pending", "pending"]),
    ],
)
def test_keys_decide(press, keys, answers, states):
    assert press(keys, answers).states == states


def test_one_suggestion_is_shown_at_a_time_with_the_keys(press):
    shown = press("jq").shown
    assert "[1/3] รอพิจารณา" in shown
    assert "[2/3] รอพิจารณา" in shown
    assert shown.count(review_keys.HELP) == 2


def test_an_empty_queue_is_said(given, press):
    given.suggested.clear()
    assert "nothing to review" in press("").shown


def test_undo_takes_back_the_decision_that_was_just_made(press):
    """A key moves on to the next suggestion: `u` then means the one before, which is shown again."""
    assert press("auq").states == ["pending"] * 3
    assert press("aujaq").states == ["pending", "accepted", "pending"]
