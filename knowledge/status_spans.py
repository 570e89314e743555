"""Which of the days, figures and names of tasks in a reply belong to the report, by what earlier replies teach, laid over what the rules choose."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from knowledge.learned import Learned as Model
from knowledge.plan import State
from knowledge.status_dates import AHEAD, NEAR, PAST, Day, days
from knowledge.status_reply import Reply
from knowledge.told import Told

TOLD, ANOTHER = "told", "other"
"""The classes: the report's own, and any other (the day of a letter or of what is in the way, a slip, a figure of something else)."""
SURE = {
    "no_day": 0.3, "other_day": 0.0, "rather": 0.7, "day": 0.6,
    "no_figure": 0.9, "other_figure": 0.3, "rather_figure": 0.6, "figure": 0.3, "bare_figure": 0.5,
    "task": 0.7, "asks": 0.3,
}  # fmt: skip
"""How far a class must lead: another's, before a day or a figure that the rules chose is dropped; the report's own, before one stands instead of
it (or leads it by so much), or where the rules chose none. Before leave is asked, or is not. Tuned on sets learned without."""


@dataclass(frozen=True, slots=True)
class Spans:
    """The models of days, figures, tasks, and of whether a report of something late asks leave for it."""

    days: Model
    figures: Model
    tasks: Model
    leave: Model


Keys = Mapping[str, Collection[str]]
"""The keys of each task's fields."""


def mended(told: Told, reply: Reply, learned: Spans, keys: Keys) -> Told:
    """The only report of a reply with the task, the day, the figures that belong to it."""
    told = _dated(_named(told, reply, learned.tasks, keys), reply, learned.days)
    return _asking(_counted(told, reply, learned.figures, keys), reply, learned.leave)


def mended_part(told: Told, reply: Reply, learned: Spans, keys: Keys, places: Collection[int]) -> Told:
    """One of several reports, told by the words at these places, with the day and the figures among them that belong to it."""
    return _counted(_dated(told, reply, learned.days, places), reply, learned.figures, keys, places)


def leads(model: Model, numbers: Iterable[int], said: Callable[[int, State | None], list[str]], state: State | None) -> list[float]:
    """How far each of these is rather told than another's (below 0: the other way round)."""
    return [_lead(model, said(number, state)) for number in numbers]


def _lead(model: Model, said: list[str]) -> float:
    scores = dict(zip(model.classes, model.scores(said), strict=True))
    return scores[TOLD] - scores[ANOTHER]


def _named(told: Told, reply: Reply, model: Model, keys: Keys) -> Told:
    """With the task that is named somewhere, where the rules heard none ("nhận bàn giao mới biết cái kế hoạch này người cũ chưa viết dòng nào")."""
    if told.task is not None or not reply.tasks:
        return told
    likely = leads(model, range(len(reply.tasks)), reply.task, told.state)
    best = max(range(len(likely)), key=likely.__getitem__)
    task = reply.tasks[best].group
    fits = all(key in keys.get(task, ()) for key, _ in told.fields)
    return replace(told, task=task) if fits and likely[best] > SURE["task"] else told


def _dated(told: Told, reply: Reply, model: Model, places: Collection[int] | None = None) -> Told:
    """With the day that is the task's ("lấy ý kiến từ 3/7, hôm qua bị trả lại, 12/7 mới trình được")."""
    mine = [n for n, day in enumerate(reply.days) if places is None or day.start in places]
    if not mine:
        return told
    likely = dict(zip(mine, leads(model, mine, reply.day, told.state), strict=True))
    chosen = {_of_year(day) for day in (told.date, told.first, told.last) if day}
    held = [n for n in mine if chosen & {_of_year(reply.days[n].first), _of_year(reply.days[n].last)}]
    best = max(likely, key=likely.__getitem__)
    if not chosen:
        return _with(told, reply, best) if likely[best] > SURE["day"] else told
    mine_now = max((likely[n] for n in held), default=0.0)
    if not held or (mine_now > -SURE["no_day"] and likely[best] - mine_now < SURE["rather"]):
        return told
    if likely[best] > SURE["other_day"]:
        return _with(told, reply, best)
    return replace(told, date=None, first=None, last=None)


def _of_year(day: date) -> tuple[int, int]:
    return day.month, day.day


def _with(told: Told, reply: Reply, number: int) -> Told:
    """With one of the days, in the year that the state asks for."""
    near = reply.days[number]
    way = PAST if told.state is State.DONE else AHEAD if told.state in (State.SCHEDULED, State.DELAYED) else NEAR
    read = days(reply.words, reply.today, way) if reply.today else ()
    day: Day = next((each for each in read if each.start == near.start), near)
    single = day.first if day.single else None
    return replace(told, date=single, first=None if single or day.until else day.first, last=None if single else day.last)


def _counted(told: Told, reply: Reply, model: Model, keys: Keys, places: Collection[int] | None = None) -> Told:
    """With the figures that are told of it ("dự kiến 58 đại biểu, giờ rút còn 49"; "có 5 sở bạn, tổng 133 đại biểu")."""
    mine = [n for n, figure in enumerate(reply.figures) if places is None or figure[1] in places]
    if not mine:
        return told
    likely = [(lead, reply.figures[n][0], n) for n, lead in zip(mine, leads(model, mine, reply.figure, told.state), strict=True)]
    out: dict[str, int | str | date] = {}
    taken = {value for _, value in told.fields}
    for key, value in told.fields:
        held = [lead for lead, figure, _ in likely if figure == value]
        others = [(lead, figure) for lead, figure, _ in likely if figure not in taken and lead > SURE["other_figure"]]
        if isinstance(value, int) and others and held and max(others)[0] - max(held) > SURE["rather_figure"] and max(held) < SURE["figure"]:
            taken.add(max(others)[1])
            out[key] = max(others)[1]
        elif not isinstance(value, int) or not held or max(held) > -SURE["no_figure"]:
            out[key] = value
    own = {key for task, each in keys.items() if told.task in (None, task) for key in each}
    for lead, figure, n in likely:
        name = reply.counts.get(n) if lead > SURE["figure"] and figure not in taken else None
        if name is not None and name.group not in out and name.group in own:
            out[name.group] = figure
    denied = [reply.counts[n].group for lead, _, n in likely if lead < 0 and n in reply.counts and reply.counts[n].group in own]
    bare = [(lead, figure) for lead, figure, n in likely if lead > SURE["bare_figure"] and n not in reply.counts and figure not in out.values()]
    if not out and len(set(denied)) == 1 and bare:
        out[denied[0]] = max(bare)[1]  # "không phải 3 tập thể đâu, 13 lận"
    return replace(told, fields=tuple(out.items()))


def _asking(told: Told, reply: Reply, model: Model) -> Told:
    """Asking leave for what is late, or only telling it ("xin báo: hoãn từ 9/1 qua 23/1")."""
    if told.state is not State.DELAYED:
        return told
    lead = _lead(model, reply.said)
    return replace(told, ask_extension=lead > 0) if abs(lead) > SURE["asks"] else told
