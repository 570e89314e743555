"""The command `kehoach`: what it is given on the command line, and which command that is."""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from bot.commands.words import HELP, USAGE, Quit, say, sentence, speak_utf8

Command = Callable[[argparse.Namespace], int]


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; the exit code."""
    speak_utf8()
    parser = build_parser()
    given = parser.parse_args(argv)
    command: Command = given.command
    try:
        return command(given)
    except Quit as end:
        say(end.words, sys.stderr)
        return end.code
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever read us has gone (head, a closed window); without this Python would complain once more at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def build_parser() -> argparse.ArgumentParser:
    """The parser of everything `kehoach` understands; each command imports what it needs only when it is chosen."""
    parser = _Parser(prog="kehoach", description=HELP["program"], epilog=HELP["epilog"])
    parser.add_argument("--version", action=_Version, nargs=0, help=HELP["version"])
    commands = parser.add_subparsers(title=HELP["commands"], metavar=HELP["command"], required=True, parser_class=_Parser, dest="named")

    demo = _command(commands, "demo", _demo)
    demo.add_argument("--reset", action="store_true", help=HELP["demo_reset"])
    demo.add_argument("--port", type=_port, metavar="N", help=HELP["demo_port"])

    _command(commands, "run", _run)

    chat = _command(commands, "chat", _chat)
    chat.add_argument("--plan", type=Path, metavar="DIR", help=HELP["chat_plan"])

    ask = _command(commands, "ask", _ask)
    ask.add_argument("text", nargs="?", metavar="TEXT", help=HELP["ask_text"])
    ask.add_argument("--jsonl", action="store_true", help=HELP["ask_jsonl"])
    ask.add_argument("--unit", metavar="KIND", help=HELP["ask_unit"])
    ask.add_argument("--today", metavar="DATE", help=HELP["ask_today"])
    ask.add_argument("--plan", type=Path, metavar="DIR", help=HELP["ask_plan"])
    ask.add_argument("--explain", action="store_true", help=HELP["ask_explain"])

    read = _command(commands, "read-status", _read_status)
    read.add_argument("text", nargs="?", metavar="TEXT", help=HELP["read_text"])
    read.add_argument("--jsonl", action="store_true", help=HELP["read_jsonl"])
    read.add_argument("--task", metavar="KEY", help=HELP["read_task"])
    read.add_argument("--today", metavar="DATE", help=HELP["read_today"])
    read.add_argument("--plan", type=Path, metavar="DIR", help=HELP["ask_plan"])

    _office_commands(commands)

    plan = _command(commands, "plan", _plan)
    plans = plan.add_subparsers(title=HELP["commands"], metavar=HELP["command"], required=True, parser_class=_Parser, dest="what")
    for what, action in (("check", _plan_check), ("show", _plan_show), ("learn", _plan_learn)):
        each = plans.add_parser(what, help=HELP[f"plan_{what}"], description=HELP[f"plan_{what}"])
        each.add_argument("dir", nargs="?", type=Path, metavar="DIR", help=HELP["plan_dir"])
        each.set_defaults(command=action)
    return parser


def _office_commands(commands: argparse._SubParsersAction[_Parser]) -> None:
    """What writes to the office's tables."""
    units = _group(commands, "units")
    load = _below(units, "units_import", _units_import)
    load.add_argument("file", type=Path, metavar="FILE", help=HELP["units_file"])
    load.add_argument("--yes", action="store_true", help=HELP["sure"])
    _below(units, "units_list", _units_list)
    invite = _below(units, "units_invite", _units_invite)
    invite.add_argument("--unit", action="append", default=[], metavar="CODE", help=HELP["units_unit"])
    invite.add_argument("--out", type=Path, metavar="FILE", help=HELP["units_out"])
    invite.add_argument("--days", type=_days, metavar="N", help=HELP["units_days"])
    invite.add_argument("--missing", action="store_true", help=HELP["units_missing"])
    _below(_group(commands, "secretariat"), "secretariat_invite", _secretariat_invite)
    calendar = _command(commands, "calendar", _calendar)
    calendar.add_argument("--unit", metavar="UNIT", help=HELP["calendar_unit"])
    calendar.add_argument("--from", dest="since", metavar="DATE", help=HELP["calendar_from"])
    calendar.add_argument("--to", dest="until", metavar="DATE", help=HELP["calendar_to"])
    calendar.add_argument("--ics", type=Path, metavar="FILE", help=HELP["calendar_ics"])
    copy = _command(commands, "backup", _backup)
    copy.add_argument("file", nargs="?", type=Path, metavar="FILE", help=HELP["backup_file"])
    back = _command(commands, "restore", _restore)
    back.add_argument("file", type=Path, metavar="FILE", help=HELP["restore_file"])
    received = _below(_group(commands, "received"), "received_import", _received_import)
    received.add_argument("file", type=Path, metavar="FILE", help=HELP["received_file"])
    received.add_argument("--yes", action="store_true", help=HELP["sure"])


def _group(commands: argparse._SubParsersAction[_Parser], name: str) -> argparse._SubParsersAction[_Parser]:
    parser = _command(commands, name, _plan)
    return parser.add_subparsers(title=HELP["commands"], metavar=HELP["command"], required=True, parser_class=_Parser, dest="what")


def _below(group: argparse._SubParsersAction[_Parser], name: str, command: Command) -> _Parser:
    parser = group.add_parser(name.split("_")[1], help=HELP[name], description=HELP[name])
    parser.set_defaults(command=command)
    return parser


class _Version(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, *rest: object) -> None:
        from importlib import metadata

        try:
            version = metadata.version("kehoach-bot")
        except metadata.PackageNotFoundError:
            version = HELP["not_installed"]
        say(f"kehoach {version}")
        parser.exit()


class _Help(argparse.HelpFormatter):
    def add_usage(self, usage, actions, groups, prefix=None):  # type: ignore[no-untyped-def]
        super().add_usage(usage, actions, groups, HELP["usage"] if prefix is None else prefix)


class _Parser(argparse.ArgumentParser):
    """Speaks Vietnamese; a mistake ends with code 2."""

    def __init__(self, **options: object) -> None:
        super().__init__(**options, add_help=False, allow_abbrev=False, formatter_class=_Help)  # type: ignore[arg-type]
        self._positionals.title = HELP["arguments"]
        self._optionals.title = HELP["options"]
        self.add_argument("-h", "--help", action="help", help=HELP["help"])

    def error(self, message: str) -> NoReturn:
        for pattern, words in USAGE.items():
            message = re.sub(pattern, words, message)
        self.print_usage(sys.stderr)
        self.exit(2, f"{sentence('error', reason=message)}\n")


def _command(commands: argparse._SubParsersAction[_Parser], name: str, command: Command) -> _Parser:
    parser = commands.add_parser(name, help=HELP[name], description=HELP[name])
    parser.set_defaults(command=command)
    return parser


def _port(text: str) -> int:
    port = int(text)
    if not 0 <= port <= 65535:
        raise ValueError("no port")
    return port


def _demo(given: argparse.Namespace) -> int:
    from bot.commands import serve

    return serve.demo(given.port, reset=given.reset)


def _run(given: argparse.Namespace) -> int:
    from bot.commands import serve

    return serve.run()


def _chat(given: argparse.Namespace) -> int:
    from bot.commands import serve

    return serve.chat(given.plan)


def _ask(given: argparse.Namespace) -> int:
    if given.jsonl:
        if given.text is not None or given.unit or given.today or given.explain:
            raise Quit(sentence("error", reason=sentence("text_and_jsonl")), 2)
        from bot.commands.jsonl import jsonl

        return jsonl(given.plan)
    if not (given.text or "").strip():
        raise Quit(sentence("error", reason=sentence("no_text")), 2)
    from bot.commands.ask import ask

    return ask(given.text, given.unit, given.today, given.plan, explain=given.explain)


def _read_status(given: argparse.Namespace) -> int:
    from bot.commands import read_status

    if given.jsonl:
        if given.text is not None or given.today or given.task:
            raise Quit(sentence("error", reason=sentence("message_and_jsonl")), 2)
        return read_status.read_jsonl(given.plan)
    if not (given.text or "").strip():
        raise Quit(sentence("error", reason=sentence("no_message")), 2)
    return read_status.read_status(given.text, given.task, given.today, given.plan)


def _days(text: str) -> int:
    days = int(text)
    if not 1 <= days <= 366:
        raise ValueError("no such number of days")
    return days


def _units_import(given: argparse.Namespace) -> int:
    from bot.commands import office

    return office.import_units(given.file, sure=given.yes)


def _units_list(given: argparse.Namespace) -> int:
    from bot.commands import office

    return office.list_units()


def _units_invite(given: argparse.Namespace) -> int:
    from bot.commands import office

    return office.invite(given.unit, given.out, given.days, missing=given.missing)


def _secretariat_invite(given: argparse.Namespace) -> int:
    from bot.commands import office

    return office.invite_office()


def _received_import(given: argparse.Namespace) -> int:
    from bot.commands import office

    return office.import_received(given.file, sure=given.yes)


def _backup(given: argparse.Namespace) -> int:
    from bot.commands.backup import backup

    return backup(given.file)


def _restore(given: argparse.Namespace) -> int:
    from bot.commands.backup import restore

    return restore(given.file)


def _calendar(given: argparse.Namespace) -> int:
    from bot.commands.calendar import calendar

    return calendar(given.unit, given.since, given.until, given.ics)


def _plan(given: argparse.Namespace) -> int:
    raise AssertionError("check, show or learn is required")


def _plan_check(given: argparse.Namespace) -> int:
    from bot.commands.plan import check

    return check(given.dir)


def _plan_learn(given: argparse.Namespace) -> int:
    from bot.commands.plan import learn

    return learn(given.dir)


def _plan_show(given: argparse.Namespace) -> int:
    from bot.commands.plan import show

    return show(given.dir)
