"""
A draft written anew over one that people returned: what they wrote stays, what they left alone is refreshed.

Two ways, the same rules (docs/architecture.md, "Writing a draft anew"). Where the returned file still is our draft
(same template, anchors as Word keeps them) it goes on: what plandocs would write differently is brought into it. Where
it is not (another program saved it, the template changed) a fresh draft is made, and what people did is brought there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from plandocs.draft.accept import accept_all
from plandocs.draft.anchors import AUTHOR
from plandocs.draft.graft import Graft, mark_scripts
from plandocs.draft.inline import Lines
from plandocs.draft.manifest import MadeLine, Manifest, ManifestField, manifest_lines, occurrences, stories, unembed
from plandocs.draft.match import key
from plandocs.draft.package import Package
from plandocs.draft.places import headings_before
from plandocs.draft.reanchor import drop_comments, drop_draft_mark, reanchor, source_comments
from plandocs.draft.scan import scan
from plandocs.draft.sides import Hands, Side, made_lines, new_of_made, read_hands
from plandocs.draft.toc import rebuild
from plandocs.draft.told import Kept, Told
from plandocs.draft.weave import Weave, blank, pair_blanks, with_blanks

#: Share of the fields still there whose content control must have survived for the returned file to go on.
ANCHORED = 0.8


@dataclass(frozen=True, slots=True)
class Earlier:
    """
    A returned copy and the record of the draft it is a copy of.

    `recorded` are the (field key, compared text) taken over as decisions from returned copies, `back` the goals that
    people cut and somebody took in again, `restored` parts of texts, and field keys, to be printed again although
    people took them out.
    """

    document: Package
    record: Manifest
    recorded: frozenset[tuple[str, str]] = frozenset()
    back: frozenset[str] = frozenset()
    restored: tuple[str, ...] = ()


@dataclass(slots=True)
class Plan:
    """Which units of the new draft and of the returned one belong together, and what is to be done with the others."""

    pairs: dict[int, int] = field(default_factory=dict)  # unit of the new draft → returned unit
    lines: list[tuple[int, int, int]] = field(default_factory=list)  # (new line, returned line, made line)
    new: set[int] = field(default_factory=set)
    out: set[int] = field(default_factory=set)
    human: set[int] = field(default_factory=set)
    dropped: set[int] = field(default_factory=set)
    stray: set[int] = field(default_factory=set)
    moved_new: set[int] = field(default_factory=set)
    #: Inside the cells of paired rows: new lines, those that people took out, theirs, and those no longer made.
    new_lines: set[int] = field(default_factory=set)
    out_lines: set[int] = field(default_factory=set)
    human_lines: set[int] = field(default_factory=set)
    dropped_lines: set[int] = field(default_factory=set)


def resume(fresh: Package, record: Manifest, earlier: Earlier, *, final: bool) -> tuple[Package, Manifest, Kept]:
    """
    Return the draft that goes on from `earlier`, its record, and what was written, left alone and not placed.

    `fresh` is the new draft as plandocs would write it, `record` its manifest.
    """
    changes = accept_all(earlier.document)
    new = Side(fresh, record.draft, {one.number: one.key for one in record.occurrences})
    old = Side(earlier.document, earlier.record.draft, {one.number: one.key for one in earlier.record.occurrences})
    hands = read_hands(earlier.record, old, earlier.recorded, earlier.restored)
    before, now = made_lines(earlier.record), made_lines(record)
    plan = make_plan(hands, new, (before, now), earlier)
    goes_on = _goes_on(hands, record)
    work = _Work(new, hands, plan, record, final, before, now)
    told = work.into_returned() if goes_on else work.into_fresh()
    package = old.package if goes_on else new.package
    told.changes = changes
    told.returned = goes_on
    return package, _record(package, record, earlier.record, work), told.result()


def _goes_on(hands: Hands, record: Manifest) -> bool:
    """Return whether the returned file may be written on: the same template and digits, and its anchors are good."""
    before = hands.record
    if (before.template, before.digits) != (record.template, record.digits) or before.base != record.base:
        return False
    there = [one for one in hands.found.values() if one.line is not None]
    seen = {hands.side.number(control) for control in _controls(hands.side)}
    anchored = sum(number in seen for number, one in hands.found.items() if one.line is not None)
    return anchored >= ANCHORED * len(there)


def _controls(side: Side) -> list[object]:
    from plandocs.draft.ooxml import SDT

    return list(side.package.tree(side.package.main).iter(SDT))


def make_plan(hands: Hands, new: Side, lines: tuple[Sequence[MadeLine], Sequence[MadeLine]], earlier: Earlier) -> Plan:
    """
    Return which units belong together: new draft → lines made before → lines of the draft → returned lines.

    `lines` are those made before and those made now.
    """
    made, now = lines
    made_of, moved = new_of_made(made, now)
    plan = Plan(moved_new={new.unit_of[line] for line in moved})
    taken: set[int] = set()
    for line, number in sorted(made_of.items()):
        back = hands.line_of.get(made[number].line, -1) if made[number].line >= 0 else -1
        if back < 0:
            continue
        plan.lines.append((line, back, number))
        one, two = new.unit_of[line], hands.side.unit_of[back]
        if one not in plan.pairs and two not in taken:
            plan.pairs[one] = two
            taken.add(two)
    pair_blanks(new, hands.side, plan.pairs)
    known = {new.unit_of[line] for line in made_of}
    for unit in range(len(new.units)):
        if unit in plan.pairs or blank(new, unit) or _managed(new, unit):
            continue
        (plan.out if unit in known else plan.new).add(unit)
    _bring_back(plan, new, earlier)
    _returned_only(plan, hands, made, set(made_of.values()))
    _inside_rows(plan, hands, new, made, set(made_of))
    return plan


def _inside_rows(plan: Plan, hands: Hands, new: Side, before: Sequence[MadeLine], known: set[int]) -> None:
    """Tell the lines apart that stand in the cells of paired rows without a partner."""
    side = hands.side
    from_draft = {line: old for old, line in hands.line_of.items()}
    made = {one.line for one in before if one.line >= 0}
    paired_new = {line for line, _, _ in plan.lines}
    paired_old = {line for _, line, _ in plan.lines}
    for one, two in plan.pairs.items():
        if not new.units[one].is_row or not side.units[two].is_row:
            continue
        for line in new.units[one].lines:
            if line not in paired_new and new.lines[line].shown.strip():
                (plan.out_lines if line in known else plan.new_lines).add(line)
        for line in side.units[two].lines:
            if line in paired_old or not side.lines[line].shown.strip():
                continue
            touched = line in hands.around or any(place == line for place, _ in hands.owned)
            human = from_draft.get(line, -1) not in made or touched
            (plan.human_lines if human else plan.dropped_lines).add(line)


def _managed(side: Side, unit: int) -> bool:
    return all(side.lines[line].contents for line in side.units[unit].lines)


def _bring_back(plan: Plan, new: Side, earlier: Earlier) -> None:
    """Count as new what people took out and what somebody wants again: a field, a line, a whole goal."""
    emptied = {name for name, text in earlier.recorded if not text}
    runs: list[list[int]] = []
    for unit in sorted(plan.out):
        if runs and all(blank(new, n) for n in range(runs[-1][-1] + 1, unit)):
            runs[-1].append(unit)
        else:
            runs.append([unit])
    for run in runs:
        keyed = {unit: new.keys_in(unit) for unit in run}
        wanted = {
            unit
            for unit, keys in keyed.items()
            if keys & (emptied | set(earlier.restored))
            or {name.split(".")[0] for name in keys} & earlier.back
            or any(key(text) in key(new.units[unit].text) for text in earlier.restored)
        }
        with_keys = [unit for unit in run if keyed[unit]]
        if with_keys and 2 * len(wanted & set(with_keys)) > len(with_keys):
            wanted = set(run)
        plan.out -= wanted
        plan.new |= wanted


def _returned_only(plan: Plan, hands: Hands, made: Sequence[MadeLine], still_made: set[int]) -> None:
    made_of_line = {one.line: number for number, one in enumerate(made) if one.line >= 0}
    line_back = {back: line for line, back in hands.line_of.items()}
    paired = set(plan.pairs.values())
    for unit in range(len(hands.side.units)):
        if unit in paired or blank(hands.side, unit) or _managed(hands.side, unit):
            continue
        numbers = {
            made_of_line[line_back[line]]
            for line in hands.side.units[unit].lines
            if line in line_back and line_back[line] in made_of_line
        }
        if not numbers or numbers & still_made:
            plan.human.add(unit)
        elif hands.touched(unit):
            plan.stray.add(unit)
        else:
            plan.dropped.add(unit)


@dataclass(slots=True)
class _Work:
    """One draft being brought together."""

    new: Side
    hands: Hands
    plan: Plan
    record: Manifest
    final: bool
    before: Sequence[MadeLine]
    now: Sequence[MadeLine]
    paragraphs: dict[int, object] = field(default_factory=dict)  # new line → paragraph of the result
    keys: list[str] = field(default_factory=list)

    def into_returned(self) -> Told:
        """Bring what plandocs would write differently into the returned document."""
        new, old, plan = self.new, self.hands.side, self.plan
        told = Told(headings_before(old.lines), headings_before(new.lines))
        unembed(old.package)
        graft = Graft(new.package, old.package, comments=False)
        weave = Weave(old, new, plan.pairs, graft.copy)
        lines = Lines(self.hands, new, graft.copy, told, self.record, self.now)
        before = self.before
        for line, back, number in plan.lines:
            lines.refresh(line, back, before[number])
            self.paragraphs[line] = old.lines[back].element
        dropped = with_blanks(old, plan.dropped, set(plan.pairs.values()))
        wanted = with_blanks(new, plan.new, set(plan.pairs))
        followers = self._followers(old)
        may = set(plan.pairs.values()) - self.hands.moved
        weave.take_out(dropped)
        moved = weave.move(may, followers)
        weave.insert(wanted)
        weave.take_out_lines(plan.dropped_lines)
        weave.insert_lines(plan.new_lines, {line: back for line, back, _ in plan.lines})
        self.paragraphs.update(weave.paragraphs)
        told.lines(new, plan.new_lines, "inserted")
        told.lines(old, plan.dropped_lines, "taken out")
        told.lines(old, plan.human_lines, "added", left=True)
        told.lines(new, plan.out_lines, "out", left=True)
        told.blocks(new, plan.new, "inserted")
        told.blocks(old, plan.dropped, "taken out")
        told.blocks(old, set(moved), "moved")
        told.left_blocks(old, plan.human | plan.stray, "added")
        told.left_blocks(new, plan.out, "out")
        told.lost(new, weave.lost)
        source_comments(old, new, self.paragraphs, self.hands)
        self._anchors(old)
        return told

    def into_fresh(self) -> Told:
        """Bring what people did into the fresh document."""
        new, old, plan = self.new, self.hands.side, self.plan
        told = Told(headings_before(old.lines), headings_before(new.lines))
        graft = Graft(old.package, new.package, plain=True, comments=not self.final, author=AUTHOR)
        graft.body_style = body_style(new)
        back = {two: one for one, two in plan.pairs.items()}
        weave = Weave(new, old, back, graft.copy)
        lines = Lines(self.hands, new, graft.copy, told, self.record, self.now)
        for line, returned, _ in plan.lines:
            lines.rewrite(line, returned)
        if not self.final:
            lines.carry_comments(plan.lines, graft)
        human = plan.human | plan.stray
        self.paragraphs = {number: line.element for number, line in enumerate(new.lines)}
        weave.take_out(with_blanks(new, plan.out, set(plan.pairs)))
        weave.move({one for one, two in plan.pairs.items() if two in self.hands.moved}, {})
        weave.insert(with_blanks(old, human, set(plan.pairs.values())))
        weave.take_out_lines(plan.out_lines)
        weave.insert_lines(plan.human_lines, {back: line for line, back, _ in plan.lines})
        told.lines(new, plan.new_lines, "inserted")
        told.lines(old, plan.human_lines, "added", left=True)
        told.lines(new, plan.out_lines, "out", left=True)
        told.blocks(new, plan.new, "inserted")
        told.left_blocks(old, human, "added")
        told.left_blocks(new, plan.out, "out")
        told.lost(old, weave.lost)
        told.stories(self.hands.record, old.package)
        self._anchors(new)
        return told

    def _followers(self, old: Side) -> dict[int, list[int]]:
        """Return for each returned unit the units that people wrote right below it."""
        out: dict[int, list[int]] = {}
        last = -1
        for unit in range(len(old.units)):
            if unit in self.plan.human:
                out.setdefault(last, []).append(unit)
            elif not blank(old, unit):
                last = unit
        return out

    def _anchors(self, into: Side) -> None:
        self.keys = reanchor(into, self.new, self.hands, self.record.draft, keep=not self.final)
        if self.final:
            drop_comments(into.package, own_only=False)
            drop_draft_mark(into.package)
        if into is not self.new:
            mark_scripts(into.package)
        rebuild(into.package, [line.element for line in into.lines if line.contents])


def body_style(side: Side) -> str:
    """Return the paragraph style in which a document sets most of its text outside tables."""
    counts: dict[str, int] = {}
    for line in side.lines:
        if line.row is None and line.style and not line.contents:
            counts[line.style] = counts.get(line.style, 0) + len(line.text)
    return max(counts, key=lambda style: counts[style], default="")


def _record(package: Package, new: Manifest, before: Manifest, work: _Work) -> Manifest:
    """Return the record of the result: its own lines, and beside them those that plandocs would have written."""
    lines = scan(package)
    at = {line.element: number for number, line in enumerate(lines)}
    made = tuple(
        MadeLine(one.text, one.row, one.mark, at.get(work.paragraphs.get(number), -1), one.fields, one.contents)
        for number, one in enumerate(work.now)
    )
    found = tuple(occurrences(lines, new.draft, work.keys))
    return Manifest(
        draft=new.draft,
        template=new.template,
        year=new.year,
        digits=new.digits,
        fields=_fields(new.fields, before.fields, {one.key for one in found}),
        occurrences=found,
        lines=manifest_lines(lines),
        made=made,
        when=new.when,
        base=new.base,
        stories=stories(package),
    )


def _fields(new: Sequence[ManifestField], before: Sequence[ManifestField], used: set[str]) -> tuple[ManifestField, ...]:
    own: Mapping[str, ManifestField] = {one.key: one for one in new}
    return tuple(new) + tuple(one for one in before if one.key in used and one.key not in own)
