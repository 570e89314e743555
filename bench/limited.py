"""A broadcast the way it is usually written with python-telegram-bot: its AIORateLimiter, everything gathered, an echo handler beside it."""

from __future__ import annotations

import asyncio
import sys
from typing import Any

from telegram import Update
from telegram.ext import AIORateLimiter, Application, ContextTypes, MessageHandler, filters

TEXT = "Mời các đơn vị dự họp trực tuyến."


async def echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Say what was said."""
    if update.message and update.message.text:
        await update.message.reply_text(update.message.text)


def main(api_url: str, token: str, first: str, people: str) -> None:
    """Run until stopped; the broadcast begins at once."""

    async def begin(application: Application[Any, Any, Any, Any, Any, Any]) -> None:
        sends = (application.bot.send_message(int(first) + n, TEXT) for n in range(int(people)))
        application.bot_data["broadcast"] = asyncio.ensure_future(asyncio.gather(*sends, return_exceptions=True))

    limiter = AIORateLimiter(max_retries=5)
    builder = Application.builder().token(token).base_url(f"{api_url}/bot").rate_limiter(limiter).concurrent_updates(32)
    application = builder.post_init(begin).build()
    application.add_handler(MessageHandler(filters.TEXT & ~filters.COMMAND, echo))
    application.run_polling(allowed_updates=Update.ALL_TYPES)


if __name__ == "__main__":
    main(*sys.argv[1:5])
