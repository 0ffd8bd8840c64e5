"""The lean runtime: only what the recogniser needs.

A plain Pyodide page spends most of its start compiling Python sources, anew at every visit, and
most of its bytes on what it never uses. So the build runs the recogniser in Pyodide under Node,
twice. First it notes which modules are imported (trace.mjs, trace.py), and packs just those,
compiled to bytecode; asyncio, which Pyodide imports and the recogniser never uses, is replaced
(stand_ins). Then it runs the site's own engine on these (calls.mjs), and V8 tells which functions
are called: of Pyodide, of NumPy's library and of Pyodide's script. The bodies of all others are
replaced by a trap (stubs.py, script_stubs.py). Whoever meets one fetches the whole.
"""

import hashlib
import json
import shutil
import subprocess
import zipfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory

from building import runtime_folder
from building.full import ZIP_TIME
from building.lean import called, node, script_stubs
from building.lean.stubs import Module
from building.pins import NUMPY_WHEEL, PINS
from building.runtime_folder import NUMPY, SCRIPT, WASM

HERE = Path(__file__).resolve().parent
ARCHIVES = ("python_stdlib.zip", NUMPY, "pixelpredict.zip", "pictures.zip")
# Optimised code may hold a function in the one that calls it, and not name it; --liftoff-only
# takes twice as long, and named the very same ones.
TRACING = ("--wasm-lazy-compilation", "--trace-wasm-compilation-times")
LIMIT = 600  # seconds that Node may take
CALLS = "calls.json"  # the first call of each function, for whoever looks for one


class LeanError(Exception):
    """The lean runtime cannot be made; the message says why and what to do."""


def make(root: Path, runtime: dict[str, Path], cache: Path) -> runtime_folder.Parts:
    """Return the parts of a lean runtime, made anew when anything they hold has changed.

    root: the project's; runtime: the published files by name. Raises LeanError.
    """
    folder = cache / _key(root)
    if not folder.is_dir():
        cache.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=".making-", dir=cache) as scratch:
            made = Path(scratch, "made")
            (made / "whole").mkdir(parents=True)
            print("Making the lean runtime: tracing what the recogniser imports", flush=True)
            _trace_imports(root, runtime, made)
            print("Making the lean runtime: tracing what the recogniser calls", flush=True)
            _leave_out_uncalled(made, _trace_calls(root, runtime, made, Path(scratch, "site")))
            made.rename(folder)
    names = (WASM, SCRIPT, *ARCHIVES)
    return runtime_folder.Parts(
        shipped={name: folder / name for name in names},
        whole={name: folder / "whole" / name for name in (WASM, SCRIPT, NUMPY)},
    )


def _trace_imports(root: Path, runtime: dict[str, Path], out: Path) -> None:
    published = runtime["pyodide.mjs"].parent
    _run(runtime, [HERE / "trace.mjs", published, NUMPY_WHEEL.name,
                   root / "py" / "pixelpredict", root / "weights", out])
    shutil.copyfile(runtime[WASM], out / WASM)
    shutil.copyfile(runtime["pyodide.asm.mjs"], out / SCRIPT)


def _trace_calls(
    root: Path, runtime: dict[str, Path], made: Path, site: Path
) -> tuple[list[called.Call], list]:
    """Run the engine on whole modules; return the calls in WebAssembly, and those in the script."""
    shutil.copytree(root / "web" / "engine", site / "engine")
    shutil.copytree(root / "weights", site / "weights")
    parts = {name: made / name for name in (WASM, SCRIPT, *ARCHIVES)}
    runtime_folder.write(site, runtime, runtime_folder.Parts(parts, {}), quickly=True)
    shutil.copyfile(made / "pictures.zip", site / "pictures.zip")
    out = site / "called.json"
    trace = _run(runtime, [*TRACING, HERE / "calls.mjs", site, out])
    try:
        calls = called.calls(trace, _modules(made))
    except called.TraceError as error:
        raise LeanError(f"{error}: another Node may tell; --full builds without it") from None
    return calls, json.loads(out.read_text())


def _leave_out_uncalled(made: Path, calls: tuple[list[called.Call], list]) -> None:
    """Keep what is whole apart, and replace what is not called."""
    in_wasm, in_script = calls
    for name in (WASM, SCRIPT, NUMPY):
        shutil.copyfile(made / name, made / "whole" / name)
    modules = _modules(made)
    lean = {
        name: module.with_only({call.index for call in in_wasm if call.module == name})
        for name, module in modules.items()
    }
    (made / WASM).write_bytes(lean[WASM])
    with zipfile.ZipFile(made / "whole" / NUMPY) as whole, \
            zipfile.ZipFile(made / NUMPY, "w") as archive:
        for name in whole.namelist():
            archive.writestr(zipfile.ZipInfo(name, ZIP_TIME), lean.get(name) or whole.read(name))
    script = (made / SCRIPT).read_text(encoding="utf-8")
    script = script_stubs.with_only_called(script, in_script)
    script = script_stubs.without_unused_exports(script)
    imports = [each for module in modules.values() for each in module.imports]
    script = script_stubs.without_unused_library(script, imports)
    (made / SCRIPT).write_text(script, encoding="utf-8")
    (made / CALLS).write_text(json.dumps([asdict(call) for call in in_wasm]), encoding="utf-8")


def _modules(made: Path) -> dict[str, Module]:
    """Return Pyodide's WebAssembly module and those in NumPy's archive, by name."""
    with zipfile.ZipFile(made / NUMPY) as archive:
        libraries = [name for name in archive.namelist() if name.endswith(".so")]
        return {WASM: Module((made / WASM).read_bytes()),
                **{name: Module(archive.read(name)) for name in libraries}}


def _run(runtime: dict[str, Path], arguments: Sequence[str | Path]) -> str:
    """Run Node; return what it printed."""
    command = [node.find(runtime["pyodide.mjs"].parent.parent), *arguments]
    try:
        run = subprocess.run(list(map(str, command)), capture_output=True, text=True, timeout=LIMIT)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise LeanError(f"Node could not trace the runtime ({error}); "
                        "--full builds without it") from None
    if run.returncode:
        raise LeanError("tracing the runtime failed; --full builds without it:\n" + run.stderr)
    return run.stdout


def _key(root: Path) -> str:
    """Name a lean runtime by all that goes into it."""
    digest = hashlib.sha256("".join(pin.sha256 for pin in PINS).encode())
    for path in (*sorted((root / "py" / "pixelpredict").rglob("*.py")),
                 *sorted((root / "web" / "engine").rglob("*.js")),
                 *sorted(HERE.rglob("*.py")), *sorted(HERE.glob("*.mjs")),
                 *sorted((root / "weights").rglob("[KWb]?.npy"))):
        digest.update(f"{path.parent.name}/{path.name}".encode() + path.read_bytes())
    return digest.hexdigest()[:16]
