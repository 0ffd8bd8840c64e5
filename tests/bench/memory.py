"""Memory of the tab over 20 reloads and 10,000 readings."""

from tests import environment


def main() -> int:
    """Run the benchmark in the tests' environment; return its exit code."""
    return environment.run("tests.bench._memory")
