"""The second look: what the rules refuse is stated where that is likely, what they state is taken back where it is not, and some things stay as they are."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import knowledge.second_look
from bench.second_look_fit import decided
from knowledge.answer import understand
from knowledge.by_rules import by_rules
from knowledge.context import Context
from knowledge.load import load_plan
from knowledge.question import Reader, Reading
from knowledge.results import LIMITS, Result, Stated, Unclear
from knowledge.second_look import look, outcome, second_look, worth_it
from knowledge.signs import LOOKED_AT, Commonness
from knowledge.trees import FILE, LEAF, Model, Tree, chance, shipped

PLAN = Path("tests/other_plans/suc-khoe-nguoi-cao-tuoi-2027")
DAY = date(2027, 4, 1)
SURE: Tree = (LEAF, 9.0, None, None)
NEVER: Tree = (LEAF, -9.0, None, None)
STATED = "Kế hoạch do ai ký?"
REFUSED = "mua hoa ở đâu cho hợp với khung cảnh buổi lễ ở trạm y tế"
FINAL = "Nghị định 99/2025/NĐ-CP quy định gì về khám sức khỏe?"


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(load_plan(PLAN)).prepare()


def read(reader: Reader, text: str) -> Reading:
    return reader.read(text, None, Context(), DAY)[1][0]


def answered(reader: Reader, text: str, context: Context | None = None) -> Result:
    return understand(reader, text, None, context or Context(), DAY).results[0]


def deciding(monkeypatch: pytest.MonkeyPatch, tree: Tree) -> None:
    """Let this tree decide in the shipped one's place."""
    monkeypatch.setattr(knowledge.second_look, "shipped", lambda: Model((), (tree,), {}, Commonness({}, 1)))


def test_what_the_rules_refuse_is_stated_where_it_is_likely(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rules do not know better than what was learned of many plans."""
    assert not isinstance(by_rules(reader, read(reader, REFUSED), DAY), Stated)
    deciding(monkeypatch, NEVER)
    assert not isinstance(answered(reader, REFUSED), Stated)
    monkeypatch.setattr(knowledge.second_look, "HOPELESS", 9.0)
    deciding(monkeypatch, SURE)
    assert isinstance(answered(reader, REFUSED), Stated)


def test_what_the_rules_state_is_taken_back_where_it_is_unlikely(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    """Unless the examples speak for it by far: then it is not looked at again."""
    assert isinstance(by_rules(reader, read(reader, STATED), DAY), Stated)
    deciding(monkeypatch, NEVER)
    assert isinstance(answered(reader, STATED), Stated)
    monkeypatch.setitem(LIMITS, "vouched", 9.0)
    monkeypatch.setattr(knowledge.second_look, "PLAIN", 9.0)
    assert not isinstance(answered(reader, STATED), Stated)
    deciding(monkeypatch, SURE)
    assert isinstance(answered(reader, STATED), Stated)


def test_some_reasons_are_final(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    """A document nobody cites is asked about in vain, however like a known question it is."""
    monkeypatch.setattr(knowledge.second_look, "HOPELESS", 9.0)
    deciding(monkeypatch, SURE)
    assert not isinstance(answered(reader, FINAL), Stated)


def test_a_follow_up_is_left_to_the_rules(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    """What leans on the question before it is not judged by its own few words."""
    before = understand(reader, STATED, None, Context(), DAY).context
    told = answered(reader, "thế ký ngày nào?", before)
    for tree in (SURE, NEVER):
        deciding(monkeypatch, tree)
        assert answered(reader, "thế ký ngày nào?", before) == told


def test_a_follow_up_that_turns_to_something_else_is_looked_at_again(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stated where that is likely, refused where not; whatever else the rules made of a follow-up stands."""
    before = understand(reader, STATED, None, Context(), DAY).context
    reading = reader.read("mấy giờ thì hết nhận khám?", None, before, DAY)[1][0]
    assert reading.follow
    assert worth_it(reading, reading.candidates, Unclear(reading, "a new subject"), leaning=False)
    assert not worth_it(reading, reading.candidates, Unclear(reading, "a new subject"), leaning=True)
    assert not worth_it(reading, reading.candidates, Unclear(reading, "below the limit"), leaning=False)
    for tree, kind in ((SURE, Stated), (NEVER, Unclear)):
        deciding(monkeypatch, tree)
        ruled = Unclear(reading, "a new subject")
        looked = second_look(reader.signs, reading, reading.candidates, ruled, lambda c: Stated((c[0].fact,), (), reading), leaning=False)
        assert isinstance(looked, kind)


def test_a_row_is_the_same_learned_and_used(reader: Reader) -> None:
    """bench/second_look_fit.py learns from the very figures that decide later."""
    model = shipped()
    for text in (STATED, REFUSED, "Huyện dự trù tất cả bao nhiêu tiền cho chiến dịch?"):
        reading = read(reader, text)
        result, seen = by_rules(reader, reading, DAY), reading.candidates[:LOOKED_AT]
        rows = reader.signs.rows(reading, seen, leaning=False)
        stated = next((n for n, c in enumerate(seen) if isinstance(result, Stated) and c.fact in result.facts[:1]), -1)
        facts = len(result.facts) if isinstance(result, Stated) else 0
        told = {"rows": rows, "right": [False] * len(rows), "outcome": outcome(result), "stated": stated, "facts": facts, "good": False}
        told |= {"sort": type(result).__name__, "labelled": bool(getattr(result, "label", ""))}
        mine = look(reader.signs, model, reading, reading.candidates, result, leaning=False)
        theirs = decided(told, [chance(model.order, row) for row in rows], {outcome(result): model.before.get(outcome(result), 0.0)})
        assert mine is not None
        assert theirs is not None
        assert mine.row == theirs[0]


def test_the_shipped_trees_ask_for_figures_there_are(reader: Reader) -> None:
    """No tree asks for a figure beyond a row's end, and every way through one ends in a leaf."""
    reading, table = read(reader, REFUSED), json.loads(FILE.read_text("utf-8"))
    wide = len(reader.signs.rows(reading, reading.candidates[:1], leaning=False)[0])
    for trees, figures in ((table["order"], wide), (table["decide"], wide + 7)):
        assert len(trees) >= 100
        for tree in trees:
            assert all(feature == LEAF or (0 <= feature < figures and max(low, high) < len(tree)) for feature, _, low, high in tree)
            assert all(feature == LEAF or (low > n and high > n) for n, (feature, _, low, high) in enumerate(tree))


def test_every_outcome_of_the_rules_was_learned() -> None:
    """A check that was renamed since `make learn` would be taken for one that is always right to refuse."""
    source = "\n".join(path.read_text("utf-8") for path in Path("knowledge").glob("*.py"))
    known = [why for why in shipped().before if why not in ("stated", "silent", "silent on a thing", "silent as the plan lists")]
    assert [why for why in known if f'"{why}"' not in source] == []


def numbered(tree: Tree) -> list[list[object]]:
    """A tree's nodes in the table's way: each number is the place of a node, those of the lower branch first."""
    nodes: list[list[object]] = []

    def put(node: Tree) -> int:
        at = len(nodes)
        feature, threshold, low, high = node
        nodes.append([LEAF, threshold, 0, 0])
        if feature != LEAF:
            nodes[at] = [feature, threshold, put(low), put(high)]
        return at

    put(tree)
    return nodes


@given(st.lists(st.floats(-50, 50), min_size=2, max_size=2))
def test_a_tree_is_followed_as_it_is_written(row: list[float]) -> None:
    """At most the threshold goes low, more goes high; what comes out is a share."""
    tree: Tree = (1, 0.5, (LEAF, -2.0, None, None), (LEAF, 2.0, None, None))
    assert (chance([tree], row) < 0.5) == (row[1] <= 0.5)
    assert 0 < chance([tree, tree], row) < 1


def test_the_file_holds_what_the_program_reads() -> None:
    """The figures of a model survive being written and read."""
    table = json.loads(FILE.read_text("utf-8"))
    assert Model.of(table).order == shipped().order
    assert [numbered(tree) for tree in shipped().order] == table["order"]
    assert 0 < Commonness(table["words"], table["questions"]).rarity("la") < Commonness(table["words"], table["questions"]).rarity("xyz") == 1
