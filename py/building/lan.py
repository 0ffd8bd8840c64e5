"""The addresses under which other devices on the same network find this machine."""

import ipaddress
import socket

# One in each private range, and one that stands for the rest of the world.
ELSEWHERE = ("192.168.255.254", "10.255.255.254", "172.31.255.254", "192.0.2.1")
DISCARD = 9  # the port that throws everything away


def addresses() -> list[str]:
    """Return this machine's IPv4 addresses, the likeliest first; none where it has no network."""
    found = dict.fromkeys([*_towards_others(), *_by_name()])
    return [address for address in found if not ipaddress.ip_address(address).is_loopback]


def _towards_others() -> list[str]:
    """Ask the system from which address it would reach others; connecting UDP sends nothing."""
    found = []
    for other in ELSEWHERE:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            try:
                probe.connect((other, DISCARD))
            except OSError:  # no way there
                continue
            found.append(probe.getsockname()[0])
    return found


def _by_name() -> list[str]:
    """Return what this machine's name stands for: it may have interfaces with no way out."""
    try:
        return socket.gethostbyname_ex(socket.gethostname())[2]
    except OSError:
        return []
