"""Laws of one game: what a change of units, names, order or irrelevant actions may do to equilibria, and what it may not."""

from fractions import Fraction
from itertools import permutations, product

from hypothesis import given
from hypothesis import strategies as st

from games import AlgebraicNumber, AnonymousGame, StrategicGame
from games.core.nash import is_nash
from games.core.solution import Enclosure
from games.testing import anonymous_games, fractions, small_integers, strategic_games, two_player_games
from tests.best_reply_polytopes import is_degenerate, matrices

WIDTH = Fraction(1, 10**12)
one_game = st.one_of(strategic_games(players=(1, 3), max_actions=3), two_player_games(max_actions=3, payoffs=fractions))
two_players = st.one_of(two_player_games(max_actions=3), two_player_games(max_actions=3, payoffs=fractions))
factors = st.fractions(Fraction(1, 9), 10, max_denominator=9)


def rebuilt(game, payoff, actions=None):
    """The game of the same players with `payoff(profile)` at each profile."""
    actions = actions or game.actions
    return StrategicGame.from_table(
        game.players, {profile: payoff(profile) for profile in product(*actions)}, actions=actions
    )


def by_label(game, profile):
    """A mixed profile as {(player, action): probability}, zeros left out."""
    return {
        (player, action): probability
        for player, labels, strategy in zip(game.players, game.actions, profile, strict=True)
        for action, probability in zip(labels, strategy, strict=True)
        if probability
    }


def profiles(game, answer):
    return {frozenset(by_label(game, own.profile).items()) for own in answer.equilibria}


def pure(game):
    return profiles(game, game.pure_equilibria())


def same_equilibria(game, other, rename=lambda own: own):
    """Pure equilibria agree. So do all that are found, in games where the solver owes all of them: nondegenerate ones."""
    assert {frozenset(rename(dict(own)).items()) for own in pure(game)} == pure(other)
    if len(game.players) != 2:
        return
    found = {frozenset(rename(dict(own)).items()) for own in profiles(game, game.equilibria())}
    others = profiles(other, other.equilibria())
    for own in found:
        assert is_nash(other, mixed(other, dict(own)))
    if not is_degenerate(*matrices(game)):
        assert found == others


def mixed(game, weights):
    return tuple(
        tuple(weights.get((player, action), Fraction(0)) for action in labels)
        for player, labels in zip(game.players, game.actions, strict=True)
    )


@given(one_game, factors, fractions, st.data())
def test_the_unit_and_the_zero_of_a_players_payoffs_do_not_matter(game, factor, shift, data):
    player = data.draw(st.integers(0, len(game.players) - 1))

    def changed(profile):
        pays = list(game.payoff(profile))
        pays[player] = factor * pays[player] + shift
        return pays

    other = rebuilt(game, changed)
    same_equilibria(game, other)
    paid = {own.profile: own.payoffs for own in game.equilibria().equilibria}
    for own in other.equilibria().equilibria:
        if own.profile in paid:
            before = list(paid[own.profile])
            before[player] = factor * before[player] + shift
            assert list(own.payoffs) == before


@given(one_game, st.data())
def test_what_a_player_gets_from_the_others_actions_alone_does_not_matter(game, data):
    player = data.draw(st.integers(0, len(game.players) - 1))
    bonus = {}
    for profile in game.profiles():
        others = (*profile[:player], *profile[player + 1 :])
        if others not in bonus:
            bonus[others] = data.draw(small_integers)

    def changed(profile):
        pays = list(game.payoff(profile))
        pays[player] += bonus[(*profile[:player], *profile[player + 1 :])]
        return pays

    same_equilibria(game, rebuilt(game, changed))


@given(one_game, st.data())
def test_the_order_of_players_does_not_matter(game, data):
    order = data.draw(st.permutations(range(len(game.players))))
    other = StrategicGame.from_table(
        [game.players[i] for i in order],
        {tuple(profile[i] for i in order): [game.payoff(profile)[i] for i in order] for profile in game.profiles()},
        actions=[game.actions[i] for i in order],
    )
    same_equilibria(game, other)


@given(one_game, st.data())
def test_the_order_of_actions_does_not_matter(game, data):
    actions = [tuple(data.draw(st.permutations(labels))) for labels in game.actions]
    same_equilibria(game, rebuilt(game, game.payoff, actions))


@given(one_game)
def test_names_do_not_matter(game):
    players = [f"{player} & co. [é]" for player in game.players]
    actions = [tuple(f"<{label}>" for label in labels) for labels in game.actions]
    old = {tuple(f"<{label}>" for label in profile): game.payoff(profile) for profile in game.profiles()}
    other = StrategicGame.from_table(players, old, actions=actions)
    names = dict(zip(game.players, players, strict=True))
    same_equilibria(game, other, lambda own: {(names[p], f"<{a}>"): weight for (p, a), weight in own.items()})


@given(one_game, st.data())
def test_a_duplicated_action_duplicates_pure_equilibria_and_takes_any_share_of_a_mixed_one(game, data):
    player = data.draw(st.integers(0, len(game.players) - 1))
    name, copied = game.players[player], data.draw(st.sampled_from(game.actions[player]))
    actions = [(*labels, "copy") if i == player else labels for i, labels in enumerate(game.actions)]

    def original(profile):
        return tuple(copied if label == "copy" else label for label in profile)

    other = rebuilt(game, lambda profile: game.payoff(original(profile)), actions)
    expected = set()
    for own in pure(game):
        expected.add(own)
        if (name, copied) in dict(own):
            expected.add(frozenset([*(own - {((name, copied), 1)}), ((name, "copy"), Fraction(1))]))
    assert pure(other) == expected
    share = data.draw(st.fractions(0, 1, max_denominator=5))
    for own in game.equilibria().equilibria:
        weights = by_label(game, own.profile)
        both = weights.get((name, copied), Fraction(0))
        split = weights | {(name, copied): both * share, (name, "copy"): both * (1 - share)}
        assert is_nash(other, mixed(other, split))
    for own in other.equilibria().equilibria:
        weights = by_label(other, own.profile)
        weights[name, copied] = weights.get((name, copied), Fraction(0)) + weights.pop((name, "copy"), Fraction(0))
        assert is_nash(game, mixed(game, weights))


@given(one_game, st.integers(1, 3), st.data())
def test_a_strictly_dominated_action_changes_nothing(game, less, data):
    player = data.draw(st.integers(0, len(game.players) - 1))
    better = data.draw(st.sampled_from(game.actions[player]))
    at_front = data.draw(st.booleans())
    actions = list(game.actions)
    actions[player] = ("bad", *actions[player]) if at_front else (*actions[player], "bad")

    def payoff(profile):
        if profile[player] != "bad":
            return game.payoff(profile)
        pays = list(game.payoff((*profile[:player], better, *profile[player + 1 :])))
        return [pay - less if i == player else -pay for i, pay in enumerate(pays)]

    other = rebuilt(game, payoff, actions)
    assert pure(other) == pure(game)
    found = profiles(other, other.equilibria())
    assert not any((game.players[player], "bad") in dict(own) for own in found)
    for own in found:
        assert is_nash(game, mixed(game, dict(own)))
    if len(game.players) == 2 and not is_degenerate(*matrices(game)):
        assert found == profiles(game, game.equilibria())


@given(two_players)
def test_all_equilibria_of_a_zero_sum_game_have_one_value_and_are_interchangeable(game):
    zero_sum = rebuilt(game, lambda profile: (game.payoff(profile)[0], -game.payoff(profile)[0]))
    answer = zero_sum.equilibria()
    assert len({own.payoffs for own in answer.equilibria}) == 1
    assert all(sum(own.payoffs) == 0 for own in answer.equilibria)
    for own, other in product(answer.equilibria, repeat=2):
        assert is_nash(zero_sum, (own.profile[0], other.profile[1]))


squares = st.integers(1, 3).flatmap(
    lambda size: st.lists(st.lists(small_integers, min_size=size, max_size=size), min_size=size, max_size=size)
)


@given(squares)
def test_a_symmetric_game_has_the_mirror_image_of_each_equilibrium(own):
    other = [list(column) for column in zip(*own, strict=True)]
    symmetric = StrategicGame.from_arrays(own, other)
    found = {own.profile for own in symmetric.equilibria().equilibria}
    assert all(is_nash(symmetric, (y, x)) for x, y in found)
    if not is_degenerate(own, other):
        assert {(y, x) for x, y in found} == found


# Anonymous games


def tables(game):
    return [[game.payoff_at(action, k) for k in range(game.size)] for action in (0, 1)]


def of_tables(out, into):
    return AnonymousGame.from_functions(len(out), ("out", "in"), (lambda k: out[k], lambda k: into[k]))


def bounds(real):
    if isinstance(real, AlgebraicNumber):
        return real.enclosure(WIDTH)
    return (real.lo, real.hi) if isinstance(real, Enclosure) else (real, real)


def assert_same_number(one, other):
    """Equal if both are exact, else enclosures that overlap."""
    if isinstance(one, Fraction) and isinstance(other, Fraction):
        assert one == other
    else:
        (a, b), (c, d) = bounds(one), bounds(other)
        assert a <= d and c <= b


def mirrored(real):
    if isinstance(real, Fraction):
        return 1 - real
    lo, hi = bounds(real)
    return Enclosure(1 - hi, 1 - lo)


crowds = st.one_of(anonymous_games(max_players=9), anonymous_games(max_players=9, payoffs=fractions))


@given(crowds)
def test_swapping_the_two_actions_turns_counts_and_probabilities_around(game):
    out, into = tables(game)
    other = of_tables(into[::-1], out[::-1])
    assert {game.size - count for count in game.equilibria().counts} == set(other.equilibria().counts)
    answer, turned = game.symmetric_equilibria(), other.symmetric_equilibria()
    assert (answer.continuum is None) == (turned.continuum is None) and answer.complete == turned.complete
    if not answer.complete:
        return
    assert len(answer.equilibria) == len(turned.equilibria)
    for own, back in zip(answer.equilibria, reversed(turned.equilibria), strict=True):
        assert_same_number(mirrored(own.prob), back.prob)
        assert_same_number(own.payoff, back.payoff)
        assert own.stable == back.stable


@given(crowds, factors, st.data())
def test_units_and_what_the_others_give_do_not_matter_in_anonymous_games(game, factor, data):
    out, into = tables(game)
    bonus = data.draw(st.lists(small_integers, min_size=game.size, max_size=game.size))
    other = of_tables(*([factor * pay + extra for pay, extra in zip(row, bonus, strict=True)] for row in (out, into)))
    assert game.equilibria().counts == other.equilibria().counts
    answer, changed = game.symmetric_equilibria(), other.symmetric_equilibria()
    assert answer.complete == changed.complete and len(answer.equilibria) == len(changed.equilibria)
    for own, again in zip(answer.equilibria, changed.equilibria, strict=True):
        assert_same_number(own.prob, again.prob)
        assert own.stable == again.stable


@given(st.lists(small_integers, min_size=4, max_size=4))
def test_two_anonymous_players_are_a_symmetric_two_by_two_game(pay):
    crowd = of_tables(pay[:2], pay[2:])
    full = StrategicGame.from_arrays([pay[:2], pay[2:]], [pay[::2], pay[1::2]])
    answer = crowd.symmetric_equilibria()
    for own in answer.equilibria:
        both = (1 - own.prob, own.prob)
        assert is_nash(full, (both, both))
    if answer.continuum is None:
        same = {x for x, y in (own.profile for own in full.equilibria().equilibria) if x == y}
        assert same <= {(1 - own.prob, own.prob) for own in answer.equilibria}


def test_every_order_of_three_players_gives_the_same_game():
    """A fixed instance of the law, so that a failure is easy to read: matching, mismatching, and a bystander."""
    base = {}
    for profile in product("ab", repeat=3):
        same = int(profile[0] == profile[1])
        base[profile] = (same, int(profile[1] != profile[2]), 2 * same - 1)
    game = StrategicGame.from_table(("x", "y", "z"), base)
    for order in permutations(range(3)):
        table = {tuple(p[i] for i in order): [base[p][i] for i in order] for p in base}
        assert pure(StrategicGame.from_table([game.players[i] for i in order], table)) == pure(game)
