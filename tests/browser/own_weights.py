"""Weights folders as people have them, and how they come to the page."""

import base64
import json
import shutil
from pathlib import Path

import numpy as np
from playwright.sync_api import expect

from tests import drawn_digits

MARK = "Read with your own weights"
SECOND = "convolutional"
FIRST = ("W1.npy", "b1.npy", "W2.npy", "b2.npy")
# A drop of files on an element, as a browser tells of it.
DROP = """(element, files) => {
    const transfer = new DataTransfer();
    for (const [name, data, type] of files) {
        const bytes = Uint8Array.from(atob(data), each => each.charCodeAt(0));
        transfer.items.add(new File([bytes], name, { type }));
    }
    for (const kind of ["dragover", "drop"]) {
        element.dispatchEvent(new DragEvent(kind,
            { dataTransfer: transfer, bubbles: true, cancelable: true }));
    }
}"""


SHARES = """async () => {
    const { chosen } = await import(new URL("page/main.js", document.baseURI));
    return chosen.digit.probabilities;
}"""


def one_further(weights: Path, folder: Path, *, second: bool = True) -> Path:
    """Write weights that read each digit as the next: a 7 as 8, and 9 as 0."""
    shutil.copytree(weights, folder)
    for name in ("W2", "b2", f"{SECOND}/W4", f"{SECOND}/b4"):
        path = folder / f"{name}.npy"
        np.save(path, np.roll(np.load(path), 1, axis=0))
    for path in (folder, folder / SECOND):
        model = json.loads((path / "model.json").read_text(encoding="utf-8"))
        model["recipe"] = f"<b>mine</b> {path.name}"
        (path / "model.json").write_text(json.dumps(model), encoding="utf-8")
    (folder / ".DS_Store").write_bytes(b"\0" * 9)
    (folder / "README.md").write_text("My weights", encoding="utf-8")
    if not second:
        shutil.rmtree(folder / SECOND)
    return folder


def opened(visitor):
    """Open the panel; return it."""
    panel = visitor.page.locator("#training")
    if panel.get_attribute("open") is None:
        panel.get_by_role("heading", name="How it was trained").click()
    panel.get_by_role("button", name="Choose files").wait_for()
    return panel


def choose_folder(visitor, folder: Path) -> None:
    opened(visitor).get_by_label("Weights folder").set_input_files(folder)


def choose_files(visitor, *paths: Path) -> None:
    opened(visitor).get_by_label("Weight files").set_input_files(list(paths))


def drop_files(visitor, *files: tuple[str, bytes, str]) -> None:
    """Drop files on the panel: their names, contents and types."""
    opened(visitor).evaluate(DROP, [[name, base64.b64encode(content).decode(), kind]
                                    for name, content, kind in files])


def drop_paths(visitor, *paths: Path) -> None:
    """Drop what lies on the disk on the panel, folders as well, by a real pointer."""
    debugger = visitor.debugger()
    place = opened(visitor).get_by_role("button", name="Choose files")
    place.scroll_into_view_if_needed()
    box = place.bounding_box()
    for kind in ("dragEnter", "dragOver", "drop"):
        debugger.send("Input.dispatchDragEvent", {
            "type": kind, "x": box["x"] + 5, "y": box["y"] + 5,
            "data": {"items": [], "files": list(map(str, paths)), "dragOperationsMask": 1},
        })
    debugger.detach()


def seven_read(visits):
    """Yield a page of its own with a 7 drawn, which both networks have read."""
    visitor = visits().enter()
    visitor.draw(drawn_digits.strokes(7))
    visitor.expect_answer(7)
    visitor.wait_for_both()
    yield visitor
    assert visitor.complaints == []


def as_shipped(visitor):
    """Yield a page as it reads with what was shipped; afterwards it reads so again, to the bit."""
    before = settled(visitor)
    yield visitor
    back(visitor)
    assert settled(visitor) == before
    assert visitor.complaints == []


def settled(visitor) -> list:
    visitor.expect_answer(7)
    return visitor.page.evaluate(SHARES)


def back(visitor) -> None:
    button = opened(visitor).get_by_role("button", name="Back to the shipped weights")
    if button.is_visible():
        button.click()
    expect(mark(visitor)).to_be_hidden()


def mark(visitor):
    return visitor.page.get_by_role("region", name="Reading").get_by_text(MARK)


def status(visitor):
    return visitor.page.get_by_role("status", name="Weights")


def strokes_of(visitor) -> list:
    return visitor.page.evaluate("""async () => {
        const { chosen } = await import(new URL("page/main.js", document.baseURI));
        return chosen.ownStrokes;
    }""")


def spoilt(folder, tmp_path, name, content):
    """Return a copy of the folder, with one file as given, or without it."""
    copy = tmp_path / "weights"
    shutil.copytree(folder, copy)
    if content is None:
        (copy / name).unlink()
    elif isinstance(content, bytes):
        (copy / name).write_bytes(content)
    else:
        np.save(copy / name, content(np.load(copy / name)))
    return copy
