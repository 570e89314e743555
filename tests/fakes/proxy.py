"""A small real proxy on loopback that speaks HTTP (CONNECT and whole URLs), SOCKS4a and SOCKS5."""

from __future__ import annotations

import asyncio
import base64
import struct
from typing import Self
from urllib.parse import urlsplit


class Proxy:
    """`asked` lists what went through; `names` are hosts only this proxy resolves."""

    def __init__(self, user: str = "", password: str = "", names: dict[str, str] | None = None) -> None:
        self.user, self.password, self.names = user, password, names or {}
        self.asked: list[str] = []
        self.port = 0
        self._tasks: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        try:
            first = await reader.readexactly(1)
            far = await {b"\x05": self._socks5, b"\x04": self._socks4}.get(first, self._http)(first, reader, writer)
            if far:
                await asyncio.gather(_pump(reader, far[1]), _pump(far[0], writer))
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def _reach(self, how: str, host: str, port: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        self.asked.append(f"{how} {host}:{port}")
        return await asyncio.open_connection(self.names.get(host, host), port)

    async def _http(
        self, first: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> tuple[asyncio.StreamReader, asyncio.StreamWriter] | None:
        head = first + await reader.readuntil(b"\r\n\r\n")
        method, target, _ = head.split(b"\r\n", 1)[0].decode().split(" ")
        pass_word = base64.b64encode(f"{self.user}:{self.password}".encode())
        if self.user and b"proxy-authorization: basic " + pass_word.lower() not in head.lower():
            writer.write(b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            await writer.drain()
            return None
        if method == "CONNECT":
            host, _, port = target.rpartition(":")
            far = await self._reach("CONNECT", host, int(port))
            writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
            return far
        parts = urlsplit(target)
        far = await self._reach(method, parts.hostname or "", parts.port or 80)
        far[1].write(head.replace(target.encode(), parts.path.encode() or b"/", 1))
        return far

    async def _socks5(
        self, _: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> tuple[asyncio.StreamReader, asyncio.StreamWriter] | None:
        await reader.readexactly((await reader.readexactly(1))[0])
        writer.write(b"\x05\xff" if self.user else b"\x05\x00")
        if self.user:
            return None
        kind = (await reader.readexactly(4))[3]
        length = 4 if kind == 1 else (await reader.readexactly(1))[0]
        name = await reader.readexactly(length)
        host = ".".join(map(str, name)) if kind == 1 else name.decode()
        far = await self._reach("SOCKS5", host, struct.unpack(">H", await reader.readexactly(2))[0])
        writer.write(b"\x05\x00\x00\x01" + bytes(6))
        return far

    async def _socks4(
        self, _: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        _, port, address = struct.unpack(">BH4s", await reader.readexactly(7))
        await reader.readuntil(b"\0")
        named = address[:3] == bytes(3) and address[3]
        host = (await reader.readuntil(b"\0"))[:-1].decode() if named else ".".join(map(str, address))
        far = await self._reach("SOCKS4", host, port)
        writer.write(b"\x00\x5a" + bytes(6))
        return far


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await reader.read(65536):
        writer.write(data)
        await writer.drain()
    writer.close()
