"""The command line says plainly what it does, what is wrong, and how to go on."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli import main
from tests.mini_plan import QUESTIONS, write_plan
from tests.programs import KEHOACH, ROOT, clean, kehoach

OPENING = "Kế hoạch trong thư mục"


def test_ask_needs_nothing(tmp_path: Path) -> None:
    """A question is answered in an empty folder, in any locale, with a broken .env beside it, and nothing is left behind."""
    (tmp_path / ".env").write_text("KEHOACH_PORT=khong\n")
    done = kehoach("ask", "Sở gửi kế hoạch trước ngày nào?", "--unit", "so", "--today", "2014-07-15", folder=tmp_path)
    said = done.stdout.decode()
    assert (done.returncode, done.stderr) == (0, b"")
    assert "31/07/2014" in said
    assert "III.2" in said
    assert [file.name for file in tmp_path.iterdir()] == [".env"]


def test_ask_imports_little() -> None:
    """Asking starts quickly because it loads no server, no database, no platform and no settings."""
    code = "import sys, bot.cli, bot.commands.ask, bot.commands.jsonl; print(*{name.partition('.')[0] for name in sys.modules})"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True).stdout.split()
    assert {"knowledge", "handlers"} <= set(loaded)
    assert not {"pydantic", "dotenv", "starlette", "uvicorn", "aiohttp", "telegram", "sqlite3", "sqlite_utils", "apscheduler", "asyncio"} & set(loaded)


def test_explain(capsys: pytest.CaptureFixture[str]) -> None:
    """--explain shows what was understood before the answer."""
    assert main(["ask", "Sở họp mấy ngày?", "--explain", "--today", "2014-07-15"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("Câu 1: ")
    assert "duration" in said
    assert said.index("trả lời bằng: ") < said.index("1/2 ngày")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["ask", "a", "--unit", "xyz"], "những loại có trong kế hoạch: bo, so, dn, vnpt"),
        (["ask", "a", "--today", "30/2/2014"], "30/2/2014"),
        (["ask"], "hãy gõ câu hỏi"),
        (["ask", "a", "--jsonl"], "--jsonl"),
    ],
)
def test_wrong_use(arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A wrong argument is named, with what is possible, and the code is 2."""
    assert main(arguments) == 2
    assert words in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [[], ["khong-co"], ["plan"], ["demo", "--port", "x"], ["ask", "--khong-co"], ["demo", "--port"]])
def test_unknown_words(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """What the parser itself refuses is said in Vietnamese too."""
    with pytest.raises(SystemExit) as end:
        main(arguments)
    said = capsys.readouterr().err
    assert end.value.code == 2
    assert said.startswith("cách dùng: kehoach")
    assert "lỗi: " in said
    assert not {"argument", "invalid", "required", "expected", "unrecognized"} & set(said.replace(":", " ").split())


@pytest.mark.parametrize("arguments", [["--help"], ["demo", "-h"], ["ask", "-h"], ["plan", "check", "-h"], ["--version"]])
def test_help(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Every command explains itself in Vietnamese."""
    with pytest.raises(SystemExit) as end:
        main(arguments)
    assert end.value.code == 0
    said = capsys.readouterr().out
    assert said.startswith(("cách dùng: kehoach", "kehoach "))
    assert "show this help" not in said


def test_plan_check_and_show(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A good plan is said to be good and can be read; a broken one gives all its mistakes and code 1, and answers nothing."""
    good = str(write_plan(tmp_path / "good"))
    assert main(["plan", "check", good]) == 0
    assert OPENING in capsys.readouterr().out
    assert main(["plan", "show", good]) == 0
    assert "Nộp danh sách" in capsys.readouterr().out
    (tmp_path / "plan.toml").write_text('key = "x"\n', "utf-8")
    assert main(["plan", "check", str(tmp_path)]) == 1
    assert capsys.readouterr().out.count("→") > 2
    for arguments in (["plan", "show", str(tmp_path)], ["ask", "a", "--plan", str(tmp_path)], ["chat", "--plan", str(tmp_path)]):
        assert main(arguments) == 1
        assert OPENING in capsys.readouterr().err


def test_plan_check_says_where_questions_are_few(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What the bot understands hangs on its examples: how many there are is told, and which facts have the fewest, until there are enough."""
    assert main(["plan", "check", str(write_plan(tmp_path / "thin"))]) == 0
    thin = capsys.readouterr().out
    assert f"{len(QUESTIONS)} câu cho 1 điều" in thin
    assert f"han-nop ({len(QUESTIONS)})" in thin
    more = "".join(f'{{"q": "tổ {n} hạn nộp danh sách khi nào", "facts": ["han-nop"]}}\n' for n in range(1, 13))
    assert main(["plan", "check", str(write_plan(tmp_path / "full", more))]) == 0
    assert "han-nop (" not in capsys.readouterr().out


def test_plan_check_asks_the_plans_own_questions(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A question that is answered otherwise than the plan's own list says is a mistake of the plan."""
    # The same question is listed with its fact too: one of the two cannot be as the list says.
    folder = write_plan(tmp_path / "plan", '{"q": "hạn nộp danh sách khi nào", "facts": []}\n')
    assert main(["plan", "check", str(folder)]) == 1
    assert "hạn nộp danh sách khi nào" in capsys.readouterr().out.lower()


def test_run_without_settings(tmp_path: Path) -> None:
    """Without any channel the bot does not start and says what to set."""
    done = kehoach("run", folder=tmp_path)
    assert done.returncode == 2
    assert "TELEGRAM_BOT_TOKEN" in done.stderr.decode()
    assert list(tmp_path.iterdir()) == []


def test_run_with_a_broken_plan(tmp_path: Path) -> None:
    """A plan with mistakes never starts the bot."""
    (tmp_path / "plan.toml").write_text('key = "x"\n', "utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    done = kehoach("run", folder=tmp_path, KEHOACH_WEB="on", KEHOACH_PORT=port, KEHOACH_PLAN=str(tmp_path))
    assert done.returncode == 1
    assert OPENING in done.stderr.decode()


@pytest.mark.parametrize("command", ["demo", "run"])
def test_taken_port(tmp_path: Path, command: str) -> None:
    """A port another program holds is said plainly, with the way out."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        done = kehoach(command, folder=tmp_path, KEHOACH_PORT=port, KEHOACH_WEB="on")
    said = done.stderr.decode()
    assert done.returncode == 2
    assert port in said
    assert ("--port" if command == "demo" else "KEHOACH_PORT") in said
    assert "Traceback" not in said


def test_host_of_another_machine(tmp_path: Path) -> None:
    """An address that is not this machine's is said plainly."""
    done = kehoach("run", folder=tmp_path, KEHOACH_HOST="192.0.2.1", KEHOACH_WEB="on")
    assert done.returncode == 2
    assert "KEHOACH_HOST" in done.stderr.decode()


def demo(folder: Path, *more: str) -> tuple[str, str]:
    """Start the demo, stop it once it is ready; what it said, and to whom it says goodbye."""
    command = (*KEHOACH, "demo", "--port", "0", *more)
    plan = clean(KEHOACH_PLAN=str(folder / "plan"))
    with subprocess.Popen(command, cwd=folder, env=plan, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as program:
        assert program.stdout is not None
        assert program.stderr is not None
        said = "".join(program.stdout.readline().decode() for _ in range(5))
        program.send_signal(signal.SIGTERM)
        rest, errors = program.communicate(timeout=10)
    assert program.returncode == 0
    assert errors == b""
    return said, rest.decode()


def test_demo_starts_and_stops(tmp_path: Path) -> None:
    """The demo prints its address and its moment, keeps its tables under var/, ends cleanly, goes on later, and can begin again."""
    write_plan(tmp_path / "plan")
    said, rest = demo(tmp_path)
    assert "http://127.0.0.1:" in said
    assert "07:59 17/07/2014" in said
    assert rest.endswith("Đã dừng.\n")
    database = tmp_path / "var" / "demo.sqlite3"
    first = database.stat().st_ino
    demo(tmp_path)
    assert database.stat().st_ino == first
    assert "07:59 17/07/2014" in demo(tmp_path, "--reset")[0]
    assert {file.name for file in tmp_path.iterdir()} == {"plan", "var"}
