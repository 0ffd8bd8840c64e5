"""How it was trained: the files beside the weights, drawn on the page."""

import io
import json
import re

import numpy as np
import pytest
from playwright.sync_api import expect

TABLE = """async ([url, bytes]) => {
    const { readTable } = await import(url + "page/training/npy.js");
    try {
        return readTable(Uint8Array.from(bytes).buffer);
    } catch (error) {
        return error.message;
    }
}"""


def npy(array) -> bytes:
    file = io.BytesIO()
    np.save(file, array)
    return file.getvalue()


def table(rows, *names):
    values = np.random.default_rng(rows).random((rows, len(names)))
    return np.array([tuple(row) for row in values], [(name, "<f8") for name in names])


def opened(visitor):
    visitor.page.get_by_role("heading", name="How it was trained").click()
    return visitor.page


@pytest.mark.parametrize("array", [
    table(1, "a"), table(20, "train_loss", "test_loss"),
    table(300, *(f"a_rather_long_name_of_a_column_{n}" for n in range(40))),
])
def test_a_table_of_numpy_is_read_exactly(desktop, array):
    columns = desktop.page.evaluate(TABLE, [desktop.url, list(npy(array))])
    assert columns == {name: array[name].tolist() for name in array.dtype.names}


@pytest.mark.parametrize(("content", "words"), [
    (b"", "not an .npy file"), (b"<!doctype html>", "not an .npy file"),
    (npy(table(9, "a", "b"))[:-1], "cut short"), (npy(table(9, "a")) + b"0", "cut short"),
    (npy(np.zeros(9)), "not a table"),
    (npy(np.zeros(9, [("a", "<f4"), ("b", "<f8")])), "not a table"),
])
def test_what_is_no_such_table_is_refused_in_words(desktop, content, words):
    assert words in desktop.page.evaluate(TABLE, [desktop.url, list(content)])


@pytest.fixture(scope="module")
def page(visits):
    visitor = visits().enter()
    yield opened(visitor)
    assert visitor.complaints == []


def numbers(page, name):
    """Return the cells of a chart's table, row by row."""
    chart = page.locator("section.chart").filter(has=page.get_by_role("heading", name=name,
                                                                      exact=True))
    if not chart.get_by_role("table").is_visible():
        chart.get_by_text("The numbers").click()
    return [row.get_by_role("cell").all_inner_texts()
            for row in chart.get_by_role("row").all()[1:]]


def test_loss_and_accuracy_of_every_epoch_are_told(page, root):
    history = np.load(root / "weights" / "history.npy")
    losses, accuracies = numbers(page, "Loss"), numbers(page, "Accuracy")
    assert len(losses) == len(accuracies) == len(history)
    assert losses[0][:2] == [f"{history[name][0]:.3f}" for name in ("train_loss", "test_loss")]
    assert accuracies[-1][:2] == [f"{100 * history[name][-1]:.1f} %"
                                  for name in ("train_acc", "test_acc")]


def test_the_confusion_matrix_is_the_one_of_the_weights(page, root):
    counts = np.array(json.loads((root / "weights" / "model.json").read_text())["confusion_matrix"])
    rows = numbers(page, "What is taken for what")
    assert [[int(cell.replace(",", "")) for cell in row] for row in rows] == counts.tolist()
    by_digit = numbers(page, "Accuracy by digit")
    shares = counts.diagonal() / counts.sum(axis=1)
    assert [row[0] for row in by_digit] == [f"{100 * share:.1f} %" for share in shares]


def test_every_figure_of_the_report_card_is_told(page, root):
    model = json.loads((root / "weights" / "model.json").read_text())
    card = page.get_by_role("table", name="Report card")
    assert card.get_by_role("row").count() == \
        sum(len(figures) - 1 for figures in model["figures"].values())
    accuracy = model["figures"]["mnist_test"]["accuracy"]
    expect(card.get_by_role("row", name="MNIST, test 10,000 samples read right")) \
        .to_contain_text(f"{100 * accuracy:.1f} %")


@pytest.mark.parametrize("name", [
    "Loss", "Accuracy", "Accuracy by digit", "Can its confidence be trusted?",
    "What is taken for what",
])
def test_every_chart_has_a_name_and_says_what_it_shows(page, name):
    chart = page.get_by_role("img", name=name, exact=True)
    expect(chart).to_be_visible()
    expect(chart).to_have_accessible_description(re.compile(r"\d"))


def test_a_run_with_more_sets_and_figures_is_shown_whole(newcomer, root):
    model = json.loads((root / "weights" / "model.json").read_text())
    model["figures"] |= {
        "letters": {"not_sure": 0.951, "samples": 4000},
        "moved": {"same_answer": 1.0, "largest_change": 0.0321, "samples": 4000},
        "of_tomorrow": {"wisdom": 42, "samples": 7},
    }
    for name in ("pen_validation", "pendigits_validation", "drawn_validation"):
        model["reliability"][name] = model["reliability"]["mnist_test"]
    names = [f"{name}_{figure}" for figure in ("loss", "acc")
             for name in ("train", "test", "val", "pen_val", "pendigits_val", "drawn_val")]
    newcomer.fulfil("**/weights/model.json", json.dumps(model).encode())
    newcomer.fulfil("**/weights/history.npy", npy(table(100, *names)))
    page = opened(newcomer.enter())
    for row in ("Letters and signs 4,000 samples “not sure” 95.1 %",
                "of tomorrow 7 samples wisdom 42"):
        expect(page.get_by_role("row", name=row)).to_be_visible()
    for name in ("Pen digits, unseen writers", "Pendigits, unseen writers"):
        assert page.get_by_text(name).locator("visible=true").count() >= 3
    legend = page.get_by_role("listitem", include_hidden=True).filter(has_text="MNIST, trained on")
    looks = legend.locator("xpath=..").first.locator(".marks").evaluate_all(
        "marks => marks.map((mark) => mark.getAttribute('d'))")
    assert len(set(looks)) == len(looks) == 6
    assert newcomer.complaints == []


def test_a_lost_file_is_named_and_opening_again_recovers(newcomer):
    newcomer.fail("**/weights/history.npy")
    page = opened(newcomer.enter())
    told = page.get_by_text("history.npy could not be fetched: HTTP 404")
    expect(told).to_be_visible()
    newcomer.mend()
    opened(newcomer)
    opened(newcomer)
    expect(page.get_by_role("img", name="Loss")).to_be_visible()
    expect(told).to_be_hidden()
