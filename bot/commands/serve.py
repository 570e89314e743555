"""`kehoach run`, `kehoach demo` and `kehoach chat`: settings become a running bot."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from socket import socket

from starlette.types import ASGIApp

from bot.app import serve
from bot.channels.base import Channel, Misconfigured
from bot.channels.console import HERE, Console
from bot.channels.http import Route
from bot.channels.telegram import Account, Telegram
from bot.channels.telegram_webhook import webhook_routes
from bot.channels.web import WebChannel
from bot.clock import ZONE, Clock
from bot.commands.ask import SAMPLE, load_reader
from bot.commands.words import CHAT, Quit, say, sentence
from bot.roster import read_roster
from bot.running import Runtime
from bot.settings import Loaded, Settings, SettingsError, load_settings, load_settings_to_run
from bot.store.base import StoreError
from bot.web.app import Health, build, own_names
from bot.web.chat import Chat, Face
from bot.web.server import PortTaken, take_port
from handlers import demo as parts
from handlers import enrolment
from handlers.help import COMMANDS
from handlers.message import Address
from handlers.turn import Office, Unit
from handlers.wording import greetings
from knowledge.question import Reader
