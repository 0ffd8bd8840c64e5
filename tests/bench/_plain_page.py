"""The page that anyone would write first: Pyodide and NumPy as published, on the main thread."""

import json
import shutil
from pathlib import Path

from building import full, pins

HTML = """<!doctype html>
<title>Plain</title>
<script type="module">
import { loadPyodide } from "./pyodide.mjs";
const pyodide = await loadPyodide();
await pyodide.loadPackage("numpy");
await pyodide.unpackArchive(await (await fetch("pixelpredict.zip")).arrayBuffer(), "zip");
pyodide.FS.mkdir("weights");
for (const name of ["W1", "b1", "W2", "b2"]) {
  const file = await fetch(`weights/${name}.npy`);
  pyodide.FS.writeFile(`weights/${name}.npy`, new Uint8Array(await file.arrayBuffer()));
}
const recognizer = pyodide.runPython(
  "from pixelpredict import Recognizer; Recognizer.load('weights')");
window.readText = (strokes) => recognizer.read(pyodide.toPy(strokes)).text;
window.dispatchEvent(new Event("engine-ready"));
</script>
"""


def write(root: Path, runtime: dict[str, Path], folder: Path) -> None:
    """Write the page and all that it loads into an empty folder."""
    for name, path in runtime.items():
        shutil.copyfile(path, folder / name)
    numpy = {
        "name": "numpy", "version": pins.NUMPY, "package_type": "package", "install_dir": "site",
        "file_name": pins.NUMPY_WHEEL.name, "sha256": pins.NUMPY_WHEEL.sha256,
        "depends": [], "imports": ["numpy"], "unvendored_tests": False,
    }
    lock = json.dumps({**pins.LOCK, "packages": {"numpy": numpy}})
    (folder / "pyodide-lock.json").write_text(lock, encoding="utf-8")
    parts = full.make(root, runtime, root / ".cache" / "full")
    shutil.copyfile(parts.shipped["pixelpredict.zip"], folder / "pixelpredict.zip")
    shutil.copytree(root / "weights", folder / "weights")
    (folder / "index.html").write_text(HTML, encoding="utf-8")
