"""The gate to exact scalars, and that simplifying, substituting and writing keep the value."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
import sympy
from hypothesis import assume, given
from hypothesis import strategies as st

from games.errors import InvalidScalar, LimitReached, Unsupported
from games.exact import (
    AlgebraicNumber,
    Relation,
    decimal_exact,
    exact,
    fraction_parts,
    is_number,
    parse_scalar,
    simplest,
    substitute,
    symbols_of,
    text,
    to_sympy,
)
from games.exact.real_values import sign_of

x, y, z = sympy.symbols("x y z")
half = Fraction(1, 2)
fractions = st.fractions(min_value=-5, max_value=5, max_denominator=6)
values = st.fixed_dictionaries(dict.fromkeys("xyz", fractions))


def _larger(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    pairs = st.tuples(inner, inner)
    return st.one_of(
        pairs.map(lambda pair: pair[0] + pair[1]),
        pairs.map(lambda pair: pair[0] * pair[1]),
        pairs.map(lambda pair: pair[0] - pair[1]),
        inner.map(lambda part: part**2),
        pairs.map(lambda pair: pair[0] / (pair[1] ** 2 + 1)),
        pairs.map(lambda pair: sympy.Max(*pair)),
        pairs.map(lambda pair: sympy.Min(*pair)),
        inner.map(lambda part: sympy.sqrt(part**2 + 2)),
    )


rationals = fractions.map(to_sympy)
leaves = st.one_of(rationals, st.sampled_from([x, y, z]))
expressions = st.recursive(leaves, _larger, max_leaves=6)
quotients = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda pair: pair[0] + pair[1]),
        st.tuples(inner, inner).map(lambda pair: pair[0] * pair[1]),
        st.tuples(inner, inner).map(lambda pair: pair[0] / (pair[1] - 7)),
    ),
    max_leaves=8,
)


def same(left: Any, right: Any) -> bool:
    """Are two scalars without symbols equal?"""
    return sign_of(exact(to_sympy(left) - to_sympy(right))) == 0


# the gate


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (3, Fraction(3)),
        (half, half),
        (0.1, Fraction(3602879701896397, 36028797018963968)),
        (Decimal("0.10"), Fraction(1, 10)),
        ("0.10", Fraction(1, 10)),
        ("3/5", Fraction(3, 5)),
        (np.int64(-2), Fraction(-2)),
        (np.uint8(200), Fraction(200)),
        (np.float64(0.5), half),
        (np.float32(0.1), Fraction(13421773, 134217728)),
        (np.longdouble("0.5"), half),
        (sympy.Rational(2, 3), Fraction(2, 3)),
        (sympy.Integer(4), Fraction(4)),
        (sympy.Float(0.5), half),
        (x - x, Fraction(0)),
        (sympy.sqrt(4), Fraction(2)),
    ],
)
def test_numbers_become_fractions(value, expected):
    scalar = exact(value)
    assert type(scalar) is Fraction
    assert scalar == expected


@pytest.mark.parametrize(
    "value",
    [
        True,
        np.bool_(False),
        float("nan"),
        float("inf"),
        -float("inf"),
        np.float64("nan"),
        np.float32("inf"),
        Decimal("NaN"),
        Decimal("Infinity"),
        Decimal("1e999999"),
        1j,
        np.complex128(1),
        np.array(1),
        np.array([1, 2]),
        None,
        [],
        {},
        b"1",
        object(),
        sympy.zoo,
        sympy.nan,
        sympy.oo,
        x + sympy.oo,
        sympy.I,
        x + sympy.I,
        sympy.pi,
        sympy.E * x,
        sympy.sin(x),
        sympy.exp(x),
        sympy.true,
        x > 1,
        sympy.Matrix([1]),
        sympy.ImmutableMatrix([1]),
        sympy.Dummy("x"),
        sympy.Symbol("x y"),
        sympy.Symbol("δ"),
        sympy.Symbol(""),
        sympy.Float("nan"),
        sympy.sqrt(-2),
        (-2) ** sympy.Rational(1, 3),
        sympy.CRootOf(x**3 - x - 1, 1),
        sympy.Function("f")(x),
        sympy.Pow(0, -1, evaluate=False),
    ],
    ids=lambda value: repr(value).split(" at 0x")[0],
)
def test_everything_else_is_refused_with_its_place(value):
    with pytest.raises(InvalidScalar) as caught:
        exact(value, where="payoff of buyer")
    assert caught.value.where == "payoff of buyer"
    assert caught.value.found
    assert caught.value.expected


def test_a_stranger_s_repr_cannot_break_the_message():
    class Rude:
        def __repr__(self) -> str:
            raise RuntimeError

    with pytest.raises(InvalidScalar, match="an object of type Rude"):
        exact(Rude())
    with pytest.raises(InvalidScalar) as caught:
        exact(["x" * 10_000])
    assert len(str(caught.value)) < 300


def test_symbols_lose_their_assumptions():
    positive, plain = sympy.Symbol("x", positive=True), sympy.Symbol("x")
    assert exact(positive + plain) == 2 * x
    assert exact(sympy.sqrt(positive)) == sympy.sqrt(x)


def test_floats_inside_expressions_are_exact():
    assert exact(0.5 * x) == x / 2
    assert exact(0.1 * x) == to_sympy(exact(0.1)) * x


def test_algebraic_numbers_are_scalars():
    golden = AlgebraicNumber((-1, -1, 1), Fraction(1), Fraction(2))
    assert text(exact(golden)) == "(1 + sqrt(5))/2"
    root = AlgebraicNumber((-1, -1, 0, 1), Fraction(1), Fraction(2))
    assert sign_of(exact(to_sympy(exact(root)) - Fraction(1324, 1000))) == 1


def test_short_decimals():
    assert decimal_exact(0.1) == Fraction(1, 10)
    assert decimal_exact(1e-300) == Fraction(1, 10**300)
    with pytest.raises(InvalidScalar, match="finite"):
        decimal_exact(float("nan"))


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_float_keeps_its_value(value):
    assert exact(value) == Fraction(value)
    assert float(decimal_exact(value)) == value


def test_importing_the_gate_loads_nothing_heavy():
    heavy = "{'sympy', 'flint', 'numpy'} & set(sys.modules)"
    script = f"import sys; import games.exact as e; e.exact('3/5*2'); e.text(e.exact(0.5)); print({heavy})"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "set()"


# what can be asked


def test_numbers_and_symbols():
    assert is_number(half)
    assert is_number(sympy.Integer(1))
    assert not is_number(exact("d"))
    assert not is_number(parse_scalar("sqrt(2)", allow_sqrt=True))
    assert symbols_of(exact("b*a - C(n, k)")) == ("a", "b", "k", "n")
    assert symbols_of(half) == ()


@given(expressions)
def test_a_text_reads_back_as_its_scalar(expression):
    scalar = exact(expression)
    again = parse_scalar(text(scalar), allow_sqrt=True)
    assert again == scalar
    assert text(again) == text(scalar)


@given(expressions, values)
def test_simplest_keeps_the_value(expression, at):
    scalar = exact(expression)
    simple = simplest(scalar)
    assert same(substitute(simple, at), substitute(scalar, at))
    assert simplest(simple) == simple


@given(quotients, quotients, values)
def test_simplest_is_a_normal_form_of_quotients(left, right, at):
    try:
        first, second = exact(left), exact(right)
        difference = simplest(first - second)
        equal = difference == 0
    except InvalidScalar:
        assume(False)
    assert equal == (simplest(first) == simplest(second))
    assert equal == (sympy.cancel(to_sympy(first) - to_sympy(second)) == 0)


@given(quotients)
def test_parts_are_coprime_integer_polynomials(expression):
    try:
        scalar = exact(expression)
        top, bottom = fraction_parts(scalar)
    except InvalidScalar:
        assume(False)
    assert simplest(to_sympy(top) / to_sympy(bottom)) == simplest(scalar)
    polynomials = [sympy.Poly(to_sympy(part), x, y, z) for part in (top, bottom)]
    assert all(c.is_Integer for polynomial in polynomials for c in polynomial.coeffs())
    assert sympy.gcd(*polynomials).is_one or to_sympy(top) == 0
    assert polynomials[1].LC() > 0


@given(quotients, values, st.permutations("xyz"))
def test_substitution_is_simultaneous(expression, at, order):
    try:
        scalar = exact(expression)
        expected = substitute(scalar, {name: at[order[place]] for place, name in enumerate("xyz")})
        renamed = substitute(scalar, {name: sympy.Symbol(order[place]) for place, name in enumerate("xyz")})
        assert substitute(renamed, at) == expected
    except InvalidScalar:
        assume(False)


def test_roots_obey_their_relation():
    read = lambda source: parse_scalar(source, allow_sqrt=True)  # noqa: E731
    assert simplest(read("(sqrt(2) + 1)*(sqrt(2) - 1)")) == 1
    assert simplest(read("1/(1 + sqrt(2)) - sqrt(2)")) == -1
    assert simplest(read("sqrt(6) - sqrt(2)*sqrt(3)")) == 0
    assert simplest(read("sqrt(12)/sqrt(3)")) == 2
    assert simplest(read("sqrt(x)**2 - x")) == 0
    assert simplest(read("sqrt(x + y)**3/(x + y)")) == sympy.sqrt(x + y)
    assert simplest(read("1/(1 + sqrt(2) + sqrt(3))*(1 + sqrt(2) + sqrt(3))")) == 1
    assert simplest(read("(x**2 - 2)/(x - sqrt(2)) - x - sqrt(2)")) == 0


def test_a_root_of_a_square_keeps_its_sign():
    root = parse_scalar("sqrt(x**2)", allow_sqrt=True)
    assert substitute(simplest(root), {"x": Fraction(-3)}) == 3
    root = parse_scalar("sqrt((x + 1)/(x - 1))", allow_sqrt=True)
    assert substitute(simplest(root * root * root), {"x": Fraction(-5, 3)}) == Fraction(1, 8)


def test_symbolic_powers_cancel():
    assert simplest(exact("p**(2*n) - (p**n)*(p**n)")) == 0
    assert simplest(exact("(p**(2*n) - 1)/(p**n - 1)")) == exact("p**n + 1")


def test_what_is_undefined_is_refused():
    with pytest.raises(InvalidScalar, match="division by zero"):
        substitute(exact("1/(x - 1)"), {"x": Fraction(1)})
    with pytest.raises(InvalidScalar, match="not negative"):
        substitute(parse_scalar("sqrt(x)", allow_sqrt=True), {"x": Fraction(-1)})
    with pytest.raises(InvalidScalar, match="division by zero"):
        simplest(exact("1/((x + 1)**2 - x**2 - 2*x - 1)"))


@pytest.mark.parametrize(
    "source",
    [
        "(x + y + z)**5000",
        "1/((x + y + z)**300 + 1)",
        "*".join(f"(a{i} + b{i})" for i in range(40)),
        " + ".join(f"1/(a{i} + b{i} + 1)" for i in range(30)),
    ],
    ids=["power", "denominator", "product", "sum of quotients"],
)
def test_what_would_explode_is_stopped(source):
    with pytest.raises(LimitReached, match="too many terms"):
        simplest(exact(source))


def test_extremes_are_decided_by_constants_only():
    assert exact("max(x, 1, 2)") == sympy.Max(2, x)
    assert exact("max(max(x, y), x)") == sympy.Max(x, y)
    assert text(exact("min(x, max(1, y))")) == "min(x, max(1, y))"
    assert substitute(exact("max(x, y)"), {"x": half, "y": Fraction(1)}) == 1


# relations over roots


def test_relations_of_roots_are_decided_exactly():
    golden = parse_scalar("(sqrt(5) - 1)/2", allow_sqrt=True)
    knife = Relation(exact("d**2 + d"), "=", exact("1"))
    assert knife.holds({"d": golden})
    assert not knife.negated().holds({"d": golden})
    near = Fraction(6180339887498948482, 10**19)
    assert not knife.holds({"d": near})
    assert Relation(exact("d"), ">", near).holds({"d": golden})
    with pytest.raises(Unsupported, match="symbols x"):
        Relation(exact("x"), ">", exact("0")).holds()
    with pytest.raises(InvalidScalar, match="one of <"):
        Relation(exact("x"), "~", exact("0"))
