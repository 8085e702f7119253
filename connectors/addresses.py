"""Addresses that came from outside: which of them may be opened. Pure.

Who names an address could mean a machine next to ours: a database, a router, the cloud's own `169.254.169.254`. Only
the internet's addresses are opened, and names only of what lies there. Special ranges: IANA, "IPv4 and IPv6
Special-Purpose Address Registries"; numbers that browsers take for addresses: URL Standard, "host parsing".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from yarl import URL

WEB = frozenset({80, 443})
"""Ports of what anybody may name."""

_GLOBAL_UNICAST = IPv6Network("2000::/3")
_TRANSLATED = IPv6Network("64:ff9b::/96")
"""The IPv4 internet as an IPv6-only machine reaches it (RFC 6052)."""
_NUMBER = re.compile(r"0x[0-9a-f]*|[0-9]+", re.ASCII)
_INSIDE = frozenset(
    ("localhost", "local", "localdomain", "internal", "intranet", "private", "corp", "home", "lan", "arpa")
)
"""Last parts of names that no public DNS answers for, or that tell of machines (RFC 6761, 6762, ICANN's .internal)."""


class Inside(ValueError):
    """Not an address of the internet. Its words say why, and not which."""


@dataclass(frozen=True, slots=True)
class Reach:
    """How a network's files and servers are reached."""

    proxy: str | None = field(default=None, repr=False)
    """`socks5://`, `socks4://` or `http://`; names are then looked up by the proxy, and what it lets through is its
    own affair.
    """
    own: str | None = None
    """Origin (`http://127.0.0.1:8081`) of the network's API where the owner has set another than the real one: a
    sandbox, a gateway. What it names of itself is opened wherever it stands.
    """
    ports: frozenset[int] | None = WEB
    """None: any, for what the network's API alone names."""

    def is_own(self, address: URL) -> bool:
        return self.own is not None and str(address.origin()) == self.own

    def without_own(self) -> Reach:
        return replace(self, own=None)


def checked(url: str | URL, reach: Reach) -> URL:
    """The address, if its form may be opened; what its name stands for is looked at when it is connected.

    Raises Inside.
    """
    try:
        address = URL(url)
        if address.scheme not in ("http", "https") or not address.raw_host or not address.port:
            raise Inside("not an address of the web")
    except (ValueError, TypeError) as error:
        raise Inside("not an address of the web") from error
    if address.raw_user is not None or address.raw_password is not None:
        raise Inside("with a user or a password")
    if reach.is_own(address):
        return address
    if reach.ports is not None and address.port not in reach.ports:
        raise Inside("of an unusual port")
    _check_host(address.raw_host.removesuffix("."))
    return address


def _check_host(host: str) -> None:
    try:
        found = ip_address(host)
    except ValueError:
        last = host.rpartition(".")[2].lower()
        # `127.1`, `2130706433`, `0x7f.0.0.1`, `0177.0.0.1`: the system's resolver would make addresses of them.
        if _NUMBER.fullmatch(last) or ":" in host:
            raise Inside("a number that is no address") from None
        if "." not in host or last in _INSIDE:
            raise Inside("a name of the inside") from None
    else:
        check_ip(found)


def check_ip(found: IPv4Address | IPv6Address) -> None:
    """Raises Inside."""
    if not is_outside(found):
        raise Inside("an address of the inside")


def is_outside(found: IPv4Address | IPv6Address) -> bool:
    """Whether it is a single machine of the internet; of IPv6 that carries an IPv4 address, both have to be."""
    if isinstance(found, IPv4Address):
        return found.is_global and not found.is_multicast and not found.is_reserved
    if found.ipv4_mapped is not None:
        return is_outside(found.ipv4_mapped)
    if found in _TRANSLATED:
        return is_outside(IPv4Address(int(found) & 0xFFFFFFFF))
    if found.sixtofour is not None or found.teredo is not None:
        return False  # tunnels of old; nobody serves files through them
    return found in _GLOBAL_UNICAST and found.is_global and found.scope_id is None
