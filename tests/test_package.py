"""The built wheel, installed alone, is a whole bot: it carries its plan, its words and its pages."""

from __future__ import annotations

import html
import json
import os
import re
import socket
import subprocess
import sys
import time
import tomllib
import urllib.error
import urllib.request
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PLANS = ROOT / "knowledge" / "plans"
SAMPLE = next(iter(sorted(PLANS.glob("*/plan.toml"))))


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder), cwd=ROOT)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def kehoach(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command `kehoach` in an environment that holds the wheel and the runtime lock, and nothing else."""
    home = tmp_path_factory.mktemp("alone")
    run(sys.executable, "-m", "venv", "--without-pip", str(home / "venv"))
    scripts = home / "venv" / ("Scripts" if os.name == "nt" else "bin")
    pip = (
        sys.executable,
        "-m",
        "pip",
        "--disable-pip-version-check",
        "--python",
        str(scripts / "python"),
        "install",
        "--quiet",
        "--no-compile",
    )
    run(*pip, "--require-hashes", "-r", str(ROOT / "requirements.txt"))
    run(*pip, "--no-deps", "--no-index", str(wheel))
    return scripts / "kehoach"


def run(*command: str, cwd: Path | None = None, stdin: str = "") -> str:
    done = subprocess.run(command, cwd=cwd, input=stdin, capture_output=True, text=True, encoding="utf-8", env=clean(), check=False)
    assert done.returncode == 0, f"{command[:4]}: {done.stdout[-2000:]}{done.stderr[-2000:]}"
    return done.stdout


def clean(**more: str) -> dict[str, str]:
    """The environment of this process without the bot's settings and without a way to the source tree."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("KEHOACH_", "TELEGRAM_", "PYTHONPATH", "COV"))}
    return kept | {"PYTHONUTF8": "1"} | more


def test_the_wheel_carries_its_data(wheel: Path) -> None:
    """Every file git would give of the three packages is in the wheel: plans, sources, word tables, templates, static files."""
    inside = set(zipfile.ZipFile(wheel).namelist())
    there = {
        path.relative_to(ROOT).as_posix()
        for package in ("bot", "handlers", "knowledge")
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert there - inside == set()
    assert {path.split("/")[0] for path in inside if ".dist-info" not in path} == {"bot", "handlers", "knowledge"}


def test_ask_without_anything_else(kehoach: Path, tmp_path: Path) -> None:
    """Installed alone, `kehoach ask --jsonl` answers a question of the shipped plan from a fact, with its clause."""
    examples = [json.loads(line) for line in (SAMPLE.parent / "questions.jsonl").read_text("utf-8").splitlines()]
    example = next(row for row in examples if row.get("facts"))
    line = json.dumps({"id": "1", "text": example["q"], "unit": example.get("unit")}, ensure_ascii=False)
    told = json.loads(run(str(kehoach), "ask", "--jsonl", cwd=tmp_path, stdin=line + "\n"))
    assert told["status"] == "answered"
    assert set(told["facts"]) & set(example["facts"])
    assert told["clauses"]


def test_ask_for_people(kehoach: Path, tmp_path: Path) -> None:
    """Installed alone, `kehoach ask` prints a reply in Vietnamese."""
    example = json.loads((SAMPLE.parent / "questions.jsonl").read_text("utf-8").splitlines()[0])
    assert len(run(str(kehoach), "ask", example["q"], cwd=tmp_path)) > 20


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture
def demo(kehoach: Path, tmp_path: Path) -> Iterator[str]:
    """The address of a running demo; its process must still be alive at the end and stop when asked."""
    port = free_port()
    log = (tmp_path / "log").open("w+", encoding="utf-8")
    settings = clean(KEHOACH_PORT=str(port), KEHOACH_DATA=str(tmp_path / "var"))
    process = subprocess.Popen([str(kehoach), "demo"], cwd=tmp_path, env=settings, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
    try:
        address = f"http://127.0.0.1:{port}/"
        for _ in range(300):
            if process.poll() is not None or answers(address):
                break
            time.sleep(0.1)
        assert process.poll() is None, (tmp_path / "log").read_text("utf-8")
        yield address
        assert process.poll() is None
    finally:
        process.terminate()
        process.wait(10)
        log.close()


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5):
            return True
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


def test_demo_serves_its_page(demo: str) -> None:
    """Installed alone, `kehoach demo` serves the chat page with the plan's title and every file the page asks for."""
    with urllib.request.urlopen(demo, timeout=10) as response:
        page = response.read().decode("utf-8")
    assert tomllib.loads(SAMPLE.read_text("utf-8"))["title"] in html.unescape(page)
    files = re.findall(r'(?:src|href)="(/[^"#]+)"', page)
    assert files
    for file in files:
        with urllib.request.urlopen(demo.rstrip("/") + file, timeout=10) as response:
            assert response.status == 200
