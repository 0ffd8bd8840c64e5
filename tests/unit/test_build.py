"""Building the site: where the runtime comes from, and what the folder holds."""

import hashlib
import io
import json
import lzma
import socket
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from zipfile import ZipFile

import pytest

from building import command, lan, pyodide_cdn, runtime, server, site
from building.pins import PINS, Pin
from building.source import SourceError

CONTENT = {"first.bin": b"one" * 50_000, "second.bin": b"two"}
SMALL_PINS = tuple(
    Pin(name, len(content), hashlib.sha256(content).hexdigest())
    for name, content in CONTENT.items()
)


def deliver(content):
    """Return a source that delivers this content."""
    def fetch(pins, folder):
        for pin in pins:
            (folder / pin.name).write_bytes(content[pin.name])
    return fetch


def unreachable(pins, folder):
    raise SourceError("not there")


def never(pins, folder):
    raise AssertionError("asked for files that are in the cache")


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_the_first_source_that_answers_delivers(tmp_path, capsys):
    sources = {"nowhere": unreachable, "here": deliver(CONTENT), "elsewhere": never}
    files = runtime.obtained(tmp_path, SMALL_PINS, sources)
    assert {name: path.read_bytes() for name, path in files.items()} == CONTENT
    assert "nowhere\n  not there" in capsys.readouterr().out


def test_a_second_build_asks_no_source(tmp_path):
    runtime.obtained(tmp_path, SMALL_PINS, {"here": deliver(CONTENT)})
    runtime.obtained(tmp_path, SMALL_PINS, {"here": never})


def test_one_altered_byte_in_the_cache_is_refused_by_name_and_fetched_anew(tmp_path, capsys):
    runtime.obtained(tmp_path, SMALL_PINS, {"here": deliver(CONTENT)})
    (tmp_path / "first.bin").write_bytes(b"x" + CONTENT["first.bin"][1:])
    runtime.obtained(tmp_path, SMALL_PINS, {"here": deliver(CONTENT)})
    assert (tmp_path / "first.bin").read_bytes() == CONTENT["first.bin"]
    assert "first.bin in the cache is not what was published" in capsys.readouterr().out


def test_a_wrong_hash_is_refused_by_name_and_never_cached(tmp_path):
    forged = {**CONTENT, "second.bin": b"2wo"}
    with pytest.raises(runtime.RuntimeFilesError) as error:
        runtime.obtained(tmp_path, SMALL_PINS, {"a forger": deliver(forged)})
    assert "could not get second.bin" in str(error.value)
    assert "a forger: second.bin is not what was published" in str(error.value)
    assert names(tmp_path) == ["first.bin"]


def test_another_source_mends_what_one_forged(tmp_path):
    forged = {**CONTENT, "second.bin": b"2wo"}
    sources = {"a forger": deliver(forged), "here": deliver(CONTENT)}
    files = runtime.obtained(tmp_path, SMALL_PINS, sources)
    assert files["second.bin"].read_bytes() == CONTENT["second.bin"]


def test_an_interrupted_download_leaves_nothing(tmp_path):
    def interrupted(pins, folder):
        (folder / "first.bin").write_bytes(b"half")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        runtime.obtained(tmp_path, SMALL_PINS, {"here": interrupted})
    assert names(tmp_path) == []


@pytest.fixture
def cdn(tmp_path):
    """A download server of our own; yields its address and its folder."""
    folder = tmp_path / "served"
    folder.mkdir()

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *args):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder)) as http:
        thread = threading.Thread(target=http.serve_forever, args=(0.05,))
        thread.start()
        yield f"http://127.0.0.1:{http.server_port}/", folder
        http.shutdown()
        thread.join()


def test_the_cdn_source_downloads_with_a_word_of_progress(cdn, tmp_path, capsys):
    url, served = cdn
    for name, content in CONTENT.items():
        (served / name).write_bytes(content)
    pyodide_cdn.fetch(SMALL_PINS, tmp_path, url)
    assert (tmp_path / "first.bin").read_bytes() == CONTENT["first.bin"]
    assert "first.bin: 0.1 of 0.1 MB" in capsys.readouterr().out


def test_a_file_that_the_cdn_lacks_is_named(cdn, tmp_path):
    with pytest.raises(SourceError, match=r"first.bin: no answer from .*not found"):
        pyodide_cdn.fetch(SMALL_PINS, tmp_path, cdn[0])


def test_a_silent_cdn_is_given_up(tmp_path, monkeypatch):
    monkeypatch.setattr(pyodide_cdn, "PATIENCE", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        with pytest.raises(SourceError, match="timed out"):
            pyodide_cdn.fetch(SMALL_PINS, tmp_path, url)


def test_build_json_lists_every_file_with_size_and_hash(built_site):
    build = json.loads((built_site / "build.json").read_text())
    listed = {file["path"]: file for file in build["files"]}
    there = {path.relative_to(built_site).as_posix() for path in built_site.rglob("*")
             if path.is_file()}
    assert set(listed) == there - {"build.json"}
    assert build["pyodide"] == "314.0.3"
    for path, file in listed.items():
        content = (built_site / path).read_bytes()
        assert file["size"] == len(content)
        assert file["sha256"] == hashlib.sha256(content).hexdigest()


def test_the_site_holds_the_pinned_runtime_the_weights_and_the_licences(built_site, root):
    for pin in PINS:
        path = built_site / "runtime" / pin.name
        if pin.name.endswith(".mjs"):
            whole = path.with_name("whole") / path.with_suffix(".js").name
            assert pin.accepts(whole if whole.exists() else path.with_suffix(".js"))
        elif pin.name.endswith(".wasm"):
            packed = path.with_name("whole") / f"{pin.name}.xz"
            unpacked = lzma.decompress(packed.read_bytes())
            assert hashlib.sha256(unpacked).hexdigest() == pin.sha256
    for name in ("W1.npy", "b1.npy", "W2.npy", "b2.npy"):
        assert (built_site / "weights" / name).read_bytes() == \
            (root / "weights" / name).read_bytes()
    licences = built_site / "licences"
    assert "Mozilla Public License Version 2.0" in (licences / "MPL-2.0.txt").read_text()
    assert "PYTHON SOFTWARE FOUNDATION LICENSE" in (licences / "CPython.txt").read_text()
    assert "NumPy Developers" in (licences / "numpy" / "LICENSE.txt").read_text()
    assert "MIT License" in (licences / "PixelPredict.txt").read_text()


def test_the_lean_runtime_holds_bytecode_and_no_event_loop(built_site):
    names = {}
    for archive in ("python_stdlib", "numpy", "pixelpredict", "pictures"):
        packed = (built_site / "runtime" / f"{archive}.zip.xz").read_bytes()
        with ZipFile(io.BytesIO(lzma.decompress(packed))) as unpacked:
            names[archive] = unpacked.namelist()
        assert {Path(name).suffix for name in names[archive]} <= {".pyc", ".so"}
    assert "asyncio/__init__.pyc" in names["pixelpredict"]
    assert "picture/__init__.pyc" in names["pictures"]
    assert not [name for name in names["python_stdlib"] if name.startswith(("asyncio", "ssl"))]


def test_nothing_that_only_pictures_need_is_fetched_before_the_first_answer(built_site):
    listed = (built_site / "runtime" / "runtime.js").read_text()
    assert "runtime/pixelpredict.zip.xz" in listed
    assert "pictures" not in listed
    packed = (built_site / "runtime" / "pixelpredict.zip.xz").read_bytes()
    with ZipFile(io.BytesIO(lzma.decompress(packed))) as unpacked:
        assert not [name for name in unpacked.namelist() if "picture" in name]


def test_equal_sources_build_equal_sites(root, built_site, tmp_path, capsys):
    assert command.main(["--out", str(tmp_path / "site")]) == 0
    assert (tmp_path / "site" / "build.json").read_bytes() == \
        (built_site / "build.json").read_bytes()


def test_a_folder_of_something_else_is_never_replaced(tmp_path, capsys):
    (tmp_path / "thesis.txt").write_text("years of work")
    assert command.main(["--out", str(tmp_path)]) == 1
    assert (tmp_path / "thesis.txt").exists()
    assert "not an earlier build" in capsys.readouterr().err


def test_a_rebuild_replaces_the_old_site_as_a_whole(tmp_path, capsys):
    out = tmp_path / "site"
    assert command.main(["--out", str(out)]) == 0
    (out / "left-over.js").write_text("")
    assert command.main(["--out", str(out)]) == 0
    assert not (out / "left-over.js").exists()
    assert names(tmp_path) == ["site"]


def test_a_missing_weight_file_stops_the_build_in_words(root, tmp_path, monkeypatch):
    monkeypatch.setattr(site, "WEIGHTS", (*site.WEIGHTS, "W3.npy"))
    with pytest.raises(site.SiteError, match=r"W3.npy is missing: restore it, or retrain"):
        site.build(root, tmp_path / "site", runtime.obtain(command.CACHE / "runtime"), {})
    assert names(tmp_path) == []


def test_a_busy_port_gives_way_to_the_next(tmp_path):
    with (
        server.open_server(tmp_path, 0) as first,
        server.open_server(tmp_path, first.server_port) as second,
    ):
        assert second.server_port > first.server_port


def test_the_lan_without_serving_is_refused_in_one_line(tmp_path, capsys):
    assert command.main(["--lan", "--out", str(tmp_path / "site")]) == 2
    assert capsys.readouterr().err == "build_site.py: --lan needs --serve\n"
    assert names(tmp_path) == []


def test_a_port_that_there_is_not_is_refused_in_one_line(tmp_path, capsys):
    assert command.main(["--port", "99999", "--out", str(tmp_path / "site")]) == 2
    assert capsys.readouterr().err == "build_site.py: --port 99999: a number from 1 to 65535\n"
    assert names(tmp_path) == []


def test_no_address_that_only_this_machine_knows_is_told_to_others(monkeypatch):
    monkeypatch.setattr(socket, "gethostbyname_ex",
                        lambda name: (name, [], ["127.0.1.1", "10.9.8.7"]))
    assert "10.9.8.7" in lan.addresses()
    assert not [address for address in lan.addresses() if address.startswith("127.")]


def test_a_packed_file_is_described_unpacked_too(built_site):
    build = json.loads((built_site / "build.json").read_text())
    packed = [file for file in build["files"] if file["path"].endswith(".xz")]
    assert len(packed) == 7
    for file in packed:
        unpacked = lzma.decompress((built_site / file["path"]).read_bytes())
        assert file["unpacked"] == hashlib.sha256(unpacked).hexdigest()
