"""A search that must index first says so; words that no document has are named."""

from __future__ import annotations

import threading

from plandocs.web import site as sites


def test_a_search_that_must_index_first_says_so_and_asks_again(client, monkeypatch):
    go_on = threading.Event()
    original = sites.search.sync_index
    behind = iter([True])
    monkeypatch.setattr(sites.search, "is_behind", lambda _workspace: next(behind, False))
    monkeypatch.setattr(sites, "INDEX_PATIENCE", 0.05)

    def slow(*given, **named):
        assert go_on.wait(20)
        return original(*given, **named)

    monkeypatch.setattr(sites.search, "sync_index", slow)
    page = client.get("/search?q=ความผูกพัน").text
    assert "กำลังเตรียมดัชนีค้นหา" in page
    assert '<meta http-equiv="refresh"' in page
    assert "ไม่พบผลลัพธ์" not in page
    go_on.set()
    again = client.get("/search?q=ความผูกพัน").text
    assert "<mark>" in again
    assert 'http-equiv="refresh"' not in again


def test_a_word_that_no_document_has_is_named_and_the_rest_is_found(client):
    page = client.get("/search?q=ความผูกพัน บล็อกเชน").text
    assert "ไม่พบคำว่า “บล็อกเชน” ในเอกสารใด" in page
    assert "<mark>" in page


def test_a_slip_is_found_and_its_right_spelling_offered(client):
    page = client.get("/search?q=ความผกูพัน").text
    assert "<mark>ความผูกพัน</mark>" in page
    assert ">ความผูกพัน</a>" in page
