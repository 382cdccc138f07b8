"""All symmetric equilibria of an anonymous game with two actions, the expected gain of low degree: roots counted by Sturm's theorem.

Definition   As in `symmetric`: the roots of G inside (0, 1), and the ends.
Evidence     G written out in powers of p has so many different roots in (0, 1), multiple ones counted once, as are listed; each listed
             point holds one, apart from the others. What G does at a root is told by its signs between neighbours.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from games.exact import AlgebraicNumber
from proofs.checker.counts import number_of_players
from proofs.checker.kernel import refuse
from proofs.checker.numbers import Numbers, gains_of
from proofs.checker.obligations import Finding
from proofs.checker.roots import check_isolation, count_roots, divides, sign, value_at
from proofs.checker.symmetric import coefficients, exactly, following, power_basis
from proofs.claims import SymmetricEquilibriaAre, SymmetricPoint
from proofs.witness import SturmWitness

ZERO, ONE = Fraction(0), Fraction(1)

Between = tuple[Fraction, Fraction]


def check_sturm(claim: SymmetricEquilibriaAre, witness: SturmWitness) -> Finding:
    """The list holds exactly the equilibria, in increasing order, with their stability."""
    gains, rest = gains_of(claim.game, number_of_players(claim.game)), list(claim.equilibria)
    if not isinstance(gains, Numbers) or claim.continuum is not None or not any(own for _, _, own in gains.runs):
        refuse("equilibria", "a continuum, or payoffs that are not written out", "roots of the expected gain")
    form = coefficients(gains)
    gain = power_basis(form)
    if form[0] <= 0:
        exactly(rest, ZERO, form[0] < 0)
    number = count_roots(gain, ZERO, ONE)
    inside = rest[:number]
    places = [(ZERO, ZERO), *(_place(point, gain) for point in inside), (ONE, ONE)]
    if len(inside) < number or any(before[1] >= after[0] for before, after in pairwise(places)):
        refuse("equilibria", f"{len(inside)} points inside (0, 1)", f"{number}, increasing and apart from one another")
    signs = [sign(value_at(gain, (before[1] + after[0]) / 2)) for before, after in pairwise(places)]
    for before, after in pairwise(signs):
        following(rest, "inside (0, 1)", before > 0 > after)
    if form[-1] >= 0:
        exactly(rest, ONE, form[-1] > 0)
    if rest:
        refuse("equilibria", rest[0].text, "only equilibria, in increasing order")
    return len(form) + len(claim.equilibria), {}


def _place(point: SymmetricPoint, gain: Sequence[Fraction]) -> Between:
    """Bounds of a listed root, once it is shown to be one, and the only one within."""
    if isinstance(point.at, Fraction):
        if value_at(gain, point.at) != 0:
            refuse("equilibria", point.text, "a root of the expected gain")
        return point.at, point.at
    lo, hi = (point.at.lo, point.at.hi) if isinstance(point.at, AlgebraicNumber) else point.at
    if not lo < hi or count_roots(gain, lo, hi, "[]") != 1 or count_roots(gain, lo, hi) != 1:
        refuse("equilibria", point.text, "bounds with exactly one root inside")
    if isinstance(point.at, AlgebraicNumber):
        if not divides(point.at.polynomial, gain):
            refuse("equilibria", point.text, "a root of a polynomial that divides the gain")
        check_isolation(point.at.polynomial, [(lo, hi)], lo, hi)
    return lo, hi
