"""Certificates of equilibria of a game in extensive form."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from games.core.extensive_solution import (
    BehaviourCheck,
    LocalAnswer,
    SubgamePerfectEquilibria,
    SubgamePerfectEquilibrium,
)
from games.core.solution import Status
from proofs import claims, witness
from proofs.certificate import Certificate
from proofs.certification.built import Built, NotClaimable


def _subgame_perfect(solution: SubgamePerfectEquilibria) -> Built:
    found = solution.equilibria
    if solution.kind == "pure" and solution.complete:
        profiles = tuple(_pure(solution, own) for own in found)
        claim = claims.PureSubgamePerfectAre(solution.game, profiles)
        return Certificate(claim, witness.TreeListWitness()), Status.PROVED
    if solution.complete and all(own.nash.polytopes is not None for own in solution.locals):
        return _extreme(solution), Status.PROVED
    if not found:
        raise NotClaimable(solution.reason or "no equilibrium is listed, and the list is not said to be complete")
    each = claims.AreBehaviourEquilibria(solution.game, "subgame perfect", tuple(own.profile for own in found))
    return Certificate(each, witness.BehaviourWitness(tuple(own.payoffs for own in found))), Status.PROVED


def _extreme(solution: SubgamePerfectEquilibria) -> Certificate:
    profiles = tuple(
        tuple(
            tuple(None if h in free else weights for h, weights in enumerate(behaviour))
            for behaviour, free in zip(own.profile, own.free, strict=True)
        )
        for own in solution.equilibria
    )
    evidence = witness.ExtremeTreeWitness(tuple(map(_local, solution.locals)))
    return Certificate(claims.ExtremeSubgamePerfectAre(solution.game, profiles), evidence)


def _local(own: LocalAnswer) -> witness.LocalWitness:
    nash = own.nash
    if nash.polytopes is None:
        raise NotClaimable("a subgame's list is not shown to be complete")
    first, second = ({strategy: place for place, strategy in enumerate(listed)} for listed in nash.strategies)
    pairs = tuple((first[x], second[y]) for x, y in (equilibrium.profile for equilibrium in nash.equilibria))
    payoffs = tuple(equilibrium.payoffs for equilibrium in nash.equilibria)
    return witness.LocalWitness(own.root, own.worth, nash.strategies, pairs, nash.components, nash.polytopes, payoffs)


def _pure(solution: SubgamePerfectEquilibria, own: SubgamePerfectEquilibrium) -> claims.PureBehaviour:
    return tuple(
        tuple(
            None if h in free else own_set.actions[weights.index(Fraction(1))]
            for h, (own_set, weights) in enumerate(zip(sets, behaviour, strict=True))
        )
        for sets, behaviour, free in zip(solution.game.sets_by_player, own.profile, own.free, strict=True)
    )


def _check(answer: BehaviourCheck) -> Built:
    if answer.holds:
        claim = claims.AreBehaviourEquilibria(answer.game, answer.concept, (answer.profile,))
        return Certificate(claim, witness.BehaviourWitness((answer.payoffs,))), Status.PROVED
    own = answer.departure
    if own is None:
        raise NotClaimable("the profile is said to fail, but no departure gains")
    refuted = claims.IsNoBehaviourEquilibrium(answer.game, answer.concept, answer.profile)
    evidence = witness.DepartureWitness(own.player, own.start, own.play, own.gain)
    return Certificate(refuted, evidence), Status.REFUTED


BUILDERS: dict[type, Callable[[Any], Built]] = {SubgamePerfectEquilibria: _subgame_perfect, BehaviourCheck: _check}
