"""What a plan's example questions teach: a linear model that tells which fact a question asks for, or that the plan is silent on it.

Passive-aggressive multiclass learning with averaging (Crammer et al., "Online Passive-Aggressive Algorithms", JMLR 2006) over syllables and
neighbouring pairs, weighted by rarity. A thousand examples are learned in a second; twenty thousand take the better part of a minute, so a plan
with so many carries what was learned in a file (`kehoach plan learn`).
"""

from __future__ import annotations

import hashlib
import itertools
import math
from array import array
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

EPOCHS = 4
RUNS = 6
"""Models in different orders of the examples whose mean is taken: one alone hangs on its order."""
STEP = 1.0
"""The most one example may move the weights ("aggressiveness")."""
ROOM = 4_000_000
"""Examples times classes looked at in one pass; a larger plan is learned from an even choice of its examples."""
MANY = 12
"""Classes from which on numbers side by side are the quicker way."""
DENSE = 20_000_000
"""Terms times classes that are held side by side (8 bytes each, twice); a plan with more facts than any office has is learned slowly."""
ROOMY = 6_000_000
"""Of those, so many are held for the runs that go on together (8 bytes each, twice)."""
LEAST = 0.06
"""Weights smaller than this are not written: the answer stays the same, the file is half as long."""
SILENT = ""
"""The class of questions the plan does not answer."""
FILE = "learned.txt"
_VERSION = "2"

Row = tuple[Sequence[str], tuple[str, ...]]
"""An example: its folded words, and the classes that are right for it."""
Weights = Mapping[int, float]
Examples = Sequence[tuple[list[tuple[int, float]], list[int]]]
"""Of each example its terms with their shares, and the classes that are right for it, all by number."""


@dataclass(frozen=True, slots=True)
class Learned:
    """A model: class names, and for every term its rarity and its weights by the number of the class, as a line "rarity n:weight n:weight …".

    Weights are in hundredths. `digest` tells the examples it was learned from. Lines are read when their term is first met.
    """

    classes: tuple[str, ...]
    lines: Mapping[str, str]
    digest: str
    _read: dict[str, tuple[float, array[int], array[int]]] = field(default_factory=dict, repr=False, compare=False)

    def scores(self, words: Sequence[str]) -> list[float]:
        """How well a question's folded words fit each class: about 1 for what it is taught to mean, mostly below 0.5 for what it is not."""
        read = self._read
        found = [read.get(term) or self._term(term) for term in features(words) if term in self.lines]
        norm = 100 * math.sqrt(sum([rarity * rarity for rarity, _, _ in found])) or 1.0
        out = [0.0] * len(self.classes)
        for rarity, numbers, weights in found:
            share = rarity / norm
            for number, weight in zip(numbers, weights, strict=True):
                out[number] += share * weight
        return out

    def _term(self, term: str) -> tuple[float, array[int], array[int]]:
        rarity, *pairs = self.lines[term].split(" ")
        split = [pair.split(":") for pair in pairs]
        # side by side: as tuples they lie so scattered that looking at them costs more than reckoning with them
        self._read[term] = read = float(rarity), array("l", [int(number) for number, _ in split]), array("h", [int(weight) for _, weight in split])
        return read

    @property
    def text(self) -> str:
        """As a file's text; `parse` gives back an equal value."""
        body = "\n".join(("\t".join(self.classes), *(f"{term}\t{line}" for term, line in self.lines.items()))) + "\n"
        return f"learned {_VERSION} {self.digest} {_sum(body)}\n{body}"


def parse(text: str) -> Learned | None:
    """What was learned, from its file's text; None where it is no such text (another version's, cut off, changed by hand)."""
    head, _, body = text.partition("\n")
    name, version, digest, whole = (*head.split(" "), "", "", "", "")[:4]
    if (name, version, whole) != ("learned", _VERSION, _sum(body)):
        return None
    classes, *rows = body.split("\n")
    return Learned(tuple(classes.split("\t")), dict(row.split("\t", 1) for row in rows if row), digest)


def _sum(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()[:32]


def features(words: Sequence[str]) -> list[str]:
    """A question's terms: its syllables and neighbouring pairs, with its two ends."""
    pairs = (f"{a} {b}" for a, b in itertools.pairwise(("^", *words, "$")))
    return list(dict.fromkeys((*words, *pairs)))


def digest(rows: Sequence[Row]) -> str:
    """What tells these examples from any others."""
    said = "\n".join(f"{' '.join(words)}\t{' '.join(names)}" for words, names in rows)
    return hashlib.sha256(said.encode()).hexdigest()[:32]


def stride(examples: int, classes: int) -> int:
    """Every how manieth example there is room for."""
    return max(1, -(-examples * classes // ROOM))


def learn(rows: Sequence[Row], digest: str) -> Learned:
    """A model of these examples; the same examples give the same model. `digest` tells them from any others."""
    classes = tuple(sorted({name for _, names in rows for name in names}))
    numbers = {name: n for n, name in enumerate(classes)}
    bags = [features(words) for words, _ in rows]
    counts = Counter(term for bag in bags for term in bag)
    rarity = {term: round(math.log(1 + len(rows) / count), 2) for term, count in counts.items()}
    places = {term: n for n, term in enumerate(counts)}
    examples = []
    for bag, (_, names) in zip(bags, rows, strict=True):
        norm = math.sqrt(sum(rarity[t] ** 2 for t in bag)) or 1.0
        examples.append(([(places[t], rarity[t] / norm) for t in bag], [numbers[name] for name in names]))
    dense = len(classes) >= MANY and len(places) * len(classes) <= DENSE
    mean = (_dense_mean if dense else _mean)(examples, len(places), len(classes))
    lines = {}
    for term, n in places.items():
        pairs = [f"{number}:{round(weight * 100)}" for number, weight in sorted(mean[n].items()) if abs(weight) >= LEAST]
        if pairs:
            lines[term] = " ".join((f"{rarity[term]:g}", *pairs))
    return Learned(classes, lines, digest)


def _scattered(count: int, turn: str) -> list[int]:
    """All numbers below `count`, mixed otherwise each turn and always the same way."""
    return sorted(range(count), key=lambda n: hashlib.blake2b(f"{turn} {n}".encode(), digest_size=8).digest())


def _dense_mean(examples: Examples, terms: int, classes: int) -> list[Weights]:
    """As `_mean`, to the last bit, in a quarter of the time: every term has a weight for every class, side by side, and the runs go on together, step by step.

    Weights below LEAST are left out.
    """
    import numpy as np  # a tenth of a second, for which nobody waits whose plan carries what it learned

    sizes = np.array([len(bag) for bag, _ in examples])
    bags = np.full((len(examples), sizes.max()), terms)  # shorter ones end with a term that has no share in anything
    shares = np.zeros(bags.shape)
    right = np.zeros((len(examples), classes), dtype=bool)
    for n, (bag, names) in enumerate(examples):
        bags[n, : len(bag)], shares[n, : len(bag)], right[n, names] = *zip(*bag, strict=True), True
    only = np.array([names[0] if len(names) == 1 else -1 for _, names in examples])
    mean = np.zeros((terms, classes))
    together = max(1, min(RUNS, ROOMY // ((terms + 1) * classes)))
    for first in range(0, RUNS, together):
        runs = np.arange(min(together, RUNS - first))
        orders = np.array([[n for epoch in range(EPOCHS) for n in _scattered(len(examples), f"{first + run} {epoch}")] for run in runs])
        weights = np.zeros((len(runs) * (terms + 1), classes))
        sums = np.zeros(weights.shape)
        flat, flat_sums = weights.reshape(-1), sums.reshape(-1)  # the same numbers: one index finds them in half the time of two
        begins = runs[:, None] * (terms + 1)
        for step, chosen in enumerate(orders.T, 1):
            size = sizes[chosen].max()
            places, share = bags[chosen, :size] + begins, shares[chosen, :size]
            rows = weights.take(places, axis=0)
            rows *= share[:, :, None]
            scores = rows.sum(axis=1)  # row by row, as the plain loop adds up: the same to the last bit
            mine = only[chosen]
            for run in (mine < 0).nonzero()[0]:
                mine[run] = max(examples[chosen[run]][1], key=scores[run].__getitem__)
            good = scores[runs, mine]
            scores[right[chosen]] = -math.inf
            other = scores.argmax(axis=1)
            loss = 1 - good + scores[runs, other]
            wrong = (loss > 0).nonzero()[0]
            if not len(wrong):
                continue
            at = places[wrong] * classes
            up, down = at + mine[wrong, None], at + other[wrong, None]
            by = np.minimum(STEP, loss[wrong] / 2)[:, None] * share[wrong]
            flat[up] += by
            flat[down] -= by
            by *= step
            flat_sums[up] += by
            flat_sums[down] -= by
        for run in runs:
            part = slice(run * (terms + 1), run * (terms + 1) + terms)
            mean += weights[part] - sums[part] / max(1, orders.shape[1])
    mean /= RUNS
    return [{int(number): float(row[number]) for number in (abs(row) >= LEAST).nonzero()[0]} for row in mean]


def _mean(examples: Examples, terms: int, classes: int) -> list[Weights]:
    """The mean of the runs' weights, term by term."""
    runs = [_passes(examples, terms, classes, run) for run in range(RUNS)]
    numbered = ({number for run in runs for number in run[n]} for n in range(terms))
    return [{number: sum(run[n].get(number, 0.0) for run in runs) / RUNS for number in numbers} for n, numbers in enumerate(numbered)]


def _passes(examples: Examples, terms: int, classes: int, run: int) -> list[Weights]:
    """The mean of each term's weights over all steps."""
    weights: list[dict[int, float]] = [{} for _ in range(terms)]
    sums: list[dict[int, float]] = [{} for _ in range(terms)]
    step = 0
    for epoch in range(EPOCHS):
        for n in _scattered(len(examples), f"{run} {epoch}"):
            step += 1
            bag, right = examples[n]
            scores = [0.0] * classes
            for term, share in bag:
                for number, weight in weights[term].items():
                    scores[number] += share * weight
            mine = max(right, key=scores.__getitem__)
            good = scores[mine]
            for number in right:
                scores[number] = -math.inf
            rival = max(scores)
            if rival == -math.inf or 1 - good + rival <= 0:
                continue
            other, move = scores.index(rival), min(STEP, (1 - good + rival) / 2)
            for term, share in bag:
                by, of, total = move * share, weights[term], sums[term]
                of[mine] = of.get(mine, 0.0) + by
                of[other] = of.get(other, 0.0) - by
                total[mine] = total.get(mine, 0.0) + step * by
                total[other] = total.get(other, 0.0) - step * by
    steps = max(1, step)
    return [{number: weight - sums[n][number] / steps for number, weight in of.items()} for n, of in enumerate(weights)]
