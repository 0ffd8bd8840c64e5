"""Reading whole numbers in the built page, beside reading one digit, as ratios."""

from tests import environment


def main() -> int:
    """Run the benchmark in the tests' environment; return its exit code."""
    return environment.run("tests.bench._numbers")
