"""List and run the benchmarks: every module in this folder that has a main().

    python3 -m tests.bench              list them
    python3 -m tests.bench NAME ...     run some
"""

import importlib
import pkgutil
import sys
from pathlib import Path

from tests import bench

# What pyproject.toml tells pytest, for benches that are run without it.
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "py"))


def main(names: list[str]) -> int:
    """Run the benchmarks of these names, or list all; return the exit code."""
    found = {
        module.name: importlib.import_module(f"tests.bench.{module.name}")
        for module in pkgutil.iter_modules(bench.__path__)
        if not module.name.startswith("_")
    }
    benches = {name: module for name, module in found.items() if hasattr(module, "main")}
    unknown = [name for name in names if name not in benches]
    if unknown:
        print(f"bench: no {', '.join(unknown)}; there is {', '.join(benches)}", file=sys.stderr)
        return 1
    if not names:
        for name, module in benches.items():
            print(f"{name:20} {module.__doc__.splitlines()[0]}")
    return max([benches[name].main() for name in names], default=0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
