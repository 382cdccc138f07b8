"""The engine of refutations on the house's own statements; whatever it finds, the kernel accepts."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from games.exact import Relation, parse_relations
from proofs.checker.kernel import Hypothesis, Polynomial, refutes
from proofs.engines.krivine import find_refutation, negation, prove_implication, prove_relation


def relations(*texts: str) -> list[Relation]:
    return [relation for text in texts for relation in parse_relations(text)]


DILEMMA = ("T > R", "R > P", "P > S", "0 <= d < 1")
PUBLIC_GOOD = ("n >= 2", "1/n < m < 1", "0 <= d < 1")
GROUP_WORKS = "n*m >= (1 - d)*(1 + (n - 1)*m) + d"
TIMING = ("high > low", "s >= 0", "b >= 0", "s + b > 0", "0 <= d < 1")
LADDER = ("R > 0", "g > 0", "0 < l <= 1", "rho > 1", "0 <= d", "d < 1/(1 + l*(rho - 1))")
CLIMBS = "R/(1 - d*(1 + l*(rho - 1))) >= R + g"

THEOREMS = {
    "grim trigger holds from its threshold": ((*DILEMMA, "d >= (T - R)/(T - P)"), "R >= (1 - d)*T + d*P"),
    "grim trigger fails below it": ((*DILEMMA, "R >= (1 - d)*T + d*P"), "d >= (T - R)/(T - P)"),
    "public good, sufficient": ((*PUBLIC_GOOD, "d >= (1 - m)/((n - 1)*m)"), GROUP_WORKS),
    "public good, necessary": ((*PUBLIC_GOOD, GROUP_WORKS), "d >= (1 - m)/((n - 1)*m)"),
    "a larger group needs less patience": (
        ("k > n", "n >= 2", "1/n < m < 1"),
        "(1 - m)/((k - 1)*m) < (1 - m)/((n - 1)*m)",
    ),
    "prices that both honour exist": (
        (*TIMING, "d >= (high - low)/(high - low + s + b)"),
        "(1 - d)*high + d*(E - s) <= (1 - d)*low + d*(E + b)",
    ),
    "no price is honoured below": (
        (*TIMING, "d < (high - low)/(high - low + s + b)", "(1 - d)*(high - p) <= d*(p + s - E)"),
        "(1 - d)*(p - low) > d*(E + b - p)",
    ),
    "ladder, sufficient": ((*LADDER, "g/((R + g)*(1 + l*(rho - 1))) <= d"), CLIMBS),
    "ladder, necessary": ((*LADDER, CLIMBS), "g/((R + g)*(1 + l*(rho - 1))) <= d"),
    "a small cost of monitoring": (("0 < c", "c < B/n", "n >= 2", "B > 0"), "1 - c*n/(B*(n - 1)) > (n - 2)/(n - 1)"),
    "noisy partnership, sufficient": (
        ("0 < g", "0 < p", "p < r <= 1", "r > (1 + g)*p", "d < 1", "d >= g/(g + r - (1 + g)*p)"),
        "d*(r - p)*(1 - d)/(1 - d + d*p) >= (1 - d)*g",
    ),
    "Rubinstein's shares, upper bound": (
        ("0 < a < 1", "0 < b < 1", "M <= 1 - b*m2", "m2 >= 1 - a*M2", "M2 <= M"),
        "M <= (1 - b)/(1 - a*b)",
    ),
}


@pytest.mark.parametrize("name", THEOREMS)
def test_theorems_have_short_certificates(name):
    assumptions, conclusion = THEOREMS[name]
    found = prove_relation(relations(*assumptions), *relations(conclusion))
    assert found is not None
    refutes(found.hypotheses, found.refutation)
    assert len(found.refutation.products) <= 20


@pytest.mark.parametrize("periods", range(1, 9))
def test_punishments_of_any_length_are_more_effective_for_more_patient_players(periods):
    shape = "(1 - {0})*g <= ({0} - {0}**{1})*h"
    assumptions = relations("g > 0", "h > 0", "0 < d", "d < e", "e < 1", shape.format("d", periods + 1))
    found = prove_relation(assumptions, *relations(shape.format("e", periods + 1)))
    assert found is not None
    refutes(found.hypotheses, found.refutation)


X, Y, Z = (Polynomial.variable(name) for name in "xyz")


def test_nothing_is_found_for_what_is_false():
    assert find_refutation((Hypothesis(X, ">0"), Hypothesis(Y, ">=0"))) is None
    assert find_refutation(()) is None
    assert prove_implication((Hypothesis(X, ">=0"),), Hypothesis(X, ">0")) is None
    assert prove_implication((), Hypothesis(X**2 - 1, ">=0"), seconds=2) is None


def test_trivial_contradictions():
    for hypotheses in [
        (Hypothesis(Polynomial.constant(-1), ">=0"),),
        (Hypothesis(Polynomial.constant(0), ">0"),),
        (Hypothesis(Polynomial.constant(3), "=0"),),
        (Hypothesis(X, ">0"), Hypothesis(-X, ">=0")),
        (Hypothesis(X, ">0"), Hypothesis(X, "=0")),
    ]:
        found = find_refutation(hypotheses)
        assert found is not None
        refutes(hypotheses, found)


def test_equations_are_used_by_free_multiples():
    hypotheses = (Hypothesis(X * Y - 1, "=0"), Hypothesis(X, ">0"), Hypothesis(-Y, ">=0"))
    found = find_refutation(hypotheses)
    assert found is not None
    assert found.multiples


def test_an_equation_may_stand_for_a_root():
    """The root of a quadratic, d = (root - a)/(2 a) with root**2 = a**2 + 4 a b, is where a (d + d**2) >= b begins."""
    a, b, d, root = (Polynomial.variable(name) for name in ("a", "b", "d", "root"))
    hypotheses = (
        Hypothesis(a, ">0"),
        Hypothesis(b, ">0"),
        Hypothesis(d, ">=0"),
        Hypothesis(root, ">=0"),
        Hypothesis(root**2 - a**2 - 4 * a * b, "=0"),
        Hypothesis(a * (d + d**2) - b, ">=0"),
        Hypothesis(2 * a * (root - a - 2 * a * d), ">0"),
    )
    assert find_refutation(hypotheses) is not None


def test_squares_come_in_when_products_do_not_suffice():
    mean = prove_implication((Hypothesis(X, ">=0"), Hypothesis(Y, ">=0")), Hypothesis(X**2 + Y**2 - 2 * X * Y, ">=0"))
    assert mean is not None
    assert any(product.squares for product in mean.products)
    parabola = prove_relation(relations("b**2 < 4*a*c", "a > 0"), *relations("a*x**2 + b*x + c > 0"))
    assert parabola is not None
    hint = X - 2 * Y + 3 * Z
    assert prove_implication((), Hypothesis(hint * hint + Z**2, ">=0"), squares=(hint,)) is not None


def test_positive_factors_are_divided_out_even_if_a_sum_shows_that_they_are_positive():
    both = (1 + X * Y) * (X + Y)
    hypotheses = (
        Hypothesis(X, ">0"),
        Hypothesis(Y, ">0"),
        Hypothesis(both**2 * (X - Y), ">0"),
        Hypothesis(Y - X, ">=0"),
    )
    found = find_refutation(hypotheses, max_columns=40)
    assert found is not None


@pytest.mark.parametrize("kind", [">=0", ">0", "=0"])
def test_a_condition_and_its_negation_contradict_each_other(kind):
    condition = Hypothesis(X**2 - X * Y + Z, kind)
    both = (condition, negation(condition))
    found = find_refutation(both)
    assert found is not None
    refutes(both, found)


small = st.integers(-3, 3)
rows = st.lists(st.tuples(small, small, small, st.booleans()), min_size=1, max_size=5)


@given(rows)
@settings(max_examples=60, deadline=None)
def test_farkas_every_contradiction_between_linear_conditions_is_found(rows):
    from games.solvers.reals import consistent

    hypotheses = [Hypothesis(a * X + b * Y + c, ">0" if strict else ">=0") for a, b, c, strict in rows]
    ax, ay = Relation("x", ">=", "x").left, Relation("y", ">=", "y").left
    conditions = [Relation(a * ax + b * ay + c, ">" if strict else ">=", Fraction(0)) for a, b, c, strict in rows]
    found = find_refutation(hypotheses, max_columns=30)
    assert (found is None) is consistent(conditions)
