"""What planners are asked about, and that their answers win: over the machine, and the later over the earlier."""

from __future__ import annotations

import pytest

from plandocs.frameworks import load
from plandocs.suggest.answers import answered
from plandocs.suggest.decisions import theme_id
from plandocs.suggest.doubtful import doubtful
from plandocs.suggest.lineage import trace
from plandocs.suggest.themes import build_themes

METERS = "ทะเบียนมาตรวัดน้ำของสาขาไม่เป็นปัจจุบัน จึงวางแผนเปลี่ยนมาตรวัดน้ำไม่ได้"
METERS_AGAIN = "ทะเบียนมาตรวัดน้ำของสาขายังไม่เป็นปัจจุบัน ทำให้วางแผนเปลี่ยนมาตรวัดน้ำไม่ได้"
METERS_ONCE_MORE = "ทะเบียนมาตรวัดน้ำของสาขายังไม่เป็นปัจจุบันอีก จึงวางแผนเปลี่ยนมาตรวัดน้ำได้ช้า"
TRAINING = "ช่างประจำสถานีได้รับการอบรมไม่ครบ จึงซ่อมเครื่องสูบน้ำไม่ทัน"
WEBSITE = "เว็บไซต์รับแจ้งเหตุน้ำท่วมใช้กับโทรศัพท์ไม่ได้"


@pytest.fixture
def findings(make):
    return [
        make.finding(2564, "4.1", METERS),
        make.finding(2565, "4.1", METERS_AGAIN),
        make.finding(2566, "4.1", METERS_ONCE_MORE),
        make.finding(2565, "5.4", TRAINING),
        make.finding(2566, "3.1", WEBSITE),
    ]


def said(answer, one, other):
    return answer, theme_id(one.id), {"findings": [one.id, other.id]}


def groups(findings, *decisions):
    return {frozenset(theme.findings) for theme in build_themes(findings, [], [], decisions)}


def asked(findings, *decisions, most=30):
    themes = build_themes(findings, [], [], decisions)
    return doubtful(trace(findings, [], [], load()), themes, decisions, most=most)


def test_without_answers_the_meters_are_one_weakness(findings):
    assert groups(findings) == {
        frozenset(f.id for f in findings[:3]),
        frozenset({findings[3].id}),
        frozenset({findings[4].id}),
    }


def test_the_links_of_a_theme_are_asked_and_none_twice(findings):
    pairs = asked(findings)
    joined = [pair for pair in pairs if pair.joined]
    assert len(joined) == 2  # three findings hang together by two links
    assert {f for pair in joined for f in (pair.one, pair.other)} == {f.id for f in findings[:3]}
    assert [pair.worth for pair in pairs] == sorted((pair.worth for pair in pairs), reverse=True)


def test_no_more_is_asked_than_wanted(findings):
    assert len(asked(findings, most=1)) == 1


def test_what_was_answered_is_not_asked_again(findings):
    answers = [said("same" if pair.joined else "different", *_of(findings, pair)) for pair in asked(findings)]
    assert asked(findings, *answers) == ()
    assert groups(findings, *answers) == groups(findings)


def _of(findings, pair):
    known = {f.id: f for f in findings}
    return known[pair.one], known[pair.other]


def test_two_weaknesses_are_kept_apart(findings):
    first, second, third, *_ = findings
    parted = groups(findings, said("different", first, second))
    assert not any({first.id, second.id} <= members for members in parted)
    both = groups(findings, said("different", first, second), said("same", second, third))
    assert frozenset({second.id, third.id}) in both
    assert frozenset({first.id}) in both


def test_one_weakness_is_joined_whatever_its_words(findings):
    training, website = findings[3:]
    assert frozenset({training.id, website.id}) in groups(findings, said("same", training, website))


def test_of_two_answers_about_one_pair_the_later_holds(findings):
    first, second, *_ = findings
    again = groups(findings, said("different", first, second), said("same", first, second))
    assert any({first.id, second.id} <= members for members in again)


def test_an_answer_that_is_taken_back_tells_nothing(findings):
    first, second, *_ = findings
    assert groups(findings, said("different", first, second), said("unsure", first, second)) == groups(findings)


def test_a_later_answer_wins_over_what_contradicts_it(findings):
    first, second, third, *_ = findings
    earlier = [said("same", first, second), said("same", second, third)]
    result = groups(findings, *earlier, said("different", first, third))
    assert not any({first.id, third.id} <= members for members in result)
    assert any({second.id, third.id} <= members for members in result)  # the later of the two that remain


def test_an_answer_holds_after_another_report_was_read(make, findings):
    first, second, *_ = findings
    answer = said("different", first, second)
    more = [*findings, make.finding(2563, "4.1", METERS.replace("จึง", "และไม่มีพิกัด จึง"))]
    assert not any({first.id, second.id} <= members for members in groups(more, answer))


def test_later_merges_and_answers_win_over_earlier_ones(findings):
    first, second, _, training, website = findings
    merge = ("merge", theme_id(training.id), {"other": theme_id(website.id), "findings": [website.id]})
    answer = said("different", training, website)
    assert frozenset({training.id, website.id}) in groups(findings, answer, merge)
    assert frozenset({training.id, website.id}) not in groups(findings, merge, answer)
    split = ("split", theme_id(first.id), {"findings": [second.id]})
    joined = groups(findings, split, said("same", first, second))
    assert any({first.id, second.id} <= members for members in joined)


def test_what_planners_merged_or_split_is_not_asked(findings):
    first, second, third, training, website = findings
    merge = ("merge", theme_id(training.id), {"other": theme_id(website.id), "findings": [website.id]})
    split = ("split", theme_id(first.id), {"findings": [third.id]})
    pairs = {frozenset((pair.one, pair.other)) for pair in asked(findings, merge, split)}
    assert frozenset((training.id, website.id)) not in pairs
    assert not pairs & {frozenset((first.id, third.id)), frozenset((second.id, third.id))}


def test_findings_of_one_report_are_not_asked_about(make):
    together = [make.finding(2564, "4.1", METERS), make.finding(2564, "4.1", METERS_AGAIN)]
    assert asked(together) == ()


def test_answers_about_findings_that_are_gone_are_left_out(findings):
    first = findings[0]
    gone = ("different", theme_id(first.id), {"findings": [first.id, "gone"]})
    assert not answered([gone], [f.id for f in findings])
    assert groups(findings, gone) == groups(findings)
