"""The pages over the whole sample agency: whatever can be reached opens, and links lead to what they promise."""

from __future__ import annotations

import html
import re
import shutil

import pytest
from fastapi.testclient import TestClient

from plandocs.app.workspace import open_workspace
from plandocs.web import create_app

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def agency(sample_workspace, tmp_path_factory):
    copy = tmp_path_factory.mktemp("copy") / "workspace"
    shutil.copytree(sample_workspace, copy)
    with (
        open_workspace(copy) as workspace,
        TestClient(create_app(workspace), base_url="http://127.0.0.1:8700") as client,
    ):
        yield client


def links(page):
    """Return the addresses on a page; of those that mark words in one document, only one."""
    found = {html.unescape(address).partition("#")[0] for address in re.findall(r'href="(/[^"]*)"', page)}
    marking = {address.partition("?")[0]: address for address in sorted(found) if "mark=" in address}
    return {address for address in found if "mark=" not in address} | set(marking.values())


def test_every_page_that_can_be_reached_opens(agency):
    waiting, seen = {"/"}, set()
    while waiting:
        address = waiting.pop()
        seen.add(address)
        answer = agency.get(address)
        assert answer.status_code == 200, address
        if answer.headers["content-type"].startswith("text/html") and "mark=" not in address:
            waiting |= links(answer.text) - seen
    assert len(seen) > 150
    assert any(address.startswith("/themes/") for address in seen)


def test_evidence_on_the_review_page_stands_in_the_documents(agency):
    page = agency.get("/review?year=2568").text
    quotes = re.findall(r'<q>([^<]+)</q>\s*<a href="(/documents/[^"]+)"', page)
    assert len(quotes) > 20
    for quote, address in quotes[::5]:
        shown = re.search(r"<mark>(.*?)</mark>", agency.get(html.unescape(address)).text, re.DOTALL)
        assert shown, address
        assert "".join(shown[1].split())[:20] in "".join(quote.split()), address


def test_a_planners_question_is_answered_with_the_passage_on_the_page(agency):
    page = agency.get("/search?q=ข้อมูลเปิด 4.1 ปี 64").text
    first = html.unescape(re.search(r'class="place" href="([^"]+)"', page)[1])
    shown = agency.get(first.partition("#")[0]).text
    assert "ข้อมูล" in "".join(re.findall(r"<mark>([^<]*)</mark>", shown))
