"""The road to a platform: proxies, certificates, and what each failure on it means."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web

from bot.channels.base import MaybeSent, Misconfigured, NotSent
from bot.channels.http import Patience, Route, session, trouble, waiting
from tests.fakes.proxy import Proxy

CA = Path(__file__).parent / "data" / "localhost.pem"
SECRET_PATH = "/bot123:SECRET/getMe"
QUICK = Patience(connect=0.3, write=0.3, read=0.3)


@asynccontextmanager
async def site(tls: bool = False) -> AsyncIterator[str]:
    """A small real server; its URL."""
    app = web.Application()

    async def answer(request: web.Request) -> web.StreamResponse:
        if request.path == "/slow":
            await asyncio.sleep(2)
        if request.path == "/cut" and request.transport:
            request.transport.abort()
        return web.Response(text="ok")

    app.router.add_route("*", "/{path:.*}", answer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER) if tls else None
    if context:
        context.load_cert_chain(CA)
    await web.TCPSite(runner, "localhost", 0, ssl_context=context).start()
    try:
        yield f"http{'s' if tls else ''}://localhost:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


async def fetched(route: Route, url: str) -> str:
    async with session(route) as client, client.post(url, timeout=waiting(QUICK)) as response:
        return await response.text()


async def failure(route: Route, url: str) -> NotSent | MaybeSent:
    """What a request that must fail means."""
    try:
        await fetched(route, url)
    except Exception as error:  # noqa: BLE001 - any of them must have a meaning
        found = trouble(error)
        assert "SECRET" not in str(found)
        assert isinstance(found, NotSent | MaybeSent)
        return found
    raise AssertionError("it did not fail")


@pytest.mark.parametrize("scheme", ["http", "socks5", "socks5h", "socks4"])
async def test_every_kind_of_proxy_is_gone_through(scheme: str) -> None:
    """With a proxy set the request really goes through it, whatever its kind."""
    async with site() as url, Proxy() as proxy:
        assert await fetched(Route(f"{scheme}://127.0.0.1:{proxy.port}"), url + "/x") == "ok"
        assert len(proxy.asked) == 1


async def test_a_proxy_carries_tls_and_the_password_it_wants() -> None:
    """TLS goes through the office's http proxy by CONNECT, with user and password; the office's certificate is trusted too."""
    async with site(tls=True) as url, Proxy(user="van", password="thu") as proxy:
        assert await fetched(Route(f"http://van:thu@127.0.0.1:{proxy.port}", CA), url) == "ok"
        assert proxy.asked == [f"CONNECT {url.removeprefix('https://')}"]


async def test_names_are_resolved_behind_a_socks_proxy() -> None:
    """A name that does not resolve here is handed to the proxy as it is."""
    async with site() as url, Proxy(names={"api.telegram.invalid": "localhost"}) as proxy:
        port = url.rpartition(":")[2]
        assert await fetched(Route(f"socks5://127.0.0.1:{proxy.port}"), f"http://api.telegram.invalid:{port}/") == "ok"


async def test_an_unknown_certificate_is_not_trusted() -> None:
    """Without the office's certificate nothing is sent to a server that has no other."""
    async with site(tls=True) as url:
        assert isinstance(await failure(Route(), url + SECRET_PATH), NotSent)


@pytest.mark.parametrize(
    ("url", "certain"),
    [
        ("http://127.0.0.1:9" + SECRET_PATH, True),
        ("http://api.telegram.invalid" + SECRET_PATH, True),
        ("http://" + SECRET_PATH, True),
        ("/slow", False),
        ("/cut", False),
    ],
)
async def test_before_the_first_byte_it_is_certain(url: str, certain: bool) -> None:
    """No name, no connection: not sent. No answer, a cut: maybe sent."""
    async with site() as base:
        found = await failure(Route(), base + url if url.startswith("/") else url)
        assert isinstance(found, NotSent if certain else MaybeSent), found


@pytest.mark.parametrize("scheme", ["http", "socks5"])
async def test_a_proxy_that_refuses_has_sent_nothing(scheme: str) -> None:
    """A dead proxy, or one that wants a password, is certain not to have carried the request."""
    async with Proxy(user="van", password="thu") as proxy:
        refused = await failure(Route(f"{scheme}://127.0.0.1:{proxy.port}"), "https://localhost:9" + SECRET_PATH)
        dead = await failure(Route(f"{scheme}://127.0.0.1:9"), "https://localhost:9" + SECRET_PATH)
    assert isinstance(refused, NotSent)
    assert isinstance(dead, NotSent)


async def test_a_server_that_never_accepts_is_certain() -> None:
    """A connection that is not made in time has sent nothing."""
    assert isinstance(trouble(aiohttp.ConnectionTimeoutError("http://x/botSECRET")), NotSent)


async def test_a_wrong_proxy_or_certificate_file_is_said_plainly(tmp_path: Path) -> None:
    """A mistake in the settings is one, not a network trouble to wait for."""
    for route in (Route("ftp://x"), Route(ca_file=tmp_path / "none.pem")):
        with pytest.raises(Misconfigured):
            session(route)


async def test_a_route_shows_no_password() -> None:
    """The proxy's password is not in the route's repr."""
    assert "thu" not in repr(Route("http://van:thu@proxy:3128"))
