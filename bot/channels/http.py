"""One aiohttp session a bot: the office's proxy and certificates, and no address of a request in any error."""

from __future__ import annotations

import asyncio
import functools
import ssl
from dataclasses import dataclass
from pathlib import Path

import aiohttp
from aiohttp_socks import ProxyConnectionError, ProxyConnector, ProxyError, ProxyTimeoutError

from bot.channels.base import MaybeSent, Misconfigured, NotSent, SendError

_AT_ONCE = 64
"""Open connections a bot: one listens, the others send; the pace keeps far fewer busy."""


@dataclass(frozen=True, slots=True)
class Route:
    """How to reach the platform: `proxy` is an http, https, socks4 or socks5 URL, `ca_file` certificates trusted besides the system's."""

    proxy: str | None = None
    ca_file: Path | None = None

    def __repr__(self) -> str:
        # A proxy URL may carry a password.
        return f"Route(proxy={'set' if self.proxy else None}, ca_file={str(self.ca_file) if self.ca_file else None!r})"


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds to wait for a connection, for the platform to take the request, and for its answer."""

    connect: float = 10
    write: float = 20
    read: float = 20


def session(route: Route) -> aiohttp.ClientSession:
    """A session on the running loop; raises Misconfigured when the proxy's URL or the certificate file is no good."""
    trust = _trust(route.ca_file)
    if route.proxy is None or route.proxy.startswith(("http://", "https://")):
        connector: aiohttp.TCPConnector = aiohttp.TCPConnector(limit=_AT_ONCE, ssl=trust)
        return aiohttp.ClientSession(connector=connector, proxy=route.proxy, trust_env=False)
    try:
        # rdns: the platform's name is resolved behind the proxy, for it may not resolve in front of it.
        connector = ProxyConnector.from_url(route.proxy.replace("socks5h://", "socks5://"), rdns=True, limit=_AT_ONCE, ssl=trust)
    except ValueError:
        raise Misconfigured("the proxy's address is not an http, https, socks4 or socks5 URL") from None
    return aiohttp.ClientSession(connector=connector, trust_env=False)


def waiting(patience: Patience, read: float | None = None) -> aiohttp.ClientTimeout:
    """The time limits of one request; `read` overrides the wait for the answer."""
    answer = patience.read if read is None else read
    return aiohttp.ClientTimeout(
        total=patience.connect + patience.write + answer, connect=patience.connect, sock_connect=patience.connect, sock_read=answer
    )


def trouble(error: BaseException) -> SendError:
    """What a failed request means: NotSent while no byte of it had gone out, MaybeSent ever after.

    The text of aiohttp's errors is never used: several hold the whole URL, and a URL here holds a token.
    """
    match error:
        case aiohttp.ClientConnectorDNSError():
            return NotSent("the platform's name does not resolve")
        case aiohttp.ClientConnectorCertificateError() | aiohttp.ClientSSLError():
            return NotSent("no trusted TLS connection (an office certificate may be missing)")
        case (
            aiohttp.ClientProxyConnectionError()
            | aiohttp.ClientHttpProxyError()
            | ProxyError()
            | ProxyConnectionError()
            | ProxyTimeoutError()
        ):
            return NotSent("the proxy gives no connection")
        case aiohttp.ConnectionTimeoutError():
            return NotSent("no connection in time")
        case aiohttp.ClientConnectorError():
            return NotSent("no connection")
        case aiohttp.InvalidURL():
            return NotSent("the platform's address is not a URL")
        case TimeoutError() | asyncio.TimeoutError():
            return MaybeSent("no answer in time")
        case aiohttp.ServerDisconnectedError() | aiohttp.ClientOSError() | aiohttp.ClientPayloadError() | OSError():
            return MaybeSent("connection cut before the answer")
        case _:
            return MaybeSent(f"request failed ({type(error).__name__})")


@functools.cache
def _trust(ca_file: Path | None) -> ssl.SSLContext:
    context = ssl.create_default_context()
    if ca_file is None:
        return context
    try:
        context.load_verify_locations(cafile=str(ca_file))
    except (OSError, ssl.SSLError):
        raise Misconfigured(f"the certificate file cannot be read: {ca_file.name}") from None
    return context
