"""Framework files: what is checked when one is read, and how a planner's own file joins ours."""

from __future__ import annotations

import pytest

from plandocs.frameworks import load
from plandocs.frameworks.schema import parse
from plandocs.model.errors import WorkspaceError

GOOD = """
schema = 1
[framework]
id = "own-plan"
kind = "alignment"
family = "own"
title = "แผนแม่บทกระทรวง พ.ศ. 2567–2570"
short = "แผนแม่บทกระทรวง 2567"
source = "คำสั่งกระทรวง"
verified = true
valid_from = 2567
valid_to = 2570
entry_word = "เรื่องที่"
[[entry]]
code = "1"
name = "บริการ"
[[default]]
items = ["*"]
codes = ["1"]
"""

BROKEN = {
    "not TOML": (lambda t: t + "]", "own.toml"),
    "another schema": (lambda t: t.replace("schema = 1", "schema = 2"), "schema"),
    "no id": (lambda t: t.replace('id = "own-plan"\n', ""), "id"),
    "unknown kind": (lambda t: t.replace('"alignment"', '"plan"'), "kind"),
    "unknown field": (lambda t: t.replace("valid_to", "validto"), "validto"),
    "unknown table": (lambda t: t + "[[item]]\ncode = '1'\n", "item"),
    "a year of the Common Era": (lambda t: t.replace("2567\nvalid_to", "2024\nvalid_to"), "valid_from"),
    "ends before it begins": (lambda t: t.replace("valid_to = 2570", "valid_to = 2566"), "valid_to"),
    "verified is no flag": (lambda t: t.replace("verified = true", 'verified = "yes"'), "verified"),
    "a code twice": (lambda t: t + '[[entry]]\ncode = "1"\nname = "ซ้ำ"\n', "entry 2"),
    "a default without entry": (lambda t: t.replace('codes = ["1"]', 'codes = ["9"]'), "default 1"),
    "a band without source": (lambda t: t + '[[band]]\nfrom = 1\nto = 2\nname = "x"\n', "band 1"),
    "a crosswalk from nowhere": (
        lambda t: t + '[[crosswalk]]\nto = "pmqa4"\npairs = [["7", ["1.1"]]]\n',
        "crosswalk 1",
    ),
}


@pytest.mark.parametrize(("change", "named"), BROKEN.values(), ids=BROKEN)
def test_a_broken_file_is_refused_with_the_field_that_is_wrong(change, named):
    with pytest.raises(WorkspaceError, match=r"own\.toml") as caught:
        parse(change(GOOD), "own.toml")
    assert named in str(caught.value)
    assert caught.value.thai.startswith("ไฟล์กรอบ")


def test_a_planners_own_edition_is_added_by_dropping_a_file(tmp_path):
    (tmp_path / "own.toml").write_text(GOOD, "utf-8")
    added = [line for line in load(tmp_path).align(2568, "4.1") if line.framework.startswith("แผนแม่บทกระทรวง")]
    assert [(line.code, line.label) for line in added] == [("เรื่องที่ 1", "บริการ")]
    assert not any(line.framework.startswith("แผนแม่บทกระทรวง") for line in load(tmp_path).align(2566, "4.1"))


def test_an_own_file_with_our_id_replaces_ours(tmp_path):
    text = GOOD.replace('"own-plan"', '"sdgs"').replace('family = "own"', 'family = "sdgs"')
    (tmp_path / "sdgs.toml").write_text(text, "utf-8")
    sdgs = load(tmp_path).framework("sdgs")
    assert sdgs is not None
    assert sdgs.title.startswith("แผนแม่บทกระทรวง")


def test_a_file_in_another_encoding_is_refused(tmp_path):
    (tmp_path / "own.toml").write_bytes(GOOD.encode("cp874", "replace"))
    with pytest.raises(WorkspaceError, match="UTF-8"):
        load(tmp_path)


def test_a_missing_folder_adds_nothing(tmp_path):
    assert load(tmp_path / "none").all == load().all
