"""The pages in a real browser: not blank, nothing wider than the screen, keys that decide."""

from __future__ import annotations

import base64
import importlib.util
import io
import json
import os
import shutil
import subprocess
import threading
import time
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
import uvicorn
from PIL import Image

from plandocs.cli.serve import listen
from plandocs.model.review import ReviewState
from plandocs.web import create_app

pytestmark = pytest.mark.chromium
SPEC = importlib.util.spec_from_file_location("scanned", Path(__file__).parents[1] / "scanned.py")
scanned = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(scanned)
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --disable-dev-shm-usage --hide-scrollbars --remote-debugging-pipe"
)
PAGES = (
    "/",
    "/search?q=ความผูกพัน",
    "/documents",
    "/documents/plan66?at=2#b2",
    "/themes",
    "/themes/t1",
    "/review?year=2567",
    "/review/2567/log",
    "/drafts?year=2567",
    "/add",
    "/audit?year=2567",
    "/findings",
    "/strategy",
    "/settings",
    "/doctor",
    "/documents/nothing",
)


class Browser:
    """Chromium spoken to over its debugging pipe: messages are JSON ended by a zero byte."""

    def __init__(self, profile):
        program = next(p for name in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(name)))
        (there, self._out), (self._in, back) = os.pipe(), os.pipe()
        command = f'exec "{program}" {FLAGS} --user-data-dir="{profile}" 3<&{there} 4>&{back}'
        self.process = subprocess.Popen(["bash", "-c", command], pass_fds=(there, back), stderr=subprocess.DEVNULL)
        os.close(there)
        os.close(back)
        self._buffer, self._number, self._session = b"", 0, None
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self.call("Page.enable")

    def call(self, method, **params):
        self._number += 1
        message = {"id": self._number, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._out, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._read()
            if answer.get("id") == self._number:
                assert "error" not in answer, answer["error"]
                return answer["result"]

    def _read(self):
        while b"\0" not in self._buffer:
            part = os.read(self._in, 1 << 20)
            assert part, "Chromium went away"
            self._buffer += part
        message, _, self._buffer = self._buffer.partition(b"\0")
        return json.loads(message)

    def open(self, address, width, height=900):
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        self.call("Page.navigate", url="about:blank")
        self.call("Page.navigate", url=address)
        self.wait("document.readyState === 'complete' && location.href !== 'about:blank'")

    def wait(self, condition, seconds=5):
        for _ in range(seconds * 20):
            if self.value(condition):
                return
            time.sleep(0.05)
        pytest.fail(f"never came true: {condition}")

    def value(self, expression):
        return self.call("Runtime.evaluate", expression=expression, returnByValue=True)["result"].get("value")

    def key(self, letter):
        key = {"key": letter, "code": f"Key{letter.upper()}", "windowsVirtualKeyCode": ord(letter.upper())}
        self.call("Input.dispatchKeyEvent", type="keyDown", **key)
        self.call("Input.dispatchKeyEvent", type="keyUp", **key)

    def picture(self):
        data = self.call("Page.captureScreenshot", format="png", captureBeyondViewport=True)["data"]
        return Image.open(io.BytesIO(base64.b64decode(data)))

    def close(self):
        with suppress(OSError, AssertionError):
            self._session = None
            self.call("Browser.close")
        self.process.wait(20)
        os.close(self._out)
        os.close(self._in)


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    browser = Browser(tmp_path_factory.mktemp("profile"))
    yield browser
    browser.close()


@contextmanager
def serving(app):
    listener = listen(0)
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(10)
        listener.close()


@pytest.fixture
def address(given):
    with serving(create_app(given.workspace)) as address:
        yield address


@pytest.mark.parametrize("width", [1280, 390])
def test_pages_are_not_blank_and_nothing_is_wider_than_the_screen(address, browser, width):
    for page in PAGES:
        browser.open(address + page, width)
        assert browser.value("document.documentElement.scrollWidth") <= width, page
        colours = browser.picture().convert("L").getcolors()
        assert len(colours) > 20, f"{page} is blank"


def test_nothing_on_any_page_is_blocked_by_the_security_policy(address, browser):
    for page in PAGES:
        browser.call("Log.enable")
        browser.open(address + page, 1280)
        assert browser.value("getComputedStyle(document.querySelector('.top')).backgroundColor") == "rgb(23, 63, 95)", (
            page
        )
        assert browser.value("document.querySelectorAll('[style], style, script:not([src])').length") == 0, page


def test_keys_move_between_cards_and_decide(address, browser, given):
    def states():
        from plandocs.app.review import queue

        return [entry.review.state for entry in queue(given.workspace, 2567)]

    browser.open(address + "/review?year=2567", 1280)
    browser.key("a")
    browser.wait("location.search.includes('done=accepted') && document.readyState === 'complete'")
    assert states() == [ReviewState.ACCEPTED, ReviewState.PENDING]
    assert browser.value("document.activeElement.id") == "s-s2"
    browser.key("k")
    assert browser.value("document.activeElement.id") == "s-s1"
    browser.key("u")
    browser.wait("location.search.includes('done=undone') && document.readyState === 'complete'")
    assert states() == [ReviewState.PENDING, ReviewState.PENDING]
    browser.key("r")
    assert browser.value("document.activeElement.name") == "reason"
    browser.key("a")  # typed into the field, not a decision
    assert states() == [ReviewState.PENDING, ReviewState.PENDING]


def test_a_number_is_confirmed_with_its_picture_beside_it(sample, browser):
    scan = scanned.add_scan(sample.workspace)
    with serving(create_app(sample.workspace)) as address:
        for width in (1280, 390):
            for page in ("/scans", f"/documents/{scan.id}"):
                browser.open(address + page, width)
                browser.value("document.querySelectorAll('details').forEach(one => one.open = true)")
                browser.wait("document.querySelector('.proof .strip img').naturalWidth > 200")
                assert browser.value("document.querySelector('.proof .strip img').getBoundingClientRect().width") > 250
                assert browser.value("document.documentElement.scrollWidth") <= width, page
        browser.open(address + "/scans", 390)
        browser.value("document.querySelector('.proof button.accept').click()")
        browser.wait("location.search.includes('done=confirmed') && document.readyState === 'complete'")
        assert browser.value("document.querySelectorAll('.proof').length") == 0
    assert len(sample.workspace.store.block_corrections(scan.id)) == 1


def test_files_dropped_on_the_form_are_read(address, browser):
    browser.open(address + "/add", 1280)
    drop = """(() => {
      const some = new DataTransfer();
      for (const name of ["ก.txt", "ข.txt"]) some.items.add(new File(["บันทึกข้อความ เรื่อง " + name], name));
      const place = document.querySelector(".drop");
      place.dispatchEvent(new DragEvent("drop", { dataTransfer: some, bubbles: true, cancelable: true }));
    })()"""
    browser.value(drop)
    browser.wait("document.getElementById('chosen').textContent.includes('เลือกแล้ว 2 ไฟล์')")
    browser.value("document.querySelector('#add button').click()")
    browser.wait("document.body.textContent.includes('อ่านใหม่ 2 ฉบับ')", seconds=60)


FLAWS = (Path(__file__).parent / "flaws.js").read_text("utf-8")
CONTRAST = (Path(__file__).parent / "contrast.js").read_text("utf-8")


def test_everything_has_a_name_stands_once_and_can_be_read(address, browser):
    for page in PAGES:
        browser.open(address + page, 1280)
        browser.value("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
        assert browser.value(FLAWS) == "", page
        assert browser.value(CONTRAST) == "", page
    browser.value("document.querySelector('h1').style.color = '#999'; document.querySelector('h1').id = 'content'")
    assert "h1" in browser.value(CONTRAST)  # what is looked for would be found
    assert "id twice: content" in browser.value(FLAWS)


def test_every_page_can_be_walked_with_the_tab_key(address, browser):
    browser.open(address + "/", 1280)
    tab = {"key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9}
    seen = []
    for _ in range(14):
        browser.call("Input.dispatchKeyEvent", type="keyDown", **tab)
        browser.call("Input.dispatchKeyEvent", type="keyUp", **tab)
        seen.append(browser.value("document.activeElement.textContent.trim() || document.activeElement.name"))
        assert browser.value("getComputedStyle(document.activeElement).outlineStyle") == "solid", seen[-1]
    assert seen[:4] == ["ข้ามไปเนื้อหา", "plandocs", "ตั้งค่า", "หน้าแรก"]
    assert "q" in seen


def test_very_long_names_stay_on_the_screen(address, browser, given):
    long = "รายงานผลการดำเนินการตามแผนเพิ่มประสิทธิภาพองค์การ" * 12 + "x" * 300
    given.workspace.store.correct("doc65", {"title": long, "agency": "ก" * 300})
    for page in ("/", "/documents", "/documents/doc65", "/search?q=" + "ความผูกพัน" * 40, "/themes/t1", "/findings"):
        browser.open(address + page, 390)
        assert browser.value("document.documentElement.scrollWidth") <= 390, page
