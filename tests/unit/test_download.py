"""The download: mirrors in turn, nothing but the published content, nothing half."""

import gzip
import hashlib
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest

from training.data import download
from training.errors import DataError

CONTENT = b"not quite MNIST" * 10_000
SHA256 = {"some-file": hashlib.sha256(CONTENT).hexdigest()}


class Quiet(SimpleHTTPRequestHandler):
    """Serve files and don't write about it."""

    def log_message(self, *_):
        pass


@pytest.fixture
def mirrors(tmp_path):
    """Two mirrors of one host: a folder each."""
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=tmp_path)) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield [f"http://127.0.0.1:{server.server_port}/{name}/" for name in ("first", "second")]
        server.shutdown()
        thread.join()


def test_the_second_mirror_helps_out_when_the_first_has_another_file(mirrors, tmp_path):
    (tmp_path / "first" / "some-file.gz").write_bytes(gzip.compress(b"an error page"))
    (tmp_path / "second" / "some-file.gz").write_bytes(gzip.compress(CONTENT))
    download.fetch(tmp_path / "data", mirrors, SHA256)
    (only,) = (tmp_path / "data").iterdir()
    assert only.name == "some-file.gz"
    assert gzip.decompress(only.read_bytes()) == CONTENT


def test_what_is_there_is_not_fetched_again(tmp_path):
    (tmp_path / "some-file").write_bytes(CONTENT)
    download.fetch(tmp_path, ["http://127.0.0.1:1/"], SHA256)
    assert [path.name for path in tmp_path.iterdir()] == ["some-file"]


def test_a_file_that_no_mirror_has_is_an_error_and_leaves_nothing(mirrors, tmp_path):
    (tmp_path / "second" / "some-file.gz").write_bytes(gzip.compress(CONTENT)[:-100])
    with pytest.raises(DataError, match=r"some-file\.gz cannot be downloaded .*404.*--mnist DIR"):
        download.fetch(tmp_path / "data", mirrors, SHA256)
    assert not (tmp_path / "data").exists()


def test_without_a_network_it_says_so(tmp_path):
    with pytest.raises(DataError, match="cannot be downloaded"):
        download.fetch(tmp_path, ["http://127.0.0.1:1/"], SHA256)
