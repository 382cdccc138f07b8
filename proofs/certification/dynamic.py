"""Certificates about strategy profiles of play over time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from games.core.automaton import Automaton, Machines
from games.core.dynamic import DynamicGame
from games.core.solution import Case, ProfileCheck, Status, Threshold
from games.exact import text
from games.solvers.thresholds import vary
from proofs import claims, witness
from proofs.certificate import Certificate
from proofs.certification.built import Built, NotClaimable
from proofs.checker.setting import well_formed
from proofs.engines.evidence import evidence
from proofs.engines.threshold import threshold_witness


def _profile(profile: object) -> Automaton | Machines:
    if not isinstance(profile, (Automaton, Machines)):
        raise NotClaimable(f"a profile of type {type(profile).__name__} has no certificates")
    return profile


def _profile_check(solution: ProfileCheck) -> Built:
    game, profile = solution.game, _profile(solution.profile)
    if solution.holds is None:
        if not solution.condition:
            raise NotClaimable(solution.reason or "whether it is an equilibrium depends on the symbols")
        name, open_game = vary(game)
        return _set(open_game, profile, name, solution.condition), solution.status
    hypotheses = (*game.assumptions, *well_formed(game, profile))
    worst = solution.deviation
    if solution.holds:
        shown = evidence(game, profile, hypotheses, solution.values, solution.deviations)
        return Certificate(claims.IsSubgamePerfect(game, profile), witness.PlayWitness(shown)), Status.PROVED
    if worst is None:  # with symbols: no discount factor, whatever the symbols
        name = next(name for name in (*map(text, game.discount), "d", "delta") if name.isidentifier())
        return _set(game, profile, name, (Case((), ()),)), Status.REFUTED
    shown = evidence(game, profile, hypotheses, solution.values, solution.deviations)
    gain = witness.NotPlayWitness(shown, worst.player, worst.game_state, worst.state, worst.action, -worst.slack)
    return Certificate(claims.IsNotSubgamePerfect(game, profile), gain), Status.REFUTED


def _set(game: DynamicGame, profile: Automaton | Machines, discount: str, cases: Sequence[Case]) -> Certificate:
    sets = tuple(claims.DiscountSet(case.assume, case.intervals) for case in cases)
    claim = claims.IsThreshold(game, profile, discount, sets)
    return Certificate(claim, threshold_witness(claim))


def _threshold(solution: Threshold) -> Built:
    if not solution.cases:
        raise NotClaimable(solution.reason or "no case is shown")
    shown = _set(solution.game, _profile(solution.profile), solution.discount, solution.cases)
    return shown, Status.PROVED


BUILDERS: dict[type, Callable[[Any], Built]] = {ProfileCheck: _profile_check, Threshold: _threshold}
