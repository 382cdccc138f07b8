"""Certificates of zero-sum games."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from games.core.solution import Status
from games.core.zero_sum import ZeroSumSolution
from proofs import claims, witness
from proofs.certificate import Certificate
from proofs.certification.built import Built


def _zero_sum(solution: ZeroSumSolution) -> Built:
    strategies = tuple(own.strategies for own in solution.players)
    claim = claims.OptimalStrategiesAre(solution.game, solution.values, strategies, solution.complete)
    faces = tuple(witness.FaceWitness(own.relaxed, own.bases) for own in solution.players) if solution.complete else ()
    return Certificate(claim, witness.ZeroSumWitness(faces)), Status.PROVED


BUILDERS: dict[type, Callable[[Any], Built]] = {ZeroSumSolution: _zero_sum}
