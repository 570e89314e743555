"""What a typed or pressed command asks for, whatever the state of the conversation.

Commands are read on words without accents, so that what a button says and what a person types are the same thing. Anything that is not
exactly a command is left to the other routes: a question that merely begins like one stays a question.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from handlers import spoken
from handlers.spoken import Words, after, bare, name_words, readings, words
from handlers.turn import State
from knowledge.plan import Plan


@dataclass(frozen=True, slots=True)
class Start:
    """The first contact, with the payload of a deep link (a kind of unit, or an invitation for later)."""

    payload: str = ""


@dataclass(frozen=True, slots=True)
class Help:
    """What can be asked here."""


@dataclass(frozen=True, slots=True)
class ShowTasks:
    """Everything the asker's unit has to do."""


@dataclass(frozen=True, slots=True)
class ShowDocument:
    """The plan's own document, or another source by its key."""

    source: str | None = None


@dataclass(frozen=True, slots=True)
class ShowClause:
    """A clause word for word; `said` are the words it was named with, perhaps none."""

    said: Words


@dataclass(frozen=True, slots=True)
class ChangeKind:
    """Pick another kind of unit."""


@dataclass(frozen=True, slots=True)
class StateKind:
    """My unit is of this kind."""

    kind: str


@dataclass(frozen=True, slots=True)
class Ask:
    """A question behind /hoi, perhaps empty."""

    question: str


@dataclass(frozen=True, slots=True)
class AskFact:
    """What the plan states in one fact, by its id: what a button under an answer says."""

    fact: str


@dataclass(frozen=True, slots=True)
class Report:
    """How far we are with a task; `tasks` are the keys the words may mean, none where no task was named."""

    state: State
    tasks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Undo:
    """Take back the last report on a task."""

    tasks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cancel:
    """Stop what we were waiting for."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """A slash command nobody knows."""

    name: str


Command = Start | Help | ShowTasks | ShowDocument | ShowClause | ChangeKind | StateKind | Ask | AskFact | Report | Undo | Cancel | Unknown

_SLASH = re.compile(r"\s*/([A-Za-z_][A-Za-z0-9_]*)(?:@\w+)?(?:\s+(.*))?\s*", re.DOTALL)
_PIECE = re.compile(r"[a-z]+|\d+")

# The names of the plan last used, made ready once: a plan is large and cannot be hashed in the time a message has.
_NAMES: dict[int, tuple[Plan, Mapping[Words, str]]] = {}


def parse(text: str, plan: Plan) -> Command | None:
    """The command this text is, or None where it is none."""
    slashed = _SLASH.fullmatch(text)
    if slashed:
        return _slashed(slashed[1].lower(), (slashed[2] or "").strip(), plan)
    if text.strip() == "?":
        return Help()
    if " ".join(readings(text)[0]) in spoken.ASK:
        return Ask("")
    for said in readings(text):
        if said and spoken.is_cry_for_help(said):
            return Help()
        for heard in (said, bare(said)):
            command = _typed(heard, plan) if heard else None
            if command is not None:
                return command
    return None


def clause_pieces(said: Iterable[str]) -> Words:
    """A clause as people cite it, in pieces: "Mục II.2a", "ii 2 a" and "II.2.a" are all ii, 2, a."""
    return tuple(piece for word in said if word not in spoken.PART for piece in _PIECE.findall(word))


def tasks_named(said: Words, plan: Plan) -> tuple[str, ...]:
    """The keys of the tasks these words name, in the plan's order."""
    return tuple(task.key for task in plan.tasks if any(name_words(name) == said for name in (task.key, task.label, *task.names)))


def kind_named(said: Words, plan: Plan) -> str | None:
    """The key of the kind of unit these words name exactly, by a name of the kind or of one of its units."""
    return _kinds_by_name(plan).get(said)


def _kinds_by_name(plan: Plan) -> Mapping[Words, str]:
    known = _NAMES.get(id(plan))
    if known is not None and known[0] is plan:
        return known[1]
    index: dict[Words, str] = {}
    for kind in plan.kinds:
        members = (name for member in kind.members for name in member)
        for name in (kind.key, kind.short, kind.label, *kind.names, *members):
            index.setdefault(words(name), kind.key)
    _NAMES.clear()
    _NAMES[id(plan)] = (plan, index)
    return index


def _slashed(name: str, rest: str, plan: Plan) -> Command:
    if name == "start":
        return Start(rest)
    if name == "hoi":
        return Ask(rest)
    if name == "donvi" and rest:
        return _typed(("toi", "la", *words(rest)), plan) or ChangeKind()
    if name in spoken.SLASHES:
        return _typed(words(spoken.SLASHES[name]), plan) or Unknown(name)
    if name in spoken.SLASHES_WITH_REST:
        return _typed((*words(spoken.SLASHES_WITH_REST[name]), *words(rest)), plan) or Unknown(name)
    return Unknown(name)


def _typed(said: Words, plan: Plan) -> Command | None:
    phrase = " ".join(said)
    if phrase in spoken.START:
        return Start()
    if phrase in spoken.HELP:
        return Help()
    if phrase in spoken.DOCUMENT:
        return ShowDocument()
    if phrase in spoken.CHANGE:
        return ChangeKind()
    if phrase in spoken.CANCEL:
        return Cancel()
    if len(said) <= spoken.SHORT and spoken.TASKS.fullmatch(phrase):
        return ShowTasks()
    return _with_object(said, plan)


def _with_object(said: Words, plan: Plan) -> Command | None:
    if said[:2] == ("toi", "la"):
        kind = kind_named(said[2:], plan) or kind_named(bare(said[2:]), plan)
        return StateKind(kind) if kind else None
    if said[:1] == ("hoi",):
        fact = next((fact.id for fact in plan.facts if name_words(fact.id) == said[1:]), None)
        return AskFact(fact) if fact else None
    if said[:2] == ("van", "ban"):
        return _source(said[2:], plan)
    return _clause(said, plan) or _report(said, plan)


def _source(said: Words, plan: Plan) -> Command | None:
    for source in plan.sources:
        if said in (name_words(source.key), name_words(source.title), name_words(source.number or "")):
            return ShowDocument(source.key)
    return None


_ASKED_OF_CLAUSE = tuple(tuple(end.split()) for end in spoken.ASKED_OF_CLAUSE)


def _clause(said: Words, plan: Plan) -> Command | None:
    rest = after(said, spoken.CLAUSE)
    if rest is not None and (_is_place(rest, plan) or _looks_like_place(rest)):
        return ShowClause(rest)
    asked = next((said[: -len(end)] for end in _ASKED_OF_CLAUSE if said[-len(end) :] == end), said)
    cited = after(asked, spoken.CITED)
    if cited and _is_place(cited, plan):
        return ShowClause(cited)
    return None


def _is_place(said: Words, plan: Plan) -> bool:
    pieces = clause_pieces(said)
    if any(name_words(fact.id) == said for fact in plan.facts):
        return True
    return bool(pieces) and any(clause_pieces(name_words(clause.key))[: len(pieces)] == pieces for clause in plan.clauses)


def _looks_like_place(said: Words) -> bool:
    """Nothing, a number, a roman numeral or a letter: a place in a document, though perhaps not in this one."""
    return all(re.fullmatch(r"[ivx]+|\d+|[a-z]|[ivx]*\d+[a-z]?", word) or word in spoken.PART for word in said)


def _report(said: Words, plan: Plan) -> Command | None:
    undone = after(said, spoken.UNDO)
    if undone is not None:
        tasks = _named(undone, plan)
        return Undo(tasks) if tasks is not None else None
    for state, heads in spoken.STATES:
        rest = after(said, heads)
        tasks = _named(rest, plan) if rest is not None else None
        if tasks is not None:
            return Report(state, tasks)
    return None


def _named(said: Words, plan: Plan) -> tuple[str, ...] | None:
    """The tasks named after a state: () where nothing was named, None where something else was."""
    for heard in (said, bare(said)):
        if not heard:
            return ()
        tasks = tasks_named(heard, plan)
        if tasks:
            return tasks
    return None
