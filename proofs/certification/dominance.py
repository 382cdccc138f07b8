"""Certificates of iterated dominance."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from games.core.dominance import Dominance, Elimination, Justification
from games.core.solution import Status
from games.exact import Scalar
from proofs import claims, witness
from proofs.certificate import Certificate
from proofs.certification.built import Built, NotClaimable


def _dominance(solution: Dominance) -> Built:
    if not solution.complete:
        raise NotClaimable(solution.reason or "more actions may be dominated")
    rounds = tuple(tuple((own.player, own.action) for own in eliminated) for eliminated in solution.rounds)
    claim = claims.SurvivorsAre(solution.game, solution.weak, rounds, solution.surviving)
    dominators = tuple(tuple(_dominator(own) for own in eliminated) for eliminated in solution.rounds)
    shown = witness.DominanceWitness(dominators, tuple(_believed(own) for own in solution.justified))
    return Certificate(claim, shown), Status.PROVED


def _dominator(own: Elimination) -> witness.Dominator:
    mixed = tuple((label, _number(weight)) for label, weight in own.by)
    return witness.Dominator(mixed, tuple(_number(margin) for _, margin in own.margins))


def _believed(own: Justification) -> witness.Believed:
    belief = tuple((profile, _number(chance)) for profile, chance in own.belief)
    return witness.Believed(own.until, own.player, own.action, belief, _number(own.payoff))


def _number(value: Scalar) -> Fraction:
    if not isinstance(value, Fraction):
        raise NotClaimable(f"the evidence holds {value}, which is no rational number")
    return value


BUILDERS: dict[type, Callable[[Any], Built]] = {Dominance: _dominance}
