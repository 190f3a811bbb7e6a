"""Which machines may be asked: those of the world, never one of a network of one's own.

A name is resolved once for a request, and the request goes to the very address that was looked at: a name
that answers with another address the next time (DNS rebinding) gains nothing.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
from collections.abc import Callable, Sequence
from dataclasses import dataclass

HTTPS = 443
_Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")
"""IPv6 addresses that a gateway translates to the IPv4 address in their last four bytes (RFC 6052)."""


@dataclass(frozen=True)
class Network:
    """How names become addresses, which of these may be asked, and whose certificates are believed."""

    resolve: Callable[[str], Sequence[str]]
    """Gives the addresses of a host as text; raises OSError where there are none."""
    may_ask: Callable[[str], bool]
    """Tells whether an address may be asked."""
    trust: Callable[[], ssl.SSLContext]
    port: int = HTTPS


def public_network() -> Network:
    """Return the network as every user has it: public addresses only, the certificates that the system believes."""
    return Network(resolve, is_public, ssl.create_default_context)


def resolve(host: str) -> list[str]:
    """Return the addresses of a host. Raises OSError."""
    found = socket.getaddrinfo(host, HTTPS, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def is_public(address: str) -> bool:
    """Tell whether an address is one of the world, also where it is wrapped in another."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return all(
        address.is_global and not address.is_multicast and not address.is_reserved for address in _unwrapped(found)
    )


def _unwrapped(address: _Address) -> list[_Address]:
    """Return an address, or those that it stands for: mapped, translated, 6to4, Teredo."""
    if isinstance(address, ipaddress.IPv4Address):
        return [address]
    if address.ipv4_mapped:
        return [address.ipv4_mapped]
    if address in _TRANSLATED:
        return [ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)]
    inner = [address.sixtofour] if address.sixtofour else list(address.teredo or ())
    return [address, *inner]
