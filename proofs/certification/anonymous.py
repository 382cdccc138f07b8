"""Certificates of equilibria of an anonymous game."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

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


BUILDERS: dict[type, Callable[[Any], Built]] = {CountEquilibria: _counts, SymmetricEquilibria: _symmetric}
