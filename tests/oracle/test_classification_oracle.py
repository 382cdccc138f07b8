"""Names and equilibria of 2x2 games against brute force: the definition of the names, and complete enumeration of the equilibria."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from functools import cache
from itertools import permutations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from games.core.classification import Classification, ConditionalEquilibria, GameCase
from games.core.nash import expected_payoffs
from games.core.strategic import StrategicGame
from games.errors import Unsupported
from games.exact import Relation, substitute
from games.models.local_incentive import IncentiveCompetition
from games.solvers.by_support import equilibria_by_support
from games.solvers.conditional import conditional_equilibria
from games.solvers.pure import pure_equilibria
from games.solvers.reals import Satisfiable, decide
from games.solvers.support import support_equilibrium
from games.solvers.two_by_two import classify
from proofs.checker.ordinal import name_of as name_by_orders
from proofs.checker.ordinal import weak_orders
from tests.best_reply_polytopes import extreme_equilibria, matrices
from tests.classification_examples import BEYOND, CYCLE, HAWKS, entry, holds, points, same_subsets, with_support
from tests.games_by_definition import SYMMETRIC, name_of, symmetric

SMALL = st.integers(-2, 2).map(Fraction)
"""Few values, so that ties are frequent."""


def numbers(payoffs: list[Fraction]) -> StrategicGame:
    """A 2x2 game from eight numbers."""
    a, b, c, d, e, f, g, h = payoffs
    return StrategicGame.from_arrays([[a, b], [c, d]], [[e, f], [g, h]])


def assert_right(case: GameCase, game: StrategicGame, at: dict[str, Fraction]) -> None:
    """The case's name and equilibria, with values put in, are those of the game by brute force."""
    assert case.game == name_of(*matrices(game))
    components = [
        tuple(
            tuple(tuple(Fraction(substitute(weight, at)) for weight in own) for own in strategies)
            for strategies in component.strategies
        )
        for component in case.components
    ]
    assert same_subsets(components, game)
    profiles = dict.fromkeys(profile for component in components for profile in product(*component))
    worth = [tuple(Fraction(substitute(own, at)) for own in payoffs) for payoffs in case.payoffs]
    assert worth == [expected_payoffs(game, profile) for profile in profiles]


@given(st.lists(SMALL, min_size=8, max_size=8))
def test_a_game_in_numbers_has_its_name_and_all_its_equilibria(payoffs: list[Fraction]) -> None:
    game = numbers(payoffs)
    (case,) = classify(game).cases
    assert not case.assume
    assert_right(case, game, {})


GENERAL = StrategicGame.from_arrays([["a", "b"], ["c", "d"]], [["e", "f"], ["g", "h"]])
SYMMETRIC_GAME = StrategicGame.from_arrays([["R", "S"], ["T", "P"]], [["R", "T"], ["S", "P"]])
PROVISION = StrategicGame.from_arrays(
    [["B/n - c", "B - c"], [0, "B/n"]], [["B/n - c", 0], ["B - c", "B/n"]], assumptions=["B > 0", "n >= 2", "c >= 0"]
)
EXTREMES = StrategicGame.from_arrays([["max(a, b)", 0], [0, 1]], [["b", 0], [0, "min(a, 1)"]])
ZERO_SUM = StrategicGame.from_arrays([["a", "b"], ["c", 0]], [["-a", "-b"], ["-c", 0]])
FAMILIES = {
    "eight free payoffs": GENERAL,
    "symmetric": SYMMETRIC_GAME,
    "provision": PROVISION,
    "extremes": EXTREMES,
    "zero-sum": ZERO_SUM,
}


@cache
def answered(family: str) -> Classification:
    """The answer for a family of games, found once."""
    return classify(FAMILIES[family])


@pytest.mark.parametrize("family", FAMILIES)
@given(data=st.data())
def test_exactly_one_case_applies_and_says_what_the_numbers_say(family: str, data: st.DataObject) -> None:
    answer = answered(family)
    values = st.sampled_from([Fraction(own, 2) for own in range(-3, 8)]) if family == "provision" else SMALL
    at = {name: data.draw(values, name) for name in answer.game.symbols}
    if not holds(answer.game.assumptions, at):
        at = {"B": Fraction(12), "n": Fraction(2 + abs(at["n"])), "c": abs(at["c"]) * 2}
    applying = [case for case in answer.cases if holds(case.assume, at)]
    assert len(applying) == 1, at
    assert_right(applying[0], answer.game.substitute(at), at)


@pytest.mark.parametrize("family", ["symmetric", "provision", "zero-sum", "extremes"])
def test_every_case_has_points_and_is_right_inside_and_on_its_edges(family: str) -> None:
    """For each case a point inside, and on each of its edges one (which belongs to whichever case says so)."""
    answer = answered(family)
    for case in answer.cases:
        inside = decide([*answer.game.assumptions, *case.assume])
        assert isinstance(inside, Satisfiable), str(case)
        assert_right_at(answer, rational(inside))
        for edge in case.assume:
            others = [own for own in case.assume if own is not edge]
            on = decide([*answer.game.assumptions, *others, Relation(edge.left, "=", edge.right)])
            if isinstance(on, Satisfiable) and on.is_rational:
                assert_right_at(answer, rational(on))


def rational(found: Satisfiable) -> dict[str, Fraction]:
    assert found.is_rational
    return {name: Fraction(own) for name, own in found.values.items()}  # type: ignore[arg-type]


def assert_right_at(answer: Classification, values: dict[str, Fraction]) -> None:
    """Exactly one case applies at the point, and it is right; symbols that nothing is said of are zero."""
    at = {name: values.get(name, Fraction(0)) for name in answer.game.symbols}
    (case,) = [own for own in answer.cases if holds(own.assume, at)]
    assert_right(case, answer.game.substitute(at), at)


def test_the_model_of_incentive_competition_says_the_same() -> None:
    """Two governments: the regions of the model, derived by hand, against the table of the game."""
    model = IncentiveCompetition(cost="c", investment="B", governments=2)
    answer = classify(model.strategic())
    (dilemma,) = answer.named("prisoner's dilemma")
    (region,) = [own for own in model.regions() if own.name == "prisoner's dilemma"]
    for cost, investment in product([Fraction(k, 2) for k in range(9)], [Fraction(k) for k in range(1, 5)]):
        at = {"c": cost, "B": investment}
        assert holds(dilemma.assume, at) == holds(region.assume, at)


def test_points_on_the_boundaries_of_the_provision_game() -> None:
    answer = answered("provision")
    for n, c in product(range(2, 6), [Fraction(k, 2) for k in range(25)]):
        at = {"B": Fraction(12), "n": Fraction(n), "c": c}
        (case,) = [own for own in answer.cases if holds(own.assume, at)]
        assert_right(case, answer.game.substitute(at), at)
    assert {case.game for case in answer.cases} >= {"prisoner's dilemma", "chicken", "harmony", "degenerate"}


def test_names_by_definition_and_names_by_orders_agree_on_all_weak_orders() -> None:
    orders = list(weak_orders())
    assert len(orders) == 75
    for row, column in product(orders, repeat=2):
        by_letters = name_of([row[:2], row[2:]], [column[:2], column[2:]])
        assert by_letters == name_by_orders(row, column), (row, column)


def test_the_strict_ordinal_games_fall_into_the_classes_of_the_literature() -> None:
    """144 strict games, four relabellings each: 36 with two dominant actions, 72 with one, 18 with two equilibria, 18 with none."""
    found: Counter[str] = Counter()
    for row, column in product(permutations(range(4)), repeat=2):
        found[classify(numbers([Fraction(own) for own in (*row, *column)])).name] += 1
    two = ("prisoner's dilemma", "deadlock", "harmony", "two dominant actions")
    coordinated = ("stag hunt", "coordination", "chicken", "battle of the sexes", "chicken/battle of the sexes")
    assert sum(found[name] for name in two) == 4 * 36
    assert found["one dominant action"] == 4 * 72
    assert found["matching pennies"] == 4 * 18
    assert sum(found[name] for name in coordinated) == 4 * 18
    assert (found["prisoner's dilemma"], found["chicken"]) == (4, 4)


@pytest.mark.parametrize(("order", "name"), SYMMETRIC.items())
def test_the_symmetric_games_have_their_names(order: str, name: str) -> None:
    row, column = symmetric(order)
    assert classify(StrategicGame.from_arrays(row, column)).name == name_of(row, column) == name
    swapped = order.translate(str.maketrans("RPST", "PRTS"))
    assert classify(StrategicGame.from_arrays(*symmetric(swapped))).name == name


@given(st.fractions(-3, 6, max_denominator=4), st.fractions("1/4", 6, max_denominator=4))
def test_hawks_and_doves_mix_exactly_where_the_condition_says(cost: Fraction, value: Fraction) -> None:
    at = {"C": cost, "V": value}
    answer = support_equilibrium(HAWKS, "h d; h d")
    found = with_support(HAWKS.substitute(at), answer.support)
    (own,) = answer.equilibria
    if cost != 0:
        assert bool(found) == holds(own.assume, at)
    for pair in found:
        assert pair == tuple(tuple(Fraction(substitute(w, at)) for w in weights) for weights in own.profile)


def supports(game: StrategicGame) -> list[tuple[tuple[str, ...], ...]]:
    """All supports in which both play equally many actions."""
    first, second = (
        [tuple(label for k, label in enumerate(labels) if bits >> k & 1) for bits in range(1, 1 << len(labels))]
        for labels in game.actions
    )
    return [(one, other) for one in first for other in second if len(one) == len(other)]


@given(st.lists(st.integers(-2, 3), min_size=18, max_size=18), st.integers(-2, 3))
def test_every_support_of_a_game_with_a_symbol_against_enumeration(payoffs: list[int], value: int) -> None:
    cells: list[object] = [*payoffs]
    cells[4], cells[9] = "s", f"{payoffs[9]} - s"
    rows = [cells[k : k + 3] for k in range(0, 18, 3)]
    game = StrategicGame.from_arrays(rows[:3], rows[3:])
    at = {"s": Fraction(value)}
    inside = game.substitute(at)
    for support in supports(game)[::4]:
        try:
            answer = support_equilibrium(game, support)
        except Unsupported:
            continue
        if not holds(answer.apart, at):
            continue
        found = with_support(inside, support)
        claimed = [own for own in answer.equilibria if holds(own.assume, at)]
        assert len(found) == len(claimed), (support, answer)


@pytest.mark.parametrize("game", [CYCLE, BEYOND], ids=lambda game: game.name)
def test_a_complete_answer_by_supports_is_the_enumeration_at_every_point(game: StrategicGame) -> None:
    answer = equilibria_by_support(game)
    assert answer.complete
    for at in points(game):
        claimed = {
            tuple(tuple(Fraction(substitute(weight, at)) for weight in weights) for weights in own.profile)
            for own in answer.equilibria
            if holds(own.assume, at)
        }
        assert claimed == extreme_equilibria(*matrices(game.substitute(at))), at


@given(st.lists(st.integers(-1, 2), min_size=12, max_size=12), st.integers(-2, 3))
def test_by_supports_nothing_is_claimed_that_is_not_and_what_is_open_is_said(payoffs: list[int], value: int) -> None:
    cells: list[object] = [*payoffs]
    cells[2], cells[7] = "s", f"{payoffs[7]} + s"
    rows = [cells[k : k + 3] for k in range(0, 12, 3)]
    game = StrategicGame.from_arrays(rows[:2], rows[2:])
    answer, at = equilibria_by_support(game), {"s": Fraction(value)}
    inside = game.substitute(at)
    for part in answer.parts:
        if holds(part.apart, at):
            claimed = sum(holds(own.assume, at) for own in part.equilibria)
            assert claimed == len(with_support(inside, part.support)), part.support
    assert len(answer.parts) + len(answer.left_open) == 3 * 7


@given(st.integers(1, 30))
def test_pure_equilibria_of_the_entry_game_hold_where_they_say(halves: int) -> None:
    at = {"c": Fraction(halves, 2)}
    claimed = {own.profile for own in entered().equilibria if holds(own.assume, at)}
    assert claimed == {own.profile for own in pure_equilibria(entry().substitute(at)).equilibria}


@cache
def entered() -> ConditionalEquilibria:
    """The pure equilibria of the entry game, found once."""
    return conditional_equilibria(entry())


def test_the_cycle_mixes_over_all_three_and_over_no_two() -> None:
    (own,) = support_equilibrium(CYCLE, "1 2 3; 1 2 3").equilibria
    assert own.assume == ()
    assert set(own.profile[0]) == {Fraction(1, 3)}
    for support in ("1 2; 1 2", "1 2; 2 3", "1 2; 3", "1 2; 1 2 3"):
        answer = support_equilibrium(CYCLE, support)
        assert (answer.equilibria, answer.apart, answer.complete) == ((), (), True), support
