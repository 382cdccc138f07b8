"""Real roots against polynomials built from known roots, exact signs, and sets of solutions against their definition."""

from __future__ import annotations

import math
from fractions import Fraction
from itertools import pairwise

import pytest
import sympy
from hypothesis import assume, given
from hypothesis import strategies as st

from games.errors import InvalidGame, InvalidScalar, Unsupported
from games.exact import (
    AlgebraicNumber,
    Interval,
    exact,
    parse_scalar,
    real_roots,
    real_value,
    sign_cells,
    sign_of,
    solution_set,
    text,
)
from games.exact.intervals import between, merged
from games.exact.polynomials import polynomial_text
from games.exact.roots import sign_of_polynomial

fractions = st.fractions(min_value=-3, max_value=3, max_denominator=7)
polynomials = st.lists(st.integers(-12, 12), min_size=1, max_size=7)
nonzero = polynomials.filter(any)
golden = AlgebraicNumber((-1, -1, 1), Fraction(1), Fraction(2))
root_two = AlgebraicNumber((-2, 0, 1), Fraction(1), Fraction(2))


def times(left, right):
    product = [Fraction(0)] * (len(left) + len(right) - 1)
    for i, a in enumerate(left):
        for j, b in enumerate(right):
            product[i + j] += a * b
    return product


def value(coefficients, x):
    return sum((Fraction(c) * x**i for i, c in enumerate(coefficients)), Fraction(0))


def sign(x):
    return (x > 0) - (x < 0)


# roots


@given(st.lists(fractions, max_size=6), st.integers(1, 5), st.fractions(max_denominator=9).filter(bool))
def test_rational_roots_come_back_as_fractions(roots, bend, scale):
    polynomial = [scale, 0, scale * bend]  # no real root
    for root in roots:
        polynomial = times(polynomial, [-root, 1])
    found = real_roots(polynomial)
    assert found == tuple(sorted(set(roots)))
    assert all(type(root) is Fraction for root in found)


@given(nonzero)
def test_roots_agree_with_sturm(coefficients):
    polynomial = sympy.Poly(list(reversed(coefficients)), sympy.Symbol("x"))
    found = real_roots(coefficients)
    if polynomial.degree() < 1:
        assert found == ()
        return
    assert len(found) == polynomial.sqf_part().count_roots()
    assert all(left < right for left, right in pairwise(found))
    for root in found:
        assert sign_of_polynomial(coefficients, root) == 0
        if isinstance(root, AlgebraicNumber):
            assert value(root.polynomial, root.lo) * value(root.polynomial, root.hi) < 0


@given(nonzero, fractions, fractions)
def test_roots_in_an_interval_include_its_ends(coefficients, a, b):
    lo, hi = min(a, b), max(a, b)
    expected = tuple(root for root in real_roots(coefficients) if lo <= root <= hi)
    assert real_roots(coefficients, lo, hi) == expected
    for root in expected:
        assert real_roots(coefficients, root, root) == (root,)


def test_roots_extremely_near_each_other_are_told_apart():
    a = 10**40
    mignotte = [-2, 4 * a, -2 * a * a, *[0] * 27, 1]  # x^30 - 2 (a x - 1)^2
    found = real_roots(mignotte)
    assert len(found) == 4
    assert found[1] < Fraction(1, a) < found[2]
    assert found[1] != found[2]
    near = real_roots(times([Fraction(-1, 3), 1], [Fraction(-1, 3) - Fraction(1, 10**60), 1]))
    assert len(near) == 2


def test_tiny_and_huge_coefficients_of_high_degree():
    coefficients = [Fraction((-1) ** (i * i % 7), 1) * Fraction(10) ** ((i * 5) % 19 - 9) for i in range(31)]
    expected = sympy.Poly(
        [sympy.Rational(c.numerator, c.denominator) for c in reversed(coefficients)], sympy.Symbol("x")
    )
    assert len(real_roots(coefficients)) == expected.count_roots()


def test_the_zero_polynomial_has_no_list_of_roots():
    with pytest.raises(InvalidGame, match="zero polynomial"):
        real_roots([0, 0])
    assert real_roots([5]) == ()


# algebraic numbers


@st.composite
def eisenstein(draw):
    """Irreducible with a positive root: every coefficient but the leading one even, the constant one -2 times an odd number."""
    middle = draw(st.lists(st.integers(-4, 4), min_size=1, max_size=4))
    constant, leading = draw(st.integers(0, 4)), draw(st.integers(0, 2))
    return (-2 * (2 * constant + 1), *(2 * c for c in middle), 2 * leading + 1)


def algebraic_numbers():
    return eisenstein().flatmap(lambda polynomial: st.sampled_from(real_roots(polynomial)))


pairs_of_roots = st.one_of(
    st.tuples(algebraic_numbers(), algebraic_numbers()),
    eisenstein().map(real_roots).flatmap(lambda roots: st.tuples(st.sampled_from(roots), st.sampled_from(roots))),
)


@given(pairs_of_roots, fractions)
def test_the_order_is_that_of_enclosures(pair, r):
    x, y = pair
    width = Fraction(1, 2**200)
    (x_lo, x_hi), (y_lo, y_hi) = x.enclosure(width), y.enclosure(width)
    assert (x < r) == (x_hi <= r)
    assert (x > r) == (r <= x_lo)
    assert x != r
    if x == y:
        assert hash(x) == hash(y)
        assert max(x_lo, y_lo) < min(x_hi, y_hi)
        assert not x < y
        assert not y < x
    else:  # polynomials as small as these keep their roots further apart than the enclosures are wide
        assert (x < y) == (x_hi <= y_lo)
        assert (x > y) == (y_hi <= x_lo)


@given(algebraic_numbers(), st.integers(1, 60))
def test_an_enclosure_is_as_narrow_as_asked(x, bits):
    width = Fraction(1, 2**bits)
    lo, hi = x.enclosure(width)
    assert lo < x < hi
    assert hi - lo <= width * max(1, min(abs(lo), abs(hi)))
    assert x.refined(width) == x
    assert hash(x.refined(width)) == hash(x)
    assert math.isclose(x.approx, float((lo + hi) / 2), abs_tol=float(hi - lo) + 1e-12)


@given(algebraic_numbers(), polynomials)
def test_signs_agree_with_enclosures_unless_zero(x, coefficients):
    found = x.sign_at(coefficients)
    whole = times(coefficients, [1]) if any(coefficients) else [Fraction(0)]
    lo, hi = x.enclosure(Fraction(1, 2**300))
    middle = value(whole, (lo + hi) / 2)
    if found:
        assert sign(middle) == found
    else:
        assert abs(middle) < Fraction(1, 2**200)
    assert x.sign_at(times(x.polynomial, coefficients)) == 0
    assert x.sign_at([-c for c in coefficients]) == -found
    assert x.sign_at([Fraction(c, 3) for c in coefficients]) == found


@given(st.integers(-20, 20), st.integers(-20, 20), st.integers(-6, 6).filter(bool))
def test_the_text_of_a_quadratic_number_reads_back(c, b, a):
    for root in real_roots((c, b, a)):
        if isinstance(root, Fraction):
            continue
        assert root.text is not None
        again = real_value(parse_scalar(root.text, allow_sqrt=True))
        assert again == root
        assert text(root.sympy()) == root.text
        assert sign_of(root.sympy() - sympy.Rational(1, 3)) == (1 if root > Fraction(1, 3) else -1)


@pytest.mark.parametrize(
    ("polynomial", "lo", "hi", "expected"),
    [
        ((-1, -1, 1), 1, 2, "(1 + sqrt(5))/2"),
        ((-1, -1, 1), -1, 0, "(1 - sqrt(5))/2"),
        ((-2, 0, 1), 1, 2, "sqrt(2)"),
        ((-1, 0, 2), -1, 0, "-sqrt(2)/2"),
        ((-18, 0, 1), 4, 5, "3*sqrt(2)"),
        ((1, -6, 1), 0, 1, "3 - 2*sqrt(2)"),
        ((2, 4, -1), 4, 5, "2 + sqrt(6)"),
        ((-1, -1, 0, 1), 1, 2, None),
    ],
)
def test_texts_are_reduced(polynomial, lo, hi, expected):
    assert AlgebraicNumber(polynomial, Fraction(lo), Fraction(hi)).text == expected


@pytest.mark.parametrize(
    ("polynomial", "lo", "hi"),
    [((-1, 0, 1), 0, 2), ((-2, 0, 1), 0, 1), ((-2, 0, 1), -2, 2), ((-2, 1), 1, 3), ((), 0, 1), ((-2, 0, 1), 2, 1)],
)
def test_what_does_not_isolate_one_irrational_root_is_refused(polynomial, lo, hi):
    with pytest.raises(InvalidScalar):
        AlgebraicNumber(polynomial, Fraction(lo), Fraction(hi))


def test_the_polynomial_is_made_primitive():
    assert AlgebraicNumber((4, 0, -2), Fraction(1), Fraction(2)) == root_two
    assert root_two.polynomial == (-2, 0, 1)
    with pytest.raises(InvalidScalar, match="positive"):
        root_two.enclosure(Fraction(0))


@given(algebraic_numbers())
def test_sympy_means_the_same_number(x):
    lo, hi = x.enclosure(Fraction(1, 10**20))
    expression = x.sympy()
    assert sign_of(expression - sympy.Rational(lo.numerator, lo.denominator)) == 1
    assert sign_of(expression - sympy.Rational(hi.numerator, hi.denominator)) == -1
    assert real_value(expression) == x
    assert exact(x) == expression


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("sqrt(2) + sqrt(3) - sqrt(5 + 2*sqrt(6))", 0),
        ("sqrt(2) + sqrt(3) - 22/7", 1),
        ("sqrt(2)*sqrt(3) - sqrt(6)", 0),
        ("(1 + sqrt(5))**7/128 - (29 + 13*sqrt(5))/2", 0),
        ("max(sqrt(2), 7/5) - sqrt(2)", 0),
        ("sqrt(10**40 + 1) - 10**20", 1),
        ("1/(sqrt(2) - 1) - sqrt(2) - 1", 0),
    ],
)
def test_signs_of_constants_in_roots(source, expected):
    assert sign_of(parse_scalar(source, allow_sqrt=True)) == expected


def test_signs_need_numbers():
    with pytest.raises(Unsupported, match="symbols x"):
        sign_of(exact("x"))


@given(st.one_of(fractions, algebraic_numbers()), st.one_of(fractions, algebraic_numbers()))
def test_there_is_a_rational_between_any_two(x, y):
    assume(x != y)
    left, right = (x, y) if x < y else (y, x)
    assert left < between(left, right) < right


# sets

OPS = {">=": lambda v: v >= 0, ">": lambda v: v > 0, "=": lambda v: v == 0, "!=": lambda v: v != 0}
constraints = st.lists(st.tuples(polynomials, st.sampled_from(list(OPS))), max_size=4)
factored = st.lists(st.fractions(0, 1, max_denominator=4), min_size=1, max_size=3)


def from_roots(roots):
    polynomial = [Fraction(1)]
    for root in roots:
        polynomial = times(polynomial, [-root, 1])
    return polynomial


touching = st.lists(st.tuples(factored.map(from_roots), st.sampled_from(list(OPS))), max_size=4)


@given(st.one_of(constraints, touching), st.lists(fractions, max_size=6))
def test_a_point_is_in_the_set_iff_it_satisfies_the_constraints(given_constraints, samples):
    found = solution_set(given_constraints)
    ends = {end for part in found for end in (part.lo, part.hi)}
    roots = {r for p, _ in given_constraints if any(p) for r in real_roots(p, Fraction(0), Fraction(1))}
    for x in {*ends, *roots, *samples, Fraction(0), Fraction(1), Fraction(1, 2)}:
        inside = 0 <= x < 1 and all(OPS[op](sign_of_polynomial(p, x)) for p, op in given_constraints)
        assert any(x in part for part in found) == inside


@given(st.one_of(constraints, touching))
def test_the_intervals_are_sorted_disjoint_and_merged(given_constraints):
    found = solution_set(given_constraints)
    for part in found:
        assert part.lo < part.hi or part.is_point
    for left, right in pairwise(found):
        assert left.hi <= right.lo
        if left.hi == right.lo:
            assert not left.hi_closed
            assert not right.lo_closed
    assert merged(found) == found


@given(polynomials, polynomials, fractions, fractions)
def test_sign_cells_cover_the_interval_in_order(p, q, a, b):
    lo, hi = min(a, b), max(a, b)
    cells = sign_cells([p, q], lo, hi)
    assert cells[0].interval == Interval.point(lo)
    assert cells[-1].interval == Interval.point(hi)
    for left, right in pairwise(cells):
        assert left.interval.hi == right.interval.lo
        assert left.interval.is_point != right.interval.is_point
    for cell in cells:
        if not cell.interval.is_point:
            inside = between(cell.interval.lo, cell.interval.hi)
            assert cell.signs == (sign(value(p, inside)), sign(value(q, inside)))


def shown(found):
    return [str(part) for part in found]


def test_familiar_sets():
    assert shown(solution_set([])) == ["[0, 1)"]
    assert shown(solution_set([((), ">=")])) == ["[0, 1)"]
    assert shown(solution_set([((0, 0), ">")])) == []
    assert shown(solution_set([((-1, 2), ">=")])) == ["[1/2, 1)"]
    assert shown(solution_set([((-1, 2), ">")])) == ["(1/2, 1)"]
    assert shown(solution_set([((-1, 4, -4), ">=")])) == ["[1/2, 1/2]"]
    assert shown(solution_set([((1, -4, 4), ">")])) == ["[0, 1/2)", "(1/2, 1)"]
    assert shown(solution_set([((-1, 2), "=")])) == ["[1/2, 1/2]"]
    assert shown(solution_set([((0, 1), "!=")])) == ["(0, 1)"]
    assert shown(solution_set([((-1, 1), ">=")])) == []
    assert shown(solution_set([((-1, 1), ">=")], Interval(Fraction(0), True, Fraction(1), True))) == ["[1, 1]"]
    assert shown(solution_set([((-1, 1, 1), ">=")])) == ["[(-1 + sqrt(5))/2, 1)"]
    assert shown(solution_set([((1,), ">")], Interval(root_two, False, golden, True))) == ["(sqrt(2), (1 + sqrt(5))/2]"]
    assert solution_set([], Interval(Fraction(1), True, Fraction(0), True)) == ()
    assert solution_set([], Interval(Fraction(1), True, Fraction(1), False)) == ()


def test_constraints_and_domains_are_checked():
    with pytest.raises(InvalidGame, match="one of >=, >, =, !="):
        solution_set([((1,), "<")])
    with pytest.raises(Unsupported, match="ends that are numbers"):
        solution_set([], Interval(exact("a"), True, exact("b"), True))


def test_parametric_intervals_can_be_written():
    assert str(Interval(exact("(T - R)/(T - P)"), True, Fraction(1), False)) == "[(T - R)/(T - P), 1)"
    assert polynomial_text((Fraction(1, 2), 0, -1)) == "-x**2 + 1/2"
