"""The first answer over four links, beside plain Pyodide, ONNX Runtime Web and TensorFlow.js.

All of it takes an hour and a half; `_first_answer` takes arguments to measure less.
"""

from tests import environment


def main() -> int:
    """Run the benchmark in the tests' environment; return its exit code."""
    return environment.run("tests.bench._first_answer")
