"""An operator's exceptions from the guard go in; hosts and networks, on ports, come out."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_network
from urllib.parse import urlsplit

Network = IPv4Network | IPv6Network
Address = IPv4Address | IPv6Address
HOST = re.compile(r"[\w.:-]+")


@dataclass(frozen=True, slots=True)
class Allowed:
    """An exception that the operator makes: a host or network, on one port or on all."""

    host: str | None = None
    network: Network | None = None
    port: int | None = None

    def covers(self, host: str, address: Address | None, port: int) -> bool:
        """Say whether a connection to this host at this address and port is allowed by it."""
        if self.port not in (None, port):
            return False
        if self.network is not None:
            return address is not None and address in self.network
        return self.host == host


def parse_allowed(entries: Iterable[str]) -> tuple[Allowed, ...]:
    """Read an allow-list: "intranet.example", "10.1.0.0/16", "127.0.0.1:8080", "[::1]:8080".

    Raises:
        ValueError: an entry, which it names, is none of these.
    """
    return tuple(_parse_entry(entry.strip()) for entry in entries if entry.strip())


def _parse_entry(entry: str) -> Allowed:
    try:
        return Allowed(network=ip_network(entry.strip("[]"), strict=False))
    except ValueError:
        pass
    try:
        parts = urlsplit(f"//{entry}")
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port = None, None
    if not host or not HOST.fullmatch(host) or parts.path or "@" in entry:
        raise ValueError(
            f"{entry!r} is no host, network or host:port: "
            "write it like intranet.example:8080 or 10.1.0.0/16"
        )
    try:
        return Allowed(network=ip_network(host), port=port)
    except ValueError:
        return Allowed(host=host.rstrip("."), port=port)
