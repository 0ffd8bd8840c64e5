import shutil

import pytest

pytest.register_assert_rewrite("tests.journeys.journey", "tests.journeys.visitor")

from tests.browser.faulty_host import faulty  # noqa: E402
from tests.browser.visitor import PATIENCE  # noqa: E402
from tests.journeys import next_version  # noqa: E402
from tests.journeys.visitor import Visitor  # noqa: E402


@pytest.fixture(scope="class")
def driver(request):
    """The engine's one window; without an engine the tests fail, or say why there can be none."""
    engine = request.cls.engine
    lacking = " and ".join(engine.lacking())
    if lacking and not shutil.which("apt-get"):
        pytest.skip(f"{engine.name}: not to be had on this platform: it lacks {lacking}, and "
                    "there is no apt-get to install it with")
    if lacking:
        pytest.fail(f"{engine.name} lacks {lacking}, which could not be installed: "
                    f"`apt-get install {' '.join(engine.packages)}`", pytrace=False)
    with engine.started() as driver:
        driver.set_page_load_timeout(PATIENCE / 1000)
        driver.set_script_timeout(PATIENCE / 1000)
        yield driver


@pytest.fixture(scope="class")
def visitor(request, driver):
    """Return a visitor of a host, in the engine's one window."""
    return lambda host: Visitor(driver, host.url, feels_touch=request.cls.engine.feels_touch)


@pytest.fixture(scope="class")
def first_visit(built_site, visitor):
    """A page that was visited once, and its host, of which the browser itself keeps nothing."""
    with faulty(built_site, caching="no-store") as host:
        yield visitor(host).enter().wait_until_offline(), host


@pytest.fixture
def visited(first_visit):
    """The page after its first visit, and its host, in whose faults a test may have a hand."""
    yield first_visit
    first_visit[1].mend()


@pytest.fixture
def page(visited):
    """The page, open and ready."""
    page, host = visited
    if page.driver.current_url != host.url:
        page.enter()
    return page


@pytest.fixture(scope="session")
def next_site(root, tmp_path_factory):
    """The site as it is deployed next."""
    return next_version.build(root, tmp_path_factory.mktemp("next"))
