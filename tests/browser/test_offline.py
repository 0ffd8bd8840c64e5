"""The site without a network, and from one version to the next."""

import json
import shutil

import pytest
from playwright.sync_api import expect

from building import command
from tests import drawn_digits
from tests.browser.conftest import PHONE
from tests.browser.faulty_host import faulty
from tests.browser.host import hosted
from tests.browser.teaching import correct, panel
from tests.browser.visitor import Visitor

# Deletes or changes what is cached for an address; returns how many entries that were.
HARM = """async ([url, fault]) => {
    let hit = 0;
    for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        const response = await cache.match(url);
        if (!response) continue;
        hit += 1;
        if (fault === "gone") { await cache.delete(url); continue; }
        const bytes = new Uint8Array(await response.arrayBuffer());
        bytes[bytes.length >> 1] ^= 1;
        await cache.put(url, new Response(bytes, { headers: response.headers }));
    }
    return hit;
}"""
CACHED = """async () => Object.fromEntries(await Promise.all((await caches.keys()).map(
    async name => [name, (await (await caches.open(name)).keys()).length])))"""


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


# At / and on a desktop: test_hosts.py
def test_the_first_visit_fetches_nothing_twice_and_the_second_works_with_the_network_cut(
        visits, built_site):
    with hosted(built_site, "/some/repo/") as (url, sent):
        visitor = ready(visits(url, returns=True, **PHONE).enter())
        before = sum(sent)
        assert before < sum(path.stat().st_size for path in built_site.rglob("*") if path.is_file())
        visitor.context.set_offline(True)
        again = returns(visitor)
        reads_a_seven(again)
        ready(again)
        assert sum(sent) == before
        visitor.context.close()


@pytest.fixture(scope="module")
def version_b(root, tmp_path_factory):
    """The site with one rule of its style sheet changed."""
    changed, site = tmp_path_factory.mktemp("changed"), tmp_path_factory.mktemp("site")
    shutil.copytree(root / "web", changed / "web")
    for name in ("weights", "py/pixelpredict", "py/building"):
        shutil.copytree(root / name, changed / name)
    for name in ("pyproject.toml", "LICENSE"):
        shutil.copy(root / name, changed / name)
    with (changed / "web" / "page" / "look" / "look.css").open("a") as style:
        style.write("\nh1 { letter-spacing: 0.5em !important; }\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(command, "ROOT", changed)
        assert command.main(["--out", str(site)]) == 0
    return site


@pytest.fixture
def versions(built_site, version_b, tmp_path):
    """A folder to serve that holds version A, and what puts version B there."""
    served = shutil.copytree(built_site, tmp_path / "served")
    return served, lambda: shutil.copytree(version_b, served, dirs_exist_ok=True)


FOREIGN = "caches.open('of another project').then(cache => cache.put('x', new Response('x')))"
UPDATE = "navigator.serviceWorker.getRegistration().then(r => r.update())"
SPACING = "getComputedStyle(document.querySelector('h1')).letterSpacing"


def test_a_new_version_waits_until_it_is_applied(visits, versions):
    served, publish = versions
    with hosted(served, "/some/repo/") as (url, sent):
        visitor = ready(visits(url, returns=True).enter())
        visitor.page.evaluate(FOREIGN)
        old = visitor.page.evaluate(SPACING)
        publish()
        before = sum(sent)
        reads_a_seven(visitor)
        correct(visitor, "7")
        visitor.page.evaluate(UPDATE)
        update = visitor.button("Update now")
        expect(update).to_be_visible()
        assert sum(sent) - before <= 200_000
        assert visitor.page.evaluate(SPACING) == old
        expect(visitor.result).to_have_text("7")  # the drawing is untouched
        with visitor.page.expect_navigation():
            update.click()
        visitor.wait_for("ready")
        assert visitor.page.evaluate(SPACING) != old
        version = json.loads((served / "build.json").read_text())["version"]
        visitor.button("About").click()
        expect(visitor.page.get_by_role("dialog")).to_contain_text(version)
        visitor.button("Close").click()
        names = visitor.page.evaluate(CACHED)
        assert "of another project" in names
        assert len([name for name in names if name.startswith("pixelpredict /some/repo/ ")]) == 2
        visitor.expect_answer(7)  # the drawing is still there, and so is the hand
        expect(panel(visitor).get_by_role("listitem")).to_have_count(1)
        visitor.context.close()


def put_off(visits, versions, url: str) -> tuple[Visitor, str]:
    """Have a new version wait at a visitor's page; also return the old one's letter spacing."""
    visitor = ready(visits(url, returns=True).enter())
    old = visitor.page.evaluate(SPACING)
    versions[1]()
    visitor.page.evaluate(UPDATE)
    expect(visitor.button("Update now")).to_be_visible()
    return visitor, old


def is_new(visitor: Visitor, old: str) -> Visitor:
    expect(visitor.page.locator("h1")).not_to_have_css("letter-spacing", old)
    return visitor.wait_for("ready")


def test_a_waiting_version_is_applied_at_the_next_start(visits, versions):
    with hosted(versions[0]) as (url, _):
        visitor, old = put_off(visits, versions, url)
        visitor.page.goto("about:blank")
        visitor.open()
        reads_a_seven(is_new(visitor, old))
        ready(visitor)
        visitor.context.close()


def test_a_version_that_another_tab_applies_waits_for_the_pen_and_keeps_the_drawing(
        visits, versions):
    with hosted(versions[0]) as (url, _):
        visitor, old = put_off(visits, versions, url)
        mouse, [bar, stem] = visitor.page.mouse, visitor.on_screen(drawn_digits.strokes(7))
        mouse.move(*bar[0])
        mouse.down()
        mouse.move(*bar[-1])
        mouse.up()
        mouse.move(*stem[0])
        mouse.down()
        other = Visitor(visitor.context, url).enter()
        expect(other.button("Update now")).to_be_visible()  # not by this start
        other.button("Update now").click()
        is_new(other, old)
        mouse.move(*stem[-1])
        assert visitor.page.evaluate(SPACING) == old
        mouse.up()
        is_new(visitor, old).expect_answer(7)
        visitor.context.close()


def test_an_update_that_dies_half_way_or_is_killed_leaves_the_old_version_working(
        visits, versions, version_b):
    served, publish = versions
    with faulty(served) as host:
        visitor = ready(visits(host.url, returns=True).enter())
        old = visitor.page.evaluate(SPACING)
        shutil.copytree(version_b, served, dirs_exist_ok=True,
                        ignore=shutil.ignore_patterns("style.css"))
        visitor.page.evaluate("""async () => {
            const registration = await navigator.serviceWorker.getRegistration();
            const dead = new Promise(resolve => {
                const watch = () => registration.installing?.addEventListener("statechange",
                    ({ target }) => target.state === "redundant" && resolve());
                registration.addEventListener("updatefound", watch);
                watch(); // the browser may look for an update by itself
            });
            await registration.update();
            await dead;
        }""")
        again = returns(visitor)
        reads_a_seven(again)
        assert again.page.evaluate(SPACING) == old
        host.faults["style.css"] = "stalled for ever"
        host.asked.clear()
        publish()  # from now on the browser may look for an update by itself
        again.page.evaluate(f"() => {{ {UPDATE} }}")
        host.wait_for("style.css")
        again.kill_service_workers()
        again = returns(again)
        reads_a_seven(again)
        assert again.page.evaluate(SPACING) == old
        host.mend()
        again.kill_service_workers()  # it may be trying anew already, and waits for ever
        again.page.evaluate(UPDATE)
        expect(again.button("Update now")).to_be_visible()
        visitor.context.close()


def test_cache_entries_that_are_gone_or_damaged_are_mended(visits, built_site):
    faults = {"page/main.js": "damaged", "weights/W1.npy": "gone",
              "runtime/numpy.zip.xz": "damaged", "runtime/pyodide.asm.wasm.xz": "damaged"}
    with hosted(built_site) as (url, _):
        visitor = ready(visits(url, returns=True).enter())
        hit = [visitor.page.evaluate(HARM, [url + path, fault]) for path, fault in faults.items()]
        assert hit == [1] * len(faults)
        mended = returns(visitor)
        reads_a_seven(mended)
        mended.context.set_offline(True)
        reads_a_seven(returns(mended))
        visitor.context.close()
