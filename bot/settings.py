"""What the office sets in its environment or in .env, checked all at once before anything starts."""

from __future__ import annotations

import difflib
import os
import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from dotenv import dotenv_values
from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.clock import ZONE
from handlers.message import Address

PLANS = Path(__file__).parents[1] / "knowledge" / "plans"
SAMPLE_PLAN = "dai-hoi-thi-dua-2014"
WORDS: dict[str, dict[str, str]] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
# Names that share our prefixes without being settings of the bot: the test run's own switch.
NOT_OURS = frozenset({"KEHOACH_REQUIRE"})
DIRECT = "off"
TAKEN = frozenset({"telegram", "web", "terminal"})
"""Names of channels that are no Zalo bot's."""


class SettingsError(Exception):
    """Settings that are wrong or missing; `mistakes` are whole Vietnamese sentences without any secret."""

    def __init__(self, mistakes: tuple[str, ...]) -> None:
        super().__init__("\n".join((WORDS["say"]["head"], *(f"  - {mistake}" for mistake in mistakes))))
        self.mistakes = mistakes


def _moment(text: str) -> datetime:
    """A day means its 08:00; a moment without an offset is Vietnamese time."""
    moment = datetime.fromisoformat(text)
    if len(text) <= len("2014-07-17"):
        moment = datetime.combine(moment, time(8))
    return moment.replace(tzinfo=ZONE) if moment.tzinfo is None else moment.astimezone(ZONE)


def _plan_dir(text: str) -> Path:
    for folder in (Path(text), PLANS / text):
        if (folder / "plan.toml").is_file():
            return folder
    raise ValueError("no plan.toml")


def _data_dir(text: str) -> Path:
    folder = Path(text)
    nearest = next(parent for parent in (folder, *folder.absolute().parents) if parent.exists())
    if not nearest.is_dir() or not os.access(nearest, os.W_OK):
        raise ValueError("not writable")
    return folder


def _existing_file(text: str) -> Path:
    if not os.access(text, os.R_OK) or not Path(text).is_file():
        raise ValueError("not a readable file")
    return Path(text)


def _addresses(text: str) -> frozenset[Address]:
    found = [tuple(part.strip() for part in item.partition(":")) for item in text.split(",") if item.strip()]
    if not all(bot and chat for bot, _, chat in found):
        raise ValueError("not bot:chat")
    return frozenset(Address(bot, chat) for bot, _, chat in found)


def _named_tokens(text: str) -> tuple[tuple[str, SecretStr], ...]:
    """Tokens apart by commas, each "name=token"; one alone needs no name."""
    items = [item.strip() for item in text.split(",") if item.strip()]
    found = [(name.strip(), token.strip()) if eq else ("zalo", name.strip()) for name, eq, token in (item.partition("=") for item in items)]
    names = [name for name, _ in found]
    if not found or len(set(names)) < len(names) or not all(re.fullmatch(r"[a-z][a-z0-9-]{0,31}", name) and name not in TAKEN for name in names):
        raise ValueError("not name=token")
    if not all(re.fullmatch(r"\d+:[A-Za-z0-9_\-]+", token) for _, token in found):
        raise ValueError("not a token")
    return tuple((name, SecretStr(token)) for name, token in found)


def _url(schemes: tuple[str, ...]) -> Callable[[str], str]:
    def check(text: str) -> str:
        parts = urlsplit(text)
        if parts.scheme not in schemes or not parts.hostname or parts.query or parts.fragment or (parts.port or 1) < 1:
            raise ValueError("not an address")
        return text.rstrip("/")

    return check


def _secret(check: Callable[[str], object]) -> Callable[[str], SecretStr]:
    def keep(text: str) -> SecretStr:
        check(text)
        return SecretStr(text)

    return keep


def _matching(pattern: str) -> Callable[[str], str]:
    def check(text: str) -> str:
        if not re.fullmatch(pattern, text):
            raise ValueError("does not match")
        return text

    return check


_web_url = _url(("https", "http"))
_proxy = _url(("http", "https", "socks4", "socks5", "socks5h"))


def _proxy_or_direct(text: str) -> str:
    return text if text == DIRECT else _proxy(text)


class Settings(BaseSettings):
    """Every setting, by the name it has in .env; `telegram_proxy` and the like are used through the properties."""

    model_config = SettingsConfigDict(
        case_sensitive=True,
        env_file_encoding="utf-8-sig",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
        validate_default=False,
    )

    data: Annotated[Path, BeforeValidator(_data_dir)] = Field(Path("var"), validation_alias="KEHOACH_DATA")
    plan: Annotated[Path, BeforeValidator(_plan_dir)] = Field(PLANS / SAMPLE_PLAN, validation_alias="KEHOACH_PLAN")
    today: Annotated[datetime | None, BeforeValidator(_moment)] = Field(None, validation_alias="KEHOACH_TODAY")
    rehearsal: Annotated[frozenset[Address], NoDecode, BeforeValidator(_addresses)] = Field(
        frozenset(), validation_alias="KEHOACH_REHEARSAL"
    )
    host: Annotated[str, AfterValidator(_matching(r"[A-Za-z0-9.:\-]{1,253}"))] = Field("127.0.0.1", validation_alias="KEHOACH_HOST")
    port: Annotated[int, Field(ge=1, le=65535)] = Field(8080, validation_alias="KEHOACH_PORT")
    public_url: Annotated[str | None, BeforeValidator(_web_url)] = Field(None, validation_alias="KEHOACH_PUBLIC_URL")
    web: Literal["on", "off"] = Field("off", validation_alias="KEHOACH_WEB")
    contact: Annotated[str, AfterValidator(_matching(r"[^\r\n]{0,200}"))] = Field("", validation_alias="KEHOACH_CONTACT")
    secretariat: Annotated[frozenset[Address], NoDecode, BeforeValidator(_addresses)] = Field(
        frozenset(), validation_alias="KEHOACH_SECRETARIAT"
    )
    approval: Literal["on", "off"] = Field("off", validation_alias="KEHOACH_APPROVAL")
    approve_above: Annotated[int, Field(ge=1, le=1_000_000)] = Field(200, validation_alias="KEHOACH_APPROVE_ABOVE")
    invite_days: Annotated[int, Field(ge=1, le=366)] = Field(30, validation_alias="KEHOACH_INVITE_DAYS")
    proxy: Annotated[SecretStr | None, BeforeValidator(_secret(_proxy))] = Field(None, validation_alias="KEHOACH_PROXY")
    ca_file: Annotated[Path | None, BeforeValidator(_existing_file)] = Field(None, validation_alias="KEHOACH_CA_FILE")
    telegram_token: Annotated[SecretStr | None, BeforeValidator(_secret(_matching(r"\d+:[A-Za-z0-9_\-]+")))] = Field(
        None, validation_alias="TELEGRAM_BOT_TOKEN"
    )
    telegram_api_url: Annotated[str, AfterValidator(_web_url)] = Field("https://api.telegram.org", validation_alias="TELEGRAM_API_URL")
    telegram_mode: Literal["polling", "webhook"] = Field("polling", validation_alias="TELEGRAM_MODE")
    telegram_webhook_secret: Annotated[
        SecretStr | None, BeforeValidator(_secret(_matching(r"[A-Za-z0-9_\-]{16,256}")))
    ] = Field(None, validation_alias="TELEGRAM_WEBHOOK_SECRET")
    telegram_proxy_setting: Annotated[SecretStr | None, BeforeValidator(_secret(_proxy_or_direct))] = Field(
        None, validation_alias="TELEGRAM_PROXY"
    )
    telegram_pace: Annotated[float, Field(gt=0, le=30)] = Field(30, validation_alias="TELEGRAM_PACE")
    telegram_paid: Annotated[float, Field(ge=0, le=1000)] = Field(0, validation_alias="TELEGRAM_PAID_PACE")

    zalo_tokens: Annotated[tuple[tuple[str, SecretStr], ...], NoDecode, BeforeValidator(_named_tokens)] = Field(
        (), validation_alias="ZALO_BOT_TOKENS"
    )
    zalo_api_url: Annotated[str, AfterValidator(_web_url)] = Field(
        "https://bot-api.zaloplatforms.com", validation_alias="ZALO_BOT_API_URL"
    )
    zalo_mode: Literal["polling", "webhook"] = Field("polling", validation_alias="ZALO_BOT_MODE")
    zalo_webhook_secret: Annotated[
        SecretStr | None, BeforeValidator(_secret(_matching(r"[A-Za-z0-9_\-]{16,256}")))
    ] = Field(None, validation_alias="ZALO_BOT_WEBHOOK_SECRET")
    zalo_proxy_setting: Annotated[SecretStr | None, BeforeValidator(_secret(_proxy_or_direct))] = Field(
        None, validation_alias="ZALO_BOT_PROXY"
    )
    zalo_people: Annotated[int, Field(ge=1, le=1_000_000)] = Field(50, validation_alias="ZALO_BOT_PEOPLE")
    zalo_messages: Annotated[int, Field(ge=1, le=100_000_000)] = Field(3000, validation_alias="ZALO_BOT_MESSAGES")
    zalo_counts: Literal["out", "all"] = Field("out", validation_alias="ZALO_BOT_COUNTS")
    zalo_reset_day: Annotated[int, Field(ge=1, le=28)] = Field(1, validation_alias="ZALO_BOT_RESET_DAY")

    @property
    def zalo_proxy(self) -> SecretStr | None:
        """The proxy Zalo is reached through, as with Telegram's."""
        own = self.zalo_proxy_setting
        if own is None:
            return self.proxy
        return None if own.get_secret_value() == DIRECT else own

    @property
    def telegram_proxy(self) -> SecretStr | None:
        """The proxy Telegram is reached through: its own, else everybody's; None is a direct connection."""
        own = self.telegram_proxy_setting
        if own is None:
            return self.proxy
        return None if own.get_secret_value() == DIRECT else own

    @property
    def database(self) -> Path:
        """The file everything is kept in; a rehearsal has one of its own."""
        return self.data / ("kehoach.sqlite3" if self.today is None else "kehoach-dien-tap.sqlite3")


def revealed(secret: SecretStr | None) -> str | None:
    """What a secret hides, for the one who sends it."""
    return secret.get_secret_value() if secret else None


@dataclass(frozen=True, slots=True)
class Loaded:
    """Settings that may be used, with Vietnamese warnings about names nobody reads."""

    settings: Settings
    warnings: tuple[str, ...]


def load_settings(env_file: Path | None = Path(".env")) -> Loaded:
    """The settings of this process, environment before `env_file`. SettingsError names every mistake at once."""
    return _load(env_file, _missing)


def load_settings_to_run(env_file: Path | None = Path(".env")) -> Loaded:
    """As `load_settings`, for a bot that people are to reach: without any channel it is a mistake too."""
    return _load(env_file, lambda given: _missing(given) + _without_channel(given))


def _load(env_file: Path | None, missing: Callable[[dict[str, str]], tuple[str, ...]]) -> Loaded:
    sources: dict[str, Any] = {"_env_file": env_file}
    wrong: tuple[str, ...] = ()
    try:
        given = _given(env_file)
        settings = Settings(**sources)
    except UnicodeDecodeError:
        raise SettingsError((WORDS["say"]["unreadable"].format(file=env_file),)) from None
    except ValidationError as error:
        wrong = tuple(_mistake(str(item["loc"][0]), given) for item in error.errors())
    mistakes = wrong + missing(given)
    if mistakes:
        raise SettingsError(mistakes)
    return Loaded(settings, _unknown_names(given))


def _missing(given: dict[str, str]) -> tuple[str, ...]:
    webhook = given.get("TELEGRAM_MODE") == "webhook"
    zalo = given.get("ZALO_BOT_MODE") == "webhook"
    checks = {
        "webhook_token": webhook and not given.get("TELEGRAM_BOT_TOKEN"),
        "webhook_secret": webhook and not given.get("TELEGRAM_WEBHOOK_SECRET"),
        "webhook_url": webhook and not given.get("KEHOACH_PUBLIC_URL", "").startswith("https://"),
        "zalo_token": zalo and not given.get("ZALO_BOT_TOKENS"),
        "zalo_secret": zalo and not given.get("ZALO_BOT_WEBHOOK_SECRET"),
        "zalo_url": zalo and not given.get("KEHOACH_PUBLIC_URL", "").startswith("https://"),
        "rehearsal": bool(given.get("KEHOACH_REHEARSAL")) and not given.get("KEHOACH_TODAY"),
    }
    return tuple(WORDS["missing"][key] for key, wrong in checks.items() if wrong)


def _without_channel(given: dict[str, str]) -> tuple[str, ...]:
    reachable = given.get("TELEGRAM_BOT_TOKEN") or given.get("ZALO_BOT_TOKENS") or given.get("KEHOACH_WEB") == "on"
    return () if reachable else (WORDS["missing"]["channel"],)


def _mistake(name: str, given: dict[str, str]) -> str:
    must, say = WORDS["must"][name], WORDS["say"]
    if name in _secret_names():
        return say["wrong_secret"].format(name=name, must=must)
    return say["wrong"].format(name=name, must=must, value=given.get(name, ""))


def names() -> frozenset[str]:
    """The names of all settings, as they stand in .env."""
    return frozenset(str(field.validation_alias) for field in Settings.model_fields.values())


def _secret_names() -> set[str]:
    return {str(f.validation_alias) for f in Settings.model_fields.values() if "SecretStr" in str(f.annotation)}


def _given(env_file: Path | None) -> dict[str, str]:
    values = dotenv_values(env_file, encoding="utf-8-sig") if env_file and env_file.is_file() else {}
    return {name: value for name, value in (values | dict(os.environ)).items() if value}


def _unknown_names(given: dict[str, str]) -> tuple[str, ...]:
    known, say = names(), WORDS["say"]
    strangers = (n for n in given if n.startswith(("KEHOACH_", "TELEGRAM_", "ZALO_")) and n not in known | NOT_OURS)
    warnings = []
    for name in sorted(strangers):
        near = difflib.get_close_matches(name, known, 1)
        warnings.append(say["unknown_near"].format(name=name, near=near[0]) if near else say["unknown"].format(name=name))
    return tuple(warnings)
