"""The built site on hosts that know nothing of it."""

import contextlib
import re
import shutil
import socket
import subprocess
import sys
import time

import pytest
from playwright.sync_api import expect

from tests import drawn_digits
from tests.browser.host import hosted
from tests.browser.visitor import Visitor

NGINX = r"""
daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{}}
http {{
    include /etc/nginx/mime.types;
    access_log off; client_body_temp_path {folder}; proxy_temp_path {folder};
    fastcgi_temp_path {folder}; uwsgi_temp_path {folder}; scgi_temp_path {folder};
    server {{
        listen 127.0.0.1:{port};
        location /some/repo/ {{ alias {site}/; }}
        location /unpacked/ {{
            alias {site}/;
            location ~ ^/unpacked/(.*\.gz)$ {{
                alias {site}/$1;
                add_header Content-Encoding gzip;
            }}
        }}
    }}
}}
"""


def http_server(site, folder, port):
    return [sys.executable, "-m", "http.server", "--bind", "127.0.0.1", "--directory", site,
            str(port)], "/"


def nginx(site, folder, port):
    settings = folder / "nginx.conf"
    settings.write_text(NGINX.format(folder=folder, site=site, port=port))
    return ["nginx", "-c", settings, "-e", folder / "error.log"], "/some/repo/"


def nginx_that_names_the_packing(site, folder, port):
    return nginx(site, folder, port)[0], "/unpacked/"


HOSTS = [http_server, *([nginx, nginx_that_names_the_packing] if shutil.which("nginx") else [])]


@pytest.fixture
def url(request, built_site, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    site = tmp_path / "site"
    shutil.copytree(built_site, site)
    for path in (tmp_path, *tmp_path.parents):  # nginx's workers are nobody in particular
        with contextlib.suppress(PermissionError):
            path.chmod(path.stat().st_mode | 0o555)
    command, path = request.param(site, tmp_path, port)
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        while True:
            assert server.poll() is None, "the host did not start"
            with contextlib.suppress(ConnectionRefusedError):
                socket.create_connection(("127.0.0.1", port)).close()
                break
            time.sleep(0.05)  # there is nothing to wait on but the port
        yield f"http://localhost:{port}{path}"
        server.terminate()


def ready(visitor: Visitor) -> Visitor:
    """Wait until the page says that it works offline."""
    expect(visitor.page.get_by_role("status", name="Offline")).to_have_text(
        "Ready to work offline")
    return visitor


def returns(visitor: Visitor) -> Visitor:
    """Close the page and open it again in the same browser."""
    visitor.page.close()
    return Visitor(visitor.context, visitor.url).enter()


def reads_a_seven(visitor: Visitor) -> None:
    visitor.draw(drawn_digits.strokes(7))
    visitor.expect_answer(7)


@pytest.mark.parametrize("url", HOSTS, indirect=True)
def test_the_site_reads_and_works_offline_on_any_static_host(visits, url):
    visitor = ready(visits(url).enter())
    visitor.context.set_offline(True)
    reads_a_seven(returns(visitor))
    visitor.context.close()


PACKED = {".gz": {"Content-Encoding": "gzip"}}
FIRST_BYTES = """async path => [...new Uint8Array(
    await (await fetch(path)).arrayBuffer()).subarray(0, 2)]"""
STAGES = """() => { self.stages = []; new MutationObserver(
    () => stages.push(document.getElementById("stage").textContent)
).observe(document.getElementById("stage"), { childList: true }); }"""


def test_a_host_that_names_the_packing_is_kept_whole_and_asked_for_nothing_twice(
        visits, built_site):
    with hosted(built_site, "/some/repo/", headers=PACKED) as (url, sent):
        visitor = visits(url)
        visitor.context.add_init_script(f"addEventListener('DOMContentLoaded', {STAGES})")
        ready(visitor.enter())
        # The browser has unpacked it: no gzip file begins with PK.
        assert visitor.page.evaluate(FIRST_BYTES, "runtime/numpy.zip.gz?") == [*b"PK"]
        told = [re.search(r"([\d.]+) of ([\d.]+) MB", stage)
                for stage in visitor.page.evaluate("stages")]
        assert max(float(match[1]) for match in told if match) == \
            max(float(match[2]) for match in told if match)
        before = sum(sent)
        again = returns(visitor)
        reads_a_seven(again)
        assert sum(sent) == before
        again.button("About").click()
        again.button("Check files").click()
        expect(again.page.get_by_role("status", name="Files")).to_have_text(
            re.compile(r"^(\d+) of \1 are what was built$"))
        again.context.set_offline(True)
        reads_a_seven(returns(again))
        visitor.context.close()


@pytest.fixture
def lan(root, tmp_path):
    """What `--serve --lan` prints from where it serves on, and its port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, root / "build_site.py", "--out", tmp_path / "site",
               "--serve", "--lan", "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        told = []
        for line in server.stdout:
            told.append(line)
            if "https" in line or "no address" in line:
                break
        yield "".join(told)
        server.terminate()


def test_on_the_lan_the_page_reads_and_says_what_needs_https(visits, lan):
    assert "Serving at" in lan
    address = re.search(r"On a phone in the same network: (http://([\d.]+):\d+/)", lan)
    if not address:
        pytest.skip("this machine has no address in a network")
    assert not address[2].startswith("127.")
    assert "offline use and installing need https" in lan
    visitor = visits(address[1]).enter()
    assert visitor.page.evaluate("isSecureContext") is False
    reads_a_seven(visitor)
    expect(visitor.page.get_by_role("status", name="Offline")).to_have_text(
        "Works only with a connection: offline use and installing need https")
    visitor.button("About").click()
    visitor.button("Check files").click()
    expect(visitor.page.get_by_role("status", name="Files")).to_have_text(
        "Cannot be checked here: browsers compute hashes over https alone")
    assert visitor.complaints == []
    visitor.context.close()
