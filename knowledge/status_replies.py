"""What an officer answers when asked how far his unit is: the rules' reading, and over it what earlier replies teach."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import replace

from knowledge.plan import State
from knowledge.question import Reader
from knowledge.status import Ruled, StatusReader
from knowledge.status_asking import of_no_report
from knowledge.status_found import Found
from knowledge.status_learned import FEW, SURE, Learned, Reply, Weighed, shipped, weigh, why
from knowledge.status_settled import Asked
from knowledge.status_text import apart, listed, placed, spoken
from knowledge.syllable import fold
from knowledge.text import clean
from knowledge.told import Heard, Told


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
        reply = self.reply(text)
        weighed = weigh(learned.states, reply.said)
        reports = self._overruled(ruled, asked, weighed, text, among)
        if len(reports) == 1 and reports[0].state in (State.DELAYED, State.NOT_STARTED):
            late = reports[0].state is State.DELAYED
            reason = why(learned.reasons, reply, reports[0].reason, SURE["why" if late else "why_not"])
            if reason and not reports[0].reason:
                reports = (replace(reports[0], state=State.DELAYED),)  # "chưa làm gì hết, kế toán bảo năm nay cạn kinh phí"
            beside = spoken(text).replace(reason, " " * len(reason), 1) if reason and reason != reports[0].reason else ""
            reports = (replace(reports[0], reason=reason),)
            if beside.strip():
                reports = self._without(self.ruled(beside, today, task, among, replying=replying, known=(State.DELAYED,)), reports[0])
        return Heard(reports, ruled.heard.correction)

    def reply(self, text: str) -> Reply:
        """A reply as what was learned sees it."""
        text = spoken(text)
        tokens = self._reader.tokens(apart(text))
        words = placed(text, tokens)
        spots = self._reader.lexicon.spot(tokens) if len(tokens) == len(words) else ()
        return Reply(words, clean(text), self._names.all(words), {n for s in spots if s.group == "kind" for n in range(s.start, s.end)})

    def _overruled(self, ruled: Ruled, asked: Asked, weighed: Weighed, text: str, among: Collection[str]) -> tuple[Told, ...]:
        """The rules' reading, unless what was learned is sure of another: that it is no report, that it is one, that it tells another state."""
        reports = ruled.heard.reports
        if not reports:
            sure = weighed.report > SURE["hear"] and weighed.words >= FEW and not of_no_report(self.reply(text).words)
            made = self._known(text, asked, among, weighed.state) or self.reports({None: Found()}, asked, (weighed.state,)) if sure else ()
            return tuple(each for each in made if each.state or each.documents or each.fields)
        only = reports[0]
        if weighed.report < -SURE["plea" if only.ask_extension else "leave"]:
            return ()
        if only.ask_extension:
            return reports
        if len(reports) > 1:
            return tuple(self._part(each, ruled, asked) for each in reports)
        state = weighed.beside(only.state)
        coming = only.state is State.PREPARING and only.date is not None and only.date > asked.today  # "xong rồi, còn thiếu con dấu, chắc mai"
        if only.state is State.DELAYED and state in (State.SCHEDULED, State.PREPARING) and _explains(text, only.reason):
            return reports
        if state is only.state or not (state or only.fields or only.documents) or (state is State.DONE and coming):
            return reports
        other = self._known(text, asked, among, state)
        farther = any(_farther(a, b, asked.today) for each in other for a, b in ((each.date, only.date), (each.first, only.first)))
        return reports if farther or not other else other

    def _part(self, told: Told, ruled: Ruled, asked: Asked) -> Told:
        """One of several reports, in the state that its own words tell by far; what was sent stays so."""
        learned, said = self._learned, ruled.said.get(told.task, "")
        if told.task in ruled.told and ruled.told[told.task].signs.sent:
            return told
        weighed = weigh(learned.states, self.reply(said).said) if learned is not None and said else None
        if weighed is None or weighed.words < FEW or told.ask_extension:
            return told
        state = weighed.beside(told.state)
        day = told.date or told.last
        if state in (None, told.state) or (state is State.SCHEDULED and (day is None or day <= asked.today)):
            return told
        made = self.ruled(said, asked.today, told.task, replying=True, known=(state,)).heard.reports
        if len(made) != 1 or (told.fields and not made[0].fields) or (day and not (made[0].date or made[0].last)):
            return told
        if _farther(made[0].date, told.date, asked.today):
            return told  # "báo cáo bằng văn bản gửi 16/4" of last year
        return replace(made[0], task=told.task, documents=told.documents)

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
