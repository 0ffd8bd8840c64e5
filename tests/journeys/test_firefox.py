"""The journey in Firefox ESR, and what Firefox once did not pass to the service worker."""

from tests.browser.faulty_host import faulty
from tests.journeys.engines import FIREFOX
from tests.journeys.journey import Journey

FORGET = "Services.cache2.clear()"


class TestFirefox(Journey):
    engine = FIREFOX

    # no-store: in the journey itself
    def test_with_the_host_gone_each_visit_reads_though_the_browsers_cache_was_cleared(
            self, built_site, visitor):
        with faulty(built_site, caching="max-age=600") as host:
            page = visitor(host).enter().wait_until_offline()
            host.left = 0
            with page.driver.context("chrome"):
                page.driver.execute_script(FORGET)
            for digit in (7, 2):
                page.enter().wait_until_offline().reads(digit)
