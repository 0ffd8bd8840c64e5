import pytest
from playwright.sync_api import expect, sync_playwright

from tests import browsers
from tests.browser.faulty_host import faulty
from tests.browser.host import hosted
from tests.browser.own_weights import as_shipped, one_further, seven_read
from tests.browser.teaching import panel, taught
from tests.browser.visitor import COMES_ONCE, Visitor

DESKTOP = {"viewport": {"width": 1440, "height": 900}}
PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 3,
         "has_touch": True, "is_mobile": True}
STILL = {"reduced_motion": "reduce"}  # bars that glide would have a busy machine paint and paint
SUB_PATH = "/some/repo/"


@pytest.fixture(scope="session")
def address(built_site):
    """The built site on a host of its own, which spares its many visitors the unpacking."""
    with hosted(built_site, SUB_PATH, unpacks=True) as (url, _):
        yield url


@pytest.fixture(scope="session")
def browser(request):
    with sync_playwright() as playwright:
        kind = getattr(playwright, request.config.getoption("--browser"))
        browser = kind.launch(**browsers.testing(kind))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def visits(browser, address):
    """Open fresh visitors; at the end, none of them may have asked for anything elsewhere.

    Nor may any have met a function that the build took for uncalled. returns: whether the page and
    a started reader are kept on the visitor's device, which is half of a short visit's work.
    """
    opened = []

    def visit(url: str = address, *, returns: bool = False, **options) -> Visitor:
        options = {**STILL, **(options or DESKTOP)}
        if browser.browser_type.name == "firefox":
            options.pop("is_mobile", None)  # Playwright has it for the others alone
        context = browser.new_context(**options)
        if not returns:
            context.add_init_script(COMES_ONCE)
        opened.append(Visitor(context, url))
        return opened[-1]

    yield visit
    for visitor in opened:
        visitor.context.close()
    assert [url for visitor in opened for url in visitor.foreign] == []
    # Each is a hole in the build's trace of what is called, to be mended there.
    assert [url for visitor in opened for url in visitor.traps] == []


@pytest.fixture
def newcomer(visits):
    """A fresh desktop visitor who has not opened the page yet, and comes once."""
    visitor = visits()
    yield visitor
    visitor.context.close()


@pytest.fixture(scope="session")
def writer_page(visits):
    return visits().enter().wait_for_both()


@pytest.fixture
def writer(writer_page):
    """A desktop page for those who teach it, empty, with nothing taught and its panels closed."""
    yield from _emptied(writer_page)
    if examples := taught(writer_page):
        expect(panel(writer_page).get_by_role("listitem")).to_have_count(len(examples))
        writer_page.button("Forget all").click()
        expect(writer_page.page.get_by_text("Nothing is taught yet.")).to_be_visible()
    writer_page.page.evaluate(
        "() => document.querySelectorAll('details').forEach(each => each.open = false)")


@pytest.fixture(scope="session")
def folder(root, tmp_path_factory):
    """Weights of one's own, which read each digit as the next."""
    return one_further(root / "weights", tmp_path_factory.mktemp("own") / "weights")


@pytest.fixture(scope="session")
def seven_page(visits):
    yield from seven_read(visits)


@pytest.fixture
def shipped(seven_page):
    """A page that reads a 7 with what was shipped, and afterwards must do so again, to the bit."""
    yield from as_shipped(seven_page)


@pytest.fixture
def regular(visits):
    """A fresh desktop visitor who has not opened the page yet, and will come again."""
    visitor = visits(returns=True)
    yield visitor
    visitor.context.close()


@pytest.fixture(scope="session")
def desktop_page(visits):
    return visits(returns=True, **DESKTOP).enter().wait_for_both()


@pytest.fixture(scope="session")
def phone_page(visits):
    return visits(returns=True, **PHONE).enter().wait_for_both()


@pytest.fixture
def desktop(desktop_page):
    """The shared desktop page, ready and empty; it must end without a word in the console."""
    yield from _emptied(desktop_page)


@pytest.fixture
def phone(phone_page):
    """The shared phone page, ready and empty."""
    yield from _emptied(phone_page)


def _emptied(visitor: Visitor):
    if visitor.button("Clear").is_enabled():
        visitor.button("Clear").click()
    yield visitor
    assert visitor.complaints == []


@pytest.fixture(scope="module")
def host(built_site):
    """A host of the built site that goes wrong on demand."""
    with faulty(built_site) as host:
        yield host


@pytest.fixture
def note(record_property):
    """Note a fault and what came of it, for the table that the run prints."""
    return lambda fault, outcome: record_property("Injected faults", f"{fault:<58} {outcome}")


@pytest.fixture
def visitor(visits, host):
    """A fresh visitor of that host, with all earlier faults mended, who will come again."""
    yield from _with_faults_mended(visits(host.url, returns=True), host)


@pytest.fixture
def passer_by(visits, host):
    """The same, but one who comes once."""
    yield from _with_faults_mended(visits(host.url), host)


def _with_faults_mended(visitor: Visitor, host):
    host.mend()
    host.asked.clear()
    yield visitor
    host.mend()
    visitor.context.close()
