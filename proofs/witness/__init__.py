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
from proofs.witness.potential import FourCycle, NoPotentialWitness
from proofs.witness.refutations import Refutations
from proofs.witness.strategic import ListWitness, NashWitness, NotNashWitness

Witness = (
    NashWitness
    | NotNashWitness
    | ListWitness
    | PricesWitness
    | RangesWitness
    | NoPotentialWitness
    | SymmetricWitness
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
    "Branch",
    "DepartureWitness",
    "EndWitness",
    "Evidence",
    "FourCycle",
    "ListWitness",
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
    "TheoremWitness",
    "ThresholdWitness",
    "TreeListWitness",
    "Values",
    "Witness",
]
