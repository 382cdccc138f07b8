"""Certificates of mixed equilibria, complete lists or not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from games.core.mixed import MixedEquilibria
from games.core.solution import Status
from proofs import claims, witness
from proofs.certificate import Certificate
from proofs.certification.built import Built, NotClaimable


def _mixed(solution: MixedEquilibria) -> Built:
    points = tuple(own.point for own in solution.equilibria)
    payoffs = tuple(own.payoffs for own in solution.equilibria)
    if solution.complete or solution.regions:
        claim = claims.MixedEquilibriaAre(solution.game, points, solution.regions)
        return Certificate(claim, witness.MixedWitness(payoffs, solution.covering)), Status.PROVED
    if not points:
        raise NotClaimable(solution.reason or "no equilibrium is listed, and the list is not said to be complete")
    return Certificate(claims.HoldNash(solution.game, points), witness.MixedWitness(payoffs)), Status.PROVED


BUILDERS: dict[type, Callable[[Any], Built]] = {MixedEquilibria: _mixed}
