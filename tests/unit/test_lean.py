"""What the build leaves out of Pyodide: function bodies that are never called, and nothing else."""

import pytest

from building import command, runtime
from building.lean import called, script_stubs
from building.lean.stubs import Module
from building.runtime_folder import WASM

# Written by hand after the specification: one type () -> (), a function imported, three of its own.
TINY = bytes.fromhex(
    "00 61 73 6d 01 00 00 00"  # magic, version
    "01 04 01 60 00 00"  # types
    "02 09 01 03 65 6e 76 01 66 00 00"  # import env.f, a function
    "03 04 03 00 00 00"  # functions 1 to 3
    "0a 0f 03"  # code
    "02 00 0b"  # 1: end
    "05 00 10 00 01 0b"  # 2: call 0, nop, end
    "04 00 01 01 0b"  # 3: nop, nop, end
)
WITH_ONLY_2 = bytes.fromhex(
    "00 61 73 6d 01 00 00 00"
    "01 04 01 60 00 00"
    "02 09 01 03 65 6e 76 01 66 00 00"
    "03 04 03 00 00 00"
    "0a 0f 03"
    "03 00 00 0b"  # unreachable, end
    "05 00 10 00 01 0b"
    "03 00 00 0b"
)


def test_only_the_bodies_of_uncalled_functions_are_replaced():
    module = Module(TINY)
    assert module.imports == [("env", "f")]
    assert {index: module.size(index) for index in range(5)} == {0: None, 1: 2, 2: 5, 3: 4, 4: None}
    assert module.with_only({2}) == WITH_ONLY_2
    assert module.with_only({1, 2, 3}) == TINY


def test_the_published_module_with_all_functions_is_the_published_module():
    content = runtime.obtain(command.CACHE / "runtime")[WASM].read_bytes()
    module = Module(content)
    assert len(module.bodies) == 16_955
    assert module.with_only(set(module.bodies)) == content
    assert Module(module.with_only({300})).imports == module.imports


TRACE = """\
Compiled WasmToJS wrapper wasm-to-js-5-n-n, took 0 ms; codesize 116
Stage start
Compiled function 0xa0#1 using Liftoff, took 0 ms and 9 bytes; bodysize 2 codesize 3
Compiled function 0xb0#7 using Liftoff, took 0 ms and 9 bytes; bodysize 99 codesize 3
Stage read
Compiled function 0xa0#2 using TurboFan, took 1 ms and 5 / 6 max/total bytes; bodysize 5 codesize 9
Compiled function 0xa0#1 using TurboFan, took 1 ms and 5 / 6 max/total bytes; bodysize 2 codesize 9
"""


def test_v8_names_the_first_call_of_each_function_and_its_stage():
    assert called.calls(TRACE, {"tiny": Module(TINY)}) == [
        called.Call("tiny", 1, "start"), called.Call("tiny", 2, "read")]


def test_a_trace_that_names_no_function_of_a_module_is_refused():
    with pytest.raises(called.TraceError, match="no function of tiny"):
        called.calls(TRACE.replace("bodysize 5", "bodysize 6"), {"tiny": Module(TINY)})



@pytest.mark.parametrize(("function", "stubbed"), [
    ("x=>x.b", None),  # shorter than what would take its place
    ("function c(d={}){return d}", None),
    ("function c(d={}){return d+d+d}", "function c(d={}){unreached()}"),
    ("get f(){return 1111111}", "get f(){unreached()}"),
    ("async(h)=>{await h;await h}", "async(h)=>{unreached()}"),
    ("x0=>GLctx.readBuffer(x0)", "x0=>unreached()"),
])
def test_the_body_of_an_uncalled_function_of_the_script_traps(function, stubbed):
    script = f"before;{function};after"
    at = (script.index(function), script.index(function) + len(function))
    assert script_stubs.with_only_called(script, [(*at, 1)]) == script_stubs.TRAP + script
    expected = script if stubbed is None else f"before;{stubbed};after"
    assert script_stubs.with_only_called(script, [(*at, 0)]) == script_stubs.TRAP + expected


def test_an_export_that_is_never_named_again_goes():
    names = ",".join(f"_n{i}" for i in range(400))
    exports = "".join(f'_n{i}=Module["_n{i}"]=wasmExports["n{i}"];' for i in range(400))
    left = script_stubs.without_unused_exports(f"var {names};{exports}_n7();")
    assert left == 'var _n7;_n7=Module["_n7"]=wasmExports["n7"];_n7();'


def test_library_functions_that_trap_go_and_what_webassembly_imports_traps_or_stays():
    script = (
        'function _a(x){unreached()}_a.sig="ii";Module["_a"]=_a;'  # nobody's
        'function _b(x){unreached()}_b.sig="ii";Module["_b"]=_b;'  # imported
        'function _c(x){unreached()}_c.sig="ii";'  # its address is taken
        'function _d(){return 1}var _e=_d;_e.sig="i";'  # a second name, imported
        "var _f=()=>{unreached()};_f();"  # named
        "var wasmImports={a:_a,b:_b,c:_c,d:_d,e:_e,f:_f,own};")
    imports = [("env", "b"), ("GOT.func", "c"), ("env", "e"), ("env", "own")]
    assert script_stubs.without_unused_library(script, imports) == (
        'function _c(x){unreached()}_c.sig="ii";'
        "function _d(){return 1}"
        "var _f=()=>{unreached()};_f();"
        "var wasmImports={b:unreached,c:_c,d:_d,e:_d,f:_f,own};")
