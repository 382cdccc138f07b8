"""Witnesses: what a certificate adds to a claim, one class a kind of claim. All data; the checker believes none of it.

Refutations are named by the obligation that they discharge, see `proofs.checker.obligations`; claims without free symbols
need none.
"""

from __future__ import annotations

from proofs.witness.anonymous import RootsWitness, SignsWitness, SymmetricWitness
from proofs.witness.correlated import EndWitness, PricesWitness, RangesWitness
from proofs.witness.dominance import Believed, DominanceWitness, Dominator
from proofs.witness.dynamic import (
    Branch,
    Evidence,
    NotPlayWitness,
    PlayWitness,
    Slack,
    TheoremWitness,
    ThresholdWitness,
    Values,
)
from proofs.witness.extensive import BehaviourWitness, DepartureWitness, TreeListWitness
from proofs.witness.extreme import PolytopesWitness
from proofs.witness.minmax import Bound, Cut, MinmaxWitness, Multipliers, Term
from proofs.witness.mixed import MixedWitness
from proofs.witness.potential import FourCycle, NoPotentialWitness
from proofs.witness.refutations import Refutations
from proofs.witness.strategic import ListWitness, NashWitness, NotNashWitness
from proofs.witness.zero_sum import FaceBasis, FaceWitness, ZeroSumWitness

Witness = (
    NashWitness
    | NotNashWitness
    | ListWitness
    | MixedWitness
    | DominanceWitness
    | MixedWitness
    | PolytopesWitness
    | MixedWitness
    | PricesWitness
    | RangesWitness
    | NoPotentialWitness
    | SymmetricWitness
    | SignsWitness
    | MinmaxWitness
    | ZeroSumWitness
    | PlayWitness
    | NotPlayWitness
    | ThresholdWitness
    | TreeListWitness
    | BehaviourWitness
    | DepartureWitness
    | TheoremWitness
)

__all__ = [
    "BehaviourWitness",
    "Believed",
    "Bound",
    "Branch",
    "Cut",
    "DepartureWitness",
    "DominanceWitness",
    "Dominator",
    "EndWitness",
    "Evidence",
    "FaceBasis",
    "FaceWitness",
    "FourCycle",
    "ListWitness",
    "MixedWitness",
    "MinmaxWitness",
    "MixedWitness",
    "Multipliers",
    "NashWitness",
    "NoPotentialWitness",
    "NotNashWitness",
    "NotPlayWitness",
    "PlayWitness",
    "PolytopesWitness",
    "PricesWitness",
    "RangesWitness",
    "Refutations",
    "RootsWitness",
    "SignsWitness",
    "Slack",
    "SymmetricWitness",
    "Term",
    "TheoremWitness",
    "ThresholdWitness",
    "TreeListWitness",
    "Values",
    "Witness",
    "ZeroSumWitness",
]
