"""Weights folders as people have them, and how they come to the page."""

import base64
import json
import shutil
from pathlib import Path

import numpy as np

SECOND = "convolutional"
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
