"""Statements over the reals: decided with exact witnesses, simple ones first."""

import threading
from fractions import Fraction

import pytest
import sympy as sp

from games.errors import Unsupported
from games.exact import AlgebraicNumber, Relation, parse_relations
from games.solvers.reals import (
    Satisfiable,
    Undecided,
    Unsatisfiable,
    all_of,
    any_of,
    consistent,
    counterexample,
    decide,
    implies,
    undefined,
)
from games.solvers.statements import And, Not, Or, cleared, pushed, symbols_in


def relations(*texts: str) -> list[Relation]:
    return [relation for text in texts for relation in parse_relations(text)]


def one(text: str) -> Relation:
    (relation,) = parse_relations(text)
    return relation


DILEMMA = relations("T > R", "R > P", "P > S", "0 <= d < 1")


def test_grim_trigger_needs_the_textbook_patience_and_no_more():
    keeps = one("R >= (1 - d)*T + d*P")
    assert implies([*DILEMMA, one("d >= (T - R)/(T - P)")], keeps) is True
    assert implies([*DILEMMA, keeps], one("d >= (T - R)/(T - P)")) is True


def test_a_false_threshold_gets_a_simple_exact_counterexample():
    keeps = one("R >= (1 - d)*T + d*P")
    answer = counterexample([*DILEMMA, one("d >= (T - R)/(T - S)")], keeps)
    assert isinstance(answer, Satisfiable)
    assert answer.is_rational
    assert set(answer.values) == {"T", "R", "P", "S", "d"}
    assert all(relation.holds(answer.values) for relation in DILEMMA)
    assert not keeps.holds(answer.values)
    assert max(value.denominator for value in answer.values.values()) <= 10


def test_the_simplest_values_come_first():
    assert decide(relations("x > 0")).values == {"x": 1}
    assert decide(relations("x > 10", "x < 11")).values == {"x": Fraction(21, 2)}
    assert decide(relations("x**2 = y", "y > 1")).values == {"x": 2, "y": 4}


def test_irrational_witnesses_are_algebraic_numbers():
    answer = decide(relations("x**2 = 2", "x > 0"))
    assert isinstance(answer, Satisfiable)
    assert not answer.is_rational
    assert answer.values["x"] == AlgebraicNumber((-2, 0, 1), Fraction(1), Fraction(2))


def test_division_by_zero_is_no_witness():
    assert decide(relations("1/x = 0")) == Unsatisfiable()
    assert decide([one("1/x > 2"), one("x = 0")]) == Unsatisfiable()
    assert decide([Not(one("1/x > 2")), one("x = 0")]) == Unsatisfiable()
    assert decide([undefined(one("1/(1 - d) > 3 + 1/(d - 2)")), one("d > 1")]).values == {"d": 2}
    assert decide(undefined(one("d > 3"))) == Unsatisfiable()


@pytest.mark.parametrize(
    ("text", "point", "expected"),
    [
        ("1/(x - 1) > 0", Fraction(0), False),
        ("1/(x - 1) < 0", Fraction(0), True),
        ("1/(x - 1)**2 > 0", Fraction(0), True),
        ("x/(x - 1) <= 1/(1 + 1/x)", Fraction(1, 2), True),
        ("1/x - 1/x**2 < 0", Fraction(1, 2), True),
    ],
)
def test_denominators_are_cleared_by_their_sign(text, point, expected):
    at = Relation(sp.Symbol("x"), "=", point)
    assert consistent([one(text), at]) is expected
    assert one(text).holds({"x": point}) is expected


def test_minima_maxima_and_roots_mean_what_they_say():
    assert implies(relations("x > 0", "y > 0"), one("max(x, y) <= x + y")) is True
    assert implies([], one("min(x, y) <= max(x, y, 1/2)")) is True
    assert consistent(relations("max(x, y) < x")) is False
    root = Relation(sp.sqrt(sp.Symbol("x")), "=", sp.Symbol("y"))
    assert implies([root], one("y >= 0")) is True
    assert consistent([root, one("x < 0")]) is False
    assert decide([root, one("y = 3")]).values == {"x": 9, "y": 3}
    assert consistent(relations("extreme1 = 5", "max(x, 1) = 2")) is True


def test_other_functions_are_refused():
    n, k = sp.symbols("n k")
    with pytest.raises(Unsupported, match="binomial"):
        decide(Relation(sp.binomial(n, k), "=", Fraction(2)))
    assert implies([], Relation(sp.binomial(n, 2), "=", n * (n - 1) / 2)) is True


def test_and_or_not():
    x_small, x_large = one("x < 0"), one("x > 1")
    outside = any_of(x_small, x_large)
    assert pushed(Not(outside)) == And((one("x >= 0"), one("x <= 1")))
    assert pushed(Not(Not(outside))) == outside
    assert symbols_in(all_of(outside, one("y = 2"))) == ("x", "y")
    assert decide([outside, Not(x_small), one("x < 2")]).values == {"x": Fraction(3, 2)}
    assert decide(any_of()) == Unsatisfiable()
    assert decide(Not(Or(()))) == Satisfiable({})
    assert decide([]) == Satisfiable({})
    assert cleared(x_small).op == "<"


def test_whole_numbers():
    between = relations("2*n > 5", "2*n < 9", "n*m = 12")
    assert decide(relations("2*n > 3", "n < 2"), whole={"n"}) == Unsatisfiable()
    assert decide(between, whole={"n", "m"}).values in ({"n": 3, "m": 4}, {"n": 4, "m": 3})
    assert decide(relations("x**2 + y**2 = z**2", "x >= 1", "y > x"), whole={"x", "y", "z"}).is_rational
    assert implies(relations("n > 1"), one("n >= 2"), whole={"n"}) is True
    assert implies(relations("n > 1"), one("n >= 2")) is False


def test_a_time_limit_gives_undecided_with_the_reason():
    hard = relations("x**3 + y**3 = z**3", "x >= 1", "y >= 1", "z >= 1")
    answer = decide(hard, whole={"x", "y", "z"}, timeout_ms=300)
    assert isinstance(answer, Undecided)
    assert answer.reason
    assert implies(hard, one("x < 0"), whole={"x", "y", "z"}, timeout_ms=300) is None


def test_queries_in_threads_do_not_meet():
    answers: dict[int, object] = {}

    def ask(number: int) -> None:
        answers[number] = decide(relations(f"x**2 = {number**2}", "x > 0"))

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(1, 9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == {number: Satisfiable({"x": Fraction(number)}) for number in range(1, 9)}
