"""Anonymous games against the n-player strategic form that they stand for: two and three actions, counts and symmetric mixtures."""

from fractions import Fraction
from itertools import product
from math import factorial, prod
from random import Random

import mpmath
import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from games import AnonymousGame, Status, StrategicGame
from games.core.anonymous import count_vectors
from games.core.count_profiles import expected_payoffs, is_profile_equilibrium, is_symmetric_equilibrium
from games.core.nash import is_nash
from games.core.solution import Enclosure
from games.exact import AlgebraicNumber
from games.testing import small_integers
from proofs import certify

x, y = sympy.symbols("x y")
LABELS = "abcd"


@st.composite
def crowds(draw, *, most=4, actions=(2, 3)):
    m = draw(st.sampled_from(actions))
    n = draw(st.integers(1, most))
    size = len(list(count_vectors(n - 1, m)))
    tables = tuple(tuple(draw(st.lists(small_integers, min_size=size, max_size=size))) for _ in range(m))
    return AnonymousGame(Fraction(n), tuple(LABELS[:m]), tables)


def drawn(seed, n, m, size=9):
    draw = Random(seed)
    tables = [tuple(Fraction(draw.randint(-size, size)) for _ in count_vectors(n - 1, m)) for _ in range(m)]
    return AnonymousGame(Fraction(n), tuple(LABELS[:m]), tuple(tables))


def counted(choices, m):
    return tuple(choices.count(own) for own in range(m))


def written_out(game):
    """Every player's payoff at every profile, the others counted by hand."""
    n, m = game.size, len(game.actions)
    table = {}
    for choices in product(range(m), repeat=n):
        others = (counted(choices[:i] + choices[i + 1 :], m) for i in range(n))
        table[choices] = [game.payoff_at(own, rest) for own, rest in zip(choices, others, strict=True)]
    return StrategicGame.from_table(
        [f"P{i}" for i in range(n)],
        {tuple(game.actions[own] for own in choices): payoffs for choices, payoffs in table.items()},
        actions=(game.actions,) * n,
    )


@given(crowds())
def test_count_profiles_are_the_pure_equilibria_of_the_strategic_form(game):
    full, n, m = written_out(game), game.size, len(game.actions)
    stable = []
    for profile in full.profiles():
        here = full.payoff(profile)
        switched = ((i, (*profile[:i], a, *profile[i + 1 :])) for i in range(n) for a in game.actions)
        if all(full.payoff(other)[i] <= here[i] for i, other in switched):
            stable.append(tuple(profile.count(a) for a in game.actions))
    answer = game.count_profiles()
    assert answer.complete and set(answer.profiles) == set(stable)
    for counts in answer.profiles:
        assert stable.count(counts) == factorial(n) // prod(map(factorial, counts))
    assert list(answer.profiles) == [own for own in count_vectors(n, m) if is_profile_equilibrium(game, own)]
    if m == 2:
        assert [own[1] for own in answer.profiles] == list(game.equilibria().counts)


@given(crowds(), st.data())
def test_expected_payoffs_are_those_of_the_strategic_form(game, data):
    full, n, m = written_out(game), game.size, len(game.actions)
    weights = data.draw(st.lists(st.integers(0, 5), min_size=m, max_size=m).filter(any))
    probs = [Fraction(own, sum(weights)) for own in weights]
    means = [Fraction(0)] * m
    for rest in product(range(m), repeat=n - 1):
        chance = prod((probs[own] for own in rest), start=Fraction(1))
        for own in range(m):
            means[own] += chance * full.payoff(tuple(game.actions[a] for a in (own, *rest)))[0]
    assert list(expected_payoffs(game, probs)) == means
    assert is_symmetric_equilibrium(game, probs) == is_nash(full, (tuple(probs),) * n)


@given(crowds(actions=(2,)))
def test_with_two_actions_both_ways_say_the_same(game):
    one, other = game.symmetric_equilibria(), game.symmetric_profiles()
    if one.continuum is not None or not one.complete or not other.complete:
        return
    assert len(one.equilibria) == len(other.equilibria)
    pairs = {own.probs[1]: own for own in other.equilibria if isinstance(own.probs[1], Fraction)}
    for own in one.equilibria:
        if isinstance(own.prob, Fraction):
            assert pairs[own.prob].payoff == own.payoff
            if own.prob not in (0, 1) and pairs[own.prob].stable is not None:
                assert pairs[own.prob].stable == own.stable


# Completeness with three actions, by an independent count of solutions


def polynomials(game):
    """Expected payoffs as polynomials in x, y: the others play a, b, c with 1 - x - y, x, y; written out chance by chance."""
    probs, found = (1 - x - y, x, y), [sympy.Integer(0)] * 3
    for rest in product(range(3), repeat=game.size - 1):
        chance = prod((probs[own] for own in rest), start=sympy.Integer(1))
        for own in range(3):
            pay = game.payoff_at(own, counted(rest, 3))
            found[own] += chance * sympy.Rational(pay.numerator, pay.denominator)
    return [sympy.expand(own) for own in found]


def real_roots(polynomial, name):
    """Roots in (0, 1), as high-precision floats."""
    poly = sympy.Poly(polynomial, name)
    if poly.degree() < 1:
        return []
    return [root for root in (mpmath.mpf(str(own.n(40))) for own in set(poly.real_roots())) if 1e-12 < root < 1 - 1e-12]


def at(polynomial, values):
    with mpmath.workdps(40):
        return mpmath.mpf(str(sympy.N(polynomial.subs({k: sympy.Float(str(v), 40) for k, v in values.items()}), 40)))


def solutions(game):
    """All symmetric equilibria as triples of floats; None where some are not isolated or too close to call."""
    mpmath.mp.dps = 40
    pays = polynomials(game)
    found = []
    corners = ({x: 0, y: 0}, {x: 1, y: 0}, {x: 0, y: 1})
    for own, corner in enumerate(corners):
        values = [pay.subs(corner) for pay in pays]
        if values[own] == max(values):
            found.append(tuple(mpmath.mpf(int(place == own)) for place in range(3)))
    edges = (((0, 1), {y: 0}, x), ((0, 2), {x: 0}, y), ((1, 2), {y: 1 - x}, x))
    for (i, j), line, name in edges:
        on_line = [sympy.expand(pay.subs(line)) for pay in pays]
        if on_line[i] == on_line[j]:
            return None
        for root in real_roots(on_line[i] - on_line[j], name):
            gap = at(on_line[i] - on_line[3 - i - j], {name: root})
            if abs(gap) < 1e-9:
                return None
            if gap > 0:
                rest = {0: 1 - root, 1: root, 2: root} if i == 0 else {1: root, 2: 1 - root}
                found.append(
                    tuple(rest.get(place, mpmath.mpf(0)) if place in (i, j) else mpmath.mpf(0) for place in range(3))
                )
    first, second = sympy.expand(pays[0] - pays[1]), sympy.expand(pays[0] - pays[2])
    found += interior(first, second) or []
    return None if interior(first, second) is None else found


def interior(first, second):
    resultant = sympy.resultant(first, second, y)
    if resultant == 0:
        return None
    found = []
    for root in real_roots(resultant, x):
        coefficients = sympy.Poly(first.subs(x, sympy.Float(str(root), 40)), y).all_coeffs()
        candidates = (
            mpmath.polyroots([mpmath.mpf(str(c)) for c in coefficients], maxsteps=200, extraprec=200)
            if len(coefficients) > 1
            else []
        )
        for other in candidates:
            real, flat = mpmath.re(other), abs(mpmath.im(other)) < 1e-15
            if flat and 1e-9 < real < 1 - root - 1e-9 and abs(at(second, {x: root, y: real})) < 1e-12:
                found.append((1 - root - real, root, real))
    return found


def bounds(real):
    if isinstance(real, Enclosure):
        return real.lo, real.hi
    if isinstance(real, AlgebraicNumber):
        return real.enclosure(Fraction(1, 10**20))
    return real, real


def near(probs, point):
    for real, value in zip(probs, point, strict=True):
        lo, hi = (mpmath.mpf(end.numerator) / end.denominator for end in bounds(real))
        if not lo - 1e-9 <= value <= hi + 1e-9:
            return False
    return True


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("n", [2, 3, 4])
def test_symmetric_profiles_are_all_there_are(n, seed):
    game = drawn(100 * n + seed, n, 3)
    answer, expected = game.symmetric_profiles(), solutions(game)
    assert answer.complete and certify(answer).status is Status.PROVED
    if expected is None:
        return
    assert len(answer.equilibria) == len(expected)
    for own in answer.equilibria:
        assert sum(near(own.probs, point) for point in expected) == 1
        if all(isinstance(p, Fraction) for p in own.probs):
            assert is_symmetric_equilibrium(game, own.probs)
            assert own.payoff == max(expected_payoffs(game, own.probs))


@given(crowds(most=3, actions=(3,)))
def test_what_is_listed_is_an_equilibrium_ties_or_not(game):
    answer = game.symmetric_profiles()
    for own in answer.equilibria:
        if all(isinstance(p, Fraction) for p in own.probs):
            assert is_symmetric_equilibrium(game, own.probs)
        else:
            centre = [sum(bounds(p)) / 2 for p in own.probs]
            centre[0] += 1 - sum(centre)
            payoffs = expected_payoffs(game, centre)
            assert all(max(payoffs) - pay < Fraction(1, 10**8) for pay, p in zip(payoffs, centre, strict=True) if p > 0)
    vertices = [own for own in answer.equilibria if 1 in own.probs]
    expected = [
        place for place in range(3) if is_symmetric_equilibrium(game, [Fraction(int(own == place)) for own in range(3)])
    ]
    assert [own.probs.index(1) for own in vertices] == expected


# Stability, by eigenvalues of the replicator dynamics written out


def eigenvalues(game, probs):
    pays = polynomials(game)
    shares = (1 - x - y, x, y)
    mean = sum(p * u for p, u in zip(shares, pays, strict=True))
    motion = [shares[own] * (pays[own] - mean) for own in (1, 2)]
    point = {x: sympy.Rational(str(probs[1])), y: sympy.Rational(str(probs[2]))}
    jacobian = sympy.Matrix([[sympy.diff(own, name).subs(point) for name in (x, y)] for own in motion])
    return [complex(own) for own in jacobian.eigenvals(multiple=True)]


@pytest.mark.parametrize("seed", range(20))
def test_stability_is_that_of_the_eigenvalues(seed):
    game = drawn(seed, 2 + seed % 2, 3, size=3)
    for own in game.symmetric_profiles().equilibria:
        if all(isinstance(p, Fraction) for p in own.probs):
            parts = [value.real for value in eigenvalues(game, own.probs)]
            if max(parts) > 1e-9:
                assert own.stable is False
            elif max(parts) < -1e-9:
                assert own.stable is True
            else:
                assert own.stable is None
