"""Laws of anonymous games with any number of actions: names, units, what the others give, actions that add nothing."""

from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from games import AlgebraicNumber, AnonymousGame
from games.core.anonymous import count_vectors
from games.core.solution import Enclosure
from games.formats import game_file
from games.formats.write import dumps
from games.testing import fractions, small_integers

LABELS = ("up", "down", "side", "back")


@st.composite
def crowds(draw, *, most=4, actions=(3,), payoffs=small_integers):
    m = draw(st.sampled_from(actions))
    n = draw(st.integers(1, most))
    size = len(list(count_vectors(n - 1, m)))
    tables = tuple(tuple(draw(st.lists(payoffs, min_size=size, max_size=size))) for _ in range(m))
    return AnonymousGame(Fraction(n), LABELS[:m], tables)


def rebuilt(game, payoff, actions=None):
    """A game of the same size from a function of (action, counts)."""
    labels = actions or game.actions
    vectors = list(count_vectors(game.size - 1, len(labels)))
    return AnonymousGame(
        game.players, labels, tuple(tuple(payoff(own, vector) for vector in vectors) for own in range(len(labels)))
    )


def bounds(real):
    if isinstance(real, AlgebraicNumber):
        return real.enclosure()
    return (real.lo, real.hi) if isinstance(real, Enclosure) else (real, real)


def same(one, other):
    (a, b), (c, d) = bounds(one), bounds(other)
    return a <= d and c <= b


def assert_same_points(mine, theirs, order):
    """The equilibria of one are those of the other with actions renumbered: place k of theirs is action order[k] of mine."""
    assert len(mine.equilibria) == len(theirs.equilibria)
    for own in theirs.equilibria:
        matching = [
            other
            for other in mine.equilibria
            if all(same(own.probs[k], other.probs[place]) for k, place in enumerate(order))
        ]
        assert len(matching) == 1 and matching[0].stable == own.stable


@given(crowds(), st.permutations(range(3)))
def test_renumbering_actions_renumbers_the_equilibria(game, order):
    def payoff(own, counts):
        back = [0] * 3
        for k, place in enumerate(order):
            back[place] = counts[k]
        return game.payoff_at(order[own], tuple(back))

    other = rebuilt(game, payoff, tuple(game.actions[place] for place in order))
    mine = {tuple(counts[place] for place in order) for counts in game.count_profiles().profiles}
    assert mine == set(other.count_profiles().profiles)
    one, two = game.symmetric_profiles(), other.symmetric_profiles()
    assume(one.complete and two.complete)
    assert_same_points(one, two, order)


@given(crowds(payoffs=fractions), st.fractions(Fraction(1, 9), 9), st.data())
def test_units_and_what_the_others_give_do_not_matter(game, factor, data):
    vectors = list(count_vectors(game.size - 1, 3))
    bonus = dict(
        zip(vectors, data.draw(st.lists(small_integers, min_size=len(vectors), max_size=len(vectors))), strict=True)
    )
    other = rebuilt(game, lambda own, counts: factor * game.payoff_at(own, counts) + bonus[counts])
    assert game.count_profiles().profiles == other.count_profiles().profiles
    one, two = game.symmetric_profiles(), other.symmetric_profiles()
    assume(one.complete and two.complete)
    assert_same_points(one, two, range(3))


@given(crowds(actions=(2, 3)))
def test_an_action_that_always_pays_less_changes_nothing(game):
    m = len(game.actions)

    def payoff(own, counts):
        if own == m:
            return Fraction(-100)
        merged = (
            counts[0] + counts[m],
            *counts[1:m],
        )  # the others who play the new action count as if they played the first
        return game.payoff_at(own, merged)

    wider = rebuilt(game, payoff, (*game.actions, "worse"))
    assert [own[:-1] for own in wider.count_profiles().profiles] == list(game.count_profiles().profiles)
    one, two = game.symmetric_profiles(), wider.symmetric_profiles()
    assume(one.complete and two.complete)
    assert all(own.probs[-1] == 0 for own in two.equilibria)
    assert len(one.equilibria) == len(two.equilibria)
    for own, again in zip(one.equilibria, two.equilibria, strict=True):
        assert all(same(p, q) for p, q in zip(own.probs, again.probs[:-1], strict=True))


@given(crowds(actions=(2, 3, 4), most=3))
def test_tables_by_counts_come_back_from_a_file(game):
    again = game_file.loads(dumps(game), "game.toml").game
    assert (again.players, again.actions, again.payoff) == (game.players, game.actions, game.payoff)


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_formulas_and_the_tables_of_their_values_are_one_game(order):
    texts = ("k_up*k_side - 2", "max(k_down, 1) - k_up/3", "k_side**2 - n")
    game = AnonymousGame(Fraction(5), LABELS[:3], tuple(texts[place] for place in order))
    table = rebuilt(game, game.payoff_at)
    assert game.count_profiles().profiles == table.count_profiles().profiles
    one, two = game.symmetric_profiles(), table.symmetric_profiles()
    assert one.complete and two.complete
    assert_same_points(one, two, range(3))


@pytest.mark.parametrize("n", [2, 7, 40, 10**6])
def test_polynomial_payoffs_need_no_more_for_many_players(n):
    """Crowding on three roads: at the only equilibrium that uses all, a p_a = b p_b = c p_c."""
    game = AnonymousGame(Fraction(n), ("a", "b", "c"), ("-2*k_a", "-3*k_b", "-6*k_c"))
    answer = game.symmetric_profiles()
    inner = [own for own in answer.equilibria if all(own.probs)]
    assert answer.complete and [own.probs for own in inner] == [(Fraction(1, 2), Fraction(1, 3), Fraction(1, 6))]
    assert inner[0].payoff == -(n - 1) and inner[0].stable is True and len(answer.equilibria) == 1
