"""Witnesses: what a certificate adds to a claim, one class a kind of claim. All data; the checker believes none of it.

Refutations are named by the obligation that they discharge, see `proofs.checker.obligations`; claims without free symbols
need none.
"""

from __future__ import annotations

from proofs.witness.anonymous import Face, FacesWitness, RootsWitness, SignsWitness, SturmWitness, SymmetricWitness
from proofs.witness.correlated import EndWitness, PricesWitness, RangesWitness
from proofs.witness.dominance import (
    Apart,
    Believed,
    DominanceWitness,
    Dominator,
    Halved,
    Outdone,
    RationalizabilityWitness,
    Removed,
)
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
from proofs.witness.extensive import (
    BehaviourWitness,
    DepartureWitness,
    ExtremeTreeWitness,
    LeafWitness,
    LocalWitness,
    TreeCasesWitness,
    TreeListWitness,
)
from proofs.witness.extreme import PolytopesWitness
from proofs.witness.minmax import Bound, Cut, MinmaxWitness, Multipliers, Term
from proofs.witness.mixed import MixedWitness
from proofs.witness.potential import FourCycle, NoPotentialWitness
from proofs.witness.refutations import Refutations
from proofs.witness.strategic import ListWitness, NashWitness, NotNashWitness
from proofs.witness.symbolic import Stage, SupportsWitness, SupportWitness
from proofs.witness.zero_sum import FaceBasis, FaceWitness, ZeroSumWitness

Witness = (
    NashWitness
    | NotNashWitness
    | ListWitness
    | MixedWitness
    | SupportWitness
    | SupportsWitness
    | DominanceWitness
    | RationalizabilityWitness
    | MixedWitness
    | PolytopesWitness
    | MixedWitness
    | PricesWitness
    | RangesWitness
    | NoPotentialWitness
    | SymmetricWitness
    | SignsWitness
    | SturmWitness
    | FacesWitness
    | MinmaxWitness
    | ZeroSumWitness
    | PlayWitness
    | NotPlayWitness
    | ThresholdWitness
    | TreeListWitness
    | TreeCasesWitness
    | ExtremeTreeWitness
    | BehaviourWitness
    | DepartureWitness
    | TheoremWitness
)

__all__ = [
    "Apart",
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
    "ExtremeTreeWitness",
    "Face",
    "FaceBasis",
    "FaceWitness",
    "FacesWitness",
    "FourCycle",
    "Halved",
    "LeafWitness",
    "ListWitness",
    "LocalWitness",
    "MinmaxWitness",
    "MixedWitness",
    "Multipliers",
    "NashWitness",
    "NoPotentialWitness",
    "NotNashWitness",
    "NotPlayWitness",
    "Outdone",
    "PlayWitness",
    "PolytopesWitness",
    "PricesWitness",
    "RangesWitness",
    "RationalizabilityWitness",
    "Refutations",
    "Removed",
    "RootsWitness",
    "SignsWitness",
    "Slack",
    "Stage",
    "SturmWitness",
    "SupportWitness",
    "SupportsWitness",
    "SymmetricWitness",
    "Term",
    "TheoremWitness",
    "ThresholdWitness",
    "TreeCasesWitness",
    "TreeListWitness",
    "Values",
    "Witness",
    "ZeroSumWitness",
]
