"""Laws of the kernel's arithmetic, and its counts of roots against polynomials built from known roots."""

from fractions import Fraction
from itertools import pairwise
from math import comb

from hypothesis import assume, given
from hypothesis import strategies as st

from proofs.checker.kernel import Polynomial, Ratio, determinant
from proofs.checker.roots import (
    bernstein_on,
    bernstein_split,
    check_isolation,
    common_divisor,
    count_roots,
    divide,
    divides,
    sign,
    sign_at_root,
    sign_changes,
    value_at,
)

fractions = st.fractions(min_value=-4, max_value=4, max_denominator=6)
exponents = st.dictionaries(st.sampled_from("xyz"), st.integers(1, 3), max_size=3)
monomials = exponents.map(lambda powers: tuple(sorted(powers.items())))
polynomials = st.dictionaries(monomials, fractions, max_size=4).map(Polynomial)
points = st.fixed_dictionaries(dict.fromkeys("xyz", fractions))
roots = st.lists(fractions, max_size=5)
zero, one = Polynomial.constant(0), Polynomial.constant(1)


@given(polynomials, polynomials, polynomials)
def test_polynomials_are_a_commutative_ring(p, q, r):
    assert p + q == q + p
    assert (p + q) + r == p + (q + r)
    assert p * q == q * p
    assert (p * q) * r == p * (q * r)
    assert p * (q + r) == p * q + p * r
    assert p + zero == p * one == p
    assert (p - p).is_zero
    assert hash(p + q) == hash(q + p)


@given(polynomials, polynomials, points, st.integers(0, 3))
def test_evaluation_is_a_homomorphism(p, q, point, exponent):
    assert (p + q).at(point) == p.at(point) + q.at(point)
    assert (p * q).at(point) == p.at(point) * q.at(point)
    assert (p**exponent).at(point) == p.at(point) ** exponent
    assert p.substitute({"x": q}).at(point) == p.at({**point, "x": q.at(point)})


@given(polynomials)
def test_the_coefficients_in_a_variable_rebuild_the_polynomial(p):
    x = Polynomial.variable("x")
    assert sum((c * x**k for k, c in enumerate(p.coefficients_in("x"))), zero) == p


@given(polynomials, polynomials, polynomials, polynomials, points)
def test_ratios_are_values_wherever_they_are_defined(a, b, c, d, point):
    assume(not b.is_zero and not c.is_zero and not d.is_zero)
    assume(all(p.at(point) for p in (b, c, d)))
    first, second = Ratio(a, b), Ratio(c, d)
    x, y = a.at(point) / b.at(point), c.at(point) / d.at(point)
    for ratio, value in [
        (first + second, x + y),
        (first - second, x - y),
        (first * second, x * y),
        (first / second, x / y),
    ]:
        assert ratio.numerator.at(point) == value * ratio.denominator.at(point)
        assert ratio.denominator.at(point) != 0


@given(st.lists(st.lists(polynomials, min_size=3, max_size=3), min_size=3, max_size=3))
def test_the_determinant_of_three_rows_is_the_rule_of_sarrus(m):
    (a, b, c), (d, e, f), (g, h, i) = m
    assert determinant(m) == a * e * i + b * f * g + c * d * h - c * e * g - b * d * i - a * f * h


def from_roots(values, factor=1, positive=()):
    """factor * product of (x - r) * product of (x**2 + s), with coefficients in increasing order."""
    p = [Fraction(factor)]
    for r in values:
        p = [-r * a + b for a, b in zip([*p, 0], [0, *p], strict=True)]
    for s in positive:
        p = [s * a + b for a, b in zip([*p, 0, 0], [0, 0, *p], strict=True)]
    return p


nonzero = st.integers(-3, 3).filter(bool)
ends = st.sampled_from(["()", "(]", "[)", "[]"])


@given(roots, nonzero, st.lists(st.integers(1, 3), max_size=2), st.tuples(fractions, fractions).map(sorted), ends)
def test_sturm_counts_the_roots_that_were_put_in(values, factor, positive, interval, end):
    lo, hi = interval
    p = from_roots(values, factor, positive)
    inside = {r for r in values if lo < r < hi or (r == lo < hi and end[0] == "[") or (lo < hi == r and end[1] == "]")}
    inside |= {r for r in values if lo == r == hi and end == "[]"}
    assert count_roots(p, lo, hi, end) == len(inside)
    assert count_roots(p, None, None) == len(set(values))
    assert count_roots(p, lo, None, "[)") == len({r for r in values if r >= lo})
    assert count_roots(p, None, hi) == len({r for r in values if r < hi})


@given(roots, roots, nonzero)
def test_division_and_common_divisor(first, second, factor):
    p, q = from_roots(first, factor), from_roots(second)
    quotient, remainder = divide(p, q)
    assert len(remainder) < len(q)
    common = common_divisor(p, q)
    assert divides(common, p)
    assert divides(common, q)
    shared = sum(min(first.count(r), second.count(r)) for r in set(first))
    assert len(common) - 1 == shared
    at = Fraction(7)  # beyond every root; quotient and remainder are known up to one positive factor each
    if shared == len(second):
        assert remainder == ()
        assert sign(value_at(quotient, at)) == sign(value_at(p, at))


@given(st.lists(fractions, min_size=1, max_size=4, unique=True), roots, nonzero)
def test_signs_at_roots_are_exact(values, others, factor):
    p, q = from_roots(values), from_roots(others, factor)
    values = sorted(values)
    gap = min((b - a for a, b in pairwise(values)), default=Fraction(1)) / 3
    isolations = [(r - gap, r + gap) for r in values]
    check_isolation(p, isolations, values[0] - gap, values[-1] + gap)
    for r, isolation in zip(values, isolations, strict=True):
        assert sign_at_root(q, p, isolation) == sign(value_at(q, r))


def bernstein(coefficients, x):
    n = len(coefficients) - 1
    return sum(c * comb(n, k) * x**k * (1 - x) ** (n - k) for k, c in enumerate(coefficients))


unit = st.fractions(min_value=0, max_value=1, max_denominator=7)


@given(st.lists(fractions, min_size=1, max_size=7), unit, unit, unit)
def test_subdivision_is_evaluation_up_to_one_positive_factor(coefficients, at, x, y):
    for part, to in zip(
        bernstein_split(coefficients, at), (lambda t: t * at, lambda t: at + t * (1 - at)), strict=True
    ):
        assert bernstein(part, x) * bernstein(coefficients, to(y)) == bernstein(part, y) * bernstein(
            coefficients, to(x)
        )
        assert sign(bernstein(part, x)) == sign(bernstein(coefficients, to(x)))


@given(st.lists(st.integers(-5, 5), min_size=1, max_size=7).filter(any), st.tuples(unit, unit).map(sorted))
def test_descartes_bounds_the_roots_with_their_parity(coefficients, interval):
    lo, hi = interval
    assume(lo < hi)
    n = len(coefficients) - 1
    power = [Fraction(0)] * (n + 1)
    for k, c in enumerate(coefficients):
        for j in range(n - k + 1):
            power[k + j] += c * comb(n, k) * comb(n - k, j) * (-1) ** j
    assume(any(power))
    part = bernstein_on(coefficients, lo, hi)
    changes = sign_changes(part)
    found = count_roots(power, lo, hi)
    assert found <= changes
    assert (changes == 0) <= (found == 0)
    assert (changes == 1) <= (found == 1)
    assert sign(part[0]) == sign(value_at(power, lo))
    assert sign(part[-1]) == sign(value_at(power, hi))
