"""Certificates of correlated equilibria."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from games.core.correlated import CorrelatedEquilibrium, CorrelatedPayoffs
from games.core.solution import Status
from proofs import claims, witness
from proofs.certificate import Certificate
from proofs.certification.built import Built


def _best(solution: CorrelatedEquilibrium) -> Built:
    claim = claims.IsBestCorrelated(
        solution.game,
        solution.coarse,
        solution.weights,
        solution.minimise,
        solution.distribution,
        solution.value,
    )
    return Certificate(claim, witness.PricesWitness(solution.prices)), Status.PROVED


def _payoffs(solution: CorrelatedPayoffs) -> Built:
    claim = claims.CorrelatedPayoffsAre(solution.game, solution.coarse, solution.ranges)
    lowest, highest = (
        tuple(witness.EndWitness(own.distribution, own.prices) for own in ends)
        for ends in (solution.lowest, solution.highest)
    )
    return Certificate(claim, witness.RangesWitness(lowest, highest)), Status.PROVED


BUILDERS: dict[type, Callable[[Any], Built]] = {CorrelatedEquilibrium: _best, CorrelatedPayoffs: _payoffs}
