"""Certificates of a strategic form with symbols: names and equilibria by cases, equilibria with their conditions."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from games.core.classification import Classification, ConditionalEquilibria, GameCase, SupportEquilibria
from games.core.solution import Status
from proofs import claims, witness
from proofs.certificate import Certificate
from proofs.certification.built import Built, NotClaimable


def _classification(solution: Classification) -> Built:
    if not solution.complete or not solution.cases:
        raise NotClaimable(solution.reason or "no case is shown")
    claim = claims.ClassificationIs(solution.game, tuple(_case(case) for case in solution.cases))
    return Certificate(claim, witness.ListWitness()), Status.PROVED


def _case(case: GameCase) -> claims.NamedCase:
    comparisons = tuple(claims.Comparison(own.player, own.cell, own.op, own.other) for own in case.orders)
    components = tuple(own.strategies for own in case.components)
    return claims.NamedCase(case.assume, case.game, comparisons, components, case.payoffs)


def _conditional(solution: ConditionalEquilibria) -> Built:
    return (_pure(solution) if solution.kind == "pure" else _support(solution)), Status.PROVED


def _pure(solution: ConditionalEquilibria) -> Certificate:
    if not solution.complete:
        raise NotClaimable(solution.reason or "not every profile was looked at")
    actions = solution.game.actions
    profiles = tuple(
        tuple(labels[own.index(Fraction(1))] for labels, own in zip(actions, found.profile, strict=True))
        for found in solution.equilibria
    )
    claim = claims.PureEquilibriaIff(
        solution.game,
        profiles,
        tuple(found.assume for found in solution.equilibria),
        tuple(found.payoffs for found in solution.equilibria),
    )
    return Certificate(claim, witness.ListWitness())


def _support(solution: ConditionalEquilibria) -> Certificate:
    candidate = solution.candidate
    if candidate is None:
        return Certificate(claims.NoSupportEquilibrium(solution.game, solution.support), witness.ListWitness())
    claim = claims.SupportEquilibriumIff(
        solution.game,
        solution.support,
        solution.apart,
        candidate.profile,
        candidate.assume if solution.equilibria else (),
        candidate.payoffs,
        never=not solution.equilibria,
    )
    stages = tuple(witness.Stage(own.unknowns, own.equations) for own in solution.blocks)
    return Certificate(claim, witness.SupportWitness(stages))


def _supports(solution: SupportEquilibria) -> Built:
    parts = tuple(_part(part) for part in solution.parts)
    stages = tuple(tuple(witness.Stage(own.unknowns, own.equations) for own in part.blocks) for part in solution.parts)
    claim = claims.EquilibriaBySupportAre(solution.game, parts, solution.left_open)
    return Certificate(claim, witness.SupportsWitness(stages)), Status.PROVED


def _part(part: ConditionalEquilibria) -> claims.SupportPart:
    own = part.candidate
    if own is None:
        return claims.SupportPart(part.support, (), (), (), (), never=True)
    condition = own.assume if part.equilibria else ()
    return claims.SupportPart(part.support, part.apart, own.profile, condition, own.payoffs, never=not part.equilibria)


BUILDERS: dict[type, Callable[[Any], Built]] = {
    Classification: _classification,
    ConditionalEquilibria: _conditional,
    SupportEquilibria: _supports,
}
