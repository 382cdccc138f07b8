"""Certificates of equilibria of a strategic form."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from games.core.best_replies import BestReplyPolytopes
from games.core.solution import NashEquilibria, Status
from proofs import claims, witness
from proofs.certificate import Certificate
from proofs.certification.built import Built, NotClaimable


def _nash(solution: NashEquilibria) -> Built:
    profiles = tuple(own.profile for own in solution.equilibria)
    if solution.kind == "pure" and solution.complete:
        labels = tuple(_labels(solution, profile) for profile in profiles)
        return Certificate(claims.PureEquilibriaAre(solution.game, labels), witness.ListWitness()), Status.PROVED
    if solution.kind == "extreme" and solution.complete and solution.polytopes is not None:
        return _extreme(solution, solution.polytopes), Status.PROVED
    if not profiles:
        raise NotClaimable(solution.reason or "no equilibrium is listed, and the list is not said to be complete")
    payoffs = witness.NashWitness(tuple(own.payoffs for own in solution.equilibria))
    return Certificate(claims.AreNash(solution.game, profiles), payoffs), Status.PROVED


def _extreme(solution: NashEquilibria, polytopes: BestReplyPolytopes) -> Certificate:
    first, second = ({own: place for place, own in enumerate(listed)} for listed in solution.strategies)
    profiles = [own.profile for own in solution.equilibria]
    if any(x not in first or y not in second for x, y in profiles):
        raise NotClaimable("an equilibrium plays a strategy that is not among the extreme ones listed")
    pairs = tuple((first[x], second[y]) for x, y in profiles)
    claim = claims.ExtremeEquilibriaAre(solution.game, solution.strategies, pairs, solution.components)
    return Certificate(claim, witness.PolytopesWitness(polytopes, tuple(own.payoffs for own in solution.equilibria)))


def _labels(solution: NashEquilibria, profile: claims.Mixed) -> tuple[str, ...]:
    return tuple(labels[own.index(Fraction(1))] for labels, own in zip(solution.game.actions, profile, strict=True))


BUILDERS: dict[type, Callable[[Any], Built]] = {NashEquilibria: _nash}
