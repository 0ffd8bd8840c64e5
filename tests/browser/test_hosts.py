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


HOSTS = [http_server, *([nginx] if shutil.which("nginx") else [])]


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
    visitor = ready(visits(url, returns=True).enter())
    visitor.context.set_offline(True)
    reads_a_seven(returns(visitor))
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
    visitor = visits(address[1], returns=True).enter()
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
