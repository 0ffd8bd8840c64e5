"""Which functions the recogniser calls, as V8 tells: its lazy compilation's own trace.

V8 compiles a WebAssembly function when it is first called, and with
--trace-wasm-compilation-times prints a line for it, with the address of its module.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from building.lean.stubs import Module

COMPILED = re.compile(r"Compiled function (0x[0-9a-f]+)#(\d+) using .*; bodysize (\d+)")
STAGE = re.compile(r"Stage (\w+)")


class TraceError(Exception):
    """V8's trace cannot be understood; the message says why."""


@dataclass(frozen=True)
class Call:
    """The first call of a function: of which module, which function, and in which stage."""

    module: str
    index: int
    stage: str


def calls(trace: str, modules: Mapping[str, Module]) -> list[Call]:
    """Return the first call of each function of some modules, by name, in V8's trace.

    An address belongs to the module in which all functions are as large as V8 says. Raises
    TraceError when a module cannot be found in the trace.
    """
    found: dict[str, list[tuple[int, int, str]]] = {}
    stage = ""
    for line in trace.splitlines():
        if compiled := COMPILED.match(line):
            address, index, size = compiled.groups()
            found.setdefault(address, []).append((int(index), int(size), stage))
        elif entered := STAGE.match(line):
            stage = entered[1]
    first: dict[tuple[str, int], Call] = {}
    for traced in found.values():
        for name, module in modules.items():
            if all(module.size(index) == size for index, size, _ in traced):
                for index, _, stage in traced:
                    first.setdefault((name, index), Call(name, index, stage))
                break
    for name in modules:
        if not any(call.module == name for call in first.values()):
            raise TraceError(f"V8 named no function of {name}")
    return list(first.values())
