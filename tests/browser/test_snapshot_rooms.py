"""A started reader is kept in a database where a browser has no file system for it."""

import contextlib

import pytest
from playwright.sync_api import expect

from tests import drawn_digits
from tests.browser.host import hosted
from tests.browser.test_snapshot import DATABASES, DRAWINGS, PROBABILITIES, again, reset, went_on
from tests.browser.visitor import A_REST, Visitor

# What makes this browser like others that people have.
LACKS = {
    "none, as in WebKitGTK": "delete StorageManager.prototype.getDirectory;"
                             "delete self.FileSystemFileHandle;",
    "read-only, as in Safari before 26": "delete FileSystemFileHandle.prototype.createWritable;",
    "forbidden": "StorageManager.prototype.getDirectory = () => "
                 "Promise.reject(new DOMException('no', 'SecurityError'));",
}
# Runs in the page, and before all else in its workers, whose scripts the page makes as blobs.
TAKE_AWAY = """%(taken)s
const taken = `%(taken)s`;
self.Blob = class extends Blob {
    constructor(parts, options) {
        super(options?.type === "text/javascript" ? [taken, ...parts] : parts, options);
    }
};"""
# Has something done to the database's one entry; returns its bytes.
KEPT = """async change => {
    const done = request => new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });
    for (let tries = 0; tries < 600; tries += 1) {
        for (const { name } of await indexedDB.databases()) {
            const opened = await done(indexedDB.open(name));
            const store = () => opened.transaction("kept", "readwrite").objectStore("kept");
            const [key] = await done(store().getAllKeys());
            const bytes = key && await done(store().get(key));
            if (bytes && change) {
                bytes[bytes.length >> 1] ^= 1;
                await done(store().put(bytes, key));
            }
            opened.close();
            if (bytes) return bytes.length;
        }
        await new Promise(resolve => setTimeout(resolve, 100));
    }
    throw new Error("no started reader was kept");
}"""
DAMAGED = True


def rest_until_kept(visitor: Visitor) -> int:
    expect(visitor.page.get_by_role("status", name="Offline")).to_have_text(
        "Ready to work offline")
    visitor.page.clock.run_for(A_REST)
    return visitor.page.evaluate(KEPT)


@contextlib.contextmanager
def keeping(visits, built_site, lack: str):
    """A visitor whose browser lacks something, and in whose database a started reader is kept."""
    with hosted(built_site, "/some/repo/") as (url, _):
        visitor = visits(url, returns=True)
        visitor.context.add_init_script(TAKE_AWAY % {"taken": LACKS[lack]})
        visitor.page.clock.install()
        visitor.enter().wait_for_both()
        assert 10e6 < rest_until_kept(visitor) < 20e6
        yield visitor
        visitor.context.close()


@pytest.fixture(scope="module")
def roomless(visits, built_site):
    """The context of a visitor who has no file system, and a page's address."""
    with keeping(visits, built_site, "none, as in WebKitGTK") as visitor:
        yield visitor.context, visitor.url


@pytest.fixture
def kept(roomless):
    """The page of such a visitor, not opened yet."""
    visitor = Visitor(*roomless)
    yield visitor
    for page in visitor.context.pages:
        page.close()


def assert_goes_on(visitor: Visitor) -> None:
    first = visitor.page.evaluate(PROBABILITIES, DRAWINGS)
    later = again(visitor)
    assert went_on(later)
    assert later.page.evaluate(PROBABILITIES, DRAWINGS) == first
    later.draw(drawn_digits.strokes(7))
    later.expect_answer(7)
    assert later.complaints == []


# Without any: below
@pytest.mark.parametrize("lack", [*LACKS][1:])
def test_a_later_visit_goes_on_from_a_database_and_reads_to_the_last_bit_as_the_first(
        visits, built_site, lack):
    with keeping(visits, built_site, lack) as visitor:
        assert_goes_on(visitor)


def test_a_reader_in_a_database_that_is_damaged_is_replaced(kept):
    kept.page.goto(kept.url + "build.json")
    kept.page.evaluate(KEPT, DAMAGED)
    later = again(kept)
    assert not went_on(later)
    rest_until_kept(later)
    assert_goes_on(later)


def test_about_counts_what_is_kept_in_a_database_and_reset_deletes_it_alone(kept):
    kept.enter()
    kept.page.evaluate("""() => new Promise(resolve => {
        indexedDB.open("of another project").onsuccess = ({ target }) => {
            target.result.close();
            resolve();
        };
    })""")
    reset(kept)
    assert kept.page.evaluate(DATABASES) == ["of another project"]
