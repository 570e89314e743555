"""A plan many times as large as a given one: the same things again under other names."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from knowledge.plan import Clause, Entity, Example, Fact, NotStated, Plan, Task, UnitKind

# Syllables that go together to make names nobody uses, as varied as those of places and people.
_FIRST = "An Bảo Bích Cẩm Châu Diệp Duy Giang Hạnh Hoài Huyền Khánh Kiều Lam Lệ Liên Mạnh Minh Ngân Nguyệt Phong Phượng Quế Quỳnh Sơn Tâm Thạch Thảo".split()
_SECOND = "Bình Chi Cường Dung Đạt Giáp Hà Hậu Hiển Hưng Kha Khuê Lâm Linh Long Mai Nghĩa Nhã Oanh Phúc Quang Tấn Thịnh Trà Trúc Uyên Vinh Yến".split()


def grown(plan: Plan, times: int, seed: int = 1) -> Plan:
    """`plan` with `times` as many entities, facts, tasks, members, clauses, examples and unstated things.

    Copies are told apart by a made-up proper name behind each of theirs, so that the lexicon grows as a real one would. Kinds and
    attributes stay: a larger plan asks the same of more things.
    """
    dice = random.Random(seed)
    names = [f"{first} {second}" for first in _FIRST for second in _SECOND]
    dice.shuffle(names)
    marks = [(f"-{n}", names[n % len(names)] + (f" {n}" if n >= len(names) else "")) for n in range(1, times)]
    return replace(
        plan,
        kinds=tuple(_kind(kind, marks) for kind in plan.kinds),
        entities=plan.entities + tuple(_entity(e, *mark) for mark in marks for e in plan.entities),
        facts=plan.facts + tuple(_fact(f, *mark) for mark in marks for f in plan.facts),
        tasks=plan.tasks + tuple(_task(t, *mark) for mark in marks for t in plan.tasks),
        clauses=plan.clauses + tuple(_clause(c, *mark) for mark in marks for c in plan.clauses),
        not_stated=plan.not_stated + tuple(_unsaid(u, *mark) for mark in marks for u in plan.not_stated),
        examples=plan.examples + tuple(_example(e, *mark) for mark in marks for e in plan.examples),
    )


def _named(names: Sequence[str], name: str) -> tuple[str, ...]:
    return tuple(f"{text} {name}" for text in names)


def _kind(kind: UnitKind, marks: Sequence[tuple[str, str]]) -> UnitKind:
    more = tuple(_named(member, name) for _, name in marks for member in kind.members)
    return replace(kind, members=kind.members + more)


def _entity(entity: Entity, mark: str, name: str) -> Entity:
    return replace(entity, key=entity.key + mark, label=f"{entity.label} {name}", names=_named(entity.names, name), default=False)


def _fact(fact: Fact, mark: str, name: str) -> Fact:
    return replace(
        fact,
        id=fact.id + mark,
        entity=fact.entity + mark,
        clause=fact.clause + mark,
        names=_named(fact.names, name),
        replaces=fact.replaces and fact.replaces + mark,
    )


def _task(task: Task, mark: str, name: str) -> Task:
    return replace(task, key=task.key + mark, label=f"{task.label} {name}", fact=task.fact + mark, names=_named(task.names, name))


def _clause(clause: Clause, mark: str, name: str) -> Clause:
    return replace(clause, key=clause.key + mark, cited=f"{clause.cited} {name}")


def _unsaid(unsaid: NotStated, mark: str, name: str) -> NotStated:
    entity = None if unsaid.entity is None else unsaid.entity + mark
    return replace(unsaid, key=unsaid.key + mark, label=f"{unsaid.label} {name}", names=_named(unsaid.names, name), entity=entity)


def _example(example: Example, mark: str, name: str) -> Example:
    return replace(example, text=f"{example.text} {name}", facts=tuple(id + mark for id in example.facts))
