"""The plan's own words and its document."""

from __future__ import annotations

from handlers.message import Attachment, Block, Choice, Quote, Reply, words
from handlers.wording.choices import cited
from handlers.wording.dates import day
from knowledge.plan import Clause, Source


def title(source: Source) -> str:
    """A document as it is cited: title, number, date."""
    number = f" số {source.number}" if source.number and source.number not in source.title else ""
    dated = f" ngày {day(source.date)}" if source.date else ""
    return f"{source.title}{number}{dated}"


def verbatim(clause: Clause, texts: tuple[tuple[Source, str], ...], offered: tuple[Choice, ...]) -> Reply:
    """A clause word for word, out of each document that speaks to it."""
    blocks: list[Block] = [words(f"Nguyên văn {cited(clause)}:")]
    blocks += [Quote(text, f"{clause.cited}, {title(source)}") for source, text in texts]
    return Reply(tuple(blocks), offered)


def which_clause(example: Clause, offered: tuple[Choice, ...]) -> Reply:
    """Asked for the words without saying which clause."""
    return Reply((words(f"Anh/chị muốn xem nguyên văn mục nào? Ví dụ gõ: nguyên văn {cited(example)}."),), offered)


def unknown_clause(clauses: tuple[Clause, ...], offered: tuple[Choice, ...]) -> Reply:
    """There is no such clause; the ones there are."""
    there = ", ".join(cited(clause).removeprefix("mục ") for clause in clauses)
    return Reply((words(f"Kế hoạch không có mục này. Các mục hiện có: {there}."),), offered)


def clause_without_text(clause: Clause, offered: tuple[Choice, ...]) -> Reply:
    """The clause exists, but no fact rests on it, so its words stand only in the document."""
    return Reply((words(f"Nguyên văn {cited(clause)}, mời anh/chị xem trong văn bản."),), offered)


def document(source: Source, name: str, offered: tuple[Choice, ...]) -> Reply:
    """A source as a file."""
    file = Attachment(name, "text/plain; charset=utf-8", source.text.encode(), source.text)
    return Reply((words(f"Gửi anh/chị: {title(source)}."),), offered, file)
