"""The bot as `kehoach run` starts it on Telegram by polling, at a pace of sends a second, or (0) with every limit lifted."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from bot.app import serve
from bot.channels.base import Channel
from bot.channels.telegram import Account, Telegram
from bot.clock import Clock
from bot.running import Runtime
from handlers.help import COMMANDS
from handlers.turn import Office
from knowledge.load import load_plan
from knowledge.question import Reader


class Lifted(Telegram):
    """Telegram without its limits, so that the machine is what is measured."""

    def __init__(self, account: Account, now: Callable[[], datetime]) -> None:
        super().__init__(account, now)
        self.abilities = replace(self.abilities, per_second=0, per_chat=0, per_group=0)


def main(api_url: str, token: str, plan: str, database: str, pace: str = "0") -> None:
    """Run until stopped."""
    logging.basicConfig(level=logging.WARNING)

    def channels(runtime: Runtime) -> Sequence[Channel]:
        account = Account(token=token, api_url=api_url, commands=COMMANDS, pace=float(pace))
        return ((Telegram if account.pace else Lifted)(account, runtime.clock.now),)

    reader = Reader(load_plan(Path(plan))).prepare()
    asyncio.run(serve(reader=reader, store_path=database, clock=Clock(), office=Office(), channels=channels))


if __name__ == "__main__":
    main(*sys.argv[1:6])
