"""Pure Nash equilibria of a game with any number of players: all of them.

Definition   A profile is a pure equilibrium iff every player's action is a best reply: his payoff is the largest in his fibre, the
             cells that differ from it in his action only [Nash1951]_.
Algorithm    1. Put each player's payoffs over one denominator, so that whole numbers are compared.
             2. Player by player, keep the cells that attain the maximum of their fibre; each fibre is scanned once.
             3. State each surviving cell with its payoffs and the gain from every deviation, from the definition in `games.core.nash`.
Cost         O(players x cells); a million cells take seconds.
Complete     Every cell is looked at, so the list is all of them; it may be empty.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction

from games.core.nash import MixedProfile, appraisal
from games.core.solution import NashEquilibria, NashEquilibrium, Status
from games.core.strategic import StrategicGame
from games.solvers.requirements import numbers_only

COMMON_DENOMINATOR_BITS = 4096
"""Above this size the payoffs are compared as fractions, one by one."""


def pure_equilibria(game: StrategicGame) -> NashEquilibria:
    """All pure equilibria of `game`, in cell order (the last player's action moves fastest).

    Raises Unsupported if payoffs hold symbols. Source: [Nash1951]_.

    >>> game = StrategicGame.from_arrays([[3, 0], [5, 1]], [[3, 5], [0, 1]])
    >>> answer = pure_equilibria(game)
    >>> [equilibrium.payoffs for equilibrium in answer.equilibria], answer.complete
    ([(Fraction(1, 1), Fraction(1, 1))], True)
    """
    cells = equilibrium_cells(game)
    found = tuple(stated_equilibrium(game, pure_profile(game, cell)) for cell in cells)
    return NashEquilibria(game, "pure", found, True, Status.DECIDED, ("exact arithmetic",))


def equilibrium_cells(game: StrategicGame) -> list[int]:
    """The numbers of the cells that are pure equilibria, ascending."""
    alive: Sequence[int] = range(len(game.payoffs[0]))
    stride = len(alive)
    for size, payoffs in zip(game.shape, game.payoffs, strict=True):
        stride //= size
        alive = _best_replies(_comparable(numbers_only(payoffs, "pure_equilibria")), alive, size, stride)
    return list(alive)


def _best_replies(payoffs: Sequence[Fraction | int], cells: Sequence[int], size: int, stride: int) -> list[int]:
    """Those of `cells` that pay the maximum of their fibre: `size` cells, `stride` apart."""
    best: dict[int, Fraction | int] = {}
    kept = []
    for cell in cells:
        first = cell - (cell // stride % size) * stride
        if first not in best:
            best[first] = max(payoffs[first : first + size * stride : stride])
        if payoffs[cell] == best[first]:
            kept.append(cell)
    return kept


def _comparable(payoffs: Sequence[Fraction]) -> Sequence[Fraction | int]:
    """The payoffs times their common denominator, unless that is huge: the order is the same."""
    common = 1
    for denominator in {value.denominator for value in payoffs}:
        common = math.lcm(common, denominator)
        if common.bit_length() > COMMON_DENOMINATOR_BITS:
            return payoffs
    return [value.numerator * (common // value.denominator) for value in payoffs]


def pure_profile(game: StrategicGame, cell: int) -> MixedProfile:
    """The pure profile of a cell, as probabilities."""
    strategies = []
    for size in reversed(game.shape):
        cell, action = divmod(cell, size)
        strategies.append(tuple(Fraction(int(own == action)) for own in range(size)))
    return tuple(reversed(strategies))


def stated_equilibrium(game: StrategicGame, mixed: MixedProfile) -> NashEquilibrium:
    """The profile with its payoffs and every deviation's gain, as the definition has them; it is not judged here."""
    return NashEquilibrium(mixed, *appraisal(game, mixed))
