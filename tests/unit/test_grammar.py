"""The file grammar: what it means, what it refuses and how it says so, and that its texts read back."""

from __future__ import annotations

import pickle
import re
from contextlib import suppress
from fractions import Fraction
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from games.errors import InvalidScalar
from games.exact import (
    OUTPUT_LIMITS,
    Formula,
    Limits,
    Relation,
    exact,
    parse_formula,
    parse_relations,
    parse_scalar,
    text,
)
from games.exact.limits import EVALUATION_BITS

NAMES = "abkn"
small = st.fractions(min_value=-3, max_value=3, max_denominator=4)


def _larger(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    lists = st.lists(inner, min_size=1, max_size=3).map(", ".join)
    return st.one_of(
        st.tuples(inner, st.sampled_from(["+", "-", "*", "/", " + ", " - "]), inner).map("".join),
        st.tuples(st.sampled_from(["-", "+", "--"]), inner).map("".join),
        st.tuples(inner, st.sampled_from(["**2", "**-1", "**0", "**-3"])).map(lambda parts: f"({parts[0]}){parts[1]}"),
        inner.map(lambda part: f"({part})"),
        st.tuples(st.sampled_from(["min", "max"]), lists).map(lambda parts: f"{parts[0]}({parts[1]})"),
    )


leaves = st.one_of(st.integers(0, 12).map(str), st.sampled_from(["0.5", "1e-2", ".25", "7/3", *NAMES]))
texts = st.recursive(leaves, _larger, max_leaves=8)


def python_value(text: str, values: dict[str, Fraction]) -> Fraction | None:
    """What Python's own arithmetic makes of the text, with Fractions for its numbers: the meaning to compare with."""
    source = re.sub(r"(?<![\w.])(\d+\.?\d*(?:e-?\d+)?|\.\d+)", r"Fraction('\1')", text)
    source = re.sub(r"\*\*(-?)Fraction\('(\d+)'\)", r"**\1\2", source)
    source = re.sub(r"\b(min|max)\(", r"\1_of(", source)
    scope = {"Fraction": Fraction, "min_of": lambda *a: min(a), "max_of": lambda *a: max(a), **values}
    try:
        return Fraction(eval(source, scope))  # noqa: S307  a text that this test made
    except ZeroDivisionError:
        return None


@given(texts, st.fixed_dictionaries(dict.fromkeys(NAMES, small)))
def test_a_text_means_what_arithmetic_says(source, values):
    expected = python_value(source, values)
    if expected is None:
        return
    assert parse_formula(source).evaluate(values) == expected


@given(texts)
def test_a_formula_reads_back_from_its_text(source):
    try:
        formula = parse_formula(source)
    except InvalidScalar:
        return
    again = parse_formula(formula.text)
    assert again == formula
    assert hash(again) == hash(formula)
    assert again.text == formula.text


@given(texts, st.fixed_dictionaries(dict.fromkeys(NAMES, small)))
def test_numbers_may_be_put_in_before_or_after(source, values):
    try:
        formula = parse_formula(source)
        expected = formula.evaluate(values)
    except InvalidScalar:
        return
    some = {"a": values["a"], "k": values["k"]}
    try:
        halfway = Formula.from_scalar(formula.evaluate(some)).evaluate(values)
    except InvalidScalar:
        return  # a division by zero that cancels in the number: x - x under a fraction line
    assert halfway == expected
    assert formula.substitute(values).evaluate() == expected


@given(st.integers(0, 12), st.integers(-2, 14), small)
def test_binomials_count(n, k, p):
    of = parse_formula("C(n, k)")
    assert of.evaluate({"n": n, "k": k}) == (comb(n, k) if k >= 0 else 0)
    partly = of.evaluate({"k": k})
    assert Formula.from_scalar(partly).evaluate({"n": n}) == of.evaluate({"n": n, "k": k})
    share = parse_formula("C(n, k)*p**k*(1 - p)**(n - k)")
    if 0 <= k <= n:
        assert share.evaluate({"n": n, "k": k, "p": p}) == comb(n, k) * p**k * (1 - p) ** (n - k)


def test_binomial_shares_sum_to_one():
    share = parse_formula("C(n - 1, k)*p**k*(1 - p)**(n - 1 - k)")
    assert sum(share.evaluate({"n": 700, "k": k, "p": Fraction(1, 50)}) for k in range(700)) == 1


def test_zero_to_the_zero_is_one_as_binomials_need():
    assert parse_scalar("0**0") == 1
    assert parse_formula("p**k").evaluate({"p": 0, "k": 0}) == 1


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("0.1", Fraction(1, 10)),
        ("1e-3", Fraction(1, 1000)),
        ("1.5E+2", Fraction(150)),
        ("-2**2", Fraction(-4)),
        ("2**-1", Fraction(1, 2)),
        ("2**3**2", Fraction(512)),
        ("2/3/4", Fraction(1, 6)),
        ("6/-3*2", Fraction(-4)),
        ("2 - - 3", Fraction(5)),
        ("1 -\n 2\t+ 3", Fraction(2)),
        ("C(5, 2)", Fraction(10)),
        ("C(5, 7)", Fraction(0)),
        ("min(3, 1/2, 2)", Fraction(1, 2)),
        ("max(3)", Fraction(3)),
    ],
)
def test_precedence_and_numbers(source, value):
    assert parse_scalar(source) == value


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("", "empty"),
        (" \n", "empty"),
        ("2^3", "write \\*\\* for powers"),
        ("2x", "write \\* for products"),
        ("x y", 'found "y" at character 3'),
        ("1 +", "the end of the text at character 4"),
        ("(1", "the end of the text"),
        ("1)", 'found "\\)" at character 2'),
        ("1 2", 'found "2" at character 3'),
        ("1;2", '";" at character 2'),
        ("__import__('os')", 'unknown function "__import__"'),
        ("eval(x)", 'unknown function "eval"'),
        ("x.__class__", '"." at character 2'),
        ("lambda x: x", 'found "x"'),
        ("[1]", "round parentheses"),
        ("{1}", "round parentheses"),
        ('"1"', "at character 1"),
        ("'1'", "at character 1"),
        ("x := 1", '":" at character 3'),
        ("1 < 2", 'found "<"'),
        ("1_000", 'found "_000"'),
        ("0x10", 'found "x10"'),
        ("1e", 'found "e"'),
        ("1j", 'found "j"'),
        ("x!", '"!" at character 2'),
        ("10%", "1/100"),
        ("№", "U\\+2116"),
        ("сost", "U\\+0441 CYRILLIC"),
        ("a − b", "ordinary minus"),
        ("٣", "U\\+0663"),
        ("x²", "U\\+00B2"),
        ("\x00", "U\\+0000"),
        ("\u202eab", "U\\+202E"),
        ("sqrt(2)", 'unknown function "sqrt"'),
        ("1/0", "division by zero at character 2"),
        ("x/(1 - 1)", "division by zero"),
        ("0**-1", "division by zero"),
        ("2**(1/2)", "exponent 1/2"),
        ("x**0.5", "exponent 1/2"),
        ("a**b", 'an exponent with "b"'),
        ("C(1)", "2 arguments"),
        ("C(-1, 2)", "n at least 0"),
        ("C(1/2, 1)", "whole n and k"),
        ("C(5, 1/2)", "whole n and k"),
        ("max()", "at character 5"),
        ("min(1,)", "at character 7"),
        ("foo(1)", 'unknown function "foo"'),
        ("mix(1, 2)", 'Did you mean "m'),
        ("**2", "at character 1"),
        ("2***3", "at character 4"),
        ("nan", None),
        ("()", "at character 2"),
    ],
)
def test_what_is_refused_says_where_and_why(source, found):
    if found is None:
        assert text(parse_scalar(source)) == source  # a name like any other, never a float
        return
    with pytest.raises(InvalidScalar, match="(?i)" + found) as caught:
        parse_scalar(source, where="payoff of buyer")
    assert str(caught.value).startswith("payoff of buyer: found ")
    assert len(str(caught.value)) < 400
    assert str(caught.value).isascii()


HOSTILE = {
    "tower": "9**9**9**9",
    "tower of names": "k**k**k" + "**k" * 200,
    "big power": "9999**9999",
    "nested powers": "((((9**999)**999)**999)**999)",
    "powers of sums": "((a + b + c)**1000)**1000",
    "deep": "(" * 10_000 + "1" + ")" * 10_000,
    "deep but short": "(" * 4_000 + "1" + ")" * 4_000,
    "deep functions": "max(" * 2_000 + "1" + ")" * 2_000,
    "deep exponents": "2" + "**2" * 300,
    "unclosed": "(" * 5_000,
    "digits": "9" * 100_000_000,
    "fewer digits": "9" * 9_000,
    "decimals": "0." + "1" * 9_000,
    "scientific": "1e999999999",
    "scientific and long": "1e" + "9" * 5_000,
    "many powers": "*".join(["9**9999"] * 900),
    "many quotients": "+".join(["1/7**9999"] * 900),
    "binomial": "C(100000000, 50000000)",
    "binomials": "C(" * 90 + "9" + ", 4)" * 90,
    "long name": "x" * 9_999,
    "many arguments": "max(" + ",".join(f"x{i}" for i in range(900)) + ")",
    "spaces": " " * 1_000_000 + "1",
    "nulls": "\x00" * 9_000,
}


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_texts_are_refused_before_any_work(case):
    with pytest.raises(InvalidScalar) as caught:
        parse_scalar(HOSTILE[case])
    assert len(str(caught.value)) < 400


@pytest.mark.parametrize(
    ("source", "value"),
    [("-" * 9_999 + "1", -1), ("1+" * 4_999 + "1", 5_000), ("1/" * 4_999 + "1", 1), ("2*" * 300 + "1", 2**300)],
    ids=["signs", "sum", "quotients", "product"],
)
def test_long_flat_texts_are_fine(source, value):
    formula = parse_formula(source)
    assert formula.evaluate() == value
    assert parse_formula(formula.text, limits=OUTPUT_LIMITS) == formula


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(source):
    with suppress(InvalidScalar):
        parse_scalar(source)


@given(st.text(alphabet="0123456789abknC()+-*/.,minax e<>=", max_size=30))
def test_any_nearly_right_text_is_read_or_refused(source):
    with suppress(InvalidScalar):
        parse_scalar(source)
    with suppress(InvalidScalar):
        parse_relations(source)


@given(st.text(alphabet="^`~@#$&|\\'\"[]{}:;!?_", min_size=1, max_size=5), texts)
def test_strange_signs_are_refused(signs, source):
    if signs.strip("_"):
        with pytest.raises(InvalidScalar):
            parse_scalar(source + signs)


def test_values_that_grow_too_large_are_refused_at_evaluation():
    with pytest.raises(InvalidScalar, match="too large"):
        parse_formula("x**k").evaluate({"x": 3, "k": EVALUATION_BITS})
    with pytest.raises(InvalidScalar, match="too large"):
        parse_formula("*".join(["x"] * 1_000)).evaluate({"x": 3**5_000})
    with pytest.raises(InvalidScalar, match="too large"):
        parse_formula("C(n, k)").evaluate({"n": 10**9, "k": 5 * 10**8})
    with pytest.raises(InvalidScalar, match="exponent 1/2"):
        parse_formula("x**k").evaluate({"x": 3, "k": Fraction(1, 2)})


def test_an_unknown_name_names_the_known_ones():
    with pytest.raises(InvalidScalar, match=r'unknown name "hid".*one of hide, share.*Did you mean "hide"'):
        parse_scalar("2*hid", names=["share", "hide"])
    with pytest.raises(InvalidScalar, match="Declare it under symbols"):
        parse_scalar("x", names=[])


def test_function_names_are_names_where_no_parenthesis_follows():
    assert parse_formula("C*(a + 1)").names == {"C", "a"}
    assert parse_formula(parse_formula("C*(a + 1)").text) == parse_formula("C*(a + 1)")


def test_roots_are_read_only_where_allowed():
    assert parse_scalar("sqrt(9/4)", allow_sqrt=True) == Fraction(3, 2)
    golden = parse_scalar("(1 + sqrt(5))/2", allow_sqrt=True)
    assert parse_scalar(text(golden), allow_sqrt=True) == golden
    with pytest.raises(InvalidScalar, match="not negative"):
        parse_scalar("sqrt(1 - 2)", allow_sqrt=True)
    with pytest.raises(InvalidScalar, match="1 argument"):
        parse_scalar("sqrt(1, 2)", allow_sqrt=True)


def test_limits_can_be_widened_for_texts_of_our_own():
    long = 7**20_000
    source = text(Fraction(long, 3))
    with pytest.raises(InvalidScalar, match=r"characters|digits"):
        parse_scalar(source)
    assert parse_scalar(source, limits=OUTPUT_LIMITS) == Fraction(long, 3)
    with pytest.raises(InvalidScalar, match="at most 3"):
        parse_scalar("1 + 2", limits=Limits(length=3))


def test_a_formula_survives_pickling():
    formula = parse_formula("max(a, b**2)/(k + 1)")
    formula.evaluate({"a": 1, "b": 2, "k": 3})
    assert pickle.loads(pickle.dumps(formula)) == formula  # noqa: S301  our own


def test_substitution_takes_formulas():
    formula = parse_formula("m*(k + 1) - c")
    assert formula.substitute({"k": parse_formula("n - 1")}) == parse_formula("m*(n - 1 + 1) - c")
    with pytest.raises(InvalidScalar, match="division by zero"):
        parse_formula("1/x").substitute({"x": 0})


# relations


def test_a_chain_is_one_relation_a_comparison():
    assert [relation.text for relation in parse_relations("0 < d < 1")] == ["0 < d", "d < 1"]
    assert [relation.op for relation in parse_relations("a == b != c >= d")] == ["=", "!=", ">="]


@pytest.mark.parametrize(
    "source", ["", "a", "a <", "< a", "a < b c", "a <> b", "a =< b", "a < b = ", "(a < b)", "a ≤ b"]
)
def test_texts_that_are_no_relation_are_refused(source):
    with pytest.raises(InvalidScalar):
        parse_relations(source)


@given(small, small, st.sampled_from(["<", "<=", ">", ">=", "=", "!="]))
def test_a_relation_holds_iff_its_negation_does_not(left, right, op):
    relation = Relation(exact("a"), op, exact("b"))
    values = {"a": left, "b": right}
    expected = {
        "<": left < right,
        "<=": left <= right,
        ">": left > right,
        ">=": left >= right,
        "=": left == right,
        "!=": left != right,
    }[op]
    assert relation.holds(values) is expected
    assert relation.negated().holds(values) is not expected
    assert relation.substitute(values).holds() is expected
    assert parse_relations(relation.text) == (relation,)
