"""Greetings, thanks, goodbyes, and who is speaking."""

from __future__ import annotations

from handlers.message import Choice, Paragraph, Reply, Span, words
from handlers.wording import choices
from handlers.wording.enrolment import which_kind
from knowledge.plan import Plan


def named(plan: Plan) -> str:
    """The plan as it is spoken of: "Kế hoạch …" whether or not its title begins so."""
    title = plan.title.strip()
    return title if title.lower().startswith("kế hoạch") else f"Kế hoạch {title}"


def _about(plan: Plan) -> str:
    issuer = "" if not plan.issuer or plan.issuer.lower() in plan.title.lower() else f" của {plan.issuer}"
    return f"Tôi là phần mềm trả lời tự động, giúp anh/chị tra cứu {named(plan)}{issuer}."


def introduction(plan: Plan) -> Reply:
    """Who we are and which plan this is, then the question which kind of unit the person is of."""
    asked = f"{which_kind(plan)} Cán bộ đầu mối của đơn vị thì nhắn mã mời, hoặc gõ THAM GIA."
    return Reply((words(f"Xin chào anh/chị. {_about(plan)}"), words(asked)), choices.kinds(plan))


def introduction_to(plan: Plan, whose: str, offered: tuple[Choice, ...]) -> Reply:
    """The same for somebody whose unit or kind of unit is known."""
    asking = Paragraph((Span("Anh/chị đang hỏi cho: "), Span(whose, strong=True), Span(".")))
    return Reply((words(f"Xin chào anh/chị. {_about(plan)}"), asking), offered)


def introduction_to_group(plan: Plan) -> Reply:
    """Who we are, for a group: short and with nothing to answer."""
    return Reply((words(f"Xin chào các anh/chị. {_about(plan)} Mời gõ /hoi kèm câu hỏi."),))


def greeting(offered: tuple[Choice, ...]) -> Reply:
    """Back to somebody we know."""
    return Reply((words("Xin chào anh/chị. Anh/chị cần hỏi gì về kế hoạch, cứ nhắn cho tôi."),), offered)


def thanks() -> Reply:
    """Somebody thanked us."""
    return Reply((words("Không có gì ạ. Anh/chị cần thêm gì về kế hoạch, cứ nhắn cho tôi."),))


def goodbye() -> Reply:
    """Somebody takes leave."""
    return Reply((words("Chào anh/chị. Khi cần, anh/chị cứ nhắn lại cho tôi."),))


def agreed() -> Reply:
    """Somebody said yes, fine, understood."""
    return Reply((words("Vâng ạ. Anh/chị cần gì thêm cứ nhắn cho tôi."),))


def who(plan: Plan, offered: tuple[Choice, ...]) -> Reply:
    """Asked who we are."""
    return Reply((words(f"{_about(plan)} Tôi chỉ nói những điều văn bản có nêu, kèm mục để anh/chị đối chiếu."),), offered)
