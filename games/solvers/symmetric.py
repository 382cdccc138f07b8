"""Symmetric equilibria of anonymous games with two actions: everyone plays the second action with probability p. All of them.

Definition   G(p) = sum_k C(n-1, k) p^k (1-p)^(n-1-k) gain(k) is what a player expects to gain from the second action over the
             first when the others play it with probability p. p is an equilibrium iff G(p) = 0 inside (0, 1), G(0) <= 0 at
             p = 0, G(1) >= 0 at p = 1. It is stable iff G falls through 0 there; at an end, iff deviations are strictly
             unprofitable.
Algorithm    The gains are the Bernstein coefficients of G [PenaLehmannNoeldeke2014]_.
             1. Ends: the signs of gain(0) and gain(n - 1). If all gains are 0, every p is an equilibrium.
             2. Inside: count and isolate the roots by sign changes, cutting [0, 1] where there are several
                (`games.solvers.bernstein`).
             3. State each root exactly if it is rational or quadratic, else between rational bounds; its payoff from the
                action whose payoff has the lower degree in p (both pay the same at a root).
Witness      `splits` are the cuts and `isolating` is the piece of each root. To check: between neighbouring cuts the Bernstein
             coefficients of G, zeros left out, have one sign change if a root is listed there and none otherwise; G vanishes
             at each root that is a cut (its `isolating` is the point itself) and changes sign between the bounds of each
             enclosure. Rational multiple roots are always cuts. Around an irrational multiple root no count comes down to
             one: then the status is unknown.
Cost         With at most one sign change, n operations and some forty evaluations of G. A cut costs two Taylor shifts of
             degree n - 1.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from games.core.anonymous import AnonymousGame
from games.core.solution import Enclosure, Real, Status, SymmetricEquilibria, SymmetricEquilibrium
from games.errors import InvalidScalar, LimitReached
from games.exact import AlgebraicNumber, Scalar, exact, is_number, text
from games.solvers.bernstein import LARGEST_DEGREE, LOW_DEGREE, Root, evaluated, isolate, power_basis, whole
from games.solvers.clock import Clock
from games.solvers.requirements import numbers_only

ENGINES = ("exact arithmetic", "python-flint")


def symmetric_equilibria(
    game: AnonymousGame, *, width: Scalar | str = Fraction(1, 10**12), time_limit: float | None = None
) -> SymmetricEquilibria:
    """All symmetric equilibria of `game`, in order of p.

    An irrational `prob` of degree above two lies in an enclosure no wider than `width`, its payoff in one no wider than
    width max(1, |payoff|). Where a multiple root that is irrational, or too many players, leave the list open, the status is UNKNOWN
    and `reason` says where. Raises Unsupported if payoffs or the number of players hold symbols, InvalidScalar unless `width` > 0,
    LimitReached when `time_limit` seconds have passed before the list is settled (its `partial` is the answer until then).
    Source: [PenaLehmannNoeldeke2014]_.

    >>> game = AnonymousGame.from_functions(3, ("out", "in"), (lambda k: 1, lambda k: 3 * (k == 1)))
    >>> [(root.prob.text, root.payoff, root.stable) for root in symmetric_equilibria(game).equilibria[1:]]
    [('(3 - sqrt(3))/6', Fraction(1, 1), False), ('(3 + sqrt(3))/6', Fraction(1, 1), True)]
    """
    narrow = exact(width, "width")
    if not is_number(narrow) or narrow <= 0:
        raise InvalidScalar("width", text(narrow), "a positive number")
    counts = range(game.size)
    first, second = (numbers_only([game.payoff_at(a, k) for k in counts], "symmetric_equilibria") for a in (0, 1))
    gains = tuple(after - before for before, after in zip(first, second, strict=True))
    low, high = _ends(first, second, gains)
    if not any(gains):
        ends = (Fraction(0), Fraction(1))
        return SymmetricEquilibria(game, (*low, *high), ends, (), True, Status.DECIDED, ENGINES)
    clock = Clock(time_limit)
    found = isolate(gains, narrow, clock)
    payoff = min(_Payoff.of(first), _Payoff.of(second), key=lambda own: own.degree)
    inside = tuple(_stated(root, payoff, narrow) for root in found.roots)
    status = Status.UNKNOWN if found.unsettled else Status.DECIDED
    answer = SymmetricEquilibria(
        game, (*low, *inside, *high), None, found.splits, not found.unsettled, status, ENGINES, found.reason
    )
    if found.unsettled and clock.past():
        passed = f"that the time limit of {time_limit} s has passed, with {len(answer.equilibria)} equilibria found"
        raise LimitReached(
            "symmetric_equilibria", passed, "", "Raise the limit; `partial` holds what was found.", answer
        )
    return answer


def _ends(
    first: Sequence[Fraction], second: Sequence[Fraction], gains: Sequence[Fraction]
) -> tuple[list[SymmetricEquilibrium], list[SymmetricEquilibrium]]:
    """The equilibria p = 0 and p = 1, each in a list that may be empty."""
    low = SymmetricEquilibrium(Fraction(0), first[0], gains[0] < 0)
    high = SymmetricEquilibrium(Fraction(1), second[-1], gains[-1] > 0)
    return [low] if gains[0] <= 0 else [], [high] if gains[-1] >= 0 else []


def _stated(root: Root, payoff: _Payoff, width: Fraction) -> SymmetricEquilibrium:
    return SymmetricEquilibrium(root.value, payoff.at(root, width), root.before > 0 > root.after, root.piece)


@dataclass(frozen=True, slots=True)
class _Payoff:
    """An action's expected payoff by p: `factor` times the polynomial with Bernstein coefficients `numbers`.

    `powers` are its coefficients in powers of p where the degree is low.
    """

    numbers: list[int]
    factor: Fraction
    powers: list[int] | None

    @classmethod
    def of(cls, payoffs: Sequence[Fraction]) -> _Payoff:
        numbers, factor = whole(payoffs)
        return cls(numbers, factor, power_basis(numbers, LOW_DEGREE))

    @property
    def degree(self) -> int:
        return len(self.numbers if self.powers is None else self.powers) - 1

    def at(self, root: Root, width: Fraction) -> Real:
        """The payoff at a root: exact where the root is rational or the payoff reduces to degree two, else enclosed."""
        if self.powers is not None and (root.minimal or len(self.powers) == 1):
            reduced = _remainder(self.powers, root.minimal)
            if len(reduced) <= 1:
                return self.factor * sum(reduced)
            if isinstance(root.value, AlgebraicNumber) and len(reduced) == 2:
                return _line(root.value, self.factor * reduced[0], self.factor * reduced[1])
        if isinstance(root.value, Fraction) and self.degree <= LARGEST_DEGREE:
            return self.factor * evaluated(self.numbers, self.powers, root.value)
        return self._enclosed(root, width)

    def _enclosed(self, root: Root, width: Fraction) -> Enclosure:
        """Bounds from ball arithmetic; the root is narrowed until they are close enough."""
        bits = 16 + len(self.numbers).bit_length() + math.ceil(1 / width).bit_length()
        while True:
            lo, hi = root.narrowed(Fraction(1, 2**bits))
            ball = self._ball(lo, hi, 2 * bits + 64)
            least, most = (self.factor * Fraction(int(end.p), int(end.q)) for end in ball)
            allowed = width * max(Fraction(1), min(abs(least), abs(most))) / 2
            if most - least <= allowed:
                grid = 2 ** math.ceil(8 / width).bit_length()
                return Enclosure(Fraction(math.floor(least * grid), grid), Fraction(math.ceil(most * grid), grid))
            bits += 8 + math.ceil((most - least) / allowed).bit_length()

    def _ball(self, lo: Fraction, hi: Fraction, precision: int) -> tuple[Any, Any]:
        """Rational bounds of the polynomial on [lo, hi], rounded outward by arb."""
        from flint import arb, arb_poly, ctx, fmpq

        with ctx.workprec(precision):
            p = arb(fmpq(lo.numerator, lo.denominator)).union(arb(fmpq(hi.numerator, hi.denominator)))
            total = arb_poly(self.powers)(p) if self.powers is not None else _bernstein_sum(self.numbers, p)
            return total.lower().fmpq(), total.upper().fmpq()


def _bernstein_sum(numbers: Sequence[int], p: Any) -> Any:
    """sum_k C(N, k) p^k (1-p)^(N-k) numbers[k] for a ball p inside (0, 1)."""
    size = len(numbers) - 1
    odds, weight = p / (1 - p), (1 - p) ** size
    total = weight * numbers[0]
    for k in range(size):
        weight = weight * odds * (size - k) / (k + 1)
        total += weight * numbers[k + 1]
    return total


def _remainder(powers: Sequence[int], divisor: Sequence[int]) -> list[Fraction]:
    """The polynomial modulo `divisor` (none: the polynomial itself), coefficients of 1, p, p^2 ..."""
    from flint import fmpq_poly

    dividend = fmpq_poly(list(powers))
    reduced = dividend % fmpq_poly(list(divisor)) if divisor else dividend
    return [Fraction(int(c.p), int(c.q)) for c in reduced.coeffs()]


def _line(root: AlgebraicNumber, constant: Fraction, slope: Fraction) -> AlgebraicNumber:
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
