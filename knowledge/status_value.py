"""One field's value, read from the answer to a question for just that field."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from knowledge.plan import Field
from knowledge.question import Reader
from knowledge.status_dates import NEAR, days
from knowledge.status_fields import FieldNames
from knowledge.status_numbers import numeral
from knowledge.status_text import Word, cues, listed, placed
from knowledge.text import clean


def value_of(reader: Reader, fields: FieldNames, text: str, field: Field, today: dt.date) -> int | str | dt.date | None:
    """The answer to one field asked for; None where it is no such answer."""
    words = placed(text, reader.tokens(text))
    shown = clean(text).strip()
    if not words or " ".join(w.fold for w in words) in listed("fields", "skips"):
        return None
    match field.type:
        case "number":
            return _only_number(words)
        case "date":
            near = days(words, today, NEAR)
            return near[0].first if near and near[0].single else None
        case "document":
            found = fields.documents(words, clean(text))
            if found:
                return "; ".join(str(each.value) for each in found)
            return shown if len(words) <= 2 and any(c.isdigit() for c in shown) else None
        case "choice":
            options = fields.options(words)
            named = next((str(o.value) for o in options if o.key == field.key), None)
            return named or next((option for option in field.options if clean(option).lower() == shown.lower()), None)
        case _:
            because = next((c for c in cues(words) if c.group == "verbs.because" and c.start == 0 and c.end < len(words)), None)
            told = shown if because is None else clean(text)[words[because.end].start :].strip()
            return told[:500] or None


def _only_number(words: Sequence[Word]) -> int | None:
    f = [w.fold for w in words]
    for n in range(len(words)):
        read = numeral(f, n)
        if read:
            return read[0]
    return None
