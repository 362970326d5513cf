"""What surrounds the readers: no network, bounded memory, remains of Office files, passwords, the same file twice."""

from __future__ import annotations

import http.server
import io
import json
import subprocess
import sys
import threading
import zipfile

import pytest

from plandocs.ingest import wire
from plandocs.ingest.isolate import ReaderPool
from plandocs.ingest.limits import MEGABYTE, Limits
from plandocs.ingest.readers import read
from plandocs.ingest.sources import walk
from plandocs.ingest.tools import Tools
from plandocs.model.document import Extracted
from plandocs.model.errors import CorruptFileError, LimitExceededError, PasswordProtectedError

#: A reading process whose reader calls out instead of reading, with and without the protection.
CALLER = """
import sys, urllib.request
from plandocs.ingest import readers, worker
from plandocs.model.document import Extracted
def read(path, **_):
    try:
        urllib.request.urlopen(sys.argv[1], timeout=3).read()
    except OSError:
        return Extracted((), "cut off")
    return Extracted((), "called out")
readers.read = read
if sys.argv[2] == "unprotected":
    worker.leave_network = lambda: False
worker.main()
"""
#: Whether this system lets a process leave the network at all.
LEAVE = "import sys; from plandocs.ingest.worker import leave_network; sys.exit(not leave_network())"
ALLOWED = subprocess.run([sys.executable, "-c", LEAVE], check=False).returncode == 0


@pytest.fixture
def server():
    """The address of a web server on this computer, and the requests it got."""
    requests = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            requests.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_):
            """Keep quiet."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}/", requests
        running.shutdown()
        thread.join()


def outcome(address, protection, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("แผน", "utf-8")
    request = {"path": str(path), "name": "a.txt", "limits": {}, "tools": {}}
    said = io.BytesIO()
    wire.send(said, request)
    done = subprocess.run(
        [sys.executable, "-c", CALLER, address, protection], input=said.getvalue(), capture_output=True, check=False
    )
    return wire.receive(io.BytesIO(done.stdout))["read"]["engine"]


@pytest.mark.skipif(not ALLOWED, reason="this system does not let a process leave the network")
def test_a_reading_process_cannot_call_out(server, tmp_path):
    address, requests = server
    assert outcome(address, "protected", tmp_path) == "cut off"
    assert requests == []


def test_without_the_protection_it_could(server, tmp_path):
    address, requests = server
    assert outcome(address, "unprotected", tmp_path) == "called out"
    assert requests == ["/"]


def package(path, *names, types=True):
    with zipfile.ZipFile(path, "w") as archive:
        if types:
            archive.writestr("[Content_Types].xml", "<Types/>")
        for name in names:
            archive.writestr(name, "<a/>")
    return path


REMAINS = [
    (("word/other.xml",), True, "Word"),
    (("_rels/.rels",), True, "Office"),
    (("xl/styles.xml",), True, "Excel"),
    (("word/styles.xml", "word/_rels/document.xml.rels"), False, "Word"),
    (("_rels/.rels", "ppt/media/image1.png"), False, "PowerPoint"),
]


@pytest.mark.parametrize(("names", "types", "program"), REMAINS)
def test_an_office_file_without_its_main_part_is_corrupt_and_no_archive(tmp_path, names, types, program):
    path = package(tmp_path / "a.docx", *names, types=types)
    assert [source.path for source in walk([path])] == [path]
    with pytest.raises(CorruptFileError, match=program):
        read(path, tools=Tools())


def test_an_archive_with_a_folder_named_word_stays_an_archive(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/แผน.txt", "แผนงาน")
        archive.writestr("word/data.xml", "<a/>")
    assert [source.display_name.rpartition("/")[2] for source in walk([path])] == ["แผน.txt", "data.xml"]


def test_the_same_document_twice_in_an_archive_has_one_hash_and_two_names(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in ("ก/แผน.txt", "ข/สำเนา.txt"):
            archive.writestr(name, "แผนงาน")
    found = list(walk([path]))
    assert len({source.sha256 for source in found}) == 1
    assert [source.display_name for source in found] == [f"{path}/ก/แผน.txt", f"{path}/ข/สำเนา.txt"]


def locked(path, user):
    import pypdf

    from_zoo = pypdf.PdfWriter()
    from_zoo.add_blank_page(300, 300)
    from_zoo.add_metadata({"/Title": "แผนลับ"})
    from_zoo.encrypt(user, "owner", algorithm="AES-256")
    from_zoo.write(path)
    return path


def test_a_pdf_that_only_its_owner_may_change_is_read(tmp_path):
    assert read(locked(tmp_path / "a.pdf", ""), tools=Tools()).title == "แผนลับ"


def test_a_pdf_that_needs_a_password_to_open_is_refused_as_such(tmp_path):
    with pytest.raises(PasswordProtectedError):
        read(locked(tmp_path / "a.pdf", "user"), tools=Tools())


def test_a_reader_that_wants_too_much_memory_costs_only_its_file(tmp_path):
    big = tmp_path / "big.csv"
    big.write_text("ก,ข\n" * 400_000, "utf-8")
    good = tmp_path / "good.txt"
    good.write_text("แผน", "utf-8")
    with ReaderPool(tools=Tools()) as pool:
        with pytest.raises(LimitExceededError):
            pool.read(big, limits=Limits(memory_bytes=220 * MEGABYTE, rows=10**7, blocks=10**7))
        assert pool.read(good).blocks


def test_answers_are_json_and_survive_the_way():
    found = Extracted((), "x", 3)
    assert wire.unpack(json.loads(json.dumps(wire.pack(found)))) == found
