"""Stands in for asyncio in the lean runtime: an event loop that nobody enters.

Pyodide builds its event loop on asyncio whenever it starts; the recogniser, all of it synchronous,
never awaits. asyncio and what it alone imports (sockets, TLS, subprocesses, logging, …: 60 modules)
would take a third of Python's start. This is what pyodide/webloop.py asks for when it is imported.
"""


class _Named:
    def __class_getitem__(cls, _item: object) -> type:
        return cls


class Future(_Named):
    """Subclassed by Pyodide, never made."""


class Task(_Named):
    """Subclassed by Pyodide, never made."""


class AbstractEventLoop:
    """Subclassed by Pyodide, made once, never run."""


class DefaultEventLoopPolicy:
    """Subclassed by Pyodide, made once, never asked."""


def run(_main: object) -> None:
    """Raise: here is no event loop."""
    raise RuntimeError("the lean runtime has no event loop: build the site with --full")


sleep = ensure_future = gather = run


def set_event_loop_policy(_policy: DefaultEventLoopPolicy) -> None:
    """Ignore it: nobody will ask for the loop."""


def _set_running_loop(_loop: AbstractEventLoop) -> None:
    """Ignore it, as above."""
