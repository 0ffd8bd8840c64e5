"""The built site on hosts that know nothing of it."""

import contextlib
import shutil
import socket
import subprocess
import sys
import time

import pytest
from playwright.sync_api import expect

from tests import drawn_digits
from tests.browser.visitor import PATIENCE, Visitor

NGINX = """
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


@pytest.mark.parametrize("url", HOSTS, indirect=True)
def test_the_site_reads_and_works_offline_on_any_static_host(visits, url):
    visitor = visits(url).enter()
    expect(visitor.page.get_by_role("status", name="Offline")).to_have_text(
        "Ready to work offline", timeout=PATIENCE)
    visitor.context.set_offline(True)
    visitor.page.close()
    again = Visitor(visitor.context, url).enter()
    again.draw(drawn_digits.strokes(7))
    again.expect_answer(7)
    visitor.context.close()
