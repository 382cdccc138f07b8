"""Real algebraic numbers and sets of solutions of polynomial inequalities in one variable, exactly.

Polynomials are ascending coefficients: (c_0, c_1, ...) is c_0 + c_1 x + ...

Roots       factor over the rationals (flint), then isolate each irreducible factor's real roots by bisection with Descartes' rule of signs:
            a polynomial whose coefficients after x -> (lo + hi x)/(1 + x) change sign v times has v - 2j roots in (lo, hi).
Signs       p(a) = 0 iff the minimal polynomial of a divides p; otherwise refine a until an interval evaluation of p leaves 0 out.
Sets        the roots of all polynomials cut the line into points and open cells on which every sign is constant.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache, total_ordering
from itertools import pairwise
from typing import Any, TypeAlias, Union

from games.errors import InvalidGame, InvalidScalar, Unsupported, shorten
from games.exact.formula import Formula, Scalar, power_of, product_of, sum_of
from games.exact.scalars import text
from games.exact.squares import split_square
from games.exact.sympy_bridge import fraction_of, is_sympy

Coefficients: TypeAlias = Sequence[Fraction | int]
Real: TypeAlias = Union[Fraction, "AlgebraicNumber"]
Bounds: TypeAlias = tuple[Fraction, Fraction]


@total_ordering
@dataclass(frozen=True, slots=True, eq=False)
class AlgebraicNumber:
    """The one root of an irreducible integer polynomial of degree at least 2 in the open interval (lo, hi).

    `polynomial` holds ascending coefficients; they are made coprime with a positive leading one. Rational numbers are
    Fractions, never this. Raises InvalidScalar where the polynomial is reducible or the interval does not hold exactly one root.

    >>> golden = AlgebraicNumber((-1, -1, 1), Fraction(1), Fraction(2))
    >>> golden.text, golden > Fraction(3, 2), golden.sign_at((-1, -1, 1))
    ('(1 + sqrt(5))/2', True, 0)
    """

    polynomial: tuple[int, ...]
    lo: Fraction
    hi: Fraction

    def __post_init__(self) -> None:
        polynomial = _primitive(self.polynomial)
        object.__setattr__(self, "polynomial", polynomial)
        object.__setattr__(self, "lo", Fraction(self.lo))
        object.__setattr__(self, "hi", Fraction(self.hi))
        where = f"algebraic number, {shorten(str(polynomial))} in ({self.lo}, {self.hi})"
        if len(polynomial) < 3 or not _irreducible(polynomial):
            raise InvalidScalar(where, "a reducible polynomial or one of degree below 2", "an irreducible one")
        if self.lo >= self.hi or _roots_inside(polynomial, self.lo, self.hi) != 1:
            raise InvalidScalar(where, "an interval that does not hold exactly one root", "an isolating interval")

    @property
    def degree(self) -> int:
        """The degree of the minimal polynomial."""
        return len(self.polynomial) - 1

    # order

    def __eq__(self, other: object) -> bool:
        if isinstance(other, AlgebraicNumber):
            return self.polynomial == other.polynomial and self._overlaps(other)
        return False if isinstance(other, (int, Fraction)) else NotImplemented

    def _overlaps(self, other: AlgebraicNumber) -> bool:
        """Is the root of the common polynomial in both intervals?"""
        lo, hi = max(self.lo, other.lo), min(self.hi, other.hi)
        return lo < hi and _sign(self.polynomial, lo) != _sign(self.polynomial, hi)

    def __lt__(self, other: Real | int) -> bool:
        if isinstance(other, AlgebraicNumber):
            return self != other and self._before(other)
        if not isinstance(other, (int, Fraction)):
            return NotImplemented
        if not self.lo < other < self.hi:
            return other >= self.hi
        return _sign(self.polynomial, Fraction(other)) != _sign(self.polynomial, self.lo)

    def _before(self, other: AlgebraicNumber) -> bool:
        """Is this number, known to differ from the other, the smaller?"""
        width = min(self.hi - self.lo, other.hi - other.lo)
        left, right = (self.lo, self.hi), (other.lo, other.hi)
        while left[1] > right[0] and right[1] > left[0]:
            width /= 16
            left, right = _refined(self.polynomial, left, width), _refined(other.polynomial, right, width)
        return left[1] <= right[0]

    def __hash__(self) -> int:
        return hash(self.polynomial)

    # values

    def enclosure(self, width: Fraction = Fraction(1, 10**12)) -> Bounds:
        """Rational bounds no further apart than width * max(1, |x|).

        >>> lo, hi = AlgebraicNumber((-2, 0, 1), Fraction(1), Fraction(2)).enclosure(Fraction(1, 100))
        >>> lo < hi and hi - lo <= Fraction(3, 200) and lo**2 < 2 < hi**2
        True
        """
        width = Fraction(width)
        if width <= 0:
            raise InvalidScalar("width of an enclosure", str(width), "a positive number")
        bounds = (self.lo, self.hi)
        while True:
            least = Fraction(0) if bounds[0] < 0 < bounds[1] else min(map(abs, bounds))
            goal = width * max(Fraction(1), least)
            if bounds[1] - bounds[0] <= goal:
                return bounds
            bounds = _refined(self.polynomial, bounds, max(goal, (bounds[1] - bounds[0]) / 2**32))

    def refined(self, width: Fraction) -> AlgebraicNumber:
        """The same number with an isolating interval no wider than `width`."""
        return AlgebraicNumber(self.polynomial, *_refined(self.polynomial, (self.lo, self.hi), Fraction(width)))

    def sign_at(self, coefficients: Coefficients) -> int:
        """The exact sign (-1, 0, 1) that a polynomial has at this number.

        >>> AlgebraicNumber((-2, 0, 1), Fraction(1), Fraction(2)).sign_at((Fraction(-7, 5), 1))
        1
        """
        value = _primitive(coefficients)
        if not value:
            return 0
        if len(value) >= len(self.polynomial) and _divides(self.polynomial, value):
            return 0
        positive = (
            1 if next(c for c in reversed(coefficients) if c) > 0 else -1
        )  # _primitive made the leading one positive
        bounds = (self.lo, self.hi)
        while True:
            low, high = _range(value, bounds)
            if low > 0 or high < 0:
                return positive if low > 0 else -positive
            bounds = _refined(self.polynomial, bounds, (bounds[1] - bounds[0]) / 2**16)

    @property
    def approx(self) -> float:
        """The nearest float, to about one unit in the last place; for the eye only."""
        lo, hi = self.enclosure(Fraction(1, 2**70))
        return float((lo + hi) / 2)

    def __float__(self) -> float:
        return self.approx

    @property
    def text(self) -> str | None:
        """ "(a + b*sqrt(c))/e" for degree 2, else None."""
        if self.degree != 2:
            return None
        a, b, c, e = self._quadratic()
        root = f"sqrt({c})" if abs(b) == 1 else f"{abs(b)}*sqrt({c})"
        signed = f"{'-' if b < 0 else ''}{root}" if not a else f"{a} {'-' if b < 0 else '+'} {root}"
        if e == 1:
            return signed
        return f"({signed})/{e}" if a else f"{signed}/{e}"

    def _quadratic(self) -> tuple[int, int, int, int]:
        """(a, b, c, e) in lowest terms with x = (a + b sqrt(c))/e and e > 0."""
        p0, p1, p2 = self.polynomial
        outside, inside = split_square(p1 * p1 - 4 * p2 * p0)
        common = math.gcd(p1, outside, 2 * p2)
        b = outside if self > Fraction(-p1, 2 * p2) else -outside
        return -p1 // common, b // common, math.prod(inside), 2 * p2 // common

    def sympy(self) -> Any:
        """The number as an exact sympy expression: with sqrt for degree 2, else CRootOf."""
        import sympy

        if self.degree == 2:
            a, b, c, e = self._quadratic()
            return (sympy.Integer(a) + b * sympy.sqrt(c)) / e
        x = sympy.Symbol("x")
        expression = sympy.Add(*(sympy.Mul(c, x**i) for i, c in enumerate(self.polynomial)))
        place = sum(1 for root in real_roots(self.polynomial) if root < self)
        return sympy.CRootOf(expression, place)

    def __str__(self) -> str:
        return self.text or f"root of {polynomial_text(self.polynomial)} near {self.approx:.12g}"


def polynomial_text(coefficients: Coefficients, name: str = "x") -> str:
    """A polynomial in one name, highest power first, in the file grammar.

    >>> polynomial_text((-1, 0, 2))
    '2*x**2 - 1'
    """
    variable = Formula.name(name)
    terms = []
    for power in reversed(range(len(coefficients))):
        own = coefficients[power]
        if own:
            factors = [power_of(variable, Formula.number(power))] if power else []
            terms.append(product_of([Formula.number(own), *factors]))
    return sum_of(terms).text if terms else "0"


# --- integer polynomials --------------------------------------------------------------------------------------------


def _primitive(coefficients: Coefficients) -> tuple[int, ...]:
    """Coprime integer coefficients of the same roots, leading one positive; () for the zero polynomial."""
    rational = [Fraction(c) for c in coefficients]
    while rational and not rational[-1]:
        rational.pop()
    if not rational:
        return ()
    scale = math.lcm(*(c.denominator for c in rational))
    whole = [int(c * scale) for c in rational]
    common = math.gcd(*whole) * (1 if whole[-1] > 0 else -1)
    return tuple(c // common for c in whole)


def _sign(polynomial: Sequence[int], at: Fraction) -> int:
    """The sign of an integer polynomial at a rational, by Horner's rule on integers."""
    top, bottom = at.numerator, at.denominator
    value, scale = 0, 1
    for coefficient in reversed(polynomial):
        value = value * top + coefficient * scale
        scale *= bottom
    return (value > 0) - (value < 0)


def _range(polynomial: Sequence[int], bounds: Bounds) -> Bounds:
    """Bounds of the polynomial on an interval (Horner's rule in interval arithmetic)."""
    lo = hi = Fraction(0)
    left, right = bounds
    for coefficient in reversed(polynomial):
        ends = (lo * left, lo * right, hi * left, hi * right)
        lo, hi = min(ends) + coefficient, max(ends) + coefficient
    return lo, hi


def _refined(polynomial: Sequence[int], bounds: Bounds, width: Fraction) -> Bounds:
    """The isolating interval of an irrational root bisected until it is no wider than `width`."""
    lo, hi = bounds
    if hi - lo <= width:
        return bounds
    lo, hi = _dyadic(polynomial, lo, hi, width)
    below = _sign(polynomial, lo)
    while hi - lo > width:
        middle = (lo + hi) / 2
        if _sign(polynomial, middle) == below:
            lo = middle
        else:
            hi = middle
    return lo, hi


def _dyadic(polynomial: Sequence[int], lo: Fraction, hi: Fraction, width: Fraction) -> Bounds:
    """Ends moved inwards to short binary fractions, where the root stays inside; keeps the numbers of a bisection short."""
    step = Fraction(1, 2 ** max(0, 4 - _log2(hi - lo)))
    lower, upper = math.ceil(lo / step) * step, math.floor(hi / step) * step
    below = _sign(polynomial, lo)
    return (
        lower if _sign(polynomial, lower) == below else lo,
        upper if _sign(polynomial, upper) != below else hi,
    )


def _log2(value: Fraction) -> int:
    return value.numerator.bit_length() - value.denominator.bit_length()


def _irreducible(polynomial: Sequence[int]) -> bool:
    return _factors(tuple(polynomial)) == (tuple(polynomial),)


@lru_cache(1_024)
def _factors(polynomial: tuple[int, ...]) -> tuple[tuple[int, ...], ...]:
    """The different irreducible factors of an integer polynomial, content left out."""
    import flint

    _, factors = flint.fmpz_poly(list(polynomial)).factor()
    return tuple(sorted(_primitive([int(c) for c in factor.coeffs()]) for factor, _ in factors))


def _divides(divisor: Sequence[int], polynomial: Sequence[int]) -> bool:
    import flint

    remainder = flint.fmpq_poly(list(polynomial)) % flint.fmpq_poly(list(divisor))
    return len(remainder.coeffs()) == 0


# --- isolation ------------------------------------------------------------------------------------------------------


def _variations(polynomial: Any) -> int:
    """Changes of sign of the coefficients of (1 + x)**n p(1/(1 + x)): bounds the roots of p in (0, 1)."""
    import flint

    degree = polynomial.degree()
    reverse = flint.fmpz_poly([polynomial[degree - i] for i in range(degree + 1)])
    shifted = [int(c) for c in reverse(flint.fmpz_poly([1, 1])).coeffs() if c]
    return sum(1 for left, right in pairwise(shifted) if (left < 0) != (right < 0))


def _on_unit(polynomial: Sequence[int], lo: Fraction, hi: Fraction) -> Any:
    """An integer multiple of p(lo + (hi - lo) x)."""
    import flint

    scale = math.lcm(lo.denominator, hi.denominator)
    start, length = int(lo * scale), int((hi - lo) * scale)
    degree = len(polynomial) - 1
    raised = flint.fmpz_poly([c * scale ** (degree - i) for i, c in enumerate(polynomial)])
    return raised(flint.fmpz_poly([start, length]))


def _isolate(polynomial: Sequence[int], lo: Fraction, hi: Fraction) -> Iterator[Bounds]:
    """Disjoint open intervals with rational ends, ascending, one a root in (lo, hi), of a square-free polynomial with no rational root."""
    import flint

    shift = flint.fmpz_poly([1, 1])
    work = [(_on_unit(polynomial, lo, hi), lo, hi)]
    while work:
        unit, left, right = work.pop()
        count = _variations(unit)
        if count == 0:
            continue
        if count == 1:
            yield left, right
            continue
        degree, middle = unit.degree(), (left + right) / 2
        lower = flint.fmpz_poly([c * 2 ** (degree - i) for i, c in enumerate(unit.coeffs())])
        work.append((lower(shift), middle, right))
        work.append((lower, left, middle))


def _roots_inside(polynomial: Sequence[int], lo: Fraction, hi: Fraction) -> int:
    return sum(1 for _ in _isolate(polynomial, lo, hi))


def _root_bound(polynomial: Sequence[int]) -> Fraction:
    """A power of 2 above every root's absolute value (Cauchy)."""
    ratio = 1 + Fraction(max(map(abs, polynomial[:-1])), abs(polynomial[-1]))
    return Fraction(2 ** max(1, _log2(ratio) + 1))


@lru_cache(1_024)
def _real_roots(polynomial: tuple[int, ...]) -> tuple[Real, ...]:
    """All real roots of a non-zero integer polynomial, ascending."""
    roots: list[Real] = []
    for factor in _factors(polynomial):
        if len(factor) == 2:
            roots.append(Fraction(-factor[0], factor[1]))
            continue
        bound = _root_bound(factor)
        roots.extend(_known(factor, lo, hi) for lo, hi in _isolate(factor, -bound, bound))
    return tuple(sorted(roots))


def _known(polynomial: tuple[int, ...], lo: Fraction, hi: Fraction) -> AlgebraicNumber:
    """An AlgebraicNumber whose parts are known to be right."""
    number = object.__new__(AlgebraicNumber)
    for name, value in (("polynomial", polynomial), ("lo", lo), ("hi", hi)):
        object.__setattr__(number, name, value)
    return number


def real_roots(coefficients: Coefficients, lo: Real | None = None, hi: Real | None = None) -> tuple[Real, ...]:
    """The different real roots in the closed interval [lo, hi] (None: unbounded), ascending.

    Rational roots are Fractions. Raises InvalidGame for the zero polynomial, whose roots are all numbers.

    >>> [str(root) for root in real_roots((2, -2, -1, 1))]
    ['-sqrt(2)', '1', 'sqrt(2)']
    """
    polynomial = _primitive(coefficients)
    if not polynomial:
        raise InvalidGame("roots", "the zero polynomial", "a polynomial with a coefficient other than 0")
    if len(polynomial) == 1:
        return ()
    return tuple(root for root in _real_roots(polynomial) if (lo is None or lo <= root) and (hi is None or root <= hi))


def sign_of_polynomial(coefficients: Coefficients, at: Real) -> int:
    """The exact sign of a polynomial at a real number.

    >>> sign_of_polynomial((-2, 0, 1), Fraction(3, 2))
    1
    """
    if isinstance(at, AlgebraicNumber):
        return at.sign_at(coefficients)
    value = Fraction(0)
    for coefficient in reversed(coefficients):
        value = value * at + coefficient
    return (value > 0) - (value < 0)


# --- sets -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Interval:
    """The numbers between lo and hi, with the ends that are closed; a point is [x, x]. Ends may be parametric sympy expressions.

    >>> print(Interval(Fraction(1, 2), True, Fraction(1), False))
    [1/2, 1)
    """

    lo: Real | Scalar
    lo_closed: bool
    hi: Real | Scalar
    hi_closed: bool

    @staticmethod
    def point(value: Real | Scalar) -> Interval:
        """The interval of one number."""
        return Interval(value, True, value, True)

    @property
    def is_point(self) -> bool:
        """Is it one number?"""
        return self.lo_closed and self.hi_closed and bool(self.lo == self.hi)

    def __contains__(self, value: Real | int) -> bool:
        above = self.lo < value or (self.lo_closed and self.lo == value)
        return bool(above and (value < self.hi or (self.hi_closed and self.hi == value)))

    def __str__(self) -> str:
        ends = [str(end) if isinstance(end, AlgebraicNumber) else text(end) for end in (self.lo, self.hi)]
        return f"{'[' if self.lo_closed else '('}{ends[0]}, {ends[1]}{']' if self.hi_closed else ')'}"


#: The discount factors.
UNIT = Interval(Fraction(0), True, Fraction(1), False)


@dataclass(frozen=True, slots=True)
class SignCell:
    """A point or an open interval on which each polynomial has one sign."""

    interval: Interval
    signs: tuple[int, ...]


def between(left: Real, right: Real) -> Fraction:
    """A short rational strictly between two numbers, left < right.

    >>> between(Fraction(1, 3), Fraction(1, 2))
    Fraction(3, 8)
    """
    if not left < right:
        raise InvalidGame("ends", f"{left} and {right}", "left < right")
    low, high = _upper(left), _lower(right)
    width = Fraction(1)
    while low >= high:
        low, high = _upper(left, width), _lower(right, width)
        width /= 16
    step = Fraction(1, 2 ** max(0, 1 - _log2(high - low)))
    while True:
        candidate = (math.floor(low / step) + 1) * step
        if candidate < high:
            return candidate
        step /= 2


def _upper(value: Real, width: Fraction | None = None) -> Fraction:
    if not isinstance(value, AlgebraicNumber):
        return value
    return value.hi if width is None else _refined(value.polynomial, (value.lo, value.hi), width)[1]


def _lower(value: Real, width: Fraction | None = None) -> Fraction:
    if not isinstance(value, AlgebraicNumber):
        return value
    return value.lo if width is None else _refined(value.polynomial, (value.lo, value.hi), width)[0]


def sign_cells(polynomials: Sequence[Coefficients], lo: Real, hi: Real) -> tuple[SignCell, ...]:
    """The cells of [lo, hi], ascending: the points lo, hi and every root between, and the open intervals between these.

    >>> [(str(cell.interval), cell.signs) for cell in sign_cells([(-1, 2)], Fraction(0), Fraction(1))]
    [('[0, 0]', (-1,)), ('(0, 1/2)', (-1,)), ('[1/2, 1/2]', (0,)), ('(1/2, 1)', (1,)), ('[1, 1]', (1,))]
    """
    points: list[Real] = [lo] if lo == hi else [lo, hi]
    rows = [_primitive(polynomial) for polynomial in polynomials]
    for row in rows:
        if row:
            points.extend(root for root in real_roots(row, lo, hi) if root not in points)
    points.sort()

    def at(value: Real) -> tuple[int, ...]:
        return tuple(sign_of_polynomial(polynomial, value) for polynomial in polynomials)

    cells = [SignCell(Interval.point(points[0]), at(points[0]))]
    for left, right in pairwise(points):
        cells.append(SignCell(Interval(left, False, right, False), at(between(left, right))))
        cells.append(SignCell(Interval.point(right), at(right)))
    return tuple(cells)


_TESTS: dict[str, Callable[[int], bool]] = {
    ">=": lambda sign: sign >= 0,
    ">": lambda sign: sign > 0,
    "=": lambda sign: sign == 0,
    "!=": lambda sign: sign != 0,
}


def solution_set(constraints: Iterable[tuple[Coefficients, str]], domain: Interval = UNIT) -> tuple[Interval, ...]:
    """The x in `domain` at which every polynomial stands in its relation (>=, >, =, !=) to 0.

    Disjoint, merged, ascending intervals; isolated points are [x, x]; the empty set is (). The domain's ends are numbers.

    >>> [str(part) for part in solution_set([((-1, 2), ">=")])]
    ['[1/2, 1)']
    >>> [str(part) for part in solution_set([((1, -5, 6), ">=")])]
    ['[0, 1/3]', '[1/2, 1)']
    """
    pairs = list(constraints)
    for _, op in pairs:
        if op not in _TESTS:
            raise InvalidGame("constraint", f'"{op}"', f"one of {', '.join(_TESTS)}")
    for end in (domain.lo, domain.hi):
        if not isinstance(end, (Fraction, AlgebraicNumber)):
            raise Unsupported("domain", f"the end {shorten(str(end))}", "ends that are numbers")
    if not domain.lo < domain.hi and not domain.is_point:
        return ()
    kept = []
    for cell in sign_cells([row for row, _ in pairs], domain.lo, domain.hi):
        inside = _inside(cell.interval, domain)
        if inside and all(_TESTS[op](sign) for sign, (_, op) in zip(cell.signs, pairs, strict=True)):
            kept.append(cell.interval)
    return merged(kept)


def _inside(cell: Interval, domain: Interval) -> bool:
    """Does a cell of the closed domain belong to the domain? Only its two ends may not."""
    if not cell.is_point:
        return True
    return (domain.lo_closed or cell.lo != domain.lo) and (domain.hi_closed or cell.hi != domain.hi)


def merged(intervals: Sequence[Interval]) -> tuple[Interval, ...]:
    """Ascending disjoint intervals with those joined that touch without a gap.

    >>> zero, half, one = Fraction(0), Fraction(1, 2), Fraction(1)
    >>> [str(part) for part in merged([Interval(zero, True, half, False), Interval(half, True, one, False)])]
    ['[0, 1)']
    """
    joined: list[Interval] = []
    for own in intervals:
        if joined and joined[-1].hi == own.lo and (joined[-1].hi_closed or own.lo_closed):
            joined[-1] = Interval(joined[-1].lo, joined[-1].lo_closed, own.hi, own.hi_closed)
        else:
            joined.append(own)
    return tuple(joined)


# --- constants of sympy ---------------------------------------------------------------------------------------------


def real_value(value: Scalar | int, where: str = "value") -> Real:
    """The real number that a scalar without symbols is. Raises Unsupported where symbols are left.

    >>> from games.exact import parse_scalar
    >>> real_value(parse_scalar("(1 + sqrt(5))/2", allow_sqrt=True)).polynomial
    (-1, -1, 1)
    """
    constant = _constant(value, where)
    if isinstance(constant, Fraction):
        return constant
    import sympy

    x = sympy.Symbol("x")
    minimal = sympy.Poly(sympy.minimal_polynomial(constant, x), x)
    roots = real_roots([Fraction(int(c.p), int(c.q)) for c in reversed(minimal.all_coeffs())])
    precision = 64
    while len(roots) > 1:
        ball = _ball(constant, precision)
        roots = tuple(root for root in roots if _touches(root, ball, precision))
        precision *= 2
    return roots[0]


def sign_of(value: Scalar | int, where: str = "value") -> int:
    """The exact sign of a scalar without symbols. Raises Unsupported where symbols are left.

    >>> from games.exact import parse_scalar
    >>> sign_of(parse_scalar("sqrt(2) + sqrt(3) - sqrt(5 + 2*sqrt(6))", allow_sqrt=True))
    0
    """
    constant = _constant(value, where)
    if isinstance(constant, Fraction):
        return (constant > 0) - (constant < 0)
    for precision in (64, 256):
        ball = _ball(constant, precision)
        if not ball.contains(0):
            return 1 if ball > 0 else -1
    number = real_value(constant, where)
    return (number > 0) - (number < 0)


def _constant(value: Scalar | int, where: str) -> Scalar:
    if isinstance(value, (int, Fraction)):
        return Fraction(value)
    if not is_sympy(value):
        raise InvalidScalar(where, shorten(repr(value)), "an exact scalar")
    if value.free_symbols:
        names = ", ".join(sorted(symbol.name for symbol in value.free_symbols))
        raise Unsupported(where, f"the symbols {shorten(names)}", "numbers", "Give values to the symbols.")
    if value.is_Rational:
        return fraction_of(value)
    return value


def _ball(value: Any, precision: int) -> Any:
    """A certified enclosure of a real constant in sqrt, rational powers, Min, Max and CRootOf (ball arithmetic)."""
    import flint

    with flint.ctx.workprec(precision):
        return _evaluate_ball(value, precision)


def _evaluate_ball(value: Any, precision: int) -> Any:
    import flint
    import sympy

    if value.is_Rational:
        return flint.arb(flint.fmpq(int(value.p), int(value.q)))
    if isinstance(value, sympy.CRootOf):
        return _ball_of_root(value, precision)
    parts = [_evaluate_ball(part, precision) for part in value.args]
    if value.is_Add:
        return sum(parts[1:], parts[0])
    if value.is_Mul:
        return math.prod(parts[1:], start=parts[0])
    if value.is_Pow and value.exp.is_Rational:
        if value.exp.is_Integer:
            return parts[0] ** int(value.exp)
        return parts[0].sqrt() ** int(value.exp.p) if value.exp.q == 2 else parts[0] ** parts[1]
    if isinstance(value, (sympy.Min, sympy.Max)):
        pick = "min" if isinstance(value, sympy.Min) else "max"
        best = parts[0]
        for part in parts[1:]:
            best = getattr(best, pick)(part)
        return best
    raise Unsupported("value", shorten(str(value)), "a constant in roots of numbers")


def _ball_of_root(value: Any, precision: int) -> Any:
    coefficients = [Fraction(int(c.p), int(c.q)) for c in reversed(value.poly.all_coeffs())]
    root = real_roots(coefficients)[value.index]  # sympy numbers the real roots first, ascending
    lo, hi = (root, root) if isinstance(root, Fraction) else root.enclosure(Fraction(1, 2**precision))
    return _hull(lo, hi)


def _hull(lo: Fraction, hi: Fraction) -> Any:
    import flint

    ends = [flint.arb(flint.fmpq(end.numerator, end.denominator)) for end in (lo, hi)]
    return ends[0].union(ends[1])


def _touches(root: Real, ball: Any, precision: int) -> bool:
    import flint

    lo, hi = (root, root) if isinstance(root, Fraction) else root.enclosure(Fraction(1, 2**precision))
    with flint.ctx.workprec(2 * precision):
        return bool(_hull(lo, hi).overlaps(ball))
