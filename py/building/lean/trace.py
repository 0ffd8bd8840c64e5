"""Runs inside Pyodide at build time: notes what was imported, and packs it as bytecode.

Nothing is imported here at the top: it would be noted as if the recogniser needed it.
"""

from __future__ import annotations

import sys

if False:  # for the annotations: typing's own constant would import typing
    from ast import Module
    from types import CodeType

PACKAGE = "pixelpredict/"
PICTURES = PACKAGE + "picture/"
LIBRARY = "/lib/python314.zip/"
SITE = "/lib/python3.14/site-packages/"
# Only docstrings for NumPy's C functions, and linear algebra beyond a product of matrices: NumPy
# imports them at its start, a two-layer network never calls them. Empty modules take their place.
EMPTY = ("numpy/_core/_add_newdocs.py", "numpy/_core/_add_newdocs_scalars.py",
         "numpy/linalg/_umath_linalg.cpython-314-wasm32-emscripten.so")
# Imported only when something goes wrong that the trace cannot bring about.
RARE = ("numpy/_core/_exceptions.py", "numpy/_core/_internal.py", "numpy/_core/_methods.py",
        "numpy/exceptions.py")


def use(weights: str) -> None:
    """Call what is public and the worker does not call."""
    from pixelpredict import Recognizer
    from pixelpredict.network import Network

    recognizer = Recognizer.load(weights)
    recognizer.read([[(0, 0), (3, 9)]])
    recognizer.explain([[(0, 0), (3, 9)]], 7, 1)
    recognizer.read_image([[0, 0, 0], [0, 255, 0], [0, 255, 0], [0, 0, 0]])
    for picture in pictures():
        recognizer.read_image(picture)
    Network.load(weights).save("/tmp")


def pictures() -> list:
    """Return pictures that take all ways through what reads them, light and dark, grey and RGBA."""
    import numpy as np

    grey = np.full((200, 400), 220, np.uint8)
    grey += (np.indices(grey.shape).sum(axis=0) % 7).astype(np.uint8)  # the paper's grain
    for left in (60, 200):  # a one, and a seven with its bar
        grey[50:150, left : left + 8] = 30
    grey[50:58, 150:208] = 30
    grey[170:173] = 120  # a ruled line
    rgba = np.repeat(grey[:, :, None], 4, axis=2)
    rgba[..., 3] = 255
    return [grey, 255 - grey, rgba, grey / 255, np.full((30, 30), 255, np.uint8)]


def pack(unpacking: set[str]) -> None:
    """Write the archives into the root folder.

    python_stdlib.zip, numpy.zip and pixelpredict.zip are needed for drawings, pictures.zip, the
    folder in our package that reads pictures, for the first picture.

    unpacking: names of modules that only the tracing itself has imported.
    """
    modules = {name: module for name, module in sys.modules.items() if name not in unpacking}
    files = {getattr(module, "__file__", None) or "" for module in modules.values()}

    from pathlib import Path
    from zipfile import ZipFile

    library = {file.removeprefix(LIBRARY) for file in files if file.startswith(LIBRARY)}
    with ZipFile(LIBRARY.rstrip("/")) as archive:
        write("/python_stdlib.zip", {name: archive.read(name) for name in library})
    numpy = {file.removeprefix(SITE) for file in files if file.startswith(SITE + "numpy/")}
    write("/numpy.zip", {name: Path(SITE, name).read_bytes() for name in numpy.union(RARE)})
    package = Path("/package")
    own = {path.relative_to(package).as_posix(): path.read_bytes()
           for path in package.rglob("*.py")}
    later = {name for name in own if name.startswith(PICTURES)}
    write("/pixelpredict.zip", {name: own[name] for name in own.keys() - later})
    write("/pictures.zip", {name.removeprefix(PACKAGE): own[name] for name in later})


def write(path: str, files: dict[str, bytes]) -> None:
    """Pack files, sources compiled, without compression: the whole is compressed for the wire."""
    from zipfile import ZipFile, ZipInfo

    with ZipFile(path, "w") as archive:
        for name, content in sorted(files.items()):
            if name in EMPTY:
                name, content = name.partition(".")[0] + ".py", b""
            if name.endswith(".py"):
                name, content = name + "c", compiled(content, name)
            archive.writestr(ZipInfo(name), content)


def compiled(source: bytes, name: str) -> bytes:
    """Return the .pyc of a source: without docstrings, and never checked against the source."""
    from importlib._bootstrap_external import _code_to_hash_pyc

    code = compile(without_annotations(source), name, "exec", dont_inherit=True, optimize=2)
    return _code_to_hash_pyc(without_lines(code), b"\0" * 8, False)


def without_annotations(source: bytes) -> Module:
    """Return a source without what its functions say of types, which hardly anything reads.

    Those of classes stay: dataclasses are made of them. So do those of a source with functions that
    are chosen by them.
    """
    import ast

    tree = ast.parse(source)
    if b"singledispatch" in source:
        return tree
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            node.returns = None
        elif isinstance(node, ast.arg):
            node.annotation = None
    return tree


def without_lines(code: CodeType) -> CodeType:
    """Return code without its table of line numbers, a fifth of the bytes."""
    constants = (without_lines(each) if hasattr(each, "co_code") else each
                 for each in code.co_consts)
    return code.replace(co_linetable=b"", co_consts=tuple(constants))
