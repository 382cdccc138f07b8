"""From a solver's answer to a certificate that the checker accepts, or the reason why there is none.

The answer's own numbers go into the certificate, none are computed again: an answer with a wrong payoff is refused. Refutations for
claims with symbols come from `proofs.engines.krivine`.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from games.core.solution import Status
from games.errors import ComarcaError, InvalidCertificate
from proofs.certificate import Certificate
from proofs.certification import (
    anonymous,
    correlated,
    dominance,
    dynamic,
    extensive,
    minmax,
    mixed,
    potential,
    strategic,
    symbolic,
    zero_sum,
)
from proofs.certification.built import Built, NotClaimable
from proofs.checker import Verdict, check, left_to_refute
from proofs.engines.krivine import find_refutation

SECONDS, SECONDS_EACH = 60.0, 20.0
"""Limits of the search for refutations: of a whole certificate, and of one obligation."""

_BUILDERS: dict[type, Callable[[Any], Built]] = {
    **strategic.BUILDERS,
    **symbolic.BUILDERS,
    **anonymous.BUILDERS,
    **dynamic.BUILDERS,
    **extensive.BUILDERS,
    **correlated.BUILDERS,
    **dominance.BUILDERS,
    **minmax.BUILDERS,
    **zero_sum.BUILDERS,
    **mixed.BUILDERS,
    **potential.BUILDERS,
}


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
        certificate = replace(draft, claim=_of_core(draft.claim))
        if hasattr(draft.witness, "refutations"):
            certificate = _normal(draft)
            certificate = replace(certificate, witness=_with_refutations(certificate, seconds))
    except NotClaimable as problem:
        return Certified(solution, solution.status, None, None, str(problem))
    except ComarcaError as error:
        return Certified(solution, solution.status, None, None, f"no certificate: {error}")
    verdict = check(certificate)
    if verdict.accepted:
        return Certified(solution, status, certificate, verdict, solution.reason)
    return Certified(solution, solution.status, None, verdict, f"the checker refuses: {verdict.reason}")


def _of_core(claim: Any) -> Any:
    """The claim about the description alone, as its text says it: without the methods that `games.api` adds to a game."""
    game = getattr(claim, "game", None)
    plain = next((own for own in type(game).__mro__ if own.__module__.startswith("games.core.")), None)
    if plain is None or plain is type(game):
        return claim
    bare: Any = object.__new__(plain)
    bare.__dict__.update(vars(game))
    return replace(claim, game=bare)


def _normal(draft: Certificate) -> Certificate:
    """The certificate as its own text reads, so that names of obligations do not depend on how it was made."""
    return Certificate.from_json(draft.to_json(indent=None))


def _with_refutations(certificate: Certificate, seconds: float) -> Any:
    witness: Any = certificate.witness
    deadline = time.monotonic() + seconds
    open_ones = left_to_refute(certificate.claim, certificate.witness)
    if not open_ones:
        return witness
    found = {}
    for name, hypotheses in open_ones.items():
        left = min(SECONDS_EACH, max(deadline - time.monotonic(), 0.01))
        refutation = find_refutation(hypotheses, targets=(len(hypotheses) - 1,), seconds=left)
        if refutation is None:
            raise InvalidCertificate(f'obligation "{name}"', "no combination that refutes it", "one of low degree")
        found[name] = refutation
    return replace(witness, refutations=found)
