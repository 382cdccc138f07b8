"""Laws of names and equilibria of 2x2 games: what the labels are, and in which units payoffs are told, makes no difference."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from games.core.classification import NAMES, GameCase
from games.core.nash import is_nash, mixed_profile
from games.core.strategic import StrategicGame
from games.solvers.two_by_two import classify

SMALL = st.integers(-2, 2).map(Fraction)
GAMES = st.lists(SMALL, min_size=8, max_size=8)
WEIGHTS = st.fractions(0, 1, max_denominator=6)
Strategies = tuple[tuple[Fraction, ...], ...]


def game_of(payoffs: list[Fraction]) -> StrategicGame:
    a, b, c, d, e, f, g, h = payoffs
    return StrategicGame.from_arrays([[a, b], [c, d]], [[e, f], [g, h]])


def only_case(payoffs: list[Fraction]) -> GameCase:
    (case,) = classify(game_of(payoffs)).cases
    return case


def products(case: GameCase) -> set[tuple[frozenset[object], ...]]:
    """The components as sets."""
    return {tuple(frozenset(own) for own in component.strategies) for component in case.components}


@given(GAMES)
def test_every_game_has_one_of_the_names(payoffs: list[Fraction]) -> None:
    assert only_case(payoffs).game in NAMES


@given(GAMES)
def test_exchanging_the_rows_exchanges_the_row_players_probabilities(payoffs: list[Fraction]) -> None:
    a, b, c, d, e, f, g, h = payoffs
    case, turned = only_case(payoffs), only_case([c, d, a, b, g, h, e, f])
    assert turned.game == case.game
    assert products(turned) == {(frozenset(own[::-1] for own in x), y) for x, y in products(case)}  # type: ignore[index]


@given(GAMES)
def test_exchanging_the_columns_exchanges_the_column_players_probabilities(payoffs: list[Fraction]) -> None:
    a, b, c, d, e, f, g, h = payoffs
    case, turned = only_case(payoffs), only_case([b, a, d, c, f, e, h, g])
    assert turned.game == case.game
    assert products(turned) == {(x, frozenset(own[::-1] for own in y)) for x, y in products(case)}  # type: ignore[index]


@given(GAMES)
def test_exchanging_the_players_exchanges_their_strategies(payoffs: list[Fraction]) -> None:
    a, b, c, d, e, f, g, h = payoffs
    case, turned = only_case(payoffs), only_case([e, g, f, h, a, c, b, d])
    assert turned.game == case.game
    assert products(turned) == {(y, x) for x, y in products(case)}


@given(GAMES, st.fractions("1/3", 3, max_denominator=3), SMALL, st.fractions("1/3", 3, max_denominator=3), SMALL)
def test_other_units_change_neither_the_name_nor_the_equilibria(
    payoffs: list[Fraction], scale: Fraction, shift: Fraction, other_scale: Fraction, other_shift: Fraction
) -> None:
    told = [scale * own + shift for own in payoffs[:4]] + [other_scale * own + other_shift for own in payoffs[4:]]
    case, turned = only_case(payoffs), only_case(told)
    assert (turned.game, products(turned)) == (case.game, products(case))


@given(GAMES, SMALL, SMALL)
def test_what_only_the_other_decides_changes_no_equilibrium(
    payoffs: list[Fraction], left: Fraction, right: Fraction
) -> None:
    a, b, c, d, *rest = payoffs
    assert products(only_case([a + left, b + right, c + left, d + right, *rest])) == products(only_case(payoffs))


@given(GAMES, WEIGHTS, WEIGHTS)
def test_every_mixture_inside_a_component_is_an_equilibrium(
    payoffs: list[Fraction], first: Fraction, second: Fraction
) -> None:
    game = game_of(payoffs)
    for component in only_case(payoffs).components:
        mixed = []
        for strategies, weight in zip(component.strategies, (first, second), strict=True):
            one, other = strategies[0], strategies[-1]
            mixed.append([weight * p + (1 - weight) * q for p, q in zip(one, other, strict=True)])
        assert is_nash(game, mixed_profile(game, mixed))


@given(GAMES, WEIGHTS, WEIGHTS)
def test_what_lies_in_no_component_is_no_equilibrium(payoffs: list[Fraction], x: Fraction, y: Fraction) -> None:
    game = game_of(payoffs)
    profile = ((x, 1 - x), (y, 1 - y))
    inside = any(
        all(
            min(own[0] for own in strategies) <= at[0] <= max(own[0] for own in strategies)  # type: ignore[type-var]
            for strategies, at in zip(component.strategies, profile, strict=True)
        )
        for component in only_case(payoffs).components
    )
    assert is_nash(game, mixed_profile(game, profile)) == inside
