"""Properties of drafts: what goes in comes out as text, and reading back an untouched draft finds no change."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[1] / "unit" / "draft"))

import sample_plan
import word_hands as hands
from wordtexts import lines

from plandocs.draft import templates
from plandocs.draft.digits import to_arabic, to_thai
from plandocs.draft.match import align, carried
from plandocs.draft.ooxml import TC, P, paragraph_text, qn
from plandocs.draft.package import Package
from plandocs.draft.readback import read_back
from plandocs.draft.render import render
from plandocs.draft.resume import Earlier
from plandocs.draft.scan import scan
from plandocs.draft.values import clean
from plandocs.model.plan import SuggestedKpi

WORDS = st.text(st.sampled_from("กขคงจฉำ้่ิีุู ๑๒1234567890.,%{}<>&\"'\n\tABC–“”ๆฯ"), min_size=1, max_size=60)
NUMBERS = st.one_of(st.none(), st.floats(0, 1e9, allow_nan=False).map(lambda value: round(value, 2)))
GOALS = st.lists(st.tuples(WORDS, WORDS, NUMBERS, NUMBERS, WORDS), min_size=0, max_size=4)


@settings(max_examples=25, deadline=None)
@given(GOALS, st.sampled_from(["thai", "arabic"]))
def test_render_then_readback_without_an_edit_is_no_change(goals, digits):
    made = tuple(
        sample_plan.goal(
            number, goal=words, owner=owner, budget=budget, kpis=(SuggestedKpi(name, "หน่วย", baseline, budget, "ที่มา"),)
        )
        for number, (words, owner, budget, baseline, name) in enumerate(goals, 1)
    )
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "d.docx"
        result = render(
            templates.find("executive-summary"),
            sample_plan.context(made),
            out,
            digits=digits,
            pages=False,
            isolated=False,
        )
        assert read_back(out).unchanged
        shown = "\n".join(lines(Package.read(out)))
        for one in result.manifest.occurrences:
            assert one.text in shown
        for words, *_ in goals:
            wanted = clean(words).strip()
            assert to_arabic(wanted) in to_arabic(shown)


EDITS = st.lists(
    st.tuples(st.sampled_from(["below", "cell", "words", "field", "cut"]), st.integers(0, 10_000)), max_size=6
)


@settings(max_examples=12, deadline=None)
@given(EDITS, st.sampled_from(["both", "bookmarks", "none"]), st.integers(0, 3))
def test_whatever_people_write_is_in_the_next_draft(edits, anchors, dropped):
    goals = sample_plan.many_goals(3)
    with tempfile.TemporaryDirectory() as name:
        folder, options = Path(name), {"pages": False, "isolated": False}
        template = templates.find("monitoring-form")
        made = render(template, sample_plan.context(goals), folder / "1.docx", **options)
        package = Package.read(made.path)
        written = [words for kind, place in edits if (words := typed(package, kind, place))]
        there = " ".join(line.text for line in scan(package))
        if anchors != "both":
            hands.drop_controls(package)
        if anchors == "none":
            hands.drop_bookmarks(package)
        now = tuple(one for number, one in enumerate(goals) if number != dropped)
        earlier = Earlier(Package.read(package.to_bytes()), made.manifest)
        again = render(template, sample_plan.context(now), folder / "2.docx", earlier=earlier, **options)
        shown = to_arabic(" ".join(line.text for line in scan(Package.read(again.path))))
        assert [words for words in written if words in there and words not in shown] == []
        assert read_back(again.path).unchanged


def typed(package, kind, place):
    """Do one edit at a place chosen by number; return the words that were typed."""
    words = f"คำของคน{place}จบ"
    body = hands.body(package)
    paragraphs = [one for one in body.iter(P) if paragraph_text(one).strip()]
    at = paragraphs[place % len(paragraphs)]
    if kind == "field":
        controls = hands.controls(package)
        hands.set_text(controls[place % len(controls)][1], words)
    elif kind == "words":
        at.append(hands.new_run(words))
    elif kind == "cut":
        tops = [
            one for one in body.iterchildren(P) if paragraph_text(one).strip() and "คำของคน" not in paragraph_text(one)
        ]
        if tops and tops[place % len(tops)].find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is None:
            body.remove(tops[place % len(tops)])
        return ""
    elif kind == "cell":
        cells = list(body.iter(TC))
        cells[place % len(cells)].append(hands.paragraph(words))
    else:
        at.addnext(hands.paragraph(words))
    return words


@given(st.text(max_size=80))
def test_changing_digits_keeps_every_other_sign(text):
    changed = to_thai(text)
    assert len(changed) == len(text)
    assert to_arabic(changed) == to_arabic(text)
    assert to_thai(changed) == changed


@given(st.lists(st.text("กขค ", max_size=6), max_size=12), st.lists(st.text("กขค ", max_size=6), max_size=12))
def test_alignment_is_a_one_to_one_relation_within_bounds(old, new):
    pairs = align(old, new)
    assert len({pair.old for pair in pairs}) == len({pair.new for pair in pairs}) == len(pairs)
    assert all(0 <= pair.old < len(old) and 0 <= pair.new < len(new) for pair in pairs)


@given(st.lists(st.text("กขคง", min_size=1, max_size=6), min_size=1, max_size=12, unique=True), st.randoms())
def test_lines_in_another_order_are_all_found_again(old, chance):
    new = list(old)
    chance.shuffle(new)
    assert {(pair.old, pair.new) for pair in align(old, new)} == {(n, new.index(text)) for n, text in enumerate(old)}


@given(
    st.text("กข12", max_size=10), st.text("คง34", max_size=10), st.text("จฉ", max_size=10), st.text("ชซ56", max_size=10)
)
def test_a_field_between_unchanged_words_is_found_whatever_it_became(head, before, tail, after):
    line = f"{head}|{before}|{tail}"
    start = len(head) + 1
    assert carried(line, start, start + len(before), f"{head}|{after}|{tail}") == (after, True)
