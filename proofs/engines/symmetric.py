"""The claim and witness of a complete list of symmetric equilibria: isolations inside the pieces, no needless split."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from games.core.solution import Enclosure, Real, SymmetricEquilibria, SymmetricEquilibrium
from games.errors import InvalidCertificate
from games.exact import AlgebraicNumber
from proofs.checker.numbers import Numbers, gains_of
from proofs.checker.symmetric import MAX_POWER_BASIS, check_symmetric, coefficients, sign_at
from proofs.claims import SymmetricEquilibriaAre, SymmetricPoint
from proofs.witness import SignsWitness, SturmWitness, SymmetricWitness


def symmetric_claim(
    solution: SymmetricEquilibria,
) -> tuple[SymmetricEquilibriaAre, SymmetricWitness | SignsWitness | SturmWitness]:
    """The claim that the list is complete, and the splits that show it; those that others make needless are left out."""
    claim = SymmetricEquilibriaAre(solution.game, (), solution.continuum)
    if solution.continuum is not None:
        return claim, SymmetricWitness(())
    if solution.signs is not None:
        points = tuple(SymmetricPoint(_bounds(own.prob), own.stable) for own in solution.equilibria)
        return replace(claim, equilibria=points), SignsWitness(solution.signs.points, solution.signs.turns)
    numbers = gains_of(claim.game, solution.game.size)
    if not isinstance(numbers, Numbers):
        raise InvalidCertificate("equilibria", "payoffs too long to be written out", "signs at points")
    gains = coefficients(numbers)
    cuts = (Fraction(0), *solution.splits, Fraction(1))
    places = {*pairwise(cuts), *((own, own) for own in solution.splits)}
    if any(own.isolating is not None and own.isolating not in places for own in solution.equilibria):
        return replace(claim, equilibria=tuple(_sturm_point(own) for own in solution.equilibria)), SturmWitness()
    claim = replace(claim, equilibria=tuple(_point(own, gains, cuts) for own in solution.equilibria))
    shown = SymmetricWitness(solution.splits)
    for split in solution.splits:
        fewer = replace(shown, splits=tuple(own for own in shown.splits if own != split))
        if _shows(claim, fewer):
            shown = fewer
    return claim, shown


def _sturm_point(own: SymmetricEquilibrium) -> SymmetricPoint:
    """The point, an irrational one within bounds that are apart from its neighbours."""
    if isinstance(own.prob, Fraction) or own.isolating is None:
        return SymmetricPoint(_bounds(own.prob), own.stable)
    lo, hi = own.isolating
    if isinstance(own.prob, AlgebraicNumber):
        root = own.prob
        while not lo <= root.lo < root.hi <= hi:
            root = root.refined((root.hi - root.lo) / 4)
        return SymmetricPoint(root, own.stable)
    return SymmetricPoint((max(lo, own.prob.lo), min(hi, own.prob.hi)), own.stable)


def _bounds(prob: Real) -> Fraction | tuple[Fraction, Fraction]:
    if isinstance(prob, Fraction):
        return prob
    return prob.lo, prob.hi


def _shows(claim: SymmetricEquilibriaAre, shown: SymmetricWitness) -> bool:
    try:
        check_symmetric(claim, shown)
    except InvalidCertificate:
        return False
    return True


def _point(own: SymmetricEquilibrium, gains: tuple[Fraction, ...], cuts: tuple[Fraction, ...]) -> SymmetricPoint:
    if isinstance(own.prob, Fraction):
        return SymmetricPoint(own.prob, own.stable)
    if isinstance(own.prob, AlgebraicNumber):
        root = own.prob
        while not _apart(root.lo, root.hi, gains, cuts):
            root = root.refined((root.hi - root.lo) / 4)
        at = root if len(gains) - 1 <= MAX_POWER_BASIS else (root.lo, root.hi)
        return SymmetricPoint(at, own.stable)
    return SymmetricPoint(_enclosure(own.prob, gains, cuts), own.stable)


def _apart(lo: Fraction, hi: Fraction, gains: tuple[Fraction, ...], cuts: tuple[Fraction, ...]) -> bool:
    within = any(left <= lo and hi <= right for left, right in pairwise(cuts))
    return within and sign_at(gains, lo) * sign_at(gains, hi) == -1


def _enclosure(found: Enclosure, gains: tuple[Fraction, ...], cuts: tuple[Fraction, ...]) -> tuple[Fraction, Fraction]:
    if not _apart(found.lo, found.hi, gains, cuts):
        raise InvalidCertificate(
            "equilibria", f"the enclosure from {found.lo} to {found.hi}", "one that isolates a root"
        )
    return found.lo, found.hi
