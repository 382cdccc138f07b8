"""Backward induction with formulas: every way in which each mover takes an action that nothing beats.

The sign of each comparison of formulas is told by the witness; which were used, and that they are right, is left to be shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import product
from math import prod

from games.core.extensive import ExtensiveGame
from proofs.checker.kernel import Polynomial, Ratio, refuse
from proofs.checker.obligations import Obligations, join, positive
from proofs.checker.play import ONE, ZERO
from proofs.checker.reading import Reader
from proofs.checker.setting import Given
from proofs.checker.work import spend, within
from proofs.checker.worth import sign_of

MAX_WAYS = 20_000
"""Combinations of what may follow the actions of one node."""

Choices = tuple[tuple[int, int], ...]
"""Node and action, for every move of a subtree."""
Way = tuple[Choices, tuple[Ratio, ...]]
"""An equilibrium of a subtree with its payoffs."""


@dataclass(slots=True)
class Comparisons:
    """The comparisons of one part: signs from the witness, and what must be shown for those that are used."""

    listed: Sequence[tuple[Ratio, Ratio, int]]
    used: dict[int, Polynomial] = field(default_factory=dict)

    def at_most(self, left: Ratio, right: Ratio) -> bool:
        """Whether left <= right."""
        p = sign_of(left - right)
        if p.value is not None:
            return p.value <= 0
        for place, (one, other, sign) in enumerate(self.listed):
            spend(1)
            if left == one and right == other:
                self.used[place] = p
                return sign <= 0
        return refuse("parts", "a comparison without its sign", "the sign of every comparison")

    def shown(self, given: Given) -> Obligations:
        """That the signs used are right."""
        parts = []
        for place, p in self.used.items():
            sign = self.listed[place][2]
            if sign == 0:
                parts += [positive(p, given, "equal"), positive(-p, given, "equal")]
            elif sign in (1, -1):
                parts.append(positive(p if sign > 0 else -p, given, "order", strict=True))
            else:
                refuse("parts", f"the sign {sign}", "-1, 0 or 1")
        return join(*parts)


def equilibria(game: ExtensiveGame, read: Reader, signs: Comparisons) -> list[Way]:
    """From the ends up: every way in which each mover takes an action that nothing beats."""
    found: dict[int, list[Way]] = {}
    for number in reversed(range(len(game.nodes))):
        node = game.nodes[number]
        paid = tuple(map(read, node.payoffs)) or (ZERO,) * len(game.players)
        below = [found.pop(child) for child in node.children]
        within(prod(map(len, below)), MAX_WAYS, "combinations of what follows")
        found[number] = []
        for combination in product(*below):
            choices = tuple(own for earlier, _ in combination for own in earlier)
            if not node.player:
                weights = [read(chance) for chance in node.probabilities] or [ONE]
                worths = [payoffs for _, payoffs in combination]
                found[number].append((choices, _sum(paid, weights, worths)))
                continue
            mover = game.players.index(node.player)
            for action, (_, payoffs) in enumerate(combination):
                rivals = [other[mover] for k, (_, other) in enumerate(combination) if k != action]
                if all([signs.at_most(other, payoffs[mover]) for other in rivals]):  # noqa: C419  every one is used
                    found[number].append(((*choices, (number, action)), _sum(paid, [ONE], [payoffs])))
    return found[0]


def _sum(paid: tuple[Ratio, ...], weights: list[Ratio], worths: Sequence[tuple[Ratio, ...]]) -> tuple[Ratio, ...]:
    total = paid
    for weight, worth in zip(weights, worths, strict=False):
        spend(len(total))
        total = tuple(own + weight * more for own, more in zip(total, worth, strict=True))
    return total
