"""The benches measure what they say: noise is the noise people make, and a grown plan is still a plan."""

from __future__ import annotations

import unicodedata

import pytest

from bench.grown import grown
from bench.noise import VARIANTS, bare, nfd, short, slipped, telex, vni
from knowledge.load import PLANS, load_plan

SENTENCE = "Đơn vị được tổ chức hội nghị mấy ngày, trước 5/8/2014?"


@pytest.mark.parametrize(
    ("word", "as_telex", "as_vni"),
    [("Đường", "Dduwowngf", "D9u7o7ng2"), ("quý", "quys", "quy1"), ("thuở", "thuowr", "thuo73"), ("34-CT/TW", "34-CT/TW", "34-CT/TW")],
)
def test_keyboards(word: str, as_telex: str, as_vni: str) -> None:
    """Telex and VNI residue is spelt as the keys are pressed, the tone last; figures and capitals of numbers stay."""
    assert (telex(word), vni(word)) == (as_telex, as_vni)


def test_other_noise() -> None:
    """Bare text has no diacritics, NFD is the same text decomposed, short forms are what chat uses."""
    assert bare(SENTENCE) == "Don vi duoc to chuc hoi nghi may ngay, truoc 5/8/2014?"
    assert nfd(SENTENCE) != SENTENCE == unicodedata.normalize("NFC", nfd(SENTENCE))
    assert short(SENTENCE) == "đv đc tổ chức HN mấy ngày, trc 5/8/2014?"


def test_a_slip_is_one_slip_and_always_the_same() -> None:
    """A typing mistake changes one word of a short message, never a number, and is the same in every run."""
    changed = [(a, b) for a, b in zip(SENTENCE.split(), slipped(SENTENCE).split(), strict=True) if a != b]
    assert len(changed) == 1
    assert not any(char.isdigit() for char in changed[0][0])
    assert slipped(SENTENCE) == slipped(SENTENCE)


def test_noise_leaves_something_to_read() -> None:
    """No variant empties a message or changes a message that has nothing to change."""
    assert all(noisy(SENTENCE).strip() for noisy in VARIANTS.values())
    assert all(noisy("ok 12/3") == "ok 12/3" for noisy in VARIANTS.values())


def test_a_grown_plan_is_a_plan() -> None:
    """A grown plan has so many times the facts, with keys of their own and no reference that leads nowhere."""
    plan = load_plan(next(folder for folder in sorted(PLANS.iterdir()) if (folder / "plan.toml").is_file()))
    large = grown(plan, 3)
    assert len(large.facts) == 3 * len(plan.facts) == len({fact.id for fact in large.facts})
    entities, clauses, facts = ({row.key for row in large.entities}, {row.key for row in large.clauses}, {fact.id for fact in large.facts})
    assert all(fact.entity in entities and fact.clause in clauses for fact in large.facts)
    assert all(task.fact in facts for task in large.tasks)
    assert all(set(example.facts) <= facts for example in large.examples)
