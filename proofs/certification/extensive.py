"""Certificates of equilibria of a game in extensive form."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from games.core.extensive import ExtensiveGame
from games.core.extensive_solution import (
    BehaviourCheck,
    LocalAnswer,
    SubgamePerfectEquilibria,
    SubgamePerfectEquilibrium,
    TreeCases,
    TreeLeaf,
)
from games.core.solution import Status
from proofs import claims, witness
from proofs.certificate import Certificate
from proofs.certification.built import Built, NotClaimable
from proofs.checker.tree_cases import conditions_key, sign_key


def _subgame_perfect(solution: SubgamePerfectEquilibria) -> Built:
    found = solution.equilibria
    if solution.kind == "pure" and solution.complete:
        profiles = tuple(_actions(solution.game, own) for own in found)
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


def _actions(game: ExtensiveGame, own: SubgamePerfectEquilibrium) -> claims.PureBehaviour:
    return tuple(
        tuple(
            None if h in free else own_set.actions[weights.index(Fraction(1))]
            for h, (own_set, weights) in enumerate(zip(sets, behaviour, strict=True))
        )
        for sets, behaviour, free in zip(game.sets_by_player, own.profile, own.free, strict=True)
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


def _cases(answer: TreeCases) -> Built:
    cases = tuple(
        claims.TreeCaseIs(
            case.assume,
            tuple(_actions(answer.game, own) for own in case.equilibria),
            tuple(own.payoffs for own in case.equilibria),
        )
        for case in answer.cases
    )
    leaves = tuple(sorted(map(_leaf, answer.leaves), key=lambda own: conditions_key(own.assume)))
    claim = claims.PureSubgamePerfectByCases(answer.game, cases)
    return Certificate(claim, witness.TreeCasesWitness(leaves)), Status.PROVED


def _leaf(own: TreeLeaf) -> witness.LeafWitness:
    assume = tuple(sorted(dict.fromkeys(own.assume), key=lambda relation: relation.text))
    return witness.LeafWitness(assume, tuple(sorted(own.signs, key=lambda entry: sign_key(*entry[:2]))))


BUILDERS: dict[type, Callable[[Any], Built]] = {
    SubgamePerfectEquilibria: _subgame_perfect,
    TreeCases: _cases,
    BehaviourCheck: _check,
}
