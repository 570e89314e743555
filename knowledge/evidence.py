"""What the phrases of one question say for each fact, gathered once so that judging a fact is a few look-ups."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from knowledge.phrases import Spot

Found = tuple[float, frozenset[int]]
"""How strong a piece of evidence is, and the token places it explains."""

NOTHING: Found = (0.0, frozenset())


class Evidence:
    """By fact id, by attribute and by entity: the strongest phrase found and the places such phrases explain."""

    def __init__(self, spots: Sequence[Spot], weights: Mapping[str, float], attribute_of: Mapping[str, str], usual: Collection[str], *, timed: bool) -> None:
        self.facts: dict[str, Found] = {}
        self.attributes: dict[str, Found] = {}
        self.entities: dict[str, frozenset[int]] = {}
        self.tasks: dict[str, frozenset[int]] = {}
        for spot in spots:
            strength = 1.0 if spot.exact else 0.9
            match spot.group:
                case "fact" | "member":
                    _strengthen(self.facts, spot.key, strength * min(1.0, 0.4 + 0.2 * spot.size), spot)
                case "attr":
                    weak = weights["weak"] if spot.weak else 1.0
                    _strengthen(self.attributes, spot.key, strength * weak * (1.0 if spot.size > 1 else 0.5), spot)
                case "value" if spot.size > 1:
                    _strengthen(self.attributes, attribute_of[spot.key], weights["value"] * strength, spot)
                case "entity":
                    self.entities[spot.key] = self.entities.get(spot.key, frozenset()) | _places(spot)
                case "task" if timed:
                    self.tasks[spot.key] = self.tasks.get(spot.key, frozenset()) | _places(spot)
                case _:
                    pass
        self.special = frozenset(self.entities) - frozenset(usual)

    def share(self, attributes: Collection[str]) -> None:
        """Take what speaks for one of these attributes as spoken for all of them."""
        found = [self.attributes[key] for key in attributes if key in self.attributes]
        if found:
            most = max(strength for strength, _ in found), frozenset().union(*(places for _, places in found))
            self.attributes.update(dict.fromkeys(attributes, most))


def _strengthen(found: dict[str, Found], key: str, strength: float, spot: Spot) -> None:
    before, places = found.get(key, NOTHING)
    found[key] = (max(before, strength), places | _places(spot))


def _places(spot: Spot) -> frozenset[int]:
    return frozenset(range(spot.start, spot.end)) if spot.start >= 0 else frozenset()
