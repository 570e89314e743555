"""The document on plan folders is true: its example loads, and it names everything the loader reads."""

from __future__ import annotations

import csv
import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

from knowledge import build
from knowledge.load import PLANS, load_plan
from knowledge.plan import Plan

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "docs" / "plan-format.md").read_text(encoding="utf-8")
FILE = re.compile(r"^```\w+ (\S+\.\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
VIETNAMESE, ENGLISH = TEXT.split("\n# A. ")[1].split("\n# B. ")[0], TEXT.split("\n# B. ")[1].split("\n# C. ")[0]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The worked example, file by file, as somebody would copy it out."""
    home = tmp_path_factory.mktemp("example")
    for name, text in FILE.findall(TEXT):
        (home / name).parent.mkdir(exist_ok=True)
        (home / name).write_text(text, encoding="utf-8")
    return home


@pytest.fixture(scope="module")
def plan(folder: Path) -> Plan:
    return load_plan(folder)


def test_the_worked_example_is_a_plan(plan: Plan) -> None:
    """Copied out of the document it loads without a mistake and does what the document says."""
    before, after = date(2027, 3, 24), date(2027, 3, 25)
    assert plan.kind("khu-pho").members[1] == ("Khu phố 2", "Khu phố Hai", "KP 2", "KP Hai", "khu 2", "khu Hai")
    assert plan.due(plan.task("pupil_list"), before).last == date(2027, 3, 31)
    assert plan.due(plan.task("pupil_list"), after).last == date(2027, 4, 6)


def test_the_example_has_units_of_its_kinds(folder: Path, plan: Plan) -> None:
    """The example's roster has the columns the document names, and kinds of the example's plan."""
    with (folder / "units.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["kind"] for row in rows} == {kind.key for kind in plan.kinds if not kind.event}
    assert f"`{','.join(rows[0])}`" in VIETNAMESE
    assert f"`{','.join(rows[0])}`" in ENGLISH


@pytest.mark.parametrize("part", [VIETNAMESE, ENGLISH], ids=["vi", "en"])
def test_everything_the_loader_reads_is_explained(part: str) -> None:
    """Each language names every table, key, answer type, field type and way to write a value."""
    code = "".join((PLANS.parent / f"{name}.py").read_text(encoding="utf-8") for name in ("build", "load"))
    keys = set(re.findall(r"(?:row|top|inner)\.(?:key|text|optional|texts|groups|numbers?|yes|day|raw)\(\"(\w+)\"", code))
    tables = set(re.findall(r"sheet\.(?:all|rows|nested)\(\"([\w.]+)\"", code)) | {"reminders"}
    ways = {"before", "by", "on", "within", "from", "to", "first", "last", "days", "hours", "minutes", "amount", "unit", "items", "text", "words"}
    assert {"title", "patterns", "replaces", "late_most", "q", "options"} <= keys
    assert {"kinds", "tasks.fields", "not_stated"} <= tables
    missing = {name for name in keys | tables | ways | {*build.ATTRIBUTE_TYPES, *build.FIELD_TYPES} if not re.search(rf"\b{re.escape(name)}\b", part)}
    assert missing == set()


def test_both_languages_have_the_same_parts() -> None:
    """The Vietnamese and the English half have the same sections and explain the same keys in tables."""

    def outline(part: str) -> tuple[int, list[str]]:
        rows = [row for row in re.findall(r"^\| (.+?) \|", part, re.MULTILINE) if row.startswith(("`", "**"))]
        return len(re.findall(r"^## ", part, re.MULTILINE)), [key for row in rows for key in re.findall(r"`([^`]+)`", row)]

    assert outline(VIETNAMESE) == outline(ENGLISH)
    assert outline(ENGLISH)[0] == 8


def test_every_family_is_listed() -> None:
    """The table of families is the one the program has."""
    families = tomllib.loads((PLANS.parent / "vietnamese" / "families.toml").read_text(encoding="utf-8"))
    listed = re.findall(r"^\| `(\w+)` \| (.+?) \| .+? \| (\w+) \|$", TEXT.split("\n# D. ")[1], re.MULTILINE)
    assert sorted(listed) == sorted((key, row["label"], row["type"]) for key, row in families.items())
