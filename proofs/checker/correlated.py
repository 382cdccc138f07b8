"""Correlated and coarse correlated equilibria that are best for an objective: the inequalities rebuilt from the game.

Definition   A distribution p over profiles is a correlated equilibrium iff for every player, every action a told to him and every other
             b: sum of p(x) (u(x with b) - u(x)) over the profiles x in which he plays a is <= 0; a coarse one iff for every player and b
             the same sum over all profiles is.
Optimum      Let y >= 0 be one price an inequality. If in every profile the objective less the sum of prices times these gains is at
             most v, then so is its average under any p that meets the inequalities, and the objective's own average is at most that
             plus the prices times the average gains, which are <= 0. Minimising: the same with the objective's sign changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import product

from games.core.strategic import StrategicGame
from games.exact import Scalar
from proofs.checker.kernel import refuse
from proofs.checker.obligations import Finding
from proofs.checker.work import spend, total
from proofs.claims import CorrelatedPayoffsAre, IsBestCorrelated
from proofs.witness import EndWitness, PricesWitness, RangesWitness

Row = dict[int, Fraction]
"""What one way to disobey gains, by cell."""


def check_best_correlated(claim: IsBestCorrelated, witness: PricesWitness) -> Finding:
    """The distribution is an equilibrium, and the prices bound the objective by its value."""
    payoffs = _payoffs(claim.game)
    if len(claim.weights) != len(payoffs):
        refuse("weights", f"{len(claim.weights)} weights", f"{len(payoffs)}, one a player")
    sign = -1 if claim.minimise else 1
    weights = [sign * weight for weight in claim.weights]
    objective = [
        sum((weight * row[cell] for weight, row in zip(weights, payoffs, strict=True)), Fraction(0))
        for cell in range(len(payoffs[0]))
    ]
    distribution = tuple(_number(own, "distribution") for own in claim.distribution)
    rows = _inequalities(claim.game, payoffs, claim.coarse)
    end = EndWitness(distribution, witness.prices)
    return _optimal(rows, objective, end, sign * _number(claim.value, "value"), ""), {}


def check_correlated_payoffs(claim: CorrelatedPayoffsAre, witness: RangesWitness) -> Finding:
    """Each end of each range is attained in an equilibrium, and its prices show that nothing lies beyond."""
    payoffs = _payoffs(claim.game)
    if {len(claim.ranges), len(witness.lowest), len(witness.highest)} != {len(payoffs)}:
        refuse("ranges", f"{len(claim.ranges)} ranges", f"{len(payoffs)} with two ends each, one a player")
    rows, steps = _inequalities(claim.game, payoffs, claim.coarse), 0
    told = zip(claim.game.players, payoffs, claim.ranges, witness.lowest, witness.highest, strict=True)
    for player, own, (low, high), lowest, highest in told:
        least, greatest = (_number(value, f"range of {player}") for value in (low, high))
        steps += _optimal(rows, [-value for value in own], lowest, -least, f"least payoff of {player}, ")
        steps += _optimal(rows, own, highest, greatest, f"greatest payoff of {player}, ")
    return steps, {}


def _optimal(rows: Sequence[Row], objective: Sequence[Fraction], end: EndWitness, value: Fraction, where: str) -> int:
    """Refuse unless the distribution obeys, is worth `value`, and the prices show that none that obeys is worth more."""
    distribution, prices = end.distribution, end.prices
    if len(distribution) != len(objective) or len(prices) != len(rows):
        found = f"{len(distribution)} probabilities and {len(prices)} prices"
        refuse(f"{where}distribution", found, f"{len(objective)} and {len(rows)}, one a cell and an inequality")
    spend(len(objective), objective, distribution)
    if min(distribution) < 0 or total(distribution) != 1:
        refuse(f"{where}distribution", "a negative probability or a sum other than 1", "a distribution")
    worth = total(p * own for p, own in zip(distribution, objective, strict=True))
    if worth != value:
        refuse(f"{where}value", str(value), f"{worth}, what the distribution gives")
    bound = list(objective)
    for number, (row, price) in enumerate(zip(rows, prices, strict=True), 1):
        spend(2 * len(row) + 1, row.values(), (*distribution, price))
        gain = total(distribution[cell] * own for cell, own in row.items())
        if gain > 0:
            refuse(f"{where}inequality {number}", f"a gain of {gain} from disobeying", "none")
        if price < 0:
            refuse(f"{where}price {number}", str(price), "at least 0")
        for cell, own in row.items() if price else ():
            bound[cell] -= price * own
    if max(bound) > value:
        refuse(f"{where}prices", f"the bound {max(bound)}", f"{value}, what the distribution gives")
    return len(rows) + len(objective)


def _inequalities(game: StrategicGame, payoffs: Sequence[Sequence[Fraction]], coarse: bool) -> list[Row]:
    """One row for each player, action told and other action, in this order; coarse: for each player and action."""
    profiles = list(product(*game.actions))
    cell_of = {profile: cell for cell, profile in enumerate(profiles)}
    found: list[Row] = []
    for i, actions in enumerate(game.actions):
        spend(4 * len(profiles) * len(actions), *(payoffs[i],) * 2)
        told_so: dict[str, list[tuple[int, tuple[str, ...]]]] = {own: [] for own in actions}
        for cell, profile in enumerate(profiles):
            told_so[profile[i]].append((cell, profile))
        for told in (None,) if coarse else actions:
            for played in actions:
                if played == told:
                    continue
                row: Row = {}
                for own in actions if told is None else (told,):
                    for cell, profile in told_so[own] if own != played else ():
                        there = cell_of[*profile[:i], played, *profile[i + 1 :]]
                        row[cell] = payoffs[i][there] - payoffs[i][cell]
                found.append(row)
    return found


def _payoffs(game: StrategicGame) -> list[list[Fraction]]:
    return [
        [_number(own, f"payoff of {who}") for own in row] for who, row in zip(game.players, game.payoffs, strict=True)
    ]


def _number(value: Scalar, where: str) -> Fraction:
    if not isinstance(value, Fraction):
        refuse(where, str(value), "a rational number")
    return value
