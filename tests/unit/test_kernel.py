"""The kernel on cases small enough to check by hand."""

from fractions import Fraction

import pytest
import sympy as sp

from games.errors import InvalidCertificate
from proofs.checker.kernel import (
    Hypothesis,
    Multiple,
    Polynomial,
    Product,
    Ratio,
    Refutation,
    against,
    conditions,
    determinant,
    node_key,
    read,
    refutes,
)
from proofs.checker.roots import (
    bernstein_on,
    check_isolation,
    count_roots,
    divides,
    sign_at_root,
    sign_changes,
    squarefree,
    value_at,
)

X, Y = Polynomial.variable("x"), Polynomial.variable("y")
ONE = Fraction(1)


def test_a_polynomial_refuses_monomials_that_could_hide_a_division():
    for monomial in [(("x", -1),), (("x", 0),), (("y", 1), ("x", 1)), (("x", 1), ("x", 1)), ((3, 1),), (("x", True),)]:
        with pytest.raises(InvalidCertificate):
            Polynomial({monomial: ONE})
    for coefficient in (0.5, True, "1", None):
        with pytest.raises(InvalidCertificate):
            Polynomial({(("x", 1),): coefficient})


def test_views_of_a_polynomial():
    p = X**2 * Y + 3 * X - Y
    assert p.names == {"x", "y"}
    assert p.degree == 3
    assert p.coefficients_in("x") == (-Y, Polynomial.constant(3), Y)
    assert p.substitute({"x": Y, "y": X}) == Y**2 * X + 3 * Y - X
    assert p.at({"x": 2, "y": Fraction(1, 2)}) == Fraction(15, 2)
    assert (1 - X**2).univariate("x") == (1, 0, -1)
    with pytest.raises(InvalidCertificate):
        p.univariate("x")
    with pytest.raises(InvalidCertificate):
        p.at({"y": 1})


def test_powers_that_would_exhaust_the_machine_are_refused():
    with pytest.raises(InvalidCertificate):
        X ** (10**9)
    with pytest.raises(InvalidCertificate):
        read(sp.Symbol("x") ** 99999)


def test_a_ratio_keeps_every_denominator_of_its_source():
    x = Ratio(X)
    assert x / x == Ratio(Polynomial.constant(1))
    assert (x / x).denominator == X
    one_over_y = Ratio(Polynomial.constant(1), Y)
    assert (x / one_over_y) == Ratio(X * Y)
    assert (x / one_over_y).denominator.at({"y": 0}) == 0
    assert x**-2 == Ratio(Polynomial.constant(1), X**2)
    with pytest.raises(InvalidCertificate):
        x / Ratio(X - X)


def test_reading_walks_sums_products_powers_and_refuses_the_rest():
    a, b = sp.symbols("a b")
    A, B = Polynomial.variable("a"), Polynomial.variable("b")
    assert read((a - b) / (a + 2) ** 2 + sp.Rational(1, 3)) == Ratio(A - B, (A + 2) ** 2) + Ratio(
        Polynomial.constant(Fraction(1, 3))
    )
    for node in (sp.sqrt(a), sp.Max(a, b), sp.Float("0.5"), sp.pi, a**b, sp.Dummy("a"), 0.5, "a", None, True):
        with pytest.raises(InvalidCertificate):
            read(node)
    top = sp.Max(a, b) + 1
    assert read(top, {node_key(sp.Max(b, a)): A}) == Ratio(A + 1)


def test_conditions_of_a_relation_clear_its_denominators_by_their_sign():
    x, y = sp.symbols("x y")
    assert conditions(x / y, ">", Fraction(1)) == (Hypothesis((X - Y) * Y, ">0"),)
    assert conditions(x / y, "<=", Fraction(1)) == (Hypothesis((Y - X) * Y, ">=0"), Hypothesis(Y**2, ">0"))
    assert against(x, "=", y) == (Hypothesis((X - Y) ** 2, ">0"),)
    assert against(x, "<", y) == (Hypothesis(X - Y, ">=0"),)
    with pytest.raises(InvalidCertificate):
        conditions(x, "=>", y)


def test_refutation_with_an_equation_a_square_and_a_strict_product():
    hypotheses = (Hypothesis(X - Y, "=0"), Hypothesis(X * Y + 1, "=0"), Hypothesis(X, ">0"))
    # x**2 = x*y = -1
    refutes(
        hypotheses,
        Refutation(
            (Product(ONE, (), (X,)), Product(ONE)),
            (Multiple(0, -X), Multiple(1, Polynomial.constant(-1))),
        ),
    )


@pytest.mark.parametrize(
    ("hypotheses", "refutation", "reason"),
    [
        ((Hypothesis(X, ">=0"),), Refutation(()), "must be positive"),
        (
            (Hypothesis(-X, ">=0"), Hypothesis(X, ">=0")),
            Refutation((Product(ONE, ((0, 1),)), Product(ONE, ((1, 1),)))),
            "must be",
        ),
        ((), Refutation((Product(Fraction(-1)), Product(ONE))), "not negative"),
        ((), Refutation((Product(Fraction(0)),)), "must be positive"),
        ((Hypothesis(X - X, ">0"),), Refutation((Product(ONE, ((1, 1),)),)), "hypothesis 1"),
        ((Hypothesis(X - X, ">0"),), Refutation((Product(ONE, ((-1, 1),)),)), "hypothesis -1"),
        ((Hypothesis(X - X, "=0"),), Refutation((Product(ONE, ((0, 1),)),)), "inequality"),
        ((Hypothesis(X - X, ">0"),), Refutation((), (Multiple(0, X),)), "an equation"),
        ((Hypothesis(X - X, ">0"),), Refutation((Product(ONE, ((0, 0),)),)), "power 0"),
        ((Hypothesis(X, ">0"),), Refutation((Product(ONE, ((0, 1),)),)), "identically zero"),
        ((), Refutation((Product(ONE, (), (X - X,)),)), "must be positive"),
    ],
)
def test_what_is_no_refutation_is_refused_with_the_reason(hypotheses, refutation, reason):
    with pytest.raises(InvalidCertificate, match=reason):
        refutes(hypotheses, refutation)


def test_determinant():
    assert determinant([[X, Y], [Y, X]]) == X**2 - Y**2
    assert determinant([]) == Polynomial.constant(1)
    assert determinant([[X * 0, X], [Y, X * 0]]) == -X * Y
    with pytest.raises(InvalidCertificate):
        determinant([[X, Y]])


def test_roots_at_the_ends_and_multiple_roots_count_once():
    p = (0, 0, -1, 3, -3, 1)  # x**2 (x - 1)**3
    assert [count_roots(p, 0, 1, ends) for ends in ("()", "(]", "[)", "[]")] == [0, 1, 1, 2]
    assert count_roots(p, None, None) == 2
    assert count_roots(p, 1, 1, "[]") == 1
    assert count_roots(p, 1, 1, "[)") == 0
    assert squarefree(p) in [(0, -1, 1), (0, 1, -1)]
    assert count_roots((5,), 0, 1) == 0
    for bad in [((0, 0), 0, 1), (p, 1, 0)]:
        with pytest.raises(InvalidCertificate):
            count_roots(*bad)
    with pytest.raises(InvalidCertificate):
        count_roots(p, 0, 1, "][")


def test_isolations_must_be_all_roots_once():
    p = (2, -3, 1)  # 1 and 2
    half, one, two = Fraction(1, 2), Fraction(1), Fraction(2)
    check_isolation(p, [(half, Fraction(3, 2)), (two, two)], 0, 3)
    for wrong in (
        [(half, Fraction(3, 2))],
        [(two, two), (two, two)],
        [(two, two), (one, one)],
        [(half, Fraction(3))],
        [(one, two)],
    ):
        with pytest.raises(InvalidCertificate):
            check_isolation(p, wrong, 0, 3)
    with pytest.raises(InvalidCertificate):
        check_isolation(p, [(two, two)], 0, 2)


def test_sign_at_an_algebraic_root():
    golden = (Fraction(1), Fraction(2))  # of x**2 - x - 1
    assert sign_at_root((-1, -1, 1), (-1, -1, 1), golden) == 0
    assert sign_at_root((-1619, 1000), (-1, -1, 1), golden) == -1
    assert sign_at_root((-1618, 1000), (-1, -1, 1), golden) == 1
    assert sign_at_root((-1, -2, 0, 1), (-1, -1, 1), golden) == 0  # (x + 1)(x**2 - x - 1)
    assert sign_at_root((), (-1, -1, 1), golden) == 0
    assert sign_at_root((-2, 1), (4, -4, 1), (Fraction(2), Fraction(2))) == 0
    assert divides((-1, -1, 1), (-1, -2, 0, 1))
    assert not divides((-1, 1), (-1, -2, 0, 1))


def test_bernstein_of_high_degree_is_quick_and_sees_the_one_root():
    degree = 600
    gains = [Fraction(k, degree) - Fraction(1, 3) for k in range(degree + 1)]  # the polynomial x - 1/3
    assert sign_changes(bernstein_on(gains, Fraction(0), Fraction(1, 3))) == 0
    third = bernstein_on(gains, Fraction(1, 4), Fraction(1, 2))
    assert sign_changes(third) == 1
    assert third[0] < 0 < third[-1]
    assert bernstein_on(gains, Fraction(1, 3), Fraction(1, 2))[0] == 0
    assert value_at((-1, 3), Fraction(1, 3)) == 0
