"""The witness of a threshold: evidence for each case, and, where only the discount factor is free, all roots in [0, 1)."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from games.exact import AlgebraicNumber, real_roots
from proofs.checker.kernel import Polynomial
from proofs.checker.threshold import admissible, numeric_conditions, numeric_setting
from proofs.claims import IsThreshold
from proofs.engines.evidence import evidence
from proofs.witness import ThresholdWitness

Number = Fraction | AlgebraicNumber


def threshold_witness(claim: IsThreshold) -> ThresholdWitness:
    """Evidence and points; the refutations are left to be found."""
    shown = tuple(evidence(claim.game, claim.profile, (*admissible(claim), *case.assume)) for case in claim.cases)
    here = numeric_setting(claim, shown[0])
    if here is None:
        return ThresholdWitness(shown)
    return ThresholdWitness(shown, roots_of(numeric_conditions(here, claim.discount), claim.discount))


def roots_of(conditions: Iterable[Polynomial], name: str) -> tuple[Number, ...]:
    """The different roots in [0, 1), increasing, with isolations apart from one another, from 0 and from 1."""
    found: list[Number] = []
    for condition in conditions:
        coefficients = condition.univariate(name)
        if any(coefficients):
            found += [root for root in real_roots(coefficients) if 0 <= root < 1 and root not in found]
    return _apart(sorted(found))


def _apart(roots: list[Number]) -> tuple[Number, ...]:
    placed: list[Number] = []
    for number, root in enumerate(roots):
        below, above = roots[number - 1] if number else Fraction(-1), roots[number + 1 :]
        while isinstance(root, AlgebraicNumber) and not _clear(root, placed[-1] if number else below, above):
            root = root.refined((root.hi - root.lo) / 4)
        placed.append(root)
    return tuple(placed)


def _clear(root: AlgebraicNumber, below: Number, above: list[Number]) -> bool:
    """Whether the isolation keeps to (0, 1), beyond the one before and short of the next root itself."""
    last = below.hi if isinstance(below, AlgebraicNumber) else below
    if not max(last, Fraction(0)) < root.lo or not root.hi < 1:
        return False
    return not above or root.hi < above[0]
