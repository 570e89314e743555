"""uvicorn inside our own event loop, on a port taken beforehand, with its streams ended before it stops."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import os
import socket
from collections.abc import Iterator

import uvicorn
from starlette.types import ASGIApp

GRACE = 2
_TAKEN = (errno.EADDRINUSE, errno.EACCES)


class PortTaken(Exception):
    """Another program listens there already, or the address is not one of this machine."""

    def __init__(self, host: str, port: int, taken: bool) -> None:
        super().__init__(f"{host}:{port}")
        self.host = host
        self.port = port
        self.taken = taken


def take_port(host: str, port: int) -> socket.socket:
    """A bound socket (port 0: any free port). PortTaken where that cannot be had."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        taken = socket.socket(family, socket.SOCK_STREAM)
    except OSError:
        raise PortTaken(host, port, taken=False) from None
    try:
        # On Windows that option would let two programs share the port.
        if os.name == "posix":
            taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind((host, port))
        taken.listen(128)
    except OSError as error:
        taken.close()
        raise PortTaken(host, port, taken=error.errno in _TAKEN) from None
    return taken


class WebServer:
    """Serves an application until `stop`; signals are the program's business, not the server's."""

    def __init__(self, app: ASGIApp, listening: socket.socket) -> None:
        self._socket = listening
        config = uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=GRACE,
            timeout_keep_alive=20,
            limit_concurrency=2000,
            lifespan="off",
            proxy_headers=False,
        )
        self._server = _Quiet(config)

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self._socket.getsockname()[1])

    async def serve(self) -> None:
        """Until `stop`, or until cancelled."""
        try:
            await self._server.serve([self._socket])
        finally:
            self._socket.close()

    async def started(self) -> None:
        """Return once requests are answered."""
        while not self._server.started:  # noqa: ASYNC110 - uvicorn has no event to wait for
            await asyncio.sleep(0.01)

    def stop(self) -> None:
        """Take no more requests and let `serve` return; open streams must have been told to end."""
        self._server.should_exit = True


class _Quiet(uvicorn.Server):
    """Leaves the process's signals alone."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield
