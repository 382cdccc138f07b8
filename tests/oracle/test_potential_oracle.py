"""Potentials against what their definitions say by linear algebra and by reachability, and against published games."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest
from flint import fmpq, fmpq_mat
from hypothesis import given
from hypothesis import strategies as st

from games import AnonymousGame, StrategicGame, Unsupported
from games.core.potential import PotentialKind, is_potential, moves
from games.exact import text
from games.solvers.linear_program import Infeasible, maximise
from games.testing import fractions, small_integers, strategic_games
from proofs import certify

EXACT, WEIGHTED, ORDINAL, GENERALIZED = PotentialKind
PRICES = ([5, 3, 0], [4, 2, 1], [6, 1, 1])


@st.composite
def nearly_potential_games(draw):
    """Games with a potential of some kind: weights, what others choose and a stretched scale added; perhaps one payoff is spoilt."""
    shape = draw(st.lists(st.integers(1, 3), min_size=1, max_size=3))
    profiles = list(product(*(range(size) for size in shape)))
    common = {profile: draw(small_integers) for profile in profiles}
    rows = []
    for i in range(len(shape)):
        weight, cubed = draw(st.sampled_from([1, 1, 2, Fraction(1, 3)])), draw(st.booleans())
        bonus = {profile[:i] + profile[i + 1 :]: draw(small_integers) for profile in profiles}
        stretched = (lambda own: own**3) if cubed else (lambda own: own)
        rows.append([weight * stretched(common[own]) + bonus[own[:i] + own[i + 1 :]] for own in profiles])
    if draw(st.booleans()):
        spoilt = draw(st.sampled_from(rows))
        spoilt[draw(st.integers(0, len(profiles) - 1))] += draw(st.sampled_from([-1, 1, 7]))
    names = tuple(f"P{i}" for i in range(len(shape)))
    return StrategicGame(names, tuple(tuple("abc"[:size]) for size in shape), tuple(map(tuple, rows)))


any_game = st.one_of(
    nearly_potential_games(),
    strategic_games(players=(1, 3), max_actions=3),
    strategic_games(players=2, max_actions=2, payoffs=st.integers(0, 1).map(Fraction)),
    strategic_games(players=3, max_actions=2, payoffs=fractions),
)


def exists(game, kind):
    """Whether a potential of this kind exists, by definition."""
    cells, steps = len(game.payoffs[0]), list(moves(game))
    gains = [game.payoffs[i][there] - game.payoffs[i][here] for i, here, there in steps]
    if kind is EXACT:
        rows = [[(cell == there) - (cell == here) for cell in range(cells)] for _, here, there in steps]
        return not rows or _rank(rows) == _rank([[*row, gain] for row, gain in zip(rows, gains, strict=True)])
    if kind is WEIGHTED:
        return _weights_exist(game, steps, gains)
    better = [[False] * cells for _ in range(cells)]
    for (_, here, there), gain in zip(steps, gains, strict=True):
        better[here][there] |= gain > 0 or (kind is ORDINAL and gain == 0)
        better[there][here] |= gain < 0 or (kind is ORDINAL and gain == 0)
    for middle, a, b in product(range(cells), repeat=3):
        better[a][b] |= better[a][middle] and better[middle][b]
    strict = [
        (here, there) if gain > 0 else (there, here)
        for (_, here, there), gain in zip(steps, gains, strict=True)
        if gain
    ]
    return not any(better[high][low] for low, high in strict)


def _rank(rows):
    return fmpq_mat(
        len(rows), len(rows[0]), [fmpq(Fraction(v).numerator, Fraction(v).denominator) for r in rows for v in r]
    ).rank()


def _weights_exist(game, steps, gains):
    """Values as differences of numbers >= 0, one over each weight as 1 + a number >= 0: rows that some point meets?"""
    cells, players, zero, one = len(game.payoffs[0]), len(game.players), Fraction(0), Fraction(1)
    rows = []
    for (i, here, there), gain in zip(steps, gains, strict=True):
        up = [one * ((cell == there) - (cell == here)) for cell in range(cells)]
        rows.append(
            ([*up, *(-own for own in up), *(-gain if k == i else zero for k in range(players))], Fraction(gain))
        )
    try:
        maximise([zero] * (2 * cells + players), equal=rows)
    except Infeasible:
        return False
    return True


@pytest.mark.parametrize("kind", PotentialKind)
@given(game=any_game)
def test_a_potential_is_found_iff_there_is_one(kind, game):
    answer = game.potential(kind)
    assert answer.exists == exists(game, kind)
    assert certify(answer).status == "proved"
    if answer.exists:
        assert is_potential(game, kind, answer.values, answer.weights)


@given(any_game)
def test_the_strongest_kind_is_given_and_the_stronger_ones_are_refused(game):
    answer = game.potential()
    kinds = list(PotentialKind)
    before = kinds[: kinds.index(answer.kind)]
    assert [own.kind for own in answer.stronger] == before
    assert not any(exists(game, kind) for kind in before)
    assert answer.exists or answer.kind is GENERALIZED
    assert all(certify(own).status == "proved" for own in answer.stronger)


# --- published games --------------------------------------------------------------------------------------------------


def by_label(answer):
    return [text(value) for value in answer.values]


def test_monderer_and_shapleys_dilemma():
    """Their first example: potential (4, 3; 3, 0) up to a constant."""
    game = StrategicGame.from_arrays([[1, 9], [0, 6]], [[1, 0], [9, 6]])
    answer = game.potential()
    assert answer.kind is EXACT and by_label(answer) == ["0", "-1", "-1", "-4"]


def test_monderer_and_shapleys_game_with_a_generalized_potential_only():
    """Their example: every improvement path ends, but a tie closes a weak cycle."""
    game = StrategicGame.from_arrays([[1, 2], [2, 0]], [[0, 0], [0, 1]])
    answer = game.potential()
    assert answer.kind is GENERALIZED and answer.exists
    ordinal = answer.stronger[-1]
    assert ordinal.kind is ORDINAL and len(ordinal.cycle) == 4


def test_matching_pennies_has_none():
    answer = StrategicGame.from_arrays([[1, -1], [-1, 1]], [[-1, 1], [1, -1]]).potential()
    assert answer.kind is GENERALIZED and not answer.exists and len(answer.cycle) == 4


def test_a_congestion_game_has_rosenthals_potential():
    """Rosenthal (1973): each pays for a road what so many users make it cost; the potential adds the costs of 1, 2, ... users."""
    players, roads = ("A", "B", "C"), range(len(PRICES))
    table, rosenthal = {}, []
    for chosen in product(roads, repeat=3):
        users = [chosen.count(road) for road in roads]
        table[tuple(f"road {road}" for road in chosen)] = tuple(-PRICES[road][3 - users[road]] for road in chosen)
        rosenthal.append(-sum(sum(sorted(PRICES[road])[: users[road]]) for road in roads))
    game = StrategicGame.from_table(players, table)
    answer = game.potential()
    assert answer.kind is EXACT
    assert [own - answer.values[0] for own in answer.values] == [own - rosenthal[0] for own in rosenthal]
    assert set(answer.maximisers) <= {
        tuple(labels[own.index(1)] for labels, own in zip(game.actions, found.profile, strict=True))
        for found in game.pure_equilibria().equilibria
    }


def cournot(costs, price="20 - q"):
    """Firms choose 1 to 4 units; each earns price less cost on every unit."""
    firms = tuple(f"firm {i + 1}" for i in range(len(costs)))
    top = 20 if price == "20 - q" else 40
    slope = 1 if price == "20 - q" else 2
    table = {}
    for units in product((1, 2, 3, 4), repeat=len(costs)):
        margin = top - slope * sum(units)
        table[tuple(map(str, units))] = tuple(
            own * margin - cost * own**2 for own, cost in zip(units, costs, strict=True)
        )
    return StrategicGame.from_table(firms, table)


def test_cournots_game_with_linear_demand_has_an_exact_potential_whatever_costs_are():
    """Monderer and Shapley: P = a sum q - b sum q^2 - b sum_{i<j} q_i q_j - sum of costs."""
    costs = (0, 1, Fraction(1, 2))
    game = cournot(costs)
    answer = game.potential()
    assert answer.kind is EXACT
    values = []
    for units in product((1, 2, 3, 4), repeat=3):
        crossed = sum(units[i] * units[j] for i in range(3) for j in range(i))
        own = 20 * sum(units) - sum(q * q for q in units) - crossed
        values.append(own - sum(cost * q * q for q, cost in zip(units, costs, strict=True)))
    assert [own - answer.values[0] for own in answer.values] == [own - values[0] for own in values]


def test_cournots_game_with_symmetric_linear_costs_and_another_demand_has_an_ordinal_potential():
    """Monderer and Shapley: q_1 q_2 (F(Q) - c) is ordinal for any demand F; exact it is not where F is curved."""
    demand = {2: 30, 3: 20, 4: 14, 5: 11, 6: 9, 7: 8, 8: 7}
    table = {
        (str(a), str(b)): (a * (demand[a + b] - 2), b * (demand[a + b] - 2)) for a, b in product((1, 2, 3, 4), repeat=2)
    }
    game = StrategicGame.from_table(("firm 1", "firm 2"), table)
    answer = game.potential()
    assert answer.kind is ORDINAL and answer.exists
    known = tuple(Fraction(a * b * (demand[a + b] - 2)) for a, b in product((1, 2, 3, 4), repeat=2))
    assert is_potential(game, ORDINAL, known)


def test_a_weighted_potential_tells_the_weights():
    game = StrategicGame.from_arrays([[2, 0], [0, 1]], [[6, 0], [0, 3]])
    answer = game.potential()
    assert answer.kind is WEIGHTED and answer.weights == (1, 3)


def test_weights_that_contradict_each_other_around_three_players_are_told():
    """Pairs that meet get factors (A, B: 1, 2; B, C: 1, 2; C, A: 1, 1) for being alike: weights 1, 2, 4 for A, B, C, but C's is A's."""
    players = ("A", "B", "C")
    table = {}
    for a, b, c in product("xy", repeat=3):
        table[a, b, c] = ((a == b) + (a == c), 2 * (a == b) + (b == c), 2 * (b == c) + (a == c))
    game = StrategicGame.from_table(players, {own: tuple(map(int, payoffs)) for own, payoffs in table.items()})
    answer = game.potential(WEIGHTED)
    assert not answer.exists and len(answer.four_cycles) == 3
    assert not exists(game, WEIGHTED)
    assert certify(answer).status == "proved"


# --- symbols ----------------------------------------------------------------------------------------------------------


def test_every_symmetric_two_by_two_game_has_an_exact_potential():
    game = StrategicGame.from_arrays([["R", "S"], ["T", "P"]], [["R", "T"], ["S", "P"]])
    answer = game.potential()
    assert answer.kind is EXACT and by_label(answer) == ["0", "T - R", "T - R", "P - R - S + T"]
    assert certify(answer).status == "proved"


def test_with_symbols_the_condition_is_told():
    game = StrategicGame.from_arrays([["R", "S"], ["T", "P"]], [["R", "T"], ["S", "Q"]])
    answer = game.potential()
    assert answer.exists is None and [own.text for own in answer.conditions] == ["Q - P = 0"]
    assert game.substitute({"Q": "P"}).potential().exists
    assert game.substitute({"Q": "P + 1"}).potential().exists is False
    assert certify(answer).status == "unknown"


def test_with_symbols_assumptions_may_forbid_a_potential():
    game = StrategicGame.from_arrays([["a", 0], [0, 0]], [["b", 0], [0, 0]], assumptions=["a > b > 0"])
    answer = game.potential()
    assert answer.exists is False and certify(answer).status == "proved"


def test_weaker_kinds_need_numbers():
    game = StrategicGame.from_arrays([["a", 0], [0, 0]], [["b", 0], [0, 0]])
    with pytest.raises(Unsupported, match="the symbols a, b"):
        game.potential("ordinal")


def test_irrational_payoffs_may_have_an_exact_potential():
    import sympy

    root = sympy.sqrt(2)
    game = StrategicGame.from_arrays([[root, 0], [0, root]], [[root, 0], [0, root]])
    answer = game.potential()
    assert answer.kind is EXACT and by_label(answer) == ["0", "-sqrt(2)", "-sqrt(2)", "0"]
    assert certify(answer).status == "proved"


# --- anonymous games --------------------------------------------------------------------------------------------------


@given(st.lists(small_integers, min_size=1, max_size=4))
def test_the_potential_by_count_is_that_of_the_game_written_out(gains):
    n = len(gains)
    anonymous = AnonymousGame(n, ("out", "in"), ((Fraction(0),) * n, tuple(gains)))
    players = tuple(f"P{i}" for i in range(n))
    table = {
        profile: tuple(gains[profile.count("in") - 1] if own == "in" else Fraction(0) for own in profile)
        for profile in product(("out", "in"), repeat=n)
    }
    answer = anonymous.potential()
    values = tuple(answer.values[profile.count("in")] for profile in table)
    assert is_potential(StrategicGame.from_table(players, table), EXACT, values)
    assert set(answer.maximisers) <= set(anonymous.equilibria().counts)
    assert certify(answer).status == "proved"


def test_the_potential_by_count_with_symbols():
    game = AnonymousGame(3, ("out", "in"), ("0", "m*(k + 1) - c"))
    answer = game.potential()
    assert by_label(answer) == ["0", "m - c", "3*m - 2*c", "6*m - 3*c"]
    assert certify(answer).status == "proved"
