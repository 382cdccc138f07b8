"""Best correlated and coarse correlated equilibria for a linear objective: one linear programme, solved exactly.

Definition   Over all joint distributions p that nobody wants to disobey (`games.core.correlated`), maximise or minimise the sum of
             expected payoffs times weights, one weight a player [Aumann1974]_, [MoulinVial1978]_.
Algorithm    1. Variables: one probability a cell. Rows: one incentive inequality for each player, recommended and played action
                (coarse: for each player and action), and that probabilities sum to one.
             2. Solve it exactly (`games.solvers.linear_program`); the set is never empty [HartSchmeidler1989]_ and is bounded, so
                there is an optimum.
             3. State payoffs and every gain from disobeying by the definition.
Evidence     The exact dual prices of the incentive inequalities: in no cell does the objective, less prices times gains from
             disobeying, exceed the optimum, so no average over cells that obeys does.
Cost         A programme with as many variables as cells and sum of m(m - 1) rows over the players' numbers m of actions (coarse: sum of m).
Not here     All optimal distributions, or the extreme points of the set: one optimum is given.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from games.core.correlated import (
    CorrelatedEquilibrium,
    CorrelatedPayoffs,
    Incentive,
    disobediences,
    incentives,
    joint_payoffs,
)
from games.core.solution import Status
from games.core.strategic import StrategicGame
from games.errors import InvalidGame, LimitReached, Unsupported
from games.exact import exact, text
from games.solvers.clock import Clock
from games.solvers.linear_program import maximise
from games.solvers.requirements import numbers_only

ENGINES = ("exact linear programming",)
MOST_ENTRIES = 4_000_000
"""Entries (cells times inequalities) of the largest programme that is set up."""

Objective = str | Mapping[str, object] | Sequence[object] | None
"""Nothing: the sum of all payoffs; a player: his payoff; or weights, by player (those left out weigh 0) or one a player in order."""


def correlated_equilibrium(
    game: StrategicGame, objective: Objective = None, *, minimise: bool = False, coarse: bool = False
) -> CorrelatedEquilibrium:
    """The correlated (or coarse correlated) equilibrium with the greatest, or least, weighted sum of payoffs.

    Raises Unsupported if payoffs hold symbols, InvalidGame for an objective that does not fit the players, LimitReached for games
    whose programme would be too large. Source: [Aumann1987]_, [MoulinVial1978]_.

    >>> chicken = StrategicGame.from_arrays([[6, 2], [7, 0]], [[6, 7], [2, 0]])
    >>> best = correlated_equilibrium(chicken)
    >>> str(best.value), [str(weight) for weight in best.distribution], [str(price) for price in best.prices]
    ('21/2', ['1/2', '1/4', '1/4', '0'], ['3/4', '0', '3/4', '0'])
    """
    weights = objective_weights(game, objective)
    return _best(game, _rows(game, coarse), weights, minimise=minimise, coarse=coarse)


def correlated_payoffs(
    game: StrategicGame, *, coarse: bool = False, time_limit: float | None = None
) -> CorrelatedPayoffs:
    """The least and the greatest payoff of each player over all correlated (or coarse correlated) equilibria.

    Raises Unsupported if payoffs hold symbols, LimitReached for games whose programme would be too large or when `time_limit` seconds
    have passed. Source: [Aumann1987]_.

    >>> chicken = StrategicGame.from_arrays([[6, 2], [7, 0]], [[6, 7], [2, 0]], players=("row", "column"))
    >>> print(correlated_payoffs(chicken))
    row 2 to 7, column 2 to 7
    """
    clock, rows = Clock(time_limit), _rows(game, coarse)
    ends: dict[bool, list[CorrelatedEquilibrium]] = {True: [], False: []}
    for player in game.players:
        weights = objective_weights(game, player)
        for minimise, found in ends.items():
            if clock.past():
                passed = f"that the time limit of {time_limit} s has passed"
                raise LimitReached("correlated_payoffs", passed, "", "Raise the limit.")
            found.append(_best(game, rows, weights, minimise=minimise, coarse=coarse))
    return CorrelatedPayoffs(game, coarse, tuple(ends[True]), tuple(ends[False]), Status.DECIDED, ENGINES)


def objective_weights(game: StrategicGame, objective: Objective) -> tuple[Fraction, ...]:
    """One weight a player: see `Objective`. Raises InvalidGame for what does not fit the players.

    >>> game = StrategicGame.from_arrays([[1]], [[2]], players=("row", "column"))
    >>> objective_weights(game, None), objective_weights(game, "column"), objective_weights(game, {"row": "-1/2"})
    ((Fraction(1, 1), Fraction(1, 1)), (Fraction(0, 1), Fraction(1, 1)), (Fraction(-1, 2), Fraction(0, 1)))
    """
    if objective is None:
        return (Fraction(1),) * len(game.players)
    if isinstance(objective, str):
        objective = {objective: 1}
    if isinstance(objective, Mapping):
        for player in objective:
            game.player_index(player)
        given = [objective.get(player, 0) for player in game.players]
    else:
        given = list(objective)
    if len(given) != len(game.players):
        expected = f"one for each of {', '.join(game.players)}"
        raise InvalidGame("objective", f"{len(given)} weights", expected)
    found = []
    for player, value in zip(game.players, given, strict=True):
        weight = exact(value, f"objective, weight of {player}")
        if not isinstance(weight, Fraction):
            raise Unsupported(f"objective, weight of {player}", text(weight), "a rational number")
        found.append(weight)
    return tuple(found)


def _rows(game: StrategicGame, coarse: bool) -> tuple[Incentive, ...]:
    """The incentive inequalities of a game in numbers that is not too large."""
    where = "correlated_equilibrium"
    for payoffs in game.payoffs:
        numbers_only(payoffs, where)
    inequalities = sum(size if coarse else size * (size - 1) for size in game.shape)
    cells = len(game.payoffs[0])
    if cells * inequalities > MOST_ENTRIES:
        found = f"a programme of {cells:,} cells and {inequalities:,} inequalities"
        remedy = "" if coarse else "A coarse correlated equilibrium has fewer inequalities."
        raise LimitReached(where, found, f"at most {MOST_ENTRIES:,} entries", remedy)
    return incentives(game, coarse=coarse)


def _best(
    game: StrategicGame,
    rows: tuple[Incentive, ...],
    weights: tuple[Fraction, ...],
    *,
    minimise: bool,
    coarse: bool,
) -> CorrelatedEquilibrium:
    cells, zero, one = len(game.payoffs[0]), Fraction(0), Fraction(1)
    sign = -1 if minimise else 1
    payoffs = [numbers_only(own, "correlated_equilibrium") for own in game.payoffs]
    wanted = [
        sum((sign * w * own[cell] for w, own in zip(weights, payoffs, strict=True)), zero) for cell in range(cells)
    ]
    at_most = []
    for own in rows:
        row = [zero] * cells
        for cell, gain in own.gains:
            row[cell] = Fraction(gain)
        at_most.append((row, zero))
    optimum = maximise(wanted, at_most, [([one] * cells, one)])
    prices = optimum.prices_at_most
    if optimum.value == max(wanted):  # the best profile of all obeys: nothing holds the objective back
        prices = (zero,) * len(prices)
    expected = joint_payoffs(game, optimum.point)
    return CorrelatedEquilibrium(
        game,
        coarse,
        weights,
        minimise,
        optimum.point,
        expected,
        sign * optimum.value,
        disobediences(game, optimum.point, coarse=coarse),
        prices,
        Status.DECIDED,
        ENGINES,
    )
