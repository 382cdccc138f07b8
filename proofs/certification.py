"""From a solver's answer to a certificate that the checker accepts, or the reason why there is none.

The answer's own numbers go into the certificate, none are computed again: an answer with a wrong payoff is refused. Refutations for
claims with symbols come from `proofs.engines.krivine`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from games.core.automaton import Automaton, Machines
from games.core.dynamic import DynamicGame
from games.core.solution import (
    Case,
    CountEquilibria,
    NashEquilibria,
    ProfileCheck,
    Status,
    SymmetricEquilibria,
    Threshold,
)
from games.errors import ComarcaError, InvalidCertificate
from games.exact import text
from games.solvers.thresholds import vary
from proofs import claims, witness
from proofs.certificate import Certificate
from proofs.checker import Verdict, check, left_to_refute
from proofs.checker.setting import well_formed
from proofs.engines.evidence import evidence
from proofs.engines.krivine import find_refutation
from proofs.engines.symmetric import symmetric_claim
from proofs.engines.threshold import threshold_witness

SECONDS, SECONDS_EACH = 60.0, 20.0
"""Limits of the search for refutations: of a whole certificate, and of one obligation."""


@dataclass(frozen=True, slots=True)
class Certified:
    """An answer with its certificate and the checker's verdict; `status` is PROVED only if it accepted.

    REFUTED: the checker accepted the certificate of a counterexample. Otherwise `status` is the answer's own, and `reason`
    says why it is not more.
    """

    solution: Any
    status: Status
    certificate: Certificate | None
    verdict: Verdict | None
    reason: str = ""


def certify(solution: Any, *, seconds: float = SECONDS) -> Certified:
    """The certificate of an answer of `games`, checked; with symbols, at most so many seconds go into the search for refutations.

    Raises TypeError for what is no answer of a kind that has certificates.

    >>> from games.core.strategic import StrategicGame
    >>> from games.solvers.pure import pure_equilibria
    >>> certify(pure_equilibria(StrategicGame.from_arrays([[3, 0], [5, 1]], [[3, 5], [0, 1]]))).status
    <Status.PROVED: 'proved'>
    """
    build = next((own for kind, own in _BUILDERS.items() if isinstance(solution, kind)), None)
    if build is None:
        raise TypeError(f"certify: {type(solution).__name__} is no answer that has certificates")
    try:
        draft, status = build(solution)
        certificate = _normal(draft)
        certificate = replace(certificate, witness=_with_refutations(certificate, seconds))
    except _NotClaimable as problem:
        return Certified(solution, solution.status, None, None, str(problem))
    except ComarcaError as error:
        return Certified(solution, solution.status, None, None, f"no certificate: {error}")
    verdict = check(certificate)
    if verdict.accepted:
        return Certified(solution, status, certificate, verdict, solution.reason)
    return Certified(solution, solution.status, None, verdict, f"the checker refuses: {verdict.reason}")


class _NotClaimable(Exception):
    """An answer that says too little to be certified."""


def _normal(draft: Certificate) -> Certificate:
    """The certificate as its own text reads, so that names of obligations do not depend on how it was made."""
    return Certificate.from_json(draft.to_json())


def _with_refutations(certificate: Certificate, seconds: float) -> Any:
    deadline = time.monotonic() + seconds
    open_ones = left_to_refute(certificate.claim, certificate.witness)
    if not open_ones or isinstance(certificate.witness, witness.SymmetricWitness):
        return certificate.witness
    found = {}
    for name, hypotheses in open_ones.items():
        left = min(SECONDS_EACH, max(deadline - time.monotonic(), 0.01))
        refutation = find_refutation(hypotheses, targets=(len(hypotheses) - 1,), seconds=left)
        if refutation is None:
            raise InvalidCertificate(f'obligation "{name}"', "no combination that refutes it", "one of low degree")
        found[name] = refutation
    return replace(certificate.witness, refutations=found)


Built = tuple[Certificate, Status]


def _nash(solution: NashEquilibria) -> Built:
    profiles = tuple(own.profile for own in solution.equilibria)
    if solution.kind == "pure" and solution.complete:
        labels = tuple(_labels(solution, profile) for profile in profiles)
        return Certificate(claims.PureEquilibriaAre(solution.game, labels), witness.ListWitness()), Status.PROVED
    if not profiles:
        raise _NotClaimable(solution.reason or "no equilibrium is listed, and the list is not said to be complete")
    payoffs = witness.NashWitness(tuple(own.payoffs for own in solution.equilibria))
    return Certificate(claims.AreNash(solution.game, profiles), payoffs), Status.PROVED


def _labels(solution: NashEquilibria, profile: claims.Mixed) -> tuple[str, ...]:
    return tuple(labels[own.index(Fraction(1))] for labels, own in zip(solution.game.actions, profile, strict=True))


def _counts(solution: CountEquilibria) -> Built:
    if not solution.complete:
        raise _NotClaimable(solution.reason or "the list is not complete")
    claim = claims.CountEquilibriaAre(solution.game, tuple(sorted(solution.counts)))
    return Certificate(claim, witness.ListWitness()), Status.PROVED


def _symmetric(solution: SymmetricEquilibria) -> Built:
    if not solution.complete:
        raise _NotClaimable(solution.reason or "the list is not complete")
    return Certificate(*symmetric_claim(solution)), Status.PROVED


def _profile(profile: object) -> Automaton | Machines:
    if not isinstance(profile, (Automaton, Machines)):
        raise _NotClaimable(f"a profile of type {type(profile).__name__} has no certificates")
    return profile


def _profile_check(solution: ProfileCheck) -> Built:
    game, profile = solution.game, _profile(solution.profile)
    if solution.holds is None:
        if not solution.condition:
            raise _NotClaimable(solution.reason or "whether it is an equilibrium depends on the symbols")
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
        raise _NotClaimable(solution.reason or "no case is shown")
    shown = _set(solution.game, _profile(solution.profile), solution.discount, solution.cases)
    return shown, Status.PROVED


_BUILDERS: dict[type, Callable[[Any], Built]] = {
    NashEquilibria: _nash,
    CountEquilibria: _counts,
    SymmetricEquilibria: _symmetric,
    ProfileCheck: _profile_check,
    Threshold: _threshold,
}
