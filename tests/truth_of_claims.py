"""Is a claim true? By the definitions of `games.core`, brute force and trial points: the checker's judge in tests.

Claims with symbols are tried at many points, at and beside the ends of their intervals; so False is certain, True is not.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from fractions import Fraction

from games.core.anonymous import is_count_equilibrium
from games.core.dynamic import DynamicGame
from games.core.nash import is_nash, mixed_profile
from games.core.play import bind, convergence, one_shot_deviations
from games.core.strategic import StrategicGame
from games.errors import ComarcaError, InvalidGame
from games.exact import AlgebraicNumber, Interval, exact, real_value, substitute, symbols_of
from games.solvers.symmetric import symmetric_equilibria
from proofs import claims
from proofs.engines.prove import find_counterexample
from proofs.statements import Theorem
from tests import classification_examples, correlated_examples, extreme_examples, minmax_examples, tree_examples
from tests.dominance_oracle import eliminated, rationalizable_by_definition

POINTS = tuple(
    Fraction(*own) for own in ((0, 1), (1, 3), (1, 2), (2, 3), (1, 1), (3, 2), (2, 1), (3, 1), (5, 1), (-1, 1))
)
NEAR, MOST = Fraction(1, 1000), 12


def is_true(claim: claims.Claim) -> bool:
    """Whether the claim holds, as far as it was tried."""
    match claim:
        case claims.IsNash(game, profile):
            return is_nash(game, mixed_profile(game, profile))
        case claims.AreNash(game, profiles):
            return all(is_nash(game, mixed_profile(game, profile)) for profile in profiles)
        case claims.IsNotNash(game, profile):
            return not is_nash(game, mixed_profile(game, profile))
        case claims.PureEquilibriaAre(game, profiles):
            return all(_pure(game.substitute(at)) == profiles for at in points(game))
        case claims.SurvivorsAre(game, weak, rounds, surviving):
            return all(eliminated(game.substitute(at), weak) == (rounds, surviving) for at in points(game))
        case claims.RationalizableAre(game, surviving):
            return rationalizable_by_definition(game) == surviving
        case claims.CountEquilibriaAre(game, counts):
            return tuple(c for c in range(game.size + 1) if is_count_equilibrium(game, c)) == counts
        case claims.SymmetricEquilibriaAre():
            return _symmetric(claim)
        case claims.IsSubgamePerfect(game, profile):
            return all(_holds(game, profile, at) is not False for at in points(game))
        case claims.IsNotSubgamePerfect(game, profile):
            return not any(_holds(game, profile, at) for at in points(game))
        case claims.IsThreshold():
            return _threshold(claim)
        case Theorem():
            return find_counterexample(claim, claim.hypotheses)[1] is None
    for family in (classification_examples, correlated_examples, extreme_examples, minmax_examples, tree_examples):
        known = family.is_true(claim)
        if known is not None:
            return known
    raise TypeError(type(claim).__name__)


def points(game: StrategicGame | DynamicGame) -> Iterator[Mapping[str, Fraction]]:
    """Some admissible values for the symbols of a game, always the same."""
    names = sorted({*game.symbols, *(name for relation in game.assumptions for name in relation.symbols)})
    tried, chance = 400 if names else 1, random.Random(1)
    found: list[Mapping[str, Fraction]] = []
    for _ in range(tried):
        at = {name: chance.choice(POINTS) for name in names}
        fits = len(found) < MOST and at not in found and 0 <= at.get("d", 0) < 1
        if fits and all(relation.holds(at) for relation in game.assumptions):
            found.append(at)
            yield at


def _pure(game: StrategicGame) -> tuple[tuple[str, ...], ...]:
    return tuple(profile for profile in game.profiles() if is_nash(game, mixed_profile(game, profile)))


def _symmetric(claim: claims.SymmetricEquilibriaAre) -> bool:
    answer = symmetric_equilibria(claim.game)
    if answer.continuum is not None or claim.continuum is not None:
        return answer.continuum == claim.continuum and not claim.equilibria
    pairs = list(zip(answer.equilibria, claim.equilibria, strict=False))
    same_length = len(answer.equilibria) == len(claim.equilibria)
    return same_length and all(
        own.stable == said.stable
        and (
            said.at[0] < own.prob.hi and own.prob.lo < said.at[1]  # type: ignore[union-attr]
            if isinstance(said.at, tuple)
            else said.at == own.prob
        )
        for own, said in pairs
    )


def _holds(game: DynamicGame, profile: claims.TimedProfile, at: Mapping[str, Fraction]) -> bool | None:
    """Whether the profile is an equilibrium at the point; where sums are infinite it is none. None: no game there."""
    try:
        bound = bind(game.substitute(at), profile)
    except InvalidGame:
        return None
    if any(real_value(own) <= 0 for own in convergence(bound)):
        return False
    return all(real_value(own.slack) >= 0 for own in one_shot_deviations(bound))


def _threshold(claim: claims.IsThreshold) -> bool:
    game, name = claim.game, claim.discount
    ends = [end for case in claim.cases for own in case.intervals for end in (own.lo, own.hi)]
    others = {own for end in ends if not isinstance(end, AlgebraicNumber) for own in symbols_of(end)}
    tried = (at for at in points(_without(game, name)) if others <= set(at))
    return all(_at_point(claim, at, ends) for at in tried)


def _without(game: DynamicGame, name: str) -> DynamicGame:
    fixed = game.at(Fraction(0)) if all(symbols_of(own) == (name,) for own in game.discount) else game
    kept = tuple(relation for relation in game.assumptions if name not in relation.symbols)
    return DynamicGame(fixed.players, fixed.states, fixed.start, fixed.discount, kept)


def _at_point(claim: claims.IsThreshold, at: Mapping[str, Fraction], ends: list[object]) -> bool:
    try:
        cases = [case for case in claim.cases if all(relation.holds(at) for relation in case.assume)]
    except ComarcaError:
        return False
    if len(cases) != 1:
        return False
    tried = {Fraction(k, 12) for k in range(12)}
    for end in ends:
        number = end if isinstance(end, AlgebraicNumber) else real_value(substitute(end, at))  # type: ignore[arg-type]
        for near in (
            number.enclosure(NEAR) if isinstance(number, AlgebraicNumber) else (number - NEAR, number, number + NEAR)
        ):
            tried |= {near} if 0 <= near < 1 else set()
    for d in sorted(tried):
        inside = any(_inside(d, interval, at) for interval in cases[0].intervals)
        if _holds(claim.game, claim.profile, {**at, claim.discount: d}) not in (None, inside):
            return False
    return True


def _inside(d: Fraction, interval: Interval, at: Mapping[str, Fraction]) -> bool:
    lo, hi = (_number(end, at) for end in (interval.lo, interval.hi))
    return (lo < d or (interval.lo_closed and lo == d)) and (d < hi or (interval.hi_closed and hi == d))


def _number(end: object, at: Mapping[str, Fraction]) -> Fraction | AlgebraicNumber:
    return end if isinstance(end, AlgebraicNumber) else real_value(substitute(exact(end), at))
