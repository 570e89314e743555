"""The rules of the house that no linter knows, read from the files themselves."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("knowledge", "handlers", "bot")
# What each package may import besides the standard library and itself; None: whatever pyproject.toml names.
MAY_IMPORT = {"knowledge": {"numpy", "rapidfuzz"}, "handlers": {"knowledge"}, "bot": None}
# A pure package has no way to learn the time, wait, write a log, start a process or reach a network.
IMPURE = {"asyncio", "concurrent", "http", "io", "logging", "multiprocessing", "os", "random", "secrets", "select", "shutil", "signal",
          "socket", "sqlite3", "ssl", "subprocess", "tempfile", "threading", "time", "urllib"}  # fmt: skip
IMPURE_CALLS = {"now", "utcnow", "today", "open", "print", "input", "write_text", "write_bytes", "mkdir", "unlink"}
# load.py reads plan folders; text.py and its like read what people type from knowledge/vietnamese at import.
MAY_READ = {"knowledge/load.py", "knowledge/text.py", "knowledge/status_learned.py", "knowledge/trees.py", "knowledge/pairings.py"}
# Tables of letters and signs, not sentences: Vietnamese spelling itself.
LETTER_TABLES = {"knowledge/text.py", "knowledge/syllable.py"}
LETTER_CLASS = re.compile(r"\[[^\]]*\]")
LONGEST = 350
VIETNAMESE = re.compile(r"[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹáàãéèíìĩóòõúùũý]", re.IGNORECASE)
# Each with one letter in brackets, so that this line is not its own first offender.
STRANGERS = re.compile(
    r"/wor[k]/|/opt/py[p]i|/roo[t]/|/home/[a-z]|(?<![.])[.][.]/share[d]|pyp[i][.]org|pythonhoste[d]|file:[/]//|index-ur[l]|extra-i[n]dex"
)


@cache
def files(*suffixes: str) -> tuple[Path, ...]:
    """The project's files of these suffixes, as a clone would have them (no environment, caches, data or .env)."""
    skipped = {"var", "dist", "build", "__pycache__", "node_modules"}

    def walk(folder: Path) -> Iterator[Path]:
        for path in sorted(folder.iterdir()):
            if path.is_dir():
                if path.name == ".ci" or not (path.name.startswith(".") or path.name in skipped):
                    yield from walk(path)
            elif path.name != ".env" and (not suffixes or path.suffix in suffixes):
                yield path

    return tuple(walk(ROOT))


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def code(*packages: str) -> list[Path]:
    return [path for path in files(".py") if name(path).split("/")[0] in packages]


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def imports(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.lineno, node.module or ""


def strings(path: Path) -> Iterator[tuple[int, str]]:
    """Every string literal of a module that is not a docstring."""
    documented = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
    told: set[int] = set()
    for node in ast.walk(tree(path)):
        bodies = [node.body] if isinstance(node, documented) else []
        told |= {id(line.value) for body in bodies for line in body if isinstance(line, ast.Expr)}
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.lineno, node.value


def report(found: list[str], rule: str) -> None:
    assert not found, rule + "\n  " + "\n  ".join(found)


@pytest.mark.parametrize("package", PACKAGES)
def test_imports_run_one_way(package: str) -> None:
    """The package knowledge imports nothing of ours, handlers only knowledge, and only bot what it likes."""
    allowed = MAY_IMPORT[package]
    if allowed is None:
        allowed = {"knowledge", "handlers"} | outside()
    found = [
        f"{name(path)}:{line} imports {module}"
        for path in code(package)
        for line, module in imports(path)
        if module.split(".")[0] not in allowed | {package} | sys.stdlib_module_names
    ]
    report(found, f"{package} may import the standard library, itself and {', '.join(sorted(allowed))}")


def outside() -> set[str]:
    """Import names of the distributions pyproject.toml names."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    said = {"python-telegram-bot": "telegram", "python-dotenv": "dotenv", "python-multipart": "python_multipart"}
    distributions = (re.split(r"[=<>~!; \[]", line)[0] for line in project["dependencies"])
    return {said.get(item, item.replace("-", "_")) for item in distributions}


def test_knowledge_and_handlers_are_pure() -> None:
    """The packages knowledge and handlers know no time, files, network, log or event loop; only the named readers open a file."""
    found = [f"{name(p)}:{n} imports {m}" for p in code("knowledge", "handlers") for n, m in imports(p) if m.split(".")[0] in IMPURE]
    for path in code("knowledge", "handlers"):
        forbidden = IMPURE_CALLS if name(path) in MAY_READ else IMPURE_CALLS | {"read_text", "read_bytes"}
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.AsyncFunctionDef | ast.Await):
                found.append(f"{name(path)}:{node.lineno} awaits")
            if isinstance(node, ast.Call):
                called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if called in forbidden:
                    found.append(f"{name(path)}:{node.lineno} calls {called}()")
    report(found, "knowledge and handlers decide; only bot waits, reads and knows the time")


def test_core_and_store_are_synchronous() -> None:
    """The core and everything in the store are ordinary functions: one thread, no await in the middle of a transaction."""
    kept = [path for path in code("bot") if name(path).startswith("bot/store/") or name(path) == "bot/core.py"]
    found = [f"{name(p)}:{node.lineno}" for p in kept for node in ast.walk(tree(p)) if isinstance(node, ast.AsyncFunctionDef | ast.Await)]
    report(found, "the core and the store must hold no async def and no await")


def test_sqlite_stays_in_the_store() -> None:
    """No sqlite3 or sqlite_utils name leaves bot/store: another engine may take its place."""
    found = [
        f"{name(path)}:{line} imports {module}"
        for path in code(*PACKAGES)
        if not name(path).startswith("bot/store/")
        for line, module in imports(path)
        if module.split(".")[0] in {"sqlite3", "sqlite_utils"}
    ]
    report(found, "only bot/store may import sqlite3 or sqlite_utils")


def test_files_stay_small() -> None:
    """No source file is longer than 350 lines: a new need gets a room of its own."""
    lengths = [(name(path), len(path.read_text("utf-8").splitlines())) for path in files(".py", ".js", ".css", ".html")]
    report([f"{file}: {lines} lines" for file, lines in lengths if lines > LONGEST], f"at most {LONGEST} lines a file")


def test_modules_and_tests_say_what_they_are() -> None:
    """Every module begins with one plain sentence, and every test's docstring is the promise it keeps."""
    found = []
    for path in code(*PACKAGES, "bench", "tests"):
        if path.name != "__init__.py" and not ast.get_docstring(tree(path)):
            found.append(f"{name(path)}: no module docstring")
        functions = (node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
        tests = (node for node in functions if node.name.startswith("test_"))
        found += [f"{name(path)}:{node.lineno} {node.name} promises nothing" for node in tests if not ast.get_docstring(node)]
    report(found, "say it in a docstring")


def test_vietnamese_stands_where_it_belongs() -> None:
    """What a person reads in Vietnamese stands in handlers/wording, TOML tables and templates, never in other code."""
    found = [
        f"{name(path)}:{line} {text[:60]!r}"
        for path in code(*PACKAGES)
        if not name(path).startswith("handlers/wording") and name(path) not in LETTER_TABLES
        for line, text in strings(path)
        if VIETNAMESE.search(LETTER_CLASS.sub("", unicodedata.normalize("NFC", text)))
    ]
    report(found, "move these words to handlers/wording, a TOML table or a template")


def test_no_trace_of_the_machine() -> None:
    """No file names a path of the machine it was written on or the address of a package registry."""
    found = []
    for path in files():
        if path.suffix in {".png", ".ico", ".sqlite3", ".woff2"}:
            continue
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if (hit := STRANGERS.search(line)) and not (name(path) == "Makefile" and "no-emit" in line):
                found.append(f"{name(path)}:{number} {hit.group()}")
    report(found, "the project speaks of itself alone")
