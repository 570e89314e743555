"""What an officer tells of his unit's progress: a message -> what it states of which task, and nothing more."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from knowledge.plan import Field, Plan, State, Task
from knowledge.question import Reader
from knowledge.status_asking import (
    asking_leave,
    denies_a_day,
    only_supposed,
    received,
    second_choice,
    supposed,
    taken_back,
    tells_before_asking,
)
from knowledge.status_chosen import (
    behind_another,
    chosen,
    is_past_relative,
    later_today,
    not_meant,
    of_papers,
    only_a_day,
    since,
    the_same_day,
    told_days,
    words_of,
)
from knowledge.status_dates import AHEAD, NEAR, PAST, Day, days, in_their_weeks
from knowledge.status_fields import FieldNames, Given, own_fields
from knowledge.status_found import Found, gathered, takes_all
from knowledge.status_mended import mended_figures
from knowledge.status_parts import Names, Part, parts
from knowledge.status_pleas import pleads, unasked
from knowledge.status_reasons import before_reason, circumstance, obstacle, reason
from knowledge.status_settled import Asked, Ruled, settled
from knowledge.status_signs import state_of
from knowledge.status_speakers import listed_together, own_parts
from knowledge.status_states import signs
from knowledge.status_text import Cue, Word, among, apart, bare, cues, listed, placed, spoken, without_pieces
from knowledge.status_value import value_of
from knowledge.text import clean
from knowledge.told import Heard, Told

_AGO = frozenset(["hom", "bua", "luc", "hoi", "sang", "chieu"])
"""What makes of something told first a word on everything that follows ("cả 3 việc xong hết: …")."""
_PARTICLES = frozenset(["do", "day", "ma"])
_OF_THE_WORK = ("verbs.under_way", "verbs.prepares", "verbs.pending", "verbs.finished")
"""Signs that within a reason are of something else ("vì đơn vị đang kiểm kê")."""
MOST_PARTS = 100
"""Nobody tells more in one message; what stands behind so many parts is not read, for each is held against all the others' words."""
JUST_BEEN, NEARLY_A_YEAR = 21, 270
"""Days: a day of the calendar that has so lately been, and would else be so far ahead, is told of something done."""


class StatusReader:
    """A plan made ready for reports. Built once per plan, read-only afterwards, safe to share."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._plan: Plan = reader.plan
        self._names = Names(reader.plan)
        self._fields = FieldNames(reader.plan)
        self._keys = {task.key: frozenset(field.key for field in own_fields(task)) for task in reader.plan.tasks}

    def hear(
        self, text: str, today: dt.date, task: str | None = None, among: Collection[str] = (), standing: State | None = None, *, replying: bool = False
    ) -> Heard:
        """What the message reports.

        `task`: the task we asked about; it helps to read and is never stated for that. `among`: the tasks the speaker's unit has, which
        go before others of the same name. `standing`: the message mends a word in this state, so it is a correction and its days are
        looked for on that side of today. `replying`: it is known to answer our asking how far things are, though not of which task; "rồi nhé" then
        tells that it is done.
        """
        return self.ruled(text, today, task, among, standing, replying=replying).heard

    def ruled(
        self,
        text: str,
        today: dt.date,
        task: str | None = None,
        among: Collection[str] = (),
        standing: State | None = None,
        *,
        replying: bool = False,
        known: tuple[State | None, ...] = (),
    ) -> Ruled:
        """The same with what the rules gathered on their way; parameters as for `hear`. `known`: the state the message tells, so that it asks nothing."""
        text = spoken(text)
        shown = clean(text)
        words = placed(text, self._reader.tokens(apart(text)))
        if not words:
            return Ruled()
        if (task is not None or replying) and bare(words) in listed("talk", "bare_done"):
            return Ruled(Heard((Told(None, State.DONE),)))
        if replying and (day := only_a_day(words, today)) is not None:
            single = day.first if day.single else None
            return Ruled(Heard((Told(None, State.SCHEDULED, single, None if single or day.until else day.first, None if single else day.last),)))
        found = tuple(c for c in cues(words) if c.group != "verbs.extensions" or not unasked(words, c.start))
        correction = standing is not None or any(cue.group == "talk.corrections" for cue in found) or denies_a_day(words)
        first = (task, *among) if task else tuple(among)
        names = self._names.find(words, found, first)
        found = without_pieces(found, self._names.all(words))
        if received(words, found):
            return Ruled()
        made = parts(words, names, found)
        if len(made) > MOST_PARTS:
            made = made[:MOST_PARTS]
            words = words[: made[-1].end]
            names, found = (tuple(cue for cue in cues if cue.end <= len(words)) for cues in (names, found))
        named = self._names.all(words)
        told: dict[str | None, Found] = {}
        said: dict[str | None, str] = {}
        places: dict[str | None, frozenset[int]] = {}
        given: tuple[Given, ...] = ()
        telling: set[int] = set()
        opened = slipped = False
        last: Day | None = None
        explained = 0
        current: tuple[str | None, ...] = (None,)
        own = own_parts(words, listed_together(words, made, names), found, self._plan.year, named)
        pleas = [c for c in found if c.group == "verbs.extensions" and not (c.end < len(words) and words[c.end].fold == "thi")]
        extends = {p.sentence for p in own for c in pleas if p.start <= c.start < p.end}
        extends |= asking_leave(made, found) | {p.sentence for p in own if pleads(words, p.start, p.end, found)}
        extends -= supposed(words, made)
        for part in own:
            gathered = self._gather(words, part, found, shown, today, known)
            tasks = part.tasks
            begins = not told and len(tasks) == 1  # "vì mưa bão hội nghị phải lùi" names it all the same
            before = before_reason(words, part, named, found) if gathered.reason and not begins else tasks
            if before != tasks:
                tasks = before  # "xin cho nộp muộn đến 15/4 do hội nghị vừa mới tổ chức hôm 27/3"
                gathered = self._gather(words, replace(part, tasks=tasks), found, shown, today, known)
            current = tasks or current
            if words[part.end - 1].end <= explained and gathered.signs.way and not (gathered.near or gathered.fields or gathered.signs.done):
                continue  # "vì bão số 3, bà con còn đang dọn dẹp"
            at = shown.find(gathered.reason, words[part.start].start) if gathered.reason else -1
            explained = max(explained, at + len(gathered.reason))
            if later := behind_another(words, part, named, told):
                gathered = replace(gathered, ahead=later, near=later, signs=replace(gathered.signs, future=later[0].first > today))
            if slipped and gathered.near:
                gathered = replace(gathered, corrects=True)  # "ngày 18 làm, à không, 17, tức là mai"
            if same := the_same_day(words, part, last):
                gathered = replace(gathered, past=same, ahead=same, near=same)  # "sáng 26/3 họp, chiều cùng ngày gửi báo cáo"
            last = next((d for d in gathered.near if d.single), last)
            slipped = (slipped or gathered.corrects) and not (gathered.near or gathered.fields)
            mended = mended_figures(self._fields, words, part, found, given)
            denied = self._fields.denied(words[part.start : part.end])
            if denied is not None and denied[1] is not None:
                mended = (denied[1], *gathered.fields)
            gathered = replace(gathered, fields=mended or gathered.fields)
            amiss = denied[0] if denied is not None else self._amiss(words[part.start : part.end])
            given = gathered.fields or ((Given(amiss, 0, part.start, part.start),) if amiss is not None else given)
            put_off = gathered.signs.delayed and not gathered.near
            if taken_back(words, part, found) or (told and second_choice(words, part)) or only_supposed(words, part, put_off=put_off):
                continue
            if part.asks and part.sentence not in extends and not known:
                if not tells_before_asking(words, part, made, found, gathered, begun=part.sentence in telling):
                    continue
                telling.add(part.sentence)
            opened = opened or (part.start == 0 and bare(words[: part.end]) in listed("talk", "bare_done"))
            open_end = put_off and any(cue.group == "verbs.open_end" and part.start <= cue.start < part.end for cue in found)
            for key in current:
                if open_end and key in told:
                    told[key] = replace(told[key], past=(), ahead=(), near=())  # "định sáng 26 nhưng bão vào, hoãn tới khi có thông báo"
                told[key] = told[key].joined(gathered) if key in told else gathered
                here = shown[words[part.start].start : words[part.end - 1].end]
                said[key] = f"{said[key]}, {here}" if key in said else here
                places[key] = places.get(key, frozenset()) | frozenset(range(part.start, part.end))
        reports = self.reports(told, Asked(None, task, correction, standing, today, None), known)
        if opened:  # "rồi ạ, chín mươi hai người dự"
            reports = tuple(replace(each, state=State.DONE) if each.state is None and each.fields else each for each in reports)
        going_on = any(found.signs.way for found in told.values())  # "nhận văn bản 18/6, đến nay đang soạn"
        if task is None and not going_on and any(w.fold == "nhan" for w in words[:3]) and all(r.task is None and r.state is State.PREPARING for r in reports):
            return Ruled()  # "đã nhận được thông báo, sẽ trình lãnh đạo xem"
        return Ruled(Heard(reports, correction), told, Asked(None, task, correction, standing, today, None), said, places)

    def _amiss(self, here: Sequence[Word]) -> str | None:
        """The number field that a part says was told wrong, without saying how many ("số đại biểu hôm trước báo thiếu")."""
        return self._fields.named(here) if {w.fold for w in here} & listed("talk", "amiss") else None

    def _gather(
        self, words: Sequence[Word], part: Part, found: Sequence[Cue], shown: str, today: dt.date, known: tuple[State | None, ...]
    ) -> Found:
        here = words[part.start : part.end]
        documents = self._fields.documents(here, shown)
        in_documents = {n for d in documents for n in range(d.start, d.end)}
        mine = [cue for cue in found if part.start <= cue.start < part.end]
        mended = min((cue.start - part.start for cue in mine if cue.group == "talk.corrections"), default=0)
        planned = any(cue.group in ("verbs.ahead", "verbs.firm_ahead") for cue in mine)
        why = reason(words, part.start, part.end, found, shown)
        if part.tasks and len(why.split()) < 3 and self._names.all(placed(why, self._reader.tokens(why))):
            why = ""  # "báo cáo do đó xin nộp chậm": what is late is no reason
        within = words_of(here, why, shown)
        past, ahead, near = (self._days(here, today, way, in_documents | within, planned=planned) for way in (PAST, AHEAD, NEAR))
        past, ahead, near = (of_papers(days, documents) for days in (past, ahead, near))
        past_day = any(d.last <= today and not d.until and not later_today(here, d) for d in near)
        future_day = any(d.first > today or (d.single and d.first == today and later_today(here, d)) for d in near) and not is_past_relative(here)
        behind = {cue.end - part.start for cue in found if cue.group == "verbs.because" and cue.start >= part.start}
        explained = within if within and min(within) in behind else set()
        slips = [cue for cue in found if cue.group == "talk.corrections"]
        told = [
            cue
            for cue in found
            if not (cue.group in _OF_THE_WORK and cue.start - part.start in explained)
            and not (cue.group == "verbs.prepares" and any(s.start <= cue.start < s.end for s in slips))  # "sửa giúp em ngày" prepares nothing
            and not (cue.phrase == ("lich",) and any(s.end == cue.start for s in slips))  # "em đọc lộn lịch"
            and not (cue.phrase == ("chot",) and cue.start >= part.start and self._fields.counted_at(here, cue.end - part.start))  # "chốt 60 đại biểu"
        ]
        seen = signs(words, part.start, part.end, told, past_day=past_day, future_day=future_day)
        if part.tasks and [w.fold for w in here if w.fold not in _PARTICLES | listed("talk", "courtesy")][-1:] == ["roi"] and not seen.any and len(here) <= 5:
            seen = replace(seen, done=True, sent=True)  # "kế hoạch: rồi"
        if here[0].fold == "de" and any(d.start == 1 and d.first > today for d in near):
            seen = replace(seen, delayed=True)  # "…, để tuần sau"
        if any(d.start and d.first > today and among(here[d.start - 1], "words", "no_slip") for d in near):
            seen = replace(seen, ahead=True)  # "vẫn 27/2"
        state = known[0] if known else state_of(seen, day_ahead=any(d.last >= today for d in ahead))
        if seen.not_yet and not part.tasks and not seen.act and self._fields.named(here):
            seen = replace(seen, not_yet=False)  # "số đại biểu chưa chốt"
        if " ".join(w.fold for w in here[:2]) in listed("verbs", "leave_of") or here[0].fold in ("nho", "mong"):
            seen = replace(seen, act=False)  # "đề nghị Bộ gửi lại văn bản": an act of others
        if state not in (State.DONE, None) or (state is None and seen.only_prepares):
            past, ahead, near = (tuple(d for d in days if not (since(here, d) and d.last <= today)) for days in (past, ahead, near))
        if seen.sent:
            past = tuple(replace(d, acted=True) for d in past)
        no_end = listed("verbs", "makes") | listed("verbs", "acts_as_nouns")
        ends = any(cue.group == "verbs.acts" and " ".join(cue.phrase) not in no_end for cue in mine)
        if ends and seen.act and not seen.only_prepares:
            ahead, near = (tuple(replace(d, acted=True) for d in days) for days in (ahead, near))
        told_there = past if state is State.DONE else ahead if state is not None else near
        hindered = "" if seen.delayed or seen.done else obstacle(words, part.start, part.end, found, shown)
        told_itself = part.tasks or hindered or seen.done or seen.only_later or (near and seen.act)
        stands = "" if told_itself else circumstance(words, part.start, part.end, found, shown, loose=not near)
        if mended and not part.tasks:
            # "hôm qua em đếm dư": when the slip was made
            past, ahead, near = (tuple(d for d in days if d.start >= mended or here[d.start].fold not in _AGO) for days in (past, ahead, near))
        if stands:
            past, ahead, near = (tuple(d for d in found if not since(here, d)) for found in (past, ahead, near))
            ahead, near = (tuple(d for d in days if d.last >= today) for days in (ahead, near))  # "phó giám đốc mới đổi hôm kia"
        if why and not part.tasks and not seen.act and within:
            # "tuần này kẹt thi nâng ngạch": the days of what is in the way
            past, ahead, near = (tuple(d for d in days if d.end != min(within)) for days in (past, ahead, near))
        if state is State.PREPARING:
            # "nay em mới gõ dự thảo"
            ahead, near = (tuple(d for d in days if not (d.single and d.first == today) or later_today(here, d)) for days in (ahead, near))
        if hindered and not part.tasks and not any(cue.group == "verbs.ahead" for cue in mine):
            # "sếp đi công tác đến hết tháng 1" gives no day of the task's; what follows "nên" does
            so = min((cue.end - part.start for cue in mine if cue.group == "verbs.therefore"), default=len(here))
            because = min(behind, default=0) if why and seen.plea else 0  # "xin Bộ cho làm tháng 4 vì đang sáp nhập"
            past, ahead, near = (tuple(d for d in days if d.start >= so or d.end < because) for days in (past, ahead, near))
        numbers = self._fields.numbers(here, in_documents | within | {n for d in told_there for n in range(d.start, d.end)})
        if numbers and not any(among(w, "verbs", "circumstances") for w in here):
            stands = ""  # "mời 95 đại biểu" tells a figure
        hindering = [cue.start - part.start for cue in mine if cue.group == "verbs.obstacles"]
        if hindered and not part.tasks:  # "phòng có 2 người nghỉ ốm"
            numbers = [given for given in numbers if not any(0 <= at - given.end <= 2 for at in hindering)]
        texts = [text for text in self._fields.texts(here, shown) if text.start not in within]
        given = (*numbers, *texts, *self._fields.options(here))
        # a number within the reason ("bão số 3") is no document's
        papers = tuple(str(d.value) for d in documents if "/" in str(d.value) or str(d.value) not in why)
        told_of = in_documents | {n for d in near for n in range(d.start, d.end)}
        papers_only = all(n in told_of or among(word, "fields", "document_before") or word.fold == "ngay" for n, word in enumerate(here))
        whole = takes_all(here)
        corrects = any(cue.group == "talk.corrections" for cue in mine)
        return Found(seen, past, ahead, near, papers, given, why, hindered, stands, papers_only, whole, corrects)

    def _days(self, here: Sequence[Word], today: dt.date, way: str, in_documents: set[int], *, planned: bool) -> tuple[Day, ...]:
        return tuple(
            day
            for day in days(here, today, way, planned)
            if not any(n in in_documents for n in range(day.start, day.end)) and not not_meant(here, day)
        )

    def reports(self, told: Mapping[str | None, Found], asked: Asked, sure: tuple[State | None, ...] = ()) -> tuple[Told, ...]:
        """One report a task; `sure`: the state of all of them, where another than the rules tells it, else ()."""
        made = (self._report(found, replace(asked, key=key), sure) for key, found in gathered(told, self._keys).items())
        return tuple(report for report in made if report is not None)

    def _report(self, found: Found, asked: Asked, sure: tuple[State | None, ...]) -> Told | None:
        key, today = asked.key, asked.today
        kept = self._own(key, found.fields)
        limit = next((t.deadline.last for t in self._plan.tasks if t.key == (key or asked.prompted)), None)
        state, is_report = settled(found, replace(asked, limit=limit), bool(kept))
        if sure:
            state, is_report = sure[0], True
        if not is_report and (others := tuple(each for each in self._own(None, found.fields) if isinstance(each[1], int))):
            key, kept, is_report = None, others, True  # "BC bổ sung, tổng là 33 cá nhân": figures of another task's
        if not is_report:
            return None
        if state is State.NOT_STARTED and found.signs.only_prepares:
            found = replace(found, near=())  # "chưa, tuần sau mới họp bàn"
        elif state is State.NOT_STARTED:
            # "chưa, kế hoạch mới chuyển xuống phòng sáng nay"
            found = replace(found, near=tuple(d for d in found.near if d.last > today and (d.acted or d.first > today)))
        day = chosen(told_days(in_their_weeks(found.days(state or asked.standing)), state, today), state)
        been = next((d for d in found.past if day is not None and d.single and d.start == day.start and 0 <= (today - d.first).days <= JUST_BEEN), None)
        if state is State.SCHEDULED and been is not None and day is not None and (day.first - today).days > NEARLY_A_YEAR and not sure:
            state, day = State.DONE, been  # "hội nghị chiều 14/11 đông quá" on the 17th
        why = found.reason or found.obstacle or found.circumstance if state is State.DELAYED else found.reason if state is State.NOT_STARTED else ""
        single = day.first if day is not None and day.single else None
        return Told(
            task=key,
            state=state,
            date=single,
            first=day.first if day is not None and not day.single and not day.until else None,
            last=day.last if day is not None and not day.single else None,
            reason=why,
            documents=found.documents if state in (State.DONE, None) or key else tuple(each for each in found.documents if "/" in each),
            ask_extension=state is State.DELAYED and (found.signs.extension or found.signs.plea),
            fields=kept,
        )

    def _own(self, key: str | None, given: Sequence[Given]) -> tuple[tuple[str, int | str | dt.date], ...]:
        """The values that are fields of this task (of any task where none is named), in the plan's order."""
        tasks = [task for task in self._plan.tasks if key in (None, task.key)]
        order = list(dict.fromkeys(field.key for task in tasks for field in own_fields(task)))
        values = {g.key: g.value for g in reversed(given) if g.key in order}
        return tuple((k, values[k]) for k in order if k in values)

    def value(self, text: str, field: Field, today: dt.date) -> int | str | dt.date | None:
        """The answer to one field asked for; None where it is no such answer."""
        return value_of(self._reader, self._fields, text, field, today)

    def told_as(self, key: str | None) -> str | None:
        """What a task is called in the reports that others read."""
        task = task_of(self._plan, key or "")
        return (task.told_as if task else "") or key

    def telling(self, told: Told) -> dict[str, Any]:
        """A report as JSON: the general keys and the plan's own fields; what was not told is not there."""
        body: dict[str, Any] = {"milestone": self.told_as(told.task), "state": told.state.value if told.state else None}
        body["date"] = told.date
        body |= {"date_from": told.first, "date_to": told.last}
        body |= {"reason": told.reason, "documents": "; ".join(told.documents), "ask_extension": told.ask_extension}
        body |= dict(told.fields)
        return {
            key: value.isoformat() if isinstance(value, dt.date) else value for key, value in body.items() if value not in (None, "", False)
        }


def task_of(plan: Plan, key: str) -> Task | None:
    """The task of this key; None where the plan has none (any more)."""
    return next((task for task in plan.tasks if task.key == key), None)
