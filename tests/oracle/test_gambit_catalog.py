"""The games of pygambit's own catalogue, read, converted and solved here and there."""

from __future__ import annotations

from fractions import Fraction
from functools import cache

import pytest

from games import StrategicGame, solvable
from games.core.nash import expected_payoffs, is_nash
from games.formats import efg, nfg

NOTICE = "pygambit's catalogue is not installed: its games are not compared"
pygambit = pytest.importorskip("pygambit", reason=NOTICE)
shelf = pytest.importorskip("pygambit.catalog", reason=NOTICE)
SLUGS = list(shelf.games().Game)


@cache
def theirs(slug: str):
    return shelf.load(slug)


@cache
def ours(slug: str) -> StrategicGame:
    return StrategicGame.from_any(theirs(slug))


@cache
def solvable_there(slug: str):
    """The game as Gambit solves it: a tree without perfect recall by its strategic form."""
    return theirs(slug) if theirs(slug).is_perfect_recall else ours(slug).to("pygambit")


@cache
def is_tree(slug: str) -> bool:
    return theirs(slug).is_tree


TREES = [slug for slug in SLUGS if is_tree(slug)]
TABLES = [slug for slug in SLUGS if not is_tree(slug)]
PAIRS = [slug for slug in SLUGS if len(ours(slug).players) == 2]


def plain(profile) -> tuple[tuple[Fraction, ...], ...]:
    """A mixed profile of Gambit's in exact numbers, in the order of the game that was converted."""
    weights = iter([Fraction(int(own.numerator), int(own.denominator)) for _, own in profile])
    sizes = [len(list(player.strategies)) for player in profile.game.players]
    return tuple(tuple(next(weights) for _ in range(size)) for size in sizes)


def slices(game) -> list:
    """For each player and strategy, the payoffs of all profiles that hold it: alike in games that differ in the order of strategies."""
    profiles = list(game.profiles())
    return [
        sorted(sorted(game.payoff(own) for own in profiles if own[i] == action) for action in actions)
        for i, actions in enumerate(game.actions)
    ]


def test_the_catalogue_has_games_of_both_forms():
    assert len(TREES) > 10
    assert len(TABLES) > 3


@pytest.mark.parametrize("slug", SLUGS)
def test_the_file_that_gambit_writes_is_the_game_that_its_object_is(slug):
    game = nfg.loads(theirs(slug).to_nfg()).game
    assert (game.players, game.actions, game.payoffs) == (ours(slug).players, ours(slug).actions, ours(slug).payoffs)


@pytest.mark.parametrize("slug", TABLES)
def test_tables_come_back_from_the_file_and_from_the_object(slug):
    assert nfg.loads(ours(slug).to("nfg")).game.payoffs == ours(slug).payoffs
    assert StrategicGame.from_any(ours(slug).to("pygambit")) == ours(slug)


@pytest.mark.parametrize("slug", TREES)
def test_trees_have_the_reduced_strategic_form_that_gambit_gives_them(slug):
    tree = solvable(efg.loads(theirs(slug).to_efg()).game)
    assert tree.perfect_recall == theirs(slug).is_perfect_recall
    reduced = tree.strategic_form()
    assert reduced.shape == ours(slug).shape
    assert slices(reduced) == slices(ours(slug))


@pytest.mark.parametrize("slug", SLUGS)
def test_pure_equilibria_are_the_same(slug):
    found = {own.profile for own in ours(slug).pure_equilibria().equilibria}
    assert found == {plain(own) for own in pygambit.nash.enumpure_solve(solvable_there(slug)).equilibria}


@pytest.mark.parametrize("slug", PAIRS)
def test_extreme_equilibria_of_two_players_are_the_same_and_all(slug):
    answer = ours(slug).equilibria()
    assert answer.complete
    peer = {plain(own) for own in pygambit.nash.enummixed_solve(solvable_there(slug), rational=True).equilibria}
    assert {own.profile for own in answer.equilibria} == peer


@pytest.mark.parametrize("slug", SLUGS)
def test_what_gambit_finds_is_an_equilibrium_here_with_the_payoffs_that_it_says(slug):
    for own in pygambit.nash.enumpure_solve(solvable_there(slug)).equilibria:
        assert is_nash(ours(slug), plain(own))
        paid = [Fraction(str(own.payoff(player.label))) for player in solvable_there(slug).players]
        assert list(expected_payoffs(ours(slug), plain(own))) == paid


def test_the_irrational_equilibrium_of_three_players_is_where_gambit_sees_it():
    slug = "journals/ijgt/nau2004/sec4"
    if slug not in SLUGS:
        pytest.skip("this pygambit has another catalogue: the irrational equilibrium is not compared")
    answer = ours(slug).mixed_equilibria()
    assert answer.complete
    (own,) = answer.equilibria
    (peer,) = pygambit.nash.enumpoly_solve(theirs(slug)).equilibria
    sides = [bounds for player in own.point.bounds for bounds in player]
    assert all(abs(float(low) - float(weight)) < 1e-6 for (low, _), (_, weight) in zip(sides, peer, strict=True))
