"""A player's payoffs as the verifiers of dominance and rationalizability read them, and mixed actions in whole numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import prod

from games.core.strategic import StrategicGame
from proofs.checker.kernel import refuse
from proofs.checker.work import denominator, spend, total

Left = list[list[str]]
"""For each player the actions that are left."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where a player's payoffs stand: a start for a profile of the others, to which each action of his adds its own step."""

    number: int
    places: tuple[dict[str, int], ...]
    strides: tuple[int, ...]

    @classmethod
    def of_player(cls, game: StrategicGame, i: int) -> Places:
        """The places of player number i."""
        sizes = [len(own) for own in game.actions]
        strides = tuple(prod(sizes[j + 1 :]) for j in range(len(sizes)))
        return cls(i, tuple({label: place for place, label in enumerate(own)} for own in game.actions), strides)

    def start(self, others: Sequence[str]) -> int:
        """The cell in which the others play so and the player his first action; refused for what is no profile of the others."""
        labels = [*others[: self.number], None, *others[self.number :]]
        if len(labels) != len(self.places):
            refuse("profile of the others", f"{others}", "an action for each of them")
        return sum(self._place(j, label) * self.strides[j] for j, label in enumerate(labels) if label is not None)

    def own(self, action: str) -> int:
        """What to add to a start for this action."""
        return self._place(self.number, action) * self.strides[self.number]

    def _place(self, player: int, label: str) -> int:
        if label not in self.places[player]:
            refuse("actions", f'the action "{label}"', "one of the player's")
        return self.places[player][label]


@dataclass(frozen=True, slots=True)
class Table(Places):
    """With the payoffs in whole numbers: those of the game times `scale`."""

    cells: tuple[int, ...]
    scale: int
    largest: int

    @classmethod
    def of(cls, game: StrategicGame, i: int) -> Table:
        """The table of player number i; symbols are refused."""
        row = game.payoffs[i]
        for payoff in row:
            if not isinstance(payoff, Fraction):
                refuse(f"payoffs of {game.players[i]}", f"{payoff}", "rational numbers")
        numbers = [own for own in row if isinstance(own, Fraction)]
        scale = denominator(numbers)
        spend(len(numbers), [Fraction(scale)], numbers)
        cells = tuple(own.numerator * (scale // own.denominator) for own in numbers)
        own = Places.of_player(game, i)
        return cls(i, own.places, own.strides, cells, scale, max(map(abs, cells)))


def others_left(table: Places, left: Left) -> Iterator[int]:
    """The others' profiles that are left, in cell order."""
    others = (own for j, own in enumerate(left) if j != table.number)
    return (table.start(profile) for profile in product(*others))


def distribution(chances: Sequence[Fraction], where: str) -> tuple[list[int], int]:
    """Positive probabilities that sum to one, as whole numbers over one denominator."""
    if not chances or min(chances) <= 0 or total(chances) != 1:
        refuse(where, f"probabilities {', '.join(map(str, chances))}", "positive ones that sum to one")
    share = denominator(chances)
    return [own.numerator * (share // own.denominator) for own in chances], share
