"""What was computed last time, so that what has not changed is not computed again."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Generic, TypeVar

Result = TypeVar("Result")


class Memory(Generic[Result]):
    """The results for the keys that were asked for last; older ones are forgotten."""

    def __init__(self) -> None:
        self._results: dict[Hashable, Result] = {}

    def recall(
        self, keys: Sequence[Hashable], compute: Callable[[list[int]], Iterable[Result]]
    ) -> list[Result]:
        """Return the result for each key.

        compute: returns the results for those of the keys, by their places, that are new.
        """
        new = [place for place, key in enumerate(keys) if key not in self._results]
        fresh = dict(zip((keys[place] for place in new), compute(new) if new else (), strict=True))
        known = self._results | fresh
        self._results = {key: known[key] for key in keys}
        return [known[key] for key in keys]

    def known(self, keys: Sequence[Hashable]) -> list[Result]:
        """Return the result for each key, all of which were asked for last."""
        return [self._results[key] for key in keys]
