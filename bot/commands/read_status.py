"""`kehoach read-status`: what a message reports, as JSON lines for programs or as a person would check it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from bot.commands.ask import load_reader, moment_of
from bot.commands.lines import Body, Serve, moment_in, one_of, serve_input, served, text_in
from bot.commands.words import READ, Quit, say, sentence
from handlers.wording.dates import day as written
from knowledge.plan import Field, Plan
from knowledge.question import Reader
from knowledge.status_replies import ReplyReader, listening
from knowledge.told import Told


def read_jsonl(folder: Path | None) -> int:
    """Serve standard input until it ends; 1 where a line could not be served, else 0."""
    return serve_input(_heard(load_reader(folder)))


def readings(reader: Reader, lines: Iterable[bytes]) -> Iterator[Body]:
    """One reading for each line that is not blank, in order."""
    return served(_heard(reader), lines)


def _heard(reader: Reader) -> Serve:
    """A line as a message: `today` is the day it was typed, `task` the one that was asked about."""
    listener, tasks = listening(reader), tuple(task.key for task in reader.plan.tasks)

    def serve(id: Any, body: Body) -> Body:
        text, task = text_in(id, body), one_of(id, body, "task", tasks)
        heard = listener.hear(text, moment_in(id, body).date(), task, replying=True)
        reports = [listener.telling(told) for told in heard.reports]
        named = [report.get("milestone") for report in reports]
        once = [report for n, report in enumerate(reports) if named.index(named[n]) == n]  # two tasks may be told as one
        return {"id": id, "is_update": bool(once), "reports": once}

    return serve


def read_status(text: str, task: str | None, today: str | None, folder: Path | None) -> int:
    """Show on the terminal what one message reports; the exit code."""
    reader = load_reader(folder)
    try:
        day = moment_of(today).date()
    except ValueError:
        raise Quit(sentence("error", reason=sentence("bad_date", text=today)), 2) from None
    known = tuple(each.key for each in reader.plan.tasks)
    if task is not None and task not in known:
        raise Quit(sentence("error", reason=sentence("bad_task", task=task, tasks=", ".join(known))), 2)
    listener = listening(reader)
    heard = listener.hear(text, day, task, replying=True)
    if not heard.reports:
        say(READ["nothing"])
        return 0
    if heard.correction:
        say(READ["correction"])
    say("\n\n".join(shown(reader.plan, listener, told) for told in heard.reports))
    return 0


def shown(plan: Plan, listener: ReplyReader, told: Told) -> str:
    """One report as lines "name: value", in the plan's own words."""
    task = next((each for each in plan.tasks if each.key == told.task), None)
    own: dict[str, Field] = {field.key: field for each in plan.tasks for field in each.fields}
    lines = [READ["task"].format(task=task.label) if task is not None else READ["no_task"]]
    for key, value in listener.telling(told).items():
        if key == "milestone":
            continue
        lines.append(f"  {READ.get(key) or own[key].label}: {_worded(key, value)}")
    return "\n".join(lines)


def _worded(key: str, value: Any) -> str:
    match key:
        case "state":
            return READ[f"state_{value}"]
        case "ask_extension":
            return READ["yes"]
        case "date" | "date_from" | "date_to":
            return written(date.fromisoformat(value))
        case _:
            return str(value)
