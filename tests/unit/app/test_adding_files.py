"""What becomes of files that are new, known, changed, taken back, doubled, refused, nearly the same, or gone."""

from __future__ import annotations

import random
import zipfile
from pathlib import Path

import pytest

from plandocs.app import add as adding
from plandocs.app import facts as reading_facts
from plandocs.app.add import add
from plandocs.app.documents import correct, documents, plain_text
from plandocs.model.errors import NotFoundError

pytestmark = pytest.mark.usefixtures("read_texts")


def put(folder, name, text):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def long_text(start="แผนเพิ่มประสิทธิภาพองค์การ ประจำปีงบประมาณ พ.ศ. 2567", count=80):
    """A text whose lines differ from one another; a smaller `count` gives a beginning of it."""
    chance = random.Random(7)  # noqa: S311 - the same letters in every run
    return "\n".join([start, *("".join(chance.choices("กขคงจชซดตถทธนบปผพภมยรลวสหอ", k=40)) for _ in range(count))])


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "in").mkdir()
    return tmp_path / "in"


def in_use(workspace):
    return {Path(d.path).name for d in documents(workspace) if d.status == "read" and not d.same_as}


def test_new_files_are_read_and_known_ones_only_named(workspace, folder):
    put(folder, "a.txt", "ก")
    assert [d.path for d in add(workspace, [folder]).added] == [str(folder / "a.txt")]
    put(folder, "b.txt", "ข")
    again = add(workspace, [folder])
    assert [Path(d.path).name for d in again.added] == ["b.txt"]
    assert [Path(name).name for name, _ in again.known] == ["a.txt"]
    assert len(documents(workspace)) == 2


def test_the_original_is_kept_under_its_hash(workspace, folder):
    put(folder, "a.txt", "ก")
    (document,) = add(workspace, [folder]).added
    assert (workspace.files / document.sha256[:2] / document.sha256).read_text("utf-8") == "ก"


def test_a_missing_path_is_said_before_anything_is_read(workspace, folder):
    put(folder, "a.txt", "ก")
    with pytest.raises(NotFoundError):
        add(workspace, [folder, folder / "none"])
    assert documents(workspace) == []


def test_a_changed_file_replaces_its_old_version_and_may_come_back(workspace, folder):
    path = put(folder, "a.txt", "ฉบับหนึ่ง")
    (first,) = add(workspace, [path]).added
    put(folder, "a.txt", "ฉบับสอง")
    (second,) = add(workspace, [path]).added
    assert [d.id for d in documents(workspace)] == [second.id]
    put(folder, "a.txt", "ฉบับหนึ่ง")
    assert add(workspace, [path]).added == []
    assert [d.id for d in documents(workspace)] == [first.id]


def test_corrections_of_a_changed_file_hold_where_it_is_described_as_before(workspace, folder):
    path = put(folder, "a.txt", "แผนพัฒนาองค์การ ประจำปีงบประมาณ พ.ศ. 2567")
    (first,) = add(workspace, [path]).added
    correct(workspace, first.id, {"kind": "action-plan", "plan_year": "2566", "agency": "กรมอื่น"})
    put(folder, "a.txt", "แผนพัฒนาองค์การ ประจำปีงบประมาณ พ.ศ. 2568")
    (second,) = add(workspace, [path]).added
    (now,) = documents(workspace)
    assert (now.id, now.meta.kind.value, now.meta.agency) == (second.id, "action-plan", "กรมอื่น")
    assert now.meta.plan_year == 2568  # another year is read now, and nobody has said that it is wrong
    put(folder, "a.txt", "แผนพัฒนาองค์การ ประจำปีงบประมาณ พ.ศ. 2568 ฉบับแก้ไข")
    add(workspace, [path])
    assert documents(workspace)[0].meta.kind.value == "action-plan"


def test_a_changed_file_stays_in_use_where_another_name_still_holds_it(workspace, folder):
    put(folder, "a.txt", "ฉบับหนึ่ง")
    put(folder, "b.txt", "ฉบับหนึ่ง")
    report = add(workspace, [folder])
    assert (len(report.added), len(report.known)) == (1, 1)
    assert set(report.added[0].names or documents(workspace)[0].names) == {str(folder / "a.txt"), str(folder / "b.txt")}
    put(folder, "a.txt", "ฉบับสอง")
    add(workspace, [folder / "a.txt"])
    assert sorted(plain_text(workspace, d.id) for d in documents(workspace)) == ["ฉบับสอง", "ฉบับหนึ่ง"]


def test_two_files_of_one_name_in_two_folders_are_two_documents(workspace, folder):
    put(folder, "2566/แผน.txt", "ก")
    put(folder, "2567/แผน.txt", "ข")
    add(workspace, [folder])
    assert len(documents(workspace)) == 2


def test_a_bad_archive_inside_another_is_listed_with_its_reason_and_the_rest_is_read(workspace, folder):
    with zipfile.ZipFile(folder / "เสีย.zip", "w") as archive:
        archive.writestr("ก.txt", "AAAABBBBCCCC")
    damaged = (folder / "เสีย.zip").read_bytes().replace(b"AAAABBBB", b"AAAAXXXX", 1)
    (folder / "เสีย.zip").unlink()
    with zipfile.ZipFile(folder / "แฟ้ม.zip", "w") as archive:
        archive.writestr("เสีย.zip", damaged)
        archive.writestr("ข.txt", "แผนพัฒนาองค์การ")
    report = add(workspace, [folder])
    assert [name.rpartition("/")[2] for name, _ in report.refused] == ["เสีย.zip"]
    assert {(d.path.rpartition("/")[2], d.status) for d in documents(workspace)} >= {
        ("เสีย.zip", "refused"),
        ("ข.txt", "read"),
    }


def test_members_of_a_zip_are_documents_of_their_own(workspace, folder):
    with zipfile.ZipFile(folder / "แฟ้ม.zip", "w") as archive:
        archive.writestr("ปี 2566/ก.txt", "หนึ่ง")
        archive.writestr("ข.txt", "สอง")
    add(workspace, [folder])
    assert {d.path.split("แฟ้ม.zip/")[1] for d in documents(workspace)} == {"ปี 2566/ก.txt", "ข.txt"}
    again = add(workspace, [folder])
    assert (len(again.added), len(again.known)) == (0, 2)


def test_a_refused_file_is_listed_tried_again_and_forgotten_once_it_can_be_read(workspace, folder):
    path = put(folder, "a.txt", "BROKEN")
    assert [name for name, _ in add(workspace, [path]).refused] == [str(path)]
    assert [name for name, _ in add(workspace, [path]).refused] == [str(path)]
    assert [d.status for d in documents(workspace)] == ["refused"]
    put(folder, "a.txt", "ใช้ได้แล้ว")
    add(workspace, [path])
    assert [d.status for d in documents(workspace)] == ["read"]
    put(folder, "a.txt", "BROKEN")
    report = add(workspace, [path])
    assert len(report.refused) == 1


def test_a_file_broken_for_a_day_leaves_its_last_good_version_in_use(workspace, folder):
    path = put(folder, "a.txt", "ดี")
    add(workspace, [path])
    put(folder, "a.txt", "BROKEN")
    add(workspace, [path])
    assert sorted(d.status for d in documents(workspace)) == ["read", "refused"]
    put(folder, "a.txt", "ดีกว่า")
    add(workspace, [path])
    assert [(d.status, plain_text(workspace, d.id)) for d in documents(workspace)] == [("read", "ดีกว่า")]


def test_a_file_that_vanishes_while_it_is_read_stops_no_other(workspace, folder, monkeypatch):
    put(folder, "a.txt", "ก")
    put(folder, "b.txt", "ข")
    read = adding.read_isolated

    def vanish(path, *args, **more):
        if path.name == "a.txt":
            path.unlink(missing_ok=True)
        return read(path, *args, **more)

    monkeypatch.setattr(adding, "read_isolated", vanish)
    report = add(workspace, [folder])
    assert [Path(name).name for name, _ in report.refused] == ["a.txt"]
    assert in_use(workspace) == {"b.txt"}


def test_a_file_that_cannot_be_opened_stops_no_other(workspace, folder, monkeypatch):
    from plandocs.ingest import sources

    put(folder, "a.txt", "ก")
    put(folder, "b.txt", "ข")
    hash_file = sources.hash_file

    def locked(path):
        if path.name == "a.txt":
            raise PermissionError(13, "in use by another program")
        return hash_file(path)

    monkeypatch.setattr(sources, "hash_file", locked)
    report = add(workspace, [folder])
    assert "another program" in str(report.refused[0][1])
    assert in_use(workspace) == {"b.txt"}


def test_a_near_copy_is_folded_into_the_fuller_one(workspace, folder):
    put(folder, "a.txt", long_text())
    put(folder, "b.txt", long_text(count=79))
    add(workspace, [folder])
    listed = {Path(d.path).name: d for d in documents(workspace)}
    assert listed["b.txt"].same_as == listed["a.txt"].id
    assert [note.code for note in listed["b.txt"].notes] == ["copy"]


def test_a_scan_is_folded_into_the_text_it_was_made_from_whichever_comes_first(workspace, folder):
    put(folder, "scan.txt", "SCAN\n" + long_text())
    add(workspace, [folder])
    put(folder, "text.txt", long_text())
    add(workspace, [folder])
    assert in_use(workspace) == {"text.txt"}


def test_a_draft_and_the_approved_plan_stay_two_documents(workspace, folder):
    put(folder, "draft.txt", long_text("ร่าง แผนเพิ่มประสิทธิภาพองค์การ ประจำปีงบประมาณ พ.ศ. 2567"))
    put(folder, "final.txt", long_text("แผนเพิ่มประสิทธิภาพองค์การ ประจำปีงบประมาณ พ.ศ. 2567 (ฉบับอนุมัติ)"))
    add(workspace, [folder])
    assert in_use(workspace) == {"draft.txt", "final.txt"}
    assert "version" in {note.code for d in documents(workspace) for note in d.notes}


def test_when_the_document_in_use_is_replaced_its_copy_takes_its_place(workspace, folder):
    put(folder, "a.txt", long_text())
    put(folder, "b.txt", long_text(count=79))
    add(workspace, [folder])
    put(folder, "a.txt", "เรื่องอื่นทั้งหมด")
    add(workspace, [folder])
    assert in_use(workspace) == {"a.txt", "b.txt"}
    put(folder, "a.txt", long_text())
    add(workspace, [folder])
    assert in_use(workspace) == {"b.txt"}


def test_copies_of_a_copy_point_to_the_one_in_use(workspace, folder):
    for name, count in (("a.txt", 60), ("b.txt", 70), ("c.txt", 80)):
        put(folder, name, long_text(count=count))
        add(workspace, [folder])
    used = next(d.id for d in documents(workspace) if Path(d.path).name == "c.txt")
    assert {d.same_as for d in documents(workspace)} == {"", used}


def test_corrections_survive_reading_again(workspace, folder):
    path = put(folder, "a.txt", "BROKEN")
    add(workspace, [path])
    (refused,) = documents(workspace)
    correct(workspace, refused.id, {"title": "ชื่อที่แก้", "kind": "feedback-report", "report_year": "2567"})
    with pytest.MonkeyPatch.context() as patch:
        seen = []
        parse = reading_facts.parse_facts

        def watched(key, meta, *rest, **more):
            seen.append(meta)
            return parse(key, meta, *rest, **more)

        patch.setattr(reading_facts, "parse_facts", watched)
        patch.setattr(adding, "read_isolated", lambda *_a, **_m: adding.Extracted((), "test"))
        add(workspace, [path])
    (document,) = documents(workspace)
    assert (document.status, document.meta.title) == ("read", "ชื่อที่แก้")
    assert seen[0].kind == "feedback-report"


def test_progress_is_told_for_each_file_that_is_read(workspace, folder):
    put(folder, "a.txt", "ก")
    put(folder, "b.txt", "ข")
    told = []
    add(workspace, [folder], lambda name, number, total: told.append((Path(name).name, number, total)))
    assert told == [("a.txt", 1, 2), ("b.txt", 2, 2)]


def test_pages_of_what_is_being_read_are_told(workspace, folder, monkeypatch):
    def read(_path, *, tools, progress):
        for page in (1, 2):
            progress(page, 2)
        return adding.Extracted((), "test")

    monkeypatch.setattr(adding, "read_isolated", read)
    path = put(folder, "a.txt", "ก")
    told = []
    add(workspace, [path], pages=lambda *page: told.append(page))
    assert told == [(str(path), 1, 2), (str(path), 2, 2)]
