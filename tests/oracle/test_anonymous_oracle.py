"""Anonymous games against the definitions: counts by writing out the strategic form, symmetric equilibria by an independent root count."""

from fractions import Fraction
from functools import cache
from itertools import pairwise, product
from math import comb
from random import Random

import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from games import AlgebraicNumber, AnonymousGame, Status, StrategicGame
from games.core.solution import Enclosure
from games.testing import anonymous_games, fractions, small_integers

WIDTH = Fraction(1, 10**12)
x = sympy.Symbol("x")


def game_of(out, into):
    """Payoffs of the first and of the second action by the number of others on the second."""
    return AnonymousGame.from_functions(len(out), ("out", "in"), (lambda k: out[k], lambda k: into[k]))


def with_gains(gains):
    return game_of([0] * len(gains), gains)


def with_factors(n, *factors):
    """A game of n players whose expected gain is the product of polynomials (ascending coefficients)."""
    powers = [Fraction(1)]
    for factor in factors:
        grown = [Fraction(0)] * (len(powers) + len(factor) - 1)
        for i, a in enumerate(powers):
            for j, b in enumerate(factor):
                grown[i + j] += a * b
        powers = grown
    # p^j is the chance that j given others choose the second action: C(k, j)/C(n-1, j) of the sets of j when k of them do.
    return with_gains(
        [sum((Fraction(comb(k, j), comb(n - 1, j)) * c for j, c in enumerate(powers)), Fraction(0)) for k in range(n)]
    )


def payoffs_by_count(game, action):
    return [game.payoff_at(action, k) for k in range(game.size)]


def gains_by_count(game):
    first, second = (payoffs_by_count(game, action) for action in (0, 1))
    return [b - a for a, b in zip(first, second, strict=True)]


def mean(values, p):
    """Expectation of values[k] where each of the others chooses the second action with probability p."""
    m = len(values) - 1
    return sum((comb(m, k) * p**k * (1 - p) ** (m - k) * value for k, value in enumerate(values)), Fraction(0))


def as_polynomial(values):
    """That expectation as a polynomial in p."""
    m = len(values) - 1
    powers = [
        comb(m, j) * sum((-1) ** (j - k) * comb(j, k) * values[k] for k in range(j + 1)) for j in reversed(range(m + 1))
    ]
    return sympy.Poly([sympy.Rational(c.numerator, c.denominator) for c in map(Fraction, powers)], x)


def rational(value):
    return sympy.Rational(value.numerator, value.denominator)


@cache
def sturm(polynomial):
    """The Sturm chain of the square-free part, in whole numbers without common factors."""
    first = polynomial.sqf_part().clear_denoms()[1]
    chain = [first, first.diff(x)]
    while chain[-1].degree() > 0:
        chain.append(-chain[-2].rem(chain[-1]))
        chain[-1] = chain[-1].clear_denoms()[1].primitive()[1]
    return tuple([int(c) for c in reversed(member.all_coeffs())] for member in chain)


def sign_changes(chain, at):
    """Sign changes of the chain's values at a rational, zeros left out; each value times a power of the denominator."""
    signs = []
    for member in chain:
        value, power = 0, 1
        for c in reversed(member):
            value, power = value * at.numerator + c * power, power * at.denominator
        if value:
            signs.append(value > 0)
    return sum(a != b for a, b in pairwise(signs))


def roots_between(polynomial, lo, hi):
    """Number of distinct roots in the closed interval, by Sturm's theorem."""
    chain = sturm(polynomial)
    return sign_changes(chain, lo) - sign_changes(chain, hi) + int(polynomial.eval(rational(lo)) == 0)


def inner_roots(polynomial):
    """Number of distinct roots in the open unit interval."""
    return roots_between(polynomial, Fraction(0), Fraction(1)) - sum(polynomial.eval(end) == 0 for end in (0, 1))


def bounds(real, width=Fraction(1, 10**40)):
    if isinstance(real, Fraction):
        return real, real
    return (real.lo, real.hi) if isinstance(real, Enclosure) else real.enclosure(width)


def neighbourhood(polynomial, prob):
    """Rationals around a reported root with no other root between them."""
    lo, hi = bounds(prob, WIDTH)
    step = Fraction(1, 64)
    while isinstance(prob, Fraction) and not (
        lo - step > 0 and hi + step < 1 and roots_between(polynomial, lo - step, hi + step) == 1
    ):
        step /= 8
    return (lo - step, hi + step) if isinstance(prob, Fraction) else (lo, hi)


def assert_payoff(game, prob, payoff):
    """The stated payoff is what both actions pay at the root: exactly, or as narrow an enclosure as the format promises."""
    first, second = (payoffs_by_count(game, action) for action in (0, 1))
    if isinstance(prob, Fraction):
        assert payoff == (mean(second, prob) if prob == 1 else mean(first, prob))
        return
    gains, (lo, hi) = gains_by_count(game), bounds(prob)
    rising = mean(gains, hi) > 0
    while isinstance(prob, Enclosure) and hi - lo > Fraction(1, 10**25):
        middle = Fraction(round((lo + hi) / 2 * 2**120), 2**120)
        lo, hi = (lo, middle) if (mean(gains, middle) > 0) == rising else (middle, hi)
    # |d mean / dp| <= (n - 1) max |values[k+1] - values[k]|
    slope = len(first) * max((abs(b - a) for a, b in pairwise(first)), default=Fraction(0))
    error, value = slope * (hi - lo), mean(first, lo)
    low, high = bounds(payoff)
    assert low - error <= value <= high + error
    if isinstance(payoff, Enclosure):
        assert high - low <= WIDTH * max(1, abs(value) - error)


def assert_symmetric(game):
    """Everything that the answer says, from the definition; returns the answer."""
    answer, gains = game.symmetric_equilibria(), gains_by_count(game)
    polynomial = as_polynomial(gains)
    if polynomial.is_zero:
        assert answer.continuum == (0, 1) and answer.complete
        return answer
    assert answer.continuum is None
    probs = [own.prob for own in answer.equilibria]
    middles = [sum(bounds(prob)) / 2 for prob in probs]
    assert all(a < b for a, b in pairwise(middles))
    assert (0 in probs) == (gains[0] <= 0) and (1 in probs) == (gains[-1] >= 0)
    for own in answer.equilibria:
        assert_payoff(game, own.prob, own.payoff)
        if own.prob == 0:
            assert own.stable == (gains[0] < 0)
        elif own.prob == 1:
            assert own.stable == (gains[-1] > 0)
        else:
            assert_root(polynomial, gains, own)
    inside = [prob for prob in probs if prob not in (0, 1)]
    assert answer.complete == (answer.status is not Status.UNKNOWN)
    assert len(inside) <= inner_roots(polynomial)
    if answer.complete:
        assert len(inside) == inner_roots(polynomial)
    else:
        assert has_irrational_double_root(polynomial)
    return answer


def assert_root(polynomial, gains, own):
    """A reported inner equilibrium is a root of the expected gain, and `stable` is whether the gain falls through 0 there."""
    prob = own.prob
    if isinstance(prob, Fraction):
        assert 0 < prob < 1 and mean(gains, prob) == 0
    elif isinstance(prob, AlgebraicNumber):
        minimal = sympy.Poly(list(reversed(prob.polynomial)), x, domain="QQ")
        lo, hi = prob.enclosure(WIDTH)
        assert polynomial.rem(minimal).is_zero
        assert minimal.eval(rational(lo)) * minimal.eval(rational(hi)) < 0
    else:
        assert isinstance(prob, Enclosure)
        assert 0 < prob.lo < prob.hi < 1 and prob.hi - prob.lo <= WIDTH
        assert mean(gains, prob.lo) * mean(gains, prob.hi) < 0
    lo, hi = neighbourhood(polynomial, prob)
    assert 0 < lo < hi < 1 and roots_between(polynomial, lo, hi) == 1
    assert own.stable == (mean(gains, lo) > 0 > mean(gains, hi))


def has_irrational_double_root(polynomial):
    return any(
        factor.degree() > 1 and multiplicity > 1 and inner_roots(factor) > 0
        for factor, multiplicity in polynomial.factor_list()[1]
    )


def written_out(game):
    """The strategic form: every player's payoff at every profile, counted by hand."""
    n = game.size
    table = {
        choice: tuple(game.payoff_at(own, sum(choice) - own) for own in choice) for choice in product((0, 1), repeat=n)
    }
    return StrategicGame.from_table(
        tuple(f"P{i}" for i in range(n)),
        {tuple(game.actions[own] for own in choice): payoffs for choice, payoffs in table.items()},
        actions=(game.actions,) * n,
    )


def counts_by_definition(game):
    """Counts at which no player gains by switching, the others kept fixed."""
    n = game.size
    return {
        count
        for count in range(n + 1)
        if (count == 0 or game.payoff_at(1, count - 1) >= game.payoff_at(0, count - 1))
        and (count == n or game.payoff_at(0, count) >= game.payoff_at(1, count))
    }


def assert_counts(game):
    answer = game.equilibria()
    assert list(answer.counts) == sorted(counts_by_definition(game))
    assert answer.complete and answer.counts and answer.status in (Status.DECIDED, Status.PROVED)


@given(anonymous_games(max_players=5))
def test_counts_are_those_of_the_pure_equilibria_of_the_strategic_form(game):
    full = written_out(game)
    stable = []
    for profile in full.profiles():
        switches = (
            (i, (*profile[:i], label, *profile[i + 1 :])) for i in range(len(profile)) for label in game.actions
        )
        if all(full.payoff(other)[i] <= full.payoff(profile)[i] for i, other in switches):
            stable.append(profile.count("in"))
    answer = game.equilibria()
    assert set(answer.counts) == set(stable)
    assert all(stable.count(count) == comb(game.size, count) for count in answer.counts)


@given(st.one_of(anonymous_games(max_players=30), anonymous_games(max_players=30, payoffs=fractions)))
def test_counts_are_those_at_which_nobody_switches(game):
    assert_counts(game)


@given(anonymous_games(max_players=9))
def test_symmetric_equilibria_of_small_games_with_ties_are_the_roots_and_the_ends(game):
    assert_symmetric(game)


@given(anonymous_games(max_players=7, payoffs=fractions))
def test_symmetric_equilibria_of_small_games_with_fractions_are_the_roots_and_the_ends(game):
    assert_symmetric(game)


@given(st.data())
def test_symmetric_equilibria_of_fourteen_players_are_the_roots_and_the_ends(data):
    values = st.one_of(st.sampled_from((-1, 0, 0, 1)), small_integers).map(Fraction)
    game = game_of(*(data.draw(st.lists(values, min_size=14, max_size=14)) for _ in range(2)))
    assert_counts(game)
    assert_symmetric(game)


@pytest.mark.parametrize("seed", range(6))
def test_symmetric_equilibria_of_fifty_players_are_the_roots_and_the_ends(seed):
    draw = Random(seed)
    game = game_of(*([draw.choice((-5, -1, 0, 0, 0, 1, 4)) * (1 + seed * k) for k in range(50)] for _ in range(2)))
    assert_counts(game)
    assert_symmetric(game)


roots = st.one_of(
    st.sampled_from(
        tuple(Fraction(a, b) for a, b in ((0, 1), (1, 1), (1, 2), (1, 3), (999, 1000), (1, 10**6), (5, 4)))
    ),
    st.fractions(0, 1, max_denominator=50),
)


@given(st.lists(roots, min_size=1, max_size=4), st.integers(0, 6), st.sampled_from((Fraction(1), Fraction(-3, 7))))
def test_given_rational_roots_come_back_exactly_however_often_they_are_repeated(given_roots, more, factor):
    game = with_factors(len(given_roots) + 1 + more, [factor], *([-root, Fraction(1)] for root in given_roots))
    answer = assert_symmetric(game)
    assert answer.complete
    assert {own.prob for own in answer.equilibria} - {0, 1} == {root for root in given_roots if 0 < root < 1}


@given(
    st.lists(st.sampled_from(((-1, 0, 2), (1, -3, 1), (-1, 1, 1), (1, 0, 1))), min_size=1, max_size=3),
    st.integers(0, 4),
)
def test_irrational_roots_are_exact_or_enclosed_and_double_ones_at_most_unknown(factors, more):
    assert_symmetric(with_factors(2 * len(factors) + 1 + more, *factors))


@pytest.mark.parametrize("gap", [Fraction(1, 10**3), Fraction(1, 10**9), Fraction(1, 10**15)])
def test_two_irrational_roots_a_hair_apart_are_two(gap):
    half, more = Fraction(1, 2), Fraction(1, 2) + gap
    answer = assert_symmetric(with_factors(8, [-half, 0, 1], [-more, 0, 1]))  # the gain is positive at 0 and at 1
    assert answer.complete and [own.stable for own in answer.equilibria] == [True, False, True]


@pytest.mark.parametrize(("out", "into"), [(0, 1), (1, 0), (2, 2)])
def test_one_player_takes_the_better_action(out, into):
    game = game_of([out], [into])
    assert_counts(game)
    answer = assert_symmetric(game)
    assert (answer.continuum is not None) == (out == into)
    if out != into:
        assert [(own.prob, own.stable, own.payoff) for own in answer.equilibria] == [
            (int(into > out), True, max(out, into))
        ]


def test_two_players_in_each_kind_of_two_by_two_game():
    cases = {
        (-1, 2): [(Fraction(0), True), (Fraction(1, 3), False), (Fraction(1), True)],  # coordination
        (1, -2): [(Fraction(1, 3), True)],  # anti-coordination
        (-1, -2): [(Fraction(0), True)],  # dilemma
        (0, -1): [(Fraction(0), False)],  # a tie at the first action, worse elsewhere
        (0, 1): [(Fraction(0), False), (Fraction(1), True)],
        (-1, 0): [(Fraction(0), True), (Fraction(1), False)],
    }
    for gains, expected in cases.items():
        answer = assert_symmetric(with_gains(list(gains)))
        assert [(own.prob, own.stable) for own in answer.equilibria] == expected


@pytest.mark.parametrize("n", [1, 2, 14, 50, 700])
def test_where_both_actions_always_pay_the_same_everything_is_an_equilibrium(n):
    game = game_of(list(range(n)), list(range(n)))
    answer = game.symmetric_equilibria()
    assert answer.continuum == (0, 1) and answer.complete
    assert list(game.equilibria().counts) == list(range(n + 1))


# A good that everyone enjoys (worth 1) if at least `needed` of n pay the cost: gain(k) = [k = needed - 1] - cost.


def threshold_good(n, needed, cost):
    enjoyed = [Fraction(int(k >= needed)) for k in range(n + 1)]
    return game_of(enjoyed[:n], [enjoyed[k + 1] - cost for k in range(n)])


def pivotal(n, needed, p):
    """Probability that exactly needed - 1 of the others pay."""
    return comb(n - 1, needed - 1) * p ** (needed - 1) * (1 - p) ** (n - needed)


@pytest.mark.parametrize("n", [2, 14, 50, 700])
def test_a_volunteer_comes_forward_with_the_closed_form(n):
    """One is enough: (1 - p)^(n-1) = cost."""
    game = threshold_good(n, 1, Fraction(1, 3))
    answer = game.symmetric_equilibria()
    assert answer.complete and len(answer.equilibria) == 1 and answer.equilibria[0].stable
    lo, hi = bounds(answer.equilibria[0].prob, WIDTH)
    assert (1 - lo) ** (n - 1) >= Fraction(1, 3) >= (1 - hi) ** (n - 1) and 0 <= hi - lo <= WIDTH
    low, high = bounds(answer.equilibria[0].payoff, WIDTH)
    assert low <= Fraction(2, 3) <= high
    assert list(game.equilibria().counts) == [1]


def test_a_volunteer_among_seven_hundred_with_an_exact_answer():
    answer = threshold_good(700, 1, Fraction(1, 2**699)).symmetric_equilibria()
    assert [(own.prob, own.stable) for own in answer.equilibria] == [(Fraction(1, 2), True)]
    assert answer.equilibria[0].payoff == 1 - Fraction(1, 2**699)


@pytest.mark.parametrize("n", [2, 14, 50, 700])
def test_where_all_must_pay_the_inner_equilibrium_has_the_closed_form(n):
    """Everyone is needed: p^(n-1) = cost, and both ends are stable."""
    cost = Fraction(1, 3)
    answer = threshold_good(n, n, cost).symmetric_equilibria()
    none, inner, everyone = answer.equilibria
    assert answer.complete and [own.stable for own in answer.equilibria] == [True, False, True]
    assert (none.prob, none.payoff) == (0, 0) and (everyone.prob, everyone.payoff) == (1, 1 - cost)
    lo, hi = bounds(inner.prob, WIDTH)
    assert lo ** (n - 1) <= cost <= hi ** (n - 1) and hi - lo <= WIDTH
    low, high = bounds(inner.payoff, WIDTH)
    assert low <= 0 <= high and high - low <= WIDTH  # who stays out never enjoys it


@pytest.mark.parametrize(("n", "needed"), [(14, 6), (50, 20), (700, 250)])
def test_a_threshold_good_has_two_inner_equilibria_below_the_peak_and_none_above(n, needed):
    peak = pivotal(n, needed, Fraction(needed - 1, n - 1))
    cheap = threshold_good(n, needed, peak / 2)
    answer = cheap.symmetric_equilibria()
    assert answer.complete and list(cheap.equilibria().counts) == [0, needed]
    assert [own.stable for own in answer.equilibria] == [True, False, True] and answer.equilibria[0].prob == 0
    for own, side in zip(answer.equilibria[1:], (1, -1), strict=True):
        lo, hi = bounds(own.prob, WIDTH)
        assert hi - lo <= WIDTH and (hi < Fraction(needed - 1, n - 1)) == (side == 1)
        assert side * pivotal(n, needed, lo) <= side * peak / 2 <= side * pivotal(n, needed, hi)
    dear = threshold_good(n, needed, peak * Fraction(1001, 1000)).symmetric_equilibria()
    assert dear.complete and [own.prob for own in dear.equilibria] == [0]


@pytest.mark.parametrize(("n", "needed"), [(14, 6), (50, 20), (700, 250)])
def test_at_the_peak_the_two_inner_equilibria_of_a_threshold_good_are_one(n, needed):
    top = Fraction(needed - 1, n - 1)
    answer = threshold_good(n, needed, pivotal(n, needed, top)).symmetric_equilibria()
    assert answer.complete and [(own.prob, own.stable) for own in answer.equilibria] == [(0, True), (top, False)]
    assert answer.equilibria[1].payoff == sum(
        comb(n - 1, k) * top**k * (1 - top) ** (n - 1 - k) for k in range(needed, n)
    )
