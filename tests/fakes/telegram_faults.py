"""What can go wrong between the bot and the fake Bot API server."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any


@dataclass
class Fault:
    """What goes wrong with the next `times` calls of `method` (to `chat`, if given); `kind` is one of KINDS."""

    kind: str
    method: str = "sendMessage"
    times: int = 1
    seconds: float = 1
    chat: int | None = None
    to: int = 0


REFUSALS: dict[str, tuple[int, str]] = {
    "blocked": (403, "Forbidden: bot was blocked by the user"),
    "kicked": (403, "Forbidden: bot was kicked from the group chat"),
    "chat not found": (400, "Bad Request: chat not found"),
    "entities": (400, "Bad Request: can't parse entities: unsupported start tag"),
    "bad request": (400, "Bad Request: message is too long"),
    "token": (401, "Unauthorized"),
    "conflict": (409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"),
    "server error": (500, "Internal Server Error"),
    "not ok": (200, "Bad Request: message is too long"),
}
PAGES: dict[str, tuple[int, str]] = {
    "html": (502, "<html><body>502 Bad Gateway</body></html>"),
    "html 200": (200, "<html><body>Welcome to the hotel</body></html>"),
    "firewall": (403, "<html><body>Blocked by policy</body></html>"),
    "empty": (200, ""),
    "half": (200, '{"ok":true,"result":{"mess'),
}
KINDS = [*REFUSALS, *PAGES, "flood", "migrate", "cut before", "cut after", "slow"]


def refusal(code: int, description: str, **parameters: Any) -> str:
    answer = {"ok": False, "error_code": code, "description": description}
    return json.dumps(answer | ({"parameters": parameters} if parameters else {}))


def spoilt(fault: Fault) -> tuple[int, str] | None:
    """The answer of a fault that keeps the call from being done."""
    if fault.kind == "flood":
        return 429, refusal(429, f"Too Many Requests: retry after {fault.seconds:.0f}", retry_after=int(fault.seconds))
    if fault.kind == "migrate":
        return 400, refusal(400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=fault.to)
    if fault.kind == "not ok":
        return 200, refusal(400, REFUSALS["not ok"][1])
    if fault.kind in REFUSALS:
        status, description = REFUSALS[fault.kind]
        return status, refusal(status, description)
    if fault.kind == "firewall":
        return PAGES["firewall"]
    return None
