"""The units a plan brings along are a list that its own import takes, row by row, and takes twice without a change."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.roster import look, read_roster
from bot.sheets import read_sheet
from knowledge.load import PLANS, load_plan

ROSTERS = sorted([*PLANS.glob("*/units.csv"), *Path(__file__).parent.glob("*plans/*/units.csv")])


@pytest.mark.parametrize("roster", ROSTERS, ids=[file.parent.name for file in ROSTERS])
def test_a_plans_own_list_can_be_imported(roster: Path) -> None:
    """No row is refused, and nothing is left to change."""
    found = look(read_sheet(roster.read_bytes(), roster.name, ("units",)), load_plan(roster.parent), read_roster(roster))
    assert not found.mistakes
    assert not found.changes
