"""A million players with two actions: closed forms, certificates, and the pieces and signs that carry them, against evaluation by hand."""

from fractions import Fraction
from itertools import groupby, pairwise
from math import comb

import flint
import mpmath
import pytest
from hypothesis import given
from hypothesis import strategies as st

from games import AlgebraicNumber, AnonymousGame, Status
from games.core.solution import Enclosure
from games.errors import LimitReached, Unsupported
from games.exact import exact, parse_formula
from games.formats import answers
from games.solvers.binomial import float_mean, mean, sign_of_mean
from games.solvers.estimates import Estimates
from games.solvers.sequences import Pieces, Table, payoffs_of, pieces_of, written_out
from proofs import certify
from proofs.checker import binomial as checked
from proofs.checker.estimates import estimates_of
from proofs.checker.numbers import numbers_of

MILLION = 10**6
STEP = "min(1, max(0, k - {0}))"
"""1 from the count after the given one on, 0 up to it."""


def game_of(out, into, n=MILLION):
    return AnonymousGame(exact(n), ("out", "in"), (out, into))


def proved(answer):
    certified = certify(answer)
    assert certified.status is Status.PROVED, certified.reason
    return certified


def probs(answer):
    return [own.prob for own in answer.equilibria]


# Closed forms


def test_a_volunteer_comes_forward_among_a_million():
    """One is enough: (1 - p)^(n-1) = cost, and exactly one volunteers in pure equilibria."""
    game = game_of("min(1, k)", "2/3")
    assert game.equilibria().counts == (1,)
    answer = game.symmetric_equilibria()
    (own,) = answer.equilibria
    assert answer.complete and own.stable and own.payoff == Fraction(2, 3)
    with mpmath.workdps(60):
        root = 1 - mpmath.mpf(1) / 3 ** (mpmath.mpf(1) / (MILLION - 1))
        assert mpmath.mpf(own.prob.lo.numerator) / own.prob.lo.denominator < root
        assert root < mpmath.mpf(own.prob.hi.numerator) / own.prob.hi.denominator
    assert own.prob.hi - own.prob.lo <= Fraction(1, 10**12)
    proved(game.equilibria())
    proved(answer)


def test_a_tie_at_one_half_is_exact_by_symmetry():
    game = game_of("1/2", STEP.format(499_999))
    answer = game.symmetric_equilibria()
    assert [(own.prob, own.stable) for own in answer.equilibria] == [(0, True), (Fraction(1, 2), False), (1, True)]
    proved(answer)


def test_a_threshold_in_counts_and_between_them():
    game = game_of("m*k/n".replace("m", "(1/50)"), f"(1/50)*(k + 1)/n + {STEP.format(699_999)}/50 - 1/100")
    assert game.equilibria().counts == (0, MILLION)
    answer = game.symmetric_equilibria()
    assert [own.stable for own in answer.equilibria] == [True, False, True]
    low, high = answer.equilibria[1].prob.lo, answer.equilibria[1].prob.hi
    assert abs(low - Fraction(7, 10)) < Fraction(1, 10**5) and 0 < high - low <= Fraction(1, 10**12)
    proved(game.equilibria())
    proved(answer)


@pytest.mark.parametrize("needed", [2, 1_000, 700_000, 999_999])
def test_a_public_good_has_two_inner_equilibria_below_the_peak_and_none_above(needed):
    """gain(k) = [k = needed - 1] - cost: the peak of the chance to be pivotal is at (needed - 1)/(n - 1)."""
    top = Fraction(needed - 1, MILLION - 1)
    with mpmath.workdps(40):
        p, k, n = mpmath.mpf(top.numerator) / top.denominator, needed - 1, MILLION - 1
        chance = mpmath.loggamma(n + 1) - mpmath.loggamma(k + 1) - mpmath.loggamma(n - k + 1)
        peak = mpmath.exp(chance + k * mpmath.log(p) + (n - k) * mpmath.log(1 - p))
    pivotal = f"{STEP.format(needed - 2)} - {STEP.format(needed - 1)}"
    for share, stables in ((Fraction(9, 10), [True, False, True]), (Fraction(11, 10), [True])):
        cost = Fraction(int(peak * 2**60), 2**60) * share
        answer = game_of("0", f"{pivotal} - {cost}").symmetric_equilibria()
        assert answer.complete and [own.stable for own in answer.equilibria] == stables
        if len(stables) == 3:
            assert answer.equilibria[1].prob.hi < top < answer.equilibria[2].prob.lo
        proved(answer)


def test_polynomial_gains_have_exact_roots():
    """gain(k) = (k - a)(k - b): the mean is p^2 (n-1)(n-2) + p (n-1)(1 - a - b) + ab."""
    a, b, m = 250_000, 500_000, MILLION - 1
    answer = game_of("0", f"(k - {a})*(k - {b})").symmetric_equilibria()
    first, second = (own.prob for own in answer.equilibria if own.prob not in (0, 1))
    for root in (first, second):
        assert isinstance(root, AlgebraicNumber)
        assert root.sign_at((a * b, m * (1 - a - b), m * (m - 1))) == 0
    assert game_of("0", f"(k - {a})*(k - {b})").equilibria().counts == (a, a + 1, MILLION)
    proved(answer)


def test_where_both_pay_the_same_all_counts_are_equilibria():
    game = game_of("k**2", "k*k")
    answer = game.equilibria()
    assert len(answer.counts) == MILLION + 1 and answer.counts[-1] == MILLION
    proved(answer)
    assert game.symmetric_equilibria().continuum == (0, 1)


def test_a_table_of_many_payoffs_is_as_good_as_a_formula():
    n = 30_000
    table = AnonymousGame.from_functions(n, ("out", "in"), (lambda k: 0, lambda k: (k >= 20_000) - Fraction(1, 3)))
    formula = game_of("0", f"{STEP.format(19_999)} - 1/3", n)
    assert table.equilibria().counts == formula.equilibria().counts == (0, n)
    assert probs(table.symmetric_equilibria()) == probs(formula.symmetric_equilibria())
    proved(table.symmetric_equilibria())


def test_the_number_of_profiles_is_a_formula_where_it_is_too_long_to_read():
    data = answers.counts(game_of("0", "700000 - k").equilibria())
    assert [own["count"] for own in data["equilibria"]] == ["700000", "700001"]
    assert data["equilibria"][0]["profiles"] == "C(1000000, 700000)"
    assert (
        parse_formula(answers.counts(game_of("0", "1 - k", 20).equilibria())["equilibria"][0]["profiles"]).evaluate()
        == 20
    )


# Limits


def test_payoffs_that_cannot_be_evaluated_say_so():
    crowd = game_of("0", "C(n - 1, k) - 5", 10**8)
    with pytest.raises(LimitReached, match="100,000,000 players"):
        crowd.equilibria()
    with pytest.raises(LimitReached, match="digits in base 2"):
        game_of("0", "C(n - 1, k) - 5").equilibria()
    with pytest.raises(LimitReached, match="a list of at most"):
        game_of("k", "k", 10**9).equilibria()
    with pytest.raises(Unsupported, match="the symbol m"):
        game_of("m", "k").equilibria()


@pytest.mark.parametrize(
    ("gain", "counts", "root"),
    [
        ("(9/10)**k - 1/2", (7,), lambda n: 10 * (1 - mpmath.mpf(2) ** (-1 / n))),  # E[q^k] = (1 - (1 - q) p)^(n-1)
        ("(1/2)**k - (1/2)**10", (10, 11), lambda n: 2 * (1 - mpmath.mpf(2) ** (-10 / n))),
        ("2/3 - (999999/1000000)**k", (0, MILLION), lambda n: 10**6 * (1 - (mpmath.mpf(2) / 3) ** (1 / n))),
        ("2**k - 5", (0, MILLION), lambda n: mpmath.mpf(5) ** (1 / n) - 1),
    ],
)
def test_powers_with_the_count_in_the_exponent_have_closed_forms(gain, counts, root):
    game = game_of("0", gain)
    assert game.equilibria().counts == counts
    proved(game.equilibria())
    answer = game.symmetric_equilibria()
    (own,) = (own for own in answer.equilibria if own.prob not in (0, 1))
    assert answer.complete and own.stable == (counts[0] > 0) and own.payoff == 0
    with mpmath.workdps(50):
        value = root(mpmath.mpf(MILLION - 1))
        assert mpmath.mpf(own.prob.lo.numerator) / own.prob.lo.denominator < value
        assert value < mpmath.mpf(own.prob.hi.numerator) / own.prob.hi.denominator
    if "2**k" not in gain:
        proved(answer)
    else:  # its payoffs have up to a million digits: the checker says that they are too much
        assert "cannot be told from 0" in certify(answer).reason


def test_payoffs_by_powers_are_enclosed_at_the_ends():
    answer = game_of("1 - (9/10)**k", "1 - (9/10)**(k + 1) - 1/100").symmetric_equilibria()
    assert answer.complete and [own.stable for own in answer.equilibria] == [True]
    answer = game_of("1 - (9/10)**k", "1 - (9/10)**(k + 1) + 1/100").symmetric_equilibria()
    (own,) = answer.equilibria
    assert own.prob == 1 and own.payoff.lo <= Fraction(101, 100) <= own.payoff.hi
    proved(answer)


@given(
    st.integers(1, 9), st.integers(2, 9), st.integers(-3, 3), st.fractions(-2, 2, max_denominator=5), st.integers(3, 40)
)
def test_estimates_bound_the_exact_values(top, bottom, shift, cost, n):
    formula = parse_formula(f"min(({top}/{bottom})**(k + {shift}), 3 - k) - ({cost})*k/n")
    values = [formula.evaluate({"k": k, "n": n}) for k in range(n)]
    mine, theirs = Estimates(formula, n, n, "test"), estimates_of(formula, n)
    assert mine.runs == theirs.runs == runs_by_hand(values)
    assert max(map(abs, values)) <= min(mine.bound, theirs.bound)
    for k, value in enumerate(values):
        low, high = (Fraction(*own) for own in theirs.around(k))
        assert low <= value <= high and high - low <= abs(value) / 2**80 + Fraction(1, 2**80)
    steps = [after - before for before, after in pairwise(values)]
    assert mine.difference().runs == theirs.steps().runs == runs_by_hand(steps)


def test_a_billion_players_with_a_formula_take_no_longer():
    answer = game_of("0", STEP.format(3 * 10**8) + " - 1/2", 10**9).symmetric_equilibria()
    assert answer.complete and [own.stable for own in answer.equilibria] == [True, False, True]


# Pieces against evaluation


numbers = st.integers(-6, 6).map(str) | st.sampled_from(("1/2", "3/7", "n"))
formulas = st.recursive(
    numbers | st.just("k"),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map("({0[0]} + {0[1]})".format),
        st.tuples(inner, inner).map("({0[0]} - {0[1]})".format),
        st.tuples(inner, inner).map("({0[0]})*({0[1]})".format),
        st.tuples(inner, inner).map("min({0[0]}, {0[1]})".format),
        st.tuples(inner, inner).map("max({0[0]}, {0[1]}, 1)".format),
        inner.map("({0})**2".format),
        inner.map("1/(({0})**2 + 1)".format),
    ),
    max_leaves=8,
)


def runs_by_hand(values):
    found = []
    for sign, group in groupby((value > 0) - (value < 0) for value in values):
        start = found[-1][1] + 1 if found else 0
        found.append((start, start + len(list(group)) - 1, sign))
    return tuple(found)


@given(formulas, st.integers(1, 30))
def test_pieces_are_the_formula_at_every_count(text, n):
    formula = parse_formula(text)
    values = [formula.evaluate({"k": k, "n": n}) for k in range(n)]
    pieces = pieces_of(formula, n, n)
    table = Table(tuple(values))
    assert table.runs == runs_by_hand(values)
    if pieces is not None:
        assert list(written_out(pieces)) == values
        assert pieces.runs == runs_by_hand(values) and pieces.odd == table.odd
        assert all(abs(value) <= pieces.bound for value in values)
        if n > 1:
            assert written_out(pieces.difference()) == table.difference().values
    mine = numbers_of(formula, n, "payoff")
    assert list(mine.entries()) == values and mine.runs == runs_by_hand(values)
    assert mine.odd() == table.odd and all(abs(value) <= mine.bound for value in values)
    if n > 1:
        assert tuple(mine.steps().entries()) == table.difference().values


@given(
    st.lists(st.fractions(-3, 3, max_denominator=7), min_size=1, max_size=40),
    st.fractions(Fraction(1, 50), Fraction(49, 50), max_denominator=50),
)
def test_means_and_signs_are_those_of_the_sum_written_out(values, p):
    m = len(values) - 1
    exactly = sum(comb(m, k) * p**k * (1 - p) ** (m - k) * value for k, value in enumerate(values))
    table, mine = Table(tuple(values)), numbers_of(tuple(values), m + 1, "payoff")
    with flint.ctx.workprec(200):
        ball = mean(table, p, p, 200)
        lower, upper = (Fraction(int(end.p), int(end.q)) for end in (ball.lower().fmpq(), ball.upper().fmpq()))
    assert lower <= exactly <= upper and upper - lower < Fraction(1, 10**20)
    assert abs(float_mean(table, float(p)) - float(exactly)) < 1e-9
    assert checked.least_mean(mine, p) <= abs(exactly)
    if exactly:
        assert sign_of_mean(table, p) == checked.sign_of_mean(mine, p) == (1 if exactly > 0 else -1)


def test_payoffs_are_read_as_pieces_where_that_is_possible():
    game = game_of("k/(k + 1)", "C(n - 1, k)", 12)
    assert isinstance(payoffs_of(game, 0, "test"), Pieces) and isinstance(payoffs_of(game, 1, "test"), Table)


@pytest.mark.parametrize("width", [Fraction(1, 100), Fraction(1, 10**20)])
def test_enclosures_are_as_narrow_as_asked(width):
    from games.solvers.symmetric import symmetric_equilibria

    answer = symmetric_equilibria(game_of("k/n", f"k/n + {STEP.format(699_999)} - 1/3"), width=width)
    own = answer.equilibria[1]
    assert isinstance(own.prob, Enclosure) and own.prob.hi - own.prob.lo <= width
    assert own.payoff.hi - own.payoff.lo <= width
    assert own.payoff.lo <= own.prob.hi * Fraction(MILLION - 1, MILLION) and own.payoff.hi >= own.prob.lo * Fraction(
        MILLION - 1, MILLION
    )
