"""What a person does with the page over its life, alike in every engine.

First visit, mouse and finger, panels, second visit, a host that is gone, a deployment in between.
"""

import shutil

from tests import drawn_digits
from tests.browser.faulty_host import faulty
from tests.browser.written_pictures import picture, rotated_photo
from tests.journeys import next_version
from tests.journeys.engines import Engine

UPDATE = "navigator.serviceWorker.getRegistration().then(each => each.update())"


class Journey:
    """The tests of one engine; its class names it."""

    engine: Engine

    def test_the_first_visit_reads_what_a_mouse_draws(self, page, record_property):
        record_property("Engines", f"{self.engine.name}: {page.browser}")
        for digit in (7, 2):
            page.clear()
            assert page.draw(digit) == "mouse"
            page.expect_answer(digit)

    def test_a_finger_draws(self, page, record_property):
        if not self.engine.feels_touch:
            record_property("Engines", f"{self.engine.name}: its driver hands a finger on as a "
                            "mouse, so the finger's events were made by a script")
        page.clear()
        assert page.draw(3, "touch") == "touch"
        page.expect_answer(3)

    def test_a_photo_is_turned_as_its_camera_was_held_and_read(self, page):
        page.clear().drop(rotated_photo(picture("7", size=(2400, 1800))))
        page.expect_answer(7)
        page.clear()

    def test_the_three_panels_show_the_drawing_why_and_the_training(self, page):
        page.reads(7)
        page.open_panel("What the network sees")
        page.wait(lambda: all(10 < inked < 784 for inked in page.inked()) and page.inked())
        assert len(page.inked()) == 3
        why = page.open_panel("Why?")
        page.wait(lambda: "Ink for 7" in why.text)
        assert "Why 7 rather than" in why.text
        training = page.open_panel("How it was trained")
        page.wait(lambda: "%" in training.text)

    def test_a_second_visit_asks_the_host_for_the_service_worker_alone(self, visited):
        page, host = visited
        # Firefox asks the host in place of the service worker for a worker that it is about to end.
        page.wait_until_kept()
        host.asked.clear()
        page.enter().reads(7)
        host.wait_for("sw.js")
        assert host.asked == {"sw.js"}

    def test_a_later_visit_goes_on_from_the_reader_that_was_kept(self, visited):
        page, _ = visited
        page.enter().wait_until_offline().wait_until_kept()
        assert page.enter().went_on
        page.reads(7)

    def test_with_the_host_gone_and_nothing_in_the_browsers_cache_a_visit_reads(self, visited):
        page, host = visited
        host.left = 0
        page.enter().wait_until_offline().reads(7)

    def test_after_a_deployment_a_visit_keeps_to_its_version_until_it_is_updated(
            self, built_site, next_site, visitor, tmp_path):
        served = shutil.copytree(built_site, tmp_path / "served")
        with faulty(served, caching="no-cache") as host:
            page = visitor(host).enter().wait_until_offline()
            old = version(page)
            shutil.copytree(next_site, served, dirs_exist_ok=True)
            host.faults["sw.js"] = "500"  # or empty paper may be updated at once
            page.enter().reads(7)
            assert version(page) == old
            host.mend()
            page.driver.execute_script(UPDATE)
            page.wait(lambda: page.button("Update now").is_displayed())
            assert version(page) == old
            page.button("Update now").click()
            page.wait(lambda: spacing(page) != old[0])
            page.wait_until_ready().expect_answer(7)  # the drawing is still there
            assert next_version.NEW_WORDS in version(page)[1]
            page.reads(3)


def spacing(page) -> str:
    return page.driver.execute_script(next_version.SPACING)


def version(page) -> tuple[str, str]:
    """Return the signs by which the page's version and its Python's are known."""
    strokes = drawn_digits.strokes(7)
    return spacing(page), page.driver.execute_async_script(next_version.REFUSAL, strokes)
