"""A link to a browser: so many bits a second for all its connections together, and a delay.

Left out is what a real one does besides: packets that are lost, TCP that starts slowly, TLS, and
that what is asked for takes room on the way up.
"""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

PACKET = 1460  # bytes, as Ethernet has them
A_TURN = 0.002  # s; how long a connection has the link to itself, if a packet is not longer
LATE = 0.05  # s by which a timer or a browser may be late without the link standing still meanwhile
WHOLE = 65_536  # bytes handed over at once where nothing is slowed


@dataclass
class Link:
    """What carries bytes down; connections take turns. All times are seconds of one clock."""

    name: str
    rate: float | None = None  # bytes a second; None: as fast as this machine hands them over
    round_trip: float = 0
    _free: float = field(default=0, init=False)  # when all that it was given has arrived

    def carry(self, asked: float, size: int) -> float:
        """Take in so many bytes at a time; return when the last of them has arrived."""
        if self.rate is None:
            return asked
        self._free = max(asked, self._free) + size / self.rate
        return self._free

    def turns(self, content: bytes) -> Iterator[memoryview]:
        """Cut what one connection sends into what it sends at a time."""
        size = WHOLE if self.rate is None else max(PACKET, int(self.rate * A_TURN))
        for first in range(0, len(content), size):
            yield memoryview(content)[first : first + size]

    def answered(self, connected: float, asked: float) -> float:
        """Return when the first byte of an answer can arrive.

        connected: when the browser began to connect, from which it takes a round trip until it
        can ask. asked: when it did, here, where nothing holds it up.
        """
        return max(asked, connected + self.round_trip) + self.round_trip

    async def send(
        self, writer: asyncio.StreamWriter, content: bytes, start: float,
        sent: Callable[[int], None],
    ) -> None:
        """Send from a time of the running loop on, in turn with others; tell of each piece sent."""
        loop = asyncio.get_running_loop()
        await asyncio.sleep(start - loop.time())
        arrival = start
        for piece in self.turns(content):
            # Counted from when the last piece was due, not from when a timer saw to it.
            arrival = self.carry(max(arrival, loop.time() - LATE), len(piece))
            if (wait := arrival - loop.time()) > 0:
                await asyncio.sleep(wait)
            sent(len(piece))  # before it leaves: the browser may come to run before this does again
            writer.write(piece)
            await writer.drain()


def links() -> dict[str, Link]:
    """Return those that are measured, nothing on them yet: by name, the unslowed one first."""
    found = [Link("localhost")]
    for megabits, milliseconds in ((1.6, 150), (10, 40), (100, 40)):
        found.append(Link(f"{megabits:g}", megabits * 1e6 / 8, milliseconds / 1000))
    return {link.name: link for link in found}
