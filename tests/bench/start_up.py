"""Start-up and live reading of the site, beside a plain Pyodide + NumPy page, as ratios."""

from tests import environment


def main() -> int:
    """Run the benchmark in the tests' environment; return its exit code."""
    return environment.run("tests.bench._start_up")
