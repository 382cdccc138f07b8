"""Exact linear algebra against its definition: what is solved satisfies the equations, in numbers and in symbols."""

from __future__ import annotations

from fractions import Fraction

import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from games.errors import InvalidGame, Unsupported
from games.exact import (
    Singular,
    determinant,
    exact,
    leading_minors,
    parse_scalar,
    simplest,
    solve,
    substitute,
    to_sympy,
)

numbers = st.fractions(min_value=-4, max_value=4, max_denominator=5)
symbolic = st.one_of(
    st.just(Fraction(0)),
    numbers,
    st.sampled_from(["d", "p", "1 - d", "d*p", "d/(p + 2)", "1/d", "-d*(1 - p)", "(d + p)**2"]).map(exact),
)


def systems(entries, most, least=0, columns=2):
    """Square matrices of up to `most` rows, each with `least` to `columns` right-hand sides."""
    return st.integers(1, most).flatmap(
        lambda n: st.tuples(
            st.lists(st.lists(entries, min_size=n, max_size=n), min_size=n, max_size=n),
            st.lists(st.lists(entries, min_size=n, max_size=n), min_size=least, max_size=columns),
        )
    )


def cofactors(matrix):
    """The determinant by expansion along the first row."""
    if not matrix:
        return sympy.Integer(1)
    minors = ([row[:j] + row[j + 1 :] for row in matrix[1:]] for j in range(len(matrix)))
    return sum((-1) ** j * to_sympy(matrix[0][j]) * cofactors(minor) for j, minor in enumerate(minors))


def residual(row, solution, right):
    return simplest(sum((to_sympy(a) * to_sympy(x) for a, x in zip(row, solution, strict=True)), -to_sympy(right)))


@given(systems(numbers, 6))
def test_a_rational_solution_satisfies_its_equations(system):
    matrix, columns = system
    try:
        solutions = solve(matrix, columns)
    except Singular:
        assert determinant(matrix) == 0
        return
    assert len(solutions) == len(columns)
    assert all(type(x) is Fraction for solution in solutions for x in solution)
    for solution, column in zip(solutions, columns, strict=True):
        for row, right in zip(matrix, column, strict=True):
            assert sum(a * x for a, x in zip(row, solution, strict=True)) == right


@given(systems(symbolic, 4))
def test_a_symbolic_solution_satisfies_its_equations(system):
    matrix, columns = system
    try:
        solutions = solve(matrix, columns)
    except Singular:
        assert determinant(matrix) == 0
        return
    for solution, column in zip(solutions, columns, strict=True):
        for row, right in zip(matrix, column, strict=True):
            assert residual(row, solution, right) == 0
        assert all(x == simplest(x) for x in solution)


@given(systems(symbolic, 4))
def test_the_determinant_is_that_of_cofactors(system):
    matrix, _ = system
    assert simplest(determinant(matrix) - exact(cofactors(matrix))) == 0
    minors = leading_minors(matrix)
    assert len(minors) == len(matrix)
    for size, minor in enumerate(minors, 1):
        assert simplest(minor - exact(cofactors([row[:size] for row in matrix[:size]]))) == 0


def at(entries, values):
    return [substitute(entry, values) for entry in entries]


@given(
    systems(symbolic, 4, least=1, columns=1),
    st.fractions(Fraction(1, 9), 1, max_denominator=9),
    st.fractions(0, 1, max_denominator=9),
)
def test_symbols_may_be_put_in_before_or_after(system, d, p):
    matrix, [column] = system
    values = {"d": d, "p": p}
    try:
        numeric = solve([at(row, values) for row in matrix], [at(column, values)])[0]
    except Singular:
        assert substitute(determinant(matrix), values) == 0
        return
    assert tuple(at(solve(matrix, [column])[0], values)) == numeric


@given(st.permutations(range(6)), st.permutations(range(6)))
def test_rows_and_unknowns_may_come_in_any_order(rows, unknowns):
    chain = [[exact("0")] * 6 for _ in range(6)]
    for i in range(6):
        chain[i][i] = exact("1")
        chain[i][(i + 1) % 6 if i != 2 else 0] = exact("-d")
    right = [exact(f"{i} - d*p") for i in range(6)]
    expected = solve(chain, [right])[0]
    shuffled = solve([[chain[i][j] for j in unknowns] for i in rows], [[right[i] for i in rows]])[0]
    assert shuffled == tuple(expected[j] for j in unknowns)


def test_roots_are_symbols_with_a_relation():
    root = parse_scalar("sqrt(2)", allow_sqrt=True)
    one = Fraction(1)
    assert determinant([[root, one], [Fraction(2), root]]) == 0
    with pytest.raises(Singular):
        solve([[root, one], [Fraction(2), root]], [[one, one]])
    solution = solve([[root, one], [one, root]], [[one, Fraction(0)]])[0]
    assert solution == (root, Fraction(-1))


def test_singular_systems_say_so():
    with pytest.raises(Singular, match="singular matrix"):
        solve([[exact("d"), exact("1")], [exact("d**2"), exact("d")]], [[exact("1"), exact("2")]])
    with pytest.raises(Singular):
        solve([[exact("0"), exact("d")], [exact("0"), exact("1")]], [[exact("1"), exact("2")]])
    with pytest.raises(Unsupported):
        solve([[Fraction(1), Fraction(2)], [Fraction(2), Fraction(4)]], [[Fraction(1), Fraction(1)]])


def test_shapes_are_checked():
    with pytest.raises(InvalidGame, match="square"):
        solve([[Fraction(1), Fraction(2)]], [])
    with pytest.raises(InvalidGame, match="1 entries"):
        solve([[Fraction(1), Fraction(2)], [Fraction(2), Fraction(1)]], [[Fraction(1)]])
    assert solve([], [[]]) == ((),)
    assert determinant([]) == 1
    assert leading_minors([]) == ()


def test_a_large_sparse_system_in_three_symbols():
    """Twenty states, each moving on or falling back: one strongly connected block, solved without fractions."""
    size = 20
    matrix = [[Fraction(0)] * size for _ in range(size)]
    for i in range(size):
        matrix[i][i] = Fraction(1)
        for j, weight in ((min(i + 1, size - 1), "d*p"), (max(i - 2, 0), "d*(1 - p)")):
            matrix[i][j] = exact(to_sympy(matrix[i][j]) - to_sympy(exact(weight)))
    right = [exact("(1 - d)*q") if i % 5 == 0 else exact("1 - d") for i in range(size)]
    solution = solve(matrix, [right])[0]
    values = {"d": Fraction(3, 4), "p": Fraction(1, 3), "q": Fraction(-2, 7)}
    numeric = solve([[substitute(a, values) for a in row] for row in matrix], [[substitute(b, values) for b in right]])[
        0
    ]
    assert tuple(substitute(x, values) for x in solution) == numeric
