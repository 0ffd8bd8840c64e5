"""Replacing the bodies of WebAssembly functions that are never called.

Types, indices, tables and data stay as they were published, so whatever is called does what it
did. A function that was thought uncalled, and is called, traps: it cannot answer wrongly.

The format: WebAssembly Core Specification 2.0, 5.4.9 (instructions) and 5.5 (modules).
"""

from collections.abc import Iterator

PREAMBLE = 8  # bytes: the magic number and the version
IMPORT, CODE = 2, 10  # identifiers of sections
FUNCTION_IMPORT, TABLE_IMPORT, _MEMORY_IMPORT, GLOBAL_IMPORT, TAG_IMPORT = range(5)
# A body: no locals, `unreachable`, `end`.
UNREACHABLE = bytes((0, 0x00, 0x0B))


class Module:
    """A WebAssembly module: its bytes, and where the bodies of its functions lie in them."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.imports: list[tuple[str, str]] = []  # the module of each, and its name
        self.imported = 0  # functions, which come before its own in the order of indices
        self.bodies: dict[int, tuple[int, int]] = {}  # start and end in bytes, by index
        self._code = (0, 0)
        for identifier, start, end in self._sections():
            if identifier == IMPORT:
                self._find_imports(start)
            elif identifier == CODE:
                self._code = (start, end)
                self._find_bodies(start)

    def size(self, index: int) -> int | None:
        """Return the size of a function's body in bytes; None where it has no such function."""
        start, end = self.bodies.get(index, (0, 0))
        return end - start or None

    def with_only(self, called: set[int]) -> bytes:
        """Return the module with the bodies of all functions but those called replaced."""
        bodies = [
            self.content[start:end] if index in called else UNREACHABLE
            for index, (start, end) in self.bodies.items()
        ]
        code = _number(len(bodies)) + b"".join(_number(len(body)) + body for body in bodies)
        parts = [self.content[:PREAMBLE]]
        for identifier, start, end in self._sections():
            section = code if (start, end) == self._code else self.content[start:end]
            parts += [bytes((identifier,)), _number(len(section)), section]
        return b"".join(parts)

    def _sections(self) -> Iterator[tuple[int, int, int]]:
        """Yield each section's identifier, and where its content starts and ends."""
        place = PREAMBLE
        while place < len(self.content):
            identifier = self.content[place]
            size, start = self._read_number(place + 1)
            yield identifier, start, start + size
            place = start + size

    def _find_bodies(self, place: int) -> None:
        count, place = self._read_number(place)
        for index in range(self.imported, self.imported + count):
            size, start = self._read_number(place)
            self.bodies[index] = (start, start + size)
            place = start + size

    def _find_imports(self, place: int) -> None:
        count, place = self._read_number(place)
        for _ in range(count):
            module, place = self._read_name(place)
            name, place = self._read_name(place)
            self.imports.append((module, name))
            kind, place = self.content[place], place + 1
            self.imported += kind == FUNCTION_IMPORT
            place = self._past_description(kind, place)

    def _past_description(self, kind: int, place: int) -> int:
        """Return where the description of an import ends."""
        if kind == FUNCTION_IMPORT:
            return self._read_number(place)[1]
        if kind == GLOBAL_IMPORT:
            return place + 2  # a type of one byte, and whether it changes
        if kind == TAG_IMPORT:
            return self._read_number(place + 1)[1]
        flags = self.content[place + (kind == TABLE_IMPORT)]
        place += 1 + (kind == TABLE_IMPORT)
        for _limit in range(1 + (flags & 1)):
            place = self._read_number(place)[1]
        return place

    def _read_name(self, place: int) -> tuple[str, int]:
        """Return the name at a place, and the place behind it."""
        size, start = self._read_number(place)
        return self.content[start:start + size].decode(), start + size

    def _read_number(self, place: int) -> tuple[int, int]:
        """Return the unsigned LEB128 number at a place, and the place behind it."""
        value = shift = 0
        while True:
            byte = self.content[place]
            place += 1
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                return value, place
            shift += 7


def _number(value: int) -> bytes:
    """Return an unsigned number in LEB128."""
    written = bytearray()
    while value >= 0x80:
        written.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*written, value])
