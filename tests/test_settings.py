"""Settings are right or the bot does not start, and their secrets stay secret."""

from __future__ import annotations

import os
import re
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.clock import ZONE
from bot.settings import WORDS, SettingsError, load_settings, load_settings_to_run, names
from handlers.message import Address

EXAMPLE = Path(__file__).parents[1] / ".env.example"
TOKEN = "123456789:AAE-secret_part_of_the_token_12345"


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in [n for n in os.environ if n.startswith(("KEHOACH_", "TELEGRAM_", "ZALO_"))]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def env(text: str, encoding: str = "utf-8") -> Path:
    Path(".env").write_text(text, encoding)
    return Path(".env")


def test_nothing_set() -> None:
    """Without any setting the sample plan is served on this machine alone, with no channel on."""
    settings = load_settings().settings
    assert (settings.host, settings.port, settings.web, settings.today) == ("127.0.0.1", 8080, "off", None)
    assert settings.telegram_token is None
    assert settings.database == Path("var/kehoach.sqlite3")


def test_all_mistakes_in_one_message() -> None:
    """Every wrong and every missing setting is named in the same message."""
    file = env(
        "KEHOACH_PORT=70000\nKEHOACH_WEB=co\nKEHOACH_TODAY=30/2/2014\nKEHOACH_PLAN=khong-co\nKEHOACH_HOST=a b\n"
        "KEHOACH_PUBLIC_URL=kehoach.vn\nKEHOACH_REHEARSAL=abc\nKEHOACH_PROXY=ftp://x\nKEHOACH_CA_FILE=khong-co.pem\n"
        "KEHOACH_SECRETARIAT=lan\nKEHOACH_APPROVAL=co\nKEHOACH_INVITE_DAYS=0\nKEHOACH_APPROVE_ABOVE=0\n"
        "ZALO_BOT_TOKENS=a b\nZALO_BOT_API_URL=x\nZALO_BOT_MODE=webhook\nZALO_BOT_PROXY=x\nZALO_BOT_PEOPLE=0\nZALO_BOT_MESSAGES=0\n"
        "ZALO_BOT_COUNTS=in\nZALO_BOT_RESET_DAY=31\n"
        "TELEGRAM_BOT_TOKEN=abc\nTELEGRAM_MODE=webhook\nTELEGRAM_API_URL=x\nTELEGRAM_PROXY=x\nTELEGRAM_PACE=31\nTELEGRAM_PAID_PACE=-1\n"
    )
    with pytest.raises(SettingsError) as caught:
        load_settings(file)
    named = set(re.findall(r"(?:KEHOACH|TELEGRAM|ZALO)_[A-Z_]+", str(caught.value)))
    assert named == names() - {"KEHOACH_DATA", "KEHOACH_CONTACT"}


@pytest.mark.parametrize(
    ("name", "secret"),
    [
        ("TELEGRAM_BOT_TOKEN", "not-a-token-s3cret"),
        ("TELEGRAM_WEBHOOK_SECRET", "s3cret"),
        ("KEHOACH_PROXY", "htp://user:s3cret@proxy:1"),
        ("TELEGRAM_PROXY", "htp://user:s3cret@proxy:1"),
    ],
)
def test_wrong_secret_is_not_printed(name: str, secret: str) -> None:
    """A secret that is refused is named, never shown."""
    with pytest.raises(SettingsError) as caught:
        load_settings(env(f"{name}={secret}\n"))
    assert name in str(caught.value)
    assert "s3cret" not in str(caught.value) + repr(caught.value) + repr(caught.value.__cause__)


def test_repr_hides_secrets() -> None:
    """Settings may be logged or shown in a traceback without giving anything away."""
    loaded = load_settings(
        env(f"TELEGRAM_BOT_TOKEN={TOKEN}\nTELEGRAM_WEBHOOK_SECRET=0123456789abcdefs3cret\nKEHOACH_PROXY=http://u:s3cret@p:1\n")
    )
    shown = repr(loaded) + str(loaded.settings) + repr(loaded.settings.model_dump())
    assert "s3cret" not in shown
    assert "AAE" not in shown
    assert loaded.settings.telegram_token is not None
    assert loaded.settings.telegram_token.get_secret_value() == TOKEN


def test_a_name_nobody_reads_is_warned_of() -> None:
    """A misspelt setting is not silently ignored, and the right name is proposed."""
    (warning,) = load_settings(env("TELEGRAM_TOKEN=x\nOTHER=y\n")).warnings
    assert "TELEGRAM_TOKEN," in warning
    assert "TELEGRAM_BOT_TOKEN" in warning


def test_run_needs_a_channel() -> None:
    """A bot nobody can reach does not start, and it is said how to give it a channel."""
    with pytest.raises(SettingsError, match=r"TELEGRAM_BOT_TOKEN.*KEHOACH_WEB=on"):
        load_settings_to_run(env(""))
    assert load_settings_to_run(env("KEHOACH_WEB=on\n")).settings.web == "on"
    assert load_settings_to_run(env(f"TELEGRAM_BOT_TOKEN={TOKEN}\n")).settings.telegram_token


def test_webhook_needs_its_secret_and_a_public_address() -> None:
    """Webhook mode without a secret, an https address or a token is refused, each by name."""
    with pytest.raises(SettingsError) as caught:
        load_settings(env("TELEGRAM_MODE=webhook\nKEHOACH_PUBLIC_URL=http://kehoach.vn\n"))
    assert len(caught.value.mistakes) == 3


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2014-07-17", datetime(2014, 7, 17, 8, tzinfo=ZONE)),
        ("2014-07-17T07:59", datetime(2014, 7, 17, 7, 59, tzinfo=ZONE)),
        ("2014-07-17 07:59:30", datetime(2014, 7, 17, 7, 59, 30, tzinfo=ZONE)),
        ("2014-07-17T00:59Z", datetime(2014, 7, 17, 7, 59, tzinfo=ZONE)),
    ],
)
def test_rehearsal_day(text: str, moment: datetime) -> None:
    """A rehearsal starts at a day's opening hour or at the moment given, and keeps a database of its own."""
    settings = load_settings(env(f"KEHOACH_TODAY={text}\nKEHOACH_REHEARSAL=telegram:-10012, zalo-2:abc\n")).settings
    assert settings.today == moment
    assert settings.rehearsal == {Address("telegram", "-10012"), Address("zalo-2", "abc")}
    assert "dien-tap" in settings.database.name


def test_telegram_has_its_own_way_out() -> None:
    """Telegram takes the common proxy, its own where one is set, none where that is off."""

    def proxy(text: str) -> str | None:
        found = load_settings(env(text)).settings.telegram_proxy
        return found.get_secret_value() if found else None

    assert proxy("KEHOACH_PROXY=http://a:1\n") == "http://a:1"
    assert proxy("KEHOACH_PROXY=http://a:1\nTELEGRAM_PROXY=socks5://b:2\n") == "socks5://b:2"
    assert proxy("KEHOACH_PROXY=http://a:1\nTELEGRAM_PROXY=off\n") is None


def test_environment_before_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the environment says wins over .env; an empty line in .env is no value."""
    monkeypatch.setenv("KEHOACH_PORT", "9000")
    settings = load_settings(env("KEHOACH_PORT=9001\nKEHOACH_HOST=\nTELEGRAM_BOT_TOKEN=\n")).settings
    assert (settings.port, settings.host, settings.telegram_token) == (9000, "127.0.0.1", None)


def test_file_from_windows() -> None:
    """A .env saved with a byte order mark and CRLF is read; one in another encoding is refused plainly."""
    settings = load_settings(env("KEHOACH_CONTACT=Văn phòng\r\nKEHOACH_PORT=81\r\n", "utf-8-sig")).settings
    assert (settings.contact, settings.port) == ("Văn phòng", 81)
    with pytest.raises(SettingsError, match="UTF-8"):
        load_settings(env("KEHOACH_CONTACT=Văn phòng\n", "utf-16"))


@given(st.dictionaries(st.sampled_from(sorted(names())), st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=40)))
def test_any_value_is_right_or_refused_in_words(values: dict[str, str]) -> None:
    """No value of any setting ends in anything but settings or a SettingsError."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in values.items():
            patch.setenv(name, value)
        try:
            assert load_settings(None).settings.port
        except SettingsError as error:
            assert error.mistakes  # noqa: PT017 - either ending is right, a third is not


def test_every_setting_is_explained() -> None:
    """.env.example names each setting once under an explanation, is itself valid, and every setting has its rule in words."""
    text = EXAMPLE.read_text("utf-8")
    assert sorted(re.findall(r"^#([A-Z_]+)=", text, re.MULTILINE)) == sorted(names())
    assert names() == WORDS["must"].keys()
    for name in names():
        assert re.search(rf"^# .+\n(#[A-Z_]+=.*\n)*#{name}=", text, re.MULTILINE), name
    filled = "\n".join(line for line in re.sub(r"^#(?=[A-Z_]+=)", "", text, flags=re.MULTILINE).splitlines() if "CA_FILE" not in line)
    Path("plan.toml").touch()
    assert load_settings(env(filled.replace("dai-hoi-thi-dua-2014", "."))).warnings == ()
