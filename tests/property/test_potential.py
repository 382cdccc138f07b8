"""Laws of potential functions, and that the checker and the definitions of `games.core` agree."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from games import StrategicGame
from games.core.nash import is_nash, mixed_profile
from games.core.potential import PotentialKind, is_improvement_cycle, is_potential
from games.testing import fractions, small_integers, strategic_games, two_player_games
from proofs import check
from proofs.certificate import Certificate
from proofs.claims import HasNoPotential, IsPotential
from proofs.witness import FourCycle, ListWitness, NoPotentialWitness

EXACT, WEIGHTED, ORDINAL, GENERALIZED = PotentialKind
one_game = st.one_of(
    strategic_games(players=(1, 3), max_actions=3),
    strategic_games(players=(2, 3), max_actions=2, payoffs=st.integers(0, 1).map(Fraction)),
    two_player_games(max_actions=3, payoffs=fractions),
)
kinds = pytest.mark.parametrize("kind", PotentialKind)


@st.composite
def congestion_games(draw):
    """Rosenthal's: each chooses one of the roads, whose costs depend on how many do; he may pay a toll of his own besides."""
    players, roads = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    costs = [draw(st.lists(small_integers, min_size=players, max_size=players)) for _ in range(roads)]
    tolls = [draw(st.lists(small_integers, min_size=roads, max_size=roads)) for _ in range(players)]
    names, labels = tuple(f"P{i}" for i in range(players)), tuple("abc"[:roads])
    game = StrategicGame(names, (labels,) * players, ((0,) * roads**players,) * players)
    table = {
        chosen: tuple(
            -costs[labels.index(own)][chosen.count(own) - 1] - tolls[i][labels.index(own)]
            for i, own in enumerate(chosen)
        )
        for chosen in game.profiles()
    }
    return StrategicGame.from_table(names, table)


@given(congestion_games())
def test_congestion_games_have_exact_potentials(game):
    assert game.potential().kind is EXACT


@kinds
@given(game=one_game)
def test_where_a_potential_is_greatest_nobody_gains(kind, game):
    answer = game.potential(kind)
    assert answer.exists is bool(answer.values)
    assert all(is_nash(game, mixed_profile(game, profile)) for profile in answer.maximisers)


@given(one_game)
def test_each_kind_is_one_of_the_next(game):
    found = [game.potential(kind) for kind in PotentialKind]
    assert [own.exists for own in found] == sorted(own.exists for own in found)
    for own in found:
        if own.exists and own.kind is EXACT:
            assert is_potential(game, WEIGHTED, own.values, (Fraction(1),) * len(game.players))
        if own.exists:
            weaker = list(PotentialKind)[max(2, list(PotentialKind).index(own.kind)) :]
            assert all(is_potential(game, kind, own.values) for kind in weaker)


@kinds
@given(game=one_game)
def test_a_refusal_holds_a_counterexample(kind, game):
    answer = game.potential(kind)
    assert (kind in (ORDINAL, GENERALIZED) and not answer.exists) == bool(answer.cycle)
    if answer.cycle:
        assert is_improvement_cycle(game, answer.cycle, weak=kind is ORDINAL)
        assert len(set(answer.cycle)) == len(answer.cycle) >= 3


@kinds
@given(game=one_game, data=st.data())
def test_units_and_what_others_choose_do_not_matter(kind, game, data):
    factor = data.draw(st.fractions(Fraction(1, 5), 5, max_denominator=5))
    bonus = {}

    def changed(i, profile, value):
        others = (i, *profile[:i], *profile[i + 1 :])
        if others not in bonus:
            bonus[others] = data.draw(small_integers)
        return factor * value + bonus[others]

    rows = (
        tuple(changed(i, profile, value) for profile, value in zip(game.profiles(), row, strict=True))
        for i, row in enumerate(game.payoffs)
    )
    other = StrategicGame(game.players, game.actions, tuple(rows))
    here, there = game.potential(kind), other.potential(kind)
    assert here.exists == there.exists and here.weights == there.weights
    if kind is EXACT:
        assert [factor * (own - here.values[0]) for own in here.values] == [
            own - there.values[0] for own in there.values
        ]


@kinds
@given(game=one_game, data=st.data())
def test_the_order_of_players_and_actions_does_not_matter(kind, game, data):
    order = data.draw(st.permutations(range(len(game.players))))
    actions = [tuple(data.draw(st.permutations(game.actions[i]))) for i in order]
    other = StrategicGame.from_table(
        [game.players[i] for i in order],
        {tuple(profile[i] for i in order): [game.payoff(profile)[i] for i in order] for profile in game.profiles()},
        actions=actions,
    )
    here, there = game.potential(kind), other.potential(kind)
    assert here.exists == there.exists
    if here.exists and kind is EXACT:
        moved = [there.value(tuple(profile[i] for i in order)) for profile in game.profiles()]
        assert [own - here.values[0] for own in here.values] == [own - moved[0] for own in moved]


@kinds
@given(game=one_game, data=st.data())
def test_checker_and_definition_agree_on_any_values(kind, game, data):
    answer = game.potential(kind)
    values = list(answer.values) or [data.draw(small_integers) for _ in game.payoffs[0]]
    if data.draw(st.booleans()):
        values[data.draw(st.integers(0, len(values) - 1))] += data.draw(st.sampled_from([-1, Fraction(1, 2), 1]))
    weights = answer.weights or ((Fraction(1),) * len(game.players) if kind is WEIGHTED else ())
    claim = IsPotential(game, kind.value, weights, tuple(values))
    assert check(Certificate(claim, ListWitness())).accepted == is_potential(game, kind, values, weights)


@kinds
@given(game=one_game, data=st.data())
def test_no_cycle_that_is_drawn_refutes_a_potential_that_exists(kind, game, data):
    profiles = st.sampled_from(list(game.profiles()))
    players = st.sampled_from(game.players)
    cycle = st.builds(FourCycle, profiles, profiles, players, players)
    cycles = data.draw(st.one_of(st.lists(cycle, max_size=3), st.just([])))
    path = data.draw(st.lists(profiles, max_size=5))
    for witness in (NoPotentialWitness(tuple(cycles)), NoPotentialWitness((), tuple(path))):
        if check(Certificate(HasNoPotential(game, kind.value), witness)):
            assert not game.potential(kind).exists
