"""Symmetric equilibria of anonymous games with two actions: everyone plays the second action with probability p. All of them.

Definition   G(p) = sum_k C(n-1, k) p^k (1-p)^(n-1-k) gain(k) is what a player expects to gain from the second action over the
             first when the others play it with probability p. p is an equilibrium iff G(p) = 0 inside (0, 1), G(0) <= 0 at
             p = 0, G(1) >= 0 at p = 1. It is stable iff G falls through 0 there; at an end, iff deviations are strictly
             unprofitable.
Algorithm    The gains are the Bernstein coefficients of G [PenaLehmannNoeldeke2014]_.
             1. Ends: the signs of gain(0) and gain(n - 1). If all gains are 0, every p is an equilibrium.
             2. Inside: where the gains are one polynomial in k of degree d <= 30, E[C(k, j)] = C(n-1, j) p^j makes G a polynomial of
                degree d, whatever n is. Else up to `MANY` others: count and isolate the roots by sign changes, cutting [0, 1] where
                there are several (`games.solvers.bernstein`); beyond: signs of G at a few points (`games.solvers.alternation`).
             3. State each root exactly if it is rational or quadratic, else between rational bounds; its payoff from the
                action whose payoff has the lower degree in p (both pay the same at a root).
Witness      `splits` are the cuts and `isolating` is the piece of each root. To check: between neighbouring cuts the Bernstein
             coefficients of G, zeros left out, have one sign change if a root is listed there and none otherwise; G vanishes
             at each root that is a cut (its `isolating` is the point itself) and changes sign between the bounds of each
             enclosure. Rational multiple roots are always cuts. Around an irrational multiple root no count comes down to
             one: then all roots come from the factors of G where its degree is low (Sturm's theorem counts them again), and the
             status is unknown where it is not. With many players `signs` is the witness.
Cost         With at most one sign change, n operations and some forty evaluations of G. A cut costs two Taylor shifts of
             degree n - 1. Beyond `MANY` players with payoffs that are polynomials in k piece by piece: sqrt(n) operations for each of some
             fifty signs a root, so that a million players take a second.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from typing import Any

from games.core.anonymous import AnonymousGame
from games.core.solution import Enclosure, Real, SignPoints, Status, SymmetricEquilibria, SymmetricEquilibrium
from games.errors import InvalidScalar, LimitReached
from games.exact import AlgebraicNumber, Scalar, exact, is_number, text
from games.solvers.alternation import isolate_by_signs
from games.solvers.bernstein import (
    LARGEST_DEGREE,
    LOW_DEGREE,
    Isolation,
    Root,
    evaluated,
    isolate,
    isolate_powers,
    power_basis,
    simplest_between,
    whole,
)
from games.solvers.binomial import mean, sign_of_mean
from games.solvers.clock import Clock
from games.solvers.estimates import Estimates
from games.solvers.sequences import Numbers, Pieces, gains_of, written_out

ENGINES = ("exact arithmetic", "python-flint")
MANY = 1_000
"""Beyond so many others, gains that are no polynomial of low degree are not expanded: signs at points take over."""
SHORT = 10**5
"""Rational roots among many players are recognised up to so large a denominator."""


def symmetric_equilibria(
    game: AnonymousGame, *, width: Scalar | str = Fraction(1, 10**12), time_limit: float | None = None
) -> SymmetricEquilibria:
    """All symmetric equilibria of `game`, which has two actions, in order of p.

    An irrational `prob` of degree above two lies in an enclosure no wider than `width`, its payoff in one no wider than
    width max(1, |payoff|). Where a multiple root that is irrational, or too many players, leave the list open, the status is UNKNOWN
    and `reason` says where. Raises Unsupported if payoffs or the number of players hold symbols, InvalidScalar unless `width` > 0,
    LimitReached when `time_limit` seconds have passed before the list is settled (its `partial` is the answer until then), or where
    there are more payoffs than can be evaluated. Source: [PenaLehmannNoeldeke2014]_.

    >>> game = AnonymousGame.from_functions(3, ("out", "in"), (lambda k: 1, lambda k: 3 * (k == 1)))
    >>> [(root.prob.text, root.payoff, root.stable) for root in symmetric_equilibria(game).equilibria[1:]]
    [('(3 - sqrt(3))/6', Fraction(1, 1), False), ('(3 + sqrt(3))/6', Fraction(1, 1), True)]
    """
    narrow = exact(width, "width")
    if not is_number(narrow) or narrow <= 0:
        raise InvalidScalar("width", text(narrow), "a positive number")
    game.require_two_actions("symmetric_equilibria")
    clock = Clock(time_limit)
    first, second, gains = gains_of(game, "symmetric_equilibria")
    low, high = _ends(first, second, gains)
    if all(sign == 0 for _, _, sign in gains.runs):
        ends = (Fraction(0), Fraction(1))
        return SymmetricEquilibria(game, (*low, *high), ends, (), True, Status.DECIDED, ENGINES)
    found, signs = _isolated(gains, narrow, clock)
    payoff = min(_Payoff.of(first), _Payoff.of(second), key=lambda own: own.degree)
    inside = tuple(_stated(root, payoff, narrow) for root in found.roots)
    status = Status.UNKNOWN if found.unsettled else Status.DECIDED
    answer = SymmetricEquilibria(
        game, (*low, *inside, *high), None, found.splits, not found.unsettled, status, ENGINES, found.reason, signs
    )
    if found.unsettled and clock.past():
        passed = f"that the time limit of {time_limit} s has passed, with {len(answer.equilibria)} equilibria found"
        raise LimitReached(
            "symmetric_equilibria", passed, "", "Raise the limit; `partial` holds what was found.", answer
        )
    return answer


def _isolated(gains: Numbers, width: Fraction, clock: Clock) -> tuple[Isolation, SignPoints | None]:
    """The roots of the expected gain inside (0, 1) by the cheapest way that settles them."""
    reduced = powers_of(gains)
    if reduced is not None:
        return isolate_powers(reduced[0], width, clock), None
    if gains.size - 1 <= MANY:
        return isolate(written_out(gains), width, clock), None
    found, signs = isolate_by_signs(gains, width, clock)
    few = gains.size - 1 <= LARGEST_DEGREE and not isinstance(gains, Estimates)
    if found.unsettled and few and not clock.past():
        return isolate(written_out(gains), width, clock), None
    if few:
        found = replace(found, roots=tuple(_rational_if_short(root, gains) for root in found.roots))
    return found, signs


def _rational_if_short(root: Root, gains: Numbers) -> Root:
    """The root itself where the simplest fraction between its bounds is one."""
    if isinstance(root.value, Enclosure):
        candidate = simplest_between(root.value.lo, root.value.hi)
        if candidate.denominator <= SHORT and sign_of_mean(gains, candidate) is None:
            numbers, _ = whole(written_out(gains))
            if evaluated(numbers, None, candidate) == 0:
                return replace(root, value=candidate)
    return root


def powers_of(numbers: Numbers) -> tuple[list[int], Fraction] | None:
    """Whole coefficients of 1, p, p^2 ... and a positive factor: the mean as a polynomial, if its degree is low; else None.

    >>> from games.exact import parse_formula
    >>> from games.solvers.sequences import pieces_of
    >>> powers_of(pieces_of(parse_formula("k*(k - 1)/2"), 10**6, 10**6))
    ([0, 0, 1], Fraction(499998500001, 1))
    """
    degree = numbers.degree if isinstance(numbers, Pieces) else None
    if isinstance(numbers, Estimates) or (isinstance(numbers, Pieces) and degree is None):
        return None
    if degree is not None and degree < numbers.size - 1:
        if degree > LOW_DEGREE:
            return None
        return _powers([numbers.value(k) for k in range(degree + 1)], numbers.size - 1)
    integers, factor = whole(written_out(numbers))
    if len(integers) > 4 * LOW_DEGREE and power_basis(integers[: 2 * LOW_DEGREE], LOW_DEGREE) is None:
        return None
    powers = power_basis(integers, LOW_DEGREE)
    return None if powers is None else (powers, factor)


def _powers(values: Sequence[Any], size: int) -> tuple[list[int], Fraction]:
    """From the first degree + 1 of the numbers: the coefficient of p^j is C(size, j) times the j-th difference at 0."""
    row, differences = list(values), []
    while row:
        differences.append(row[0])
        row = [after - before for before, after in pairwise(row)]
    coefficients = [math.comb(size, j) * Fraction(int(own.p), int(own.q)) for j, own in enumerate(differences)]
    while len(coefficients) > 1 and coefficients[-1] == 0:
        coefficients.pop()
    return whole(coefficients)


def _ends(
    first: Numbers, second: Numbers, gains: Numbers
) -> tuple[list[SymmetricEquilibrium], list[SymmetricEquilibrium]]:
    """The equilibria p = 0 and p = 1, each in a list that may be empty."""
    last, signs = gains.size - 1, (gains.runs[0][2], gains.runs[-1][2])
    low = SymmetricEquilibrium(Fraction(0), _entry(first, 0), signs[0] < 0)
    high = SymmetricEquilibrium(Fraction(1), _entry(second, last), signs[1] > 0)
    return [low] if signs[0] <= 0 else [], [high] if signs[1] >= 0 else []


def _entry(numbers: Numbers, k: int) -> Real:
    """One payoff: exactly, or where its digits are too many, between close bounds."""
    from flint import ctx

    if not isinstance(numbers, Estimates):
        return _fraction(numbers.value(k))
    with ctx.workprec(256):
        ball = numbers.value(k)
        return Enclosure(_fraction(ball.lower().fmpq()), _fraction(ball.upper().fmpq()))


def _fraction(value: Any) -> Fraction:
    return Fraction(int(value.p), int(value.q))


def _stated(root: Root, payoff: _Payoff, width: Fraction) -> SymmetricEquilibrium:
    return SymmetricEquilibrium(root.value, payoff.at(root, width), root.before > 0 > root.after, root.piece)


@dataclass(frozen=True, slots=True)
class _Payoff:
    """An action's expected payoff by p: where the degree is low, `factor` times the polynomial with coefficients `powers`.

    Else, unless there are many players, `factor` times the one with Bernstein coefficients `integers`.
    """

    numbers: Numbers
    powers: list[int] | None
    integers: list[int]
    factor: Fraction

    @classmethod
    def of(cls, payoffs: Numbers) -> _Payoff:
        reduced = powers_of(payoffs)
        if reduced is not None:
            return cls(payoffs, reduced[0], [], reduced[1])
        few = payoffs.size <= LARGEST_DEGREE and not isinstance(payoffs, Estimates)
        integers, factor = whole(written_out(payoffs)) if few else ([], Fraction(1))
        return cls(payoffs, None, integers, factor)

    @property
    def degree(self) -> int:
        return self.numbers.size - 1 if self.powers is None else len(self.powers) - 1

    def at(self, root: Root, width: Fraction) -> Real:
        """The payoff at a root: exact where the root is rational or the payoff reduces to degree two, else enclosed."""
        if self.powers is not None and (root.minimal or len(self.powers) == 1):
            reduced = remainder(self.powers, root.minimal)
            if len(reduced) <= 1:
                return self.factor * sum(reduced)
            if isinstance(root.value, AlgebraicNumber) and len(reduced) == 2:
                return line(root.value, self.factor * reduced[0], self.factor * reduced[1])
        if isinstance(root.value, Fraction) and (self.powers is not None or self.integers):
            return self.factor * evaluated(self.integers, self.powers, root.value)
        return self._enclosed(root, width)

    def _enclosed(self, root: Root, width: Fraction) -> Enclosure:
        """Bounds from ball arithmetic; the root is narrowed until they are close enough."""
        bits = 16 + self.degree.bit_length() + math.ceil(1 / width).bit_length()
        while True:
            lo, hi = root.narrowed(Fraction(1, 2**bits))
            least, most = self._ball(lo, hi, 2 * bits + 64)
            allowed = width * max(Fraction(1), min(abs(least), abs(most))) / 2
            if most - least <= allowed:
                grid = 2 ** math.ceil(8 / width).bit_length()
                return Enclosure(Fraction(math.floor(least * grid), grid), Fraction(math.ceil(most * grid), grid))
            bits += 8 + math.ceil((most - least) / allowed).bit_length()

    def _ball(self, lo: Fraction, hi: Fraction, precision: int) -> tuple[Fraction, Fraction]:
        """Rational bounds of the payoff on [lo, hi], rounded outward by arb."""
        from flint import arb, arb_poly, ctx, fmpq

        with ctx.workprec(precision):
            if self.powers is None:
                ball = mean(self.numbers, lo, hi, precision)
                return _fraction(ball.lower().fmpq()), _fraction(ball.upper().fmpq())
            p = arb(fmpq(lo.numerator, lo.denominator)).union(arb(fmpq(hi.numerator, hi.denominator)))
            ball = arb_poly(self.powers)(p)
            return self.factor * _fraction(ball.lower().fmpq()), self.factor * _fraction(ball.upper().fmpq())


def remainder(powers: Sequence[int], divisor: Sequence[int]) -> list[Fraction]:
    """The polynomial modulo `divisor` (none: the polynomial itself), coefficients of 1, p, p^2 ..."""
    from flint import fmpq_poly

    dividend = fmpq_poly(list(powers))
    reduced = dividend % fmpq_poly(list(divisor)) if divisor else dividend
    return [Fraction(int(c.p), int(c.q)) for c in reduced.coeffs()]


def line(root: AlgebraicNumber, constant: Fraction, slope: Fraction) -> AlgebraicNumber:
    """constant + slope root, for a quadratic root."""
    c, b, a = root.polynomial
    # a ((y - constant)/slope)^2 + b (y - constant)/slope + c = 0, times slope^2
    quadratic = [
        a * constant**2 - b * slope * constant + c * slope**2,
        b * slope - 2 * a * constant,
        Fraction(a),
    ]
    numbers, _ = whole(quadratic)
    ends = sorted((constant + slope * root.lo, constant + slope * root.hi))
    return AlgebraicNumber(tuple(numbers), ends[0], ends[1])
