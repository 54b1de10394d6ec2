"""An address goes in; a refusal comes out, or nothing where the network may be asked for it.

Nothing here asks the network: names are judged before they are looked up, numbers afterwards.
"""

from collections.abc import Sequence
from functools import cache
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import SplitResult, urlsplit

from flows.allowed import Address, Allowed, Network
from flows.errors import BadDocument
from flows.lists import read_rows

PUBLIC_PORTS = frozenset({80, 443})
NAT64 = ip_network("64:ff9b::/96")  # RFC 6052: the last four bytes are an IPv4 address


@cache
def blocked_networks() -> tuple[tuple[Network, str], ...]:
    """Return the networks of seeds/blocked_networks.csv, each with what it is."""
    return tuple((ip_network(row["network"]), row["name"]) for row in read_rows("blocked_networks"))


def check_url(url: str, allowed: Sequence[Allowed]) -> SplitResult:
    """Return the parts of an address that may be looked up; raise BadDocument("refused") else."""
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError as error:
        raise BadDocument("refused", f"{url[:200]!r} is not an address: {error}") from error
    host = (parts.hostname or "").rstrip(".")
    if parts.scheme not in {"http", "https"} or not host:
        raise BadDocument("refused", f"{url[:200]!r}: only http and https addresses are fetched")
    if "@" in parts.netloc:
        raise BadDocument(
            "refused", f"the address at {host} carries a user name or password: remove them"
        )
    if port not in PUBLIC_PORTS and not any(_may_cover(entry, host, port) for entry in allowed):
        raise BadDocument(
            "refused",
            f"{host}:{port}: only ports 80 and 443 are asked, but for what is yours: "
            f"DATELINE_ALLOW_NETWORKS={host}:{port}",
        )
    return parts


def _may_cover(entry: Allowed, host: str, port: int) -> bool:
    """Say whether an entry could cover a host whose address is not known yet."""
    return entry.port in (None, port) and (entry.network is not None or entry.host == host)


def check_address(host: str, number: str, port: int, allowed: Sequence[Allowed]) -> Address:
    """Return the address as one that may be connected to; raise BadDocument("refused") else."""
    address = ip_address(number)
    host = host.rstrip(".").lower()
    if any(entry.covers(host, address, port) for entry in allowed):
        return address
    if port not in PUBLIC_PORTS:
        raise BadDocument("refused", f"{host}:{port}: only ports 80 and 443 of public addresses")
    name = _blocked_as(address)
    if name is not None:
        raise BadDocument("refused", f"{host} leads to {address}, not a public address: {name}")
    return address


def _blocked_as(address: Address) -> str | None:
    """Return what the address is where it is not a public one."""
    if isinstance(address, IPv6Address):
        if address.scope_id:
            return "an address with a zone"
        if address.ipv4_mapped is not None:
            return _blocked_as(address.ipv4_mapped)
        if address in NAT64:
            return _blocked_as(IPv4Address(int(address) & 0xFFFFFFFF))
    for network, name in blocked_networks():
        if address.version == network.version and address in network:
            return name
    return None if address.is_global else "reserved"
