"""What an officer answers when asked how far his unit is: the rules' reading, and over it what earlier replies teach."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from knowledge.plan import State
from knowledge.question import Reader
from knowledge.status import StatusReader
from knowledge.status_asking import of_no_report
from knowledge.status_found import Found
from knowledge.status_learned import FEW, SURE, Learned, Weighed, shipped, weigh, why
from knowledge.status_reply import MOST, Reply
from knowledge.status_settled import Asked, Ruled
from knowledge.status_spans import SURE as SPANS
from knowledge.status_spans import leads, mended, mended_part
from knowledge.status_text import apart, cues, listed, placed, spoken
from knowledge.syllable import fold
from knowledge.text import clean
from knowledge.told import Heard, Told

_WHY = {State.DELAYED: "why", State.NOT_STARTED: "why_not"}
"""How sure a clause must be the reason of a report in one of these states."""


class ReplyReader(StatusReader):
    """A plan made ready for replies. Messages that answer nothing are read as by its base; so is all where nothing was learned."""

    def __init__(self, reader: Reader, learned: Learned | None) -> None:
        """`learned`: what replies have taught."""
        super().__init__(reader)
        self._learned = learned

    def hear(
        self, text: str, today: dt.date, task: str | None = None, among: Collection[str] = (), standing: State | None = None, *, replying: bool = False
    ) -> Heard:
        """What the message reports; parameters as for the base."""
        ruled = self.ruled(text, today, task, among, standing, replying=replying)
        learned, asked = self._learned, ruled.asked
        if learned is None or asked is None or (task is None and not replying) or standing is not None:
            return ruled.heard
        reply = self.reply(text, today, (task, *among) if task else among)
        weighed = weigh(learned.states, reply)
        reports = self._overruled(ruled, asked, weighed, reply, text, among)
        if len(reports) == 1 and reports[0].state in _WHY:
            reason = why(learned.reasons, reply, reports[0].reason, SURE[_WHY[reports[0].state]])
            if reason and not reports[0].reason:
                reports = (replace(reports[0], state=State.DELAYED),)  # "chưa làm gì hết, kế toán bảo năm nay cạn kinh phí"
            beside = spoken(text).replace(reason, " " * len(reason), 1) if reason and reason != reports[0].reason else ""
            reports = (replace(reports[0], reason=reason),)
            if beside.strip():
                reports = self._without(self.ruled(beside, today, task, among, replying=replying, known=(State.DELAYED,)), reports[0])
        reports = (*reports, *self._missed(reports, reply, today, among)) if reports else ()
        if len(reports) > 1:
            reports = tuple(mended_part(each, reply, learned.spans, self._keys, ruled.places.get(each.task, ())) for each in reports)
        # What was overruled may leave nothing to tell ("bAYDU%0").
        return Heard(tuple(told for told in self._alone(reports, reply) if told != Told(told.task)), ruled.heard.correction)

    def reply(self, text: str, today: dt.date | None = None, first: Collection[str] = ()) -> Reply:
        """A reply as what was learned sees it. `first`: of several tasks with one name these are meant."""
        text = spoken(text)
        tokens = self._reader.tokens(apart(text))
        words = placed(text, tokens)
        spots = self._reader.lexicon.spot(tokens) if len(tokens) == len(words) else ()
        units = {n for s in spots if s.group == "kind" for n in range(s.start, s.end)}
        found = cues(words)
        heads = {cue.start for cue in self._names.find(words, found)}
        named = self._names.all(words)
        meant = {(cue.start, cue.end) for cue in named if cue.group in first}
        tasks = tuple(cue for cue in named if cue.group in first or (cue.start, cue.end) not in meant)
        return Reply(words, clean(text), tasks[:MOST], units, today, heads, found, self._fields)

    def _overruled(self, ruled: Ruled, asked: Asked, weighed: Weighed, reply: Reply, text: str, among: Collection[str]) -> tuple[Told, ...]:
        """The rules' reading, unless what was learned is sure of another: that it is no report, that it is one, that it tells another state."""
        reports = ruled.heard.reports
        if not reports:
            sure = weighed.report > SURE["hear"] and weighed.words >= FEW and not of_no_report(reply.words)
            made = self._known(text, asked, among, weighed.state) or self.reports({None: Found()}, asked, (weighed.state,)) if sure else ()
            made = self._alone(made, reply)  # "số cá nhân là 26 chứ không phải 62"
            return tuple(each for each in made if each.state or each.documents or each.fields)
        only = reports[0]
        if weighed.report < -SURE["plea" if only.ask_extension else "leave"]:
            return ()
        if only.ask_extension:
            return reports
        if len(reports) > 1:
            return tuple(self._part(each, ruled, asked) for each in reports)
        state = weighed.beside(only.state, only.reason)
        coming = only.state is State.PREPARING and only.date is not None and only.date > asked.today  # "xong rồi, còn thiếu con dấu, chắc mai"
        if only.state is State.DELAYED and state in (State.SCHEDULED, State.PREPARING) and _explains(text, only.reason):
            return reports
        if state is only.state or not (state or only.fields or only.documents) or (state is State.DONE and coming):
            return reports
        other = self._known(text, asked, among, state)
        other = self._alone(other, reply)
        farther = any(_farther(a, b, asked.today) for each in other for a, b in ((each.date, only.date), (each.first, only.first)))
        return reports if farther or not other else other

    def _alone(self, reports: tuple[Told, ...], reply: Reply) -> tuple[Told, ...]:
        """The only report with what belongs to it."""
        if len(reports) != 1 or self._learned is None:
            return reports
        return (mended(reports[0], reply, self._learned.spans, self._keys),)

    def _part(self, told: Told, ruled: Ruled, asked: Asked) -> Told:
        """One of several reports, in the state that its own words tell by far; what was sent stays so."""
        learned, said = self._learned, ruled.said.get(told.task, "")
        if told.task in ruled.told and ruled.told[told.task].signs.sent:
            return told
        weighed = weigh(learned.states, self.reply(said, asked.today)) if learned is not None and said else None
        if weighed is None or weighed.words < FEW or told.ask_extension:
            return told
        state = weighed.beside(told.state, told.reason)
        day = told.date or told.last
        if state in (None, told.state) or (state is State.SCHEDULED and (day is None or day <= asked.today)):
            return told
        made = self.ruled(said, asked.today, told.task, replying=True, known=(state,)).heard.reports
        if len(made) != 1 or (told.fields and not made[0].fields) or (day and not (made[0].date or made[0].last)):
            return told
        if _farther(made[0].date, told.date, asked.today):
            return told  # "báo cáo bằng văn bản gửi 16/4" of last year
        return replace(made[0], task=told.task, documents=told.documents)

    def _missed(self, reports: Sequence[Told], reply: Reply, today: dt.date, among: Collection[str]) -> Iterator[Told]:
        """Reports of tasks named in clauses of their own, which nothing was heard of ("kế hoạch gửi 21/7; hội nghị đầu tháng 12")."""
        learned, tried = self._learned, {each.task for each in reports}
        if learned is None or None in tried:
            return
        held = [{cue.group for cue in reply.tasks if start <= cue.start < end} for start, end in reply.clauses]
        for number, named in enumerate(held):
            cues_here = [n for n, cue in enumerate(reply.tasks) if cue.group in named]
            if len(named) != 1 or named & tried or max(leads(learned.spans.tasks, cues_here, reply.task, None)) < SPANS["task"]:
                continue
            tried |= named
            last = next((n for n in range(number + 1, len(held)) if held[n] - named), len(held)) - 1
            said = reply.literal(number, last)
            weighed = weigh(learned.states, self.reply(said, today))
            if weighed.report < SURE["missed"] or weighed.state is None:
                continue
            made = self.ruled(said, today, None, among, replying=True).heard.reports
            made = made or self.ruled(said, today, None, among, replying=True, known=(weighed.state,)).heard.reports
            found = next((each for each in made[:1] if each.task in named and each.state), None)
            if found is not None:
                yield found

    def _known(self, text: str, asked: Asked, among: Collection[str], state: State | None) -> tuple[Told, ...]:
        """What the rules read in a reply that is known to tell a state."""
        return self.ruled(text, asked.today, asked.prompted, among, replying=True, known=(state,)).heard.reports

    def _without(self, ruled: Ruled, late: Told) -> tuple[Told, ...]:
        """Something late with the days and figures that are told outside its reason ("17/4 mới gửi được, kiểm toán còn ngồi tới 10/4")."""
        made = ruled.heard.reports
        if len(made) != 1 or made[0].task != late.task:
            return (late,)
        return (replace(late, date=made[0].date, first=made[0].first, last=made[0].last, fields=made[0].fields),)


def _explains(text: str, reason: str) -> bool:
    """Whether a reason stands behind a word that says so ("chậm do thay chánh văn phòng"): then it is late, whatever else is told."""
    why = fold(reason.lower())  # nothing is left of signs that only mark a letter
    before, found, _ = fold(text.lower()).partition(why) if why else ("", "", "")
    return bool(found and before.split()) and before.split()[-1].strip(",.;:(") in listed("verbs", "explains")


def _farther(day: dt.date | None, other: dt.date | None, today: dt.date) -> bool:
    """The same day of another year, farther from today."""
    same = day is not None and other is not None and (day.month, day.day) == (other.month, other.day)
    return bool(same and day and other and abs(day - today) > abs(other - today))


_LISTENING: dict[int, tuple[Reader, ReplyReader]] = {}


def listening(reader: Reader) -> ReplyReader:
    """The reader of a plan's reports, made once for the plan last used."""
    known = _LISTENING.get(id(reader))
    if known is not None and known[0] is reader:
        return known[1]
    made = ReplyReader(reader, shipped())
    _LISTENING.clear()
    _LISTENING[id(reader)] = (reader, made)
    return made
