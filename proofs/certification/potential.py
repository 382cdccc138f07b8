"""Certificates of potentials, and of what stands against them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from games.core.potential import CountPotential, Potential
from games.core.solution import Status
from proofs import claims, witness
from proofs.certificate import Certificate
from proofs.certification.built import Built, NotClaimable


def _potential(solution: Potential) -> Built:
    kind = solution.kind.value
    if solution.exists:
        claim = claims.IsPotential(solution.game, kind, solution.weights, solution.values)
        return Certificate(claim, witness.ListWitness()), Status.PROVED
    if solution.exists is None:
        raise NotClaimable(solution.reason)
    cycles = tuple(witness.FourCycle(own.start, own.end, own.first, own.second) for own in solution.four_cycles)
    refusal = claims.HasNoPotential(solution.game, kind)
    return Certificate(refusal, witness.NoPotentialWitness(cycles, solution.cycle)), Status.PROVED


def _counts(solution: CountPotential) -> Built:
    return Certificate(claims.IsCountPotential(solution.game, solution.values), witness.ListWitness()), Status.PROVED


BUILDERS: dict[type, Callable[[Any], Built]] = {Potential: _potential, CountPotential: _counts}
