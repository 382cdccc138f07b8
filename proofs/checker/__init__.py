"""The trusted checker: it rebuilds every inequality from the game and the statement of a certificate and decides it again.

Trusted besides Python: `kernel` and `roots` (arithmetic), `reading` (what scalars mean), `play`, `worth`, `setting` (over time), `tree`,
`obligations`, `cells`, `regions` (cases), `ordinal` (names), `indifference`, one verifier a claim (theorems have several); from `games` the
data of `core`, and of `exact` the parser, the putting of numbers into formulas, and the names in a scalar; sympy, which keeps the
expressions. It knows no solver, calls no predicate of `games.core`, and uses no floating-point number. `work` bounds what a certificate
may ask for; whatever goes wrong is a refusal.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from games.errors import ComarcaError, LimitReached
from proofs import claims, statements, witness
from proofs.checker.behaviour import check_behaviour, check_no_behaviour
from proofs.checker.conditional import check_no_support, check_pure_iff, check_support
from proofs.checker.correlated import check_best_correlated, check_correlated_payoffs
from proofs.checker.count_profiles import check_count_profiles
from proofs.checker.counts import check_counts
from proofs.checker.crowd import check_all_symmetric
from proofs.checker.dominance import check_dominance
from proofs.checker.extensive import check_pure_tree
from proofs.checker.extreme import check_extreme
from proofs.checker.extreme_tree import check_extreme_tree
from proofs.checker.faces import check_faces
from proofs.checker.kernel import refuse
from proofs.checker.minmax import check_minmax
from proofs.checker.mixed import check_mixed
from proofs.checker.nash import check_nash, check_not_nash
from proofs.checker.obligations import Finding, Obligations, discharge
from proofs.checker.plain import check_plain
from proofs.checker.potential import check_count_potential, check_no_potential, check_potential
from proofs.checker.pure import check_pure
from proofs.checker.rationalizability import check_rationalizability
from proofs.checker.subgame_perfect import check_not_subgame_perfect, check_subgame_perfect
from proofs.checker.supports import check_supports
from proofs.checker.theorem import check_theorem
from proofs.checker.threshold import check_threshold
from proofs.checker.tree_cases import check_tree_cases
from proofs.checker.two_by_two import check_classification
from proofs.checker.work import limited
from proofs.checker.zero_sum import check_zero_sum

if TYPE_CHECKING:
    from proofs.certificate import Certificate

__all__ = ["Verdict", "check", "left_to_refute"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a certificate shows its claim; if not, `reason` says where it fails. `steps` counts what was verified."""

    accepted: bool
    claim: str
    reason: str
    steps: int

    def __bool__(self) -> bool:
        return self.accepted


_VERIFIERS: dict[type, tuple[type, Callable[[Any, Any], Finding]]] = {
    claims.IsNash: (witness.NashWitness, check_nash),
    claims.AreNash: (witness.NashWitness, check_nash),
    claims.IsNotNash: (witness.NotNashWitness, check_not_nash),
    claims.PureEquilibriaAre: (witness.ListWitness, check_pure),
    claims.HoldNash: (witness.MixedWitness, check_mixed),
    claims.MixedEquilibriaAre: (witness.MixedWitness, check_mixed),
    claims.ClassificationIs: (witness.ListWitness, check_classification),
    claims.PureEquilibriaIff: (witness.ListWitness, check_pure_iff),
    claims.SupportEquilibriumIff: (witness.SupportWitness, check_support),
    claims.EquilibriaBySupportAre: (witness.SupportsWitness, check_supports),
    claims.NoSupportEquilibrium: (witness.ListWitness, check_no_support),
    claims.HoldNash: (witness.MixedWitness, check_mixed),
    claims.MixedEquilibriaAre: (witness.MixedWitness, check_mixed),
    claims.ExtremeEquilibriaAre: (witness.PolytopesWitness, check_extreme),
    claims.HoldNash: (witness.MixedWitness, check_mixed),
    claims.MixedEquilibriaAre: (witness.MixedWitness, check_mixed),
    claims.OptimalStrategiesAre: (witness.ZeroSumWitness, check_zero_sum),
    claims.MinmaxPayoffsAre: (witness.MinmaxWitness, check_minmax),
    claims.IsBestCorrelated: (witness.PricesWitness, check_best_correlated),
    claims.CorrelatedPayoffsAre: (witness.RangesWitness, check_correlated_payoffs),
    claims.IsPotential: (witness.ListWitness, check_potential),
    claims.HasNoPotential: (witness.NoPotentialWitness, check_no_potential),
    claims.IsCountPotential: (witness.ListWitness, check_count_potential),
    claims.SurvivorsAre: (witness.DominanceWitness, check_dominance),
    claims.RationalizableAre: (witness.RationalizabilityWitness, check_rationalizability),
    claims.CountEquilibriaAre: (witness.ListWitness, check_counts),
    claims.SymmetricEquilibriaAre: (witness.RootsWitness, check_all_symmetric),
    claims.CountProfilesAre: (witness.ListWitness, check_count_profiles),
    claims.SymmetricProfilesAre: (witness.FacesWitness, check_faces),
    claims.IsSubgamePerfect: (witness.PlayWitness, check_subgame_perfect),
    claims.IsNotSubgamePerfect: (witness.NotPlayWitness, check_not_subgame_perfect),
    claims.IsThreshold: (witness.ThresholdWitness, check_threshold),
    claims.PureSubgamePerfectAre: (witness.TreeListWitness, check_pure_tree),
    claims.PureSubgamePerfectByCases: (witness.TreeCasesWitness, check_tree_cases),
    claims.ExtremeSubgamePerfectAre: (witness.ExtremeTreeWitness, check_extreme_tree),
    claims.AreBehaviourEquilibria: (witness.BehaviourWitness, check_behaviour),
    claims.IsNoBehaviourEquilibrium: (witness.DepartureWitness, check_no_behaviour),
    statements.Theorem: (witness.TheoremWitness, check_theorem),
}


def check(certificate: Certificate) -> Verdict:
    """Accept a certificate only if its witness proves its claim; a refusal names the first step that fails.

    >>> from games.core.strategic import StrategicGame
    >>> from proofs.certificate import Certificate
    >>> pd = StrategicGame.from_arrays([[3, 0], [5, 1]], [[3, 5], [0, 1]])
    >>> check(Certificate(claims.PureEquilibriaAre(pd, (("2", "2"),)), witness.ListWitness())).accepted
    True
    >>> print(check(Certificate(claims.PureEquilibriaAre(pd, ()), witness.ListWitness())).reason)
    (2, 2): found an equilibrium that is not listed; expected a list of all of them.
    """
    claim, evidence = certificate.claim, certificate.witness
    try:
        check_plain(claim, evidence)
        with limited():
            steps, open_ones = _verify(claim, evidence)
            steps += discharge(open_ones, getattr(evidence, "refutations", {}))
    except LimitReached:
        raise
    except ComarcaError as error:
        return Verdict(False, _text(claim), str(error), 0)
    except Exception as error:  # noqa: BLE001  whatever a forger makes go wrong is no proof
        return Verdict(False, _text(claim), f"certificate: found {type(error).__name__}, {error}; expected a proof.", 0)
    return Verdict(True, _text(claim), "", steps)


def _text(claim: claims.Claim) -> str:
    try:
        return claim.text
    except Exception:  # noqa: BLE001  a claim that cannot be said is one of its kind all the same
        return type(claim).__name__


def left_to_refute(claim: claims.Claim, evidence: witness.Witness) -> Obligations:
    """What the refutations of the witness must refute, by name; raises InvalidCertificate if the rest does not hold."""
    return _verify(claim, evidence)[1]


def _verify(claim: claims.Claim, evidence: witness.Witness) -> Finding:
    expected, verify = _VERIFIERS[type(claim)]
    if not isinstance(evidence, expected):
        refuse("witness", type(evidence).__name__, expected.__name__)
    steps, found = verify(claim, evidence)
    return steps, {name: tuple(dict.fromkeys(given)) for name, given in found.items()}
