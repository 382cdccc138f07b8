"""Laws of games in extensive form: two definitions agree, Kuhn's theorem, round trips, renaming, what payoffs may become."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from games import solvable
from games.core.behaviour import departures, expected_payoffs, is_nash, is_subgame_perfect, reach_chances
from games.core.extensive import BehaviourProfile, ExtensiveGame
from games.core.nash import deviations, mixed_profile
from games.core.nash import expected_payoffs as mixed_payoffs
from games.core.plans import behaviour_of, mixed_of, plans, strategic_form
from games.core.recall import forgotten
from games.formats.efg import dumps, read
from games.solvers.backward_induction import subgame_perfect_equilibria
from games.solvers.extensive_check import check_behaviour
from games.solvers.tree_cases import tree_cases
from games.testing import extensive_games, few_values, fractions
from proofs import certify

TREES = extensive_games(players=(2, 3), max_moves=7, max_actions=2)


def behaviours(game: ExtensiveGame) -> st.SearchStrategy[BehaviourProfile]:
    """Behaviour profiles, often pure."""

    def drawn(size: int) -> st.SearchStrategy[tuple[Fraction, ...]]:
        sure = st.integers(0, size - 1).map(lambda k: tuple(Fraction(int(k == a)) for a in range(size)))
        weights = st.lists(st.integers(0, 3), min_size=size, max_size=size).filter(any)
        return st.one_of(sure, weights.map(lambda own: tuple(Fraction(w, sum(own)) for w in own)))

    return st.tuples(*(st.tuples(*(drawn(len(own.actions)) for own in sets)) for sets in game.sets_by_player))


def _sure(size: int, chance: random.Random) -> tuple[Fraction, ...]:
    chosen = chance.randrange(size)
    return tuple(Fraction(int(own == chosen)) for own in range(size))


PLAYED = TREES.flatmap(lambda game: st.tuples(st.just(game), behaviours(game)))


@given(extensive_games(payoffs=fractions))
def test_a_written_tree_is_read_back(game: ExtensiveGame) -> None:
    assert solvable(read(dumps(game))) == game


@given(TREES)
def test_drawn_trees_have_perfect_recall(game: ExtensiveGame) -> None:
    assert not forgotten(game)


@given(PLAYED)
def test_mixing_plans_and_behaving_lead_to_the_same_ends(drawn: tuple[ExtensiveGame, BehaviourProfile]) -> None:
    game, profile = drawn
    mixed = mixed_of(game, profile)
    again, _ = behaviour_of(game, mixed)
    assert reach_chances(game, again) == reach_chances(game, profile)
    assert mixed_payoffs(strategic_form(game), mixed) == expected_payoffs(game, profile)


@given(PLAYED, st.randoms(use_true_random=False))
def test_one_player_alone_may_change_between_the_two(
    drawn: tuple[ExtensiveGame, BehaviourProfile], chance: random.Random
) -> None:
    """Realisation equivalent: the same chances of all nodes whatever the others do."""
    game, profile = drawn
    player = chance.randrange(len(game.players))
    again, _ = behaviour_of(game, mixed_of(game, profile))
    others = tuple(
        own if i == player else tuple(_sure(len(weights), chance) for weights in own) for i, own in enumerate(profile)
    )
    swapped = (*others[:player], again[player], *others[player + 1 :])
    assert reach_chances(game, swapped) == reach_chances(game, others)


@given(PLAYED)
def test_nash_in_behaviour_is_nash_of_the_strategic_form(drawn: tuple[ExtensiveGame, BehaviourProfile]) -> None:
    game, profile = drawn
    form = strategic_form(game)
    gains = [own.gain for own in deviations(form, mixed_profile(form, mixed_of(game, profile)))]
    assert is_nash(game, profile) == all(gain <= 0 for gain in gains)


@given(TREES)
def test_the_reduced_form_merges_what_pays_the_same(game: ExtensiveGame) -> None:
    full, reduced = strategic_form(game, reduced=False), strategic_form(game)
    assert {full.payoff(own) for own in full.profiles()} == {reduced.payoff(own) for own in reduced.profiles()}
    for player in range(len(game.players)):
        assert len(plans(game, player)) <= len(plans(game, player, reduced=False))


@given(PLAYED, st.sampled_from(["subgame perfect", "nash"]))
def test_core_and_checker_agree_on_every_profile(drawn: tuple[ExtensiveGame, BehaviourProfile], concept: str) -> None:
    game, profile = drawn
    answer = check_behaviour(game, profile, concept=concept)
    assert answer.holds == (is_subgame_perfect if concept == "subgame perfect" else is_nash)(game, profile)
    assert str(certify(answer).status) == ("proved" if answer.holds else "refuted")


@given(TREES)
def test_every_answer_is_proved_and_each_listed_profile_is_subgame_perfect(game: ExtensiveGame) -> None:
    answer = subgame_perfect_equilibria(game)
    certified = certify(answer)
    assert answer.complete
    assert str(certified.status) == "proved", certified.reason
    assert answer.count == len(set(answer.equilibria)) == len(answer.equilibria)
    assert {own.payoffs for own in answer.equilibria} == set(answer.payoff_profiles)
    for own in answer.equilibria:
        assert not any(departure.gain > 0 for departure in departures(game, own.profile))
        assert expected_payoffs(game, own.profile) == own.payoffs


@given(TREES, st.randoms(use_true_random=False))
def test_play_at_free_information_sets_does_not_matter(game: ExtensiveGame, chance: random.Random) -> None:
    for own in subgame_perfect_equilibria(game).equilibria:
        other = tuple(
            tuple(_sure(len(weights), chance) if h in away else weights for h, weights in enumerate(behaviour))
            for behaviour, away in zip(own.profile, own.free, strict=True)
        )
        assert is_subgame_perfect(game, other)
        assert expected_payoffs(game, other) == own.payoffs


@given(TREES, st.integers(1, 3), st.integers(-2, 2))
def test_scaling_payoffs_at_the_ends_changes_no_equilibrium(game: ExtensiveGame, factor: int, shift: int) -> None:
    """A positive multiple everywhere, and the same amount more at every end."""
    moved = tuple(
        replace(
            node,
            payoffs=tuple(factor * own + (shift if node.is_end else 0) for own in node.payoffs)
            or ((Fraction(shift),) * len(game.players) if node.is_end else ()),
        )
        for node in game.nodes
    )
    profiles = {own.profile for own in subgame_perfect_equilibria(game).equilibria}
    assert profiles == {own.profile for own in subgame_perfect_equilibria(replace(game, nodes=moved)).equilibria}


@given(extensive_games(players=2, max_moves=6, max_actions=2, perfect_information=True), st.data())
def test_cases_are_disjoint_and_say_what_numbers_say(game: ExtensiveGame, data: st.DataObject) -> None:
    """One or two payoffs become symbols; at any values exactly one case holds, with the equilibria of the game in numbers."""
    ends = [number for number, node in enumerate(game.nodes) if node.is_end]
    places = data.draw(st.lists(st.tuples(st.sampled_from(ends), st.integers(0, 1)), max_size=2, unique=True))
    nodes = list(game.nodes)
    for name, (number, player) in zip("xy", places, strict=False):
        paid = list(nodes[number].payoffs)
        paid[player] = name  # type: ignore[call-overload]
        nodes[number] = replace(nodes[number], payoffs=tuple(paid))
    marked = replace(game, nodes=tuple(nodes))
    answer = tree_cases(marked)
    values = {name: data.draw(few_values) for name in "xy"}
    holding = [case for case in answer.cases if all(own.holds(values) for own in case.assume)]
    assert len(holding) == 1
    numbers = subgame_perfect_equilibria(marked.substitute(values))
    assert {own.profile for own in holding[0].equilibria} == {own.profile for own in numbers.equilibria}
    certified = certify(answer)
    assert str(certified.status) == "proved", certified.reason
