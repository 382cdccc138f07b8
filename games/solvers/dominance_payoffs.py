"""One player's payoffs by his action and the others' profile, in whole numbers: what comparing his actions reads again and again."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from games.core.strategic import StrategicGame
from games.solvers.bernstein import whole
from games.solvers.requirements import numbers_only

Weights = dict[int, Fraction]
"""Positive weights that sum to one, by number."""


@dataclass(frozen=True, slots=True)
class OwnPayoffs:
    """`table[a][p]` times `unit` is what action a pays against the others' profile p; `others` are these profiles in cell order."""

    number: int
    shape: tuple[int, ...]
    others: tuple[tuple[str, ...], ...]
    table: list[list[int]]
    unit: Fraction

    @classmethod
    def of(cls, game: StrategicGame, i: int, where: str = "dominance") -> OwnPayoffs:
        """The payoffs of player number i; raises Unsupported, naming the place `where`, if they hold symbols."""
        payoffs, unit = whole(numbers_only(game.payoffs[i], where))
        stride = math.prod(game.shape[i + 1 :])
        starts = [cell for cell in range(len(payoffs)) if cell // stride % game.shape[i] == 0]
        table = [[payoffs[cell + a * stride] for cell in starts] for a in range(game.shape[i])]
        others = tuple(itertools.product(*game.actions[:i], *game.actions[i + 1 :]))
        return cls(i, game.shape, others, table, unit)

    def expected(self, action: int, belief: Weights) -> Fraction:
        """What the action pays against a belief."""
        weights, share = whole(list(belief.values()))
        row = self.table[action]
        return self.unit * share * sum(weight * row[p] for p, weight in zip(belief, weights, strict=True))

    def profiles(self, left: Sequence[Sequence[int]]) -> list[int]:
        """The numbers of the others' profiles that are left."""
        numbers = [0]
        for j, own in enumerate(left):
            if j != self.number:
                numbers = [number * self.shape[j] + a for number in numbers for a in own]
        return numbers
