"""Anonymous games: equilibria by counts and symmetric ones, with the witness checked from the definition."""

import math
import random
from fractions import Fraction
from itertools import pairwise

import pytest

from games.core.anonymous import AnonymousGame, is_count_equilibrium
from games.core.solution import Enclosure, Status
from games.core.strategic import StrategicGame
from games.errors import InvalidScalar, LimitReached, Unsupported
from games.exact import AlgebraicNumber, exact, parse_formula
from games.solvers.bernstein import isolate, power_basis
from games.solvers.counts import count_equilibria
from games.solvers.pure import pure_equilibria
from games.solvers.symmetric import symmetric_equilibria

WIDTH = Fraction(1, 10**12)


def game_of(n, out, into):
    return AnonymousGame.from_functions(n, ("out", "in"), (out, into))


def with_gains(gains):
    return game_of(len(gains), lambda k: 0, lambda k: gains[k])


def with_powers(*powers, n=None):
    """The game whose expected gain is powers[0] + powers[1] p + powers[2] p^2 ..."""
    size = (n or len(powers)) - 1
    return with_gains(
        [sum(Fraction(math.comb(k, j), math.comb(size, j)) * c for j, c in enumerate(powers)) for k in range(size + 1)]
    )


def expected(values, p):
    """Sum of values[k] times the probability that k of the others play the second action."""
    size = len(values) - 1
    return sum(math.comb(size, k) * p**k * (1 - p) ** (size - k) * value for k, value in enumerate(values))


def coefficients(values, lo, hi):
    """Bernstein coefficients on [lo, hi], by de Casteljau."""

    def cut(row, share):
        left, right = [row[0]], [row[-1]]
        while len(row) > 1:
            row = [(1 - share) * a + share * b for a, b in pairwise(row)]
            left.append(row[0])
            right.append(row[-1])
        return left, right[::-1]

    _, row = cut(list(values), lo)
    return cut(row, (hi - lo) / (1 - lo))[0] if lo < 1 else row


def changes(row):
    signs = [value > 0 for value in row if value != 0]
    return sum(a != b for a, b in pairwise(signs))


def assert_witness_suffices(answer):
    """What a checker does: count sign changes between the cuts, and compare with the roots that are listed there."""
    gains = answer.game.gains()
    inside = [root for root in answer.equilibria if root.isolating is not None]
    assert list(answer.splits) == sorted(set(answer.splits))
    for lo, hi in pairwise([Fraction(0), *answer.splits, Fraction(1)]):
        listed = [root for root in inside if root.isolating == (lo, hi)]
        assert changes(coefficients(gains, lo, hi)) == len(listed)
        for root in listed:
            assert_root(gains, root, lo, hi)
    for root in inside:
        if root.isolating[0] == root.isolating[1]:
            assert root.prob == root.isolating[0]
            assert root.prob in answer.splits
            assert expected(gains, root.prob) == 0
    for split in answer.splits:
        assert (expected(gains, split) == 0) == (split in [root.prob for root in inside])
    assert [end.prob for end in answer.equilibria if end.isolating is None] == [
        p for p, ok in ((0, gains[0] <= 0), (1, gains[-1] >= 0)) if ok
    ]


def assert_root(gains, root, lo, hi):
    if isinstance(root.prob, Fraction):
        assert lo < root.prob < hi
        assert expected(gains, root.prob) == 0
        return
    low, high = (root.prob.lo, root.prob.hi) if isinstance(root.prob, Enclosure) else root.prob.enclosure(WIDTH)
    assert lo <= low < high <= hi
    assert high - low <= WIDTH
    before, after = expected(gains, low), expected(gains, high)
    assert before * after < 0
    assert root.stable == (before > 0)


def bounds(value):
    if isinstance(value, Fraction):
        return value, value
    return (value.lo, value.hi) if isinstance(value, Enclosure) else value.enclosure(WIDTH)


# Counts


@pytest.mark.parametrize("seed", range(40))
def test_counts_are_those_that_the_definition_accepts(seed):
    draw = random.Random(seed)
    game = with_gains([draw.choice((-1, 0, 0, 1)) for _ in range(1 + seed % 9)])
    answer = count_equilibria(game)
    assert answer.counts == tuple(c for c in range(game.size + 1) if is_count_equilibrium(game, c))
    assert answer.counts
    assert (answer.complete, answer.status) == (True, Status.DECIDED)


@pytest.mark.parametrize("seed", range(10))
def test_a_count_stands_for_all_profiles_with_that_many_players_on_the_second_action(seed):
    draw = random.Random(seed)
    n = 4
    tables = [[draw.randint(-1, 1) for _ in range(n)] for _ in range(2)]
    game = game_of(n, tables[0].__getitem__, tables[1].__getitem__)
    cells = [[c >> (n - 1 - i) & 1 for i in range(n)] for c in range(2**n)]
    payoffs = tuple(tuple(tables[cell[i]][sum(cell) - cell[i]] for cell in cells) for i in range(n))
    strategic = StrategicGame(tuple("abcd"), (game.actions,) * n, payoffs)
    found = [sum(strategy[1] for strategy in own.profile) for own in pure_equilibria(strategic).equilibria]
    assert sorted(found) == [c for c in count_equilibria(game).counts for _ in range(math.comb(n, c))]


def test_counts_of_many_players_with_payoffs_by_formula():
    formulas = (parse_formula("k/50", where="out"), parse_formula("(k+1)/40 - n/400", where="in"))
    game = AnonymousGame(2000, ("out", "in"), formulas)  # gain(k) = (k - 995)/200
    assert count_equilibria(game).counts == (0, 2000)


# Symmetric: exact answers


def test_one_player_chooses_the_better_action():
    (only,) = symmetric_equilibria(with_gains([2])).equilibria
    assert (only.prob, only.payoff, only.stable, only.isolating) == (1, 2, True, None)


@pytest.mark.parametrize("n", [1, 2, 5])
def test_where_nothing_is_ever_gained_every_probability_is_an_equilibrium(n):
    answer = symmetric_equilibria(with_gains([0] * n))
    assert answer.continuum == (0, 1)
    assert [(end.prob, end.stable) for end in answer.equilibria] == [(0, False), (1, False)]
    assert answer.complete


def test_a_rational_root_is_exact_with_its_payoff():
    answer = symmetric_equilibria(game_of(2, lambda k: 1 - k, lambda k: 2 * k))
    low, root, high = answer.equilibria
    assert (root.prob, root.payoff, root.stable) == (Fraction(1, 3), Fraction(2, 3), False)
    assert (low.prob, low.payoff, low.stable) == (0, 1, True)
    assert (high.prob, high.payoff, high.stable) == (1, 2, True)


def test_quadratic_roots_have_closed_forms_and_so_has_the_payoff_there():
    answer = symmetric_equilibria(game_of(3, lambda k: k, lambda k: k + 3 * (k == 1) - 1))
    first, second = (root for root in answer.equilibria if root.isolating)
    assert (first.prob.text, first.stable) == ("(3 - sqrt(3))/6", False)
    assert (second.prob.text, second.stable) == ("(3 + sqrt(3))/6", True)
    assert second.payoff.text == "(3 + sqrt(3))/3"  # 2p: the expected number of others
    assert_witness_suffices(answer)


def test_a_rational_payoff_at_an_irrational_root_is_exact():
    answer = symmetric_equilibria(game_of(14, lambda k: 7, lambda k: 10 if k == 0 else 6))
    (root,) = answer.equilibria
    assert isinstance(root.prob, Enclosure)
    assert root.payoff == 7


def test_a_rational_root_of_high_degree_is_exact():
    draw = random.Random(4)
    n = 61
    half = [draw.randint(1, 10**6) for _ in range(n // 2)]
    gains = [*half, 0, *(-gain for gain in reversed(half))]  # antisymmetric: G(1/2) = 0
    answer = symmetric_equilibria(with_gains(gains))
    assert power_basis(gains, 30) is None
    (root,) = answer.equilibria
    assert (root.prob, root.stable) == (Fraction(1, 2), True)


@pytest.mark.parametrize("root", [Fraction(1, 3), Fraction(2, 7), Fraction(99, 100), Fraction(1, 10**6)])
def test_a_rational_root_that_no_cut_hits_is_exact_at_high_degree(root):
    # (p - root) times a positive polynomial of degree 40 with all Bernstein coefficients positive
    draw = random.Random(1)
    positive = [draw.randint(1, 9) for _ in range(41)]
    size = len(positive)
    gains = [Fraction(0)] * (size + 1)
    for k, value in enumerate(positive):
        weight = math.comb(size - 1, k) * value
        gains[k] += weight * -root / math.comb(size, k)
        gains[k + 1] += weight * (1 - root) / math.comb(size, k + 1)
    answer = symmetric_equilibria(with_gains(gains))
    assert [own.prob for own in answer.equilibria if own.isolating] == [root]


# Symmetric: multiple roots


def test_a_tangential_rational_root_is_a_cut_and_not_stable():
    answer = symmetric_equilibria(with_powers(1, -6, 9))  # (3p - 1)^2
    root, high = answer.equilibria
    assert (root.prob, root.stable, root.isolating) == (Fraction(1, 3), False, (Fraction(1, 3),) * 2)
    assert (high.prob, high.stable) == (1, True)
    assert answer.splits == (Fraction(1, 3),)
    assert_witness_suffices(answer)


def test_a_threefold_root_that_gain_falls_through_is_stable():
    answer = symmetric_equilibria(with_powers(1, -9, 27, -27))  # (1 - 3p)^3
    assert [(own.prob, own.stable) for own in answer.equilibria] == [(Fraction(1, 3), True)]
    assert_witness_suffices(answer)


def test_two_double_roots_and_a_simple_one():
    # (3p - 1)^2 (4p - 3)^2 (2p - 1)
    powers = [1]
    for root in ((-1, 3), (-1, 3), (-3, 4), (-3, 4), (-1, 2)):
        powers = [
            sum(root[j] * powers[k - j] for j in (0, 1) if 0 <= k - j < len(powers)) for k in range(len(powers) + 1)
        ]
    answer = symmetric_equilibria(with_powers(*powers))
    assert [own.prob for own in answer.equilibria] == [0, Fraction(1, 3), Fraction(1, 2), Fraction(3, 4), 1]
    assert answer.complete
    assert_witness_suffices(answer)


def test_a_binomial_peak_that_just_touches_zero_with_seven_hundred_players():
    n, threshold = 700, 233
    share = Fraction(threshold, n - 1)
    peak = math.comb(n - 1, threshold) * share**threshold * (1 - share) ** (n - 1 - threshold)
    answer = symmetric_equilibria(game_of(n, lambda k: 0, lambda k: (k == threshold) - peak))
    assert [own.prob for own in answer.equilibria] == [0, share]
    assert answer.complete


def test_an_irrational_double_root_is_exact_and_not_stable():
    answer = symmetric_equilibria(with_powers(1, 0, -4, 0, 4))  # (2p^2 - 1)^2
    assert answer.complete
    assert [(str(own.prob), own.stable) for own in answer.equilibria] == [("sqrt(2)/2", False), ("1", True)]


def test_an_irrational_threefold_root_of_degree_three_is_enclosed_and_stable():
    cubic = (1, 0, 0, -2)  # 1 - 2p^3
    powers = [1]
    for factor in (cubic, cubic, cubic, (-1, 3)):
        powers = [
            sum(factor[j] * powers[k - j] for j in range(len(factor)) if 0 <= k - j < len(powers))
            for k in range(len(powers) + len(factor) - 1)
        ]
    answer = symmetric_equilibria(with_powers(*powers))
    assert answer.complete
    low, third, root = answer.equilibria
    assert [low.prob, third.prob] == [0, Fraction(1, 3)]
    assert [own.stable for own in answer.equilibria] == [True, False, True]
    assert root.prob.lo**3 < Fraction(1, 2) < root.prob.hi**3
    assert root.prob.hi - root.prob.lo <= WIDTH


def test_an_irrational_double_root_of_high_degree_is_unknown_with_the_place():
    powers = [1, 0, -4, 0, 4]  # (2p^2 - 1)^2 (1 + p)^31
    for _ in range(31):
        powers = [a + b for a, b in zip([*powers, 0], [0, *powers], strict=True)]
    answer = symmetric_equilibria(with_powers(*powers))
    assert (answer.status, answer.complete) == (Status.UNKNOWN, False)
    assert "0.707107" in answer.reason
    assert "irrational multiple root" in answer.reason


def test_a_double_root_at_an_end_or_outside_does_not_disturb():
    answer = symmetric_equilibria(with_powers(0, 0, -6, 19, -15))  # p^2 (3p - 2)(3 - 5p)
    assert [own.prob for own in answer.equilibria if own.isolating] == [Fraction(3, 5), Fraction(2, 3)]
    assert_witness_suffices(answer)


def test_roots_very_close_together_are_told_apart():
    a, b = Fraction(1, 3), Fraction(1, 3) + Fraction(1, 10**30)
    answer = symmetric_equilibria(with_powers(a * b, -a - b, 1))
    assert [own.prob for own in answer.equilibria] == [a, b, 1]
    assert answer.complete


# Symmetric: witness, widths, sizes


@pytest.mark.parametrize("seed", range(120))
def test_the_witness_suffices_on_small_games_with_many_ties(seed):
    draw = random.Random(seed)
    gains = [draw.randint(-3, 3) * (draw.random() < 0.8) for _ in range(2 + seed % 9)]
    answer = symmetric_equilibria(with_gains(gains))
    if answer.continuum is None and answer.complete:
        assert_witness_suffices(answer)
    assert answer.equilibria or not answer.complete


@pytest.mark.parametrize("seed", range(6))
def test_the_witness_suffices_at_high_degree(seed):
    draw = random.Random(seed)
    answer = symmetric_equilibria(with_gains([draw.randint(-9, 9) for _ in range(60)]))
    assert answer.complete
    assert_witness_suffices(answer)


@pytest.mark.parametrize("width", [Fraction(1, 10), "1/1000000", Fraction(1, 10**40)])
@pytest.mark.parametrize("unit", [1, 10**15, Fraction(1, 10**15)])
def test_enclosures_are_as_narrow_as_asked_and_payoffs_at_the_root_lie_in_them(width, unit):
    def first(k):
        return unit * k**3

    def second(k):
        return unit * (k**3 + (20 if k == 0 else -1))

    answer = symmetric_equilibria(game_of(40, first, second), width=width)
    (root,) = (own for own in answer.equilibria if own.isolating)
    asked = exact(width)
    low, high = bounds(root.prob)
    assert high - low <= asked
    least, most = bounds(root.payoff)
    assert most - least <= asked * max(1, abs(least))
    # the payoff is increasing in p, so at a much narrower enclosure of the root its values bracket the true one
    fine = symmetric_equilibria(game_of(40, first, second), width=Fraction(1, 10**60))
    (exactly,) = (own for own in fine.equilibria if own.isolating)
    values = [expected([first(k) for k in range(40)], p) for p in bounds(exactly.prob)]
    assert least <= values[0] <= values[1] <= most


def test_a_root_nearer_to_an_end_than_the_width_is_enclosed_away_from_the_end():
    gains = [0, 1, *(-(10**20) for _ in range(40)), 5]
    answer = symmetric_equilibria(with_gains(gains))
    assert answer.complete
    for own in answer.equilibria:
        if isinstance(own.prob, Enclosure):
            assert own.isolating[0] < own.prob.lo < own.prob.hi < own.isolating[1]
            assert expected(gains, own.prob.lo) * expected(gains, own.prob.hi) < 0


@pytest.mark.parametrize("n", [14, 700, 5000])
def test_a_threshold_project_has_its_two_inner_equilibria(n):
    threshold = n // 3
    answer = symmetric_equilibria(game_of(n, lambda k: 0, lambda k: 10 * (k == threshold) - Fraction(1, 10)))
    assert answer.complete
    assert [own.stable for own in answer.equilibria] == [True, False, True]
    low, high = (own.prob for own in answer.equilibria[1:])
    assert high.hi - high.lo <= WIDTH
    assert low.hi < Fraction(threshold, n - 1) < high.lo


def test_gains_of_low_degree_are_exact_for_any_number_of_players():
    n = 100_001
    answer = symmetric_equilibria(with_gains([(3 * k - n + 1) * (n - 1 - 2 * k) for k in range(n)]))
    assert answer.complete
    first, second = (own.prob for own in answer.equilibria if own.isolating)
    assert isinstance(first, (Fraction, AlgebraicNumber))
    assert abs(float(first.enclosure()[0]) - 1 / 3) < 1e-4
    assert abs(float(second.enclosure()[0]) - 1 / 2) < 1e-4


def test_too_many_turns_of_very_many_players_are_unknown_and_the_ends_are_given():
    answer = symmetric_equilibria(with_gains([-1, *(Fraction((-1) ** (k // 9)) for k in range(30_000)), 1]))
    assert (answer.status, answer.complete) == (Status.UNKNOWN, False)
    assert [own.prob for own in answer.equilibria] == [0, 1]
    assert "signs of the expected gain at points" in answer.reason


def test_a_time_limit_raises_with_what_was_found():
    draw = random.Random(2)
    game = with_gains([draw.randint(-9, 9) for _ in range(400)])
    with pytest.raises(LimitReached, match="time limit of 0 s") as caught:
        symmetric_equilibria(game, time_limit=0)
    assert not caught.value.partial.complete


def test_symbols_are_named():
    game = game_of(3, lambda k: 0, lambda k: exact("m") - k)
    for solve in (count_equilibria, symmetric_equilibria):
        with pytest.raises(Unsupported, match="the symbol m in the payoffs"):
            solve(game)


@pytest.mark.parametrize("width", [0, -1, "w"])
def test_the_width_must_be_positive(width):
    with pytest.raises(InvalidScalar, match="width"):
        symmetric_equilibria(with_gains([1, -1]), width=width)


@pytest.mark.parametrize("seed", range(60))
def test_all_roots_are_found_that_exact_factors_have(seed):
    """Products of known linear factors: exactly the rational roots in (0, 1) are listed."""
    draw = random.Random(seed)
    roots = [Fraction(draw.randint(-3, 12), draw.choice((2, 3, 5, 7, 8))) for _ in range(draw.randint(1, 7))]
    powers = [Fraction(1)]
    for root in roots:
        powers = [
            (powers[k - 1] if k else 0) - root * (powers[k] if k < len(powers) else 0) for k in range(len(powers) + 1)
        ]
    answer = symmetric_equilibria(with_powers(*powers, n=len(powers) + seed % 4))
    assert [own.prob for own in answer.equilibria if own.isolating] == sorted({r for r in roots if 0 < r < 1})
    assert answer.complete
    assert_witness_suffices(answer)


def test_isolation_speaks_of_the_open_interval_only():
    found = isolate([Fraction(0), Fraction(1), Fraction(0)], WIDTH)  # 2p(1-p)
    assert found.roots == ()
