"""Linear programmes: each answer is shown by the numbers in it, and it is the answer that all bases give."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from games.errors import InvalidGame
from games.exact.linear import Singular, solve
from games.solvers import linear_program
from games.solvers.linear_program import Infeasible, Optimum, Unbounded, maximise, minimise
from games.solvers.linear_program_floats import Proposal, Reading

Row = tuple[tuple[Fraction, ...], Fraction]
Programme = tuple[tuple[Fraction, ...], tuple[Row, ...], tuple[Row, ...]]

HUGE, TINY = Fraction(10**30), Fraction(1, 10**30)
ties = st.integers(-2, 2).map(Fraction)
wild = st.sampled_from([Fraction(0), HUGE, -HUGE, TINY, -TINY, Fraction(1), Fraction(-1), Fraction(1, 3), 1 + TINY])


@st.composite
def programmes(draw: st.DrawFn, numbers: st.SearchStrategy[Fraction], most: int = 4) -> Programme:
    size = draw(st.integers(1, most))
    coefficients = st.lists(numbers, min_size=size, max_size=size).map(tuple)
    row = st.tuples(coefficients, numbers)
    at_most = draw(st.lists(row, max_size=most))
    equal = draw(st.lists(row, max_size=2))
    twice = draw(st.booleans())
    if equal and twice:
        equal.append(equal[0])
    return draw(coefficients), tuple(at_most), tuple(equal)


def dot(left: Sequence[Fraction], right: Sequence[Fraction]) -> Fraction:
    return sum((a * b for a, b in zip(left, right, strict=True)), Fraction(0))


def combined(rows: Sequence[Row], prices: Sequence[Fraction], size: int) -> list[Fraction]:
    return [dot([row[j] for row, _ in rows], prices) for j in range(size)]


def feasible(point: Sequence[Fraction], at_most: Sequence[Row], equal: Sequence[Row]) -> bool:
    return (
        min(point) >= 0
        and all(dot(row, point) <= bound for row, bound in at_most)
        and all(dot(row, point) == bound for row, bound in equal)
    )


def solved(programme: Programme) -> Optimum | Infeasible | Unbounded:
    try:
        return maximise(*programme)
    except (Infeasible, Unbounded) as error:
        return error


def answer(programme: Programme) -> Optimum | Infeasible | Unbounded:
    """The answer, after what it carries is checked against the definition."""
    found = solved(programme)
    if isinstance(found, Infeasible):
        shows_infeasible(found, programme)
    elif isinstance(found, Unbounded):
        shows_unbounded(found, programme)
    else:
        shows_optimal(found, programme)
    return found


def shows_infeasible(found: Infeasible, programme: Programme) -> None:
    objective, at_most, equal = programme
    rows, prices = [*at_most, *equal], (*found.prices_at_most, *found.prices_equal)
    assert min(found.prices_at_most, default=0) >= 0
    assert min(combined(rows, prices, len(objective)), default=0) >= 0
    assert dot([bound for _, bound in rows], prices) < 0


def shows_unbounded(found: Unbounded, programme: Programme) -> None:
    objective, at_most, equal = programme
    assert feasible(found.point, at_most, equal)
    assert min(found.ray) >= 0
    assert dot(objective, found.ray) > 0
    assert all(dot(row, found.ray) <= 0 for row, _ in at_most)
    assert all(dot(row, found.ray) == 0 for row, _ in equal)


def shows_optimal(found: Optimum, programme: Programme) -> None:
    objective, at_most, equal = programme
    rows, prices = [*at_most, *equal], (*found.prices_at_most, *found.prices_equal)
    worth = combined(rows, prices, len(objective))
    assert feasible(found.point, at_most, equal)
    assert min(found.prices_at_most, default=0) >= 0
    assert all(own >= cost for own, cost in zip(worth, objective, strict=True))
    assert found.value == dot(objective, found.point) == dot([bound for _, bound in rows], prices)
    for own, cost, weight in zip(worth, objective, found.point, strict=True):
        assert weight == 0 or own == cost
    for (row, bound), price in zip(at_most, found.prices_at_most, strict=True):
        assert price == 0 or dot(row, found.point) == bound


def best_vertex(programme: Programme) -> Fraction | None:
    """The best value over all basic points, None if there is none: the optimum of a bounded programme."""
    objective, at_most, equal = programme
    size = len(objective)
    planes = [
        *at_most,
        *equal,
        *((tuple(Fraction(int(k == j)) for k in range(size)), Fraction(0)) for j in range(size)),
    ]
    values = []
    for chosen in itertools.combinations(planes, size):
        try:
            (point,) = solve([row for row, _ in chosen], [[bound for _, bound in chosen]])
        except Singular:
            continue
        if feasible(point, at_most, equal):
            values.append(dot(objective, point))
    return max(values, default=None)


def agrees_with_all_bases(programme: Programme) -> None:
    found, best = answer(programme), best_vertex(programme)
    if isinstance(found, Infeasible):
        assert best is None
    elif isinstance(found, Unbounded):
        assert best is not None
    else:
        assert found.value == best


@given(programmes(ties))
def test_the_optimum_is_the_best_of_all_bases(programme: Programme) -> None:
    agrees_with_all_bases(programme)


@given(programmes(ties))
def test_also_when_floats_propose(programme: Programme) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(linear_program, "SMALL", 0)
        agrees_with_all_bases(programme)


@given(programmes(wild))
def test_also_when_numbers_are_too_far_apart_for_floats(programme: Programme) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(linear_program, "SMALL", 0)
        agrees_with_all_bases(programme)


@given(programmes(wild))
def test_also_in_the_exact_method_alone(programme: Programme) -> None:
    agrees_with_all_bases(programme)


@st.composite
def bad_proposals(draw: st.DrawFn, programme: Programme) -> Proposal:
    objective, at_most, equal = programme
    columns = st.lists(st.integers(0, len(objective) - 1), unique=True).map(tuple)
    rows = len(at_most) + len(equal)
    places = st.lists(st.integers(0, rows - 1), unique=True).map(tuple) if rows else st.just(())
    reading = st.builds(Reading, columns, columns, places, places)
    kinds = st.sampled_from(["optimal", "infeasible", "unbounded", "unknown"])
    return Proposal(draw(kinds), tuple(draw(st.lists(reading, max_size=2))))


@given(st.data(), programmes(ties))
def test_whatever_floats_propose(data: st.DataObject, programme: Programme) -> None:
    """Proposals of no worth change nothing."""
    bad = data.draw(bad_proposals(programme))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(linear_program, "SMALL", 0)
        patch.setattr(linear_program, "proposal", lambda *_: bad)
        agrees_with_all_bases(programme)


@pytest.mark.parametrize(
    ("objective", "variable", "row"),
    [((1, 3), 0, 0), ((1, 3), 0, 1), ((1, 3), 1, 0), ((-1, -3), 1, 1)],
    ids=["not the best", "a variable below 0", "beyond a row", "a price below 0"],
)
def test_a_corner_that_is_proposed_must_be_feasible_and_the_best(
    objective: tuple[int, int], variable: int, row: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With x + y <= 4 and 2y - x/2 <= 2: one variable is basic in place of one slack."""
    rows = (((Fraction(1), Fraction(1)), Fraction(4)), ((Fraction(-1, 2), Fraction(2)), Fraction(2)))
    programme = (tuple(map(Fraction, objective)), rows, ())
    reading = Reading((variable,), (variable,), (row,), (row,))
    monkeypatch.setattr(linear_program, "SMALL", 0)
    monkeypatch.setattr(linear_program, "proposal", lambda *_: Proposal("optimal", (reading,)))
    found = answer(programme)
    assert isinstance(found, Optimum)
    assert found.value == best_vertex(programme)


@given(programmes(ties))
def test_minimising_is_maximising_the_opposite(programme: Programme) -> None:
    objective, at_most, equal = programme
    try:
        least = minimise(objective, at_most, equal)
    except (Infeasible, Unbounded) as error:
        with pytest.raises(type(error)):
            maximise([-own for own in objective], at_most, equal)
        return
    prices = (*least.prices_at_most, *least.prices_equal)
    rows = [*at_most, *equal]
    assert least.value == dot(objective, least.point) == dot([bound for _, bound in rows], prices)
    assert max(least.prices_at_most, default=0) <= 0
    assert all(own <= cost for own, cost in zip(combined(rows, prices, len(objective)), objective, strict=True))


def test_rows_of_zeros() -> None:
    zero, one = Fraction(0), Fraction(1)
    nothing = ((zero, zero), zero)
    assert answer(((one, -one), (nothing, ((one, one), one)), (nothing, nothing))).value == 1  # type: ignore[union-attr]
    assert isinstance(answer(((zero,), (((zero,), -one),), ())), Infeasible)
    assert isinstance(answer(((zero,), (), (((zero,), one),))), Infeasible)
    assert isinstance(answer(((one,), (), ())), Unbounded)
    assert maximise([zero]).value == 0


def test_nothing_to_choose() -> None:
    assert maximise([], [((), Fraction(1))]).value == 0
    with pytest.raises(Infeasible):
        maximise([], [((), Fraction(-1))])


def test_the_exact_method_ends_where_the_textbook_rule_cycles() -> None:
    """Beale's example."""
    rows: list[Row] = [
        (tuple(map(Fraction, ("1/4", "-60", "-1/25", "9"))), Fraction(0)),
        (tuple(map(Fraction, ("1/2", "-90", "-1/50", "3"))), Fraction(0)),
        (tuple(map(Fraction, ("0", "0", "1", "0"))), Fraction(1)),
    ]
    assert maximise(tuple(map(Fraction, ("3/4", "-150", "1/50", "-6"))), rows).value == Fraction(1, 20)


@pytest.mark.parametrize("size", [4, 12])
def test_many_pivots_and_thin_corners(size: int) -> None:
    """Klee and Minty's cube, and floats that cannot tell its corners apart."""
    rows: list[Row] = []
    for i in range(size):
        row = [Fraction(2 * 10 ** (i - j)) if j < i else Fraction(int(j == i)) for j in range(size)]
        rows.append((tuple(row), Fraction(100**i)))
    objective = tuple(Fraction(10 ** (size - 1 - j)) for j in range(size))
    found = answer((objective, tuple(rows), ()))
    assert isinstance(found, Optimum)
    assert found.value == 100 ** (size - 1)


@pytest.mark.parametrize("seed", range(3))
def test_large_programmes_are_answered_from_the_proposal(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    import random

    numbers = random.Random(seed)
    rows = tuple((tuple(Fraction(numbers.randint(0, 99)) for _ in range(60)), Fraction(100)) for _ in range(80))
    objective = tuple(Fraction(numbers.randint(1, 99)) for _ in range(60))
    monkeypatch.setattr(linear_program, "simplex", None)
    assert isinstance(answer((objective, rows, ())), Optimum)
    contradiction = (tuple(-own for own in rows[0][0]), Fraction(-101))
    assert isinstance(answer((objective, (*rows, contradiction), ())), Infeasible)
    gain = (*(Fraction(0) for _ in range(59)), Fraction(1))
    endless = tuple(((*row[:-1], -row[-1]), bound) for row, bound in rows)
    assert isinstance(answer((gain, endless, ())), Unbounded)


def test_a_row_of_the_wrong_length_is_refused() -> None:
    with pytest.raises(InvalidGame, match="row 0: found 1 coefficients"):
        maximise([Fraction(1), Fraction(1)], [([Fraction(1)], Fraction(1))])
