"""Replacing the bodies of JavaScript functions that are never called, and names never used.

The same for Pyodide's own script as stubs.py does for WebAssembly: a body that was thought uncalled
traps. What is called, and in which order it is defined, stays.
"""

import re
from collections import Counter
from collections.abc import Iterable

# Sets a flag, for a trap may be caught by what called it; traps as WebAssembly does.
TRAP = ('function unreached(){globalThis.unreached=true;'
        'throw new WebAssembly.RuntimeError("unreachable")}')
BODY = "{unreached()}"
# How a function may begin, up to its parameters: a declaration, an expression, a method.
HEAD = re.compile(
    r"(?:async\s+)?(?:function\s*\*?\s*[\w$]*|(?:(?:static|get|set)\s+)?\*?[\w$]+)\s*(?=\()")
ARROW = re.compile(r"(?:async\s*)?(?=\(|[\w$]+\s*=>)")
EXPORT = re.compile(r'\b([\w$]+)=Module\["\1"\]=wasmExports\["[\w$]+"\];')
LIST = re.compile(r"\bvar ((?:[\w$]+,){300,}[\w$]+);")
NAME = re.compile(r"[\w$]+")
# Emscripten's library: a function that traps or another name of one, its signature, its place in
# Module, and the list of what WebAssembly may import.
TRAPPING = re.compile(
    r"(?:async )?function ([\w$]+)\([^()]*\)\{unreached\(\)\}"
    r"|var ([\w$]+)=(?:async )?(?:\([^()]*\)|[\w$]+)=>(?:\{unreached\(\)\}|unreached\(\));"
    r"|var ([\w$]+)=([\w$]+);")
SIGNATURE = re.compile(r'([\w$]+)\.sig="\w*";')
MEMBER = re.compile(r'Module\["([\w$]+)"\]=\1;')
IMPORTS = re.compile(r"var wasmImports=\{([^{}]*)\}")
CLOSING = {"(": ")", "{": "}", "[": "]"}


def with_only_called(script: str, functions: Iterable[tuple[int, int, int]]) -> str:
    """Return a script with the bodies of uncalled functions replaced.

    functions: where each starts and ends in the script, and how often it was called, as V8's
    coverage tells them.
    """
    parts, place = [], 0
    for start, end, count in sorted(functions):
        if count or start < place:
            continue
        body = _body(script, start, end)
        stub = BODY if body and script[body] == "{" else BODY.strip("{}")
        if body is None or end - body <= len(stub):
            continue
        parts += [script[place:body], stub]
        place = end
    return TRAP + "".join([*parts, script[place:]])


def without_unused_exports(script: str) -> str:
    """Return a script without the names under which it keeps exports that it never names again.

    They stay where they come from, and dynamic linking finds them there.
    """
    times = Counter(NAME.findall(LIST.sub("", EXPORT.sub("", script))))
    script = EXPORT.sub(lambda match: match[0] if times[match[1]] else "", script)
    return LIST.sub(lambda match: _listed(match[1].split(","), times), script)


def without_unused_library(script: str, imports: Iterable[tuple[str, str]]) -> str:
    """Return a script without the library functions that trap, and second names, not named in it.

    imports: module and name of all that WebAssembly imports. Of a function that it may call, the
    trap itself takes the place, of a second name the first; one whose address it takes stays, for
    its signature is asked for.
    """
    called = {name for module, name in imports if module == "env"}
    taken = {f"_{name}" for module, name in imports if module != "env"}
    while gone := _unused(script) - taken:
        first = {second: name for *_, second, name in TRAPPING.findall(script) if second in gone}
        kept = [
            f"{key}:{first.get(value, 'unreached')}" if value in gone else f"{key}{colon}{value}"
            for key, colon, value in _entries(script) if value not in gone or key in called
        ]
        for pattern in (TRAPPING, SIGNATURE, MEMBER):
            script = _without(script, pattern, gone)
        script = IMPORTS.sub(f"var wasmImports={{{','.join(kept)}}}", script)
    return script


def _unused(script: str) -> set[str]:
    """Return the names of what traps that only stand where they would go with it."""
    trapping = [name for *names, _ in TRAPPING.findall(script) for name in names if name]
    own = Counter([
        *trapping, *SIGNATURE.findall(script), *2 * MEMBER.findall(script),
        *(value for _, colon, value in _entries(script) if colon),
    ])
    times = Counter(NAME.findall(script))
    return {name for name in trapping if times[name] == own[name]}


def _entries(script: str) -> list[tuple[str, str, str]]:
    """Return what WebAssembly may import: the name there, a colon, and the name here."""
    return [entry.partition(":") for entry in IMPORTS.search(script)[1].split(",")]


def _without(script: str, pattern: re.Pattern, names: set[str]) -> str:
    return pattern.sub(
        lambda match: "" if names.intersection(match.groups()[:3]) else match[0], script)


def _listed(names: list[str], times: Counter[str]) -> str:
    used = [name for name in names if times[name]]
    return f"var {','.join(used)};" if used else ""


def _body(script: str, start: int, end: int) -> int | None:
    """Return where a function's body begins, most often with a brace; None where that is odd."""
    arrow = ARROW.match(script, start)
    if head := HEAD.match(script, start):
        place = _past_brackets(script, head.end())
    elif script.startswith("(", arrow.end() if arrow else start):
        place = _past_brackets(script, arrow.end())
    elif arrow:
        place = NAME.match(script, arrow.end()).end()
    else:
        return None
    if script.startswith("=>", place):
        return place + 2
    return place if script.startswith("{", place) and script[end - 1] == "}" else None


def _past_brackets(script: str, place: int) -> int:
    """Return the place behind the brackets that open at one: parameters hold no strings."""
    waiting = [CLOSING[script[place]]]
    while waiting:
        place += 1
        if script[place] == waiting[-1]:
            waiting.pop()
        elif script[place] in CLOSING:
            waiting.append(CLOSING[script[place]])
    return place + 1
