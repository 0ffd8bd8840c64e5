"""The bench's link and host: what a body takes, who shares, what is gzipped, what is counted."""

import asyncio
import gzip
import re
import selectors

import pytest

from tests.bench._link import LATE, PACKET, Link, links
from tests.bench._static_host import Host, hosted

TEN = 10e6 / 8  # bytes a second


class ClockedLoop(asyncio.SelectorEventLoop):
    """An event loop whose clock moves only while all wait, and then at once to what is next."""

    def __init__(self):
        super().__init__(selectors.SelectSelector())
        self.now, self._selector.select = 1000.0, self.wait

    def time(self) -> float:
        return self.now

    def wait(self, timeout: float | None) -> list:
        self.now += timeout or 0
        return []


class Writer:
    """What is written to a browser that takes `pause` seconds over each piece."""

    def __init__(self, pause: float = 0):
        self.content, self.pause = bytearray(), pause

    def write(self, piece: bytes) -> None:
        self.content += piece

    async def drain(self) -> None:
        await asyncio.sleep(self.pause)


def ended(link: Link, *sizes: int, pause: float = 0) -> list[float]:
    """Send bodies at the same time; return when each has arrived, in s from then."""
    async def one(size: int) -> float:
        loop, writer, counted = asyncio.get_running_loop(), Writer(pause), []
        start = loop.time()
        await link.send(writer, bytes(size), start, counted.append)
        assert len(writer.content) == sum(counted) == size
        return loop.time() - start

    async def all_of_them() -> list[float]:
        return await asyncio.gather(*map(one, sizes))

    loop = ClockedLoop()
    try:
        return loop.run_until_complete(all_of_them())
    finally:
        loop.close()


@pytest.mark.parametrize(("rate", "seconds"), [(1.6e6 / 8, 5), (TEN, 0.8), (100e6 / 8, 0.08)])
def test_a_megabyte_takes_as_long_as_its_bits_do(rate, seconds):
    assert ended(Link("", rate), 1_000_000) == [pytest.approx(seconds)]


def test_two_connections_share_one_link():
    first, second, small = ended(Link("", TEN), 500_000, 500_000, PACKET)
    assert (first, second) == (pytest.approx(0.8, abs=0.01), pytest.approx(0.8, abs=0.01))
    assert small < 0.01  # it does not wait until the large ones are through


def test_what_comes_later_waits_for_what_is_on_the_link():
    link = Link("", 1000)
    assert link.carry(5.0, 500) == 5.5
    assert link.carry(5.2, 500) == 6.0
    assert link.carry(9.0, 500) == 9.5  # it was idle, and saved nothing up


def test_a_browser_that_is_slow_to_take_does_not_get_it_faster_afterwards():
    (one,) = ended(Link("", TEN), int(TEN * 0.002) * 10, pause=LATE * 4)
    assert one >= 10 * LATE * 3


def test_a_late_timer_costs_nothing():
    (one,) = ended(Link("", TEN), int(TEN * 0.002) * 100, pause=0.001)
    assert one == pytest.approx(0.2, abs=0.002)


def test_an_answer_takes_a_round_trip_and_the_first_of_a_connection_two():
    link = Link("", TEN, 0.04)
    assert link.answered(connected=1, asked=1) == pytest.approx(1.08)
    assert link.answered(connected=1, asked=3) == pytest.approx(3.04)
    assert link.answered(connected=1, asked=1.01) == pytest.approx(1.08)


def test_the_links_are_those_of_the_readme_and_one_that_nothing_slows():
    assert {name: (link.rate, link.round_trip) for name, link in links().items()} == {
        "localhost": (None, 0), "1.6": (200_000, 0.15), "10": (1_250_000, 0.04),
        "100": (12_500_000, 0.04)}
    assert ended(Link(""), 10_000_000) == [0]


TEXT = b"much the same " * 100


@pytest.fixture
def folder(tmp_path):
    for name in ("index.html", "a.js", "a.mjs", "a.css", "a.json", "a.svg", "a.wasm",
                 "a.webmanifest", "a.gz", "a.xz", "a.npy", "a.zip", "a.whl", "a.onnx", "a.bin"):
        (tmp_path / name).write_bytes(TEXT)
    return tmp_path


def asked(host: Host, target: str, *headers: str) -> tuple[str, bytes]:
    head, _, body = host.answer(
        "\r\n".join([f"GET {target} HTTP/1.1", "Host: here", *headers, "", ""])
    ).partition(b"\r\n\r\n")
    length = re.search(r"Content-Length: (\d+)", head.decode())
    assert int(length[1] if length else 0) == len(body)
    return head.decode(), body


def test_gzipped_is_what_github_pages_gzips_and_nothing_else(folder):
    accepts = "Accept-Encoding: gzip, deflate"
    with hosted(folder, Link(""), gzips=True) as host, hosted(folder, Link(""), False) as raw:
        for ending in ("js", "mjs", "css", "json", "svg", "wasm", "webmanifest"):
            head, body = asked(host, f"/a.{ending}", accepts)
            assert "Content-Encoding: gzip" in head
            assert gzip.decompress(body) == TEXT
            assert asked(host, f"/a.{ending}")[1] == TEXT  # to who does not accept it
            assert asked(raw, f"/a.{ending}", accepts)[1] == TEXT
        for ending in ("gz", "xz", "npy", "zip", "whl", "onnx", "bin"):
            head, body = asked(host, f"/a.{ending}", accepts)
            assert "Content-Encoding" not in head
            assert body == TEXT
        assert "Content-Type: text/html" in asked(host, "/?x=1", accepts)[0]
        assert "Content-Type: application/wasm" in asked(host, "/a.wasm")[0]
        assert asked(host, "/b.js")[0].startswith("HTTP/1.1 404 ")


def test_what_the_browser_has_is_not_sent_again(folder):
    with hosted(folder, Link(""), gzips=True) as host:
        head, _ = asked(host, "/a.js", "Accept-Encoding: gzip")
        assert "Cache-Control: max-age=600" in head
        etag = re.search(r"ETag: (.+)\r", head)[1]
        head, body = asked(host, "/a.js", f"If-None-Match: {etag}")
        assert (head.split("\r\n")[0], body) == ("HTTP/1.1 304 Not Modified", b"")
        assert asked(host, "/index.html", 'If-None-Match: "another"')[1] == TEXT


def test_heads_and_bodies_are_counted_by_the_time_they_were_sent():
    host = Host({}, Link(""), sent=[(10.0, 100), (11.0, 20), (12.0, 3)])
    assert host.sent_between(10.0, 11.5) == 120
    assert host.sent_between(0, 99) == 123
