"""Asking for, keeping and changing the kind of unit a person asks for."""

from __future__ import annotations

from handlers.message import Choice, Paragraph, Reply, Span, words
from handlers.wording import choices
from knowledge.plan import Plan, UnitKind

OURS = "Còn bên em thì sao?"
"""What somebody means who only says of which kind he is, right after something was told that differs by kind."""


def which_kind(plan: Plan) -> str:
    """The question itself, with every kind named."""
    return f"Anh/chị công tác ở khối đơn vị nào: {_or([kind.short or kind.label for kind in choices.own_kinds(plan)])}?"


def ask_kind(plan: Plan) -> Reply:
    """Asked before something that depends on it."""
    return Reply((words(which_kind(plan)), words("Anh/chị chọn một mục, hoặc gõ tên đơn vị mình.")), choices.kinds(plan))


def ask_kind_again(plan: Plan) -> Reply:
    """The answer named no kind we know."""
    names = _or([kind.short or kind.label for kind in choices.own_kinds(plan)])
    return Reply(
        (words(f"Tôi chưa nhận ra đơn vị của anh/chị. Nhờ anh/chị chọn giúp: {names}; hoặc gõ thẳng câu hỏi."),), choices.kinds(plan)
    )


def kept(kind: UnitKind, offered: tuple[Choice, ...]) -> Reply:
    """The kind is remembered."""
    said = Paragraph((Span("Tôi đã ghi nhận anh/chị ở khối: "), Span(kind.label, strong=True), Span(". Mời anh/chị chọn hoặc gõ câu hỏi.")))
    return Reply((said,), offered)


def fixed(unit: str, contact: str, offered: tuple[Choice, ...]) -> Reply:
    """Somebody joined to a unit cannot pick another kind by himself."""
    whom = contact or "thường trực"
    said = Paragraph(
        (Span("Anh/chị đang là đầu mối của "), Span(unit, strong=True), Span(f". Nếu chưa đúng, anh/chị báo {whom} để đổi giúp."))
    )
    return Reply((said,), offered)


def _or(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{'; '.join(names[:-1])} hay {names[-1]}"
