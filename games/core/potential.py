"""Potential functions: one number a profile that moves as each player's payoff does when he alone moves.

Definition   [MondererShapley1996]_ P is, over all profiles and all changes of one player's action, from a cell to another with gain g,
             an exact potential                iff P rises by g;
             a weighted potential              iff w_i P rises by g, with a weight w_i > 0 a player;
             an ordinal potential              iff P rises where g > 0, and only there (so P keeps its value where g = 0);
             a generalized ordinal potential   iff P rises where g > 0.
             Each kind is one of the next. Where P is greatest nobody gains: such a profile is a pure equilibrium.
Evidence     against an exact or weighted potential: four-cycles, in which two players move and move back; against an ordinal one
             [VoorneveldNorde1997]_ a weak improvement cycle: a closed path on which nobody who moves loses and someone gains; against
             a generalized one an improvement cycle: all who move gain.
"""

from __future__ import annotations

import enum
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from games.core.anonymous import AnonymousGame
from games.core.nash import Deviation
from games.core.solution import Status
from games.core.strategic import Profile, StrategicGame
from games.errors import InvalidGame, Unsupported
from games.exact import Relation, Scalar, is_number, simplest, text


class PotentialKind(enum.StrEnum):
    """From the strongest to the weakest."""

    EXACT = "exact"
    WEIGHTED = "weighted"
    ORDINAL = "ordinal"
    GENERALIZED = "generalized ordinal"


def moves(game: StrategicGame) -> Iterator[tuple[int, int, int]]:
    """Every change of one player's action, in one of its two directions: (player, from cell, to cell)."""
    cells = len(game.payoffs[0])
    for player, size in enumerate(game.shape):
        stride = math.prod(game.shape[player + 1 :])
        for cell in range(cells):
            own = cell // stride % size
            yield from ((player, cell, cell + step * stride) for step in range(1, size - own))


def is_potential(
    game: StrategicGame, kind: PotentialKind, values: Sequence[Scalar], weights: Sequence[Scalar] = ()
) -> bool:
    """Whether `values`, one a cell, are a potential of that kind; weights count for weighted ones only.

    Raises Unsupported where a comparison depends on symbols.

    >>> dilemma = StrategicGame.from_arrays([[3, 0], [5, 1]], [[3, 5], [0, 1]])
    >>> is_potential(dilemma, PotentialKind.EXACT, [Fraction(value) for value in (0, 2, 2, 3)])
    True
    """
    if len(values) != len(game.payoffs[0]):
        raise InvalidGame("potential", f"{len(values)} values", f"{len(game.payoffs[0])}, one a cell")
    if kind is PotentialKind.WEIGHTED and not (len(weights) == len(game.players) and all(own > 0 for own in weights)):
        raise InvalidGame("potential", f"the weights {tuple(map(str, weights))}", "one positive weight a player")
    for player, here, there in moves(game):
        gain = simplest(game.payoffs[player][there] - game.payoffs[player][here])
        rise = simplest(values[there] - values[here])
        factor = weights[player] if kind is PotentialKind.WEIGHTED else Fraction(1)
        if kind in (PotentialKind.EXACT, PotentialKind.WEIGHTED):
            fits = simplest(gain - factor * rise) == 0
        else:
            up, down = _sign(gain), _sign(rise)
            fits = up == down or (up == 0 and kind is PotentialKind.GENERALIZED)
        if not fits:
            return False
    return True


def _number(value: Scalar) -> Fraction:
    if not is_number(value):
        raise Unsupported("potential", f"the difference {text(value)}", "a number", "Put values in for the symbols.")
    return Fraction(value)


def _sign(value: Scalar) -> int:
    number = _number(value)
    return (number > 0) - (number < 0)


@dataclass(frozen=True, slots=True)
class FourCycle:
    """From `start`, player `first` changes to his action in `end`, then `second` to his; then `first` changes back, then `second`."""

    start: Profile
    end: Profile
    first: str
    second: str

    def corners(self, game: StrategicGame) -> tuple[int, int, int, int]:
        """The four cells in the order in which they are visited."""
        i = game.player_index(self.first)
        after = tuple(end if k == i else start for k, (start, end) in enumerate(zip(self.start, self.end, strict=True)))
        before = tuple(
            start if k == i else end for k, (start, end) in enumerate(zip(self.start, self.end, strict=True))
        )
        return game.cell(self.start), game.cell(after), game.cell(self.end), game.cell(before)


def cycle_gains(game: StrategicGame, cycle: FourCycle) -> tuple[Scalar, Scalar]:
    """What `first` gains in his two moves together, and `second` in his; an exact potential makes their sum zero.

    >>> pennies = StrategicGame.from_arrays([[1, -1], [-1, 1]], [[-1, 1], [1, -1]])
    >>> cycle_gains(pennies, FourCycle(("1", "1"), ("2", "2"), "1", "2"))
    (Fraction(-4, 1), Fraction(-4, 1))
    """
    a, b, c, d = cycle.corners(game)
    first, second = (game.payoffs[game.player_index(own)] for own in (cycle.first, cycle.second))
    return simplest(first[b] - first[a] + first[d] - first[c]), simplest(second[c] - second[b] + second[a] - second[d])


def path_gains(game: StrategicGame, profiles: Sequence[Profile]) -> tuple[Deviation, ...]:
    """Who moves from each profile to the next, the last one to the first, to which action and with what gain.

    Raises InvalidGame where not exactly one player moves.
    """
    found = []
    for here, there in zip(profiles, (*profiles[1:], profiles[0]), strict=True):
        now, then = game.payoff(here), game.payoff(there)
        movers = [i for i, (own, other) in enumerate(zip(here, there, strict=True)) if own != other]
        if len(movers) != 1:
            places = f'"{", ".join(here)}" to "{", ".join(there)}"'
            raise InvalidGame("cycle", f"{len(movers)} players who move from {places}", "one")
        i = movers[0]
        found.append(Deviation(game.players[i], there[i], simplest(then[i] - now[i])))
    return tuple(found)


def is_improvement_cycle(game: StrategicGame, profiles: Sequence[Profile], *, weak: bool = False) -> bool:
    """Whether all who move gain; if `weak`: whether nobody who moves loses and someone gains.

    >>> pennies = StrategicGame.from_arrays([[1, -1], [-1, 1]], [[-1, 1], [1, -1]])
    >>> is_improvement_cycle(pennies, [("1", "1"), ("1", "2"), ("2", "2"), ("2", "1")])
    True
    """
    signs = [_sign(own.gain) for own in path_gains(game, profiles)] if profiles else []
    return bool(signs) and (min(signs) >= 0 and max(signs) > 0 if weak else min(signs) > 0)


@dataclass(frozen=True, slots=True)
class Potential:
    """Whether a game has a potential of a kind: the potential, or why there is none.

    `exists` true: `values` is one, a value a cell, and for a weighted one `weights` one a player (the first of those that the game
    binds together weighs 1). `exists` false: `four_cycles` against an exact one is one whose gains do not sum to zero; against
    a weighted one it is one in which no weights can balance the two movers' gains, or a closed chain in which each fixes the ratio of
    two players' weights and the ratios do not multiply to one. `cycle` is the improvement cycle against an ordinal one. `exists`
    None: it depends on symbols, and holds exactly where all `conditions` do. `stronger`: the kinds that were tried before, and failed.
    """

    game: StrategicGame
    kind: PotentialKind
    exists: bool | None
    status: Status
    engines: tuple[str, ...]
    values: tuple[Scalar, ...] = ()
    weights: tuple[Fraction, ...] = ()
    four_cycles: tuple[FourCycle, ...] = ()
    cycle: tuple[Profile, ...] = ()
    conditions: tuple[Relation, ...] = ()
    stronger: tuple[Potential, ...] = ()
    reason: str = ""

    def value(self, profile: Sequence[str]) -> Scalar:
        """The potential at a pure profile."""
        if not self.exists:
            raise Unsupported("potential", f"no {self.kind} potential", "a game that has one")
        return self.values[self.game.cell(profile)]

    @property
    def maximisers(self) -> tuple[Profile, ...]:
        """The profiles at which the potential is greatest, all pure equilibria; raises Unsupported where that depends on symbols."""
        heights = [_number(simplest(own - self.values[0])) for own in self.values]
        top = max(heights, default=None)
        return tuple(own for own, height in zip(self.game.profiles(), heights, strict=False) if height == top)

    def __str__(self) -> str:
        if self.exists:
            told = zip(self.game.profiles(), self.values, strict=True)
            listed = ", ".join(f"({', '.join(profile)}) {text(value)}" for profile, value in told)
            return f"{self.kind} potential: {listed} ({self.status})"
        if self.exists is None:
            return f"{self.kind} potential exactly where {' and '.join(own.text for own in self.conditions)}"
        return f"no {self.kind} potential ({self.status})"


@dataclass(frozen=True, slots=True)
class CountPotential:
    """An exact potential of an anonymous game: `values[c]` with c players on the second action, 0 where nobody is.

    Every anonymous game with two actions has one: it rises by `gain(c)` from c to c + 1.
    """

    game: AnonymousGame
    values: tuple[Scalar, ...]
    status: Status
    engines: tuple[str, ...]
    reason: str = ""

    @property
    def maximisers(self) -> tuple[int, ...]:
        """The counts at which the potential is greatest, all equilibria; raises Unsupported where that depends on symbols."""
        top = max(heights := [_number(own) for own in self.values])
        return tuple(count for count, height in enumerate(heights) if height == top)

    def __str__(self) -> str:
        return f"exact potential by count: {', '.join(text(own) for own in self.values[:8])}{', ...' if len(self.values) > 8 else ''}"
