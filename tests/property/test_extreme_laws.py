"""Laws of the complete list of equilibria of two players: what a change of the game does to extreme equilibria and maximal subsets.

Payoffs are drawn to be degenerate on purpose (two or three values, constants, actions twice, dominated actions), with denominators up to
10**9, and huge beside tiny; shapes are square, long, a single row, a single column.
"""

from dataclasses import replace
from fractions import Fraction
from itertools import chain, combinations, product

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from games import Status, StrategicGame
from games.core.nash import is_nash
from games.core.strategic import StrategicGame as PlainGame
from games.solvers.linear_program import Infeasible, maximise
from proofs import Certificate, certify, check
from tests.best_reply_polytopes import is_degenerate, is_equilibrium, replies, transposed

TINY = Fraction(1, 10**30)
small = st.one_of(st.integers(0, 1), st.integers(0, 2), st.just(7))
big_denominators = st.fractions(-3, 3, max_denominator=10**9)
huge_and_tiny = st.sampled_from([0, TINY, 2 * TINY, 10**30, 10**30 + 1, 10**30 + TINY, -(10**30)])
steps = st.sampled_from([Fraction(1), Fraction(3, 7), Fraction(1, 10**9 + 7), Fraction(10**30), TINY])

SQUARE = [(a, b) for a in (1, 2, 3, 4) for b in (1, 2, 3, 4) if max(a, b) <= 2 * min(a, b)]
LONG = [(1, 3), (1, 5), (4, 1), (2, 5), (2, 6), (6, 2), (5, 1)]
shapes = st.one_of(st.sampled_from(SQUARE), st.sampled_from(SQUARE + LONG))


@st.composite
def payoff_matrix(draw, rows, columns):
    values = draw(st.sampled_from([st.integers(0, 1), st.integers(0, 2), small, big_denominators, huge_and_tiny]))
    cells = st.one_of(values, st.just(draw(values))) if draw(st.booleans()) else values
    return draw(st.lists(st.lists(cells, min_size=columns, max_size=columns), min_size=rows, max_size=rows))


@st.composite
def bimatrices(draw, shape=shapes):
    """Both matrices; now and then with a row twice, a column twice, or a row that is another less something."""
    rows, columns = draw(shape)
    row, column = draw(payoff_matrix(rows, columns)), draw(payoff_matrix(rows, columns))
    twist = draw(st.sampled_from(["", "", "row", "column", "dominated"]))
    a, b = (draw(st.integers(0, size - 1)) for size in (rows, columns))
    target_row, target_column = (draw(st.integers(0, size - 1)) for size in (rows, columns))
    for matrix in (row, column):
        if twist == "row":
            matrix[target_row] = list(matrix[a])
        if twist == "column":
            for line in matrix:
                line[target_column] = line[b]
    if twist == "dominated" and target_row != a:
        row[target_row] = [own - draw(steps) for own in row[a]]
    return row, column


def solved(row, column):
    answer = StrategicGame.from_arrays(row, column).equilibria()
    assert (answer.kind, answer.complete, answer.status) == ("extreme", True, Status.DECIDED)
    return answer


def same(own):
    return own


def pairs(answer, first=same, second=same, pay=same):
    """The equilibria with their payoffs, each strategy as `first` or `second` rewrites it."""
    return {(first(own.profile[0]), second(own.profile[1]), pay(own.payoffs)) for own in answer.equilibria}


def subsets(answer, first=same, second=same):
    """The maximal Nash subsets as pairs of sets of strategies."""
    xs, ys = answer.strategies
    return {
        (frozenset(first(xs[i]) for i in own), frozenset(second(ys[j]) for j in other))
        for own, other in answer.components
    }


def moved(order):
    """Rewrites a strategy for a game whose action k is the old action order[k]."""
    return lambda mixed: tuple(mixed[k] for k in order)


def mixture(points, weights):
    total = Fraction(sum(weights))
    return tuple(
        sum(w * point[a] for w, point in zip(weights, points, strict=True)) / total for a in range(len(points[0]))
    )


def lies_in_hull(point, corners):
    rows = [([corner[a] for corner in corners], own) for a, own in enumerate(point)]
    try:
        maximise([Fraction(0)] * len(corners), equal=[*rows, ([Fraction(1)] * len(corners), Fraction(1))])
    except Infeasible:
        return False
    return True


def weights_on(size, least=0):
    """Whole weights, not all 0, small or large."""
    many = [st.lists(st.integers(least, top), min_size=size, max_size=size).filter(any) for top in (1, 4, 10**9)]
    return st.one_of(*many)


# What an answer says


@given(bimatrices())
def test_there_is_an_equilibrium_and_each_is_one_listed_once_with_its_payoffs(game):
    row, column = game
    answer = solved(row, column)
    assert answer.equilibria
    assert len({own.profile for own in answer.equilibria}) == len(answer.equilibria)
    for own in answer.equilibria:
        x, y = own.profile
        assert min(*x, *y) >= 0 and sum(x) == sum(y) == 1
        assert is_equilibrium(row, column, x, y)
        own_pay, other_pay = max(replies(transposed(row), y)), max(replies(column, x))
        assert own.payoffs == (own_pay, other_pay)
        gains = {(gain.player, gain.action): gain.gain for gain in own.gains}
        assert len(own.gains) == len(x) + len(y)
        first, second = zip(answer.game.players, answer.game.actions, strict=True)
        for (player, labels), pays, best in (
            (first, replies(transposed(row), y), own_pay),
            (second, replies(column, x), other_pay),
        ):
            assert [gains[player, label] for label in labels] == [pay - best for pay in pays]


@given(bimatrices())
def test_components_are_exactly_the_maximal_products_of_listed_equilibria(game):
    answer = solved(*game)
    xs, ys = answer.strategies
    assert len(set(xs)) == len(xs) and len(set(ys)) == len(ys)
    listed = {(xs.index(own.profile[0]), ys.index(own.profile[1])) for own in answer.equilibria}
    assert ({x for x, _ in listed}, {y for _, y in listed}) == (set(range(len(xs))), set(range(len(ys))))
    assert set(chain.from_iterable(product(*own) for own in answer.components)) == listed
    assume(min(len(xs), len(ys)) <= 9)
    maximal = maximal_products(listed, len(xs) > len(ys))
    assert len(answer.components) == len(maximal)
    assert {tuple(map(frozenset, own)) for own in answer.components} == maximal
    assert all(len(set(side)) == len(side) for own in answer.components for side in own)


def maximal_products(listed, turned):
    """All maximal X x Y within a set of pairs: every set of entries on one side, and all its common partners."""
    linked = {(y, x) for x, y in listed} if turned else listed
    one, other = ({own[k] for own in linked} for k in (0, 1))
    found = set()
    for chosen in chain.from_iterable(combinations(one, size) for size in range(1, len(one) + 1)):
        partners = frozenset(y for y in other if all((x, y) in linked for x in chosen))
        if partners:
            full = frozenset(x for x in one if all((x, y) in linked for y in partners))
            found.add((partners, full) if turned else (full, partners))
    return found


@given(bimatrices(), st.data())
def test_every_mixture_inside_a_component_is_an_equilibrium(game, data):
    answer = solved(*game)
    own = data.draw(st.sampled_from(answer.components))
    profile = tuple(
        mixture([strategies[k] for k in places], data.draw(weights_on(len(places))))
        for strategies, places in zip(answer.strategies, own, strict=True)
    )
    assert is_nash(answer.game, profile)


@given(bimatrices(), st.data())
def test_an_equilibrium_planted_in_a_game_lies_in_a_component(game, data):
    """Rows and columns are shifted until a pair drawn at random is an equilibrium, often with more best replies than it plays."""
    row, column = ([list(line) for line in own] for own in game)
    sizes = (len(row), len(row[0]))
    x, y = (mixture([point(k, n) for k in range(n)], data.draw(weights_on(n))) for n in sizes)
    slack = st.sampled_from([0, 0, Fraction(1, 3), 1])
    for a, pay in enumerate(replies(transposed(row), y)):
        row[a] = [own - pay - (0 if x[a] else data.draw(slack)) for own in row[a]]
    for b, pay in enumerate(replies(column, x)):
        less = pay + (0 if y[b] else data.draw(slack))
        for line in column:
            line[b] -= less
    assert is_equilibrium(row, column, x, y)
    assert any(
        lies_in_hull(x, list(own)) and lies_in_hull(y, list(other)) for own, other in subsets(solved(row, column))
    )


def point(place, size):
    return tuple(Fraction(int(k == place)) for k in range(size))


@given(bimatrices())
def test_every_pure_equilibrium_is_extreme(game):
    row, column = game
    answer = solved(row, column)
    listed = {own.profile for own in answer.equilibria}
    for a, b in product(range(len(row)), range(len(row[0]))):
        pure = row[a][b] == max(line[b] for line in row) and column[a][b] == max(column[a])
        assert ((point(a, len(row)), point(b, len(row[0]))) in listed) == pure


# Degeneracy


@given(bimatrices(st.sampled_from([own for own in SQUARE + LONG if max(own) != 4 or min(own) < 3])))
def test_a_game_is_degenerate_iff_an_indifference_says_why(game):
    answer = solved(*game)
    sizes = sorted(map(len, answer.game.actions))
    degenerate = is_degenerate(*game)
    if sizes[1] <= 2 * sizes[0]:
        assert bool(answer.indifferences) == degenerate
    elif answer.indifferences:
        assert degenerate


@given(bimatrices())
def test_an_indifference_is_a_strategy_with_more_best_replies_than_it_plays_actions(game):
    row, column = game
    answer = solved(row, column)
    for own in answer.indifferences:
        player = answer.game.players.index(own.player)
        assert len(own.strategy) == len(answer.game.actions[player])
        assert min(own.strategy) >= 0 and sum(own.strategy) == 1
        pays = replies((column, transposed(row))[player], own.strategy)
        best = [label for label, pay in zip(answer.game.actions[1 - player], pays, strict=True) if pay == max(pays)]
        assert list(own.replies) == best
        assert len(best) > sum(p != 0 for p in own.strategy)


generic = st.sampled_from([(2, 2), (3, 3), (2, 3), (4, 4), (4, 3), (5, 5), (1, 2)]).flatmap(
    lambda shape: st.tuples(
        *(
            st.lists(
                st.lists(st.integers(0, 10**6), min_size=shape[1], max_size=shape[1]),
                min_size=shape[0],
                max_size=shape[0],
            )
            for _ in "ab"
        )
    )
)


@given(st.one_of(generic, bimatrices(st.sampled_from(SQUARE))))
def test_a_nondegenerate_game_has_an_odd_number_of_equilibria_each_by_itself(game):
    answer = solved(*game)
    assume(not answer.indifferences)
    assert len(answer.equilibria) % 2 == 1
    assert len(answer.components) == len(answer.equilibria)
    assert all(len(xs) == len(ys) == 1 for xs, ys in answer.components)
    for own in answer.equilibria:
        assert len({sum(p != 0 for p in strategy) for strategy in own.profile}) == 1


# What changes nothing


@given(bimatrices(), st.data())
def test_the_order_of_actions_only_reorders(game, data):
    row, column = game
    answer = solved(row, column)
    first, second = (data.draw(st.permutations(range(size))) for size in (len(row), len(row[0])))
    other = solved(*([[matrix[a][b] for b in second] for a in first] for matrix in (row, column)))
    assert pairs(other) == pairs(answer, moved(first), moved(second))
    assert subsets(other) == subsets(answer, moved(first), moved(second))
    assert bool(other.indifferences) == bool(answer.indifferences)


@given(bimatrices())
def test_the_players_may_change_places(game):
    row, column = game
    answer, other = solved(row, column), solved(transposed(column), transposed(row))
    assert {(y, x, pay[::-1]) for x, y, pay in pairs(other)} == pairs(answer)
    assert {(second, first) for first, second in subsets(other)} == subsets(answer)
    assert bool(other.indifferences) == bool(answer.indifferences)


@given(bimatrices(), steps, st.one_of(big_denominators, huge_and_tiny), st.integers(0, 1))
def test_the_unit_and_the_zero_of_a_players_payoffs_do_not_matter(game, factor, shift, player):
    changed = list(game)
    changed[player] = [[factor * own + shift for own in line] for line in game[player]]

    def pay(paid):
        return tuple(factor * own + shift if i == player else own for i, own in enumerate(paid))

    answer, other = solved(*game), solved(*changed)
    assert pairs(other) == pairs(answer, pay=pay)
    assert subsets(other) == subsets(answer)
    assert bool(other.indifferences) == bool(answer.indifferences)


@given(bimatrices(), st.data())
def test_what_the_opponents_action_alone_brings_does_not_matter(game, data):
    row, column = game
    bonus = st.one_of(st.integers(-3, 3), big_denominators, huge_and_tiny)
    by_column = [data.draw(bonus) for _ in row[0]]
    by_row = [data.draw(bonus) for _ in row]
    other = solved(
        [[own + extra for own, extra in zip(line, by_column, strict=True)] for line in row],
        [[own + extra for own in line] for line, extra in zip(column, by_row, strict=True)],
    )
    answer = solved(row, column)
    assert subsets(other) == subsets(answer)
    assert pairs(other) == {
        (x, y, (u + sum(map(mul, y, by_column)), v + sum(map(mul, x, by_row)))) for x, y, (u, v) in pairs(answer)
    }


def mul(a, b):
    return a * b


@given(bimatrices(), st.data())
def test_a_strictly_dominated_action_changes_nothing(game, data):
    """The new row is worse than a mixture of others, by another amount in each column."""
    row, column = game
    weights = data.draw(weights_on(len(row)))
    bad = [own - data.draw(steps) for own in mixture(row, weights)]
    place = data.draw(st.integers(0, len(row)))
    other_pays = data.draw(payoff_matrix(1, len(row[0])))[0]
    larger = ([*row[:place], bad, *row[place:]], [*column[:place], other_pays, *column[place:]])
    answer = solved(row, column)

    def never_played(mixed):
        return (*mixed[:place], Fraction(0), *mixed[place:])

    other = solved(*larger)
    assert pairs(other) == pairs(answer, never_played)
    assert subsets(other) == subsets(answer, never_played)
    turned = solved(*(transposed(matrix) for matrix in larger[::-1]))
    assert {(x, y) for y, x, _ in pairs(turned)} == {(x, y) for x, y, _ in pairs(other)}


@given(bimatrices(), st.data())
def test_a_duplicated_action_may_stand_for_the_original_and_nothing_else_changes(game, data):
    """Extreme strategies of the larger game are the old ones, the weight of the action on the original or on the copy."""
    row, column = game
    copied, place = data.draw(st.integers(0, len(row) - 1)), data.draw(st.integers(0, len(row)))
    other = solved(*([*matrix[:place], list(matrix[copied]), *matrix[place:]] for matrix in (row, column)))
    answer = solved(row, column)

    def on_original(mixed):
        return (*mixed[:place], Fraction(0), *mixed[place:])

    def on_copy(mixed):
        rest = (*mixed[:copied], Fraction(0), *mixed[copied + 1 :])
        return (*rest[:place], mixed[copied], *rest[place:])

    def projected(mixed):
        rest = list(mixed[:place] + mixed[place + 1 :])
        rest[copied] += mixed[place]
        return tuple(rest)

    assert pairs(other) == pairs(answer, on_original) | pairs(answer, on_copy)
    assert pairs(other, projected) == pairs(answer)
    assert subsets(other) == {
        (frozenset(on(x) for x in first for on in (on_original, on_copy)), second) for first, second in subsets(answer)
    }


# Kinds of games


@given(shapes.flatmap(lambda shape: payoff_matrix(*shape)))
def test_a_zero_sum_game_has_one_component_and_one_value(row):
    answer = solved(row, [[-own for own in line] for line in row])
    assert len(answer.components) == 1
    assert tuple(map(sorted, answer.components[0])) == tuple(sorted(range(len(own))) for own in answer.strategies)
    assert len(answer.equilibria) == len(answer.strategies[0]) * len(answer.strategies[1])
    (value,) = {own.payoffs[0] for own in answer.equilibria}
    assert {own.payoffs for own in answer.equilibria} == {(value, -value)}
    assert all(min(replies(row, x)) == value for x in answer.strategies[0])
    assert all(max(replies(transposed(row), y)) == value for y in answer.strategies[1])


@given(st.integers(1, 4).flatmap(lambda size: payoff_matrix(size, size)))
def test_a_symmetric_game_has_a_symmetric_set_with_a_symmetric_equilibrium(row):
    answer = solved(row, transposed(row))
    assert {(y, x, pay[::-1]) for x, y, pay in pairs(answer)} == pairs(answer)
    assert {(second, first) for first, second in subsets(answer)} == subsets(answer)
    assert any(hulls_meet(list(first), list(second)) for first, second in subsets(answer))


def hulls_meet(first, second):
    rows = [([x[a] for x in first] + [-y[a] for y in second], Fraction(0)) for a in range(len(first[0]))]
    ones = [
        [Fraction(1)] * len(first) + [Fraction(0)] * len(second),
        [Fraction(0)] * len(first) + [Fraction(1)] * len(second),
    ]
    try:
        maximise([Fraction(0)] * (len(first) + len(second)), equal=[*rows, *((own, Fraction(1)) for own in ones)])
    except Infeasible:
        return False
    return True


@given(shapes, small, st.data())
def test_where_the_opponents_reply_never_matters_every_pair_of_best_actions_is_extreme(shape, constant, data):
    """Payoffs that are constant, for one player or for both."""
    rows, columns = shape
    row = [[constant] * columns for _ in range(rows)]
    everywhere = solved(row, row)
    assert {(x, y) for x, y, _ in pairs(everywhere)} == {
        (point(a, rows), point(b, columns)) for a, b in product(range(rows), range(columns))
    }
    assert subsets(everywhere) == {
        (frozenset(point(a, rows) for a in range(rows)), frozenset(point(b, columns) for b in range(columns)))
    }
    best = [data.draw(small) for _ in range(columns)]
    one_cares = solved(row, [best] * rows)
    wanted = frozenset(point(b, columns) for b in range(columns) if best[b] == max(best))
    assert subsets(one_cares) == {(frozenset(point(a, rows) for a in range(rows)), wanted)}


# Certificates


@given(bimatrices())
@example(([[10**30, TINY, 0], [TINY, 10**30, 0]], [[0, 0, 0], [0, TINY, -(10**30)]]))
def test_an_answer_is_proved_and_its_certificate_survives_json(game):
    answer = solved(*game)
    certified = certify(answer)
    assert certified.status is Status.PROVED, certified.reason
    own = answer.game
    data = PlainGame(
        own.players, own.actions, own.payoffs
    )  # what a file holds: the game without its convenience methods
    certificate = certify(replace(answer, game=data)).certificate
    again = Certificate.from_json(certified.certificate.to_json())
    assert again == certificate == Certificate.from_json(certificate.to_json())
    assert again.to_json() == certified.certificate.to_json()
    assert check(again).accepted


def refused(answer):
    """Whether no certificate comes out of an answer: `certify` says so, or cannot even read it."""
    try:
        certified = certify(answer)
    except (ValueError, KeyError, IndexError):
        return True
    return certified.status is not Status.PROVED and certified.certificate is None


def without(items, place):
    return (*items[:place], *items[place + 1 :])


def put(items, place, item):
    return (*items[:place], item, *items[place + 1 :])


@given(bimatrices(), st.data())
def test_an_answer_with_something_missing_is_not_proved(game, data):
    answer = solved(*game)
    place = data.draw(st.integers(0, len(answer.equilibria) - 1))
    assert refused(replace(answer, equilibria=without(answer.equilibria, place)))
    place = data.draw(st.integers(0, len(answer.components) - 1))
    assert refused(replace(answer, components=without(answer.components, place)))
    xs, ys = answer.components[place]
    if len(xs) > 1:
        assert refused(replace(answer, components=put(answer.components, place, (xs[1:], ys))))
    player = data.draw(st.integers(0, 1))
    gone = data.draw(st.integers(0, len(answer.strategies[player]) - 1))
    fewer = put(answer.strategies, player, without(answer.strategies[player], gone))
    assert refused(replace(answer, strategies=fewer))
    assert refused(without_strategy(answer, player, gone))


def without_strategy(answer, player, gone):
    """The answer as if one extreme strategy had never been found: its equilibria go with it, and places are counted anew."""
    lost = answer.strategies[player][gone]
    kept = without(answer.strategies[player], gone)
    smaller = []
    for own in answer.components:
        side = tuple(k - (k > gone) for k in own[player] if k != gone)
        if side:
            smaller.append(put(own, player, side))
    return replace(
        answer,
        equilibria=tuple(own for own in answer.equilibria if own.profile[player] != lost),
        strategies=put(answer.strategies, player, kept),
        components=tuple(smaller),
    )


@given(bimatrices(), st.data())
def test_an_answer_with_something_changed_is_not_proved(game, data):
    answer = solved(*game)
    place = data.draw(st.integers(0, len(answer.equilibria) - 1))
    own = answer.equilibria[place]
    more = data.draw(steps)
    player = data.draw(st.integers(0, 1))
    paid = put(own.payoffs, player, own.payoffs[player] + more)
    assert refused(replace(answer, equilibria=put(answer.equilibria, place, replace(own, payoffs=paid))))
    size = len(answer.game.actions[player])
    elsewhere = mixture([own.profile[player], point(data.draw(st.integers(0, size - 1)), size)], (1, 1))
    if elsewhere != own.profile[player]:
        changed = replace(own, profile=put(own.profile, player, elsewhere))
        assert refused(replace(answer, equilibria=put(answer.equilibria, place, changed)))
        at = answer.strategies[player].index(own.profile[player])
        strategies = put(answer.strategies, player, put(answer.strategies[player], at, elsewhere))
        assert refused(replace(answer, strategies=strategies))
        everywhere = tuple(
            replace(other, profile=put(other.profile, player, elsewhere))
            if other.profile[player] == own.profile[player]
            else other
            for other in answer.equilibria
        )
        assert refused(replace(answer, strategies=strategies, equilibria=everywhere))


@given(bimatrices(), st.data())
def test_an_answer_with_something_added_is_not_proved(game, data):
    """An equilibrium that is no corner, a component within another one, a component that is none."""
    answer = solved(*game)
    (xs, ys) = data.draw(st.sampled_from(answer.components))
    first, second = answer.strategies
    if len(xs) > 1:
        assert refused(replace(answer, components=(*answer.components, (xs[1:], ys))))
        between = mixture([first[x] for x in xs], [1] * len(xs))
        extra = replace(answer.equilibria[0], profile=(between, second[ys[0]]))
        assert refused(
            replace(
                answer,
                strategies=((*first, between), second),
                equilibria=(*answer.equilibria, extra),
                components=(*answer.components, ((len(first),), (ys[0],))),
            )
        )
    everything = tuple(tuple(range(len(own))) for own in answer.strategies)
    if everything not in answer.components:
        assert refused(replace(answer, components=(*answer.components, everything)))
        assert refused(replace(answer, components=(everything,)))


@given(bimatrices(), st.integers(0, 1), steps, st.data())
def test_the_answer_to_one_game_does_not_prove_another(game, player, more, data):
    """One payoff is raised. If the answer is another one, the old answer is no answer to the new game."""
    answer = solved(*game)
    changed = [[list(line) for line in matrix] for matrix in game]
    a, b = (data.draw(st.integers(0, len(own) - 1)) for own in answer.game.actions)
    changed[player][a][b] += more
    other = solved(*changed)
    assume(pairs(other) != pairs(answer))
    assert refused(replace(answer, game=other.game))


# nashpy proposes, nothing more


@pytest.mark.filterwarnings("ignore")
@given(bimatrices())
def test_what_nashpy_proposes_is_exact_and_never_called_complete(game):
    row, column = game
    found = StrategicGame.from_arrays(row, column).equilibria(method="nashpy")
    assert not found.complete
    corners = subsets(solved(row, column))
    for own in found.equilibria:
        x, y = own.profile
        assert is_equilibrium(row, column, x, y)
        assert own.payoffs == (max(replies(transposed(row), y)), max(replies(column, x)))
        assert any(lies_in_hull(x, list(first)) and lies_in_hull(y, list(second)) for first, second in corners)
    certificate = certify(found).certificate
    assert certificate is None or type(certificate.claim).__name__ != "ExtremeEquilibriaAre"
