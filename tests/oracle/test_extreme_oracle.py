"""All extreme equilibria of two players against two brute forces, games whose equilibria are known, and searches that are stopped.

The quick brute force follows the supports: a mixed action is extreme iff, for some set of as many replies as it plays actions, it is the
only one on these actions against which these replies pay the same, and they pay the most. It is compared with the one in
tests/best_reply_polytopes.py, which follows the inequalities that bind, and then with the solver on many games: 600 with
the profile `dev`, 40,000 with `nightly`.
"""

import random
from fractions import Fraction
from itertools import chain, combinations, product
from math import lcm

import pytest
from hypothesis import settings

from games import StrategicGame, catalog
from games.errors import LimitReached
from proofs import certify
from tests.best_reply_polytopes import extreme_equilibria, is_degenerate, is_equilibrium, matrices, replies, transposed

GAMES = 20 * settings().max_examples
SHAPES = [(1, 1), (1, 2), (2, 1), (2, 2), (2, 3), (3, 2), (3, 3), (3, 3), (3, 4), (4, 3), (4, 4), (2, 4), (4, 2)]
LONG = [(1, 3), (1, 5), (5, 1), (2, 5), (2, 6), (6, 2), (3, 7), (7, 2)]


# Brute force by supports


def whole_solution(table):
    """Numerators and common denominator of the solution of a square system of whole numbers, or None; by elimination without division."""
    last = 1
    for column in range(len(table)):
        pivot = next((r for r in range(column, len(table)) if table[r][column]), None)
        if pivot is None:
            return None
        table[column], table[pivot] = table[pivot], table[column]
        head = table[column]
        for r, row in enumerate(table):
            if r != column:
                table[r] = [
                    (head[column] * own - row[column] * top) // last for own, top in zip(row, head, strict=True)
                ]
        last = head[column]
    sign = 1 if last > 0 else -1
    return [sign * row[-1] for row in table], sign * last


def extreme_strategies(reply):
    """Extreme mixed actions -> the replies that are best against them. reply[own action][b] is what reply b pays."""
    scale = lcm(*(Fraction(own).denominator for line in reply for own in line))
    least = min(map(min, reply))
    pays = [[int((own - least) * scale) + 1 for own in line] for line in reply]
    own, other = range(len(pays)), range(len(pays[0]))
    found = {}
    for size in range(1, min(len(own), len(other)) + 1):
        for played, tied in product(combinations(own, size), combinations(other, size)):
            solution = whole_solution([[pays[a][b] for a in played] + [1] for b in tied])
            if solution is None or min(solution[0]) <= 0:
                continue
            weights, one = solution
            paid = [sum(w * pays[a][b] for w, a in zip(weights, played, strict=True)) for b in other]
            if max(paid) == one:
                place = dict(zip(played, weights, strict=True))
                mixed = tuple(Fraction(place.get(a, 0), sum(weights)) for a in own)
                found[mixed] = frozenset(b for b in other if paid[b] == one)
    return found


def by_supports(row, column):
    """All extreme equilibria, and whether the game is degenerate."""
    first, second = extreme_strategies(column), extreme_strategies(transposed(row))
    pairs = {
        (x, y)
        for (x, best), (y, other_best) in product(first.items(), second.items())
        if support(y) <= best and support(x) <= other_best
    }
    tie = any(len(best) > len(support(own)) for own, best in chain(first.items(), second.items()))
    return pairs, tie


def support(mixed):
    return {a for a, probability in enumerate(mixed) if probability}


def maximal_subsets(pairs):
    """All maximal products within a set of pairs, by intersecting the sets of partners until nothing is new."""
    partners = {x: frozenset(y for own, y in pairs if own == x) for x, _ in pairs}
    closed = set(partners.values())
    while True:
        more = {a & b for a in closed for b in partners.values()} - closed - {frozenset()}
        if not more:
            return {(frozenset(x for x, own in partners.items() if ys <= own), ys) for ys in closed}
        closed |= more


def solved(row, column, **options):
    answer = StrategicGame.from_arrays(row, column).equilibria(**options)
    assert answer.complete
    return answer


def listed(answer):
    found = [own.profile for own in answer.equilibria]
    assert len(set(found)) == len(found)
    return set(found)


def components(answer):
    first, second = answer.strategies
    found = [(frozenset(first[x] for x in xs), frozenset(second[y] for y in ys)) for xs, ys in answer.components]
    assert len(set(found)) == len(found)
    return set(found)


def assert_is_right(row, column):
    """The answer has the equilibria, the components and the degeneracy that brute force finds."""
    answer = solved(row, column)
    pairs, tie = by_supports(row, column)
    assert listed(answer) == pairs, (row, column)
    assert components(answer) == maximal_subsets(pairs), (row, column)
    sizes = sorted((len(row), len(row[0])))
    assert bool(answer.indifferences) == tie if sizes[1] <= 2 * sizes[0] else tie or not answer.indifferences, (
        row,
        column,
    )
    for own in answer.equilibria:
        x, y = own.profile
        assert own.payoffs == (max(replies(transposed(row), y)), max(replies(column, x))), (row, column)


def random_games(seed, number, shapes):
    """Payoffs of few values, constant for a player, with large denominators, huge; rows and columns twice, rows dominated."""
    draw = random.Random(seed)
    kinds = [
        lambda: draw.randrange(2),
        lambda: draw.randrange(3),
        lambda: draw.randint(-5, 5),
        lambda: Fraction(draw.randint(-2, 2), draw.choice([1, 2, 3])),
        lambda: Fraction(draw.randint(-(10**9), 10**9), draw.randint(1, 10**9)),
        lambda: draw.choice([0, 1, 10**30, 10**30 + 1, Fraction(1, 10**30)]),
        lambda: 4,
    ]
    for k in range(number):
        rows, columns = draw.choice(shapes)
        kind = [draw.choice(kinds), draw.choice(kinds)]
        row, column = ([[own() for _ in range(columns)] for _ in range(rows)] for own in kind)
        a, b, c, d = draw.randrange(rows), draw.randrange(rows), draw.randrange(columns), draw.randrange(columns)
        if k % 5 == 1:
            row[a], column[a] = list(row[b]), list(column[b])
        if k % 5 == 2:
            for line in chain(row, column):
                line[c] = line[d]
        if k % 5 == 3 and a != b:
            row[a] = [own - 1 for own in row[b]]
        if k % 7 == 3:
            column = [[-own for own in line] for line in row]
        yield row, column


def test_the_two_brute_forces_agree():
    for row, column in random_games(11, GAMES // 12, SHAPES):
        pairs, tie = by_supports(row, column)
        assert pairs == extreme_equilibria(row, column), (row, column)
        assert tie == is_degenerate(row, column), (row, column)


def test_random_games_have_the_extreme_equilibria_of_brute_force():
    for row, column in random_games(12, GAMES, SHAPES):
        assert_is_right(row, column)


def test_long_games_have_the_extreme_equilibria_of_brute_force():
    for row, column in random_games(13, GAMES // 3, LONG):
        assert_is_right(row, column)


def test_every_two_by_two_game_of_zeros_and_ones():
    for cells in product((0, 1), repeat=8):
        assert_is_right([cells[0:2], cells[2:4]], [cells[4:6], cells[6:8]])


@pytest.mark.parametrize(("size", "top", "seed"), [(5, 2, 1), (5, 3, 2), (6, 2, 3), (6, 10, 4)])
def test_somewhat_larger_games_with_ties(size, top, seed):
    draw = random.Random(seed)
    row, column = ([[draw.randrange(top) for _ in range(size)] for _ in range(size)] for _ in "ab")
    assert_is_right(row, column)


# Wrong answers known elsewhere


def fractions(*weights):
    return tuple(map(Fraction, weights))


def test_a_segment_of_equilibria_has_both_its_ends():
    answer = solved([[-3, 3], [-3, 5]], [[2, 7], [4, 2]])
    ends, reply = {fractions("2/7", "5/7"), fractions(0, 1)}, fractions(1, 0)
    assert listed(answer) == {(x, reply) for x in ends}
    assert components(answer) == {(frozenset(ends), frozenset({reply}))}
    assert {own.profile: own.payoffs for own in answer.equilibria} == {
        (fractions("2/7", "5/7"), reply): fractions(-3, "24/7"),
        (fractions(0, 1), reply): fractions(-3, 4),
    }
    assert answer.indifferences


@pytest.mark.parametrize("order", [1, -1])
def test_three_by_two_with_three_extreme_equilibria_whatever_the_order(order):
    answer = solved([[3, 3], [2, 5], [0, 6]][::order], [[3, 3], [2, 6], [3, 1]][::order])
    first, mixed = fractions(1, 0, 0)[::order], fractions(0, "1/3", "2/3")[::order]
    sell, both, last = fractions(1, 0), fractions("2/3", "1/3"), fractions("1/3", "2/3")
    assert {(own.profile, own.payoffs) for own in answer.equilibria} == {
        ((first, sell), fractions(3, 3)),
        ((first, both), fractions(3, 3)),
        ((mixed, last), fractions(4, "8/3")),
    }
    assert components(answer) == {
        (frozenset({first}), frozenset({sell, both})),
        (frozenset({mixed}), frozenset({last})),
    }
    (why,) = {(own.player, own.strategy) for own in answer.indifferences}
    assert why == ("1", first)


def test_two_by_two_of_zeros_everything_is_an_equilibrium():
    answer = solved([[0, 0], [0, 0]], [[0, 0], [0, 0]])
    corners = frozenset({fractions(1, 0), fractions(0, 1)})
    assert listed(answer) == set(product(corners, corners))
    assert components(answer) == {(corners, corners)}
    assert {own.payoffs for own in answer.equilibria} == {fractions(0, 0)}


def test_a_zero_sum_game_with_value_zero():
    row = [[0, -1, 1, 1], [1, 0, -1, -1], [-1, 1, 0, -1], [-1, 1, 1, 0]]
    answer = solved(row, [[-own for own in line] for line in row])
    both = fractions("1/3", "1/3", 0, "1/3")
    assert listed(answer) == {(both, both)}
    assert answer.equilibria[0].payoffs == (0, 0)


@pytest.mark.parametrize("number", [str, float, Fraction])
@pytest.mark.parametrize("order", [(0, 1, 2), (0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0)])
def test_uniform_play_in_a_cyclic_game_of_tenths(number, order):
    """Each row is the one above moved by a place; floats are taken for what they are in binary."""
    entries = [number(text) if number is not Fraction else Fraction(text) for text in ("0.1", "0.2", "0.3")]
    row = [[entries[(b - a) % 3] for b in range(3)] for a in range(3)]
    column = [[entries[order[(b - a) % 3]] for b in range(3)] for a in range(3)]
    answer = solved(row, column)
    uniform = fractions("1/3", "1/3", "1/3")
    assert (uniform, uniform) in listed(answer)
    exact = [[[Fraction(own) for own in line] for line in matrix] for matrix in (row, column)]
    assert listed(answer) == by_supports(*exact)[0]


# Games whose equilibria are known


@pytest.mark.parametrize("size", range(1, 9))
def test_coordination_on_n_places_has_an_equilibrium_for_each_set_of_places(size):
    """Both mix evenly over the same places: 2^n - 1 equilibria [QuintShubik1997]."""
    identity = [[int(a == b) for b in range(size)] for a in range(size)]
    even = [
        tuple(Fraction(int(k in places), len(places)) for k in range(size))
        for many in range(1, size + 1)
        for places in combinations(range(size), many)
    ]
    answer = solved(identity, identity)
    assert len(answer.equilibria) == 2**size - 1
    assert listed(answer) == {(x, x) for x in even}
    assert components(answer) == {(frozenset({x}), frozenset({x})) for x in even}
    assert not answer.indifferences


@pytest.mark.parametrize("seed", range(4))
def test_coordination_with_unequal_prizes_weighs_each_place_by_the_inverse_of_the_others_prize(seed):
    draw = random.Random(seed)
    size = 2 + seed
    row, column = ([[0] * size for _ in range(size)] for _ in "ab")
    for k in range(size):
        row[k][k], column[k][k] = Fraction(draw.randint(1, 9), draw.randint(1, 9)), draw.randint(1, 10**9)
    wanted = set()
    for many in range(1, size + 1):
        for places in combinations(range(size), many):
            sides = []
            for prizes in (column, row):
                weights = [1 / Fraction(prizes[k][k]) if k in places else Fraction(0) for k in range(size)]
                sides.append(tuple(own / sum(weights) for own in weights))
            wanted.add(tuple(sides))
    assert listed(solved(row, column)) == wanted


def test_the_six_by_six_game_of_von_stengel_has_75_equilibria():
    """More than 2^6 - 1, which had been conjectured to be the most [vonStengel1999]."""
    row, column = matrices(catalog.load("von-stengel-6x6"))
    answer = solved(row, column)
    assert len(answer.equilibria) == 75
    assert not answer.indifferences
    pairs, tie = by_supports(row, column)
    assert listed(answer) == pairs and not tie
    assert certify(answer).status == "proved"


def tournament(size, seed):
    """Each pair of alternatives, one beats the other."""
    draw = random.Random(seed)
    row = [[0] * size for _ in range(size)]
    for a, b in combinations(range(size), 2):
        row[a][b] = draw.choice([1, -1])
        row[b][a] = -row[a][b]
    return row


@pytest.mark.parametrize("size", [2, 3, 4, 5, 6, 7, 8, 9])
def test_a_tournament_game_has_one_equilibrium_on_an_odd_number_of_alternatives(size):
    """Fisher and Ryan (1992), Laffond, Laslier and Le Breton (1993): generalised rock, paper, scissors; probabilities odd over odd."""
    for seed in range(5):
        row = tournament(size, seed)
        answer = solved(row, [[-own for own in line] for line in row])
        (own,) = answer.equilibria
        x, y = own.profile
        assert x == y and len(support(x)) % 2 == 1 and own.payoffs == (0, 0)
        assert all(p.numerator % 2 == p.denominator % 2 == 1 for p in x if p)


@pytest.mark.parametrize("size", [3, 5, 7, 9])
def test_rock_paper_scissors_of_odd_size_is_played_evenly(size):
    half = size // 2
    row = [[0 if a == b else 1 if (a - b) % size <= half else -1 for b in range(size)] for a in range(size)]
    even = (Fraction(1, size),) * size
    assert listed(solved(row, [[-own for own in line] for line in row])) == {(even, even)}


@pytest.mark.parametrize("claims", [2, 5, 12, 30])
def test_the_travellers_dilemma_has_one_equilibrium(claims):
    """Basu (1994): both claim the least, whatever they may claim, with a reward of 2 for the lower claim."""
    prices = range(2, 2 + claims)
    row = [[min(own, other) + 2 * ((own < other) - (own > other)) for other in prices] for own in prices]
    answer = solved(row, transposed(row))
    least = tuple(Fraction(int(k == 0)) for k in range(claims))
    assert listed(answer) == {(least, least)}
    assert answer.equilibria[0].payoffs == (2, 2)


@pytest.mark.parametrize("size", [2, 3, 4])
def test_no_nondegenerate_square_game_up_to_four_has_more_equilibria_than_coordination(size):
    """Keiding (1997), McLennan and Park (1999): at most 2^n - 1 for n up to 4."""
    draw = random.Random(size)
    for _ in range(10):
        row, column = ([[draw.randrange(10**6) for _ in range(size)] for _ in range(size)] for _ in "ab")
        answer = solved(row, column)
        assert answer.indifferences or len(answer.equilibria) <= 2**size - 1


@pytest.mark.parametrize("k", [1, 2, 3])
def test_sandholm_gilpin_and_conitzers_games_have_one_equilibrium_with_half_the_actions(k):
    """Sandholm, Gilpin and Conitzer (2005): 4k - 1 actions each, of which 2k - 1 are played, as QuantEcon writes these games."""
    quantecon = pytest.importorskip("quantecon", reason="quantecon is not installed: its sgc_game is not solved")
    players = quantecon.game_theory.sgc_game(k).players
    row, column = players[0].payoff_array.tolist(), transposed(players[1].payoff_array.tolist())
    (own,) = solved(row, column).equilibria
    assert [len(support(strategy)) for strategy in own.profile] == [2 * k - 1, 2 * k - 1]


# Searches that are stopped


def large_game(size, seed=1):
    draw = random.Random(seed)
    return [[[draw.randrange(100) for _ in range(size)] for _ in range(size)] for _ in "ab"]


@pytest.mark.parametrize("limit", [0, 1e-9, 0.01, 0.2])
@pytest.mark.parametrize("shape", ["square", "long", "degenerate"])
def test_a_search_that_is_stopped_gives_exact_equilibria_and_does_not_claim_to_be_complete(limit, shape):
    row, column = large_game(18)
    if shape == "long":
        row, column = ([line[:12] for line in matrix] * 3 for matrix in (row, column))
    if shape == "degenerate":
        row, column = ([[own % 4 for own in line] for line in matrix] for matrix in (row, column))
    game = StrategicGame.from_arrays(row, column)
    with pytest.raises(LimitReached) as stopped:
        game.equilibria(time_limit=limit)
    partial = stopped.value.partial
    assert partial.game == game
    assert not partial.complete
    assert len(listed(partial)) == len(partial.equilibria)
    for own in partial.equilibria:
        x, y = own.profile
        assert min(*x, *y) >= 0 and sum(x) == sum(y) == 1
        assert is_equilibrium(row, column, x, y)
        assert own.payoffs == (max(replies(transposed(row), y)), max(replies(column, x)))
    certificate = certify(partial).certificate
    assert certificate is None or type(certificate.claim).__name__ == "AreNash"


def stopped_or_not(game, limit):
    try:
        return game.equilibria(time_limit=limit), False
    except LimitReached as reached:
        return reached.partial, True


@pytest.mark.parametrize("limit", [0, 1e-9, 1e-4, 1e-3])
def test_a_tiny_limit_never_makes_an_incomplete_answer_look_complete(limit):
    for row, column in random_games(14, 40, SHAPES + LONG):
        pairs, _ = by_supports(row, column)
        answer, stopped = stopped_or_not(StrategicGame.from_arrays(row, column), limit)
        assert answer.complete is not stopped
        assert all(is_equilibrium(row, column, *own) for own in listed(answer))
        assert stopped or listed(answer) == pairs


def test_an_ample_limit_changes_nothing():
    for row, column in random_games(15, 40, SHAPES + LONG):
        assert solved(row, column, time_limit=60) == solved(row, column)
