"""What is wrong with a plan folder: every mistake says where it stands, what it is and how to mend it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

Wording = Mapping[str, Mapping[str, str]]
"""The texts of knowledge/vietnamese/mistakes.toml: mistake -> {what, remedy}, and `place` with the ways to name a place."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake. `place` is a table, a line or a fact id; `what` and `remedy` are whole sentences in Vietnamese."""

    file: str
    place: str
    what: str
    remedy: str

    def __str__(self) -> str:
        at = f"{self.file}, {self.place}" if self.place else self.file
        return f"{at}: {self.what}\n    → {self.remedy}"


class PlanError(Exception):
    """A plan folder that cannot be used; `mistakes` holds all of them, in the order of the folder."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(map(str, self.mistakes)))


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in the folder: the file, the line (None where it is not known) and the row there, such as “[[facts]] han-gui”."""

    file: str
    line: int | None = None
    row: str = ""

    def at(self, line: int | None) -> Spot:
        """The same row, at another line where one is known."""
        return Spot(self.file, line or self.line, self.row)


class Mistakes:
    """Gathers mistakes while a folder is read, so that all are reported at once."""

    def __init__(self, wording: Wording) -> None:
        self._wording = wording
        self.found: list[Mistake] = []

    def add(self, kind: str, spot: Spot, /, **about: object) -> None:
        """One more mistake of a kind of the wording; `about` fills its texts. KeyError where the wording lacks the kind."""
        texts = self._wording[kind]
        mistake = Mistake(spot.file, self.place(spot), texts["what"].format(**about), texts["remedy"].format(**about))
        if mistake not in self.found:
            self.found.append(mistake)

    def place(self, spot: Spot) -> str:
        """A spot in words, without its file."""
        line = self._wording["place"]["line"].format(line=spot.line) if spot.line else ""
        return ", ".join(part for part in (line, spot.row) if part)

    def term(self, name: str) -> str:
        """A word of the wording's own, such as the Vietnamese of a value's shape."""
        return self._wording["terms"].get(name, name)

    def near(self, wrong: str, known: Sequence[str]) -> str:
        """“did you mean …” with the nearest known keys, else all of them."""
        close = get_close_matches(wrong, known, n=2, cutoff=0.6)
        if close:
            return self._wording["place"]["near"].format(known=", ".join(close))
        return self._wording["place"]["known"].format(known=", ".join(known) or "–")
