"""The lexicon of one plan: its own words beside those every office shares, each as phrases that point to something."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from knowledge.phrases import Lexicon
from knowledge.plan import Fact, Listing, Plan
from knowledge.syllable import legal
from knowledge.synonyms import variants
from knowledge.text import Token, vocabulary, written

GENERIC = (
    "asks", "confirm_end", "confirm_inside", "excludes", "follows", "joins", "compares", "all_kinds", "own", "in_time", "days_left", "days_late", "item_words",
)  # fmt: skip


def build(plan: Plan, asked: Sequence[Sequence[Token]]) -> Lexicon:
    """Groups: kind, member (by fact), entity, attr, fact, value (by fact), task, unsaid (not_stated), family (those the plan does not hold), and the
    generic lists.

    `asked` are the tokens of the example questions some fact answers; the others are not the plan's own words.
    """
    lexicon = Lexicon()
    for group in GENERIC:
        lexicon.add(group, group, vocabulary("words")[group])
    table = vocabulary("words")
    lexicon.add("own", "own", (f"{noun} {pronoun}" for noun in table["own_nouns"] for pronoun in table["own_pronouns"]))
    lexicon.add("ordinal", "ordinal", vocabulary("words")["ordinals"])
    _kinds(lexicon, plan)
    lexicon.learn([token.canon for group in GENERIC for phrase in vocabulary("words")[group] for token in written(phrase)])
    for entity in plan.entities:
        lexicon.add("entity", entity.key, (entity.label, *entity.names))
        _acronyms(lexicon, "entity", entity.key, (entity.label, *entity.names))
    _members(lexicon, plan)
    _attributes(lexicon, plan)
    for fact in plan.facts:
        lexicon.add("fact", fact.id, fact.names)
        _values(lexicon, fact)
        for text in (fact.answer, fact.quote):
            lexicon.learn([token.canon for token in written(text)])
            for other in variants(written(text)):
                lexicon.reword([token.canon for token in other])
    if plan.ask_whom_fact:
        lexicon.add("fact", plan.ask_whom_fact, vocabulary("asking")["lists"]["ask_whom"])
    for task in plan.tasks:
        lexicon.add("task", task.key, (task.label, *task.names))
    for unsaid in plan.not_stated:
        lexicon.add("unsaid", unsaid.key, (unsaid.label, *unsaid.names))
    for numeral in vocabulary("status")["words"]["numerals"]:
        lexicon.learn([token.canon for token in written(numeral)])  # "ngày hăm lăm" is no slip
    for words in asked:
        lexicon.learn([token.canon for token in words if not token.bare and legal(token.canon)], own=False)  # a slip of the fingers teaches no word
    return lexicon


def _values(lexicon: Lexicon, fact: Fact) -> None:
    """A value that can be named in a claim ("… hay …", "… phải không")."""
    said = (fact.value,) if isinstance(fact.value, str) else fact.value.items if isinstance(fact.value, Listing) else ()
    lexicon.add("value", fact.id, (text for text in said if 2 <= len(text.split()) <= 8))
    _acronyms(lexicon, "value", fact.id, (text for text in said if len(text.split()) <= 6))


def _kinds(lexicon: Lexicon, plan: Plan) -> None:
    inside = {token.fold for kind in plan.kinds for name in kind.names for token in written(name)}
    lexicon.reserved = inside
    for kind in plan.kinds:
        lexicon.add("kind", kind.key, (kind.label, kind.short, *kind.names))
        _acronyms(lexicon, "kind", kind.key, (kind.short, *kind.names))
        for member in kind.members:
            lexicon.add("kind", kind.key, member)
            _acronyms(lexicon, "kind", kind.key, member[:1])


def _members(lexicon: Lexicon, plan: Plan) -> None:
    """A unit by its own name points to what is told of the one thing that lists it: "Nhóm 2 gồm Phòng Quản lý thương mại, …"."""
    usual = {entity.key for entity in plan.entities if entity.default}
    lists = [(fact.entity, fact.value.items) for fact in plan.facts if isinstance(fact.value, Listing) and fact.entity not in usual]
    listed = [(entity, set(map(_spaced, items))) for entity, items in lists]
    for member in (member for kind in plan.kinds for member in kind.members):
        names = {name for name in map(_spaced, member) if name.count(" ") > 2}
        groups = {entity for entity, items in listed if names & items}
        for fact in plan.facts if len(groups) == 1 else ():
            if fact.entity in groups:
                lexicon.add("member", fact.id, member)


def _spaced(text: str) -> str:
    """Folded words between blanks."""
    return f" {' '.join(token.fold for token in written(text))} "


def _acronyms(lexicon: Lexicon, group: str, key: str, phrases: Iterable[str]) -> None:
    for phrase in phrases:
        lexicon.add_acronym(group, key, phrase)


def _attributes(lexicon: Lexicon, plan: Plan) -> None:
    table = families()
    used = {fact.attribute for fact in plan.facts}
    held = set()
    for attribute in plan.attributes:
        lexicon.add("attr", attribute.key, (attribute.label, *attribute.names))
        if attribute.family in table:
            if attribute.key in used:
                held.add(attribute.family)
            lexicon.add("attr", attribute.key, table[attribute.family].get("strong", ()))
            lexicon.add("attr", attribute.key, table[attribute.family].get("weak", ()), weak=True)
    for key, family in table.items():
        if key not in held:
            lexicon.add("family", key, family.get("strong", ()))
            lexicon.add("family", key, family.get("weak", ()), weak=True)


@cache
def families() -> dict[str, dict[str, list[str]]]:
    """knowledge/vietnamese/families.toml."""
    return dict(vocabulary("families"))


def label_of(family: str) -> str:
    """What a family is called in a reply."""
    return str(families()[family]["label"])
