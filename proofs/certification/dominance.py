"""Certificates of iterated dominance and of rationalizability."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from games.core.distribution import Distribution
from games.core.dominance import Dominance, Elimination, Justification
from games.core.rationalizability import Better, Cut, Rationalizable
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
    return witness.Dominator(_mixed(own.by), tuple(margin for _, margin in own.margins))


def _believed(own: Justification) -> witness.Believed:
    belief = tuple((profile, _number(chance)) for profile, chance in own.belief)
    return witness.Believed(own.until, own.player, own.action, belief, own.payoff)


def _rationalizable(solution: Rationalizable) -> Built:
    if not solution.independent:
        return _dominance(solution.dominance)
    if not solution.complete:
        raise NotClaimable(solution.reason)
    removed = tuple(
        witness.Removed(own.player, own.action, tuple(_part(part) for part in own.cover)) for own in solution.removed
    )
    beliefs = tuple(
        witness.Apart(own.player, own.action, tuple(map(_mixed, own.belief)), _number(own.payoff))
        for own in solution.justified
    )
    claim = claims.RationalizableAre(solution.game, solution.surviving)
    return Certificate(claim, witness.RationalizabilityWitness(removed, beliefs)), Status.PROVED


def _part(part: Cut | Better) -> witness.Halved | witness.Outdone:
    if isinstance(part, Cut):
        return witness.Halved(part.player, part.first, part.second)
    return witness.Outdone(_mixed(part.by), _number(part.least))


def _mixed(mixed: Distribution) -> tuple[tuple[str, Fraction], ...]:
    return tuple((label, _number(weight)) for label, weight in mixed)


def _number(value: Scalar) -> Fraction:
    if not isinstance(value, Fraction):
        raise NotClaimable(f"the evidence holds {value}, which is no rational number")
    return value


BUILDERS: dict[type, Callable[[Any], Built]] = {Dominance: _dominance, Rationalizable: _rationalizable}
