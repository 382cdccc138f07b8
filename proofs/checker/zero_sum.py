"""Zero-sum games: the strategies listed are optimal, and they are all vertices of the polytopes of optimal strategies.

Optimal      u_2 = a - b u_1, v_2 = a - b v_1, and each strategy secures its player's value: then nobody can secure more.
Equations    Where some optimal strategy of the opponent makes an action pay less than the value, no optimal strategy plays it. Where
             some optimal strategy of the opponent plays an action, every optimal strategy pays exactly the value against it.
Complete     The vertices of what these equations and the other inequalities describe: see `proofs.checker.vertices`.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from games.core.strategic import StrategicGame
from proofs.checker.kernel import exact_fraction, refuse
from proofs.checker.obligations import Finding
from proofs.checker.vertices import Polytope, all_vertices, dot
from proofs.checker.work import spend, total
from proofs.claims import OptimalStrategiesAre
from proofs.witness import ZeroSumWitness

Numbers = tuple[Fraction, ...]


def check_zero_sum(claim: OptimalStrategiesAre, witness: ZeroSumWitness) -> Finding:
    """The units, the values, each strategy, and, if that is claimed, that no vertex is missing."""
    game = claim.game
    if len(game.players) != 2 or len(claim.values) != 2 or len(claim.strategies) != 2:
        refuse("claim", f"{len(game.players)} players", "two players, two values, two lists of strategies")
    _units(game, claim.values)
    matrices = _matrices(game)
    for player, matrix, value, listed in zip(game.players, matrices, claim.values, claim.strategies, strict=True):
        _secures(matrix, value, listed, f"strategies of {player}")
    if len(witness.faces) != (2 if claim.complete else 0):
        refuse("witness", f"{len(witness.faces)} faces", "one a player, if the lists are claimed to be complete")
    steps = sum(map(len, claim.strategies))
    for i, face in enumerate(witness.faces):
        polytope = _polytope(matrices[i], claim.values[i], claim.strategies[i], claim.strategies[1 - i])
        steps += all_vertices(polytope, face, claim.strategies[i], f"face of {game.players[i]}")
    return steps, {}


def _units(game: StrategicGame, values: Numbers) -> None:
    """That u_2 + b u_1 is the same number a in every cell, and for the values, with some b > 0."""
    first, second = (tuple(exact_fraction(own, "payoff") for own in row) for row in game.payoffs)
    spend(len(first), first, second)
    other = next((cell for cell, own in enumerate(first) if own != first[0]), None)
    scale = Fraction(1) if other is None else (second[0] - second[other]) / (first[other] - first[0])
    sums = {own + scale * payoff for payoff, own in zip(first, second, strict=True)}
    if scale <= 0 or len(sums) != 1:
        refuse("payoffs", "payoffs that do not oppose each other", "u_2 = a - b u_1 with b > 0 in every cell")
    if values[1] + scale * values[0] not in sums:
        refuse("values", f"{values[0]} and {values[1]}", "values related as the payoffs are")


def _matrices(game: StrategicGame) -> tuple[tuple[Numbers, ...], tuple[Numbers, ...]]:
    """Payoffs of each player, a row for each own action."""
    rows, columns = (len(own) for own in game.actions)
    first, second = (tuple(exact_fraction(own, "payoff") for own in row) for row in game.payoffs)
    return tuple(first[k * columns : k * columns + columns] for k in range(rows)), tuple(
        second[k::columns] for k in range(columns)
    )


def _secures(matrix: tuple[Numbers, ...], value: Fraction, listed: Sequence[Numbers], where: str) -> None:
    if not listed or any(after >= before for before, after in pairwise(listed)):
        refuse(where, f"{len(listed)} strategies", "at least one, in decreasing order, each once")
    for weights in listed:
        if len(weights) != len(matrix) or any(own < 0 for own in weights) or total(weights) != 1:
            refuse(where, ", ".join(map(str, weights)), f"{len(matrix)} probabilities that sum to one")
        for column in zip(*matrix, strict=True):
            if (payoff := dot(weights, column)) < value:
                refuse(where, f"{', '.join(map(str, weights))}, which pays {payoff} somewhere", f"at least {value}")


def _polytope(
    matrix: tuple[Numbers, ...], value: Fraction, listed: Sequence[Numbers], theirs: Sequence[Numbers]
) -> Polytope:
    size = len(matrix)
    played = tuple(k for k in range(size) if any(own[k] for own in listed))
    for k in range(size):
        if k not in played and all(dot(own, matrix[k]) >= value for own in theirs):
            refuse("strategies", f"action {k}, a best reply to all, in none of them", "all optimal strategies")
    columns = list(zip(*matrix, strict=True))
    used = [j for j in range(len(columns)) if any(own[j] for own in theirs)]
    free = {row: (tuple(Fraction(int(k == row)) for k in range(size)), Fraction(0)) for row in played}
    free |= {size + j: (column, value) for j, column in enumerate(columns) if j not in used}
    ones = (Fraction(1),) * size
    return Polytope(played, (ones, *(columns[j] for j in used)), free)
