"""
How many fields of a returned draft are found, case by case, with and without anchors.

`python benchmarks/draft/roundtrip.py [GOALS]` prints for each case: fields, found as they should be, asked, wrong,
lost, ms. "Wrong" is an edit reported with other words than the person's, or one reported where nobody wrote. Then
several copies merged (conflicts found of those made), and drafts written anew over a copy (words typed, words there).
"""

from __future__ import annotations

import re
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests" / "unit" / "draft")]

import word_hands as hands  # noqa: E402 - a sibling folder without a package
from sample_plan import context, goal  # noqa: E402

from plandocs.draft import office  # noqa: E402
from plandocs.draft.manifest import Manifest  # noqa: E402
from plandocs.draft.match import key  # noqa: E402
from plandocs.draft.outcome import ReadBack, Status  # noqa: E402
from plandocs.draft.package import Package  # noqa: E402
from plandocs.draft.readback import read_back  # noqa: E402
from plandocs.draft.render import render  # noqa: E402

_VERBS = ("พัฒนา", "ยกระดับ", "ขยาย", "ปรับปรุง", "จัดทำ", "ทบทวน", "เร่งรัด")
_THINGS = (
    "ระบบรับเรื่องร้องเรียนให้ติดตามสถานะได้ทุกขั้นตอน",
    "บัญชีชุดข้อมูลเปิดพร้อมรอบปรับปรุงที่ประกาศไว้",
    "การวิเคราะห์ต้นทุนต่อหน่วยของกระบวนงานหลัก",
    "เส้นทางความก้าวหน้าของตำแหน่งสนับสนุน",
    "แผนประคองกิจการของศูนย์บริการประชาชนเขต",
    "คู่เทียบของตัวชี้วัดผลลัพธ์กับหน่วยงานลักษณะเดียวกัน",
    "บริการสำหรับผู้สูงอายุและคนพิการที่จุดบริการมาตรฐาน",
    "การเชื่อมโยงข้อมูลคำขอรับรองกับหน่วยงานภายนอก",
    "คลังแนวปฏิบัติที่ดีและการนำไปใช้ซ้ำข้ามกอง",
    "ระบบเตือนความเสี่ยงล่วงหน้าระดับองค์กร",
)


def goals(count: int) -> tuple:
    return tuple(
        goal(n, goal=f"{_VERBS[n % 7]}{_THINGS[n % 10]} ภายในไตรมาสที่ {n % 4 + 1} โดยนำร่องที่เขต {n % 4 + 1} กลุ่มที่ {n}")
        for n in range(1, count + 1)
    )


def words(text: str) -> list[str]:
    from pythainlp.tokenize import word_tokenize

    return word_tokenize(text, engine="newmm")


class Case:
    """A returned copy and what each field should read back as."""

    def __init__(self, draft: bytes, manifest: Manifest) -> None:
        self.package = Package.read(draft)
        self.manifest = manifest
        self.keys = {one.number: one.key for one in manifest.occurrences}
        self.values = {one.key: one.value for one in manifest.fields}
        self.expected: dict[str, str] = {}

    def edit(self, share: float, how: Callable = hands.set_text, every: int = 1, *, once: bool = False) -> Case:
        """Change this share of the words of every longer text in all its places, or (`once`) in the first only."""
        done: set[str] = set()
        chosen = [one.key for n, one in enumerate(self.manifest.fields) if len(one.value) >= 12 and n % every == 0]
        for name in chosen:
            self.expected[name] = hands.change_words(self.values[name], share, name, words)
        for number, control in hands.controls(self.package):
            if self.keys[number] in self.expected and not (once and self.keys[number] in done):
                done.add(self.keys[number])
                how(control, self.expected[self.keys[number]])
        return self

    def numbers(self) -> Case:
        """Type another number into every second field that holds one or waits for one."""
        chosen = [one for one in self.manifest.fields if re.fullmatch(r"[\d,.]+|…+", one.value)]
        self.expected = {one.key: f"{n * 37 + 11:,}" for n, one in enumerate(chosen) if n % 2}
        for number, control in hands.controls(self.package):
            if self.keys[number] in self.expected:
                hands.set_text(control, self.expected[self.keys[number]])
        return self


def score(case: Case, found: ReadBack) -> tuple[int, int, int, int]:
    right = asked = wrong = 0
    for one in found.fields:
        wanted = case.expected.get(one.key)
        if one.status is Status.ASK:
            asked += 1
        elif wanted is None or key(wanted) == key(case.values[one.key]):
            good = one.status in {Status.KEPT, Status.MOVED, Status.DUPLICATED}
            right, wrong = right + good, wrong + (not good)
        elif one.status is Status.EDITED and key(one.after) == key(wanted):
            right += 1
        elif one.status is Status.DELETED:
            pass
        else:
            wrong += 1
    return right, asked, wrong, len(found.fields) - right - asked - wrong


def cases(draft: bytes, manifest: Manifest) -> list[tuple[str, Case]]:
    def new() -> Case:
        return Case(draft, manifest)

    out = [("untouched", new())]
    out += [(f"{share:.0%} of words", new().edit(share)) for share in (0.1, 0.3, 0.5, 0.8)]
    out += [("30 % in every third field", new().edit(0.3, every=3))]
    out += [("30 % in one place only", new().edit(0.3, once=True))]
    cut = new().edit(0.3)
    for section in hands.goal_sections(cut.package)[::5]:
        for block in section:
            block.getparent().remove(block)
    grown = new().edit(0.3)
    for section in hands.goal_sections(grown.package)[::3]:
        section[1].addnext(hands.paragraph("ขอเพิ่มข้อความนี้ให้ครบตามมติที่ประชุมคณะกรรมการกำกับติดตาม"))
    out += [("30 %, every fifth goal cut", cut), ("30 %, paragraphs added", grown)]
    tracked = new().edit(0.3, hands.track)
    accepted, half = new().edit(0.3, hands.track), new().edit(0.3, hands.track)
    hands.accept(accepted.package)
    hands.accept(half.package, 2)
    out += [("30 % tracked", tracked), ("accepted", accepted), ("half accepted", half)]
    moved = new()
    hands.reverse_goals(moved.package)
    both = new().edit(0.3)
    hands.reverse_goals(both.package)
    copied = new()
    for n in range(1, 6):
        hands.copy_row(copied.package, f"กลุ่มที่ {n}".translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")))
    out += [("goals reversed", moved), ("reversed and 30 %", both), ("rows copied", copied)]
    numbers, split, narrow, wide = new().numbers(), new().edit(0.3), new(), new()
    hands.split_runs(split.package)
    hands.drop_column(narrow.package, "หน่วยนับ")
    hands.add_column(wide.package, "หน่วยนับ", "น้ำหนัก")
    out += [("numbers typed anew", numbers), ("30 %, runs split", split)]
    out += [("a column deleted", narrow), ("a column added", wide)]
    return out


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    template = ROOT / "templates" / "improvement-plan.docx"
    print(f"{count} goals\n{'case':<34}{'fields':>7}{'right':>7}{'asked':>7}{'wrong':>7}{'lost':>6}{'ms':>7}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        result = render(template, context(goals(count)), folder / "plan.docx", pages=False)
        draft = (folder / "plan.docx").read_bytes()
        assert result.manifest is not None
        for anchors in ("both", "bookmarks", "none"):
            for title, case in cases(draft, result.manifest):
                if anchors != "both":
                    hands.drop_controls(case.package)
                if anchors == "none":
                    hands.drop_bookmarks(case.package)
                path = folder / "back.docx"
                case.package.save(path)
                report(f"{title} [{anchors}]", case, path, result.manifest)
        if office.find():
            for kind in ("docx", "odt", "doc"):
                case = Case(draft, result.manifest).edit(0.3)
                (folder / "in").mkdir(exist_ok=True)
                path = folder / "in" / "back.docx"
                case.package.save(path)
                report(f"30 % then LibreOffice {kind}", case, office.convert(path, kind, folder), result.manifest)
        merged_copies(draft, result.manifest, folder)
        written_anew(draft, result.manifest, count, folder)


def merged_copies(draft: bytes, manifest: Manifest, folder: Path) -> None:
    """Print what becomes of three copies that change other fields, some of them the same ones differently."""
    from plandocs.draft.merge import merge

    chosen = [one.key for one in manifest.fields if len(one.value) >= 12]
    own = {n: set(chosen[n::4]) for n in range(3)}
    both = set(chosen[3::8])
    copies, wanted = {}, {}
    for n in range(3):
        case = Case(draft, manifest)
        texts = {name: hands.change_words(case.values[name], 0.3, f"{n}{name}", words) for name in own[n] | both}
        for number, control in hands.controls(case.package):
            if case.keys[number] in texts:
                hands.set_text(control, texts[case.keys[number]])
        wanted |= {name: texts[name] for name in own[n]}
        path = folder / f"copy{n}.docx"
        case.package.save(path)
        copies[path.name] = read_back(path, manifest)
    found = merge(copies)
    edits = {one.key: one.after for one in found.readback.edits}
    right = sum(key(edits.get(name, "")) == key(text) for name, text in wanted.items())
    clashes = {one.key for one in found.conflicts}
    print(f"\nthree copies: {right} of {len(wanted)} edits taken, {len(clashes & both)} of {len(both)} conflicts found")
    print(f"false conflicts: {len(clashes - both)}")


def written_anew(draft: bytes, manifest: Manifest, count: int, folder: Path) -> None:
    """Print how many typed paragraphs stand in the next draft, and how many below the line they were typed below."""
    from plandocs.draft.ooxml import P, paragraph_text
    from plandocs.draft.resume import Earlier
    from plandocs.draft.scan import scan

    template = ROOT / "templates" / "improvement-plan.docx"
    print(f"\n{'written anew':<34}{'typed':>7}{'there':>7}{'in place':>9}{'again unchanged':>17}{'s':>7}")
    for anchors in ("both", "bookmarks", "none"):
        case = Case(draft, manifest)
        texts = [one for one in hands.body(case.package).iterchildren(P) if paragraph_text(one).strip()]
        skip = {line.element for line in scan(case.package) if line.contents}
        above = {}
        for n, one in enumerate([one for one in texts if one not in skip][::7]):
            above[f"ข้อความของคนข้อที่{n}จบ"] = key(paragraph_text(one))
            one.addnext(hands.paragraph(f"ข้อความของคนข้อที่{n}จบ"))
        if anchors != "both":
            hands.drop_controls(case.package)
        if anchors == "none":
            hands.drop_bookmarks(case.package)
        earlier = Earlier(Package.read(case.package.to_bytes()), manifest)
        start = time.perf_counter()
        now = context((*goals(count), goal(count + 1, goal="เป้าหมายที่เพิ่มภายหลัง")))
        render(template, now, folder / "anew.docx", pages=False, earlier=earlier)
        took = time.perf_counter() - start
        lines = [key(line.text) for line in scan(Package.read(folder / "anew.docx"))]
        there = [name for name in above if key(name) in lines]
        placed = sum(lines[lines.index(key(name)) - 1] == above[name] for name in there)
        same = read_back(folder / "anew.docx").unchanged
        print(f"{anchors:<34}{len(above):>7}{len(there):>7}{placed:>9}{same!s:>17}{took:>7.1f}")


def report(title: str, case: Case, path: Path, manifest: Manifest) -> None:
    start = time.perf_counter()
    found = read_back(path, manifest)
    took = (time.perf_counter() - start) * 1000
    right, asked, wrong, lost = score(case, found)
    print(f"{title:<34}{len(found.fields):>7}{right:>7}{asked:>7}{wrong:>7}{lost:>6}{took:>7.0f}")


if __name__ == "__main__":
    main()
