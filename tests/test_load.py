"""A plan folder is read whole, or every mistake in it is told at once."""

from __future__ import annotations

from knowledge.load import PLANS, load_plan


def test_the_shipped_plan_loads() -> None:
    """The sample plan has no mistake."""
    assert load_plan(PLANS / "dai-hoi-thi-dua-2014").key == "dai-hoi-thi-dua-2014"
