"""Mixed equilibria whose probabilities may be irrational: three ways to name one exactly, and lists of them.

Rational    the probabilities themselves, a `MixedProfile` of Fractions.
Algebraic   `AlgebraicProfile`: one real algebraic number t, and every probability a polynomial in t with rational coefficients.
Enclosed    `BoxProfile`: rational bounds of every probability, between which exactly one Nash equilibrium lies.

Definition  A profile x is a Nash equilibrium iff for every player i and action a: u_i(a, x_-i) <= u_i(x) [Nash1951]_. For rational
            probabilities `games.core.nash` decides that; `games.core.algebraic_profile` and `games.core.boxes` decide the two others.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from games.core.nash import MixedProfile
from games.core.solution import Enclosure, Real, Status
from games.core.strategic import StrategicGame
from games.core.subdivision import Step
from games.exact import AlgebraicNumber, text

Bounds = tuple[Fraction, Fraction]
Coefficients = tuple[Fraction, ...]
"""A polynomial by its coefficients of 1, t, t^2 ..."""

WIDTH = Fraction(1, 10**15)
"""How narrow the enclosures of values in a field of higher degree are made, in units of max(1, |x|)."""


@dataclass(frozen=True, slots=True)
class AlgebraicProfile:
    """`probabilities[i][a]` is a polynomial in `root`: the probability with which player i plays action a."""

    root: AlgebraicNumber
    probabilities: tuple[tuple[Coefficients, ...], ...]

    @property
    def values(self) -> tuple[tuple[Real, ...], ...]:
        """The probabilities, as numbers where they are rational or quadratic, else as narrow enclosures."""
        return tuple(tuple(value_at(self.root, own) for own in player) for player in self.probabilities)

    @property
    def bounds(self) -> tuple[tuple[Bounds, ...], ...]:
        """Narrow rational bounds of the probabilities."""
        near = self.root.enclosure(WIDTH)
        return tuple(
            tuple(
                _probability(bounds_at(own, near)) if remainder(own, self.root) else (Fraction(0),) * 2
                for own in player
            )
            for player in self.probabilities
        )


@dataclass(frozen=True, slots=True)
class BoxProfile:
    """`bounds[i][a]` are rational bounds of the probability with which player i plays a; exactly one equilibrium lies within.

    Actions that are not played have the bounds (0, 0), those played positive ones.
    """

    bounds: tuple[tuple[Bounds, ...], ...]

    @property
    def values(self) -> tuple[tuple[Real, ...], ...]:
        """The probabilities as enclosures, exact where both bounds agree."""
        return tuple(tuple(_between(own) for own in player) for player in self.bounds)


Point = MixedProfile | AlgebraicProfile | BoxProfile


@dataclass(frozen=True, slots=True)
class MixedEquilibrium:
    """One Nash equilibrium: where it is, and what each player gets there, said in the same way as the point.

    `payoffs` are Fractions at a rational point, polynomials in the root at an algebraic one, bounds in a box.
    """

    point: Point
    payoffs: tuple[Fraction | Coefficients | Bounds, ...]

    @property
    def probabilities(self) -> tuple[tuple[Real, ...], ...]:
        """For each player the probability of each action: Fractions, AlgebraicNumbers, or Enclosures."""
        if isinstance(self.point, tuple):
            return tuple(tuple(Fraction(own) for own in player) for player in self.point)
        return self.point.values

    @property
    def values(self) -> tuple[Real, ...]:
        """Each player's payoff as a number or an enclosure."""
        if isinstance(self.point, AlgebraicProfile):
            root = self.point.root
            return tuple(value_at(root, own) for own in self.payoffs if isinstance(own, tuple))
        return tuple(_between((own[0], own[1])) if isinstance(own, tuple) else own for own in self.payoffs)

    @property
    def support(self) -> tuple[tuple[int, ...], ...]:
        """For each player the indices of the actions played with positive probability."""
        return tuple(tuple(a for a, own in enumerate(player) if own != Fraction(0)) for player in self.probabilities)

    @property
    def kind(self) -> str:
        """ "rational", "algebraic" or "enclosed"."""
        return {AlgebraicProfile: "algebraic", BoxProfile: "enclosed"}.get(type(self.point), "rational")

    @property
    def is_pure(self) -> bool:
        """Whether every player plays one action for sure."""
        return all(len(own) == 1 for own in self.support)


@dataclass(frozen=True, slots=True)
class MixedEquilibria:
    """Nash equilibria of a game with any number of players, all pure ones among them.

    `complete`: these are all Nash equilibria, pure and mixed; `covering` is the evidence, a subdivision of the mixed profiles (see
    `games.core.subdivision`). Otherwise `reason` says what is missing, and if there are `regions`, the same evidence shows that all other
    equilibria lie in one of these: bounds of the probability of each action of each player. `cells` counts the cells looked at, `left`
    those not settled.
    """

    game: StrategicGame
    equilibria: tuple[MixedEquilibrium, ...]
    complete: bool
    status: Status
    engines: tuple[str, ...]
    covering: tuple[Step, ...] = ()
    regions: tuple[tuple[tuple[Bounds, ...], ...], ...] = ()
    cells: int = 0
    left: int = 0
    reason: str = ""

    def __str__(self) -> str:
        how_many = "all" if self.complete else "not known to be all"
        noun = "equilibrium" if len(self.equilibria) == 1 else "equilibria"
        lines = [f"{len(self.equilibria)} Nash {noun}, {how_many} ({self.status})"]
        for own in self.equilibria:
            players = zip(self.game.actions, own.probabilities, strict=True)
            played = (
                " + ".join(
                    label if weight == Fraction(1) else f"{real_text(weight)} {label}"
                    for label, weight in zip(labels, weights, strict=True)
                    if weight != Fraction(0)
                )
                for labels, weights in players
            )
            lines.append(f"{', '.join(played)}: payoffs {', '.join(map(real_text, own.values))}")
        return "\n".join(lines)


def real_text(value: Real) -> str:
    """A number for the eye: exact where it has a short form, else decimals with dots.

    >>> real_text(Enclosure(Fraction(1, 4), Fraction(1, 4) + WIDTH))
    '0.25000000...'
    """
    if isinstance(value, Fraction):
        return text(value)
    if isinstance(value, AlgebraicNumber):
        return value.text or f"{value.approx:.10f}..."
    return f"{float(value.lo):.8f}..."


def value_at(root: AlgebraicNumber, coefficients: Coefficients) -> Real:
    """The value of a polynomial at an algebraic number: exact if rational or quadratic, else narrowly enclosed.

    >>> value_at(AlgebraicNumber((-2, 0, 1), Fraction(1), Fraction(2)), (Fraction(1), Fraction(1, 2))).text
    '(2 + sqrt(2))/2'
    """
    reduced = remainder(coefficients, root)
    if len(reduced) <= 1:
        return reduced[0] if reduced else Fraction(0)
    if root.degree == 2:
        return _linear(root, reduced[0], reduced[1])
    width = WIDTH
    while True:
        lo, hi = bounds_at(reduced, root.enclosure(width))
        if hi - lo <= WIDTH * max(Fraction(1), min(abs(lo), abs(hi))):
            return Enclosure(lo, hi)
        width /= 2**16


def remainder(coefficients: Coefficients, root: AlgebraicNumber) -> Coefficients:
    """The polynomial of lowest degree with the same value at the root; () for zero."""
    rest, divisor = [Fraction(own) for own in coefficients], root.polynomial
    while len(rest) >= len(divisor):
        top = rest.pop() / divisor[-1]
        shift = len(rest) + 1 - len(divisor)
        for k, own in enumerate(divisor[:-1]):
            rest[shift + k] -= top * own
    while rest and rest[-1] == 0:
        rest.pop()
    return tuple(rest)


def bounds_at(coefficients: Coefficients, bounds: Bounds) -> Bounds:
    """An interval that holds the polynomial's values between the bounds (Horner's rule)."""
    low = high = Fraction(0)
    for own in reversed(coefficients):
        products = [end * x for end in (low, high) for x in bounds]
        low, high = min(products) + own, max(products) + own
    return low, high


def _linear(root: AlgebraicNumber, constant: Fraction, slope: Fraction) -> AlgebraicNumber:
    """constant + slope * root, for a quadratic root and a slope other than 0."""
    p0, p1, p2 = root.polynomial  # with y = c + s t: p2 (y - c)^2 + p1 s (y - c) + p0 s^2 = 0
    c, s = constant, slope
    coefficients = (p2 * c * c - p1 * s * c + p0 * s * s, p1 * s - 2 * p2 * c, Fraction(p2))
    scale = 1
    for own in coefficients:
        scale = scale * own.denominator
    ends = sorted((c + s * root.lo, c + s * root.hi))
    return AlgebraicNumber(tuple(int(own * scale) for own in coefficients), ends[0], ends[1])


def _probability(bounds: Bounds) -> Bounds:
    return max(bounds[0], Fraction(0)), min(bounds[1], Fraction(1))


def _between(bounds: Bounds) -> Real:
    return bounds[0] if bounds[0] == bounds[1] else Enclosure(*bounds)
