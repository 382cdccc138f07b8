"""Witnesses: what a certificate adds to a claim, one class a kind of claim. All data; the checker believes none of it.

Refutations are named by the obligation that they discharge, see `proofs.checker.obligations`; claims without free symbols
need none.
"""

from __future__ import annotations

from proofs.witness.anonymous import SymmetricWitness
from proofs.witness.correlated import EndWitness, PricesWitness, RangesWitness
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
from proofs.witness.minmax import Bound, Cut, MinmaxWitness, Multipliers, Term
from proofs.witness.mixed import MixedWitness
from proofs.witness.potential import FourCycle, NoPotentialWitness
from proofs.witness.refutations import Refutations
from proofs.witness.strategic import ListWitness, NashWitness, NotNashWitness

Witness = (
    NashWitness
    | NotNashWitness
    | ListWitness
    | MixedWitness
    | PricesWitness
    | RangesWitness
    | NoPotentialWitness
    | SymmetricWitness
    | MinmaxWitness
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
    "Bound",
    "Branch",
    "Cut",
    "DepartureWitness",
    "EndWitness",
    "Evidence",
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
    "PricesWitness",
    "RangesWitness",
    "Refutations",
    "Slack",
    "SymmetricWitness",
    "Term",
    "TheoremWitness",
    "ThresholdWitness",
    "TreeListWitness",
    "Values",
    "Witness",
]
