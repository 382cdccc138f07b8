"""Certificates of equilibria of an anonymous game."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import combinations
from typing import Any

from games.core.count_profiles import CountProfiles, SymmetricProfile, SymmetricProfiles
from games.core.solution import CountEquilibria, Status, SymmetricEquilibria
from proofs import claims, witness
from proofs.certificate import Certificate
from proofs.certification.built import Built, NotClaimable
from proofs.engines.symmetric import symmetric_claim


def _counts(solution: CountEquilibria) -> Built:
    if not solution.complete:
        raise NotClaimable(solution.reason or "the list is not complete")
    claim = claims.CountEquilibriaAre(solution.game, tuple(sorted(solution.counts)))
    return Certificate(claim, witness.ListWitness()), Status.PROVED


def _symmetric(solution: SymmetricEquilibria) -> Built:
    if not solution.complete:
        raise NotClaimable(solution.reason or "the list is not complete")
    return Certificate(*symmetric_claim(solution)), Status.PROVED


def _count_profiles(solution: CountProfiles) -> Built:
    if not solution.complete:
        raise NotClaimable(solution.reason or "the list is not complete")
    return Certificate(claims.CountProfilesAre(solution.game, solution.profiles), witness.ListWitness()), Status.PROVED


def _symmetric_profiles(solution: SymmetricProfiles) -> Built:
    if not solution.complete:
        raise NotClaimable(solution.reason or "the list is not complete")
    actions = solution.game.actions
    shown = [own.support for own in solution.faces]
    for size in range(2, len(actions) + 1):
        for support in combinations(range(len(actions)), size):
            if support not in shown:
                names = ", ".join(actions[own] for own in support)
                raise NotClaimable(f"mixtures of {names} have a multiple root, which certificates do not cover")
    points = tuple(_profile_point(own) for own in solution.equilibria)
    faces = tuple(witness.Face(own.support, own.solutions, own.tree) for own in solution.faces)
    claim = claims.SymmetricProfilesAre(solution.game, points)
    return Certificate(claim, witness.FacesWitness(faces)), Status.PROVED


def _profile_point(own: SymmetricProfile) -> claims.ProfilePoint:
    """The point as numbers, or as the bounds in which it was shown to be the only one."""
    numbers = [prob for prob in own.probs if isinstance(prob, Fraction)]
    if len(numbers) == len(own.probs):
        return claims.ProfilePoint(tuple(numbers), own.stable)
    bounds = iter(own.bounds)
    probs = tuple(prob if isinstance(prob, Fraction) and prob == 0 else next(bounds) for prob in own.probs)
    return claims.ProfilePoint(probs, own.stable)


BUILDERS: dict[type, Callable[[Any], Built]] = {
    CountEquilibria: _counts,
    SymmetricEquilibria: _symmetric,
    CountProfiles: _count_profiles,
    SymmetricProfiles: _symmetric_profiles,
}
