"""All symmetric equilibria of an anonymous game with two actions, numbers only.

Definition   With gain(k) the second minus the first action's payoff when k of the n - 1 others play the second, everyone playing it with
             probability p is an equilibrium iff G(p) = sum_k C(n-1, k) p^k (1-p)^(n-1-k) gain(k) is 0 inside (0, 1), <= 0 at 0, >= 0 at 1.
Stable       G falls through 0 there; at an end: gain(0) < 0, gain(n - 1) > 0.
Evidence     The gains are the Bernstein coefficients of G; where they are a polynomial in k of degree d, so is G in p, for
             E[C(k, j)] = C(n-1, j) p^j, and its own d + 1 coefficients do. Cut at the splits, the signs of the coefficients of each
             piece must change never, and then it has no root inside, or once, and then it has one (Descartes). For many players
             see `crowd`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import comb

from games.exact import AlgebraicNumber
from proofs.checker.counts import number_of_players
from proofs.checker.kernel import refuse
from proofs.checker.numbers import Numbers, gains_of
from proofs.checker.obligations import Finding
from proofs.checker.roots import bernstein_split, check_isolation, divides, integral, sign, sign_changes
from proofs.checker.work import within
from proofs.claims import SymmetricEquilibriaAre, SymmetricPoint
from proofs.witness import SymmetricWitness

MAX_POWER_BASIS = 100
"""Algebraic numbers are compared in the power basis, up to this degree; beyond it equilibria are given by isolation."""
LOW_DEGREE, MAX_DEGREE = 30, 100_000
"""Gains that are polynomials in k are reduced up to the one degree; the other bounds what is cut."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Between two splits: coefficients of G there, up to a positive factor, and whether there is a root inside."""

    lo: Fraction
    hi: Fraction
    signs: tuple[int, ...]
    has_root: bool


def check_symmetric(claim: SymmetricEquilibriaAre, witness: SymmetricWitness) -> Finding:
    """The list holds exactly the equilibria, in increasing order, with their stability."""
    numbers = gains_of(claim.game, number_of_players(claim.game))
    if not isinstance(numbers, Numbers):
        refuse("witness", "splits", "points: payoffs are too long to be written out")
    if not any(own for _, _, own in numbers.runs):
        if claim.continuum != (Fraction(0), Fraction(1)) or claim.equilibria or witness.splits:
            refuse("equilibria", f"a list of {len(claim.equilibria)}", "the continuum from 0 to 1 and nothing else")
        return len(numbers.runs), {}
    if claim.continuum is not None:
        refuse("continuum", f"from {claim.continuum[0]} to {claim.continuum[1]}", "none: the gain is not 0 everywhere")
    gains = coefficients(numbers)
    pieces = _pieces(gains, witness.splits)
    rest = list(claim.equilibria)
    if gains[0] <= 0:
        exactly(rest, Fraction(0), gains[0] < 0)
    for number, piece in enumerate(pieces):
        if piece.has_root:
            _inside(rest, piece, gains)
        if number + 1 < len(pieces) and piece.signs[-1] == 0:
            falls = _last(piece.signs) > 0 > _last(pieces[number + 1].signs[::-1])
            exactly(rest, piece.hi, falls)
    if gains[-1] >= 0:
        exactly(rest, Fraction(1), gains[-1] > 0)
    if rest:
        refuse("equilibria", rest[0].text, "only equilibria, in increasing order")
    return len(gains) * len(pieces) + len(claim.equilibria), {}


def coefficients(gains: Numbers) -> tuple[Fraction, ...]:
    """Bernstein coefficients of G of the lowest degree that is known without expanding it."""
    degree, size = gains.degree(), gains.size - 1
    if degree is None and size > MAX_POWER_BASIS:
        degree = _degree_of_table(gains)
    if degree is None or not degree <= min(LOW_DEGREE, size):
        within(size, MAX_DEGREE, "coefficients of the expected gain")
        return tuple(gains.entries())
    row, powers = [Fraction(*gains.at(k)) for k in range(degree + 1)], []
    for j in range(degree + 1):
        powers.append(row[0] * comb(size, j))
        row = [after - before for before, after in pairwise(row)]
    return tuple(
        sum((powers[j] * Fraction(comb(i, j), comb(degree, j)) for j in range(i + 1)), Fraction(0))
        for i in range(degree + 1)
    )


def _degree_of_table(gains: Numbers) -> int | None:
    """The degree of the polynomial in k that a table of gains follows, if it is low."""
    start = [Fraction(*gains.at(k)) for k in range(2 * LOW_DEGREE)]
    for degree in range(LOW_DEGREE + 1):
        start = [after - before for before, after in pairwise(start)]
        if not any(start):
            rest = gains
            for _ in range(degree + 1):
                rest = rest.steps()
            return None if any(own for _, _, own in rest.runs) else degree
    return None


def _pieces(gains: Sequence[Fraction], splits: Sequence[Fraction]) -> list[Piece]:
    points = [Fraction(0), *splits, Fraction(1)]
    if any(a >= b for a, b in pairwise(points)):
        refuse("splits", ", ".join(map(str, splits)), "increasing points of (0, 1)")
    pieces, rest = [], integral(gains)
    for lo, hi in pairwise(points):
        own, rest = bernstein_split(rest, (hi - lo) / (1 - lo)) if hi < 1 else (rest, ())
        changes = sign_changes(own)
        if changes > 1:
            refuse("splits", f"{changes} changes of sign between {lo} and {hi}", "at most one")
        pieces.append(Piece(lo, hi, tuple(map(sign, own)), changes == 1))
    return pieces


def _last(signs: Sequence[int]) -> int:
    return next((own for own in reversed(signs) if own), 0)


def following(rest: list[SymmetricPoint], where: str, falls: bool) -> SymmetricPoint:
    """The first point that is left, once its stability is right."""
    if not rest:
        refuse("equilibria", "the end of the list", f"one more, {where}")
    point = rest.pop(0)
    if point.stable != falls:
        refuse("equilibria", point.text, "stable" if falls else "not stable")
    return point


def exactly(rest: list[SymmetricPoint], at: Fraction, falls: bool) -> None:
    """Match an equilibrium that is a known number."""
    point = following(rest, f"at {at}", falls)
    if point.at != at:
        refuse("equilibria", point.text, str(at))


def _inside(rest: list[SymmetricPoint], piece: Piece, gains: Sequence[Fraction]) -> None:
    """Match the one root inside a piece: G crosses 0 there."""
    where = f"between {piece.lo} and {piece.hi}"
    falls = next(own for own in piece.signs if own) > 0
    point = following(rest, where, falls)
    if isinstance(point.at, Fraction):
        lo = hi = point.at
    elif isinstance(point.at, AlgebraicNumber):
        lo, hi = point.at.lo, point.at.hi
    else:
        lo, hi = point.at
        if lo == hi:
            refuse("equilibria", point.text, "two different ends")
    if not piece.lo <= lo <= hi <= piece.hi:
        refuse("equilibria", point.text, where)
    if lo == hi:
        if lo in (piece.lo, piece.hi) or sign_at(gains, lo):
            refuse("equilibria", point.text, f"the root {where}")
    elif sign_at(gains, lo) * sign_at(gains, hi) != -1:
        refuse("equilibria", point.text, "a gain of opposite signs at the two ends")
    if isinstance(point.at, AlgebraicNumber):
        if not divides(point.at.polynomial, power_basis(gains)):
            refuse("equilibria", point.text, "a root of a polynomial that divides the gain")
        check_isolation(point.at.polynomial, [(lo, hi)], lo, hi)


def sign_at(gains: Sequence[Fraction], p: Fraction) -> int:
    """The sign of G(p)."""
    whole, n = integral(gains), len(gains) - 1
    ahead, behind = p.numerator, p.denominator - p.numerator
    total, power, binomial = 0, 1, 1
    for k, gain in enumerate(whole):
        total = total * behind + gain * binomial * power
        power, binomial = power * ahead, binomial * (n - k) // (k + 1)
    return sign(total)


def power_basis(gains: Sequence[Fraction]) -> list[Fraction]:
    """The coefficients of 1, p, p^2 ... of G."""
    n = len(gains) - 1
    if n > MAX_POWER_BASIS:
        refuse("equilibria", f"an algebraic number for {n + 1} players", f"isolations beyond degree {MAX_POWER_BASIS}")
    power = [Fraction(0)] * (n + 1)
    for k, gain in enumerate(gains):
        for j in range(n - k + 1):
            power[k + j] += gain * comb(n, k) * comb(n - k, j) * (-1) ** j
    return power
