"""What is written to plandocs.toml is read again; what people break in it is named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plandocs.app.settings import DIGITS, PROFILE, dump_settings, load_settings, load_words, parse_settings
from plandocs.model.agency import Agency, Settings, Unit
from plandocs.model.errors import UsageError, WorkspaceError

words = st.text(st.characters(codec="utf-8"), max_size=20)
agencies = st.builds(
    Agency, name=words, short=words, ministry=words, organisation_word=words,
    units=st.lists(st.builds(Unit, words, words), max_size=3).map(tuple),
    acronyms=st.dictionaries(words, words, max_size=3),
)  # fmt: skip
every_settings = st.builds(
    Settings, agency=agencies, digits=st.sampled_from(DIGITS),
    weights=st.dictionaries(words, st.floats(allow_nan=False), max_size=3),
    profile=st.fixed_dictionaries(dict.fromkeys(PROFILE, words)), encoder=words,
)  # fmt: skip


@given(every_settings)
def test_settings_survive_being_written_and_read(tmp_path_factory, settings):
    path = tmp_path_factory.mktemp("settings") / "plandocs.toml"
    path.write_text(dump_settings(settings), "utf-8", newline="\n")
    assert load_settings(path) == settings


def test_a_missing_file_gives_the_defaults(tmp_path):
    assert load_settings(tmp_path / "none.toml").digits == "thai"


def test_missions_may_be_a_list():
    assert parse_settings({"profile": {"missions": ["ก", "ข"]}}, "here").profile["missions"] == "ก\nข"


@pytest.mark.parametrize(
    "data",
    [
        {"agency": 1}, {"agency": {"units": ["ก"]}}, {"agency": {"acronyms": "ก"}}, {"weights": {"a": "many"}},
        {"weights": [1]}, {"draft": "thai"}, {"draft": {"digits": "roman"}}, {"profile": 3},
    ],
)  # fmt: skip
def test_a_value_of_the_wrong_type_names_the_file(data):
    with pytest.raises(UsageError, match=r"my\.toml"):
        parse_settings(data, "my.toml")


@pytest.mark.parametrize("content", [b"[agency\n", b"\xff\xfe", b"a = 1\na = 2"])
def test_a_broken_file_is_named(tmp_path, content):
    (tmp_path / "plandocs.toml").write_bytes(content)
    with pytest.raises(WorkspaceError, match=r"plandocs\.toml"):
        load_settings(tmp_path / "plandocs.toml")


def test_a_byte_order_mark_does_not_matter(tmp_path):
    (tmp_path / "plandocs.toml").write_text('\ufeff[agency]\nname = "กรม"', "utf-8")
    assert load_settings(tmp_path / "plandocs.toml").agency.name == "กรม"


def test_own_words_stand_one_a_line_without_comments(tmp_path):
    (tmp_path / "d.txt").write_text("\ufeff# ของเรา\nกพร.\n\n ศูนย์บริการ  # ชื่อเล่น\n", "utf-8")
    assert load_words(tmp_path / "d.txt") == ("กพร.", "ศูนย์บริการ")
    assert load_words(tmp_path / "none.txt") == ()


def test_a_dictionary_saved_on_a_thai_windows_is_read_and_any_other_named(tmp_path):
    (tmp_path / "d.txt").write_bytes("ศูนย์".encode("cp874"))
    assert load_words(tmp_path / "d.txt") == ("ศูนย์",)
    (tmp_path / "d.txt").write_bytes(b"\xff\xfe\x0e")
    with pytest.raises(WorkspaceError, match=r"d\.txt"):
        load_words(tmp_path / "d.txt")
