"""The walls between the rooms, as the design draws them."""

import ast
import re
import sys

import pytest

STANDARD = set(sys.stdlib_module_names)


def imported(path):
    """Return the top-level names of the modules that a Python file imports."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield (node.module or "").split(".")[0]


@pytest.mark.parametrize(("room", "others"), [
    ("pixelpredict", {"numpy", "pixelpredict"}),
    ("building", {"building"}),
    ("pictures", {"numpy", "PIL", "pictures", "pixelpredict"}),
])
def test_a_python_room_imports_only_what_it_may(root, room, others):
    for path in (root / "py" / room).rglob("*.py"):
        if path.name == "trace.py":  # runs in Pyodide, where the recogniser is at home
            continue
        assert set(imported(path)) <= STANDARD | others, path


def test_training_never_imports_building_or_pictures(root):
    for path in (root / "py" / "training").rglob("*.py"):
        assert not {"building", "pictures"} & set(imported(path)), path


def scripts(folder):
    return {path: path.read_text(encoding="utf-8") for path in folder.rglob("*.js")}


def test_the_engine_touches_no_document(root):
    for path, text in scripts(root / "web" / "engine").items():
        assert not re.search(r"\b(document|window)\b(?!')", code(text)), path


def test_the_page_never_mentions_pyodide_or_the_worker(root):
    for path, text in scripts(root / "web" / "page").items():
        assert not re.search(r"pyodide|worker\.js", text, re.IGNORECASE), path


def test_the_page_reaches_the_engine_only_through_the_recognizer(root):
    for path, text in scripts(root / "web" / "page").items():
        for module in re.findall(r'^import .* from "(.*)";', text, re.MULTILINE):
            imported = (path.parent / module).resolve()
            assert imported.is_relative_to(root / "web" / "page") or imported == (
                root / "web" / "engine" / "recognizer.js"), path


def test_the_site_names_no_other_origin_but_in_licences(root):
    for path in (root / "web").rglob("*"):
        if path.suffix in (".html", ".css", ".js", ".webmanifest"):
            text = path.read_text(encoding="utf-8")
            assert not re.search(r"https?://|[\"'(]//", code(text)), path


def test_no_script_or_style_is_inline(root):
    html = (root / "web" / "index.html").read_text(encoding="utf-8")
    assert re.findall(r"<style|\sstyle=|\son\w+=", html) == []
    assert re.findall(r"<script(?![^>]*\ssrc=)", html) == []


def code(text):
    """Return a script without its comments."""
    return re.sub(r"/\*.*?\*/|(?<![:\"'])//[^\n]*", "", text, flags=re.DOTALL)
