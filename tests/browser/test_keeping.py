"""When the page keeps the started reader: while nobody draws, and once."""

import pytest

# Follows what is kept: each begin and each end, and what drawing and time do between them.
KEEPING = """async () => {
    const { Keeping } = await import(new URL("page/offline/keeping.js", document.baseURI));
    window.said = [];
    window.keeping = new Keeping((signal) => new Promise((resolve, reject) => {
        said.push("begun");
        signal.addEventListener("abort", () => { said.push("ended"); reject(signal.reason); });
        window.kept = resolve;
    }));
}"""


class Keeper:
    """What keeps a reader, on a page whose clock stands still but for `passes`."""

    def __init__(self, page):
        self.page = page
        page.evaluate(KEEPING)

    def does(self, what: str) -> "Keeper":
        self.page.evaluate(what)
        return self

    def passes(self, milliseconds: int) -> "Keeper":
        self.page.clock.run_for(milliseconds)
        return self

    @property
    def said(self) -> list[str]:
        return self.page.evaluate("said")


@pytest.fixture
def keeper(newcomer):
    newcomer.page.clock.install(time=0)
    newcomer.look()
    newcomer.page.clock.pause_at(3_600_000)
    return Keeper(newcomer.page)


def test_it_is_kept_after_a_second_without_a_stroke_once(keeper):
    assert keeper.passes(60_000).said == []  # the page does not work offline yet
    assert keeper.does("keeping.start()").passes(999).said == []
    assert keeper.passes(1).said == ["begun"]
    keeper.does("kept()").does("keeping.start()").does("keeping.defer()")
    assert keeper.passes(60_000).said == ["begun"]


def test_it_is_not_kept_while_the_pen_moves(keeper):
    keeper.does("keeping.start()")
    for _ in range(20):
        keeper.passes(900).does("keeping.defer()")
    assert keeper.said == []
    assert keeper.passes(1_000).said == ["begun"]


def test_a_pen_that_moves_ends_it_and_it_is_kept_after_a_longer_rest(keeper):
    keeper.does("keeping.start()").passes(1_000)
    assert keeper.does("keeping.defer()").said == ["begun", "ended"]
    assert keeper.does("keeping.defer()").passes(1_999).said == ["begun", "ended"]
    assert keeper.passes(1).said == ["begun", "ended", "begun"]
    keeper.does("keeping.defer()")
    assert keeper.passes(3_999).said == ["begun", "ended"] * 2
    assert keeper.passes(1).does("kept()").does("keeping.defer()").said == [
        "begun", "ended", "begun", "ended", "begun"]


def test_what_is_ended_begins_no_more_and_says_when_nothing_is_under_way(keeper):
    keeper.does("keeping.start()").passes(1_000)
    keeper.does("() => { keeping.end().then(() => said.push('all over')) }").passes(60_000)
    assert keeper.said == ["begun"]
    assert keeper.does("kept()").said == ["begun", "all over"]


def test_one_that_waits_for_its_rest_never_begins_once_it_is_ended(keeper):
    keeper.does("keeping.start()").passes(900).does("() => { keeping.end() }")
    assert keeper.does("keeping.defer()").passes(60_000).said == []


def test_drawing_before_the_page_works_offline_keeps_nothing(keeper):
    assert keeper.does("keeping.defer()").passes(60_000).said == []
