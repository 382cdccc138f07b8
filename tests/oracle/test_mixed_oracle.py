"""Mixed equilibria of small games against independent ways to find them, published games, and pygambit."""

from __future__ import annotations

import itertools
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from games import StrategicGame
from games.core.mixed import MixedEquilibria
from games.core.nash import deviations, expected_payoffs
from games.exact import AlgebraicNumber, real_roots
from games.solvers.mixed import mixed_equilibria
from proofs.certification import certify
from tests.best_reply_polytopes import extreme_equilibria, is_degenerate, matrices
from tests.mixed_games import NINE, ONE_IRRATIONAL, random_game

HALF = Fraction(1, 2)


def floats(answer: MixedEquilibria) -> list[list[float]]:
    """Each equilibrium as the probabilities of all players in one row."""
    rows = []
    for own in answer.equilibria:
        values = [value for player in own.probabilities for value in player]
        rows.append(
            [
                float(value) if isinstance(value, (Fraction, AlgebraicNumber)) else float(value.lo + value.hi) / 2
                for value in values
            ]
        )
    return rows


def same_points(first: list[list[float]], second: list[list[float]], close: float = 1e-9) -> bool:
    """Whether two lists hold the same points, each once, in any order."""
    pairs = [
        (i, j)
        for i, one in enumerate(first)
        for j, two in enumerate(second)
        if max(abs(a - b) for a, b in zip(one, two, strict=True)) < close
    ]
    return sorted(i for i, _ in pairs) == list(range(len(first))) and sorted(j for _, j in pairs) == list(
        range(len(second))
    )


# published games


def test_mckelvey_and_mclennans_game_has_its_nine_equilibria_and_no_more() -> None:
    answer = mixed_equilibria(NINE)
    assert answer.complete and len(answer.equilibria) == 9
    assert sum(own.is_pure for own in answer.equilibria) == 4
    mixing = [own for own in answer.equilibria if all(len(played) == 2 for played in own.support)]
    third, quarter = Fraction(1, 3), Fraction(1, 4)
    assert {tuple(weights[0] for weights in own.probabilities) for own in mixing} == {
        (HALF, quarter, quarter),
        (third, HALF, third),
    }
    assert certify(answer).status == "proved"


def test_the_only_equilibrium_of_nau_gomez_canovas_and_hansens_game_is_irrational() -> None:
    answer = mixed_equilibria(ONE_IRRATIONAL)
    assert answer.complete and [own.kind for own in answer.equilibria] == ["algebraic"]
    weights = [str(own[0]) for own in answer.equilibria[0].probabilities]
    assert weights == ["(53 - sqrt(601))/46", "(-13 + sqrt(601))/24", "(-23 + sqrt(601))/4"]
    assert certify(answer).status == "proved"


def test_three_players_who_each_want_to_differ_from_the_next() -> None:
    table = {own: tuple(int(own[i] != own[(i + 1) % 3]) for i in range(3)) for own in itertools.product("ht", repeat=3)}
    answer = mixed_equilibria(StrategicGame.from_table(("1", "2", "3"), table))
    assert answer.complete
    assert [own.probabilities for own in answer.equilibria] == [((HALF, HALF),) * 3]


# three players with two actions each, by elimination


def one_mixes_against_one(gain: list[Fraction]) -> Fraction | None:
    """The probability of the first action that makes gain[0] p + gain[1] (1 - p) zero, if it is inside (0, 1)."""
    if gain[0] == gain[1]:
        return None
    p = gain[1] / (gain[1] - gain[0])
    return p if 0 < p < 1 else None


def eliminated(game: StrategicGame) -> list[list[float]] | None:
    """All equilibria of a generic 2 x 2 x 2 game: support by support in closed form. None where something ties."""
    gains = [[], [], []]  # gains[i][j][k]: the first action less the second, when the others (in order) play j, k
    for i in range(3):
        for j, k in itertools.product(range(2), repeat=2):
            first, second = [j, k], [j, k]
            first.insert(i, 0)
            second.insert(i, 1)
            values = [game.payoffs[i][4 * own[0] + 2 * own[1] + own[2]] for own in (first, second)]
            gains[i].append(Fraction(values[0]) - Fraction(values[1]))
        if 0 in gains[i]:
            return None
    found = []
    for own in itertools.product(range(2), repeat=3):
        others = [[own[m] for m in range(3) if m != i] for i in range(3)]
        if all((gains[i][2 * j + k] > 0) == (own[i] == 0) for i, (j, k) in enumerate(others)):
            found.append([float(own[i] == a) for i in range(3) for a in range(2)])
    for i, a in itertools.product(range(3), range(2)):  # i plays a for sure, the others mix
        j, k = (m for m in range(3) if m != i)
        q = one_mixes_against_one([at(gains, k, {i: a, j: b}) for b in range(2)])
        r = one_mixes_against_one([at(gains, j, {i: a, k: b}) for b in range(2)])
        if q is None or r is None:
            continue
        gain = sum(
            (q if b == 0 else 1 - q) * (r if c == 0 else 1 - r) * at(gains, i, {j: b, k: c})
            for b, c in itertools.product(range(2), repeat=2)
        )
        if gain == 0:
            return None
        if (gain > 0) == (a == 0):
            p = {i: Fraction(1 - a), j: q, k: r}
            found.append([float(w) for m in range(3) for w in (p[m], 1 - p[m])])
    mixing = all_mix(gains)
    return None if mixing is None else found + mixing


def at(gains: list[list[Fraction]], i: int, others: dict[int, int]) -> Fraction:
    j, k = (others[m] for m in sorted(others))
    return gains[i][2 * j + k]


def all_mix(gains: list[list[Fraction]]) -> list[list[float]] | None:
    """All three mix: two gains give p and q as fractions of r, the third a quadratic in r."""
    (a00, a01, a10, a11), (b00, b01, b10, b11), (c00, c01, c10, c11) = gains
    # with x the probability of the first action: a10 x0 + ... as polynomials in r, q (a + b r) + (c + d r) = 0
    q_top, q_bottom = (-a11, a11 - a10), (a01 - a11, a00 - a10 - a01 + a11)
    p_top, p_bottom = (-b11, b11 - b10), (b01 - b11, b00 - b10 - b01 + b11)

    def times(one: tuple[Fraction, ...], two: tuple[Fraction, ...]) -> tuple[Fraction, ...]:
        return (one[0] * two[0], one[0] * two[1] + one[1] * two[0], one[1] * two[1])

    terms = (
        (c00 - c10 - c01 + c11, times(p_top, q_top)),
        (c01 - c11, times(p_top, q_bottom)),
        (c10 - c11, times(p_bottom, q_top)),
        (c11, times(p_bottom, q_bottom)),
    )
    quadratic = tuple(sum(factor * own[k] for factor, own in terms) for k in range(3))
    if not any(quadratic):
        return None
    found = []
    for root in real_roots(quadratic):
        r = float(root)
        bottoms = [own[0] + own[1] * r for own in (p_bottom, q_bottom)]
        if min(map(abs, bottoms)) < 1e-9:
            return None
        p, q = ((top[0] + top[1] * r) / bottom for top, bottom in zip((p_top, q_top), bottoms, strict=True))
        if any(min(abs(own), abs(1 - own)) < 1e-9 for own in (p, q, r)):
            return None
        if all(0 < own < 1 for own in (p, q, r)):
            found.append([p, 1 - p, q, 1 - q, r, 1 - r])
    if len(found) == 2 and same_points(found[:1], found[1:], 1e-6):
        return None
    return found


@given(st.lists(st.integers(-20, 20), min_size=24, max_size=24))
def test_two_by_two_by_two_games_have_the_equilibria_that_elimination_finds(numbers: list[int]) -> None:
    rows = [tuple(map(Fraction, numbers[k : k + 8])) for k in (0, 8, 16)]
    game = StrategicGame(("1", "2", "3"), (("a", "b"),) * 3, tuple(rows))
    expected = eliminated(game)
    assume(expected is not None)
    answer = mixed_equilibria(game)
    assert answer.complete
    assert same_points(floats(answer), expected)


# two players


@given(st.integers(2, 4), st.integers(2, 4), st.integers(0, 10**6))
def test_two_players_have_the_extreme_equilibria_of_their_polytopes(rows: int, columns: int, seed: int) -> None:
    game = random_game((rows, columns), seed, 30)
    row, column = matrices(game)
    assume(not is_degenerate(row, column))
    answer = mixed_equilibria(game)
    assert answer.complete
    found = {tuple(tuple(own) for own in each.probabilities) for each in answer.equilibria}
    assert found == {tuple(map(tuple, pair)) for pair in extreme_equilibria(row, column)}


# more players


@pytest.mark.parametrize("shape", [(2, 2, 2), (3, 2, 2), (3, 3, 2), (2, 2, 2, 2), (3, 3, 3)])
@pytest.mark.parametrize("seed", [11, 12])
def test_random_games_are_solved_completely_and_have_an_odd_number(shape: tuple[int, ...], seed: int) -> None:
    answer = mixed_equilibria(random_game(shape, seed, 9999))
    assert answer.complete and len(answer.equilibria) % 2 == 1  # [Wilson 1971] all of them regular
    assert certify(answer).status == "proved"


@pytest.mark.parametrize("shape", [(2, 2, 2), (3, 3, 2), (2, 2, 2, 2), (3, 3, 3)])
def test_what_pygambit_finds_is_listed(shape: tuple[int, ...]) -> None:
    gambit = pytest.importorskip("pygambit", reason="pygambit is not installed: its equilibria are not compared")
    numpy = pytest.importorskip("numpy")
    theirs = 0
    for seed in (1, 2, 3):
        game = random_game(shape, seed)
        listed = floats(mixed_equilibria(game))
        peer = gambit.Game.from_arrays(*(numpy.array([int(own) for own in row]).reshape(shape) for row in game.payoffs))
        found = list(gambit.nash.enumpoly_solve(peer).equilibria) + list(gambit.nash.logit_solve(peer).equilibria)
        for profile in found:
            point = [[Fraction(float(profile[own])) for own in player.strategies] for player in peer.players]
            point = [[weight / sum(own) for weight in own] for own in point]
            if max(own.gain for own in deviations(game, tuple(map(tuple, point)))) > Fraction(1, 10**4):
                continue  # theirs: by the definition somebody gains there
            row = [float(weight) for own in point for weight in own]
            assert any(max(abs(a - b) for a, b in zip(row, own, strict=True)) < 1e-3 for own in listed), row
            theirs += 1
    assert theirs


def test_pygambit_misses_equilibria_that_are_listed_here() -> None:
    """Two games of which its enumeration of polynomial systems (release 16.7) finds 0 of 3 and 4 of 5."""
    for shape, number in (((2, 2, 2, 2), 3), ((3, 3, 2), 5)):
        answer = mixed_equilibria(random_game(shape, 1))
        assert answer.complete and len(answer.equilibria) == number
        assert certify(answer).status == "proved"


def test_the_payoffs_are_those_of_the_profile() -> None:
    for own in mixed_equilibria(NINE).equilibria:
        assert own.payoffs == expected_payoffs(NINE, own.point)  # type: ignore[arg-type]  # all rational here
