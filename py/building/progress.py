"""A progress bar for downloads. Our own, because a build must run with nothing installed."""

import sys
from types import TracebackType

WIDTH = 30  # characters


class ProgressBar:
    """Shows how many of `total` bytes are there: a bar on a terminal, else a line at the end."""

    def __init__(self, name: str, total: int) -> None:
        self.name, self.total, self.done = name, total, 0
        self.live = sys.stdout.isatty()

    def __enter__(self) -> "ProgressBar":
        self.add(0)
        return self

    def add(self, count: int) -> None:
        """Count `count` more bytes as done."""
        self.done += count
        if self.live:
            filled = WIDTH * self.done // max(self.total, 1)
            bar = "█" * filled + "·" * (WIDTH - filled)
            print(f"\r  {bar} {self.done / 1e6:6.1f} / {self.total / 1e6:.1f} MB  {self.name}",
                  end="", flush=True)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self.live:
            print()
        else:
            print(f"  {self.name}: {self.done / 1e6:.1f} of {self.total / 1e6:.1f} MB", flush=True)
