"""What a taught hand gives its writer, and what it costs other writers' digits and letters."""

from tests import environment


def main() -> int:
    """Run the benchmark in the tests' environment; return its exit code."""
    return environment.run("tests.bench._hand")
