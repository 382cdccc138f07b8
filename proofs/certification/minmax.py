"""Certificates of minmax payoffs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from games.core.minmax import MinmaxPayoffs, PlayerMinmax
from games.core.solution import Enclosure, Status
from proofs import claims, witness
from proofs.certificate import Certificate
from proofs.certification.built import Built


def _minmax(solution: MinmaxPayoffs) -> Built:
    claim = claims.MinmaxPayoffsAre(solution.game, tuple(_held(own) for own in solution.players))
    bounds = tuple(own.bound for own in solution.players)
    shown = witness.MinmaxWitness(bounds, tuple(own.guarantee for own in solution.players))
    status = Status.ENCLOSED if solution.status is Status.ENCLOSED else Status.PROVED
    return Certificate(claim, shown), status


def _held(own: PlayerMinmax) -> claims.Held:
    lo, hi = (own.mixed.lo, own.mixed.hi) if isinstance(own.mixed, Enclosure) else (own.mixed, own.mixed)
    pure, correlated = (own.pure, own.pure_punishments), (own.correlated, own.correlated_punishment)
    return claims.Held(own.player, *pure, lo, hi, own.punishment, *correlated)


BUILDERS: dict[type, Callable[[Any], Built]] = {MinmaxPayoffs: _minmax}
