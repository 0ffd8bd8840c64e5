"""The journey in Firefox ESR, and what Firefox once did not pass to the service worker."""

import pytest

from tests.browser.faulty_host import faulty
from tests.journeys.engines import FIREFOX
from tests.journeys.journey import Journey

FORGET = "Services.cache2.clear()"


class TestFirefox(Journey):
    engine = FIREFOX

    # no-store: in the journey itself
    @pytest.mark.parametrize("caching", ["no-cache", "max-age=600, then cleared"])
    def test_with_the_host_gone_each_visit_reads_however_stale_the_browsers_cache(
            self, built_site, visitor, caching):
        with faulty(built_site, caching=caching.partition(", then")[0]) as host:
            page = visitor(host).enter().wait_until_offline()
            host.left = 0
            if "cleared" in caching:
                with page.driver.context("chrome"):
                    page.driver.execute_script(FORGET)
            for digit in (7, 2):
                page.enter().wait_until_offline().reads(digit)
