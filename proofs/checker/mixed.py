"""Nash equilibria given by rational or algebraic points, or by boxes that hold one; with or without the claim that these are all.

Definition   x is an equilibrium iff for every player i and action a u_i(a, x_-i) <= u_i(x); all payoffs are rational numbers.
Algebraic    Each probability is a polynomial in one root of a polynomial; sums, signs of probabilities and of gains are decided at that
             root by `roots.sign_at_root`. That the polynomial is irreducible is not used.
Box          See `boxes`. All: see `covering`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations, product

from games.core.mixed import AlgebraicProfile, BoxProfile, Point
from games.core.strategic import StrategicGame
from proofs.checker.boxes import NOTHING, SURE, Bounds, Box, Table, check_box, tables
from proofs.checker.covering import check_covering
from proofs.checker.kernel import exact_fraction, refuse
from proofs.checker.obligations import Finding
from proofs.checker.roots import check_isolation, divide, sign_at_root
from proofs.checker.work import spend
from proofs.claims import HoldNash, MixedEquilibriaAre
from proofs.witness import MixedWitness

Polynomial = tuple[Fraction, ...]
"""Coefficients of 1, t, t^2 ...; () is zero."""


ONE: Polynomial = (Fraction(1),)


def check_mixed(claim: HoldNash | MixedEquilibriaAre, witness: MixedWitness) -> Finding:
    """Every point is an equilibrium, every box holds one, no two are the same; if these are all, the steps show it."""
    shape = [len(own) for own in claim.game.actions]
    games = tables(shape, _payoffs(claim.game))
    if len(claim.points) != len(witness.payoffs):
        refuse("payoffs", f"payoffs of {len(witness.payoffs)} points", f"those of {len(claim.points)}")
    boxes = [
        _checked(games, shape, point, payoffs, f"point {number}")
        for number, (point, payoffs) in enumerate(zip(claim.points, witness.payoffs, strict=True))
    ]
    for (m, first), (n, second) in combinations(enumerate(boxes), 2):
        spend(sum(shape), (Fraction(0),))
        if not any(
            a[1] < b[0] or b[1] < a[0]
            for one, two in zip(first, second, strict=True)
            for a, b in zip(one, two, strict=True)
        ):
            refuse(f"points {m} and {n}", "points that may be the same", "different ones")
    if isinstance(claim, MixedEquilibriaAre):
        check_covering(games, shape, boxes, claim.regions, witness.steps)
    elif witness.steps:
        refuse("steps", f"{len(witness.steps)} steps", "none: the list is not said to be complete")
    return len(boxes) * (1 + sum(shape)) + len(witness.steps), {}


def _payoffs(game: StrategicGame) -> list[list[Fraction]]:
    for row in game.payoffs:
        for own in row:
            if not isinstance(own, Fraction):
                refuse("payoffs", str(own), "rational numbers")
    return [[exact_fraction(own, "payoff") for own in row] for row in game.payoffs]


def _checked(games: Sequence[Table], shape: Sequence[int], point: Point, payoffs: Sequence[object], where: str) -> Box:
    """The box around a point that is an equilibrium, with these payoffs."""
    for number in _numbers(
        (point.root.lo, point.root.hi, point.probabilities)
        if isinstance(point, AlgebraicProfile)
        else (point.bounds if isinstance(point, BoxProfile) else point, payoffs)
    ):
        exact_fraction(number, where)
    if len(payoffs) != len(shape):
        refuse(where, f"{len(payoffs)} payoffs", f"{len(shape)}, one a player")
    if isinstance(point, BoxProfile):
        check_box(games, shape, point.bounds, where)
        for i, own in enumerate(payoffs):
            played = next(a for a, bounds in enumerate(point.bounds[i]) if bounds[1])
            low, high = games[i].at(i, played).over(point.bounds)
            if not isinstance(own, tuple) or len(own) != 2 or not own[0] <= low <= high <= own[1]:
                refuse(f"{where}, payoff of player {i}", str(own), f"bounds around [{low}, {high}]")
        return point.bounds
    if isinstance(point, AlgebraicProfile):
        return _algebraic(games, shape, point, payoffs, where)
    weights = [[(exact_fraction(own, where),) for own in player] for player in point]
    return _exact(games, shape, weights, [_constant(own, where) for own in payoffs], Root(), where)


def _numbers(data: object) -> Iterator[object]:
    """All that stands in nested tuples."""
    if isinstance(data, tuple):
        for own in data:
            yield from _numbers(own)
    else:
        yield data


def _constant(own: object, where: str) -> Polynomial:
    if not isinstance(own, Fraction):
        refuse(where, f"the payoff {own}", "a rational number")
    return (own,)


class Root:
    """The number in which polynomials are evaluated; without a polynomial only constants are."""

    def __init__(self, polynomial: Sequence[int] = (), lo: Fraction = NOTHING[0], hi: Fraction = NOTHING[0]) -> None:
        self.polynomial, self.between = tuple(polynomial), (lo, hi)
        if self.polynomial:
            check_isolation(self.polynomial, (self.between,), lo, hi)

    def sign(self, value: Sequence[Fraction]) -> int:
        """-1, 0 or 1."""
        if not any(value[1:]):
            constant = value[0] if value else 0
            return (constant > 0) - (constant < 0)
        rest = divide(value, self.polynomial)[1] if self.polynomial else refuse("root", "none", "a polynomial")
        return sign_at_root(rest, self.polynomial, self.between) if rest else 0

    def bounds(self, value: Sequence[Fraction]) -> Bounds:
        """Between what the value lies, a probability."""
        low = high = Fraction(0)
        for own in reversed(value):
            ends = [end * x for end in (low, high) for x in self.between]
            low, high = min(ends) + own, max(ends) + own
        return max(low, Fraction(0)), min(high, Fraction(1))


def _algebraic(
    games: Sequence[Table], shape: Sequence[int], point: AlgebraicProfile, payoffs: Sequence[object], where: str
) -> Box:
    root = Root(point.root.polynomial, point.root.lo, point.root.hi)
    stated = [tuple(own) if isinstance(own, tuple) else _constant(own, where) for own in payoffs]
    return _exact(games, shape, point.probabilities, stated, root, where)


def _exact(
    games: Sequence[Table],
    shape: Sequence[int],
    weights: Sequence[Sequence[Polynomial]],
    payoffs: Sequence[Polynomial],
    root: Root,
    where: str,
) -> Box:
    """The box around a profile of polynomials in the root, once it is seen to be an equilibrium."""
    if [len(own) for own in weights] != list(shape):
        refuse(where, f"probabilities for {[len(own) for own in weights]} actions", "one for each action")
    signs = [[root.sign(own) for own in player] for player in weights]
    for i, player in enumerate(weights):
        if min(signs[i]) < 0 or root.sign(_sum([(Fraction(-1),), *player])):
            refuse(where, f"probabilities of player {i} that are no distribution", "one")
    played = [
        [(a, w) for a, (w, s) in enumerate(zip(*own, strict=True)) if s] for own in zip(weights, signs, strict=True)
    ]
    for i, stated in enumerate(payoffs):
        replies = [_expected(games[i].at(i, a), played) for a in range(shape[i])]
        expected = _sum([_times(w, replies[a]) for a, w in played[i]])
        if root.sign(_sum([expected, _times((Fraction(-1),), stated)])):
            refuse(f"{where}, payoff of player {i}", str(stated), "the expected payoff of the profile")
        for a, reply in enumerate(replies):
            if root.sign(_sum([reply, _times((Fraction(-1),), stated)])) > 0:
                refuse(where, f"player {i}, who gains by action {a}", "an equilibrium")
    return [
        [
            NOTHING if not s else SURE if len(played[i]) == 1 else root.bounds(w)
            for w, s in zip(own, signs[i], strict=True)
        ]
        for i, own in enumerate(weights)
    ]


def _expected(table: Table, played: Sequence[Sequence[tuple[int, Polynomial]]]) -> Polynomial:
    terms = []
    for drawn in product(*(played[j] for j in table.players)):
        place, chance = 0, ONE
        for size, (action, weight) in zip(table.sizes, drawn, strict=True):
            place, chance = place * size + action, _times(chance, weight)
        terms.append(_times((Fraction(table.values[place]),), chance))
    return _sum(terms)


def _sum(terms: Sequence[Polynomial]) -> Polynomial:
    total = [Fraction(0)] * max(map(len, terms), default=0)
    for own in terms:
        spend(len(own), own, total)
        for k, c in enumerate(own):
            total[k] += c
    return tuple(total)


def _times(first: Polynomial, second: Polynomial) -> Polynomial:
    spend(len(first) * len(second), first, second)
    total = [Fraction(0)] * max(len(first) + len(second) - 1, 0)
    for i, a in enumerate(first):
        for j, b in enumerate(second):
            total[i + j] += a * b
    return tuple(total)
